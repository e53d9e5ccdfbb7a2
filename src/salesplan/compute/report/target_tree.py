"""The targets as a tree: the total, its quarters and months, its regions and people, each as it stands."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from salesplan.compute.report.found import Found
from salesplan.compute.report.rows import table_from
from salesplan.compute.report.section import SectionTable
from salesplan.compute.report.tracked import FIGURES, Figures, Path, Tracked, current_names, members_of, times_of
from salesplan.model.plan.metrics import measure_shown
from salesplan.model.table import Kind, Value

_SHARES = frozenset(("attainment", "pace"))
_PERIODS = ("year", "half", "quarter", "month")


@dataclass
class _Node:
    row: Figures | None = None
    children: dict[tuple[str, str], _Node] = field(default_factory=dict)


def tree_tables(found: Found, money: Sequence[Tracked], others: Sequence[Tracked]) -> Iterator[SectionTable]:
    """The targets of revenue, and apart from them those of other measures."""
    names = current_names(found)
    if money:
        yield table_from("targets", _kinds("amount"), _trees(money, names))
    if others:
        yield table_from("targets_other", _kinds("score"), _trees(others, names))


def _kinds(figure: Kind) -> Mapping[str, Kind]:
    kinds: dict[str, Kind] = {"id": "text", "metric": "text", "level": "code", "depth": "integer", "name": "text"}
    return {
        **kinds,
        **{key: "share" if key in _SHARES else figure for key in FIGURES},
        "light": "code",
        "status": "code",
    }


def _trees(targets: Sequence[Tracked], names: frozenset[str]) -> Iterator[dict[str, Value]]:
    """One tree a total, with every target that splits it; what two of them tell is told by the first."""
    groups: dict[tuple[str, str], list[Tracked]] = {}
    for each in targets:
        groups.setdefault((each.root, each.metric), []).append(each)
    for (root, metric), group in groups.items():
        top = _Node(group[0].total)
        for each in group:
            for row in _kept(each, names):
                _placed(top, each.path(row), row)
        yield from _below(top, {"id": root, "metric": measure_shown(metric)}, 0, str(group[0].summary.year.number))


def _kept(each: Tracked, names: frozenset[str]) -> Iterator[Figures]:
    """Periods of the whole, members of the whole year; members of periods only where they have no figure for the year.

    Weeks stand here only where the plan knows no months.
    """
    longer = any(level in _PERIODS[1:] for level in each.summary.by)
    yearly = {members_of(each.path(row)) for row in each.rows if not times_of(each.path(row))}
    for row in each.rows[1:]:
        times, members = times_of(each.path(row)), members_of(each.path(row))
        if longer and any(level == "week" for level, _ in times):
            continue
        if not members or not times or (members not in yearly and all(name in names for _, name in times)):
            yield row


def _placed(top: _Node, path: Path, row: Figures) -> None:
    node = top
    for step in path:
        node = node.children.setdefault(step, _Node())
    if node.row is None:
        node.row = row


def _below(node: _Node, told: Mapping[str, Any], depth: int, name: str) -> Iterator[dict[str, Value]]:
    if node.row is not None:
        yield {**told, "level": node.row["level"], "depth": depth, "name": name, **_figures(node.row)}
    for (_, below), child in node.children.items():
        yield from _below(child, told, depth + (node.row is not None), below)


def _figures(row: Figures) -> dict[str, Value]:
    told = {key: row[key] for key in (*FIGURES, "status")}
    return {**told, "landing": None} if row["status"] == "closed" else told
