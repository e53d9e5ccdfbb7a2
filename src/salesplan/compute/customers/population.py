"""The customers to be rated: the rows of the list, with what the orders say of them, and those only the orders know."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

import narwhals as nw

from salesplan.compute.customers.exact import days_since
from salesplan.compute.customers.facts import facts
from salesplan.compute.customers.keys import key, plain
from salesplan.compute.customers.lines import Lines, check_size
from salesplan.compute.customers.man import FACTORS
from salesplan.model.period import Period
from salesplan.model.records import ROW, SOURCE, Records

Frame = nw.DataFrame[Any]
SOURCES: tuple[str, ...] = ("list", "orders", "list_left_out")
"""Where a customer is known from: the customer list, only the orders, or the orders and a row of the list that was left
out because of a bad cell."""
BY_ID = (("id", "name"), ("customer_id", "customer_name"))
BY_NAME = (("name", "id"), ("customer_name", "customer_id"))
_TEXTS = ("id", "name", "owner", "region")
_KINDS: Mapping[str, Any] = {
    SOURCE: nw.Int64(),
    ROW: nw.Int64(),
    **dict.fromkeys(_TEXTS, nw.String()),
    **dict.fromkeys(FACTORS, nw.Int64()),
    **dict.fromkeys(("man_date", "last_contact", "next_contact", "created", "last_order"), nw.Date()),
    **dict.fromkeys(("orders", "amount"), nw.Int64()),
}
_STATED = {"amount": "amount_stated", "orders": "orders_stated", "last_order": "last_order_stated"}
_MEASURED = {"recency": "last_order", "frequency": "orders", "monetary": "amount"}


@dataclass(frozen=True)
class Population:
    """``frame``: one row per row of the list, then one per customer whom only the orders know.

    ``counts`` is false in a row whose customer stood in the list before: totals count him once. ``given`` names the
    columns that the inputs allow, ``measures`` those of RFM; ``scale`` is that of ``amount``, ``deal_scale`` that of
    ``deal_value``. ``later_dates`` counts the last orders that the list dates after the as-of.
    """

    frame: Frame
    given: frozenset[str]
    measures: tuple[str, ...]
    scale: int
    scales: Mapping[str, int]
    by_name: bool
    later_dates: int = 0
    deal_scale: int = 0


def keys_by(customers: Records | None, orders: Records | None) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The columns that customers and orders are known by: ids where both tables have them, else names."""
    with_ids = (customers is None or customers.has("id")) and (orders is None or orders.has("customer_id"))
    return BY_ID if with_ids else BY_NAME


def of_list(customers: Records, as_of: date, a_days: int) -> Population:
    """A list without orders: its own last order, count and amount are taken as they stand.

    A last order dated after the as-of is not known yet and counts as missing. The net amount of the last days is not
    known, so the last order alone makes class A. A row without id always counts: a name is no proof of one customer.
    """
    frame = with_counts(_listed(customers, BY_ID[0]))
    frame = frame.with_columns(counts=nw.col("counts") | nw.col("id").is_null())
    given = _given(customers)
    found = tuple(measure for measure, column in _MEASURED.items() if column in given)
    measures = () if found == ("monetary",) else found
    later = nw.col("last_order") > nw.lit(as_of)
    stated = (nw.col("orders").fill_null(0) > 0) | (nw.col("amount").fill_null(0) > 0)
    frame = frame.with_columns(
        later=later.fill_null(value=False),
        last_order=nw.when(~later).then(nw.col("last_order")),
        source=nw.lit(SOURCES[0]),
        amount_stated=nw.lit(None, dtype=nw.Int64()),
        first_order=nw.lit(None, dtype=nw.Date()),
        a_net=nw.lit(1, dtype=nw.Int64()),
        no_amount_reason=nw.lit("no_amount"),
    ).with_columns(
        window_last=nw.col("last_order"),
        a_last=nw.when(nw.col("last_order") >= nw.lit(as_of - timedelta(days=a_days))).then(nw.col("last_order")),
        orders_known=~nw.col("last_order").is_null(),
        buys=_all_known([_MEASURED[m] for m in measures]) & (nw.col("orders").is_null() | (nw.col("orders") > 0)),
        orders_unknown=nw.col("last_order").is_null() & stated,
    )
    return Population(
        _with_days(frame, as_of),
        given | {"row"},
        measures,
        customers.scales.get("amount", 0),
        customers.scales,
        by_name=not customers.has("id"),
        later_dates=int(frame.get_column("later").sum()),
    )


