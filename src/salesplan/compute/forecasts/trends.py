"""Where a series is heading: its line, its change on the year before, its season, where it turned (methods.md 12.4)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from math import sqrt
from typing import Literal

from salesplan.compute.forecasts.shape import season_index

Direction = Literal["up", "down", "flat"]
_TWO = 2
_FEWEST = 3
"""A line through two points is always exact: it proves nothing."""


@dataclass(frozen=True)
class Turn:
    """A period from which a series went the other way: after it ``up`` or ``down``, by how much until the last one."""

    at: int
    to: Direction


@dataclass(frozen=True)
class Trend:
    """The line of least squares on the number of the period (1, 2, 3 ...), exact; None with one value.

    ``direction`` is that of the line of the values without their season where there are two years, and flat where its
    slope is less than ``sure`` times its own error; None with fewer than three values. ``average`` are moving means,
    None where there are not enough values before. ``season`` is the index of the period
    after the last one and on, over one year.
    """

    slope: Fraction | None
    intercept: Fraction | None
    slope_of_mean: Fraction | None
    direction: Direction | None
    seasonless_slope: float | None
    average: tuple[Fraction | None, ...]
    season: tuple[float, ...]
    turns: tuple[Turn, ...]


def trend_of(values: Sequence[Decimal], length: int, *, average: int, sure: float, turn: float) -> Trend:
    """The trend of a series of at least one value; ``length`` are the periods of a year."""
    exact = [Fraction(value) for value in values]
    slope, intercept = line_of(exact)
    mean = sum(exact, Fraction(0)) / len(exact)
    index = (
        season_index([float(value) for value in values], length) if length > 1 and len(values) >= 2 * length else None
    )
    plain = _without_season(values, index, length)
    return Trend(
        slope=slope,
        intercept=intercept,
        slope_of_mean=slope / mean if slope is not None and mean > 0 else None,
        direction=direction_of(plain, sure),
        seasonless_slope=_slope(plain) if index and len(plain) == len(values) else None,
        average=averages(exact, average),
        season=tuple(index or ()),
        turns=tuple(turns_of(values, length, average, turn)),
    )


def line_of(values: Sequence[Fraction]) -> tuple[Fraction | None, Fraction | None]:
    """Slope and intercept of the straight line of least squares through the periods 1, 2, 3 ...; None for one value.

    100, 112, 118, 130 have the slope 9.6 and the intercept 91.
    """
    count = len(values)
    if count < _TWO:
        return None, None
    mean, middle = sum(values, Fraction(0)) / count, Fraction(count + 1, 2)
    width = sum(((at - middle) ** 2 for at in range(1, count + 1)), Fraction(0))
    slope = sum(((at - middle) * value for at, value in enumerate(values, 1)), Fraction(0)) / width
    return slope, mean - slope * middle


def averages(values: Sequence[Fraction], count: int) -> tuple[Fraction | None, ...]:
    """The mean of each value and those just before it, ``count`` in all; None where there are fewer."""
    return tuple(
        sum(values[at + 1 - count : at + 1], Fraction(0)) / count if at + 1 >= count else None
        for at in range(len(values))
    )


def direction_of(values: Sequence[float], sure: float) -> Direction | None:
    """Up or down where the slope is at least ``sure`` times its own error, else flat; None with fewer than 3 values."""
    count = len(values)
    if count < _FEWEST:
        return None
    slope = _slope(values)
    mean, middle = sum(values) / count, (count + 1) / 2
    rests = [value - mean - slope * (at - middle) for at, value in enumerate(values, 1)]
    width = sum((at - middle) ** 2 for at in range(1, count + 1))
    error = sqrt(sum(rest * rest for rest in rests) / (count - 2) / width)
    if abs(slope) * count <= max(map(abs, values)) * 1e-9 or abs(slope) < sure * error:
        return "flat"
    return "up" if slope > 0 else "down"


def _slope(values: Sequence[float]) -> float:
    middle = (len(values) + 1) / 2
    width = sum((at - middle) ** 2 for at in range(1, len(values) + 1))
    return sum((at - middle) * value for at, value in enumerate(values, 1)) / width if width else 0.0


def _without_season(values: Sequence[Decimal], index: Sequence[float] | None, length: int) -> list[float]:
    """The values over the index of their period; as they are where there is no season, or a period of none at all."""
    plain = [float(value) for value in values]
    if index is None or min(index) <= 0:
        return plain
    return [value / index[(at - len(plain)) % length] for at, value in enumerate(plain)]


def turns_of(values: Sequence[Decimal], length: int, average: int, least: float) -> list[Turn]:
    """Where the series turned, by its moving year (by its moving average where there are not two years).

    A turn is the highest or lowest value after which it went the other way by at least ``least`` of the mean.
    """
    whole = length if length > 1 and len(values) >= 2 * length else average
    smooth = [
        (at, float(each)) for at, each in enumerate(averages([Fraction(v) for v in values], whole)) if each is not None
    ]
    if len(smooth) < _FEWEST:
        return []
    limit = least * sum(abs(each) for _, each in smooth) / len(smooth)
    return _reversals(smooth, limit) if limit > 0 else []


def _reversals(smooth: Sequence[tuple[int, float]], limit: float) -> list[Turn]:
    found: list[Turn] = []
    high = low = smooth[0]
    heading: Direction | None = None
    for point in smooth[1:]:
        high, low = max(high, point, key=lambda p: p[1]), min(low, point, key=lambda p: p[1])
        if heading != "down" and high[1] - point[1] >= limit:
            found += [Turn(high[0], "down")] if heading == "up" else []
            heading, low, high = "down", point, point
        elif heading != "up" and point[1] - low[1] >= limit:
            found += [Turn(low[0], "up")] if heading == "down" else []
            heading, low, high = "up", point, point
    return found
