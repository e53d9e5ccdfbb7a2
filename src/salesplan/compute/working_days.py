"""How many days are worked in a period, and which: the time base of targets and pace (methods.md 2.2)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from salesplan.errors import Place, Problem
from salesplan.model.calendar import WorkCalendar
from salesplan.model.period import Period
from salesplan.text import Text


def days_of(period: Period) -> Iterator[date]:
    """The calendar days of a period, in order."""
    return (period.first + timedelta(days=i) for i in range(period.days))


def workdays(period: Period, calendar: WorkCalendar) -> int:
    """Days worked in a period, both ends included; 0 when none is."""
    return sum(calendar.is_workday(day) for day in days_of(period))


def nth_workday(period: Period, number: int, calendar: WorkCalendar) -> date | None:
    """The period's first, second ... worked day (``number`` from 1); None when it has fewer."""
    worked = (day for day in days_of(period) if calendar.is_workday(day))
    return next((day for n, day in enumerate(worked, start=1) if n == number), None)


def week_parts(period: Period) -> tuple[Period, ...]:
    """The ISO weeks (Monday to Sunday) of a period, the first and last cut at its ends."""
    parts: list[Period] = []
    first = period.first
    while first <= period.last:
        last = min(first + timedelta(days=6 - first.weekday()), period.last)
        parts.append(Period(first, last))
        first = last + timedelta(days=1)
    return tuple(parts)


def is_estimated(periods: Iterable[Period], calendar: WorkCalendar) -> bool:
    """Whether a count over these periods rests on a year whose official days off are not known."""
    return any(estimated_years(period, calendar) for period in periods)


def estimated_years(period: Period, calendar: WorkCalendar) -> list[int]:
    """The calendar years of a period whose official days off are not known, in order."""
    return [year for year in range(period.first.year, period.last.year + 1) if calendar.is_estimated(year)]


def of_estimate(period: Period, calendar: WorkCalendar, place: Place) -> Problem:
    """That working days of a period are estimates, as the official days off of its years are not known yet."""
    return Problem(
        "CALENDAR-estimated",
        "warning",
        Text(
            "{year} 年的放假安排还没有公布，工作日是估算", "the days off of {year} are not official yet: estimated"
        ).format(year=", ".join(map(str, estimated_years(period, calendar)))),
        Text("公布后更新 holidays 库，或在 calendar.csv 里写", "update holidays once they are, or use calendar.csv"),
        place,
    )
