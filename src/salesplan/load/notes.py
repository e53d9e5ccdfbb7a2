"""What a reader of the figures should know about how a list was read. Notes and warnings never stop anything."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date

import polars as pl

from salesplan.errors import Place, Problem
from salesplan.load.cell_problems import titled
from salesplan.load.found import FoundColumn, FoundTable
from salesplan.load.grid import Grid
from salesplan.load.near_headers import near_headers
from salesplan.load.opening import OpenedFile
from salesplan.load.other_sheets import of_returns, returns_left
from salesplan.load.outliers import outliers
from salesplan.load.sheet_list import SheetList
from salesplan.load.values.cells import Note
from salesplan.model.moment import DAY
from salesplan.model.tables import TABLES
from salesplan.text import Text

AHEAD = frozenset(("close_date", "next_contact", "next_date", "left"))
"""Days that may well lie ahead: when a deal closes, the next contact, the next step, the last day of a person."""
SHOWN = 5
"""How many cells or rows a note names; its count is of all."""
NOTHING_TO_DO = Text("无需处理；不对时再改", "Nothing to do if that is right")


def sheet_notes(sheet: SheetList, today: date | None, *, decided: bool) -> list[Problem]:
    """Everything to know about one sheet, from its top to its cells. ``decided``: nobody said what the list is."""
    found = sheet.found
    return [
        *(_table(sheet) if decided else ()),
        *_encoding(sheet.grid),
        *_hidden(sheet),
        *_stray(sheet),
        *_filled_down(sheet),
        *_stand_ins(found, sheet),
        *_near(sheet),
        *(each for column in sheet.columns() for each in _column(sheet, column)),
        *outliers(sheet),
        *_future(sheet, today),
        *_duplicates(sheet),
    ]


def file_notes(file: OpenedFile, way: Callable[[OpenedFile], Text | None]) -> list[Problem]:
    """What to know about a file: how it was opened, and the shown sheets of it that were not read.

    ``way`` says how one of those is read, if that is of use (load/other_sheets.py). Returns beside orders are
    a warning.
    """
    shown = [name for name, state in file.unread.items() if state == "visible"]
    if not shown or file.sheets[0].picked.why == "asked":
        return list(file.source.notes)
    returns = of_returns(file, shown)
    others = [name for name in shown if name not in returns]
    found = [*file.source.notes, *([returns_left(file, returns)] if returns else [])]
    if not others:
        return found
    read = file.sheets[0].picked.name
    what = Text("读取工作表“{read}”，没有读：{others}", "the sheet “{read}” was read; not read: {others}")
    fix = way(file) or NOTHING_TO_DO
    place = Place(file=file.source.typed)
    return [*found, _note("READ-other-sheets", what.format(read=read, others=_listed(others)), place, fix)]


def _note(code: str, what: Text, place: Place, fix: Text = NOTHING_TO_DO) -> Problem:
    return Problem(code, "note", what, fix, place)


def _table(sheet: SheetList) -> Iterator[Problem]:
    what = Text("按“{label}”读取", "read as the list “{label}”").format(label=TABLES[sheet.found.table].label)
    fix = Text("不对时写 --table customers、orders 等", "Give --table customers, orders ... if that is wrong")
    yield _note("READ-table", what, sheet.places.whole(), fix)


def _encoding(grid: Grid) -> Iterator[Problem]:
    if not grid.encoding_sure:
        what = Text("编码按 {encoding} 读取，不能肯定", "the encoding {encoding} is likely, not certain")
        fix = Text("文字若是乱码，用 --encoding 写明", "If texts look wrong, give --encoding")
        yield _note("READ-encoding", what.format(encoding=grid.encoding), Place(file=grid.file), fix)


def hidden_rows(sheet: SheetList) -> tuple[int, ...]:
    """The records that a filter hides, by their row."""
    hidden = sheet.grid.hidden_rows
    return tuple(row for row in sheet.rows if row in hidden) if hidden else ()


def _hidden(sheet: SheetList) -> Iterator[Problem]:
    if rows := hidden_rows(sheet):
        what = Text("{count} 行被筛选隐藏，照样计入", "{count} rows are hidden by a filter and count all the same")
        fix = Text("不想计入时先删去这些行", "Take these rows out of the list if they must not count")
        yield _note("READ-hidden-rows", what.format(count=len(rows)), sheet.places.whole(), fix)


def _stray(sheet: SheetList) -> Iterator[Problem]:
    if stray := sheet.found.stray:
        what = Text("表外的单元格没有读：{cells}", "cells outside the list were not read: {cells}")
        fix = Text("属于名单时放进有表头的列", "Move them under a title if they belong to the list")
        place = Place(file=sheet.grid.file, sheet=sheet.grid.sheet, cell=stray[0][0])
        yield _note("READ-stray", what.format(cells=_listed([cell for cell, _ in stray])), place, fix)


def _filled_down(sheet: SheetList) -> Iterator[Problem]:
    by_index = {column.index: column for column in sheet.found.columns}
    for index, count in sheet.found.filled_down.items():
        what = Text("{count} 个空单元格沿用了上面的值", "{count} empty cells took the value above").format(count=count)
        column = by_index[index]
        yield _note("READ-filled-down", titled(sheet, column, what), _header_place(sheet, column))


def _stand_ins(found: FoundTable, sheet: SheetList) -> Iterator[Problem]:
    """For a field that several columns could give: which one does, and which ones were passed over."""
    for column in found.columns:
        others = [c for c in found.columns if c.status == "unused" and c.field == column.field]
        if column.status != "used" or not others or column.field is None:
            continue
        what = Text("{field} 用 {used}；{others} 未用", "{field} from {used}; {others} not used").format(
            field=column.field, used=_titled(column), others=", ".join(map(_titled, others))
        )
        fix = Text("换一列：--column {field}={letter}", "To use another: --column {field}={letter}")
        fix = fix.format(field=column.field, letter=others[0].letter)
        yield _note("READ-stand-in", what, _header_place(sheet, column), fix)


def _near(sheet: SheetList) -> Iterator[Problem]:
    """For a title that is almost one of ours: which one, and the option that makes it so."""
    for column, title, key in near_headers(sheet.found):
        what = Text("不认识“{header}”，它像是“{title}”", "“{header}” is not known; it looks like “{title}”")
        fix = Text("若是，加上 --column {field}={letter}", "If it is, add --column {field}={letter}")
        place = _header_place(sheet, column)
        what = what.format(header=column.header, title=title)
        yield _note("READ-near-header", what, place, fix.format(field=key, letter=column.letter))


def _titled(column: FoundColumn) -> str:
    return f"{column.header} ({column.letter})"


def _column(sheet: SheetList, column: FoundColumn) -> Iterable[Problem]:
    """What reading the cells of a column had to decide."""
    return (_said(sheet, column, note) for note in sheet.read[column.index].notes)


def _said(sheet: SheetList, column: FoundColumn, note: Note) -> Problem:
    what = titled(sheet, column, note.text)
    if not note.at:
        return _note(note.code, what, _header_place(sheet, column))
    rows = sheet.rows
    if len(note.at) > 1:
        cells = [sheet.places.address(column.letter, rows[at]) for at in note.at]
        what = Text("{what}（{cells}）", "{what} ({cells})").format(what=what, cells=_listed(cells))
    return _note(note.code, what, sheet.places.cell(column.letter, rows[note.at[0]], column.header))


def _header_place(sheet: SheetList, column: FoundColumn) -> Place:
    rows = sheet.found.header_rows
    return sheet.places.cell(column.letter, rows[-1], column.header) if rows else sheet.places.whole()


def _future(sheet: SheetList, today: date | None) -> Iterator[Problem]:
    """One warning a column with days after the present day, close, next and due dates and calendars aside."""
    if today is None or sheet.found.table == "calendar":
        return
    for column in sheet.columns():
        kind = sheet.kinds[column.index]
        if column.status != "used" or kind not in ("date", "moment") or column.field in AHEAD:
            continue
        values = sheet.read[column.index].values
        days = values if kind == "date" else values.str.slice(0, DAY).str.to_date("%Y-%m-%d")
        at = (days > today).fill_null(value=False).arg_true()
        if len(at):
            yield _ahead(sheet, column, at, today)


def _ahead(sheet: SheetList, column: FoundColumn, at: pl.Series, today: date) -> Problem:
    cells = [sheet.places.address(column.letter, row) for row in sheet.rows.gather(at.head(SHOWN))]
    what = Text("{count} 个日期晚于今天 {today}（{cells}）", "{count} dates are after today, {today} ({cells})")
    what = titled(sheet, column, what.format(count=len(at), today=today, cells=_listed(cells, len(at))))
    fix = Text("核对这些日期", "Check these dates")
    place = sheet.places.cell(column.letter, sheet.rows[at[0]], column.header)
    return Problem("READ-future-date", "warning", what, fix, place)


def _duplicates(sheet: SheetList) -> Iterator[Problem]:
    """A warning for each customer number, or name where there are no numbers, that several rows have. All rows stay."""
    used = {c.field: c for c in sheet.columns() if c.status == "used"}
    column = used.get("id") or used.get("name")
    if sheet.found.table != "customers" or column is None:
        return
    ids = pl.DataFrame({"id": sheet.read[column.index].values, "row": sheet.rows}).with_row_index("at")
    again = ids.filter(pl.col("id").is_not_null() & pl.col("id").is_duplicated())
    for (code,), rows in again.group_by("id", maintain_order=True):
        yield _duplicate(sheet, column, str(code), rows["row"].to_list(), _names_at(sheet, used, rows))


def _names_at(sheet: SheetList, used: Mapping[str | None, FoundColumn], rows: pl.DataFrame) -> list[str]:
    """The names in these rows, each once, where they are not the key itself."""
    if "id" not in used or "name" not in used:
        return []
    names = sheet.read[used["name"].index].values
    return [str(name) for name in dict.fromkeys(names[at] for at in rows["at"].to_list()) if name is not None]


def _duplicate(sheet: SheetList, column: FoundColumn, code: str, rows: Sequence[int], names: Sequence[str]) -> Problem:
    what = Text("{code} 出现在多行：{rows}", "{code} stands in several rows: {rows}")
    if len(names) > 1:
        what = Text(
            "{code} 出现在多行：{rows}，名称不同：{names}", "{code} stands in several rows: {rows}, named {names}"
        )
    named = _listed([str(sheet.places.row(row)) for row in rows])
    fix = Text(
        "同一个客户留一行；不是同一个就给各自的编号", "Keep one row for one customer; give different ones their own id"
    )
    place = sheet.places.cell(column.letter, rows[1], column.header)
    what = titled(sheet, column, what.format(code=code, rows=named, names=_listed(names)))
    return Problem("READ-duplicate", "warning", what, fix, place, code)


def _listed(items: Sequence[str], count: int | None = None) -> str:
    """The first of many, and a sign that there are more."""
    more = (count or len(items)) > SHOWN
    return ", ".join(items[:SHOWN]) + (" ..." if more else "")
