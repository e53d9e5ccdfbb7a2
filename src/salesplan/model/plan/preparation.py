"""What must be ready before selling starts, who does what, who is trained in what (methods.md 6.7, 14)."""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated, Literal

from pydantic import Field

from salesplan.model.plan.market import Part
from salesplan.model.plan.types import Day, Figure, Flag, Names, PlanModel, doc, one_of

Status = Annotated[
    Literal["todo", "doing", "done", "na"],
    one_of(
        todo="未开始 未開始 待办 待辦 未做 没做 沒做 未完成 to_do open",
        doing="进行中 進行中 在做 正在做 处理中 處理中 started",
        done="完成 已完成 做完 做完了 已做 搞定 closed finished",
        na="不适用 不適用 不需要 无 無 n/a",
    ),
]


class ChecklistItem(PlanModel):
    """One thing to get ready. ``na`` does not count."""

    item: str = doc("事项", "what", min_length=1)
    owner: str | None = doc("负责人", "owner", default=None)
    due: Day | None = doc("期限", "due", default=None)
    status: Status = doc("todo 未开始、doing 进行中、done 完成、na 不适用", "todo, doing, done or na", default="todo")
    mandatory: Flag = doc("是否必须", "whether it is mandatory", default=False)


class Duty(PlanModel):
    """Who is responsible (R), accountable (A), consulted (C) and informed (I) for a task."""

    task: str = doc("任务", "task", min_length=1)
    R: Names = doc("执行的人", "who does it", default=())
    A: Names = doc("负责的人，只有一个", "who answers for it, one only", default=())
    C: Names = doc("要问的人", "who is consulted", default=())
    I: Names = doc("要告知的人", "who is informed", default=())  # noqa: E741 - the letter of RACI


class Trained(PlanModel):
    """One training that one person had."""

    person: str = doc("谁", "who", min_length=1)
    topic: str = doc("主题", "topic", min_length=1)
    date: Day | None = doc("哪天", "day", default=None)
    score: Annotated[Decimal, Field(ge=0, le=100)] | None = doc("成绩", "score", default=None)


class TrainingEffect(PlanModel):
    """An indicator before and after a training. That it moved does not say that the training moved it."""

    topic: str = doc("主题", "topic", min_length=1)
    indicator: str = doc("指标", "indicator", min_length=1)
    before: Figure = doc("培训前", "before the training")
    after: Figure | None = doc("培训后", "after it", default=None)


class Training(PlanModel):
    """Which topics are required of whom, who was trained in them, and what the figures say."""

    topics: Names = doc("人人要学的主题", "topics required of everybody", default=())
    roles: dict[str, Names] = doc("某职位另外要学的主题", "further topics by role", default_factory=dict)
    done: tuple[Trained, ...] = doc("培训记录", "trainings", default=())
    effects: tuple[TrainingEffect, ...] = doc("培训前后的指标", "indicators before and after", default=())
    attained: dict[str, Part] = doc(
        "各指标完成了目标的多少，用来建议学什么",
        "how much of its target each indicator reached, for the topics suggested",
        default_factory=dict,
    )


class Playbook(PlanModel):
    """What a role does: its duties, how it works, what it is measured by."""

    role: str = doc("职位", "role", min_length=1)
    duties: Names = doc("职责", "duties", default=())
    steps: Names = doc("怎么做", "how it works", default=())
    indicators: Names = doc("考核什么", "what it is measured by", default=())
    levers: Names = doc("有权决定什么", "what it may decide", default=())
    target: str | None = doc("一年要达到什么", "what is to be reached in a year", default=None)
    cross_sell: Annotated[Decimal, Field(gt=0)] | None = doc(
        "交叉销售目标：平均每家客户买几类产品", "cross-sell target: product lines a customer", default=None
    )


class Practice(PlanModel):
    """A best practice: what the best do, who found it, what shows that it works, who does it by now."""

    practice: str = doc("做法", "practice", min_length=1)
    owner: str | None = doc("谁负责推广", "who spreads it", default=None)
    evidence: str | None = doc("凭什么说有效", "what shows that it works", default=None)
    adopted_by: Names = doc("谁已经在用", "who does it", default=())


class Duties(PlanModel):
    """Who does what."""

    raci: tuple[Duty, ...] = doc("职责表", "RACI table", default=())
    training: Training = doc("培训", "training", default=Training())
    playbooks: tuple[Playbook, ...] = doc("岗位手册", "playbooks of roles", default=())
    practices: tuple[Practice, ...] = doc("好做法登记", "register of best practices", default=())


Checklist = dict[str, tuple[ChecklistItem, ...]]


class TrainingParameters(PlanModel):
    """What is trained when an indicator is weak (methods.md 14)."""

    topics: dict[str, Names] = doc(
        "哪个指标弱就学什么",
        "indicator: topics",
        default={
            "conversion": ("negotiation", "communication"),
            "csat": ("service",),
            "collection_rate": ("contract", "collection"),
        },
    )
