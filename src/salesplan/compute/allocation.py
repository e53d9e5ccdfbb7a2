"""Split a whole number so that its parts always sum to it: largest remainder, also inside bounds (methods.md 0.1, 2.4).

Everything is a Python int of the smallest amount that occurs, every weight an exact number: nothing is rounded but by
the one rule that hands out the units left over.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction
from math import lcm

UNBOUNDED = 10**30
"""A bound that never binds."""

Weight = int | Decimal | Fraction


def whole(weights: Sequence[Weight]) -> list[int]:
    """The same ratios as whole numbers, so 72.68 to 10.93 needs no sum of 100. A negative weight is a ValueError."""
    if any(weight < 0 for weight in weights):
        raise ValueError("negative weight")
    if all(type(weight) is int for weight in weights):
        return [int(weight) for weight in weights]
    exact = [weight.as_integer_ratio() for weight in weights]
    scale = lcm(*{below for _, below in exact})
    return [above * (scale // below) for above, below in exact]


def split(total: int, weights: Sequence[Weight], unit: int = 1) -> list[int]:
    """``total`` over ``weights`` by largest remainder, in whole ``unit``s.

    Each part gets the whole units of its share; the units left over go one each to the largest fractions, ties to the
    larger weight, then to the earlier part. What the total has beyond whole units goes to the part that comes first in
    that order. Weights that are all 0 count as equal. A negative total is split as a positive one and negated. No part
    and a total other than 0 is a ValueError.
    """
    if total < 0:
        return [-part for part in split(-total, weights, unit)]
    if not weights:
        if total:
            raise ValueError("a total and nothing to split it over")
        return []
    shared = equal_when_zero(whole(weights))
    together = sum(shared)
    units, odd = divmod(total, unit)
    shares = [divmod(units * weight, together) for weight in shared]
    parts = [share * unit for share, _ in shares]
    order = ranked(shared, [rest for _, rest in shares])
    for i in order[: units - sum(share for share, _ in shares)]:
        parts[i] += unit
    parts[order[0]] += odd
    return parts


def equal_when_zero(weights: list[int]) -> list[int]:
    """The weights; equal ones when all are 0."""
    return weights if any(weights) else [1] * len(weights)


def ranked(weights: Sequence[int], rests: Sequence[int]) -> list[int]:
    """Positions in the order in which units left over are handed out: by fraction, then weight, then position."""
    return sorted(range(len(weights)), key=lambda i: (-rests[i], -weights[i], i))


def split_between(
    total: int, weights: Sequence[Weight], low: Sequence[int], high: Sequence[int], unit: int = 1
) -> list[int]:
    """``split`` of a total of 0 or more where part i stays within ``low[i]..high[i]``, both included.

    The fair share is the one factor times weight, held at its bounds, that meets the total. Where both bounds are
    crossed, only the side whose violations weigh more is held, then the rest is split anew: holding both at once would
    be unfair. A part held at a bound gets exactly that bound; the others are rounded without leaving theirs.
    Bounds that cannot hold the total are a ValueError.
    """
    if not sum(low) <= total <= sum(high):
        raise ValueError(f"{total} is outside {sum(low)}..{sum(high)}")
    exact = whole(weights)
    held = held_at_bounds(total, weights, low, high)
    parts = [held.get(i, bottom) for i, bottom in enumerate(low)]
    free = [i for i in range(len(exact)) if i not in held]
    if free:
        shared = equal_when_zero([exact[i] for i in free])
        _round(parts, free, shared, total - sum(held.values()), low, high, unit)
    return parts


def held_at_bounds(total: int, weights: Sequence[Weight], low: Sequence[int], high: Sequence[int]) -> dict[int, int]:
    """The parts that ``split_between`` holds at a bound, each with that bound; the others share what is left."""
    exact = whole(weights)
    found: dict[int, int] = {}
    free = list(range(len(exact)))
    while free:
        shared = equal_when_zero([exact[i] for i in free])
        held = _held(free, shared, total - sum(found.values()), low, high)
        if not held:
            break
        found |= held
        free = [i for i in free if i not in held]
    return found


def _held(
    free: Sequence[int], shared: Sequence[int], rest: int, low: Sequence[int], high: Sequence[int]
) -> dict[int, int]:
    """The parts to hold at a bound in this round, with the bound; none when every fair share is inside."""
    together = sum(shared)
    over = {i: rest * w - high[i] * together for i, w in zip(free, shared, strict=True)}
    under = {i: low[i] * together - rest * w for i, w in zip(free, shared, strict=True)}
    too_much = sum(x for x in over.values() if x > 0)
    too_little = sum(x for x in under.values() if x > 0)
    held = {i: low[i] for i in free if under[i] > 0} if too_little >= too_much else {}
    if too_much >= too_little:
        held |= {i: high[i] for i in free if over[i] > 0}
    return held


def _round(
    parts: list[int],
    free: Sequence[int],
    shared: Sequence[int],
    rest: int,
    low: Sequence[int],
    high: Sequence[int],
    unit: int,
) -> None:
    """Give the free parts their shares of ``rest`` in whole units, inside their bounds."""
    units, together = rest // unit, sum(shared)
    shares = [divmod(units * w, together) for w in shared]
    for i, (share, _) in zip(free, shares, strict=True):
        parts[i] = max(low[i], share * unit)
    order = [free[n] for n in ranked(shared, [over for _, over in shares])]
    left = rest - sum(parts[i] for i in free)
    for piece in (left % unit, left - left % unit):
        _hand_out(parts, order, piece, high, unit)


def _hand_out(parts: list[int], order: Sequence[int], piece: int, high: Sequence[int], unit: int) -> None:
    """Hand ``piece`` out in steps of at most a unit, in order, round after round, never above a part's bound."""
    while piece:
        for i in order:
            step = min(unit, piece, high[i] - parts[i])
            parts[i] += step
            piece -= step
