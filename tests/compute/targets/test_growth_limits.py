"""How much targets may fall or grow against last year."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

import narwhals as nw
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from salesplan.compute.targets.grid.outcome import SplitSummary
from salesplan.compute.targets.request import SplitRequest
from salesplan.compute.targets.split import split
from salesplan.errors import Problem, SalesplanError
from salesplan.load.calendar import work_calendar
from salesplan.model.period import FiscalYear
from salesplan.model.records import Records
from salesplan.model.result import Result

CALENDAR = work_calendar("CN", range(2025, 2027))
AS_OF = date(2026, 3, 1)
SOLD = {"东": 100, "南": 200, "北": 300}


def orders(sold: Mapping[str, int], level: str = "region") -> Records:
    """Last year's sales, from its first month to its last."""
    lines = [(date(2025, month, 10), name, n if month == 12 else 0) for name, n in sold.items() for month in (1, 12)]
    schema = {"date": pl.Date, level: pl.String, "amount": pl.Int64}
    return Records("orders", nw.from_native(pl.DataFrame(lines, schema=schema, orient="row"), eager_only=True))


def amounts(told: Mapping[str, str | int | Decimal]) -> dict[str, Decimal]:
    return {path: Decimal(each) for path, each in told.items()}


def run(total: int, records: Records | None = None, by: str = "region", **more: Any) -> Result[SplitSummary]:  # noqa: ANN401
    for key in ("least_change", "most_change", "least", "most", "pins"):
        more[key] = amounts(more.get(key, {}))
    more.setdefault("weights", {"region": amounts({"东": 1, "南": 1, "北": 1})})
    more["unit"] = Decimal(more.get("unit", 1))
    request = SplitRequest("T", Decimal(total), tuple(by.split(",")), FiscalYear(2026), **more)
    return split(request, history=orders(SOLD) if records is None else records, calendar=CALENDAR, as_of=AS_OF)


def regions(result: Result[SplitSummary]) -> list[int]:
    found = {row["region"]: int(str(row["target"])) for row in result.rows.records() if row["level"] == "region"}
    return [found[name] for name in SOLD]


def refusal(*args: Any, **more: Any) -> list[Problem]:  # noqa: ANN401 - as run
    with pytest.raises(SalesplanError) as raised:
        run(*args, **more)
    return list(raised.value.problems)


def said(result: Result[SplitSummary], code: str) -> list[str]:
    return [each.what.in_("en") for each in result.findings if each.code == code]


@pytest.mark.parametrize(
    ("limits", "expected"),
    [
        ({}, [200, 200, 200]),
        ({"least_change": {"region": "-0.2"}}, [180, 180, 240]),  # 北 not below 240
        ({"least_change": {"region": "0"}}, [100, 200, 300]),
        ({"most_change": {"region": "0.2"}}, [120, 240, 240]),  # 东 at most 120
        ({"least_change": {"region=北": "-0.5"}}, [200, 200, 200]),
        ({"least_change": {"region": "-0.5", "region=北": "0.1"}}, [135, 135, 330]),  # the path goes first
        ({"most_change": {"region": "0.2", "region=东": "0.5"}}, [150, 225, 225]),
        ({"least_change": {"region": "-0.2"}, "least": {"region=北": "250"}}, [175, 175, 250]),  # narrower wins
        ({"least_change": {"region": "-0.2"}, "least": {"region=北": "10"}}, [180, 180, 240]),
        ({"least_change": {"region": "-0.2"}, "pins": {"region=北": "280"}}, [160, 160, 280]),
    ],
)
def test_targets_stay_between_the_changes_allowed(limits: dict[str, Any], expected: list[int]) -> None:
    assert regions(run(600, **limits)) == expected


def test_targets_that_a_limit_decides_are_named() -> None:
    result = run(600, least_change={"region": "-0.2"})
    assert said(result, "SPLIT-change-held") == ["these targets are held by min_change: 北"]
    assert said(run(600, most_change={"region": "0.3"}), "SPLIT-change-held")[0].endswith("max_change: 东")
    assert said(run(600, least_change={"region": "-0.9"}), "SPLIT-change-held") == []
    parameters = {each.name: each.value for each in result.parameters}
    assert parameters["min_change.region"] == Decimal("-0.2")


def test_limits_are_whole_units_inside_the_change() -> None:
    # 东 100 x 1.05 = 105 is held to 110 from below and to 100 from above
    assert regions(run(600, unit=10, least_change={"region=东": "1.05"})) == [210, 190, 200]
    assert regions(run(600, unit=10, most_change={"region=东": "0.05"})) == [100, 250, 250]
    (problem,) = refusal(600, unit=50, least_change={"region=东": "0.1"}, most_change={"region=东": "0.2"})
    assert problem.code == "SPLIT-change-clash"


