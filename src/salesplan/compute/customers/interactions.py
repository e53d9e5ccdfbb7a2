"""How often each customer was in contact with us: what FMI adds to frequency and amount (methods.md 5.1)."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import narwhals as nw

from salesplan.compute.customers.links import LinkedRows
from salesplan.compute.customers.population import Population
from salesplan.errors import Place, Problem
from salesplan.model.period import Period
from salesplan.model.result import Input
from salesplan.text import Text

Frame = nw.DataFrame[Any]


def with_interactions(population: Population, linked: LinkedRows, window: Period | None) -> Population:
    """The population with ``interactions``: the contacts of each customer in the window, 0 where there was none.

    Every row of the activities with a customer and a day in the window is one contact, whoever began it. A contact that
    names no id belongs to the one customer of its name.
    """
    held = linked.frame.filter(~nw.col("customer_key").is_null())
    inside = held.head(0) if window is None else held.filter(nw.col("date").is_between(window.first, window.last))
    counted = inside.group_by("customer_key").agg(interactions=nw.len().cast(nw.Int64()))
    people = population.frame.with_row_index("_place")
    people = people.join(counted, left_on="key", right_on="customer_key", how="left").sort("_place")
    people = people.with_columns(nw.col("interactions").fill_null(0)).drop("_place")
    given, measures = population.given | {"interactions"}, (*population.measures, "interactions")
    return replace(population, frame=people, given=given, measures=measures)


def no_contacts(inputs: tuple[Input, ...]) -> Problem:
    """The plan asks for contacts in the value, and there are none."""
    place = Place(file=inputs[0].file, sheet=inputs[0].sheet) if inputs else Place()
    what = Text(
        "价值要看联系次数（rfm.model: fmi），但没有跟进记录：只按频率和金额算",
        "the value asks for contacts (rfm.model: fmi), but there are no activities: it is made of frequency and amount",
    )
    fix = Text(
        "在 plan.yaml 里写 sources: {activities: 跟进记录.xlsx}", "put sources: {activities: FILE.xlsx} in plan.yaml"
    )
    return Problem("RFM-no-contacts", "warning", what, fix, place)
