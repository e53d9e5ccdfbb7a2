"""What is wrong in the cells of a list: bad cells, figures outside their bounds, cells that must be filled."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

import polars as pl

from salesplan.errors import Problem, Severity
from salesplan.load.check import breaches
from salesplan.load.found import FoundColumn
from salesplan.load.sheet_list import SheetList, unit_of_column
from salesplan.load.values.hints import About, hint
from salesplan.load.values.reasons import explained
from salesplan.load.values.units import unit_of
from salesplan.load.values.wording import DECIMAL_COMMA
from salesplan.model.reading import ReadOptions
from salesplan.model.tables import TABLES
from salesplan.text import Text

SINGLE = 3
"""How many empty cells of a column that must be filled are named one by one."""
_NAMED = 5
_FILL = Text("补填；没有这项数据的行请删去", "Fill it in, or take the row out of the list")


@dataclass(frozen=True)
class CellProblem:
    """A problem with one cell: the record it stands in (position in the list), its column, what to say."""

    at: int
    column: FoundColumn
    problem: Problem


def bad_cells(sheet: SheetList, options: ReadOptions, needed: Collection[str] | None) -> list[CellProblem]:
    """Every cell that could not be read, column by column.

    ``needed``: the fields that the command uses. A bad cell there is an error, in another field of the list a warning,
    in a column that no command reads a note. None (inspect): every field of the list counts as needed.
    """
    return [
        CellProblem(at, column, _problem(sheet, column, sheet.rows[at], value, reason, about, needed))
        for column in sheet.columns()
        for about in (_about(sheet, column, options),)
        for at, value, reason in sheet.read[column.index].bad.iter_rows()
    ]


def _about(sheet: SheetList, column: FoundColumn, options: ReadOptions) -> About:
    read = sheet.read[column.index]
    unit = options.units.get(column.field or "") or unit_of_column(column, sheet.found, sheet.kinds[column.index])
    comma = options.decimal == "," or any(note.code == DECIMAL_COMMA[0] for note in read.notes)
    return About(options, sheet.found.frame[f"t{column.index}"], unit or "", read.power, comma)


def _problem(
    sheet: SheetList,
    column: FoundColumn,
    row: int,
    value: str,
    reason: str,
    about: About,
    needed: Collection[str] | None,
) -> Problem:
    currency = about.options.currency
    unit = unit_of(column.unit, currency) if column.unit else None
    cause, more = hint(reason, value, about)
    code = unit.currency if unit else None
    why = explained(cause, value, column.field or column.header, currency, code, **more)
    what = titled(sheet, column, why.what)
    place = sheet.places.cell(column.letter, row, column.header)
    return Problem(why.code, severity_of(column, needed), what, why.fix, place, value)


def titled(sheet: SheetList, column: FoundColumn, what: Text) -> Text:
    """A sentence with the column's title before it, except in text files, whose places name the title already."""
    if sheet.places.is_text:
        return what
    return Text("{header}：{what}", "{header}: {what}").format(header=column.header or column.letter, what=what)


def severity_of(column: FoundColumn, needed: Collection[str] | None) -> Severity:
    """How bad a fault in this column is for the command at hand."""
    if column.status != "used":
        return "note"
    return "error" if needed is None or column.field in needed else "warning"


def out_of_bounds(
    sheet: SheetList, fields: pl.DataFrame, columns: Sequence[FoundColumn], needed: Collection[str] | None
) -> list[CellProblem]:
    """Figures outside the bounds that the row model declares, named like bad cells."""
    by_key = {column.field: column for column in columns if column.field}
    scales = {str(column.field): sheet.read[column.index].scale for column in columns if sheet.is_scaled(column)}
    found = breaches(TABLES[sheet.found.table].model, fields.select(by_key.keys()), scales)
    return [
        CellProblem(breach.at, column, _breach(sheet, column, breach.at, breach.what, needed))
        for breach in found
        for column in (by_key[breach.key],)
    ]


def _breach(sheet: SheetList, column: FoundColumn, at: int, what: Text, needed: Collection[str] | None) -> Problem:
    value = str(sheet.found.frame[f"t{column.index}"][at])
    said = titled(sheet, column, Text("“{value}”{what}", "“{value}” {what}").format(value=value, what=what))
    fix = Text("改正这个数，或清空单元格", "Correct the figure, or empty the cell")
    place = sheet.places.cell(column.letter, sheet.rows[at], column.header)
    return Problem("READ-bounds", severity_of(column, needed), said, fix, place, value)


def required_missing(sheet: SheetList, bad: AbstractSet[tuple[int, int]]) -> Iterator[Problem]:
    """Cells left empty in a column whose title marks it as one to fill, and records without any of their key fields.

    ``bad``: record and column of the cells that hold something unreadable, which is another problem. The first three
    cells of a column are named one by one, all others in one sentence.
    """
    found = list(_required(sheet, bad))
    for column in dict.fromkeys(column for column, _ in found):
        at = sorted(each for owner, each in found if owner == column)
        yield from (_missing(sheet, column, each) for each in at[:SINGLE])
        if rest := at[SINGLE:]:
            yield _also_missing(sheet, column, rest)


def _required(sheet: SheetList, bad: AbstractSet[tuple[int, int]]) -> Iterator[tuple[FoundColumn, int]]:
    """The column and record of each cell that must be filled and is empty."""
    starred = [column for column in sheet.columns() if column.starred and column.status == "used"]
    named: set[tuple[int, int]] = set()
    for column in starred:
        for at in sheet.read[column.index].values.is_null().arg_true():
            if (at, column.index) not in bad:
                named.add((at, column.index))
                yield column, at
    for group in TABLES[sheet.found.table].required_any:
        columns = [c for c in sheet.columns() if c.field in group and c.status == "used"]
        for at in _all_missing(sheet, columns):
            if not named & {(at, column.index) for column in columns} and not bad & {(at, c.index) for c in columns}:
                yield columns[0], at


def _all_missing(sheet: SheetList, columns: Sequence[FoundColumn]) -> list[int]:
    """The records in which none of the columns has a value; none where the list has no such column at all."""
    if not columns:
        return []
    masks = pl.DataFrame({column.letter: sheet.read[column.index].values.is_null() for column in columns})
    return masks.select(pl.arg_where(pl.all_horizontal(pl.all()))).to_series().to_list()


def _missing(sheet: SheetList, column: FoundColumn, at: int) -> Problem:
    what = titled(sheet, column, Text("必须填写，这里是空的", "must be filled in and is empty here"))
    place = sheet.places.cell(column.letter, sheet.rows[at], column.header)
    return Problem("READ-required", "warning", what, _FILL, place)


def _also_missing(sheet: SheetList, column: FoundColumn, at: Sequence[int]) -> Problem:
    """All further empty cells of a column in one sentence, the first few rows by number."""
    rows = ", ".join(str(sheet.places.row(sheet.rows[each])) for each in at[:_NAMED])
    what = Text(
        "另有 {count} 行也没有{header}（第 {rows} 行）", "{count} more rows have no {header} (rows {rows})"
    ).format(
        count=f"{len(at):,}", header=column.header or column.letter, rows=rows + (" ..." if len(at) > _NAMED else "")
    )
    place = sheet.places.cell(column.letter, sheet.rows[at[0]], column.header)
    return Problem("READ-required", "warning", what, _FILL, place)
