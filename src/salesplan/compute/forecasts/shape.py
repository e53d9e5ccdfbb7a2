"""The shape of a series: the straight line through it, and what each period of a round adds or multiplies.

Floats stay inside: nothing here is money, and nothing is rounded.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Literal

Season = Literal["none", "additive", "multiplicative"]


def season_parts(values: Sequence[float], length: int, season: Season) -> tuple[float, ...]:
    """What each period of a round adds (or by what it multiplies): the mean distance from a moving year."""
    if season == "none" or length == 1:
        return (0.0,) if season != "multiplicative" else (1.0,)
    around = _moving_year(values, length)
    sums: list[list[float]] = [[] for _ in range(length)]
    for at, middle in around:
        sums[at % length].append(values[at] / middle if season == "multiplicative" else values[at] - middle)
    parts = [sum(found) / len(found) if found else float(season == "multiplicative") for found in sums]
    mean = sum(parts) / length
    if season == "multiplicative":
        return tuple(part / mean for part in parts)
    return tuple(part - mean for part in parts)


def _moving_year(values: Sequence[float], length: int) -> Iterator[tuple[int, float]]:
    """The mean of a whole round around each period; a round of an even length takes half of both its ends."""
    half = length // 2
    for at in range(half, len(values) - half):
        around = values[at - half : at + half + 1]
        if length % 2:
            yield at, sum(around) / length
        else:
            yield at, (sum(around) - (around[0] + around[-1]) / 2) / length


def without_season(values: Sequence[float], parts: Sequence[float], season: Season) -> list[float]:
    """The series with its season taken out."""
    if season == "multiplicative":
        return [value / (parts[at % len(parts)] or 1.0) for at, value in enumerate(values)]
    return [value - parts[at % len(parts)] for at, value in enumerate(values)]


def line(values: Sequence[float]) -> tuple[float, float]:
    """The straight line of least squares through values of the periods 1, 2, 3 ...: slope and intercept (at 0)."""
    count = len(values)
    mean = sum(values) / count
    middle = (count + 1) / 2
    width = sum((at - middle) ** 2 for at in range(1, count + 1))
    slope = sum((at - middle) * (value - mean) for at, value in enumerate(values, 1)) / width if width else 0.0
    return slope, mean - slope * middle


def season_index(values: Sequence[float], length: int) -> list[float] | None:
    """The index of each period of a round (methods.md 2.3): its share of each whole round, averaged, times the periods.

    The rounds are counted back from the last value; the first index is that of the period after the last value. 1 is
    an average period. None without a whole round, or where a round sums to 0 or less.
    """
    rounds = [values[at : at + length] for at in range(len(values) % length, len(values), length)]
    if not rounds or any(sum(each) <= 0 for each in rounds):
        return None
    return [sum(each[at] / sum(each) for each in rounds) / len(rounds) * length for at in range(length)]
