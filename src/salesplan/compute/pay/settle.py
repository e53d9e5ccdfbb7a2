"""One person's settlement under one rule: his sales laid on the ladder, line by line, exact to the cent."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from itertools import compress
from math import lcm
from typing import NamedTuple, TypedDict

from salesplan.compute.pay.ladder import Ladder, Paid, ladder_of
from salesplan.compute.pay.laying import Laying
from salesplan.compute.pay.pay_lines import CENTS, WHOLE, PayLine, to_cents
from salesplan.compute.pay.payees import Credited, parts_of
from salesplan.compute.pay.sales import Picker, RatePicker, Sale
from salesplan.compute.rounding import half_up
from salesplan.model.pay_record import PayKind
from salesplan.model.plan.commission import CommissionRule, Rate


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
    """The lines of a settlement, where they were asked for, and what stands behind them: they add up to ``earned``.

    ``sold`` is what counts for the tier (of a cumulative rule since the year began).
    """

    lines: tuple[PayLine, ...]
    sold: Decimal
    quota: Fraction | None
    paid: Paid
    earned: Decimal


class Traces(TypedDict):
    """The fields of a line that lead to its order."""

    order: str | None
    customer: str | None
    product: str | None
    date: date
    share: Fraction
    file: str | None
    row: int


class _Stretch(NamedTuple):
    """What of a sale lies in one tier: ``pay`` in parts of the settlement's smallest unit, ``step`` -1 is no tier."""

    credited: Credited
    kind: PayKind
    step: int
    rate: Fraction
    base: Decimal
    pay: int


class RuleBook:
    """A rule made ready: its ladder, what it leaves out, its own rates."""

    def __init__(self, rule: CommissionRule) -> None:
        self.rule = rule
        self.ladder: Ladder = ladder_of(rule)
        self._only, self._exclude, self._rates = Picker(rule.only), Picker(rule.exclude), RatePicker(rule.rates)
        self._paying = Rates(self.ladder, rule.rates)

    def counts(self, sale: Sale) -> bool:
        """Whether a sale counts for this rule."""
        return (not self._only or self._only.picks(sale)) and not self._exclude.picks(sale)

    def settle(self, job: Settlement, files: Sequence[str] | None = None) -> Settled:
        """Lay the sales on the ladder. Each stretch in one tier is a line; cap and true-up are lines of their own.

        ``files`` are what the sources of the sales are called; where they are not told, no lines are asked for.
        """
        counted = [self.counts(each.sale) for each in job.credited]
        sold = sum((each.amount for each in compress(job.credited, counted)), Decimal(0))
        paid = self.ladder.paid(sold, job.quota, job.periods)
        laying = Laying(self.ladder, job.quota, sold, (each.amount for each in job.credited if each.amount))
        stretches = list(self._stretches(job, counted, laying, below=paid.below))
        smallest = laying.unit * self._paying.unit
        full = Fraction(sum(s.pay for s in stretches), smallest)
        limit = None if self.ladder.cap is None else self.ladder.cap * job.periods
        earned = half_up(full if limit is None else min(full, limit), CENTS) - job.before
        lines = [] if files is None else _lines(job, stretches, smallest, earned, files)
        settled = Paid(Fraction(earned), full, paid.step, paid.attainment, paid.below)
        return Settled(tuple(lines), sold, job.quota, settled, earned)

    def _stretches(
        self, job: Settlement, counted: Sequence[bool], laying: Laying, *, below: bool
    ) -> Iterator[_Stretch]:
        """The sales one after the other, cut where a tier ends."""
        at = 0
        for each, counts in zip(job.credited, counted, strict=True):
            if not counts:
                yield _Stretch(each, "excluded", -1, Fraction(0), each.amount, 0)
                continue
            if not each.amount:
                continue
            begun, at = at, at + laying.units(each.amount)
            own = self._rates.rate_of(each.sale)
            pieces = laying.cut(begun, at)
            if own is not None and own.rate is not None:
                pieces = [(-1, at - begun)]
            kind: PayKind = "return" if each.amount < 0 else "sale"
            bases = parts_of(each.amount, [abs(size) for _, size in pieces])
            for (step, size), base in zip(pieces, bases, strict=True):
                rate, units = self._paying.of(step, own, at_base=laying.at_base, below=below)
                yield _Stretch(each, kind, step, rate, base, size * units)


class Rates:
    """What a tier pays, with a rule's own rates: exact, and as a whole number of parts of ``unit`` to one."""

    def __init__(self, ladder: Ladder, own: Sequence[Rate]) -> None:
        tiers = [ladder.base, *(step.rate for step in ladder.steps)]
        times = [Fraction(rate.times) for rate in own if rate.times is not None]
        fixed = [Fraction(rate.rate) for rate in own if rate.rate is not None]
        every = [*tiers, *fixed, *(rate * factor for rate in tiers for factor in times)]
        self.unit = lcm(*(rate.denominator for rate in every))
        self._ladder = ladder
        self._known: dict[tuple[int, int, bool, bool], tuple[Fraction, int]] = {}

    def of(self, step: int, own: Rate | None, *, at_base: bool, below: bool) -> tuple[Fraction, int]:
        """The rate of a sale in a tier; ``at_base`` against a quota of 0, ``below`` the threshold nothing."""
        key = (step, id(own), at_base, below)
        found = self._known.get(key)
        if found is None:
            rate = Fraction(0) if below else self._rate(step, own, at_base=at_base)
            found = self._known[key] = rate, int(rate * self.unit)
        return found

    def _rate(self, step: int, own: Rate | None, *, at_base: bool) -> Fraction:
        if own is not None and own.rate is not None:
            return Fraction(own.rate)
        times = Fraction(own.times) if own is not None and own.times is not None else Fraction(1)
        return (self._ladder.base if at_base else self._ladder.steps[step].rate) * times


def _lines(
    job: Settlement, stretches: Sequence[_Stretch], smallest: int, earned: Decimal, files: Sequence[str]
) -> list[PayLine]:
    """A line for each stretch of the period itself, and what cap and the year to date add to them."""
    now = [s for s in stretches if s.credited.sale.date >= job.first]
    cents = to_cents([s.pay for s in now], smallest)
    lines = [_line(job, s, pay, files) for s, pay in zip(now, cents, strict=True)]
    return lines + _rest(job, earned - sum(cents, Decimal(0)))


def _line(job: Settlement, stretch: _Stretch, pay: Decimal, files: Sequence[str]) -> PayLine:
    sale, step = stretch.credited.sale, stretch.step
    return PayLine(
        *(job.month, job.person, stretch.kind, pay, job.rule.id, job.period, sale.ref),
        **traces(stretch.credited, files),
        base=stretch.base,
        tier=step + 1 if step >= 0 else None,
        rate=stretch.rate,
    )


def traces(credited: Credited, files: Sequence[str]) -> Traces:
    """What leads from a line to its order: order, customer, product, day, the person's share, file and row."""
    sale = credited.sale
    return {
        "order": sale.order,
        "customer": sale.customer or sale.customer_id,
        "product": sale.product or sale.product_id,
        "date": sale.date,
        "share": credited.share,
        "file": files[sale.source] if sale.source < len(files) else None,
        "row": sale.row,
    }


def _rest(job: Settlement, rest: Decimal) -> list[PayLine]:
    """What cap and the year to date add to the lines of the orders; nothing where that is nothing."""
    if not rest:
        return []
    kind: PayKind = "true_up" if job.rule.cumulative else "cap"
    ref = f"{WHOLE}{job.period}"
    return [PayLine(job.month, job.person, kind, rest, job.rule.id, job.period, ref)]
