"""Months of service of those who join on a day that not every month has."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest

from salesplan.compute.targets.people.people import People
from salesplan.compute.targets.people.staffing import Seat, days_worth
from salesplan.model.calendar import WorkCalendar
from salesplan.model.period import FiscalYear, month_of
from salesplan.model.plan.targets import SplitParameters
from salesplan.model.plan.team import Member, Team

WEEKDAYS = WorkCalendar()
QUARTER = Fraction(1, 4)
AUGUST_31 = {8: QUARTER, 9: 22 * QUARTER, 10: 22 * 2 * QUARTER, 11: 21 * 3 * QUARTER, 12: Fraction(23)}
"""Nothing in September is a second month; that begins on Thursday 1 October, the fourth on Tuesday 1 December."""
JANUARY_30 = {1: QUARTER, 2: 20 * QUARTER, 3: 20 * 2 * QUARTER + 2 * 3 * QUARTER, 4: 21 * 3 * QUARTER + 1}
"""February has no 30th: the second month is 1 March (a Sunday) to 29 March; the fourth begins on 30 April."""


@pytest.mark.parametrize(("joined", "worth"), [(date(2026, 8, 31), AUGUST_31), (date(2026, 1, 30), JANUARY_30)])
def test_a_service_month_without_that_day_begins_on_the_first_of_the_next(
    joined: date, worth: dict[int, Fraction]
) -> None:
    team = Team(members=(Member(name="新人", joined=joined),))
    people = People(team, FiscalYear(2026).period, WEEKDAYS, SplitParameters())
    (seat,) = people.seats
    for number, days in worth.items():
        month = month_of(2026, number)
        assert people.days(seat, month) == days
        assert days_worth(Seat("新人", joined), month, WEEKDAYS) == days
