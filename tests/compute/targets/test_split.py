"""Splitting a total: the worked figures, pins, cross tables, and the promises on any split."""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

import narwhals as nw
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from salesplan.compute.targets.grid.outcome import SplitSummary, Targets
from salesplan.compute.targets.grid.tree import Node, numbered
from salesplan.compute.targets.request import SplitRequest
from salesplan.compute.targets.split import split
from salesplan.errors import BadInput, BadUsage, SalesplanError
from salesplan.load.calendar import work_calendar
from salesplan.model.period import FiscalYear
from salesplan.model.plan.targets import SplitParameters
from salesplan.model.records import Records
from salesplan.model.result import Result

CALENDAR = work_calendar("CN", range(2024, 2028))
AS_OF = date(2026, 3, 1)
Weights = dict[str, dict[str, Decimal]]


def weights(**levels: Mapping[str, int | str]) -> Weights:
    return {level: {name: Decimal(weight) for name, weight in given.items()} for level, given in levels.items()}


def request(total: int | str, by: str, **more: Any) -> SplitRequest:  # noqa: ANN401 - any field of a request
    year = more.pop("year", FiscalYear(2026))
    for key in ("pins", "least", "most"):
        more[key] = {path: Decimal(amount) for path, amount in more.get(key, {}).items()}
    more["unit"] = Decimal(more.get("unit", 1))
    return SplitRequest("T", Decimal(total), tuple(by.split(",")), year, **more)


def run(total: int | str, by: str, orders: Records | None = None, **more: Any) -> Result[SplitSummary]:  # noqa: ANN401
    return split(request(total, by, **more), history=orders, calendar=CALENDAR, as_of=AS_OF)


def targets(result: Result[SplitSummary], *levels: str, level: str | None = None) -> dict[Any, int]:
    """The targets of one level by its names."""
    found: dict[Any, int] = {}
    for row in result.rows.records():
        if row["level"] == (level or levels[-1]):
            names = tuple(row[name] for name in levels)
            found[names if len(names) > 1 else names[0]] = int(str(row["target"]))
    return found


def refused(total: int | str, by: str, orders: Records | None = None, **more: Any) -> list[str]:  # noqa: ANN401
    with pytest.raises(SalesplanError) as raised:
        run(total, by, orders, **more)
    return [problem.code for problem in raised.value.problems]


def orders(lines: Sequence[tuple[str, str | None, str | None, int]]) -> Records:
    """Orders of a day, region, product and amount in yuan, kept in cents; the years they lie in are covered."""
    first, *_, last = sorted(day for day, *_ in [*lines, *lines])
    edges = [(day, *lines[0][1:3], 0) for day in (f"{first[:4]}-01-31", f"{last[:4]}-12-01")]
    return uncovered([*lines, *edges])


def uncovered(lines: Sequence[tuple[str, str | None, str | None, int]]) -> Records:
    """The orders alone."""
    frame = pl.DataFrame(
        [(date.fromisoformat(day), region, product, amount * 100) for day, region, product, amount in lines],
        schema={"date": pl.Date, "region": pl.String, "product": pl.String, "amount": pl.Int64},
        orient="row",
    )
    return Records("orders", nw.from_native(frame, eager_only=True), {"amount": 2})


# Time


@pytest.mark.oracle("2.1-a")
def test_a_year_by_working_days_down_to_weeks() -> None:
    result = run(12_000_000, "quarter,month,week")
    assert list(targets(result, "quarter").values()) == [2_854_839, 2_951_613, 3_193_548, 3_000_000]
    months = targets(result, "month")
    assert list(months.values()) == [
        1_016_129, 774_194, 1_064_516, 1_016_129, 919_355, 1_016_129,
        1_112_903, 1_016_129, 1_064_516, 870_968, 1_016_129, 1_112_903,
    ]  # fmt: skip
    weeks = targets(result, "month", "week")
    february = {week: amount for (month, week), amount in weeks.items() if month == "2026-02"}
    assert february == {
        "2026-W05": 0, "2026-W06": 241_936, "2026-W07": 290_323, "2026-W08": 0, "2026-W09": 241_935,
    }  # fmt: skip
    july = [amount for (month, _), amount in weeks.items() if month == "2026-07"]
    assert july == [145_161, 241_936, 241_936, 241_935, 241_935]
    assert result.summary.exact
    assert result.summary.workdays == 248
    assert "2026-W10" not in result.summary.weeks
    assert result.summary.weeks["2026-W27"] == weeks["2026-06", "2026-W27"] + weeks["2026-07", "2026-W27"]
    days = {row["month"]: row["workdays"] for row in result.rows.records() if row["level"] == "month"}
    assert list(days.values()) == [21, 16, 22, 21, 19, 21, 23, 21, 22, 18, 21, 23]


