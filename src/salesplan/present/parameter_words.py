"""What a parameter says on a page: a sentence of its own, else the words of its key in the plan."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache, reduce
from typing import Any

from pydantic.fields import FieldInfo

from salesplan.compute.activity.driver_words import DRIVERS
from salesplan.compute.naming import names_of
from salesplan.model.plan.plan import Plan
from salesplan.model.plan.types import PlanModel
from salesplan.model.window import parse_window
from salesplan.present.numbers import percent
from salesplan.text import Text

Say = Callable[[Any], Text]
_EXPLAINED = re.compile(r"[：（；:(;]")
"""Where a meaning goes on to explain itself."""


def meaning(name: str) -> str | None:
    """The meaning of a key such as ``parameters.rfm.tiers``, up to its first explanation; None for an unknown key."""
    words = explanation(name)
    return None if words is None else _EXPLAINED.split(str(words), maxsplit=1)[0].strip()


@cache
def explanation(name: str) -> Text | None:
    """What the plan's model says about a key; None for one that it does not know."""
    model: type[PlanModel] | None = Plan
    field: FieldInfo | None = None
    for part in name.split("."):
        field = None if model is None else _field(model, part)
        if field is None:
            return None
        model = type(field.default) if isinstance(field.default, PlanModel) else None
    extra = field.json_schema_extra if field is not None else None
    zh = str(extra.get("x-zh", "")) if isinstance(extra, dict) else ""
    en = (field.description or "") if field is not None else ""
    return Text(zh, en) if zh and en else None


def _field(model: type[PlanModel], key: str) -> FieldInfo | None:
    """The field of a model that a key of the plan is, by its alias where it has one."""
    return next((info for name, info in model.model_fields.items() if (info.alias or name) == key), None)


def _window(value: Any) -> Text:  # noqa: ANN401 - a parameter is any value
    word = str(value)
    if word == "all":
        return Text("全部订单", "all orders")
    if word == "as given":
        return Text("数字按名单所写", "figures as the list has them")
    if (window := parse_window(word)).days:
        return Text("最近 {n} 天的订单", "orders of the last {n} days").format(n=window.days)
    if window.months:
        return Text("最近 {n} 个月的订单", "orders of the last {n} months").format(n=window.months)
    return Text("订单 {span}", "orders {span}").format(span=word)


_AGAINST = {
    "year_ago": Text("和去年同期比", "against a year ago"),
    "before": Text("和上期比", "against the period before"),
    "given": Text("和指定的一段比", "against the days given"),
    "target": Text("和目标比", "against the target"),
}


def _slashed(told: Text) -> Say:
    return lambda values: told.format(values="/".join(map(str, values)))


def _plain(told: Text) -> Say:
    return lambda value: told.format(value=value)


def _percent(told: Text) -> Say:
    return lambda value: told.format(value=percent(value, 0))


def _days(value: Any) -> Text:  # noqa: ANN401 - a parameter is any value
    told = Text(
        "生命周期：新客 {new} 天、现有 {active} 天、沉睡 {at_risk} 天",
        "life cycle: new {new}, active {active}, at risk {at_risk} days",
    )
    return told.format(**value)


def _weights(value: Any) -> Text:  # noqa: ANN401 - a parameter is any value
    told = Text(
        "权重：销售 {sales}、回款 {collection}、新客户 {new_customers}、满意度 {csat}、转化 {conversion}",
        "weights: sales {sales}, collection {collection}, new customers {new_customers}, CSAT {csat}, "
        "conversion {conversion}",
    )
    return told.format(**value)


def _grades(value: Any) -> Text:  # noqa: ANN401 - a parameter is any value
    told = Text("等级：S {S} 分起、A {A}、B {B}、C {C}", "grades: S from {S}, A {A}, B {B}, C {C}")
    return told.format(**value)


def _relation(value: Any) -> Text:  # noqa: ANN401 - a parameter is any value
    told = Text(
        "{days} 天内 {contacts} 次有质量的联系算一段关系", "a relation: {contacts} quality contacts in {days} days"
    )
    return told.format(**value)


_LIMITS = {
    "respond_hours": Text("{n} 小时响应", "{n} h to answer"),
    "feedback_days": Text("{n} 个工作日首次反馈", "{n} working days to a first feedback"),
    "plan_hours": Text("{n} 小时给方案", "{n} h to a plan"),
    "resolve_days": Text("{n} 个工作日解决", "{n} working days to solve"),
}
_SEVERITIES = {"normal": Text("一般", "normal"), "major": Text("重大", "major"), "urgent": Text("紧急", "urgent")}


def _limits(value: Any) -> Text:  # noqa: ANN401 - a parameter is any value
    """``一般 24 小时响应、3 个工作日解决；重大 …``: the limits of complaints by severity."""
    told = [
        Text("{severity} {steps}", "{severity} {steps}").format(
            severity=_SEVERITIES.get(severity, severity),
            steps=names_of([_LIMITS[key].format(n=each[key]) for key in _LIMITS if key in each], None),
        )
        for severity, each in value.items()
    ]
    return reduce(lambda one, two: Text("{one}；{two}", "{one}; {two}").format(one=one, two=two), told)


