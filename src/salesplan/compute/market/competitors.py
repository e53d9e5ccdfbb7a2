"""How strong we and our rivals are, by share, growth and profitability; what only we have (methods.md 6.2)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Literal

MEASURES = ("share", "growth", "profitability")
Strength = Literal["strong", "medium", "weak"]


@dataclass(frozen=True)
class Firm:
    """A firm in the market, ourselves or a rival; None is not known. All three measures are shares or percentages."""

    name: str
    share: Decimal | None = None
    growth: Decimal | None = None
    profitability: Decimal | None = None

    def measure(self, name: str) -> Decimal | None:
        """One of the three measures."""
        found: Decimal | None = getattr(self, name)
        return found

    @property
    def missing(self) -> tuple[str, ...]:
        """The measures that are not known."""
        return tuple(name for name in MEASURES if self.measure(name) is None)


def strengths(firms: Sequence[Firm], weights: Sequence[Decimal]) -> list[Fraction | None]:
    """The strength of each firm, 0 to 100, in their order; ``weights`` are those of share, growth and profitability.

    Each measure is put on a scale from its lowest (0) to its highest (1) over all firms; where all are equal everybody
    has one half. A measure that a firm does not have drops out for it and the others weigh more; without any measure
    that weighs the firm has no strength.
    """
    scales = {name: _scale([firm.measure(name) for firm in firms]) for name in MEASURES}
    found: list[Fraction | None] = []
    for firm in firms:
        parts = [
            (Fraction(weight), _placed(value, *scale))
            for name, weight in zip(MEASURES, weights, strict=True)
            if (value := firm.measure(name)) is not None and (scale := scales[name]) is not None
        ]
        together = sum(weight for weight, _ in parts)
        found.append(100 * sum(w * place for w, place in parts) / together if together else None)
    return found


def _scale(values: Sequence[Decimal | None]) -> tuple[Decimal, Decimal] | None:
    known = [value for value in values if value is not None]
    return (min(known), max(known)) if known else None


def _placed(value: Decimal, lowest: Decimal, highest: Decimal) -> Fraction:
    if lowest == highest:
        return Fraction(1, 2)
    return (Fraction(value) - Fraction(lowest)) / (Fraction(highest) - Fraction(lowest))


def strength_of(index: Fraction | None, bands: tuple[Decimal, Decimal]) -> Strength | None:
    """Strong, medium or weak; a limit of ``bands`` belongs to the better one. None where there is no index."""
    if index is None:
        return None
    strong, medium = bands
    return "strong" if index >= Fraction(strong) else "medium" if index >= Fraction(medium) else "weak"


def relative_share(ours: Decimal, rivals: Sequence[Decimal]) -> Fraction | None:
    """Our market share over that of the largest rival; None without a rival that has any."""
    largest = max(rivals, default=Decimal(0))
    return Fraction(ours) / Fraction(largest) if largest > 0 else None


def concentration(shares: Sequence[Decimal]) -> Fraction | None:
    """HHI of the firms whose shares (0..1) are known: the sum of their squares in points, 10,000 for a single firm.

    Firms that are not known can only add to it. None without any share above 0.
    """
    return sum((Fraction(share * 100) ** 2 for share in shares), Fraction(0)) or None


def weighted_rating(weights: Mapping[str, Decimal], ratings: Mapping[str, int]) -> Fraction | None:
    """CPM: the ratings (1 to 4) of the success factors by their weights, 1 to 4.

    A factor without a rating drops out and the others weigh more. None where nothing that weighs is rated.
    """
    rated = {name: Fraction(weight) for name, weight in weights.items() if name in ratings}
    together = sum(rated.values(), Fraction(0))
    return sum((weight * ratings[name] for name, weight in rated.items()), Fraction(0)) / together if together else None


def differentiators(ours: Mapping[str, bool | None], rivals: Sequence[Mapping[str, bool | None]]) -> list[str]:
    """The features that we have and every direct rival has not; one that is not known of a rival is not claimed.

    Without a direct rival nothing is claimed either: there is nobody to differ from.
    """
    return [name for name, have in ours.items() if have and rivals and all(r.get(name) is False for r in rivals)]


def lacking(ours: Mapping[str, bool | None], rivals: Sequence[Mapping[str, bool | None]]) -> list[str]:
    """The features that some rival has and we have not, in the order in which they are first named."""
    names = dict.fromkeys(name for rival in rivals for name, have in rival.items() if have)
    return [name for name in names if ours.get(name) is False]
