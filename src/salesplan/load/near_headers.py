"""A title that no field has but that is close to one: most often a slip of the pen (客户名撑)."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from difflib import SequenceMatcher
from functools import cache

from salesplan.load.found import FoundColumn, FoundTable
from salesplan.load.headers import no_field, titles_of
from salesplan.load.names import normalise
from salesplan.model.tables import TABLES, table_fields

_SHORTEST = 3
_ALIKE = 0.75
"""The least likeness of two names in letters; of Chinese names only one character may differ."""

Near = tuple[FoundColumn, str, str]
"""A column, the title it is close to, and that title's field."""


def near_headers(found: FoundTable) -> Iterator[Near]:
    """The columns without a meaning whose title is close to a name of a field that no column of the list has.

    Titles known to mean no field (地址, 序号) are never taken for a slip. Each field is named for one column only.
    """
    taken = {column.field for column in found.columns if column.table == found.table and column.field}
    for column in found.columns:
        key = normalise(column.header).key
        if column.status != "extra" or column.field or column.period or len(key) < _SHORTEST or no_field(key):
            continue
        near = _nearest(key, found.table, taken)
        if near is not None:
            taken.add(near[1])
            yield column, *near


def _nearest(key: str, table: str, taken: Collection[str]) -> tuple[str, str] | None:
    """The title most like a key, and its field; the first of equals, which is the field's own name."""
    rated = [
        (_likeness(key, known), -at, title, field)
        for at, (known, title, field) in enumerate(_names(table))
        if field not in taken
    ]
    best = max(rated, default=(0.0, 0, "", ""))
    return best[2:] if best[0] > 0 else None


def _likeness(key: str, known: str) -> float:
    """How alike two names are, 0 where they are not near each other."""
    if key.isascii() != known.isascii():
        return 0
    if not key.isascii():
        return 1 - 1 / len(known) if _one_apart(key, known) else 0
    matcher = SequenceMatcher(None, key, known)
    if matcher.real_quick_ratio() < _ALIKE or matcher.quick_ratio() < _ALIKE:
        return 0
    return ratio if (ratio := matcher.ratio()) >= _ALIKE else 0


def _one_apart(a: str, b: str) -> bool:
    """Whether one character is another, too many or missing."""
    short, long = sorted((a, b), key=len)
    at = next((i for i, letter in enumerate(short) if letter != long[i]), len(short))
    return short[at + (len(short) == len(long)) :] == long[at + 1 :]


@cache
def _names(table: str) -> tuple[tuple[str, str, str], ...]:
    """The names of a list's fields of three or more letters: what is compared, as shown, and the field."""
    fields = table_fields(table).values() if table in TABLES else ()
    names = [
        (normalise(title).key, normalise(title).title, spec.key)
        for rank in (1, 2)
        for spec in fields
        for title, its in titles_of(spec.header)
        if its == rank
    ]
    return tuple(name for name in names if len(name[0]) >= _SHORTEST)
