"""Where two targets, or two lights, stand for one thing: a split target and a goal, a region and its people."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import Any

from salesplan.compute.report.found import Found
from salesplan.compute.report.goal_measures import tracked_row
from salesplan.compute.report.rows import table_from
from salesplan.compute.report.section import SectionTable
from salesplan.compute.report.tracked import Figures, Path, Tracked, main_of, member_name, member_rows
from salesplan.compute.rounding import rounded
from salesplan.model.named_period import NamedPeriod
from salesplan.model.table import Kind, Value

TWO: Mapping[str, Kind] = {
    "kind": "code",
    **dict.fromkeys(("name", "goal"), "text"),
    **dict.fromkeys(("target", "other"), "amount"),
    **dict.fromkeys(("share", "pace", "other_pace"), "share"),
    **dict.fromkeys(("light", "other_light"), "code"),
    "adjusted": "integer",
}
_NEAR = Fraction(1, 10)
"""What people and their region differ by less is not worth a line."""


def two_targets(found: Found, targets: Sequence[Tracked], goals: Sequence[Mapping[str, Any]]) -> Iterator[SectionTable]:
    """What differs: the whole from its goal, the light of a part from that of its goal, a region from its people."""
    rows = [*_beside_goals(found, targets, goals), *_beside_people(found, targets)]
    if rows:
        yield table_from("two_targets", TWO, rows)


def _beside_goals(
    found: Found, targets: Sequence[Tracked], goals: Sequence[Mapping[str, Any]]
) -> Iterator[dict[str, Value]]:
    adjusted = {entry.id for entry in found.plan.targets if entry.factors}
    plan = {goal.id: goal for goal in found.plan.goals}
    for row in goals:
        told = None if row["actual"] is None else tracked_row(plan[row["id"]], found, targets)
        if told is None:
            continue
        each, own = told
        name = row["scope"]
        if name is None and own["target"] != row["target"]:
            yield _line("whole", name, row, own, adjusted=each.root in adjusted)
        elif name is not None and None not in (own["light"], row["light"]) and own["light"] != row["light"]:
            yield _line("part", name, row, own, adjusted=False)


def _line(kind: str, name: str | None, goal: Mapping[str, Any], own: Figures, *, adjusted: bool) -> dict[str, Value]:
    aim = goal["target"]
    return {
        "kind": kind,
        "name": name,
        "goal": goal["name"],
        "target": own["target"],
        "other": aim,
        "share": rounded(Fraction(own["target"]) / Fraction(aim) - 1) if aim else None,
        "pace": own["pace"],
        "other_pace": goal["pace"],
        "light": own["light"],
        "other_light": goal["light"],
        "adjusted": int(adjusted),
    }


def _beside_people(found: Found, targets: Sequence[Tracked]) -> Iterator[dict[str, Value]]:
    """The members whose own due differs from that of those below them together."""
    rows = member_rows(main_of(targets), NamedPeriod("year", found.period.year))
    below: dict[Path, list[Figures]] = {}
    for path, row in rows.items():
        if len(path) > 1:
            below.setdefault(path[:-1], []).append(row)
    for path, people in sorted(below.items()):
        own = rows.get(path)
        due = [row["expected"] for row in people if row["expected"] is not None]
        if own is None or not own["expected"] or not due or own["status"] != "open":
            continue
        together = sum(due, Decimal(0))
        share = Fraction(together) / Fraction(own["expected"]) - 1
        if abs(share) >= _NEAR:
            name = member_name(path, rows)
            yield {
                "kind": "people",
                "name": name,
                "target": own["expected"],
                "other": together,
                "share": rounded(share),
            }
