"""What members can be weighed by: the last twelve months, own growth, potential, capacity, a blend of these."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any

import narwhals as nw
import polars as pl
import pytest

from salesplan.compute.targets.grid.outcome import SplitSummary
from salesplan.compute.targets.request import SplitRequest
from salesplan.compute.targets.split import split
from salesplan.compute.targets.weights.history import twelve_months
from salesplan.errors import Problem, SalesplanError
from salesplan.load.calendar import work_calendar
from salesplan.model.calendar import WorkCalendar
from salesplan.model.period import FiscalYear, Period, WeekYears
from salesplan.model.plan.levels import BASES, basis_named
from salesplan.model.plan.targets import SplitParameters
from salesplan.model.plan.team import Team
from salesplan.model.records import Records
from salesplan.model.result import Result

CALENDAR = work_calendar("CN", range(2022, 2028))
AS_OF = date(2026, 6, 30)
Line = tuple[str, str, int]


def orders(lines: Sequence[Line], *, level: str = "region") -> Records:
    frame = pl.DataFrame(
        [(date.fromisoformat(day), name, amount) for day, name, amount in lines],
        schema={"date": pl.Date, level: pl.String, "amount": pl.Int64},
        orient="row",
    )
    return Records("orders", nw.from_native(frame, eager_only=True))


def years(amounts: dict[int, dict[str, int]]) -> list[Line]:
    """A year's sales by region, in its first and last month."""
    return [
        (f"{year}-{month}", name, amount if month == "12-01" else 0)
        for year, sold in amounts.items()
        for name, amount in sold.items()
        for month in ("01-31", "12-01")
    ]


def run(
    basis: str | dict[str, str],
    records: Records | None = None,
    *,
    total: int = 1000,
    by: str = "region",
    as_of: date = AS_OF,
    customers: Records | None = None,
    **more: Any,  # noqa: ANN401 - any field of a request
) -> Result[SplitSummary]:
    wanted = {"*": basis} if isinstance(basis, str) else basis
    request = SplitRequest("T", Decimal(total), tuple(by.split(",")), FiscalYear(2026), basis=wanted, **more)
    return split(request, history=records, calendar=CALENDAR, as_of=as_of, customers=customers)


def regions(result: Result[SplitSummary], level: str = "region") -> dict[str, int]:
    rows = result.rows.records()
    return {str(row[level]): int(str(row["target"])) for row in rows if row["level"] == level}


def codes(result: Result[SplitSummary]) -> list[str]:
    return [problem.code for problem in result.findings]


def refusal(*args: Any, **more: Any) -> list[Problem]:  # noqa: ANN401 - as run
    with pytest.raises(SalesplanError) as raised:
        run(*args, **more)
    return list(raised.value.problems)


# The last twelve months


@pytest.mark.parametrize(
    ("as_of", "first", "last"),
    [
        ("2026-06-30", "2025-07-01", "2026-06-30"),
        ("2026-06-29", "2025-06-01", "2026-05-31"),
        ("2026-01-01", "2025-01-01", "2025-12-31"),
        ("2026-01-31", "2025-02-01", "2026-01-31"),
        ("2024-02-28", "2023-02-01", "2024-01-31"),
        ("2024-02-29", "2023-03-01", "2024-02-29"),
    ],
)
def test_the_last_twelve_months_are_those_that_are_over(as_of: str, first: str, last: str) -> None:
    expected = Period(date.fromisoformat(first), date.fromisoformat(last))
    assert twelve_months(date.fromisoformat(as_of), FiscalYear(2027)) == expected


@pytest.mark.parametrize(
    ("year", "last"),
    [
        (FiscalYear(2026), "2025-12-31"),
        (FiscalYear(2026, 4), "2025-03-31"),
        (FiscalYear(2026, weeks=WeekYears("4-4-5", date(2026, 1, 5))), "2025-12-31"),
        (FiscalYear(2026, weeks=WeekYears("4-4-5", date(2024, 1, 2))), "2025-11-30"),  # begins on 30 December
    ],
)
def test_the_last_twelve_months_end_before_the_year_of_the_targets(year: FiscalYear, last: str) -> None:
    """The same in January and in August of the year, so that what is tracked does not move."""
    ends = date.fromisoformat(last)
    expected = Period(date(ends.year - (ends.month < 12), ends.month % 12 + 1, 1), ends)
    assert [twelve_months(day, year) for day in (year.period.first, date(2026, 8, 31))] == [expected] * 2


TRAILING = [
    ("2024-12-31", "东", 5000),  # the day before the twelve months
    ("2025-01-01", "东", 100),
    ("2025-12-31", "南", 300),
    ("2026-01-01", "南", 7000),  # in the year of the targets
]


