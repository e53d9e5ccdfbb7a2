"""The parts of a complete sales plan, in the order in which one plans (methods.md 16)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from salesplan.model.plan.goals import Goal
from salesplan.model.plan.plan import Plan
from salesplan.text import Text

Stage = Literal["analysis", "goals", "strategy", "preparation", "execution", "evaluation"]
Has = Callable[[Plan], object]


@dataclass(frozen=True)
class Need:
    """One thing that a part consists of: whereabouts in the plan it stands, and whether it is there (truth).

    ``key`` is the key that holds it; ``[].x`` says which of the list, or what each of them has.
    """

    key: str
    name: Text
    has: Has


@dataclass(frozen=True)
class Part:
    """A part of a sales plan, the stage it belongs to, what it consists of, and the command that works on it."""

    id: str
    stage: Stage
    name: Text
    needs: tuple[Need, ...]
    command: str


def _every_goal(has: Callable[[Goal], object]) -> Has:
    return lambda plan: plan.goals and all(has(goal) for goal in plan.goals)


def _any(key: str, has: Callable[[Goal], object], name: Text) -> Need:
    return Need(f"goals[].{key}", name, _every_goal(has))


def _begun(plan: Plan) -> bool:
    """Whether anything of the checklists is done, under way or left out on purpose: nobody only took them over."""
    return any(item.status != "todo" for items in plan.preparation.values() for item in items)


PARTS: tuple[Part, ...] = (
    Part(
        "market",
        "analysis",
        Text("市场规模和趋势", "market size and trend"),
        (
            Need("market.size.top_down", Text("自上而下", "size from above"), lambda p: _size(p, "top_down")),
            Need("market.size.bottom_up", Text("自下而上", "from below"), lambda p: _size(p, "bottom_up")),
            Need("market.size.years", Text("两年以上的规模", "two years"), lambda p: len(_years(p)) > 1),
        ),
        "market size",
    ),
    Part(
        "segments",
        "analysis",
        Text("目标市场和细分", "target market and segments"),
        (
            Need("sources.customers", Text("客户名单", "the customer list"), lambda p: p.sources.customers),
            Need("market.segments", Text("细分规则", "segments"), lambda p: p.market.segments),
            Need(
                "market.segments[].size",
                Text("吸引力评分", "scores"),
                lambda p: any(segment.size is not None for segment in p.market.segments),
            ),
        ),
        "market segments",
    ),
    Part(
        "rivals",
        "analysis",
        Text("竞争对手", "competitors"),
        (
            Need("market.competitors", Text("名册", "a register"), lambda p: p.market.competitors),
            Need("market.us", Text("我们的数", "our figures"), lambda p: p.market.us.share is not None),
            Need("market.us.features", Text("特点对比", "features"), lambda p: p.market.us.features),
        ),
        "market competitors",
    ),
    Part(
        "swot",
        "analysis",
        Text("SWOT 分析", "SWOT"),
        (
            Need("swot.items", Text("四类都有", "S, W, O and T"), lambda p: _kinds(p) == set("SWOT")),
            Need("swot.strategies", Text("得出的策略", "strategies"), lambda p: p.swot.strategies),
        ),
        "swot show",
    ),
    Part(
        "goals",
        "goals",
        Text("SMART 目标", "SMART goals"),
        (
            Need("goals", Text("目标", "goals"), lambda p: p.goals),
            _any("owner", lambda g: g.owner, Text("负责人", "owners")),
            _any("end", lambda g: g.end, Text("期限", "last days")),
        ),
        "goals check",
    ),
    Part(
        "targets",
        "goals",
        Text("目标分解", "targets split"),
        (
            Need("targets", Text("要分解的目标", "targets to split"), lambda p: p.targets),
            Need(
                "targets[].by",
                Text("按区域、人等分", "a split by more than time"),
                lambda p: any({"region", "channel", "product", "team", "rep"} & {*t.by} for t in p.targets),
            ),
        ),
        "targets split",
    ),
    Part(
        "factors",
        "goals",
        Text("内外部因素", "internal and external factors"),
        (
            Need("factors[].internal", Text("内部因素", "an internal factor"), lambda p: _factor(p, "internal")),
            Need("factors[].external", Text("外部因素", "an external factor"), lambda p: _factor(p, "external")),
        ),
        "targets split",
    ),
    Part(
        "agreement",
        "goals",
        Text("和团队商定", "agreed with the team"),
        (
            _any("agreed_by", lambda g: g.agreed_by, Text("谁认可了", "who agreed")),
            Need(
                "targets[].commitments",
                Text("下面报的数", "commitments"),
                lambda p: any(target.commitments for target in p.targets),
            ),
        ),
        "targets reconcile",
    ),
    Part(
        "position",
        "strategy",
        Text("定位和价值主张", "position and value"),
        (
            Need("market.position", Text("定位", "position"), lambda p: p.market.position),
            Need("market.value", Text("价值主张", "value sentence"), lambda p: p.market.value),
            Need("market.fab", Text("特点、优点、好处", "features and benefits"), lambda p: p.market.fab),
        ),
        "market position",
    ),
    Part(
        "mix",
        "strategy",
        Text("价格、促销、渠道、激励", "price, promotion, channels, pay"),
        (
            Need("strategy.prices", Text("定价", "prices"), lambda p: p.strategy.prices),
            Need("strategy.promotions", Text("促销", "promotions"), lambda p: p.strategy.promotions),
            Need("strategy.channels", Text("渠道", "channels"), lambda p: p.strategy.channels),
            Need("strategy.incentives", Text("激励", "incentives"), lambda p: p.strategy.incentives),
        ),
        "strategy check",
    ),
    Part(
        "process",
        "strategy",
        Text("销售模式和流程", "selling mode and process"),
        (
            Need("strategy.mode", Text("销售模式", "selling mode"), lambda p: p.strategy.mode),
            Need("strategy.process", Text("流程各阶段", "its stages"), lambda p: p.strategy.process),
            Need("strategy.triggers", Text("流程规则", "its rules"), lambda p: p.strategy.triggers),
        ),
        "strategy check",
    ),
    Part(
        "indicators",
        "strategy",
        Text("考核指标", "indicators"),
        (
            Need(
                "strategy.indicators[].activity",
                Text("过程指标", "of activity"),
                lambda p: _indicator(p, "activity"),
            ),
            Need("strategy.indicators[].outcome", Text("结果指标", "of outcome"), lambda p: _indicator(p, "outcome")),
        ),
        "strategy check",
    ),
    Part(
        "duties",
        "preparation",
        Text("分工和岗位", "duties and roles"),
        (
            Need("team.members", Text("人员", "people"), lambda p: p.team.members),
            Need("duties.raci", Text("职责表", "RACI table"), lambda p: p.duties.raci),
            Need("duties.playbooks", Text("岗位手册", "playbooks"), lambda p: p.duties.playbooks),
        ),
        "team raci",
    ),
    Part(
        "budget",
        "preparation",
        Text("预算和资源", "budget and means"),
        (
            Need("strategy.budget.total", Text("总预算", "the total"), lambda p: _budget(p, "total")),
            Need("strategy.budget.lines", Text("预算项目", "lines"), lambda p: _budget(p, "lines")),
        ),
        "strategy budget",
    ),
    Part(
        "checklists",
        "preparation",
        Text("销售准备清单", "checklists"),
        (
            Need("preparation", Text("要准备的事项", "what to get ready"), lambda p: any(p.preparation.values())),
            Need("preparation[].status", Text("标出做到哪了", "how far it is"), _begun),
        ),
        "prepare",
    ),
    Part(
        "training",
        "preparation",
        Text("培训", "training"),
        (
            Need(
                "duties.training.topics",
                Text("要学的主题", "the topics"),
                lambda p: p.duties.training.topics or p.duties.training.roles,
            ),
            Need("duties.training.done", Text("培训记录", "trainings held"), lambda p: p.duties.training.done),
        ),
        "team training",
    ),
    Part(
        "customers",
        "execution",
        Text("客户和商机", "customers and deals"),
        (
            Need("sources.customers", Text("客户名单", "the customer list"), lambda p: p.sources.customers),
            Need("sources.deals", Text("商机", "deals"), lambda p: p.sources.deals),
        ),
        "classify",
    ),
    Part(
        "tracking",
        "execution",
        Text("跟踪", "tracking"),
        (Need("sources.orders", Text("订单", "orders"), lambda p: p.sources.orders),),
        "targets track",
    ),
    Part(
        "review",
        "evaluation",
        Text("定期检查", "regular reviews"),
        (
            _any("review", lambda g: g.review, Text("多久检查一次", "how often")),
            _any("milestones", lambda g: g.milestones, Text("里程碑", "milestones")),
        ),
        "goals check",
    ),
    Part(
        "scenarios",
        "evaluation",
        Text("情景和调整", "scenarios, for adjusting"),
        (Need("scenarios", Text("乐观、保守的情景", "a hopeful and a careful one"), lambda p: len(p.scenarios) > 1),),
        "targets split",
    ),
)
"""The parts, in order. What a complete plan has further on (reviews of people, pay, reports) is no part of it yet."""


def _size(plan: Plan, key: str) -> object:
    return plan.market.size is not None and getattr(plan.market.size, key)


def _years(plan: Plan) -> tuple[object, ...]:
    return plan.market.size.years if plan.market.size is not None else ()


def _kinds(plan: Plan) -> set[str | None]:
    return {item.kind for item in plan.swot.items}


def _factor(plan: Plan, kind: str) -> bool:
    return any(factor.kind == kind for factor in plan.factors)


def _indicator(plan: Plan, kind: str) -> bool:
    return any(indicator.kind == kind for indicator in plan.strategy.indicators)


def _budget(plan: Plan, key: str) -> object:
    return plan.strategy.budget is not None and getattr(plan.strategy.budget, key)
