"""Where we stand and what we promise: price index, value sentence, features with their benefits (methods.md 6.5)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from salesplan.compute.market.position import counted, price_index, standing_of, two_places
from salesplan.compute.market.promise import empty_slots, length_of, slots_of
from salesplan.model.plan.market import Competitor, FabRow, Market, PositionParameters
from salesplan.model.table import ColumnSpec, Table, Value

ROWS: tuple[ColumnSpec, ...] = (
    ColumnSpec("feature", "text"),
    ColumnSpec("advantage", "text"),
    ColumnSpec("benefit", "text"),
    ColumnSpec("length", "integer"),
    ColumnSpec("complete", "flag"),
)


@dataclass(frozen=True)
class RivalPrice:
    """A rival's price, his share, and his price over the market's. ``counts``: it has a part in the market price."""

    name: str
    price: Decimal | None
    share: Decimal | None
    index: Decimal | None
    counts: bool


@dataclass(frozen=True)
class PositionSummary:
    """Prices, position and value proposition.

    ``market_price`` and ``index`` are rounded half up to two decimals; the position is decided before rounding.
    ``basis``: the market price is ``given`` by the plan or follows from the ``rivals``. ``why_none`` says what lacks
    for an index. ``agrees`` is None where nothing is declared or there is no index. ``slots`` has what stands in each
    of the seven, ``empty`` names those without; both are those of a plan that has a value sentence (``has_value``).
    ``longest`` is the length of the longest line in full-width characters.
    """

    price: Decimal | None
    market_price: Decimal | None
    basis: str | None
    index: Decimal | None
    position: str | None
    declared: str | None
    agrees: bool | None
    why_none: str | None
    rivals: tuple[RivalPrice, ...]
    has_value: bool
    slots: Mapping[str, str | None]
    empty: tuple[str, ...]
    longest: int


def position_summary(market: Market, parameters: PositionParameters) -> PositionSummary:
    """The figures of the plan's position and promise."""
    found = standing_of(market, parameters)
    declared = market.position.declared if market.position is not None else None
    agrees = None if declared is None or found.position is None else declared == found.position
    whole = found.market_price
    in_price = counted(market.competitors)
    rivals = tuple(
        RivalPrice(
            rival.name,
            rival.price,
            rival.share,
            _index(rival, whole),
            rival in in_price,
        )
        for rival in market.competitors
    )
    return PositionSummary(
        found.price,
        None if whole is None else two_places(whole),
        found.basis,
        None if found.index is None else two_places(found.index),
        found.position,
        declared,
        agrees,
        found.why_none,
        rivals,
        market.value is not None,
        slots_of(market.value),
        tuple(empty_slots(market.value)),
        max((_longest(row) for row in market.fab), default=0),
    )


def _index(rival: Competitor, market: Fraction | None) -> Decimal | None:
    """The rival's price over the market's."""
    index = price_index(rival.price, market) if rival.price is not None else None
    return None if index is None else two_places(index)


def _longest(row: FabRow) -> int:
    return max(length_of(text or "") for text in (row.feature, row.advantage, row.benefit))


def rows_of(market: Market) -> Table:
    """One row a feature; ``length`` is that of its longest part, ``complete`` whether it has a benefit."""
    rows: list[tuple[Value, ...]] = [
        (row.feature, row.advantage or None, row.benefit or None, _longest(row), bool(row.benefit))
        for row in market.fab
    ]
    return Table(ROWS, tuples=rows)
