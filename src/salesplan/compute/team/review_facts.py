"""The people of a period with their indicators and scores, out of the lists (methods.md 9.1, 9.2)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from fractions import Fraction

from salesplan.compute.activity.contacts_made import contacts_made
from salesplan.compute.customers.lines import Lines
from salesplan.compute.customers.population import Population
from salesplan.compute.prospects.deal_rows import Deal
from salesplan.compute.service.satisfaction import Answered, csat, csat_mean, nps, shown
from salesplan.compute.team import indicators as rates
from salesplan.compute.team.captured import Captured, captured_by_person
from salesplan.compute.team.indicators import Indicator, Why, measured
from salesplan.compute.team.indicators_answers import Answers, answers_by_owner
from salesplan.compute.team.indicators_customers import Deliveries, Gained, gained_by_person, orders_by_rep
from salesplan.compute.team.indicators_money import (
    Amounts,
    Owners,
    owed_by_owner,
    owners_of,
    paid_by_owner,
    sold_by_owner,
)
from salesplan.compute.team.indicators_targets import RepTarget, targets_by_rep
from salesplan.compute.team.rep_cells import called
from salesplan.compute.team.review_score import Scored, scored
from salesplan.compute.team.staff import Colleague, Staff
from salesplan.compute.working_days import workdays
from salesplan.model.calendar import WorkCalendar
from salesplan.model.named_period import NamedPeriod
from salesplan.model.period import FiscalYear, Period
from salesplan.model.plan.plan import Parameters
from salesplan.model.records import Records
from salesplan.model.table import Table

_NONE = Decimal(0)


@dataclass(frozen=True)
class Tracked:
    """The rows of ``targets track`` of one target, and its levels."""

    rows: Table
    by: tuple[str, ...]


@dataclass(frozen=True)
class ReviewLists:
    """What a review rests on. ``targets`` are those by rep, by metric; ``year`` is the plan's own.

    ``deals`` is None without a list of deals or prospects; ``dated``: whether it says when they were created.
    """

    staff: Staff
    population: Population
    lines: Lines
    year: FiscalYear
    calendar: WorkCalendar
    targets: Mapping[str, Tracked] = field(default_factory=dict)
    receivables: Records | None = None
    payments: Records | None = None
    survey: Records | None = None
    activities: Records | None = None
    deals: tuple[Deal, ...] | None = None
    dated: bool = False


@dataclass(frozen=True)
class Money:
    """What a person's customers bought, owed and paid in the period, and the collection rate both ways."""

    sold: Decimal
    opening: Decimal | None
    closing: Decimal | None
    collected: Decimal | None
    by_receivables: Fraction | None
    by_payments: Fraction | None
    debtors: tuple[tuple[str, Decimal], ...] = ()


@dataclass(frozen=True)
class PersonReview:
    """One person in one period. ``presence`` is the part of full working time of the period he has had by the as-of."""

    person: Colleague
    presence: Fraction
    indicators: tuple[Indicator, ...]
    scored: Scored
    money: Money
    gained: Gained | None
    satisfied: Answered
    recommends: Answered
    answers: Answers
    captured: Captured
    sold: Deliveries
    contacts: int | None

    @property
    def key(self) -> str:
        """What tells him from others of his name: the number, else the name."""
        return self.person.keys[0]

    def indicator(self, name: str) -> Indicator:
        """One of his indicators."""
        return next(each for each in self.indicators if each.name == name)


@dataclass(frozen=True)
class PeriodReview:
    """Everybody who was there in a period, in the order of the team."""

    period: NamedPeriod
    people: tuple[PersonReview, ...]

    def of(self, key: str) -> PersonReview | None:
        """One person by his key; None where he was not there."""
        return next((each for each in self.people if each.key == key), None)


def reviewed(lists: ReviewLists, period: NamedPeriod, parameters: Parameters, as_of: date) -> PeriodReview:
    """The people who were there on some day of the period, measured by what was known on the as-of."""
    facts = _Facts(lists, period, parameters, as_of)
    return PeriodReview(period, tuple(facts.people()))


