"""People: what is not collected, who is at the bottom again (methods.md 9.1 to 9.3)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from typing import Any

from salesplan.compute.report.collection import collected
from salesplan.compute.report.found import Found
from salesplan.compute.report.goal_measures import in_points
from salesplan.compute.report.goals import goal_of
from salesplan.compute.report.lapsed import NAMED
from salesplan.compute.report.person_tasks import sheets, task
from salesplan.compute.report.point import Point
from salesplan.compute.report.statement import Statement
from salesplan.compute.report.tracked import tracked
from salesplan.compute.rounding import rounded
from salesplan.compute.team.review import PersonSheet
from salesplan.model.plan.goals import Goal
from salesplan.text import Text

_TO_DATE = Text("年累计", "year to date")


def low_collection(found: Found) -> Iterator[Point]:
    """The team's collection rate is behind the goal that the plan has for it, in the year so far.

    Without such a goal it is that of the period, below the amber limit of ``pace.lights``, taken of the target of the
    review. What is lacking is at stake; ``text`` says of which days it is.
    """
    goal = goal_of("collection_rate", found, tracked(found))
    told = _in_period(found) if goal is None else _by_goal(found, *goal)
    if told is None:
        return
    weak = [each for each in sheets(found) if each.gap == "collection" and each.next_step]
    tasks = tuple(task(found, each, "low_collection") for each in sorted(weak, key=_most_lost)[:NAMED])
    yield Point(told, told.amount, tasks)


def _in_period(found: Found) -> Statement | None:
    review, limit = found.plan.parameters.review, found.plan.parameters.pace.lights[1]
    target, told = review.targets.collection, collected(found.rows("review"), review.collection)
    if told is None or told.rate >= Fraction(target) * Fraction(limit):
        return None
    short, rate = target * told.base - told.got, rounded(told.rate)
    return Statement("problem", "low_collection", amount=short, rate=rate, before=target, text=found.period.name)


def _by_goal(found: Found, goal: Goal, row: Mapping[str, Any]) -> Statement | None:
    """Nothing where the goal is in green. What is due by now is ``landing_rate``, what the goal aims at ``before``."""
    rows = found.rows("review" if found.period.kind == "year" else "review_year")
    told = collected(rows, found.plan.parameters.review.collection)
    if row["light"] == "green" or told is None or row["source"] != "review":
        return None
    times = in_points(goal, "collection_rate")
    due, aim = (rounded(Fraction(row[key]) / times) for key in ("expected", "target"))
    return Statement(
        *("problem", "low_collection"),
        about=str(row["name"]),
        amount=due * told.base - told.got if due is not None else None,
        rate=rounded(told.rate),
        before=aim,
        landing_rate=due,
        text=_TO_DATE,
        light=row["light"],
        evidence="goals_other",
    )


def team_bottom(found: Found) -> Iterator[Point]:
    """Whoever is at the bottom for the ``bands.out_after``-th period in a row."""
    limit = found.plan.parameters.bands.out_after
    for sheet, row in zip(sheets(found), found.rows("review"), strict=True):
        if sheet.band != "bottom" or sheet.bottom < limit:
            continue
        target, sold = row.get("sales_target"), row.get("sales_actual")
        short = target - sold if target is not None and sold is not None and target > sold else None
        said = Statement("problem", "team_bottom", sheet.person, short, target, row.get("sales_attainment"))
        steps = (task(found, sheet, "team_bottom", sheet.person),) if sheet.next_step else ()
        yield Point(replace(said, count=sheet.bottom), short, steps)


def best_practice(found: Found) -> Iterator[Point]:
    """Whoever is an example by the review, the best first: what was sold above the target is what there is to learn."""
    people = zip(sheets(found), found.rows("review"), strict=True)
    for sheet, row in [(sheet, row) for sheet, row in people if sheet.exemplar][:1]:
        target, sold = row.get("sales_target"), row.get("sales_actual")
        above = sold - target if target is not None and sold is not None else None
        yield Point(
            Statement("chance", "best_practice", sheet.person, above, target, row.get("sales_attainment")), above
        )


def _most_lost(sheet: PersonSheet) -> tuple[Decimal, str]:
    return (-(sheet.lost or Decimal(0)), sheet.person)
