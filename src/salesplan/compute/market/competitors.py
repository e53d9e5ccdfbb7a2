"""How strong we and our rivals are, by share, growth and profitability; what only we have (methods.md 6.2)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Literal

MEASURES = ("share", "growth", "profitability")
WEIGHTS = (Decimal("0.5"), Decimal("0.3"), Decimal("0.2"))
"""What market share, growth and profitability weigh."""
BANDS = (Decimal(67), Decimal(34))
"""From which strength on a firm is strong, and medium."""
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


def strengths(firms: Sequence[Firm], weights: Sequence[Decimal] = WEIGHTS) -> dict[str, Fraction | None]:
    """The strength of each firm, 0 to 100.

    Each measure is put on a scale from its lowest (0) to its highest (1) over all firms; where all are equal everybody
    has one half. A measure that a firm does not have drops out for it and the others weigh more; without any measure
    the firm has no strength.
    """
    scales = {name: _scale([firm.measure(name) for firm in firms]) for name in MEASURES}
    found: dict[str, Fraction | None] = {}
    for firm in firms:
        parts = [
            (Fraction(weight), _placed(value, *scale))
            for name, weight in zip(MEASURES, weights, strict=True)
            if (value := firm.measure(name)) is not None and (scale := scales[name]) is not None
        ]
        together = sum(weight for weight, _ in parts)
        found[firm.name] = 100 * sum(w * place for w, place in parts) / together if together else None
    return found


def _scale(values: Sequence[Decimal | None]) -> tuple[Decimal, Decimal] | None:
    known = [value for value in values if value is not None]
    return (min(known), max(known)) if known else None


def _placed(value: Decimal, lowest: Decimal, highest: Decimal) -> Fraction:
    if lowest == highest:
        return Fraction(1, 2)
    return Fraction(value - lowest) / Fraction(highest - lowest)


def strength_of(index: Fraction | None, bands: tuple[Decimal, Decimal] = BANDS) -> Strength | None:
    """Strong, medium or weak; a limit belongs to the better one. None where there is no index."""
    if index is None:
        return None
    strong, medium = bands
    return "strong" if index >= Fraction(strong) else "medium" if index >= Fraction(medium) else "weak"


def relative_share(ours: Decimal, rivals: Sequence[Decimal]) -> Fraction | None:
    """Our market share over that of the largest rival; None without a rival that has any."""
    largest = max(rivals, default=Decimal(0))
    return Fraction(ours) / Fraction(largest) if largest > 0 else None


def differentiators(ours: Mapping[str, bool], rivals: Sequence[Mapping[str, bool | None]]) -> list[str]:
    """The features that we have and every direct rival has not; one that is not known of a rival is not claimed."""
    return [name for name, have in ours.items() if have and all(rival.get(name) is False for rival in rivals)]
