"""A section of the report: tables over figures that other analyses computed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from salesplan.model.table import Table, Value


@dataclass(frozen=True)
class SectionTable:
    """One table. ``name`` is its own in the whole report: pages link to it and workbooks call a sheet by it.

    ``totals`` is the row below all others, by column; the columns of ``summed`` are there the plain sum of the rows,
    so that a workbook can add them up itself. Without ``totals`` the table has no such row.
    """

    name: str
    rows: Table
    totals: Mapping[str, Value] = field(default_factory=dict)
    summed: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Section:
    """One section; without a table it is left out."""

    code: str
    tables: tuple[SectionTable, ...] = ()

    def table(self, name: str) -> SectionTable | None:
        """The table of that name, or None where its data is not there."""
        return next((table for table in self.tables if table.name == name), None)
