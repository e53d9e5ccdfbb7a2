"""Complaints: who waits too long, which promises are kept, what they are about, what came of it (methods.md 11.2)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction

from salesplan.compute.customers.population import Population
from salesplan.compute.rounding import half_up, share_of
from salesplan.compute.service import complaint_findings as found
from salesplan.compute.service.cases import Case, Cases, cases_of, is_question
from salesplan.compute.service.complaint_figures import (
    MAIL,
    PHONE,
    AgeBand,
    Counted,
    Improvement,
    Judged,
    KindLine,
    OwnerLine,
    Questions,
    SlaLine,
    backlog,
    counted,
    has_channel,
    improvement_of,
    kind_lines,
    owner_lines,
    questions_of,
    sla_lines,
)
from salesplan.compute.service.complaint_rows import rows_of
from salesplan.compute.service.customers import Customers, customers_of, inputs_without
from salesplan.compute.service.figures import months_of
from salesplan.compute.service.severity import severities
from salesplan.compute.service.sla import Clock, verdicts
from salesplan.compute.team.staff import NO_TEAM, Staff
from salesplan.errors import Problem
from salesplan.model.calendar import WorkCalendar
from salesplan.model.moment import Moment
from salesplan.model.period import Period
from salesplan.model.plan.service import ComplaintParameters, Service
from salesplan.model.records import Records
from salesplan.model.result import Parameter, Result
from salesplan.model.window import Window


@dataclass(frozen=True)
class ComplaintSummary:
    """The complaints of the window, and all that are open on the as-of, which ends with its day.

    ``late_open`` are open complaints with a step past its limit. ``per_100_orders`` is None where orders are not known
    or there are none. ``no_severity`` have none that the limits know: nothing can be said of their limits but the
    follow-up. ``severities`` are the codes of the limits; ``reopened_known`` have a yes or no.
    """

    period: Period
    complaints: int
    open: int
    late_open: int
    older_open: int
    no_severity: int
    sla: tuple[SlaLine, ...]
    target: Decimal
    backlog: tuple[AgeBand, ...]
    reopened: int
    reopened_known: int
    reopened_share: Decimal | None
    orders: int | None
    per_100_orders: Decimal | None
    kinds: tuple[KindLine, ...]
    improvement: Improvement
    owners: tuple[OwnerLine, ...]
    channels: tuple[Counted, ...]
    phone: bool
    mail: bool
    departments: tuple[Counted, ...]
    not_informed: int
    by_month: tuple[tuple[str, int], ...]
    questions: Questions
    rejected: int


@dataclass(frozen=True)
class ComplaintLists:
    """The list and what stands beside it: customers (with orders), the team, how many orders the window has."""

    complaints: Records
    population: Population | None = None
    staff: Staff = NO_TEAM
    orders: int | None = None


@dataclass(frozen=True)
class ComplaintRules:
    """What complaints are judged by: parameters, what the plan says of the service, the working days."""

    parameters: ComplaintParameters
    service: Service
    calendar: WorkCalendar


@dataclass(frozen=True)
class _Judged:
    """All complaints with their verdicts, the questions of the period, and how many rows were not sound."""

    as_of: date
    period: Period
    all: Judged
    asked: tuple[Case, ...]
    rejected: int

    @property
    def recent(self) -> Judged:
        """Those received in the period."""
        return [(case, told) for case, told in self.all if case.received.day in self.period]

    @property
    def open(self) -> Judged:
        """Those that are not solved, whenever they were received."""
        return [(case, told) for case, told in self.all if case.is_open]

    @property
    def shown(self) -> Judged:
        """Those received in the period, and all that are open."""
        return [(case, told) for case, told in self.all if case.received.day in self.period or case.is_open]


def complaints(lists: ComplaintLists, rules: ComplaintRules, as_of: date, window: Window) -> Result[ComplaintSummary]:
    """The complaints as a result: a row each, the longest past a limit first."""
    records, told = lists.complaints, rules.parameters
    customers = customers_of(records, lists.population, lists.staff)
    cases = cases_of(records, customers, severities(told.limits), as_of, lists.staff)
    judged = _judged(cases, rules, as_of, window)
    summary = _summary(lists, rules, judged)
    return Result(
        "service complaints",
        as_of,
        summary,
        rows_of(judged.shown, as_of, records.inputs),
        _parameters(told, window),
        tuple(_findings(lists, rules, cases, customers, summary, as_of)),
        inputs_without(records.inputs, cases.left_out),
    )


def _judged(cases: Cases, rules: ComplaintRules, as_of: date, window: Window) -> _Judged:
    told = rules.parameters
    asked = [case for case in cases.cases if is_question(case, rules.service.questions)]
    real = [case for case in cases.cases if not is_question(case, rules.service.questions)]
    first = min((case.received.day for case in cases.cases), default=as_of)
    period = window.period(as_of, first) or Period(as_of, as_of)
    clock = Clock(as_of, rules.calendar, told.follow_up_days)
    return _Judged(
        as_of,
        period,
        [(c, verdicts(c, told.limits.get(c.severity or ""), clock)) for c in real],
        tuple(case for case in asked if case.received.day in period),
        len(cases.backwards),
    )


def _summary(lists: ComplaintLists, rules: ComplaintRules, judged: _Judged) -> ComplaintSummary:
    told, recent, opened = rules.parameters, judged.recent, judged.open
    own = [case for case, _ in recent]
    named = [case.channel for case in (*own, *judged.asked) if case.channel]
    channels = rules.service.channels or tuple(named)
    known = [case.reopened for case in own if case.reopened is not None]
    return ComplaintSummary(
        period=judged.period,
        complaints=len(own),
        open=len(opened),
        late_open=sum(any(each.is_late for each in several) for _, several in opened),
        older_open=sum(case.received.day not in judged.period for case, _ in opened),
        no_severity=sum(case.severity is None for case in own),
        sla=sla_lines(recent, told.limits),
        target=told.target,
        backlog=backlog(judged.all, judged.as_of, told.ages),
        reopened=sum(known),
        reopened_known=len(known),
        reopened_share=share_of(sum(known), len(known)) if known else None,
        orders=lists.orders,
        per_100_orders=half_up(Fraction(100 * len(own), lists.orders), 2) if lists.orders else None,
        kinds=kind_lines(own, lists.complaints.frame.implementation),
        improvement=improvement_of(own, dated=lists.complaints.has("improved_at")),
        owners=owner_lines(judged.shown),
        channels=counted(named),
        phone=has_channel(channels, PHONE),
        mail=has_channel(channels, MAIL),
        departments=counted(case.informed for case in own),
        not_informed=sum(case.informed is None for case in own) if lists.complaints.has("informed") else 0,
        by_month=_by_month(own, judged.period),
        questions=questions_of(judged.asked, told.answer_hours, Moment(judged.as_of)),
        rejected=judged.rejected,
    )


def _by_month(cases: Sequence[Case], period: Period) -> tuple[tuple[str, int], ...]:
    """How many were received in each month of the period, months without any as 0."""
    counts = Counter(f"{case.received.day:%Y-%m}" for case in cases)
    return tuple((month, counts[month]) for month in months_of(period))


def _parameters(told: ComplaintParameters, window: Window) -> tuple[Parameter, ...]:
    """The numbers that decided; ``with_plan`` says which of them the plan gives."""
    limits = {code: each.model_dump(exclude_none=True) for code, each in told.limits.items()}
    names = ("follow_up_days", "target", "ages", "answer_hours")
    return (
        Parameter("complaints.window", str(window), "default" if str(window) == "365" else "option"),
        Parameter("parameters.complaints.sla", limits, "plan"),
        *(Parameter(f"parameters.complaints.{name}", getattr(told, name), "plan") for name in names),
    )


def _findings(
    lists: ComplaintLists,
    rules: ComplaintRules,
    cases: Cases,
    customers: Customers,
    summary: ComplaintSummary,
    as_of: date,
) -> Iterable[Problem]:
    records = lists.complaints
    yield from records.findings
    yield from found.of_rows(cases, records, as_of)
    yield from found.of_severities(cases.cases, rules.parameters.limits, records)
    yield from found.of_customers(customers, records)
    yield from found.of_end(cases.cases, as_of, rules.calendar, records)
    yield from found.of_summary(summary, records, rules.service)
    yield from found.of_calendar(cases.cases, as_of, rules.calendar, records)
