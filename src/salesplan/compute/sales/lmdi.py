"""What each driver did to a product of drivers: logarithmic mean (LMDI), else one after the other (methods.md 10.2)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Context, Decimal, localcontext
from fractions import Fraction
from math import prod
from typing import Literal

from salesplan.compute.rounding import half_up

Method = Literal["lmdi", "sequential"]
_DIGITS = 60
"""Digits that logarithms are worked out with: more than any amount has, so that rounding is the only loss."""


@dataclass(frozen=True)
class Driver:
    """A driver of the result, in the base and now."""

    name: str
    base: Fraction
    now: Fraction


@dataclass(frozen=True)
class Decomposed:
    """The effect of each driver, rounded to ``places``; together they are the change of the result, so rounded.

    ``sequential`` where a driver is 0 or below: each is then put in after the ones before it, and their order counts.
    """

    base: Decimal
    now: Decimal
    effects: tuple[Decimal, ...]
    method: Method

    @property
    def change(self) -> Decimal:
        """The change of the result."""
        return self.now - self.base


def decomposed(drivers: Sequence[Driver], places: int = 2) -> Decomposed:
    """The change of the product of the drivers, driver by driver.

    effect = L(R1, R0) ln(x1 / x0) with L(a, b) = (a - b) / ln(a / b) and L(a, a) = a: exact, and the order does not
    count. With a driver of 0 or below it is the change of that driver times those before it now and after it then.
    """
    base, now = (half_up(prod((one for one in each), start=Fraction(1)), places) for each in _sides(drivers))
    exact = all(each.base > 0 and each.now > 0 for each in drivers)
    effects = _logarithmic(drivers) if exact else _sequential(drivers)
    return Decomposed(base, now, _to_sum(effects, now - base, places), "lmdi" if exact else "sequential")


def _sides(drivers: Sequence[Driver]) -> tuple[list[Fraction], list[Fraction]]:
    return [each.base for each in drivers], [each.now for each in drivers]


def _logarithmic(drivers: Sequence[Driver]) -> list[Fraction]:
    with localcontext(Context(prec=_DIGITS)):
        first, last = (prod(each, start=Fraction(1)) for each in _sides(drivers))
        mean = _decimal(last) if first == last else _decimal(last - first) / _decimal(last / first).ln()
        return [Fraction(mean * _decimal(each.now / each.base).ln()) for each in drivers]


def _decimal(value: Fraction) -> Decimal:
    return Decimal(value.numerator) / Decimal(value.denominator)


def _sequential(drivers: Sequence[Driver]) -> list[Fraction]:
    base, now = _sides(drivers)
    return [
        prod(now[:at], start=Fraction(1)) * (now[at] - base[at]) * prod(base[at + 1 :], start=Fraction(1))
        for at in range(len(drivers))
    ]


def _to_sum(effects: Sequence[Fraction], change: Decimal, places: int) -> tuple[Decimal, ...]:
    """The effects rounded half up; what is missing to the change goes to the largest, the first of several."""
    rounded = [half_up(each, places) for each in effects]
    largest = max(range(len(effects)), key=lambda at: (abs(effects[at]), -at))
    rounded[largest] += change - sum(rounded, Decimal(0))
    return tuple(rounded)
