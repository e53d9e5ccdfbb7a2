"""A sheet of a list as a whole: every column of the user's, with what each cell shows and what it was read as."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import narwhals as nw

from salesplan.errors import Problem
from salesplan.model.field import FieldKind
from salesplan.model.records import Records

TYPED, VALUE, TEXT, FAULT = "typed", "value", "text", "fault"
"""What is known of each cell; the columns of a sheet's frame are named ``text:3`` for the column at index 3."""
BOUNDS = "bounds"
"""The fault of a value that was read and lies outside the bounds of its field."""


def named(part: str, column: int) -> str:
    """The name in the frame of one part of a column."""
    return f"{part}:{column}"


@dataclass(frozen=True)
class WholeColumn:
    """A column: ``at`` its index in the sheet, ``title`` as written, ``field`` of the list (None: the user's own).

    ``kind``: what it was read as. ``kept``: nobody may change a cell of it (row numbers, sums, columns of salesplan).
    ``scale`` of its figures in its own unit (万元 stay 万元). ``percent``: its numbers are shown as percentages.
    """

    at: int
    letter: str
    title: str
    field: str | None
    kind: FieldKind
    kept: bool = False
    scale: int = 0
    percent: bool = False


@dataclass(frozen=True)
class WholeSheet:
    """One sheet, or a text file, of a list.

    ``frame`` has ``_row`` and four columns for each of ``columns``. ``text``: what the cell shows, as typed, null where
    it is empty; ``typed``: whether it holds a text (in a sheet: not a number or a day); ``value``: what it was read as,
    null where nothing is or it cannot be read; ``fault``: why it is bad, null where it is not. ``is_text``: a text
    file, in which every cell is text.
    """

    source: int
    file: str
    name: str | None
    is_text: bool
    table: str
    columns: tuple[WholeColumn, ...]
    frame: nw.DataFrame[Any]


@dataclass(frozen=True)
class WholeList:
    """A list by its fields, and the same sheet by sheet with all columns, row for row in the same order."""

    records: Records
    sheets: Sequence[WholeSheet]

    @property
    def findings(self) -> tuple[Problem, ...]:
        """What reading found."""
        return self.records.findings
