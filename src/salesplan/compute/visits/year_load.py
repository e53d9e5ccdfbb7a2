"""How many visits a year the customers ask for, against what the sales people can do (methods.md 5.4)."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction
from typing import Literal

from salesplan.compute.rounding import rounded

Light = Literal["green", "amber", "red"]
DAYS = 365


def visits_a_year(customers: Mapping[int, int]) -> int:
    """The visits of a year to customers counted by interval: 365 days over the interval, in whole visits each."""
    return sum(count * (DAYS // interval) for interval, count in customers.items())


def load_of(visits: int, reps: int, workdays: int) -> Decimal | None:
    """Visits a sales person has to make on each worked day; None without people or days."""
    return rounded(Fraction(visits, reps * workdays)) if reps and workdays else None


def light_of(visits: int, per_day: Fraction, workdays: int, full_at: Decimal) -> Light | None:
    """Red when a year asks for more than can be done, amber from ``full_at`` of it on, else green; None for none.

    ``per_day`` is what all these people together can do in a day: nothing at all is red as soon as a visit is due.
    """
    able = per_day * workdays
    if not visits:
        return None if not able else "green"
    if visits > able:
        return "red"
    return "amber" if visits >= able * Fraction(full_at) else "green"
