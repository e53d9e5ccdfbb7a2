"""A result as a new workbook: its rows on one sheet, its figures, parameters and sources on another."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time
from decimal import Decimal
from pathlib import Path
from typing import Any, BinaryIO

from openpyxl import Workbook
from openpyxl.styles import Alignment
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from salesplan.errors import CannotWrite, Place, Problem
from salesplan.model.result import Result
from salesplan.model.table import ColumnSpec, Table, Value
from salesplan.ooxml.limits import ROWS
from salesplan.present.blocks import Block, Drawing
from salesplan.present.numbers import yes_no
from salesplan.present.problems import sentence
from salesplan.present.words import LIST_SEPARATOR
from salesplan.text import Text, language
from salesplan.write.atomic import write_atomic
from salesplan.write.new.crossed_sheet import CROSSED, crossed_table, fill_crossed
from salesplan.write.new.made_book import LONG_AGO
from salesplan.write.new.page import HEADER_FILL, HEADER_FONT, set_page
from salesplan.write.new.page_sheet import fill_page
from salesplan.write.new.picture_sheet import fill_picture
from salesplan.write.new.sheet_names import free_name
from salesplan.write.new.summary_sheet import fill_summary
from salesplan.write.patch.cell_xml import cell_rest, column_letters, stored, without_controls
from salesplan.write.patch.column_plan import shown_width
from salesplan.write.patch.sheet_frame import with_dimension
from salesplan.write.patch.sheet_patch import batched
from salesplan.write.patch.sheet_xml import SheetXml
from salesplan.write.patch.styles_patch import FORMATS, with_formats
from salesplan.write.patch.zip_copy import copy_archive
from salesplan.write.text_output import APPLICATION

NARROWEST, WIDEST, SAMPLE, HEADER = 8, 48, 200, 100
SUMMARY = Text("汇总", "Summary")
RIGHT = frozenset(("integer", "amount", "share", "score", "date"))
"""Kinds whose cells stand right, and so do their heads."""
PICTURE, ROWS_SHEET = Text("图", "Picture"), Text("明细", "Rows")
_STYLES, _CORE, _APP = "xl/styles.xml", "docProps/core.xml", "docProps/app.xml"


@dataclass(frozen=True)
class Wording:
    """The words of a workbook in the chosen language: its title, the titles of columns and figures, words for codes.

    What has no title stands under its key; a code without a word stands as it is. ``heads`` are titles of columns
    whose key is that of a figure, too.
    """

    title: str
    titles: Mapping[str, str] = field(default_factory=dict)
    labels: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    heads: Mapping[str, str] = field(default_factory=dict)

    def head(self, key: str) -> str:
        """The title of a column."""
        return self.heads.get(key) or self.titles.get(key, key)


@dataclass(frozen=True)
class Look:
    """What sets a workbook apart: lines above the figures, how the rows are printed, how it is recognised.

    ``notes`` stand on top of the second sheet; the first of them heads every printed page. ``printed`` columns go on
    paper and ``frozen`` ones stay in view (0: all, none). ``category`` stands in the document's properties. A
    ``picture`` is drawn on a sheet before all others; so is the ``page``, which has the title for its name, and then
    the rows have only the columns that hold something. ``sheets`` are further pages behind all others, by name.
    ``choices``: columns to be filled in from a list of words.
    """

    notes: tuple[str, ...] = ()
    printed: int = 0
    frozen: int = 0
    category: str = ""
    picture: tuple[Drawing, ...] = ()
    page: tuple[Block, ...] = ()
    sheets: tuple[tuple[str, tuple[Block, ...]], ...] = ()
    choices: Mapping[str, Sequence[str]] = field(default_factory=dict)


PLAIN = Look()


def write_workbook(path: Path, result: Result[Any], wording: Wording, look: Look = PLAIN) -> None:
    """Write a result as a new xlsx workbook, whole or not at all. Equal results give equal bytes.

    The rows' sheet has a header that stays in view, a filter and fitting widths. Amounts are shown with two decimals,
    shares as percent, days as yyyy-mm-dd; every cell holds the exact value. Texts, ids among them, are texts whatever
    they begin with. The second sheet has the figures, parameters and sources. The caller asks ``guard_output`` first.
    CannotWrite (WRITE-too-many-rows) when a sheet cannot hold the rows.
    """
    refuse_too_many(len(result.rows), Place(str(path)))
    if look.page:
        result = replace(result, rows=_holding(result.rows))
    write_atomic(path, lambda file: _produce(file, result, wording, look))


def refuse_too_many(rows: int, place: Place, besides: int = 1) -> None:
    """CannotWrite (WRITE-too-many-rows) when a sheet cannot hold so many rows and those ``besides``: heads, totals."""
    if rows + besides > ROWS:
        what = Text("{rows} 行放不进一张工作表", "{rows} rows do not fit into a sheet").format(rows=rows)
        fix = Text("写成 .csv 或 .jsonl", "write .csv or .jsonl instead")
        raise CannotWrite(Problem("WRITE-too-many-rows", "error", what, fix, place))


def _holding(table: Table) -> Table:
    """The table without the columns in which nothing stands."""
    held = [any(value not in (None, "", ()) for value in values) for values in zip(*table.rows(), strict=True)]
    if not any(held):
        return table
    kept = [at for at, holds in enumerate(held) if holds]
    tuples = [tuple(row[at] for at in kept) for row in table.tuples]
    return replace(table, columns=tuple(table.columns[at] for at in kept), tuples=tuples)


def _produce(file: BinaryIO, result: Result[Any], wording: Wording, look: Look) -> None:
    """Everything but the rows is made by openpyxl; they are put in as a stream, exact and ten times as fast."""
    with zipfile.ZipFile(io.BytesIO(_skeleton(result, wording, look))) as archive:
        for entry in archive.infolist():
            entry.date_time, entry.create_system = LONG_AGO, 3
        codes = sorted({FORMATS[c.kind] for c in result.rows.columns if c.kind in FORMATS})
        styles, indices = with_formats(archive.read(_STYLES).decode(), codes)
        core = archive.read(_CORE).decode()
        rows = f"xl/worksheets/sheet{2 if look.picture or look.page else 1}.xml"
        replaced = {
            _STYLES: [styles.encode()],
            _CORE: [dated(core, result.as_of).encode()],
            _APP: [APP_XML.encode()],
            rows: with_rows(archive.read(rows), result, wording, dict(zip(codes, indices, strict=True))),
        }
        copy_archive(archive, file, replaced)


def _skeleton(result: Result[Any], wording: Wording, look: Look) -> bytes:
    book = Workbook()
    book.properties.creator = APPLICATION
    book.properties.title = wording.title
    book.properties.category = look.category or None
    sheet = book.worksheets[0]
    sheet.title = free_name(str(ROWS_SHEET) if look.page else wording.title, ())
    fill_header(sheet, result, wording)
    set_page(sheet)
    sheet.print_title_rows = "1:1"
    _set_look(sheet, result, look)
    summary = book.create_sheet(free_name(str(SUMMARY), book.sheetnames))
    fill_summary(summary, result, wording.titles, wording.labels, look.notes)
    set_page(summary)
    if crossed := crossed_table(result, wording.titles):
        fill_crossed(book.create_sheet(free_name(str(CROSSED), book.sheetnames)), crossed)
    if look.picture:
        fill_picture(book.create_sheet(free_name(str(PICTURE), book.sheetnames), 0), look.picture)
        book.active = 0
    if look.page:
        fill_page(book.create_sheet(free_name(wording.title, book.sheetnames), 0), look.page)
        book.active = 0
    for name, page in look.sheets:
        fill_page(book.create_sheet(free_name(name, book.sheetnames)), page)
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def fill_header(sheet: Worksheet, result: Result[Any], wording: Wording) -> None:
    """The titles of a result's columns, in view, with a filter and widths that fit the first rows."""
    columns = result.rows.columns
    sample = list(result.rows.rows(0, SAMPLE))
    for number, column in enumerate(columns, 1):
        title = wording.head(column.key)
        cell = sheet.cell(1, number, title)
        cell.data_type = "s"
        cell.font, cell.fill = HEADER_FONT, HEADER_FILL
        side = "right" if column.kind in RIGHT else "left"
        cell.alignment = Alignment(horizontal=side, vertical="center", wrap_text=True)
        texts = (_shown(column, row[number - 1], wording) for row in sample)
        width = max(map(shown_width, (title, *texts))) + 2
        sheet.column_dimensions[column_letters(number)].width = min(max(width, NARROWEST), WIDEST)
    sheet.freeze_panes = "A2"
    if columns:
        sheet.auto_filter.ref = f"A1:{column_letters(len(columns))}{len(result.rows) + 1}"


