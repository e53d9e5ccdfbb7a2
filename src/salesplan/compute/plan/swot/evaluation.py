"""The SWOT register in figures: how strong we are inside, how we meet the outside, what follows (methods.md 6.1)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Literal

Kind = Literal["S", "W", "O", "T"]
Course = Literal["grow", "hold", "harvest"]
BANDS = (Decimal(2), Decimal(3))
"""Below the first a side is weak, from the second on strong."""
_NUMERALS = (("I", "II", "III"), ("IV", "V", "VI"), ("VII", "VIII", "IX"))
_COURSES: dict[str, Course] = {
    **dict.fromkeys(("I", "II", "IV"), "grow"),
    **dict.fromkeys(("III", "V", "VII"), "hold"),
    **dict.fromkeys(("VI", "VIII", "IX"), "harvest"),
}


@dataclass(frozen=True)
class Factor:
    """One item of the register: its kind, weight and rating (1 to 4)."""

    id: str
    kind: Kind
    weight: Decimal
    rating: int


def weights_sum(items: Sequence[Factor], kinds: str) -> Decimal:
    """What the weights of one side (``SW`` or ``OT``) sum to; they should make 1."""
    return sum((item.weight for item in items if item.kind in kinds), Decimal(0))


def evaluation(items: Sequence[Factor], kinds: str, *, normalise: bool = False) -> Fraction | None:
    """IFE of ``SW`` or EFE of ``OT``: weight times rating, 1 to 4; 2.5 is average.

    ``normalise`` divides by the sum of the weights. None where the side has no item or its weights sum to 0.
    """
    together = Fraction(weights_sum(items, kinds))
    if not together:
        return None
    score = sum((Fraction(item.weight) * item.rating for item in items if item.kind in kinds), Fraction(0))
    return score / together if normalise else score


@dataclass(frozen=True)
class Cell:
    """A field of the IE matrix and the course that it suggests."""

    name: str
    course: Course


def ie_cell(inside: Fraction, outside: Fraction, bands: tuple[Decimal, Decimal] = BANDS) -> Cell:
    """The field of the IE matrix: strong inside and strong outside is I, weak on both is IX."""
    name = _NUMERALS[_third(outside, bands)][_third(inside, bands)]
    return Cell(name, _COURSES[name])


def _third(score: Fraction, bands: tuple[Decimal, Decimal]) -> int:
    """0 for strong, 1 for medium, 2 for weak; a limit belongs to the stronger one."""
    medium, strong = bands
    return 0 if score >= Fraction(strong) else 1 if score >= Fraction(medium) else 2
