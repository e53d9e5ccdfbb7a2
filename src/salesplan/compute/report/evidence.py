"""Which table of the report shows a statement: no claim without one (methods.md 12.5)."""

from __future__ import annotations

from collections.abc import Iterable

from salesplan.compute.report.section import Section
from salesplan.compute.report.statement_codes import EVIDENCE, code_group


class Evidence:
    """The tables of a report, as the evidence of its statements."""

    def __init__(self, sections: Iterable[Section]) -> None:
        self._tables = {section.code: [table.name for table in section.tables] for section in sections}

    def of(self, code: str) -> str | None:
        """The table that shows a statement: the one meant for it, else the first of its section; None without any."""
        section, *wanted = EVIDENCE[code_group(code)]
        there = self._tables.get(section, [])
        return next((name for name in wanted if name in there), next(iter(there), None))
