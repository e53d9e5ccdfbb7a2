"""Who is settled under a rule in a period, with which sales and which quota."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from fractions import Fraction

from salesplan.compute.pay.collected import Collected
from salesplan.compute.pay.pay_lines import Books, PayLine
from salesplan.compute.pay.payees import Credited, Quotas, crew_of, is_meant
from salesplan.compute.pay.settle import RuleBook, Settlement
from salesplan.compute.pay.standing import Accrual
from salesplan.compute.team.staff import Colleague, Staff
from salesplan.model.named_period import NamedPeriod, holding, months_between
from salesplan.model.period import FiscalYear
from salesplan.model.plan.commission import Commission, CommissionRule, PayMeasure


@dataclass(frozen=True)
class PaidMonth:
    """A month as it was recorded: its lines, how the rules stood, and what it was worked out from.

    ``rules`` are those that it pays by, ``orders`` what each of its orders came to (rule, period, order), all people
    together. ``first`` is its first day, ``first_sale`` the first day that the orders of then knew.
    """

    lines: tuple[PayLine, ...]
    accruals: tuple[Accrual, ...] = ()
    rules: tuple[CommissionRule, ...] = ()
    orders: Mapping[tuple[str, str, str], Decimal] = field(default_factory=dict)
    first: date | None = None
    first_sale: date | None = None


@dataclass(frozen=True)
class PayInput:
    """Everything that pay rests on.

    ``credits`` are the credited sales of each measure, by date. ``collected`` tells what came in, None where no rule
    asks. ``recorded`` are the months that were recorded, by name; ``first_sale`` is the first day that the orders know,
    ``files`` what their sources are called.
    """

    plan: Commission
    staff: Staff
    credits: Mapping[PayMeasure, Sequence[Credited]]
    quotas: Quotas
    year: FiscalYear
    as_of: date
    collected: Collected | None = None
    recorded: Mapping[str, PaidMonth] = field(default_factory=dict)
    files: Sequence[str] = ()
    first_sale: date | None = None


class Jobs:
    """The settlements of a plan. ``missing`` are sales whose person has no quota: rule, person, period."""

    def __init__(self, given: PayInput, books: Books) -> None:
        self.given, self.books = given, books
        self.missing: list[tuple[str, str, str]] = []
        self._dates: dict[PayMeasure, list[date]] = {}
        self._places: dict[PayMeasure, dict[str, list[int]]] = {}
        for measure, credited in given.credits.items():
            by_person: dict[str, list[int]] = defaultdict(list)
            for at, each in enumerate(credited):
                by_person[each.person].append(at)
            self._dates[measure] = [each.sale.date for each in credited]
            self._places[measure] = by_person

    def settles(self, rule: CommissionRule, month: NamedPeriod) -> bool:
        """Whether the period of a rule ends with this month, and the rule holds on some of its days."""
        span = holding(rule.period, month.span.last, self.given.year).span
        return span.last == month.span.last and rule.in_force(span) is not None

    def of(self, book: RuleBook, period: NamedPeriod, month: str) -> Iterator[tuple[Colleague | str, Settlement]]:
        """A settlement for each person (or team) that the rule is for, with his sales and quota."""
        rule = book.rule
        meant = [one for one in self.given.staff.listed if is_meant(rule.who, one)]
        payees: Sequence[Colleague | str] = meant
        if rule.pooled:
            payees = tuple(dict.fromkeys(one.team for one in meant if one.team))
        for one in payees:
            job = self._job(rule, one, period, month)
            if job is not None:
                yield one, job

    def _job(self, rule: CommissionRule, one: Colleague | str, period: NamedPeriod, month: str) -> Settlement | None:
        first, periods = period.span.first, 1
        since = max(first, rule.from_)
        if rule.cumulative:
            since = max(period.year.period.first, rule.from_)
            periods = len(list(self._year_so_far(rule, period)))
        credited = self.credited(rule, one, since, min(period.span.last, rule.to or period.span.last))
        name = one if isinstance(one, str) else one.name
        quota = self._quota(rule, one, period)
        if not is_there(one, period) and not credited:
            return None
        if rule.quota is not None and quota is None:
            if credited:
                self.missing.append((rule.id, name, period.name))
            return None
        before = self._earned_before(rule, name, period) if rule.cumulative else Decimal(0)
        return Settlement(rule, name, period.name, month, credited, quota, first, periods, before)

    def _year_so_far(self, rule: CommissionRule, period: NamedPeriod) -> Iterator[NamedPeriod]:
        """The periods of the year up to this one on which the rule holds."""
        for month in months_between(period.year.period.first, period.span.last, self.given.year):
            each = holding(rule.period, month.span.last, self.given.year)
            if each.span.last == month.span.last and rule.in_force(each.span) is not None:
                yield each

    def _quota(self, rule: CommissionRule, one: Colleague | str, period: NamedPeriod) -> Fraction | None:
        spans = list(self._year_so_far(rule, period)) if rule.cumulative else [period]
        found = [self.given.quotas.of(rule, one, each.name, each.span) for each in spans]
        known = [each for each in found if each is not None]
        return sum(known, Fraction(0)) if len(known) == len(found) else None

    def credited(self, rule: CommissionRule, one: Colleague | str, first: date, last: date) -> list[Credited]:
        """The sales of a person, or of his team, from one day to another."""
        if isinstance(one, str):
            names = [each.name for each in self.given.staff.listed if each.team == one]
        else:
            names = [each.name for each in crew_of(one, self.given.staff)] if rule.sales == "team" else [one.name]
        all_, own = self.given.credits.get(rule.measure, ()), self._places.get(rule.measure, {})
        dates = self._dates.get(rule.measure, [])
        begins, ends = bisect_left(dates, first), bisect_right(dates, last)
        places = [at for name in names for at in _between(own.get(name, ()), begins, ends)]
        return [all_[at] for at in sorted(places)]

    def _earned_before(self, rule: CommissionRule, person: str, period: NamedPeriod) -> Decimal:
        names = {each.name for each in self._year_so_far(rule, period)} - {period.name}
        entries = (e for name in names for e in self.books.of_period.get((rule.id, person, name), ()))
        return sum((entry.earned for entry in entries), Decimal(0))


def _between(places: Sequence[int], begins: int, ends: int) -> Sequence[int]:
    """Those of places in ascending order that lie from one place up to another."""
    return places[bisect_left(places, begins) : bisect_left(places, ends)]


def is_there(one: Colleague | str, period: NamedPeriod) -> bool:
    """Whether a person works with us on some day of a period; a team always does."""
    if isinstance(one, str):
        return True
    span = period.span
    return (one.hired is None or one.hired <= span.last) and (one.left is None or one.left >= span.first)


def with_sales(job: Settlement, credited: Sequence[Credited]) -> Settlement:
    """The same settlement of other sales."""
    return replace(job, credited=credited)
