"""Shares and scores of columns, worked out in whole numbers: no float, rounded half up once, at the end."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from math import lcm
from typing import Any

import narwhals as nw

from salesplan.compute.rounding import PLACES
from salesplan.compute.sums import wide


def ratio(above: nw.Expr, below: nw.Expr | int) -> nw.Expr:
    """``above / below`` of whole numbers, none negative, as a count of 10^-PLACES rounded half up; null when null."""
    return ((wide(above) * wide(2 * 10**PLACES) + wide(below)) // (wide(below) * wide(2))).cast(nw.Int64())


def whole_weights(weights: tuple[Decimal, ...]) -> list[int]:
    """Weights as whole numbers in the same proportions: 0.3, 0.3, 0.4 -> 3, 3, 4."""
    parts = [Fraction(w) for w in weights]
    common = lcm(*(p.denominator for p in parts))
    return [int(p * common) for p in parts]


def days_since(day: nw.Expr, as_of: Any) -> nw.Expr:  # noqa: ANN401 - a date; narwhals literals take any value
    """Calendar days from ``day`` to ``as_of``: 0 on the day itself."""
    return (nw.lit(as_of) - day).dt.total_minutes() // (24 * 60)


def chosen(*cases: tuple[nw.Expr, Any], default: Any = None) -> nw.Expr:  # noqa: ANN401 - codes, numbers or expressions
    """The value of the first case that holds; a condition that is null does not hold."""
    result = default if isinstance(default, nw.Expr) else nw.lit(default)
    for condition, value in reversed(cases):
        result = nw.when(condition).then(value if isinstance(value, nw.Expr) else nw.lit(value)).otherwise(result)
    return result
