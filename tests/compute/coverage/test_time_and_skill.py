"""Which hours count up to the as-of, and who is of the top third of skill."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

import pytest

from made_lists import made_list
from salesplan.compute.coverage.hours import Hours, of_time
from salesplan.compute.coverage.skill_match import skill_match
from salesplan.compute.customers.classify import grade
from salesplan.compute.prospects.people import Band, People, Person
from salesplan.model.calendar import WorkCalendar
from salesplan.model.period import Period
from salesplan.model.plan.coverage import CoverageParameters
from salesplan.model.plan.customers import CustomerParameters
from salesplan.model.window import parse_window

AS_OF = date(2026, 6, 30)


@pytest.mark.parametrize(("day", "hours", "later"), [(AS_OF, 2, 0), (AS_OF + timedelta(days=1), 0, 1)])
def test_hours_of_the_as_of_itself_count(day: date, hours: int, later: int) -> None:
    people = made_list("customers", id=["C1"], need=[3])
    graded = grade(
        people, None, as_of=AS_OF, window=parse_window("365"), parameters=CustomerParameters(), calendar=WorkCalendar()
    )
    time = made_list("time", customer_id=["C1"], date=[day], hours=[2])
    window = Period(date(2026, 1, 1), date(2026, 12, 31))
    spent = of_time(time, graded.population, AS_OF, window, CoverageParameters())
    told = Hours(spent.scale).total(spent.by_customer)
    assert told == hours
    assert spent.later == later


@pytest.mark.parametrize(("band", "mismatched"), [("H", 0), ("M", 1), ("L", 1)])
def test_only_the_top_third_fits_high_customers(band: Band, mismatched: int) -> None:
    """The middle third does not."""
    people = People((Person("甲", skill=Decimal(5), band="H"), Person("乙", skill=Decimal(3), band=band)))
    customers = [{"id": "C1", "name": None, "tier": "A", "worth": Decimal(1), "owner": "乙"}]
    found = skill_match(customers, people, {("乙", "A"): Fraction(1)}, ("A",), ("D",))
    assert found is not None
    assert (found.high_customers, found.mismatched) == (1, mismatched)
    assert [each.owner for each in found.mismatches] == ["乙"] * mismatched
