"""Shares and amounts of the strategy, exact until they are told."""

from __future__ import annotations

import unicodedata
from decimal import Decimal
from fractions import Fraction

PLACES = 6
"""Decimals of shares in results (design.md 5)."""
LEAST, MOST = 1, 6
"""Decimals of a percentage in a sentence: as few as tell two of them apart."""


def as_share(value: Fraction | Decimal | None, places: int = PLACES) -> Decimal | None:
    """An exact share as a decimal of so many places, rounded half up (away from 0); None stays None."""
    if value is None:
        return None
    exact = abs(Fraction(value)) * 10**places
    count = (2 * exact.numerator + exact.denominator) // (2 * exact.denominator)
    return Decimal(count if value >= 0 else -count).scaleb(-places)


def percent_text(value: Fraction | Decimal | int, decimals: int = LEAST) -> str:
    """``33.3%``."""
    share = as_share(Fraction(value) * 100, decimals)
    return f"{share:,f}%"


def told_apart(one: Fraction | Decimal, other: Fraction | Decimal) -> tuple[str, str]:
    """Two different shares with as many decimals as it takes to see that they differ."""
    for decimals in range(LEAST, MOST):
        pair = percent_text(one, decimals), percent_text(other, decimals)
        if pair[0] != pair[1]:
            return pair
    return percent_text(one, MOST), percent_text(other, MOST)


def amount_text(value: Decimal) -> str:
    """Every digit with thousands separators and no idle zeros: ``1,200.5``."""
    text = f"{value:,f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def plain_name(name: str) -> str:
    """A name as it is compared: one width, one case, single blanks."""
    return " ".join(unicodedata.normalize("NFKC", name).split()).casefold()
