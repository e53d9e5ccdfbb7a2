"""Where a goal should be by a day: its milestones, in between by working days (methods.md 1.2, 10.1)."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise

from salesplan.compute.plan.goals.goal_facts import aimed_at
from salesplan.compute.working_days import workdays
from salesplan.model.calendar import WorkCalendar
from salesplan.model.period import Period
from salesplan.model.plan.goals import Goal
from salesplan.model.plan.metrics import Metric

Point = tuple[date, Fraction]


def due_by(goal: Goal, metric: Metric, day: date, calendar: WorkCalendar | None) -> Fraction | None:
    """What the goal asks for by the end of a day; None before its start, and where it names no days or no figure.

    What adds up starts from 0, a rate or a score from the baseline; without one the aim itself is asked for all along.
    """
    aim = aimed_at(goal)
    if aim is None or goal.start is None or goal.end is None or goal.turned or day < goal.start:
        return None
    if day >= goal.end:
        return Fraction(aim)
    points = _points(goal, metric, goal.start, (goal.end, Fraction(aim)))
    return next(_between(one, other, day, calendar) for one, other in pairwise(points) if day < other[0])


def _points(goal: Goal, metric: Metric, start: date, last: Point) -> list[Point]:
    """The start, the milestones on the way, the end."""
    base = goal.baseline.value if not metric.additive else Decimal(0)
    first = last[1] if base is None else Fraction(base)
    own = sorted((each.date, Fraction(each.value)) for each in goal.milestones)
    return [(start - timedelta(days=1), first), *(p for p in own if start <= p[0] < last[0]), last]


def _between(one: Point, other: Point, day: date, calendar: WorkCalendar | None) -> Fraction:
    whole, over = Period(one[0] + timedelta(days=1), other[0]), Period.ending(day, (day - one[0]).days or 1)
    if day <= one[0]:
        return one[1]
    days = workdays(whole, calendar) if calendar is not None else 0
    share = Fraction(workdays(over, calendar), days) if calendar is not None and days else None
    return one[1] + (other[1] - one[1]) * (Fraction(over.days, whole.days) if share is None else share)
