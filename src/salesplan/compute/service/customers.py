"""Whose an answer or a complaint is: the customer it names, with his owner and tier."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import narwhals as nw

from salesplan.compute.customers.link_findings import is_shared, perhaps_meant
from salesplan.compute.customers.links import unknown_customers, with_told
from salesplan.compute.customers.population import Population
from salesplan.compute.naming import names_of
from salesplan.compute.near_keys import UnknownName
from salesplan.compute.team.staff import NO_TEAM, Staff
from salesplan.errors import Place, Problem
from salesplan.model.records import ROW, SOURCE, Records
from salesplan.model.result import Input
from salesplan.text import Text

Frame = nw.DataFrame[Any]
_LOOKED_UP = ("id", "name", "owner", "tier")


@dataclass(frozen=True)
class Customer:
    """Who a row is about: as the lists know him, else as the row calls him. ``key`` is None for nobody we know."""

    name: str | None = None
    key: str | None = None
    owner: str | None = None
    tier: str | None = None


NOBODY = Customer()


@dataclass(frozen=True)
class Customers:
    """The customer of each row, by the row's place in the list (source, row); ``unknown`` are names of nobody."""

    of: Mapping[tuple[int, int], Customer]
    unknown: tuple[UnknownName, ...] = ()


def customers_of(records: Records, population: Population | None, staff: Staff = NO_TEAM) -> Customers:
    """Who the rows of a list are about; without customers and orders only as the rows call them.

    Owners go by their names in the team.
    """
    if population is None:
        return Customers({place: Customer(name) for place, name in _named(records)})
    rows = with_told(records, population)
    people = population.frame.filter(nw.col("counts"))
    given = [nw.col(c) if c in people.columns else nw.lit(None, dtype=nw.String()) for c in _LOOKED_UP]
    named = [column.alias(f"_{key}") for key, column in zip(_LOOKED_UP, given, strict=True)]
    used = rows.select("customer_key").unique()
    wanted = people.select("key", *named).join(used, left_on="key", right_on="customer_key", how="inner")
    joined = rows.join(wanted, left_on="customer_key", right_on="key", how="left")
    own = dict(_named(records))
    found: dict[tuple[int, int], Customer] = {}
    for source, row, key, *looked_up in joined.select(
        SOURCE, ROW, "customer_key", *(f"_{c}" for c in _LOOKED_UP)
    ).iter_rows():
        id_, name, owner, tier = looked_up
        told = " ".join(dict.fromkeys(word for word in (id_, name) if word)) or own[source, row]
        found[source, row] = Customer(told, key, staff.called(owner), tier)
    strangers = rows.filter(nw.col("customer_key").is_null() & ~nw.col("told").is_null())
    return Customers(found, unknown_customers(strangers, population))


def _named(records: Records) -> Iterator[tuple[tuple[int, int], str | None]]:
    """What each row calls its customer."""
    keys = [key for key in ("customer_id", "customer_name") if records.has(key)]
    for source, row, *words in records.frame.select(SOURCE, ROW, *keys).iter_rows():
        yield (source, row), " ".join(dict.fromkeys(word for word in words if word)) or None


def cell_place(inputs: Sequence[Input], source: int, row: int, field: str) -> Place:
    """Where the cell of a field in a row stands; the row's first cell where the list has no such column."""
    given = inputs[source]
    column = next((column for column in given.columns if column.field == field), None)
    if given.sheet is None or given.format == "csv":
        return Place(file=given.file, line=row, key=column.header if column else None)
    return Place(file=given.file, sheet=given.sheet, cell=f"{column.column if column else 'A'}{row}")


def inputs_without(inputs: Sequence[Input], left_out: Iterable[tuple[int, str]]) -> tuple[Input, ...]:
    """The inputs with rows (their source, why they do not count) taken out of those used."""
    counts = Counter(left_out)
    found: list[Input] = []
    for source, each in enumerate(inputs):
        own = {reason: number for (at, reason), number in sorted(counts.items()) if at == source}
        told = {reason: each.left_out.get(reason, 0) + number for reason, number in own.items()}
        found.append(replace(each, used=each.used - sum(own.values()), left_out={**each.left_out, **told}))
    return tuple(found)


def of_unknown(customers: Customers, place: Place) -> Iterator[Problem]:
    """Customers whom nobody knows, with whom they may mean; what they say counts all the same."""
    if strange := [each for each in customers.unknown if not is_shared(each)]:
        what = Text(
            "{rows} 行的客户（{names}）客户名单和订单里都没有，照样计入，但不知道负责人和等级",
            "{rows} rows name customers ({names}) of neither list nor orders: counted, without owner and tier",
        )
        rows = f"{sum(each.rows for each in strange):,}"
        fix = perhaps_meant(strange, Text("核对客户编号或名称", "check their ids or names"))
        told = what.format(rows=rows, names=names_of(each.name for each in strange))
        yield Problem("SERVICE-unknown-customer", "warning", told, fix, place, strange[0].name)
    if shared := [each for each in customers.unknown if is_shared(each)]:
        what = Text(
            "{names} 不止一家客户叫这个名字，看不出是哪家", "several customers are called {names}: whose it is is open"
        )
        fix = Text("补上客户编号", "fill in the ids of the customers")
        told = what.format(names=names_of(each.name for each in shared))
        yield Problem("SERVICE-shared-name", "warning", told, fix, place, shared[0].name)
