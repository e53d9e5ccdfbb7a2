"""Why sales changed: price, volume, mix, new and lost products, exact to the smallest amount (methods.md 10.2)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from salesplan.compute.rounding import half_up

Status = Literal["common", "new", "lost", "returned"]
_CENTS = 2


@dataclass(frozen=True)
class Sales:
    """What a product sold in the base and now: amounts in whole units, quantities exact.

    Lines without a quantity are not in it; ``plain0`` and ``plain1`` are their amounts. A quantity is None where no
    line with one is there.
    """

    key: str
    amount0: int
    amount1: int
    qty0: Fraction | None
    qty1: Fraction | None
    plain0: int = 0
    plain1: int = 0

    @property
    def status(self) -> Status:
        """Sold in both, only now, only then; ``returned`` where as much or more came back than went out in either.

        That may be in pieces or in money: there is no price of pieces that brought nothing in all.
        """
        if self.qty0 is None:
            return "new"
        if self.qty1 is None:
            return "lost"
        sold = min(self.qty0, self.qty1) > 0 and min(self.amount0, self.amount1) > 0
        return "common" if sold else "returned"


@dataclass(frozen=True)
class Effects:
    """The parts of a change in whole units of 10^-scale; they sum to it exactly. ``mix`` is in ``volume`` if folded."""

    price: int = 0
    volume: int = 0
    mix: int = 0
    new: int = 0
    lost: int = 0
    returned: int = 0
    no_quantity: int = 0

    @property
    def total(self) -> int:
        """The whole change."""
        return self.price + self.volume + self.mix + self.new + self.lost + self.returned + self.no_quantity


@dataclass(frozen=True)
class Split:
    """The change in all and product by product, in the order given, in whole units of 10^-scale."""

    whole: Effects
    products: tuple[Effects, ...]


def split_change(products: Sequence[Sales], scale: int, *, fold_mix: bool = False) -> tuple[Split, int]:
    """The change of each product and of all in its parts, and the scale they are counted in (cents at least).

    For products sold in both, with Q0 and Q1 their quantities together: price = (p1 - p0) q1, volume = (Q1 - Q0) times
    the average price of the base, mix = (q1 - Q1 q0 / Q0) p0. A product without base is new, one without current
    lost, each with its whole amount; where more of a product came back than went out its whole change is ``returned``;
    amounts without a quantity are ``no_quantity``. The columns and the rows both sum exactly: price and volume are
    rounded by largest remainder, mix takes the rest. With ``fold_mix`` volume is (q1 - q0) p0 and needs no quantity
    of all.
    """
    common = [each for each in products if each.status == "common"]
    finer = max(scale, _CENTS)
    step = 10 ** (finer - scale)
    quantity0 = sum((_of(each.qty0) for each in common), Fraction(0))
    growth = (sum((_of(each.qty1) for each in common), Fraction(0)) - quantity0) / (quantity0 or 1)
    price = _rounded(
        [(each.amount1 - Fraction(each.amount0) * _of(each.qty1) / _of(each.qty0)) * step for each in common]
    )
    volume = [0] * len(common) if fold_mix else _rounded([each.amount0 * growth * step for each in common])
    parts = dict(zip((each.key for each in common), zip(price, volume, strict=True), strict=True))
    made = tuple(_effects(each, parts.get(each.key, (0, 0)), step, fold_mix=fold_mix) for each in products)
    names = Effects.__dataclass_fields__
    return Split(Effects(**{name: sum(getattr(each, name) for each in made) for name in names}), made), finer


def _effects(one: Sales, parts: tuple[int, int], step: int, *, fold_mix: bool) -> Effects:
    change, plain = (one.amount1 - one.amount0) * step, (one.plain1 - one.plain0) * step
    if one.status == "common":
        rest = change - parts[0] - parts[1]
        volume, mix = (rest, 0) if fold_mix else (parts[1], rest)
        return Effects(parts[0], volume, mix, no_quantity=plain)
    if one.qty0 is None and one.qty1 is None:
        return Effects(no_quantity=plain)
    return Effects(**{one.status: change}, no_quantity=plain)


def _of(quantity: Fraction | None) -> Fraction:
    return quantity if quantity is not None else Fraction(0)


def _rounded(values: Sequence[Fraction]) -> list[int]:
    """Whole numbers that sum to the sum rounded half up; the units left over go to the largest fractions."""
    total = int(half_up(sum(values, Fraction(0)), 0))
    floors = [value.numerator // value.denominator for value in values]
    rests = [value - floor for value, floor in zip(values, floors, strict=True)]
    sizes = [abs(floor) for floor in floors]
    order = sorted(range(len(values)), key=lambda i: (-rests[i], -sizes[i], i))
    for i in order[: total - sum(floors)]:
        floors[i] += 1
    return floors
