"""Time against potential: who gets too much, who too little, and how many hours should move (methods.md 8.4)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

VERDICTS: tuple[str, ...] = ("over_served", "under_served", "aligned")


@dataclass(frozen=True)
class Shares:
    """A tier's share of the time and of the potential, exact; ``ratio`` time over potential, None without potential."""

    time: Fraction
    potential: Fraction

    @property
    def ratio(self) -> Fraction | None:
        """Time share over potential share."""
        return self.time / self.potential if self.potential else None


@dataclass(frozen=True)
class Move:
    """So many hours that should go from one tier to another."""

    from_tier: str | None
    to_tier: str | None
    hours: Fraction


def shares_of(
    hours: Mapping[str | None, Fraction], potential: Mapping[str | None, Fraction]
) -> dict[str | None, Shares] | None:
    """The shares of each tier; None where there are no hours or no potential at all: nothing to compare."""
    time, worth = sum(hours.values(), Fraction(0)), sum(potential.values(), Fraction(0))
    if not time or not worth:
        return None
    tiers = dict.fromkeys((*potential, *hours))
    none = Fraction(0)
    return {tier: Shares(hours.get(tier, none) / time, potential.get(tier, none) / worth) for tier in tiers}


def verdict_of(shares: Shares, limits: tuple[Decimal, Decimal]) -> str | None:
    """Over-served above the upper limit, under-served below the lower; None for a tier without time and potential.

    A tier that gets time without any potential is over-served. At a limit it is aligned.
    """
    if shares.ratio is None:
        return VERDICTS[0] if shares.time else None
    high, low = (Fraction(limit) for limit in limits)
    return VERDICTS[0] if shares.ratio > high else VERDICTS[1] if shares.ratio < low else VERDICTS[2]


def misallocation(shares: Mapping[str | None, Shares]) -> Fraction:
    """The share of the hours that is in the wrong place: half the sum of the differences."""
    return sum((abs(each.time - each.potential) for each in shares.values()), Fraction(0)) / 2


def moves_of(
    shares: Mapping[str | None, Shares],
    hours: Fraction,
    order: Sequence[str | None],
    limits: tuple[Decimal, Decimal],
) -> list[Move]:
    """The hours to move from tiers that get too much to those that get too little: the largest surplus and gap first.

    Tiers that are aligned neither give nor take, so together the moves may be less than the misallocation times all
    ``hours``. Equal ones go by ``order``.
    """
    judged = {tier: verdict_of(each, limits) for tier, each in shares.items()}
    left = {tier: (each.time - each.potential) * hours for tier, each in shares.items() if judged[tier] in VERDICTS[:2]}
    place = {tier: at for at, tier in enumerate(order)}
    moves: list[Move] = []
    while min(left.values(), default=0) < 0 < max(left.values()):
        giver = min(left, key=lambda tier: (-left[tier], place.get(tier, len(place))))
        taker = min(left, key=lambda tier: (left[tier], place.get(tier, len(place))))
        amount = min(left[giver], -left[taker])
        moves.append(Move(giver, taker, amount))
        left[giver] -= amount
        left[taker] += amount
    return moves