@pytest.mark.oracle("2.1-b")
def test_flat_and_nested_rounding() -> None:
    even = {"*": "even"}
    assert list(targets(run(100, "month", basis=even), "month").values()) == [9] * 4 + [8] * 8
    nested = run(100, "quarter,month", basis=even)
    assert list(targets(nested, "quarter").values()) == [25] * 4
    assert list(targets(nested, "month").values()) == [9, 8, 8] * 4


def test_every_level_of_time_in_one_split() -> None:
    result = run(1_234_567, "year,half,quarter,month,week")
    assert result.summary.exact
    assert targets(result, "year") == {"2026": 1_234_567}
    assert list(targets(result, "half")) == ["2026-H1", "2026-H2"]
    assert set(result.summary.sums.values()) == {Decimal(1_234_567)}


def test_weeks_below_the_year_are_whole() -> None:
    weeks = targets(run(248_000, "week"), "week")
    assert len(weeks) == 53
    assert weeks["2026-W05"] == 5000
    assert weeks["2026-W01"] == 1000


def test_a_fiscal_year_is_named_by_its_end() -> None:
    result = run(120, "quarter,month", year=FiscalYear(2026, 4), basis={"*": "even"})
    assert list(targets(result, "quarter")) == ["2026-Q1", "2026-Q2", "2026-Q3", "2026-Q4"]
    assert list(targets(result, "month"))[::11] == ["2025-04", "2026-03"]
    assert (result.summary.first, result.summary.last) == (date(2025, 4, 1), date(2026, 3, 31))


def test_a_year_without_official_days_is_marked() -> None:
    result = run(100, "quarter,month", year=FiscalYear(2027))
    assert result.summary.estimated
    assert [finding.code for finding in result.findings] == ["CALENDAR-estimated"]
    assert all(row["estimated"] for row in result.rows.records() if row["level"] != "total")
    assert not run(100, "quarter", year=FiscalYear(2027), basis={"*": "even"}).summary.estimated


def test_only_the_months_of_a_year_not_announced_are_estimated() -> None:
    result = run(1200, "quarter,month", year=FiscalYear(2027, 4))
    marked = [row["month"] or row["quarter"] for row in result.rows.records() if row["estimated"]]
    assert marked == ["2027-Q4", "2027-01", "2027-02", "2027-03"]
    assert result.findings[0].what.in_("zh") == "2027 年的放假安排还没有公布，工作日是估算"
    weeks = run(1200, "week", year=FiscalYear(2027, 4)).rows.records()
    assert next(row["week"] for row in weeks if row["estimated"]) == "2026-W53"
    assert run(1200, "month", year=FiscalYear(2026, 4)).findings == ()


SEASONAL = orders([(f"2025-{month:02}-10", "华东", "泵", month) for month in range(1, 13)])


def test_the_season_is_the_default_when_there_is_a_full_year() -> None:
    result = run(7800, "quarter,month", SEASONAL)
    assert list(targets(result, "month").values()) == [100 * month for month in range(1, 13)]
    assert result.summary.basis == {"quarter": "seasonal", "month": "seasonal"}
    assert result.summary.season_years == (2025,)
    assert [finding.code for finding in result.findings] == ["SEASON-one-year", "SPLIT-total-scale"]
    assert run(7800, "month", SEASONAL, basis={"*": "workdays"}).summary.basis == {"month": "workdays"}


def test_asking_for_a_season_without_orders_is_refused_and_with_too_few_falls_back() -> None:
    assert refused(100, "month", basis={"month": "seasonal"}) == ["SPLIT-no-orders"]
    short = orders([("2025-03-01", "华东", "泵", 5)])
    result = run(50, "month", short, basis={"month": "seasonal"})
    assert result.summary.basis == {"month": "workdays"}
    assert [finding.code for finding in result.findings] == ["SEASON-missing-month", "SEASON-no-full-year"]


# Members


def test_given_weights_and_their_basis() -> None:
    result = run(100, "region", weights=weights(region={"华东": 3, "华东一区": 1, "北": 1}))
    assert targets(result, "region") == {"北": 20, "华东": 60, "华东一区": 20}
    assert [row["basis"] for row in result.rows.records()] == [None, "weights", "weights", "weights"]
    assert [row["weight"] for row in result.rows.records()] == [None, 1, 3, 1]


def test_history_weighs_products_inside_their_region() -> None:
    past = orders(
        [
            ("2025-05-01", "华东", "泵", 300),
            ("2025-05-01", "华东", "阀", 100),
            ("2025-06-01", "华北", "阀", 200),
            ("2025-06-02", None, "阀", 50),
            ("2024-06-02", "华南", "阀", 999),
        ]
    )
    result = run(900, "region,product", past)
    assert targets(result, "region", "product") == {("华东", "泵"): 450, ("华东", "阀"): 150, ("华北", "阀"): 300}
    assert result.summary.basis == {"region": "history", "product": "history"}
    assert result.summary.history_years == (2025,)
    assert [(note.code, note.value) for note in result.findings] == [("SPLIT-unassigned", "50.00")]
    assert result.summary.exact


