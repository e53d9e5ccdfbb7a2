"""Means against the need, and what selling costs (methods.md 6.8)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from salesplan.compute.allocation import Weight, split


@dataclass(frozen=True)
class Means:
    """What is needed and what is there, of one kind (people, material, money)."""

    kind: str
    needed: Decimal
    available: Decimal

    @property
    def short(self) -> Decimal:
        """What is lacking; 0 where there is enough."""
        return max(self.needed - self.available, Decimal(0))


def expense_ratio(cost: Decimal, sales: Decimal) -> Fraction | None:
    """Selling cost over the sales target; None for a target of 0."""
    return Fraction(cost) / Fraction(sales) if sales else None


def shared_out(total: Decimal, weights: Sequence[Weight], unit: Decimal) -> list[Decimal]:
    """A total over weights by largest remainder, in whole units; what it has beyond them goes to the first in line.

    The parts always sum to the total. Weights that are all 0 count as equal; no weights and a total is a ValueError.
    """
    power = max(0, *(-int(value.as_tuple().exponent) for value in (total, unit)))
    parts = split(int(total.scaleb(power)), weights, int(unit.scaleb(power)))
    return [Decimal(part).scaleb(-power) for part in parts]