@pytest.mark.parametrize("as_of", [date(2026, 1, 5), AS_OF, date(2026, 12, 31)])
def test_trailing_counts_the_twelve_months_and_no_day_more(as_of: date) -> None:
    result = run("trailing", orders(TRAILING), as_of=as_of)
    assert regions(result) == {"东": 250, "南": 750}
    assert result.summary.trailing == Period(date(2025, 1, 1), date(2025, 12, 31))
    assert result.summary.history_years == ()


def test_trailing_rolls_while_the_year_is_still_to_come() -> None:
    result = run("trailing", orders([("2024-07-01", "东", 100), ("2025-06-30", "南", 300)]), as_of=date(2025, 7, 15))
    assert regions(result) == {"东": 250, "南": 750}
    assert result.summary.trailing == Period(date(2024, 7, 1), date(2025, 6, 30))


@pytest.mark.parametrize(
    ("first", "last", "fits"),
    [
        ("2025-01-31", "2025-12-01", True),
        ("2025-02-01", "2025-12-01", False),
        ("2025-01-31", "2025-11-30", False),
    ],
)
def test_trailing_needs_orders_from_the_first_month_to_the_last(first: str, last: str, fits: bool) -> None:  # noqa: FBT001
    records = orders([(first, "东", 1), (last, "南", 1)])
    if fits:
        assert regions(run("trailing", records)) == {"东": 500, "南": 500}
    else:
        (problem,) = refusal("trailing", records)
        assert problem.code == "SPLIT-no-orders"
        assert "2025-01-01..2025-12-31" in problem.what.in_("en")
        assert f"orders run from {first} to {last}" in problem.what.in_("en")


# Own growth


def test_growth_is_last_year_over_the_year_before() -> None:
    sold = {2024: {"东": 100, "南": 200}, 2025: {"东": 300, "南": 300}}
    # 300 x 300/100 = 900, 300 x 300/200 = 450
    result = run("growth", orders(years(sold)), total=1350)
    assert regions(result) == {"东": 900, "南": 450}
    assert result.summary.history_years == (2025, 2024)
    assert codes(result) == ["SPLIT-growth"]


def test_growth_goes_on_from_the_mean_of_several_years() -> None:
    sold = {2023: {"东": 0, "南": 600}, 2024: {"东": 100, "南": 300}, 2025: {"东": 200, "南": 300}}
    # 东 300 over three years, doubled; 南 1200, unchanged
    result = run("growth", orders(years(sold)), total=1800, split=SplitParameters(history_years=3))
    assert regions(result) == {"东": 600, "南": 1200}


@pytest.mark.parametrize("earlier", [0, -50, None], ids=["nothing", "returns only", "not there"])
def test_without_sales_the_year_before_history_stays_as_it_is(earlier: int | None) -> None:
    before = {"南": 100} | ({} if earlier is None else {"东": earlier})
    result = run("growth", orders(years({2024: before, 2025: {"东": 100, "南": 200}})))
    # 东 100, 南 200 x 2
    assert regions(result) == {"东": 200, "南": 800}
    (note,) = [each for each in result.findings if each.code == "SPLIT-no-growth"]
    assert note.severity == "note"
    assert note.what.in_("en").endswith(": 东")


def test_returns_last_year_weigh_nothing() -> None:
    result = run("growth", orders(years({2024: {"东": 100, "南": 100}, 2025: {"东": -20, "南": 100}})))
    assert regions(result) == {"东": 0, "南": 1000}


def test_growth_needs_two_full_years() -> None:
    lines = [("2024-02-01", "东", 1), *years({2025: {"东": 1}})]
    (problem,) = refusal("growth", orders(lines))
    assert (problem.code, problem.value) == ("SPLIT-no-orders", "growth")
    assert "two full years in a row" in problem.what.in_("en")
    assert regions(run("growth", orders([("2024-01-31", "东", 1), *lines]))) == {"东": 1000}


# Potential


def test_potential_of_the_plan_weighs_its_members() -> None:
    potential = {"region": {"东": Decimal(600), "南": Decimal(200)}}
    assert regions(run("potential", potential=potential)) == {"东": 750, "南": 250}


def customers(rows: Sequence[tuple[str | None, str | None, int | None]]) -> Records:
    schema = {"region": pl.String, "owner": pl.String, "potential": pl.Int64}
    frame = pl.DataFrame(rows, schema=schema, orient="row")
    return Records("customers", nw.from_native(frame, eager_only=True), {"potential": 2})


