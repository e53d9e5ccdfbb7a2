"""What closes a month: deferred until collected, carried on where it is below 0, advanced and given back."""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction

from salesplan.compute.pay.jobs import PayInput, is_there
from salesplan.compute.pay.pay_lines import CENTS, WHOLE, Books, Entry, PayLine
from salesplan.compute.pay.payees import is_meant
from salesplan.compute.pay.then import Then
from salesplan.compute.rounding import half_up
from salesplan.compute.team.staff import Colleague
from salesplan.model.named_period import NamedPeriod
from salesplan.model.pay_record import PayKind


class Closing:
    """The last steps of a month, on the books as they are then."""

    def __init__(self, given: PayInput, books: Books, then: Then) -> None:
        self.given, self.books, self.then = given, books, then
        pieces = given.collected.pieces if given.collected is not None else {}
        self._payments = deque(sorted((day, ref) for ref, own in pieces.items() for day, _ in own))

    def gated(self, month: NamedPeriod) -> Iterator[PayLine]:
        """What is deferred of each order because it is not collected yet, and what is released now."""
        if self.given.collected is None:
            return
        day, name = min(month.span.last, self.given.as_of), month.name
        for entry in self._moved(day):
            if not (entry.earned or entry.deferred):
                continue
            share = self._share(entry, day)
            deferred = entry.earned - half_up(Fraction(entry.earned) * share, CENTS)
            change = entry.deferred - deferred
            if change:
                kind: PayKind = "released" if change > 0 else "deferred"
                yield PayLine(
                    *(name, entry.person, kind, change, entry.rule, entry.period, entry.ref, entry.order),
                    customer=entry.customer,
                    share=share,
                )

    def _moved(self, day: date) -> list[Entry]:
        """The entries with new lines or payments since the last closing, and their settlements as a whole, in order."""
        moved = {at: entry for at, entry in self.books.changed.items() if self._waits(entry)}
        while self._payments and self._payments[0][0] <= day:
            _, ref = self._payments.popleft()
            moved |= {entry.at: entry for entry in self.books.of_order.get(ref, ()) if self._waits(entry)}
        for key in {(entry.rule, entry.person, entry.period) for entry in moved.values()}:
            whole = self.books.entries.get((*key, f"{WHOLE}{key[-1]}"))
            if whole is not None:
                moved[whole.at] = whole
        return [moved[at] for at in sorted(moved)]

    def _waits(self, entry: Entry) -> bool:
        return self.then.gated(entry.rule, entry.period)

    def _share(self, entry: Entry, day: date) -> Fraction:
        """Which part of an order has come in; of a settlement as a whole, of all its orders together."""
        collected = self.given.collected
        if collected is None:
            return Fraction(1)
        if not entry.ref.startswith(WHOLE):
            return collected.share(entry.ref, day)
        orders = [e for e in self.books.of_period[entry.rule, entry.person, entry.period] if e.ref != entry.ref]
        by_share: dict[Fraction, Decimal] = defaultdict(Decimal)
        for each in orders:
            by_share[collected.share(each.ref, day)] += each.earned
        whole = sum((Fraction(earned) for earned in by_share.values()), Fraction(0))
        paid = sum((Fraction(earned) * share for share, earned in by_share.items()), Fraction(0))
        return min(max(paid / whole, Fraction(0)), Fraction(1)) if whole else Fraction(1)

    def carried(self, month: NamedPeriod, lines: Sequence[PayLine]) -> Iterator[PayLine]:
        """What each person owes from before, what he is advanced, and what he owes on."""
        due: dict[str, Decimal] = defaultdict(Decimal)
        for line in lines:
            due[line.person] += line.pay
        for one in self.given.staff.listed:
            yield from self._closed(month, one, due[one.name])

    def _closed(self, month: NamedPeriod, one: Colleague, due: Decimal) -> Iterator[PayLine]:
        owed, advanced = self.books.owed[one.name], self.books.advanced[one.name]
        if owed:
            yield PayLine(month.name, one.name, "carried_in", -owed)
            due -= owed
        if due < 0:
            yield PayLine(month.name, one.name, "carried", -due)
            due = Decimal(0)
        guarantee, advance = self._draws(month, one)
        if due < guarantee:
            yield PayLine(month.name, one.name, "guarantee", guarantee - due)
            due = guarantee
        if due < advance:
            yield PayLine(month.name, one.name, "advance", advance - due)
        elif advanced and due > advance:
            yield PayLine(month.name, one.name, "recovered", -min(advanced, due - advance))

    def _draws(self, month: NamedPeriod, one: Colleague) -> tuple[Decimal, Decimal]:
        """The guarantee and the advance of a month: of those in force when it ends, or when the person leaves."""
        found = {True: Decimal(0), False: Decimal(0)}
        for draw in self.given.plan.draws:
            held = draw.from_ <= month.span.last and (draw.to is None or draw.to >= month.span.first)
            if held and is_there(one, month) and is_meant(draw.who, one):
                found[draw.recoverable] = max(found[draw.recoverable], draw.amount)
        return found[False], found[True]
