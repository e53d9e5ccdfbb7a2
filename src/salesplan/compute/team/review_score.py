"""The weighted score of a person and its grade (methods.md 9.2)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from typing import Literal

from salesplan.compute.team.indicators import Indicator
from salesplan.model.plan.review import ReviewGrades, ReviewParameters

Grade = Literal["S", "A", "B", "C", "D"]
GRADES: tuple[Grade, ...] = ("S", "A", "B", "C", "D")
_WHOLE = 100


@dataclass(frozen=True)
class Scored:
    """The score of a person and the points that each indicator gave; None where no indicator is known.

    ``known`` is the weight of the known indicators in percent: below 100 their weights were scaled up to the whole.
    """

    score: Fraction | None
    grade: Grade | None
    known: Decimal
    points: Mapping[str, Fraction] = field(default_factory=dict)


def scored(indicators: Iterable[Indicator], parameters: ReviewParameters) -> Scored:
    """Sum of weight x attainment, each at least 0 and at most the cap, over the weights of the known indicators."""
    weights: dict[str, Decimal] = {
        each.name: getattr(parameters.weights, each.name) for each in indicators if each.attainment is not None
    }
    known = sum(weights.values(), Decimal(0))
    if not known:
        return Scored(None, None, known)
    points: dict[str, Fraction] = {
        each.name: counted(each.attainment, parameters.cap) * Fraction(weights[each.name]) * _WHOLE / Fraction(known)
        for each in indicators
        if each.attainment is not None
    }
    score = sum(points.values(), Fraction(0))
    return Scored(score, grade_of(score, parameters.grades), known, points)


def counted(reached: Fraction, cap: Fraction | Decimal) -> Fraction:
    """An attainment as it counts: at least 0, at most the cap."""
    return min(max(reached, Fraction(0)), Fraction(cap))


def grade_of(score: Fraction | Decimal, grades: ReviewGrades) -> Grade:
    """The first grade whose score is reached; D below the last."""
    limits: tuple[tuple[Grade, Decimal], ...] = (("S", grades.S), ("A", grades.A), ("B", grades.B), ("C", grades.C))
    return next((grade for grade, limit in limits if score >= limit), "D")
