"""Sparklines: a row of figures as a row of small bars."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

_LEVELS = "▁▂▃▄▅▆▇█"
_GAP = "·"
"""Stands where a figure is not known."""


def spark(values: Sequence[Decimal | None]) -> str:
    """``▂▅█·``: each figure by its height between 0 (or the lowest, where one is below) and the highest.

    Figures that are all 0 are the lowest bar; one that is not known is a dot. Nothing where none is known.
    """
    known = [value for value in values if value is not None]
    if not known:
        return ""
    low, high = min(Decimal(0), *known), max(known)
    span = high - low
    return "".join(_GAP if value is None else _level(value - low, span) for value in values)


def _level(height: Decimal, span: Decimal) -> str:
    return _LEVELS[int(height * (len(_LEVELS) - 1) / span + Decimal("0.5"))] if span > 0 else _LEVELS[0]
