"""Satisfaction (CSAT) and recommendation (NPS) of the answers of a survey, with their margin (methods.md 9.1)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction
from typing import Protocol, TypeVar

from salesplan.compute.rounding import root
from salesplan.model.near import plain_name
from salesplan.model.plan.service import SurveyParameters

Score = Fraction | Decimal | int
_CONFIDENCE = Fraction(196, 100)
"""Standard errors on either side of a mean that hold 95 of 100 samples."""
_SATISFIED, _FULL = 4, 5
LOW, PROMOTES, DETRACTS = 2, 9, 6
"""Scores up to 2 are low; who recommends us with 9 or 10 is a promoter, with 0 to 6 a detractor."""
_OVERALL_IN = ("总体", "整体", "总的", "總體", "整體", "總的", "overall", "in general")
"""What the name of an item has in it that asks about the whole."""
_OVERALL = frozenset(
    plain_name(word)
    for word in (
        *("综合", "总评", "综合满意度", "综合评价", "综合评分", "综合得分", "满意度", "客户满意度"),
        *("綜合", "總評", "綜合滿意度", "綜合評價", "綜合評分", "綜合得分", "滿意度", "客戶滿意度"),
        *("total", "general", "csat", "satisfaction", "customer satisfaction"),
    )
)
"""What it may be called besides; as parts of a word these could ask about anything."""


class Rated(Protocol):
    """An answer: what it was asked about, and the score of 1 to 5."""

    @property
    def item(self) -> str | None:
        """What is rated; None: no single thing."""

    @property
    def score(self) -> Decimal | None:
        """1 to 5; None: not given."""


_Answer = TypeVar("_Answer", bound=Rated)


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
    return _mean([Fraction(is_promoter(score) - is_detractor(score)) for score in scores])


def shown(figure: Answered, settings: SurveyParameters) -> Answered:
    """What may be shown: nothing of fewer answers than ``min_answers``, the margin below ``margin_below`` only."""
    if figure.answers < settings.min_answers:
        return Answered(figure.answers, None, None)
    return figure if figure.answers < settings.margin_below else replace(figure, margin=None)


def is_overall(item: str | None) -> bool:
    """Whether an item asks about the whole; an answer without an item does too."""
    name = plain_name(item or "")
    return not name or name in _OVERALL or any(word in name for word in _OVERALL_IN)


def counted_of(answers: Sequence[_Answer]) -> list[_Answer]:
    """The answers that satisfaction is made of: those about the whole, where any of them has a score, else all."""
    whole = [answer for answer in answers if is_overall(answer.item) and answer.score is not None]
    return whole or list(answers)


def is_low(score: Score | None) -> bool:
    """Whether a score of 1 to 5 asks for a call."""
    return score is not None and score <= LOW


def is_promoter(likely: Score | None) -> bool:
    """Whether he recommends us, by 0 to 10."""
    return likely is not None and likely >= PROMOTES


def is_detractor(likely: Score | None) -> bool:
    """Whether he would rather not recommend us, by 0 to 10."""
    return likely is not None and likely <= DETRACTS


def _mean(values: list[Fraction]) -> Answered:
    """The mean of the answers, with the margin from their own variance (divided by n)."""
    if not values:
        return Answered(0, None, None)
    count = len(values)
    mean = sum(values, Fraction(0)) / count
    variance = sum(((value - mean) ** 2 for value in values), Fraction(0)) / count
    return Answered(count, mean, _CONFIDENCE * root(variance / count))
