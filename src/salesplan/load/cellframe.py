"""The long frame of a grid's cells, made from plain lists: one line a cell, empty cells left out."""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl

from salesplan.load.grid import TEXT

SCHEMA = {"row": pl.Int32, "column": pl.Int32, "style": pl.Int32, "kind": pl.UInt8, "text": pl.String}
GENERAL = ("General",)
"""The one number format of sources that know none; every cell's style is its index 0."""


def long_cells(
    rows: Sequence[int] | pl.Series,
    columns: Sequence[int] | pl.Series,
    texts: Sequence[str] | pl.Series,
    kinds: Sequence[int] | pl.Series | int = TEXT,
) -> pl.DataFrame:
    """Cells by address (row from 1, column from 0); blanks-only texts count as empty and are left out."""
    given = {"row": rows, "column": columns, "text": texts}
    frame = pl.DataFrame(given, schema={name: SCHEMA[name] for name in given})
    kind = pl.lit(kinds) if isinstance(kinds, int) else pl.Series("kind", kinds, pl.UInt8)
    typed = frame.with_columns(kind.cast(pl.UInt8).alias("kind"), pl.lit(0, pl.Int32).alias("style"))
    return typed.filter(pl.col("text").str.strip_chars() != "").select(*SCHEMA)


def row_cells(
    records: Sequence[Sequence[str]], first_row: int = 1, first_column: int = 0, kinds: Sequence[int] | int = TEXT
) -> pl.DataFrame:
    """Cells of records that may differ in width, by the address of the very first; ``kinds`` has one for each cell."""
    widths = pl.Series(map(len, records), dtype=pl.Int32)
    texts = [text for record in records for text in record]
    places = pl.DataFrame({"row": pl.int_range(first_row, first_row + len(records), eager=True), "width": widths})
    places = places.filter(pl.col("width") > 0)
    places = places.select(pl.col("row").repeat_by("width"), pl.int_ranges(0, "width").alias("column"))
    places = places.explode("row", "column").with_columns(pl.col("column") + first_column)
    return long_cells(places["row"], places["column"], texts, kinds)
