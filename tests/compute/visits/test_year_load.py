from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest

from salesplan.compute.visits.year_load import light_of, load_of, visits_a_year


@pytest.mark.oracle("5.4-a")
def test_the_load_of_a_team() -> None:
    """A 10 x 26 + B 30 x 12 + C 100 x 4 = 1020 visits; over 4 people and 248 days 1.028 each day."""
    assert visits_a_year({14: 10, 30: 30, 90: 100}) == 1020
    assert load_of(1020, 4, 248) == Decimal("1.028226")


@pytest.mark.parametrize(("interval", "visits"), [(14, 26), (30, 12), (90, 4), (180, 2), (365, 1), (366, 0), (1, 365)])
def test_whole_visits_of_a_year(interval: int, visits: int) -> None:
    assert visits_a_year({interval: 1}) == visits


@pytest.mark.parametrize(("reps", "workdays"), [(0, 248), (4, 0)])
def test_without_people_or_days_there_is_no_load(reps: int, workdays: int) -> None:
    assert load_of(10, reps, workdays) is None


@pytest.mark.parametrize(
    ("visits", "per_day", "light"),
    [
        (84, Fraction(1), "green"),
        (85, Fraction(1), "amber"),
        (100, Fraction(1), "amber"),
        (101, Fraction(1), "red"),
        (0, Fraction(1), "green"),
        (1, Fraction(0), "red"),
        (0, Fraction(0), None),
    ],
)
def test_the_light_of_a_hundred_days(visits: int, per_day: Fraction, light: str | None) -> None:
    assert light_of(visits, per_day, 100, Decimal("0.85")) == light
