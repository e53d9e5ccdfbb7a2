"""Exact shares and scores as decimals and percentages: no float, rounded half up (away from 0) once, at the end."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from math import isqrt

from salesplan.model.table import scaled

PLACES = 6
"""Decimals of shares and scores (design.md 5); classes are decided before rounding."""
_ROOT_PLACES = 12
LEAST, MOST = 1, 6
"""Decimals of a percentage in a sentence: as few as tell two of them apart."""


def half_up(value: Fraction | Decimal, places: int = PLACES) -> Decimal:
    """An exact figure as a decimal of so many places."""
    above, below = value.as_integer_ratio()
    count = (2 * abs(above) * 10**places + below) // (2 * below)
    return scaled(count if above >= 0 else -count, places)


def rounded(value: Fraction | Decimal | None) -> Decimal | None:
    """The same to PLACES decimals; None stays None."""
    return None if value is None else half_up(value)


def share_of(above: int | Fraction, below: int) -> Decimal:
    """One number over another, to PLACES decimals; ``below`` is above 0."""
    return half_up(Fraction(above, below))


def ratio(above: Fraction | Decimal | None, below: Decimal | None) -> Decimal | None:
    """One figure over another, to PLACES decimals; None where one is not known or ``below`` is 0."""
    return None if above is None or not below else half_up(Fraction(above) / Fraction(below))


def root(square: Fraction) -> Fraction:
    """The square root of a figure from 0 on, cut off behind 12 decimals: no float, the same on every machine."""
    unit = 10**_ROOT_PLACES
    return Fraction(isqrt(square.numerator * unit**2 // square.denominator), unit)


def percent_text(value: Fraction | Decimal | int, decimals: int = LEAST) -> str:
    """``33.3%``."""
    return f"{half_up(Fraction(value) * 100, decimals):,f}%"


def told_apart(one: Fraction | Decimal, other: Fraction | Decimal) -> tuple[str, str]:
    """Two different shares with as many decimals as it takes to see that they differ."""
    for decimals in range(LEAST, MOST):
        pair = percent_text(one, decimals), percent_text(other, decimals)
        if pair[0] != pair[1]:
            return pair
    return percent_text(one, MOST), percent_text(other, MOST)
