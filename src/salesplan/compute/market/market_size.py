"""The size of the market as the plan gives it: both ways of counting, what we can reach of it, and how it grows."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from itertools import pairwise
from typing import Literal

from salesplan.compute.market.own_sales import OwnSales
from salesplan.compute.market.size import (
    Demand,
    SegmentDemand,
    bottom_up,
    growth,
    market_share,
    size_gap,
    yearly_growth,
)
from salesplan.compute.rounding import rounded
from salesplan.errors import Place, Problem
from salesplan.model.figures import plain
from salesplan.model.plan.market import MarketParameters, MarketSize, MarketYear, SegmentSize, TopDown
from salesplan.model.result import Parameter, Result
from salesplan.model.table import ColumnSpec, Table, Value
from salesplan.text import Text

Which = Literal["tam", "from_above", "from_below", "year"]
Trend = Literal["up", "down", "same"]
FACTORS = ("population", "need", "purchases", "price")
"""What a market from above is multiplied of."""
SEGMENT_FACTORS = ("customers", "buying", "spend")
"""What a segment from below is multiplied of."""
Row = dict[str, Value]
LEVELS = ("tam", "sam", "som")
COLUMNS = (
    ColumnSpec("kind", "code"),
    ColumnSpec("name", "code"),
    ColumnSpec("value", "score"),
    ColumnSpec("customers", "score"),
    ColumnSpec("buying", "share"),
    ColumnSpec("spend", "amount"),
    ColumnSpec("size", "amount"),
    ColumnSpec("part", "share"),
    ColumnSpec("growth", "share"),
    ColumnSpec("ours", "amount"),
    ColumnSpec("our_growth", "share"),
    ColumnSpec("share", "share"),
    ColumnSpec("change", "share"),
    ColumnSpec("source", "text"),
)


@dataclass(frozen=True)
class SizeSummary:
    """The market and our part of it.

    ``market`` is the TAM, else the size from above, else from below, else that of the last year; ``share`` is ours of
    it. ``gap`` is how far both ways of counting are apart, as a share of the larger. ``market_growth`` and
    ``our_growth`` are yearly, from the first to the last year given; ``share_change`` is in shares of 1 between these
    years. ``missing`` are the parts that the plan does not give.
    """

    name: str
    market: Decimal | None
    market_is: Which | None
    ours: Decimal | None
    ours_from: Literal["plan", "orders"] | None
    ours_first: date | None
    ours_last: date | None
    share: Decimal | None
    from_above: Decimal | None
    from_below: Decimal | None
    gap: Decimal | None
    gap_allowed: Decimal
    tam: Decimal | None
    sam: Decimal | None
    som: Decimal | None
    first_year: int | None
    last_year: int | None
    market_growth: Decimal | None
    our_growth: Decimal | None
    share_change: Decimal | None
    trend: Trend | None
    missing: tuple[str, ...]


@dataclass(frozen=True)
class Outlook:
    """What the plan says of the market, and our sales beside it."""

    size: MarketSize
    sold: OwnSales | None = None

    @property
    def ours(self) -> Decimal | None:
        """Our sales: as the plan gives them, else from the orders."""
        return self.size.ours if self.size.ours is not None else self.sold.total if self.sold else None

    @property
    def from_above(self) -> Decimal | None:
        """The market from above; None where a factor is not given."""
        return sized_from_above(self.size.top_down)

    @property
    def from_below(self) -> Decimal | None:
        """The market from below; None without segments, or where one of them is not complete."""
        return sized_from_below(self.size.bottom_up)

    @property
    def gap(self) -> Fraction | None:
        """How far both are apart, as a share of the larger; None without both."""
        if self.from_above is None or self.from_below is None:
            return None
        return size_gap(self.from_above, self.from_below)

    @property
    def years(self) -> list[MarketYear]:
        """The years in their order."""
        return sorted(self.size.years, key=lambda each: each.year)

    @property
    def share_change(self) -> Decimal | None:
        """Our share of the last year less that of the first, of the years that have one; None without two."""
        shares = [share for each in self.years if (share := _share(each.ours, each.size)) is not None]
        return shares[-1] - shares[0] if len(shares) > 1 else None

    def market(self) -> tuple[Which | None, Decimal | None]:
        """The market that our share is of: TAM, else from above, else from below, else the last year's."""
        known: list[tuple[Which, Decimal | None]] = [
            ("tam", self.size.tam), ("from_above", self.from_above), ("from_below", self.from_below),
            ("year", self.years[-1].size if self.years else None),
        ]  # fmt: skip
        return next(((which, size) for which, size in known if size is not None), (None, None))


