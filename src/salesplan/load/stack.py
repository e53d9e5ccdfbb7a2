"""Several sheets and files as one list, field by field: months side by side become rows, decimals become one scale."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import polars as pl

from salesplan.model.records import ROW, SOURCE


@dataclass(frozen=True)
class Part:
    """The rows of one sheet: ``_row`` and its fields; ``scales`` of the numbers; ``months`` that stand side by side.

    ``months``: period -> field -> name of the column in ``frame`` that holds the field's values for that period.
    """

    frame: pl.DataFrame
    scales: Mapping[str, int]
    months: Mapping[str, Mapping[str, str]]


def long(part: Part) -> Part:
    """One row a record and period, in that order, instead of a column a period. Each keeps its row in the sheet."""
    if not part.months:
        return part
    measures = list(dict.fromkeys(key for columns in part.months.values() for key in columns))
    wide = {name for columns in part.months.values() for name in columns.values()}
    shared = [name for name in part.frame.columns if name not in wide]
    scales = {**part.scales, **{key: _scale_of(part, key) for key in measures}}
    periods = [
        part.frame.select(
            *shared,
            pl.lit(period).alias("period"),
            *(_measure(part, columns.get(key), key, scales[key]) for key in measures),
        )
        for period, columns in part.months.items()
    ]
    order = pl.concat([frame.with_row_index("_at").with_columns(_month=n) for n, frame in enumerate(periods)])
    rows = order.sort("_at", "_month").drop("_at", "_month")
    return Part(rows, {key: scale for key, scale in scales.items() if key not in wide}, {})


def _scale_of(part: Part, key: str) -> int:
    return max(part.scales[columns[key]] for columns in part.months.values() if key in columns)


def _measure(part: Part, name: str | None, key: str, scale: int) -> pl.Expr:
    """The column of a field in one month, in the scale of all months; missing where the month has none."""
    if name is None:
        return pl.lit(None, pl.Int64).alias(key)
    return _rescaled(name, scale - part.scales[name]).alias(key)


def stack(parts: Sequence[Part]) -> tuple[pl.DataFrame, dict[str, int]]:
    """All rows in the order of the files, with ``_source`` as the position of their part, and the scale of each number.

    A field that only some parts have is missing in the others.
    """
    scales: dict[str, int] = {}
    for part in parts:
        scales |= {key: max(scale, scales.get(key, 0)) for key, scale in part.scales.items()}
    frames = [
        part.frame.with_columns(
            pl.lit(position, pl.Int64).alias(SOURCE),
            *(_rescaled(key, scales[key] - scale) for key, scale in part.scales.items() if scales[key] != scale),
        )
        for position, part in enumerate(parts)
    ]
    frame = pl.concat(frames, how="diagonal")
    return frame.select(SOURCE, ROW, pl.exclude(SOURCE, ROW)), scales


def _rescaled(name: str, places: int) -> pl.Expr:
    """Whole units of 10^-s as whole units of 10^-(s + places). The strict cast fails rather than wrap round."""
    if places == 0:
        return pl.col(name)
    whole = pl.col(name).cast(pl.Int128).mul(pl.lit(10**places))
    return whole.cast(pl.Int64)
