"""Columns of shares: 12.5% and 0.125 are the same, whole numbers of 10^-scale of 1."""

from __future__ import annotations

import re
from dataclasses import replace

import polars as pl

from salesplan.load.grid import TEXT
from salesplan.load.values.amounts import figures
from salesplan.load.values.cells import CellColumn, Context, ReadColumn, bad_frame, together
from salesplan.load.values.units import unit_of
from salesplan.load.values.words import plain

_QUOTED = re.compile(r'"[^"]*"|\\.')


def read_shares(cells: CellColumn, context: Context) -> ReadColumn:
    """Shares in parts of 1. A % in the cell, or in the header, divides by 100.

    A number cell that Excel itself shows as a percentage (format 0.0%) holds the part of 1 already, whatever the header
    says. A probability above 1 without any % is refused: 75 could be 75 % or 75 times.
    """
    column = _with_percent_formats(cells, context)
    return _bounded(cells, column, context) if context.field == "probability" else column


def _with_percent_formats(cells: CellColumn, context: Context) -> ReadColumn:
    """The column as read, its number cells with a percent format apart where the header has a % too."""
    unit = unit_of(context.stated_unit or "")
    styles = [i for i, code in enumerate(context.formats) if "%" in _QUOTED.sub("", code)]
    parts = cells.styles.is_in(styles).fill_null(value=False) & (cells.kinds != TEXT).fill_null(value=False)
    if unit is None or not unit.share or not parts.any():
        return figures(cells, context, percent=True)
    bare = figures(
        _only(cells, parts), replace(context, unit=None, options=replace(context.options, units={})), percent=True
    )
    rest = figures(_only(cells, ~parts), context, percent=True)
    scale = max(bare.scale, rest.scale)
    values = (rest.values * 10 ** (scale - rest.scale)).zip_with(~parts, bare.values * 10 ** (scale - bare.scale))
    return replace(rest, values=values, scale=scale, bad=together(bare.bad, rest.bad), notes=(*rest.notes, *bare.notes))


def _only(cells: CellColumn, keep: pl.Series) -> CellColumn:
    none = pl.repeat(None, len(keep), dtype=pl.String, eager=True)
    kinds = cells.kinds.zip_with(keep, pl.repeat(None, len(keep), dtype=cells.kinds.dtype, eager=True))
    return CellColumn(cells.texts.zip_with(keep, none), kinds, cells.styles)


def _bounded(cells: CellColumn, column: ReadColumn, context: Context) -> ReadColumn:
    """Probabilities without those above 1 that no % explains."""
    unit = unit_of(context.stated_unit or "")
    if unit is not None and unit.share:
        return column
    above = (column.values > 10**column.scale).fill_null(value=False)
    signed = pl.Series([t is not None and "%" in plain(t) for t in cells.texts.filter(above)], dtype=pl.Boolean)
    at = above.arg_true().filter(~signed)
    if at.is_empty():
        return column
    bad = bad_frame(at, cells.texts.gather(at), pl.repeat("probability", len(at), dtype=pl.String, eager=True))
    values = column.values.clone().scatter(at, [None] * len(at))
    return replace(column, values=values, bad=together(column.bad, bad))
