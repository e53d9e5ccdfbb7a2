"""Where a price lies between its floor and its ceiling, and what it rests on (methods.md 6.6)."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Literal

from salesplan.compute.strategy.offers import price_ceiling, price_floor
from salesplan.model.plan.strategy import Price

Standing = Literal["inside", "no_margin", "below_floor", "above_ceiling", "unknown"]
Basis = Literal["cost", "demand", "rival"]


@dataclass(frozen=True)
class Priced:
    """A price in figures. What the plan does not say is None; ``margin`` is a share of the price."""

    floor: Decimal | None
    ceiling: Decimal | None
    margin: Fraction | None
    standing: Standing
    lacking: tuple[Basis, ...]

    @property
    def no_room(self) -> bool:
        """Whether the floor is above the ceiling, so that no price fits."""
        return self.floor is not None and self.ceiling is not None and self.floor > self.ceiling


def priced(price: Price, factor: Decimal) -> Priced:
    """A price against its cost, its floor and its ceiling; ``factor`` is how many times the strongest rival it may be.

    At or below cost it has no margin. The floor and the ceiling themselves are inside. ``unknown`` where there is no
    price or nothing to hold it against.
    """
    floor = price_floor(price.cost, price.min_margin) if price.cost is not None else None
    ceiling = price_ceiling(price.value, price.rival, factor)
    return Priced(floor, ceiling, _margin(price), _standing(price, floor, ceiling), _lacking(price))


def _margin(price: Price) -> Fraction | None:
    if not price.price or price.cost is None:
        return None
    return Fraction(price.price - price.cost) / Fraction(price.price)


def _standing(price: Price, floor: Decimal | None, ceiling: Decimal | None) -> Standing:
    ours = price.price
    if ours is None or (floor is None and ceiling is None):
        return "unknown"
    if price.cost is not None and ours <= price.cost:
        return "no_margin"
    if floor is not None and ours < floor:
        return "below_floor"
    return "above_ceiling" if ceiling is not None and ours > ceiling else "inside"


def _lacking(price: Price) -> tuple[Basis, ...]:
    """The bases without evidence: a cost, a value to the customer (or words on demand), a rival's price."""
    there: dict[Basis, bool] = {
        "cost": price.cost is not None,
        "demand": price.value is not None or bool(price.demand),
        "rival": price.rival is not None,
    }
    return tuple(basis for basis, known in there.items() if not known)
