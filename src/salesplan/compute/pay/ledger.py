"""Pay month after month: what is settled, what is released or deferred, what is carried on; the past stays as it was.

A month that was recorded is taken as it stands there. What has changed since in its orders comes as lines of the month
that is worked out now.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from salesplan.compute.pay.changes import Changes
from salesplan.compute.pay.closing import Closing
from salesplan.compute.pay.jobs import Jobs, PayInput, with_sales
from salesplan.compute.pay.pay_lines import Books, PayLine
from salesplan.compute.pay.pools import shared_out
from salesplan.compute.pay.settle import RuleBook, Settled, Settlement
from salesplan.compute.pay.standing import Accrual, accrual_of
from salesplan.compute.pay.then import Then, begins
from salesplan.compute.team.staff import Colleague
from salesplan.model.named_period import NamedPeriod, holding, months_between


@dataclass(frozen=True)
class Ledger:
    """The months in order with their lines, how every rule stands, and what stays open at the end.

    ``missing`` are people who sold and for whom a rule has no quota: rule, person, period. ``recorded`` are the names
    of the months that were taken as recorded.
    """

    months: tuple[NamedPeriod, ...]
    lines: Mapping[str, tuple[PayLine, ...]]
    accruals: tuple[Accrual, ...]
    books: Books
    missing: tuple[tuple[str, str, str], ...] = ()
    recorded: tuple[str, ...] = ()


def ledger(given: PayInput, asked: NamedPeriod) -> Ledger:
    """Pay up to the end of the period asked for, from the first month with a rule and an order, a record or a draw.

    Accruals are told of every month.
    """
    return _Run(given).to(asked)


class _Run:
    def __init__(self, given: PayInput) -> None:
        self.given, self.books = given, Books()
        self.rules = [RuleBook(rule) for rule in given.plan.rules]
        self.jobs = Jobs(given, self.books)
        then = Then(given, self.rules)
        self.changes = Changes(given, self.books, then, self.jobs)
        self.closing = Closing(given, self.books, then)

    def to(self, asked: NamedPeriod) -> Ledger:
        """Work month after month, up to the end of the period asked for."""
        last = asked.span.last
        months = list(months_between(min(begins(self.given), asked.span.first), last, self.given.year))
        lines: dict[str, tuple[PayLine, ...]] = {}
        accruals: list[Accrual] = []
        for month in months:
            told, made = self._month(month)
            lines[month.name] = tuple(made)
            accruals += told
        accruals += self._open(months[-1])
        kept = tuple(month.name for month in months if month.name in self.given.recorded)
        missing = tuple(dict.fromkeys(self.jobs.missing))
        return Ledger(tuple(months), lines, tuple(accruals), self.books, missing, kept)

    def _month(self, month: NamedPeriod) -> tuple[list[Accrual], list[PayLine]]:
        recorded = self.given.recorded.get(month.name)
        if recorded is not None:
            self.books.take(recorded.lines)
            return list(recorded.accruals), list(recorded.lines)
        lines = self._entered(list(self.changes.late(month)))
        told: list[Accrual] = []
        for book in (book for book in self.rules if self.jobs.settles(book.rule, month)):
            for accrual, made in self._settled(book, month):
                told.append(accrual)
                lines += made
        lines += self._entered(list(self.closing.gated(month)))
        self.books.changed.clear()  # what was entered up to here is gated as it should be
        lines += self._entered(list(self.closing.carried(month, lines)))
        return told, lines

    def _entered(self, lines: list[PayLine]) -> list[PayLine]:
        self.books.take(lines)
        return lines

    def _settled(self, book: RuleBook, month: NamedPeriod) -> Iterator[tuple[Accrual, list[PayLine]]]:
        """The settlements of a rule that end with a month, and their lines, entered in the books."""
        period = holding(book.rule.period, month.span.last, self.given.year)
        for one, job in self.jobs.of(book, period, month.name):
            claws: list[PayLine] = []
            left = list(job.credited)
            if not (book.rule.cumulative or book.rule.pooled):
                claws, left = self.changes.clawed(book, job)
                self._entered(claws)
            rest = with_sales(job, left)
            settled = book.settle(rest, None if book.rule.pooled else self.given.files)
            lines = self._entered(self._lines(one, rest, settled, period))
            accrual = accrual_of(book.rule, book.ladder, rest, settled, over=True, is_team=isinstance(one, str))
            yield accrual, [*claws, *lines]

    def _lines(self, one: Colleague | str, job: Settlement, settled: Settled, period: NamedPeriod) -> list[PayLine]:
        if not isinstance(one, str):
            return list(settled.lines)
        day = min(self.given.as_of, period.span.last, job.rule.to or period.span.last)
        return shared_out(one, job, settled, self.given.staff, day)

    def _open(self, month: NamedPeriod) -> Iterator[Accrual]:
        """The rules whose period goes on after the last month: how they stand so far."""
        for book in self.rules:
            period = holding(book.rule.period, month.span.last, self.given.year)
            if period.span.last == month.span.last or book.rule.in_force(month.span) is None:
                continue
            for one, job in self.jobs.of(book, period, month.name):
                so_far = with_sales(job, [each for each in job.credited if each.sale.date <= month.span.last])
                settled = book.settle(so_far)
                yield accrual_of(book.rule, book.ladder, so_far, settled, over=False, is_team=isinstance(one, str))
