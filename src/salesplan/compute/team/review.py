"""The people of a team reviewed: indicators, score, grade, band, feedback; a row a person (methods.md 9.1 to 9.3)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

from salesplan.compute.rounding import half_up, rounded
from salesplan.compute.service.satisfaction import Answered
from salesplan.compute.team.bands import Band, Ranked, banded
from salesplan.compute.team.feedback import Feedback, feedback_of
from salesplan.compute.team.feedback_words import cause_words, next_step
from salesplan.compute.team.indicators import Indicator
from salesplan.compute.team.review_facts import PeriodReview, PersonReview, ReviewLists, reviewed
from salesplan.compute.team.review_score import GRADES
from salesplan.model.named_period import Kind, NamedPeriod
from salesplan.model.plan.plan import Plan
from salesplan.text import Text

_POINTS = 2
"""Decimals of a score."""


@dataclass(frozen=True)
class IndicatorLine:
    """One indicator of one person: ``points`` is what it gave to the score, ``why`` why it is not known.

    ``answers`` and ``margin`` are those of a survey; the margin is a share, of 95 % confidence. ``hits`` of ``cases``
    are the deals that conversion rests on.
    """

    name: str
    actual: Decimal | None
    target: Decimal | None
    attainment: Decimal | None
    weight: Decimal
    points: Decimal | None
    why: str | None = None
    answers: int | None = None
    margin: Decimal | None = None
    hits: int | None = None
    cases: int | None = None


@dataclass(frozen=True)
class PersonSheet:
    """The feedback sheet of one person. ``rank`` counts equal scores once; ``band`` is None where there are none.

    ``known`` is the weight of the indicators that are known, in percent. ``last_score`` is that of the period before,
    ``bottom`` how many periods in a row he has been at the bottom. ``nps`` goes from -1 to 1.
    ``key`` tells people of one name apart: the number, else the name.
    """

    person: str
    team: str | None
    role: str | None
    presence: Decimal
    score: Decimal | None
    grade: str | None
    known: Decimal
    rank: int | None
    band: Band | None
    bottom: int
    last_score: Decimal | None
    last_grade: str | None
    indicators: tuple[IndicatorLine, ...]
    nps: Decimal | None
    nps_margin: Decimal | None
    nps_answers: int
    strengths: tuple[str, ...]
    gap: str | None
    short: Decimal | None
    lost: Decimal | None
    cause: str | None
    cause_told: Text | None
    next_step: Text | None
    topics: tuple[str, ...]
    rewards: tuple[str, ...]
    exemplar: bool
    key: str = ""

    def line(self, name: str) -> IndicatorLine:
        """One of his indicators."""
        return next(each for each in self.indicators if each.name == name)


@dataclass(frozen=True)
class ReviewSummary:
    """A review. ``under_way``: the period is not over on the as-of. ``before`` is the period compared with.

    ``grades`` counts the people by grade; ``csat_target`` is what an exemplar must reach besides the top band.
    """

    period: str
    kind: Kind
    first: date
    last: date
    under_way: bool
    before: str | None
    people: int
    grades: Mapping[str, int]
    mean_score: Decimal | None
    csat_target: Decimal
    sheets: tuple[PersonSheet, ...]


@dataclass(frozen=True)
class Reviewed:
    """A review with all that its rows are made of: the period, those before it, newest first, and the feedback."""

    summary: ReviewSummary
    current: PeriodReview
    earlier: tuple[PeriodReview, ...]
    feedback: Mapping[str, Feedback]


def review(lists: ReviewLists, period: NamedPeriod, plan: Plan, as_of: date) -> Reviewed:
    """Everybody's review, the best score first, then by name; those without a score last.

    As many earlier periods are looked at as ``bands.out_after`` asks for, and one at least. Each is judged as long
    after its end as this one. A period counts only where sales are known as they are now: else scores do not compare.
    """
    parameters = plan.parameters
    current = reviewed(lists, period, parameters, as_of)
    earlier = _earlier(lists, current, plan, as_of)
    ranks = ranks_of(current, plan)
    bottoms = _bottoms([ranks, *(ranks_of(each, plan) for each in earlier)])
    told = {
        one.key: feedback_of(
            one, current.people, parameters.review, parameters.training.topics, plan.strategy.incentives
        )
        for one in current.people
    }
    last = earlier[0] if earlier else None
    sheets = [
        _sheet(one, told[one.key], ranks.get(one.key), last, plan, bottoms.get(one.key, 0)) for one in current.people
    ]
    ordered = tuple(sorted(sheets, key=lambda each: (each.rank is None, each.rank or 0, each.person, each.key)))
    return Reviewed(_summary(current, ordered, last, plan, as_of), current, earlier, told)


def ranks_of(one: PeriodReview, plan: Plan) -> dict[str, Ranked]:
    """The people of a period by their scores, with the band of each."""
    settings = plan.parameters.bands
    scores = [(each.key, each.scored.score) for each in one.people]
    return {each.key: each for each in banded(scores, settings.share, settings.min_people)}


def _earlier(lists: ReviewLists, current: PeriodReview, plan: Plan, as_of: date) -> tuple[PeriodReview, ...]:
    lag = max(as_of - current.period.span.last, timedelta(0))
    found: list[PeriodReview] = []
    for _ in range(max(plan.parameters.bands.out_after - 1, 1)):
        period = (found[-1] if found else current).period.before
        one = reviewed(lists, period, plan.parameters, period.span.last + lag)
        if _knows_sales(one) != _knows_sales(current) or not any(each.scored.score is not None for each in one.people):
            break
        found.append(one)
    return tuple(found)


def _knows_sales(one: PeriodReview) -> bool:
    return any(each.indicator("sales").attainment is not None for each in one.people)


def _bottoms(ranks: Sequence[Mapping[str, Ranked]]) -> dict[str, int]:
    """How many periods in a row, this one back, each person has been at the bottom."""
    counts: dict[str, int] = {}
    for name in ranks[0]:
        bands = [each[name].band if name in each else None for each in ranks]
        counts[name] = next((at for at, band in enumerate(bands) if band != "bottom"), len(bands))
    return counts


def _sheet(
    one: PersonReview, told: Feedback, ranked: Ranked | None, last: PeriodReview | None, plan: Plan, bottom: int
) -> PersonSheet:
    scored, before = one.scored, last.of(one.key) if last else None
    target = plan.parameters.survey.target
    band = ranked.band if ranked else None
    return PersonSheet(
        person=one.person.name,
        team=one.person.team,
        role=one.person.role,
        presence=half_up(one.presence),
        score=_score(scored.score),
        grade=scored.grade,
        known=scored.known,
        rank=ranked.rank if ranked else None,
        band=band,
        bottom=bottom,
        last_score=_score(before.scored.score) if before else None,
        last_grade=before.scored.grade if before else None,
        indicators=tuple(_line(each, one, plan) for each in one.indicators),
        nps=rounded(one.recommends.value),
        nps_margin=rounded(one.recommends.margin),
        nps_answers=one.recommends.answers,
        strengths=told.strengths,
        gap=told.gap,
        short=rounded(told.short),
        lost=_score(told.lost),
        cause=told.cause.name if told.cause else None,
        cause_told=cause_words(told.cause),
        next_step=next_step(one, told),
        topics=told.topics,
        rewards=told.rewards,
        exemplar=band == "top" and one.satisfied.value is not None and one.satisfied.value >= target,
        key=one.key,
    )


def _line(each: Indicator, one: PersonReview, plan: Plan) -> IndicatorLine:
    points = one.scored.points.get(each.name)
    captured = one.captured if each.name == "conversion" and each.actual is not None else None
    survey: Answered | None = one.satisfied if each.name == "csat" and each.why != "no_survey" else None
    return IndicatorLine(
        each.name,
        rounded(each.actual),
        rounded(each.target),
        rounded(each.attainment),
        getattr(plan.parameters.review.weights, each.name),
        _score(points),
        each.why,
        survey.answers if survey else None,
        rounded(survey.margin) if survey else None,
        captured.converted(plan.parameters.review.conversion) if captured else None,
        captured.captured if captured else None,
    )


def _score(value: Fraction | None) -> Decimal | None:
    return None if value is None else half_up(value, _POINTS)


def _summary(
    current: PeriodReview, sheets: tuple[PersonSheet, ...], last: PeriodReview | None, plan: Plan, as_of: date
) -> ReviewSummary:
    grades = Counter(each.grade for each in sheets if each.grade)
    period = current.period
    scores = [each.scored.score for each in current.people if each.scored.score is not None]
    mean = sum(scores, Fraction(0)) / len(scores) if scores else None
    return ReviewSummary(
        period=period.name,
        kind=period.kind,
        first=period.span.first,
        last=period.span.last,
        under_way=as_of < period.span.last,
        before=last.period.name if last else None,
        people=len(sheets),
        grades={grade: grades[grade] for grade in GRADES if grades[grade]},
        mean_score=_score(mean),
        csat_target=plan.parameters.survey.target,
        sheets=sheets,
    )
