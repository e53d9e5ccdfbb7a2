"""Columns that a command wants besides the fields of the list: found by field or title, read as the kind it wants."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import polars as pl

from salesplan.errors import Problem
from salesplan.load.cell_problems import bad_cells
from salesplan.load.found import FoundColumn
from salesplan.load.grid import ISO, TEXT
from salesplan.load.headers import meanings
from salesplan.load.names import key_of, normalise
from salesplan.load.sheet_list import SCALED, SheetList, declared, read_as
from salesplan.model.reading import ExtraColumn, ReadOptions, cell_columns

FIGURES = (*SCALED, "count")


@dataclass(frozen=True)
class Extras:
    """The wanted columns that a sheet has: one value a record each, the scales of numbers, cells that are none.

    ``columns`` are their positions in the sheet.
    """

    values: tuple[pl.Series, ...] = ()
    scales: tuple[tuple[str, int], ...] = ()
    problems: tuple[Problem, ...] = ()
    columns: frozenset[int] = frozenset()


def extras_of(sheet: SheetList, options: ReadOptions) -> Extras:
    """The columns of ``options.also`` that this sheet has. A cell that cannot be read is missing; it takes no row out.

    Where a column is a field of the list and of the wanted kind, its cells are those of the field, and so are their
    problems; any other cell that a strict wish cannot read is a warning.
    """
    values: list[pl.Series] = []
    scales: list[tuple[str, int]] = []
    problems: list[Problem] = []
    columns: set[int] = set()
    for wish in options.also:
        column = column_named(wish.name, sheet)
        if column is None:
            continue
        columns.add(column.index)
        told = _of_field(column, wish, sheet)
        read = sheet if told else read_as(sheet, column, wish.kind, options)
        values.append(read.read[column.index].values.alias(wish.column))
        if read.is_scaled(column):
            scales.append((wish.column, read.read[column.index].scale))
        if wish.strict and not told:
            found = bad_cells(read, options, ())
            problems += [replace(each.problem, severity="warning") for each in found]
    return Extras(tuple(values), tuple(scales), tuple(problems), frozenset(columns))


def whole_rows(sheet: SheetList, options: ReadOptions) -> list[pl.Series]:
    """Every column of the sheet as texts (``options.whole``): a text as it stands, numbers and days as they are shown.

    Columns that salesplan wrote, and those of months beside each other, are left out.
    """
    if not options.whole:
        return []
    names = cell_columns([column.header for column in sheet.found.columns])
    wanted = [(c, n) for c, n in zip(sheet.found.columns, names, strict=True) if c.status != "ours" and not c.period]
    return [_as_it_stands(sheet, column, options).alias(name) for column, name in wanted]


def _as_it_stands(sheet: SheetList, column: FoundColumn, options: ReadOptions) -> pl.Series:
    texts, kinds = sheet.found.frame[f"t{column.index}"], sheet.found.frame[f"k{column.index}"]
    shown = read_as(sheet, column, "text", options).read[column.index].values
    typed = kinds.is_in([TEXT, ISO]).fill_null(value=False)
    return texts.zip_with(typed, shown)


def _of_field(column: FoundColumn, wish: ExtraColumn, sheet: SheetList) -> bool:
    """Whether the column was read as its field, in the wanted kind: any field of figures is one of numbers."""
    if column.status != "used" or column.index not in sheet.read:
        return False
    kind = declared(column)
    return kind == wish.kind or (wish.kind == "number" and kind in FIGURES)


def column_named(name: str, sheet: SheetList) -> FoundColumn | None:
    """The column that a key, a title or another name of a field means; the first one where several have the title."""
    columns = sheet.found.columns
    used = {column.field: column for column in columns if column.status == "used" and column.field}
    if name in used:
        return used[name]
    exact = [c for c in columns if name.strip() in (c.raw.strip(), c.header) and c.header]
    key = key_of(normalise(name).title)
    alike = exact or [c for c in columns if c.header and key_of(c.header) == key]
    if alike:
        return _filled(alike, sheet)
    meaning = meanings(sheet.found.table).get(normalise(name).key)
    return used.get(meaning.field) if meaning else None


def _filled(columns: Sequence[FoundColumn], sheet: SheetList) -> FoundColumn:
    """The first of several columns that has any value."""
    frame = sheet.found.frame
    return next((c for c in columns if frame[f"t{c.index}"].null_count() < len(frame)), columns[0])
