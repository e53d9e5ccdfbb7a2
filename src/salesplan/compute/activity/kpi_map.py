"""Which goals each indicator of the plan serves, and what is measured of it (methods.md 7.3)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from salesplan.compute.activity.kpi_values import Measured, Unit
from salesplan.compute.strategy.goal_links import goals_served
from salesplan.model.near import plain_name
from salesplan.model.plan.plan import Plan
from salesplan.model.plan.strategy import Indicator

_OF_METRIC: Mapping[str, str] = {
    "revenue": "sales",
    "orders": "orders",
    "customers": "customers",
    "new_customers": "new_customers",
    "conversion": "conversion",
    "penetration": "penetration",
    "visits": "visits",
    "average_order": "average_order",
}
"""The measure of the registry that an indicator here is."""
_NAMES: Mapping[str, str] = {
    "contacts": "联系数 联系次数 聯繫數 跟进数 跟进次数 contacts",
    "calls": "电话数 电话量 电话次数 電話數 calls",
    "visits": "拜访数 拜访量 拜访次数 拜訪數 visits",
    "demos": "演示数 演示次数 demos",
    "quotes": "报价数 报价量 报价次数 報價數 quotes",
    "meetings": "会议数 会谈数 meetings",
    "quality": "有效联系 有效拜访 有效聯繫 有效拜訪 质量联系 有效跟进 quality_contacts",
    "quality_rate": "质量率 有效率 有效拜访率 有效联系率 有效跟进率 quality_rate",
    "frequency": "接触频率 联系频率 拜访频率 contact_frequency",
    "win_rate": "赢单率 贏單率 win_rate",
    "cross_sell": "交叉销售 交叉銷售 cross-sell",
    "wallet_share": "钱包份额 錢包份額 share_of_wallet",
}
_BY_NAME = {plain_name(word.replace("_", " ")): key for key, words in _NAMES.items() for word in words.split()}


@dataclass(frozen=True)
class Mapped:
    """An indicator of the plan with the goals it serves, and the measured one (``key``) it is, if it is one."""

    name: str
    kind: Literal["activity", "outcome"] | None
    goals: tuple[str, ...]
    key: str | None
    unit: Unit | None = None
    value: Decimal | None = None
    before: Decimal | None = None


def mapped(plan: Plan, values: Mapping[str, Measured]) -> tuple[Mapped, ...]:
    """The plan's indicators in their order, each with what is measured of it for all people together."""
    found = []
    for indicator in plan.strategy.indicators:
        key = measured_as(indicator, plan)
        goals = goals_served(indicator, plan.goals)
        told = values.get(key or "")
        figures = (told.unit, told.value, told.before) if told is not None else (None, None, None)
        found.append(Mapped(indicator.name, indicator.kind, goals, key, *figures))
    return tuple(found)


def measured_as(indicator: Indicator, plan: Plan) -> str | None:
    """The measured indicator that one of the plan is: by its metric, else by its name; None for another."""
    metric = plan.measures.named(indicator.metric) if indicator.metric else plan.measures.named(indicator.name)
    return _OF_METRIC.get(metric or "") or _BY_NAME.get(plain_name(indicator.metric or indicator.name))
