"""How far a list of orders reaches: what comes after its end is unknown, and no 0."""

from __future__ import annotations

from bisect import bisect_right
from calendar import monthrange
from collections.abc import Sequence
from datetime import date
from statistics import median_low

from salesplan.compute.sales.sold import Sold
from salesplan.compute.sales.spans import Spans
from salesplan.errors import BadInput, Problem
from salesplan.model.period import Period
from salesplan.model.result import place_of
from salesplan.text import Text


def silence_at_end(days: Sequence[date], period: Period) -> int | None:
    """The days of a period after its last order; None without one in it."""
    at = bisect_right(days, period.last) - 1
    return (period.last - days[at]).days if at >= 0 and days[at] >= period.first else None


def ends_early(days: Sequence[date], periods: Sequence[Period], slack: int) -> bool:
    """Whether orders end more than ``slack`` days sooner in the last period than they usually do in those before it.

    Usually is the median, so that a list of one line a month, on its first day, reaches its last month whole.
    """
    last = silence_at_end(days, periods[-1])
    before = [found for each in periods[:-1] if (found := silence_at_end(days, each)) is not None]
    return last is not None and last > (median_low(before) if before else 0) + slack


def reach_of(days: Sequence[date], slack: int) -> date:
    """The last day that a list tells of: the end of its last month, its last order where that ends too early."""
    months = [_month(first) for first in dict.fromkeys(day.replace(day=1) for day in days)]
    return days[-1] if ends_early(days, months, slack) else months[-1].last


def end_of_list(sold: Sold, spans: Spans) -> date | None:
    """The day the orders reach, where that is more than the slack before the end of the days looked at; else None."""
    return end_before(sold.days, spans.now.last, sold.slack)


def end_before(days: Sequence[date], last: date, slack: int) -> date | None:
    """The day that a list with these days reaches, where that is more than the slack before ``last``; else None."""
    reach = reach_of(days, slack)
    return reach if (last - reach).days > slack else None


def need_now(sold: Sold, spans: Spans, end: date) -> None:
    """BadInput where the list ends before the days looked at begin: nothing is known of them."""
    if end >= spans.now.first:
        return
    what = Text(
        "订单只到 {day}，{name}（{now}）还没导到：不能当 0 算",
        "the orders end on {day}: {name} ({now}) is not in the list, which is no 0",
    ).format(day=sold.last_day, name=spans.name, now=spans.now)
    fix = Text(
        "重新导出到 {last} 的订单，或用 --as-of {end}", "export the orders up to {last}, or give --as-of {end}"
    ).format(last=spans.now.last, end=end)
    raise BadInput(Problem("SALES-list-ends", "error", what, fix, place_of(sold.inputs), str(sold.last_day)))


def ends_before(sold: Sold, spans: Spans, *, cut: bool) -> Problem:
    """That the list does not reach the end of the days looked at; ``cut``: both spans end where it does."""
    told = Text("订单只到 {day}，{rest}", "the orders end on {day}: {rest}")
    rest = Text(
        "本期只看到 {end}，对比期也只比到同一天", "only the days up to {end} and as many of the base are compared"
    )
    if not cut:
        rest = Text("后面的没导到，缺口偏大", "what follows is not in the list, and the gap looks too large")
    fix = Text(
        "重新导出到截止日期的订单；确实没卖就写 parameters: {{forecast: {{late_start: 60}}}}",
        "export the orders up to the as-of; if nothing was sold put parameters: {{forecast: {{late_start: 60}}}} in "
        "the plan",
    ).format()
    what = told.format(day=sold.last_day, rest=rest.format(end=spans.now.last))
    return Problem("SALES-list-ends", "warning", what, fix, place_of(sold.inputs), str(sold.last_day))


def _month(first: date) -> Period:
    return Period(first, first.replace(day=monthrange(first.year, first.month)[1]))
