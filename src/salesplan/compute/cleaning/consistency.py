"""Whether the cells of a record agree: days in their order, an order's total with its lines (methods.md 12.2)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import narwhals as nw

from salesplan.model.records import Records
from salesplan.model.whole_list import VALUE, WholeSheet, named

Frame = nw.DataFrame[Any]
ORDERED: Mapping[str, tuple[tuple[str, str], ...]] = {
    "customers": (("created", "last_contact"), ("created", "last_order"), ("last_contact", "next_contact")),
    "orders": (("date", "ship_date"),),
    "deals": (("created", "close_date"),),
    "prospects": (("created", "close_date"),),
    "activities": (("date", "next_date"),),
    "reps": (("hired", "left"),),
}
"""Days of which the first is not after the second."""
TOTALS = frozenset(("订单总额", "订单总金额", "订单合计", "订单合计金额", "整单金额", "order total", "grand total"))
"""Titles of a column that repeats the order's total on each line, beside the amount of the line."""
TOLERANCE = Decimal("0.01")


@dataclass(frozen=True)
class Contradiction:
    """A row (position) whose cells contradict each other, and in which fields. ``order_total``: total and lines."""

    row: int
    fields: tuple[str, str]


@dataclass(frozen=True)
class Consistency:
    """How many rows could be checked, and those that contradict themselves, by row."""

    checked: int
    found: tuple[Contradiction, ...]

    @property
    def rows(self) -> int:
        """The rows with a contradiction, each once."""
        return len({each.row for each in self.found})


def consistency(records: Records, sheets: Sequence[WholeSheet]) -> Consistency:
    """Every row checked where both sides are known; a side that is missing is no contradiction."""
    pairs = [pair for pair in ORDERED.get(records.table, ()) if all(map(records.has, pair))]
    rows = records.frame.with_row_index("at").with_columns(nw.col("at").cast(nw.Int64()))
    checked: set[int] = set()
    found: list[Contradiction] = []
    for early, late in pairs:
        both = rows.filter(~nw.col(early).is_null(), ~nw.col(late).is_null())
        checked |= {*both.get_column("at").to_list()}
        wrong = both.filter(nw.col(early) > nw.col(late)).get_column("at").to_list()
        found += [Contradiction(at, (early, late)) for at in wrong]
    if records.table == "orders" and records.has("order_id") and records.has("amount"):
        known, wrong = _totals(rows, records.scales["amount"], sheets)
        checked |= {*known}
        found += [Contradiction(at, ("order_total", "amount")) for at in wrong]
    return Consistency(len(checked), tuple(sorted(found, key=lambda each: (each.row, each.fields))))


def _totals(rows: Frame, scale: int, sheets: Sequence[WholeSheet]) -> tuple[list[int], list[int]]:
    """The rows of orders whose total and lines are all known, and those where they differ by more than a cent."""
    totals = _order_totals(sheets)
    if totals is None:
        return [], []
    places = max(scale, _PLACES)
    frame = rows.with_columns(
        total=nw.new_series("total", totals, nw.Int64(), backend=nw.get_native_namespace(rows)),
        own=nw.col("amount") * 10 ** (places - scale),
    ).filter(~nw.col("order_id").is_null())
    orders = frame.group_by("order_id").agg(
        lines=nw.col("own").sum(),
        blank=nw.col("own").null_count() + nw.col("total").null_count(),
        low=nw.col("total").min(),
        high=nw.col("total").max(),
    )
    known = orders.filter(nw.col("blank") == 0, nw.col("low") == nw.col("high"))
    cent = int(TOLERANCE.scaleb(places))
    gap = (nw.col("lines") - nw.col("low") * 10 ** (places - _PLACES)).abs()
    kept = frame.join(known.with_columns(wrong=gap > cent), on="order_id", how="inner").sort("at")
    return kept.get_column("at").to_list(), kept.filter(nw.col("wrong")).get_column("at").to_list()


_PLACES = 2
"""Decimals in which totals are compared with lines that have no more."""


def _order_totals(sheets: Sequence[WholeSheet]) -> list[int | None] | None:
    """The order's total on each row, in hundredths, of the sheets that have such a column; None where none has."""
    values: list[int | None] = []
    some = False
    for sheet in sheets:
        column = next(
            (c for c in sheet.columns if _title(c.title) in TOTALS and c.field is None and c.kind in _MONEY), None
        )
        if column is None:
            values += [None] * len(sheet.frame)
            continue
        some = True
        raw = sheet.frame.get_column(named(VALUE, column.at)).to_list()
        values += [None if v is None else int(Decimal(v).scaleb(_PLACES - column.scale)) for v in raw]
    return values if some else None


_MONEY = ("amount", "number")


def _title(title: str) -> str:
    return title.split("（", 1)[0].split("(", 1)[0].strip().lower()
