"""A list as a new workbook: the user's own columns under their own titles, sheet by sheet."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import BinaryIO

from openpyxl import Workbook

from salesplan.errors import CannotWrite, Place, Problem
from salesplan.model.result import Result
from salesplan.model.table import Table, Value
from salesplan.ooxml.limits import ROWS
from salesplan.text import Text
from salesplan.write.atomic import write_atomic
from salesplan.write.new.made_book import LONG_AGO
from salesplan.write.new.page import set_page
from salesplan.write.new.sheet_names import sheet_names
from salesplan.write.new.workbook_new import APP_XML, Wording, dated, fill_header, with_rows
from salesplan.write.patch.cell_xml import MAX_TEXT
from salesplan.write.patch.styles_patch import FORMATS, with_formats
from salesplan.write.patch.zip_copy import copy_archive
from salesplan.write.text_output import APPLICATION

_STYLES, _CORE, _APP = "xl/styles.xml", "docProps/core.xml", "docProps/app.xml"
_FIRST_DAY = date(1900, 3, 1)
"""Days before it have no right number in a workbook: they are written as texts (compute/cleaning/sheets.py)."""


@dataclass(frozen=True)
class ListSheet:
    """One sheet: its name, its rows, and the words of its titles and codes."""

    name: str
    table: Table
    wording: Wording


def write_list(path: Path, title: str, sheets: Sequence[ListSheet], as_of: date | None) -> None:
    """Write sheets of rows as a new xlsx workbook, whole or not at all; equal sheets give equal bytes.

    Titles may repeat: they are those of the user. Texts are texts whatever they begin with. CannotWrite where a sheet
    has too many rows or a cell too long a text for a workbook.
    """
    results = [Result(title, as_of, None, _storable(path, sheet)) for sheet in sheets]
    wordings = [sheet.wording for sheet in sheets]
    names = sheet_names([sheet.name for sheet in sheets])

    def produce(file: BinaryIO) -> None:
        skeleton = _skeleton(title, names, results, wordings)
        with zipfile.ZipFile(io.BytesIO(skeleton)) as archive:
            for entry in archive.infolist():
                entry.date_time, entry.create_system = LONG_AGO, 3
            codes = sorted({FORMATS[c.kind] for each in results for c in each.rows.columns if c.kind in FORMATS})
            styles, indices = with_formats(archive.read(_STYLES).decode(), codes)
            known = dict(zip(codes, indices, strict=True))
            parts = [f"xl/worksheets/sheet{number}.xml" for number in range(1, len(sheets) + 1)]
            rows = {
                part: with_rows(archive.read(part), result, wording, known)
                for part, result, wording in zip(parts, results, wordings, strict=True)
            }
            core = dated(archive.read(_CORE).decode(), as_of).encode()
            copy_archive(archive, file, {_STYLES: [styles.encode()], _CORE: [core], _APP: [APP_XML.encode()], **rows})

    write_atomic(path, produce)


def _skeleton(title: str, names: Sequence[str], results: Sequence[Result[None]], wordings: Sequence[Wording]) -> bytes:
    """The workbook with headers only."""
    book = Workbook()
    book.remove(book.worksheets[0])
    book.properties.creator = APPLICATION
    book.properties.title = title
    for name, result, wording in zip(names, results, wordings, strict=True):
        sheet = book.create_sheet(name)
        fill_header(sheet, result, wording)
        set_page(sheet)
        sheet.print_title_rows = "1:1"
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def _storable(path: Path, sheet: ListSheet) -> Table:
    """The table with what a cell can hold; CannotWrite where it cannot."""
    if len(sheet.table) >= ROWS:
        what = Text("{rows} 行放不进一张工作表", "{rows} rows do not fit into a sheet").format(rows=len(sheet.table))
        fix = Text("写成 .csv", "write .csv instead")
        raise CannotWrite(Problem("WRITE-too-many-rows", "error", what, fix, Place(str(path))))
    if sheet.table.frame is not None:
        return sheet.table
    return replace(sheet.table, tuples=[tuple(_held(path, value) for value in row) for row in sheet.table.tuples])


def _held(path: Path, value: Value) -> Value:
    if isinstance(value, str) and len(value) > MAX_TEXT:
        what = Text(
            "有一格 {n} 个字，工作簿的一格放不下", "a cell has {n} characters, more than one of a workbook holds"
        )
        fix = Text("写成 .csv", "write .csv instead")
        raise CannotWrite(Problem("WRITE-long-text", "error", what.format(n=len(value)), fix, Place(str(path))))
    return value.isoformat() if isinstance(value, date) and value < _FIRST_DAY else value