def test_members_without_sales_have_no_limit() -> None:
    result = run(600, orders({"东": 0, "南": -5, "北": 300}), least_change={"region": "0.5"})
    assert regions(result) == [75, 75, 450]
    free = run(600, orders({"东": 0, "南": 100, "北": 300}), most_change={"region": "0.5"})
    assert regions(free) == [225, 150, 225]
    (note,) = said(result, "SPLIT-change-new")
    assert note == "no sales in 2025, so no limit on growth: 东, 南"


def test_what_cannot_be_met_names_the_limit_and_what_is_lacking() -> None:
    (problem,) = refusal(600, least_change={"region": "0.1"})
    assert (problem.code, problem.place.key) == ("SPLIT-pins-clash", "targets.T.min_change")
    assert problem.what.in_("en") == (
        "what is fixed below the total needs at least 660, 60 more than 600 (3 of them limited by min_change)"
    )
    (problem,) = refusal(600, most_change={"region": "-0.1"})
    assert (problem.place.key, "takes at most 540, 60 less" in problem.what.in_("en")) == (
        "targets.T.max_change",
        True,
    )


@pytest.mark.parametrize(
    ("fixed", "message"),
    [
        ({"pins": {"region=北": 200}}, "北 is 200 at most, 70 less than min_change asks: 270"),
        ({"most": {"region=北": 250}}, "北 is 250 at most, 20 less than min_change asks: 270"),
        ({"pins": {"region=北": 500}}, "北 is 500 at least, 110 more than max_change allows: 390"),
        ({"least": {"region=北": 400}}, "北 is 400 at least, 10 more than max_change allows: 390"),
    ],
)
def test_what_was_fixed_outside_the_change_is_refused(fixed: dict[str, dict[str, str]], message: str) -> None:
    (problem,) = refusal(600, least_change={"region": "-0.1"}, most_change={"region": "0.3"}, **fixed)
    assert (problem.code, problem.what.in_("en")) == ("SPLIT-change-clash", message)


@pytest.mark.parametrize(
    ("wishes", "hint"),
    [
        ({"regoin": "0"}, "did you mean region?"),
        ({"quarter": "0"}, "use one of: region"),
        ({"region=华东": "0"}, "use one of"),
        ({"region=东部": "0"}, "did you mean 东?"),
        ({"region=东/quarter=2026-Q1": "0"}, "region=..."),
    ],
)
def test_names_that_nothing_has_are_refused(wishes: dict[str, str], hint: str) -> None:
    (problem,) = refusal(600, by="region,quarter", least_change=wishes)
    assert (problem.code, problem.place.key) == ("SPLIT-change-name", f"targets.T.min_change.{next(iter(wishes))}")
    assert hint in problem.fix.in_("en")


def test_without_a_full_year_there_is_nothing_to_compare_with() -> None:
    (problem,) = refusal(600, orders({}), most_change={"region": "0"})
    assert (problem.code, problem.place.key) == ("SPLIT-no-orders", "targets.T.max_change")


def test_a_total_below_0_has_no_growth() -> None:
    result = run(-600, least_change={"region": "0"})
    assert regions(result) == [-200, -200, -200]
    assert len(said(result, "SPLIT-change-sign")) == 1


def test_limits_hold_below_every_outer_member_and_over_periods() -> None:
    result = run(600, by="quarter,region", least_change={"region": "-0.1"})
    rows = [row for row in result.rows.records() if row["level"] == "region" and row["region"] == "北"]
    assert sum(int(str(row["target"])) for row in rows) == 270
    assert result.summary.exact


@given(
    sold=st.lists(st.integers(1, 10_000), min_size=3, max_size=3),
    change=st.integers(0, 99),
    total=st.integers(0, 30_000),
    unit=st.sampled_from([1, 10]),
)
@settings(max_examples=60)
def test_no_target_falls_below_or_grows_beyond_its_limit(sold: list[int], change: int, total: int, unit: int) -> None:
    allowed = Decimal(change) / 100
    by_name = dict(zip(SOLD, sold, strict=True))
    low = [-(-n * (100 - change) // (100 * unit)) for n in sold]
    high = [n * (100 + change) // (100 * unit) for n in sold]
    possible = all(a <= b for a, b in zip(low, high, strict=True)) and sum(low) <= total <= sum(high)
    limits: dict[str, Any] = {"least_change": {"region": -allowed}, "most_change": {"region": allowed}}
    if not possible:
        assert refusal(total * unit, orders(by_name), unit=unit, **limits)
        return
    found = regions(run(total * unit, orders(by_name), unit=unit, **limits))
    assert all(a * unit <= target <= b * unit for target, a, b in zip(found, low, high, strict=True))
    assert sum(found) == total * unit
