"""The life cycle in the report: where customers stand now and stood before, and who is about to be lost."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import narwhals as nw

from salesplan.compute.customers.care.lifecycle import ACTIONS, LifecycleSummary
from salesplan.compute.report.rows import Row, table_from
from salesplan.compute.report.section import SectionTable
from salesplan.compute.rounding import PLACES
from salesplan.compute.sums import roomy
from salesplan.model.result import Result
from salesplan.model.table import ColumnSpec, Kind, Table, Value, scaled

STATES: dict[str, Kind] = {
    "lifecycle": "code",
    "before": "integer",
    "customers": "integer",
    "share": "share",
    "amount": "amount",
    "year_amount": "amount",
    "action": "code",
}
STATE_FACTS: dict[str, Kind] = {
    "since": "date",
    **dict.fromkeys(("started", "lost", "new", "won_back", "ended", "at_risk", "churned"), "integer"),
    "churn_rate": "share",
    "at_risk_amount": "amount",
    "churned_amount": "amount",
}
"""What the life cycle adds to the figures of the customers."""
LOSING = (
    *("id", "name", "owner", "region", "class", "year_amount", "amount", "last_order", "recency_days", "gap_days"),
    "action",
)
_WHOLE = ColumnSpec("", "integer")
"""Gaps between orders are told in whole days."""
FIRST = 10
"""So many of those about to be lost are named."""


def states(stood: Result[LifecycleSummary]) -> Iterator[SectionTable]:
    """Each status: customers at the start and now, what they bring, what they brought in their last year."""
    s = stood.summary
    years = _year_amounts(stood.rows)
    before: dict[str, int] = {}
    for cell in s.flows:
        before[cell.before] = before.get(cell.before, 0) + cell.customers
    rows: list[Row] = [
        {
            "lifecycle": code,
            "before": None if s.since is None else before.get(code, 0),
            **{key: getattr(group, key) for key in ("customers", "share", "amount")},
            "year_amount": years.get(code),
            "action": ACTIONS[code],
        }
        for code, group in s.by_lifecycle.items()
    ]
    yield table_from("states", STATES, rows, ("before", "customers", "amount"))


def losing(stood: Result[LifecycleSummary]) -> Iterator[SectionTable]:
    """Those at risk who brought most in the year up to their last order."""
    frame, columns = stood.rows.frame, {column.key: column for column in stood.rows.columns}
    if frame is None or not stood.summary.by_lifecycle["at_risk"].customers:
        return
    kept = [replace(_WHOLE, key=key) if key == "gap_days" else columns[key] for key in LOSING if key in columns]
    keys = [column.key for column in kept]
    worth = [key for key in ("year_amount", "amount") if key in keys]
    order = [key for key in dict.fromkeys((*worth, "recency_days", *keys)) if key in keys]
    people = frame.filter(nw.col("counts"), nw.col("lifecycle") == "at_risk")
    if "gap_days" in keys:
        people = people.with_columns(gap_days=(nw.col("gap_days") + 10**PLACES // 2) // 10**PLACES)
    people = people.select(*keys)
    first = people.sort(*order, descending=[key in worth for key in order], nulls_last=True).head(FIRST)
    yield SectionTable("losing", Table(tuple(kept), first))


def state_facts(stood: Result[LifecycleSummary] | None) -> dict[str, Value]:
    """What happened since the day before the period, and what those at risk and lost brought."""
    if stood is None:
        return {}
    s = stood.summary
    risk, lost = s.by_lifecycle["at_risk"], s.by_lifecycle["churned"]
    told: dict[str, Value] = {"at_risk": risk.customers, "churned": lost.customers, "since": s.since}
    told |= {
        "at_risk_amount": risk.amount,
        "churned_amount": s.churned_year if s.churned_year is not None else lost.amount,
    }
    if (r := s.rates) is not None:
        told |= {"started": r.active_at_start, "lost": r.churned, "new": r.new, "won_back": r.won_back}
        told |= {"ended": r.active_at_end, "churn_rate": r.churn_rate}
    return told


def _year_amounts(rows: Table) -> dict[str, Value]:
    """What the customers of each status brought in the year up to the last order of each."""
    scale = next((column.scale for column in rows.columns if column.key == "year_amount"), None)
    if rows.frame is None or scale is None:
        return {}
    held = rows.frame.filter(nw.col("counts"))
    found = held.group_by("lifecycle").agg(worth=roomy(held, "year_amount").sum())
    return {code: scaled(int(worth or 0), scale) for code, worth in found.select("lifecycle", "worth").iter_rows()}
