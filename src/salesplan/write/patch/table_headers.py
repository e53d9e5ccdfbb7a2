"""Cells of an Excel Table that are more than cells: its header names its columns, its totals row is no record."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from salesplan.errors import CannotWrite, Problem
from salesplan.text import Text
from salesplan.write.patch.cell_xml import CellValue, column_letters
from salesplan.write.patch.list_extent import Extent, tables_of
from salesplan.write.patch.table_patch import TableInfo, header_names
from salesplan.write.patch.workbook_parts import OpenBook
from salesplan.write.update import NewColumn


def refuse_table_headers(book: OpenBook, cells: Mapping[str, CellValue]) -> None:
    """Raise CannotWrite (WRITE-table-header) for every header cell of a Table that would say something else.

    ``cells`` are the values by address. The Table keeps the names of its columns a second time, and Excel offers
    to repair a workbook in which they differ.
    """
    problems = [problem for table in tables_of(book) if table.has_header for problem in _renamed(book, table, cells)]
    if problems:
        raise CannotWrite(problems)


def without_totals(columns: Sequence[NewColumn], extent: Extent) -> Sequence[NewColumn]:
    """The columns without values for the totals rows of the list's Table."""
    if not any(row in column.values for column in columns for row in extent.totals):
        return columns
    return [
        replace(c, values={row: value for row, value in c.values.items() if row not in extent.totals}) for c in columns
    ]


def _renamed(book: OpenBook, table: TableInfo, cells: Mapping[str, CellValue]) -> Iterator[Problem]:
    top, left, _, right = table.area
    names = header_names(book.read_part(table.part))
    for column, name in zip(map(column_letters, range(left, right + 1)), names, strict=False):
        spellings = (f"{column}{top}", f"${column}{top}", f"{column}${top}", f"${column}${top}")
        if any(cells[cell] != name for cell in spellings if cell in cells):
            yield _problem(book, table, spellings[0], name)


def _problem(book: OpenBook, table: TableInfo, cell: str, name: str) -> Problem:
    what = Text(
        "这里是表格 {table} 的表头“{name}”，改了 Excel 会要求修复文件",
        'this is the header "{name}" of the table {table}; with another one Excel would ask to repair the file',
    )
    fix = Text("在 Excel 里改这个表头", "rename the header in Excel")
    return Problem("WRITE-table-header", "error", what.format(table=table.name, name=name), fix, book.at(cell), name)
