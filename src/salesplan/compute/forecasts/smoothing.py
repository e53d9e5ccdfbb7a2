"""Exponential smoothing after Holt and Winters: a level, a trend that may fade, a season that may grow with the level.

Floats stay inside: nothing here is money, and nothing is rounded. The same values give the same forecast: parameters
are found by a fixed grid and a search along one parameter after the other, without any chance.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import product
from math import inf, isfinite, log
from typing import Literal

from salesplan.compute.forecasts.shape import Season, line, season_parts, without_season

Trend = Literal["none", "linear", "damped"]
TRENDS: tuple[Trend, ...] = ("none", "damped", "linear")
_LEAST, _MOST = 0.001, 0.999
_PHI_LEAST, _PHI_MOST = 0.8, 0.98
_STEPS = (0.1, 0.04, 0.015, 0.006)
_SEASONS_TO_BEGIN_WITH = 4
_POINTS_OF_THE_FIRST_TREND = 10


@dataclass(frozen=True)
class Smoothing:
    """How fast the level, the trend and the season follow what comes in (0 never, 1 at once), and how trends fade."""

    level: float
    trend: float = 0.0
    season: float = 0.0
    fading: float = 1.0


@dataclass(frozen=True)
class State:
    """Where a series stands: its level, its trend a period, its season from the next period on."""

    level: float
    trend: float
    season: tuple[float, ...]


@dataclass(frozen=True)
class Fit:
    """A series smoothed: where it stands after its last value; ``squares`` of its errors one period ahead."""

    season: Season
    smoothing: Smoothing
    state: State
    squares: float
    criterion: float

    def ahead(self, horizon: int) -> list[float]:
        """The next periods."""
        found: list[float] = []
        step, growth = 1.0, 0.0
        for at in range(horizon):
            step = self.smoothing.fading if at == 0 else step * self.smoothing.fading
            growth += step
            level = self.state.level + growth * self.state.trend
            part = self.state.season[at % len(self.state.season)]
            found.append(level * part if self.season == "multiplicative" else level + part)
        return found


def smoothed(values: Sequence[float], length: int, season: Season, trends: Sequence[Trend] = TRENDS) -> Fit | None:
    """The series smoothed with the trend that fits it best for the parameters it takes (AICc); None where none fits.

    A multiplicative season needs values above 0, a season of any kind two full rounds of ``length``.
    """
    seasonal = season != "none"
    if len(values) < (2 * length + 1 if seasonal else 4) or (season == "multiplicative" and min(values) <= 0):
        return None
    fits = (_fitted(values, length if seasonal else 1, season, trend) for trend in trends)
    return min((fit for fit in fits if fit is not None), key=lambda fit: fit.criterion, default=None)


def _fitted(values: Sequence[float], length: int, season: Season, trend: Trend) -> Fit | None:
    first = _beginning(values, length, season, trend)
    best, squares = min(
        ((each, _squares(values, first, each, season)) for each in _grid(season, trend)), key=lambda pair: pair[1]
    )
    for step in _STEPS:
        best, squares = _searched(values, first, season, (best, squares), step)
    if not isfinite(squares):
        return None
    state = _run(values, first, best, season)[0]
    return Fit(season, best, state, squares, _criterion(values, length, season, trend, squares))


def _criterion(values: Sequence[float], length: int, season: Season, trend: Trend, squares: float) -> float:
    """Akaike's, corrected for short series: a parameter more must pay for itself."""
    count = len(values)
    parameters = 2 + {"none": 0, "linear": 2, "damped": 3}[trend] + (length if season != "none" else 0) + 1
    spare = count - parameters - 1
    if spare <= 0:
        return inf if trend != "none" else count * log(max(squares, 1e-300) / count) + 1e9
    return count * log(max(squares, 1e-300) / count) + 2 * parameters + 2 * parameters * (parameters + 1) / spare


def _grid(season: Season, trend: Trend) -> Iterator[Smoothing]:
    levels = (0.05, 0.2, 0.45, 0.8)
    trends = (0.0,) if trend == "none" else (0.01, 0.1)
    seasons = (0.0,) if season == "none" else (0.02, 0.15, 0.4)
    fadings = (0.9, 0.97) if trend == "damped" else (1.0,)
    for level, slope, part, fading in product(levels, trends, seasons, fadings):
        yield Smoothing(level, min(slope, level), min(part, 1 - level), fading)


def _searched(
    values: Sequence[float], first: State, season: Season, found: tuple[Smoothing, float], step: float
) -> tuple[Smoothing, float]:
    """The best that steps of one size along single parameters lead to."""
    for _ in range(20):
        best = found
        for other in _neighbours(found[0], season, step):
            squares = _squares(values, first, other, season)
            if squares < best[1]:
                best = (other, squares)
        if best is found:
            break
        found = best
    return found


def _neighbours(one: Smoothing, season: Season, step: float) -> Iterator[Smoothing]:
    has_trend, fades, has_season = one.trend > 0, one.fading < 1, season != "none"
    for change in (-step, step):
        level = min(max(one.level + change, _LEAST), _MOST)
        yield Smoothing(level, min(one.trend, level), min(one.season, 1 - level), one.fading)
        if has_trend:
            yield Smoothing(one.level, min(max(one.trend + change, 0.0001), one.level), one.season, one.fading)
        if has_season:
            yield Smoothing(one.level, one.trend, min(max(one.season + change, 0.0), 1 - one.level), one.fading)
        if fades:
            fading = min(max(one.fading + change / 2, _PHI_LEAST), _PHI_MOST)
            yield Smoothing(one.level, one.trend, one.season, fading)


def _beginning(values: Sequence[float], length: int, season: Season, trend: Trend) -> State:
    """Where the series stood before its first value: the season by averages over rounds, then a line."""
    parts = season_parts(values[: length * _SEASONS_TO_BEGIN_WITH], length, season)
    plain = without_season(values, parts, season)[: max(_POINTS_OF_THE_FIRST_TREND, 2 * length)]
    if trend == "none":
        return State(sum(plain) / len(plain), 0.0, parts)
    slope, intercept = line(plain)
    return State(intercept - slope, slope, parts)


def _squares(values: Sequence[float], first: State, with_: Smoothing, season: Season) -> float:
    try:
        found = _run(values, first, with_, season)[1]
    except (OverflowError, ZeroDivisionError):
        return inf
    return found if isfinite(found) else inf


def _run(values: Sequence[float], first: State, with_: Smoothing, season: Season) -> tuple[State, float]:
    """The states gone through; the squared errors of one period ahead, added up."""
    level, trend, parts = first.level, first.trend, list(first.season)
    follow, slope, turn, fading = with_.level, with_.trend, with_.season, with_.fading
    length, total = len(parts), 0.0
    for at, value in enumerate(values):
        part = parts[at % length]
        base = level + fading * trend
        if season == "multiplicative":
            error = value - base * part
            new = base + follow * error / part
            parts[at % length] = part + turn * error / base
        else:
            error = value - base - part
            new = base + follow * error
            parts[at % length] = part + turn * error
        trend = fading * trend + slope * (new - base) / follow
        level = new
        total += error * error
    shift = len(values) % length
    return State(level, trend, (*parts[shift:], *parts[:shift])), total
