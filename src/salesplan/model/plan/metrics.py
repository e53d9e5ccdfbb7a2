"""What a plan can measure: names, unit, which way is better, whether parts sum to the whole (methods.md 1.2).

One registry for goals and targets; targets use those that orders tell.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from salesplan.text import Text

Unit = Literal["money", "units", "orders", "customers", "share", "score", "days", "number"]


@dataclass(frozen=True)
class Metric:
    """One measure. ``additive``: the parts of regions, people and periods sum to the whole. ``better``: up or down.

    ``feeds`` names the measures that it contributes to, so that a goal can stand below another one; ``words`` are
    further names that people type; ``in_orders`` tells whether a list of orders tells it; ``counted_in`` is the unit of
    a plan's own measure as it is written there.
    """

    label: Text
    unit: Unit
    additive: bool
    words: str = ""
    better: Literal["up", "down"] = "up"
    feeds: tuple[str, ...] = ()
    in_orders: bool = False
    counted_in: str = ""

    @property
    def unit_shown(self) -> Text:
        """What a figure of it is counted in: the plan's own word for its own measures."""
        own = Text("{unit}", "{unit}").format(unit=self.counted_in)
        return own if self.counted_in else UNITS[self.unit]


def _of_orders(label: Text, unit: Unit, words: str, feeds: tuple[str, ...] = ()) -> Metric:
    return Metric(label, unit, additive=True, words=words, feeds=feeds, in_orders=True)


