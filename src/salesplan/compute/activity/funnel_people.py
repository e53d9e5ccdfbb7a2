"""How many contacts the people can make on the days that are left."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from salesplan.compute.activity.funnel import Means
from salesplan.compute.team.staff import Colleague, Staff


@dataclass(frozen=True)
class Able:
    """One person: his working days at his part of full time, and contacts a day (None: nobody says how many)."""

    name: str
    person_days: Fraction
    per_day: Fraction | None


def able_people(
    staff: Staff, days: Sequence[date], calls: Fraction | None, *, calls_first: bool = False
) -> tuple[Able, ...]:
    """The people who are there on some of the days, in the order of the list.

    A person's contacts a day are his own of the list, else ``calls``; ``calls_first`` turns that round.
    """
    found = [_able(one, days, calls, calls_first=calls_first) for one in staff.listed]
    return tuple(each for each in found if each.person_days)


def _able(one: Colleague, days: Sequence[date], calls: Fraction | None, *, calls_first: bool) -> Able:
    own = None if one.contacts_per_day is None else Fraction(one.contacts_per_day)
    first, second = (calls, own) if calls_first else (own, calls)
    return Able(one.name, _days_there(one, days) * Fraction(one.share), second if first is None else first)


def _days_there(one: Colleague, days: Sequence[date]) -> int:
    begin = bisect_left(days, one.hired) if one.hired else 0
    end = bisect_right(days, one.left) if one.left else len(days)
    return max(end - begin, 0)


def person_days(staff: Staff, days: Sequence[date]) -> Fraction:
    """The days that each person is there, at his part of full time, all together."""
    return sum((_days_there(one, days) * Fraction(one.share) for one in staff.listed), Fraction(0))


def means_of(people: Sequence[Able], days: int) -> Means:
    """All of them together; the capacity is not known where that of one is not."""
    person_days = sum((one.person_days for one in people), Fraction(0))
    capacity = sum((one.person_days * (one.per_day or 0) for one in people), Fraction(0))
    known = bool(people) and all(one.per_day is not None for one in people)
    return Means(days, person_days, capacity if known else None)


def means_told(people: Fraction, days: int, calls: Fraction | None) -> Means:
    """So many people who are there on every day."""
    return Means(days, people * days, None if calls is None else people * days * calls)