def test_growth_of_more_than_half_is_named() -> None:
    past = orders([("2025-05-01", "东", "泵", 100), ("2025-05-01", "西", "泵", 100)])
    at_the_limit = run(200, "region", past, pins={"region=东": 150})
    assert at_the_limit.findings == ()
    beyond = run(201, "region", past, pins={"region=东": 151})
    assert [note.code for note in beyond.findings] == ["SPLIT-growth"]
    assert beyond.findings[0].what.in_("en").endswith("2025: 东 +51%")
    with_both = run(400, "region,product", past)
    assert with_both.findings[0].value == "4"


@pytest.mark.parametrize(("year", "codes"), [(2025, []), (2024, []), (2023, ["SPLIT-old-history"])])
def test_history_that_ended_more_than_a_year_before_is_said(year: int, codes: list[str]) -> None:
    result = run(100, "region", orders([(f"{year}-12-31", "东", "泵", 100)]))
    assert result.summary.history_years == (year,)
    assert [note.code for note in result.findings] == codes


@pytest.mark.parametrize(("as_of", "years"), [(date(2025, 12, 31), (2025,)), (date(2025, 12, 30), (2024,))])
def test_a_year_counts_from_its_last_day_on(as_of: date, years: tuple[int, ...]) -> None:
    lines = [(f"{year}-{month:02}-01", "东", "泵", month) for year in (2024, 2025) for month in range(1, 12)]
    lines += [(f"{year}-12-31", "东", "泵", 12) for year in (2024, 2025)]
    wish = request(7800, "region,month", split=SplitParameters(history_years=1))
    result = split(wish, history=orders(lines), calendar=CALENDAR, as_of=as_of)
    assert result.summary.history_years == years
    assert result.summary.season_years == tuple(year for year in (2024, 2025) if year <= years[0])


HALF_A_YEAR = [("2015-07-03", "东", "泵", 100), ("2016-11-01", "西", "泵", 300), ("2017-12-28", "西", "泵", 900)]


def test_a_year_that_the_orders_cover_in_part_is_no_history() -> None:
    result = run(400, "region", uncovered(HALF_A_YEAR), year=FiscalYear(2019, 7))
    assert result.summary.history_years == (2017,)
    assert targets(result, "region") == {"西": 400}
    notes = [note for note in result.findings if note.code == "SPLIT-part-year"]
    assert [note.severity for note in notes] == ["note"]
    assert notes[0].what.in_("zh") == "2018 财年的订单只到 2017-12-28，不作历史，改用 2017 财年"


@pytest.mark.parametrize(
    ("first", "last", "years"),
    [
        ("2025-01-31", "2025-12-01", (2025,)),
        ("2025-02-01", "2025-12-01", ()),
        ("2025-01-31", "2025-11-30", ()),
        ("2023-06-01", "2026-02-01", (2025,)),
    ],
)
def test_history_reaches_from_the_first_month_to_the_last(first: str, last: str, years: tuple[int, ...]) -> None:
    past = uncovered([(first, "东", "泵", 100), ("2025-06-01", "西", "泵", 300), (last, "东", "泵", 100)])
    result = run(200, "region", past)
    assert result.summary.history_years == years
    assert result.summary.basis == {"region": "history" if years else "even"}
    if not years:
        assert targets(result, "region") == {"东": 100, "西": 100}
        assert [note.code for note in result.findings] == ["SPLIT-no-full-year"]
        assert f"从 {first} 到 {last}，2026 年之前" in result.findings[0].what.in_("zh")
        assert refused(200, "region", past, basis={"region": "history"}) == ["SPLIT-no-orders"]


def test_history_may_count_several_years() -> None:
    past = orders([("2024-05-01", "东", "泵", 100), ("2025-05-01", "西", "泵", 300)])
    result = run(400, "region", past, split=SplitParameters(history_years=2))
    assert targets(result, "region") == {"东": 100, "西": 300}
    assert result.summary.history_years == (2025, 2024)


def test_net_returns_weigh_nothing_and_zero_weights_are_split_evenly() -> None:
    past = orders([("2025-05-01", "东", "泵", -5), ("2025-05-01", "西", "泵", 0)])
    result = run(100, "region", past)
    assert targets(result, "region") == {"东": 50, "西": 50}
    assert [note.code for note in result.findings] == ["SPLIT-negative-history", "SPLIT-zero-weights"]


