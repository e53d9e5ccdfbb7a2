"""The same targets twice: which node is which, how much each differs, and by which share."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from salesplan.compute.targets.grid.outcome import Targets, weight_shown

NodeKey = tuple[str | None, ...]
"""The names of a node by level, None below its own."""


def amounts_by_node(targets: Targets, depth: int | None = None) -> dict[NodeKey, Decimal]:
    """Every target by its node, parents before their parts, down to ``depth`` levels (all of them by default)."""
    by = targets.by[:depth]
    names = [{n.level: n.name for n in node.line()} for node in (*targets.items, *targets.times)]
    found: dict[NodeKey, Decimal] = {}
    for item, time, at in targets.nodes():
        if at > len(by):
            continue
        known = names[item.index] | names[len(targets.items) + time.index]
        found[tuple(map(known.get, by))] = targets.amount((item.index, time.index))
    return found


def level_of(key: NodeKey, by: tuple[str, ...]) -> str:
    """The level a node belongs to; ``total`` for the whole."""
    named = sum(name is not None for name in key)
    return by[named - 1] if named else "total"


def path_of(key: NodeKey, by: tuple[str, ...]) -> str:
    """``region=华东/quarter=2026-Q1``; ``total`` for the whole."""
    return "/".join(f"{level}={name}" for level, name in zip(by, key, strict=True) if name is not None) or "total"


def relative(old: Decimal | None, difference: Decimal | None) -> Decimal | None:
    """The difference as a share of what was there before; None where that was 0, below 0, or nothing."""
    if old is None or difference is None or old <= 0:
        return None
    return weight_shown(Fraction(difference) / Fraction(old))
