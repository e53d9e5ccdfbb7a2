"""A point of an agenda: what is said about a person, a customer or a figure, as a code with its values."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, fields
from datetime import date
from decimal import Decimal
from typing import Any

from salesplan.model.table import ColumnSpec, Kind, Table
from salesplan.text import Text

Row = Mapping[str, Any]
"""A row of another analysis: its values by column."""
KINDS: dict[str, Kind] = {
    **dict.fromkeys(("block", "code", "light"), "code"),
    **dict.fromkeys(("person", "about", "names", "note"), "text"),
    **dict.fromkeys(("amount", "target"), "amount"),
    **dict.fromkeys(("count", "of", "days"), "integer"),
    "rate": "share",
    "score": "score",
    "on": "date",
}


@dataclass(frozen=True)
class Point:
    """One point. ``code`` says which sentence it is; the others are what stands in it, None where it has none.

    ``count`` of ``of``, ``amount`` against ``target``; ``days`` overdue or idle; ``names`` are the first customers.
    """

    block: str
    code: str
    person: str | None = None
    about: str | None = None
    count: int | None = None
    of: int | None = None
    amount: Decimal | None = None
    target: Decimal | None = None
    rate: Decimal | None = None
    score: Decimal | None = None
    on: date | None = None
    days: int | None = None
    light: str | None = None
    names: Text | str | None = None
    note: Text | str | None = None


@dataclass(frozen=True)
class Known:
    """What other analyses found, by their names; one that had no data is not there."""

    rows: Mapping[str, Sequence[Row]] = field(default_factory=dict)
    summaries: Mapping[str, Any] = field(default_factory=dict)

    def of(self, name: str) -> Sequence[Row]:
        """The rows of an analysis; none where it had no data."""
        return self.rows.get(name, ())

    def summary(self, name: str) -> Any:  # noqa: ANN401 - each analysis has its own
        """Its summary, or None."""
        return self.summaries.get(name)


def rows_of(table: Table) -> list[dict[str, Any]]:
    """The rows of a table by column."""
    return [dict(zip(table.keys, values, strict=True)) for values in table.rows()]


def table_of(points: Iterable[Point], minutes: Mapping[str, int]) -> Table:
    """The points as rows, each with the minutes of its block."""
    keys = [each.name for each in fields(Point)]
    columns = (ColumnSpec("minutes", "integer"), *(ColumnSpec(key, KINDS[key]) for key in keys))
    rows = [(minutes.get(point.block, 0), *(getattr(point, key) for key in keys)) for point in points]
    return Table(columns, tuples=tuple(rows))
