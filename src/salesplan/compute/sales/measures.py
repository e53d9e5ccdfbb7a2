"""What is measured of sold lines: amount, quantity, orders, customers, margin, average order, price, discount."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import narwhals as nw

from salesplan.compute.sales.sold import Sold
from salesplan.compute.sums import roomy, wide
from salesplan.errors import BadInput, BadUsage, Problem
from salesplan.model.near import nearest, plain_name
from salesplan.model.result import place_of
from salesplan.model.table import Kind
from salesplan.text import Text

Frame = nw.DataFrame[Any]
VALUE = "value"
BLANK = ""
"""Stands for a side that a line does not tell: groups of nothing are groups too."""
_CENTS, _SHARES = 2, 6


@dataclass(frozen=True)
class Measure:
    """``adds``: the groups sum to the total; ``needs``: columns of which the orders must have one."""

    key: str
    label: Text
    kind: Kind
    adds: bool = True
    needs: tuple[str, ...] = ()
    words: str = ""

    def scale(self, sold: Sold) -> int:
        """The decimals that its values keep."""
        if self.kind == "integer":
            return 0
        if self.key == "discount":
            return _SHARES
        if self.key == "margin":
            return _margin_scale(sold)
        return {"amount": sold.scale, "qty": sold.scales.get("qty", 0)}.get(self.key, max(sold.scale, _CENTS))


MEASURES = {
    each.key: each
    for each in (
        Measure("amount", Text("销售额", "sales"), "amount", words="金额 销售额 销售 revenue sales"),
        Measure("qty", Text("数量", "quantity"), "score", needs=("qty",), words="数量 销量 件数 quantity units"),
        Measure("orders", Text("订单数", "orders"), "integer", adds=False, words="订单 订单数 单数"),
        Measure("customers", Text("客户数", "customers"), "integer", adds=False, words="客户 客户数 家数"),
        Measure("margin", Text("毛利", "margin"), "amount", needs=("margin", "cost"), words="毛利 利润 毛利额 profit"),
        Measure("average_order", Text("客单价", "average order"), "amount", adds=False, words="客单价 笔单价 average"),
        Measure("price", Text("均价", "price"), "amount", adds=False, needs=("qty",), words="价格 单价 均价"),
        Measure("discount", Text("折扣", "discount"), "share", adds=False, needs=("discount",), words="折扣 折扣率"),
    )
}
"""What can be measured, by key."""


def measure_named(word: str) -> Measure:
    """The measure that a word means; BadUsage with the nearest for a word that is none."""
    told = plain_name(word).replace(" ", "_").replace("-", "_")
    found = next((each for key, each in MEASURES.items() if told == key or told in each.words.split()), None)
    if found is not None:
        return found
    near = nearest(told, [*MEASURES, *(each for one in MEASURES.values() for each in one.words.split())])
    what = Text("没有“{word}”这个指标", "there is no measure called {word}").format(word=word)
    listed = Text("可选：{keys}", "choose of {keys}").format(keys=", ".join(MEASURES))
    meant = Text("是“{near}”吗？{listed}", "is it {near}? {listed}").format(near=near, listed=listed)
    raise BadUsage(Problem("SALES-measure", "error", what, listed if near is None else meant, value=word))


def check_measure(measure: Measure, sold: Sold) -> None:
    """BadInput where the orders have none of the columns that a measure needs."""
    if not measure.needs or any(column in sold.sides for column in measure.needs):
        return
    column = measure.needs[0]
    title = {"qty": Text("数量", "Quantity"), "margin": Text("毛利", "Margin")}.get(column, Text("折扣", "Discount"))
    what = Text("订单里没有“{title}”，算不出{label}", "the orders have no column {title}: {label} cannot be told")
    fix = Text(
        "在订单里加一列“{title}”，或写明是哪一列：--column {column}=表头",
        "add a column {title} to the orders, or say which it is: --column {column}=TITLE",
    ).format(title=title, column=column)
    told = what.format(title=title, label=measure.label)
    raise BadInput(Problem("SALES-no-measure", "error", told, fix, place_of(sold.inputs), column))


def measured(frame: Frame, by: Sequence[str], measure: Measure, sold: Sold) -> Frame:
    """One row a group of ``by`` (none: one row) with ``value``, null where it cannot be told.

    Orders net to more than 0, customers buy for more than 0 in all; averages divide by what is above 0. Margin is the
    column of that name, else amount less cost; price is amount over quantity of lines that have one; discount is
    weighted by amount.
    """
    by = list(by) or ["_all"]
    frame = frame.with_columns(_all=nw.lit(BLANK)).with_columns(nw.col(c).fill_null(BLANK).alias(c) for c in by)
    return {
        "amount": lambda: _summed(frame, by, "amount"),
        "qty": lambda: _summed(frame, by, "qty"),
        "orders": lambda: _counted(frame, by, ("key", "order", "day")),
        "customers": lambda: _counted(frame.filter(~nw.col("key").is_null()), by, ("key",)),
        "margin": lambda: _summed(_with_margin(frame, sold), by, "_margin"),
        "average_order": lambda: _average(frame, by, sold),
        "price": lambda: _price(frame, by, sold),
        "discount": lambda: _discount(frame, by, sold),
    }[measure.key]()


def without(frame: Frame, measure: Measure) -> int:
    """How many lines lack what the measure is made of."""
    if measure.key == "margin":
        return len(frame.filter(nw.col("margin").is_null() & nw.col("cost").is_null()))
    return len(frame.filter(nw.col(measure.needs[0]).is_null())) if measure.needs else 0


def _summed(frame: Frame, by: list[str], column: str) -> Frame:
    known = frame.filter(~nw.col(column).is_null()).with_columns(_sum=nw.col(column))
    return known.group_by(*by).agg(roomy(known, "_sum").sum().alias(VALUE)).with_columns(nw.col(VALUE).cast(nw.Int64()))


def _counted(frame: Frame, by: list[str], what: tuple[str, ...]) -> Frame:
    """How many of something net to more than 0, by group."""
    inner = [name for name in what if name not in by]
    each = frame.group_by(*by, *inner).agg(_net=roomy(frame, "amount").sum())
    return each.group_by(*by).agg((nw.col("_net") > 0).cast(nw.Int64()).sum().alias(VALUE))


def _margin_scale(sold: Sold) -> int:
    if "margin" in sold.sides:
        return sold.scales.get("margin", 0)
    return max(sold.scale, sold.scales.get("cost", 0))


def _with_margin(frame: Frame, sold: Sold) -> Frame:
    """The margin of each line, null where neither margin nor cost is told."""
    scale = _margin_scale(sold)
    if "margin" in sold.sides:
        return frame.with_columns(_margin=nw.col("margin"))
    own, cost = 10 ** (scale - sold.scale), 10 ** (scale - sold.scales.get("cost", 0))
    return frame.with_columns(_margin=nw.col("amount") * own - nw.col("cost") * cost)


def _average(frame: Frame, by: list[str], sold: Sold) -> Frame:
    orders = _counted(frame, by, ("key", "order", "day")).rename({VALUE: "_n"})
    joined = _summed(frame, by, "amount").join(orders, on=by, how="left")
    scale = max(sold.scale, _CENTS)
    return joined.select(*by, _divided(wide(nw.col(VALUE)) * wide(10 ** (scale - sold.scale)), nw.col("_n")))


def _price(frame: Frame, by: list[str], sold: Sold) -> Frame:
    known = frame.filter(~nw.col("qty").is_null())
    pieces = _summed(known, by, "qty").rename({VALUE: "_n"})
    joined = _summed(known, by, "amount").join(pieces, on=by, how="left")
    power = max(sold.scale, _CENTS) - sold.scale + sold.scales.get("qty", 0)
    return joined.select(*by, _divided(wide(nw.col(VALUE)) * wide(10**power), nw.col("_n")))


def _discount(frame: Frame, by: list[str], sold: Sold) -> Frame:
    known = frame.filter(~nw.col("discount").is_null() & (nw.col("amount") > 0))
    power = 10 ** max(_SHARES - sold.scales.get("discount", 0), 0)
    weighed = known.with_columns(_off=wide(nw.col("amount")) * wide(nw.col("discount")) * wide(power))
    sums = weighed.group_by(*by).agg(nw.col("_off").sum(), _n=roomy(known, "amount").sum())
    return sums.select(*by, _divided(nw.col("_off"), nw.col("_n")))


def _divided(above: nw.Expr, below: nw.Expr) -> nw.Expr:
    """Half up, away from 0; null where there is nothing to divide by."""
    down = wide(below)
    found = (above.abs() * wide(2) + down) // (nw.when(down > wide(0)).then(down * wide(2)))
    return nw.when(above < wide(0)).then(wide(0) - found).otherwise(found).cast(nw.Int64()).alias(VALUE)
