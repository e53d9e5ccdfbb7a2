"""What the orders say about each customer: net amount, orders, first and last order day, in any stretch of days.

An order is a customer and an order number (without a number: customer and date) whose lines net to more than 0. Its
day is that of its newest line with a positive amount: a return booked later under the same number moves nothing.
"""

from __future__ import annotations

from datetime import date, timedelta
from functools import reduce
from typing import Any

import narwhals as nw

from salesplan.compute.customers.lines import Lines
from salesplan.model.period import Period

Frame = nw.DataFrame[Any]


def facts(lines: Lines, as_of: date, window: Period | None, a_days: int) -> Frame:
    """One row per customer (``key``), of all lines up to the as-of.

    ``amount`` and ``orders`` are those of the window, null and 0 without a line in it; ``window_last`` is the day of
    its newest order. ``first_order`` and ``last_order`` look at all days. ``a_net`` and ``a_last`` are the net amount
    and the newest order of the last ``a_days`` days; the as-of and the day that many days before it both count.
    """
    whole = _span(lines.frame, None).select("key", first_order="first", last_order="last", newest="newest")
    in_window = _span(_nothing(lines) if window is None else lines.frame, window)
    recent = _span(lines.frame, Period(as_of - timedelta(days=a_days), as_of))
    parts = [
        in_window.select("key", amount="net", orders="orders", window_last="last"),
        recent.select("key", a_net="net", a_last="last"),
        _described(lines.frame, whole),
    ]
    joined = reduce(lambda left, right: left.join(right, on="key", how="left"), parts, whole.drop("newest"))
    return joined.with_columns(orders=nw.col("orders").fill_null(0))


def _nothing(lines: Lines) -> Frame:
    return lines.frame.head(0)


def gaps(lines: Lines) -> Frame:
    """Days between one order day of a customer and his next, over all customers: column ``gap``."""
    orders = _days(lines).sort("key", "last")
    before = orders.with_columns(previous=nw.col("last").shift(1), same=nw.col("key").shift(1) == nw.col("key"))
    return before.filter(nw.col("same")).select(gap=_between("previous", "last"))


def order_span(lines: Lines) -> Frame:
    """Per customer his ``first_order`` and ``last_order`` day, null where nothing of him is an order."""
    return _span(lines.frame, None).select("key", first_order="first", last_order="last")


def order_days(lines: Lines) -> Frame:
    """Per customer with an order: ``order_days``, days on which he ordered, and ``span``, days from first to last.

    His mean gap is span / (order_days - 1); several orders of one day are one.
    """
    days = _days(lines).group_by("key").agg(nw.col("last").min().alias("first"), nw.col("last").max(), days=nw.len())
    return days.select("key", order_days=nw.col("days").cast(nw.Int64()), span=_between("first", "last"))


def _days(lines: Lines) -> Frame:
    """Each customer's order days, once."""
    return orders_in(lines.frame).filter(nw.col("orders") > 0).select("key", "last").unique()


def _between(first: str, last: str) -> nw.Expr:
    return (nw.col(last) - nw.col(first)).dt.total_minutes() // (24 * 60)


def _span(frame: Frame, period: Period | None) -> Frame:
    """Per customer: net, orders, first and last order day, and the newest line, of the lines in ``period``."""
    if period is not None:
        frame = frame.filter(nw.col("date").is_between(period.first, period.last))
    return (
        orders_in(frame)
        .group_by("key")
        .agg(
            nw.col("net").sum(),
            nw.col("orders").sum(),
            nw.col("first").min(),
            nw.col("last").max(),
            nw.col("newest").max(),
        )
    )


def orders_in(frame: Frame) -> Frame:
    """Per customer and order number (or day): ``net``; ``orders`` is 1, with its days, when that is more than 0."""
    by_order = (
        frame.with_columns(sold=nw.when(nw.col("amount") > 0).then(nw.col("date")))
        .group_by("key", "order", "day")
        .agg(
            nw.col("amount").sum().alias("net"),
            first=nw.col("sold").min(),
            last=nw.col("sold").max(),
            newest=nw.col("date").max(),
        )
    )
    is_order = nw.col("net") > 0
    return by_order.with_columns(
        orders=is_order.cast(nw.Int64()),
        first=nw.when(is_order).then(nw.col("first")),
        last=nw.when(is_order).then(nw.col("last")),
    )


def _described(frame: Frame, whole: Frame) -> Frame:
    """Id, name, region and owner of each customer's newest line; on one day the highest order number decides."""
    newest = frame.join(whole.select("key", "newest"), on="key").filter(nw.col("date") == nw.col("newest"))
    highest = newest.group_by("key").agg(highest=nw.col("order").max())
    same = nw.col("order").is_null() | (nw.col("order") == nw.col("highest"))
    newest = newest.join(highest, on="key").filter(same)
    return newest.group_by("key").agg(*(nw.col(c).max().alias(f"order_{c}") for c in ("id", "name", "region", "owner")))
