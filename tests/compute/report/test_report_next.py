"""The report's next period: its target by month, region and person, what a day must bring, the deals that close."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from made_tracks import SECOND, WHOLE, YEAR, found, line, rows_of, track
from salesplan.compute.report.found import Found
from salesplan.compute.report.next_period import section
from salesplan.model.named_period import NamedPeriod

D = Decimal
BEHIND = line("", 1200, 300, 320, status="open")
MONTHS = track(BEHIND, *(line(f"2026-{month:02}", month * 10) for month in range(7, 13)), by=("month",))
REGIONS = track(
    BEHIND,
    line("North", 700, 200, 180),
    line("North/2026-Q3", 90),
    line("South", 500, 100, 140),
    line("South/2026-Q3", 150),
    line("West", 0, 0),
    line("West/2026-Q3", 0),
    by=("region", "quarter"),
    name="regions",
)
PLAN = {"targets": [{"id": "sales", "total": 1200}, {"id": "regions", "of": "sales"}]}
DEALS = rows_of(
    ("id", "name", "customer", "owner", "stage", "close_date", "amount", "probability", "weighted"),
    ("1", "late", None, "Ann", "won soon", date(2026, 6, 30), D(50), D("0.5"), D(25)),
    ("2", "small", None, "Ann", "talk", date(2026, 7, 1), D(50), D("0.1"), D(5)),
    ("3", "large", None, "Ben", "talk", date(2026, 7, 31), D(100), D("0.5"), D(50)),
    ("4", "later", None, "Ben", "talk", date(2026, 8, 1), D(10), D("0.5"), D(5)),
    ("5", "some day", None, "Ben", "talk", None, D(10), D("0.5"), D(5)),
)


def _rows(have: Found, table: str = "next") -> list[dict[str, Any]]:
    held = section(have).table(table)
    assert held is not None
    return list(held.rows.records())


def test_the_period_by_the_day_and_with_what_the_year_is_short_of() -> None:
    row = _rows(found(MONTHS, REGIONS, plan=PLAN, deals=DEALS))[0]
    assert (row["period"], row["level"], row["target"], row["workdays"]) == ("2026-07", "total", 70, 23)
    assert (row["per_day"], row["carried"], row["needed"], row["needed_per_day"]) == (D("3.04"), 20, 90, D("3.91"))
    assert row["deals"] == 55


def test_a_year_that_is_ahead_carries_nothing() -> None:
    ahead = track(line("", 1200, 330, 320, status="open"), line("2026-07", 70), by=("month",))
    row = _rows(found(ahead))[0]
    assert (row["carried"], row["needed"], row["deals"]) == (0, 70, None)


def test_members_split_by_quarters_stand_with_the_quarter_that_holds_the_month() -> None:
    have = found(MONTHS, REGIONS, plan=PLAN)
    assert [row["name"] for row in _rows(have)] == ["2026-07"]
    rows = _rows(have, "next_members")
    assert [(row["period"], row["name"], row["target"], row["workdays"]) for row in rows] == [
        ("2026-Q3", "South", 150, 66),
        ("2026-Q3", "North", 90, 66),
    ]


def test_members_split_by_the_period_itself_stand_below_its_target() -> None:
    made = track(BEHIND, line("North/2026-07", 40), line("South/2026-07", 30), by=("region", "month"), name="regions")
    have = found(MONTHS, made, plan=PLAN)
    assert [row["name"] for row in _rows(have)] == ["2026-07", "North", "South"]
    assert section(have).table("next_members") is None


QUARTERS = track(
    BEHIND, *(line(f"2026-Q{at}", at * 100) for at in range(1, 5)), line("2026-Q3/2026-07", 40), by=("quarter", "month")
)


@pytest.mark.parametrize(
    ("day", "told"),
    [
        (date(2026, 6, 30), [("2026-Q3", 300, 60), ("2026-07", 40, 55), ("2026-Q4", 400, 5)]),
        (date(2026, 7, 1), [("2026-Q4", 400, 5)]),
        (date(2026, 12, 31), []),
    ],
)
def test_a_year_whose_next_one_is_not_planned_has_the_quarters_left(day: date, told: list[Any]) -> None:
    more = rows_of(
        tuple(DEALS.rows.keys),
        *DEALS.rows.rows(),
        ("6", "last", None, "Ann", "talk", date(2026, 12, 31), D(10), D("0.5"), D(5)),
    )
    held = section(found(QUARTERS, period=WHOLE, day=day, deals=more)).table("next")
    rows = [] if held is None else list(held.rows.records())
    assert [(row["name"], row["target"], row["deals"]) for row in rows] == told


def test_after_a_year_comes_the_next_one_where_it_is_planned() -> None:
    coming = track(line("", 1500), line("2027-Q1", 300), by=("quarter",), name="coming", year=YEAR.before(-1))
    have = found(QUARTERS, coming, period=WHOLE, plan={"targets": [{"id": "sales", "total": 1200}]})
    assert _rows(have)[0]["name"] == "2027"


def test_a_quarter_has_its_months_with_the_deals_of_each() -> None:
    rows = _rows(found(MONTHS, plan=PLAN, period=SECOND, deals=DEALS))
    assert [(row["name"], row["depth"], row["target"], row["deals"]) for row in rows] == [
        ("2026-Q3", 0, 240, 60),
        ("2026-07", 1, 70, 55),
        ("2026-08", 1, 80, 5),
        ("2026-09", 1, 90, 0),
    ]


def test_deals_that_close_in_it_the_largest_weight_first_with_their_sums() -> None:
    have = found(deals=DEALS)
    assert [row["name"] for row in _rows(have, "next_deals")] == ["large", "small"]
    held = section(have).table("next_deals")
    assert held is not None
    assert dict(held.totals) == {"amount": D(150), "weighted": D(55)}
    assert held.summed == {"amount", "weighted"}


def test_deals_of_the_same_worth_and_day_stand_by_every_word_of_them_and_those_of_unknown_worth_last() -> None:
    day, keys = date(2026, 7, 15), tuple(DEALS.rows.keys)
    rows = [
        ("3", "same", "A", "Ben", "talk", day, D(10), D("0.5"), D(5)),
        ("2", "same", "A", "Ann", "talk", day, D(10), D("0.5"), D(5)),
        ("1", "none", "A", "Ann", "talk", day, None, None, None),
        ("4", "zero", "A", "Ann", "talk", day, D(0), D("0.5"), D(0)),
    ]
    for given in (rows, rows[::-1]):
        held = _rows(found(deals=rows_of(keys, *given)), "next_deals")
        assert [row["id"] for row in held] == ["2", "3", "4", "1"]


def test_a_period_of_a_year_without_targets_has_its_deals_alone() -> None:
    december = NamedPeriod("month", YEAR, 11)
    assert section(found(MONTHS, period=december, deals=DEALS)).tables == ()
    assert [table.name for table in section(found(deals=DEALS)).tables] == ["next_deals"]


def test_in_the_last_period_of_a_year_the_targets_of_the_next_one_stand() -> None:
    last_year = NamedPeriod("month", YEAR.before(), 11)
    coming = track(line("", 1200), line("2026-01", 90), by=("month",))
    row = _rows(found(coming, period=last_year, day=date(2025, 12, 31)))[0]
    assert (row["period"], row["target"], row["carried"], row["needed"]) == ("2026-01", 90, None, None)
