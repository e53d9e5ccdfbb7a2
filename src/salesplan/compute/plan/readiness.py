"""How ready we are: checklists, trainings, the means against the need (methods.md 6.7, 6.8, 14)."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Literal

Status = Literal["todo", "doing", "done", "na"]


@dataclass(frozen=True)
class CheckItem:
    """One line of a checklist; ``na`` does not count."""

    item: str
    status: Status = "todo"
    mandatory: bool = False
    due: date | None = None
    owner: str | None = None


@dataclass(frozen=True)
class Readiness:
    """How far a checklist is. ``share`` is None where nothing counts; ``ready`` needs every mandatory item done."""

    done: int
    counted: int
    open_mandatory: int
    overdue: tuple[CheckItem, ...]

    @property
    def share(self) -> Fraction | None:
        """Done over all that count."""
        return Fraction(self.done, self.counted) if self.counted else None

    @property
    def ready(self) -> bool:
        """Whether every mandatory item is done."""
        return not self.open_mandatory


def readiness(items: Sequence[CheckItem], as_of: date) -> Readiness:
    """The standing of a checklist; overdue are items due before the as-of and not done."""
    counted = [item for item in items if item.status != "na"]
    still = [item for item in counted if item.status != "done"]
    overdue = tuple(item for item in still if item.due is not None and item.due < as_of)
    mandatory = sum(item.mandatory for item in still)
    return Readiness(len(counted) - len(still), len(counted), mandatory, overdue)


def training_coverage(required: Collection[tuple[str, str]], done: Collection[tuple[str, str]]) -> Fraction | None:
    """The share of required pairs of person and topic that were trained; None when none is required."""
    needed = set(required)
    return Fraction(len(needed & set(done)), len(needed)) if needed else None


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
