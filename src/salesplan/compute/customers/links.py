"""Which customer a row of another list is about: a contact, a deal, an hour, a payment."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

import narwhals as nw

from salesplan.compute.customers.exact import chosen
from salesplan.compute.customers.keys import key, plain
from salesplan.compute.customers.lines import without_left_out
from salesplan.compute.customers.population import BY_ID, BY_NAME, Population, single_names
from salesplan.compute.near_keys import UnknownName, meant
from salesplan.model.records import Records
from salesplan.model.result import Input

Frame = nw.DataFrame[Any]
CONTACT_FIELDS = frozenset(("customer_id", "customer_name", "date"))
"""What is read of the activities everywhere: a row with a bad cell in one of them does not count."""
LEFT_OUT: tuple[str, ...] = ("no_customer", "no_date", "after_as_of")
"""Why a row of another list does not count."""


@dataclass(frozen=True)
class LinkedRows:
    """The rows of another list that name a customer and a day up to the as-of.

    ``frame`` has them with ``customer_key``, null where neither list nor orders know the customer: ``unknown`` are
    these, with their rows and whom they may mean. ``later`` counts the rows after the as-of, ``bare`` those without a
    customer or a day; ``inputs`` have both among what was left out.
    """

    frame: Frame
    unknown: tuple[UnknownName, ...]
    later: int
    bare: int
    inputs: tuple[Input, ...]


def with_customer_key(records: Records, population: Population) -> Frame:
    """The rows with ``customer_key``: the ``key`` of the customer of the population they are about, null where none.

    An id decides where both lists have ids; a row without one is that of the one customer who has its name, written
    plainly; a name that two customers have is no proof. A row of a customer nobody knows, or of no customer, is null.
    """
    people = population.frame.select("key", "name").unique()
    columns = BY_NAME[1] if population.by_name else BY_ID[1][:1]
    told = records.frame.with_columns(told=key(records.frame, columns))
    if not population.by_name:
        told = _by_name(told, people)
    known = people.select("key").unique().with_columns(customer_key=nw.col("key"))
    return told.join(known, left_on="told", right_on="key", how="left").drop("told")


def _by_name(rows: Frame, people: Frame) -> Frame:
    """Rows without an id by the one customer of that name."""
    if "customer_name" not in rows.columns or not rows.get_column("told").is_null().any():
        return rows
    found = rows.with_columns(plain_name=plain(rows, "customer_name"))
    joined = found.join(single_names(people), on="plain_name", how="left")
    return joined.with_columns(told=nw.coalesce(nw.col("told"), nw.col("key"))).drop("plain_name", "key")


def with_told(records: Records, population: Population) -> Frame:
    """The same rows, and ``told``: what they call their customer, the id or the name; null where they name none."""
    names = BY_NAME[1] if population.by_name else BY_ID[1]
    return with_customer_key(records, population).with_columns(told=key(records.frame, names))


def linked_rows(records: Records, population: Population, as_of: date) -> LinkedRows:
    """The rows of a list that has days, by customer."""
    rows = with_told(records, population)
    if not records.has("date"):
        rows = rows.with_columns(date=nw.lit(None, dtype=nw.Date()))
    reason = chosen(
        (nw.col("told").is_null(), LEFT_OUT[0]),
        (nw.col("date").is_null(), LEFT_OUT[1]),
        (nw.col("date") > nw.lit(as_of), LEFT_OUT[2]),
        default=nw.lit(None, dtype=nw.String()),
    )
    rows = rows.with_columns(left_out=reason)
    held = rows.filter(nw.col("left_out").is_null())
    later = len(rows.filter(nw.col("left_out") == LEFT_OUT[2]))
    return LinkedRows(
        held.drop("left_out"),
        unknown_customers(held.filter(nw.col("customer_key").is_null()), population),
        later,
        len(rows) - len(held) - later,
        without_left_out(records.inputs, rows),
    )


def unknown_customers(strangers: Frame, population: Population) -> tuple[UnknownName, ...]:
    """Whom rows of nobody we know call (``told``), with the known id or name that each may mean.

    ``c1`` may mean ``C1``: keys are compared by case. A name that several customers have means itself.
    """
    if not len(strangers):
        return ()
    used = dict(strangers.group_by("told").agg(rows=nw.len()).select("told", "rows").iter_rows())
    known = {word for column in ("key", "name") for word in population.frame.get_column(column).unique().to_list()}
    return meant(used, sorted(word for word in known if word))