def lacking_factors(part: TopDown | SegmentSize) -> list[str]:
    """The numbers that are not given, without which the product cannot be worked out."""
    factors = FACTORS if isinstance(part, TopDown) else SEGMENT_FACTORS
    return [name for name in factors if getattr(part, name) is None]


def sized_from_above(part: TopDown | None) -> Decimal | None:
    """The size of a market from above; None where one of its numbers is not given."""
    if part is None or part.population is None or part.need is None or part.purchases is None or part.price is None:
        return None
    return Demand(part.population, part.need, part.purchases, part.price).size


def demand_of(part: SegmentSize) -> SegmentDemand | None:
    """What a segment buys, from below; None where one of its numbers is not given."""
    if part.customers is None or part.buying is None or part.spend is None:
        return None
    return SegmentDemand(part.customers, part.buying, part.spend)


def sized_from_below(parts: Sequence[SegmentSize]) -> Decimal | None:
    """The segments together; None without any, or where one is not complete: the rest would be too small a market."""
    known = [demand for part in parts if (demand := demand_of(part)) is not None]
    return bottom_up(known) if parts and len(known) == len(parts) else None


def market_size(
    size: MarketSize,
    sold: OwnSales | None,
    name: str,
    *,
    as_of: date,
    parameters: MarketParameters,
    written: Decimal | None = None,
) -> Result[SizeSummary]:
    """Both sizes, TAM to SOM, our share and the growth; the rows are all numbers that they come from, with sources.

    ``written`` is our share as the plan gives it beside the rivals: a note says where both are far apart.
    """
    outlook = Outlook(size, sold)
    rows = [*_from_above(outlook), *_from_below(outlook), *_levels(outlook), *_years(outlook)]
    table = Table(COLUMNS, tuples=[tuple(row.get(column.key) for column in COLUMNS) for row in rows])
    told = (Parameter("parameters.market.size_gap", parameters.size_gap, "plan"),)
    inputs, findings = (sold.inputs, sold.findings) if sold and size.ours is None else ((), ())
    summary = _summary(outlook, name, parameters)
    findings = (*findings, *shares_apart(summary.share, written, parameters.share_gap))
    return Result("market size", as_of, summary, table, told, findings, inputs)


def shares_apart(counted: Decimal | None, written: Decimal | None, allowed: Decimal) -> Iterator[Problem]:
    """A note where our share as counted and as written beside the rivals differ by more than that part of the larger.

    Nothing where one of them is not known; exactly as much is no difference.
    """
    if counted is None or written is None or abs(counted - written) <= allowed * max(counted, written):
        return
    what = Text(
        "我们的份额算出来是 {counted}%，market.us.share 写的是 {written}%：竞争对手那一页按写的比",
        "our share comes to {counted}%, market.us.share says {written}%: the page of competitors goes by the latter",
    ).format(counted=_in_percent(counted), written=_in_percent(written))
    fix = Text(
        "把 us.share 改成算出来的，或核对市场规模和我们的销售额",
        "write the share that was counted, or check the size of the market and our sales",
    )
    yield Problem("MARKET-shares-apart", "note", what, fix, Place(key="market.us.share"))


def _in_percent(share: Decimal) -> str:
    return plain((share * 100).quantize(Decimal("0.1"), ROUND_HALF_UP))


def _summary(outlook: Outlook, name: str, parameters: MarketParameters) -> SizeSummary:
    size, sold = outlook.size, outlook.sold if outlook.size.ours is None else None
    which, market = outlook.market()
    years, change = outlook.years, outlook.share_change
    return SizeSummary(
        name=name,
        market=market,
        market_is=which,
        ours=outlook.ours,
        ours_from="plan" if size.ours is not None else "orders" if sold else None,
        ours_first=sold.first if sold else None,
        ours_last=sold.last if sold else None,
        share=_share(outlook.ours, market),
        from_above=outlook.from_above,
        from_below=outlook.from_below,
        gap=rounded(outlook.gap),
        gap_allowed=parameters.size_gap,
        tam=size.tam,
        sam=size.sam,
        som=size.som,
        first_year=years[0].year if years else None,
        last_year=years[-1].year if years else None,
        market_growth=_evenly([(each.year, each.size) for each in years]),
        our_growth=_evenly([(each.year, each.ours) for each in years if each.ours is not None]),
        share_change=change,
        trend=None if change is None else "up" if change > 0 else "down" if change < 0 else "same",
        missing=tuple(_missing(outlook)),
    )


