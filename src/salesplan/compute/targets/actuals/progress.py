"""How far a period is on a day: over, under way or to come by its days, and the share of its working days left."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from fractions import Fraction
from typing import Literal

from salesplan.compute.working_days import workdays
from salesplan.model.calendar import WorkCalendar
from salesplan.model.period import Period

Status = Literal["closed", "open", "future"]


def status_on(period: Period, as_of: date) -> Status:
    """Future before its first day, closed from its last day on, which is over itself, open in between.

    Days off count: what comes in on them is sold in the period.
    """
    if period.last <= as_of:
        return "closed"
    return "future" if period.first > as_of else "open"


def status_of(parts: Sequence[Status]) -> Status:
    """That of a period by its parts: closed or future when all of them are, else open."""
    return parts[0] if len(set(parts)) == 1 else "open"


def share_left(period: Period, as_of: date, calendar: WorkCalendar) -> Fraction:
    """The share of a period's working days after the as-of, whose own day is over; of all days where none is worked.

    A period under way may have all of them left, as on a holiday at its start, or none, as on its last Friday.
    """
    status = status_on(period, as_of)
    if status != "open":
        return Fraction(int(status == "future"))
    rest, worked = Period(as_of + timedelta(days=1), period.last), workdays(period, calendar)
    return Fraction(workdays(rest, calendar), worked) if worked else Fraction(rest.days, period.days)
