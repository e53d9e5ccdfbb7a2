"""The customers in the report: how concentrated sales are, class map, RFM, life cycle, everyone by amount."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import narwhals as nw

from salesplan.compute.customers.follow_up import due_day
from salesplan.compute.customers.rfm import TIERS
from salesplan.compute.customers.summary import ClassifySummary
from salesplan.compute.customers.worth.value import QUIET
from salesplan.compute.report.customer_groups import class_map, classes, rfm, rfm_limits, segments
from salesplan.compute.report.customer_pareto import pareto, pareto_classes
from salesplan.compute.report.customer_states import STATE_FACTS, losing, state_facts, states
from salesplan.compute.report.found import Found
from salesplan.compute.report.rows import Row, table_from
from salesplan.compute.report.section import Section, SectionTable
from salesplan.compute.sums import total_of
from salesplan.model.result import Result
from salesplan.model.table import Kind, Table, scaled

CODE = "customers"
VALUABLE = TIERS[:2]
"""The tiers of customers worth most effort (methods.md 5.1)."""
FACTS: dict[str, Kind] = {
    "first": "date",
    "last": "date",
    **dict.fromkeys(("customers", "pareto_customers", "top20_customers", "needed"), "integer"),
    **dict.fromkeys(("top20_share", "needed_share"), "share"),
    "valuable": "integer",
    "valuable_idle": "integer",
    "valuable_idle_amount": "amount",
    "quiet": "integer",
    "quiet_amount": "amount",
    **STATE_FACTS,
}
LISTED = (
    *("id", "name", "owner", "region", "class", "pareto", "tier", "lifecycle", "amount", "share", "cumulative_share"),
    *("last_order", "next_contact"),
)
"""The columns of the list of everyone, where the customer list and the orders tell them."""


def section(found: Found) -> Section:
    """What the grading and the life cycle found; nothing without customers."""
    graded, stood = found.result("customers"), found.result("states")
    if graded is None or not graded.summary.customers:
        return Section(CODE)
    return Section(CODE, tuple(_tables(graded, stood)))


def _tables(graded: Result[ClassifySummary], stood: Result[Any] | None) -> Iterator[SectionTable]:
    s, frame = graded.summary, counted(graded.rows)
    kinds = {column.key: column for column in graded.rows.columns}
    scale = kinds["amount"].scale if "amount" in kinds else None
    yield table_from("customers_facts", FACTS, [{**_facts(s, frame, scale), **state_facts(stood)}])
    if s.top20_share is not None:
        yield pareto(s, frame, kinds["amount"].scale)
        yield pareto_classes(s)
    yield classes(s)
    yield from class_map(s, frame)
    yield from rfm(s, frame, kinds)
    yield from rfm_limits(s)
    yield from segments(s)
    if stood is not None:
        yield from states(stood)
        yield from losing(stood)
    yield everyone(graded.rows)


def counted(rows: Table) -> nw.DataFrame[Any]:
    """One row of each customer."""
    if rows.frame is None:
        raise ValueError("customers stand in a frame")
    return rows.frame.filter(nw.col("counts"))


def everyone(rows: Table) -> SectionTable:
    """All customers, the largest amount first; without amounts the best class first."""
    frame = counted(rows)
    frame = frame.with_columns(next_contact=due_day(frame))
    columns = tuple(each for key in LISTED for each in rows.columns if each.key == key)
    keys = [column.key for column in columns]
    order = [key for key in dict.fromkeys(("amount", "class", "id", "name", *keys)) if key in keys]
    placed = frame.select(*keys).sort(*order, descending=[key == "amount" for key in order], nulls_last=True)
    scale = next((column.scale for column in columns if column.key == "amount"), None)
    if scale is None:
        return SectionTable("top_customers", Table(columns, placed))
    total = scaled(total_of(placed, "amount"), scale)
    return SectionTable("top_customers", Table(columns, placed), {"amount": total}, frozenset({"amount"}))


def _facts(s: ClassifySummary, frame: nw.DataFrame[Any], scale: int | None) -> Row:
    """The figures that sentences are made of. Idle is whoever is worth effort and has not ordered lately."""
    good = nw.col("tier").is_in(list(VALUABLE)) if "tier" in frame.columns else nw.lit(value=False)
    idle = frame.filter(good, nw.col("class") != "A")
    quiet = [s.by_rfm_type[code] for code in QUIET if code in s.by_rfm_type]
    return {
        "first": s.window.first if s.window else None,
        "last": s.window.last if s.window else None,
        "customers": s.customers,
        **{key: getattr(s, key) for key in ("pareto_customers", "top20_customers", "top20_share")},
        "needed": s.customers_for_80,
        "needed_share": s.customers_for_80_share,
        "valuable": sum(s.by_tier[tier].customers for tier in VALUABLE if tier in s.by_tier),
        "valuable_idle": len(idle),
        "valuable_idle_amount": None if scale is None else scaled(total_of(idle, "amount"), scale),
        "quiet": sum(group.customers for group in quiet) if quiet else None,
        "quiet_amount": sum((group.amount for group in quiet if group.amount is not None), scaled(0, 0)),
    }
