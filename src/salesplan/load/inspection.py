"""Reads one file only to say how it is read: every column, known or not, with what its cells hold."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

import polars as pl

from salesplan.errors import Place, Problem
from salesplan.load.ambiguity import ambiguities, no_header
from salesplan.load.cell_problems import bad_cells, out_of_bounds, required_missing
from salesplan.load.currencies import in_one_currency
from salesplan.load.found import FoundColumn, letter_of
from salesplan.load.inputs import input_of
from salesplan.load.lists import by_place
from salesplan.load.notes import file_notes, hidden_rows, sheet_notes
from salesplan.load.opening import OpenedFile, OpenedSheet, open_file
from salesplan.load.other_sheets import by_sheet
from salesplan.load.places import Places
from salesplan.load.sheet_list import SheetList, read_sheet, unit_of_column
from salesplan.load.table_finder import assume_table
from salesplan.model.inspection import Extreme, Inspection, SeenColumn, SeenSheet, TableChoice
from salesplan.model.reading import ReadOptions
from salesplan.model.table import scaled
from salesplan.text import Text

ADDRESSES = 10_000
"""Most cell addresses that one inspection lists; the counts are always whole."""


def inspect_source(typed: str, options: ReadOptions) -> Inspection:
    """How a file is read. Every fault in its cells is a finding; nothing but an unreadable file or option is refused.

    Where no header is recognised, the first row of two or more texts is taken for one, which is said.
    """
    file = open_file(typed, options)
    budget = _Budget(ADDRESSES)
    sheets = [_seen(sheet, options, budget) for sheet in file.sheets]
    first = file.sheets[0].grid
    return Inspection(
        file=typed,
        format=first.format,
        sheets=tuple(seen.sheet for seen in sheets),
        others=file.unread,
        encoding=first.encoding,
        encoding_sure=first.encoding_sure,
        separator=first.separator,
        findings=(
            *file_notes(file, by_sheet),
            *(each for seen in sheets for each in seen.findings),
            *_cut(budget, file),
        ),
        inputs=tuple(input_of(seen.read) for seen in sheets if seen.read is not None),
    )


@dataclass(frozen=True)
class _Seen:
    """One sheet as it is shown, what was found wrong in it, and its list, where there is one."""

    sheet: SeenSheet
    findings: tuple[Problem, ...]
    read: SheetList | None = None


def _seen(opened: OpenedSheet, options: ReadOptions, budget: _Budget) -> _Seen:
    places = Places(opened.grid)
    found = opened.picked.table
    assumed = assume_table(opened.grid) if found is None else None
    unknown = (no_header(assumed, places, options.table),) if found is None else ()
    found = found or assumed
    if found is None:
        return _Seen(_bare_sheet(opened), tuple(_as_note(problem) for problem in unknown))
    sheet = in_one_currency(read_sheet(opened.grid, found, options, lambda _column: True), options)
    findings = [*map(_as_note, unknown), *_findings(sheet, options)]
    return _Seen(_seen_sheet(opened, sheet, options, budget), tuple(sorted(findings, key=by_place)), sheet)


def _as_note(problem: Problem) -> Problem:
    """Said, not refused: inspect is what shows how to name the header."""
    return Problem(problem.code, "warning", problem.what, problem.fix, problem.place)


def _findings(sheet: SheetList, options: ReadOptions) -> list[Problem]:
    """Every problem and note of a sheet. Bounds and needs are those of a known table only."""
    bad = bad_cells(sheet, options, None)
    if sheet.found.assumed:
        return [each.problem for each in bad]
    used = [column for column in sheet.columns() if column.status == "used" and column.period is None]
    fields = pl.DataFrame({str(column.field): sheet.read[column.index].values for column in used})
    bad += out_of_bounds(sheet, fields, used, None)
    held = {(each.at, each.column.index) for each in bad}
    return [
        *ambiguities(sheet.found, sheet.places, ()),
        *sheet_notes(sheet, options.today, decided=False),
        *(each.problem for each in bad),
        *required_missing(sheet, held),
    ]


def _bare_sheet(opened: OpenedSheet) -> SeenSheet:
    """A sheet without any row of two texts: nothing in it can be a list."""
    return SeenSheet(
        name=opened.picked.name,
        why=opened.picked.why,
        state=opened.grid.state,
        table=None,
        table_why="header",
        header_rows=(),
        header_assumed=True,
        first_row=None,
        last_row=None,
        rows=0,
        date_system=_date_system(opened),
    )


def _seen_sheet(opened: OpenedSheet, sheet: SheetList, options: ReadOptions, budget: _Budget) -> SeenSheet:
    found, grid, places = sheet.found, opened.grid, sheet.places
    asked: TableChoice = "asked" if options.table else "header"
    inside = {column.index for column in found.columns}
    return SeenSheet(
        name=opened.picked.name,
        why=opened.picked.why,
        state=grid.state,
        table=found.table or None,
        table_why=asked,
        header_rows=found.header_rows,
        header_assumed=found.assumed,
        first_row=places.row(found.first_row) if found.first_row else None,
        last_row=places.row(found.last_row) if found.last_row else None,
        rows=len(found.frame),
        date_system=_date_system(opened),
        unit=found.unit,
        skipped={places.row(row): reason for row, reason in found.skipped.items()},
        hidden_rows=hidden_rows(sheet),
        hidden_columns=tuple(letter_of(index) for index in sorted(grid.hidden_columns & inside)),
        columns=tuple(_seen_column(sheet, column, budget) for column in found.columns),
    )


def _date_system(opened: OpenedSheet) -> int:
    return 1904 if opened.grid.date1904 else 1900


def _cut(budget: _Budget, file: OpenedFile) -> tuple[Problem, ...]:
    """A note when there are more missing and bad cells than addresses are listed."""
    if not budget.cut:
        return ()
    what = Text(
        "空单元格太多，只列出前 {count} 个地址，个数是完整的",
        "only {count} cell addresses are listed; the counts are whole",
    )
    fix = Text("看“缺失个数”和“坏单元格个数”两列", "See the columns missing_count and bad_count")
    return (Problem("READ-cut", "note", what.format(count=ADDRESSES), fix, Place(file=file.source.typed)),)


@dataclass
class _Budget:
    """How many more cell addresses may be listed, and whether some were not."""

    left: int
    cut: bool = False

    def take(self, letter: str, rows: pl.Series) -> tuple[str, ...]:
        """The addresses of these cells of a column, as far as the budget goes."""
        listed = rows.head(self.left).to_list()
        self.left -= len(listed)
        self.cut |= len(listed) < len(rows)
        return tuple(f"{letter}{row}" for row in listed)


def _seen_column(sheet: SheetList, column: FoundColumn, budget: _Budget) -> SeenColumn:
    read, kind = sheet.read[column.index], sheet.kinds[column.index]
    rows = sheet.places.rows(sheet.rows)
    bad = read.bad["at"].unique().sort()
    empty = read.values.is_null().arg_true()
    missing = empty.filter(~empty.is_in(bad.implode())) if len(bad) else empty
    listed = rows.gather(missing) if column.field else rows.clear()
    low, high = _extremes(sheet, column)
    header_rows = sheet.found.header_rows
    return SeenColumn(
        column=column.letter,
        header=column.header,
        header_cell=sheet.places.address(column.letter, header_rows[-1]) if header_rows else "",
        raw=column.raw,
        status=column.status,
        kind=kind,
        field=column.field,
        table=column.table if column.field else None,
        rank=column.rank,
        unit=unit_of_column(column, sheet.found, kind),
        period=column.period,
        filled=len(rows) - len(missing),
        sum=_trimmed(read.own_sum()),
        minimum=low,
        maximum=high,
        missing_count=len(missing),
        missing=budget.take(column.letter, listed),
        bad_count=len(bad),
        bad=budget.take(column.letter, rows.gather(bad)),
    )


def _extremes(sheet: SheetList, column: FoundColumn) -> tuple[Extreme, Extreme]:
    """The least and the greatest of a column's figures (in its own unit) or days."""
    read = sheet.read[column.index]
    ends = (
        (read.values.min(), read.values.max()) if read.values.dtype.is_integer() or read.values.dtype == pl.Date else ()
    )
    low, high = (_own(end, read.scale + read.power) for end in ends or (None, None))
    return low, high


def _own(value: object, scale: int) -> Extreme:
    if isinstance(value, int):
        return _trimmed(scaled(value, scale))
    return value if isinstance(value, date) else None


def _trimmed(figure: Decimal | None) -> Decimal | None:
    """A figure without the zeros that changing from yuan to the column's unit puts behind it."""
    if figure is None or figure == figure.to_integral_value():
        return None if figure is None else Decimal(int(figure))
    return figure.normalize()
