"""Whose days are counted, over how long."""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction

import pytest

from salesplan.compute.plan.goals.goal_people import LONGEST, Staff, is_countable
from salesplan.compute.plan.rule import Facts
from salesplan.model.period import Period
from salesplan.model.plan.plan import Plan

FIRST = date(2026, 1, 1)


@pytest.mark.parametrize(("days", "counted"), [(1, True), (LONGEST, True), (LONGEST + 1, False)])
def test_days_are_counted_over_ten_years_at_most(days: int, counted: bool) -> None:  # noqa: FBT001 - a case
    period = Period(FIRST, FIRST + timedelta(days=days - 1))
    assert is_countable(period) is counted
    hours = Staff(Facts(Plan.model_validate({}), FIRST)).hours("张三", period)
    assert (hours is not None) is counted


def test_ten_years_with_their_leap_days_are_counted() -> None:
    assert is_countable(Period(date(2024, 1, 1), date(2033, 12, 31)))
    assert not is_countable(Period(date(2024, 1, 1), date(2034, 1, 8)))


def test_the_last_day_there_is_has_none_after_it() -> None:
    assert not is_countable(Period(date.max, date.max))
    assert is_countable(Period(date(9999, 12, 30), date(9999, 12, 30)))


def test_hours_of_a_week() -> None:
    staff = Staff(Facts(Plan.model_validate({}), FIRST))
    assert staff.hours("张三", Period(date(2026, 7, 6), date(2026, 7, 12))) == Fraction(40)
