"""Every member in every period, exact over members and over periods alike (methods.md 2.4).

The total goes down the periods and down the members; each target then is a cross table of the members below it with the
periods below it, whose rows and columns are settled already. So a company's month never drifts from its season, however
many members round the same way.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction

from salesplan.compute.allocation import UNBOUNDED, Weight, split, split_between
from salesplan.compute.cross_table import Cell, Clash, round_table
from salesplan.compute.targets.bounds import Bounds
from salesplan.compute.targets.crossing import cross
from salesplan.compute.targets.pins import Fixed, Range
from salesplan.compute.targets.tree import Node, key_of

_CROSSED_CELLS = 5000


class Impossible(Exception):  # noqa: N818 - reads as what it is
    """Sums that cannot be met together: which rows and columns, and what is lacking."""

    def __init__(self, clash: Clash, rows: Sequence[str], columns: Sequence[str]) -> None:
        self.clash, self.rows, self.columns = clash, tuple(rows), tuple(columns)
        super().__init__("impossible sums")


@dataclass
class Grid:
    """The targets by number of member node and of period node, in the smallest amounts.

    ``crossed`` are the levels of members whose sums over all outer members were kept, too.
    """

    items: Sequence[Node]
    times: Sequence[Node]
    unit: int
    bounds: Bounds
    fixed: Fixed
    cells: list[list[int]]
    crossed: set[str] = field(default_factory=set)

    def fill(self, total: int) -> None:
        """Set every target. Raises Impossible when crossed sums cannot be met."""
        self.cells[0][0] = total
        self._fill_periods()
        depth = max(node.depth for node in self.items)
        for level in range(depth):
            self._fill_members([node for node in self.items if node.depth == level and node.children])
        for item in self.items:
            if item.children:
                for time in self.times:
                    if time.children:
                        self._cross(item, time)

    def _fill_periods(self) -> None:
        """The company's periods."""
        for time in (node for node in self.times if node.children):
            below = time.children
            ranges = [self.bounds.of((0, child.index)) for child in below]
            parts = _shared(self.cells[0][time.index], [child.weight for child in below], ranges, self.unit)
            for child, part in zip(below, parts, strict=True):
                self.cells[0][child.index] = part

    def _fill_members(self, parents: Sequence[Node]) -> None:
        """One level of members over the whole year: as a cross table where parents share the names below them."""
        level = parents[0].children[0].level
        sums = {name: limits for (at, name), limits in self.fixed.sums.items() if at == level}
        names = sorted({key_of(child.name) for parent in parents for child in parent.children})
        shared = len(names) < sum(len(parent.children) for parent in parents)
        if sums or (shared and len(names) * len(parents) <= _CROSSED_CELLS):
            try:
                self._cross_members(parents, names, sums)
            except Impossible:
                if sums:
                    raise
            else:
                self.crossed.add(level)
                return
        for parent in parents:
            ranges = [self.bounds.of((child.index, 0)) for child in parent.children]
            weights = [child.weight for child in parent.children]
            parts = _shared(self.cells[parent.index][0], weights, ranges, self.unit)
            for child, part in zip(parent.children, parts, strict=True):
                self.cells[child.index][0] = part

    def _cross_members(self, parents: Sequence[Node], names: list[str], sums: Mapping[str, Range]) -> None:
        """Members such as products below regions: regions stay as they are, each product sums to its own share."""
        column = {name: j for j, name in enumerate(names)}
        rows = [self.cells[parent.index][0] for parent in parents]
        shares: list[list[Fraction]] = []
        limits: dict[Cell, Range] = {}
        for i, parent in enumerate(parents):
            shares.append([Fraction(0)] * len(names))
            for child, share in zip(parent.children, _fair(rows[i], parent.children), strict=True):
                j = column[key_of(child.name)]
                shares[i][j] = share
                if (child.index, 0) in self.bounds.ranges:
                    limits[i, j] = self.bounds.of((child.index, 0))
        for name in sums:
            _open_column(shares, column[name], parents, name, rows)
        columns = self._column_sums(sum(rows), shares, names, sums, limits)
        weights = [[float(share) for share in line] for line in shares]
        found = round_table(rows, columns, unit=self.unit, weights=weights, limits=limits)
        if found.clash is not None:
            raise Impossible(found.clash, [parent.path for parent in parents], names)
        for line, parent in zip(found.cells, parents, strict=True):
            for child in parent.children:
                self.cells[child.index][0] = line[column[key_of(child.name)]]

    def _column_sums(
        self,
        total: int,
        shares: Sequence[Sequence[Fraction]],
        names: Sequence[str],
        sums: Mapping[str, Range],
        limits: Mapping[Cell, Range],
    ) -> list[int]:
        """What each name gets over all parents: its fair shares together, unless fixed."""
        expected = [sum(column, Fraction(0)) for column in zip(*shares, strict=True)]
        ranges: list[Range] = []
        for j, name in enumerate(names):
            needs = sum(low for (_, at), (low, _) in limits.items() if at == j)
            low, high = sums.get(name, (0, UNBOUNDED))
            ranges.append((max(low, needs), high))
        for name, (low, high) in zip(names, ranges, strict=True):
            if low > high:
                raise Impossible(Clash((0,), low, high), [name], [])
        least, most = sum(low for low, _ in ranges), sum(high for _, high in ranges)
        if not least <= total <= most:
            room = [(j, low if total < least else high) for j, (low, high) in enumerate(ranges) if high < UNBOUNDED]
            raise Impossible(Clash((0,), total, least if total < least else most, tuple(room)), ["*"], names)
        return _shared(total, expected, ranges, self.unit)

    def table_of(self, item: Node, time: Node) -> tuple[list[int], list[int], dict[Cell, Range]]:
        """What crosses below a target: the sums of its members, those of its periods, the limits of single cells."""
        rows = [self.cells[child.index][time.index] for child in item.children]
        columns = [self.cells[item.index][child.index] for child in time.children]
        if not self.bounds.ranges:
            return rows, columns, {}
        limits = {
            (i, j): self.bounds.ranges[member.index, period.index]
            for i, member in enumerate(item.children)
            for j, period in enumerate(time.children)
            if (member.index, period.index) in self.bounds.ranges
        }
        return rows, columns, limits

    def _cross(self, item: Node, time: Node) -> None:
        """The members below a target in the periods below it."""
        below, periods = item.children, time.children
        rows, columns, limits = self.table_of(item, time)
        found = cross(rows, columns, limits, self.unit)
        if found.clash is not None:
            raise Impossible(found.clash, [child.path for child in below], [child.name for child in periods])
        for child, line in zip(below, found.cells, strict=True):
            for period, cell in zip(periods, line, strict=True):
                self.cells[child.index][period.index] = cell


def _shared(total: int, weights: Sequence[Weight], ranges: Sequence[Range], unit: int) -> list[int]:
    """``total`` over siblings, inside their limits where they have any."""
    if all(limits == (0, UNBOUNDED) for limits in ranges):
        return split(total, weights, unit)
    return split_between(total, weights, [low for low, _ in ranges], [high for _, high in ranges], unit)


def _fair(total: int, children: Sequence[Node]) -> list[Fraction]:
    """The unrounded shares of siblings; equal ones when all weigh 0."""
    weights = [Fraction(child.weight) for child in children]
    together = sum(weights)
    return [total * weight / together if together else Fraction(total, len(weights)) for weight in weights]


def _open_column(
    shares: list[list[Fraction]], column: int, parents: Sequence[Node], name: str, rows: Sequence[int]
) -> None:
    """A fixed sum of a name that weighs nothing anywhere goes to its parents in their proportions."""
    if any(line[column] for line in shares):
        return
    for i, parent in enumerate(parents):
        if any(key_of(child.name) == name for child in parent.children):
            shares[i][column] = Fraction(rows[i])
