"""Where a customer stands: potential, new, active, at risk or churned."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from math import floor
from typing import Any

import narwhals as nw

from salesplan.compute.customers.concentration import histogram_of
from salesplan.compute.customers.cut_points import Histogram, quantile
from salesplan.compute.customers.exact import chosen, days_since
from salesplan.compute.customers.facts import gaps, order_days
from salesplan.compute.customers.lines import Lines
from salesplan.compute.sums import wide
from salesplan.model.plan.customers import LifecycleDays, LifecycleParameters

Frame = nw.DataFrame[Any]
LIFECYCLES: tuple[str, ...] = ("potential", "new", "active", "at_risk", "churned")
RULES: tuple[str, ...] = ("days", "data", "own")
"""By which rule a customer's limits were found: fixed days, the gaps of all customers, or his own gaps."""


def with_limits(frame: Frame, lines: Lines | None, parameters: LifecycleParameters, days: LifecycleDays) -> Frame:
    """``active_to`` and ``at_risk_to``, the last days since the last order that he is active or at risk, and ``rule``.

    ``days`` are the limits of all (``days_of``). By ``own`` gaps, with so many order days as the plan asks for:
    so many times (last - first order day) / (order days - 1), whole days up to it; else ``days``.
    """
    whole = {"active_to": days.active, "at_risk_to": days.at_risk}
    rule = "data" if parameters.limits == "data" and days != parameters.days else "days"
    fixed = frame.with_columns(
        *(nw.lit(number, dtype=nw.Int64()).alias(name) for name, number in whole.items()), rule=nw.lit(rule)
    )
    if lines is None or parameters.limits != "own":
        return fixed
    own = parameters.own
    known = order_days(lines).filter(nw.col("order_days") >= own.orders)
    limits = {"active_to": own.active, "at_risk_to": own.at_risk}
    known = known.select("key", *(_times(factor).alias(f"own_{name}") for name, factor in limits.items()))
    placed = fixed.with_row_index("_at").join(known, on="key", how="left").sort("_at").drop("_at")
    chosen_ones = (nw.coalesce(nw.col(f"own_{name}"), nw.col(name)).alias(name) for name in limits)
    found = nw.when(nw.col("own_active_to").is_null()).then(nw.col("rule")).otherwise(nw.lit(RULES[2]))
    return placed.with_columns(*chosen_ones, rule=found).drop(*(f"own_{name}" for name in limits))


def _times(factor: object) -> nw.Expr:
    """Whole days in so many times the mean gap."""
    exact = Fraction(str(factor))
    below = wide(nw.col("order_days") - 1) * wide(exact.denominator)
    return ((wide(nw.col("span")) * wide(exact.numerator)) // below).cast(nw.Int64())


def with_lifecycle(frame: Frame, days: LifecycleDays, as_of: date, *, history_long_enough: bool) -> Frame:
    """``lifecycle``; the first that holds, limits included, days counted back from the as-of.

    ``potential``: no order. ``new``: first order at most 90 days ago. ``active``: last order at most ``active_to`` days
    ago (90). ``at_risk``: at most ``at_risk_to`` (180). ``churned``: longer ago. When the orders do not reach back far
    enough to tell a new customer from an old one, only a ``created`` day at most 90 days ago makes him new. A row
    marked ``orders_unknown`` (a count or an amount without a date) has no status.
    """
    since_last = days_since(nw.col("last_order"), as_of)
    first = nw.col("first_order") if history_long_enough else nw.col("created")
    is_new = days_since(first, as_of) <= days.new
    return frame.with_columns(
        lifecycle=chosen(
            (nw.col("orders_unknown"), nw.lit(None, dtype=nw.String())),
            (nw.col("last_order").is_null(), "potential"),
            (is_new, "new"),
            (since_last <= nw.col("active_to"), "active"),
            (since_last <= nw.col("at_risk_to"), "at_risk"),
            default="churned",
        )
    )


def days_of(lines: Lines | None, parameters: LifecycleParameters) -> LifecycleDays:
    """The limits that hold for all customers: those of the plan, or by ``data`` those of all gaps between orders."""
    if lines is None or parameters.limits != "data":
        return parameters.days
    active, at_risk = (Fraction(percent) / 100 for percent in parameters.percentiles)
    return days_from_gaps(histogram_of(gaps(lines), "gap"), parameters.days, (active, at_risk))


def days_from_gaps(
    gaps: Histogram, days: LifecycleDays, shares: tuple[Fraction, Fraction] = (Fraction(40, 100), Fraction(80, 100))
) -> LifecycleDays:
    """The limits taken from the customers' own gaps between orders: active to the 40th percentile, at risk to the 80th.

    The percentiles lie between two gaps by straight line; whole days up to them count. Without a gap, or where the two
    fall on one day, ``days`` stay as they are.
    """
    if not gaps.customers:
        return days
    active, at_risk = (floor(quantile(gaps, share)) for share in shares)
    return days.model_copy(update={"active": active, "at_risk": at_risk}) if active < at_risk else days


def is_long_enough(first_day: date | None, days: LifecycleDays, as_of: date) -> bool:
    """Whether orders that begin on ``first_day`` tell new customers from old: they reach back ``at_risk`` days."""
    return first_day is not None and (as_of - first_day).days >= days.at_risk
