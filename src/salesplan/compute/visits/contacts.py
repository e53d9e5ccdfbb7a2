"""The contacts with each customer, from the list of activities: the latest, how many lately, and whose are unknown."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import narwhals as nw

from salesplan.compute.customers.keys import key
from salesplan.compute.customers.links import with_customer_key
from salesplan.compute.customers.population import Population
from salesplan.compute.near_keys import UnknownName, unknown_names
from salesplan.model.records import Records

Frame = nw.DataFrame[Any]
FIELDS = frozenset(("customer_id", "customer_name", "date"))
"""What is read of the activities: a row with a bad cell in one of them does not count."""


@dataclass(frozen=True)
class Contacts:
    """``frame``: ``key``, ``latest`` (the last contact up to the as-of) and ``contacts`` (those of the last days).

    ``unknown`` are the customers that neither list nor orders know, with their rows; ``later`` counts the rows after
    the as-of, ``bare`` those without a customer or a date: none of them counts.
    """

    frame: Frame
    unknown: tuple[UnknownName, ...] = ()
    later: int = 0
    bare: int = 0


def contacts_of(activities: Records, population: Population, as_of: date, days: int) -> Contacts:
    """The contacts of the population's customers. The last ``days`` days include the as-of."""
    names = ("customer_name", "customer_id") if population.by_name else ("customer_id", "customer_name")
    rows = with_customer_key(activities, population).with_columns(told=key(activities.frame, names))
    if not activities.has("date"):
        rows = rows.with_columns(date=nw.lit(None, dtype=nw.Date()))
    whole = rows.filter(~nw.col("told").is_null() & ~nw.col("date").is_null())
    held = whole.filter(nw.col("date") <= nw.lit(as_of))
    strange = held.filter(nw.col("customer_key").is_null()).group_by("told").agg(rows=nw.len())
    used = dict(strange.select("told", "rows").iter_rows())
    known: Sequence[str] = sorted(population.frame.get_column("key").unique().to_list()) if used else ()
    return Contacts(
        _latest(held, as_of - timedelta(days=days)),
        unknown_names(used, known),
        later=len(whole) - len(held),
        bare=len(rows) - len(whole),
    )


def _latest(held: Frame, before: date) -> Frame:
    """The last contact of each customer, and how many of his contacts are later than ``before``."""
    lately = (nw.col("date") > nw.lit(before)).cast(nw.Int64())
    known = held.filter(~nw.col("customer_key").is_null()).with_columns(lately=lately)
    counted = known.group_by("customer_key").agg(latest=nw.col("date").max(), contacts=nw.col("lately").sum())
    return counted.rename({"customer_key": "key"})
