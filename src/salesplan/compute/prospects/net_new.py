"""Net new business: what came in less what went away, against the year's target (methods.md 8.3)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

import narwhals as nw

from salesplan.compute.customers.facts import facts
from salesplan.compute.customers.lines import Lines
from salesplan.compute.rounding import half_up
from salesplan.compute.sums import total_of
from salesplan.model.period import Period, month_of
from salesplan.model.table import scaled

_YEAR = 12


@dataclass(frozen=True)
class NetNew:
    """Business that is new, grown, shrunk and lost, each above 0; what went away is None where it is not known."""

    new: Decimal
    expansion: Decimal
    contraction: Decimal | None
    lost: Decimal | None

    @property
    def gross(self) -> Decimal:
        """What came in."""
        return self.new + self.expansion

    @property
    def net(self) -> Decimal | None:
        """What came in less what went away; None where that is not known: gross only."""
        if self.contraction is None or self.lost is None:
            return None
        return self.gross - self.contraction - self.lost


@dataclass(frozen=True)
class NetNewBridge:
    """The bridge from the customers' purchases of ``before`` to those of ``now``, spans of equal length.

    ``attainment`` is net over the year's target, ``monthly_need`` what each month left of it must bring.
    """

    before: Period
    now: Period
    start: Decimal | None
    end: Decimal
    new: Decimal
    expansion: Decimal
    contraction: Decimal | None
    lost: Decimal | None
    net: Decimal | None
    customers_new: int
    customers_lost: int | None
    target: Decimal | None = None
    attainment: Decimal | None = None
    monthly_need: Decimal | None = None


def attainment_of(net: Decimal | None, target: Decimal | None) -> Decimal | None:
    """Net over the target; None without one of them or with a target of 0."""
    return half_up(Fraction(net) / Fraction(target)) if net is not None and target else None


def monthly_need(target: Decimal | None, reached: Decimal | None, months_left: int) -> Decimal | None:
    """What each month left must bring: (target - reached) / months left, 0 when it is reached.

    None without a target, where nothing is known to be reached, or in a year without a month left.
    """
    if target is None or reached is None or months_left <= 0:
        return None
    return half_up(max(Fraction(target - reached), Fraction(0)) / months_left)


def year_spans(as_of: date) -> tuple[Period, Period]:
    """The calendar year up to the as-of, and the same days a year before (29 February: up to the 28th)."""
    last = min(as_of.day, month_of(as_of.year - 1, as_of.month).last.day)
    before = Period(date(as_of.year - 1, 1, 1), date(as_of.year - 1, as_of.month, last))
    return before, Period(date(as_of.year, 1, 1), as_of)


def bridge_of(lines: Lines, as_of: date, target: Decimal | None) -> NetNewBridge:
    """Net new business of the year so far against the same days a year before, customer by customer.

    A customer is new who had no net purchase above 0 then, and lost who has none now. Where the orders begin after the
    first of those days, nothing is known of what went away: gross only.
    """
    before, now = year_spans(as_of)
    known = lines.first_day is not None and lines.first_day <= before.first
    old = facts(lines, as_of, before, 1).select("key", then=nw.col("amount"))
    frame = _moves(facts(lines, as_of, now, 1).select("key", "amount").join(old, on="key", how="left"))

    def total(column: str) -> Decimal:
        return scaled(total_of(frame, column), lines.scale)

    parts = NetNew(
        total("new"),
        total("expansion"),
        total("contraction") if known else None,
        total("lost") if known else None,
    )
    left = _YEAR - as_of.month
    return NetNewBridge(
        before,
        now,
        total("then") if known else None,
        total("amount"),
        parts.new,
        parts.expansion,
        parts.contraction,
        parts.lost,
        parts.net,
        len(frame.filter(nw.col("new") > 0)),
        len(frame.filter(nw.col("lost") > 0)) if known else None,
        target,
        attainment_of(parts.net, target),
        monthly_need(target, parts.net, left),
    )


def _moves(frame: nw.DataFrame[Any]) -> nw.DataFrame[Any]:
    """What each customer's purchases moved by, in the one of four columns that it belongs to; below 0 counts as 0."""
    then, now = nw.col("then"), nw.col("amount")
    frame = frame.with_columns(nw.col(c).fill_null(0).clip(0).alias(c) for c in ("then", "amount"))
    return frame.with_columns(
        new=nw.when(then == 0).then(now).otherwise(0),
        lost=nw.when(now == 0).then(then).otherwise(0),
        expansion=nw.when((then > 0) & (now > then)).then(now - then).otherwise(0),
        contraction=nw.when((now > 0) & (then > now)).then(then - now).otherwise(0),
    )
