"""Who is new: a customer whose first order ever lies in the days, and to whom he counts (methods.md 9.1).

One definition for reviews, indicators, commission and targets: the first line that is sold of the first order, by day,
order number and rep. A list that does not begin before the days cannot tell who is new in them.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

import narwhals as nw

from salesplan.compute.customers.lines import Lines
from salesplan.compute.sums import roomy
from salesplan.compute.targets.actuals.credit import Shared
from salesplan.compute.team.rep_cells import person_of, shares_of
from salesplan.compute.team.staff import Staff
from salesplan.model.period import Period

Frame = nw.DataFrame[Any]
_NET, _DAY = "_net", "_day"


def tells_new(first_day: date | None, days: Period) -> bool:
    """Whether orders that begin on ``first_day`` tell who is new in these days: they begin before them."""
    return first_day is not None and first_day < days.first


def sold_rows(frame: Frame, customer: Sequence[str], number: str | None, amount: str) -> Frame:
    """The rows of more than 0 of orders that net to more than 0: what was cancelled makes nobody a customer.

    An order is a customer and a number, without a number (or where ``number`` is None) a customer and a day.
    """
    order = nw.lit(None, dtype=nw.String()) if number is None else nw.col(number)
    by = [*customer, "_order", _DAY]
    held = frame.with_columns(_order=order).with_columns(nw.when(nw.col("_order").is_null()).then("date").alias(_DAY))
    nets = held.with_columns(roomy(held, amount).sum().over(*by).alias(_NET))
    return nets.filter(nw.col(amount) > 0, nw.col(_NET) > 0).drop("_order", _DAY, _NET)


def first_orders(lines: Lines) -> Frame:
    """Each customer's first order ever: key, date, rep (the words of the order, null where it names nobody)."""
    sold = sold_rows(lines.frame, ["key"], "order", "amount")
    return _first_lines(sold.filter(nw.col("date") == nw.col("date").min().over("key")))


def sellers_on(lines: Lines, days: Frame) -> Frame:
    """Who sold to a customer on a day: ``days`` (key, date) with rep, by the first line of the first order of it."""
    sold = sold_rows(lines.frame, ["key"], "order", "amount")
    return _first_lines(sold.join(days.select("key", "date").unique(), on=["key", "date"], how="inner"))


def _first_lines(sold: Frame) -> Frame:
    in_order = sold.sort("key", "date", "order", "owner", "amount", nulls_last=True)
    firsts = in_order.unique(["key"], keep="first", maintain_order=True)
    return firsts.select("key", "date", rep=nw.col("owner"))


def takers_of(cells: Iterable[str | None], staff: Staff, shared: Shared) -> dict[str, str]:
    """To whom a customer counts, by the cell of his first order: he is one and cannot be split.

    Of several people he is the one's with the largest share, of equal ones the first named; nobody's where the order
    is (``shares_of``).
    """
    shares = shares_of(cells, staff, shared)
    return {cell: max(people, key=lambda each: each[1])[0] for cell, people in shares.items() if people}


def with_taker(firsts: Frame, owners: Frame, staff: Staff, shared: Shared) -> Frame:
    """First orders with ``person``: who sold, else the owner of the customer (``owners``: key, owner); null: nobody."""
    rows = firsts.join(owners.select("key", "owner"), on="key", how="left")
    rows = rows.sort("date", "key")
    told = list(zip(rows.get_column("rep").to_list(), rows.get_column("owner").to_list(), strict=True))
    takers = takers_of({rep for rep, _ in told}, staff, shared)
    people = [takers.get(rep) if rep else person_of(owner, staff) for rep, owner in told]
    return rows.with_columns(nw.new_series("person", people, nw.String(), backend=rows.implementation))
