"""Reads sheet XML of any form, element by element: the slow way, and the measure of the fast one."""

from __future__ import annotations

from collections.abc import Iterator

import polars as pl

from salesplan.ooxml import faults, markup
from salesplan.ooxml.cells import Gathered, address, position
from salesplan.ooxml.kinds import EMPTY_TEXT, TEXT_RESULT
from salesplan.ooxml.limits import COLUMNS, ROWS
from salesplan.ooxml.resolve import RAW_SCHEMA

BATCH = 200_000
"""Cells held as Python values at a time."""


def read_elements(pieces: Iterator[bytes], sheet: Gathered, part: str) -> None:
    """Read a sheet part into ``sheet``. Refused: what is no XML, a document type, absurd nesting, a bad address."""
    handler = _Sheet(sheet)
    markup.read(pieces, handler, markup.Source(sheet.file, part, sheet.sheet))
    handler.hand_over()


class _Sheet(markup.Handler):
    """Follows rows and cells; a row or cell without an address stands right behind the one before it."""

    def __init__(self, sheet: Gathered) -> None:
        self.sheet = sheet
        self.inside = False
        self.row, self.column = 0, -1
        self.look = ""
        self.taken: list[str] | None = None
        self.reading = self.in_formula = False
        self.formula: list[str] | None = None
        self.phonetic = 0
        self.cells: list[tuple[int, int, str, str | None, bool]] = []

    def start(self, name: str, attributes: markup.Attributes) -> None:
        """A row, a cell or a part of a cell begins; outside of the cells, columns and merged ranges."""
        match name:
            case "c" if self.inside:
                self._start_cell(attributes)
            case "v" | "t" if self.inside and not self.phonetic:
                self.reading, self.taken = True, self.taken or []
            case "f" if self.inside:
                self.formula, self.in_formula = [], True
            case "row" if self.inside:
                self._start_row(attributes)
            case "rPh":
                self.phonetic += 1
            case "sheetData":
                self.inside = True
            case "col":
                self.sheet.add_columns(attributes)
            case "mergeCell":
                self.sheet.add_merged(attributes.get("ref", ""))

    def end(self, name: str) -> None:
        """A cell is complete at its end."""
        match name:
            case "c" if self.inside:
                self._end_cell()
            case "v" | "t":
                self.reading = False
            case "f":
                self.in_formula = False
            case "rPh":
                self.phonetic -= 1
            case "sheetData":
                self.inside = False

    def text(self, text: str) -> None:
        """Part of a value or of a formula."""
        if self.reading and self.taken is not None:
            self.taken.append(text)
        elif self.in_formula and self.formula is not None:
            self.formula.append(text)

    def hand_over(self) -> None:
        """Give the cells read so far to the sheet."""
        self.sheet.add(pl.DataFrame(self.cells, schema=RAW_SCHEMA, orient="row"))
        self.cells = []

    def _start_row(self, attributes: markup.Attributes) -> None:
        given = attributes.get("r")
        row = self.row + 1 if given is None else markup.whole(given.strip())
        if row is None or not 1 <= row <= ROWS:
            raise faults.bad_address(self.sheet.file, self.sheet.sheet, str(row) if given is None else given)
        self.row, self.column = row, -1
        self.sheet.add_row(row, attributes)

    def _start_cell(self, attributes: markup.Attributes) -> None:
        given = attributes.get("r")
        place = (self.row, self.column + 1) if given is None else position(given.strip())
        if place is None or place[0] < 1 or place[1] >= COLUMNS:
            raise faults.bad_address(
                self.sheet.file, self.sheet.sheet, given or f"{address(max(self.row, 1), COLUMNS - 1)}+1"
            )
        self.row, self.column = place
        self.look = f' s="{attributes.get("s", "")}" t="{attributes.get("t", "n")}"'
        self.taken, self.formula = None, None

    def _end_cell(self) -> None:
        value = None if self.taken is None else "".join(self.taken)
        unsolved = self.formula is not None and (value is None or (not value and not self._may_be_empty()))
        shown = (f"={''.join(self.formula)}" if self.formula else None) if unsolved else value
        self.cells.append((self.row, self.column, self.look, shown, unsolved))
        if len(self.cells) >= BATCH:
            self.hand_over()

    def _may_be_empty(self) -> bool:
        """Whether an empty result of the formula is one: a text, or that of a formula that can give an empty text."""
        return TEXT_RESULT in self.look or EMPTY_TEXT in "".join(self.formula or ())
