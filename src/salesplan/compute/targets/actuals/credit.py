"""Whose order it is where a cell names several people: ``张三60%、李四40%`` (split credit, counted once)."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection
from dataclasses import dataclass
from decimal import Decimal
from math import gcd
from typing import Literal

Shared = Literal["even", "refuse"]
Fault = Literal["shared", "shares"]
_SEPARATOR = re.compile(r"[、,;/|+&\n]")
_NAME_FIRST = re.compile(r"(?P<name>.+?)\s*(?:(?P<sign>[:=(])\s*)?(?P<share>\d+(?:\.\d+)?)\s*(?P<percent>%?)\)?$")
_SHARE_FIRST = re.compile(r"(?P<share>\d+(?:\.\d+)?)\s*(?P<percent>%)\s*(?P<name>.+)$")
_AFTER_SHARE = re.compile(r"(?<=[%)])\s*(?=[^\s%)])")
_PARTS = 10_000
"""Shares count to a hundredth of a percent."""
_LARGEST = 10**12
"""A number beyond it behind a name is no share but something else, such as a telephone number."""
_NEAR_WHOLE = Decimal("0.005")
"""Shares such as three times 33.3 % are taken as the whole."""


@dataclass(frozen=True)
class Credit:
    """The people of a cell with their shares, as whole numbers in proportion; ``fault`` where they cannot be shared.

    ``shared``: several people without shares. ``shares``: shares are missing for some, mixed, or not the whole.
    """

    names: tuple[str, ...]
    shares: tuple[int, ...]
    fault: Fault | None = None


def credit_of(cell: str, known: Collection[str], shared: Shared) -> Credit | None:
    """The people who share an order; None where the cell names one person (or nobody known).

    ``known`` are the names that have targets or belong to the team, as ``key_of`` writes them: a cell that is such a
    name is that person, whatever signs it has.
    """
    text = unicodedata.normalize("NFKC", cell).strip()
    if text in known:
        return None
    parts = _parts(text, known)
    found = [_named(part, known) for part in parts]
    if not any(share is not None for _, share, _ in found):
        names = tuple(name for name, _, _ in found)
        if len(names) < 2 or not any(name in known for name in names):  # noqa: PLR2004 - two people share
            return None
        return Credit(names, (1,) * len(names), None if shared == "even" else "shared")
    return _with_shares(found)


def _parts(text: str, known: Collection[str]) -> list[str]:
    """The cell taken apart at its signs, else after each share, else at blanks where all parts are known names."""
    parts = [part.strip() for part in _SEPARATOR.split(text) if part.strip()]
    if len(parts) == 1:
        parts = [part for part in _AFTER_SHARE.split(text) if part.strip()]
    words = text.split()
    return words if len(parts) == 1 and len(words) > 1 and all(word in known for word in words) else parts


def _named(part: str, known: Collection[str]) -> tuple[str, Decimal | None, bool]:
    """The name, its share, and whether it was given in percent."""
    if part in known:
        return part, None, False
    for pattern in (_NAME_FIRST, _SHARE_FIRST):
        match = pattern.fullmatch(part)
        if match and (match["percent"] or match.groupdict().get("sign")):
            return match["name"].strip(" -"), Decimal(match["share"]), bool(match["percent"])
    return part, None, False


def _with_shares(found: list[tuple[str, Decimal | None, bool]]) -> Credit | None:
    names = tuple(name for name, _, _ in found)
    given = [share for _, share, _ in found if share is not None]
    percents = {percent for _, _, percent in found}
    if len(given) < len(found) or len(percents) > 1 or not any(given):
        return Credit(names, (1,) * len(names), "shares")
    together, whole = sum(given), Decimal(100) if percents == {True} else Decimal(1)
    fractions = percents == {True} or any(share != share.to_integral_value() for share in given)
    if fractions and abs(together / whole - 1) > _NEAR_WHOLE:
        return Credit(names, (1,) * len(names), "shares")
    counts = [int((share / whole * _PARTS).to_integral_value()) for share in given]
    common = gcd(*counts) or 1
    if max(counts) // common > _LARGEST:
        return Credit(names, (1,) * len(names), "shares")
    return Credit(names, tuple(count // common for count in counts))
