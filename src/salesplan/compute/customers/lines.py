"""The lines of the orders that count: with a customer, a date up to the as-of, and an amount."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

import narwhals as nw

from salesplan.compute.customers.exact import chosen
from salesplan.compute.customers.keys import key
from salesplan.errors import BadInput, Place, Problem
from salesplan.model.records import SOURCE, Records
from salesplan.model.result import Input
from salesplan.text import Text

Frame = nw.DataFrame[Any]
LEFT_OUT: tuple[str, ...] = ("no_customer", "no_date", "no_amount", "after_as_of")
"""Why a line of the orders is left out, the first reason that holds."""


@dataclass(frozen=True)
class Lines:
    """``frame``: key, order, day (only of lines without an order number), date, amount, id, name, region, owner.

    ``scale`` is that of ``amount``; ``later_orders`` counts the orders after the as-of.
    """

    frame: Frame
    scale: int
    inputs: tuple[Input, ...]
    left_out: Mapping[str, int] = field(default_factory=dict)
    later_orders: int = 0
    first_day: date | None = None
    newest_day: date | None = None


def lines_of(orders: Records, as_of: date, amount: str, by: tuple[str, ...], also: tuple[str, ...] = ()) -> Lines:
    """The order lines up to and with ``as_of``; ``by`` names the columns a customer is known by, best first.

    ``amount`` says which of the two amount columns is used; the other one stands in only where that one is missing
    altogether, never line by line. ``also`` are further columns of text that are kept, null where there are none.
    """
    used = amount if orders.has(amount) else next((c for c in ("amount", "amount_net") if orders.has(c)), None)
    frame = _standard(orders.frame, used, by, also)
    if used is not None:
        check_size(frame.get_column("amount"), orders.inputs)
    reason = chosen(
        (nw.col("key").is_null(), LEFT_OUT[0]),
        (nw.col("date").is_null(), LEFT_OUT[1]),
        (nw.col("amount").is_null(), LEFT_OUT[2]),
        (nw.col("date") > nw.lit(as_of), LEFT_OUT[3]),
        default=nw.lit(None, dtype=nw.String()),
    )
    frame = frame.with_columns(left_out=reason)
    counted = frame.filter(nw.col("left_out").is_null()).drop("left_out")
    days = counted.get_column("date")
    return Lines(
        counted,
        orders.scales.get(used or "", 0),
        without_left_out(orders.inputs, frame),
        _reasons(frame),
        _orders_in(frame.filter(nw.col("left_out") == LEFT_OUT[3])),
        days.min(),
        days.max(),
    )


def _standard(frame: Frame, amount: str | None, by: tuple[str, ...], also: tuple[str, ...]) -> Frame:
    def given(*columns: str) -> nw.Expr:
        found = [nw.col(c) for c in columns if c in frame.columns]
        return nw.coalesce(*found) if found else nw.lit(None, dtype=nw.String())

    day = nw.col("date") if "date" in frame.columns else nw.lit(None, dtype=nw.Date())
    number = given("order_id")
    return frame.select(
        *([SOURCE] if SOURCE in frame.columns else []),
        key=key(frame, by),
        order=number,
        day=nw.when(number.is_null()).then(day).otherwise(nw.lit(None, dtype=nw.Date())),
        date=day,
        amount=nw.lit(None, dtype=nw.Int64()) if amount is None else nw.col(amount).cast(nw.Int64()),
        id=given("customer_id"),
        name=given("customer_name"),
        region=given("region"),
        owner=given("rep"),
        **{column: given(column) for column in also},
    )


def check_size(amounts: nw.Series[Any], inputs: tuple[Input, ...]) -> None:
    """BadInput when the amounts together are too large for exact sums (about nine quintillion of the smallest unit)."""
    total = amounts.cast(nw.Int128()).abs().sum()
    if total >= 2**63:
        where = Place(file=inputs[0].file, sheet=inputs[0].sheet) if inputs else Place()
        raise BadInput(
            Problem(
                "READ-too-large",
                "error",
                Text("金额合计太大，无法精确计算", "The amounts are too large to be summed exactly"),
                Text("检查金额列的单位，或少用几位小数", "Check the unit of the amount column, or use fewer decimals"),
                where,
                str(total),
            )
        )


def _reasons(frame: Frame) -> dict[str, int]:
    counted = frame.filter(~nw.col("left_out").is_null()).group_by("left_out").agg(lines=nw.len())
    found = {str(reason): int(lines) for reason, lines in counted.select("left_out", "lines").iter_rows()}
    return {reason: found[reason] for reason in LEFT_OUT if reason in found}


def without_left_out(inputs: tuple[Input, ...], frame: Frame) -> tuple[Input, ...]:
    """The inputs with the rows that have a reason in ``left_out`` counted there and not under ``used``."""
    if SOURCE not in frame.columns:
        return inputs
    counted = frame.filter(~nw.col("left_out").is_null()).group_by(SOURCE, "left_out").agg(rows=nw.len())
    result = list(inputs)
    for source, reason, rows in sorted(counted.select(SOURCE, "left_out", "rows").iter_rows()):
        old = result[source]
        left_out = {**old.left_out, reason: old.left_out.get(reason, 0) + rows}
        result[source] = replace(old, used=old.used - rows, left_out=left_out)
    return tuple(result)


def _orders_in(frame: Frame) -> int:
    return len(frame.select("key", "order", "day").unique())


def order_numbers(lines: Lines) -> tuple[int, int]:
    """Distinct order numbers, and how many of them several customers share."""
    numbers = lines.frame.filter(~nw.col("order").is_null()).select("order", "key").unique()
    users = numbers.group_by("order").agg(customers=nw.len())
    return len(users), len(users.filter(nw.col("customers") > 1))
