"""One person's settlement under one rule: his sales laid on the ladder, line by line, exact to the cent."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from fractions import Fraction

from salesplan.compute.pay.ladder import Ladder, Paid, Piece, ladder_of
from salesplan.compute.pay.pay_lines import CENTS, WHOLE, PayLine, to_cents
from salesplan.compute.pay.payees import Credited, parts_of
from salesplan.compute.pay.sales import Picker, RatePicker, Sale
from salesplan.compute.rounding import half_up
from salesplan.model.pay_record import PayKind
from salesplan.model.plan.commission import CommissionRule


@dataclass(frozen=True)
class Settlement:
    """What is to be settled: the sales credited to a person in a period, by date, and his quota for it.

    Of a cumulative rule ``credited`` begins with the year and ``first`` is the first day of the period itself;
    ``before`` is what the year's earlier periods earned, ``periods`` how many there are with this one.
    """

    rule: CommissionRule
    person: str
    period: str
    month: str
    credited: Sequence[Credited]
    quota: Fraction | None
    first: date
    periods: int = 1
    before: Decimal = Decimal(0)


@dataclass(frozen=True)
class Settled:
    """The lines of a settlement and what stands behind them. ``earned`` is what they add up to.

    ``sold`` is what counts for the tier (of a cumulative rule since the year began).
    """

    lines: tuple[PayLine, ...]
    sold: Decimal
    quota: Fraction | None
    paid: Paid
    earned: Decimal


@dataclass(frozen=True)
class _Stretch:
    credited: Credited
    piece: Piece
    kind: PayKind
    base: Decimal


class RuleBook:
    """A rule made ready: its ladder, what it leaves out, its own rates."""

    def __init__(self, rule: CommissionRule) -> None:
        self.rule = rule
        self.ladder: Ladder = ladder_of(rule)
        self._only, self._exclude, self._rates = Picker(rule.only), Picker(rule.exclude), RatePicker(rule.rates)

    def counts(self, sale: Sale) -> bool:
        """Whether a sale counts for this rule."""
        return (not self.rule.only or self._only.picks(sale)) and not self._exclude.picks(sale)

    def is_about(self, sale: Sale) -> bool:
        """Whether a sale is one that the rule is about, be it paid or left out."""
        return not self.rule.only or self._only.picks(sale)

    def settle(self, job: Settlement, files: Sequence[str] = ()) -> Settled:
        """Lay the sales on the ladder. Each stretch in one tier is a line; cap and true-up are lines of their own."""
        sold = sum((c.amount for c in job.credited if self.counts(c.sale)), Decimal(0))
        paid = self.ladder.paid(sold, job.quota, job.periods)
        stretches = list(self._stretches(job, sold, below=paid.below))
        full = sum((s.piece.pay for s in stretches), Fraction(0))
        limit = None if self.ladder.cap is None else self.ladder.cap * job.periods
        earned = half_up(full if limit is None else min(full, limit), CENTS) - job.before
        now = [s for s in stretches if s.credited.sale.date >= job.first]
        cents = to_cents([s.piece.pay for s in now])
        lines = [_line(job, s, pay, files) for s, pay in zip(now, cents, strict=True)]
        lines += _rest(job, earned - sum(cents, Decimal(0)))
        settled = Paid(Fraction(earned), full, paid.step, paid.attainment, paid.below)
        return Settled(tuple(lines), sold, job.quota, settled, earned)

    def _stretches(self, job: Settlement, sold: Decimal, *, below: bool) -> Iterator[_Stretch]:
        """The sales one after the other, cut where a tier ends."""
        at = Fraction(0)
        for each in job.credited:
            if not self.counts(each.sale):
                yield _Stretch(each, Piece(-1, Fraction(each.amount), Fraction(0)), "excluded", each.amount)
                continue
            end = at + Fraction(each.amount)
            kind: PayKind = "return" if each.amount < 0 else "sale"
            pieces = self._pieces(each, at, end, job, sold)
            bases = parts_of(each.amount, [abs(piece.amount) for piece in pieces])
            for piece, base in zip(pieces, bases, strict=True):
                rate = Fraction(0) if below else piece.rate
                yield _Stretch(each, Piece(piece.step, piece.amount, rate), kind, base)
            at = end

    def _pieces(self, each: Credited, at: Fraction, end: Fraction, job: Settlement, sold: Decimal) -> list[Piece]:
        own = self._rates.rate_of(each.sale)
        if own is not None and own.rate is not None:
            return [Piece(-1, end - at, Fraction(own.rate))] if end != at else []
        times = Fraction(own.times) if own is not None and own.times is not None else Fraction(1)
        pieces = self.ladder.pieces(at, end, job.quota, sold)
        return [Piece(piece.step, piece.amount, piece.rate * times) for piece in pieces]


def _line(job: Settlement, stretch: _Stretch, pay: Decimal, files: Sequence[str]) -> PayLine:
    step = stretch.piece.step
    line = PayLine(
        *(job.month, job.person, stretch.kind, pay, job.rule.id, job.period, stretch.credited.sale.ref),
        base=stretch.base,
        tier=step + 1 if step >= 0 else None,
        rate=stretch.piece.rate,
    )
    return traced(line, stretch.credited, files)


def traced(line: PayLine, credited: Credited, files: Sequence[str]) -> PayLine:
    """The line with the order, customer, product, file and row that it is about."""
    sale = credited.sale
    return replace(
        line,
        order=sale.order,
        customer=sale.customer or sale.customer_id,
        product=sale.product or sale.product_id,
        date=sale.date,
        share=credited.share,
        file=files[sale.source] if sale.source < len(files) else None,
        row=sale.row,
    )


def _rest(job: Settlement, rest: Decimal) -> list[PayLine]:
    """What cap and the year to date add to the lines of the orders; nothing where that is nothing."""
    if not rest:
        return []
    kind: PayKind = "true_up" if job.rule.cumulative else "cap"
    ref = f"{WHOLE}{job.period}"
    return [PayLine(job.month, job.person, kind, rest, job.rule.id, job.period, ref)]
