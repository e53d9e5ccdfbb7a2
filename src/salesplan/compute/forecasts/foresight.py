"""How far a forecast made this way would have been trusted rightly: methods and widths of what was known then only."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from salesplan.compute.forecasts.choice import Score, Trial, measured, picked
from salesplan.compute.forecasts.errors import wape
from salesplan.compute.forecasts.intervals import interval_of

_FEW = 3
"""With fewer errors known no width is told; of fewer values tried no share."""


@dataclass(frozen=True)
class Foresight:
    """Of ``tested`` values ``held`` lay in their intervals; ``wape`` is the error of what was told of them.

    Unlike the error that a method was chosen by, it knows nothing of the values it is held against.
    """

    held: int
    tested: int
    wape: float | None

    @property
    def coverage(self) -> float:
        """The part held."""
        return self.held / self.tested


def foresight_of(scores: Sequence[Score], horizon: int, times: float, forced: str | None = None) -> Foresight | None:
    """The choice made again at each point in time: by the errors known then, with the width that those give.

    A value is held against a forecast whose method and width were settled before it came, so that it vouches neither
    for the method nor for the width, not even through a forecast made from another point in time. A value that was told
    from several points counts for each. ``forced`` is a method that is always taken. None where too few were told.
    """
    tried = [each for each in scores if each.trials and not each.members]
    origins = [trial.origin for trial in tried[0].trials] if tried else []
    held = 0
    told: list[float] = []
    came: list[float] = []
    for at in range(1, len(origins)):
        found = _settled(tried, at, origins[at], forced)
        interval = interval_of(found[0], horizon, times) if found and _errors(found[0]) >= _FEW else None
        if found is None or interval is None:
            continue
        now = found[1]
        for step, (value, actual) in enumerate(zip(now.forecast, now.actual, strict=True)):
            held += abs(value - actual) <= interval.widths[step] * (1 + 1e-12) + 1e-12
        told += now.forecast
        came += now.actual
    return Foresight(held, len(came), wape(came, told)) if len(came) >= _FEW else None


def _settled(
    tried: Sequence[Score], at: int, origin: int, forced: str | None
) -> tuple[tuple[Trial, ...], Trial] | None:
    """What was known then of the method that would have been taken, and what it told."""
    known = [measured(each.name, tuple(_until(each.trials[:at], origin))) for each in tried]
    scores, name = picked(known)
    score = next((each for each in scores if each.name == (forced or name)), None)
    if score is None:
        return None
    now = [each.trials[at] for each in tried if each.name in (score.members or (score.name,))]
    mean = tuple(sum(step) / len(now) for step in zip(*(trial.forecast for trial in now), strict=True))
    return score.trials, Trial(origin, mean, now[0].actual)


def _until(trials: Sequence[Trial], origin: int) -> Iterator[Trial]:
    """The trials with the values alone that had come by then."""
    for trial in trials:
        known = origin - trial.origin
        yield Trial(trial.origin, trial.forecast[:known], trial.actual[:known])


def _errors(trials: Sequence[Trial]) -> int:
    return sum(len(trial.actual) for trial in trials)
