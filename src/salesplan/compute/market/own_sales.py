"""Our own sales of a year, from the orders: those of the twelve months that end with the as-of."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

import narwhals as nw

from salesplan.compute.customers.exact import chosen
from salesplan.compute.customers.lines import check_size, without_left_out
from salesplan.compute.sums import total_of
from salesplan.errors import Place, Problem
from salesplan.model.records import Records
from salesplan.model.result import Input
from salesplan.model.table import scaled
from salesplan.text import Text


@dataclass(frozen=True)
class OwnSales:
    """What we sold from ``first`` to ``last``, returns taken off, and the rows that it was counted from.

    ``begin`` and ``end`` are the days of the first and the last of these orders.
    """

    total: Decimal
    first: date
    last: date
    begin: date
    end: date
    inputs: tuple[Input, ...] = ()
    findings: tuple[Problem, ...] = ()


def own_sales(orders: Records, amount: str, as_of: date) -> OwnSales | None:
    """The orders of the twelve months up to and with ``as_of``; None where no order with an amount lies in them.

    ``amount`` is the column that counts. Rows without a date or an amount, later rows and earlier ones are left out
    and counted. BadInput where the amounts are too large to be summed exactly.
    """
    if not (orders.has("date") and orders.has(amount)):
        return None
    first = year_before(as_of)
    reason = chosen(
        (nw.col("date").is_null(), "no_date"),
        (nw.col(amount).is_null(), "no_amount"),
        (nw.col("date") > nw.lit(as_of), "after_as_of"),
        (nw.col("date") < nw.lit(first), "earlier"),
        default=nw.lit(None, dtype=nw.String()),
    )
    frame = orders.frame.with_columns(left_out=reason)
    rows = frame.filter(nw.col("left_out").is_null())
    if not len(rows):
        return None
    check_size(rows.get_column(amount), orders.inputs)
    days = rows.get_column("date")
    found = OwnSales(
        scaled(total_of(rows, amount), orders.scales.get(amount, 0)),
        first,
        as_of,
        days.min(),
        days.max(),
        without_left_out(orders.inputs, frame),
    )
    return OwnSales(**{**vars(found), "findings": tuple(_short(found))})


def year_before(as_of: date) -> date:
    """The first of the twelve months that end with the as-of: 2025-07-01 for 2026-06-30."""
    try:
        same = as_of.replace(year=as_of.year - 1)
    except ValueError:  # the 29th of February
        same = as_of.replace(year=as_of.year - 1, day=28)
    return same + timedelta(days=1)


def _short(found: OwnSales) -> list[Problem]:
    """A note where whole months at the beginning or the end have no orders."""
    months = (found.begin.year, found.begin.month), (found.end.year, found.end.month)
    if months == ((found.first.year, found.first.month), (found.last.year, found.last.month)):
        return []
    what = Text(
        "{first} 到 {last} 的订单只有 {begin} 到 {end} 的，一年的销售额可能算少了",
        "of {first} to {last} there are orders from {begin} to {end} only: our sales of the year may be more",
    ).format(first=found.first, last=found.last, begin=found.begin, end=found.end)
    fix = Text(
        "补上订单，或在计划里写 market: {{size: {{ours: 金额}}}}",
        "add the orders, or put market: {{size: {{ours: AMOUNT}}}} in the plan",
    ).format()
    return [Problem("MARKET-orders-short", "note", what, fix, Place(key="sources.orders"))]


def no_sales(as_of: date) -> Problem:
    """A note that the orders say nothing about the twelve months up to the as-of."""
    what = Text(
        "订单里没有 {first} 到 {last} 的，不知道我们一年卖多少",
        "there are no orders of {first} to {last}: our sales are not known",
    )
    fix = Text(
        "用 --as-of 指定有订单的日期，或在计划里写 market: {{size: {{ours: 金额}}}}",
        "choose a day that has orders with --as-of, or put market: {{size: {{ours: AMOUNT}}}} in the plan",
    ).format()
    return Problem(
        "MARKET-no-orders", "note", what.format(first=year_before(as_of), last=as_of), fix, Place(key="sources.orders")
    )
