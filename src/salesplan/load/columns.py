"""What each column of a list is: a field of the list, one of another list, one to leave out."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace

from salesplan.load.found import FoundColumn, Status, letter_of
from salesplan.load.headers import Meaning, meaning_of, meanings, no_field
from salesplan.load.titles import Title

_ACTUAL = re.compile(r"实际|完成|实绩|业绩|销售额|actual|achieved", re.IGNORECASE)
_TARGET = re.compile(r"目标|指标|计划|任务|预算|target|quota|plan|budget|goal", re.IGNORECASE)


@dataclass(frozen=True)
class Asked:
    """What the user said about columns: field -> index of the column."""

    columns: Mapping[str, int] = field(default_factory=dict)

    def field_at(self, index: int) -> str | None:
        """The field the user named this column for."""
        return next((key for key, at in self.columns.items() if at == index), None)


def columns_of(
    titles: Sequence[Title], table: str, asked: Asked, filled: Collection[int], about: str
) -> tuple[tuple[FoundColumn, ...], dict[str, tuple[int, ...]]]:
    """The columns of a list, and which of them compete for a field.

    The user's column comes first. Else, for each field (and month), the best rank wins; two of the same best rank are
    ambiguous; the others are not used. A column that holds nothing (not in ``filled``) gives way to one that does, as
    CRM exports have columns nobody fills. ``about``: the text above the list, which says what months without 目标 or
    实际 are.
    """
    plain = _months_are(about)
    drafts = [_draft(title, table, asked, plain) for title in titles]
    rivals: dict[tuple[str, str | None], list[FoundColumn]] = {}
    for column in drafts:
        if column.status == "used" and column.field:
            rivals.setdefault((column.field, column.period), []).append(column)
    statuses: dict[int, Status] = {}
    ambiguous: dict[str, tuple[int, ...]] = {}
    for (key, _), columns in rivals.items():
        statuses |= _settled(columns, filled)
        if best := tuple(c.index for c in columns if statuses[c.index] == "ambiguous"):
            ambiguous[key] = (*ambiguous.get(key, ()), *best)
    return tuple(replace(c, status=statuses.get(c.index, c.status)) for c in drafts), ambiguous


def unnamed_column(index: int, table: str) -> FoundColumn:
    """A column with values between the named ones and without a title."""
    return FoundColumn(index, letter_of(index), "", "", None, table, None, None, None, "unnamed")


def _settled(columns: Sequence[FoundColumn], filled: Collection[int]) -> dict[int, Status]:
    """used, ambiguous or unused for each of the columns that could be one field."""
    mapped = [c for c in columns if c.rank is None]
    best = mapped or _best(columns)
    if not mapped and not any(c.index in filled for c in best):
        # several stand-ins for an empty column would ask the user about a column nobody fills: the empty one stays
        other = _best([c for c in columns if c.index in filled])
        best = other if len(other) == 1 else best
    won: Status = "used" if len(best) == 1 else "ambiguous"
    return {c.index: won if c in best else "unused" for c in columns}


def _best(columns: Sequence[FoundColumn]) -> list[FoundColumn]:
    rank = min((c.rank or 0 for c in columns), default=0)
    return [c for c in columns if (c.rank or 0) == rank]


def _draft(title: Title, table: str, asked: Asked, plain: str | None) -> FoundColumn:
    """A column with its meaning, as if it had no rivals."""
    if key := asked.field_at(title.index):
        return _column(title, Meaning(table, key, 0), "used", table)
    if title.ours:
        return _column(title, None, "ours", table)
    kind = no_field(title.key)
    own = meanings(table).get(title.key)
    if title.derived or kind == "row-number" or (kind == "derived" and own is None):
        return _column(title, None, "row-number" if kind == "row-number" else "derived", table)
    if title.period and not title.key:
        return _column(title, Meaning(table, plain, 2) if plain and table == "targets" else None, "extra", table)
    found = own if kind == "other" else meaning_of(title.key, table)
    if found is None:
        return _column(title, None, "unnamed" if not title.key else "extra", table)
    return _column(title, found, "used" if found.table == table else "foreign", table)


def _column(title: Title, found: Meaning | None, status: Status, table: str) -> FoundColumn:
    return FoundColumn(
        title.index,
        letter_of(title.index),
        title.raw,
        title.header,
        found.field if found else None,
        found.table if found else table,
        (found.rank or None) if found else None,
        title.unit,
        title.period,
        "used" if found and status == "extra" else status,
        title.starred,
    )


def _months_are(about: str) -> str | None:
    """What bare months hold, by the words above the list: target, actual, or None when both or neither are said."""
    target, actual = bool(_TARGET.search(about)), bool(_ACTUAL.search(about))
    return None if target == actual else "target" if target else "actual"
