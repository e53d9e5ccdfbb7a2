"""SMART+C, C for consistent: goals that add up, do not contradict, and are agreed on (methods.md 1.3)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any

from salesplan.compute.plan.rule import Example, Facts, Hit, rule
from salesplan.model.plan.goal_metrics import METRICS, metric_named
from salesplan.model.plan.goals import Goal
from salesplan.text import Text

OVER_ASSIGNMENT = Decimal("0.10")
"""Children may sum to so much more than their parent: a margin on purpose."""


@rule(
    "SMART-C1",
    "error",
    title=Text("{count} 个分目标合计 {sum}，比上级 {id} {told}", "{count} goals below {id} sum to {sum}, {told}"),
    why=Text(
        "分目标加不到上级，个个达成了上级也不达成。",
        "When the parts do not make the whole, all may be reached and the whole missed.",
    ),
    fix=Text(
        "调整分目标，使合计等于 {target}；有意加码的不要超过 10%",
        "make the parts sum to {target}; a margin on purpose stays within 10 %",
    ),
    source="methods.md 1.3",
    example=Example(
        "goals:\n- {id: G1, metric: revenue, target: {value: 120万}, "
        "start: 2026-07-01, end: 2026-09-30}  # <- SMART-C1\n"
        "- {id: G2, parent: G1, metric: revenue, target: {value: 70万}, start: 2026-07-01, end: 2026-09-30}\n"
        "- {id: G3, parent: G1, metric: revenue, target: {value: 48万}, start: 2026-07-01, end: 2026-09-30}",
        "goals:\n- {id: G1, metric: revenue, target: {value: 120万}, start: 2026-07-01, end: 2026-09-30}\n"
        "- {id: G2, parent: G1, metric: revenue, target: {value: 70万}, start: 2026-07-01, end: 2026-09-30}\n"
        "- {id: G3, parent: G1, metric: revenue, target: {value: 50万}, start: 2026-07-01, end: 2026-09-30}",
    ),
)
def parts_make_the_whole(facts: Facts) -> Iterator[Hit]:
    """Children of the same additive metric and days sum to their parent, or up to 10 % more (a warning)."""
    for at, goal in enumerate(facts.plan.goals):
        whole = aimed_at(goal)
        parts = [aimed_at(child) for child in _parts_of(goal, facts.plan.goals)]
        known = [part for part in parts if part is not None]
        if whole is None or not known or len(known) < len(parts):
            continue
        together = sum(known, Decimal(0))
        if together == whole:
            continue
        allowed = whole < together <= whole * (1 + OVER_ASSIGNMENT)
        words = {"count": len(known), "sum": f"{together:,f}", "id": goal.id, "target": f"{whole:,f}"}
        words["told"] = _apart(together - whole, whole)
        yield Hit(("goals", at, "target"), words, str(together), "warning" if allowed else None)


def _apart(gap: Decimal, whole: Decimal) -> Any:  # noqa: ANN401 - a Text as a word of a Text
    told = (
        Text("多 {gap}（{share}）", "{gap} too much ({share})")
        if gap > 0
        else Text("少 {gap}（{share}）", "short by {gap} ({share})")
    )
    return told.format(gap=f"{abs(gap):,f}", share=f"{gap / whole:+.2%}" if whole else "-")


def _parts_of(goal: Goal, goals: Sequence[Goal]) -> list[Goal]:
    """The goals directly below, of the same additive metric and the same days."""
    metric = metric_named(goal.metric or "")
    if metric not in METRICS or not METRICS[metric].additive:
        return []
    below = (other for other in goals if other.parent == goal.id and metric_named(other.metric or "") == metric)
    return [other for other in below if (other.start, other.end) == (goal.start, goal.end)]


def aimed_at(goal: Goal) -> Decimal | None:
    """The figure a goal aims at, from its value or from its change on the baseline; None where it cannot be told."""
    target, base = goal.target, goal.baseline.value
    if target.value is not None:
        return target.value
    if base is None:
        return None
    if target.change_abs is not None:
        return base + target.change_abs
    return None if target.change_pct is None else base * (1 + target.change_pct)


@rule(
    "SMART-C2",
    "error",
    title=Text(
        "目标 {id} 和 {other} 量的是同一件事，目标值却不同：{own}、{theirs}",
        "goals {id} and {other} measure the same and differ: {own}, {theirs}",
    ),
    why=Text("同一件事两个数，没人知道算哪个。", "With two figures for one thing nobody knows which counts."),
    fix=Text("留一个，或写清范围、期间的不同", "keep one, or tell how their scope or days differ"),
    source="methods.md 1.3",
    example=Example(
        "goals:\n- {id: G1, metric: revenue, scope: all, end: 2026-12-31, target: {value: 5}}\n"
        "- {id: G2, metric: 销售额, scope: all, end: 2026-12-31, target: {value: 6}}  # <- SMART-C2",
        "goals:\n- {id: G1, metric: revenue, scope: all, end: 2026-12-31, target: {value: 5}}\n"
        "- {id: G2, metric: revenue, scope: {region: 华东}, end: 2026-12-31, target: {value: 6}}",
    ),
)
def no_two_targets(facts: Facts) -> Iterator[Hit]:
    """No two goals of the same metric, scope and days have different targets."""
    first: dict[tuple[Any, ...], Goal] = {}
    for at, goal in enumerate(facts.plan.goals):
        aim = aimed_at(goal)
        if aim is None or not goal.metric:
            continue
        other = first.setdefault((metric_named(goal.metric), _scope_key(goal.scope), goal.start, goal.end), goal)
        theirs = aimed_at(other)
        if theirs is not None and theirs != aim:
            words = {"id": goal.id, "other": other.id, "own": f"{aim:,f}", "theirs": f"{theirs:,f}"}
            yield Hit(("goals", at, "target"), words, f"{aim:f}")


def _scope_key(scope: Mapping[str, str] | str | None) -> Any:  # noqa: ANN401 - any hashable key
    return tuple(sorted(scope.items())) if isinstance(scope, Mapping) else scope


@rule(
    "SMART-C4",
    "warning",
    title=Text("目标 {id} 写明和 {other} 冲突", "goal {id} is said to conflict with {other}"),
    why=Text(
        "两个互相抵触的目标，做成一个就丢一个。", "Of two goals against each other one is lost when the other is won."
    ),
    fix=Text("说好哪个优先，或改其中一个", "agree which comes first, or change one of them"),
    source="methods.md 1.3",
    example=Example(
        "goals:\n- {id: G1, conflicts_with: G2}  # <- SMART-C4\n- {id: G2}",
        "goals:\n- {id: G1}\n- {id: G2}",
    ),
)
def no_conflict(facts: Facts) -> Iterator[Hit]:
    """No goal names another one that it conflicts with."""
    for at, goal in enumerate(facts.plan.goals):
        for other in goal.conflicts_with:
            yield Hit(("goals", at, "conflicts_with"), {"id": goal.id, "other": other}, other)


@rule(
    "SMART-C7",
    "warning",
    title=Text("目标 {id} {told}", "goal {id} {told}"),
    why=Text("没谈过、没认过的目标，执行时没人当自己的。", "A goal that was never agreed on is nobody's own."),
    fix=Text(
        "写 agreed_by: [负责人, 上级] 和 agreed_on: 日期", "write agreed_by: [owner, manager] and agreed_on: a day"
    ),
    source="methods.md 1.3",
    example=Example(
        "goals:\n- {id: G1, owner: 张三}  # <- SMART-C7\n"
        "- {id: G2, owner: 张三, start: 2026-01-01, agreed_by: [张三], agreed_on: 2026-02-01}  # <- SMART-C7",
        "team:\n  members: [{name: 张三, leader: 李四}]\ngoals:\n"
        "- {id: G1, owner: 张三, start: 2026-01-01, agreed_by: [张三, 李四], agreed_on: 2025-12-20}",
    ),
)
def is_agreed(facts: Facts) -> Iterator[Hit]:
    """The owner and his manager agreed, by the first day. A manager that the team does not name is not asked for."""
    leaders = {member.name: member.leader for member in facts.plan.team.members}
    for at, goal in enumerate(facts.plan.goals):
        wanted = [who for who in (goal.owner, leaders.get(goal.owner or "")) if who]
        missing = [who for who in wanted if who not in goal.agreed_by]
        if not goal.agreed_by or missing:
            told = Text("还没得到 {who} 认可", "is not agreed by {who}")
            who = ", ".join(missing) or Text("任何人", "anybody")
            yield Hit(("goals", at, "agreed_by"), {"id": goal.id, "told": told.format(who=who)})
        elif goal.agreed_on and goal.start and goal.agreed_on > goal.start:
            told = Text("开始以后才认可（{day}）", "was agreed on after it began ({day})").format(day=goal.agreed_on)
            yield Hit(("goals", at, "agreed_on"), {"id": goal.id, "told": told}, str(goal.agreed_on))
