"""Re-plans on days off: a month has begun though no working day of it is over, or goes on though none is left."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any

import narwhals as nw
import polars as pl
import pytest

from salesplan.compute.targets.actuals.actuals import Actuals, actuals_of
from salesplan.compute.targets.actuals.progress import share_left, status_of, status_on
from salesplan.compute.targets.actuals.standing import Standing
from salesplan.compute.targets.replan import Replan, ReplanTerms, replan_targets
from salesplan.compute.targets.request import SplitRequest
from salesplan.compute.targets.split import Decomposed, decompose
from salesplan.load.calendar import work_calendar
from salesplan.model.calendar import WorkCalendar
from salesplan.model.period import FiscalYear, month_of
from salesplan.model.plan.targets import PaceParameters
from salesplan.model.records import ROW, SOURCE, Records
from salesplan.model.state import Rule
from salesplan.model.table import Value

CALENDAR = work_calendar("CN", range(2025, 2028))
Line = tuple[str, int]
MAY_DAY = "2026-05-04"
"""May has begun; its first working day is the 6th."""
FOUR: list[Line] = [(f"2026-{m:02}-10", 100) for m in range(1, 5)]


def plan() -> Decomposed:
    """12,000 a year, 1,000 each month."""
    request = SplitRequest("T", Decimal(12000), ("month",), FiscalYear(2026), basis={"month": "even"})
    return decompose(request, history=None, calendar=CALENDAR, as_of=date(2026, 1, 1))


def brought(made: Decomposed, lines: Sequence[Line], day: date) -> Actuals:
    frame = pl.DataFrame(
        [(0, row, date.fromisoformat(on), amount) for row, (on, amount) in enumerate(lines, start=2)],
        schema={SOURCE: pl.Int64, ROW: pl.Int64, "date": pl.Date, "amount": pl.Int64},
        orient="row",
    )
    return actuals_of(made, Records("orders", nw.from_native(frame, eager_only=True), {"amount": 0}), day)


def run(lines: Sequence[Line], as_of: str, rule: Rule = "roll_forward") -> Replan:
    made, day = plan(), date.fromisoformat(as_of)
    days = [date.fromisoformat(on) for on, _ in lines]
    return replan_targets(made, brought(made, lines, day), ReplanTerms(rule), as_of=day, order_days=days)


def months(done: Replan, key: str) -> list[Value]:
    return [row[key] for row in done.result.rows.records() if row["level"] == "month"]


@pytest.mark.parametrize(
    ("month", "as_of", "status", "left"),
    [
        (5, "2026-04-30", "future", 1),
        (5, "2026-05-01", "open", 1),
        (5, "2026-05-05", "open", 1),
        (1, "2026-01-30", "open", 0),
        (1, "2026-01-31", "closed", 0),
        (10, "2026-10-07", "open", 1),
    ],
)
def test_a_period_begins_and_ends_by_its_days_whatever_is_worked(
    month: int, as_of: str, status: str, left: int
) -> None:
    span, day = month_of(2026, month), date.fromisoformat(as_of)
    assert status_on(span, day) == status
    assert share_left(span, day, CALENDAR) == left


def test_a_longer_period_is_under_way_unless_all_its_parts_are_alike() -> None:
    assert status_of(["closed", "closed"]) == "closed"
    assert status_of(["future", "future"]) == "future"
    assert status_of(["closed", "future"]) == "open"


@pytest.mark.parametrize("as_of", ["2026-01-30", "2026-05-04", "2026-05-06", "2026-10-03", "2026-12-31"])
def test_track_and_re_plan_agree_on_what_is_over(as_of: str) -> None:
    made, day = plan(), date.fromisoformat(as_of)
    lines = [(f"2026-{m:02}-10", 100) for m in range(1, 13)]
    standing = Standing(made, brought(made, lines, day), None, PaceParameters())
    assert months(run(lines, as_of), "status") == [standing.status(time) for time in made.targets.times[1:]]


def test_what_came_in_on_days_off_counts_in_its_month() -> None:
    """977 are in, 11,023 left for eight whole months: 1,377 or 1,378 each, in May on top of its 577."""
    done = run([*FOUR, ("2026-05-02", 500), ("2026-05-03", 77)], MAY_DAY)
    assert months(done, "status")[3:6] == ["closed", "open", "future"]
    assert months(done, "actual")[:6] == [100, 100, 100, 100, 577, None]
    assert done.result.summary.actual == 977
    may, *later = (Decimal(str(value)) for value in months(done, "revised")[4:])
    assert may - 577 in (1377, 1378)
    assert {*later} == {Decimal(1377), Decimal(1378)}
    assert 400 + may + sum(later) == 12000
    assert done.result.summary.pins["month=2026-05"] == may


@pytest.mark.parametrize(
    ("rule", "may", "june", "later"),
    [
        # 11,627 left over 8 whole months: 1453.375.
        ("roll_forward", {1426, 1427}, {1453, 1454}, {1453, 1454}),
        ("floor_original", {1426, 1427}, {1453, 1454}, {1453, 1454}),
        # 11,627 less 7 x 1000 is left for May.
        ("next_only", {4600}, {1000}, {1000}),
        # The quarter brought 73 of 3,000: 2,927 for May and June.
        ("within_quarter", {1436, 1437}, {1463, 1464}, {1000}),
        ("keep", {1000}, {1000}, {1000}),
    ],
)
def test_returns_alone_in_a_month_just_begun(rule: Rule, may: set[int], june: set[int], later: set[int]) -> None:
    done = run([*FOUR, ("2026-05-02", -27)], MAY_DAY, rule)
    found = [int(str(value)) for value in months(done, "revised")]
    assert (found[4] in may, found[5] in june, set(found[6:]) <= later) == (True, True, True)
    assert sum(found) + int(done.result.summary.gap) == 12000
    assert months(done, "status")[4] == "open"


@pytest.mark.parametrize(
    ("rule", "may", "later"),
    [
        # 8,000 less 27 are in: 4,027 left over 8 months is 503.375.
        ("roll_forward", {476, 477}, {503, 504}),
        ("floor_original", {1000}, {1000}),
        ("next_only", {-27}, {1000}),
        ("within_quarter", {986, 987}, {1000, 1013, 1014}),
        ("keep", {1000}, {1000}),
    ],
)
def test_ahead_of_the_plan_with_returns_in_a_month_just_begun(rule: Rule, may: set[int], later: set[int]) -> None:
    lines = [("2026-01-10", 5000), *((f"2026-{m:02}-10", 1000) for m in (2, 3, 4)), ("2026-05-02", -27)]
    found = [int(str(value)) for value in months(run(lines, MAY_DAY, rule), "revised")]
    assert found[4] in may
    assert set(found[5:]) <= later


def test_no_period_half_over_falls_below_its_original_target_either() -> None:
    """June is 10/21 to come and brought 0: 1,000 stay 1,000, though only 476 were planned for the days left."""
    lines = [(f"2026-{m:02}-10", 1500) for m in range(1, 6)]
    found = months(run(lines, "2026-06-15", "floor_original"), "revised")
    assert found == [1500] * 5 + [1000] * 7


def test_a_month_without_a_working_day_left_keeps_what_it_has_and_is_told() -> None:
    """Saturday 31 January is still to come, yet nothing can be planned on it: 11,900 go to eleven months."""
    for rule in ("roll_forward", "floor_original", "next_only", "within_quarter", "keep"):
        done = run([("2026-01-10", 100)], "2026-01-30", rule)
        assert (months(done, "status")[0], months(done, "revised")[0]) == ("open", 100)
        (note,) = [p for p in done.result.findings if p.code == "REPLAN-no-days"]
        assert "2026-01" in note.what.in_("en")
        assert "month=2026-01" not in done.result.summary.pins
    assert "REPLAN-no-days" not in [p.code for p in run([("2026-01-10", 100)], "2026-01-31").result.findings]


def test_the_whole_year_without_a_working_day_left() -> None:
    """2028 ends on a Sunday: on Friday the 29th nothing can be made up any more."""
    request = SplitRequest("T", Decimal(1200), ("month",), FiscalYear(2028), basis={"month": "even"})
    calendar = WorkCalendar()
    made: Any = decompose(request, history=None, calendar=calendar, as_of=date(2028, 1, 1))
    lines, day = [(f"2028-{m:02}-10", 90) for m in range(1, 13)], date(2028, 12, 29)
    days = [date.fromisoformat(on) for on, _ in lines]
    done = replan_targets(made, brought(made, lines, day), ReplanTerms(), as_of=day, order_days=days)
    assert done.result.summary.over
    assert done.result.summary.gap == 120
    assert months(done, "status")[-1] == "open"
    assert [p.code for p in done.result.findings] == ["REPLAN-gap", "REPLAN-no-days"]
