"""The SWOT as the report shows it: the register, both scores, the strategies drawn from it (methods.md 6.1)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from salesplan.compute.plan.swot.swot_show import COLUMNS, Drawn, SideScore, SwotSummary
from salesplan.compute.report.found import Found
from salesplan.compute.report.rows import table_from
from salesplan.compute.report.section import Section, SectionTable
from salesplan.model.result import Result
from salesplan.model.table import Kind, Value

_ITEMS: Mapping[str, Kind] = {**{column.key: column.kind for column in COLUMNS}, "unused": "flag"}
_SCORES: Mapping[str, Kind] = {
    "side": "code",
    "items": "integer",
    **dict.fromkeys(("weights", "score"), "score"),
    **dict.fromkeys(("lacking", "cell", "course"), "code"),
}
_STRATEGIES: Mapping[str, Kind] = {
    **dict.fromkeys(("id", "text", "owner"), "text"),
    "kind": "code",
    **dict.fromkeys(("uses", "goals", "actions"), "list"),
}


def section(found: Found) -> Section:
    """The items with their weights and ratings, the scores inside and outside, the strategies."""
    result: Result[SwotSummary] | None = found.result("swot")
    tables = () if result is None else tuple(each for each in _tables(result) if len(each.rows))
    return Section("swot", tables)


def _tables(result: Result[SwotSummary]) -> Iterable[SectionTable]:
    s = result.summary
    rows = ({**row, "unused": row["id"] in s.unused} for row in result.rows.records())
    yield table_from("swot", _ITEMS, rows)
    if s.items:
        sides = (("inside", s.inside), ("outside", s.outside))
        yield table_from("swot_scores", _SCORES, (_score(side, told, s) for side, told in sides))
    yield table_from("strategies", _STRATEGIES, map(_strategy, s.strategies))


def _score(side: str, told: SideScore, s: SwotSummary) -> dict[str, Value]:
    """A side; the field of the IE matrix and its course are those of both together."""
    own = {key: getattr(told, key) for key in ("items", "weights", "score", "lacking")}
    return {"side": side, **own, "cell": s.cell, "course": s.course}


def _strategy(one: Drawn) -> dict[str, Value]:
    goals = tuple(f"{goal.id} {goal.name}".strip() for goal in one.goals)
    own = {key: getattr(one, key) for key in ("id", "kind", "text", "uses", "actions", "owner")}
    return {**own, "goals": goals}