def _missing(outlook: Outlook) -> Iterator[str]:
    """The parts that are not given, by their keys under ``market.size``."""
    size = outlook.size
    given = {"top_down": size.top_down, "bottom_up": size.bottom_up, "tam": size.tam, "sam": size.sam, "som": size.som}
    yield from (key for key, value in given.items() if value is None or value == ())
    if outlook.ours is None:
        yield "ours"
    if not size.years:
        yield "years"


def _evenly(values: Sequence[tuple[int, Decimal]]) -> Decimal | None:
    """The yearly growth from the first to the last of some years."""
    if not values:
        return None
    (first, start), (last, end) = values[0], values[-1]
    return yearly_growth(start, end, last - first)


def _share(ours: Decimal | None, market: Decimal | None) -> Decimal | None:
    return None if ours is None or market is None else rounded(market_share(ours, market))


def _from_above(outlook: Outlook) -> Iterator[Row]:
    part = outlook.size.top_down
    if part is None:
        return
    for name in FACTORS:
        yield {"kind": "factor", "name": name, "value": getattr(part, name), "source": _source(outlook.size, name)}


def _from_below(outlook: Outlook) -> Iterator[Row]:
    for part in outlook.size.bottom_up:
        demand = demand_of(part)
        size = demand.size if demand is not None else None
        yield {
            "kind": "segment",
            "name": part.segment,
            "customers": part.customers,
            "buying": part.buying,
            "spend": part.spend,
            "size": size,
            "part": _share(size, outlook.from_below),
            "source": part.source or outlook.size.source,
        }


def _levels(outlook: Outlook) -> Iterator[Row]:
    """Both ways of counting, then TAM to SOM and our sales, each as a part of the largest and with our share of it."""
    size, ours = outlook.size, outlook.ours
    ways = (("from_above", outlook.from_above), ("from_below", outlook.from_below))
    for name, amount in ways:
        if amount is not None:
            yield {"kind": "way", "name": name, "size": amount, "ours": ours, "share": _share(ours, amount)}
    levels = [(name, getattr(size, name)) for name in LEVELS]
    widest = max([amount for _, amount in (*levels, ("ours", ours)) if amount is not None], default=None)
    for name, amount in levels:
        if amount is not None:
            share = _share(ours, amount)
            row: Row = {"kind": "level", "name": name, "size": amount, "part": _share(amount, widest)}
            yield {**row, "ours": ours, "share": share, "source": _source(size, name)}
    if ours is not None:
        told = _source(size, "ours") if size.ours is not None else None
        yield {"kind": "level", "name": "ours", "size": ours, "part": _share(ours, widest), "source": told}


def _years(outlook: Outlook) -> Iterator[Row]:
    """The years with their growth on the year before, where that is given, and the change of our share."""
    years = outlook.years
    for before, each in pairwise([None, *years]):
        assert each is not None  # noqa: S101 - only the first of the list is None; tells mypy
        follows = before is not None and before.year == each.year - 1
        share, old = _share(each.ours, each.size), _share(before.ours, before.size) if before and follows else None
        yield {
            "kind": "year",
            "name": str(each.year),
            "size": each.size,
            "growth": rounded(growth(before.size, each.size)) if before and follows else None,
            "ours": each.ours,
            "our_growth": _grown(before.ours, each.ours) if before and follows else None,
            "share": share,
            "change": None if share is None or old is None else share - old,
            "source": each.source or outlook.size.source,
        }


def _grown(before: Decimal | None, after: Decimal | None) -> Decimal | None:
    return None if before is None or after is None else rounded(growth(before, after))


def _source(size: MarketSize, name: str) -> str | None:
    """Where a number comes from: as told for it, else for the whole."""
    own: str | None = getattr(size.sources, name)
    return own or size.source