def test_members_named_without_a_weight_get_nothing_and_are_said() -> None:
    result = run(90, "rep", weights=weights(rep={"A": 1, "B": 2}), members={"rep": ("A", "B", "C")})
    assert targets(result, "rep") == {"A": 30, "B": 60, "C": 0}
    assert [note.code for note in result.findings] == ["SPLIT-unweighted"]
    assert refused(90, "rep", weights=weights(rep={"D": 1}), members={"rep": ("A",)}) == ["SPLIT-member"]


def test_manual_weights_of_quarters_go_by_short_names() -> None:
    result = run(100, "quarter", weights=weights(quarter={"Q1": 10, "2026-Q2": 20, "Q3": 30, "Q4": 40}))
    assert list(targets(result, "quarter").values()) == [10, 20, 30, 40]
    assert refused(100, "quarter", weights=weights(quarter={"Q5": 1})) == ["SPLIT-member"]


# Crossed levels


REGIONS = weights(region={"华东": 46, "华南": 33, "华北": 21})


@pytest.mark.parametrize("by", ["quarter,region", "region,quarter"])
def test_periods_and_members_are_exact_in_both_margins(by: str) -> None:
    result = run(1_000_003, by, weights=REGIONS)
    cells = targets(result, "region", "quarter", level=by.split(",")[1])
    quarters = targets(run(1_000_003, "quarter"), "quarter")
    regions = targets(run(1_000_003, "region", weights=REGIONS), "region")
    for quarter, want in quarters.items():
        assert sum(amount for (_, at), amount in cells.items() if at == quarter) == want
    for region, want in regions.items():
        assert sum(amount for (at, _), amount in cells.items() if at == region) == want
    assert result.summary.exact


def test_the_order_of_levels_never_changes_a_target() -> None:
    one = targets(run(999_999, "quarter,region,month", weights=REGIONS), "region", "month", level="month")
    other = targets(run(999_999, "region,quarter,month", weights=REGIONS), "region", "month", level="month")
    assert one == other


def test_a_companys_months_do_not_drift_with_many_reps() -> None:
    reps = {f"R{i:03}": 1 for i in range(300)}
    result = run(1_234_500, "rep,month", weights=weights(rep=reps), unit=100, basis={"month": "workdays"})
    cells = targets(result, "rep", "month")
    alone = targets(run(1_234_500, "month", unit=100), "month")
    for month, want in alone.items():
        assert sum(amount for (_, at), amount in cells.items() if at == month) == want
    assert min(cells.values()) >= 0
    assert result.summary.exact


def test_products_of_several_regions_sum_to_their_own_share() -> None:
    mixed = weights(region={"A": 1, "B": 1, "C": 1}, product={"P": 1, "Q": 1, "R": 1})
    cells = targets(run(100, "region,product", weights=mixed), "region", "product")
    sums = [sum(amount for (_, at), amount in cells.items() if at == product) for product in "PQR"]
    assert sorted(sums) == [33, 33, 34]
    assert set(cells.values()) == {11, 12}


def test_many_equal_regions_do_not_all_favour_the_same_product() -> None:
    # Each region alone would split its 10 into 4, 3, 3, so P would get 40.
    mixed = weights(region={f"R{i}": 1 for i in range(10)}, product={"P": 1, "Q": 1, "R": 1})
    cells = targets(run(100, "region,product", weights=mixed), "region", "product")
    assert [sum(amount for (_, at), amount in cells.items() if at == product) for product in "PQR"] == [34, 33, 33]


def test_the_third_face_says_how_far_it_is_off() -> None:
    mixed = weights(region={"A": 1, "B": 2, "C": 4}, product={"P": 1, "Q": 3, "R": 2})
    result = run(1000, "region,product,month", weights=mixed)
    assert result.summary.exact
    assert result.summary.apart is not None
    assert result.summary.apart < 6
    assert run(1000, "region,month", weights=REGIONS).summary.apart is None


# Pins


@pytest.mark.oracle("2.4-b")
def test_a_lock_leaves_the_rest_to_the_others() -> None:
    result = run(1000, "rep", weights=weights(rep={"甲": 9, "乙": 300, "丙": 200}), pins={"rep=甲": 300})
    assert targets(result, "rep") == {"甲": 300, "乙": 420, "丙": 280}
    assert [row["rep"] for row in result.rows.records() if row["pinned"]] == ["甲"]


@pytest.mark.oracle("2.4-d")
def test_limits_on_both_sides() -> None:
    given_weights = weights(rep={"a": 1, "b": 1, "c": 8})
    result = run(100, "rep", weights=given_weights, least={"rep=a": 20}, most={"rep=c": 50})
    assert targets(result, "rep") == {"a": 25, "b": 25, "c": 50}


