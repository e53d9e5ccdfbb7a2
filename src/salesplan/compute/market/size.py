"""How large a market is, seen from above and from below, and our part of it (methods.md 6.3)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal, localcontext
from fractions import Fraction

_DIGITS, _PLACES = 80, Decimal("1e-12")
"""Digits that a root is worked out with, and decimals of it that are kept: far beyond what is shown."""


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
        return product(self.population, self.need, self.purchases, self.price)


@dataclass(frozen=True)
class SegmentDemand:
    """A market from below: customers of one segment, the share of them that buys, what a buyer spends in a year."""

    customers: Decimal
    buying: Decimal
    spend: Decimal

    @property
    def size(self) -> Decimal:
        """What the segment buys in a year, in money."""
        return product(self.customers, self.buying, self.spend)


def product(*factors: Decimal) -> Decimal:
    """The factors multiplied, to the last digit."""
    with localcontext(prec=200):
        found = Decimal(1)
        for factor in factors:
            found *= factor
        return found


def bottom_up(segments: Sequence[SegmentDemand]) -> Decimal:
    """The segments' sizes together; 0 without any."""
    with localcontext(prec=200):
        return sum((segment.size for segment in segments), Decimal(0))


def size_gap(above: Decimal, below: Decimal) -> Fraction | None:
    """How far both sizes are apart, as a share of the larger; None when the larger is 0."""
    larger = max(above, below)
    return abs(Fraction(above) - Fraction(below)) / Fraction(larger) if larger > 0 else None


def market_share(ours: Decimal, market: Decimal) -> Fraction | None:
    """Our sales over the market; None where the market is 0 or below."""
    return Fraction(ours) / Fraction(market) if market > 0 else None


def growth(before: Decimal, after: Decimal) -> Fraction | None:
    """Growth from one year to the next, as a share of the first; None for a first of 0 or below."""
    return Fraction(after) / Fraction(before) - 1 if before > 0 else None


def yearly_growth(first: Decimal, last: Decimal, years: int) -> Decimal | None:
    """CAGR: the even yearly growth from ``first`` to ``last``, a share; None for a first of 0 or below, or no year.

    A last of 0 is a growth of -1; below 0 there is none. The root is taken in decimals, to 12 places.
    """
    if first <= 0 or last < 0 or years < 1:
        return None
    with localcontext(prec=_DIGITS):
        root = (last / first) ** (Decimal(1) / years) if last else Decimal(0)
        return (root - 1).quantize(_PLACES, ROUND_HALF_UP)
