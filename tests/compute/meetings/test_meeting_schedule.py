from __future__ import annotations

from datetime import date

import pytest

from salesplan.compute.meetings.agenda import BLOCKS, agenda
from salesplan.compute.meetings.cadence import cadence, minutes_due
from salesplan.compute.meetings.schedule import Kind, slots
from salesplan.load.calendar import work_calendar
from salesplan.model.minutes import Minutes
from salesplan.model.period import Period

CALENDAR = work_calendar("CN", [2026])
JULY = Period(date(2026, 7, 1), date(2026, 7, 31))


def days(kind: Kind, first: date, last: date) -> list[str]:
    return [str(slot.day)[5:] for slot in slots(kind, Period(first, last), CALENDAR)]


@pytest.mark.oracle("10.3-a")
def test_meetings_of_july_and_of_weeks_with_holidays() -> None:
    assert len(slots("morning", JULY, CALENDAR)) == 23
    assert days("weekly", JULY.first, JULY.last) == ["07-06", "07-13", "07-20", "07-27"]
    assert days("weekly", date(2026, 2, 16), date(2026, 2, 22)) == []
    assert days("weekly", date(2026, 10, 5), date(2026, 10, 11)) == ["10-08"]


def test_a_week_that_began_before_the_period_has_its_meeting_there() -> None:
    assert days("weekly", date(2026, 7, 1), date(2026, 7, 5)) == []  # its first working day is 29 June
    assert days("weekly", date(2026, 6, 29), date(2026, 6, 29)) == ["06-29"]


def test_the_month_is_talked_about_within_three_working_days_of_its_end() -> None:
    assert days("monthly", JULY.first, JULY.last) == ["07-03"]
    assert days("monthly", date(2026, 10, 1), date(2026, 10, 31)) == ["10-10"]  # 8, 9, and the make-up Saturday 10


def test_everybody_is_talked_with_once_a_month() -> None:
    assert days("one-to-one", date(2026, 1, 1), date(2026, 3, 31)) == ["01-30", "02-28", "03-31"]


def held(kind: Kind, *on: tuple[int, int], ready: date | None = None) -> list[Minutes]:
    return [Minutes(meeting=kind, day=date(2026, m, d), attended=("A",), ready=ready) for m, d in on]


def test_a_meeting_a_day_late_is_held_one_without_anybody_is_not() -> None:
    minutes = [*held("weekly", (7, 7), (7, 20)), Minutes(meeting="weekly", day=date(2026, 7, 13))]
    found = cadence(slots("weekly", JULY, CALENDAR), minutes, date(2026, 7, 31), CALENDAR, 2)
    assert (found.planned, found.held, found.missed) == (3, 2, (date(2026, 7, 13),))  # the week of the 27th is not over
    assert str(found.rate) == "2/3"


@pytest.mark.parametrize(("as_of", "planned"), [(12, 0), (13, 1)])
def test_a_week_is_missed_once_its_last_day_is_over(as_of: int, planned: int) -> None:
    week = slots("weekly", Period(date(2026, 7, 6), date(2026, 7, 12)), CALENDAR)
    found = cadence(week, (), date(2026, 7, as_of), CALENDAR, 2)
    assert (found.planned, len(found.missed)) == (planned, planned)


def test_nothing_planned_has_no_rate() -> None:
    assert cadence((), (), date(2026, 7, 31), CALENDAR, 2).rate is None


@pytest.mark.parametrize(
    ("ready", "as_of", "late"),
    [
        (date(2026, 7, 8), date(2026, 7, 31), False),
        (date(2026, 7, 9), date(2026, 7, 31), True),
        (None, date(2026, 7, 8), False),
        (None, date(2026, 7, 9), True),
    ],
)
def test_minutes_are_due_two_working_days_later(ready: date | None, as_of: date, *, late: bool) -> None:
    minutes = held("weekly", (7, 6), ready=ready)
    assert bool(cadence(slots("weekly", JULY, CALENDAR), minutes, as_of, CALENDAR, 2).late) is late


def test_minutes_of_a_friday_are_due_on_tuesday() -> None:
    assert minutes_due(date(2026, 7, 3), CALENDAR, 2) == date(2026, 7, 7)
    assert minutes_due(date(2026, 7, 3), CALENDAR, 0) == date(2026, 7, 3)


@pytest.mark.parametrize(("kind", "length"), [("morning", 15), ("weekly", 60), ("monthly", 120), ("one-to-one", 30)])
def test_the_blocks_fill_the_meeting(kind: Kind, length: int) -> None:
    assert sum(block.minutes for block in BLOCKS[kind]) == length
    assert agenda(kind, length, {}) == BLOCKS[kind]


def test_other_lengths_are_shared_out_and_blocks_can_be_left_out() -> None:
    assert [block.minutes for block in agenda("morning", 20, {})] == [7, 7, 4, 2]  # 6.67, 6.67, 4, 2.67
    assert [(block.code, block.minutes) for block in agenda("morning", 15, {"tip": 0, "help": 5})] == [
        ("yesterday", 5),
        ("today", 5),
        ("help", 5),
    ]


@pytest.mark.parametrize("own", [{"yesterday": 16}, {"yesterday": 1, "today": 1, "help": 1, "tip": 1}])
def test_blocks_that_do_not_fill_the_meeting_are_refused(own: dict[str, int]) -> None:
    with pytest.raises(ValueError, match="minutes in a meeting of 15"):
        agenda("morning", 15, own)
