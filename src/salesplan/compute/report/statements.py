"""What the report says: conclusion, problems and chances, proposals, decisions, each from figures of the analyses."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from salesplan.compute.report.conclusion import conclusion
from salesplan.compute.report.found import Found
from salesplan.compute.report.section import Section
from salesplan.compute.report.statement import Statement
from salesplan.errors import Problem


def statements(found: Found, sections: tuple[Section, ...]) -> list[Statement]:
    """Everything that is said, in the order of the page."""
    tables = frozenset(table.name for section in sections for table in section.tables)
    return list(conclusion(found, tables))


def report_findings(statements: Sequence[Statement]) -> Iterator[Problem]:
    """Proposals without owner or day, and problems that nothing is proposed against (methods.md 12.5)."""
    yield from ()
