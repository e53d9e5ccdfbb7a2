"""Who is at the top, in the middle and at the bottom of a group (methods.md 9.3)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Literal

Band = Literal["top", "middle", "bottom"]
BANDS: tuple[Band, ...] = ("top", "middle", "bottom")
"""The bands, the best first."""


@dataclass(frozen=True)
class Ranked:
    """One person: ``rank`` counts from 1, equal values share one; ``band`` is None where there are no bands."""

    key: str
    value: Fraction | Decimal
    rank: int
    band: Band | None


def banded(
    values: Iterable[tuple[str, Fraction | Decimal | None]],
    share: Fraction | Decimal = Decimal("0.25"),
    min_people: int = 4,
) -> tuple[Ranked, ...]:
    """The people by value, the highest first, then by key; who has no value is left out and counts for nothing.

    Top and bottom are k = floor(n * share + 0.5) people each, at least 1. Who equals the last of the top is in the
    top too; who equals the last person above the bottom is in the middle. The top goes first: where all are equal,
    all are in it. Fewer than ``min_people`` people have no bands.
    """
    known = sorted(((key, value) for key, value in values if value is not None), key=lambda each: (-each[1], each[0]))
    worth = [value for _, value in known]
    return tuple(
        Ranked(key, value, worth.index(value) + 1, _band(value, worth, share) if len(known) >= min_people else None)
        for key, value in known
    )


def size_of(people: int, share: Fraction | Decimal) -> int:
    """How many of so many people are at the top, and how many at the bottom: at least 1."""
    return max(1, int(people * Fraction(share) + Fraction(1, 2)))


def _band(value: Fraction | Decimal, worth: list[Fraction | Decimal], share: Fraction | Decimal) -> Band:
    """The band of a value among all of them, highest first."""
    size = size_of(len(worth), share)
    if value >= worth[min(size, len(worth)) - 1]:
        return "top"
    return "bottom" if value < worth[len(worth) - size - 1] else "middle"
