"""Reads lists with every column as it stands, for a command that hands the whole list back."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

import narwhals as nw
import polars as pl

from salesplan.load.cell_problems import out_of_bounds
from salesplan.load.found import FoundColumn, FoundTable
from salesplan.load.grid import DATE, ISO, NUMBER, TEXT, Grid
from salesplan.load.lists import read_sheets
from salesplan.load.sheet_list import SheetList, declared, read_as, read_sheet, unit_of_column
from salesplan.load.values.cells import shown
from salesplan.load.values.days import serial_moment
from salesplan.model.reading import ReadOptions
from salesplan.model.records import ROW
from salesplan.model.whole_list import BOUNDS, FAULT, TYPED, VALUE, WholeColumn, WholeList, WholeSheet, named
from salesplan.model.whole_list import TEXT as SHOWN

_KEPT = ("ours", "row-number", "derived")
"""Columns that are no data of the list: they go along as they are."""
_FIGURES = ("amount", "number", "share", "score")
_DAYS = re.compile(r"日期$|时间$|時間$|\bdate$|[^今昨生]日$", re.IGNORECASE)
"""Titles of the user's own columns that hold days."""


def read_whole(
    typed: Sequence[str], options: ReadOptions, *, table: str | None = None, strict: bool = False
) -> WholeList:
    """The list as ``read_list`` reads it, no row left out for a bad cell, and its sheets with all their columns.

    Raises what ``read_list`` raises.
    """
    records, kept = read_sheets(typed, options, table=table, strict=strict)
    sheets = [_whole(at, grid, found, options) for at, (grid, found) in enumerate(kept)]
    return WholeList(records, sheets)


def _whole(source: int, grid: Grid, found: FoundTable, options: ReadOptions) -> WholeSheet:
    sheet = _with_days(read_sheet(grid, found, options, lambda _column: True), options)
    columns = sheet.columns()
    outside = _outside(sheet)
    parts = [series for column in columns for series in _parts(sheet, column, outside.get(column.index, []))]
    frame = pl.DataFrame([sheet.places.rows(sheet.rows).alias(ROW), *parts])
    return WholeSheet(
        source,
        grid.file,
        grid.sheet,
        sheet.places.is_text,
        found.table,
        tuple(_column(sheet, column) for column in columns),
        nw.from_native(frame, eager_only=True),
    )


def _with_days(sheet: SheetList, options: ReadOptions) -> SheetList:
    """The sheet with the user's own columns of texts read as days where their title says so and some cells are days."""
    read, kinds = dict(sheet.read), dict(sheet.kinds)
    for column in sheet.columns():
        if declared(column) is None and kinds[column.index] == "text" and _DAYS.search(column.raw.strip()):
            days = read_as(sheet, column, "date", options).read[column.index]
            if days.values.null_count() < len(days.values):
                read[column.index], kinds[column.index] = days, "date"
    return SheetList(sheet.grid, sheet.found, read, kinds)


def _column(sheet: SheetList, column: FoundColumn) -> WholeColumn:
    kind, read = sheet.kinds[column.index], sheet.read[column.index]
    unit = unit_of_column(column, sheet.found, kind)
    title = column.raw.strip()
    if unit and not column.unit:  # it stood above the list, where the clean one has no line
        title = f"{title}（{unit}）"
    used = column.status == "used"
    return WholeColumn(
        column.index,
        column.letter,
        title,
        column.field if used else None,
        kind,
        kept=column.status in _KEPT,
        scale=max(read.scale + read.power, 0) if kind in _FIGURES else 0,
        percent=_is_percent(sheet, column),
    )


def _is_percent(sheet: SheetList, column: FoundColumn) -> bool:
    """Whether numbers of the column are shown with a percent sign."""
    styles = sheet.found.frame[f"s{column.index}"].drop_nulls().unique().to_list()
    formats = sheet.grid.formats
    return any("%" in formats[style] for style in styles if 0 <= style < len(formats))


def _outside(sheet: SheetList) -> dict[int, list[int]]:
    """Where values lie outside the bounds of their fields, by column."""
    used = [column for column in sheet.columns() if column.status == "used" and column.period is None]
    fields = pl.DataFrame({str(column.field): sheet.read[column.index].values for column in used})
    found: dict[int, list[int]] = {}
    for cell in out_of_bounds(sheet, fields, used, ()):
        found.setdefault(cell.column.index, []).append(cell.at)
    return found


def _parts(sheet: SheetList, column: FoundColumn, outside: Sequence[int]) -> list[pl.Series]:
    i, read = column.index, sheet.read[column.index]
    frame = sheet.found.frame
    texts, kinds = frame[f"t{i}"], frame[f"k{i}"]
    typed = (kinds == TEXT).fill_null(value=False)
    reasons = pl.repeat(None, len(texts), dtype=pl.String, eager=True)
    if len(read.bad):
        reasons = reasons.scatter(read.bad["at"], read.bad["reason"])
    if outside:
        reasons = reasons.scatter(outside, BOUNDS)
    return [
        _seen(sheet, column, typed).alias(named(SHOWN, i)),
        typed.alias(named(TYPED, i)),
        _own(sheet, column).alias(named(VALUE, i)),
        reasons.alias(named(FAULT, i)),
    ]


def _own(sheet: SheetList, column: FoundColumn) -> pl.Series:
    """The values; figures in the column's own unit."""
    read = sheet.read[column.index]
    below = -(read.scale + read.power)
    return read.values * 10**below if sheet.kinds[column.index] in _FIGURES and below > 0 else read.values


def _seen(sheet: SheetList, column: FoundColumn, typed: pl.Series) -> pl.Series:
    """What each cell shows: a text as it is, a number with the zeros of its format, a day as ISO text."""
    i, read = column.index, sheet.read[column.index]
    texts, kinds = sheet.found.frame[f"t{i}"], sheet.found.frame[f"k{i}"]
    days = kinds.is_in([DATE, ISO]).fill_null(value=False)
    if days.any():
        texts = _changed(texts, days, lambda text: _moment(text, date1904=sheet.grid.date1904))
    numbers = (kinds == NUMBER).fill_null(value=False)
    if numbers.any():
        texts = _changed(texts, numbers & texts.str.contains("[eE]"), lambda text: shown(text, NUMBER))
    if read.values.dtype == pl.String:
        given = ~typed & ~days & read.values.is_not_null()
        texts = texts.zip_with(~given, read.values)
    return texts


def _moment(text: str, *, date1904: bool) -> str:
    """A stored day, with its time where it has one."""
    try:
        return serial_moment(float(text), date1904=date1904)
    except ValueError:  # ISO text
        return text[:10] if len(text) == 10 or "00:00:00" in text else text.replace("T", " ")  # noqa: PLR2004 - a day


def _changed(texts: pl.Series, where: pl.Series, change: Callable[[str], str]) -> pl.Series:
    """The texts with those at some places changed, each distinct one once."""
    at = (where & texts.is_not_null()).fill_null(value=False).arg_true()
    if at.is_empty():
        return texts
    before = texts.gather(at)
    distinct = before.unique()
    after = pl.Series([change(text) for text in distinct], dtype=pl.String)
    return texts.clone().scatter(at, before.replace_strict(distinct, after))
