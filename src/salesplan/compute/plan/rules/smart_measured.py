"""SMART, M for measurable: a figure, its unit, where it starts, where it comes from, how often it is looked at."""

from __future__ import annotations

from collections.abc import Iterator

from salesplan.compute.plan.goals.goal_facts import metric_of
from salesplan.compute.plan.goals.remedies import aim_line, base_line, unit_line
from salesplan.compute.plan.rule import Example, Facts, Hit, rule
from salesplan.model.plan.goals import Goal
from salesplan.text import Text

REVIEWED_EVERY = {"daily": 1, "weekly": 7, "monthly": 31}
"""Days between two looks at a goal."""


@rule(
    "SMART-M1",
    "error",
    title=Text("目标 {id} 没有目标数值", "goal {id} has no figure to reach"),
    why=Text("达没达成要靠一个数来量。", "Whether it is reached is measured against a figure."),
    fix=Text(
        "写 {line}，或比基线变化多少 target: {{change_pct: +20%}}",
        "write {line}, or the change on the baseline, target: {{change_pct: +20%}}",
    ),
    source="methods.md 1.3",
    example=Example("goals:\n- {id: G1}  # <- SMART-M1", "goals:\n- {id: G1, target: {change_pct: +20%}}"),
)
def has_figure(facts: Facts) -> Iterator[Hit]:
    """A goal has a target value or change."""
    for at, goal in enumerate(facts.plan.goals):
        if not has_any_figure(goal):
            yield Hit(("goals", at, "target"), {"id": goal.id, "line": aim_line(goal)})


@rule(
    "SMART-M2",
    "error",
    title=Text("目标 {id} 没有单位", "goal {id} has no unit"),
    why=Text("1200 是元还是万元，差一万倍。", "1,200 yuan and 1,200 thousand are not the same."),
    fix=Text("{how}", "{how}"),
    source="methods.md 1.3",
    example=Example(
        "goals:\n- {id: G1, metric: 走访街道, target: {value: 300}}  # <- SMART-M2\n"
        "- {id: G2, metric: revenue}  # <- SMART-M2",
        "goals:\n- {id: G1, metric: 走访街道, target: {value: 300}, unit: 次}\n"
        "- {id: G2, metric: revenue, target: {value: 5万}}",
    ),
)
def has_unit(facts: Facts) -> Iterator[Hit]:
    """A goal has a unit; where it has a figure, the unit of its metric is that of the figure."""
    for at, goal in enumerate(facts.plan.goals):
        if not goal.unit and (metric_of(goal) is None or not has_any_figure(goal)):
            yield Hit(("goals", at, "unit"), {"id": goal.id, "how": _unit_to_write(goal)})


def _unit_to_write(goal: Goal) -> Text:
    """The figure that a known measure lacks; the unit that the name of any other speaks of."""
    if metric_of(goal) is not None:
        told = Text("写上目标数值就不用写单位：{line}", "With its figure it needs no unit: {line}")
        return told.format(line=aim_line(goal))
    return Text("写 unit: {unit}", "Write unit: {unit}").format(unit=unit_line(goal.metric or ""))


def has_any_figure(goal: Goal) -> bool:
    """Whether a goal has a target value or change."""
    target = goal.target
    return any(value is not None for value in (target.value, target.change_pct, target.change_abs))


@rule(
    "SMART-M3",
    "warning",
    title=Text("目标 {id} 没有基线{zero}", "goal {id} has no baseline{zero}"),
    why=Text("不知道从哪里出发，就看不出提高了多少。", "Without a start nobody sees how far it has come."),
    fix=Text("写 {line}", "write {line}"),
    source="methods.md 1.3",
    example=Example(
        "goals:\n- {id: G1, target: {value: 5}}  # <- SMART-M3\n- {id: G2, target: {change_pct: 20%}}  # <- SMART-M3",
        "goals:\n- {id: G1, baseline: {value: 4}, target: {change_pct: 20%}}",
    ),
)
def has_baseline(facts: Facts) -> Iterator[Hit]:
    """A goal has a baseline; one that asks for a relative change needs it, and needs it to be other than 0."""
    for at, goal in enumerate(facts.plan.goals):
        relative = goal.target.value is None and goal.target.change_pct is not None
        if goal.baseline.value is None or (relative and goal.baseline.value == 0):
            zero = Text("（基线是 0，算不出百分比）", " (a baseline of 0 has no percentage)")
            told, line = Text("", ""), base_line(goal)
            if goal.baseline.value == 0:
                told, line = zero, aim_line(goal)
            words = {"id": goal.id, "zero": told, "line": line}
            yield Hit(("goals", at, "baseline"), words, severity="error" if relative else None)


@rule(
    "SMART-M4",
    "warning",
    title=Text("目标 {id} 没说数据从哪里来", "goal {id} does not say where its data come from"),
    why=Text("到期各拿各的数，就吵起来了。", "At the end everybody brings his own figures."),
    fix=Text("写 data_source: 订单表、CRM 报表等", "write data_source: the order list, a CRM report ..."),
    source="methods.md 1.3",
    example=Example("goals:\n- {id: G1}  # <- SMART-M4", "goals:\n- {id: G1, data_source: 订单表}"),
)
def has_source(facts: Facts) -> Iterator[Hit]:
    """A goal names its data source; one of the baseline counts."""
    for at, goal in enumerate(facts.plan.goals):
        if not goal.data_source and not goal.baseline.source:
            yield Hit(("goals", at, "data_source"), {"id": goal.id})


@rule(
    "SMART-M5",
    "warning",
    title=Text("目标 {id} 看得太少：{told}", "goal {id} is looked at too rarely: {told}"),
    why=Text("至少中途看一次，才来得及补。", "It takes a look half-way to still do something about it."),
    fix=Text("写 review: {often}", "write review: {often}"),
    source="methods.md 1.3",
    example=Example(
        "goals:\n- {id: G1, review: monthly, start: 2026-07-01, end: 2026-07-31}  # <- SMART-M5\n"
        "- {id: G2}  # <- SMART-M5",
        "goals:\n- {id: G1, review: weekly, start: 2026-07-01, end: 2026-07-31}",
    ),
)
def is_reviewed(facts: Facts) -> Iterator[Hit]:
    """A goal is looked at at least once half-way: the interval is no more than half its duration."""
    for at, goal in enumerate(facts.plan.goals):
        if goal.review is None:
            yield Hit(
                ("goals", at, "review"),
                {"id": goal.id, "told": Text("没写多久检查一次", "no interval given"), "often": _often(goal)},
            )
        elif (
            goal.start
            and goal.end
            and not goal.turned
            and 2 * REVIEWED_EVERY[goal.review] > (goal.end - goal.start).days + 1
        ):
            days = (goal.end - goal.start).days + 1
            told = Text("共 {days} 天，每 {every} 天才看一次", "{days} days in all, a look every {every}")
            yield Hit(
                ("goals", at, "review"),
                {
                    "id": goal.id,
                    "told": told.format(days=days, every=REVIEWED_EVERY[goal.review]),
                    "often": _often(goal),
                },
            )


def _often(goal: Goal) -> str:
    """The longest interval, weekly at most, that looks at the goal half-way."""
    days = (goal.end - goal.start).days + 1 if goal.start and goal.end else 0
    return "daily" if 0 < days < 2 * REVIEWED_EVERY["weekly"] else "weekly"
