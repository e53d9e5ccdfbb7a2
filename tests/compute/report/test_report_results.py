"""The report's results: the period, the year to date, members, months, and the tree of targets."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from types import SimpleNamespace
from typing import Any

import pytest

from made_tracks import JUNE, SECOND, WHOLE, YEAR, found, line, rows_of, track
from salesplan.compute.report.found import Found
from salesplan.compute.report.results import section
from salesplan.model.named_period import NamedPeriod
from salesplan.model.result import Result
from salesplan.model.table import Value

D = Decimal
YEAR_ROW = line("", 1200, 330, 320, status="open", light="green", landing=1237)
MONTHS = track(
    YEAR_ROW,
    *(line(f"2026-{month:02}", 100, 55, light="red") for month in range(1, 6)),
    line("2026-06", 100, 110, light="green"),
    *(line(f"2026-{month:02}", 100) for month in range(7, 13)),
    by=("month",),
)
PEOPLE = track(
    YEAR_ROW,
    line("North", 700, 200, 180, status="open", light="green"),
    line("North/Ann", 400, 80, 100, status="open", light="red"),
    line("North/Ben", 300, 120, 80, status="open", light="green"),
    line("North/Seat", 0, 0, status="future"),
    line("South", 500, 130, 140, status="open", light="amber"),
    by=("region", "rep"),
    name="people",
)
SALES = rows_of(
    ("month", "amount", "base"),
    ("2026-05", D(55), D(50)),
    ("2026-06", D(110), D(80)),
    summary=SimpleNamespace(total=D(330), base_total=D(300), change=D(30), yoy=D("0.1")),
)
OWN = rows_of((), summary=SimpleNamespace(now=D(110), base=D(80), change=D(30), change_rate=D("0.375")))


BOTH = ("attainment", "attainment_to_date")


def _rows(have: Found, table: str) -> list[dict[str, Any]]:
    held = section(have).table(table)
    assert held is not None
    return list(held.rows.records())


def _attainment(*tracks: Result[Any], period: NamedPeriod = JUNE) -> list[tuple[Value, ...]]:
    """The rows of both tables; what stands behind the period begins with the year to date."""
    tables = section(found(*tracks, period=period, months=SALES, pvm=OWN)).tables
    rows = (row for table in tables if table.name in BOTH for row in table.rows.records())
    return [(row["span"], row["level"], row["name"]) for row in rows]


def test_period_year_to_date_members_and_the_year_in_this_order() -> None:
    assert _attainment(MONTHS, PEOPLE) == [
        ("period", "total", "2026-06"),
        ("to_date", "total", "2026-01-01..2026-06-30"),
        ("to_date", "region", "South"),
        ("to_date", "region", "North"),
        ("to_date", "rep", "Ann"),
        ("to_date", "rep", "Ben"),
        ("year", "total", "2026"),
    ]


def test_the_period_has_its_target_and_its_change_on_the_year_before() -> None:
    row = _rows(found(MONTHS, months=SALES, pvm=OWN), "attainment")[0]
    assert (row["target"], row["actual"], row["attainment"], row["light"]) == (100, 110, D("1.1"), "green")
    assert (row["gap"], row["before"], row["change"], row["change_rate"]) == (10, 80, 30, D("0.375"))


def test_the_year_to_date_is_measured_by_what_was_due() -> None:
    row = _rows(found(MONTHS, months=SALES, pvm=OWN), "attainment_to_date")[0]
    assert (row["target"], row["actual"], row["attainment"], row["gap"]) == (320, 330, D("1.03125"), 10)
    assert (row["before"], row["change_rate"], row["landing"]) == (300, D("0.1"), None)


def test_the_year_is_measured_by_its_whole_target_and_has_the_landing() -> None:
    row = _rows(found(MONTHS, months=SALES, pvm=OWN), "attainment_to_date")[-1]
    assert (row["target"], row["attainment"], row["landing"], row["gap"]) == (1200, D("0.275"), 1237, 10)


def test_what_is_over_has_no_landing() -> None:
    closed = line("", 1200, 330, landing=330)
    rows = _rows(found(track(closed, by=("month",)), period=WHOLE, months=SALES), "attainment")
    assert [(row["span"], row["landing"]) for row in rows] == [("period", None)]


def test_the_first_period_of_a_year_is_the_year_to_date() -> None:
    first = NamedPeriod("month", YEAR, 0)
    assert _attainment(MONTHS, period=first) == [("period", "total", "2026-01"), ("year", "total", "2026")]


def test_a_year_under_way_is_one_row_with_its_pace() -> None:
    have = found(MONTHS, period=WHOLE, months=SALES, pvm=OWN)
    (row,) = _rows(have, "attainment")
    assert (row["span"], row["target"], row["pace"], row["light"]) == ("period", 1200, D("1.03125"), "green")
    assert section(have).table("attainment_to_date") is None


def test_members_split_by_quarters_stand_with_their_quarter_and_with_the_year_apart() -> None:
    made = track(
        YEAR_ROW,
        line("North", 700, 200, 180, status="open"),
        line("North/2026-Q2", 90, 60, light="red"),
        by=("region", "quarter"),
    )
    have = found(made, period=SECOND, pvm=OWN)
    rows = {name: _rows(have, name) for name in BOTH}
    told = {name: [(row["span"], row["name"], row["target"]) for row in held] for name, held in rows.items()}
    assert told["attainment"][1:] == [("period", "North", 90)]
    assert told["attainment_to_date"] == [
        ("to_date", "2026-01-01..2026-06-30", 320),
        ("to_date", "North", 180),
        ("year", "2026", 1200),
    ]


REVIEWED = rows_of(
    ("person", "sales_target", "sales_actual"),
    ("Ann", D(50), D(45)),
    ("Ben", D(50), D(65)),
    ("Cem", None, D(5)),
    ("Dan", D(0), D(3)),
    ("Eve", D(100), D(89)),
)


def test_people_whom_the_plan_splits_by_longer_periods_stand_as_they_were_reviewed() -> None:
    rows = _rows(found(MONTHS, PEOPLE, pvm=OWN, review=REVIEWED), "attainment")[1:]
    assert [(row["span"], row["level"], row["name"], row["target"], row["pace"], row["light"]) for row in rows] == [
        ("period", "rep", "Eve", 100, D("0.89"), "red"),
        ("period", "rep", "Ann", 50, D("0.9"), "amber"),
        ("period", "rep", "Ben", 50, D("1.3"), "green"),
        ("period", "rep", "Dan", 0, None, None),
    ]


def test_a_review_of_a_period_under_way_lights_nobody() -> None:
    rows = _rows(found(MONTHS, pvm=OWN, review=REVIEWED, day=date(2026, 6, 15)), "attainment")[1:]
    assert {(row["pace"], row["light"], row["status"]) for row in rows} == {(None, None, "open")}


def test_the_plans_own_people_of_the_period_go_before_the_review() -> None:
    made = track(YEAR_ROW, line("Ann/2026-06", 60, 45, light="red"), by=("rep", "month"))
    rows = _rows(found(made, pvm=OWN, review=REVIEWED), "attainment")
    assert [(row["name"], row["target"]) for row in rows if row["level"] == "rep"] == [("Ann", 60)]


BEFORE = rows_of(
    ("month", "amount", "base"), ("2026-05", D(80), None), ("2026-06", D(100), None), summary=SALES.summary
)


@pytest.mark.parametrize(
    ("period", "day", "told"),
    [
        (JUNE, date(2026, 6, 30), (100, 80, D("0.25"))),
        (JUNE, date(2026, 6, 29), (100, None, None)),
        (NamedPeriod("month", YEAR, 4), date(2026, 6, 30), (80, None, None)),
        (NamedPeriod("month", YEAR, 0), date(2026, 1, 31), (0, None, None)),
        (SECOND, date(2026, 6, 30), (180, None, None)),
    ],
)
def test_orders_alone_give_the_period_beside_the_one_before(
    period: NamedPeriod, day: date, told: tuple[Any, ...]
) -> None:
    row = _rows(found(months=BEFORE, period=period, day=day), "attainment")[0]
    assert (row["actual"], row["last_period"], row["last_rate"]) == told


def test_beside_the_year_before_the_period_before_is_not_told() -> None:
    assert _rows(found(months=SALES, pvm=OWN), "attainment")[0]["last_rate"] is None


def test_without_targets_there_are_sales_alone() -> None:
    rows = [row for name in BOTH for row in _rows(found(months=SALES, pvm=OWN), name)]
    assert [(row["span"], row["actual"], row["target"], row["attainment"]) for row in rows] == [
        ("period", 110, None, None),
        ("to_date", 330, None, None),
    ]
    months = _rows(found(months=SALES, pvm=OWN), "months")
    assert [row["actual"] for row in months] == [0, 0, 0, 0, 55, 110, *[None] * 6]
    assert [row["before"] for row in months][4:7] == [50, 80, None]


def test_nothing_known_is_no_table() -> None:
    assert section(found()).tables == ()


def test_a_target_of_nothing_has_no_attainment_and_sales_below_nothing_stay() -> None:
    made = track(line("", 0, -5, status="open"), line("2026-06", 0, -5), by=("month",))
    rows = [row for name in BOTH for row in _rows(found(made), name)]
    assert [(row["actual"], row["attainment"]) for row in rows] == [(-5, None)] * 3


def test_months_have_their_sums() -> None:
    held = section(found(MONTHS, months=SALES)).table("months")
    assert held is not None
    assert dict(held.totals) == {"target": D(1200), "actual": D(385)}
    assert held.summed == {"target", "actual"}


def test_a_plan_without_months_goes_by_quarters() -> None:
    lines = [line("2026-Q1", 300, 200, light="red"), line("2026-Q2", 300, 130, light="red")]
    made = track(YEAR_ROW, *lines, line("2026-Q3", 300), line("2026-Q4", 300), by=("quarter",))
    have = found(made, months=SALES)
    assert section(have).table("months") is None
    rows = _rows(have, "quarters")
    assert [(row["name"], row["actual"], row["before"], row["status"]) for row in rows] == [
        ("2026-Q1", 200, None, "closed"),
        ("2026-Q2", 130, 130, "closed"),
        ("2026-Q3", None, None, "future"),
        ("2026-Q4", None, None, "future"),
    ]


def test_the_tree_hangs_people_below_the_regions_of_another_target() -> None:
    regions = track(
        YEAR_ROW, line("South", 490, 130, 120), line("North", 710, 200, 180), by=("region",), name="regions"
    )
    plan = {"targets": [{"id": "sales", "total": 1200}, *({"id": n, "of": "sales"} for n in ("regions", "people"))]}
    months = track(YEAR_ROW, line("2026-06", 100, 110), by=("month",))
    rows = _rows(found(months, regions, PEOPLE, plan=plan), "targets")
    assert [(row["depth"], row["name"], row["target"]) for row in rows] == [
        (0, "2026", 1200),
        (1, "2026-06", 100),
        (1, "South", 490),
        (1, "North", 710),
        (2, "Ann", 400),
        (2, "Ben", 300),
        (2, "Seat", 0),
    ]


def test_what_is_over_has_no_landing_in_the_tree_either() -> None:
    made = track(YEAR_ROW, line("2026-06", 100, 110, landing=110), by=("month",))
    assert [row["landing"] for row in _rows(found(made), "targets")] == [1237, None]


def test_each_total_has_a_tree_and_other_measures_stand_apart() -> None:
    plan = {"targets": [{"id": "sales", "total": 1200}, {"id": "east", "total": 40}]}
    east = track(line("", 40, 10, 20), by=("month",), name="east")
    pieces = track(line("", 50, 10, 20), line("2026-06", 5, 2), by=("month",), name="pieces", metric="units")
    have = found(track(YEAR_ROW, by=("month",)), east, pieces, plan=plan)
    assert [(row["id"], row["target"]) for row in _rows(have, "targets")] == [("sales", 1200), ("east", 40)]
    other = section(have).table("targets_other")
    assert other is not None
    assert [(row["name"], row["target"]) for row in other.rows.records()] == [("2026", 50), ("2026-06", 5)]
    assert {column.kind for column in other.rows.columns if column.key == "target"} == {"score"}


def test_members_that_are_split_in_periods_alone_stand_below_the_current_one() -> None:
    made = track(
        YEAR_ROW,
        line("2026-Q1", 300, 200),
        line("2026-Q1/North", 200, 150),
        line("2026-Q2", 300, 130),
        line("2026-Q2/North", 210, 90),
        by=("quarter", "region"),
    )
    rows = _rows(found(made), "targets")
    assert [(row["depth"], row["name"], row["target"]) for row in rows] == [
        (0, "2026", 1200),
        (1, "2026-Q1", 300),
        (1, "2026-Q2", 300),
        (2, "North", 210),
    ]


def test_weeks_stand_in_the_tree_only_where_there_are_no_months() -> None:
    weeks = track(YEAR_ROW, line("2026-W01", 20, 20), by=("week",))
    both = track(YEAR_ROW, line("2026-01", 20, 20), line("2026-01/2026-W01", 20, 20), by=("month", "week"))
    assert [row["name"] for row in _rows(found(weeks), "targets")] == ["2026", "2026-W01"]
    assert [row["name"] for row in _rows(found(both), "targets")] == ["2026", "2026-01"]


def test_a_month_under_way_is_compared_with_the_same_days_of_the_year_before() -> None:
    made = track(
        YEAR_ROW,
        *(line(f"2026-{month:02}", 100, 55) for month in range(1, 6)),
        line("2026-06", 100, 40, 50, status="open"),
        *(line(f"2026-{month:02}", 100) for month in range(7, 13)),
        by=("month",),
    )
    rows = _rows(found(made, months=SALES, day=date(2026, 6, 15)), "months")
    assert (rows[5]["actual"], rows[5]["before"], rows[5]["status"]) == (40, 80, "open")


@pytest.mark.parametrize(("day", "status"), [(date(2026, 6, 30), "closed"), (date(2026, 6, 29), "open")])
def test_a_month_without_target_is_over_with_its_last_day(day: date, status: str) -> None:
    assert _rows(found(months=SALES, day=day), "months")[5]["status"] == status
