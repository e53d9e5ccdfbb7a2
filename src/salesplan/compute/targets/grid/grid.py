"""Every member in every period, exact over members and over periods alike (methods.md 2.4).

The total goes down the periods and down the members; each target then is a cross table of the members below it with the
periods below it, whose rows and columns are settled already. So a company's month never drifts from its season, however
many members round the same way.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cached_property

from salesplan.compute.allocation import UNBOUNDED, Weight, split, split_between
from salesplan.compute.cross_table import Cell, Clash, Rounded, round_table
from salesplan.compute.targets.grid.bounds import Bounds
from salesplan.compute.targets.grid.crossing import cross
from salesplan.compute.targets.grid.pins import Fixed, Range, Spot
from salesplan.compute.targets.grid.repair import MOST_SPOTS, Repair
from salesplan.compute.targets.grid.settling import Side, Worth, cross_worth, settle
from salesplan.compute.targets.grid.tree import Node, key_of
from salesplan.compute.targets.people.people import People, worth_of

_CROSSED_CELLS = 5000


class Impossible(Exception):  # noqa: N818 - reads as what it is
    """Sums that cannot be met together: which rows and columns, and what is lacking."""

    def __init__(self, clash: Clash, rows: Sequence[str], columns: Sequence[str]) -> None:
        self.clash, self.rows, self.columns = clash, tuple(rows), tuple(columns)
        super().__init__("impossible sums")


class Nobody(Exception):  # noqa: N818 - reads as what it is
    """A target in periods in which nobody below it is there."""

    def __init__(self, item: Node, periods: Sequence[Node], amounts: Sequence[int]) -> None:
        self.item, self.periods, self.amounts = item, tuple(periods), tuple(amounts)
        super().__init__("nobody is there")


@dataclass
class Grid:
    """The targets by number of member node and of period node, in the smallest amounts.

    ``crossed`` are the levels of members whose sums over all outer members were kept, too. ``people`` say who is there
    when.
    """

    items: Sequence[Node]
    times: Sequence[Node]
    unit: int
    bounds: Bounds
    fixed: Fixed
    cells: list[list[int]]
    crossed: set[str] = field(default_factory=set)
    people: People | None = None

    def fill(self, total: int) -> None:
        """Set every target. Raises Impossible when crossed sums cannot be met."""
        try:
            self._fill(total)
        except Impossible:
            if not self._repair(total):
                raise

    def _repair(self, total: int) -> bool:
        """Move the targets of the same split without limits into them; False when there is no way."""
        if self.fixed.sums or len(self.items) * len(self.times) > MOST_SPOTS:
            return False
        blank = [[0] * len(self.times) for _ in self.items]
        free = Grid(self.items, self.times, self.unit, Bounds(), Fixed(), blank)
        free.fill(total)
        ranges = self.bounds.ranges | self._closed()
        if not Repair(self.items, self.times, free.cells, ranges, self.unit).solve():
            return False
        if any(not low <= free.cells[d][t] <= high for (d, t), (low, high) in ranges.items()):
            return False
        self.cells[:] = free.cells
        self.crossed.clear()
        return True

    def _closed(self) -> dict[Spot, Range]:
        """The innermost periods in which nobody of a member is there, as limits."""
        if self.people is None:
            return {}
        found: dict[Spot, Range] = {}
        for item in self.items[1:]:
            there = worth_of(self.people, [item], self._bottom) or [[Fraction(1)] * len(self._bottom)]
            for worth, period in zip(there[0], self._bottom, strict=True):
                if not worth:
                    low, _ = self.bounds.of((item.index, period.index))
                    found[item.index, period.index] = (low, low)
        return found

    def _fill(self, total: int) -> None:
        """Periods first, then members, then what crosses."""
        self.cells[0][0] = total
        self._fill_periods()
        depth = max(node.depth for node in self.items)
        for level in range(depth):
            self._fill_members([node for node in self.items if node.depth == level and node.children])
        for item in self.items:
            if item.children and self.times[0].children:
                self._settle(item)

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
        names = (
            {key_of(child.name) for parent in parents for child in parent.children} if parents[1:] or sums else set()
        )
        shared = bool(names) and len(names) < sum(len(parent.children) for parent in parents)
        if sums or (shared and len(names) * len(parents) <= _CROSSED_CELLS):
            try:
                self._cross_members(parents, sorted(names), sums)
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
        return rows, columns, self._limits_of(item, time)

    def _limits_of(self, item: Node, time: Node) -> dict[Cell, Range]:
        """The limits of the cells below a target, looked for among the fewer: all limits, or these cells."""
        ranges = self.bounds.ranges
        if len(ranges) < len(item.children) * len(time.children):
            row = {member.index: i for i, member in enumerate(item.children)}
            column = {period.index: j for j, period in enumerate(time.children)}
            return {(row[d], column[t]): limits for (d, t), limits in ranges.items() if d in row and t in column}
        return {
            (i, j): ranges[member.index, period.index]
            for i, member in enumerate(item.children)
            for j, period in enumerate(time.children)
            if (member.index, period.index) in ranges
        }

    def _settle(self, item: Node) -> None:
        """The members below an item in all periods. Sums that nobody fixed give way where cells leave no room."""
        worth = worth_of(self.people, item.children, self._bottom) if self.people else None
        if worth is not None:
            self._check_somebody(item, worth)
        try:
            if worth is not None and not self._limited_inside(item):
                self._cross_bottom(item, worth)
            else:
                for time in (time for time in self.times if time.children):
                    self._cross(item, time)
        except Impossible:
            if not self._resettle(item, worth):
                raise

    @cached_property
    def _bottom(self) -> list[Node]:
        """The periods that have none below them."""
        return [time for time in self.times if not time.children]

    def _limited_inside(self, item: Node) -> bool:
        """Whether a member below has a limit of a period that has others below it."""
        inner = [time.index for time in self.times if time.children and time.parent is not None]
        return any((child.index, time) in self.bounds.ranges for child in item.children for time in inner)

    def _check_somebody(self, item: Node, worth: Worth) -> None:
        """Raises Nobody when there is a target in a period in which nobody below is there."""
        columns = [self.cells[item.index][period.index] for period in self._bottom]
        empty = [
            j
            for j, column in enumerate(columns)
            if column and not any(line[j] for line in worth) and not self._fixed_there(item, self._bottom[j])
        ]
        if empty:
            raise Nobody(item, [self._bottom[j] for j in empty], [columns[j] for j in empty])

    def _fixed_there(self, item: Node, period: Node) -> bool:
        return any(self.bounds.of((child.index, period.index))[0] for child in item.children)

    def _cross(self, item: Node, time: Node) -> None:
        """The members below a target in the periods below it."""
        rows, columns, limits = self.table_of(item, time)
        worth = worth_of(self.people, item.children, time.children) if self.people else None
        found = (
            cross(rows, columns, limits, self.unit)
            if worth is None
            else cross_worth(rows, columns, worth, limits, self.unit)
        )
        self._take(found, item, time.children)

    def _cross_bottom(self, item: Node, worth: Worth) -> None:
        """The members below an item in the innermost periods of the year, the other periods being their sums."""
        rows = [self.cells[child.index][0] for child in item.children]
        columns = [self.cells[item.index][period.index] for period in self._bottom]
        self._take(cross_worth(rows, columns, worth, self._bottom_limits(item), self.unit), item, self._bottom)
        self._add_up([child.index for child in item.children])

    def _bottom_limits(self, item: Node) -> dict[Cell, Range]:
        return {
            (i, j): self.bounds.ranges[child.index, period.index]
            for i, child in enumerate(item.children)
            for j, period in enumerate(self._bottom)
            if (child.index, period.index) in self.bounds.ranges
        }

    def _take(self, found: Rounded, item: Node, periods: Sequence[Node]) -> None:
        """Put a table where it belongs. Raises Impossible when there is none."""
        if found.clash is not None:
            raise Impossible(found.clash, [child.path for child in item.children], [period.name for period in periods])
        for child, line in zip(item.children, found.cells, strict=True):
            for period, cell in zip(periods, line, strict=True):
                self.cells[child.index][period.index] = cell

    def _add_up(self, items: Sequence[int]) -> None:
        """The periods that others make up, as their sums."""
        for time in reversed(self.times):
            if time.children:
                for at in items:
                    self.cells[at][time.index] = sum(self.cells[at][below.index] for below in time.children)

    def _resettle(self, item: Node, worth: Worth | None) -> bool:
        """Settle the members below an item anew, their sums and (of the company) its periods free in their limits.

        False, with nothing changed that others rest on, when there is no way, or when sums over outer members are
        fixed.
        """
        below, level = item.children, item.children[0].level
        if any(at == level for at, _ in self.fixed.sums):
            return False
        rows = Side([self.cells[child.index][0] for child in below], [self.bounds.of((c.index, 0)) for c in below])
        sums = [self.cells[item.index][period.index] for period in self._bottom]
        free = [self.bounds.of((item.index, period.index)) for period in self._bottom]
        everywhere = worth or [[Fraction(1)] * len(self._bottom) for _ in below]
        for columns in (Side.fixed(sums), Side(sums, free))[: 1 if item.parent else 2]:
            found = settle(rows, columns, everywhere, self._bottom_limits(item), self.unit)
            if found is not None and self._accept(item, found):
                return True
        return False

    def _accept(self, item: Node, found: Sequence[Sequence[int]]) -> bool:
        """Take a settled table unless a period that others make up leaves its limits; sums further down follow."""
        self._take(Rounded([list(line) for line in found]), item, self._bottom)
        if item.parent is None:
            for j, period in enumerate(self._bottom):
                self.cells[item.index][period.index] = sum(line[j] for line in found)
        touched = [item.index, *(child.index for child in item.children)]
        self._add_up(touched)
        for at in touched:
            for time in self.times:
                low, high = self.bounds.of((at, time.index))
                if not low <= self.cells[at][time.index] <= high:
                    return False
        for child in item.children:
            self._share_year(child)
        return True

    def _share_year(self, item: Node) -> None:
        """The year of an item over the members below it, down to the last."""
        below = item.children
        if not below:
            return
        ranges = [self.bounds.of((child.index, 0)) for child in below]
        weights = [child.weight for child in below]
        for child, part in zip(below, _shared(self.cells[item.index][0], weights, ranges, self.unit), strict=True):
            self.cells[child.index][0] = part
            self._share_year(child)


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
