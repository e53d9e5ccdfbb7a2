"""How much of each order has been collected by a day: by order number, else by customer, the oldest order first."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

import narwhals as nw

from salesplan.compute.pay.payees import parts_of
from salesplan.compute.pay.sales import Sale
from salesplan.model.near import plain_name
from salesplan.model.period import Period
from salesplan.model.records import ROW, SOURCE, Records
from salesplan.model.table import scaled

_NOTHING, _ALL = Fraction(0), Fraction(1)


@dataclass
class Collected:
    """What came in for each order, by day.

    ``totals`` is what each order comes to, returns under its number taken off. ``pieces`` are the parts of payments
    for an order, in the order of their days. ``loose`` is what was paid and fits no order.
    """

    totals: dict[str, Decimal] = field(default_factory=dict)
    pieces: dict[str, list[tuple[date, Decimal]]] = field(default_factory=lambda: defaultdict(list))
    loose: Decimal = Decimal(0)
    loose_rows: int = 0

    def share(self, ref: str, day: date) -> Fraction:
        """Which part of an order has come in up to and with a day, from 0 to 1; an order of 0 or less is all in."""
        total = self.totals.get(ref, Decimal(0))
        if total <= 0:
            return _ALL
        got = sum((amount for on, amount in self.pieces.get(ref, ()) if on <= day), Decimal(0))
        if got <= 0 or got >= total:
            return _NOTHING if got <= 0 else _ALL
        return Fraction(got) / Fraction(total)


def collected_of(sales: Iterable[Sale], payments: Records, as_of: date) -> Collected:
    """The payments up to a day laid over the orders.

    One with the number of an order is for that order. Any other pays the customer's orders, the oldest first, as far as
    they are open, and with the rest those that come later; a refund without a number takes back from the newest that
    was paid.
    ``sales`` are all lines of the orders, with their amounts.
    """
    found, orders = Collected(), _Orders()
    for sale in sales:
        orders.add(sale)
        found.totals[sale.ref] = found.totals.get(sale.ref, Decimal(0)) + (sale.amount or 0)
    unlinked: list[_Payment] = []
    for payment in _payments(payments, as_of):
        if payment.order is not None and payment.order in orders.numbers:
            found.pieces[payment.order].append((payment.day, payment.amount))
        else:
            unlinked.append(payment)
    paid = {ref: sum((amount for _, amount in pieces), Decimal(0)) for ref, pieces in found.pieces.items()}
    for payment in unlinked:
        left = _laid(payment, orders, found, paid)
        if left:
            found.loose += left
            found.loose_rows += 1
    for ref in found.pieces:
        found.pieces[ref].sort(key=lambda piece: piece[0])
    return found


@dataclass(frozen=True)
class _Payment:
    day: date
    amount: Decimal
    order: str | None
    customers: tuple[str, ...]


class _Orders:
    """The orders of each customer by day, and which numbers there are."""

    def __init__(self) -> None:
        self.numbers: set[str] = set()
        self._of: dict[str, dict[str, date]] = defaultdict(dict)
        self._sorted: dict[str, list[tuple[date, str]]] = {}
        self._keys: dict[tuple[str | None, str | None], tuple[str, ...]] = {}

    def add(self, sale: Sale) -> None:
        """Note the order of a line under its number and its customer."""
        if sale.order:
            self.numbers.add(sale.order)
        known = sale.customer_id, sale.customer
        if known not in self._keys:
            self._keys[known] = customer_keys(*known)
        for key in self._keys[known]:
            held = self._of[key]
            held[sale.ref] = min(held.get(sale.ref, sale.date), sale.date)

    def of(self, keys: Iterable[str]) -> list[tuple[date, str]]:
        """The orders of a customer with their days, the oldest first."""
        key = next((key for key in keys if key in self._of), None)
        if key is None:
            return []
        if key not in self._sorted:
            self._sorted[key] = sorted((on, ref) for ref, on in self._of[key].items())
        return self._sorted[key]


def customer_keys(number: str | None, name: str | None) -> tuple[str, ...]:
    """What a customer is known by, best first: the number, the name."""
    return tuple(f"{kind}:{plain_name(told)}" for kind, told in (("id", number), ("name", name)) if told)


def _laid(payment: _Payment, orders: _Orders, found: Collected, paid: dict[str, Decimal]) -> Decimal:
    """Lay a payment over the customer's open orders, and give back what is left of it.

    What was paid before an order was there came in for it on the order's day.
    """
    left, own = payment.amount, orders.of(payment.customers)
    for on, ref in own if left > 0 else reversed(own):
        have = paid.get(ref, Decimal(0))
        open_ = found.totals[ref] - have if left > 0 else -have
        part = min(left, max(open_, Decimal(0))) if left > 0 else max(left, min(open_, Decimal(0)))
        if part:
            found.pieces[ref].append((max(payment.day, on), part))
            paid[ref] = have + part
            left -= part
        if not left:
            break
    return left


def _payments(payments: Records, as_of: date) -> list[_Payment]:
    """The payments with a day and an amount up to the as-of, in the order of their days."""
    if not payments.has("date") or not payments.has("amount"):
        return []
    texts = [
        nw.col(key) if payments.has(key) else nw.lit(None, dtype=nw.String()).alias(key)
        for key in ("id", "order_id", "customer_id", "customer_name")
    ]
    rows = payments.frame.filter(~nw.col("date").is_null(), ~nw.col("amount").is_null(), nw.col("date") <= as_of)
    rows = rows.select("date", "amount", *texts, SOURCE, ROW)
    rows = rows.sort("date", "order_id", "customer_id", "customer_name", "amount", "id", SOURCE, ROW, nulls_last=True)
    scale = payments.scales.get("amount", 0)
    return [_payment(row, scale) for row in rows.iter_rows(named=True)]


def _payment(row: Mapping[str, Any], scale: int) -> _Payment:
    keys = customer_keys(row["customer_id"], row["customer_name"])
    return _Payment(row["date"], scaled(row["amount"], scale), row["order_id"], keys)


def receipts_of(sales: Iterable[Sale], collected: Collected, days: Period) -> list[Sale]:
    """What came in on these days as sales of its own: each payment over the lines of its order, in their proportions.

    By date and order; the amounts of an order's lines add up to the payment.
    """
    lines: dict[str, list[Sale]] = defaultdict(list)
    for sale in sales:
        lines[sale.ref].append(sale)
    found: list[Sale] = []
    for ref, pieces in collected.pieces.items():
        own = lines[ref]
        weights = [max(Fraction(line.amount or 0), Fraction(0)) for line in own]
        for day, amount in pieces:
            if day in days and own:
                parts = zip(own, parts_of(amount, weights), strict=True)
                found += [replace(line, date=day, value=part, amount=part) for line, part in parts if part]
    return sorted(
        found, key=lambda sale: (sale.date, sale.ref, sale.product_id or "", sale.source, sale.row, sale.value)
    )