SENTENCES: dict[str, Say] = {
    "for": _plain(Text("期间 {value}", "period {value}")),
    "parameters.review.weights": _weights,
    "parameters.review.grades": _grades,
    "horizon": _plain(Text("往后 {value} 期", "{value} periods ahead")),
    "growth": _plain(Text("去年同期 × {value}", "last year x {value}")),
    "method": _plain(Text("指定方法 {value}", "method {value}")),
    "as_of": _plain(Text("截至 {value}", "as of {value}")),
    "window": _window,
    "survey.window": _plain(Text("看的时间 {value}", "days looked at {value}")),
    "complaints.window": _plain(Text("看的时间 {value}", "days looked at {value}")),
    "parameters.complaints.sla": _limits,
    "kpi.window": _plain(Text("看的时间 {value}", "days looked at {value}")),
    "kpi.group": _plain(Text("目标客户 {value}", "target group {value}")),
    "kpi.product": _plain(Text("产品 {value}", "product {value}")),
    "practice.window": _plain(Text("看的时间 {value}", "days looked at {value}")),
    "practice.close": _plain(Text("补上差距的 {value}", "share of the gap closed {value}")),
    "practice.role": _plain(Text("职位 {value}", "role {value}")),
    "parameters.practice.relation": _relation,
    "parameters.practice.served": _plain(
        Text("文章说服务的客户是 {value} 倍", "customers served in the article: {value} times")
    ),
    "parameters.class.a_days": _plain(Text("{value} 天内成交算 A 级", "class A: an order in {value} days")),
    "parameters.class.b_deal_days": _plain(
        Text("商机 {value} 天内成交算 B 级", "class B: a deal closing in {value} days")
    ),
    "parameters.man.weights": _slashed(Text("MAN 权重 {values}", "MAN weights {values}")),
    "parameters.man.present_at": _plain(Text("{value} 分起算具备", "present from {value}")),
    "parameters.pareto.cuts": _slashed(Text("二八分界 {values}%", "80/20 cuts {values} %")),
    "parameters.rfm.tiers": _slashed(Text("价值等级 A/B/C 从 {values} 分起", "value tiers A/B/C from {values}")),
    "parameters.lifecycle.days": _days,
    "simulate.sales": _slashed(Text("销售比任务额 {values}", "sales against quota {values}")),
    "simulate.against": _plain(Text("另一份方案 {value}", "the other plan {value}")),
    "parameters.pay.measures.most": _plain(Text("一个人最多 {value} 项指标", "at most {value} measures a person")),
    "parameters.pay.measures.least": _percent(Text("每项至少占 {value}", "each weighs {value} or more")),
    "parameters.pay.correlation.least": _plain(
        Text("提成和毛利的秩相关至少 {value}", "rank correlation of pay and profit {value} or more")
    ),
    "parameters.pay.correlation.people": _plain(Text("至少 {value} 人才看", "looked at from {value} people")),
    "parameters.pay.cliff": _percent(Text("跨一档最多跳 {value}", "pay jumps {value} at a tier at most")),
    "parameters.pay.cap": _percent(Text("{value} 以前不封顶", "no cap before {value}")),
    "parameters.pay.reached.least": _percent(Text("至少 {value} 的人次达标", "{value} of quotas reached at least")),
    "parameters.pay.reached.most": _percent(Text("至多 {value} 的人次达标", "{value} of quotas reached at most")),
    "parameters.pay.reached.cases": _plain(Text("至少 {value} 人次才看", "looked at from {value} quotas")),
    "funnel.total": _plain(Text("要完成 {value}", "{value} to be reached")),
    **{
        f"funnel.{key}": _plain(Text("{name} {value}", "{name} {value}").format(name=name))
        for key, name in DRIVERS.items()
    },
    "sales.for": _plain(Text("期间 {value}", "days {value}")),
    "sales.against": lambda value: _AGAINST.get(str(value), Text("{value}", "{value}").format(value=value)),
    "parameters.report.due_days": _plain(
        Text("按规则的建议 {value} 个工作日内做完", "proposals by rule due in {value} working days")
    ),
    "parameters.report.problems": _plain(Text("最多 {value} 个问题", "{value} problems at most")),
    "parameters.report.chances": _plain(Text("最多 {value} 个机会", "{value} chances at most")),
    "parameters.report.rule_proposals": _plain(
        Text("按规则的建议最多 {value} 条", "{value} proposals by rule at most")
    ),
    "parameters.report.at_stake": _percent(Text("涉及销售额 {value} 起才提", "named from {value} of sales at stake")),
    "parameters.report.fall": _percent(
        Text("产品涨跌 {value} 起才提", "products that rise or fall by {value} or more")
    ),
    "parameters.report.price_fall": _percent(
        Text("降价占销售额 {value} 起才提", "prices that cost {value} of sales or more")
    ),
    "parameters.report.top_customers": _percent(
        Text("前五家客户占 {value} 起算集中", "concentrated from {value} with the five largest customers")
    ),
    "parameters.report.pipeline_cover": _plain(
        Text("下期商机加权至少是该带来的 {value} 倍", "deals of next period {value} times what they have to bring")
    ),
    "sales.fold_mix": lambda _value: Text("结构并入数量", "mix within volume"),
}
"""Parameters that have a sentence of their own; the value stands in it."""
