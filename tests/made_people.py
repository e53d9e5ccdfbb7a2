"""Customers as they are once they are graded, written down by hand: for visits and due lists."""

from __future__ import annotations

from datetime import date
from typing import Any

import narwhals as nw

from salesplan.compute.customers.population import Population
from salesplan.compute.visits.intervals import customers_of, with_due
from salesplan.load.calendar import work_calendar
from salesplan.model.plan.customers import FollowUpParameters
from salesplan.model.plan.visits import VisitParameters

CHINA = work_calendar("CN", range(2025, 2029))
_COLUMNS: dict[str, Any] = {
    **dict.fromkeys(("key", "id", "name", "owner", "region", "class", "tier", "lifecycle", "next_action"), nw.String()),
    **dict.fromkeys(("last_contact", "next_contact_stated", "a_last"), nw.Date()),
    "value": nw.Int64(),
    "counts": nw.Boolean(),
}


def made_population(*customers: dict[str, Any]) -> Population:
    """Customers with the columns given; ``id`` is their key, the class C and the owner ``R`` unless told otherwise."""
    rows = [{"class": "C", "owner": "R", "counts": True, **each} for each in customers]
    data = {column: [row.get(column) for row in rows] for column in _COLUMNS}
    data["key"], data["name"] = data["id"], [row.get("name", f"公司{row['id']}") for row in rows]
    frame = nw.from_dict(data, schema=_COLUMNS, backend="polars")
    return Population(frame, frozenset(_COLUMNS), (), 0, {}, by_name=False)


def made_people(
    *customers: dict[str, Any],
    as_of: date,
    follow_up: FollowUpParameters | None = None,
    visits: VisitParameters | None = None,
    contacts: nw.DataFrame[Any] | None = None,
) -> nw.DataFrame[Any]:
    """The same with their intervals and due days, in the Chinese calendar."""
    people = customers_of(made_population(*customers), contacts)
    return with_due(people, follow_up or FollowUpParameters(), visits or VisitParameters(), as_of, CHINA)
