"""What targets count: the metrics that orders tell, what they are called, the words people type for them."""

from __future__ import annotations

import unicodedata

from salesplan.text import Text

METRICS: dict[str, Text] = {
    "revenue": Text("销售额", "revenue"),
    "units": Text("销量", "units sold"),
    "orders": Text("订单量", "orders"),
    "customers": Text("客户数", "customers"),
    "new_customers": Text("新客户数", "new customers"),
    "gross_profit": Text("毛利", "gross profit"),
}
"""The metrics that orders can be counted in, and what they are called on a page."""
COUNTS = frozenset(("units", "orders", "customers", "new_customers"))
"""Metrics that count pieces or people, whose smallest target is 1."""
_WORDS = {
    "revenue": "销售额 銷售額 销售收入 收入 业绩 業績 sales turnover",
    "units": "销量 銷量 数量 數量 qty quantity",
    "orders": "订单量 訂單量 订单数 訂單數 单数",
    "customers": "客户数 客戶數 成交客户数",
    "new_customers": "新客户 新客戶 新客户数 新客戶數",
    "gross_profit": "毛利 毛利额 毛利額 margin profit",
}
_METRIC_OF = {word: metric for metric, words in _WORDS.items() for word in (metric, *words.split())}


def metric_named(word: str) -> str | None:
    """The metric that a word means: ``毛利`` and ``Gross profit`` are one; None for any that orders do not tell."""
    plain = unicodedata.normalize("NFKC", word).strip()
    return _METRIC_OF.get(plain) or _METRIC_OF.get(plain.lower().replace(" ", "_").replace("-", "_"))


def metric_shown(word: str) -> Text:
    """What a metric is called on a page; any that orders do not tell as it is written."""
    return METRICS.get(metric_named(word) or "") or Text("{name}", "{name}").format(name=word)
