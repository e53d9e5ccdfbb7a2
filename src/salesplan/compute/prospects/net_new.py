"""Net new business: what came in less what went away, against the year's target (methods.md 8.3)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from typing import Any

import narwhals as nw

from salesplan.compute.customers.facts import facts
from salesplan.compute.customers.lines import Lines
from salesplan.compute.rounding import half_up
from salesplan.compute.sums import total_of
from salesplan.model.period import FiscalYear, Period, month_of
from salesplan.model.table import scaled


@dataclass(frozen=True)
class NetNew:
    """Business that is new, grown, shrunk, lost and won back, each above 0.

    What went away is None where it is not known; so is what was won back, which then is in ``new``.
    """

    new: Decimal
    expansion: Decimal
    contraction: Decimal | None
    lost: Decimal | None
    won_back: Decimal | None = None

    @property
    def gross(self) -> Decimal:
        """What came in."""
        return self.new + self.expansion + (self.won_back or 0)

    @property
    def net(self) -> Decimal | None:
        """What came in less what went away; None where that is not known: gross only."""
        if self.contraction is None or self.lost is None:
            return None
        return self.gross - self.contraction - self.lost


@dataclass(frozen=True)
class NetNewBridge:
    """The bridge from the customers' purchases of ``before`` to those of ``now``, spans of equal length.

    ``won_back`` is None where the orders begin with ``before`` or later: who came back cannot be told from who is new.
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
    gross: Decimal = Decimal(0)
    won_back: Decimal | None = None
    customers_won_back: int | None = None


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


def year_spans(as_of: date, year: FiscalYear) -> tuple[Period, Period]:
    """The year up to the as-of, and the same days of the year before (29 February: up to the 28th).

    ``year`` is the one the as-of lies in. In years of whole weeks the same days are as many from the year's first on.
    """
    now, former = Period(year.period.first, as_of), year.before().period.first
    if year.weeks is not None:
        return Period(former, former + timedelta(days=now.days - 1)), now
    last = min(as_of.day, month_of(as_of.year - 1, as_of.month).last.day)
    return Period(former, date(as_of.year - 1, as_of.month, last)), now


def months_left(as_of: date, year: FiscalYear) -> int:
    """The months of the year that begin after the as-of."""
    return sum(month.first > as_of for month in year.months)


def bridge_of(lines: Lines, as_of: date, target: Decimal | None, year: FiscalYear) -> NetNewBridge:
    """Net new business of the year so far against the same days a year before, customer by customer.

    Who had no net purchase above 0 then is new where his first order came after those days, and won back where he had
    ordered up to them; who has none now is lost. Where the orders begin after the first of those days, nothing is known
    of what went away: gross only.
    """
    before, now = year_spans(as_of, year.holding(as_of))
    known = lines.first_day is not None and lines.first_day <= before.first
    earlier = lines.first_day is not None and lines.first_day < before.first
    old = facts(lines, as_of, before, 1).select("key", then=nw.col("amount"))
    of_now = facts(lines, as_of, now, 1).select("key", "amount", "first_order")
    frame = _moves(of_now.join(old, on="key", how="left"), before.last if earlier else None)

    def total(column: str) -> Decimal:
        return scaled(total_of(frame, column), lines.scale)

    parts = NetNew(
        total("new"),
        total("expansion"),
        total("contraction") if known else None,
        total("lost") if known else None,
        total("won_back") if earlier else None,
    )
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
        monthly_need(target, parts.net, months_left(as_of, year.holding(as_of))),
        parts.gross,
        parts.won_back,
        len(frame.filter(nw.col("won_back") > 0)) if earlier else None,
    )


def _moves(frame: nw.DataFrame[Any], back_until: date | None) -> nw.DataFrame[Any]:
    """What each customer's purchases moved by, in the one of five columns that it belongs to; below 0 counts as 0.

    Who first ordered up to ``back_until`` is won back and not new; None: nobody can be told to be.
    """
    then, now = nw.col("then"), nw.col("amount")
    frame = frame.with_columns(nw.col(c).fill_null(0).clip(0).alias(c) for c in ("then", "amount"))
    old = nw.lit(value=False) if back_until is None else (nw.col("first_order") <= back_until).fill_null(value=False)
    return frame.with_columns(
        new=nw.when((then == 0) & ~old).then(now).otherwise(0),
        won_back=nw.when((then == 0) & old).then(now).otherwise(0),
        lost=nw.when(now == 0).then(then).otherwise(0),
        expansion=nw.when((then > 0) & (now > then)).then(now - then).otherwise(0),
        contraction=nw.when((now > 0) & (then > now)).then(then - now).otherwise(0),
    )
