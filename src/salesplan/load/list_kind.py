"""What a list is about, told by the fields its titles name."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence

from salesplan.load.headers import is_bare, meanings, no_field
from salesplan.load.titles import Title
from salesplan.model.tables import TABLES, TableSpec, table_fields

_SIGN, _PLAIN = 3, 1
_ORDER_DETAILS = ("order_id", "line", "product", "product_id", "qty", "price")
_OF_CUSTOMERS = ("last_order", "grade", "purchasing_power", "authority", "need", "potential", "wallet", "csat")
"""What only a list of customers says of a customer, each under its own name."""
_OF_CONTACTS = frozenset(("date", "kind"))
"""What tells contacts from their customers although both names are bare (日期, 方式): when, and in which way."""
_WIDE_MONTHS = 2

UNCLEAR = frozenset(("customers", "orders"))
"""The kinds of a list that may be either; alone it is read as customers."""

Ranks = dict[str, int]
"""The fields of a list that titles name, with the best rank of each."""


def list_kind(titles: Sequence[Title], mapped: Iterable[str], repeats: Callable[[str], bool]) -> str:
    """The key of the list that the titles speak of.

    Each list that has a field of each group it needs is scored: 3 for each of its signs under its own name (商机阶段
    for deals), 1 for any other field, 0 for a bare name (编号, 名称, 备注); the highest wins, the first in TABLES among
    equals. Customers and orders are told apart further: a list with a customer, an order date and an amount is a list
    of orders when it has an order number or details of one (product, quantity, price) or a customer occurs twice; else
    it is a list of customers. Customers with a day and a way (日期, 方式) are contacts. A list of months without
    目标 or 实际 is one of targets. ``mapped``: fields that the user named columns for; ``repeats(field)``: whether a
    value of a customer field stands in two rows.
    """
    fields = {key: _ranks(titles, key) for key in TABLES}
    named = tuple(mapped)
    scores = {key: _score(spec, titles, fields[key], named) for key, spec in TABLES.items()}
    able = [key for key, spec in TABLES.items() if _has(spec, {*fields[key], *named})]
    wide = sum(title.period is not None and not title.key for title in titles)
    if wide >= _WIDE_MONTHS:
        return "targets"
    best = max(able or TABLES, key=lambda key: scores[key])
    if best == "customers" and fields["activities"].keys() >= _OF_CONTACTS and scores["activities"] >= scores[best]:
        return "activities"
    return (
        _orders_or_customers(fields, repeats) if best in ("orders", "customers") and _dated(fields["orders"]) else best
    )


def speaks_of(titles: Sequence[Title], mapped: Iterable[str], table: str) -> str:
    """The list that titles read as ``table`` speak of: ``table`` itself unless they clearly mean another.

    Where the user named the column of the date, that decides. Plain orders and customers look alike (客户, 日期, 金额),
    so orders are taken for customers only without a date or an amount, or with a field that says how a customer is;
    contacts (客户, 日期, 内容) without a date, or with such a field.
    """
    named = tuple(mapped)
    kind = table if "date" in named else list_kind(titles, named, lambda _field: True)
    if kind != "customers" or table not in ("orders", "activities"):
        return kind
    wanted, customers = _ranks(titles, table), _ranks(titles, "customers")
    complete = "date" in wanted and (table == "activities" or "amount" in wanted or "amount_net" in wanted)
    return table if complete and not any(customers.get(field) == 1 for field in _OF_CUSTOMERS) else kind


def kinds_of(titles: Sequence[Title], mapped: Iterable[str], repeats: Callable[[str], bool]) -> frozenset[str]:
    """The kind of a list (list_kind); UNCLEAR for customers with a date and an amount that may as well be orders.

    These are no more than 客户, 日期, 金额 with each customer once: a short month of orders looks like that. Where a
    customer occurs twice they are orders. A day that a customer has (创建时间) makes no order.
    """
    named = tuple(mapped)
    kind = list_kind(titles, named, repeats)
    if kind != "customers" or speaks_of(titles, named, "orders") != "orders" or not _has_days(titles, named):
        return frozenset((kind,))
    customer = "id" if "id" in _ranks(titles, "customers") else "name"
    return frozenset(("orders",)) if repeats(customer) else UNCLEAR


def _has_days(titles: Sequence[Title], named: Sequence[str]) -> bool:
    """Whether a column may be the day of an order and is no day of a customer under its own name."""
    orders, customers = meanings("orders"), meanings("customers")
    days = [t.key for t in titles if t.key in orders and orders[t.key].field == "date" and not t.ours]
    return "date" in named or any(key not in customers or customers[key].rank != 1 for key in days)


def _ranks(titles: Sequence[Title], table: str) -> Ranks:
    ranks: Ranks = {}
    telling = [t.key for t in titles if not t.ours and not t.derived and no_field(t.key) != "row-number"]
    for meaning in (meanings(table).get(key) for key in telling):
        if meaning is not None:
            ranks[meaning.field] = min(meaning.rank, ranks.get(meaning.field, meaning.rank))
    return ranks


def _score(spec: TableSpec, titles: Sequence[Title], ranks: Ranks, named: Sequence[str]) -> int:
    own = meanings(spec.key)
    bare = {own[title.key].field for title in titles if title.key in own and is_bare(title.key)}
    points = sum(_SIGN for field in named if field in table_fields(spec.key))
    for field, rank in ranks.items():
        points += _SIGN if field in spec.signs and rank == 1 and field not in bare else 0 if field in bare else _PLAIN
    return points


def _has(spec: TableSpec, fields: set[str]) -> bool:
    return all(fields.intersection(group) for group in spec.needs)


def _dated(orders: Mapping[str, int]) -> bool:
    """Whether a list has what an order has at least: its date under an own name, an amount, a customer."""
    customer = "customer_id" in orders or "customer_name" in orders
    return orders.get("date") == 1 and customer and ("amount" in orders or "amount_net" in orders)


def _orders_or_customers(fields: Mapping[str, Ranks], repeats: Callable[[str], bool]) -> str:
    if any(detail in fields["orders"] for detail in _ORDER_DETAILS):
        return "orders"
    customer = "id" if "id" in fields["customers"] else "name"
    return "orders" if customer not in fields["customers"] or repeats(customer) else "customers"
