"""Which rows of a sheet are its header: told by the names they hold, not by where they stand."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

import polars as pl

from salesplan.load.grid import TEXT, Grid
from salesplan.load.headers import is_bare, known_keys, no_field
from salesplan.load.months import month_of
from salesplan.load.names import key_of, normalise

LOOK = 40
"""How many of the first rows that hold anything are looked at."""
_REACH = 12
"""How far below a header its data must begin."""
_LONGEST = 30
_SENTENCE = re.compile(r"[,.。;!?，；、]\s*\S|\d{3}")
_CELLS = 20_000

Row = Mapping[int, tuple[int, str]]
"""The cells of one row: column -> (kind, text)."""


@dataclass(frozen=True)
class Top:
    """The first rows of a sheet, and the names the user gave to columns there (as keys)."""

    rows: Mapping[int, Row]
    named: frozenset[str] = frozenset()

    def knows(self, key: str) -> bool:
        """Whether a title is one of ours, one the user named, or a month (1月, 2月目标)."""
        return key in known_keys() or key in self.named or _is_month(key)


def top_of(grid: Grid, named: frozenset[str] = frozenset(), asked: int | None = None) -> Top:
    """The first rows that hold anything, 40 at most; those around row ``asked`` instead where the user named one."""
    first = grid.cells.head(_CELLS) if asked is None else grid.cells.filter(pl.col("row").is_between(1, asked + _REACH))
    if first.is_empty():
        return Top({}, named)
    until = first["row"].unique().sort().head(LOOK)[-1] if asked is None else asked + _REACH
    rows: dict[int, dict[int, tuple[int, str]]] = {}
    found = first.filter(pl.col("row") <= until).select("row", "column", "kind", "text")
    for row, column, kind, text in found.iter_rows():
        if text and text.strip():
            rows.setdefault(row, {})[column] = (kind, text)
    return Top(rows, named)


def header_rows(top: Top) -> tuple[int, ...]:
    """The rows of the header, none when no row scores.

    Score: 3 for each different known name, 1 for any other short text, less 2 for each number or day and each name said
    again. No score for a row without a known field name or with a bare one (编号) only, with fewer than two texts, with
    texts in less than 60 % of its cells, with known names in less than a quarter of its texts, or with no row of the
    next twelve that fills a third of its columns, unless it is the last row. The highest score wins, the upper row
    among equals.
    """
    scores = {row: _score(row, top) for row in top.rows}
    best = max(scores, key=lambda row: (scores[row], -row), default=None)
    return levels(best, top) if best is not None and scores[best] > 0 else ()


def levels(best: int, top: Top) -> tuple[int, ...]:
    """The header row with the one above that groups it, or the one below that divides it.

    Above: a row of several texts, when a third of the names repeat. Below: only texts, 60 % of them known names; one
    letter alone (A) is a team or a grade rather than a name.
    """
    keys = [_key(text) for _, text in top.rows[best].values()]
    above, below = top.rows.get(best - 1), top.rows.get(best + 1)
    if above and len(above) > 1 and _all_text(above) and (len(keys) - len(set(keys))) * 3 >= len(keys):
        return best - 1, best
    if below and len(below) > 1 and _all_text(below):
        known = _known(below, top)
        if known * 10 >= len(below) * 6 and not _repeats(top.rows[best], below):
            return best, best + 1
    return (best,)


def first_texts(top: Top) -> int | None:
    """The first row that holds two or more texts and nothing else: a header for want of a known one."""
    rows = [row for row, cells in top.rows.items() if len(cells) > 1 and _all_text(cells)]
    return min(rows, default=None)


def _score(row: int, top: Top) -> int:
    cells = top.rows[row]
    keys = [_key(text) for kind, text in cells.values() if kind == TEXT and len(text) <= _LONGEST]
    known = {key for key in keys if top.knows(key)}
    # M, A and N are titles beside others, but a letter alone is as often a grade or a choice in a record
    fields = {key for key in known if no_field(key) is None and (len(key) > 1 or not key.isascii())}
    enough = len(keys) >= 2 and len(keys) * 10 >= len(cells) * 6 and len(known) * 4 >= len(keys)  # noqa: PLR2004 - two texts
    telling = len(fields) > 1 or any(not is_bare(key) for key in fields)
    if not telling or not enough or not _has_data_below(row, top.rows):
        return 0
    plain = [text for kind, text in cells.values() if kind == TEXT and _is_short(text) and _key(text) not in known]
    return 3 * len(known) + len(plain) - 2 * (len(cells) - len(keys)) - 2 * (len(keys) - len(set(keys)))


def _is_month(key: str) -> bool:
    month = month_of(key)
    return month is not None and (not month.rest or month.rest in known_keys())


def _is_short(text: str) -> bool:
    return len(text) <= _LONGEST and not _SENTENCE.search(text)


def _has_data_below(row: int, rows: Mapping[int, Row]) -> bool:
    cells = rows[row].keys()
    below = [later for later in rows if row < later <= row + _REACH]
    return row == max(rows) or any(len(cells & rows[later].keys()) * 3 >= len(cells) for later in below)


def _known(cells: Row, top: Top) -> int:
    """How many cells hold known names; a letter only beside another one."""
    known = [key for _, text in cells.values() if top.knows(key := _key(text))]
    letters = [key for key in known if len(key) == 1 and key.isascii()]
    return len(known) - (len(letters) if len(set(letters)) == 1 else 0)


def _repeats(header: Row, below: Row) -> bool:
    """Whether the row below is the same header once more, or a record that happens to hold names."""
    same = sum(_key(text) == _key(below[at][1]) for at, (_, text) in header.items() if at in below)
    return same * 2 > len(below)


def _all_text(cells: Row) -> bool:
    return all(kind == TEXT for kind, _ in cells.values())


def _key(text: str) -> str:
    return normalise(text).key or key_of(text)
