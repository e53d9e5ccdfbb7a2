"""What comes after a payment: returns of what was paid before, and orders of recorded months that changed since.

Both are settled at the rate that was paid then, in the month that is worked out now, each with its order.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction

from salesplan.compute.pay.jobs import Jobs, PayInput
from salesplan.compute.pay.pay_lines import CENTS, WHOLE, Books, Entry, PayLine
from salesplan.compute.pay.payees import Credited
from salesplan.compute.pay.settle import RuleBook, Settlement, traces
from salesplan.compute.pay.then import Then, settled_in
from salesplan.compute.rounding import half_up
from salesplan.model.named_period import NamedPeriod
from salesplan.model.pay_record import PayKind


class Changes:
    """Claw-backs and adjustments, on the books as they are then. Rules by the year to date have none: they true up."""

    def __init__(self, given: PayInput, books: Books, then: Then, jobs: Jobs) -> None:
        self.given, self.books, self.then, self.jobs = given, books, then, jobs
        self._recorded = {
            (each.rule, each.person, each.period) for month in given.recorded.values() for each in settled_in(month)
        }
        self._paid_orders = {(line.rule, line.ref) for month in given.recorded.values() for line in month.lines}

    def clawed(self, book: RuleBook, job: Settlement) -> tuple[list[PayLine], list[Credited]]:
        """Returns of orders of earlier periods, at the rate paid then; and the sales that are left to be settled."""
        lines: list[PayLine] = []
        left: list[Credited] = []
        taken: dict[int, Decimal] = defaultdict(Decimal)
        for each in job.credited:
            entry = self._sold_before(book, job, each)
            if entry is None:
                left.append(each)
                continue
            used = max(each.amount, -(entry.base + taken[entry.at]))
            if used < 0:
                taken[entry.at] += used
                lines.append(self._line("clawback", job.month, used, entry, each))
            if used != each.amount or not used:
                left.append(Credited(each.sale, each.person, each.amount - used, each.share) if used else each)
        return lines, left

    def _sold_before(self, book: RuleBook, job: Settlement, each: Credited) -> Entry | None:
        """What the order of a return earned in an earlier period, under this or another rule for the same measure."""
        if each.amount >= 0 or not book.counts(each.sale):
            return None
        for entry in self.books.of_order.get(each.sale.ref, ()):
            then = (self.then.book(entry.rule, entry.period) or book).rule
            same = (then.measure, then.sales) == (book.rule.measure, book.rule.sales)
            if entry.person == job.person and same and entry.period != job.period and entry.base > 0:
                return entry
        return None

    def late(self, month: NamedPeriod) -> Iterator[PayLine]:
        """What the orders of recorded periods come to now, against what was recorded of them."""
        for rule, person, name in sorted(self._recorded):
            book = self.then.book(rule, name)
            if book is None or book.rule.cumulative or book.rule.pooled:
                continue
            period = self.then.period(name)
            if period is not None and self.then.reaches(rule, period):
                yield from self._changed(book, person, period, month.name)

    def _changed(self, book: RuleBook, person: str, period: NamedPeriod, month: str) -> Iterator[PayLine]:
        """One line for each order whose amount is another than the one recorded, or that nobody was paid for yet."""
        own, span = self.given.staff.of(person), book.rule.in_force(period.span)
        if own is None or span is None:
            return
        now: dict[str, Decimal] = defaultdict(Decimal)
        seen: dict[str, Credited] = {}
        for each in self.jobs.credited(book.rule, own, span.first, span.last):
            if book.counts(each.sale):
                now[each.sale.ref] += each.amount
                seen.setdefault(each.sale.ref, each)
        entries = {e.ref: e for e in self.books.of_period[book.rule.id, person, period.name] if e.ref[:1] != WHOLE}
        for ref in sorted(entries.keys() | now.keys()):
            found = entries.get(ref) or Entry(book.rule.id, person, period.name, ref)
            if ref not in entries and self._was_paid(found):
                continue  # it was paid to somebody else, and stays his
            credited = now.get(ref, Decimal(0))
            delta = (self.then.due(book, found, credited) if ref in entries else credited) - (found.base - found.back)
            if delta:
                yield self._line("adjusted", month, delta, found, seen.get(ref), self._usual(book, found))

    def _was_paid(self, entry: Entry) -> bool:
        """Whether an order was there when its period was recorded, whoever had it."""
        return self.then.knew(entry.rule, entry.period, entry.ref) or (entry.rule, entry.ref) in self._paid_orders

    def _usual(self, book: RuleBook, entry: Entry) -> Fraction | None:
        """What a unit was paid on average in a recorded period, for an order that is not among those paid."""
        if entry.sold:
            return None
        settled = self.books.worth[entry.rule, entry.person, entry.period]
        return Fraction(settled.whole) / Fraction(settled.sold) if settled.sold > 0 else book.ladder.base

    def _line(
        self,
        kind: PayKind,
        month: str,
        base: Decimal,
        entry: Entry,
        each: Credited | None,
        rate: Fraction | None = None,
    ) -> PayLine:
        then = self.books.rate_of(entry) if rate is None else rate
        line = PayLine(
            *(month, entry.person, kind, half_up(Fraction(base) * then, CENTS), entry.rule, entry.period, entry.ref),
            order=entry.order,
            customer=entry.customer,
            base=base,
            share=entry.share,
            rate=then,
        )
        return line if each is None else line._replace(**traces(each, self.given.files))
