"""The hours of an owner's goals against his days: goals that overlap in part, stretches, ten years, and the count."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from salesplan.compute.plan.goals.goal_hours import Overload, Taken, worst_overload
from salesplan.compute.plan.goals.goal_people import LONGEST
from salesplan.model.period import Period

FIRST = date(2026, 7, 1)


def days(start: int, end: int) -> Period:
    """From one day of July 2026 to another; beyond 31 it goes on into August."""
    return Period(FIRST + timedelta(days=start - 1), FIRST + timedelta(days=end - 1))


def eight_a_day(period: Period) -> Fraction:
    return Fraction(8 * period.days)


def taken(*goals: tuple[int, int, int]) -> list[Taken]:
    return [(days(start, end), Fraction(hours)) for start, end, hours in goals]


@pytest.mark.parametrize(
    ("goals", "wanted"),
    [
        ([], None),
        ([(1, 10, 80)], None),
        ([(1, 10, 81)], (1, 10, 81, 80)),
        ([(1, 20, 112), (10, 31, 137)], (1, 31, 249, 248)),
        ([(1, 20, 112), (10, 31, 136)], None),
        ([(1, 10, 80), (11, 20, 80), (1, 20, 1)], (1, 20, 161, 160)),
        ([(1, 10, 90), (12, 20, 82)], (1, 20, 172, 160)),
        ([(1, 10, 90), (13, 20, 66)], (1, 10, 90, 80)),
        ([(1, 10, 90), (12, 20, 80)], (1, 10, 90, 80)),
        ([(5, 5, 4), (5, 5, 5), (1, 31, 0)], (5, 5, 9, 8)),
        ([(1, LONGEST, LONGEST * 8), (2, LONGEST, 1)], (1, LONGEST, LONGEST * 8 + 1, LONGEST * 8)),
        ([(1, LONGEST, LONGEST * 8), (2, LONGEST + 1, 1)], None),
    ],
)
def test_the_worst_stretch(goals: Sequence[tuple[int, int, int]], wanted: tuple[int, int, int, int] | None) -> None:
    found = worst_overload(taken(*goals), eight_a_day)
    assert found == (wanted and Overload(days(*wanted[:2]), Fraction(wanted[2]), Fraction(wanted[3])))


def test_parts_of_hours_count() -> None:
    goals = [(days(1, 3), Fraction(1, 3)), (days(2, 4), Fraction(1, 7))]
    found = worst_overload(goals, lambda period: Fraction(period.days, 10))
    assert found == Overload(days(1, 4), Fraction(10, 21), Fraction(4, 10))
    assert worst_overload(goals, lambda period: Fraction(period.days * 10, 84)) is None


def test_a_gap_of_a_hundred_years_is_not_counted() -> None:
    asked: list[Period] = []

    def hours(period: Period) -> Fraction:
        asked.append(period)
        return eight_a_day(period)

    far = (Period(date(2126, 1, 1), date(2126, 1, 1)), Fraction(9))
    assert worst_overload([*taken((1, 2, 17)), far], hours) == Overload(far[0], Fraction(9), Fraction(8))
    assert [period.days for period in asked] == [2, 1]


some_goals = st.lists(
    st.tuples(st.integers(1, 20), st.integers(0, 20), st.integers(0, 60)).map(lambda g: (g[0], g[0] + g[1], g[2])),
    max_size=8,
)


@given(some_goals)
def test_like_every_stretch_tried_out(goals: list[tuple[int, int, int]]) -> None:
    found = worst_overload(taken(*goals), eight_a_day)
    over = {
        (first, last): sum(h for a, b, h in goals if first <= a and b <= last) - 8 * (last - first + 1)
        for first in {a for a, _, _ in goals}
        for last in {b for _, b, _ in goals}
        if first <= last
    }
    most = max(over.values(), default=0)
    if most <= 0:
        assert found is None
    else:
        assert found is not None
        assert found.needed - found.there == most
        shortest = min(last - first for (first, last), each in over.items() if each == most)
        assert found.window.days == shortest + 1


def test_two_thousand_goals_of_one_owner_ask_for_each_day_once() -> None:
    asked: list[Period] = []

    def hours(period: Period) -> Fraction:
        asked.append(period)
        return eight_a_day(period)

    goals = taken(*((at % 300 + 1, at % 300 + at // 10 + 1, 9) for at in range(2000)))
    assert worst_overload(goals, hours) is not None
    assert sum(period.days for period in asked) <= 501