def test_a_pin_of_a_quarter_fixes_its_sum_over_regions() -> None:
    result = run(12_000_000, "region,quarter", weights=REGIONS, pins={"quarter=2026-Q1": 2_800_000}, unit=100)
    cells = targets(result, "region", "quarter")
    assert sum(amount for (_, quarter), amount in cells.items() if quarter == "2026-Q1") == 2_800_000
    assert sum(amount for (region, _), amount in cells.items() if region == "华东") == 5_520_000
    assert result.summary.exact


def test_a_pin_of_a_product_fixes_its_sum_over_regions() -> None:
    mixed = weights(region={"A": 3, "B": 2}, product={"P": 1, "Q": 1})
    cells = targets(run(1000, "region,product", weights=mixed, pins={"product=P": 100}), "region", "product")
    assert cells == {("A", "P"): 60, ("A", "Q"): 540, ("B", "P"): 40, ("B", "Q"): 360}


def test_a_pinned_product_without_weight_goes_to_the_regions_by_size() -> None:
    mixed = weights(region={"A": 3, "B": 2}, product={"P": 0, "Q": 1})
    cells = targets(run(1000, "region,product", weights=mixed, pins={"product=P": 100}), "region", "product")
    assert cells == {("A", "P"): 60, ("A", "Q"): 540, ("B", "P"): 40, ("B", "Q"): 360}


def test_pins_of_all_parts_settle_what_holds_them() -> None:
    pins = {f"region=华北/quarter=Q{i}": 10 for i in range(1, 5)}
    result = run(1000, "region,quarter", weights=REGIONS, pins=pins)
    assert targets(result, "region")["华北"] == 40
    assert result.summary.exact
    whole = run(100, "quarter", pins={f"quarter=Q{i}": 25 for i in range(1, 5)})
    assert list(targets(whole, "quarter").values()) == [25] * 4


def test_pins_of_a_few_among_many_reps() -> None:
    reps = {f"R{i:03}": 1 for i in range(150)}
    pins = {f"rep=R{i:03}/month=2026-0{1 + i % 9}": 7 * i for i in range(0, 150, 13)}
    result = run(150_000, "rep,month", weights=weights(rep=reps), pins=pins)
    cells = targets(result, "rep", "month")
    assert all(cells[f"R{i:03}", f"2026-0{1 + i % 9}"] == 7 * i for i in range(0, 150, 13))
    others = [amount for (rep, _), amount in cells.items() if f"rep={rep}" not in "".join(pins)]
    assert min(others) > 50
    assert max(others) < 150
    assert result.summary.exact


def test_limits_of_a_total_below_zero_are_turned_round() -> None:
    given_weights = weights(rep={"a": 1, "b": 1, "c": 8})
    result = run(-100, "rep", weights=given_weights, most={"rep=a": -20}, least={"rep=c": -50})
    assert targets(result, "rep") == {"a": -25, "b": -25, "c": -50}


def test_a_pin_of_one_cell_lifts_what_holds_it() -> None:
    result = run(100, "region,quarter", weights=weights(region={"A": 1, "B": 9}), pins={"region=A/quarter=Q1": 30})
    cells = targets(result, "region", "quarter")
    assert cells["A", "2026-Q1"] == 30
    assert targets(result, "region") == {"A": 30, "B": 70}
    assert result.summary.exact


def test_a_pin_of_a_person_finds_them_below_their_region() -> None:
    past = orders([("2025-05-01", "东", "张三", 1), ("2025-05-01", "西", "李四", 1)])
    result = run(100, "region,product", past, pins={"product=张三": 70})
    assert targets(result, "region") == {"东": 70, "西": 30}


def test_a_week_in_two_months_is_pinned_as_one_sum() -> None:
    result = run(24_800, "month,week", pins={"week=2026-W05": 700, "month=2026-06/week=2026-W27": 50})
    cells = targets(result, "month", "week")
    assert cells["2026-01", "2026-W05"] + cells["2026-02", "2026-W05"] == 700
    assert (cells["2026-01", "2026-W05"], cells["2026-02", "2026-W05"]) == (700, 0)
    assert cells["2026-06", "2026-W27"] == 50
    assert result.summary.weeks["2026-W05"] == 700


def test_names_that_begin_alike_are_not_confused() -> None:
    given_weights = weights(region={"华东": 1, "华东一区": 1, "华东/北": 1})
    result = run(300, "region", weights=given_weights, pins={"region=华东/北": 10, "region=华东": 20})
    assert targets(result, "region") == {"华东": 20, "华东/北": 10, "华东一区": 270}


def test_impossible_pins_are_all_named_with_the_shortfall() -> None:
    pins = {"region=华东": 50, "region=华东/quarter=Q1": 40, "region=华东/quarter=Q2": 20}
    with pytest.raises(BadInput) as raised:
        run(100, "region,quarter", weights=REGIONS, pins=pins | {"region=华南/quarter=Q3": 120})
    messages = [problem.what.in_("en") for problem in raised.value.problems]
    assert "what is fixed below 华东 needs at least 60, 10 more than 50" in messages
    assert len(messages) == 2


