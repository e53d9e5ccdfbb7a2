"""A list found in one sheet with its columns read: the step between cells and records, shared by all commands."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import polars as pl

from salesplan.load.found import FoundColumn, FoundTable
from salesplan.load.grid import DATE, ISO, NUMBER, TEXT, Grid
from salesplan.load.places import Places
from salesplan.load.values.column import CellColumn, Context, ReadColumn, read_column
from salesplan.load.values.words import NUMBER_MARKS
from salesplan.model.field import FieldKind
from salesplan.model.reading import ReadOptions
from salesplan.model.tables import TABLES, table_fields

SCALED = ("amount", "number", "share", "score")
"""Kinds of values that stand in frames as whole numbers of 10^-scale."""
GUESSED_BAD = ("error-value", "formula")
"""What can be wrong in a column whose kind is only guessed: nothing that the guess itself would make wrong."""
_NUMBER = r"^\s*[-+]?(?:0|[1-9][0-9]*|[1-9][0-9]{0,2}(?:,[0-9]{3})+)(?:\.[0-9]+)?\s*$"


@dataclass(frozen=True)
class SheetList:
    """A list in its sheet. ``read`` holds the columns that were read, ``kinds`` what each was read as, by index."""

    grid: Grid
    found: FoundTable
    read: Mapping[int, ReadColumn]
    kinds: Mapping[int, FieldKind]

    @property
    def places(self) -> Places:
        """The addresses of its cells."""
        return Places(self.grid)

    @property
    def rows(self) -> pl.Series:
        """The row of each record in the grid."""
        return self.found.frame["row"]

    def is_scaled(self, column: FoundColumn) -> bool:
        """Whether the column's values are whole numbers of 10^-scale."""
        return self.kinds[column.index] in SCALED

    def columns(self) -> list[FoundColumn]:
        """The columns that were read, from left to right."""
        return [column for column in self.found.columns if column.index in self.read]


def read_sheet(grid: Grid, found: FoundTable, options: ReadOptions, wanted: Callable[[FoundColumn], bool]) -> SheetList:
    """Read the wanted columns of a list, each as its field declares, or as what its cells look like."""
    columns = [column for column in found.columns if wanted(column)]
    kinds = {column.index: kind_of(column, found) for column in columns}
    read = {column.index: _read(column, kinds[column.index], grid, found, options) for column in columns}
    return SheetList(grid, found, read, kinds)


def read_as(sheet: SheetList, column: FoundColumn, kind: FieldKind, options: ReadOptions) -> SheetList:
    """The sheet with this one column, read as a kind of the caller's choice; every cell that is none is bad."""
    found = sheet.found
    read = read_column(kind, *_cells(column, kind, sheet.grid, found, options))
    return SheetList(sheet.grid, found, {column.index: read}, {column.index: kind})


def declared(column: FoundColumn) -> FieldKind | None:
    """The kind of the column's field; None for a column without one."""
    if column.field is None or column.table not in TABLES:
        return None
    return table_fields(column.table)[column.field].header.kind


def kind_of(column: FoundColumn, found: FoundTable) -> FieldKind:
    """The kind that the field declares; without a field: numbers or days where every cell is one, else text."""
    kind = declared(column)
    if kind is not None:
        return kind
    texts, kinds = found.frame[f"t{column.index}"], found.frame[f"k{column.index}"]
    present = set(kinds.drop_nulls().unique().to_list())
    if present & {DATE, ISO} and not present & {NUMBER, TEXT}:
        return "date"
    if DATE in present or ISO in present or not present & {NUMBER, TEXT}:
        return "text"
    return "number" if _all_numbers(texts.filter((kinds == TEXT).fill_null(value=False))) else "text"


def _all_numbers(texts: pl.Series) -> bool:
    """Whether each text is a plain number or a mark for nothing. A leading zero makes a code."""
    distinct = texts.unique().drop_nulls()
    plain = distinct.str.contains(_NUMBER) | distinct.str.strip_chars().str.to_lowercase().is_in(list(NUMBER_MARKS))
    return bool(plain.all())


def unit_of_column(column: FoundColumn, found: FoundTable, kind: FieldKind) -> str | None:
    """The unit in the column's title; for amounts without one, the unit of the whole sheet (单位：千元)."""
    return column.unit or (found.unit if kind == "amount" else None)


def _cells(
    column: FoundColumn, kind: FieldKind, grid: Grid, found: FoundTable, options: ReadOptions
) -> tuple[CellColumn, Context]:
    i, frame = column.index, found.frame
    context = Context(
        options=options,
        unit=unit_of_column(column, found, kind),
        formats=grid.formats,
        date1904=grid.date1904,
        field=column.field or "",
    )
    return CellColumn(frame[f"t{i}"], frame[f"k{i}"], frame[f"s{i}"]), context


def _read(column: FoundColumn, kind: FieldKind, grid: Grid, found: FoundTable, options: ReadOptions) -> ReadColumn:
    read = read_column(kind, *_cells(column, kind, grid, found, options))
    if declared(column) is not None:
        return read
    bad = read.bad.filter(pl.col("reason").is_in(GUESSED_BAD))
    return ReadColumn(read.values, read.scale, bad, (), read.power)
