"""Which member and which period a target of a record belongs to, told by the names of its levels.

Paths are never taken apart: a name may hold a ``/`` or a ``=`` itself.
"""

from __future__ import annotations

from itertools import accumulate

from salesplan.compute.targets.grid.tree import Node, key_of
from salesplan.model.state import Leaf, Names

Line = tuple[tuple[str, str], ...]
"""Levels with their names in the form in which they are compared, outermost first; empty for the whole."""
Spot = tuple[Line, Line]
"""A target: its member and its period."""


def names_of(node: Node) -> Names:
    """The name of a node and of those above it by level, outermost first; empty for the whole."""
    line = [node for node in node.line() if node.parent is not None]
    return {node.level: node.name for node in reversed(line)}


def spot_of(item: Node, time: Node) -> Spot:
    """The spot of a target of a split."""
    return _line(names_of(item)), _line(names_of(time))


def spots_above(leaf: Leaf) -> list[Spot]:
    """The spot of a target of a record, itself first, and of everything it is a part of."""
    return [(item, time) for item in _upward(_line(leaf.item)) for time in _upward(_line(leaf.time))]


def path_of(line: Line) -> str:
    """A spot's names as people read them: ``region=华东/month=2026-01``."""
    return "/".join(f"{level}={name}" for level, name in line)


def _line(names: Names) -> Line:
    return tuple((level, key_of(name)) for level, name in names.items())


def _upward(line: Line) -> list[Line]:
    return [*reversed(list(accumulate((pair,) for pair in line))), ()]
