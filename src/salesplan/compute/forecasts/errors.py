"""How far forecasts were from what came: WAPE, MAPE, and which part of the values their intervals held."""

from __future__ import annotations

from collections.abc import Sequence


def wape(actual: Sequence[float], forecast: Sequence[float]) -> float | None:
    """All errors over all actual values, both without their sign; None where every actual value is 0.

    Unlike a mean of percentages it weighs a large month more, and a value of 0 does not break it (methods.md 12.4).
    """
    whole = sum(abs(value) for value in actual)
    wrong = sum(abs(value - told) for value, told in zip(actual, forecast, strict=True))
    return wrong / whole if whole else None


def mape(actual: Sequence[float], forecast: Sequence[float]) -> float | None:
    """The mean of the errors in percent of each actual value; values of 0 are left out, None where all are 0."""
    parts = [abs(value - told) / abs(value) for value, told in zip(actual, forecast, strict=True) if value]
    return sum(parts) / len(parts) if parts else None


def bias(actual: Sequence[float], forecast: Sequence[float]) -> float | None:
    """How much all forecasts together were above (or below) all actual values, as a share; None where these sum to 0.

    A sum below 0 counts without its sign, so that above 0 always means too much was foretold.
    """
    whole = sum(actual)
    return (sum(forecast) - whole) / abs(whole) if whole else None
