"""The plan's goals beside what has been measured of each so far, with a light (methods.md 1.2, 9.1, 10.1)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction

from salesplan.compute.plan.goals.goal_facts import aimed_at
from salesplan.compute.report.found import Found
from salesplan.compute.report.goal_course import due_by
from salesplan.compute.report.goal_measures import measured
from salesplan.compute.report.rows import table_from
from salesplan.compute.report.section import SectionTable
from salesplan.compute.report.tracked import Tracked
from salesplan.compute.rounding import half_up, rounded
from salesplan.compute.targets.actuals.pace import Light, light_of
from salesplan.compute.team.indicators import attainment
from salesplan.model.plan.goals import Goal
from salesplan.model.plan.levels import in_a_row
from salesplan.model.plan.metrics import Metric
from salesplan.model.table import Kind, Value

_DECIMALS = 2
_FIGURES = ("target", "actual", "expected", "gap")


def goal_tables(found: Found, targets: Sequence[Tracked]) -> Iterator[SectionTable]:
    """The goals of the time: those of money, and those of numbers, rates and scores in their own units."""
    rows = [(goal, goal_row(goal, found, targets)) for goal in found.plan.goals if _is_of_the_time(goal, found)]
    money = [row for goal, row in rows if _is_money(goal)]
    others = [row for goal, row in rows if not _is_money(goal)]
    if money:
        yield table_from("goals", _kinds("amount"), money)
    if others:
        yield table_from("goals_other", _kinds("score"), others)


def _is_of_the_time(goal: Goal, found: Found) -> bool:
    """Whether some of its days lie between the first of the reported year and the end of the period, as far as told."""
    if goal.turned:
        return True
    begins_later = goal.start is not None and goal.start > found.period.span.last
    return not begins_later and (goal.end is None or goal.end >= found.period.year.period.first)


def _is_money(goal: Goal) -> bool:
    metric = goal.measures.get(goal.metric)
    return metric is not None and metric.unit == "money"


def _kinds(figure: Kind) -> Mapping[str, Kind]:
    return {
        **dict.fromkeys(("id", "name", "metric", "unit", "scope", "owner"), "text"),
        **dict.fromkeys(_FIGURES, figure),
        **dict.fromkeys(("attainment", "pace"), "share"),
        "light": "code",
        "end": "date",
        **dict.fromkeys(("measure", "source"), "code"),
        "why": "code",
        "statement": "text",
    }


def goal_of(measure: str, found: Found, targets: Sequence[Tracked]) -> tuple[Goal, Mapping[str, Value]] | None:
    """The first goal of everybody in a measure that has been measured, with its row."""
    for goal in found.plan.goals:
        if goal.measure == measure and _is_of_the_time(goal, found) and not isinstance(goal.scope, dict):
            row = goal_row(goal, found, targets)
            if row["light"] is not None:
                return goal, row
    return None


def goal_row(goal: Goal, found: Found, targets: Sequence[Tracked]) -> dict[str, Value]:
    """What a goal asks for, what has been reached, and its light."""
    metric, done, aim = goal.measures.get(goal.metric), measured(goal, found, targets), aimed_at(goal)
    due = due_by(goal, metric, found.day, found.calendar) if metric is not None else None
    lower = _lower_is_better(goal, metric)
    reached = attainment(done.actual, aim, lower_is_better=lower) if done.actual is not None and aim else None
    pace = attainment(done.actual, due, lower_is_better=lower) if done.actual is not None and due else None
    gap = done.actual - due if done.actual is not None and due is not None else None
    return {
        "id": goal.id,
        "name": goal.name or goal.statement or goal.id,
        "metric": metric.label if metric is not None else goal.metric,
        "unit": goal.unit or (metric.unit_shown if metric is not None else None),
        "scope": in_a_row([*goal.scope.values()]) if isinstance(goal.scope, dict) else None,
        "owner": goal.owner,
        **dict(zip(_FIGURES, map(_figure, (aim, done.actual, due, gap)), strict=True)),
        "attainment": rounded(reached),
        "pace": rounded(pace),
        "light": _light(pace, found),
        "end": goal.end,
        "measure": goal.measure or None,
        "source": done.source,
        "why": done.why,
        "statement": goal.statement or None,
    }


def _light(pace: Fraction | None, found: Found) -> Light | None:
    """By pace, which is the landing over the target on the way and the attainment at the end."""
    return None if pace is None else light_of(pace, found.plan.parameters.pace.lights)


def _lower_is_better(goal: Goal, metric: Metric | None) -> bool:
    if goal.direction in ("increase", "decrease"):
        return goal.direction == "decrease"
    return metric is not None and metric.better == "down"


def _figure(value: Fraction | Decimal | None) -> Decimal | None:
    """Exact where it is a decimal of a few places, else to the cent."""
    if value is None:
        return None
    return value if isinstance(value, Decimal) else half_up(value, _DECIMALS)
