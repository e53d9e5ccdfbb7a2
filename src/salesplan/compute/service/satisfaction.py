"""Satisfaction (CSAT) and recommendation (NPS) of the answers of a survey, with their margin (methods.md 9.1)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction
from math import isqrt

from salesplan.model.near import plain_name
from salesplan.model.plan.service import SurveyParameters

Score = Fraction | Decimal | int
_CONFIDENCE = Fraction(196, 100)
"""Standard errors on either side of a mean that hold 95 of 100 samples."""
_ROOT_PLACES = 12
_SATISFIED, _FULL = 4, 5
_PROMOTES, _DETRACTS = 9, 6
_OVERALL = frozenset(
    plain_name(word)
    for word in (
        *("总体", "整体", "综合", "总评", "总体满意度", "整体满意度", "综合满意度", "总体评价", "整体评价", "综合评价"),
        *("總體", "整體", "綜合", "總評", "總體滿意度", "整體滿意度", "綜合滿意度", "總體評價", "整體評價", "綜合評價"),
        *("满意度", "滿意度", "overall", "overall satisfaction", "total", "general", "csat"),
    )
)
"""What the item about the whole is called."""


@dataclass(frozen=True)
class Answered:
    """A figure of a survey. ``value`` is a share (NPS: -1 to 1), None without answers or where it is hidden.

    ``margin`` is added and taken away to have 95 % confidence: 1.96 * sqrt(variance / n), as a share like the value.
    """

    answers: int
    value: Fraction | None
    margin: Fraction | None


def csat(scores: Iterable[Score]) -> Answered:
    """The share of scores of 4 and 5 among scores of 1 to 5."""
    return _mean([Fraction(score >= _SATISFIED) for score in scores])


def csat_mean(scores: Iterable[Score]) -> Answered:
    """The same as the mean score over 5."""
    return _mean([Fraction(score) / _FULL for score in scores])


def nps(scores: Iterable[Score]) -> Answered:
    """The share of 9 and 10 less the share of 0 to 6, among scores of 0 to 10."""
    return _mean([Fraction((score >= _PROMOTES) - (score <= _DETRACTS)) for score in scores])


def shown(figure: Answered, settings: SurveyParameters) -> Answered:
    """What may be shown: nothing of fewer answers than ``min_answers``, the margin below ``margin_below`` only."""
    if figure.answers < settings.min_answers:
        return Answered(figure.answers, None, None)
    return figure if figure.answers < settings.margin_below else replace(figure, margin=None)


def about_the_whole(items: Sequence[str | None]) -> list[bool]:
    """Which answers are about the whole: those whose item says so or is blank; where none is, all of them."""
    whole = [item is None or plain_name(item) in _OVERALL for item in items]
    return whole if any(whole) else [True] * len(items)


def _mean(values: list[Fraction]) -> Answered:
    """The mean of the answers, with the margin from their own variance (divided by n)."""
    if not values:
        return Answered(0, None, None)
    count = len(values)
    mean = sum(values, Fraction(0)) / count
    variance = sum(((value - mean) ** 2 for value in values), Fraction(0)) / count
    return Answered(count, mean, _CONFIDENCE * _root(variance / count))


def _root(value: Fraction) -> Fraction:
    """The square root, cut off behind 12 decimals: no float, the same on every machine."""
    unit = 10**_ROOT_PLACES
    return Fraction(isqrt(value.numerator * unit**2 // value.denominator), unit)
