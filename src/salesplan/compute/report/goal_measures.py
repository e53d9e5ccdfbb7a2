"""What the analyses have measured of a goal so far, and why where they have not."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Any, Literal

from salesplan.compute.plan.goals.goal_facts import aimed_at
from salesplan.compute.report.collection import collected
from salesplan.compute.report.found import Found
from salesplan.compute.report.tracked import REVENUE, Figures, Tracked, members_of, times_of
from salesplan.compute.team.indicators import conversion_rate
from salesplan.model.named_period import NamedPeriod, holding
from salesplan.model.period import Period
from salesplan.model.plan.goals import Goal
from salesplan.model.plan.levels import level_named

Source = Literal["track", "sales", "review", "survey"]
Why = Literal[
    "no_metric",
    "no_aim",
    "no_days",
    "not_started",
    "other_days",
    "other_scope",
    "no_data",
    "scale",
    "not_measured",
]
"""Why a goal is not measured here: it names no measure, no figure or no days; it has not begun; its days, or its part
of the business, are not those of the figures; the lists do not tell; nothing here measures it."""
OF_PEOPLE = frozenset(("collection_rate", "collections", "conversion", "new_customers"))
OF_ANSWERS = frozenset(("csat", "nps"))
_PERCENT = ("%", "％")
_FULL = 5


@dataclass(frozen=True)
class Measured:
    """What a goal has reached by the day, in its own unit: from which analysis, or why it is not known."""

    actual: Fraction | None = None
    source: Source | None = None
    why: Why | None = None


def measured(goal: Goal, found: Found, targets: Iterable[Tracked]) -> Measured:
    """What the goal has reached from its first day to the day looked at."""
    refused = _refused(goal, found)
    if refused is not None:
        return Measured(why=refused)
    by_targets = _of_targets(goal, found, targets)
    if by_targets is not None:
        return Measured(Fraction(by_targets), "track")
    name = goal.measure
    if name == REVENUE:
        return _of_sales(goal, found)
    if name in OF_PEOPLE:
        return _of_people(goal, found)
    return _of_answers(goal, found) if name in OF_ANSWERS else Measured(why="not_measured")


def _refused(goal: Goal, found: Found) -> Why | None:
    if goal.measures.get(goal.metric) is None:
        return "no_metric"
    if aimed_at(goal) is None:
        return "no_aim"
    if goal.start is None or goal.end is None or goal.turned:
        return "no_days"
    return "not_started" if goal.start > found.day else None


def _period(goal: Goal, found: Found) -> NamedPeriod | None:
    """The year, quarter or month of the reported year that the goal's days are; None for any other days."""
    if goal.start is None or goal.end is None:
        return None
    days, year = Period(goal.start, goal.end), found.period.year
    if goal.start not in year.period:
        return None
    if goal.start == year.period.first and goal.end >= found.day:
        return NamedPeriod("year", year)
    named = (holding(kind, goal.start, year) for kind in ("quarter", "month"))
    return next((each for each in named if each.span == days), None)


def _scope(goal: Goal) -> dict[str, str]:
    """The part of the business that the goal is about, by level; nothing for all of it."""
    return {level_named(key): name for key, name in goal.scope.items()} if isinstance(goal.scope, dict) else {}


def _of_targets(goal: Goal, found: Found, targets: Iterable[Tracked]) -> Decimal | None:
    """The actual of the targets of the same measure in the same days and the same part of the business."""
    period, scope = _period(goal, found), _scope(goal)
    if period is None:
        return None
    for each in targets:
        rows = [row for row in each.rows if _is_of(each, row, period, scope)] if each.metric == goal.measure else []
        known = [row["actual"] for row in rows if row["actual"] is not None]
        if known:
            return sum(known, Decimal(0))
    return None


def tracked_row(goal: Goal, found: Found, targets: Iterable[Tracked]) -> tuple[Tracked, Figures] | None:
    """The one row of the tracked targets that is about the same measure, the same whole year and the same part.

    None for a goal of other days, and for a part that several rows make up.
    """
    period, scope = _period(goal, found), _scope(goal)
    if period is None or period.kind != "year" or goal.end != period.span.last:
        return None
    for each in targets:
        rows = [row for row in each.rows if _is_of(each, row, period, scope)] if each.metric == goal.measure else []
        if rows:
            return (each, rows[0]) if len(rows) == 1 else None
    return None


