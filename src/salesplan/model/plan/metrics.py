"""What a plan can measure: names, unit, which way is better, whether parts sum to the whole (methods.md 1.2).

One registry for goals and targets; targets use those that orders tell.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from typing import Literal

from salesplan.text import Text

Unit = Literal["money", "units", "orders", "customers", "share", "score", "days", "number"]


@dataclass(frozen=True)
class Metric:
    """One measure. ``additive``: the parts of regions, people and periods sum to the whole. ``better``: up or down.

    ``feeds`` names the measures that it contributes to, so that a goal can stand below another one; ``words`` are
    further names that people type; ``in_orders`` tells whether a list of orders tells it.
    """

    label: Text
    unit: Unit
    additive: bool
    words: str = ""
    better: Literal["up", "down"] = "up"
    feeds: tuple[str, ...] = ()
    in_orders: bool = False


def _of_orders(label: Text, unit: Unit, words: str, feeds: tuple[str, ...] = ()) -> Metric:
    return Metric(label, unit, additive=True, words=words, feeds=feeds, in_orders=True)


REGISTRY: dict[str, Metric] = {
    "revenue": _of_orders(
        Text("销售额", "revenue"),
        "money",
        "销售额 銷售額 销售收入 收入 营业额 營業額 业绩 業績 sales turnover",
        ("gross_profit", "market_share"),
    ),
    "units": _of_orders(
        Text("销量", "units sold"),
        "units",
        "销量 銷量 销售量 銷售量 数量 數量 qty quantity",
        ("revenue", "gross_profit"),
    ),
    "orders": _of_orders(Text("订单量", "orders"), "orders", "订单量 訂單量 订单数 訂單數 单数", ("revenue", "units")),
    "customers": _of_orders(
        Text("客户数", "customers"),
        "customers",
        "客户数 客戶數 客户数量 成交客户数",
        ("revenue", "orders", "penetration"),
    ),
    "new_customers": _of_orders(
        Text("新客户数", "new customers"),
        "customers",
        "新客户 新客戶 新客户数 新客戶數",
        ("customers", "revenue", "net_new"),
    ),
    "gross_profit": _of_orders(Text("毛利", "gross profit"), "money", "毛利 毛利额 毛利額 margin profit"),
    "market_share": Metric(
        Text("市场份额", "market share"), "share", additive=False, words="市场份额 市场占有率 市占率 市場份額 市佔率"
    ),
    "conversion": Metric(
        Text("转化率", "conversion"),
        "share",
        additive=False,
        words="转化率 轉化率 成交率",
        feeds=("orders", "revenue", "wins"),
    ),
    "collection_rate": Metric(
        Text("回款率", "collection rate"), "share", additive=False, words="回款率", feeds=("collections",)
    ),
    "csat": Metric(
        Text("满意度", "customer satisfaction"),
        "score",
        additive=False,
        words="满意度 滿意度 客户满意度",
        feeds=("repeat_rate", "nps"),
    ),
    "nps": Metric(
        Text("净推荐值", "NPS"), "score", additive=False, words="净推荐值 淨推薦值 NPS", feeds=("repeat_rate",)
    ),
    "penetration": Metric(
        Text("渗透率", "penetration"), "share", additive=False, words="渗透率 滲透率", feeds=("revenue", "customers")
    ),
    "repeat_rate": Metric(
        Text("复购率", "repeat rate"),
        "share",
        additive=False,
        words="复购率 復購率 回购率",
        feeds=("revenue", "orders"),
    ),
    "net_new": Metric(Text("净增额", "net new"), "money", additive=True, words="净增额 淨增額", feeds=("revenue",)),
    "collections": Metric(Text("回款额", "money collected"), "money", additive=True, words="回款额 回款額 回款"),
    "leads": Metric(
        Text("线索数", "leads"), "number", additive=True, words="线索数 线索 線索數 商机线索", feeds=("wins",)
    ),
    "wins": Metric(
        Text("赢单数", "deals won"),
        "number",
        additive=True,
        words="赢单数 成交单数 贏單數",
        feeds=("orders", "customers", "new_customers"),
    ),
    "visits": Metric(
        Text("拜访数", "visits"),
        "number",
        additive=True,
        words="拜访数 拜访量 拜訪數",
        feeds=("leads", "wins", "orders"),
    ),
    "average_order": Metric(
        Text("客单价", "average order"),
        "money",
        additive=False,
        words="客单价 平均单价 平均每单金额 客單價",
        feeds=("revenue",),
    ),
    "orders_per_customer": Metric(
        Text("客均订单数", "orders a customer"),
        "number",
        additive=False,
        words="客均订单数 人均订单数 購買頻次 购买频次",
        feeds=("orders",),
    ),
    "discount": Metric(
        Text("折扣率", "discount"),
        "share",
        additive=False,
        words="折扣率 折扣 折扣力度",
        better="down",
        feeds=("gross_profit",),
    ),
    "travel_cost": Metric(Text("差旅费", "travel cost"), "money", additive=True, words="差旅费 差旅費", better="down"),
    "credit_days": Metric(
        Text("账期", "credit days"),
        "days",
        additive=False,
        words="账期 賬期 帳期 信用期",
        better="down",
        feeds=("collections", "collection_rate"),
    ),
}
"""Every measure, by the name that stands in the plan."""
METRICS: dict[str, Text] = {name: metric.label for name, metric in REGISTRY.items() if metric.in_orders}
"""The metrics that orders can be counted in, and what they are called on a page."""
COUNTS = frozenset(("units", "orders", "customers", "new_customers"))
"""Metrics that count pieces or people, whose smallest target is 1."""
UNITS: dict[Unit, Text] = {
    "money": Text("元", "yuan"),
    "units": Text("件", "units"),
    "orders": Text("单", "orders"),
    "customers": Text("家", "customers"),
    "share": Text("%", "%"),
    "score": Text("分", "points"),
    "days": Text("天", "days"),
    "number": Text("个", "in number"),
}
"""What a goal of each kind is counted in, where it does not say so itself."""
_METRIC_OF = {word.lower(): name for name, metric in REGISTRY.items() for word in (name, *metric.words.split())}


def measure_named(word: str) -> str:
    """The measure that a word means: ``销售额``, ``Revenue`` and ``revenue`` are one; any other word stays as it is."""
    plain = unicodedata.normalize("NFKC", word).strip()
    low = plain.lower()
    return _METRIC_OF.get(low) or _METRIC_OF.get(low.replace(" ", "_").replace("-", "_")) or plain


def metric_named(word: str) -> str | None:
    """The metric that a word means: ``毛利`` and ``Gross profit`` are one; None for any that orders do not tell."""
    name = measure_named(word)
    return name if name in METRICS else None


def metric_shown(word: str) -> Text:
    """What a metric is called on a page; any that orders do not tell as it is written."""
    return measure_shown(word) if metric_named(word) else Text("{name}", "{name}").format(name=word)


def measure_shown(word: str) -> Text:
    """What a measure is called on a page; one outside the registry as it is written."""
    known = REGISTRY.get(measure_named(word))
    return known.label if known else Text("{name}", "{name}").format(name=word)


def is_fed(parent: str, child: str) -> bool:
    """Whether a goal of ``child`` serves one of ``parent``: the same measure, or one that feeds it over any steps."""
    seen, waiting = {child}, [child]
    while waiting:
        name = waiting.pop()
        if name == parent:
            return True
        for other in REGISTRY[name].feeds if name in REGISTRY else ():
            if other not in seen:
                seen.add(other)
                waiting.append(other)
    return False
