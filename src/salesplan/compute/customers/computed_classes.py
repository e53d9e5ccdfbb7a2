"""Computed ABC: classes read off the concentration curve itself, without any percentage (methods.md 4.2).

Ultsch A., Lötsch J. (2015) Computed ABC Analysis for Rational Selection of Most Informative Variables in Multivariate
Data, PLoS ONE 10(6):e0129767.
"""

from __future__ import annotations

from collections.abc import Callable
from itertools import accumulate, pairwise

from salesplan.compute.customers.cut_points import Histogram

GRID = 1000
"""The curve is looked at in so many equal steps."""
FEW = 3
"""With fewer customers above 0 than this, the classes say little."""


def computed_cuts(amounts: Histogram) -> tuple[int | None, int | None]:
    """The least amounts of class A and of class B; None for a class that nobody is in, or when nobody is above 0.

    The curve joins effort x (share of customers, richest first) and yield y (share of the amount). A ends where it is
    nearest to (0, 1), the break-even point is where its slope is 1, B ends where it is nearest to (break-even, 1). A
    break-even point left of the end of A changes places with it. Amounts below 0 count as 0; equal amounts get the
    better class together; with one amount above 0, or all equal, whoever has it is in A.
    """
    richest = [max(value, 0) for value, count in _descending(amounts) for _ in range(count)]
    total = sum(richest)
    if not total:
        return None, None
    if len({value for value in richest if value}) == 1 and (richest[-1] or not richest[1]):
        return richest[0], None
    ends = _limits(_curve([held / total for held in accumulate(richest, initial=0)]))
    first, second = (len(richest) * end // GRID for end in ends)
    return (richest[first - 1] if first else None), (richest[second - 1] if second > first else None)


def _descending(amounts: Histogram) -> list[tuple[int, int]]:
    return list(zip(amounts.descending.values, amounts.descending.counts, strict=True))


def _limits(curve: Callable[[float], tuple[float, float]]) -> tuple[int, int]:
    """Where A and B end, in steps of the grid."""
    points = [(step, *curve(step / GRID)) for step in range(GRID + 1)]
    nearest = min(points, key=lambda p: (p[0] / GRID) ** 2 + (1 - p[1]) ** 2)[0]
    # of slopes equally near to 1 the one farther right counts
    even = min(points, key=lambda p: (round(abs(p[2] - 1), 12), -p[0]))[0]
    first, middle = sorted((nearest, even))
    return first, min(points, key=lambda p: ((p[0] - middle) / GRID) ** 2 + (1 - p[1]) ** 2)[0]


def _curve(heights: list[float]) -> Callable[[float], tuple[float, float]]:
    """Height and slope anywhere on the monotone cubic (PCHIP) through equally spaced points."""
    parts = len(heights) - 1
    rises = [(after - before) * parts for before, after in pairwise(heights)]
    slopes = _slopes(rises)

    def at(x: float) -> tuple[float, float]:
        part = min(int(x * parts), parts - 1)
        t = x * parts - part
        low, high, left, right = heights[part], heights[part + 1], slopes[part] / parts, slopes[part + 1] / parts
        bend, twist = 3 * (high - low) - 2 * left - right, left + right - 2 * (high - low)
        return low + t * (left + t * (bend + t * twist)), parts * (left + t * (2 * bend + 3 * t * twist))

    return at


def _slopes(rises: list[float]) -> list[float]:
    """The slope at each point: the harmonic mean of the rises beside it, 0 where one of them is flat."""
    if len(rises) == 1:
        return [rises[0], rises[0]]
    inner = [2 * a * b / (a + b) if a > 0 and b > 0 else 0.0 for a, b in pairwise(rises)]
    return [_end(rises[0], rises[1]), *inner, _end(rises[-1], rises[-2])]


def _end(rise: float, next_rise: float) -> float:
    """The slope at an end, from the two rises next to it, never downhill."""
    return max((3 * rise - next_rise) / 2, 0.0)
