"""The cells of one sheet or text file, sparse, before anything is known about what they mean."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

import polars as pl

from salesplan.ooxml.kinds import DATE, ERROR, ISO, NUMBER, TEXT, TRUTH, UNSOLVED

__all__ = ["DATE", "ERROR", "ISO", "NUMBER", "TEXT", "TRUTH", "UNSOLVED", "Format", "Grid"]
# The kinds of cells are described where they are defined, in ooxml/kinds.py.

Format = Literal["xlsx", "xlsm", "xls", "xlsb", "ods", "csv", "parquet", "html"]


@dataclass(frozen=True)
class Grid:
    """One sheet, or a text file, as rows and columns of raw text.

    ``cells``: row Int32 (from 1, as people count), column Int32 (from 0), style Int32, kind UInt8, text String, in
    sheet order, only cells that hold something. Numbers are the digits of the file ("1234.5", "46102"); ``formats``
    gives the number format code of each style index. Text files have kind TEXT everywhere; ``row`` counts the records
    as a spreadsheet shows them; where records span lines ``lines`` gives the line each one starts on (row 1 first).
    ``merged``: (first row, first column, last row, last column). ``state``: visible, hidden or veryHidden.
    """

    file: str
    sheet: str | None
    cells: pl.DataFrame
    format: Format
    formats: tuple[str, ...] = ()
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    merged: tuple[tuple[int, int, int, int], ...] = ()
    date1904: bool = False
    state: str = "visible"
    encoding: str | None = None
    encoding_sure: bool = True
    separator: str | None = None
    lines: tuple[int, ...] | None = None
    sha256: str = ""
    notes: tuple[str, ...] = field(default=())
