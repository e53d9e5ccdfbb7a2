"""A list found in a sheet: its header, its columns, its rows, and what the other rows are."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

import polars as pl

Status = Literal["used", "unused", "extra", "ambiguous", "derived", "ours", "row-number", "foreign", "unnamed"]
"""used: a field of the list. unused: a title without a meaning here. extra: could be a field that a better column
has. ambiguous: one of several columns as good as each other. derived: computed from other columns. ours: written by
salesplan. row-number: 序号. foreign: a field of another list. unnamed: values under no title."""


@dataclass(frozen=True)
class FoundColumn:
    """One column of a list: where it stands, its title as written and cleaned, and what it means.

    ``index`` counts from 0. ``field`` is a key of ``table``, which is the list's own or another's; an extra has the
    field it could have been. ``rank`` 1: the field's own name, 2: a stand-in, None: the user named it. ``unit`` is as
    written. ``period`` is the month above a target, as ``2026-01``, or ``01`` where no year is named anywhere.
    ``starred``: the title marks it as one that must be filled.
    """

    index: int
    letter: str
    raw: str
    header: str
    field: str | None
    table: str
    rank: int | None
    unit: str | None
    period: str | None
    status: Status
    starred: bool = False


@dataclass(frozen=True)
class FoundTable:
    """A list and its rows.

    ``frame`` has ``row`` (Int32) and for each column index i ``t{i}`` (String), ``k{i}`` (UInt8, the kind of cell) and
    ``s{i}`` (Int32, its style). ``first_row`` and ``last_row`` bound the data rows, 0 where there are none. ``skipped``
    says for each other row what it is; blank rows in a gap of over 1,000 are not listed. ``ambiguous`` gives the
    columns that compete for a field. ``unit`` is the sheet's (单位：千元). ``stray``: cells outside the columns, the
    first 20. ``filled_down``: how many cells of a column took the label above them. ``assumed``: no header was
    recognised, and ``table`` is empty. ``seems``: the list that the titles speak of. ``kinds``: what it may
    be by itself, whatever was asked: one kind of list, or customers and orders alike.
    """

    table: str
    header_rows: tuple[int, ...]
    columns: tuple[FoundColumn, ...]
    frame: pl.DataFrame
    first_row: int
    last_row: int
    skipped: dict[int, str] = field(default_factory=dict)
    ambiguous: dict[str, tuple[int, ...]] = field(default_factory=dict)
    unit: str | None = None
    stray: tuple[tuple[str, str], ...] = ()
    filled_down: dict[int, int] = field(default_factory=dict)
    assumed: bool = False
    seems: str = ""
    kinds: frozenset[str] = frozenset()


def letter_of(index: int) -> str:
    """The letters of a column counted from 0: A, B ... Z, AA."""
    letters = ""
    number = index + 1
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def index_of(letters: str) -> int | None:
    """The index, from 0, of a column's letters; None for anything else (XFD is the last)."""
    if not (letters.isascii() and letters.isalpha() and len(letters) <= 3):  # noqa: PLR2004 - three letters at most
        return None
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - 64
    return number - 1
