"""Files for a CRM: groups of records cut to the size that it takes, as CSV or as workbooks whose ids are texts."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from openpyxl import Workbook
from openpyxl.cell import Cell as SheetCell
from openpyxl.worksheet.worksheet import Worksheet

from salesplan.model.figures import plain
from salesplan.present.csv_output import RUNS, csv_lines, guarded
from salesplan.text import Text
from salesplan.write.new.made_book import LONG_AGO, book_bytes
from salesplan.write.new.page import HEADER_FONT
from salesplan.write.patch.cell_xml import without_controls

CrmCell = str | Decimal | Text | None
Titles = Sequence[str | Text]
Rows = Sequence[Sequence[CrmCell]]
AS_TEXT = "@"
"""Excel's format of a cell that is a text whatever is typed into it."""
_DIGITS = re.compile(r"[+-][\d\s().+/-]*")
"""A phone number with its country: no spreadsheet runs it, and a system must get it as it is."""


@dataclass(frozen=True)
class Shape:
    """What the files of a system look like: format, the mark of a CSV, the rows above the titles, the sheet's name."""

    format: str
    mark: bool = False
    above: tuple[tuple[str, ...], ...] = ()
    sheet: str = "Sheet1"
    max_rows: int = 1000
    max_bytes: int = 5_000_000


@dataclass(frozen=True)
class Piece:
    """One file: how many records it has, and its bytes."""

    rows: int
    data: bytes


def pieces(titles: Titles, rows: Rows, shape: Shape) -> Iterator[Piece]:
    """The records as files of at most ``max_rows``, each halved until it is small enough; one record always goes."""
    for start in range(0, len(rows), shape.max_rows):
        yield from _small_enough(titles, rows[start : start + shape.max_rows], shape)


def _small_enough(titles: Titles, rows: Rows, shape: Shape) -> Iterator[Piece]:
    data = _csv(titles, rows, shape) if shape.format == "csv" else _book(titles, rows, shape)
    if len(data) <= shape.max_bytes or len(rows) == 1:
        yield Piece(len(rows), data)
        return
    half = (len(rows) + 1) // 2
    yield from _small_enough(titles, rows[:half], shape)
    yield from _small_enough(titles, rows[half:], shape)


def inert(text: str) -> str:
    """A text that a spreadsheet would run as a formula with an apostrophe before it; phone numbers stay."""
    return text if text.startswith(RUNS) and _DIGITS.fullmatch(text) else guarded(text)


def _csv(titles: Titles, rows: Rows, shape: Shape) -> bytes:
    lines = [[*cells] for cells in shape.above]
    lines.append([str(title) for title in titles])
    lines += [[_text(cell) for cell in row] for row in rows]
    return (("\ufeff" if shape.mark else "") + csv_lines(lines, "\r\n")).encode()


def _text(cell: CrmCell) -> str:
    if cell is None:
        return ""
    return plain(cell) if isinstance(cell, Decimal) else inert(str(cell))


def _book(titles: Titles, rows: Rows, shape: Shape) -> bytes:
    """A workbook of one sheet. Every text is a text cell, so that 00123 and =1+1 stay what they are."""
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = re.sub(r"[\[\]:*?/\\]", " ", shape.sheet).strip().strip("'")[:31] or "Sheet1"
    for number, cells in enumerate(shape.above, 1):
        _fill(sheet, number, cells)
        if sum(map(bool, cells)) == 1 and len(titles) > 1:
            sheet.merge_cells(start_row=number, start_column=1, end_row=number, end_column=len(titles))
    top = len(shape.above) + 1
    _fill(sheet, top, titles)
    for cell in sheet[top]:
        cell.font = HEADER_FONT
    for number, row in enumerate(rows, top + 1):
        _fill(sheet, number, row)
    sheet.freeze_panes = f"A{top + 1}"
    return book_bytes(book, date(*LONG_AGO[:3]))


def _fill(sheet: Worksheet, number: int, values: Sequence[CrmCell]) -> None:
    for column, value in enumerate(values, 1):
        if value is None or value == "":
            continue
        cell = sheet.cell(number, column)
        if isinstance(value, Decimal):
            cell.value = value
        elif isinstance(cell, SheetCell):
            cell.value = without_controls(str(value))
            cell.data_type, cell.number_format = "s", AS_TEXT
