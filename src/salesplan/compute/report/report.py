"""The report upward as a result: its sections, and what is said in conclusion, problems, proposals and decisions."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from importlib import import_module

from salesplan.compute.report.found import Found
from salesplan.compute.report.section import Section
from salesplan.compute.report.statement import table_of
from salesplan.errors import Problem
from salesplan.model.named_period import Kind
from salesplan.model.result import Input, Parameter, Result

SECTIONS: Mapping[str, str] = {
    "results": "results",
    "pace": "pace",
    "customers": "customers",
    "pipeline": "pipeline",
    "coverage": "coverage",
    "swot": "swot",
    "team": "team",
    "commission": "commission",
    "service": "service",
    "causes": "causes",
    "next": "next_period",
}
"""The sections with tables, in the order of the page, each with its module here, whose ``section`` makes it."""
Builder = Callable[[Found], Section]


@dataclass(frozen=True)
class ReportSummary:
    """The report of a period. ``first`` to ``last`` are the days looked at, ``under_way`` where the period goes on.

    ``sections`` are those whose data is there, in the order of the page; ``lacking`` are the kinds of lists that are
    missing, by section. ``orders_end`` is the last day of the orders where they do not reach ``last``.
    """

    period: str
    kind: Kind
    first: date
    last: date
    under_way: bool
    author: str | None
    reader: str | None
    sections: tuple[Section, ...]
    lacking: Mapping[str, tuple[str, ...]]
    orders_end: date | None = None

    def section(self, code: str) -> Section | None:
        """The section of that code, or None where it has no data."""
        return next((section for section in self.sections if section.code == code), None)


def report(
    found: Found, parameters: Iterable[Parameter], findings: Iterable[Problem], inputs: Iterable[Input]
) -> Result[ReportSummary]:
    """The sections that have data; one row a statement, in the order of the page.

    A problem that no proposal answers, and a proposal without owner or day, are findings (methods.md 12.5).
    """
    from salesplan.compute.report.statements import report_findings, statements

    sections = tuple(section for section in (_built(code, found) for code in SECTIONS) if section.tables)
    told = statements(found, sections)
    whole = (*findings, *report_findings(told, found))
    summary = _summary(found, sections)
    return Result("report", found.day, summary, table_of(told), tuple(parameters), whole, tuple(inputs))


def _built(code: str, found: Found) -> Section:
    builder: Builder = import_module(f"salesplan.compute.report.{SECTIONS[code]}").section
    return builder(found)


def _summary(found: Found, sections: tuple[Section, ...]) -> ReportSummary:
    span, told = found.period.span, found.plan.report
    return ReportSummary(
        *(found.period.name, found.period.kind, span.first, found.day, found.day < span.last),
        *(told.author, told.reader, sections, found.lacking, found.orders_end),
    )