def _set_look(sheet: Worksheet, result: Result[Any], look: Look) -> None:
    """The first columns on paper, with lines; the frozen ones in view; first note and page number on every page."""
    if look.frozen:
        sheet.freeze_panes = f"{column_letters(look.frozen + 1)}2"
    if look.printed:
        sheet.print_area = f"A1:{column_letters(look.printed)}{len(result.rows) + 1}"
        sheet.print_options.gridLines = True
    if look.notes and sheet.oddHeader is not None and sheet.oddFooter is not None:
        # Excel takes a header of more than 255 characters for damage.
        sheet.oddHeader.left.text = without_controls(look.notes[0])[:HEADER].replace("&", "&&")
        sheet.oddFooter.right.text = "&P / &N"
    for number, column in enumerate(result.rows.columns, 1):
        if column.key in look.choices and len(result.rows):
            _offer(sheet, column_letters(number), len(result.rows) + 1, look.choices[column.key])


def _offer(sheet: Worksheet, letters: str, last: int, words: Sequence[str]) -> None:
    """A list of words to choose from in the cells of a column, which may stay empty; other words are refused."""
    offered = DataValidation(type="list", formula1=f'"{",".join(words)}"', allow_blank=True, showErrorMessage=True)
    offered.add(f"{letters}2:{letters}{last}")
    sheet.add_data_validation(offered)


