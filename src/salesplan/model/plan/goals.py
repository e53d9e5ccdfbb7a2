"""Goals and factors: what is to be reached and why, and what speaks for and against it (methods.md 1.2, 2.6)."""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated, Literal

from pydantic import Field

from salesplan.model.plan.types import Day, Money, Names, PlanModel, Share, doc

Amount = Annotated[Money, Field(max_digits=24)]


class Baseline(PlanModel):
    """Where a goal starts from."""

    value: Amount | None = doc("基线数值", "value", default=None)
    start: Day | None = doc("基线从哪一天", "from", default=None)
    end: Day | None = doc("基线到哪一天", "to", default=None)
    source: str | None = doc("数据来源", "where it comes from", default=None)


class GoalTarget(PlanModel):
    """What a goal aims at: a value, or a change against the baseline."""

    value: Amount | None = doc("目标数值", "value", default=None)
    change_pct: Share | None = doc("比基线变化百分之几", "change as a share of the baseline", default=None)
    change_abs: Amount | None = doc("比基线变化多少", "change as an amount", default=None)


class Milestone(PlanModel):
    """What is to be reached by a day on the way."""

    date: Day = doc("哪一天", "day")
    value: Amount = doc("累计达到多少", "reached by then, in total")


class Goal(PlanModel):
    """One goal of the plan (methods.md 1.2)."""

    id: str = doc("目标的编号", "the goal's id", min_length=1)
    name: str = doc("名称", "name", default="")
    statement: str = doc("一句话的目标", "the goal in one sentence", default="")
    metric: str | None = doc("指标", "what is measured", default=None)
    direction: Literal["increase", "decrease", "reach", "keep"] | None = doc("方向", "direction", default=None)
    unit: str | None = doc("单位", "unit", default=None)
    baseline: Baseline = doc("基线", "baseline", default=Baseline())
    target: GoalTarget = doc("目标值", "target", default=GoalTarget())
    scope: dict[str, str] | Literal["all"] | None = doc("范围", "scope", default=None)
    owner: str | None = doc("负责人", "owner", default=None)
    start: Day | None = doc("开始日期", "first day", default=None)
    end: Day | None = doc("结束日期", "last day", default=None)
    review: Literal["daily", "weekly", "monthly"] | None = doc(
        "多久检查一次", "how often it is looked at", default=None
    )
    milestones: tuple[Milestone, ...] = doc("里程碑", "milestones", default=())
    parent: str | None = doc("上级目标的编号", "id of the goal above", default=None)
    strategy_tag: str | None = doc("所属策略", "strategy it belongs to", default=None)
    dimension: str | None = doc("业绩或组织", "result or organisation", default=None)
    hours: Annotated[Decimal, Field(ge=0)] | None = doc("需要的工时", "hours needed", default=None)
    resources: Names = doc("资源", "resources", default=())
    data_source: str | None = doc("数据从哪里来", "where its data come from", default=None)
    justification: str | None = doc("理由", "why it can be reached", default=None)
    conflicts_with: Names = doc("和哪些目标冲突", "goals it conflicts with", default=())
    agreed_by: Names = doc("谁认可了", "who agreed", default=())
    agreed_on: Day | None = doc("哪天认可", "when", default=None)


class FactorEntry(PlanModel):
    """Something that moves a total: internal (people, skills, resources) or external (demand, rivals, policy)."""

    name: str = doc("因素名称", "name", min_length=1)
    kind: Literal["internal", "external"] = doc("internal 内部，external 外部", "internal or external")
    effect: Share = doc("对总额的影响，如 +8%", "effect on the total, such as +8%", ge=-1, le=10)
    confidence: Share = doc("把握，0 到 1", "how sure, 0 to 1", default=Decimal(1), ge=0, le=1)
    note: str = doc("说明", "note", default="")
