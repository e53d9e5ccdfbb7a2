"""Words of the pivot, and how the values of each measure are read."""

from __future__ import annotations

from decimal import Decimal

from salesplan.model.table import Value
from salesplan.present.blocks import Screen, Style
from salesplan.present.numbers import as_decimal, decimal, integer, percent
from salesplan.present.views.sales_parts import SIDE_TITLES, SPAN_FIGURES, money
from salesplan.text import Text

SHOWN = 12
"""Groups that are shown unless all are asked for."""
MEASURE_TITLES = {
    "amount": Text("销售额", "Sales"),
    "qty": Text("数量", "Quantity"),
    "orders": Text("订单数", "Orders"),
    "customers": Text("客户数", "Customers"),
    "margin": Text("毛利", "Margin"),
    "average_order": Text("客单价", "Average order"),
    "price": Text("均价", "Price"),
    "discount": Text("折扣", "Discount"),
}
REASONS = {
    "no_base": Text("没有对比期", "no base"),
    "base_zero": Text("对比期为 0", "base is 0"),
    "base_negative": Text("对比期为负", "base below 0"),
}
COLUMNS = {
    **SIDE_TITLES,
    **MEASURE_TITLES,
    "level": Text("行类", "Row"),
    "share": Text("占比", "Share"),
    "base": Text("对比期", "Base"),
    "change": Text("变动", "Change"),
    "yoy": Text("同比", "Change in %"),
    "yoy_reason": Text("没有同比的原因", "Why no change in %"),
    "contribution": Text("增长贡献", "Contribution"),
    "before": Text("上期", "Before"),
    "mom": Text("环比", "On the period before"),
}
FIGURES = {
    **SPAN_FIGURES,
    "measure": Text("指标", "Measure"),
    "by": Text("按", "By"),
    "total": Text("合计", "Total"),
    "base_total": Text("对比期合计", "Base"),
    "yoy": Text("同比", "Change in %"),
    "reason": Text("没有同比的原因", "Why no change in %"),
    "before_total": Text("上期合计", "Before"),
    "mom": Text("环比", "On the period before"),
    "groups": Text("组数", "Groups"),
    "up": Text("拉动最多", "Moved it up"),
    "down": Text("拖累最多", "Moved it down"),
    "columns": Text("各列", "Columns"),
    "together": Text("1-2 月合计", "January and February"),
    "adds_up": Text("各组相加等于合计", "Groups sum to the total"),
    "without": Text("没有这个数的行", "Lines without it"),
    "first_order": Text("最早的订单", "Oldest order"),
}
Row = dict[str, Value]


def value_of(value: Value, measure: str, screen: Screen) -> str:
    """A value as its measure is read."""
    if measure == "discount":
        return percent(as_decimal(value))
    if measure in ("orders", "customers"):
        return integer(int(value)) if isinstance(value, int | Decimal) else "–"
    if measure == "qty":
        told = as_decimal(value)
        return decimal(told, 0 if told is None or told == told.to_integral_value() else 2)
    if measure == "price":
        return decimal(as_decimal(value), 2)
    return money(as_decimal(value), screen)


def tone_of(rate: Decimal | None) -> Style:
    """Good above 0, bad below."""
    return "" if not rate else "good" if rate > 0 else "bad"