def with_rows(part: bytes, result: Result[Any], wording: Wording, styles: Mapping[str, int]) -> Iterator[bytes]:
    """The part of a sheet that holds the header only, with the rows of the result. ``styles``: by number format."""
    sheet = SheetXml([part], Place())
    yield with_dimension(sheet.head, (1, 1, len(result.rows) + 1, max(len(result.rows.columns), 1)))
    for row in sheet.rows():
        yield row.raw
    yield from batched(_row_xml(result, wording, styles))
    yield sheet.tail


def _row_xml(result: Result[Any], wording: Wording, styles: Mapping[str, int]) -> Iterator[bytes]:
    spots = [
        (column, column_letters(i).encode(), styles.get(FORMATS.get(column.kind, ""), 0))
        for i, column in enumerate(result.rows.columns, 1)
    ]
    for number, row in enumerate(result.rows.rows(), 2):
        yield b'<row r="%d">' % number
        for (column, letters, style), value in zip(spots, row, strict=True):
            if value is not None:
                plain = _word(column, value, wording) if isinstance(value, str | Text | tuple | bool) else value
                held = stored(plain, date1904=False)
                yield b'<c r="%s%d%s' % (letters, number, cell_rest(b"", held, style))
        yield b"</row>"


def _word(column: ColumnSpec, value: Value, wording: Wording) -> str:
    """A value as text: a code as its word."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return yes_no(value)
    if isinstance(value, tuple):
        words = wording.labels.get(column.key, {})
        return str(LIST_SEPARATOR).join(words.get(part, part) for part in value)
    if isinstance(value, Text):
        return sentence(value, language())
    return wording.labels.get(column.key, {}).get(str(value), str(value))


def _shown(column: ColumnSpec, value: Value, wording: Wording) -> str:
    """About what the cell will show, for its width."""
    return f"{value:,.2f}" if column.kind == "amount" and isinstance(value, Decimal) else _word(column, value, wording)


def dated(core: str, day: date | None) -> str:
    """The document properties as of the result's day, not of the moment of writing."""
    moment = datetime.combine(day or date(*LONG_AGO[:3]), time())
    return re.sub(r"(<dcterms:(created|modified)[^>]*>)[^<]*", lambda m: f"{m[1]}{moment:%Y-%m-%dT%H:%M:%SZ}", core)


APP_XML = (
    '<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties">'
    f"<Application>{APPLICATION}</Application></Properties>"
)
