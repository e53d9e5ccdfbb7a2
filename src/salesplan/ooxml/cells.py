"""What was read of a sheet: cells with their kind and text, hidden rows and columns, merged ranges."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from string import ascii_uppercase as alphabet

import polars as pl

from salesplan.ooxml import faults, limits
from salesplan.ooxml.markup import whole
from salesplan.ooxml.resolve import SCHEMA, resolve
from salesplan.ooxml.styles import is_date

Range = tuple[int, int, int, int]
_PAIRS = [a + b for a in alphabet for b in alphabet]
LETTERS = [*alphabet, *_PAIRS, *(a + pair for a in alphabet for pair in _PAIRS)][: limits.COLUMNS]
"""The columns A to XFD, in order."""
_INDEX = {letters: index for index, letters in enumerate(LETTERS)}


@dataclass(frozen=True)
class Scan:
    """A sheet as it was read.

    ``cells``: row (from 1), column (from 0), style, kind, text; in sheet order, only cells that hold something. The
    text is what the file has, untouched: digits of a number, ``1`` of a truth value; the formula itself
    (``=A2*2``) where it has no result, null where it shares another's.
    ``merged``: first row, first column, last row, last column.
    """

    cells: pl.DataFrame
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    merged: tuple[Range, ...] = ()


def address(row: int, column: int) -> str:
    """A cell as people write it: row 3, column 1 is ``B3``."""
    return f"{LETTERS[column]}{row}"


_ADDRESS = re.compile(r"([A-Za-z]{1,3})([0-9]{1,7})")


def position(cell: str) -> tuple[int, int] | None:
    """Row and column of an address such as ``B3``; None where no sheet has it."""
    found = _ADDRESS.fullmatch(cell)
    if found is None or found[1].upper() not in _INDEX or not 1 <= int(found[2]) <= limits.ROWS:
        return None
    return int(found[2]), _INDEX[found[1].upper()]


@dataclass
class Gathered:
    """What has been read of a sheet so far, and what its cells are resolved with."""

    file: str
    sheet: str
    strings: pl.Series
    formats: tuple[str, ...]
    frames: list[pl.DataFrame] = field(default_factory=list)
    count: int = 0
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    merged: list[Range] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.days = frozenset(style for style, code in enumerate(self.formats) if is_date(code))

    def add(self, raw: pl.DataFrame) -> None:
        """More cells, in the order of the file (columns of RAW_SCHEMA)."""
        cells = resolve(raw, self.strings, self.days)
        self.count += len(cells)
        if self.count > limits.CELLS:
            raise faults.too_many_cells(self.file, self.sheet, limits.CELLS)
        self.frames.append(cells)

    def add_row(self, number: int, attributes: Mapping[str, str]) -> None:
        """A row tag: remembers it if it is hidden."""
        if _yes(attributes.get("hidden")):
            self.hidden_rows.add(number)

    def add_columns(self, attributes: Mapping[str, str]) -> None:
        """A tag that describes columns ``min`` to ``max``: remembers them if they are hidden."""
        first, last = whole(attributes.get("min")), whole(attributes.get("max"))
        if _yes(attributes.get("hidden")) and first and last:
            self.hidden_columns.update(range(first - 1, min(last, limits.COLUMNS)))

    def add_merged(self, ref: str) -> None:
        """A merged range such as ``A1:C2``."""
        first, _, last = ref.partition(":")
        start, end = position(first), position(last or first)
        if start and end:
            self.merged.append((*start, *end))

    def scan(self) -> Scan:
        """The whole sheet, in sheet order. Refused: a cell that is there twice."""
        cells = pl.concat(self.frames) if self.frames else pl.DataFrame(schema=SCHEMA)
        rows, columns = frozenset(self.hidden_rows), frozenset(self.hidden_columns)
        return Scan(self._ordered(cells), rows, columns, tuple(self.merged))

    def _ordered(self, cells: pl.DataFrame) -> pl.DataFrame:
        key = pl.col("row").cast(pl.Int64) * limits.COLUMNS + pl.col("column")
        if cells.select((key.diff() > 0).all()).item():
            return cells
        cells = cells.sort(key)
        twice = cells.filter(key.diff() == 0)
        if len(twice):
            raise faults.two_cells(self.file, self.sheet, address(twice["row"][0], twice["column"][0]))
        return cells


def _yes(value: str | None) -> bool:
    return value in ("1", "true", "on")
