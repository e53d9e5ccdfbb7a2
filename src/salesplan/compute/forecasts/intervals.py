"""How wide a forecast is: the spread of the errors made before, by how far ahead they were made (methods.md 12.4)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt

from salesplan.compute.forecasts.choice import Trial

_FEW = 3
"""With fewer errors so far ahead all errors of a method are taken together."""


@dataclass(frozen=True)
class Interval:
    """Half the width by step ahead."""

    widths: tuple[float, ...]


def interval_of(trials: Sequence[Trial], horizon: int, times: float) -> Interval | None:
    """``times`` the spread of the errors at each step; None without errors.

    The spread is the root of the mean square, so that a forecast that is always too high is not called sure. It never
    narrows with the distance; beyond the steps tried it grows with the root of the distance.
    """
    if not trials:
        return None
    return Interval(tuple(times * each for each in _spreads(trials, horizon)))


def _spreads(trials: Sequence[Trial], horizon: int) -> list[float]:
    by_step: list[list[float]] = [[] for _ in range(horizon)]
    for trial in trials:
        for step, (told, value) in enumerate(zip(trial.forecast, trial.actual, strict=True)):
            by_step[step].append(value - told)
    together = _root([error for errors in by_step for error in errors])
    found: list[float] = []
    last_tried = max((step for step, errors in enumerate(by_step) if errors), default=0)
    for step, errors in enumerate(by_step):
        own = _root(errors) if len(errors) >= _FEW else together
        if step > last_tried:
            own = found[last_tried] * sqrt((step + 1) / (last_tried + 1))
        found.append(max(own, found[-1] if found else 0.0))
    return found


def _root(errors: Sequence[float]) -> float:
    if not errors:
        return 0.0
    largest = max(map(abs, errors))
    return largest * sqrt(sum((error / largest) ** 2 for error in errors) / len(errors)) if largest else 0.0
