"""The contacts with each customer: the latest, which the next contact counts from, and how many there were lately."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import narwhals as nw

from salesplan.compute.customers.links import LinkedRows
from salesplan.compute.customers.population import Population

Frame = nw.DataFrame[Any]


def with_last_activity(population: Population, linked: LinkedRows) -> Population:
    """The population with ``last_activity``: the day of the last contact up to the as-of, null where there was none."""
    known = linked.frame.filter(~nw.col("customer_key").is_null())
    latest = known.group_by("customer_key").agg(last_activity=nw.col("date").max())
    people = population.frame.with_row_index("_place")
    people = people.join(latest, left_on="key", right_on="customer_key", how="left").sort("_place").drop("_place")
    return replace(population, frame=people, given=population.given | {"last_activity"})


def last_contact(frame: Frame) -> nw.Expr:
    """The last contact: the later one of the list's and the last activity, where a list of activities tells."""
    if "last_activity" in frame.columns:
        return nw.max_horizontal("last_contact", "last_activity")
    return nw.col("last_contact")


def contacts_of(linked: LinkedRows, as_of: date, days: int) -> Frame:
    """``key`` and ``contacts``: how many each customer had in the last ``days`` days, the as-of among them."""
    lately = (nw.col("date") > nw.lit(as_of - timedelta(days=days))).cast(nw.Int64())
    known = linked.frame.filter(~nw.col("customer_key").is_null()).with_columns(lately=lately)
    return known.group_by("customer_key").agg(contacts=nw.col("lately").sum()).rename({"customer_key": "key"})