def test_pins_that_leave_nothing_for_the_rest_of_the_total_are_named() -> None:
    pins = {f"quarter=Q{i}": 20 for i in range(1, 5)}
    with pytest.raises(BadUsage) as raised:
        run(100, "quarter", pins=pins, source="option")
    assert [problem.what.in_("zh") for problem in raised.value.problems] == ["总额下面定死的数最多到 80，比 100 少 20"]


def test_crossed_pins_that_clash_are_explained() -> None:
    mixed = weights(region={"A": 1, "B": 1}, product={"P": 1, "Q": 1})
    with pytest.raises(BadInput) as raised:
        run(100, "region,product", weights=mixed, pins={"product=P": 30, "product=Q": 60})
    message = "* need 100, their columns have room for 90 (P 30, Q 60): off by 10"
    assert [problem.what.in_("en") for problem in raised.value.problems] == [message]
    with pytest.raises(BadInput) as raised:
        run(100, "region,product", weights=mixed, pins={"product=P": 30, "region=A/product=P": 40})
    assert raised.value.problems[0].what.in_("en").startswith("P need 40, their columns have room for 30")


@pytest.mark.parametrize(
    ("pins", "code"),
    [
        ({"region=华西": 1}, "SPLIT-pin-name"),
        ({"region": 1}, "SPLIT-pin-path"),
        ({"team=x": 1}, "SPLIT-pin-path"),
        ({"region=华东/region=华南": 1}, "SPLIT-pin-path"),
        ({"quarter=Q1": -1}, "SPLIT-pin-sign"),
        ({"quarter=Q1": 5, "quarter=2026-Q1": 5}, "SPLIT-pin-twice"),
    ],
)
def test_pins_that_cannot_be_read(pins: dict[str, int], code: str) -> None:
    assert refused(100, "region,quarter", weights=REGIONS, pins=pins) == [code]


@pytest.mark.parametrize(("pin", "squeezed"), [(60, False), (61, True)])
def test_a_pin_that_leaves_a_free_sibling_less_than_half_is_said(pin: int, squeezed: bool) -> None:  # noqa: FBT001
    # Without the pin B has 80 of 100; 40 left is exactly half.
    result = run(100, "region", weights=weights(region={"A": 1, "B": 4}), pins={"region=A": pin})
    assert [note.code for note in result.findings] == (["SPLIT-pin-squeeze"] if squeezed else [])


def test_the_target_squeezed_most_is_named_and_the_others_counted() -> None:
    pins = {"region=华东/quarter=Q1": 200_000}
    result = run(1_000_000, "region,quarter", weights=REGIONS, pins=pins)
    (found,) = result.findings
    cells = targets(result, "region", "quarter")
    plain = targets(run(1_000_000, "region,quarter", weights=REGIONS), "region", "quarter")
    least = min(cells, key=lambda spot: Decimal(cells[spot]) / plain[spot])
    others = sum(2 * cells[spot] < plain[spot] for spot in cells) - 1
    assert found.value == " ".join(least)
    assert f"，另有 {others} 个" in found.what.in_("zh")
    assert f"{1 - Decimal(cells[least]) / plain[least]:.0%}" in found.what.in_("zh")


def test_what_lies_below_a_pin_is_not_squeezed_by_it_and_parts_count_once() -> None:
    low = run(1_000, "region,quarter", weights=weights(region={"A": 1, "B": 4}), pins={"region=A": 10})
    assert low.findings == ()
    high = run(1_000, "region,quarter", weights=weights(region={"A": 1, "B": 4}), pins={"region=A": 900})
    assert [note.value for note in high.findings] == ["B"]
    assert "另有" not in high.findings[0].what.in_("zh")
    mixed = weights(region={"A": 3, "B": 2}, product={"P": 9, "Q": 1})
    assert run(1000, "region,product", weights=mixed, pins={"product=P": 100}).findings == ()


def test_rounding_is_no_squeeze() -> None:
    # B loses 2 units of 3, then 3 of 4.
    assert run(5, "region", weights=weights(region={"A": 2, "B": 3}), pins={"region=A": 4}).findings == ()
    assert run(5, "region", weights=weights(region={"A": 1, "B": 4}), pins={"region=A": 4}).findings != ()


# Units, totals, levels


@pytest.mark.parametrize(("total", "codes"), [(1, []), (0, ["SPLIT-total-sign"]), (-1, ["SPLIT-total-sign"])])
def test_a_total_of_0_or_below_is_split_and_noted(total: int, codes: list[str]) -> None:
    findings = run(total, "quarter").findings
    assert [note.code for note in findings] == codes
    assert all(note.severity == "note" for note in findings)


