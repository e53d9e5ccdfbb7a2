"""What the report says: conclusion, problems and chances, proposals, decisions, each from figures of the analyses."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from salesplan.compute.report.conclusion import conclusion
from salesplan.compute.report.decisions import decisions
from salesplan.compute.report.evidence import Evidence
from salesplan.compute.report.found import Found
from salesplan.compute.report.problems import chances, problems
from salesplan.compute.report.proposals import proposals
from salesplan.compute.report.section import Section
from salesplan.compute.report.statement import Statement
from salesplan.compute.report.statement_findings import findings_of
from salesplan.errors import Problem


def statements(found: Found, sections: tuple[Section, ...]) -> list[Statement]:
    """Everything that is said, in the order of the page."""
    evidence = Evidence(sections)
    wrong = problems(found, evidence)
    good = chances(found, evidence, wrong)
    proposed = proposals(found, [*wrong, *good])
    decided = decisions(found, proposed, evidence)
    told = [point.said for point in (*wrong, *good)]
    return [*conclusion(found, wrong, decided, evidence), *told, *proposed, *decided]


def report_findings(statements: Sequence[Statement], found: Found) -> Iterator[Problem]:
    """Proposals without owner or day, and problems that nothing is proposed against (methods.md 12.5)."""
    yield from findings_of(statements, found)
