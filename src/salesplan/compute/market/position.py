"""Where our price puts us in the market, and whether that is where we say we are (methods.md 6.5)."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction
from typing import Literal

BANDS = (Decimal("1.20"), Decimal("0.80"))
"""From which price index on a position is high-end, and mid-range."""
Position = Literal["high", "mid", "low"]


def market_price(rivals: Sequence[tuple[Decimal, Decimal]]) -> Fraction | None:
    """The rivals' prices weighted by their shares (price, share); None when no rival has a share."""
    together = sum((share for _, share in rivals), Decimal(0))
    if together <= 0:
        return None
    return Fraction(sum((price * share for price, share in rivals), Decimal(0))) / Fraction(together)


def price_index(ours: Decimal, market: Fraction | None) -> Fraction | None:
    """Our price over the market's; None without a market price above 0."""
    return Fraction(ours) / market if market is not None and market > 0 else None


def position_of(index: Fraction | None, bands: tuple[Decimal, Decimal] = BANDS) -> Position | None:
    """High-end, mid-range or low-end; a limit belongs to the higher position."""
    if index is None:
        return None
    high, mid = bands
    return "high" if index >= Fraction(high) else "mid" if index >= Fraction(mid) else "low"