def of_orders(
    customers: Records | None, lines: Lines, as_of: date, window: Period | None, a_days: int, by: tuple[str, ...]
) -> Population:
    """List and orders, or orders alone: amounts, counts and days are those of the orders, the list's amount stands by.

    A customer without name, region or owner in the list gets those of his newest order.
    """
    by_name = by == BY_NAME[0]
    scales = {} if customers is None else dict(customers.scales)
    given = {"amount", "orders", "last_order", *(c for c in ("name", "owner", "region", "id") if _filled(lines, c))}
    if customers is None:
        frame = _unlisted(facts(lines, as_of, window, a_days))
    else:
        people = _listed(customers, by).rename(_STATED)
        lost = _left_out(customers, by)
        known = facts(with_list_keys(lines, customers, by), as_of, window, a_days)
        strangers = _unlisted(known.join(people.select("key"), on="key", how="anti"), lost.get_column("key").to_list())
        mine = _with_facts(people, known)
        frame = nw.concat([mine, strangers.select(*mine.columns)])
        given |= {_STATED.get(name, name) for name in _given(customers)} | {"row"}
    frame = frame.with_columns(
        orders=nw.col("orders").fill_null(0),
        buys=~nw.col("window_last").is_null(),
        orders_unknown=nw.lit(value=False),
        orders_known=nw.lit(value=True),
        no_amount_reason=nw.lit("no_order_in_window"),
    )
    frame = _in_order(_with_days(frame, as_of))
    return Population(frame, frozenset(given), tuple(_MEASURED), lines.scale, scales, by_name)


def _listed(customers: Records, by: tuple[str, ...]) -> Frame:
    """The list with every column used here, null where it has none; a row without id and name is its own customer."""
    frame = customers.frame
    if customers.has("amount"):
        check_size(frame.get_column("amount"), customers.inputs)
    own = nw.concat_str(nw.lit("#"), nw.col(SOURCE).cast(nw.String()), nw.lit("/"), nw.col(ROW).cast(nw.String()))
    return frame.select(
        *((nw.col(c) if c in frame.columns else nw.lit(None)).cast(kind).alias(c) for c, kind in _KINDS.items()),
        key=nw.coalesce(key(frame, by), own),
    )


def _left_out(customers: Records, by: tuple[str, ...]) -> Frame:
    """Key and name of the rows of the list that bad cells took out."""
    named = [dict(zip(BY_ID[0], row, strict=True)) for row in customers.left_out]
    columns = {column: [row[column] for row in named] for column in BY_ID[0]}
    frame = nw.from_dict(columns, schema=dict.fromkeys(BY_ID[0], nw.String()), backend=customers.frame.implementation)
    return frame.select(key=key(frame, by), name=nw.col("name")).filter(~nw.col("key").is_null())


def absent(population: Population, customers: Records) -> Frame | None:
    """The rows that bad cells took out of the list and whose customers are in no other row and in no order.

    With ``id`` and ``name`` (null where the list has none) and the columns that say where a row stands. None where no
    row was left out.
    """
    if customers.lost is None:
        return None
    lost = customers.lost
    given = [(nw.col(c) if c in lost.columns else nw.lit(None)).cast(nw.String()).alias(c) for c in BY_ID[0]]
    by = BY_NAME[0] if population.by_name else BY_ID[0]
    rows = lost.select(SOURCE, ROW, *given, key=key(lost, by))
    rated = population.frame.select("key").unique()
    return rows.join(rated, on="key", how="anti").sort(SOURCE, ROW)


def _given(customers: Records) -> frozenset[str]:
    return frozenset(column for column in _KINDS if customers.has(column))


