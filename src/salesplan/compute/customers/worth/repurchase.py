"""When a customer is due to buy a product again: his last order plus his own gap, else the product's usual one."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import Any

import narwhals as nw

from salesplan.compute.customers.exact import chosen, days_since
from salesplan.model.plan.loyalty import OfferParameters

Frame = nw.DataFrame[Any]
STATUSES: tuple[str, ...] = ("due", "soon", "later", "lost", "unknown")
"""Due up to the as-of; soon within so many days; later; lost after so many gaps; unknown: no gap to go by."""
GAP_FROM: tuple[str, ...] = ("own", "product")
_PAIR = ("key", "product")


def with_due_days(lines: Frame, as_of: date, parameters: OfferParameters) -> Frame:
    """One row a customer and product bought: when it is due again.

    ``lines`` have key, product, order, day, date and amount; an order day is one with orders whose lines of the product
    net to more than 0, returns under the same number included. A product that went back altogether was never bought.
    ``gap`` is the mean of the customer's own gaps between order days from ``own_orders`` of them on, else the median of
    all customers' gaps of the product, where there are ``gaps`` of them; in whole days, half up. ``due`` is the last
    order day plus the gap, ``overdue`` the days since. A pair that is not known has status ``unknown``.
    """
    days = _order_days(lines)
    pairs = days.group_by(*_PAIR).agg(
        first=nw.col("date").min(),
        last=nw.col("date").max(),
        times=nw.len().cast(nw.Int64()),
        spent=nw.col("net").sum(),
    )
    span = _days_between("first", "last")
    steps = nw.col("times") - 1
    own = nw.when(nw.col("times") >= parameters.own_orders).then((2 * span + steps) // (2 * _one_at_least(steps)))
    pairs = pairs.with_columns(own=own).join(_usual_gaps(days, parameters.gaps), on="product", how="left")
    pairs = pairs.with_columns(
        gap=nw.coalesce(nw.col("own"), nw.col("usual")),
        gap_from=chosen(
            (~nw.col("own").is_null(), GAP_FROM[0]),
            (~nw.col("usual").is_null(), GAP_FROM[1]),
            default=nw.lit(None, dtype=nw.String()),
        ),
        ago=days_since(nw.col("last"), as_of),
    )
    return _judged(pairs, as_of, parameters).drop("own", "usual", "first")


def _days_between(first: str, last: str) -> nw.Expr:
    return (nw.col(last) - nw.col(first)).dt.total_minutes() // (24 * 60)


def _one_at_least(number: nw.Expr) -> nw.Expr:
    return nw.when(number > 0).then(number).otherwise(nw.lit(1, dtype=nw.Int64()))


def _order_days(lines: Frame) -> Frame:
    """Key, product, date and net of each day on which a customer ordered a product that he kept."""
    sold = lines.with_columns(sold=nw.when(nw.col("amount") > 0).then(nw.col("date")))
    orders = sold.group_by(*_PAIR, "order", "day").agg(net=nw.col("amount").sum(), date=nw.col("sold").max())
    bought = orders.filter(nw.col("net") > 0).group_by(*_PAIR, "date").agg(nw.col("net").sum())
    kept = lines.group_by(*_PAIR).agg(whole=nw.col("amount").sum()).filter(nw.col("whole") > 0)
    return bought.join(kept.select(*_PAIR), on=list(_PAIR), how="inner")


def _usual_gaps(days: Frame, least: int) -> Frame:
    """The median gap of each product that has enough of them: half a day counts up."""
    ordered = days.sort(*_PAIR, "date")
    same = (nw.col("key").shift(1) == nw.col("key")) & (nw.col("product").shift(1) == nw.col("product"))
    gaps = ordered.with_columns(previous=nw.col("date").shift(1), same=same).filter(nw.col("same"))
    gaps = gaps.select("product", gap=_days_between("previous", "date"))
    found = gaps.group_by("product").agg(middle=nw.col("gap").median(), count=nw.len())
    doubled = (nw.col("middle") * 2).cast(nw.Int64())
    return found.filter(nw.col("count") >= least).select("product", usual=(doubled + 1) // 2)


def _judged(pairs: Frame, as_of: date, parameters: OfferParameters) -> Frame:
    """``due``, ``overdue`` (negative: days to go) and ``status``."""
    times = Fraction(parameters.lost_gaps)
    overdue = nw.col("ago") - nw.col("gap")
    lost = nw.col("ago") * times.denominator > nw.col("gap") * times.numerator
    pairs = pairs.with_columns(
        overdue=overdue,
        status=chosen(
            (nw.col("gap").is_null(), STATUSES[4]),
            ((overdue >= 0) & lost, STATUSES[3]),
            (overdue >= 0, STATUSES[0]),
            (overdue >= -parameters.soon_days, STATUSES[1]),
            default=nw.lit(STATUSES[2]),
        ),
    )
    return pairs.with_columns(due=_days_after(pairs, as_of))


def _days_after(pairs: Frame, as_of: date) -> nw.Expr:
    """The as-of less the days overdue, each distinct number worked out once."""
    found = pairs.get_column("overdue").drop_nulls().unique().sort().to_list()
    first = as_of.toordinal()
    days = [date.fromordinal(max(1, min(first - n, date.max.toordinal()))) for n in found]
    return nw.col("overdue").replace_strict(found, days, default=None, return_dtype=nw.Date())
