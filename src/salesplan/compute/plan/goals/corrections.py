"""Corrections of goals that follow with certainty from what the plan says elsewhere; never a guess."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from salesplan.compute.plan.goals.goal_facts import aimed_at, change_of, fields_way, metric_of, turns_back, unit_times
from salesplan.compute.plan.goals.proposal import proposal, unit_texts
from salesplan.compute.plan.goals.statement import stated
from salesplan.compute.plan.goals.wording import vague_verbs
from salesplan.compute.plan.rule import Facts
from salesplan.compute.plan.rules.smart_specific import differences
from salesplan.model.figures import figure
from salesplan.model.plan.goals import Goal
from salesplan.model.plan.paths import Path
from salesplan.text import Lang, Text

_CERTAIN_UNITS = frozenset(("money", "orders", "customers", "days"))
"""Kinds of measures that are counted in one way only."""


class Correction(NamedTuple):
    """What to write where rule ``code`` finds something: at ``path``, under ``key``, ``value``; why it is certain."""

    code: str
    path: Path
    key: str
    value: str
    why: Text


def corrections(facts: Facts) -> list[Correction]:
    """Every correction that is certain, goal by goal: unit, last milestone, a sentence without a figure."""
    return [
        one._replace(path=("goals", at, *one.path))
        for at, goal in enumerate(facts.plan.goals)
        for one in _of(goal, facts)
    ]


def _of(goal: Goal, facts: Facts) -> Iterator[Correction]:
    yield from _unit(goal, facts)
    yield from _last_milestone(goal, facts)
    yield from _sentence(goal, facts)


def _unit(goal: Goal, facts: Facts) -> Iterator[Correction]:
    metric = metric_of(goal)
    if not goal.unit and metric is not None and metric.unit in _CERTAIN_UNITS:
        zh, en = unit_texts(goal, facts)
        why = Text("{metric}按这个单位计", "{metric} is counted in it").format(metric=metric.label)
        yield Correction("SMART-M2", (), "unit", en if _language(goal, facts) == "en" else zh, why)


def _last_milestone(goal: Goal, facts: Facts) -> Iterator[Correction]:
    """The last milestone is the aim where the sentence says the aim, too, and it stands on the goal's last day."""
    aim, last = aimed_at(goal), goal.milestones[-1] if goal.milestones else None
    if aim is None or last is None or last.value == aim or last.date != goal.end or not _said(goal, facts):
        return
    before = [each.value for each in goal.milestones[:-1]]
    if not turns_back([*before, aim], goal):
        why = Text("目标值和目标的话都是这个数", "the target and the goal's sentence both say so")
        yield Correction("SMART-T6", ("milestones", len(before)), "value", figure(aim).replace(",", ""), why)


def _said(goal: Goal, facts: Facts) -> bool:
    """Whether the sentence tells the aim or the change, and nothing that differs from the fields."""
    said, aim, change = stated(goal.statement), aimed_at(goal), change_of(goal)
    tolerance = facts.plan.parameters.smart.tolerance
    if aim is None or any(differences(goal, tolerance)):
        return False
    told = abs(aim) in said.amounts or abs(aim) * unit_times(goal) in said.amounts
    return told or (change is not None and any(abs(s - abs(change)) <= tolerance.percent / 100 for s in said.shares))


def _sentence(goal: Goal, facts: Facts) -> Iterator[Correction]:
    """A vague sentence without a figure is said with the fields, where these tell all of it and agree."""
    made = proposal(goal, facts)
    contradicts = {goal.direction, fields_way(goal)} == {"increase", "decrease"}
    if made.missing or contradicts or not vague_verbs(goal.statement, facts.plan.parameters.smart.vague):
        return
    sentence = made.sentence.in_(_language(goal, facts))
    again = goal.model_copy(update={"statement": sentence})
    if not vague_verbs(sentence) and not any(differences(again, facts.plan.parameters.smart.tolerance)):
        why = Text("用字段里的数说清楚", "says it with the figures of the fields")
        yield Correction("SMART-S5", (), "statement", sentence, why)


def _language(goal: Goal, facts: Facts) -> Lang:
    """The language of the plan; where it does not say, that of the goal's own sentence."""
    return facts.plan.language or ("en" if goal.statement and goal.statement.isascii() else "zh")
