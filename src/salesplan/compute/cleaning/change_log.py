"""Every cell that was changed, and every one that was left though something is wrong with it: the change log."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import narwhals as nw

from salesplan.compute.cleaning.cells import FAULTS, RULES
from salesplan.compute.cleaning.sheets import CleanColumn, CleanSheet
from salesplan.model.records import ROW
from salesplan.model.table import ColumnSpec, Table
from salesplan.model.whole_list import TEXT, named

Frame = nw.DataFrame[Any]
COLUMNS = (
    ColumnSpec("state", "code"),
    ColumnSpec("file", "text"),
    ColumnSpec("sheet", "text"),
    ColumnSpec("row", "integer"),
    ColumnSpec("column", "text"),
    ColumnSpec("header", "text"),
    ColumnSpec("field", "text"),
    ColumnSpec("old", "text"),
    ColumnSpec("new", "text"),
    ColumnSpec("rule", "code"),
)
"""``state``: changed or left. ``rule``: what was done, or why the cell stays as it is."""


@dataclass(frozen=True)
class RuleCount:
    """How many cells a rule changed (or a fault left), and the first of them."""

    rule: str
    cells: int
    header: str
    old: str
    new: str | None
    file: str
    sheet: str | None
    row: int
    column: str


def change_log(sheets: Sequence[CleanSheet]) -> Table:
    """One row a cell, in the order of the list: by sheet, row and column."""
    parts = [part for at, sheet in enumerate(sheets) for part in _parts(at, sheet)]
    columns = [spec.key for spec in COLUMNS]
    if not parts:
        return Table(COLUMNS)
    frame = nw.concat(parts).sort("source", "row", "at", "state")
    return Table(COLUMNS, frame=frame.select(*columns))


def _parts(source: int, sheet: CleanSheet) -> Iterator[Frame]:
    for column in sheet.columns:
        for state, codes in (("changed", column.rule), ("left", column.fault)):
            if codes.null_count() < len(codes):
                yield _cells(source, sheet, column, (state, codes))


def _cells(source: int, sheet: CleanSheet, column: CleanColumn, told: tuple[str, nw.Series[Any]]) -> Frame:
    """The cells of a column that have a rule (or a fault)."""
    state, codes = told
    of, whole = column.column, sheet.sheet
    frame = whole.frame.select(row=nw.col(ROW), old=nw.col(named(TEXT, of.at))).with_columns(
        new=column.new if state == "changed" else nw.lit(None, dtype=nw.String()), rule=codes
    )
    return frame.filter(~nw.col("rule").is_null()).with_columns(
        nw.lit(source).alias("source"),
        nw.lit(of.at).alias("at"),
        nw.lit(state).alias("state"),
        nw.lit(whole.file).alias("file"),
        nw.lit(whole.name, dtype=nw.String()).alias("sheet"),
        nw.lit(of.letter).alias("column"),
        nw.lit(of.title).alias("header"),
        nw.lit(of.field, dtype=nw.String()).alias("field"),
    )


def counted(log: Table, state: str) -> tuple[RuleCount, ...]:
    """The rules (or faults) that occur, in their own order, each with its count and its first cell."""
    if log.frame is None:
        return ()
    cells = log.frame.filter(nw.col("state") == state)
    codes = RULES if state == "changed" else FAULTS
    return tuple(_counted(code, of_code) for code in codes if len(of_code := cells.filter(nw.col("rule") == code)))


def _counted(code: str, cells: Frame) -> RuleCount:
    keys = ("header", "old", "new", "file", "sheet", "row", "column")
    first = cells.select(*keys).row(0)
    return RuleCount(code, len(cells), *first)