def with_list_keys(lines: Lines, customers: Records | None, by: tuple[str, ...]) -> Lines:
    """Lines without a customer id get the key of the one customer of that name in the list.

    ``by`` are the columns that the list's customers are known by. Whoever joins lines with the rated customers by
    ``key`` needs this first.
    """
    if customers is None:
        return lines
    people = nw.concat([_listed(customers, by).select("key", "name"), _left_out(customers, by)])
    return replace(lines, frame=with_name_keys(lines.frame, people, by))


def with_name_keys(lines: Frame, people: Frame, by: tuple[str, ...]) -> Frame:
    """Rows whose ``id`` is null get the key of the one of ``people`` (key, name) of the name they are known by."""
    nameless = lines.filter(nw.col("id").is_null()) if by == BY_ID[0] else lines.head(0)
    if not len(nameless) or not len(people):
        return lines
    names = single_names(people)
    by_list = nw.col("key").replace_strict(
        names.get_column("plain_name").to_list(),
        names.get_column("key").to_list(),
        default=nw.col("key"),
        return_dtype=nw.String(),
    )
    return lines.with_columns(key=nw.when(nw.col("id").is_null()).then(by_list).otherwise(nw.col("key")))


def single_names(people: Frame) -> Frame:
    """``plain_name`` and ``key`` of each name, written plainly, that only one of ``people`` (key, name) has."""
    names = people.with_columns(plain_name=plain(people, "name")).filter(~nw.col("plain_name").is_null())
    return names.select("plain_name", "key").unique().filter(nw.col("plain_name").is_unique())


def with_counts(people: Frame) -> Frame:
    """``counts``: true in one row of each customer, the one that totals and class counts go by.

    Of several rows of one customer it is the one with the highest amount, then the newest last order, the most orders,
    the highest ratings, then by text: what a row says decides, never where it stands.
    """
    if people.get_column("key").is_unique().all():
        return people.with_columns(counts=nw.lit(value=True))
    figures = [c for c in ("amount", "amount_stated", "last_order", "orders", *FACTORS) if c in people.columns]
    texts = [c for c in _TEXTS if c in people.columns]
    placed = people.with_row_index("place")
    order = [True] * len(figures) + [False] * (len(texts) + 1)
    best = placed.sort(*figures, *texts, "place", descending=order, nulls_last=True)
    return best.with_columns(counts=nw.col("key").is_first_distinct()).sort("place").drop("place")


def _with_facts(people: Frame, known: Frame) -> Frame:
    joined = with_counts(people).with_columns(source=nw.lit(SOURCES[0]))
    joined = joined.join(known, on="key", how="left")
    return joined.with_columns(*(nw.coalesce(nw.col(c), nw.col(f"order_{c}")).alias(c) for c in _TEXTS))


def _unlisted(known: Frame, left_out: Sequence[str] = ()) -> Frame:
    """Customers of the orders that stand in no list, or whose rows of it were left out: what it would say is null."""
    absent = {_STATED.get(c, c): kind for c, kind in _KINDS.items() if c not in _TEXTS}
    return known.with_columns(
        *(nw.lit(None).cast(kind).alias(c) for c, kind in absent.items()),
        *(nw.col(f"order_{c}").alias(c) for c in _TEXTS),
        counts=nw.lit(value=True),
        source=nw.when(nw.col("key").is_in(list(left_out))).then(nw.lit(SOURCES[2])).otherwise(nw.lit(SOURCES[1])),
    )


def _in_order(frame: Frame) -> Frame:
    """As in the list; customers only the orders know stand after it, the largest amount first."""
    return frame.sort(SOURCE, ROW, "amount", "key", descending=[False, False, True, False], nulls_last=True)


def _filled(lines: Lines, column: str) -> bool:
    return not lines.frame.get_column(column).is_null().all()


def _all_known(columns: list[str]) -> nw.Expr:
    known = [~nw.col(column).is_null() for column in columns]
    return nw.all_horizontal(*known, ignore_nulls=False) if known else nw.lit(value=False)


def _with_days(frame: Frame, as_of: date) -> Frame:
    """Days since the last order and since the order that can make class A; the user's own next contact by its name."""
    return frame.with_columns(
        recency_days=days_since(nw.coalesce(nw.col("window_last"), nw.col("last_order")), as_of),
        a_ago=days_since(nw.col("a_last"), as_of),
    ).rename({"next_contact": "next_contact_stated"})
