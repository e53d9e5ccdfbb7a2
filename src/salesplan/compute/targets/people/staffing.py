"""People over time: the working days each is worth in a period; targets handed out with a margin (methods.md 2.4)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from itertools import pairwise

from salesplan.compute.allocation import Weight
from salesplan.compute.working_days import days_of
from salesplan.model.calendar import WorkCalendar
from salesplan.model.period import Period

RAMP = (Fraction(1, 4), Fraction(1, 2), Fraction(3, 4), Fraction(1))
"""How much of a full day a day is worth in the first, second ... month of service; the last value holds on."""


@dataclass(frozen=True)
class Seat:
    """A person, or a vacancy (待招) with the day on which it is to be filled.

    ``joined`` and ``left`` are the first and last day worked, None for before and after everything. ``share`` is the
    part of full time. ``ramps`` is off for those who need no time to grow into the job.
    """

    name: str
    joined: date | None = None
    left: date | None = None
    share: Weight = 1
    ramps: bool = True


def days_worth(seat: Seat, period: Period, calendar: WorkCalendar, ramp: Sequence[Weight] = RAMP) -> Fraction:
    """The full working days that a seat is worth in a period: a weight, never rounded.

    Only working days from joining to leaving count, both included, each at the ramp of its month of service and the
    part-time share. Service months run from the day of joining (15 July to 14 August is the first); where a month has
    no such day the next one begins on the first of the month after. 0 where the seat is not filled.
    """
    worked = (day for day in days_of(period) if _is_there(seat, day) and calendar.is_workday(day))
    return sum((Fraction(_ramped(seat, day, ramp)) for day in worked), Fraction(0)) * Fraction(seat.share)


def availability(seat: Seat, period: Period, calendar: WorkCalendar) -> Fraction:
    """The share of a period's working days on which the seat is filled; 0 in a period without working days."""
    days = [day for day in days_of(period) if calendar.is_workday(day)]
    return Fraction(sum(_is_there(seat, day) for day in days), len(days)) if days else Fraction(0)


def service_month(joined: date, day: date) -> int:
    """The month of service a day lies in, from 0; the day of joining and the day before it a month later are 0."""
    return (day.year - joined.year) * 12 + day.month - joined.month - (day.day < joined.day)


def _is_there(seat: Seat, day: date) -> bool:
    return (seat.joined is None or seat.joined <= day) and (seat.left is None or day <= seat.left)


def _ramped(seat: Seat, day: date, ramp: Sequence[Weight]) -> Weight:
    if seat.joined is None or not seat.ramps or not ramp:
        return 1
    return ramp[min(service_month(seat.joined, day), len(ramp) - 1)]


def hedged(target: int, margins: Sequence[Weight], *, compound: bool = False) -> list[int]:
    """A target as it is handed out level by level, the first being the target itself.

    Each margin is a share of the target, not of the level above, unless ``compound``. Rounded half up to the smallest
    amount. A margin is shown beside the target and never summed with it.
    """
    shown, factor = [target], Fraction(1)
    for margin in margins:
        factor = factor * (1 + Fraction(margin)) if compound else 1 + Fraction(margin)
        shown.append(int((target * factor + Fraction(1, 2)) // 1))
    return shown


def margins_of(shown: Sequence[int]) -> list[int]:
    """What each level adds to the one above it."""
    return [lower - upper for upper, lower in pairwise(shown)]
