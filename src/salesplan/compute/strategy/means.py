"""What the lines of the budget come to: by kind, by initiative, against the total (methods.md 6.8)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from salesplan.compute.allocation import Weight, split
from salesplan.model.plan.strategy import Budget, BudgetLine

KINDS = ("people", "material", "money")


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


@dataclass(frozen=True)
class Initiative:
    """What one strategy may spend and is expected to bring; None where no line of it says so."""

    name: str | None
    needed: Decimal | None
    expected: Decimal | None


def line_means(line: BudgetLine) -> Means | None:
    """A line's need against what there is; None where one of them is not known."""
    if line.needed is None or line.available is None:
        return None
    return Means(line.kind or "", line.needed, line.available)


def means_by_kind(lines: Sequence[BudgetLine]) -> tuple[Means, ...]:
    """People, material and money, each summed over the lines of which both figures are known."""
    known = [means for means in map(line_means, lines) if means is not None]
    groups = {kind: [means for means in known if means.kind == kind] for kind in KINDS}
    return tuple(
        Means(kind, sum((m.needed for m in group), Decimal(0)), sum((m.available for m in group), Decimal(0)))
        for kind, group in groups.items()
        if group
    )


def money_needed(lines: Sequence[BudgetLine]) -> Decimal | None:
    """What the money lines need together; None where none says."""
    return _summed(line.needed for line in lines if line.kind == "money")


def over_total(budget: Budget) -> Decimal | None:
    """By how much the money lines exceed the total; None where they do not or one of the two is not known."""
    needed = money_needed(budget.lines)
    if needed is None or budget.total is None or needed <= budget.total:
        return None
    return needed - budget.total


def initiatives(lines: Sequence[BudgetLine]) -> tuple[Initiative, ...]:
    """The strategies that lines serve, in their order, with their money and what is expected of them.

    Lines that serve none come last, together, under the name None.
    """
    names = dict.fromkeys(line.initiative for line in lines if line.initiative)
    found = [_initiative(name, [line for line in lines if line.initiative == name]) for name in names]
    rest = [line for line in lines if not line.initiative]
    return (*found, *([_initiative(None, rest)] if rest and found else ()))


def _initiative(name: str | None, lines: Sequence[BudgetLine]) -> Initiative:
    return Initiative(name, money_needed(lines), _summed(line.expected for line in lines))


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


def _summed(amounts: Iterable[Decimal | None]) -> Decimal | None:
    known = [amount for amount in amounts if amount is not None]
    return sum(known, Decimal(0)) if known else None