class _Facts:
    """The figures of one period by person, each list looked through once."""

    def __init__(self, lists: ReviewLists, period: NamedPeriod, parameters: Parameters, as_of: date) -> None:
        self.lists, self.period, self.parameters, self.as_of = lists, period, parameters, as_of
        self.span = Period(period.span.first, min(period.span.last, as_of))
        span, owners = self.span, owners_of(lists.population, lists.staff)
        self.sold = sold_by_owner(lists.lines, owners, span)
        self.owed = owed_by_owner(lists.receivables, lists.population, owners, span, period.year)
        self.paid = paid_by_owner(lists.payments, lists.population, owners, span)
        shared, silence = parameters.pace.shared, parameters.lifecycle.days.at_risk
        self.gained = gained_by_person(lists.lines, owners, span, silence, shared)
        self.answers = self._answers(owners)
        self.captured = captured_by_person(lists.deals or (), lists.staff, span, as_of)
        self.contacts = contacts_made(lists.activities, lists.staff, span)
        self.orders = orders_by_rep(lists.lines, owners, span, shared)
        self.targets = {metric: self._targets(each) for metric, each in lists.targets.items()}

    def _answers(self, owners: Owners) -> Mapping[str, Answers]:
        if self.lists.survey is None:
            return {}
        return answers_by_owner(self.lists.survey, self.lists.population, owners, self.span)

    def _targets(self, tracked: Tracked) -> dict[str, RepTarget]:
        """The targets of the period by the person's key; those of seats and of nobody in the team left out."""
        if not self._is_own_year():
            return {}
        found = targets_by_rep(tracked.rows, tracked.by, self.period)
        known = ((self.lists.staff.of(name), each) for name, each in found.items())
        return {person.keys[0]: each for person, each in known if person is not None}

    def _is_own_year(self) -> bool:
        return self.period.year.number == self.lists.year.number

    def people(self) -> Iterator[PersonReview]:
        """Everybody who was there on some day of the period up to the as-of."""
        for person in self.lists.staff.listed:
            stay = self._stay(person)
            if stay is not None:
                yield self._person(person, self._presence(person, stay))

    def _stay(self, person: Colleague) -> Period | None:
        """The days of the period that he worked; None where he came later or had left."""
        first, last = max(self.span.first, person.hired or date.min), min(self.span.last, person.left or date.max)
        return Period(first, last) if first <= last else None

    def _presence(self, person: Colleague, stay: Period) -> Fraction:
        whole = workdays(self.period.span, self.lists.calendar)
        share = Fraction(workdays(stay, self.lists.calendar), whole) if whole else Fraction(0)
        return share * Fraction(person.share)

    def _person(self, person: Colleague, presence: Fraction) -> PersonReview:
        name, settings = person.keys[0], self.parameters.survey
        answers, money = self.answers.get(name, Answers()), self._money(name)
        rated = csat(answers.scores) if self.parameters.review.csat == "top2" else csat_mean(answers.scores)
        satisfied = shown(rated, settings)
        found = (
            self._sales(name),
            self._collection(money),
            self._new(name, presence),
            self._csat(satisfied),
            self._conversion(name),
        )
        return PersonReview(
            person,
            presence,
            found,
            scored(found, self.parameters.review),
            money,
            None if self.gained is None else self.gained.get(name, Gained()),
            satisfied,
            shown(nps(answers.nps), settings),
            answers,
            self.captured.get(name, Captured()),
            self.orders.get(name, Deliveries()),
            self.contacts.get(called(person, self.lists.staff), 0) if self.lists.activities is not None else None,
        )

    def _sales(self, name: str) -> Indicator:
        if not self._is_own_year():
            return measured("sales", None, None, "other_year")
        one = self.targets.get("revenue", {}).get(name)
        if one is None:
            return measured("sales", None, None, "no_targets")
        return measured("sales", Fraction(one.actual), one.due)

    def _money(self, name: str) -> Money:
        sold = self.sold.get(name, _NONE)
        start, end = self._owing(self.owed.opening, name), self._owing(self.owed.closing, name)
        paid = None if self.paid is None else self.paid.get(name, _NONE)
        by_receivables = rates.collection_rate(sold, start, end) if start is not None and end is not None else None
        by_payments = rates.collected_share(paid, start, sold) if paid is not None and start is not None else None
        debtors = self.owed.debtors.get(name, ())
        return Money(sold, start, end, paid, by_receivables, by_payments, debtors)

    def _owing(self, amounts: Amounts, name: str) -> Decimal | None:
        """What a person's customers owe: 0 for who is not in a known list, None where nothing is known."""
        return None if self.owed.why else amounts.get(name, _NONE)

    def _collection(self, money: Money) -> Indicator:
        by_payments = self.parameters.review.collection == "payments"
        rate = money.by_payments if by_payments else money.by_receivables
        why: Why | None = self.owed.why or ("no_payments" if by_payments and self.paid is None else "no_sales")
        return measured("collection", rate, self.parameters.review.targets.collection, why)

    def _new(self, name: str, presence: Fraction) -> Indicator:
        if self.gained is None:
            return measured("new_customers", None, None, "no_history")
        told, month = self.targets.get("new_customers", {}).get(name), self.parameters.review.targets.new_customers
        aim = Fraction(told.due) if told else None
        if aim is None and month is not None:
            aim = Fraction(month) * self.period.months * presence
        return measured("new_customers", Fraction(self.gained.get(name, Gained()).new), aim, "no_new_target")

    def _csat(self, satisfied: Answered) -> Indicator:
        why: Why = "no_survey" if self.lists.survey is None else "few_answers"
        return measured("csat", satisfied.value, self.parameters.survey.target, why)

    def _conversion(self, name: str) -> Indicator:
        settings, one = self.parameters.review, self.captured.get(name, Captured())
        if self.lists.deals is None:
            return measured("conversion", None, None, "no_deals")
        if not self.lists.dated:
            return measured("conversion", None, None, "no_created")
        hits = one.converted(settings.conversion)
        if 0 < one.captured < settings.min_deals:
            return measured("conversion", None, None, "few_deals")
        if one.captured and not hits and one.open == one.captured:
            return measured("conversion", None, None, "none_decided")
        rate = rates.conversion_rate(hits, one.captured)
        why: Why = "none_captured" if rate is None else "no_conversion_target"
        return measured("conversion", rate, settings.targets.conversion, why)