def test_sentences_about_levels_say_what_to_type() -> None:
    def said(by: str, **more: Any) -> list[tuple[str, str]]:  # noqa: ANN401 - any field of a request
        with pytest.raises(BadUsage) as raised:
            run(100, by, source="option", **more)
        return [(problem.what.in_("zh"), problem.fix.in_("zh")) for problem in raised.value.problems]

    ((what, fix),) = said("quater")
    assert what == "没有层级 quater"
    assert fix.startswith("是不是 quarter？可用：year, half, quarter, month, week；")
    ((what, fix),) = said("region", basis={"region": "history"})
    assert what == "按区域分要有依据"
    assert fix == "加 --weights region:华东=5,华南=3 或 --orders 订单.xlsx（有这一列）"
    assert said("quarter", basis={"*": "seasnal"})[0][1].startswith("是不是 seasonal？")
    assert said("quarter", basis={"quarter": "history"})[0][0] == "季度不能按历史销售分"


@pytest.mark.parametrize(
    ("pins", "codes"),
    [
        ({"region=华东": 120, "region=西北": 5}, ["SPLIT-pin-name", "SPLIT-pins-clash"]),
        ({"region=华东": 90, "region=西北": 20}, ["SPLIT-pin-name"]),  # what cannot be read is not added up
        ({"region=华东": 90, "region=华北": 20, "区域": 5}, ["SPLIT-pin-path", "SPLIT-pins-clash"]),
    ],
)
def test_pins_that_clash_are_told_in_one_run_with_those_that_cannot_be_read(
    pins: dict[str, int], codes: list[str]
) -> None:
    assert refused(100, "region", weights=REGIONS, pins=pins) == codes


def test_a_fault_of_an_option_over_an_entry_is_wrong_usage() -> None:
    pins = {"region=华西": 1}
    assert refused(100, "region", weights=REGIONS, pins=pins) == ["SPLIT-pin-name"]
    with pytest.raises(BadInput):
        run(100, "region", weights=REGIONS, pins=pins)
    with pytest.raises(BadUsage) as raised:
        run(100, "region", weights=REGIONS, pins=pins, typed=frozenset({"pins.region=华西"}))
    assert str(raised.value.problems[0].place) == "--pin"


def test_a_total_or_pin_beside_the_unit_names_its_neighbours() -> None:
    with pytest.raises(BadInput) as raised:
        run(250, "quarter", unit=100)
    assert raised.value.problems[0].fix.in_("en") == "make it 200 or 300, or add --unit-remainder"
    with pytest.raises(BadInput) as raised:
        run(-250, "quarter", unit=100)
    assert "-300 or -200" in raised.value.problems[0].fix.in_("en")
    with pytest.raises(BadInput) as raised:
        run(300, "quarter", unit=100, pins={"quarter=Q1": 150})
    assert raised.value.problems[0].fix.in_("en") == "make it 100 or 200"


def test_with_a_remainder_one_path_carries_it() -> None:
    result = run(250, "rep", unit=100, unit_remainder=True, weights=weights(rep={"a": 1, "b": 3}))
    assert targets(result, "rep") == {"a": 0, "b": 250}
    crossed = run(1_234_567, "region,month", unit=100, unit_remainder=True, weights=REGIONS)
    odd = [amount for amount in targets(crossed, "region", "month").values() if amount % 100]
    assert [amount % 100 for amount in odd] == [67]
    assert crossed.summary.exact


def test_cents_and_totals_below_zero() -> None:
    result = run("-100.01", "quarter", unit="0.01", basis={"*": "even"}, pins={"quarter=Q4": "-10.01"})
    values = [row["target"] for row in result.rows.records()]
    assert values == [Decimal("-100.01"), *[Decimal("-30.00")] * 3, Decimal("-10.01")]
    assert result.summary.exact


@pytest.mark.parametrize(
    ("by", "more", "codes"),
    [
        ("month,quarter", {}, ["SPLIT-level-order"]),
        ("quarter,quarter", {}, ["SPLIT-level-order"]),
        ("planet", {}, ["SPLIT-level"]),
        ("quarter", {"basis": {"quarter": "history"}}, ["SPLIT-basis"]),
        ("quarter", {"basis": {"*": "blend"}}, ["SPLIT-basis"]),
        ("quarter", {"basis": {"month": "even"}}, ["SPLIT-stray-level"]),
        ("quarter", {"basis": {"quarter": "manual"}}, ["SPLIT-no-weights"]),
        ("quarter", {"unit": 0}, ["SPLIT-unit"]),
    ],
)
def test_levels_and_bases_that_do_not_fit(by: str, more: dict[str, Any], codes: list[str]) -> None:
    assert refused(100, by, **more) == codes


def test_a_bare_basis_goes_only_where_it_fits() -> None:
    past = orders([("2025-05-01", "东", "泵", 1)])
    assert run(100, "quarter,region", past, basis={"*": "history"}).summary.basis == {
        "quarter": "workdays",
        "region": "history",
    }


