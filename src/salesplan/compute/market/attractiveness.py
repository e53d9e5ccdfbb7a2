"""Which segments are worth going for: scores from 1 to 5 on five measures, weighted (methods.md 6.4)."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction

WEIGHTS: Mapping[str, Decimal] = {
    "size": Decimal("0.25"),
    "growth": Decimal("0.2"),
    "profit": Decimal("0.25"),
    "fit": Decimal("0.2"),
    "access": Decimal("0.1"),
}
"""What each measure weighs."""


def attractiveness(scores: Mapping[str, Decimal], weights: Mapping[str, Decimal] = WEIGHTS) -> Fraction | None:
    """The weighted mean of the scores, 1 to 5. Measures without a score drop out; None without any."""
    known = {name: weight for name, weight in weights.items() if name in scores}
    together = sum(known.values(), Decimal(0))
    if not together:
        return None
    whole = sum((weight * scores[name] for name, weight in known.items()), Decimal(0))
    return Fraction(whole) / Fraction(together)


def chosen(segments: Mapping[str, Fraction | None], count: int) -> list[str]:
    """The ``count`` most attractive segments, best first; equal ones by name. Without a score a segment is not one."""
    known = [(-score, name) for name, score in segments.items() if score is not None]
    return [name for _, name in sorted(known)[:count]]
