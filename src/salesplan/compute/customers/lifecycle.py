"""Where a customer stands: potential, new, active, at risk or churned."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from math import floor
from typing import Any

import narwhals as nw

from salesplan.compute.customers.cut_points import Histogram, quantile
from salesplan.compute.customers.exact import chosen, days_since
from salesplan.model.plan.customers import LifecycleDays

Frame = nw.DataFrame[Any]
_ACTIVE_TO, _AT_RISK_TO = Fraction(40, 100), Fraction(80, 100)
LIFECYCLES: tuple[str, ...] = ("potential", "new", "active", "at_risk", "churned")


def with_lifecycle(frame: Frame, days: LifecycleDays, as_of: date, *, history_long_enough: bool) -> Frame:
    """``lifecycle``; the first that holds, limits included, days counted back from the as-of.

    ``potential``: no order. ``new``: first order at most 90 days ago. ``active``: last order at most 90 days ago.
    ``at_risk``: at most 180. ``churned``: longer ago. When the orders do not reach back far enough to tell a new
    customer from an old one, only a ``created`` day at most 90 days ago makes him new. A row marked ``orders_unknown``
    (a count or an amount without a date) has no status.
    """
    since_last = days_since(nw.col("last_order"), as_of)
    first = nw.col("first_order") if history_long_enough else nw.col("created")
    is_new = days_since(first, as_of) <= days.new
    return frame.with_columns(
        lifecycle=chosen(
            (nw.col("orders_unknown"), nw.lit(None, dtype=nw.String())),
            (nw.col("last_order").is_null(), "potential"),
            (is_new, "new"),
            (since_last <= days.active, "active"),
            (since_last <= days.at_risk, "at_risk"),
            default="churned",
        )
    )


def days_from_gaps(gaps: Histogram, days: LifecycleDays) -> LifecycleDays:
    """The limits taken from the customers' own gaps between orders: active to the 40th percentile, at risk to the 80th.

    The percentiles lie between two gaps by straight line; whole days up to them count. Without a gap, or where the two
    fall on one day, ``days`` stay as they are.
    """
    if not gaps.customers:
        return days
    active, at_risk = (floor(quantile(gaps, share)) for share in (_ACTIVE_TO, _AT_RISK_TO))
    return days.model_copy(update={"active": active, "at_risk": at_risk}) if active < at_risk else days


def is_long_enough(first_day: date | None, days: LifecycleDays, as_of: date) -> bool:
    """Whether orders that begin on ``first_day`` tell new customers from old: they reach back ``at_risk`` days."""
    return first_day is not None and (as_of - first_day).days >= days.at_risk
