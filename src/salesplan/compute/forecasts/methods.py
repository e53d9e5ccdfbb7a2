"""The ways a series is carried on, the simplest first (methods.md 12.4)."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial

from salesplan.compute.forecasts.shape import Season, line, season_index
from salesplan.compute.forecasts.smoothing import smoothed

Ahead = Callable[[Sequence[float], int, int], list[float] | None]
"""From the values, the periods in a year and the horizon to the next periods; None where the values do not allow it."""
AVERAGED = 3
"""So many last periods make a moving average."""


@dataclass(frozen=True)
class Method:
    """One way: its name, how it goes on, how many values it needs, in points and in years of them.

    ``given`` is one whose growth the user gave: it need not be learned from two years.
    """

    name: str
    ahead: Ahead = field(compare=False)
    points: int = 1
    years: int = 0
    given: bool = False

    @property
    def seasonal(self) -> bool:
        """Whether it repeats a season."""
        return self.years > 0

    def needs(self, length: int) -> int:
        """The fewest values it can go on from, where a year has ``length`` periods."""
        return max(self.points, self.years * length + (self.points if self.years else 0))


def last_value(values: Sequence[float], _length: int, horizon: int) -> list[float]:
    """The last value again and again: the naive forecast that every other one is held against."""
    return [values[-1]] * horizon


def moving_average(values: Sequence[float], _length: int, horizon: int, count: int = AVERAGED) -> list[float]:
    """The mean of the last three values, of fewer where there are fewer."""
    last = values[-count:]
    return [sum(last) / len(last)] * horizon


def linear_trend(values: Sequence[float], _length: int, horizon: int) -> list[float]:
    """The straight line of least squares, carried on."""
    slope, intercept = line(values)
    return [intercept + slope * (len(values) + step) for step in range(1, horizon + 1)]


def seasonal_naive(values: Sequence[float], length: int, horizon: int) -> list[float]:
    """The same period of the last year."""
    last = values[-length:]
    return [last[step % length] for step in range(horizon)]


def seasonal_growth(
    values: Sequence[float], length: int, horizon: int, growth: float | None = None
) -> list[float] | None:
    """The same period of the last year times a factor: the one given, else the last year over the year before.

    A year further on is multiplied once more. None where the year before sums to 0 or less.
    """
    if growth is None:
        now, before = sum(values[-length:]), sum(values[-2 * length : -length])
        if before <= 0:
            return None
        growth = now / before
    last = values[-length:]
    return [last[step % length] * growth ** (step // length + 1) for step in range(horizon)]


def trend_season(values: Sequence[float], length: int, horizon: int) -> list[float] | None:
    """A straight line through the values without their season, times the season's index (methods.md 2.3).

    None where a year sums to 0 or less, or a period of the year has never had anything.
    """
    index = season_index(values, length)
    if index is None or min(index) <= 0:
        return None
    shift = len(values) % length
    plain = [value / index[(at - shift) % length] for at, value in enumerate(values)]
    slope, intercept = line(plain)
    return [(intercept + slope * (len(values) + step + 1)) * index[step % length] for step in range(horizon)]


def smoothing(values: Sequence[float], length: int, horizon: int, season: Season = "none") -> list[float] | None:
    """Holt-Winters: level, trend and season, each followed as fast as suits the series best; trends may fade."""
    found = smoothed(values, length, season)
    return None if found is None else found.ahead(horizon)


NAIVE = Method("last_value", last_value)
SEASONAL_NAIVE = Method("seasonal_naive", seasonal_naive, 0, 1)
OWN: tuple[Method, ...] = (
    NAIVE,
    Method("moving_average", moving_average, 2),
    Method("linear_trend", linear_trend, 3),
    SEASONAL_NAIVE,
    Method("seasonal_growth", seasonal_growth, 0, 2),
    Method("trend_season", trend_season, 0, 2),
    Method("smoothing", smoothing, 4),
    Method("holt_winters_additive", partial(smoothing, season="additive"), 1, 2),
    Method("holt_winters_multiplicative", partial(smoothing, season="multiplicative"), 1, 2),
)
"""Every way that needs nothing installed, the simplest first: where two are as good, the earlier one is taken."""
COMBINED = "combination"
"""The mean of the best of them."""


def with_growth(methods: Sequence[Method], growth: float | None) -> tuple[Method, ...]:
    """The same, the seasonal one with growth by the factor given; it then needs one year instead of two."""
    if growth is None:
        return tuple(methods)
    given = Method("seasonal_growth", partial(seasonal_growth, growth=growth), 0, 1, given=True)
    return tuple(given if each.name == given.name else each for each in methods)


def combined(forecasts: Mapping[str, Sequence[float]], members: Sequence[str]) -> list[float]:
    """The mean of the forecasts of some methods, period by period."""
    return [sum(step) / len(members) for step in zip(*(forecasts[name] for name in members), strict=True)]
