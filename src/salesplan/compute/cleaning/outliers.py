"""Figures far from the others of their column: flagged, never changed (methods.md 12.2)."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from math import floor
from typing import Any

import narwhals as nw

from salesplan.compute.sums import wide
from salesplan.model.table import scaled

NORMAL = Decimal("1.4826")
"""A median deviation times this is a standard deviation, where figures lie about their mean as normal ones do."""


@dataclass(frozen=True)
class Outliers:
    """The rows (positions) of a column whose figures lie far out, the furthest first, and the column's median."""

    rows: tuple[int, ...]
    median: Decimal


def outliers(figures: nw.Series[Any], scale: int, limit: Decimal) -> Outliers | None:
    """Figures with |x - median| / (1.4826 * MAD) above ``limit``; MAD is the median of |x - median|.

    ``figures`` are whole numbers of 10^-scale, missing ones are left out. None where MAD is 0 (half of the figures or
    more are the same), which makes nothing an outlier, and without figures. Exact: everything is counted in halves.
    """
    known = figures.drop_nulls()
    if not len(known):
        return None
    twice = _twice_median(known)
    frame = figures.alias("x").to_frame().with_row_index("at")
    frame = frame.select("at", distance=(wide(nw.col("x")) * wide(2) - wide(twice)).abs())
    twice_mad = _twice_median(frame.get_column("distance").drop_nulls())
    if not twice_mad:
        return None
    most = floor(Fraction(limit) * Fraction(NORMAL) * Fraction(twice_mad, 2))
    far = frame.filter(nw.col("distance") > wide(most)).sort("distance", "at", descending=[True, False])
    return Outliers(tuple(far.get_column("at").to_list()), scaled(twice, scale) / 2)


def _twice_median(values: nw.Series[Any]) -> int:
    """Twice the median, which is a whole number: the two middle values, or the middle one twice."""
    ordered = values.sort()
    count = len(ordered)
    return int(ordered[(count - 1) // 2]) + int(ordered[count // 2])
