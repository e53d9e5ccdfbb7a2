"""The problems and chances of a period by rules on its figures: red ones, then the most money (methods.md 12.5)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import replace
from decimal import Decimal

from salesplan.compute.report.chances import big_deals, buy_more, new_customers
from salesplan.compute.report.customer_problems import asleep_customers, concentration, lost_customers
from salesplan.compute.report.evidence import Evidence
from salesplan.compute.report.found import Found
from salesplan.compute.report.goal_problems import behind_goals
from salesplan.compute.report.point import Point
from salesplan.compute.report.sales_problems import price_fall, product_fall, product_rise, sales_fall
from salesplan.compute.report.statement import Statement
from salesplan.compute.report.statement_codes import ANSWERED
from salesplan.compute.report.target_problems import behind_people, behind_regions, behind_total
from salesplan.compute.report.team_problems import best_practice, low_collection, team_bottom
from salesplan.compute.report.work_problems import late_complaints, overdue_deals, thin_pipeline, underserved

Rule = Callable[[Found], Iterator[Point]]
PROBLEM_RULES: tuple[Rule, ...] = (
    *(behind_total, behind_regions, behind_people, sales_fall, product_fall, price_fall),
    *(lost_customers, asleep_customers, concentration),
    *(overdue_deals, thin_pipeline, underserved, late_complaints),
    *(low_collection, team_bottom),
)
CHANCE_RULES: tuple[Rule, ...] = (buy_more, new_customers, product_rise, big_deals, best_practice)
OF_A_KIND = 2
"""So many problems of one kind are named; the table that shows them has all."""
_ORDER = list(ANSWERED)


def problems(found: Found, evidence: Evidence) -> list[Point]:
    """The problems, at most ``report.problems``, of one kind the largest two; nobody and nothing is named twice."""
    told = [*_told(PROBLEM_RULES, found, evidence), *behind_goals(evidence)]
    return _first(told, found.plan.parameters.report.problems)


def chances(found: Found, evidence: Evidence, but: Collection[Point]) -> list[Point]:
    """The chances, at most ``report.chances``; whoever is a problem is no chance."""
    taken = {point.said.about for point in but if point.said.about}
    return _first(_told(CHANCE_RULES, found, evidence), found.plan.parameters.report.chances, taken)


def _told(rules: Iterable[Rule], found: Found, evidence: Evidence) -> list[Point]:
    """What has a table to show it; of a period long over nothing is proposed by rule, for things are others now."""
    shown = [_with_evidence(point, evidence) for rule in rules for point in rule(found)]
    kept = [point for point in shown if point.said.evidence]
    return [replace(point, tasks=()) for point in kept] if found.long_over else kept


def _first(points: Iterable[Point], most: int, taken: Iterable[str] = ()) -> list[Point]:
    ordered = sorted(points, key=_weight)
    return list(_each_once(ordered, set(taken)))[:most]


def _each_once(points: Iterable[Point], taken: set[str]) -> Iterator[Point]:
    kinds: Counter[str] = Counter()
    for point in points:
        code, about = point.said.code, point.said.about
        if about in taken or kinds[code] == OF_A_KIND:
            continue
        kinds[code] += 1
        taken |= {about} if about else set()
        yield point


def _with_evidence(point: Point, evidence: Evidence) -> Point:
    table = point.said.evidence or evidence.of(point.said.code)
    return Point(replace(point.said, evidence=table), point.stake, _with_table(point, table))


def _with_table(point: Point, table: str | None) -> tuple[Statement, ...]:
    return tuple(replace(task, evidence=table) for task in point.tasks)


def _weight(point: Point) -> tuple[bool, bool, Decimal, int, str]:
    """What is red first; then the most money, those without any last; of the same the more general."""
    stake = point.stake
    return (
        point.said.light != "red",
        stake is None,
        -(stake or Decimal(0)),
        _ORDER.index(point.said.code),
        point.said.about or "",
    )
