"""What the fields of a goal say together: its aim, its change, which way it goes, its days and scope (methods.md 1)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Literal

from salesplan.compute.plan.goals.statement import stated
from salesplan.compute.plan.rule import Facts
from salesplan.compute.rounding import half_up
from salesplan.compute.targets.grid.tree import key_of
from salesplan.model.figures import figure
from salesplan.model.period import Period
from salesplan.model.plan.goals import Goal
from salesplan.model.plan.levels import level_named
from salesplan.model.plan.metrics import Metric

_SMALL = 10
"""A figure below this is not rounded to a whole one."""
Way = Literal["increase", "decrease", "keep"]
Scope = tuple[tuple[str, str], ...]


def goals_by_id(facts: Facts) -> dict[str, Goal]:
    """The goals by their ids; of two with one id the first."""
    found: dict[str, Goal] = {}
    for goal in facts.plan.goals:
        found.setdefault(goal.id, goal)
    return found


def children_of(goals: Sequence[Goal]) -> dict[str, list[Goal]]:
    """The goals directly below each id that is named as a parent."""
    found: dict[str, list[Goal]] = {}
    for goal in goals:
        if goal.parent is not None:
            found.setdefault(goal.parent, []).append(goal)
    return found


def metric_of(goal: Goal) -> Metric | None:
    """What the goal measures; None for anything that neither the registry nor the plan declares."""
    return goal.measures.get(goal.metric)


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


def change_of(goal: Goal) -> Decimal | None:
    """The change that the fields ask for, as a share of the baseline; None where they do not tell or it is 0."""
    base, target = goal.baseline.value, goal.target
    if target.value is None and target.change_pct is not None:
        return target.change_pct
    aim = aimed_at(goal)
    return None if aim is None or not base else (aim - base) / abs(base)


def fields_way(goal: Goal) -> Way | None:
    """Which way the figures go: from baseline to aim, or by the sign of the change; None where they do not tell."""
    base, aim, target = goal.baseline.value, aimed_at(goal), goal.target
    moved = aim - base if aim is not None and base is not None else None
    if moved is None and target.value is None:
        moved = target.change_pct if target.change_pct is not None else target.change_abs
    if moved is None:
        return None
    return "increase" if moved > 0 else "decrease" if moved < 0 else "keep"


def way_of(goal: Goal) -> Way | None:
    """Which way a goal goes: as it says; ``reach`` or nothing said, as its figures go; else as its metric is better."""
    if goal.direction in ("increase", "decrease", "keep"):
        return goal.direction
    told = fields_way(goal)
    if told is not None:
        return told
    metric = metric_of(goal)
    if metric is None or aimed_at(goal) is None:
        return None
    return "increase" if metric.better == "up" else "decrease"


def turns_back(values: Sequence[Decimal], goal: Goal | None = None) -> bool:
    """Whether running figures go up and down, or fall where the goal is to go up; equal ones are none of it.

    A decrease may be told by a falling level or by what has added up so far.
    """
    rising, falling = sorted(values), sorted(values, reverse=True)
    if goal is not None and way_of(goal) == "increase":
        return [*values] != rising
    return [*values] not in (rising, falling)


def goes_down(goal: Goal) -> bool:
    """Whether less is better: the goal says so, else its metric does, else (of an unknown one) its figures do."""
    if goal.direction in ("increase", "decrease", "keep"):
        return goal.direction == "decrease"
    metric = metric_of(goal)
    return metric.better == "down" if metric else fields_way(goal) == "decrease"


def days_of_goal(goal: Goal) -> Period | None:
    """The days of a goal; None where a date is missing or they are the wrong way round."""
    if goal.start is None or goal.end is None or goal.start > goal.end:
        return None
    return Period(goal.start, goal.end)


def scope_of(goal: Goal) -> Scope | None:
    """Where a goal holds, by level and member, in the form in which names are compared; () for all, None unsaid."""
    if isinstance(goal.scope, Mapping):
        pairs = ((level_named(level), key_of(member)) for level, member in goal.scope.items())
        return tuple(sorted(pairs)) or None
    return () if goal.scope == "all" else None


def unit_times(goal: Goal) -> Decimal:
    """What a figure is multiplied by where its unit is read with it: 10,000 for ``万元``; 1 for any other unit."""
    amounts = stated(f"1 {goal.unit}").amounts if goal.unit else ()
    return amounts[0] if amounts else Decimal(1)


def same_cut(goal: Goal) -> tuple[Scope | None, date | None, date | None]:
    """Scope and days: goals that share them speak of the same part of the business."""
    return scope_of(goal), goal.start, goal.end


def rounded(value: Fraction, decimals: int) -> str:
    """A figure of a sentence with at most so many decimals, half up; more where a small one would be 0."""
    if value and abs(value) < _SMALL and not decimals:
        return rounded(value, 2)
    return figure(half_up(value, decimals))
