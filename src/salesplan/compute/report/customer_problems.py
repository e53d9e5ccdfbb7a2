"""Customers lost and about to be lost, and sales that rest on few of them (methods.md 4, 5.3)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from decimal import Decimal

import narwhals as nw

from salesplan.compute.report.found import Found
from salesplan.compute.report.lapsed import Picked, by_owner, picked
from salesplan.compute.report.point import Point
from salesplan.compute.report.statement import Statement

LOST = (nw.col("lifecycle") == "churned") & ~(nw.col("lifecycle_before") == "churned")
ASLEEP = nw.col("lifecycle") == "at_risk"

MANY = 10
"""From so many customers on it says something how much the largest five bring."""


def newly_lost(found: Found) -> Picked | None:
    """Who was lost since the day before the period, and what the last year of each had brought."""
    result = found.result("states")
    if result is None or "lifecycle_before" not in result.rows.keys:
        return None
    return picked(result.rows, LOST, "year_amount")


def lost_customers(found: Found) -> Iterator[Point]:
    """Customers lost in the period whose last year was at least ``report.at_stake`` of twelve months' sales."""
    result, lost = found.result("states"), newly_lost(found)
    if result is None or lost is None or not _counts(found, lost.amount):
        return
    rates = result.summary.rates
    said = _said("lost_customers", lost)
    if rates is not None:
        said = replace(said, of=rates.active_at_start, rate=rates.churn_rate)
    yield Point(said, lost.amount, _tasks(found, "win_back", said.code, by_owner(result.rows, LOST, "year_amount")))


def asleep_customers(found: Found) -> Iterator[Point]:
    """Customers at risk who brought at least ``report.at_stake`` of twelve months' sales."""
    result = found.result("states")
    if result is None:
        return
    asleep = picked(result.rows, ASLEEP, "amount")
    if asleep is None or not _counts(found, asleep.amount):
        return
    tasks = _tasks(found, "wake", "asleep_customers", by_owner(result.rows, ASLEEP, "amount"))
    said = replace(_said("asleep_customers", asleep), on=found.day if found.long_over else None)
    yield Point(said, asleep.amount, tasks)


def concentration(found: Found) -> Iterator[Point]:
    """The five largest customers bring at least ``report.top_customers`` of the sales of twelve months.

    Of few customers the largest bring most anyway: that says nothing.
    """
    told, limit = found.summary("customers"), found.plan.parameters.report.top_customers
    if told is None or told.cr5 is None or told.base_total is None or told.cr5 < limit:
        return
    if told.pareto_customers < MANY:
        return
    stake = told.cr5 * told.base_total
    yield Point(Statement("problem", "concentration", rate=told.cr5, before=limit, count=5), stake)


def _counts(found: Found, amount: Decimal) -> bool:
    total = found.summary("states").net_total
    return bool(total) and amount >= found.plan.parameters.report.at_stake * total


def _said(code: str, some: Picked) -> Statement:
    return Statement("problem", code, amount=some.amount, count=some.count, names=some.names)


def _tasks(found: Found, code: str, answers: str, groups: Iterable[Picked]) -> tuple[Statement, ...]:
    """Each of the owners is to see to his own."""
    return tuple(
        Statement(
            *("proposal", code),
            count=each.count,
            names=each.names,
            answers=answers,
            origin="rule",
            owner=each.owner,
            due=found.due,
            amount=each.amount,
        )
        for each in groups
    )
