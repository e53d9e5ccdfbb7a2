"""When meetings are planned: morning, weekly, monthly, one-to-one (methods.md 10.3)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from salesplan.compute.working_days import days_of, nth_workday
from salesplan.model.calendar import WorkCalendar
from salesplan.model.period import Period, month_of

Kind = Literal["morning", "weekly", "monthly", "one-to-one"]
MONTH_END_DAYS = 3
"""A monthly meeting is held within so many working days of the month's end."""
_WEEK = 7


@dataclass(frozen=True, order=True)
class Slot:
    """A meeting that is planned: the day, and the days on which it still counts as held."""

    day: date
    held_on: Period


def slots(kind: Kind, period: Period, calendar: WorkCalendar) -> tuple[Slot, ...]:
    """The meetings of this kind that are planned in a period, by their day.

    morning: every working day; held on that day only. weekly: the first working day of each ISO week, none in a week
    without one; held in the rest of that week, too. monthly, about the month before: the third working day of a month
    is the last that is planned for it; held any day of that month. one-to-one: one in each month, planned for the last
    working day; held any day of that month.
    """
    found = {"morning": _mornings, "weekly": _weeks, "monthly": _months, "one-to-one": _talks}[kind](period, calendar)
    return tuple(slot for slot in found if slot.day in period)


def _mornings(period: Period, calendar: WorkCalendar) -> Iterator[Slot]:
    return (Slot(day, Period(day, day)) for day in days_of(period) if calendar.is_workday(day))


def _weeks(period: Period, calendar: WorkCalendar) -> Iterator[Slot]:
    monday = period.first - timedelta(days=period.first.weekday())
    while monday <= period.last:
        week = Period(monday, monday + timedelta(days=_WEEK - 1))
        if (first := nth_workday(week, 1, calendar)) is not None:
            yield Slot(first, Period(first, week.last))
        monday += timedelta(days=_WEEK)


def _months(period: Period, calendar: WorkCalendar) -> Iterator[Slot]:
    for month in _of(period):
        days = [day for day in days_of(month) if calendar.is_workday(day)]
        if days:
            yield Slot(days[:MONTH_END_DAYS][-1], month)


def _talks(period: Period, calendar: WorkCalendar) -> Iterator[Slot]:
    for month in _of(period):
        days = [day for day in days_of(month) if calendar.is_workday(day)]
        if days:
            yield Slot(days[-1], month)


def _of(period: Period) -> Iterator[Period]:
    """The calendar months that a period touches."""
    month = month_of(period.first.year, period.first.month)
    while month.first <= period.last:
        yield month
        month = month_of(month.first.year, month.first.month + 1)
