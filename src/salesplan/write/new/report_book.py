"""The report as a workbook: contents with links, a sheet a section with its tables and native charts."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from html import escape
from pathlib import Path
from typing import BinaryIO

from openpyxl import Workbook

from salesplan.present.blocks import Blank, Board, Drawing, Heading, Line
from salesplan.present.report.chart import Chart
from salesplan.present.report.parts import ON_A_PAGE, Report, ReportPart, ReportTable, Said
from salesplan.text import Text
from salesplan.write.atomic import write_atomic
from salesplan.write.new.live_cells import LiveSheet, with_values
from salesplan.write.new.made_book import book_bytes
from salesplan.write.new.picture_sheet import fill_picture
from salesplan.write.new.report_charts import plain_text
from salesplan.write.new.report_front import Leaf, fill_front
from salesplan.write.new.report_look import CONTENTS, dress_page, lead_to
from salesplan.write.new.report_rows import LongSheet, long_sheet, with_long_rows
from salesplan.write.new.report_sheet import BACK, Page, draw_charts, fill_section
from salesplan.write.new.report_table import Placed
from salesplan.write.new.sheet_names import free_name
from salesplan.write.text_output import APPLICATION

TABLES = Text("{title} 明细", "{title} tables")
_FRAME = re.compile(rb'(<(?:\w+:)?cNvPr id=")(\d+)(" name=")Chart \d+"')

_FORMAT = re.compile(rb'(<(?:\w+:)?numFmt formatCode="[^"]*")\s*/>')
"""A number format of labels that does not say whether it is the cells': without that LibreOffice takes theirs."""


@dataclass
class _Making:
    """The workbook while it is made: its sheets in order, where tables stand, what still is to be drawn."""

    book: Workbook
    sheets: list[LiveSheet] = field(default_factory=list)
    pages: list[Page] = field(default_factory=list)
    long: dict[int, LongSheet] = field(default_factory=dict)
    placed: dict[str, list[Placed]] = field(default_factory=dict)
    leaves: list[Leaf] = field(default_factory=list)

    def sheet(self, title: str) -> LiveSheet:
        """A new sheet behind the others, named by its title as far as Excel lets us."""
        made = LiveSheet(self.book.create_sheet(free_name(title, self.book.sheetnames)))
        self.sheets.append(made)
        return made


def write_report_book(path: Path, report: Report, day: date) -> None:
    """Write the workbook, whole or not at all. The caller asks ``guard_output`` first."""
    data = report_book(report, day)

    def produce(file: BinaryIO) -> None:
        file.write(data)

    write_atomic(path, produce)


def report_book(report: Report, day: date) -> bytes:
    """The workbook's bytes, dated ``day``: equal reports give equal bytes.

    Cells hold exact values and charts point at them; totals are formulas that hold our value, so that they are right in
    programs that do not calculate. Names are texts whatever they begin with. A long table has a sheet of its own.
    CannotWrite (WRITE-too-many-rows) when a sheet cannot hold the rows of a table.
    """
    making = _Making(Workbook())
    making.book.remove(making.book.worksheets[0])
    making.book.properties.creator = APPLICATION
    making.book.properties.title = plain_text(str(report.title))
    front = making.sheet(str(CONTENTS))
    for part in report.parts:
        _add_part(making, part, str(front.sheet.title))
    drawn = [charts for page in making.pages if (charts := draw_charts(page, making.placed, report.unit))]
    fill_front(front, report, making.leaves, making.placed)
    return book_bytes(making.book, day, _finishing(making, drawn))


def _add_part(making: _Making, part: ReportPart, contents: str) -> None:
    """The sheets of a section: its boards as a picture, all else below each other, long tables behind."""
    boards = [item for item in part.items if isinstance(item, Board)]
    if boards:
        _add_picture(making, part, contents)
        items = tuple(item for item in part.items if isinstance(item, ReportTable | Chart))
        if not items:
            return
        part = replace(part, title=TABLES.format(title=part.title), items=items)
    made = making.sheet(str(part.title))
    titles = tuple(str(item.title) for item in part.items if isinstance(item, ReportTable | Chart))
    making.leaves.append(Leaf(str(made.sheet.title), str(part.title), titles))
    whole = {
        item.name: _add_long(making, item, contents)
        for item in part.items
        if isinstance(item, ReportTable) and len(item.rows) > ON_A_PAGE
    }
    page = fill_section(made, part, contents, whole)
    making.pages.append(page)
    for name, placed in (*page.placed.items(), *whole.items()):
        making.placed.setdefault(name, []).append(placed)


def _add_picture(making: _Making, part: ReportPart, contents: str) -> None:
    made = making.sheet(str(part.title))
    lines = [Line(item.text) for item in part.items if isinstance(item, Said | Line)]
    boards = [item for item in part.items if isinstance(item, Board)]
    back = Line(BACK.format(contents=CONTENTS))
    drawings: list[Drawing] = [Heading(part.title), back, Blank(), *lines, *boards]
    fill_picture(made.sheet, drawings)
    dress_page(made.sheet)
    made.sheet.page_setup.fitToHeight = 1
    lead_to(made.sheet["A2"], contents)
    making.leaves.append(Leaf(str(made.sheet.title), str(part.title)))


def _add_long(making: _Making, table: ReportTable, contents: str) -> Placed:
    made = making.sheet(str(table.title))
    long = long_sheet(made, table, contents)
    making.long[len(making.sheets)] = long
    making.leaves.append(Leaf(str(made.sheet.title), str(made.sheet.title)))
    return long.placed


def _finishing(making: _Making, drawn: Sequence[Sequence[Chart]]) -> Callable[[str, bytes], bytes | Iterable[bytes]]:
    """Values into formulas, rows into long sheets, names and descriptions onto charts."""
    fill = with_values(making.sheets)
    long = {f"xl/worksheets/sheet{number}.xml": each for number, each in making.long.items()}
    drawings = {f"xl/drawings/drawing{number}.xml": charts for number, charts in enumerate(drawn, 1)}

    def change(name: str, data: bytes) -> bytes | Iterable[bytes]:
        if name in long:
            return with_long_rows(data, long[name])
        if name.startswith("xl/charts/chart"):
            return _FORMAT.sub(rb'\1 sourceLinked="0"/>', data)
        return _described(data, drawings[name]) if name in drawings else fill(name, data)

    return change


def _described(data: bytes, charts: Sequence[Chart]) -> bytes:
    """The charts of a sheet under their titles, with what there is to see for those who cannot see it."""

    def named(match: re.Match[bytes]) -> bytes:
        number = int(match[2])
        chart = charts[number - 1]
        title, told = (escape(plain_text(str(text))) for text in (chart.title, chart.told))
        return b'%s%d%s%s" descr="%s"' % (match[1], number + 1, match[3], title.encode(), told.encode())

    return _FRAME.sub(named, data)