def _is_of(each: Tracked, row: Figures, period: NamedPeriod, scope: Mapping[str, str]) -> bool:
    path = each.path(row)
    times, members = times_of(path), members_of(path)
    if times[-1:] != (() if period.kind == "year" else ((period.kind, period.name),)):
        return False
    if not scope:
        return not members
    told = dict(members)
    return bool(members) and members[-1][0] in scope and all(told.get(key) == name for key, name in scope.items())


def _of_sales(goal: Goal, found: Found) -> Measured:
    """Sales of all in the year so far, or in the period reported."""
    if _scope(goal):
        return Measured(why="other_scope")
    period, year, own = _period(goal, found), found.summary("months"), found.summary("pvm")
    if period is None:
        return Measured(why="other_days")
    if period.kind == "year" and year is not None and year.total is not None:
        return Measured(Fraction(year.total), "sales")
    if period == found.period and own is not None:
        return Measured(Fraction(own.now), "sales")
    return Measured(why="no_data" if period.kind == "year" else "other_days")


def _of_people(goal: Goal, found: Found) -> Measured:
    """What the people reviewed brought in the year so far, all of them or those of the goal."""
    period, scope = _period(goal, found), _scope(goal)
    if period is None or period.kind != "year":
        return Measured(why="other_days")
    if not set(scope) <= {"rep", "team"}:
        return Measured(why="other_scope")
    wanted = {"person" if key == "rep" else key: name for key, name in scope.items()}
    review = "review" if found.period.kind == "year" else "review_year"
    rows = [row for row in found.rows(review) if all(row[key] == name for key, name in wanted.items())]
    told = _figure(goal.measure, rows, found)
    return Measured(why="no_data") if told is None else Measured(told * in_points(goal, goal.measure), "review")


def _figure(measure: str, rows: list[dict[str, Any]], found: Found) -> Fraction | None:
    """The measure of all these people together, in its own unit."""
    if measure == "new_customers":
        return _sum(rows, "new_customers")
    if measure == "collections":
        return _sum(rows, "collected")
    return _conversion(rows, found) if measure == "conversion" else _collection(rows, found)


def _conversion(rows: list[dict[str, Any]], found: Found) -> Fraction | None:
    settings = found.plan.parameters.review
    hits, cases = _sum(rows, "wins" if settings.conversion == "period" else "bought"), _sum(rows, "captured")
    if hits is None or cases is None or cases < settings.min_deals:
        return None
    return conversion_rate(int(hits), int(cases))


def _collection(rows: list[dict[str, Any]], found: Found) -> Fraction | None:
    told = collected(rows, found.plan.parameters.review.collection)
    return None if told is None or told.missing else told.rate


def _sum(rows: Iterable[Mapping[str, Any]], key: str) -> Fraction | None:
    """The whole of a column; None without rows and where one of them does not say."""
    values = [row[key] for row in rows]
    return sum((Fraction(value) for value in values), Fraction(0)) if values and None not in values else None


def _of_answers(goal: Goal, found: Found) -> Measured:
    """Satisfaction or recommendation of the customers asked in the year so far."""
    period, survey = _period(goal, found), found.summary("survey")
    if _scope(goal):
        return Measured(why="other_scope")
    if period is None or period.kind != "year":
        return Measured(why="other_days")
    if survey is None:
        return Measured(why="no_data")
    aim = aimed_at(goal) or Decimal(0)
    if goal.measure == "nps":
        value, times = survey.figures.nps, 100 if abs(aim) > 1 else 1
    elif _in_percent(goal):
        value, times = survey.figures.csat, 100
    elif aim <= _FULL:
        value, times = survey.figures.mean, _FULL
    else:
        return Measured(why="scale")
    return Measured(why="no_data") if value is None else Measured(Fraction(value) * times, "survey")


def _in_percent(goal: Goal) -> bool:
    return str(goal.unit or "").strip() in _PERCENT


def in_points(goal: Goal, measure: str) -> int:
    """How many times its share the figure of a goal is: a goal in percent has its figures in points."""
    return 100 if measure in ("collection_rate", "conversion") and (_in_percent(goal) or not goal.unit) else 1
