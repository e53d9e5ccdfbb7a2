"""Words of the indicators of activity and outcome."""

from __future__ import annotations

from collections.abc import Mapping

from salesplan.present.views.stages_part import STAGE_FIGURES
from salesplan.text import Text

INDICATORS: Mapping[str, Text] = {
    "contacts": Text("联系", "contacts"),
    "calls": Text("电话", "calls"),
    "visits": Text("拜访", "visits"),
    "demos": Text("演示", "demos"),
    "quotes": Text("报价", "quotes"),
    "meetings": Text("会议", "meetings"),
    "other": Text("其他方式", "other"),
    "planned_share": Text("计划内占比", "planned"),
    "answered_share": Text("有回应的占比", "answered"),
    "quality": Text("有质量的联系", "quality contacts"),
    "quality_rate": Text("质量率", "quality rate"),
    "frequency": Text("每家目标客户每月", "per target customer and month"),
    "reach": Text("目标客户联系到的", "target customers reached"),
    "sales": Text("销售额", "sales"),
    "orders": Text("订单", "orders"),
    "average_order": Text("平均每单", "average order"),
    "customers": Text("下单客户", "customers who ordered"),
    "new_customers": Text("新客户", "new customers"),
    "conversion": Text("转化率（新建商机）", "conversion of new deals"),
    "win_rate": Text("赢单率", "win rate"),
    "penetration": Text("渗透率", "penetration"),
    "cross_sell": Text("每家买几类产品", "product lines a customer"),
    "wallet_share": Text("钱包份额", "share of wallet"),
}
CASES: Mapping[str, Text] = {
    "planned_share": Text("{n} 次", "{n} contacts"),
    "answered_share": Text("{n} 次", "{n} contacts"),
    "quality_rate": Text("{n} 次联系", "{n} contacts"),
    "frequency": Text("{n} 家", "{n} customers"),
    "reach": Text("{n} 家", "{n} customers"),
    "sales": Text("{n} 单", "{n} orders"),
    "average_order": Text("{n} 单", "{n} orders"),
    "conversion": Text("{n} 单", "{n} deals"),
    "win_rate": Text("{n} 单结束", "{n} closed"),
    "penetration": Text("{n} 家", "{n} customers"),
    "cross_sell": Text("{n} 家", "{n} customers"),
    "wallet_share": Text("{n} 家", "{n} customers"),
}
"""What the cases of an indicator are; counts are their own."""
KINDS: Mapping[str, Text] = {"activity": Text("过程", "activity"), "outcome": Text("结果", "outcome")}
UNITS: Mapping[str, Text] = {
    "count": Text("个数", "count"),
    "share": Text("比率", "share"),
    "amount": Text("金额", "amount"),
    "times": Text("次数", "number"),
}
REASONS: Mapping[str, Text] = {
    "no_activities": Text("没有跟进记录", "no activities"),
    "no_orders": Text("没有订单", "no orders"),
    "no_deals": Text("没有商机", "no deals"),
    "no_quality_columns": Text("没记目的、结果、下一步", "nothing recorded"),
    "no_names": Text("名单没写是谁的", "the list names nobody"),
    "begins_later": Text("名单从后来才开始", "the list begins later"),
    "no_cases": Text("没有可算的", "no cases"),
}
GROUPS: Mapping[str, Text] = {
    "segment": Text("细分市场", "segments"),
    "class": Text("客户分级", "classes"),
    "tier": Text("价值等级", "value tiers"),
    "all": Text("全部客户", "all customers"),
}
CHOSEN: Mapping[str, Text] = {
    "plan": Text("计划选的", "chosen in the plan"),
    "option": Text("--group 指定", "by --group"),
    "default": Text("默认", "default"),
}
COLUMNS: Mapping[str, Text] = {
    "indicator": Text("指标", "Indicator"),
    "kind": Text("类型", "Kind"),
    "rep": Text("人员（空为合计）", "Person (blank: all)"),
    "unit": Text("单位", "Unit"),
    "value": Text("数值", "Value"),
    "cases": Text("例数", "Cases"),
    "before": Text("上期", "Period before"),
    "before_cases": Text("上期例数", "Cases before"),
    "change": Text("变化", "Change"),
    "trend": Text("各月", "By month"),
    "reason": Text("算不出的原因", "Why there is none"),
    "plan_indicator": Text("计划里的指标", "Indicator of the plan"),
    "goals": Text("对应的目标", "Goals"),
}
FIGURES: Mapping[str, Text] = {
    "period": Text("期间", "period"),
    "before": Text("上期", "period before"),
    "months": Text("月数", "months"),
    "group": Text("目标客户", "target group"),
    "group_customers": Text("目标客户数", "customers of the target group"),
    "product": Text("产品", "product"),
    "recorded": Text("有质量的联系要记的", "what a quality contact has on record"),
    "trend": Text("各月", "months"),
    "overall": Text("合计", "all together"),
    "people": Text("各人", "by person"),
    "indicators": Text("指标和目标", "indicators and goals"),
    "by_lines": Text("买几类产品", "by product lines bought"),
    "pairs": Text("一起买的", "bought together"),
    "wallet": Text("钱包份额", "share of wallet"),
    "untouched_customers": Text("没下单也没联系", "neither ordered nor contacted"),
    "untouched": Text("先联系谁", "whom to contact first"),
    "process": Text("销售流程", "sales process"),
    "stages": Text("各阶段", "stages"),
    "coming": Text("截止日期之后已约", "contacts planned after the as-of"),
    "by": Text("按什么", "by"),
    "values": Text("哪些", "which"),
    "chosen": Text("谁定的", "chosen by"),
    "places": Text("第几个细分市场", "positions of segments"),
    "key": Text("指标", "indicator"),
    "now": Text("本期", "now"),
    "basis": Text("按什么算", "by what"),
    "ours": Text("买我们的", "ours"),
    "whole": Text("总共", "whole"),
    "above": Text("买的比写的多几家", "above what is said"),
    "above_names": Text("其中", "such as"),
    "lines": Text("几类", "lines"),
    "first": Text("第一个", "first"),
    "second": Text("第二个", "second"),
    "last": Text("最后", "last"),
    "name": Text("名称", "name"),
    "id": Text("编号", "id"),
    "owner": Text("负责人", "owner"),
    "customer": Text("客户", "customer"),
    "amount": Text("金额", "amount"),
    "customers": Text("客户", "customers"),
    "share": Text("占比", "share"),
    "contacts": Text("联系", "contacts"),
    "customer_class": Text("分级", "class"),
    "last_order": Text("最近一单", "last order"),
    **{key: text for key, text in INDICATORS.items() if key not in ("contacts", "customers")},
    **STAGE_FIGURES,
}
LABELS: Mapping[str, Mapping[str, Text]] = {
    "indicator": INDICATORS,
    "kind": KINDS,
    "unit": UNITS,
    "reason": REASONS,
    "key": INDICATORS,
    "by": GROUPS,
    "chosen": CHOSEN,
}
