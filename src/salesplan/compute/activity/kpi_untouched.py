"""Customers of the target group who neither ordered nor were spoken to: whom to contact first (methods.md 7.3)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

import narwhals as nw

from salesplan.compute.activity.kpi_group import TargetGroup
from salesplan.compute.activity.kpi_people import EVERYBODY, PERSON
from salesplan.compute.activity.kpi_work import Ready
from salesplan.compute.customers.facts import orders_in
from salesplan.model.period import Period

Frame = nw.DataFrame[Any]


@dataclass(frozen=True)
class Untouched:
    """A customer of the target group without an order and without a contact that counts in the days."""

    id: str | None
    name: str | None
    owner: str | None
    customer_class: str | None
    last_order: date | None
    contacts: int


MOST = 500
"""So many of them are told: more than anybody contacts before the list is made anew."""


def untouched_of(group: TargetGroup, made: Ready, period: Period) -> tuple[int, tuple[Untouched, ...]]:
    """How many, and who: most bought in the last 365 days first, then by potential, then by id; none without contacts.

    A contact counts when it is of quality; where the list does not tell quality, any does. ``contacts`` are all in the
    days.
    """
    if made.work.contacts is None:
        return 0, ()
    held = made.work.contacts.filter(
        nw.col(PERSON) == EVERYBODY, nw.col("date").is_between(period.first, period.last), nw.col("target")
    )
    counted = held.filter(nw.col("quality").fill_null(value=False)) if made.recorded else held
    touched = counted.select(key=nw.col("customer_key")).unique()
    frame = group.frame.join(touched, on="key", how="anti")
    if made.work.bought is not None:
        lines = made.work.bought.filter(nw.col("date").is_between(period.first, period.last))
        frame = frame.join(orders_in(lines).filter(nw.col("orders") > 0).select("key").unique(), on="key", how="anti")
    spoken = held.group_by("customer_key").agg(contacts=nw.len().cast(nw.Int64()))
    frame = frame.join(spoken, left_on="key", right_on="customer_key", how="left")
    if "list_potential" in frame.columns and frame.schema["list_potential"] == nw.String():
        frame = frame.with_columns(list_potential=nw.lit(None, dtype=nw.Int64()))
    order = ("amount", "list_potential", "id", "name")
    frame = frame.sort(*order, descending=[True, True, False, False], nulls_last=True)
    count, frame = len(frame), frame.head(MOST)
    columns = [c if c in frame.columns else None for c in ("id", "name", "owner", "class", "last_order", "contacts")]
    values = [frame.get_column(c).to_list() if c else [None] * len(frame) for c in columns]
    return count, tuple(
        Untouched(id_, name, owner, class_, last, contacts or 0)
        for id_, name, owner, class_, last, contacts in zip(*values, strict=True)
    )
