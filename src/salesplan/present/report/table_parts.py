"""Tables of the report made of those of a section: the columns that have something to show, with their titles."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace

from salesplan.compute.report.section import SectionTable
from salesplan.model.table import ColumnSpec, Table, Value
from salesplan.present.blocks import Screen
from salesplan.present.numbers import Unit
from salesplan.present.report.parts import TOTAL, Column, ReportTable
from salesplan.text import Text

Titles = Mapping[str, Text]


def columns_of(
    rows: Table, titles: Titles, words: Mapping[str, Mapping[str, Text]], *, bars: Sequence[str] = ()
) -> tuple[Column, ...]:
    """The titled columns that anybody has a value in, in the order of the titles; ``words`` are those of codes.

    The column ``light`` holds lights.
    """
    kinds = {column.key: column.kind for column in rows.columns}
    known = _told(rows)
    return tuple(
        Column(key, title, kinds[key], words.get(key, {}), lights=key == "light", bar=key in bars)
        for key, title in titles.items()
        if key in known
    )


def _told(rows: Table) -> frozenset[str]:
    """The columns in which any row has a value."""
    keys = rows.keys
    if (frame := rows.frame) is not None:  # customers: by column, never one by one
        return frozenset(key for key in keys if not frame.get_column(key).is_null().all())
    return frozenset(
        key for row in rows.rows() for key, value in zip(keys, row, strict=True) if value is not None and value != ()
    )


def table_shown(
    table: SectionTable, title: Text, columns: Iterable[Column], unit: Unit | None = None, *, total: Text = TOTAL
) -> ReportTable:
    """A table of a section under its title, with the row of its totals, which is called ``total``."""
    return ReportTable(table.name, title, tuple(columns), table.rows, table.totals, table.summed, total, unit=unit)


def without_zeros(columns: Iterable[Column], rows: Table, keys: Iterable[str]) -> tuple[Column, ...]:
    """The columns without those of these keys in which every amount is 0."""
    idle = set(keys)
    for row in rows.records():
        idle -= {key for key in idle if row[key]}
    return tuple(column for column in columns if column.key not in idle)


def with_blanks(rows: Table, key: str, word: Text) -> Table:
    """The rows with a word where this column is empty."""
    return _with(rows, key, lambda value: word if value is None else value)


def with_lists(rows: Table, key: str, between: Text) -> Table:
    """The rows with the texts of a list in a row, for texts that are longer than a word."""
    joined = _with(rows, key, lambda value: str(between).join(value) or None if isinstance(value, tuple) else value)
    columns = tuple(ColumnSpec(key, "text") if column.key == key else column for column in rows.columns)
    return replace(joined, columns=columns)


def _with(rows: Table, key: str, told: Callable[[Value], Value]) -> Table:
    at = rows.keys.index(key)
    return replace(rows, tuples=tuple((*row[:at], told(row[at]), *row[at + 1 :]) for row in rows.rows()))


def small_unit(screen: Screen, amounts: Iterable[Value]) -> Unit | None:
    """Single units where no amount reaches 100,000 and nobody asked for a unit; None: those of the report."""
    fitting = screen.fitting(amounts).unit
    return None if fitting == screen.unit else fitting
