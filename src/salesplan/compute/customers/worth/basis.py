"""What analyses of graded customers share: one row a customer, his order lines, what is told of the lists."""

from __future__ import annotations

from typing import Any

import narwhals as nw

from salesplan.compute.customers.classify import Graded
from salesplan.compute.customers.lines import Lines, lines_of
from salesplan.compute.customers.population import BY_ID, BY_NAME, with_list_keys
from salesplan.errors import Problem
from salesplan.model.records import ROW, SOURCE, Records
from salesplan.model.result import Input, Parameter

Frame = nw.DataFrame[Any]
_ABOUT_RATING = ("CLASSIFY-", "MAN-", "PARETO-", "RFM-", "LIFECYCLE-")
_DECIDE_THE_CLASS = ("deals", "activities")
_STILL_TOLD = ("CLASSIFY-stale", "CLASSIFY-no-orders")


def people(graded: Graded, *also: str) -> Frame:
    """One row a customer (a second row of one customer is left out), with further columns of the list.

    ``also`` are fields of the list that grading does not use; each stands under its name with ``list_`` before it,
    null where the list has no such column or the customer is in the orders only.
    """
    frame = graded.population.frame.filter(nw.col("counts"))
    listed = graded.customers
    there = [] if listed is None else [field for field in also if listed.has(field)]
    if listed is not None and there:
        wanted = listed.frame.select(SOURCE, ROW, **{f"list_{field}": nw.col(field) for field in there})
        frame = frame.join(wanted, on=[SOURCE, ROW], how="left")
    return frame.with_columns(
        **{f"list_{field}": nw.lit(None, dtype=nw.String()) for field in also if field not in there}
    )


def own_lines(graded: Graded, also: tuple[str, ...] = (), orders: Records | None = None) -> Lines | None:
    """The order lines up to the as-of with the key of their customer; None without orders.

    ``also`` are further columns of text; ``orders`` stand in for those that were graded.
    """
    orders = orders or graded.orders
    if orders is None:
        return None
    by = (BY_NAME if graded.population.by_name else BY_ID)[1]
    lines = lines_of(orders, graded.as_of, graded.amount_column, by, also)
    return with_list_keys(lines, graded.customers, (BY_NAME if graded.population.by_name else BY_ID)[0])


def inputs_of(graded: Graded, *beside: Records | None) -> tuple[Input, ...]:
    """The lists that the figures rest on: customers, orders, then those that stand beside them."""
    listed = () if graded.customers is None else graded.customers.inputs
    ordered = () if graded.lines is None else graded.lines.inputs
    return (*listed, *ordered, *(source for each in beside if each is not None for source in each.inputs))


def findings_of(graded: Graded, *beside: Records | None) -> tuple[Problem, ...]:
    """What was found in the lists; what is about rating alone is left to ``classify``, with deals and contacts.

    Those lists count here only where they stand ``beside``: then they tell of themselves, once.
    """
    others = {source.file for source in graded.result.inputs if source.table in _DECIDE_THE_CLASS}
    others -= {source.file for source in inputs_of(graded)}
    told = (
        problem
        for problem in graded.result.findings
        if (problem.code in _STILL_TOLD or not problem.code.startswith(_ABOUT_RATING))
        and problem.place.file not in others
    )
    return (*told, *(problem for each in beside if each is not None for problem in each.findings))


def parameters_of(graded: Graded, *names: str) -> tuple[Parameter, ...]:
    """Those of the grading's parameters whose names begin with one of ``names``."""
    return tuple(parameter for parameter in graded.result.parameters if parameter.name.startswith(names))
