"""How large a market is, seen from above and from below, and our part of it (methods.md 6.3)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise

SIZE_GAP = Decimal("0.30")
"""Both sizes may differ by this share of the larger before it is worth a word."""


@dataclass(frozen=True)
class Demand:
    """A market from above: how many there are, how many of them need it, how often they buy, at what price.

    ``need`` is a share (0..1), ``purchases`` the purchases a year, ``price`` in money.
    """

    population: Decimal
    need: Decimal
    purchases: Decimal
    price: Decimal

    @property
    def size(self) -> Decimal:
        """What is bought in a year, in money."""
        return self.population * self.need * self.purchases * self.price


@dataclass(frozen=True)
class SegmentDemand:
    """A market from below: customers of one segment, the share of them that buys, what a buyer spends in a year."""

    customers: Decimal
    buying: Decimal
    spend: Decimal

    @property
    def size(self) -> Decimal:
        """What the segment buys in a year, in money."""
        return self.customers * self.buying * self.spend


def bottom_up(segments: Sequence[SegmentDemand]) -> Decimal:
    """The segments' sizes together; 0 without any."""
    return sum((segment.size for segment in segments), Decimal(0))


def size_gap(above: Decimal, below: Decimal) -> Fraction | None:
    """How far both sizes are apart, as a share of the larger; None when the larger is 0."""
    larger = max(above, below)
    return Fraction(abs(above - below)) / Fraction(larger) if larger > 0 else None


def narrows(total: Decimal | None, served: Decimal | None, obtainable: Decimal | None) -> bool:
    """Whether TAM, SAM and SOM narrow down: none larger than the one before it. Those not given are passed over."""
    known = [size for size in (total, served, obtainable) if size is not None]
    return all(wider >= narrower for wider, narrower in pairwise(known))


def market_share(ours: Decimal, market: Decimal) -> Fraction | None:
    """Our sales over the market; None where the market is 0 or below."""
    return Fraction(ours) / Fraction(market) if market > 0 else None


def yearly_growth(first: Decimal, last: Decimal, years: int) -> float | None:
    """CAGR: the even yearly growth from ``first`` to ``last``; None for a first of 0 or below, or without a year.

    A last of 0 is a growth of -1; below 0 there is none.
    """
    if first <= 0 or last < 0 or years < 1:
        return None
    growth: float = float(last / first) ** (1 / years) - 1
    return growth
