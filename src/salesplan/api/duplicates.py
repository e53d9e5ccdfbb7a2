"""Customers who may stand in a list more than once: put up for review, merged as a person decided, and restored."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from salesplan.api.plan_lists import need_list, no_list
from salesplan.api.setting import Setting, setting, with_plan
from salesplan.errors import BadInput, BadUsage, Place, Problem
from salesplan.model.raw_cells import RawCell, RawSheet
from salesplan.model.reading import AS_IT_IS, ReadOptions
from salesplan.model.result import Result
from salesplan.text import Text

if TYPE_CHECKING:
    from salesplan.compute.cleaning.candidates import Customers
    from salesplan.compute.cleaning.decisions import Decision
    from salesplan.compute.cleaning.duplicates import DuplicatesSummary
    from salesplan.compute.cleaning.merge_sheets import MergedList
    from salesplan.compute.cleaning.merged_result import MergeSummary
    from salesplan.compute.cleaning.merging import Merge
    from salesplan.load.found import FoundTable
    from salesplan.load.grid import Grid


def duplicates(
    files: Sequence[str] = (),
    decisions: str | None = None,
    reading: ReadOptions = AS_IT_IS,
    where: Setting | None = None,
) -> Result[DuplicatesSummary]:
    """The customers who may be one, in groups for review; nothing is merged.

    ``decisions``: a list for review that somebody ticked: pairs that are different are not put up again.
    """
    from salesplan.compute.cleaning.duplicates import duplicates as duplicates_of

    where = where or setting(lists=files)
    told = decisions_in(decisions) if decisions else ()
    records = need_list("customers", files, where, replace(reading, whole=True), command="customers duplicates")
    return with_plan(duplicates_of(records, where.plan.parameters.clean, told), where)


def decisions_in(file: str) -> list[Decision]:
    """The decisions ticked in a list for review. BadInput where it is none, or says what is no decision."""
    from salesplan.compute.cleaning.review_columns import titles_in_all_languages
    from salesplan.compute.cleaning.told_decisions import decisions_of
    from salesplan.load.decisions import read_decisions

    _, rows = read_decisions(file, titles_in_all_languages())
    return decisions_of(file, ((row.number, row.cells) for row in rows))


@dataclass(frozen=True)
class Merged:
    """A merge worked out and not written yet: what it does, and the sheets of the workbook."""

    result: Result[MergeSummary]
    sheets: tuple[RawSheet, ...]


def merge(
    files: Sequence[str], decisions: str, reading: ReadOptions = AS_IT_IS, where: Setting | None = None
) -> Merged:
    """The list with the customers merged that somebody ticked, and the log of it. The list itself is not changed.

    BadUsage for several lists or sheets; BadInput where a decision does not fit the list, or contradicts others.
    """
    from salesplan.compute.cleaning.candidates import customers_of
    from salesplan.compute.cleaning.merged_result import merged_result
    from salesplan.compute.cleaning.merging import merges_of
    from salesplan.load.lists import read_sheets
    from salesplan.load.raw_rows import fingerprint

    where = where or setting(lists=files)
    named = list(files) or where.files("customers")
    if not named:
        raise BadUsage(no_list("customers", "customers duplicates"))
    told = decisions_in(decisions)
    records, kept = read_sheets(
        named, replace(where.reading(reading, "customers"), whole=True), table="customers", strict=bool(files)
    )
    if len(kept) != 1:
        raise BadUsage(_one_list(len(kept)))
    _refuse_unsolved(*kept[0])
    customers = customers_of(records, where.plan.parameters.clean.regions)
    merges = merges_of(told, customers, decisions)
    made = _merged_list(customers, merges, *kept[0])
    result = with_plan(merged_result(made, told, records), where)
    return Merged(result, tuple(made.sheets(fingerprint)))


def _merged_list(customers: Customers, merges: Sequence[Merge], grid: Grid, found: FoundTable) -> MergedList:
    from salesplan.compute.cleaning.merge_sheets import MergedList
    from salesplan.compute.cleaning.merging import changes_of
    from salesplan.load.raw_rows import raw_rows

    numbers = dict(enumerate(found.frame["row"].to_list()))
    involved = {numbers[at]: at for merge in merges for at in (merge.kept, *merge.gone)}
    cells = {involved[number]: row for number, row in raw_rows(grid, involved)}
    shown = [column for column in found.columns if column.status != "row-number"]
    fields = {column.index: column.field if column.status == "used" else None for column in shown}
    return MergedList(
        name=grid.sheet or Path(grid.file).stem,
        header=max(found.header_rows),
        rows=lambda: raw_rows(grid),
        row_of=numbers,
        titles={column.index: column.raw or column.letter for column in shown},
        cells=cells,
        merges=merges,
        changes=changes_of(merges, customers, fields, cells),
        customers=customers,
        numbered_from_1904=grid.date1904,
        shown=lambda cell: _as_people_read_it(cell, date1904=grid.date1904),
    )


def _as_people_read_it(cell: RawCell, *, date1904: bool) -> str:
    """A stored day as a day, ``2026-01-05``; anything else as the file has it."""
    from salesplan.load.values.cells import shown
    from salesplan.load.values.days import serial_moment
    from salesplan.ooxml.kinds import DATE

    with suppress(ValueError):
        if cell.kind == DATE:
            return serial_moment(float(cell.text), date1904=date1904)
    return shown(cell.text, cell.kind)


def _refuse_unsolved(grid: Grid, found: FoundTable) -> None:
    """BadInput with every column that has formulas without a stored result: moved up, they would count other rows."""
    from salesplan.load.found import letter_of
    from salesplan.ooxml.kinds import UNSOLVED

    titles = {column.index: column.raw.strip() for column in found.columns}
    cells = grid.cells.filter(grid.cells["kind"] == UNSOLVED)
    first: dict[int, list[int]] = {}
    for row, column in cells.select("row", "column").iter_rows():
        first.setdefault(column, []).append(row)
    what = Text(
        "“{title}”一列有 {n} 个公式，文件里没有算好的数，合并后行号变了会算错",
        "the column {title} has {n} formulas without a stored result: rows move in a merge, and they would be wrong",
    )
    fix = Text(
        "用 Excel 或 WPS 打开名单保存一次（公式就有数了），再合并",
        "open and save the list once in Excel or WPS, which stores their results, then merge",
    )
    faults = [
        Problem(
            "MERGED-formula",
            "error",
            what.format(title=titles.get(column) or letter_of(column), n=len(rows)),
            fix,
            Place(grid.file, grid.sheet, f"{letter_of(column)}{rows[0]}"),
        )
        for column, rows in sorted(first.items())
    ]
    if faults:
        raise BadInput(faults)


def restored(file: str) -> tuple[RawSheet, ...]:
    """The list as it was before a merge, from the workbook that the merge wrote.

    BadInput where it is no such workbook, or the list in it was changed since.
    """
    from salesplan.compute.cleaning.merge_sheets import UNDO, damaged, undo_of
    from salesplan.load.raw_rows import fingerprint, raw_rows
    from salesplan.load.source import open_source

    source = open_source(file, AS_IT_IS)
    names = [sheet.name for sheet in source.sheets]
    if UNDO not in names:
        raise BadInput(_no_merge(file))
    undo = undo_of(raw_rows(source.grid(UNDO)), file)
    grid = source.grid(names[0])
    if fingerprint(raw_rows(grid)) != undo.mark:
        raise BadInput(_edited(file, names[0]) if names[0] != UNDO else damaged(file))
    made = RawSheet(undo.name, lambda: undo.rows(raw_rows(grid)), undo.header, grid.date1904)
    return (made,)


def _one_list(count: int) -> Problem:
    what = Text("合并一次只能一份名单、一张工作表，现在有 {n} 张", "a merge takes one list in one sheet, these are {n}")
    fix = Text("一次给一个文件；几张表就用 --sheet 选一张", "name one file, and with several sheets one by --sheet")
    return Problem("DUPLICATES-one-list", "error", what.format(n=count), fix)


def _no_merge(file: str) -> Problem:
    what = Text("这不是 --apply 写出的合并工作簿", "this is no workbook that --apply wrote")
    fix = Text("给合并时 -o 写出的那份文件", "name the file that -o wrote when merging")
    return Problem("MERGED-no-log", "error", what, fix, Place(file))


def _edited(file: str, sheet: str | None) -> Problem:
    what = Text(
        "合并后的名单又改过，照原样恢复会丢掉这些修改", "the merged list was changed since: restoring would lose it"
    )
    fix = Text(
        "用没有改过的那份；或从“并掉的行”一张表里手工抄回",
        "name an unchanged copy, or copy from the sheet of merged rows by hand",
    )
    return Problem("MERGED-edited", "error", what, fix, Place(file, sheet))
