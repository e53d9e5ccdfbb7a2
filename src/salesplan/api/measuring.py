"""Orders counted in what a target measures, for splitting and for tracking alike."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

from salesplan.errors import BadInput, Place, Problem
from salesplan.text import Text

if TYPE_CHECKING:
    from salesplan.compute.targets.request import SplitRequest
    from salesplan.model.records import Records

_FROM_ORDERS = frozenset(("history", "trailing", "growth", "seasonal", "blend"))
"""Bases that need orders."""


def unit_of(metric: str, unit: Decimal, asked: Decimal | None) -> Decimal:
    """The smallest target: the one asked for, else 1 of what is counted in pieces, else the plan's."""
    from salesplan.model.plan.metrics import COUNTS, metric_named

    if asked is not None:
        return asked
    return Decimal(1) if metric_named(metric) in COUNTS else unit


def measured_for(request: SplitRequest, orders: Records | None) -> tuple[SplitRequest, Records | None]:
    """The request with the orders that weights and season come from, counted in its metric.

    Where the orders do not tell the metric the split does without them, and says so; BadInput where a basis needs them.
    """
    from salesplan.compute.targets.actuals.measure import MEASURE, measured
    from salesplan.model.plan.metrics import metric_named

    if orders is None or metric_named(request.name or "revenue") == "revenue":
        return request, orders
    try:
        found = measured(
            orders, request.name, request.amount, start_month=request.year.start_month, weeks=request.year.weeks
        )
    except BadInput as unknown:
        if _FROM_ORDERS & {*request.basis.values()}:
            raise
        return replace(request, findings=(*request.findings, *map(_without, unknown.problems))), None
    return replace(request, amount=MEASURE), found


def _without(problem: Problem) -> Problem:
    """That the split goes on without orders."""
    what = Text("{what}：不用订单作依据", "{what}: split without orders").format(what=problem.what)
    place = Place(key="targets") if problem.place == Place() else problem.place
    return Problem("SPLIT-metric", "note", what, problem.fix, place, problem.value)
