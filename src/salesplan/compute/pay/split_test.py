"""The split test: one order against the same sales in ten, paid by the rule itself (methods.md 9.5, PAY-F2)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from fractions import Fraction

from salesplan.compute.pay.payees import Credited
from salesplan.compute.pay.sales import Sale
from salesplan.compute.pay.settle import RuleBook, Settlement
from salesplan.compute.pay.shape import NOMINAL, quota_of_plan
from salesplan.compute.rounding import half_up
from salesplan.model.plan.commission import CommissionRule, Rate

PARTS = 10
"""So many orders the one is split into."""
SIZES = tuple(map(Decimal, (10_000, 1_000, 500_000)))
"""The orders tried: that of methods.md first, a small one, a large one."""
_DAY = date(2026, 1, 15)
_PRICE = Decimal(100)
"""What a unit costs where units are counted."""
_MARGIN = Fraction(3, 10)


@dataclass(frozen=True)
class SplitCase:
    """What one order of ``size`` pays, and what PARTS orders of a part of it pay, with ``before`` sold already."""

    size: Decimal
    before: Decimal
    one: Decimal
    many: Decimal


def split_cases(rule: CommissionRule) -> Iterator[SplitCase]:
    """Every order size on nothing sold before and just below each limit, for each kind of sales that has a rate.

    The quota is the one the plan writes, else a nominal one: limits are shares of it.
    """
    book = RuleBook(rule)
    quota = quota_of_plan(rule) or NOMINAL
    for kind in _kinds(rule):
        for size in SIZES:
            for before in _starts(book, quota, size):
                one, many = (_paid(book, kind, quota, before, size, parts) for parts in (1, PARTS))
                yield SplitCase(size, before, one, many)


def split_fails(rule: CommissionRule) -> SplitCase | None:
    """The first case in which the parts pay other than the whole; None where they always pay the same."""
    return next((case for case in split_cases(rule) if case.one != case.many), None)


def _starts(book: RuleBook, quota: Fraction, size: Decimal) -> list[Decimal]:
    """Nothing, and for each limit what leaves it in the middle of the order."""
    unit = quota if book.ladder.relative else Fraction(1)
    limits = [step.low * unit for step in book.ladder.steps]
    limits += [] if book.ladder.threshold is None else [book.ladder.threshold * unit]
    found = [half_up(limit - Fraction(size) / 2, 2) for limit in limits]
    return [Decimal(0), *sorted({start for start in found if start > 0})]


def _kinds(rule: CommissionRule) -> list[Sale]:
    """A sale that the rule is about, and one for each of its own rates."""
    plain = Sale("", _DAY, Decimal(0), margin=_MARGIN)
    only = rule.only
    if only:
        picked = (only.products or (None,))[0], (only.categories or (None,))[0], (only.customers or (None,))[0]
        plain = replace(plain, product=picked[0], category=picked[1], customer=picked[2])
    return [plain, *(_of_rate(plain, rate) for rate in rule.rates)]


def _of_rate(plain: Sale, rate: Rate) -> Sale:
    """A sale that falls under a rate."""
    low, high = rate.margin_from, rate.margin_to
    margin = _MARGIN if low is None and high is None else Fraction(low) if low is not None else Fraction(high or 0) - 1
    product, category = (rate.products or (plain.product,))[0], (rate.categories or (plain.category,))[0]
    return replace(plain, product=product, category=category, margin=margin)


def _paid(book: RuleBook, kind: Sale, quota: Fraction, before: Decimal, size: Decimal, parts: int) -> Decimal:
    """What ``before`` and an order of ``size`` in so many parts, all of one customer, earn in a period."""
    earlier = [replace(kind, ref="0", order="0", value=before, amount=before)] if before else []
    orders = [_order(book.rule, kind, size / parts, at) for at in range(1, parts + 1)]
    credited = [Credited(sale, "", sale.value, Fraction(1)) for sale in (*earlier, *orders)]
    goal = quota if book.rule.quota is not None else None
    return book.settle(Settlement(book.rule, "", "", "", credited, goal, _DAY)).earned


def _order(rule: CommissionRule, kind: Sale, amount: Decimal, at: int) -> Sale:
    """An order of an existing customer, with what it counts for: a customer counts once, an order each time."""
    counted = {
        "gross_profit": half_up(Fraction(amount) * (kind.margin or 0), 2),
        "units": amount / _PRICE,
        "orders": Decimal(1),
        "customers": Decimal(at == 1),
        "new_customers": Decimal(0),
    }
    return replace(kind, ref=str(at), order=str(at), value=counted.get(rule.measure, amount), amount=amount)
