"""Rules and orders as they were when a month was recorded: later differences are looked for against these."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from decimal import Decimal
from fractions import Fraction
from functools import cached_property

from salesplan.compute.pay.jobs import PaidMonth, PayInput
from salesplan.compute.pay.pay_lines import CENTS, WHOLE, Entry, PayLine
from salesplan.compute.pay.payees import decimals_of
from salesplan.compute.pay.settle import RuleBook
from salesplan.compute.pay.standing import Accrual
from salesplan.compute.rounding import half_up
from salesplan.model.named_period import MONTHS_OF, NamedPeriod, holding, months_between
from salesplan.model.period import Period


class Then:
    """What holds for a period: the rule it was recorded by, the orders it was recorded with; else those of now."""

    def __init__(self, given: PayInput, books: Iterable[RuleBook]) -> None:
        self.given = given
        self._now = {book.rule.id: book for book in books}
        self._rules: dict[tuple[str, str], RuleBook] = {}
        self._orders: dict[tuple[str, str, str], Decimal] = {}
        self._begun: dict[tuple[str, str], date | None] = {}
        self._totals: dict[tuple[str, str], Mapping[str, Decimal]] = {}
        for month in given.recorded.values():
            self._note(month)

    def _note(self, month: PaidMonth) -> None:
        """What a month tells of the periods that no earlier one told of."""
        made = {rule.id: RuleBook(rule) for rule in month.rules}
        for at in dict.fromkeys((each.rule, each.period) for each in settled_in(month)):
            self._begun.setdefault(at, month.first_sale)
            if at[0] in made:
                self._rules.setdefault(at, made[at[0]])
        for key, amount in month.orders.items():
            self._orders.setdefault(key, amount)

    def book(self, rule: str, period: str) -> RuleBook | None:
        """The rule of this id by which a period was recorded, else as it is now; None where there is none any more."""
        return self._rules.get((rule, period)) or self._now.get(rule)

    def gated(self, rule: str, period: str) -> bool:
        """Whether what the rule brought in the period waits for its collection."""
        book = self.book(rule, period)
        return book is not None and book.rule.gate == "collected"

    def period(self, name: str) -> NamedPeriod | None:
        """The month, quarter or year of a name; None before anything was sold or recorded."""
        return self._periods.get(name)

    @cached_property
    def _periods(self) -> dict[str, NamedPeriod]:
        months = months_between(begins(self.given), self.given.as_of, self.given.year)
        found = (holding(kind, month.span.last, self.given.year) for month in months for kind in MONTHS_OF)
        return {period.name: period for period in found}

    def reaches(self, rule: str, period: NamedPeriod) -> bool:
        """Whether the orders begin no later than the period, or than those it was recorded from."""
        first, begun = self.given.first_sale, self._begun.get((rule, period.name))
        return first is not None and (first <= period.span.first or (begun is not None and first <= begun))

    def knew(self, rule: str, period: str, ref: str) -> bool:
        """Whether an order was there when the period was recorded, whoever had it."""
        return (rule, period, ref) in self._orders

    def due(self, book: RuleBook, entry: Entry, own: Decimal) -> Decimal:
        """What a person has of a recorded order now: his part of then, of what the order comes to now.

        Who has it now is no matter. ``own`` is what is credited to him now, for orders of which nothing was kept.
        """
        then = self._orders.get((entry.rule, entry.period, entry.ref))
        if not then:
            return own
        now = self.now_of(book, entry.period).get(entry.ref, Decimal(0))
        digits = max(CENTS, decimals_of(now), decimals_of(entry.told))
        return half_up(Fraction(entry.told) * Fraction(now) / Fraction(then), digits)

    def now_of(self, book: RuleBook, name: str) -> Mapping[str, Decimal]:
        """What each order of a period comes to now under a rule, all people together."""
        key, period = (book.rule.id, name), self.period(name)
        if key not in self._totals:
            self._totals[key] = {} if period is None else totals_of(self.given, book, period.span)
        return self._totals[key]


def settled_in(month: PaidMonth) -> Iterator[PayLine | Accrual]:
    """What a month has to do with a period of a rule: its lines, and how people stood who have none."""
    yield from (line for line in month.lines if line.period)
    yield from (each for each in month.accruals if each.settled)


def totals_of(given: PayInput, book: RuleBook, span: Period) -> dict[str, Decimal]:
    """What each order comes to under a rule on the days of a period, all people together."""
    days = book.rule.in_force(span)
    found: dict[str, Decimal] = defaultdict(Decimal)
    for each in given.credits.get(book.rule.measure, ()) if days else ():
        if days is not None and each.sale.date in days and book.counts(each.sale):
            found[each.sale.ref] += each.amount
    return found


def begins(given: PayInput) -> date:
    """The first day that pay is about: of the first order, record or draw, and no earlier than the first rule."""
    known = [given.first_sale, *(month.first for month in given.recorded.values())]
    days = [day for day in known if day is not None]
    draws = [max(draw.from_, _EARLIEST) for draw in given.plan.draws]
    rules = [rule.from_ for rule in given.plan.rules]
    recorded = [month.first for month in given.recorded.values() if month.first is not None]
    return max(min([*days, *draws], default=given.as_of), min([*rules, *recorded], default=given.as_of))


_EARLIEST = date(1900, 1, 1)
_OF_ORDERS = ("sale", "return", "adjusted")


def paid_month(given: PayInput, month: NamedPeriod, lines: Iterable[PayLine], accruals: Iterable[Accrual]) -> PaidMonth:
    """A month as it is to be recorded: its lines, and the rules and orders that they come from."""
    held = tuple(lines)
    then = Then(given, [RuleBook(rule) for rule in given.plan.rules])
    standing = tuple(accruals)
    keys = dict.fromkeys((each.rule, each.period) for each in settled_in(PaidMonth(held, standing)))
    books = {at: book for at in keys if (book := then.book(*at)) is not None}
    orders = {
        (*at, line.ref): then.now_of(books[at], line.period).get(line.ref, Decimal(0))
        for line in held
        if line.kind in _OF_ORDERS and (at := (line.rule, line.period)) in books and line.ref[:1] != WHOLE
    }
    ids = {rule for rule, _ in books}
    rules = tuple(rule for rule in given.plan.rules if rule.id in ids)
    return PaidMonth(held, standing, rules, orders, month.span.first, given.first_sale)
