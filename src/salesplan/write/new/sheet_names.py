"""Names of sheets as Excel allows them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

LONGEST = 31
"""Characters of a sheet's name, as Excel counts them."""
_FORBIDDEN = re.compile(r"[\[\]:*?/\\\x00-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_KEPT = "history"
"""The word that Excel keeps for itself."""


def sheet_names(titles: Sequence[str]) -> list[str]:
    """Names for sheets, no two the same."""
    names: list[str] = []
    for title in titles:
        names.append(free_name(title, names))
    return names


def free_name(title: str, taken: Iterable[str]) -> str:
    """A name for a sheet that none of those taken has: a sign it forbids is _, a second one gets -2.

    At most 31 characters, no quote at either end, not the word that Excel keeps for itself.
    """
    used = {_KEPT, *(name.casefold() for name in taken)}
    plain = _FORBIDDEN.sub("_", title).strip().strip("'") or "_"
    name, number = _cut(plain, LONGEST), 2
    while name.casefold() in used:
        name, number = _cut(plain, LONGEST - len(f"-{number}")) + f"-{number}", number + 1
    return name


def _cut(name: str, length: int) -> str:
    """Excel counts characters beyond the basic plane twice."""
    while len(name.encode("utf-16-le")) > 2 * length:
        name = name[:-1]
    return name.strip().strip("'") or "_"
