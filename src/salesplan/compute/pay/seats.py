"""Everyone who is paid in a year, rule by rule and period by period, and what he would be paid at any attainment."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction

from salesplan.compute.pay.jobs import Jobs, PayInput
from salesplan.compute.pay.pay_lines import CENTS, Books
from salesplan.compute.pay.payees import Credited, parts_of
from salesplan.compute.pay.sales import RatePicker, Sale
from salesplan.compute.pay.settle import RuleBook, Settlement
from salesplan.compute.rounding import half_up
from salesplan.model.named_period import NamedPeriod, holding, months_between
from salesplan.model.period import FiscalYear, Period
from salesplan.model.plan.commission import CommissionRule


@dataclass(frozen=True)
class Seat:
    """One person (or team) under one rule (the plan's ``at``-th) in one period; of a cumulative rule in the whole year.

    ``normal`` is what 100 % is: the quota, or without one what he usually sells in such a period; None where neither is
    known. ``sold`` is what he has sold so far and ``earned`` what that pays; ``over`` whether the period is over.
    ``due`` and ``done`` are what was normal and what was sold in what is over of it. ``mix`` are sales of each rate
    that the rule has with their part of what he sells; it is empty where all sales pay alike.
    """

    at: int
    book: RuleBook
    person: str
    period: NamedPeriod
    quota: Fraction | None
    normal: Fraction | None
    sold: Fraction
    earned: Decimal
    over: bool
    due: Fraction
    done: Fraction
    periods: int = 1
    mix: tuple[tuple[Sale, Fraction], ...] = field(default=(), compare=False)

    @property
    def rule(self) -> CommissionRule:
        """The rule he is paid by."""
        return self.book.rule

    @property
    def attainment(self) -> Fraction | None:
        """What he has sold as a share of what is normal; None where that is 0 or not known."""
        return self.sold / self.normal if self.normal else None

    def pay_at(self, attainment: Fraction) -> Fraction:
        """What this share of what is normal pays; nothing where that is not known."""
        return self.pay_for(attainment * self.normal) if self.normal is not None else Fraction(0)

    def pay_for(self, sold: Fraction) -> Fraction:
        """What he is paid for having sold so much, of the mix that he sells."""
        if not self.mix:
            return self.book.ladder.paid(sold, self.quota, self.periods).earned
        amount = half_up(sold, CENTS)
        parts = parts_of(amount, [share for _, share in self.mix])
        credited = [
            Credited(_of(sale, part), self.person, part, Fraction(1))
            for (sale, _), part in zip(self.mix, parts, strict=True)
        ]
        first = self.period.span.first
        job = Settlement(self.rule, self.person, "", "", credited, self.quota, first, self.periods)
        return Fraction(self.book.settle(job).earned)


def _of(sale: Sale, value: Decimal) -> Sale:
    return Sale("1", sale.date, value, value, None, sale.customer_id, sale.customer, None, sale.product_id,
                sale.product, sale.category, sale.margin)  # fmt: skip


def seats_of(given: PayInput, year: FiscalYear) -> tuple[Seat, ...]:
    """Everyone under every rule in each period of a year, those to come included, in the order of rules and people."""
    jobs = Jobs(given, Books())
    found: dict[tuple[int, str, str], Seat] = {}
    usual: dict[tuple[int, str], _Usual] = {}
    for at, book in enumerate(map(RuleBook, given.plan.rules)):
        for month in months_between(year.period.first, year.period.last, given.year):
            if not jobs.settles(book.rule, month):
                continue
            period = holding(book.rule.period, month.span.last, given.year)
            for _, job in jobs.of(book, period, month.name):
                if (at, job.person) not in usual:
                    usual[at, job.person] = _usual(book, _past(given, jobs, book, job))
                key = (at, job.person, "" if book.rule.cumulative else period.name)
                found[key] = _seat(at, given, book, job, period, found.get(key), usual[at, job.person])
    return tuple(found.values())


def _seat(
    at: int,
    given: PayInput,
    book: RuleBook,
    job: Settlement,
    period: NamedPeriod,
    before: Seat | None,
    usual: _Usual,
) -> Seat:
    """The seat; of a cumulative rule ``before`` is how the year stood a period earlier."""
    sold = _counted(book, job.credited)
    normal = job.quota
    if normal is None:
        normal = usual.sold / (_A_YEAR // period.months) * job.periods or None
    over = period.span.last <= given.as_of
    due, done = (normal or Fraction(0), sold) if over else (before.due, before.done) if before else (Fraction(0),) * 2
    earned = book.settle(job).earned
    return Seat(at, book, job.person, period, job.quota, normal, sold, earned, over, due, done, job.periods, usual.mix)


_A_YEAR, _PARTS = 12, 1000


@dataclass(frozen=True)
class _Usual:
    """What a person sells in a year that counts for a rule, and of which rates."""

    sold: Fraction
    mix: tuple[tuple[Sale, Fraction], ...]


def _usual(book: RuleBook, past: Sequence[Credited]) -> _Usual:
    return _Usual(_counted(book, past), _mix(book, past))


def _past(given: PayInput, jobs: Jobs, book: RuleBook, job: Settlement) -> Sequence[Credited]:
    """What the person sold in the 365 days up to the as-of, whether the rule held then or not; a year of no sales."""
    if not (book.rule.rates or job.quota is None):
        return ()
    days = Period.ending(given.as_of, 365)
    one = job.person if book.rule.pooled else given.staff.of(job.person)
    return () if one is None else jobs.credited(book.rule, one, days.first, days.last)


def _counted(book: RuleBook, credited: Iterable[Credited]) -> Fraction:
    return Fraction(sum((each.amount for each in credited if book.counts(each.sale)), Decimal(0)))


def _mix(book: RuleBook, past: Sequence[Credited]) -> tuple[tuple[Sale, Fraction], ...]:
    """A sale of each rate with its part of what was sold; nothing where one is all there is, or sales are below 0."""
    if not book.rule.rates:
        return ()
    picker = RatePicker(book.rule.rates)
    sums: dict[int, Fraction] = defaultdict(Fraction)
    first: dict[int, Sale] = {}
    for each in past:
        if book.counts(each.sale):
            rate = picker.rate_of(each.sale)
            at = -1 if rate is None else book.rule.rates.index(rate)
            sums[at] += Fraction(each.amount)
            first.setdefault(at, each.sale)
    kept = {at: amount for at, amount in sorted(sums.items()) if amount > 0}
    whole = sum(kept.values(), Fraction(0))
    return tuple((first[at], amount / whole) for at, amount in kept.items())


def total_at(seats: Iterable[Seat], attainment: Fraction) -> Fraction:
    """What all of them are paid where everyone reaches the same share of what is normal."""
    return sum((seat.pay_at(attainment) for seat in seats), Fraction(0))


def attainment_for(seats: Sequence[Seat], budget: Fraction, most: Fraction = Fraction(3)) -> Fraction | None:
    """The attainment of everyone at which pay is more than the budget, to a tenth of a percent; None up to ``most``.

    Pay is taken not to fall with attainment (PAY-F08 speaks of rules that break this).
    """
    low, high = -1, int(most * _PARTS)
    if total_at(seats, most) <= budget:
        return None
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (low, middle) if total_at(seats, Fraction(middle, _PARTS)) > budget else (middle, high)
    return Fraction(high, _PARTS)


def by_person(seats: Iterable[Seat]) -> Iterator[tuple[str, list[Seat]]]:
    """The seats of each person, in the order in which people come."""
    held: dict[str, list[Seat]] = {}
    for seat in seats:
        held.setdefault(seat.person, []).append(seat)
    yield from held.items()
