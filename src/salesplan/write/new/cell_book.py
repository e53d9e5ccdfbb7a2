"""A new workbook of sheets given cell by cell: every text, number and day as the file it came from had it."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import BinaryIO

from openpyxl import Workbook
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from salesplan.errors import Place
from salesplan.model.raw_cells import RawCell, RawSheet
from salesplan.ooxml.kinds import DATE, ERROR, ISO, NUMBER, TRUTH, UNSOLVED
from salesplan.text import Text
from salesplan.write.atomic import write_atomic
from salesplan.write.new.made_book import LONG_AGO
from salesplan.write.new.sheet_names import sheet_names
from salesplan.write.new.workbook_new import APP_XML, dated
from salesplan.write.patch.cell_xml import cell_rest, column_letters, escaped
from salesplan.write.patch.sheet_frame import with_dimension
from salesplan.write.patch.sheet_patch import batched
from salesplan.write.patch.sheet_xml import SheetXml
from salesplan.write.patch.styles_patch import with_formats
from salesplan.write.patch.zip_copy import copy_archive
from salesplan.write.text_output import APPLICATION

_STYLES, _CORE, _APP = "xl/styles.xml", "docProps/core.xml", "docProps/app.xml"
_MARKS = {TRUTH: b' t="b"', ERROR: b' t="e"', ISO: b' t="d"'}
PLAIN = "General"
_WIDTH = 16


def write_cells(path: Path, title: Text | str, sheets: Sequence[RawSheet], day: date | None) -> None:
    """Write the sheets as a new xlsx workbook, whole or not at all; equal sheets give equal bytes."""

    def produce(file: BinaryIO) -> None:
        with zipfile.ZipFile(io.BytesIO(_skeleton(str(title), sheets))) as archive:
            for entry in archive.infolist():
                entry.date_time, entry.create_system = LONG_AGO, 3
            codes = sorted(_codes(sheets) - {PLAIN})
            styles, indices = with_formats(archive.read(_STYLES).decode(), codes)
            known = dict(zip(codes, indices, strict=True))
            parts = {f"xl/worksheets/sheet{number}.xml": sheet for number, sheet in enumerate(sheets, 1)}
            rows = {part: _with_rows(archive.read(part), sheet, known) for part, sheet in parts.items()}
            core = dated(archive.read(_CORE).decode(), day).encode()
            copy_archive(archive, file, {_STYLES: [styles.encode()], _CORE: [core], _APP: [APP_XML.encode()], **rows})

    write_atomic(path, produce)


def _skeleton(title: str, sheets: Sequence[RawSheet]) -> bytes:
    book = Workbook()
    book.remove(book.worksheets[0])
    book.properties.creator, book.properties.title = APPLICATION, title
    if any(sheet.numbered_from_1904 for sheet in sheets):
        book.epoch = CALENDAR_MAC_1904
    for sheet, name in zip(sheets, sheet_names([sheet.name for sheet in sheets]), strict=True):
        made = book.create_sheet(name)
        made.freeze_panes = f"A{sheet.header + 1}"
        made.sheet_format.defaultColWidth = _WIDTH
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def _codes(sheets: Sequence[RawSheet]) -> set[str]:
    return {cell.format for sheet in sheets for _, cells in sheet.rows() for cell in cells.values()}


def _with_rows(part: bytes, sheet: RawSheet, styles: Mapping[str, int]) -> Iterator[bytes]:
    frame = SheetXml([part], Place())
    last = max((number for number, _ in sheet.rows()), default=1)
    wide = max((max(cells, default=0) for _, cells in sheet.rows()), default=0)
    yield with_dimension(frame.head, (1, 1, last, wide + 1))
    for _ in frame.rows():
        pass
    yield from batched(_rows(sheet, styles))
    yield frame.tail


def _rows(sheet: RawSheet, styles: Mapping[str, int]) -> Iterator[bytes]:
    for number, cells in sheet.rows():
        yield b'<row r="%d">' % number
        for column, cell in sorted(cells.items()):
            spot = b'<c r="%s%d' % (column_letters(column + 1).encode(), number)
            yield spot + _cell(cell, styles.get(cell.format, 0))
        yield b"</row>"


def _cell(cell: RawCell, style: int) -> bytes:
    """A cell's XML behind its address."""
    styled = b'"' + (b' s="%d"' % style if style else b"")
    if cell.kind in (NUMBER, DATE) or cell.kind in _MARKS:
        return b"%s%s><v>%s</v></c>" % (styled, _MARKS.get(cell.kind, b""), escaped(cell.text).encode())
    if cell.kind == UNSOLVED and cell.text.startswith("="):
        return b"%s><f>%s</f></c>" % (styled, escaped(cell.text[1:]).encode())
    return cell_rest(b"", cell.text, style)
