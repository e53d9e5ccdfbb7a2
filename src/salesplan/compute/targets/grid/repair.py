"""Targets moved as little as possible into their limits, where sums settled one after the other leave no room.

Settling the company's periods, then the members' years, then what crosses, can end in a table without room although
another choice of sums has it. Every target is an edge of one network, though: from the year over its periods to each
member, and back from each member's periods over his year to the total. A target outside its limits is brought inside by
a cycle: what it gains others lose, sums and all, along the way that changes targets least in proportion
(methods.md 2.4).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from heapq import heappop, heappush

from salesplan.compute.targets.grid.pins import Range, Spot
from salesplan.compute.targets.grid.tree import Node

MOST_SPOTS = 20_000
"""Larger grids are not repaired: it would take too long."""
_MOST_CYCLES = 20_000
_PART = 4
"""A cycle takes at most this part of the room of its narrowest target, so that others share the change."""
_WAY_BACK = 1e-12
Junction = tuple[str, int, int]


@dataclass
class Repair:
    """A grid that adds up, on its way into its limits. ``ranges`` are those of the targets that have any."""

    items: Sequence[Node]
    times: Sequence[Node]
    cells: list[list[int]]
    ranges: Mapping[Spot, Range]
    unit: int
    _ways: dict[Junction, list[tuple[Spot, Junction, int]]] = field(default_factory=dict)
    _ends: dict[Spot, tuple[Junction, Junction]] = field(default_factory=dict)
    _fair: dict[Spot, int] = field(default_factory=dict)

    def solve(self) -> bool:
        """Bring every target of the network inside its limits; False when there is no way.

        Targets of an outer member in an outer period are the sums of others and are for the caller to look at.
        """
        self._connect()
        cycles = 0
        for spot in sorted(spot for spot in self.ranges if spot in self._ends):
            while (lack := self._lack(spot)) != 0:
                cycles += 1
                if cycles > _MOST_CYCLES or not self._push(spot, lack):
                    return False
        self._add_up()
        return True

    def _connect(self) -> None:
        """The two junctions of every target."""
        for item in self.items:
            for time in self.times:
                ends = _ends_of(item, time)
                if ends is None:
                    continue
                spot = (item.index, time.index)
                self._ends[spot] = ends
                self._fair[spot] = self.cells[item.index][time.index]
                self._ways.setdefault(ends[0], []).append((spot, ends[1], 1))
                self._ways.setdefault(ends[1], []).append((spot, ends[0], -1))

    def _value(self, spot: Spot) -> int:
        return self.cells[spot[0]][spot[1]]

    def _lack(self, spot: Spot) -> int:
        """What a target is below its limits; less than 0 when it is above them."""
        low, high = self.ranges[spot]
        return max(low - self._value(spot), 0) or min(high - self._value(spot), 0)

    def _room(self, spot: Spot, by: int) -> int:
        """By how much a target can be raised (1) or lowered (-1), in whole units."""
        low, high = self.ranges.get(spot, (0, None))
        if by < 0:
            return max((self._value(spot) - low) // self.unit * self.unit, 0)
        top = self.cells[0][0] if high is None else high
        return max((top - self._value(spot)) // self.unit * self.unit, 0)

    def _cost(self, spot: Spot, by: int) -> float:
        """What a change weighs: more the smaller the target and the farther off it is; little on the way back."""
        fair, value = self._fair[spot] + self.unit, self._value(spot) + self.unit
        if (value - fair) * by < 0:
            return _WAY_BACK
        return float(value / fair / fair if by > 0 else fair / value / value)

    def _push(self, spot: Spot, lack: int) -> bool:
        """Move a target towards its limits along one cycle; False when there is none."""
        tail, head = self._ends[spot]
        by = 1 if lack > 0 else -1
        way = self._cheapest(head, tail, spot) if by > 0 else self._cheapest(tail, head, spot)
        if not way:
            return False
        room = min(self._room(other, sign) for other, sign in way)
        step = max(room // _PART // self.unit * self.unit, self.unit)
        amount = min(abs(lack), step)
        if amount % self.unit:
            return False
        for other, sign in [*way, (spot, by)]:
            self.cells[other[0]][other[1]] += sign * amount
        return True

    def _cheapest(self, start: Junction, end: Junction, without: Spot) -> list[tuple[Spot, int]]:
        """The targets to raise and lower from one junction to another; none when there is no way."""
        best, came = {start: 0.0}, dict[Junction, tuple[Junction, Spot, int]]()
        heap, done = [(0.0, start)], set[Junction]()
        while heap:
            far, at = heappop(heap)
            if at in done:
                continue
            done.add(at)
            if at == end:
                return _way(came, start, end)
            for spot, there, by in self._ways[at]:
                if there not in done and spot != without and self._room(spot, by):
                    to = far + self._cost(spot, by)
                    if to < best.get(there, float("inf")):
                        best[there], came[there] = to, (at, spot, by)
                        heappush(heap, (to, there))
        return []

    def _add_up(self) -> None:
        """Outer members in outer periods, as the sums of the members below them."""
        for item in reversed(self.items):
            for time in self.times:
                if item.children and (item.index, time.index) not in self._ends and time.parent is not None:
                    self.cells[item.index][time.index] = sum(self.cells[c.index][time.index] for c in item.children)


def _ends_of(item: Node, time: Node) -> tuple[Junction, Junction] | None:
    """Where a target comes from and where it goes.

    ``down`` junctions are those of the company's periods and of members in an innermost period, whose parts come out of
    them; ``up`` junctions those of an innermost member's periods and of members' years, whose parts go into them. None
    for the total, which is settled, and for outer members in outer periods, which no junction keeps.
    """
    if time.parent is None:
        return (("up", item.index, 0), ("up", item.parent.index, 0)) if item.parent else None
    if item.parent is None:
        return ("down", 0, time.parent.index), ("down", 0, time.index)
    if not time.children:
        inside = ("down", item.index, time.index) if item.children else ("up", item.index, time.parent.index)
        return ("down", item.parent.index, time.index), inside
    return None if item.children else (("up", item.index, time.index), ("up", item.index, time.parent.index))


def _way(came: Mapping[Junction, tuple[Junction, Spot, int]], start: Junction, end: Junction) -> list[tuple[Spot, int]]:
    way: list[tuple[Spot, int]] = []
    at = end
    while at != start:
        at, spot, by = came[at]
        way.append((spot, by))
    return way
