"""Which method a series is carried on with: the one that would have been nearest (methods.md 12.4)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from math import isfinite
from typing import Literal

from salesplan.compute.forecasts.errors import bias, mape, wape
from salesplan.compute.forecasts.methods import COMBINED, NAIVE, Method, combined

Why = Literal["too_short", "too_few", "undefined", "no_season"]
"""Why a method is out: too few values before the ones kept back, too few to keep any back, values it cannot use, fewer
than two years."""
MOST_ORIGINS = 8
"""From so many points in time at most the methods are tried."""
COMBINED_OF = 3
"""So many of the best methods make the combination."""
_ENOUGH = 2
"""The values before those kept back are at least as many as these."""


@dataclass(frozen=True)
class Trial:
    """What one method foretold from one point in time, and what came."""

    origin: int
    forecast: tuple[float, ...]
    actual: tuple[float, ...]


@dataclass(frozen=True)
class Score:
    """A method and how near it would have been; ``why`` it was not tried where it was not."""

    name: str
    wape: float | None = None
    mape: float | None = None
    bias: float | None = None
    why: Why | None = None
    needs: int | None = None
    members: tuple[str, ...] = ()
    trials: tuple[Trial, ...] = field(default=(), repr=False)


@dataclass(frozen=True)
class Choice:
    """The method chosen, all scores, and how many values were kept back from how many points in time.

    ``kept`` is 0 where the values are too few to compare: then the simplest method is taken, and has no error.
    """

    name: str
    scores: tuple[Score, ...]
    kept: int
    origins: tuple[int, ...]

    @property
    def chosen(self) -> Score:
        """The score of the method chosen."""
        return next(each for each in self.scores if each.name == self.name)


@dataclass(frozen=True)
class Keeping:
    """How much of a series is kept back: a share of it, at least so many values."""

    share: float = 0.2
    least: int = 3

    def kept(self, count: int) -> int:
        """The number of values; 0 where fewer than as many would be left before them."""
        kept = max(self.least, int(count * self.share + 1e-9))
        return kept if count - kept >= max(self.least, _ENOUGH) else 0


def choose(values: Sequence[float], length: int, horizon: int, methods: Sequence[Method], keeping: Keeping) -> Choice:
    """The method of the least WAPE over the values kept back, told from several points in time within them.

    From each of these points every method sees only what was known then, and tells up to ``horizon`` periods. Methods
    that cannot be tried from the first of them are no candidates. The mean of the three best is one candidate more.
    Where two are equal, the simpler one is taken. Too few values: the last value goes on, or the same period of the
    last year with the growth that was given.
    """
    kept = keeping.kept(len(values))
    if not kept:
        untried = (
            Score(each.name, why=_barred(each, values, length) or "too_few", needs=each.needs(length))
            for each in methods
        )
        told = (each.name for each in methods if each.given and len(values) >= each.needs(length))
        return Choice(next(told, NAIVE.name), tuple(untried), 0, ())
    origins = origins_of(len(values), kept)
    scores = [_score(each, values, length, horizon, origins) for each in methods]
    scores, name = picked(scores)
    return Choice(name, tuple(scores), kept, origins)


def picked(scores: Sequence[Score]) -> tuple[list[Score], str]:
    """The scores with that of the mean of the three best, and the name of the one with the least WAPE."""
    known = sorted((each for each in scores if each.wape is not None), key=lambda each: each.wape or 0.0)
    best = tuple(each for each in known if each.name != NAIVE.name)[:COMBINED_OF]
    found = [*scores, _together(best)] if len(best) == COMBINED_OF else [*scores]
    usable = [each for each in found if each.wape is not None]
    return found, min(usable, key=lambda each: _rank(each.wape)).name if usable else NAIVE.name


def _rank(error: float | None) -> float:
    """Errors that differ by less than the twelfth digit are equal."""
    return round(error or 0.0, 12)


def origins_of(count: int, kept: int) -> tuple[int, ...]:
    """How many values are known at each point in time that methods are tried from: evenly over those kept back."""
    if kept <= MOST_ORIGINS:
        return tuple(range(count - kept, count))
    return tuple(count - kept + kept * at // MOST_ORIGINS for at in range(MOST_ORIGINS))


def _barred(method: Method, values: Sequence[float], length: int) -> Why | None:
    """Why a method is no candidate for a series at all."""
    if method.seasonal and not method.given and (length < 2 or len(values) < 2 * length):  # noqa: PLR2004 - a season shows from two years on
        return "no_season"
    return None


def _score(method: Method, values: Sequence[float], length: int, horizon: int, origins: Sequence[int]) -> Score:
    why = _barred(method, values, length)
    if why is None and origins[0] < method.needs(length):
        why = "too_short"
    if why is not None:
        return Score(method.name, why=why, needs=method.needs(length))
    trials = tuple(_trials(method, values, length, horizon, origins))
    if len(trials) < len(origins):
        return Score(method.name, why="undefined")
    return measured(method.name, trials)


def _trials(
    method: Method, values: Sequence[float], length: int, horizon: int, origins: Sequence[int]
) -> Iterator[Trial]:
    for origin in origins:
        ahead = min(horizon, len(values) - origin)
        found = method.ahead(values[:origin], length, ahead)
        if found is not None and all(map(isfinite, found)):
            yield Trial(origin, tuple(found), tuple(values[origin : origin + ahead]))


def measured(name: str, trials: tuple[Trial, ...], members: tuple[str, ...] = ()) -> Score:
    """The errors of a method over its trials."""
    actual = [value for trial in trials for value in trial.actual]
    told = [value for trial in trials for value in trial.forecast]
    return Score(name, wape(actual, told), mape(actual, told), bias(actual, told), members=members, trials=trials)


def _together(best: Sequence[Score]) -> Score:
    """The mean of some methods, tried like a method."""
    names = tuple(each.name for each in best)
    trials = tuple(
        Trial(
            several[0].origin,
            tuple(
                combined({str(at): t.forecast for at, t in enumerate(several)}, [str(at) for at in range(len(several))])
            ),
            several[0].actual,
        )
        for several in zip(*(each.trials for each in best), strict=True)
    )
    return measured(COMBINED, trials, names)
