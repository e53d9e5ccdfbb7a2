"""What customers of the example company paid, and what they still owe."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from salesplan.write.start.example_data import EXAMPLE_DAY, SEED, Customer, Dice, OrderLine

LISTED_FROM = date(2025, 7, 1)
"""Payments are listed from here on; what was paid before is in the first balances."""
MONTHS = 6
"""Balances are told for the last months."""
HALF = Decimal("0.5")


@dataclass(frozen=True)
class Paid:
    """One payment for an order; money given back for a return is negative."""

    customer: Customer
    order: str
    day: date
    amount: Decimal


@dataclass(frozen=True)
class Owed:
    """What a customer owed at the start and at the end of a month."""

    customer: Customer
    month: str
    opening: Decimal
    closing: Decimal


def payments(lines: Sequence[OrderLine]) -> list[Paid]:
    """Every payment up to the example's day, by day and order; about one order in sixteen is not paid at all."""
    dice = Dice(SEED + 10)
    sold: dict[str, list[OrderLine]] = defaultdict(list)
    for line in lines:
        sold[line.order].append(line)
    found = [one for order in sorted(sold) for one in _of_order(dice, sold[order])]
    return sorted((one for one in found if one.day <= EXAMPLE_DAY), key=lambda one: (one.day, one.order, one.amount))


def _of_order(dice: Dice, lines: Sequence[OrderLine]) -> Iterator[Paid]:
    """A small order is paid at once, a big one in two halves; a return comes back 15 days later."""
    first = lines[0]
    total = sum((line.amount for line in lines if line.quantity > 0), Decimal(0))
    never, slow, halves = dice.chance(6), dice.chance(25), dice.chance(40)
    day = first.day + timedelta(days=10 + dice.below(80 if slow else 30))
    if not never and halves:
        half = (total * HALF).quantize(Decimal(1))
        yield Paid(first.customer, first.order, day, half)
        yield Paid(first.customer, first.order, day + timedelta(days=30 + dice.below(30)), total - half)
    elif not never:
        yield Paid(first.customer, first.order, day, total)
    for line in lines:
        if line.quantity < 0 and not never:
            yield Paid(first.customer, first.order, max(day, line.day) + timedelta(days=15), line.amount)


def balances(lines: Sequence[OrderLine], paid: Sequence[Paid]) -> list[Owed]:
    """For each of the last months the customers who owed something at its start or end, by month and customer."""
    moves: dict[str, list[tuple[date, Decimal]]] = defaultdict(list)
    people = {line.customer.id: line.customer for line in lines}
    for line in lines:
        moves[line.customer.id].append((line.day, line.amount))
    for one in paid:
        moves[one.customer.id].append((one.day, -one.amount))
    found: list[Owed] = []
    for month in range(EXAMPLE_DAY.month - MONTHS + 1, EXAMPLE_DAY.month + 1):
        start, end = date(EXAMPLE_DAY.year, month, 1), date(EXAMPLE_DAY.year, month + 1, 1)
        for number in sorted(people):
            before, after = (_sum_before(moves[number], day) for day in (start, end))
            if before or after:
                found.append(Owed(people[number], f"{start:%Y-%m}", before, after))
    return found


def _sum_before(moves: Sequence[tuple[date, Decimal]], day: date) -> Decimal:
    return sum((amount for when, amount in moves if when < day), Decimal(0))
