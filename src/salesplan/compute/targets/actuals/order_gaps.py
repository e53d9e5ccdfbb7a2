"""Parts of the year that are over without any order: missing lists rather than months in which nothing was sold."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, timedelta

from salesplan.compute.targets.grid.time_levels import time_parts
from salesplan.compute.targets.split import Decomposed
from salesplan.compute.working_days import workdays
from salesplan.errors import Place, Problem
from salesplan.model.period import FiscalYear, Period
from salesplan.text import Text

_STALE = 5
"""So many working days without any order are worth a word."""


def months_without_orders(year: FiscalYear, order_days: Collection[date], as_of: date) -> list[tuple[str, Period]]:
    """The months of a year that are over on ``as_of`` and hold none of the days; later days do not count."""
    days = {day for day in order_days if day <= as_of}
    return [
        (name, span)
        for name, span in time_parts("month", year.period, year)
        if span.last <= as_of and not any(day in span for day in days)
    ]


def order_gaps(made: Decomposed, order_days: Collection[date], as_of: date) -> list[Problem]:
    """That whole months have no order although later ones do; that the newest orders are missing.

    ``order_days`` are the days of all orders of the company, counted or not. Nothing to say of a year without any.
    """
    year = made.request.year
    newest = max((day for day in order_days if day <= as_of and day in year.period), default=None)
    if newest is None:
        return []
    empty = [name for name, span in months_without_orders(year, order_days, as_of) if span.last < newest]
    return [*([_empty(empty)] if empty else []), *_stale(made, newest, as_of)]


def _empty(names: list[str]) -> Problem:
    what = Text(
        "{months} 全公司一单都没有，像是漏了订单：完成和预计都会偏低",
        "the whole company has no order in {months}; with orders missing, actual and landing look low",
    ).format(months=", ".join(names))
    fix = Text("补上这些月的订单；确实没有销售就不用管", "add their orders; if nothing was sold, leave it as it is")
    return Problem("TRACK-empty-period", "warning", what, fix, value=",".join(names))


def _stale(made: Decomposed, newest: date, as_of: date) -> list[Problem]:
    """That the orders stop days before the as-of, so that the pace looks worse than it is."""
    until = min(as_of, made.request.year.period.last)
    if newest >= until:
        return []
    missing = workdays(Period(newest + timedelta(days=1), until), made.calendar)
    if missing < _STALE:
        return []
    what = Text(
        "订单只到 {newest}，到 {until} 有 {days} 个工作日没有订单，进度会显得偏低",
        "the orders end on {newest}: {days} working days up to {until} have none, so the pace looks low",
    ).format(newest=newest, until=until, days=missing)
    fix = Text("补上后来的订单，或写 --as-of {newest}", "add the later orders, or give --as-of {newest}")
    return [Problem("TRACK-old-orders", "warning", what, fix.format(newest=newest), Place(key="--as-of"), str(newest))]
