"""SMART+C, C for consistent: goals that add up and do not tell two figures for one thing (methods.md 1.3)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from fractions import Fraction
from functools import partial
from typing import Any

from salesplan.compute.plan.goals.goal_facts import (
    aimed_at,
    children_of,
    days_of_goal,
    metric_of,
    rounded,
    same_cut,
    scope_of,
)
from salesplan.compute.plan.goals.goal_hours import Overload, worst_overload
from salesplan.compute.plan.goals.goal_people import Staff, is_countable
from salesplan.compute.plan.rule import Example, Facts, Hit, rule
from salesplan.compute.targets.grid.tree import key_of
from salesplan.model.figures import figure
from salesplan.model.period import Period
from salesplan.model.plan.goals import Goal
from salesplan.text import Text


def wants(facts: Facts, meaning: str) -> bool:
    """Whether C means this in the plan, alone or among others (``parameters.smart.c``)."""
    return meaning in facts.plan.parameters.smart.c


@rule(
    "SMART-C1",
    "error",
    title=Text("{count} 个分目标合计 {sum}，比上级 {id} {told}", "the goals below {id} ({count}) sum to {sum}, {told}"),
    why=Text(
        "分目标加不到上级，个个达成了上级也不达成。",
        "When the parts do not make the whole, all may be reached and the whole missed.",
    ),
    fix=Text(
        "调整分目标，使合计等于 {target}；有意加码的不要超过 {allowed}",
        "make the parts sum to {target}; a margin on purpose stays within {allowed}",
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
    allowed = facts.plan.parameters.smart.over_assignment
    below = children_of(facts.plan.goals) if wants(facts, "consistency") else {}
    for at, goal in enumerate(facts.plan.goals):
        whole = aimed_at(goal)
        for parts in partitions(goal, below):
            known = [part for part in map(aimed_at, parts) if part is not None]
            together = sum(known, Decimal(0))
            if whole is None or len(known) < len(parts) or together == whole:
                continue
            words = {"count": len(known), "sum": figure(together), "id": goal.id, "target": figure(whole)}
            words["told"], words["allowed"] = _apart(together - whole, whole), f"{figure(allowed * 100)}%"
            is_buffer = whole < together <= whole * (1 + allowed)
            yield Hit(("goals", at, "target"), words, figure(together), "warning" if is_buffer else None)


def _apart(gap: Decimal, whole: Decimal) -> Any:  # noqa: ANN401 - a Text as a word of a Text
    told = (
        Text("多 {gap}（{share}）", "{gap} too much ({share})")
        if gap > 0
        else Text("少 {gap}（{share}）", "short by {gap} ({share})")
    )
    return told.format(gap=figure(abs(gap)), share=f"{gap / abs(whole):+.2%}" if whole else "-")


def partitions(goal: Goal, below: Mapping[str, list[Goal]]) -> list[list[Goal]]:
    """The goals directly below, of the same additive metric and the same days, by the levels that cut the whole.

    Regions and products are two ways to cut one whole: each must make it. Goals whose scopes share a level, or say
    none, belong together. Empty where no such goal is below.
    """
    metric = metric_of(goal)
    if metric is None or not metric.additive:
        return []
    own = {level for level, _ in scope_of(goal) or ()}
    groups: list[tuple[set[str], list[Goal]]] = []
    for child in below.get(goal.id, ()):
        if child is goal or metric_of(child) is not metric or (child.start, child.end) != (goal.start, goal.end):
            continue
        levels = {level for level, _ in scope_of(child) or ()} - own
        group = next((each for each in groups if not levels or not each[0] or each[0] & levels), None)
        if group is None:
            group = (set(), [])
            groups.append(group)
        group[0].update(levels)
        group[1].append(child)
    return [children for _, children in groups]


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
    for at, goal in enumerate(facts.plan.goals if wants(facts, "consistency") else ()):
        aim = aimed_at(goal)
        if aim is None or not goal.metric:
            continue
        other = first.setdefault((goal.measure, *same_cut(goal)), goal)
        theirs = aimed_at(other)
        if theirs is not None and theirs != aim:
            words = {"id": goal.id, "other": other.id, "own": figure(aim), "theirs": figure(theirs)}
            yield Hit(("goals", at, "target"), words, figure(aim))


@rule(
    "SMART-C3",
    "error",
    title=Text(
        "{owner} 在 {window} 的目标共要 {needed} 小时，只有 {there} 小时",
        "the goals of {owner} take {needed} hours in {window}, and there are {there}",
    ),
    why=Text("时间排不下，总有一个目标没人做。", "What does not fit into the days is not done."),
    fix=Text("减少 hours，分给别人，或延长期间", "take fewer hours, share them with others, or give it more time"),
    source="methods.md 1.3",
    example=Example(
        "goals:\n- {id: G1, owner: 张三, start: 2026-07-01, end: 2026-07-31, hours: 100}\n"
        "- {id: G2, owner: 张三, start: 2026-07-06, end: 2026-07-31, hours: 85}  # <- SMART-C3\n"
        "- {id: G3, owner: 李四, start: 2026-07-01, end: 2026-07-31, hours: 185}  # <- SMART-C3\n"
        "- {id: G4, owner: 王五, start: 2026-07-01, end: 2026-07-20, hours: 112}\n"
        "- {id: G5, owner: 王五, start: 2026-07-10, end: 2026-07-31, hours: 128}  # <- SMART-C3",
        "goals:\n- {id: G1, owner: 张三, start: 2026-07-01, end: 2026-07-31, hours: 100}\n"
        "- {id: G2, owner: 张三, start: 2026-07-06, end: 2026-07-31, hours: 84}\n"
        "- {id: G3, owner: 李四, start: 2026-07-01, end: 2026-08-31, hours: 185}",
    ),
)
def hours_fit_the_days(facts: Facts) -> Iterator[Hit]:
    """The hours of an owner's goals fit into his working days, in every stretch from a start to an end of them.

    A goal counts where its own days lie wholly within the stretch. An owner outside the team works full time. Said once
    for an owner, of the stretch with the most hours too many, at the goal that makes it too much.
    """
    staff = facts.once(Staff)
    for who, goals in _with_hours(facts).items():
        taken = [(days, Fraction(hours)) for _, days, hours in goals]
        worst = worst_overload(taken, partial(staff.hours, who))
        if worst is not None:
            yield _too_much(goals, worst, owner=facts.plan.goals[goals[0][0]].owner or "")


_Timed = tuple[int, Period, Decimal]


def _with_hours(facts: Facts) -> dict[str, list[_Timed]]:
    """By owner: the goals that say how many hours they take, by position, days and hours."""
    found: dict[str, list[_Timed]] = {}
    for at, goal in enumerate(facts.plan.goals if wants(facts, "consistency") else ()):
        days = days_of_goal(goal)
        if goal.owner and goal.hours is not None and days is not None and is_countable(days):
            found.setdefault(key_of(goal.owner), []).append((at, days, goal.hours))
    return found


def _within(days: Period, window: Period) -> bool:
    return window.first <= days.first and days.last <= window.last


def _too_much(goals: list[_Timed], worst: Overload, *, owner: str) -> Hit:
    """The hit at the first goal with which the hours in the stretch are more than there are."""
    total, at = Fraction(0), goals[0][0]
    for at, days, hours in goals:  # noqa: B007 - the position is what is looked for
        total += Fraction(hours) if _within(days, worst.window) else 0
        if total > worst.there:
            break
    needed = rounded(worst.needed, 1)
    words = {"owner": owner, "window": worst.window, "needed": needed, "there": rounded(worst.there, 1)}
    return Hit(("goals", at, "hours"), words, needed)
