"""Tables of the report made of a few rows, with their totals."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal

from salesplan.compute.report.section import SectionTable
from salesplan.model.table import ColumnSpec, Kind, Table, Value

Row = Mapping[str, Value]


def table_from(
    name: str, kinds: Mapping[str, Kind], rows: Iterable[Row], summed: Iterable[str] = (), **totals: Value
) -> SectionTable:
    """A table of these columns, None where a row has no such value; ``summed`` columns are added up below.

    ``totals`` are what stands below the other columns.
    """
    listed = list(rows)
    keys = tuple(summed)
    columns = tuple(ColumnSpec(key, kind) for key, kind in kinds.items())
    below = {key: _sum(row.get(key) for row in listed) for key in keys}
    tuples = [tuple(row.get(key) for key in kinds) for row in listed]
    return SectionTable(name, Table(columns, tuples=tuples), {**below, **totals}, frozenset(keys))


def only_row(table: SectionTable | None) -> Row:
    """The one row of a table of figures; nothing where there is none."""
    return {} if table is None else next(table.rows.records(0, 1), {})


def _sum(values: Iterable[Value]) -> Value:
    """What the known ones come to; None where none is known."""
    known = [value for value in values if isinstance(value, int | Decimal)]
    return sum(known[1:], known[0]) if known else None
