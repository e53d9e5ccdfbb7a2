"""The records of one sheet: its fields as typed columns, what is wrong in them, and which rows a command cannot use."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

import polars as pl

from salesplan.errors import Problem
from salesplan.load.cell_problems import CellProblem, bad_cells, out_of_bounds, required_missing
from salesplan.load.extra_columns import extras_of, whole_rows
from salesplan.load.found import FoundColumn
from salesplan.load.sheet_list import SheetList
from salesplan.load.stack import Part
from salesplan.model.reading import ReadOptions
from salesplan.model.records import ROW


@dataclass(frozen=True)
class SheetRows:
    """The usable records of a sheet, how many rows bad cells in needed fields cost, and every problem of its cells.

    ``left_out``: id and name of each row that was lost so; ``lost``: what is text in these rows. ``bad``: by field the
    rows with a bad cell.
    """

    part: Part
    bad_rows: int
    problems: tuple[Problem, ...]
    left_out: tuple[tuple[str | None, str | None], ...] = ()
    lost: Part | None = None
    bad: Mapping[str, frozenset[int]] = field(default_factory=dict)


def rows_of(sheet: SheetList, options: ReadOptions, needed: Collection[str]) -> SheetRows:
    """The records of a sheet.

    A bad cell counts as missing. In a field that the command needs it takes its row out, except with on_error "stop",
    where the caller refuses the list.
    """
    columns = [column for column in sheet.columns() if column.status == "used"]
    frame = pl.DataFrame({name_of(column): sheet.read[column.index].values for column in columns})
    bad = bad_cells(sheet, options, needed)
    bad += out_of_bounds(sheet, _by_field(frame, columns), [c for c in columns if c.period is None], needed)
    frame = _emptied(frame, bad)
    lost = sorted({each.at for each in bad if each.column.field in needed}) if options.on_error == "skip" else []
    kept = pl.Series(range(len(sheet.rows)), dtype=pl.Int64).is_in(lost).not_()
    held = {(each.at, each.column.index) for each in bad}
    missing = tuple(required_missing(sheet, held))
    also = extras_of(sheet, options)
    rows = frame.insert_column(0, sheet.places.rows(sheet.rows).alias(ROW))
    scales = {**_scales(sheet, columns), **dict(also.scales)}
    whole = whole_rows(sheet, options)
    fields = _rows_by_field(bad, rows[ROW])
    part = Part(rows.with_columns(also.values).with_columns(whole).filter(kept), scales, _months(columns))
    gone = rows.with_columns(whole).filter(~kept)
    if options.also:  # who names the columns he wants is not told of the others
        bad = [each for each in bad if each.column.field in needed or each.column.index in also.columns]
    problems = (*(each.problem for each in bad), *also.problems, *missing)
    return SheetRows(part, len(lost), problems, _named(gone), Part(gone.select(ROW, pl.col(pl.String)), {}, {}), fields)


def _rows_by_field(bad: Sequence[CellProblem], rows: pl.Series) -> dict[str, frozenset[int]]:
    """The rows, by their numbers, in which each field has a bad cell."""
    found: defaultdict[str, set[int]] = defaultdict(set)
    for each in bad:
        found[str(each.column.field)].add(rows[each.at])
    return {key: frozenset(numbers) for key, numbers in found.items()}


def _named(rows: pl.DataFrame) -> tuple[tuple[str | None, str | None], ...]:
    """Id and name of rows, None where the list has none."""
    given = [pl.col(key) if key in rows.columns else pl.lit(None).alias(key) for key in ("id", "name")]
    return tuple(rows.select(*given).rows()) if len(rows) else ()


def name_of(column: FoundColumn) -> str:
    """The name of a column in the frame: its field, and the month where months stand side by side."""
    return f"{column.field}@{column.period}" if column.period else str(column.field)


def _by_field(frame: pl.DataFrame, columns: Sequence[FoundColumn]) -> pl.DataFrame:
    return frame.select(str(column.field) for column in columns if column.period is None)


def _emptied(frame: pl.DataFrame, bad: Sequence[CellProblem]) -> pl.DataFrame:
    """The frame without the values that are out of bounds; cells that could not be read are empty already."""
    cells: dict[str, list[int]] = {}
    for each in bad:
        cells.setdefault(name_of(each.column), []).append(each.at)
    return frame.with_columns(frame[name].clone().scatter(sorted(at), None) for name, at in cells.items())


def _scales(sheet: SheetList, columns: Sequence[FoundColumn]) -> dict[str, int]:
    return {name_of(c): sheet.read[c.index].scale for c in columns if sheet.is_scaled(c)}


def _months(columns: Sequence[FoundColumn]) -> dict[str, dict[str, str]]:
    months: dict[str, dict[str, str]] = {}
    for column in columns:
        if column.period:
            months.setdefault(column.period, {})[str(column.field)] = name_of(column)
    return dict(sorted(months.items()))
