"""Where our price puts us in the market, and whether that is where we say we are (methods.md 6.5)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Literal

from salesplan.compute.rounding import half_up
from salesplan.model.plan.market import Competitor, Market, PositionParameters

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


NoIndex = Literal["no_price", "price_zero", "no_market_price", "market_price_zero"]
Basis = Literal["given", "rivals"]


@dataclass(frozen=True)
class Standing:
    """Where our price puts us. ``basis``: the market price is the plan's own, or that of the rivals.

    Without an index, ``why_none`` says what is missing.
    """

    price: Decimal | None
    market_price: Fraction | None
    basis: Basis | None
    index: Fraction | None
    position: Position | None
    why_none: NoIndex | None

    @property
    def shown_index(self) -> str:
        """The index to two decimals, as people say it: 1.30."""
        return "" if self.index is None else str(two_places(self.index))


def two_places(value: Fraction) -> Decimal:
    """A fraction to two decimals, half up."""
    return half_up(value, 2)


def counted(rivals: Sequence[Competitor]) -> list[Competitor]:
    """The rivals whose price counts in the market price: those with a price and a share above 0."""
    return [rival for rival in rivals if rival.price is not None and rival.share]


def standing_of(market: Market, parameters: PositionParameters) -> Standing:
    """Where we stand by the position's prices, else our own and the rivals' of the register."""
    told = market.position
    price = told.price if told is not None and told.price is not None else market.us.price
    given = told.market_price if told is not None else None
    pairs = [(rival.price or Decimal(0), rival.share or Decimal(0)) for rival in counted(market.competitors)]
    basis: Basis | None = "given" if given is not None else "rivals" if pairs else None
    whole = Fraction(given) if given is not None else market_price(pairs)
    index = price_index(price, whole) if price else None
    why = _why_none(price, whole)
    return Standing(price, whole, basis, index, position_of(index, parameters.bands), why)


def _why_none(price: Decimal | None, market: Fraction | None) -> NoIndex | None:
    if price is None:
        return "no_price"
    if price == 0:
        return "price_zero"
    if market is None:
        return "no_market_price"
    return "market_price_zero" if market == 0 else None
