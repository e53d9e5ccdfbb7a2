"""The figures of a survey: satisfaction, recommendation, response, by what customers met and month by month."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from salesplan.compute.rounding import rounded, share_of
from salesplan.compute.service.answers import Answer, Questionnaire
from salesplan.compute.service.figures import months_of, spellings
from salesplan.compute.service.satisfaction import counted_of, csat, csat_mean, nps, shown
from salesplan.model.near import plain_name
from salesplan.model.period import Period
from salesplan.model.plan.service import SurveyParameters

Dimension = Literal["touchpoint", "item", "tier", "rep", "product"]
DIMENSIONS: tuple[Dimension, ...] = ("touchpoint", "item", "tier", "rep", "product")
_NAME: Mapping[Dimension, Callable[[Answer], str | None]] = {
    "touchpoint": lambda answer: answer.touchpoint,
    "item": lambda answer: answer.item,
    "tier": lambda answer: answer.customer.tier,
    "rep": lambda answer: answer.served_by,
    "product": lambda answer: answer.product,
}


@dataclass(frozen=True)
class Figures:
    """Satisfaction of ``answers`` scores and recommendation of ``nps_answers``; shares, NPS from -1 to 1.

    A value is None where fewer have answered than may be shown. A margin (95 %) stands where there are fewer answers
    than make it small.
    """

    answers: int
    csat: Decimal | None
    csat_margin: Decimal | None
    mean: Decimal | None
    nps_answers: int
    nps: Decimal | None
    nps_margin: Decimal | None


@dataclass(frozen=True)
class GroupLine:
    """One touchpoint, item, value tier, rep or product; ``name`` None: not known. ``target`` is that of a touchpoint.

    ``sent`` and ``answered`` are questionnaires; None where the list holds answers only, and by item.
    """

    by: Dimension
    name: str | None
    figures: Figures
    target: Decimal
    sent: int | None
    answered: int | None


@dataclass(frozen=True)
class MonthLine:
    """The figures of one calendar month."""

    month: str
    figures: Figures


@dataclass(frozen=True)
class Response:
    """How many questionnaires were sent and answered. ``from_plan``: the plan says how many were sent.

    ``sent`` is None where neither list nor plan tells, ``share`` too, and where fewer were sent than came back.
    """

    sent: int | None
    answered: int
    share: Decimal | None
    from_plan: bool


def figures_of(answers: Iterable[Answer], settings: SurveyParameters, recommended: Iterable[Answer]) -> Figures:
    """The figures of some answers; ``recommended`` are those whose likelihood to recommend counts."""
    scores = [answer.score for answer in answers if answer.score is not None]
    likely = [answer.nps for answer in recommended if answer.nps is not None]
    top, mean, promoted = (shown(each, settings) for each in (csat(scores), csat_mean(scores), nps(likely)))
    return Figures(
        len(scores),
        rounded(top.value),
        rounded(top.margin),
        rounded(mean.value),
        len(likely),
        rounded(promoted.value),
        rounded(promoted.margin),
    )


def response_of(questionnaires: Sequence[Questionnaire], sent: int | None) -> Response:
    """The share that came back: of those the plan says were sent, else of those in the list, if it has unanswered."""
    answered = sum(each.is_answered for each in questionnaires)
    known = sent if sent is not None else len(questionnaires) if answered < len(questionnaires) else None
    share = share_of(answered, known) if known and answered <= known else None
    return Response(known, answered, share, sent is not None)


def group_lines(
    questionnaires: Sequence[Questionnaire],
    settings: SurveyParameters,
    targets: Mapping[str, Decimal],
    *,
    with_sent: bool,
) -> tuple[GroupLine, ...]:
    """The figures by each dimension that the answers know anything of, the lowest satisfaction first."""
    own = {plain_name(name): target for name, target in targets.items()}
    found: list[GroupLine] = []
    for by in DIMENSIONS:
        lines = _lines(by, questionnaires, settings, own, with_sent=with_sent and by != "item")
        found += sorted((line for line in lines if _says_anything(line)), key=_lowest_first)
    return tuple(found)


def _lines(
    by: Dimension,
    questionnaires: Sequence[Questionnaire],
    settings: SurveyParameters,
    targets: Mapping[str, Decimal],
    *,
    with_sent: bool,
) -> Iterator[GroupLine]:
    every = [answer for each in questionnaires for answer in each.answers]
    spelled = spellings(_NAME[by](answer) for answer in every)
    scored = _by_name(every if by == "item" else counted_of(every), by)
    likely = _by_name((answer for answer in every if answer.nps is not None), by)
    asked = _by_name((each.first for each in questionnaires), by)
    back = _by_name((each.first for each in questionnaires if each.is_answered), by)
    for key, name in (*spelled.items(), (None, None)) if spelled else ():
        yield GroupLine(
            by,
            name,
            figures_of(scored.get(key, ()), settings, likely.get(key, ())),
            targets.get(key or "", settings.target) if by == "touchpoint" else settings.target,
            len(asked.get(key, ())) if with_sent else None,
            len(back.get(key, ())) if with_sent else None,
        )


def _by_name(answers: Iterable[Answer], by: Dimension) -> dict[str | None, list[Answer]]:
    """The answers by the name they have in a dimension, written plainly."""
    found: dict[str | None, list[Answer]] = {}
    for answer in answers:
        name = _NAME[by](answer)
        found.setdefault(plain_name(name) if name else None, []).append(answer)
    return found


def _says_anything(line: GroupLine) -> bool:
    return bool(line.figures.answers or line.figures.nps_answers or line.sent)


def _lowest_first(line: GroupLine) -> tuple[object, ...]:
    value = line.figures.csat
    return (line.name is None, value is None, value or 0, -line.figures.answers, line.name or "")


def month_lines(answers: Sequence[Answer], period: Period, settings: SurveyParameters) -> tuple[MonthLine, ...]:
    """Month by month, from the first that has an answer; months without one in between are there too."""
    counted = counted_of(answers)
    dated = {f"{answer.date:%Y-%m}" for answer in answers if answer.date and answer.is_answered}
    months = [month for month in months_of(period) if dated and month >= min(dated)]
    return tuple(
        MonthLine(
            month,
            figures_of((a for a in counted if _in(a, month)), settings, (a for a in answers if _in(a, month))),
        )
        for month in months
    )


def _in(answer: Answer, month: str) -> bool:
    return answer.date is not None and f"{answer.date:%Y-%m}" == month
