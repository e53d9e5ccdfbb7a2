"""What a plan can measure: name, whether parts sum to the whole, unit, and which way is better (methods.md 1.2)."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from typing import Literal

from salesplan.text import Text

Unit = Literal["money", "count", "share", "score"]


@dataclass(frozen=True)
class Metric:
    """One measure. ``additive``: the parts of regions, people and periods sum to the whole. ``better``: up or down.

    ``feeds`` names the measures that it contributes to, so that a goal can stand below another one.
    """

    label: Text
    unit: Unit
    additive: bool
    better: Literal["up", "down"] = "up"
    feeds: tuple[str, ...] = ()


METRICS: dict[str, Metric] = {
    "revenue": Metric(Text("销售额", "revenue"), "money", additive=True, feeds=("gross_profit", "market_share")),
    "units": Metric(Text("销量", "units sold"), "count", additive=True, feeds=("revenue", "gross_profit")),
    "orders": Metric(Text("订单量", "orders"), "count", additive=True, feeds=("revenue", "units")),
    "gross_profit": Metric(Text("毛利", "gross profit"), "money", additive=True),
    "market_share": Metric(Text("市场份额", "market share"), "share", additive=False),
    "customers": Metric(
        Text("客户数", "customers"), "count", additive=True, feeds=("revenue", "orders", "penetration")
    ),
    "new_customers": Metric(
        Text("新客户数", "new customers"), "count", additive=True, feeds=("customers", "revenue", "net_new")
    ),
    "conversion": Metric(Text("转化率", "conversion"), "share", additive=False, feeds=("orders", "revenue")),
    "collection_rate": Metric(Text("回款率", "collection rate"), "share", additive=False),
    "csat": Metric(Text("满意度", "customer satisfaction"), "score", additive=False, feeds=("repeat_rate", "nps")),
    "nps": Metric(Text("净推荐值", "NPS"), "score", additive=False, feeds=("repeat_rate",)),
    "penetration": Metric(Text("渗透率", "penetration"), "share", additive=False, feeds=("revenue", "customers")),
    "repeat_rate": Metric(Text("复购率", "repeat rate"), "share", additive=False, feeds=("revenue", "orders")),
    "net_new": Metric(Text("净增额", "net new"), "money", additive=True, feeds=("revenue",)),
}
"""The registry, by the name that stands in the plan."""
_WORDS = {
    "revenue": "销售额 销售收入 业绩 營業額 銷售額 营业额",
    "units": "销量 銷量 销售量 銷售量",
    "orders": "订单量 訂單量 订单数 訂單數",
    "gross_profit": "毛利 毛利额 毛利額",
    "market_share": "市场份额 市占率 市場份額 市佔率",
    "customers": "客户数 客戶數 客户数量",
    "new_customers": "新客户 新客户数 新客戶 新客戶數",
    "conversion": "转化率 轉化率 成交率",
    "collection_rate": "回款率",
    "csat": "满意度 滿意度",
    "nps": "净推荐值 淨推薦值 NPS",
    "penetration": "渗透率 滲透率",
    "repeat_rate": "复购率 復購率 回购率",
    "net_new": "净增额 淨增額",
}
_NAMED = {word: name for name, words in _WORDS.items() for word in words.split()}


def metric_named(word: str) -> str:
    """The metric that a word means: ``销售额``, ``Revenue`` and ``revenue`` are one; any other word stays as it is."""
    plain = unicodedata.normalize("NFKC", word).strip()
    low = plain.lower()
    return _NAMED.get(plain) or (low if low in METRICS else plain)


def is_fed(parent: str, child: str) -> bool:
    """Whether a goal of ``child`` serves one of ``parent``: the same measure, or one that feeds it over any steps."""
    seen, waiting = {child}, [child]
    while waiting:
        name = waiting.pop()
        if name == parent:
            return True
        for other in METRICS[name].feeds if name in METRICS else ():
            if other not in seen:
                seen.add(other)
                waiting.append(other)
    return False
