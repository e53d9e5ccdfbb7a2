"""What a review tells a person: his strengths, his largest gap, what the figures show as its cause (methods.md 9.2)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from salesplan.compute.team.indicators import INDICATORS, MEASURES, Indicator, IndicatorName
from salesplan.compute.team.review_facts import PersonReview
from salesplan.model.plan.metrics import measure_named
from salesplan.model.plan.preparation_words import topic_named
from salesplan.model.plan.review import ReviewParameters
from salesplan.model.plan.strategy import Incentive

CauseName = Literal[
    "few_contacts",
    "few_prospects",
    "low_conversion",
    "few_customers",
    "small_orders",
    "receivables_grew",
    "old_debts",
    "theme",
    "low_scores",
    "still_open",
    "lost",
    "few_wins",
    "not_below_team",
]
"""What the figures show: below the team in contacts, prospects captured, conversion, customers, size of orders; more
owed than before, or old debts that stay; what unhappy customers complain of, or low scores without a word; prospects
that nobody has decided, or that were lost, or that were won only later; or nothing in which he is below the team."""
_OF_CONVERSION = frozenset(("low_conversion", "still_open", "lost", "few_wins"))
_OWN_CAUSES: dict[str, tuple[CauseName, ...]] = {
    "sales": ("few_contacts", "few_prospects", "low_conversion", "few_customers", "small_orders"),
    "new_customers": ("few_contacts", "few_prospects", "low_conversion"),
}


@dataclass(frozen=True)
class Cause:
    """What the figures show, with his own figure and the team's, both for a full-time person; None where there is none.

    ``word`` is what unhappy customers complain of.
    """

    name: CauseName
    own: Fraction | None = None
    team: Fraction | None = None
    word: str | None = None


@dataclass(frozen=True)
class Feedback:
    """``strengths`` are the indicators whose target was reached, best first; ``gap`` the one that cost most points.

    ``short`` is how much of the target is missing, ``lost`` how many points of the score. ``topics`` are trainings of
    ``parameters.training.topics``, ``rewards`` what the plan offers for what was reached. None without a gap.
    """

    strengths: tuple[IndicatorName, ...] = ()
    gap: IndicatorName | None = None
    short: Fraction | None = None
    lost: Fraction | None = None
    cause: Cause | None = None
    topics: tuple[str, ...] = ()
    rewards: tuple[str, ...] = ()


def feedback_of(
    one: PersonReview,
    team: Sequence[PersonReview],
    parameters: ReviewParameters,
    topics: Mapping[str, Sequence[str]],
    incentives: Iterable[Incentive] = (),
) -> Feedback:
    """The feedback for one of the team; the others are what he is compared with."""
    known = [each for each in one.indicators if each.attainment is not None]
    strong = sorted((each for each in known if _reached(each) >= 1), key=lambda each: -_reached(each))
    strengths = tuple(each.name for each in strong)
    rewards = tuple(each.name for each in incentives if _is_for(each, one, strengths))
    gap = max(known, key=lambda each: (_lost(each, parameters), -INDICATORS.index(each.name)), default=None)
    if gap is None or _lost(gap, parameters) <= 0 or gap.target is None or gap.actual is None:
        return Feedback(strengths, rewards=rewards)
    cause = cause_of(gap.name, one, team)
    wanted = _topics(gap.name, cause, topics)
    return Feedback(strengths, gap.name, gap.target - gap.actual, _points(gap, one, parameters), cause, wanted, rewards)


def _reached(each: Indicator) -> Fraction:
    return each.attainment if each.attainment is not None else Fraction(0)


def _lost(each: Indicator, parameters: ReviewParameters) -> Fraction:
    """The points of weight that an indicator stays below its target by; below 0 where it is above."""
    return Fraction(getattr(parameters.weights, each.name)) * (1 - max(_reached(each), Fraction(0)))


def _points(each: Indicator, one: PersonReview, parameters: ReviewParameters) -> Fraction:
    """The same in points of his score, whose weights may have been scaled up."""
    return _lost(each, parameters) * 100 / Fraction(one.scored.known)


def _is_for(reward: Incentive, one: PersonReview, strengths: Sequence[IndicatorName]) -> bool:
    """Whether a reward of the plan is for what he reached and for his role."""
    metric = measure_named(reward.metric) if reward.metric else None
    fits = not reward.roles or one.person.role in reward.roles
    return fits and any(MEASURES[name] == metric for name in strengths)


def _topics(gap: IndicatorName, cause: Cause, topics: Mapping[str, Sequence[str]]) -> tuple[str, ...]:
    """What to train: the topics of the indicator, where sales lack because of conversion those of conversion."""
    known = {measure_named(name): tuple(map(topic_named, each)) for name, each in topics.items()}
    through = MEASURES["conversion"] if cause.name in _OF_CONVERSION else MEASURES[gap]
    return known.get(MEASURES[gap]) or known.get(through, ())


def cause_of(gap: IndicatorName, one: PersonReview, team: Sequence[PersonReview]) -> Cause:
    """What the figures show as the cause of a gap."""
    if gap in _OWN_CAUSES:
        return _below_team(_OWN_CAUSES[gap], one, team)
    if gap == "collection":
        grown = (one.money.closing or 0) - (one.money.opening or 0)
        return Cause("receivables_grew" if grown > 0 else "old_debts", own=abs(Fraction(grown)))
    if gap == "csat":
        return Cause("theme", word=one.answers.theme) if one.answers.theme else Cause("low_scores")
    held = one.captured
    if held.open and held.open >= held.lost:
        return Cause("still_open", Fraction(held.open), Fraction(held.captured))
    if held.lost:
        return Cause("lost", Fraction(held.lost), Fraction(held.captured))
    return Cause("few_wins", Fraction(held.wins), Fraction(held.captured))


def _below_team(names: Iterable[CauseName], one: PersonReview, team: Sequence[PersonReview]) -> Cause:
    """The figure in which he is furthest below the mean of the team; the first of equal ones."""
    found = []
    for name in names:
        own, mean = _figure(name, one), _mean(name, team)
        if own is not None and mean and own < mean:
            found.append((own / mean, Cause(name, own, mean)))
    return min(found, key=lambda each: each[0])[1] if found else Cause("not_below_team")


def _mean(name: CauseName, team: Sequence[PersonReview]) -> Fraction | None:
    known = [value for value in (_figure(name, each) for each in team) if value is not None]
    return sum(known, Fraction(0)) / len(known) if len(known) > 1 else None


def _figure(name: CauseName, one: PersonReview) -> Fraction | None:
    """A figure of one person, counts as for a full-time person who was there all the period."""
    return _FIGURES[name](one) if one.presence else None


def _conversion(one: PersonReview) -> Fraction | None:
    """Those that bought of those captured; not known where more than half are still open."""
    held = one.captured
    return Fraction(held.bought, held.captured) if held.captured and 2 * held.open <= held.captured else None


_FIGURES: dict[str, Callable[[PersonReview], Fraction | None]] = {
    "few_contacts": lambda one: None if one.contacts is None else one.contacts / one.presence,
    "few_prospects": lambda one: one.captured.captured / one.presence,
    "low_conversion": _conversion,
    "few_customers": lambda one: one.sold.customers / one.presence,
    "small_orders": lambda one: Fraction(one.sold.amount) / one.sold.orders if one.sold.orders else None,
}
