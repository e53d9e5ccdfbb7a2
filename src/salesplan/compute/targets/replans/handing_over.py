"""What those owe who are gone: their colleagues carry it, so that the year's total stays whole."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from math import lcm

from salesplan.compute.allocation import split
from salesplan.compute.targets.grid.tree import Node
from salesplan.compute.targets.replans.open_period import PlannedRow


@dataclass(frozen=True)
class Handover:
    """What the innermost node ``at`` still owes and nobody is there to bring.

    ``to`` says by node what each colleague takes over; empty where nobody is left who has a target.
    """

    at: int
    amount: int
    to: Mapping[int, int] = field(default_factory=dict)


def handovers(
    rows: Mapping[int, PlannedRow], owed: Mapping[int, int], columns: Sequence[int], root: Node, unit: int
) -> list[Handover]:
    """What rows owe that are away in all of the columns.

    It goes to the other rows below the same parent by their targets of the days left, and where none of them has any,
    to those below the next parent. Nothing is handed over where no column is open.
    """
    if not columns:
        return []
    gone = [at for at, left in owed.items() if left > 0 and all(rows[at].periods[i].away for i in columns)]
    if not gone:
        return []
    nodes = _innermost(root)
    weights = _weights(rows, columns)
    return [Handover(at, owed[at], dict(_taken(nodes[at], owed[at], weights, unit))) for at in gone]


def after(owed: Mapping[int, int], handed: Sequence[Handover]) -> dict[int, int]:
    """What is left to reach once it is handed over; nothing for those who are gone, whoever takes it."""
    found = dict(owed)
    for each in handed:
        found[each.at] = 0
        for at, part in each.to.items():
            found[at] += part
    return found


def _innermost(root: Node) -> dict[int, Node]:
    return {node.index: node for node in _below(root)}


def _below(node: Node) -> Iterator[Node]:
    waiting = [node]
    while waiting:
        each = waiting.pop()
        if each.children:
            waiting += reversed(each.children)
        else:
            yield each


def _weights(rows: Mapping[int, PlannedRow], columns: Sequence[int]) -> dict[int, int]:
    """The targets of the days left by row, as whole numbers of one part."""
    whole = lcm(*(row.periods[i].left.denominator for row in rows.values() for i in columns))
    return {at: sum(int(row.periods[i].open_target * whole) for i in columns) for at, row in rows.items()}


def _taken(node: Node, amount: int, weights: Mapping[int, int], unit: int) -> Iterator[tuple[int, int]]:
    for above in list(node.line())[1:]:
        takers = [each.index for each in _below(above) if weights.get(each.index)]
        if takers:
            yield from zip(takers, split(amount, [weights[at] for at in takers], unit), strict=True)
            return
