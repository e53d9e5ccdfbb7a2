"""The report upward: from whom to whom, and what only the manager knows: proposals, decisions (methods.md 12.5)."""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated

from pydantic import Field

from salesplan.model.plan.types import Day, Money, PlanModel, Portion, doc

Sentence = Annotated[str, Field(min_length=1, max_length=500)]


Cost = Annotated[Money, Field(ge=0)]


class Proposal(PlanModel):
    """What is proposed against a problem, or to use a chance."""

    text: Sentence = doc("建议做什么", "what is to be done")
    problem: str | None = doc(
        "针对汇报里的哪个问题或机会（代码，如 lost_customers；写错时列出有哪些）",
        "the problem or chance of the report it answers (its code, such as lost_customers; a wrong one lists them)",
        default=None,
    )
    about: str | None = doc(
        "针对谁：人员、区域、客户、产品", "about whom: person, region, customer, product", default=None
    )
    owner: str | None = doc("负责人", "owner", default=None)
    due: Day | None = doc("什么时候前", "due by", default=None)
    cost: Cost | None = doc("要花多少", "what it costs", default=None)
    effect: Money | None = doc("预计带来多少", "what it is to bring", default=None)


class Decision(PlanModel):
    """What the reader is asked to decide."""

    text: Sentence = doc("要定什么", "what is to be decided")
    owner: str | None = doc("谁来定", "who decides", default=None)
    due: Day | None = doc("什么时候前定", "by when", default=None)
    cost: Cost | None = doc("要花多少", "what it costs", default=None)


class Report(PlanModel):
    """What the report upward says besides the figures."""

    author: str | None = doc("汇报人", "from whom", default=None)
    reader: str | None = doc("汇报给谁", "to whom", default=None)
    proposals: tuple[Proposal, ...] = doc("建议", "proposals", default=())
    decisions: tuple[Decision, ...] = doc("请领导定的事", "decisions wanted", default=())


class ReportParameters(PlanModel):
    """What decides which problems and chances the report names (methods.md 12.5)."""

    due_days: Annotated[int, Field(ge=1, le=90)] = doc(
        "规则提出的建议几个工作日内做完", "working days within which what a rule proposes is due", default=10
    )
    problems: Annotated[int, Field(ge=1, le=50)] = doc(
        "最多列几个问题", "how many problems are named at most", default=10
    )
    chances: Annotated[int, Field(ge=0, le=50)] = doc("最多列几个机会", "how many chances are named at most", default=4)
    rule_proposals: Annotated[int, Field(ge=0, le=50)] = doc(
        "规则提出的建议最多列几条", "how many proposals by rule are made at most", default=8
    )
    at_stake: Portion = doc(
        "占销售额多大比例才值得提：客户流失、快流失按最近十二个月，产品和客户的涨跌按去年同期",
        "share of sales from which something is named: customers lost or at risk of those of twelve months, "
        "products and customers who rise or fall of those a year ago",
        default=Decimal("0.01"),
    )
    fall: Portion = doc(
        "产品比去年同期涨跌多少才算",
        "rise or fall against a year ago from which a product is named",
        default=Decimal("0.10"),
    )
    price_fall: Portion = doc(
        "降价少收的钱占去年同期销售额多少才算问题",
        "share of the sales a year ago that lower prices cost, from which it is a problem",
        default=Decimal("0.01"),
    )
    top_customers: Portion = doc(
        "最大的五家客户占销售额多少算过于集中",
        "share of the five largest customers from which sales rest on too few",
        default=Decimal("0.30"),
    )
    pipeline_cover: Annotated[Decimal, Field(gt=0, le=10)] = doc(
        "下期商机加权金额至少要有商机该带来的几倍",
        "weighted deals of the next period are to be so many times what deals have to bring",
        default=Decimal(1),
    )
