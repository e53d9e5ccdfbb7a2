"""The cells below a header as columns: merged labels given to all their rows, group labels filled down."""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl

from salesplan.load.found import FoundColumn
from salesplan.model.tables import TABLES, table_fields

FILLED_DOWN = frozenset(("period", "region", "province", "city", "country", "channel", "category", "team", "segment"))
"""Fields whose label may stand in the first row of a group only."""
_ADDED_UP = frozenset(("amount", "number", "count"))
_NOT_ADDED = frozenset(("price", "hours_per_day", "contacts_per_day", "year"))
Merged = tuple[tuple[int, int, int, int], ...]


def is_figure(column: FoundColumn) -> bool:
    """Whether a column holds amounts or counts that a total row adds up (no prices, rates or scores)."""
    if column.field is None or column.field in _NOT_ADDED or column.table not in TABLES:
        return False
    return table_fields(column.table)[column.field].header.kind in _ADDED_UP


def wide(cells: pl.DataFrame, indexes: Sequence[int], merged: Merged) -> pl.DataFrame:
    """``row`` and the text, kind and style of each wanted column; only rows with a cell in one of them.

    Only these columns are made wide, so that a far cell costs nothing.
    """
    kept = _with_merged(cells, merged, indexes)
    parts = {key[0]: part for key, part in kept.partition_by("column", as_dict=True, include_key=False).items()}
    present = [parts[index]["row"] for index in indexes if index in parts]
    if not present:
        none = pl.DataFrame({"row": []}, schema={"row": pl.Int32})
        return none.with_columns(each for i in indexes for each in _empty(i))
    rows = _all_rows(present)
    # the columns are joined one by one and put side by side once: a frame that grows costs its width each time
    return pl.concat(
        [rows.to_frame(), *(_column(index, parts.get(index), rows) for index in indexes)], how="horizontal"
    )


def _column(index: int, part: pl.DataFrame | None, rows: pl.Series) -> pl.DataFrame:
    """Text, kind and style of one column in every row, null where it has no cell."""
    if part is None:
        return rows.to_frame().select(_empty(index))
    names = {"text": f"t{index}", "kind": f"k{index}", "style": f"s{index}"}
    if len(part) == len(rows):
        return part.select(*names).rename(names)
    return rows.to_frame().join(part, on="row", how="left", maintain_order="left").select(*names).rename(names)


def fill_down(frame: pl.DataFrame, columns: Sequence[FoundColumn]) -> tuple[pl.DataFrame, dict[int, int]]:
    """The rows with group labels in every row, and how many cells were filled in each column.

    A label column is one of FILLED_DOWN left of the first amount, its first cell filled, its blanks below, each label
    once: a value that comes again further down is no group's label but a column with gaps, and stays as it is.
    """
    first = min((c.index for c in columns if is_figure(c)), default=1 << 30)
    filled: dict[int, int] = {}
    for column in columns:
        text = f"t{column.index}"
        if column.index > first or column.field not in FILLED_DOWN or column.status not in ("used", "foreign"):
            continue
        blanks = frame[text].null_count() if len(frame) else 0
        if blanks and frame[text][0] is not None and not frame[text].drop_nulls().is_duplicated().any():
            filled[column.index] = blanks
            frame = frame.with_columns(pl.col(f"{letter}{column.index}").forward_fill() for letter in "tks")
    return frame, filled


def _empty(index: int) -> list[pl.Expr]:
    types: tuple[tuple[str, type[pl.DataType]], ...] = (("t", pl.String), ("k", pl.UInt8), ("s", pl.Int32))
    return [pl.repeat(None, pl.len(), dtype=dtype).alias(f"{letter}{index}") for letter, dtype in types]


def _all_rows(parts: Sequence[pl.Series]) -> pl.Series:
    longest = max(parts, key=len)
    others = [part for part in parts if len(part) != len(longest) or not part.equals(longest)]
    return pl.concat([longest, *others]).unique().sort() if others else longest


def _with_merged(cells: pl.DataFrame, merged: Merged, indexes: Sequence[int]) -> pl.DataFrame:
    """The cells with the value of each vertically merged one in all its rows that hold anything else."""
    spans = [(top, left, bottom) for top, left, bottom, _ in merged if bottom > top and left in indexes]
    if not spans or cells.is_empty():
        return cells
    given = pl.DataFrame(spans, schema={"row": pl.Int32, "column": pl.Int32, "until": pl.Int32}, orient="row")
    first = given.join(cells, on=["row", "column"], how="inner")
    rows = first.select(
        pl.int_ranges(pl.col("row") + 1, pl.col("until") + 1, dtype=pl.Int32).alias("row"), pl.exclude("row", "until")
    )
    more = rows.explode("row").join(cells.select("row").unique(), on="row", how="semi").select(cells.columns)
    more = more.join(cells.select("row", "column"), on=["row", "column"], how="anti")
    return pl.concat([cells, more]).sort("row", "column") if len(more) else cells
