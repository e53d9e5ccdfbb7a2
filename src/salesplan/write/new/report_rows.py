"""A long table of a report on a sheet of its own: its rows go in as a stream, exact, with head in view and filter."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from salesplan.errors import Place
from salesplan.model.table import Value
from salesplan.present.report.cells import totals_of
from salesplan.present.report.parts import Column, ReportTable
from salesplan.write.new.live_cells import LiveSheet
from salesplan.write.new.report_look import CONTENTS, TITLE_FONT, dress_page, lead_to, put_heading
from salesplan.write.new.report_sheet import BACK
from salesplan.write.new.report_table import (
    DEEPEST,
    Placed,
    add_rules,
    away,
    dress_cell,
    dress_total,
    held,
    put_head,
    sum_of,
    widths_of,
)
from salesplan.write.new.workbook_new import refuse_too_many
from salesplan.write.patch.cell_xml import cell_rest, column_letters, escaped, number_text
from salesplan.write.patch.sheet_frame import with_dimension
from salesplan.write.patch.sheet_patch import batched
from salesplan.write.patch.sheet_xml import SheetXml

HEAD = 3
"""The row of the head, under title and link."""


@dataclass(frozen=True)
class LongSheet:
    """A sheet that has everything but its rows; the styles of its columns, of tree levels, and of the totals."""

    placed: Placed
    plain: tuple[int, ...]
    levels: tuple[int, ...]
    total: tuple[int, ...]


def long_sheet(made: LiveSheet, table: ReportTable, contents: str) -> LongSheet:
    """Title, link, head, filter, rules and print set-up of the sheet; CannotWrite where it cannot hold the rows."""
    refuse_too_many(len(table.rows), Place(), HEAD + bool(table.totals))
    sheet, columns = made.sheet, table.columns
    put_heading(made, 1, str(table.title), TITLE_FONT)
    lead_to(made.put(2, 1, str(BACK.format(contents=CONTENTS))), contents)
    widths = widths_of(table)
    put_head(sheet, HEAD, table, widths)
    for number, width in enumerate(widths, 1):
        sheet.column_dimensions[column_letters(number)].width = width
    placed = Placed(table, str(sheet.title), HEAD, len(table.rows))
    add_rules(sheet, placed)
    sheet.freeze_panes = f"A{placed.first}"
    sheet.auto_filter.ref = f"A{HEAD}:{column_letters(len(columns))}{placed.last}"
    sheet.print_title_rows = f"{HEAD}:{HEAD}"
    dress_page(sheet)
    styles = _Styles(made, table)
    return LongSheet(placed, styles.plain(), styles.levels(), styles.total())


@dataclass(frozen=True)
class _Styles:
    """Numbers of the workbook's cell styles, made with cells that are not kept."""

    made: LiveSheet
    table: ReportTable

    def plain(self) -> tuple[int, ...]:
        """Those of the columns of an ordinary row."""
        return tuple(self._style(column, away(column, at)) for at, column in enumerate(self.table.columns, 1))

    def levels(self) -> tuple[int, ...]:
        """Those of the first column by the depth in a tree."""
        return tuple(self._style(self.table.columns[0], level) for level in range(DEEPEST + 1))

    def total(self) -> tuple[int, ...]:
        """Those of the columns of the row of totals."""
        return tuple(self._style(c, away(c, at), is_total=True) for at, c in enumerate(self.table.columns, 1))

    def _style(self, column: Column, inside: int = 0, *, is_total: bool = False) -> int:
        shown = None if column.kind in _NUMBERS else ""
        cell = self.made.put(HEAD + 1, 1, shown)
        dress_cell(cell, column, shown, inside=inside)
        if is_total:
            dress_total(cell)
        number = int(cell.style_id)
        self.made.sheet.delete_rows(HEAD + 1)
        return number


_NUMBERS = frozenset(("amount", "share", "score", "integer", "date"))


def with_long_rows(part: bytes, long: LongSheet) -> Iterator[bytes]:
    """The part of the sheet with all its rows."""
    placed = long.placed
    sheet = SheetXml([part], Place())
    yield with_dimension(sheet.head, (1, 1, placed.end, len(placed.table.columns)))
    for row in sheet.rows():
        yield row.raw
    yield from batched(_rows(long))
    yield sheet.tail


def _rows(long: LongSheet) -> Iterator[bytes]:
    table = long.placed.table
    keys = list(table.rows.keys)
    spots = [
        (column, keys.index(column.key), column_letters(at).encode(), style)
        for at, (column, style) in enumerate(zip(table.columns, long.plain, strict=True), 1)
        if column.key in keys
    ]
    level = keys.index(table.level) if table.level in keys else None
    sums = [Decimal(0)] * len(table.columns)
    for number, row in enumerate(table.rows.rows(), long.placed.first):
        yield b'<row r="%d">' % number
        for at, (column, place, letters, style) in enumerate(spots):
            shown = held(column, row[place])
            if shown is not None:
                if isinstance(shown, Decimal):
                    sums[at] += shown
                inside = _level(long, row, level) if level is not None and not at else style
                yield b'<c r="%s%d%s' % (letters, number, cell_rest(b"", shown, inside))
        yield b"</row>"
    if table.totals:
        yield from _totals(long, sums)


def _level(long: LongSheet, row: Sequence[Value], at: int) -> int:
    depth = row[at]
    return long.levels[min(depth, DEEPEST) if isinstance(depth, int) else 0]


def _totals(long: LongSheet, sums: Sequence[Decimal]) -> Iterator[bytes]:
    """The last row: sums as formulas with their value where they are sums of the rows."""
    placed, table = long.placed, long.placed.table
    totals = totals_of(table)
    yield b'<row r="%d">' % placed.end
    for at, (column, style) in enumerate(zip(table.columns, long.total, strict=True)):
        shown = held(column, totals.get(column.key))
        spot = b'<c r="%s%d' % (column_letters(at + 1).encode(), placed.end)
        if column.key in table.summed and isinstance(shown, Decimal) and sums[at] == shown:
            formula = escaped(sum_of(placed.area(column.key), filtered=True))
            yield spot + f'" s="{style}"><f>{formula}</f><v>{number_text(shown)}</v></c>'.encode()
        else:
            yield spot + cell_rest(b"", shown, style)
    yield b"</row>"
