"""SMART, R for relevant: what a goal serves, and that it can serve it (methods.md 1.3)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from salesplan.compute.plan.rule import Example, Facts, Hit, rule
from salesplan.model.plan.goal_metrics import METRICS, is_fed, metric_named
from salesplan.model.plan.goals import Goal
from salesplan.text import Text


@rule(
    "SMART-R1",
    "error",
    title=Text("目标 {id} {told}", "goal {id} {told}"),
    why=Text(
        "不挂在上级目标或策略下面，做好了也不知道帮了谁。",
        "A goal that serves nothing above it helps nobody when it is reached.",
    ),
    fix=Text(
        "写 parent: 上级目标的编号，或 strategy_tag: 策略",
        "write parent: the id of the goal above, or strategy_tag: a strategy",
    ),
    source="methods.md 1.3",
    example=Example(
        "goals:\n- {id: G1, strategy_tag: 深耕}\n- {id: G2, parent: G9}  # <- SMART-R1\n- {id: G3}  # <- SMART-R1\n"
        "- {id: G4, parent: G5}  # <- SMART-R1\n- {id: G5, parent: G4}  # <- SMART-R1",
        "goals:\n- {id: G1, strategy_tag: 深耕}\n- {id: G2, parent: G1}",
    ),
)
def serves_something(facts: Facts) -> Iterator[Hit]:
    """A goal has a parent that exists, or a strategy; parents form no circle. The only goal of a plan is its top."""
    known = {goal.id: goal for goal in facts.plan.goals}
    for at, goal in enumerate(facts.plan.goals):
        if goal.parent is None and (goal.strategy_tag or len(known) == 1 or _is_top(goal, known)):
            continue
        if goal.parent is None:
            yield Hit(
                ("goals", at),
                {"id": goal.id, "told": Text("没有上级目标，也不属于哪条策略", "serves no goal and no strategy")},
            )
        elif goal.parent not in known:
            told = Text("的上级 {parent} 不存在", "has the unknown parent {parent}").format(parent=goal.parent)
            yield Hit(("goals", at, "parent"), {"id": goal.id, "told": told}, goal.parent)
        elif _in_a_circle(goal, known):
            told = Text("和上级绕成一圈", "is above itself")
            yield Hit(("goals", at, "parent"), {"id": goal.id, "told": told}, goal.parent)


def _is_top(goal: Goal, known: Mapping[str, Goal]) -> bool:
    """Whether others stand below it: the top of a tree needs nothing above."""
    return any(other.parent == goal.id for other in known.values())


def _in_a_circle(goal: Goal, known: Mapping[str, Goal]) -> bool:
    seen = {goal.id}
    while goal.parent is not None and goal.parent in known:
        goal = known[goal.parent]
        if goal.id in seen:
            return True
        seen.add(goal.id)
    return False


@rule(
    "SMART-R2",
    "error",
    title=Text(
        "目标 {id} 的{metric}帮不到上级 {parent} 的{above}",
        "goal {id}: {metric} does not feed {above} of its parent {parent}",
    ),
    why=Text("下级做成了，上级的数也不会动。", "Reaching it would not move the parent's figure."),
    fix=Text("换一个能带动上级的指标，或换上级", "choose a metric that moves the parent's, or another parent"),
    source="methods.md 1.3",
    example=Example(
        "goals:\n- {id: G1, metric: revenue}\n- {id: G2, metric: collection_rate, parent: G1}  # <- SMART-R2",
        "goals:\n- {id: G1, metric: revenue}\n- {id: G2, metric: 转化率, parent: G1}",
    ),
)
def feeds_the_parent(facts: Facts) -> Iterator[Hit]:
    """The metric is the parent's or contributes to it; metrics outside the registry are not judged."""
    known = {goal.id: goal for goal in facts.plan.goals}
    for at, goal in enumerate(facts.plan.goals):
        parent = known.get(goal.parent or "")
        own, above = metric_named(goal.metric or ""), metric_named((parent.metric if parent else None) or "")
        if own in METRICS and above in METRICS and not is_fed(above, own):
            told = {"id": goal.id, "metric": METRICS[own].label, "above": METRICS[above].label, "parent": goal.parent}
            yield Hit(("goals", at, "metric"), told, goal.metric)


@rule(
    "SMART-R3",
    "error",
    title=Text("目标 {id} 的范围超出上级 {parent}", "the scope of goal {id} reaches beyond its parent {parent}"),
    why=Text(
        "上级只管华东，下级却算全国，两个数加不到一起。",
        "A part that is wider than the whole cannot be summed into it.",
    ),
    fix=Text("把范围写在上级之内：{scope}", "keep the scope inside the parent's: {scope}"),
    source="methods.md 1.3",
    example=Example(
        "goals:\n- {id: G1, scope: {region: 华东}}\n- {id: G2, parent: G1, scope: all}  # <- SMART-R3",
        "goals:\n- {id: G1, scope: {region: 华东}}\n- {id: G2, parent: G1, scope: {region: 华东, rep: R01}}",
    ),
)
def inside_the_scope(facts: Facts) -> Iterator[Hit]:
    """A goal's scope has every dimension of its parent's, with the same member."""
    known = {goal.id: goal for goal in facts.plan.goals}
    for at, goal in enumerate(facts.plan.goals):
        parent = known.get(goal.parent or "")
        if parent is None or not isinstance(parent.scope, dict) or goal.scope is None:
            continue
        own = goal.scope if isinstance(goal.scope, dict) else {}
        if any(own.get(level) != member for level, member in parent.scope.items()):
            scope = ", ".join(f"{level}: {member}" for level, member in parent.scope.items())
            yield Hit(("goals", at, "scope"), {"id": goal.id, "parent": parent.id, "scope": scope})
