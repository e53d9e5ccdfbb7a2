"""Goals as a whole: that there are some, that nobody stands above himself, that a goal's fields agree."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from salesplan.compute.plan.goals.goal_facts import aimed_at, fields_way, goals_by_id
from salesplan.compute.plan.rule import Example, Facts, Hit, rule
from salesplan.model.figures import figure
from salesplan.model.near import Known
from salesplan.model.plan.goals import Goal
from salesplan.text import Text

WAYS = {
    "increase": Text("提高", "up"),
    "decrease": Text("降低", "down"),
    "keep": Text("保持", "unchanged"),
}
"""Which way a goal goes, inside a sentence."""
SHOWN = 5
"""Goals of a circle that are named."""


@rule(
    "GOAL-W01",
    "warning",
    title=Text("计划里还没有目标", "the plan has no goals"),
    why=Text(
        "没有目标，后面的策略、分工、跟踪都没有依据。",
        "Without goals, strategy, duties and tracking have nothing to go by.",
    ),
    fix=Text(
        "写 goals: 至少一条，如 - {{id: G1, metric: revenue, target: {{value: 1200万}}}}",
        "write at least one under goals: such as - {{id: G1, metric: revenue, target: {{value: 12000000}}}}",
    ),
    source="methods.md 1.3",
    example=Example("version: 1\ngoals: []  # <- GOAL-W01", "version: 1\ngoals:\n- {id: G1}"),
)
def there_are_goals(facts: Facts) -> Iterator[Hit]:
    """A plan has at least one goal."""
    if not facts.plan.goals:
        yield Hit(("goals",))


@rule(
    "GOAL-F02",
    "error",
    title=Text("目标 {id} 的上级绕成一圈：{circle}", "the parents of goal {id} form a circle: {circle}"),
    why=Text(
        "互为上级的目标，谁也落不到公司的目标上。",
        "Goals that stand above each other never lead up to what the company wants.",
    ),
    fix=Text("改掉其中一个 parent", "change the parent of one of them"),
    source="methods.md 1.3",
    example=Example(
        "goals:\n- {id: G1, parent: G2}  # <- GOAL-F02\n- {id: G2, parent: G1}  # <- GOAL-F02\n"
        "- {id: G3, parent: G1}\n- {id: G4, parent: G4}  # <- GOAL-F02",
        "goals:\n- {id: G1}\n- {id: G2, parent: G1}\n- {id: G3, parent: G2}",
    ),
)
def no_circle(facts: Facts) -> Iterator[Hit]:
    """No goal is its own parent, over however many steps."""
    known = goals_by_id(facts)
    circles = _circles(known)
    for at, goal in enumerate(facts.plan.goals):
        if goal.id in circles and known[goal.id] is goal:
            yield Hit(("goals", at, "parent"), {"id": goal.id, "circle": circles[goal.id]}, goal.parent)


def _circles(known: Mapping[str, Goal]) -> dict[str, str]:
    """The ids that stand on a circle, each with its circle; every goal is walked over once."""
    found: dict[str, str] = {}
    walked: set[str] = set()
    for start in known:
        line: list[str] = []
        name: str | None = start
        while name is not None and name in known and name not in walked:
            walked.add(name)
            line.append(name)
            name = known[name].parent
        if name in line:
            circle = line[line.index(name) :]
            shown = circle if len(circle) <= SHOWN else [*circle[:SHOWN], "…"]
            found |= dict.fromkeys(circle, " → ".join([*shown, circle[0]]))
    return found


@rule(
    "GOAL-F03",
    "error",
    title=Text(
        "目标 {id} 写的是{way}，数却是从 {base} 到 {aim}",
        "goal {id} is to go {way}, and its figures go from {base} to {aim}",
    ),
    why=Text(
        "方向和数值相反，算出来的进度也是反的。", "With direction and figures opposed, progress is counted backwards."
    ),
    fix=Text(
        "写 direction: {told}，或改 target（降低 10% 是 change_pct: -10%）",
        "write direction: {told}, or correct target (a decrease of 10 % is change_pct: -10%)",
    ),
    source="methods.md 1.2",
    example=Example(
        "goals:\n- {id: G1, direction: increase, baseline: {value: 10}, target: {value: 9}}  # <- GOAL-F03\n"
        "- {id: G2, direction: decrease, baseline: {value: 10}, target: {change_pct: 10%}}  # <- GOAL-F03",
        "goals:\n- {id: G1, direction: decrease, baseline: {value: 10}, target: {value: 9}}\n"
        "- {id: G2, direction: keep, baseline: {value: 10}, target: {value: 11}}\n"
        "- {id: G3, direction: increase, baseline: {value: 10}, target: {value: 10}}",
    ),
)
def figures_go_the_way_said(facts: Facts) -> Iterator[Hit]:
    """A goal that is to go up or down does not go the other way by its figures."""
    for at, goal in enumerate(facts.plan.goals):
        told = fields_way(goal)
        if {goal.direction, told} == {"increase", "decrease"}:
            base, aim = goal.baseline.value, aimed_at(goal)
            words = {"id": goal.id, "way": WAYS[str(goal.direction)], "told": told}
            words |= {"base": "…" if base is None else figure(base), "aim": "…" if aim is None else figure(aim)}
            yield Hit(("goals", at, "direction"), words, goal.direction)


@rule(
    "GOAL-F04",
    "error",
    title=Text(
        "目标 {id} 的目标值 {value} 和变化 {change} 不符：从基线 {base} 算是 {aim}",
        "goal {id}: its value {value} and its change {change} differ: from {base} it makes {aim}",
    ),
    why=Text("同一个目标两个数，没人知道算哪个。", "With two figures for one goal nobody knows which counts."),
    fix=Text("只留 value，或改成一样的", "keep the value alone, or make them the same"),
    source="methods.md 1.2",
    example=Example(
        "goals:\n- {id: G1, baseline: {value: 100}, target: {value: 120, change_pct: 25%}}  # <- GOAL-F04\n"
        "- {id: G2, baseline: {value: 100}, target: {value: 120, change_abs: 25}}  # <- GOAL-F04",
        "goals:\n- {id: G1, baseline: {value: 100}, target: {value: 120, change_pct: 20%, change_abs: 20}}\n"
        "- {id: G2, target: {value: 120, change_pct: 25%}}",
    ),
)
def value_and_change_agree(facts: Facts) -> Iterator[Hit]:
    """Of a goal that tells a value and a change, both make the same figure: to a tenth of a percent of the baseline."""
    for at, goal in enumerate(facts.plan.goals):
        base, target = goal.baseline.value, goal.target
        if base is None or target.value is None:
            continue
        if target.change_abs is not None and base + target.change_abs != target.value:
            change, aim = f"{target.change_abs:+,f}", base + target.change_abs
        elif target.change_pct is not None and abs(base * (1 + target.change_pct) - target.value) > abs(base) / 1000:
            change, aim = f"{figure(target.change_pct * 100)}%", base * (1 + target.change_pct)
        else:
            continue
        words = {"id": goal.id, "value": figure(target.value), "change": change, "base": figure(base)}
        yield Hit(("goals", at, "target"), {**words, "aim": figure(aim)}, figure(target.value))


@rule(
    "GOAL-W05",
    "warning",
    title=Text(
        "目标 {id} 的里程碑 {day} 不在 {start} 到 {end} 之间",
        "the milestone {day} of goal {id} lies outside {start} to {end}",
    ),
    why=Text(
        "目标还没开始或已经结束，这个检查点就没用。", "Before a goal begins or after it ends there is nothing to check."
    ),
    fix=Text("改成期间内的日期", "choose a day inside"),
    source="methods.md 1.2",
    example=Example(
        "goals:\n- id: G1\n  start: 2026-07-01\n  end: 2026-09-30\n  milestones:\n"
        "  - {date: 2026-06-30, value: 1}  # <- GOAL-W05\n  - {date: 2026-10-01, value: 2}  # <- GOAL-W05",
        "goals:\n- id: G1\n  start: 2026-07-01\n  end: 2026-09-30\n  milestones:\n"
        "  - {date: 2026-07-01, value: 1}\n  - {date: 2026-09-30, value: 2}",
    ),
)
def milestones_lie_inside(facts: Facts) -> Iterator[Hit]:
    """Milestones lie within the days of their goal, both ends included, as far as these are known."""
    for at, goal in enumerate(facts.plan.goals):
        for number, each in enumerate(() if goal.turned else goal.milestones):
            if (goal.start and each.date < goal.start) or (goal.end and each.date > goal.end):
                words = {"id": goal.id, "day": each.date, "start": goal.start or "…", "end": goal.end or "…"}
                yield Hit(("goals", at, "milestones", number, "date"), words, str(each.date))


@rule(
    "GOAL-W06",
    "warning",
    title=Text("目标 {id} 说和 {other} 冲突，计划里没有 {other}", "goal {id} conflicts with {other}, which is no goal"),
    why=Text("写错编号，冲突就没人看到。", "With a wrong id nobody sees the conflict."),
    fix=Text("{guess}", "{guess}"),
    source="methods.md 1.2",
    example=Example(
        "goals:\n- {id: G1, conflicts_with: G9}  # <- GOAL-W06\n- {id: G2}",
        "goals:\n- {id: G1, conflicts_with: G2}\n- {id: G2}",
    ),
)
def conflicts_are_known(facts: Facts) -> Iterator[Hit]:
    """What a goal conflicts with is a goal of the plan."""
    known = Known(goals_by_id(facts))
    for at, goal in enumerate(facts.plan.goals):
        for other in goal.conflicts_with:
            if other not in known:
                near = known.nearest(other)
                guess = Text("改成已有目标的编号", "write the id of a goal")
                told = Text("是不是 {near}？", "did you mean {near}?").format(near=near) if near else guess
                yield Hit(("goals", at, "conflicts_with"), {"id": goal.id, "other": other, "guess": told}, other)
