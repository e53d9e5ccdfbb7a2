"""Where a cell of a list stands, as people say it: B7 of a sheet, line 7 and the title of a text file."""

from __future__ import annotations

from dataclasses import dataclass

import polars as pl

from salesplan.errors import Place
from salesplan.load.grid import Grid


@dataclass(frozen=True)
class Places:
    """The addresses of one grid. Rows are the grid's; a text file's record goes by the line it starts on."""

    grid: Grid

    @property
    def is_text(self) -> bool:
        """Whether the list has lines and titles instead of cells."""
        return self.grid.sheet is None

    def row(self, row: int) -> int:
        """The row number of a sheet, or the line of a text file, as people see it."""
        lines = self.grid.lines
        return row if lines is None or row > len(lines) else lines[row - 1]

    def rows(self, rows: pl.Series) -> pl.Series:
        """The same for a column of rows."""
        lines = self.grid.lines
        if lines is None:
            return rows.cast(pl.Int64)
        return pl.Series(lines, dtype=pl.Int64).gather(rows - 1).alias(rows.name)

    def address(self, letter: str, row: int) -> str:
        """``B7``; in a text file the number is the line."""
        return f"{letter}{self.row(row)}"

    def cell(self, letter: str, row: int, header: str) -> Place:
        """The place of one cell."""
        if self.is_text:
            return Place(file=self.grid.file, line=self.row(row), key=header or letter)
        return Place(file=self.grid.file, sheet=self.grid.sheet, cell=f"{letter}{row}")

    def line(self, row: int) -> Place:
        """The place of a whole row."""
        if self.is_text:
            return Place(file=self.grid.file, line=self.row(row))
        return Place(file=self.grid.file, sheet=self.grid.sheet, cell=f"{row}:{row}")

    def whole(self) -> Place:
        """The place of the list: its file, and its sheet where there are sheets."""
        return Place(file=self.grid.file, sheet=self.grid.sheet)
