"""A parquet file as a grid of texts: the column names are row 1, each record one row below."""

from __future__ import annotations

import io

import polars as pl

from salesplan.load.cellframe import GENERAL, long_cells
from salesplan.load.grid import ISO, NUMBER, TEXT, TRUTH, Grid
from salesplan.load.refusal import damaged, too_large
from salesplan.ooxml import limits


def parquet_grid(data: bytes, typed: str) -> Grid:
    """Numbers as digits, days as ISO text, truth values as 1 and 0; NaN is missing; lists and structs are left out."""
    frame = _frame(data, typed)
    blocks = [_header(frame)]
    blocks += [
        _column(series, place) for place, series in enumerate(frame.get_columns()) if not series.dtype.is_nested()
    ]
    return Grid(typed, None, pl.concat(blocks).sort("row", "column"), "parquet", GENERAL)


def _frame(data: bytes, typed: str) -> pl.DataFrame:
    try:
        frame = pl.scan_parquet(io.BytesIO(data))
        cells = frame.select(pl.len()).collect().item() * len(frame.collect_schema())
        if cells <= limits.CELLS:
            return frame.collect()
    except BaseException as error:
        # a fault inside polars is no Exception, but pyo3's own kind of BaseException
        if isinstance(error, KeyboardInterrupt | SystemExit):
            raise
        raise damaged(typed) from error
    raise too_large(typed)


def _header(frame: pl.DataFrame) -> pl.DataFrame:
    return long_cells([1] * frame.width, range(frame.width), frame.columns)


def _column(series: pl.Series, place: int) -> pl.DataFrame:
    kind, texts = _texts(series)
    rows = pl.int_range(2, 2 + len(series), eager=True)
    return long_cells(rows, pl.repeat(place, len(series), eager=True), texts, kind)


def _texts(series: pl.Series) -> tuple[int, pl.Series]:
    """The kind of a column and its cells as texts; what has no text form is missing."""
    kind = series.dtype
    if kind == pl.Boolean:
        return TRUTH, series.cast(pl.Int8).cast(pl.String)
    if kind.is_float():
        return NUMBER, series.set(~series.is_finite(), None).cast(pl.String)
    if kind.is_numeric():
        return NUMBER, series.cast(pl.String)
    if kind == pl.Datetime:
        return ISO, series.dt.strftime("%Y-%m-%dT%H:%M:%S")
    if kind.is_temporal():
        return ISO, series.cast(pl.String)
    return TEXT, series.cast(pl.String, strict=False)
