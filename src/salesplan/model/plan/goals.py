"""Goals and factors: what is to be reached and why, and what speaks for and against it (methods.md 1.2, 2.6)."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from decimal import Decimal
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field, PrivateAttr
from pydantic_core import PydanticCustomError

from salesplan.model.plan.metrics import BUILT_IN, Measures
from salesplan.model.plan.types import Day, Money, Names, PlanModel, Portion, Share, doc, one_of

_SIGNS = ("%", "％")
_PERCENT = re.compile(r"([-+]?\d+(?:\.\d+)?)\s*%")


def _no_percentage(value: object) -> object:
    """Refuses ``40%`` where the unit of the goal is none; in a goal of percentages it was read before."""
    found = _percentage(value)
    if found is not None:
        raise PydanticCustomError("percentage", "a percentage", {"number": found})
    return value


def _percentage(value: object) -> str | None:
    """The figure of ``40%`` and ``４０％``; None for anything else."""
    found = _PERCENT.fullmatch(unicodedata.normalize("NFKC", value).strip()) if isinstance(value, str) else None
    return found[1] if found else None


Amount = Annotated[Money, Field(max_digits=24), BeforeValidator(_no_percentage)]
Direction = Annotated[
    Literal["increase", "decrease", "reach", "keep"],
    one_of(
        increase="提高 增加 提升 上升 增长 增長 扩大 擴大 up",
        decrease="降低 减少 減少 下降 缩短 縮短 压缩 壓縮 down",
        reach="达到 達到 完成 做到 实现 實現",
        keep="保持 维持 維持 稳定 穩定 maintain",
    ),
]
Review = Annotated[
    Literal["daily", "weekly", "monthly"],
    one_of(daily="每天 每日 天 日", weekly="每周 每週 每星期 周 週", monthly="每月 每个月 每個月 月"),
]
_EVERYWHERE = frozenset(
    ("all", "全部", "全公司", "所有", "整个公司", "整個公司", "公司", "everything", "company", "whole company")
)


def _scope_of(value: object) -> object:
    """``全部`` and ``全公司`` are ``all``."""
    if not isinstance(value, str):
        return value
    word = unicodedata.normalize("NFKC", value).strip().lower()
    if word not in _EVERYWHERE:
        raise PydanticCustomError("scope", "neither all nor a part")
    return "all"


Scope = Annotated[dict[str, str] | Literal["all"], BeforeValidator(_scope_of)]


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
    direction: Direction | None = doc("方向", "direction", default=None)
    unit: str | None = doc("单位", "unit", default=None)
    baseline: Baseline = doc("基线", "baseline", default=Baseline())
    target: GoalTarget = doc("目标值", "target", default=GoalTarget())
    scope: Scope | None = doc("范围", "scope", default=None)
    owner: str | None = doc("负责人", "owner", default=None)
    start: Day | None = doc("开始日期", "first day", default=None)
    end: Day | None = doc("结束日期", "last day", default=None)
    review: Review | None = doc("多久检查一次", "how often it is looked at", default=None)
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
    _measures: Measures = PrivateAttr(default=BUILT_IN)

    @property
    def turned(self) -> bool:
        """Whether it starts after its end: nothing else can be said of its days then."""
        return self.start is not None and self.end is not None and self.start > self.end

    def measured_by(self, measures: Measures) -> None:
        """Reads the goal's metric among these; its plan says so once."""
        self._measures = measures

    @property
    def measures(self) -> Measures:
        """What the goal's plan can measure."""
        return self._measures

    @property
    def measure(self) -> str:
        """The name of what it measures; as it is written where nobody knows it, "" where it says nothing."""
        return self._measures.named(self.metric or "")


def with_percentages_as_points(values: Any) -> Any:  # noqa: ANN401 - whatever the file holds
    """The values of a plan, ``40%`` read as 40 in each goal whose unit is "%".

    Without a unit that of its metric counts.
    """
    goals = values.get("goals") if isinstance(values, Mapping) else None
    if not isinstance(goals, list):
        return values
    own = values.get("metrics")
    rates: frozenset[object] = frozenset(
        name
        for name, each in (own.items() if isinstance(own, Mapping) else ())
        if isinstance(each, Mapping) and str(each.get("unit")).strip() in _SIGNS
    )
    return {**values, "goals": [_in_points(goal, rates) for goal in goals]}


def _in_points(goal: Any, rates: frozenset[object]) -> Any:  # noqa: ANN401 - whatever the file holds
    if not isinstance(goal, Mapping):
        return goal
    metric, unit = goal.get("metric"), goal.get("unit")
    known = BUILT_IN.get(metric) if isinstance(metric, str) else None
    is_rate = (isinstance(metric, str) and metric in rates) or (known is not None and known.unit == "share")
    if str(unit).strip() not in _SIGNS and (unit or not is_rate):
        return goal
    return {key: _points(part) if key in ("baseline", "target", "milestones") else part for key, part in goal.items()}


def _points(part: Any) -> Any:  # noqa: ANN401 - whatever the file holds
    if isinstance(part, list):
        return [_points(each) for each in part]
    if not isinstance(part, Mapping):
        return part
    return {
        key: _percentage(value) or value if key in ("value", "change_abs") else value for key, value in part.items()
    }


class FactorEntry(PlanModel):
    """Something that moves a total: internal (people, skills, resources) or external (demand, rivals, policy)."""

    name: str = doc("因素名称", "name", min_length=1)
    kind: Annotated[Literal["internal", "external"], one_of(internal="内部 內部 内因 內因", external="外部 外因")] = (
        doc("internal 内部，external 外部", "internal or external")
    )
    effect: Share = doc("对总额的影响，如 +8%", "effect on the total, such as +8%", ge=-1, le=10)
    confidence: Portion = doc("把握，0 到 1", "how sure, 0 to 1", default=Decimal(1))
    note: str = doc("说明", "note", default="")
