"""What existing and new customers bought in the past: the repurchase that a target may count on.

The example is the same stretch of days a year before, where the orders reach back that far, else the stretch that has
just ended: it has the season in it, and the customers of then had as long to order again.
"""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from typing import Any

import narwhals as nw

from salesplan.compute.activity.funnel import Driver
from salesplan.compute.customers.facts import orders_in
from salesplan.compute.customers.lines import Lines
from salesplan.compute.sums import total_of
from salesplan.model.period import Period
from salesplan.model.table import scaled

Frame = nw.DataFrame[Any]
BASE_DAYS = 365
"""Who ordered in so many days is an existing customer."""
ONE_DAY = timedelta(days=1)


@dataclass(frozen=True)
class OwnRepeat:
    """The drivers that orders tell, and on which days: ``cohort`` is the past stretch, ``base`` the days before it."""

    repeat: tuple[Driver, ...]
    order: Driver
    orders_per_customer: Driver
    cohort: Period | None = None
    base: int = 0


NOTHING = OwnRepeat(
    tuple(Driver(key) for key in ("customers", "repeat_rate", "repeat_orders", "repeat_order")),
    Driver("order"),
    Driver("orders_per_customer"),
)
"""Where there are no orders to go by."""


def own_repeat(lines: Lines, period: Period, as_of: date) -> OwnRepeat:
    """The drivers for a period, of the order lines up to the as-of.

    An existing customer bought (net of returns) in the 365 days before, or in the days that the orders reach back.
    Sales are net of returns; what was sent back is no order. A figure that nobody bought for is not known.
    """
    cohort = _cohort(lines.first_day, period, as_of)
    if cohort is None or lines.first_day is None:
        return NOTHING
    base = min(BASE_DAYS, (cohort.first - lines.first_day).days)
    orders = _orders(lines.frame)
    before = _buyers(orders, Period.ending(cohort.first - ONE_DAY, base))
    now = _buyers(orders, Period.ending(as_of, base))
    inside = _within(orders, cohort)
    old = inside.join(before, on="key", how="semi")
    new = inside.join(before, on="key", how="anti")
    return OwnRepeat(
        (Driver("customers", Fraction(len(now)), "history", len(now)), *_bought(old, len(before), lines.scale)),
        _average("order", new, lines.scale),
        _each("orders_per_customer", new),
        cohort,
        base,
    )


def _cohort(first_day: date | None, period: Period, as_of: date) -> Period | None:
    """The same days a year before, with a year of orders before them; else as many days up to the as-of."""
    if first_day is None:
        return None
    last_year = Period(_year_before(period.first), _year_before(period.last))
    if last_year.last <= as_of and (last_year.first - first_day).days >= BASE_DAYS:
        return last_year
    recent = Period.ending(as_of, period.days)
    return recent if recent.first > first_day else None


def _year_before(day: date) -> date:
    return day.replace(year=day.year - 1, day=min(day.day, monthrange(day.year - 1, day.month)[1]))


def _orders(lines: Frame) -> Frame:
    """One row an order or return: key, day, net amount, whether it is an order."""
    return orders_in(lines).with_columns(date=nw.coalesce("first", "newest"))


def _within(orders: Frame, period: Period) -> Frame:
    return orders.filter(nw.col("date") >= nw.lit(period.first), nw.col("date") <= nw.lit(period.last))


def _buyers(orders: Frame, period: Period) -> Frame:
    bought = _within(orders, period).group_by("key").agg(whole=nw.col("net").sum())
    return bought.filter(nw.col("whole") > 0).select("key")


def _bought(orders: Frame, existing: int, scale: int) -> tuple[Driver, ...]:
    """Repeat rate, orders of each who bought again, average of these orders."""
    buyers = len(_kept(orders).select("key").unique())
    rate = Driver("repeat_rate", Fraction(buyers, existing), "history", existing, buyers) if existing else None
    return rate or Driver("repeat_rate"), _each("repeat_orders", orders), _average("repeat_order", orders, scale)


def _kept(orders: Frame) -> Frame:
    return orders.filter(nw.col("orders") > 0)


def _each(name: str, orders: Frame) -> Driver:
    """Orders of each customer who bought; the cases are these customers."""
    kept = _kept(orders)
    buyers = len(kept.select("key").unique())
    return Driver(name, Fraction(len(kept), buyers), "history", buyers) if buyers else Driver(name)


def _average(name: str, orders: Frame, scale: int) -> Driver:
    """Sales net of returns over orders; the cases are the orders. Not known where no more was bought than sent back."""
    count, net = len(_kept(orders)), total_of(orders, "net")
    return Driver(name, Fraction(scaled(net, scale)) / count, "history", count) if count and net > 0 else Driver(name)