CUSTOMERS = [("东", "张", 30000), ("东", "李", 10000), ("南", "王", 60000), ("南", None, None), (None, "王", 5000)]


def test_potential_of_the_customers_is_summed_by_their_columns() -> None:
    told = customers(CUSTOMERS)
    assert regions(run("potential", customers=told)) == {"东": 400, "南": 600}
    nested = run("potential", customers=told, by="region,rep")
    rows = [(r["region"], r["rep"], int(str(r["target"]))) for r in nested.rows.records() if r["level"] == "rep"]
    assert sorted(rows) == [("东", "张", 300), ("东", "李", 100), ("南", "王", 600)]


@pytest.mark.parametrize("basis", ["history", "trailing", "potential"])
def test_amounts_beyond_64_bits_weigh_what_they_sum_to(basis: str) -> None:
    most = 2**63 - 1
    sold = [("2025-01-31", "东", 0), *[("2025-12-01", "东", most)] * 3, ("2025-12-02", "南", most)]
    listed = customers([("东", "张", most)] * 3 + [("南", "王", most)])
    records = orders([*sold, ("2026-06-30", "南", 0)])
    assert regions(run(basis, records, customers=listed)) == {"东": 750, "南": 250}


def test_the_plan_goes_before_the_customers() -> None:
    potential = {"region": {"东": Decimal(1), "南": Decimal(1)}}
    assert regions(run("potential", customers=customers(CUSTOMERS), potential=potential)) == {"东": 500, "南": 500}


def test_a_level_without_potential_is_refused_with_the_nearest_one() -> None:
    records = orders([("2025-01-01", "东", 1), ("2025-12-31", "东", 1)])
    (problem,) = refusal({"region": "potential"}, records, potential={"regions": {"东": Decimal(1)}})
    assert (problem.code, problem.place.key) == ("SPLIT-no-potential", "targets.T.basis.region")
    assert "did you mean regions?" in problem.fix.in_("en")


# Capacity


def team(*people: tuple[str, str], **selling: str) -> Team:
    members = [{"name": name, "region": region} for name, region in people]
    return Team.model_validate({"members": members, **({"selling": selling} if selling else {})})


SELLING: dict[str, Any] = {"calls_per_day": "6", "conversion": ["10%", "30%"], "order": "5000"}


TWENTY_DAYS = WorkCalendar(frozenset(), {date(2026, 3, day): True for day in range(1, 21)}, frozenset({2026}))


@pytest.mark.oracle("2.4-c")
def test_capacity_is_days_calls_rates_and_orders() -> None:
    people = team(("甲", "东"), **SELLING)
    half = Team.model_validate({"members": [{"name": "乙", "region": "南", "joined": "2026-01-01"}]})
    both = people.model_copy(update={"members": (*people.members, *half.members)})
    request = SplitRequest(
        "T",
        Decimal(27_000),
        ("region",),
        FiscalYear(2026),
        basis={"region": "capacity"},
        team=both,
        split=SplitParameters(ramp=(Decimal("0.5"),)),
    )
    result = split(request, history=None, calendar=TWENTY_DAYS, as_of=AS_OF)
    weights = {row["region"]: row["weight"] for row in result.rows.records() if row["level"] == "region"}
    assert weights == {"东": 18_000, "南": 9_000}
    assert regions(result) == {"东": 18_000, "南": 9_000}


def test_without_selling_capacity_is_full_working_days() -> None:
    assert regions(run("capacity", team=team(("甲", "东"), ("乙", "东"), ("丙", "南")), total=900)) == {
        "东": 600,
        "南": 300,
    }


def test_capacity_without_people_is_refused() -> None:
    records = orders([("2025-01-01", "东", 1), ("2025-12-31", "东", 1)])
    (problem,) = refusal({"region": "capacity"}, records)
    assert (problem.code, problem.place.key) == ("SPLIT-no-team", "targets.T.basis.region")


# Blend


HISTORY = years({2025: {"东": 500, "南": 300, "北": 200}})
POTENTIAL = {"region": {"东": Decimal(40), "南": Decimal(40), "北": Decimal(20)}}
PEOPLE = [
    *((f"东{i}", "东") for i in range(9)),
    *((f"南{i}", "南") for i in range(6)),
    *((f"北{i}", "北") for i in range(5)),
]


@pytest.mark.oracle("2.4-a")
def test_a_blend_of_history_potential_and_capacity() -> None:
    result = run("blend", orders(HISTORY), total=1_000_000, potential=POTENTIAL, team=team(*PEOPLE))
    assert regions(result) == {"东": 460_000, "南": 330_000, "北": 210_000}
    assert result.summary.blended == {
        "region": {"history": Decimal("0.5"), "potential": Decimal("0.3"), "capacity": Decimal("0.2")}
    }
    assert "SPLIT-blend" not in codes(result)
    told = {each.name: each.value for each in result.parameters}
    assert told["blend.region"] == ("history", "potential", "capacity")
    assert told["parameters.split.blend.potential"] == Decimal("0.3")


