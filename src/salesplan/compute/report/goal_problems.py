"""Goals of the plan that are behind: what no target of sales says already (methods.md 1.2, 12.5)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from salesplan.compute.report.evidence import Evidence
from salesplan.compute.report.point import Point
from salesplan.compute.report.statement import Statement

TABLES = ("goals", "goals_other")


def behind_goals(evidence: Evidence) -> Iterator[Point]:
    """Goals in red, by the tables of goals; those of sales are said of the targets. Money lacking is at stake."""
    for table in TABLES:
        for row in evidence.rows(table):
            if row.get("light") != "red" or row["measure"] == "revenue":
                continue
            said = Statement(
                "problem", "goal_behind", about=str(row["name"]), rate=row["pace"], before=row["attainment"]
            )
            stake = -row["gap"] if table == "goals" and row["gap"] is not None else None
            yield _red(said, table, stake)


def _red(said: Statement, table: str, stake: Decimal | None) -> Point:
    return Point(replace(said, light="red", evidence=table, amount=stake), stake)
