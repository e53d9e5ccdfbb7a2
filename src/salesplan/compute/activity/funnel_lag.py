"""When the contacts for a month must be made: a sales cycle before it (methods.md 7.1)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction

from salesplan.compute.working_days import days_of
from salesplan.model.calendar import WorkCalendar
from salesplan.model.period import Period

ONE_DAY = timedelta(days=1)


@dataclass(frozen=True)
class MonthWeight:
    """A month (or what is asked of one) with its weight in the period; weights need not sum to 1."""

    period: Period
    weight: Fraction


@dataclass(frozen=True)
class MonthWork:
    """A month of the period and the days on which its contacts fall.

    ``share`` is the part of the period's need that is this month's, ``ahead`` the part of the working days that lies
    after the as-of: 0 when all have passed, 1 when none has. ``left`` are the working days ahead.
    """

    period: Period
    work: Period
    share: Fraction
    ahead: Fraction
    left: tuple[date, ...]

    @property
    def days(self) -> int:
        """How many working days lie ahead."""
        return len(self.left)


@dataclass(frozen=True)
class Schedule:
    """The months of a period with their work, and the days ahead on which contacts can still bear on it.

    ``ahead`` is the part of the whole need whose days lie ahead; ``span`` these days, None where all have passed.
    """

    months: tuple[MonthWork, ...]
    ahead: Fraction
    span: Period | None
    days: tuple[date, ...]


def schedule_of(months: Sequence[MonthWeight], cycle: int, as_of: date, calendar: WorkCalendar) -> Schedule:
    """Each month's contacts moved back by ``cycle`` days; months without any weight share alike."""
    total = sum((month.weight for month in months), Fraction(0))
    shares = [m.weight / total if total else Fraction(1, len(months)) for m in months]
    work = tuple(_month(m.period, share, cycle, as_of, calendar) for m, share in zip(months, shares, strict=True))
    ahead = sum((month.share * month.ahead for month in work), Fraction(0))
    first = max(as_of + ONE_DAY, min(month.work.first for month in work))
    last = max(month.work.last for month in work)
    if last < first:
        return Schedule(work, Fraction(0), None, ())
    span = Period(first, last)
    return Schedule(work, ahead, span, tuple(_worked(span, calendar)))


def _month(period: Period, share: Fraction, cycle: int, as_of: date, calendar: WorkCalendar) -> MonthWork:
    back = timedelta(days=cycle)
    work = Period(period.first - back, period.last - back)
    days = list(_worked(work, calendar))
    left = tuple(day for day in days if day > as_of)
    ahead = Fraction(len(left), len(days)) if days else Fraction(int(work.last > as_of))
    return MonthWork(period, work, share, ahead, left)


def _worked(period: Period, calendar: WorkCalendar) -> Iterator[date]:
    return (day for day in days_of(period) if calendar.is_workday(day))
