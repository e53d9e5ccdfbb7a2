"""The lines that price, volume and mix are worked out from, and those that have no price: named, never dropped."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Any

import narwhals as nw

from salesplan.compute.customers.exact import chosen
from salesplan.compute.sales.measures import BLANK
from salesplan.compute.sales.price_volume_mix import Sales
from salesplan.compute.sales.sold import Sold
from salesplan.compute.sales.spans import Spans
from salesplan.compute.sums import roomy, total_of
from salesplan.model.table import scaled

Frame = nw.DataFrame[Any]
WITHOUT = ("no_quantity", "no_product", "sign", "unit_changed", "free", "return")
"""Why a line is told apart; returns count, all others have no price. Free items come to nothing."""
_KIND = "_kind"
_SPANS = ("_then", "_of_now")


@dataclass(frozen=True)
class PlainLines:
    """Lines of one kind: how many, their amount and pieces, and the products that have most of them."""

    kind: str
    rows: int
    amount: Decimal
    pieces: Decimal
    products: tuple[str, ...]


@dataclass(frozen=True)
class PvmLines:
    """The lines of both spans by product (``_by``), each with its kind; ``units`` are those of each product."""

    frame: Frame
    units: Mapping[str, frozenset[str]]
    qty_scale: int
    scale: int

    def products(self) -> list[Sales]:
        """What each product sold in either span, by key."""
        counts = nw.col(_KIND).is_in(["sold", "return"])
        frame = self.frame.with_columns(
            nw.when(nw.col(span) & where).then(nw.col(column)).alias(f"{name}{at}")
            for at, span in enumerate(_SPANS)
            for name, column, where in (
                ("amount", "amount", counts),
                ("qty", "qty", counts),
                ("plain", "amount", ~counts),
                ("lines", "_one", counts),
            )
        )
        names = [f"{name}{at}" for name in ("amount", "qty", "plain", "lines") for at in (0, 1)]
        sums = frame.group_by("_by").agg(*(roomy(frame, name).sum().alias(name) for name in names)).sort("_by")
        return [self._sales(*row) for row in sums.select("_by", *names).iter_rows()]

    def _sales(self, key: str, *sums: int | None) -> Sales:
        amount0, amount1, qty0, qty1, plain0, plain1, lines0, lines1 = (int(each or 0) for each in sums)
        quantities = [Fraction(qty, 10**self.qty_scale) if n else None for qty, n in ((qty0, lines0), (qty1, lines1))]
        return Sales(key, amount0, amount1, quantities[0], quantities[1], plain0, plain1)

    def mixed(self, products: Sequence[Sales]) -> tuple[str, ...]:
        """The units of measure of the products sold in both spans, where they are not one."""
        found = {unit for one in products if one.status == "common" for unit in self.units.get(one.key, ())}
        return tuple(sorted(found)) if len(found) > 1 else ()

    def plain(self, labels: Mapping[str, str]) -> Iterator[PlainLines]:
        """The lines told apart, by why."""
        for kind in WITHOUT:
            found = self.frame.filter(nw.col(_KIND) == kind)
            if not len(found):
                continue
            first = found.group_by("_by").agg(_n=nw.len()).sort("_n", "_by", descending=[True, False])
            names = tuple(labels.get(key, key) for key in first.get_column("_by").to_list() if key != BLANK)
            pieces = total_of(found.filter(~nw.col("qty").is_null()), "qty")
            amount = scaled(total_of(found, "amount"), self.scale)
            yield PlainLines(kind, len(found), amount, scaled(pieces, self.qty_scale), names)


def pvm_lines(sold: Sold, spans: Spans, by: str) -> PvmLines:
    """The lines of both spans. A quantity counts where its sign is that of the amount.

    A line without product or quantity, of a product whose unit of measure changed, or with a quantity of the other
    sign has no price. One that costs nothing is free: its pieces are no sale, so that prices are of what was paid for.
    """
    frame = sold.frame.with_columns(
        nw.col("date").is_between(span.first, span.last).alias(name)
        for name, span in zip(_SPANS, (spans.base, spans.now), strict=True)
    )
    column = "key" if by == "customer" else by
    frame = frame.filter(nw.col(_SPANS[0]) | nw.col(_SPANS[1]))
    frame = frame.with_columns(nw.col(column).fill_null(BLANK).alias("_by"), _one=nw.lit(1))
    units = _units(frame) if "unit" in sold.sides else {}
    amount, qty = nw.col("amount"), nw.col("qty")
    kind = chosen(
        (nw.col("_by") == BLANK, "no_product"),
        ((amount == 0) & (qty != 0), "free"),
        (qty.is_null() | (qty == 0), "no_quantity"),
        ((amount > 0) != (qty > 0), "sign"),
        (nw.col("_by").is_in([key for key, told in units.items() if len(told) > 1]), "unit_changed"),
        (amount < 0, "return"),
        default="sold",
    )
    return PvmLines(frame.with_columns(kind.alias(_KIND)), units, sold.scales.get("qty", 0), sold.scale)


def _units(frame: Frame) -> dict[str, frozenset[str]]:
    """The units of measure that each product is sold in."""
    found: dict[str, set[str]] = {}
    for key, unit in frame.filter(~nw.col("unit").is_null()).select("_by", "unit").unique().iter_rows():
        found.setdefault(key, set()).add(unit)
    return {key: frozenset(told) for key, told in found.items()}
