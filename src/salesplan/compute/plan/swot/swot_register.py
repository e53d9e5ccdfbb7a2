"""The SWOT register as the plan has it: its items by side, their weights and scores, and what lacks for a score."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Literal

from salesplan.compute.plan.swot.evaluation import Factor, Kind, evaluation, weights_sum
from salesplan.model.near import nearest
from salesplan.model.plan.swot import Swot, SwotItem, TowsStrategy

SIDES = ("SW", "OT")
"""The inside and the outside of the register."""
RATINGS: dict[Kind, range] = {"S": range(3, 5), "W": range(1, 3), "O": range(1, 5), "T": range(1, 5)}
"""Which ratings a kind may have (methods.md 6.1): strengths 3 or 4, weaknesses 1 or 2."""
Lacking = Literal["no_items", "incomplete", "weights_zero", "weights_sum"]


@dataclass(frozen=True)
class Side:
    """One side in figures. ``score`` is None where it cannot be told, for the reason in ``lacking``."""

    items: int
    weights: Decimal
    score: Fraction | None
    lacking: Lacking | None


def side_of(swot: Swot, kinds: str, tolerance: Decimal) -> Side:
    """The score of ``SW`` (IFE) or ``OT`` (EFE): weight times rating summed, 1 to 4.

    There is none without items, where an item has no weight or rating, where the weights sum to 0, or where they do not
    sum to 1 within ``tolerance`` and are not to be scaled. Items without a kind are on no side.
    """
    own = [item for item in swot.items if item.kind and item.kind in kinds]
    factors = [factor for item in own if (factor := _factor(item)) is not None]
    weights = sum((item.weight for item in own if item.weight is not None), Decimal(0))
    lacking = _lacking(len(own), len(factors), weights)
    if lacking is None and not swot.normalise and abs(weights - 1) > tolerance:
        lacking = "weights_sum"
    score = None if lacking else evaluation(factors, kinds, normalise=swot.normalise)
    return Side(len(own), weights, score, lacking)


def _lacking(items: int, complete: int, weights: Decimal) -> Lacking | None:
    if not items:
        return "no_items"
    if complete < items:
        return "incomplete"
    return None if weights else "weights_zero"


def _factor(item: SwotItem) -> Factor | None:
    if item.kind is None or item.weight is None or item.rating is None:
        return None
    return Factor(item.id, item.kind, item.weight, item.rating)


def weight_of(item: SwotItem, swot: Swot) -> Decimal | None:
    """The weight as it counts: scaled so that its side makes 1 where the plan asks for it."""
    if item.weight is None or item.kind is None or not swot.normalise:
        return item.weight
    kinds = next(side for side in SIDES if item.kind in side)
    factors = [Factor(i.id, i.kind, i.weight, 1) for i in swot.items if i.kind is not None and i.weight is not None]
    together = weights_sum(factors, kinds)
    return item.weight / together if together else item.weight


def meant(strategy: TowsStrategy, items: Sequence[SwotItem]) -> Iterator[tuple[int, str, SwotItem | None, str | None]]:
    """What a strategy quotes: position, id, the item, and for an unknown id the nearest known one."""
    known = {item.id: item for item in items}
    for at, name in enumerate(strategy.uses):
        yield at, name, known.get(name), None if name in known else near_id(name, known)


def near_id(name: str, known: Sequence[str] | dict[str, SwotItem]) -> str | None:
    """The id that was most likely meant: the same in other letters, else the one most alike."""
    by_fold = {each.casefold(): each for each in known}
    return by_fold.get(name.casefold()) or nearest(name, known, alike=0.5)


def used_ids(swot: Swot) -> set[str]:
    """The ids that strategies quote; one that is mistyped counts for the item that was meant."""
    return {
        name if item is not None or near is None else near
        for strategy in swot.strategies
        for _, name, item, near in meant(strategy, swot.items)
    }


def next_id(like: str, taken: Sequence[str]) -> str:
    """The next free id of the same letters: after S1, S2 and S4 it is S5."""
    letters = like.rstrip("0123456789")
    numbers = [int(name[len(letters) :]) for name in taken if name.startswith(letters) and _number(name, letters)]
    return f"{letters}{max(numbers, default=0) + 1}"


def _number(name: str, letters: str) -> bool:
    rest = name[len(letters) :]
    return rest.isascii() and rest.isdigit()