def test_too_many_targets_are_refused_before_they_are_made() -> None:
    reps = dict.fromkeys((f"R{i}" for i in range(30_000)), 1)
    assert refused(10**6, "rep,month,week", weights=weights(rep=reps)) == ["SPLIT-too-many"]


def test_exact_is_said_only_after_adding_up() -> None:
    year, region = Node("total", ""), Node("total", "")
    year.add([Node("quarter", "Q1"), Node("quarter", "Q2")])
    region.add([Node("region", "A")])
    times, items = numbered(year), numbered(region)

    def adds_up(cells: list[list[int]], *, remainder: bool = False) -> bool:
        return Targets(("region", "quarter"), items, times, cells, 0, 1, frozenset()).adds_up(10, remainder=remainder)

    assert adds_up([[30, 10, 20], [30, 10, 20]])
    assert not adds_up([[30, 10, 20], [30, 20, 10]])
    assert not adds_up([[30, 10, 30], [30, 10, 30]])
    assert not adds_up([[30, 15, 15], [30, 15, 15]])
    assert adds_up([[30, 15, 15], [30, 15, 15]], remainder=True)


# Promises


@given(st.integers(0, 2**32), st.sampled_from([1, 100]), st.sampled_from(["region,month", "quarter,region,week"]))
@settings(max_examples=25, deadline=None)
def test_any_split_adds_up_and_keeps_its_pins_whatever_the_order(seed: int, unit: int, by: str) -> None:
    rng = random.Random(seed)  # noqa: S311 - test data
    names = [f"N{i}" for i in range(rng.randint(1, 90))]
    given_weights = {name: rng.choice([0, 1, rng.randint(1, 1000)]) for name in names}
    pins = {f"region={name}": rng.randint(0, 20) * unit for name in rng.sample(names, len(names) // 5)}
    total = (rng.randrange(10**7) + 4000) * unit
    everyone_pinned = len(pins) == len(names)
    result = run(total, by, weights=weights(region=given_weights), unit=unit, pins={} if everyone_pinned else pins)
    assert result.summary.exact
    assert all(row["target"] >= 0 for row in result.rows.records())  # type: ignore[operator] # targets are decimals
    shuffled = list(given_weights.items())
    rng.shuffle(shuffled)
    again = run(total, by, weights=weights(region=dict(shuffled)), unit=unit, pins=pins if not everyone_pinned else {})
    assert list(again.rows.rows()) == list(result.rows.rows())


def test_row_order_of_the_orders_never_changes_a_target() -> None:
    rng = random.Random(4)  # noqa: S311 - test data
    lines = [
        (
            f"2025-{rng.randint(1, 12):02}-{rng.randint(1, 28):02}",
            rng.choice("东西南"),
            rng.choice("泵阀"),
            rng.randint(-5, 99),
        )
        for _ in range(200)
    ]
    first = run(1_000_000, "region,product,quarter", orders(list(lines)))
    rng.shuffle(lines)
    second = run(1_000_000, "region,product,quarter", orders(list(lines)))
    assert list(first.rows.rows()) == list(second.rows.rows())
    assert first.summary == second.summary


def test_an_unusual_unit_stays_whole_beside_pins() -> None:
    cells = run(300, "region,quarter", unit=3, weights=REGIONS, pins={"region=华东/quarter=Q1": 9})
    assert cells.summary.exact
    assert targets(cells, "region", "quarter")["华东", "2026-Q1"] == 9


def test_limits_are_kept_in_whole_units() -> None:
    given_weights = weights(rep={"a": 1, "b": 1, "c": 8})
    result = run(1000, "rep", unit=100, weights=given_weights, least={"rep=a": 120}, most={"rep=c": 499})
    assert targets(result, "rep") == {"a": 300, "b": 300, "c": 400}
    assert result.summary.exact


def test_the_sum_of_a_cut_week_is_parted_in_whole_units() -> None:
    result = run(2_480_000, "month,week", unit=100, pins={"week=2026-W27": 70_000})
    cells = targets(result, "month", "week")
    assert (cells["2026-06", "2026-W27"], cells["2026-07", "2026-W27"]) == (28_000, 42_000)
    odd = run(2_480_000, "month,week", unit=100, pins={"week=2026-W27": 300})
    assert targets(odd, "month", "week")["2026-06", "2026-W27"] == 100
    assert odd.summary.exact


def test_the_same_name_twice_is_refused() -> None:
    assert refused(100, "region", weights=weights(region={"Ａ": 1, "A ": 2})) == ["SPLIT-same-name"]


def test_a_basis_that_needs_weights_asks_for_them() -> None:
    assert refused(100, "quarter", basis={"*": "manual"}) == ["SPLIT-no-weights"]
