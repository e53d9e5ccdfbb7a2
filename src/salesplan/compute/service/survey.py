"""A survey: how satisfied customers are, with what, who is to be called, what they keep saying (methods.md 11.1)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from salesplan.compute.customers.links import LinkedRows
from salesplan.compute.customers.population import Population
from salesplan.compute.service import survey_findings as found
from salesplan.compute.service.answers import Answer, Questionnaire, answers_of, questionnaires_of
from salesplan.compute.service.customers import customers_of, inputs_without, of_unknown
from salesplan.compute.service.drivers import Driver, drivers_of
from salesplan.compute.service.low_answers import LowAnswer, contacts_by_customer, low_answers, rows_of
from salesplan.compute.service.satisfaction import counted_of, is_detractor, is_promoter
from salesplan.compute.service.survey_figures import (
    Figures,
    GroupLine,
    MonthLine,
    Response,
    figures_of,
    group_lines,
    month_lines,
    response_of,
)
from salesplan.compute.service.themes import ThemeLine, theme_lines
from salesplan.compute.team.staff import NO_TEAM, Staff
from salesplan.errors import Problem
from salesplan.model.calendar import WorkCalendar
from salesplan.model.period import Period
from salesplan.model.plan.service import Service, SurveyParameters
from salesplan.model.records import Records
from salesplan.model.result import Parameter, Result
from salesplan.model.window import Window


@dataclass(frozen=True)
class SurveySummary:
    """The survey in the window: all together, by touchpoint, item, tier, rep and product, by month.

    ``low`` questionnaires have a score of 1 or 2 or come from a detractor, ``low_item`` of them are low on single items
    only; ``to_call`` of them had no contact since.
    ``contacts_known``: contacts are there to tell. ``itemised``: the list asks about single things. ``later`` rows lie
    after the as-of, ``earlier`` before the window; ``undated`` ones count, but in no month.
    """

    period: Period
    figures: Figures
    target: Decimal
    min_answers: int
    response: Response
    response_target: Decimal
    promoters: int
    passives: int
    detractors: int
    low: int
    low_item: int
    to_call: int
    contacts_known: bool
    groups: tuple[GroupLine, ...]
    months: tuple[MonthLine, ...]
    itemised: bool
    has_overall: bool
    drivers: tuple[Driver, ...]
    driver_answers: int
    themes: tuple[ThemeLine, ...]
    later: int
    earlier: int
    undated: int


@dataclass(frozen=True)
class SurveyLists:
    """The answers and what stands beside them: customers (with orders), contacts, the team."""

    answers: Records
    population: Population | None = None
    contacts: LinkedRows | None = None
    staff: Staff = NO_TEAM


@dataclass(frozen=True)
class SurveyRules:
    """What answers are judged by: parameters, what the plan says of the service, the working days."""

    parameters: SurveyParameters
    service: Service
    calendar: WorkCalendar


@dataclass(frozen=True)
class _Asked:
    """The answers of the window as questionnaires, and how many rows lie outside it."""

    period: Period
    questionnaires: tuple[Questionnaire, ...]
    itemised: bool
    left_out: tuple[tuple[int, str], ...]

    @property
    def answers(self) -> list[Answer]:
        """Every row."""
        return [answer for each in self.questionnaires for answer in each.answers]


def survey(lists: SurveyLists, rules: SurveyRules, as_of: date, window: Window) -> Result[SurveySummary]:
    """The survey as a result: a row a customer to call, the most urgent first."""
    records, told = lists.answers, rules.parameters
    customers = customers_of(records, lists.population, lists.staff)
    asked = _asked(answers_of(records, customers, lists.staff), as_of, window)
    contacts = contacts_by_customer(lists.contacts)
    low = low_answers(asked.questionnaires, contacts, rules.calendar, told.follow_up_days, as_of)
    summary = _summary(asked, rules, low, as_of, contacts_known=lists.contacts is not None)
    findings: list[Problem] = [
        *records.findings,
        *found.of_answers(summary, records, as_of),
        *of_unknown(customers, found.place(records)),
        *found.of_reps(lists.staff, Counter(answer.rep for answer in asked.answers if answer.rep), records),
    ]
    return Result(
        "service survey",
        as_of,
        summary,
        rows_of(low, records.inputs),
        _parameters(told, rules.service, window),
        tuple(findings),
        inputs_without(records.inputs, asked.left_out),
    )


def _asked(answers: Sequence[Answer], as_of: date, window: Window) -> _Asked:
    first = min((answer.date for answer in answers if answer.date), default=as_of)
    period = window.period(as_of, first) or Period(as_of, as_of)
    inside = [answer for answer in answers if answer.date is None or answer.date in period]
    left_out = tuple(
        (answer.source, "after_as_of" if answer.date > as_of else "earlier")
        for answer in answers
        if answer.date is not None and answer.date not in period
    )
    itemised = any(answer.item is not None for answer in answers)
    questionnaires = tuple(questionnaires_of(inside, itemised=itemised))
    return _Asked(period, questionnaires, itemised, left_out)


def _summary(
    asked: _Asked, rules: SurveyRules, low: Sequence[LowAnswer], as_of: date, *, contacts_known: bool
) -> SurveySummary:
    told, plan, answers = rules.parameters, rules.service.survey, asked.answers
    likely = [answer for answer in answers if answer.nps is not None]
    detractors = sum(is_detractor(answer.nps) for answer in likely)
    promoters = sum(is_promoter(answer.nps) for answer in likely)
    in_list = any(not each.is_answered for each in asked.questionnaires)
    return SurveySummary(
        period=asked.period,
        figures=figures_of(counted_of(answers), told, answers),
        target=told.target,
        min_answers=told.min_answers,
        response=response_of(asked.questionnaires, plan.sent),
        response_target=told.response,
        promoters=promoters,
        passives=len(likely) - promoters - detractors,
        detractors=detractors,
        low=len(low),
        low_item=sum(each.why == "item" for each in low),
        to_call=sum(each.status != "contacted" for each in low),
        contacts_known=contacts_known,
        groups=group_lines(asked.questionnaires, told, plan.targets, with_sent=in_list),
        months=month_lines(answers, asked.period, told),
        itemised=asked.itemised,
        has_overall=any(answer.is_overall and answer.score is not None for answer in answers),
        drivers=drivers_of(asked.questionnaires, told.driver_answers),
        driver_answers=told.driver_answers,
        themes=theme_lines(asked.questionnaires, rules.service.themes, as_of),
        later=sum(reason == "after_as_of" for _, reason in asked.left_out),
        earlier=sum(reason == "earlier" for _, reason in asked.left_out),
        undated=sum(answer.date is None for answer in answers),
    )


def _parameters(told: SurveyParameters, service: Service, window: Window) -> tuple[Parameter, ...]:
    """The numbers that decided; ``with_plan`` says which of them the plan gives."""
    given: Iterable[tuple[str, object]] = (
        ("service.survey.sent", service.survey.sent),
        ("service.survey.targets", dict(service.survey.targets)),
    )
    return (
        Parameter("survey.window", str(window), "default" if str(window) == "365" else "option"),
        *(Parameter(f"parameters.survey.{name}", getattr(told, name), "plan") for name in type(told).model_fields),
        *(Parameter(name, value, "plan") for name, value in given if value),
    )
