"""Chances: who buys more, who is new, what is about to be decided."""

from __future__ import annotations

from collections.abc import Iterator

import narwhals as nw

from salesplan.compute.naming import names_of
from salesplan.compute.report.found import Found
from salesplan.compute.report.lapsed import NAMED, picked
from salesplan.compute.report.point import Point
from salesplan.compute.report.statement import Statement
from salesplan.compute.sales.bridge import BridgeSummary


def buy_more(found: Found) -> Iterator[Point]:
    """Customers who bought more than a year ago, by at least ``report.at_stake`` of the sales then."""
    yield from _movers(found, "buy_more", "expansion", "change")


def new_customers(found: Found) -> Iterator[Point]:
    """Customers who never bought before the period compared with was over, in the same way."""
    yield from _movers(found, "new_customers", "new", "now")


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


def _movers(found: Found, code: str, move: str, worth: str) -> Iterator[Point]:
    told: BridgeSummary | None = found.summary("bridge")
    result = found.result("bridge")
    if told is None or result is None:
        return
    brought = getattr(told.total, move)
    if brought <= 0 or brought < found.plan.parameters.report.at_stake * told.total.base:
        return
    some = picked(result.rows, nw.col("move") == move, worth, "customer")
    names = None if some is None else some.names
    count = told.total.customers.get(move)
    yield Point(Statement("chance", code, amount=brought, count=count, names=names), brought)
