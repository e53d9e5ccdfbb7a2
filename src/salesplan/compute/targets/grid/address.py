"""Which target an address such as ``month=2026-03/region=华东`` means; what to offer when it means none or several."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from salesplan.compute.targets.grid.outcome import Targets
from salesplan.compute.targets.grid.pins import read_path
from salesplan.compute.targets.grid.time_levels import is_named
from salesplan.compute.targets.grid.tree import Node, key_of
from salesplan.model.near import near_names, nearest
from salesplan.model.plan.levels import LEVELS, TIME_LEVELS, in_a_row, level_named, level_word, path_named
from salesplan.text import Text

Found = tuple[Node, Node]
"""A target: its member and its period."""
SHOWN = 12
"""How many names or addresses are offered at most."""


@dataclass(frozen=True)
class Part:
    """One name of an address; ``level`` is None where only the name was typed."""

    level: str | None
    name: str


def levels_in(address: str) -> tuple[str, ...]:
    """The levels that an address names; none where it has names only."""
    pieces = (piece.partition("=") for piece in path_named(address).split("/"))
    return tuple(dict.fromkeys(level.strip() for level, sign, _ in pieces if sign))


def parts_of(address: str, levels: Sequence[str]) -> list[Part] | None:
    """The names of an address, in any order and in any language's words for levels; None when it cannot be read.

    Without any ``=`` every piece is a name of whichever level has it. A ``/`` belongs to the name before it unless a
    level and ``=`` follow.
    """
    plain = path_named(address).strip().strip("/")
    if not plain:
        return []
    if "=" not in plain:
        return [Part(None, key_of(piece)) for piece in plain.split("/") if piece.strip()]
    named = read_path(plain, levels)
    return None if named is None else [Part(level, key_of(name)) for level, name in named.items()]


def targets_at(parts: Sequence[Part], targets: Targets) -> list[Found]:
    """Every target that has all the names, and whose own member and period are named where one is."""
    times: list[Part] = []
    items: list[Part] = []
    for part in parts:
        is_time = part.level in TIME_LEVELS if part.level else any(_is(node, part) for node in targets.times)
        (times if is_time else items).append(part)
    return [(item, time) for item in _named(targets.items, items) for time in _named(targets.times, times)]


def unknown(parts: Sequence[Part], targets: Targets) -> list[Part]:
    """The parts that nothing in the split is called."""
    nodes = [*targets.items, *targets.times]
    return [part for part in parts if not any(_is(node, part) for node in nodes)]


def offered(part: Part, targets: Targets) -> Text:
    """What could be meant instead of a name that is not there: the nearest names, else the first ones."""
    nodes = [node for node in (*targets.items, *targets.times) if node.parent is not None]
    names = list(dict.fromkeys(node.name for node in nodes if part.level in (None, node.level)))
    near = near_names(part.name, names)
    if near:
        return Text("是不是 {names}？", "did you mean {names}?").format(names=in_a_row(near))
    more = Text(" 等 {n} 个", " and {n} more").format(n=len(names) if len(names) > SHOWN else 0)
    told = Text("{level}有：{names}{more}", "{level} has: {names}{more}")
    level = level_word(part.level) if part.level else Text("这次的分解", "this split")
    rest = more if len(names) > SHOWN else Text("", "")
    return told.format(level=level, names=in_a_row(names[:SHOWN]), more=rest)


def address_of(item: Node, time: Node, by: Sequence[str]) -> str:
    """The address of a target as it is typed, in the order of the levels; ``""`` for the total."""
    names = {node.level: node.name for node in (*item.line(), *time.line()) if node.parent is not None}
    return "/".join(f"{level}={names[level]}" for level in by if level in names)


def level_offered(word: str, levels: Sequence[str]) -> str | None:
    """The level of the split that a word most likely means."""
    words = {str(LEVELS[level]): level for level in levels if level in LEVELS} | {level: level for level in levels}
    near = nearest(level_named(word), words)
    return words[near] if near else None


def _named(nodes: Sequence[Node], parts: Sequence[Part]) -> list[Node]:
    if not parts:
        return [nodes[0]]
    return [
        node
        for node in nodes
        if any(_is(node, part) for part in parts)
        and all(any(_is(above, part) for above in node.line()) for part in parts)
    ]


def _is(node: Node, part: Part) -> bool:
    if node.parent is None or part.level not in (None, node.level):
        return False
    return is_named(node, part.name) if node.level in TIME_LEVELS else key_of(node.name) == part.name
