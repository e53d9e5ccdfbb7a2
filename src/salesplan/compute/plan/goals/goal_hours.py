"""Whether the hours that an owner's goals take fit into his days, over every stretch of days (methods.md 1.3, C3)."""

from __future__ import annotations

from bisect import insort
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from itertools import pairwise
from math import lcm

from salesplan.compute.plan.goals.goal_people import LONGEST, is_countable
from salesplan.model.period import Period

_DAY = timedelta(days=1)
Taken = tuple[Period, Fraction]
"""The days of a goal that are countable, and the hours that it takes."""


@dataclass(frozen=True)
class Overload:
    """A stretch of days in which goals take more hours than there are."""

    window: Period
    needed: Fraction
    there: Fraction


def worst_overload(goals: Iterable[Taken], hours: Callable[[Period], Fraction | None]) -> Overload | None:
    """The stretch with the most hours too many, of equal ones the shortest; None where everything fits.

    A stretch goes from the start of a goal to the end of one, up to ten years; the goals whose days lie wholly within
    count in it. ``hours`` tells the hours there are in a period.
    """
    taken: dict[Period, Fraction] = {}
    for days, needed in goals:
        taken[days] = taken.get(days, Fraction(0)) + needed
    there = _running(taken, hours)
    # whole numbers of one small part of an hour: thousands of goals make millions of stretches
    scale = lcm(*(each.denominator for each in (*taken.values(), *there.values())))
    rows = [(days, int(needed * scale)) for days, needed in taken.items()]
    found = max(_over(rows, {day: int(each * scale) for day, each in there.items()}), default=None)
    if found is None:
        return None
    over, length, first = found
    window = Period(date.fromordinal(first), date.fromordinal(first - length - 1))
    able = there[window.last + _DAY] - there[window.first]
    return Overload(window, able + Fraction(over, scale), able)


def _running(taken: Iterable[Period], hours: Callable[[Period], Fraction | None]) -> dict[date, Fraction]:
    """The hours there are before each day on which a goal begins, or that follows its end."""
    marks = sorted({day for days in taken for day in (days.first, days.last + _DAY)})
    running = dict.fromkeys(marks[:1], Fraction(0))
    for day, following in pairwise(marks):
        between = Period(day, following - _DAY)
        # a gap too long to be counted lies in no stretch that is
        running[following] = running[day] + ((is_countable(between) and hours(between)) or 0)
    return running


def _over(rows: list[tuple[Period, int]], there: dict[date, int]) -> Iterator[tuple[int, int, int]]:
    """Of each start the most hours too many, the length of their stretch as a minus, and its first day."""
    by_end: list[tuple[int, int, int, int]] = []
    starts = sorted({days.first for days, _ in rows}, reverse=True)
    beginning: dict[date, list[tuple[int, int, int, int]]] = {day: [] for day in starts}
    for at, (days, needed) in enumerate(rows):
        beginning[days.first].append((days.last.toordinal(), at, needed, there[days.last + _DAY]))
    for start in starts:
        for row in beginning[start]:
            insort(by_end, row)
        first, before, total, best = start.toordinal(), there[start], 0, (0, 0)
        nearest = min(beginning[start])[0]
        for last, _, needed, until in by_end:
            if last - first >= LONGEST:
                break
            total += needed
            over = total - until + before
            if over > best[0] and last >= nearest:
                best = (over, first - last - 1)
        if best[0]:
            yield (*best, first)
