"""The report upward: from whom to whom, and what only the manager knows: proposals, decisions (methods.md 12.5)."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from salesplan.model.plan.types import Day, Money, PlanModel, doc

Sentence = Annotated[str, Field(min_length=1, max_length=500)]


class Proposal(PlanModel):
    """What is proposed against a problem, or to use a chance."""

    text: Sentence = doc("建议做什么", "what is to be done")
    problem: str | None = doc(
        "针对报告里的哪个问题（代码）", "the problem of the report it answers (its code)", default=None
    )
    about: str | None = doc(
        "针对谁：人员、区域、客户、产品", "about whom: person, region, customer, product", default=None
    )
    owner: str | None = doc("负责人", "owner", default=None)
    due: Day | None = doc("什么时候前", "due by", default=None)
    cost: Money | None = doc("要花多少", "what it costs", default=None)
    effect: Money | None = doc("预计带来多少", "what it is to bring", default=None)


class Decision(PlanModel):
    """What the reader is asked to decide."""

    text: Sentence = doc("要定什么", "what is to be decided")
    owner: str | None = doc("谁来定", "who decides", default=None)
    due: Day | None = doc("什么时候前定", "by when", default=None)
    cost: Money | None = doc("要花多少", "what it costs", default=None)


class Report(PlanModel):
    """What the report upward says besides the figures."""

    author: str | None = doc("汇报人", "from whom", default=None)
    reader: str | None = doc("汇报给谁", "to whom", default=None)
    proposals: tuple[Proposal, ...] = doc("建议", "proposals", default=())
    decisions: tuple[Decision, ...] = doc("请领导定的事", "decisions wanted", default=())


class ReportParameters(PlanModel):
    """What decides which problems the report names."""

    due_days: Annotated[int, Field(ge=1, le=90)] = doc(
        "规则提出的建议几个工作日内做完", "working days within which what a rule proposes is due", default=10
    )
