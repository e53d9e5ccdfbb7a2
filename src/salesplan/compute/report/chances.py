"""Chances: who buys more, who is new, what is about to be decided."""

from __future__ import annotations

from collections.abc import Iterator

import narwhals as nw

from salesplan.compute.customers.care.lifecycle import LIVING
from salesplan.compute.naming import names_of
from salesplan.compute.report.found import Found
from salesplan.compute.report.lapsed import NAMED, picked
from salesplan.compute.report.point import Point
from salesplan.compute.report.statement import Statement
from salesplan.compute.sales.bridge import BridgeSummary

NEW = (nw.col("lifecycle_before") == "potential") & nw.col("lifecycle").is_in(list(LIVING))
"""Whose first order lies in the period, as the life cycle counts them."""


def buy_more(found: Found) -> Iterator[Point]:
    """Customers who bought more than a year ago, by at least ``report.at_stake`` of the sales then.

    ``text`` are the days that are compared: those of the bridge of customers.
    """
    told: BridgeSummary | None = found.summary("bridge")
    result = found.result("bridge")
    if told is None or result is None:
        return
    brought = told.total.expansion
    if brought <= 0 or brought < found.plan.parameters.report.at_stake * told.total.base:
        return
    some = picked(result.rows, nw.col("move") == "expansion", "change", "customer")
    names, count = some.names if some else None, told.total.customers.get("expansion")
    said = Statement("chance", "buy_more", amount=brought, count=count, names=names, text=str(told.spans.now))
    yield Point(said, brought)


def new_customers(found: Found) -> Iterator[Point]:
    """Customers whose first order lies in the period, and what they bought since."""
    result = found.result("states")
    if result is None or "lifecycle_before" not in result.rows.keys:
        return
    came = picked(result.rows, NEW, "amount")
    if came is not None and came.amount > 0:
        said = Statement("chance", "new_customers", amount=came.amount, count=came.count, names=came.names)
        yield Point(said, came.amount)


def big_deals(found: Found) -> Iterator[Point]:
    """Deals to be decided in the next period, by what they are worth weighted."""
    told = found.summary("deals")
    if told is None or not told.estimate.weighted:
        return
    rows = [row for row in found.rows("deals") if row.get("timing") == "in"]
    largest = sorted(rows, key=lambda row: (-(row.get("weighted") or 0), str(row.get("id") or ""), row.get("row") or 0))
    names = [str(name) for row in largest if (name := row.get("name") or row.get("id"))]
    said = Statement(
        *("chance", "big_deals"),
        amount=told.estimate.weighted,
        count=told.estimate.deals,
        on=told.period.last,
        names=names_of(names, NAMED) if names else None,
    )
    yield Point(said, told.estimate.weighted)
