"""Coverage in the report: where the time goes against where the potential is, and what to move (methods.md 8.4)."""

from __future__ import annotations

from collections.abc import Iterator

from salesplan.compute.coverage.coverage import ROWS, CoverageSummary, TierFigures
from salesplan.compute.report.customer_groups import NO_TIER
from salesplan.compute.report.found import Found
from salesplan.compute.report.rows import Row, table_from
from salesplan.compute.report.section import Section, SectionTable
from salesplan.model.table import Kind, Value

CODE = "coverage"
FACTS: dict[str, Kind] = {
    "grading": "code",
    "basis": "code",
    "first": "date",
    "last": "date",
    "hours": "score",
    "misallocation": "share",
    "hours_to_move": "score",
    "high_customers": "integer",
    "mismatched": "integer",
    "top": "list",
}
MOVES: dict[str, Kind] = {"from_tier": "code", "to_tier": "code", "hours": "score"}
SKILL: dict[str, Kind] = {
    "id": "text",
    "name": "text",
    "region": "text",
    "tier": "code",
    "worth": "amount",
    "owner": "text",
    "skill": "score",
    "better": "list",
}


def section(found: Found) -> Section:
    """What the coverage found; nothing where time and potential cannot be compared."""
    s: CoverageSummary | None = found.summary(CODE)
    if s is None or s.misallocation is None:
        return Section(CODE)
    return Section(CODE, tuple(_tables(s)))


def _tables(s: CoverageSummary) -> Iterator[SectionTable]:
    yield table_from("coverage_facts", FACTS, [_facts(s)])
    kinds = {column.key: column.kind for column in ROWS}
    rows = [_tier(tier) for tier in s.tiers]
    yield table_from("coverage", kinds, rows, ("customers", "potential", "revenue", "hours"))
    if s.moves:
        moves: list[Row] = [
            {"from_tier": move.from_tier or NO_TIER, "to_tier": move.to_tier or NO_TIER, "hours": move.hours}
            for move in s.moves
        ]
        yield table_from("hour_moves", MOVES, moves, ("hours",))
    if s.skill is not None and s.skill.mismatches:
        yield table_from("skill", SKILL, [vars(each) for each in s.skill.mismatches])


def _tier(tier: TierFigures) -> Row:
    """A tier; one that fits has no hours to add or to take."""
    row: dict[str, Value] = {**vars(tier), "tier": tier.tier or NO_TIER}
    return {**row, "hours_to_shift": None} if tier.verdict == "aligned" else row


def _facts(s: CoverageSummary) -> Row:
    keys = ("grading", "basis", "hours", "misallocation", "hours_to_move")
    facts: dict[str, Value] = {key: getattr(s, key) for key in keys}
    if (days := s.hours_window) is not None:
        facts |= {"first": days.first, "last": days.last}
    if s.skill is not None:
        facts |= {"high_customers": s.skill.high_customers, "mismatched": s.skill.mismatched, "top": s.skill.top}
    return facts
