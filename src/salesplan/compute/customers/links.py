"""Which customer a row of another list is about: a contact, a deal, an hour, a payment."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import narwhals as nw

from salesplan.compute.customers.keys import key, plain
from salesplan.compute.customers.population import Population
from salesplan.model.records import Records

Frame = nw.DataFrame[Any]


def with_customer_key(records: Records, population: Population) -> Frame:
    """The rows with ``customer_key``: the ``key`` of the customer of the population they are about, null where none.

    An id decides where both lists have ids; a row without one is that of the one customer who has its name, written
    plainly; a name that two customers have is no proof. A row of a customer nobody knows, or of no customer, is null.
    """
    people = population.frame.select("key", "name").unique()
    columns: Sequence[str] = ("customer_name", "customer_id") if population.by_name else ("customer_id",)
    told = records.frame.with_columns(told=key(records.frame, tuple(columns)))
    if not population.by_name:
        told = _by_name(told, people)
    known = people.select("key").unique().with_columns(customer_key=nw.col("key"))
    return told.join(known, left_on="told", right_on="key", how="left").drop("told")


def _by_name(rows: Frame, people: Frame) -> Frame:
    """Rows without an id by the one customer of that name."""
    if "customer_name" not in rows.columns or not rows.get_column("told").is_null().any():
        return rows
    named = people.with_columns(plain_name=plain(people, "name")).filter(~nw.col("plain_name").is_null())
    single = named.select("plain_name", "key").filter(nw.col("plain_name").is_unique())
    found = rows.with_columns(plain_name=plain(rows, "customer_name"))
    joined = found.join(single, on="plain_name", how="left")
    return joined.with_columns(told=nw.coalesce(nw.col("told"), nw.col("key"))).drop("plain_name", "key")