def test_a_part_that_is_missing_drops_out_and_is_named() -> None:
    result = run("blend", orders(HISTORY), total=8000, potential=POTENTIAL)
    # 5/8 history and 3/8 potential
    assert regions(result) == {"东": 3700, "南": 2700, "北": 1600}
    (note,) = [each for each in result.findings if each.code == "SPLIT-blend"]
    assert note.severity == "note"
    assert note.what.in_("en") == "region has no capacity: the blend is made of history 62.5%, potential 37.5%"
    assert note.what.in_("zh") == "区域没有产能，混合只用 历史销售 62.5%、市场潜力 37.5%"


def test_a_part_with_the_weight_0_is_not_missed() -> None:
    settings = SplitParameters.model_validate({"blend": {"history": "1", "potential": "1", "capacity": "0"}})
    result = run("blend", orders(HISTORY), potential=POTENTIAL, split=settings)
    assert regions(result) == {"东": 450, "南": 350, "北": 200}
    assert "SPLIT-blend" not in codes(result)


def test_a_member_that_one_part_does_not_know_has_nothing_there() -> None:
    potential = {"region": {"东": Decimal(1), "西": Decimal(1)}}
    settings = SplitParameters.model_validate({"blend": {"history": "0.5", "potential": "0.5", "capacity": "0"}})
    result = run("blend", orders(years({2025: {"东": 100}})), potential=potential, split=settings)
    assert regions(result) == {"东": 750, "西": 250}


def test_sales_under_two_spellings_of_one_name_add_up() -> None:
    """150 and 150 of the same region against 100: three quarters and one."""
    sold = orders(years({2025: {"A区": 150, "Ａ区 ": 150, "B区": 100}}))
    assert regions(run("history", sold)) == {"A区": 750, "B区": 250}


def test_one_name_in_two_widths_is_one_member() -> None:
    potential = {"region": {"Ａ区": Decimal(1), "B区": Decimal(3)}}
    settings = SplitParameters.model_validate({"blend": {"history": "0.5", "potential": "0.5", "capacity": "0"}})
    result = run("blend", orders(years({2025: {"A区": 100, "B区": 100}})), potential=potential, split=settings)
    assert regions(result) == {"A区": 375, "B区": 625}


def test_a_blend_of_nothing_is_refused() -> None:
    records = orders([("2025-03-01", "东", 1)])
    (problem,) = refusal({"region": "blend"}, records)
    assert (problem.code, problem.place.key) == ("SPLIT-no-blend", "targets.T.basis.region")


# Which levels a basis is used at


def test_a_basis_for_all_is_used_where_it_can_be() -> None:
    potential = {"product": {"甲": Decimal(1), "乙": Decimal(3)}}
    result = run("potential", orders(HISTORY), by="region,product", potential=potential)
    assert result.summary.basis == {"region": "history", "product": "potential"}
    with pytest.raises(SalesplanError) as raised:
        run("potential", orders(HISTORY), by="region,quarter")
    assert [problem.code for problem in raised.value.problems] == ["SPLIT-no-potential"]


@pytest.mark.parametrize("basis", ["trailing", "growth", "potential", "capacity", "blend"])
def test_no_basis_of_members_fits_time(basis: str) -> None:
    (problem,) = refusal({"quarter": basis}, by="quarter")
    assert (problem.code, problem.place.key) == ("SPLIT-basis", "targets.T.basis.quarter")


@pytest.mark.parametrize(
    ("word", "basis"),
    [
        ("滚动12个月", "trailing"),
        ("滚动 12 个月", "trailing"),
        ("滾動12個月", "trailing"),
        ("近12个月", "trailing"),
        ("自身增长", "growth"),
        ("增長", "growth"),
        ("潜力", "potential"),
        ("市場潛力", "potential"),
        ("产能", "capacity"),
        ("人均產能", "capacity"),
        ("混合", "blend"),
        ("Blend", "blend"),
        ("blends", "blends"),
    ],
)
def test_bases_have_chinese_names(word: str, basis: str) -> None:
    assert basis_named(word) == basis
    assert basis in BASES or basis == "blends"


def test_a_misspelt_basis_is_offered_the_nearest() -> None:
    (problem,) = refusal({"region": "potental"}, potential=POTENTIAL)
    assert "did you mean potential?" in problem.fix.in_("en")
