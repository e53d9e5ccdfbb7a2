"""To which goals each check of SMART+C applies: one that has nothing to judge is neither passed nor failed (1.3)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from functools import cached_property

from salesplan.compute.plan.goals.goal_facts import (
    aimed_at,
    change_of,
    children_of,
    days_of_goal,
    goals_by_id,
    same_cut,
    scope_of,
    way_of,
)
from salesplan.compute.plan.goals.goal_past import Past
from salesplan.compute.plan.goals.goal_people import Staff, playbook_of
from salesplan.compute.plan.goals.statement import stated
from salesplan.compute.plan.rule import Facts
from salesplan.compute.plan.rules.smart_agreed import identities, rewarded_measures
from salesplan.compute.plan.rules.smart_attainable import best_and_needed, stretch_of
from salesplan.compute.plan.rules.smart_consistent import partitions, wants
from salesplan.model.plan.goals import Goal

Applies = Callable[["Ground", Goal], bool]


class Ground:
    """What all goals of a plan are judged on; each part is made when a check asks for it."""

    def __init__(self, facts: Facts) -> None:
        self.facts = facts
        self.past, self.staff = facts.once(Past), facts.once(Staff)

    @cached_property
    def known(self) -> dict[str, Goal]:
        """The goals by id."""
        return goals_by_id(self.facts)

    @cached_property
    def children(self) -> dict[str, list[Goal]]:
        """The goals below each id."""
        return children_of(self.facts.plan.goals)

    @cached_property
    def cuts(self) -> Counter[object]:
        """How many goals with a figure measure one thing in one scope and span of days."""
        goals = (goal for goal in self.facts.plan.goals if goal.metric and aimed_at(goal) is not None)
        return Counter((goal.measure, *same_cut(goal)) for goal in goals)

    @cached_property
    def products(self) -> set[int]:
        """The goals, by identity, that are the product of others."""
        return {id(self.facts.plan.goals[whole]) for whole, _ in identities(self.facts)}

    @cached_property
    def rewarded(self) -> set[str]:
        """What indicators and incentives measure."""
        return rewarded_measures(self.facts)

    @cached_property
    def opposed(self) -> set[str]:
        """The measures that the pairs of opposing goals name, of pairs that the plan has goals for."""
        there = {goal.measure for goal in self.facts.plan.goals if goal.metric}
        named = self.facts.plan.measures.named
        pairs = [{named(word[:-1]) for word in pair} for pair in self.facts.plan.parameters.smart.opposing]
        return {name for pair in pairs if pair <= there for name in pair}

    def parent(self, goal: Goal) -> Goal | None:
        """The goal above; None where there is none of that id."""
        return self.known.get(goal.parent or "")

    def means(self, meaning: str) -> bool:
        """Whether C means this."""
        return wants(self.facts, meaning)


def _sentence_has_figures(_: Ground, goal: Goal) -> bool:
    """Whether the sentence tells something that the fields tell as well."""
    said = stated(goal.statement)
    shares = bool(said.shares) and change_of(goal) is not None
    amounts = bool(said.amounts) and aimed_at(goal) is not None
    return shares or amounts or (bool(said.spans or said.days) and days_of_goal(goal) is not None)


def _metrics_are_known(on: Ground, goal: Goal) -> bool:
    parent = on.parent(goal)
    names = [each.measure for each in (goal, parent) if each is not None]
    return parent is not None and all(name in goal.measures.all for name in names)


def _scopes_are_known(on: Ground, goal: Goal) -> bool:
    parent = on.parent(goal)
    return parent is not None and scope_of(goal) is not None and scope_of(parent) is not None


def _days_are_known(on: Ground, goal: Goal) -> bool:
    parent = on.parent(goal)
    return parent is not None and bool((goal.start and parent.start) or (goal.end and parent.end))


def _has_parts(on: Ground, goal: Goal) -> bool:
    parts = partitions(goal, on.children)
    known = [group for group in parts if all(aimed_at(child) is not None for child in group)]
    return on.means("consistency") and aimed_at(goal) is not None and bool(known)


def _has_a_twin(on: Ground, goal: Goal) -> bool:
    if not goal.metric or aimed_at(goal) is None:
        return False
    return on.means("consistency") and on.cuts[(goal.measure, *same_cut(goal))] > 1


def _takes_hours(on: Ground, goal: Goal) -> bool:
    window = days_of_goal(goal)
    if not goal.owner or goal.hours is None or window is None:
        return False
    return on.means("consistency") and on.staff.hours(goal.owner, window) is not None


def _may_conflict(on: Ground, goal: Goal) -> bool:
    opposed = goal.measure in on.opposed and way_of(goal) in ("increase", "decrease")
    declared = any(other in on.known for other in goal.conflicts_with)
    return on.means("consistency") and (declared or opposed)


def _has_a_playbook(on: Ground, goal: Goal) -> bool:
    return playbook_of(goal, on.facts) is not None


def _is_stretched(on: Ground, goal: Goal) -> bool:
    return stretch_of(goal, on.past, on.facts) is not None


def _always(_on: Ground, _goal: Goal) -> bool:
    return True


APPLIES: dict[str, Applies] = {
    **dict.fromkeys(("SMART-S1", "SMART-S2", "SMART-S3", "SMART-S4"), _always),
    "SMART-S5": lambda _, goal: bool(goal.statement),
    "SMART-S6": _sentence_has_figures,
    **dict.fromkeys(("SMART-M1", "SMART-M2", "SMART-M3", "SMART-M4", "SMART-M5"), _always),
    "SMART-A1": _is_stretched,
    "SMART-A2": lambda on, goal: aimed_at(goal) is not None and on.staff.capacity(goal) is not None,
    "SMART-A3": lambda on, goal: best_and_needed(goal, on.past) is not None,
    "SMART-R1": _always,
    "SMART-R2": _metrics_are_known,
    "SMART-R3": _scopes_are_known,
    "SMART-R4": lambda on, goal: bool(goal.metric) and _has_a_playbook(on, goal),
    "SMART-T1": _always,
    "SMART-T2": lambda _, goal: goal.start is not None and goal.end is not None,
    "SMART-T3": lambda _, goal: goal.end is not None,
    "SMART-T4": _days_are_known,
    "SMART-T5": lambda _, goal: days_of_goal(goal) is not None,
    "SMART-T6": lambda _, goal: bool(goal.milestones),
    "SMART-C1": _has_parts,
    "SMART-C2": _has_a_twin,
    "SMART-C3": _takes_hours,
    "SMART-C4": _may_conflict,
    "SMART-C5": lambda on, goal: id(goal) in on.products,
    "SMART-C6": lambda on, goal: on.means("consistency") and bool(goal.metric) and bool(on.rewarded),
    "SMART-C7": _always,
    "SMART-C8": lambda on, goal: on.means("challenging") and _is_stretched(on, goal),
    "SMART-C9": lambda on, goal: on.means("control") and _has_a_playbook(on, goal),
}
"""Whether a check has something to judge in a goal, by its code; every check of SMART+C is here."""
