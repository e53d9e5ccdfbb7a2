"""SMART, T for timed: first and last day, inside the parent's, milestones on the way (methods.md 1.3)."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from salesplan.compute.plan.goals.goal_facts import aimed_at, goals_by_id, turns_back
from salesplan.compute.plan.goals.remedies import milestone_line
from salesplan.compute.plan.rule import Example, Facts, Hit, rule
from salesplan.model.figures import figure
from salesplan.model.plan.goals import Goal
from salesplan.text import Text


@rule(
    "SMART-T1",
    "error",
    title=Text("目标 {id} 没有截止日期", "goal {id} has no last day"),
    why=Text("没有期限的目标永远“还在做”。", "A goal without an end is always under way."),
    fix=Text("写 end: {last}", "write end: {last}"),
    source="methods.md 1.3",
    example=Example("goals:\n- {id: G1}  # <- SMART-T1", "goals:\n- {id: G1, end: 2026-12-31}"),
)
def has_end(facts: Facts) -> Iterator[Hit]:
    """A goal has a last day."""
    for at, goal in enumerate(facts.plan.goals):
        if goal.end is None:
            last = max(facts.as_of, goal.start or facts.as_of).replace(month=12, day=31)
            yield Hit(("goals", at, "end"), {"id": goal.id, "last": last})


@rule(
    "SMART-T2",
    "error",
    title=Text("目标 {id} 的开始 {start} 在截止 {end} 之后", "goal {id} begins on {start}, after its end {end}"),
    why=Text("日期写反了。", "The dates are the wrong way round."),
    fix=Text("改 start 或 end", "correct start or end"),
    source="methods.md 1.3",
    example=Example(
        "goals:\n- {id: G1, start: 2026-12-31, end: 2026-07-01}  # <- SMART-T2",
        "goals:\n- {id: G1, start: 2026-07-01, end: 2026-07-01}",
    ),
)
def begins_before_it_ends(facts: Facts) -> Iterator[Hit]:
    """The first day is not after the last."""
    for at, goal in enumerate(facts.plan.goals):
        if goal.turned:
            yield Hit(("goals", at, "start"), {"id": goal.id, "start": goal.start, "end": goal.end}, str(goal.start))


@rule(
    "SMART-T3",
    "warning",
    title=Text("目标 {id} 已在 {end} 到期", "goal {id} ended on {end}"),
    why=Text("过期的目标留在计划里会让人以为还有时间。", "A goal that is over looks as if there were time left."),
    fix=Text("改期限，或从计划里去掉", "move its end, or take it out of the plan"),
    source="methods.md 1.3",
    example=Example("goals:\n- {id: G1, end: 2020-12-31}  # <- SMART-T3", "goals:\n- {id: G1, end: 2099-12-31}"),
)
def is_not_over(facts: Facts) -> Iterator[Hit]:
    """The last day is the as-of or later; a goal of the past is checked all the same."""
    for at, goal in enumerate(facts.plan.goals):
        if goal.end and goal.end < facts.as_of and not goal.turned:
            yield Hit(("goals", at, "end"), {"id": goal.id, "end": goal.end}, str(goal.end))


@rule(
    "SMART-T4",
    "error",
    title=Text(
        "目标 {id} 的期间超出上级 {parent}（{window}）", "goal {id} reaches beyond its parent {parent} ({window})"
    ),
    why=Text("上级到期了，下级还没做完，就支撑不上。", "What ends after its parent can no longer serve it."),
    fix=Text("把期间改到上级之内", "move it inside the parent's"),
    source="methods.md 1.3",
    example=Example(
        "goals:\n- {id: G1, start: 2026-01-01, end: 2026-06-30}\n"
        "- {id: G2, parent: G1, start: 2026-01-01, end: 2026-07-01}  # <- SMART-T4",
        "goals:\n- {id: G1, start: 2026-01-01, end: 2026-06-30}\n"
        "- {id: G2, parent: G1, start: 2026-01-01, end: 2026-06-30}",
    ),
)
def inside_the_parent(facts: Facts) -> Iterator[Hit]:
    """A goal lies inside the days of its parent, as far as both are known."""
    known = goals_by_id(facts)
    for at, goal in enumerate(facts.plan.goals):
        parent = known.get(goal.parent or "")
        if parent is None:
            continue
        early = goal.start and parent.start and goal.start < parent.start
        late = goal.end and parent.end and goal.end > parent.end
        if (early or late) and not (goal.turned or parent.turned):
            window = f"{parent.start or '...'}..{parent.end or '...'}"
            yield Hit(("goals", at, "end" if late else "start"), {"id": goal.id, "parent": parent.id, "window": window})


@rule(
    "SMART-T5",
    "warning",
    title=Text("目标 {id} 有 {days} 天，没有里程碑", "goal {id} takes {days} days and has no milestone"),
    why=Text(
        "一个月以上的目标，中间没有检查点就容易拖到最后。",
        "A goal of more than a month without a point to check on the way is left to the end.",
    ),
    fix=Text("写 {line}", "write {line}"),
    source="methods.md 1.3",
    example=Example(
        "goals:\n- {id: G1, start: 2026-07-01, end: 2026-08-01}  # <- SMART-T5",
        "goals:\n- {id: G1, start: 2026-07-01, end: 2026-07-31}",
    ),
)
def has_milestones(facts: Facts) -> Iterator[Hit]:
    """A goal that takes longer than a month (``smart.milestone_days``) has a milestone."""
    limit = facts.plan.parameters.smart.milestone_days
    for at, goal in enumerate(facts.plan.goals):
        if goal.start and goal.end and not goal.milestones:
            days = (goal.end - goal.start).days + 1
            if days > limit:
                yield Hit(("goals", at, "milestones"), {"id": goal.id, "days": days, "line": milestone_line(goal)})


@rule(
    "SMART-T6",
    "error",
    title=Text("目标 {id} 的里程碑不对：{told}", "the milestones of goal {id} are wrong: {told}"),
    why=Text(
        "里程碑要按日期往前走、累计值只增不减，最后一个就是目标。",
        "Milestones go forward in time, their sums never turn back, and the last one is the target.",
    ),
    fix=Text("按日期排好，累计到目标值", "put them in order, up to the target"),
    source="methods.md 1.3",
    example=Example(
        "goals:\n- id: G1\n  target: {value: 9}\n"
        "  milestones: [{date: 2026-08-01, value: 5}, {date: 2026-09-01, value: 8}]  # <- SMART-T6",
        "goals:\n- id: G1\n  target: {value: 8}\n"
        "  milestones: [{date: 2026-08-01, value: 5}, {date: 2026-09-01, value: 8}]",
    ),
)
def milestones_lead_to_the_target(facts: Facts) -> Iterator[Hit]:
    """Dates ascend, values go the goal's way and never turn back, the last value is the target."""
    for at, goal in enumerate(facts.plan.goals):
        for told in _wrong_milestones(goal):
            yield Hit(("goals", at, "milestones"), {"id": goal.id, "told": told})


def _wrong_milestones(goal: Goal) -> Iterator[Text]:
    steps = list(pairwise(goal.milestones))
    if any(later.date <= earlier.date for earlier, later in steps):
        yield Text("日期没有按先后", "the days are out of order")
    values = [milestone.value for milestone in goal.milestones]
    if turns_back(values):
        yield Text("累计值忽大忽小", "the values go up and down")
    elif turns_back(values, goal):
        yield Text("目标要提高，累计值却越来越小", "the goal is to go up and the values fall")
    target = aimed_at(goal)
    if values and target is not None and values[-1] != target:
        told = Text("最后一个是 {last}，目标是 {target}", "the last one is {last}, the target {target}")
        yield told.format(last=figure(values[-1]), target=figure(target))
