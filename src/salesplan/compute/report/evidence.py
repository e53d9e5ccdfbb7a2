"""Which table of the report shows a statement: no claim without one (methods.md 12.5)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from salesplan.compute.report.section import Section
from salesplan.compute.report.statement_codes import EVIDENCE, code_group


class Evidence:
    """The tables of a report, as the evidence of its statements."""

    def __init__(self, sections: Iterable[Section]) -> None:
        tables = (table for section in sections for table in section.tables if len(table.rows))
        self._tables = {table.name: table for table in tables}

    def rows(self, name: str) -> list[dict[str, Any]]:
        """The rows of a table of the report by column; none where it has no such table."""
        table = self._tables.get(name)
        return [] if table is None else [dict(row) for row in table.rows.records()]

    def of(self, code: str) -> str | None:
        """The best table that shows a statement; None where the report has none of them."""
        return next((name for name in EVIDENCE[code_group(code)] if name in self._tables), None)
