"""Whether attention paid off: new customers, conversion, order size and repurchase before and after a plan."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from typing import Any, Literal

import narwhals as nw

from salesplan.compute.customers.classify import Graded
from salesplan.compute.customers.facts import orders_in
from salesplan.compute.customers.first_orders import first_orders
from salesplan.compute.customers.worth.basis import own_lines
from salesplan.compute.prospects.deal_state import BUILT_IN, STATE, DealWords, with_state
from salesplan.compute.rounding import PLACES, half_up, rounded
from salesplan.compute.sums import total_of
from salesplan.model.period import Period
from salesplan.model.records import Records
from salesplan.model.table import ColumnSpec, Table

Frame = nw.DataFrame[Any]
By = Literal["deals", "contacts"]
MEASURES: tuple[str, ...] = ("new_customers", "conversion", "orders", "order_amount", "repurchases")
"""Development volume, conversion, orders and amount an order, orders of customers who had bought before."""
NO_CHANGE: tuple[str, ...] = ("no_orders", "no_deals", "no_cases", "from_zero")
"""Why a figure or its change is not known: no orders, no deals or contacts, nothing to divide by, 0 before."""
COLUMNS = (
    ColumnSpec("measure", "code"),
    ColumnSpec("before", "score", PLACES),
    ColumnSpec("after", "score", PLACES),
    ColumnSpec("delta", "score", PLACES),
    ColumnSpec("change", "share", PLACES),
    ColumnSpec("reason", "code"),
    ColumnSpec("cases_before", "integer"),
    ColumnSpec("cases_after", "integer"),
)


@dataclass(frozen=True)
class Effect:
    """One measure before and after; ``change`` is the difference over ``before``, None with a ``reason``.

    Cases are what the figure rests on: orders for order size, closed deals or contacted customers for conversion.
    """

    measure: str
    before: Decimal | None
    after: Decimal | None
    delta: Decimal | None
    change: Decimal | None
    reason: str | None
    cases_before: int
    cases_after: int


@dataclass(frozen=True)
class EffectSummary:
    """Both spans and what conversion was taken from: closed deals, else contacted customers without an order."""

    before: Period
    after: Period
    conversion_by: By | None
    first_order: date | None
    effects: tuple[Effect, ...]


@dataclass(frozen=True)
class Span:
    """A figure of one span: its value and how many cases it rests on."""

    value: Fraction | None
    cases: int


def around(day: date, as_of: date) -> tuple[Period, Period]:
    """Two spans of equal length: from ``day`` to the as-of, and as many days before ``day``."""
    days = (as_of - day).days + 1
    return Period(day - timedelta(days=days), day - timedelta(days=1)), Period(day, as_of)


def effect_of(
    graded: Graded,
    spans: tuple[Period, Period],
    deals: Records | None,
    contacts: Frame | None,
    words: DealWords = BUILT_IN,
) -> EffectSummary:
    """The measures of both spans.

    A customer is new in the span of his first order ever. Conversion is won over closed deals by closing day; without
    deals, of the customers contacted in the span who had no order before it, those whose first order lies in it. An
    order's size is its net amount. A repurchase is an order after the day of the customer's first.
    """
    lines = own_lines(graded)
    orders = None if lines is None else _orders(lines.frame)
    by: By | None = (
        "deals" if deals is not None else "contacts" if contacts is not None and orders is not None else None
    )
    found = {
        name: tuple(_measured(name, span, orders, 0 if lines is None else lines.scale) for span in spans)
        for name in MEASURES
        if name not in ("conversion", "new_customers")
    }
    firsts = None if lines is None else first_orders(lines)
    found["new_customers"] = tuple(None if firsts is None else _new(firsts, span) for span in spans)
    if deals is not None:
        closed = with_state(deals, words).filter(nw.col(STATE).is_in(["won", "lost"]))
        found["conversion"] = tuple(_won(closed, span) for span in spans)
    elif contacts is not None and orders is not None:
        found["conversion"] = tuple(_converted(orders, contacts, span) for span in spans)
    effects = tuple(_effect(name, *found.get(name, (None, None)), known=by is not None) for name in MEASURES)
    return EffectSummary(*spans, by, None if lines is None else lines.first_day, effects)


def effect_rows(summary: EffectSummary) -> Table:
    """One row a measure."""
    return Table(COLUMNS, tuples=[tuple(vars(effect).values()) for effect in summary.effects])


def _orders(lines: Frame) -> Frame:
    """One row an order: key, day, net, and the day of the customer's first."""
    orders = orders_in(lines).filter(nw.col("orders") > 0).select("key", "net", day="last")
    return orders.join(orders.group_by("key").agg(first=nw.col("day").min()), on="key", how="left")


def _within(column: str, span: Period) -> nw.Expr:
    return nw.col(column).is_between(span.first, span.last)


def _measured(name: str, span: Period, orders: Frame | None, scale: int) -> Span | None:
    if orders is None:
        return None
    of_span = orders.filter(_within("day", span))
    if name == "orders":
        return Span(Fraction(len(of_span)), len(of_span))
    if name == "repurchases":
        again = len(of_span.filter(nw.col("day") > nw.col("first")))
        return Span(Fraction(again), again)
    total = Fraction(total_of(of_span, "net"), 10**scale)
    return Span(total / len(of_span) if len(of_span) else None, len(of_span))


def _new(firsts: Frame, span: Period) -> Span:
    """Customers whose first order ever lies in the span."""
    new = len(firsts.filter(_within("date", span)))
    return Span(Fraction(new), new)


def _won(closed: Frame, span: Period) -> Span:
    """Won over closed deals of the span; None where none was closed."""
    if "close_date" not in closed.columns:
        return Span(None, 0)
    states = closed.filter(_within("close_date", span)).get_column(STATE)
    return Span(Fraction(int((states == "won").sum()), len(states)) if len(states) else None, len(states))


def _converted(orders: Frame, contacts: Frame, span: Period) -> Span:
    """Customers contacted in the span without an order before it: how many of them first ordered in it."""
    asked = contacts.filter(~nw.col("customer_key").is_null(), _within("date", span))
    asked = asked.select(key="customer_key").unique().join(orders.select("key", "first").unique(), on="key", how="left")
    open_ones = asked.filter(nw.col("first").is_null() | (nw.col("first") >= nw.lit(span.first)))
    won = len(open_ones.filter(_within("first", span)))
    return Span(Fraction(won, len(open_ones)) if len(open_ones) else None, len(open_ones))


def _effect(name: str, before: Span | None, after: Span | None, *, known: bool) -> Effect:
    if before is None or after is None:
        missing = "no_deals" if name == "conversion" and not known else "no_orders"
        return Effect(name, None, None, None, None, missing, 0, 0)
    old, new = before.value, after.value
    cases = (before.cases, after.cases)
    if old is None or new is None:
        return Effect(name, rounded(old), rounded(new), None, None, "no_cases", *cases)
    change = half_up((new - old) / old) if old > 0 else None
    reason = None if change is not None else "from_zero"
    return Effect(name, half_up(old), half_up(new), half_up(new - old), change, reason, *cases)
