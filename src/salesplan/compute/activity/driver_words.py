"""What the drivers of the funnel are called, by which words people give them, and how to tell one."""

from __future__ import annotations

from collections.abc import Iterable

from salesplan.compute.activity.funnel import RATES
from salesplan.text import Text

DRIVERS: dict[str, Text] = {
    "repeat": Text("老客户复购额", "repeat sales"),
    "customers": Text("老客户数", "existing customers"),
    "repeat_rate": Text("复购率", "repeat rate"),
    "repeat_orders": Text("老客户每家单数", "orders of a repeat customer"),
    "repeat_order": Text("老客户每单金额", "average repeat order"),
    "order": Text("新客户每单金额", "average new order"),
    "orders_per_customer": Text("新客户每家单数", "orders of a new customer"),
    "meeting": Text("约见率", "meeting rate"),
    "quote": Text("报价率", "quote rate"),
    "win": Text("成交率", "win rate"),
    "people": Text("人数", "people"),
    "calls": Text("每人每天联系", "contacts a person a day"),
    "days": Text("工作日", "working days"),
    "cycle": Text("销售周期（天）", "sales cycle (days)"),
}
"""The drivers by key."""
_STEP = Text("第 {n} 步转化率", "rate of step {n}")
_OTHER = {
    "repeat": "复购额 老客户复购额 復購額",
    "customers": "老客户 老客户数 existing 老客戶 老客戶數",
    "repeat_rate": "复购率 復購率",
    "repeat_orders": "老客户单数 老客戶單數",
    "repeat_order": "老客户单价 老客户每单金额 老客戶單價",
    "order": "每单金额 客单价 单价 avg_order 每單金額 客單價",
    "orders_per_customer": "每家单数 新客户单数 每家單數",
    "meeting": "约见率 约见 meetings 約見率 約見",
    "quote": "报价率 报价 quotes 報價率 報價",
    "win": "成交率 成交 赢单率 wins 贏單率",
    "people": "人数 人 reps 人數",
    "calls": "每天联系 每天电话 calls_per_day contacts 每天聯繫 每天電話",
    "days": "工作日 天数 workdays 天數",
    "cycle": "销售周期 周期 銷售週期 週期",
}
BY_WORD = {word: key for key, words in _OTHER.items() for word in (key, *words.split())}
"""Every word by which a driver can be given."""
EXAMPLES: dict[str, str] = {
    "repeat": "100000",
    "customers": "200",
    "repeat_rate": "25%",
    "repeat_orders": "1",
    "repeat_order": "4000",
    "order": "5000",
    "orders_per_customer": "1",
    "meeting": "40%",
    "quote": "40%",
    "win": "40%",
    "people": "8",
    "calls": "6",
    "cycle": "45",
}
"""A figure for each, to show how it is typed."""
_SET = Text("写出来：--set {key}={value}", "give it: --set {key}={value}")


def _rate(key: str, list_: Text) -> Text:
    told = Text(
        "写出来：--rate {key}=40%，或在计划里写 parameters: {{funnel: {{rates: {{{key}: 40%}}}}}}；{list}",
        "give it: --rate {key}=40%, or parameters: {{funnel: {{rates: {{{key}: 40%}}}}}} in the plan; {list}",
    )
    return told.format(key=key, list=list_)


_BY_KIND = Text("跟进记录里写清“跟进方式”就能自己算", "activities that say their type tell it, too")
_BY_DEALS = Text("有赢单和输单的商机名单就能自己算", "deals that were won and lost tell it, too")
HOW: dict[str, Text] = {
    "repeat": _SET.format(key="repeat", value=EXAMPLES["repeat"]),
    "customers": _SET.format(key="customers", value=EXAMPLES["customers"]),
    "repeat_rate": _SET.format(key="repeat_rate", value=EXAMPLES["repeat_rate"]),
    "repeat_orders": _SET.format(key="repeat_orders", value=EXAMPLES["repeat_orders"]),
    "repeat_order": _SET.format(key="repeat_order", value=EXAMPLES["repeat_order"]),
    "order": _SET.format(key="order", value=EXAMPLES["order"]),
    "orders_per_customer": _SET.format(key="orders_per_customer", value=EXAMPLES["orders_per_customer"]),
    "meeting": _rate("meeting", _BY_KIND),
    "quote": _rate("quote", _BY_KIND),
    "win": _rate("win", _BY_DEALS),
    "people": Text(
        "写出来：--set people=8；或在计划里写 sources: {reps: 人员名单.xlsx}",
        "give them: --set people=8; or put sources: {reps: team.xlsx} in the plan",
    ),
    "calls": Text(
        "写出来：--set calls=6；或在人员名单里加“每日联系数”",
        "give it: --set calls=6; or add contacts per day to the list of people",
    ),
    "cycle": Text(
        "写出来：--set cycle=45，或在计划里写 parameters: {funnel: {cycle_days: 45}}",
        "give it: --set cycle=45, or parameters: {funnel: {cycle_days: 45}} in the plan",
    ),
}
"""How to tell a driver that is not known."""


def driver_name(key: str) -> Text:
    """A driver in words; ``step_2`` is the second rate of a plan whose steps have no names."""
    return DRIVERS[key] if key in DRIVERS else _STEP.format(n=key.rpartition("_")[2])


def typed(keys: Iterable[str]) -> str:
    """Drivers as they are typed, each with its example: ``--set order=5000 --rate win=40%``."""
    return " ".join(f"--{'rate' if key in RATES else 'set'} {key}={EXAMPLES[key]}" for key in keys)
