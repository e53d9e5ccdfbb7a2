"""What a goal's metric was in the past, counted in the orders: whole periods, the best month, where it is going."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from itertools import accumulate
from typing import NamedTuple

import narwhals as nw

from salesplan.compute.plan.goals.goal_facts import Scope, days_of_goal, scope_of
from salesplan.compute.plan.rule import Facts
from salesplan.compute.sums import roomy
from salesplan.compute.targets.actuals.measure import MEASURE, measured
from salesplan.compute.targets.grid.tree import key_of
from salesplan.errors import BadInput
from salesplan.model.period import Period, month_of
from salesplan.model.plan.goals import Goal
from salesplan.model.plan.metrics import metric_named
from salesplan.model.records import Records
from salesplan.model.table import scaled
from salesplan.text import Text

TREND = 4
"""Comparable periods whose mean growth is the trend."""
_YEAR = 12
_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Sold:
    """The days on which something was counted, and the running sum; ``known`` from the first order to the as-of."""

    days: tuple[date, ...]
    sums: tuple[Decimal, ...]
    known: Period

    def over(self, period: Period | None) -> Decimal | None:
        """The sum over a period; None where the orders do not cover it."""
        if period is None or period.first < self.known.first.replace(day=1) or period.last > self.known.last:
            return None
        return self.sums[bisect_right(self.days, period.last)] - self.sums[bisect_left(self.days, period.first)]


@dataclass
class Past:
    """The orders of the plan, counted by metric and scope as goals ask for it; nothing without orders."""

    facts: Facts
    _counted: dict[str, Records | None] = field(default_factory=dict)
    _sold: dict[tuple[str, Scope], Sold | None] = field(default_factory=dict)

    def of(self, goal: Goal) -> Sold | None:
        """What the goal's metric was in its scope; None where orders do not tell the metric or a level of the scope."""
        metric, scope = metric_named(goal.metric or ""), scope_of(goal)
        if metric is None or scope is None:
            return None
        if (metric, scope) not in self._sold:
            self._sold[metric, scope] = self._sum(metric, scope)
        return self._sold[metric, scope]

    def _sum(self, metric: str, scope: Scope) -> Sold | None:
        orders = self._measured(metric)
        if orders is None or any(not orders.has(level) for level, _ in scope):
            return None
        frame = orders.frame.filter(~nw.col("date").is_null(), nw.col("date") <= self.facts.as_of)
        if not len(frame):
            return None
        known = Period(frame.get_column("date").min(), self.facts.as_of)
        for level, member in scope:
            spelt = [name for name in frame.get_column(level).unique().to_list() if name and key_of(name) == member]
            frame = frame.filter(nw.col(level).is_in(spelt))
        daily = frame.group_by("date").agg(roomy(frame, MEASURE).sum()).sort("date")
        rows = [(day, scaled(count or 0, orders.scales[MEASURE])) for day, count in daily.iter_rows()]
        sums = accumulate((amount for _, amount in rows), initial=Decimal(0))
        return Sold(tuple(day for day, _ in rows), tuple(sums), known)

    def _measured(self, metric: str) -> Records | None:
        """The orders counted in a metric; None where they cannot be."""
        if metric not in self._counted:
            self._counted[metric] = self._count(metric)
        return self._counted[metric]

    def _count(self, metric: str) -> Records | None:
        orders = self.facts.lists.get("orders")
        if orders is None or not orders.has("date"):
            return None
        plan = self.facts.plan
        wanted, other = ("amount", "amount_net") if plan.tax == "included" else ("amount_net", "amount")
        amount = wanted if orders.has(wanted) or not orders.has(other) else other
        start = plan.year.start.month if plan.year.start else 1
        try:
            return measured(orders, metric, amount, start_month=start, weeks=plan.year.rule)
        except BadInput:
            return None


def shifted(period: Period, months: int) -> Period | None:
    """The period so many months later or (below 0) earlier; a month's last day stays its last day."""
    try:
        return Period(_moved(period.first, months), _moved(period.last + _DAY, months) - _DAY)
    except (ValueError, OverflowError):  # before the year 1 or after 9999
        return None


def _moved(day: date, months: int) -> date:
    year, month = divmod(day.year * _YEAR + day.month - 1 + months, _YEAR)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def whole_months(period: Period) -> int | None:
    """How many calendar months a period has; None where it does not begin and end with one."""
    if period.first.day != 1 or period.last == date.max or (period.last + _DAY).day != 1:
        return None
    after = period.last + _DAY
    return (after.year - period.first.year) * _YEAR + after.month - period.first.month


def comparable(goal: Goal, as_of: date) -> Iterator[tuple[Period, Period]]:
    """The last four periods as long as the goal's and over by the as-of, newest first, each with what it compares to.

    That is the same period of the year before, because sales have seasons; where the goal's baseline is the period
    right before it, the period right before each. None for a goal that is no whole number of months.
    """
    window = days_of_goal(goal)
    months = whole_months(window) if window else None
    if window is None or not months:
        return
    step, found = (months if _follows(goal, window) else _YEAR), 0
    ahead = (window.last.year - as_of.year) * _YEAR + window.last.month - as_of.month
    at = max(1, ahead // months)
    while found < TREND:
        period, before = shifted(window, -at * months), shifted(window, -at * months - step)
        if period is None or before is None:
            return
        at += 1
        if period.last <= as_of:
            found += 1
            yield period, before


def _follows(goal: Goal, window: Period) -> bool:
    """Whether the baseline is the period right before the goal's and not the same one a year earlier."""
    base = goal.baseline
    if window.first == date.min:
        return False
    if base.start is None or base.end is None or base.end != window.first - _DAY:
        return False
    return shifted(window, -_YEAR) != Period(min(base.start, base.end), base.end)


def trend_of(goal: Goal, sold: Sold, as_of: date) -> Fraction | None:
    """The mean growth of the last four comparable periods; None where one is not covered or compares to 0 or less."""
    rates: list[Fraction] = []
    for period, before in comparable(goal, as_of):
        now, then = sold.over(period), sold.over(before)
        if now is None or then is None or then <= 0:
            return None
        rates.append(Fraction(now) / Fraction(then) - 1)
    return sum(rates, Fraction(0)) / len(rates) if len(rates) == TREND else None


class Expected(NamedTuple):
    """What would come without effort, and what that figure is."""

    value: Fraction
    name: Text


def projected(goal: Goal, sold: Sold | None, as_of: date) -> Expected | None:
    """What would come without effort: baseline and trend, else the same period a year ago, else the baseline."""
    base, window = goal.baseline.value, days_of_goal(goal)
    if sold is not None and window is not None:
        trend = trend_of(goal, sold, as_of) if base is not None else None
        if base is not None and trend is not None:
            return Expected(Fraction(base) * (1 + trend), Text("趋势预计值", "what the trend brings"))
        last_year = sold.over(shifted(window, -_YEAR))
        if last_year is not None:
            return Expected(Fraction(last_year), Text("去年同期", "the same period last year"))
    return None if base is None else Expected(Fraction(base), Text("基线", "its baseline"))


def best_month(sold: Sold) -> tuple[Period, Decimal] | None:
    """The whole month with the largest sum, the newest of equal ones; None where no whole month is known."""
    first, best = sold.known.first, None
    month = month_of(first.year, first.month)
    while month.last <= sold.known.last:
        amount = sold.over(month)
        if amount is not None and (best is None or amount >= best[1]):
            best = month, amount
        month = month_of(month.first.year, month.first.month + 1)
    return best
