"""Top-down targets and bottom-up commitments brought together, within what each can carry (methods.md 2.5).

All amounts are whole numbers of the smallest amount.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from salesplan.compute.allocation import Weight, split, split_between


@dataclass(frozen=True)
class Agreed:
    """What each part agreed to.

    ``unplaced`` is the part of the total that nobody has room for: it is reported, never forced. ``stretch`` is what
    was committed beyond the total.
    """

    parts: tuple[int, ...]
    unplaced: int = 0
    stretch: int = 0


def agree(total: int, committed: Sequence[int], ceilings: Sequence[int], unit: int = 1) -> Agreed:
    """Commitments raised to the total in proportion to headroom, the ceiling less the commitment.

    Nobody goes above a ceiling. A commitment above its own ceiling stands and has no headroom. Where more is committed
    than asked for, commitments stand and the surplus is stretch. The gap need not be whole units.
    """
    gap = total - sum(committed)
    if gap <= 0:
        return Agreed(tuple(committed), stretch=-gap)
    headroom = [max(ceiling - own, 0) for own, ceiling in zip(committed, ceilings, strict=True)]
    placed = min(gap, sum(headroom))
    added = split_between(placed, headroom, [0] * len(headroom), headroom, unit)
    return Agreed(tuple(own + more for own, more in zip(committed, added, strict=True)), unplaced=gap - placed)


def scaled_down(total: int, committed: Sequence[int], unit: int = 1) -> Agreed:
    """Commitments cut to the total in their own proportions, where more is committed than asked for."""
    return Agreed(tuple(split(total, committed, unit)))


def midpoint(
    total: int, top_down: Sequence[int], committed: Sequence[int], weight: Weight = Fraction(1, 2), unit: int = 1
) -> Agreed:
    """The total in proportions between both views: ``weight`` of the top-down target, the rest of the commitment.

    Ceilings do not count here. ``weight`` is 0..1.
    """
    share = Fraction(weight)
    between = [share * top + (1 - share) * own for top, own in zip(top_down, committed, strict=True)]
    return Agreed(tuple(split(total, between, unit)))
