"""Sums and products of whole numbers that never wrap round: in 64 bits where that is safe, else in 128.

Frames hold amounts as 64-bit counts of 10^-scale. One amount always fits (loading refuses larger ones), many together
need not: a frame's own sum would wrap round without a word, to a number that may even be negative.
"""

from __future__ import annotations

from typing import Any

import narwhals as nw

_ROOM = 2**62
"""What 64 bits surely hold, a sum of two such numbers included."""


def wide(number: nw.Expr | int) -> nw.Expr:
    """A whole number in 128 bits, so that an amount times a weight does not overflow."""
    return nw.lit(number, dtype=nw.Int128()) if isinstance(number, int) else number.cast(nw.Int128())


def largest(frame: nw.DataFrame[Any], column: str) -> int:
    """The largest absolute value of a column; 0 without any value."""
    values = frame.get_column(column)
    return max(values.max() or 0, -(values.min() or 0))


def roomy(frame: nw.DataFrame[Any], column: str, times: int | None = None) -> nw.Expr:
    """The column, in so many bits that ``times`` its largest value fit; without ``times`` all its rows together.

    The sum of the expression, over any groups of the frame's rows, and its product with a number up to ``times`` are
    exact; what comes out of 128 bits is a Python int like any other.
    """
    count = len(frame) if times is None else times
    return nw.col(column) if largest(frame, column) * count < _ROOM else wide(nw.col(column))


def total_of(frame: nw.DataFrame[Any], column: str) -> int:
    """The exact sum of a column; 0 without any value."""
    return int(frame.select(roomy(frame, column).sum()).item() or 0)
