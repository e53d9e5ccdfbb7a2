"""One series carried on: tried methods, the one chosen, the next periods and how sure they are (methods.md 12.4)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from fractions import Fraction
from functools import partial
from math import isfinite

from salesplan.compute.forecasts.choice import Choice, Keeping, Score, choose
from salesplan.compute.forecasts.foresight import Foresight, foresight_of
from salesplan.compute.forecasts.intervals import Interval, interval_of
from salesplan.compute.forecasts.methods import (
    NAIVE,
    OWN,
    SEASONAL_NAIVE,
    Method,
    combined,
    moving_average,
    with_growth,
)
from salesplan.compute.rounding import half_up

SMALL = 1000
"""Where no figure reaches this, the forecast keeps the decimals of the orders; else it is rounded to whole units."""


@dataclass(frozen=True)
class Ways:
    """What a series may be carried on by, and what its errors are judged by."""

    methods: tuple[Method, ...] = OWN
    keeping: Keeping = field(default_factory=Keeping)
    times: float = 1.28
    forced: str | None = None


@dataclass(frozen=True)
class Ahead:
    """The next periods of one series.

    ``values`` are rounded half up once, at the end; ``low`` and ``high`` are None where the series is too short to know
    the errors of a forecast; ``foresight`` is what such intervals held before, None where too little was told.
    ``baseline`` is the score of the naive forecast that it is held against: the same period
    of the last year where that could be tried, else the last value.
    """

    points: int
    choice: Choice
    values: tuple[Decimal, ...]
    low: tuple[Decimal, ...] | None
    high: tuple[Decimal, ...] | None
    foresight: Foresight | None
    baseline: Score | None
    flat: bool

    @property
    def method(self) -> str:
        """The name of the method chosen."""
        return self.choice.name


def ways_of(
    *, average: int, growth: float | None, extra: Sequence[Method], keeping: Keeping, times: float, forced: str | None
) -> Ways:
    """The methods as the plan and the command line set them."""
    own = [replace(m, ahead=partial(moving_average, count=average)) if m.name == "moving_average" else m for m in OWN]
    return Ways((*with_growth(own, growth), *extra), keeping, times, forced)


def ahead_of(
    values: Sequence[float], length: int, horizon: int, ways: Ways, scale: int = 2, tried: int | None = None
) -> Ahead:
    """The next ``horizon`` periods of a series of at least one value.

    Values are divided by the largest first, so that amounts of any size are carried on alike. A series that was never
    below 0 does not go below it. ``scale`` are the decimals of the orders; methods are tried ``tried`` periods ahead,
    ``horizon`` where that is not given.
    """
    size = max(map(abs, values)) or 1.0
    known = [value / size for value in values]
    methods = tuple(map(_from_zero, ways.methods)) if min(values) >= 0 else ways.methods
    choice = choose(known, length, tried or horizon, methods, ways.keeping)
    if ways.forced is not None:
        choice = _forced(choice, ways.forced)
    choice, found = _going_on(known, length, horizon, methods, choice)
    interval = interval_of(choice.chosen.trials, horizon, ways.times)
    places = 0 if size >= SMALL else scale
    floor = 0.0 if min(values) >= 0 else None
    return Ahead(
        points=len(values),
        choice=choice,
        values=tuple(_rounded(each, size, places) for each in found),
        low=_edge(found, interval, -1, size, places, floor),
        high=_edge(found, interval, 1, size, places, None),
        foresight=foresight_of(choice.scores, horizon, ways.times, ways.forced if choice.name == ways.forced else None),
        baseline=_baseline(choice),
        flat=len(values) > 1 and min(values) == max(values),
    )


def _from_zero(method: Method) -> Method:
    def ahead(values: Sequence[float], length: int, horizon: int) -> list[float] | None:
        found = method.ahead(values, length, horizon)
        return None if found is None else [max(each, 0.0) for each in found]

    return replace(method, ahead=ahead)


def _forced(choice: Choice, name: str) -> Choice:
    """The method asked for, where it could be tried (or nothing could); else the one chosen."""
    score = next((each for each in choice.scores if each.name == name), None)
    usable = score is not None and (score.wape is not None or (score.why == "too_few" and not choice.kept))
    return replace(choice, name=name) if usable else choice


def _going_on(
    values: Sequence[float], length: int, horizon: int, methods: Sequence[Method], choice: Choice
) -> tuple[Choice, list[float]]:
    """The choice with what it foretells from all values; where its method gives up on them, with the next nearest."""
    tried = sorted((each for each in choice.scores if each.wape is not None), key=lambda each: each.wape or 0.0)
    for name in (choice.name, *(each.name for each in tried)):
        told = replace(choice, name=name)
        found = _carried(values, length, horizon, methods, told)
        if found is not None:
            return told, found
    told = replace(choice, name=NAIVE.name)
    return told, _carried(values, length, horizon, methods, told) or []


def _carried(
    values: Sequence[float], length: int, horizon: int, methods: Sequence[Method], choice: Choice
) -> list[float] | None:
    """The forecast from all values; None where the method, or one of those it is the mean of, gives up on them."""
    names = choice.chosen.members or (choice.name,)
    by_name = {each.name: each for each in methods}
    made: dict[str, list[float]] = {}
    for name in names:
        if len(values) >= by_name[name].needs(length):
            found = by_name[name].ahead(values, length, horizon)
            if found is not None and all(map(isfinite, found)):
                made[name] = found
    return combined(made, names) if len(made) == len(names) else None


def _baseline(choice: Choice) -> Score | None:
    tried = {each.name: each for each in choice.scores if each.wape is not None}
    return tried.get(SEASONAL_NAIVE.name) or tried.get(NAIVE.name)


def _rounded(value: float, size: float, places: int) -> Decimal:
    return half_up(Fraction(value) * Fraction(size), places)


def _edge(
    found: Sequence[float], interval: Interval | None, sign: int, size: float, places: int, floor: float | None
) -> tuple[Decimal, ...] | None:
    if interval is None:
        return None
    edges = [value + sign * width for value, width in zip(found, interval.widths, strict=True)]
    return tuple(_rounded(each if floor is None else max(each, floor), size, places) for each in edges)
