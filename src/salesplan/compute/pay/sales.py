"""What commission is paid for: the lines of the orders that lie in the days looked at, each with what it measures."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from sys import intern
from typing import Any

import narwhals as nw

from salesplan.compute.targets.actuals.measure import MEASURE, ONCE, measured
from salesplan.model.near import plain_name
from salesplan.model.period import FiscalYear, Period
from salesplan.model.plan.commission import Items, PayMeasure, Rate
from salesplan.model.plan.metrics import metric_named
from salesplan.model.records import ROW, SOURCE, Records
from salesplan.model.table import scaled

_COST, _PRODUCT = "_pay_cost", "_pay_product"
_TEXTS = ("order_id", "line", "customer_id", "customer_name", "rep", "product_id", "product", "category")


@dataclass(frozen=True, slots=True)
class Sale:
    """One order line, or what was collected of it. ``value`` is counted in the measure, ``amount`` in money.

    ``ref`` names the order, or the line itself where orders have no numbers. ``margin`` is its margin over its amount,
    None where it is not known.
    """

    ref: str
    date: date
    value: Decimal
    amount: Decimal | None = None
    order: str | None = None
    customer_id: str | None = None
    customer: str | None = None
    rep: str | None = None
    product_id: str | None = None
    product: str | None = None
    category: str | None = None
    margin: Fraction | None = None
    source: int = 0
    row: int = 0


def sales_of(orders: Records, measure: PayMeasure, amount: str, days: Period, year: FiscalYear) -> list[Sale]:
    """The order lines of these days by date, order and what they say, so that the order of rows is no matter.

    ``amount`` is the column of money that counts. BadInput where the orders do not tell the measure.
    """
    start, weeks = year.start_month, year.weeks
    counted = measured(orders, measure, amount, start_month=start, weeks=weeks)
    frame = counted.frame.filter(~nw.col("date").is_null(), nw.col("date").is_between(days.first, days.last))
    frame = frame.filter(~nw.col(MEASURE).is_null())
    if metric_named(measure) in ONCE:  # the other rows of an order or customer count for nothing
        frame = frame.filter(nw.col(MEASURE) != 0)
    money = nw.col(amount) if orders.has(amount) else nw.lit(None, dtype=nw.Int64())
    columns = [_text(frame, key) for key in _TEXTS]
    found = frame.select("date", *columns, SOURCE, ROW, money.alias("_money"), _margin(frame).alias("_margin"), MEASURE)
    found = found.sort("date", "order_id", "line", "product_id", "product", MEASURE, SOURCE, ROW, nulls_last=True)
    scales = (counted.scales.get(MEASURE, 0), counted.scales.get(amount, 0), _margin_scale(counted))
    return [_sale(row, scales) for row in found.iter_rows()]


def _text(frame: nw.DataFrame[Any], key: str) -> nw.Expr:
    return nw.col(key) if key in frame.columns else nw.lit(None, dtype=nw.String()).alias(key)


def _margin(frame: nw.DataFrame[Any]) -> nw.Expr:
    """The margin as it stands, else the cost, below 0 to tell it; null where neither is there."""
    if "margin" in frame.columns:
        return nw.col("margin")
    return nw.col("cost") if "cost" in frame.columns else nw.lit(None, dtype=nw.Int64())


def _margin_scale(orders: Records) -> tuple[int, bool]:
    """The scale of what ``_margin`` gives, and whether it is a cost."""
    key = "margin" if orders.has("margin") else "cost"
    return orders.scales.get(key, 0), key == "cost"


def _sale(row: tuple[Any, ...], scales: tuple[int, int, tuple[int, bool]]) -> Sale:
    """The sale of a row: day, texts, source, row, money, margin, measure. A name is held once for all its lines."""
    day, (number, _, *names), (source, at, money, margin, value) = row[0], map(_held, row[1:9]), row[9:]
    customer_id, customer, rep, product_id, product, category = names
    amount = None if money is None else scaled(money, scales[1])
    own = product_id or product or ""
    return Sale(
        number or f"{day} {customer_id or customer or ''} {own}".strip(),
        day,
        amount if amount is not None and (value, scales[0]) == (money, scales[1]) else scaled(value, scales[0]),
        amount,
        number,
        customer_id,
        customer,
        rep,
        product_id,
        product,
        category,
        _share_of_margin(margin, amount, *scales[2]),
        source,
        at,
    )


def _held(text: str | None) -> str | None:
    return text and intern(text)


def _share_of_margin(held: int | None, money: Decimal | None, scale: int, is_cost: bool) -> Fraction | None:  # noqa: FBT001 - what the figure is
    if held is None or not money:
        return None
    figure = Fraction(scaled(held, scale))
    return (Fraction(money) - figure if is_cost else figure) / Fraction(money)


def with_cost(orders: Records, products: Records | None) -> Records:
    """The orders with a cost of each line from the price list, where they tell neither margin nor cost themselves."""
    known = products is not None and products.has("cost") and orders.has("qty")
    if products is None or not known or orders.has("margin") or orders.has("cost"):
        return orders
    key = next(
        ((own, its) for own, its in (("product_id", "id"), ("product", "name")) if _both(orders, own, products, its)),
        None,
    )
    if key is None:
        return orders
    prices = products.frame.select(nw.col(key[1]).alias(_PRODUCT), nw.col("cost").alias(_COST))
    prices = prices.filter(~nw.col(_PRODUCT).is_null()).unique(_PRODUCT, keep="first", maintain_order=True)
    frame = orders.frame.join(prices, left_on=key[0], right_on=_PRODUCT, how="left")
    frame = frame.with_columns((nw.col("qty") * nw.col(_COST)).alias("cost")).drop(_COST)
    scale = orders.scales.get("qty", 0) + products.scales.get("cost", 0)
    return Records(
        orders.table,
        frame,
        {**orders.scales, "cost": scale},
        orders.inputs,
        orders.findings,
        orders.left_out,
        orders.lost,
        orders.bad,
    )


def _both(orders: Records, own: str, products: Records, its: str) -> bool:
    return orders.has(own) and products.has(its)


class Named:
    """Names that are meant. Each word is compared once: thousands of order lines have the same ones."""

    def __init__(self, names: Sequence[str]) -> None:
        self._names = frozenset(plain_name(name) for name in names)
        self._known: dict[str, bool] = {}

    def __bool__(self) -> bool:
        return bool(self._names)

    def any_of(self, *told: str | None) -> bool:
        """Whether one of the words, in whatever width and case, is a name that is meant; never where none is."""
        return bool(self._names) and any(self._is_one(word) for word in told if word)

    def _is_one(self, word: str) -> bool:
        found = self._known.get(word)
        if found is None:
            found = self._known[word] = plain_name(word) in self._names
        return found


class Picker:
    """Which sales a list of products, categories and customers picks; an empty one picks none."""

    def __init__(self, items: Items) -> None:
        self.items = items
        self._products, self._categories, self._customers = (
            Named(each) for each in (items.products, items.categories, items.customers)
        )
        self._any = bool(items)

    def picks(self, sale: Sale) -> bool:
        """Whether a sale is of one of the products, categories or customers."""
        return self._any and (
            self._products.any_of(sale.product_id, sale.product)
            or self._categories.any_of(sale.category)
            or self._customers.any_of(sale.customer_id, sale.customer)
        )

    def __bool__(self) -> bool:
        return self._any


class RatePicker:
    """The first of a rule's own rates that a sale falls under."""

    def __init__(self, rates: Sequence[Rate]) -> None:
        self._rates = [(Named(rate.products), Named(rate.categories), rate) for rate in rates]

    def rate_of(self, sale: Sale) -> Rate | None:
        """The rate line of a sale; None where none is about it. Of an unknown margin none by margin is."""
        if not self._rates:
            return None
        return next((rate for names, kinds, rate in self._rates if _fits(sale, names, kinds, rate)), None)


def _fits(sale: Sale, products: Named, categories: Named, rate: Rate) -> bool:
    if products and not products.any_of(sale.product_id, sale.product):
        return False
    if categories and not categories.any_of(sale.category):
        return False
    if not rate.by_margin:
        return True
    if sale.margin is None:
        return False
    low, high = rate.margin_from, rate.margin_to
    return (low is None or sale.margin >= Fraction(low)) and (high is None or sale.margin < Fraction(high))
