"""Opens .xlsx and .xlsm workbooks: the names of their sheets at once, the cells of a sheet when they are asked for."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import polars as pl

from salesplan.errors import BadInput, Place, Problem
from salesplan.load.grid import Format, Grid
from salesplan.ooxml.package import Package, SheetInfo, open_package
from salesplan.ooxml.scanner import scan
from salesplan.ooxml.strings import read_strings
from salesplan.text import Text


@dataclass(frozen=True)
class Workbook:
    """A workbook that passed every check, held in memory: what is read is what was checked, come what may to the file.

    ``file``: as the user typed it. ``sha256``: of the bytes that were read.
    """

    path: Path
    file: str
    package: Package

    @property
    def sheets(self) -> tuple[SheetInfo, ...]:
        """The worksheets in the order of their tabs, with their state; chart sheets are left out."""
        return self.package.sheets

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the worksheets, hidden ones too."""
        return tuple(sheet.name for sheet in self.sheets)

    @property
    def sha256(self) -> str:
        """The fingerprint of the file as it was read."""
        return self.package.sha256

    @property
    def format(self) -> Format:
        """What the workbook is by its content: xlsm with macros, else xlsx."""
        return "xlsm" if self.package.macros else "xlsx"

    @cached_property
    def strings(self) -> pl.Series:
        """The shared strings, read once for all sheets."""
        return read_strings(self.package)

    def grid(self, name: str) -> Grid:
        """The cells of one sheet, read now. Raises BadInput for a sheet that is not there, damaged or too large."""
        sheet = next((sheet for sheet in self.sheets if sheet.name == name), None)
        if sheet is None:
            raise self._no_sheet(name)
        found = scan(self.package, sheet, self.strings)
        return Grid(
            self.file,
            name,
            found.cells,
            self.format,
            self.package.formats,
            found.hidden_rows,
            found.hidden_columns,
            found.merged,
            date1904=self.package.date1904,
            state=sheet.state,
            sha256=self.sha256,
        )

    def _no_sheet(self, name: str) -> BadInput:
        what = Text("没有名为“{name}”的工作表", 'There is no sheet named "{name}"').format(name=name)
        fix = Text("可选的工作表：{names}", "Sheets to choose from: {names}").format(names=", ".join(self.names))
        return BadInput(Problem("READ-no-sheet", "error", what, fix, Place(self.file, name), name))


def open_workbook(path: Path, typed: str) -> Workbook:
    """The workbook at ``path``, which the user typed as ``typed``. No sheet is read yet."""
    return Workbook(path, typed, open_package(path, typed))
