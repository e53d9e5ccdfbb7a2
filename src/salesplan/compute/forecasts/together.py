"""The forecasts of the parts beside that of the whole: what they sum to, and the parts scaled to the whole."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from salesplan.compute.allocation import split
from salesplan.compute.rounding import half_up


@dataclass(frozen=True)
class Together:
    """Over all periods ahead: the whole foretold by itself, the sum of its parts, and the difference over the whole.

    ``difference`` is None for a whole of 0 or below. ``scaled`` is whether the parts could be scaled to the whole.
    """

    whole: Decimal
    parts: Decimal
    difference: Decimal | None
    scaled: bool


def together_of(whole: Sequence[Decimal], parts: Sequence[Sequence[Decimal]]) -> Together:
    """The comparison; nothing is scaled here."""
    one, other = sum(whole, Decimal(0)), sum((sum(each, Decimal(0)) for each in parts), Decimal(0))
    return Together(
        one,
        other,
        half_up((Fraction(other) - Fraction(one)) / Fraction(one)) if one > 0 else None,
        all(_can(total, [each[at] for each in parts]) for at, total in enumerate(whole)),
    )


def scaled_to(whole: Sequence[Decimal], parts: Sequence[Sequence[Decimal]]) -> list[list[Decimal | None]]:
    """The parts of each period in proportion, by largest remainder, so that they sum to the whole exactly.

    None in a period whose whole or one of whose parts is below 0, or whose parts are all 0 while the whole is not:
    there is nothing to scale.
    """
    found: list[list[Decimal | None]] = [[] for _ in parts]
    for at, total in enumerate(whole):
        told = [each[at] for each in parts]
        places = max((-int(value.as_tuple().exponent) for value in (total, *told)), default=0)
        shares: list[Decimal | None] = [None] * len(told)
        if _can(total, told):
            shares = [Decimal(part).scaleb(-places) for part in split(int(total.scaleb(places)), told)]
        for line, share in zip(found, shares, strict=True):
            line.append(share)
    return found


def _can(total: Decimal, told: Sequence[Decimal]) -> bool:
    return bool(told) and total >= 0 and min(told) >= 0 and (total == 0 or any(told))