def _rate(label: Text, words: str, feeds: tuple[str, ...], *, better: Literal["up", "down"] = "up") -> Metric:
    return Metric(label, "share", additive=False, words=words, better=better, feeds=feeds)


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
        words="折扣率 折扣 折扣力度 平均折扣 平均折扣率 average_discount",
        better="down",
        feeds=("gross_profit",),
    ),
    "travel_cost": Metric(Text("差旅费", "travel cost"), "money", additive=True, words="差旅费 差旅費", better="down"),
    "credit_days": Metric(
        Text("账期", "credit days"),
        "days",
        additive=False,
        words="账期 賬期 帳期 信用期 付款期",
        better="down",
        feeds=("collections", "collection_rate"),
    ),
    "gross_margin": _rate(
        Text("毛利率", "gross margin"), "毛利率 margin_rate 毛利润率", ("gross_profit", "net_margin")
    ),
    "net_profit": Metric(
        Text("净利润", "net profit"), "money", additive=True, words="净利润 淨利潤 净利 淨利 利润 利潤 利润额 利潤額"
    ),
    "net_margin": _rate(Text("净利率", "net margin"), "净利率 淨利率 利润率 利潤率 净利润率 淨利潤率", ("net_profit",)),
    "expense_ratio": _rate(
        Text("费用率", "expense ratio"),
        "费用率 費用率 销售费用率 銷售費用率 费效比 費效比",
        ("net_profit", "net_margin"),
        better="down",
    ),
    "expenses": Metric(
        Text("销售费用", "sales expenses"),
        "money",
        additive=True,
        words="销售费用 銷售費用 费用 費用 费用额 費用額 cost costs",
        better="down",
        feeds=("expense_ratio", "net_profit"),
    ),
    "renewal_rate": _rate(
        Text("续约率", "renewal rate"),
        "续约率 續約率 续费率 續費率 续签率 續簽率 renewals",
        ("revenue", "orders", "customers"),
    ),
    "retention_rate": _rate(
        Text("客户留存率", "retention rate"),
        "客户留存率 客戶留存率 留存率 客户保留率 客戶保留率 retention",
        ("customers", "revenue", "repeat_rate"),
    ),
    "churn_rate": _rate(
        Text("客户流失率", "churn rate"),
        "客户流失率 客戶流失率 流失率 churn",
        ("customers", "revenue", "retention_rate"),
        better="down",
    ),
    "attainment": _rate(Text("目标达成率", "attainment"), "目标达成率 目標達成率 达成率 達成率 完成率", ("revenue",)),
    "on_time_delivery": _rate(
        Text("准时交货率", "on-time delivery"),
        "准时交货率 準時交貨率 交货准时率 交貨準時率 准时交付率 準時交付率",
        ("csat", "repeat_rate"),
    ),
    "return_visits": Metric(
        Text("回访数", "return visits"),
        "number",
        additive=True,
        words="回访数 回訪數 回访量 回訪量 回访次数 回訪次數 回访 follow_ups",
        feeds=("csat", "repeat_rate", "renewal_rate", "orders"),
    ),
    "calls": Metric(
        Text("电话数", "calls"),
        "number",
        additive=True,
        words="电话数 電話數 电话量 電話量 外呼数 外呼數 外呼量",
        feeds=("leads", "visits", "wins", "orders"),
    ),
    "quotes": Metric(
        Text("报价数", "quotes"),
        "number",
        additive=True,
        words="报价数 報價數 报价单数 報價單數 quotations",
        feeds=("wins", "orders"),
    ),
    "complaints": Metric(
        Text("投诉数", "complaints"),
        "number",
        additive=True,
        words="投诉数 投訴數 投诉量 投訴量 投诉 投訴 客诉数 客訴數 客诉 客訴 客户投诉 客戶投訴",
        better="down",
        feeds=("csat", "nps", "repeat_rate"),
    ),
    "receivables": Metric(
        Text("应收账款", "receivables"),
        "money",
        additive=True,
        words="应收账款 應收帳款 應收賬款 应收款 應收款 应收余额 應收餘額",
        better="down",
        feeds=("collection_rate",),
    ),
    "receivable_days": Metric(
        Text("应收账款天数", "receivable days"),
        "days",
        additive=False,
        words="应收账款天数 應收帳款天數 應收賬款天數 应收天数 應收天數 应收账款周转天数 回款天数 回款天數 DSO",
        better="down",
        feeds=("collections", "collection_rate", "receivables"),
    ),
    "sales_cycle": Metric(
        Text("成交周期", "sales cycle"),
        "days",
        additive=False,
        words="成交周期 成交週期 销售周期 銷售週期",
        better="down",
        feeds=("wins", "orders", "conversion"),
    ),
    "revenue_per_head": Metric(
        Text("人均销售额", "revenue a head"),
        "money",
        additive=False,
        words="人均销售额 人均銷售額 人均业绩 人均業績 人效",
        feeds=("revenue",),
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


@dataclass(frozen=True)
class Measures:
    """What one plan can measure: the registry, and the plan's ``own`` measures, which win over it."""

    own: Mapping[str, Metric]

    @cached_property
    def all(self) -> dict[str, Metric]:
        """Every measure by its name."""
        return {**REGISTRY, **self.own}

    @cached_property
    def _words(self) -> dict[str, str]:
        def words(known: Mapping[str, Metric]) -> dict[str, str]:
            return {
                plain: name
                for name, metric in known.items()
                for word in (*metric.words.split(), metric.label.in_("zh"), metric.label.in_("en"), name)
                for plain in (_plain(word), _plain(word).replace(" ", "_"))
            }

        return {**words(REGISTRY), **words(self.own)}

    def named(self, word: str) -> str:
        """The measure that a word means: ``销售额``, ``Revenue`` and ``revenue`` are one; any other stays as it is."""
        low = _plain(word)
        known = self._words.get(low) or self._words.get(low.replace(" ", "_").replace("-", "_"))
        return known or unicodedata.normalize("NFKC", word).strip()

    def get(self, word: str | None) -> Metric | None:
        """The measure that a word means; None for any that neither the registry nor the plan knows."""
        return self.all.get(self.named(word or ""))

    def is_fed(self, parent: str, child: str) -> bool:
        """Whether a goal of ``child`` serves one of ``parent``: the same measure, or one that feeds it in any steps."""
        seen, waiting = {child}, [child]
        while waiting:
            name = waiting.pop()
            if name == parent:
                return True
            for other in map(self.named, self.all[name].feeds if name in self.all else ()):
                if other not in seen:
                    seen.add(other)
                    waiting.append(other)
        return False


def _plain(word: str) -> str:
    return unicodedata.normalize("NFKC", word).strip().lower()


BUILT_IN = Measures({})
"""What every plan can measure."""


def measure_named(word: str) -> str:
    """The measure of the registry that a word means; any other word stays as it is."""
    return BUILT_IN.named(word)


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
