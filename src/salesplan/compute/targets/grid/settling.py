"""Cross tables of people who come and go, and sums that give way to what their cells need (methods.md 2.4).

The sums of a table are shares of a total, so they are wishes where nobody fixed them. Where the cells leave no room for
them (a team of two, one until June and one from July on, each having half of the year), the sums nearest to the wishes
that do have room are taken; what was fixed is never moved.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from salesplan.compute.allocation import UNBOUNDED
from salesplan.compute.cross_table import Cell, Rounded, round_table
from salesplan.compute.targets.grid.crossing import cross
from salesplan.compute.targets.grid.pins import Range

Worth = Sequence[Sequence[Fraction]]
"""What a cell is worth beside the others of its row: 0 is closed."""
_TOGETHER = 64
"""Tables with more rows are made with all rows of the same worth as one, which then are split among themselves."""
_LEAST_WEIGHT = 1e-3


def cross_worth(rows: list[int], columns: list[int], worth: Worth, limits: Mapping[Cell, Range], unit: int) -> Rounded:
    """A table whose cells go with row, column and worth, both sums exact; a cell of no worth is 0 unless limited."""
    kinds = [_proportions(line) for line in worth]
    if all(kind == kinds[0] for kind in kinds) and all(kinds[0]):
        return cross(rows, columns, limits, unit)
    groups = _groups(kinds, {i for i, _ in limits}) if len(rows) > _TOGETHER else []
    if len(groups) in (0, len(rows)):
        return _whole(rows, columns, worth, limits, unit)
    return _grouped(rows, columns, worth, limits, unit, groups)


def _proportions(line: Sequence[Fraction]) -> tuple[Fraction, ...]:
    """The worth of a row's cells beside its largest: equal for all who are there all year."""
    most = max(line, default=Fraction(0))
    return tuple(worth / most for worth in line) if most else tuple(line)


def _groups(kinds: Sequence[tuple[Fraction, ...]], limited: set[int]) -> list[list[int]]:
    """Rows of the same worth together, those with limits each alone."""
    found: dict[object, list[int]] = {}
    for i, kind in enumerate(kinds):
        found.setdefault(i if i in limited else kind, []).append(i)
    return list(found.values())


def _grouped(
    rows: list[int],
    columns: list[int],
    worth: Worth,
    limits: Mapping[Cell, Range],
    unit: int,
    groups: Sequence[list[int]],
) -> Rounded:
    """The table of groups, then each group as a table of its own, in the proportions of its row."""
    together = [sum(rows[i] for i in group) for group in groups]
    alone = {group[0]: g for g, group in enumerate(groups) if len(group) == 1}
    outer = _whole(
        together,
        columns,
        [worth[group[0]] for group in groups],
        {(alone[i], j): limit for (i, j), limit in limits.items()},
        unit,
    )
    if outer.clash is not None:
        return outer
    cells: list[list[int]] = [[] for _ in rows]
    for group, line in zip(groups, outer.cells, strict=True):
        for i, found in zip(group, cross([rows[i] for i in group], line, {}, unit).cells, strict=True):
            cells[i] = found
    return Rounded(cells, within_one=False)


def _whole(rows: list[int], columns: list[int], worth: Worth, limits: Mapping[Cell, Range], unit: int) -> Rounded:
    """The table in one piece."""
    return round_table(rows, columns, unit=unit, weights=_weights(rows, columns, worth), limits=limits)


def _weights(rows: Sequence[int], columns: Sequence[int], worth: Worth) -> list[list[float]]:
    return [
        [float(row * column * w) for column, w in zip(columns, line, strict=True)]
        for row, line in zip(rows, worth, strict=True)
    ]


@dataclass(frozen=True)
class Side:
    """The sums of a table on one side: what each should be, and from what to what it may move."""

    wanted: Sequence[int]
    ranges: Sequence[Range]

    @classmethod
    def fixed(cls, sums: Sequence[int]) -> Side:
        """Sums that may not move."""
        return cls(sums, [(want, want) for want in sums])


def settle(rows: Side, columns: Side, worth: Worth, limits: Mapping[Cell, Range], unit: int) -> list[list[int]] | None:
    """A table in whole units whose sums lie in their ranges, near the sums wanted; None when there is none.

    The wanted sums of both sides have the same total, which is kept. A part of the total beyond whole units goes to the
    column that has it, there to the largest cell without limits.
    """
    total = sum(rows.wanted)
    odd = _odd_column(columns, unit) if total % unit else None
    if odd is not None:
        columns = _less(columns, odd, total % unit)
    table = _Slack(rows, columns, worth, limits, unit)
    found = table.solve(total - (total % unit if odd is not None else 0))
    if found is None or odd is None:
        return found
    ranked = sorted((-line[odd], i) for i, line in enumerate(found) if (i, odd) not in limits and worth[i][odd])
    for _, i in ranked:
        if sum(found[i]) + total % unit <= rows.ranges[i][1]:
            found[i][odd] += total % unit
            return found
    return None


def _odd_column(columns: Side, unit: int) -> int | None:
    """The one column that has a part beyond whole units; None when there is none or several."""
    found = [j for j, want in enumerate(columns.wanted) if want % unit]
    return found[0] if len(found) == 1 else None


def _less(side: Side, at: int, amount: int) -> Side:
    wanted, ranges = list(side.wanted), list(side.ranges)
    low, high = ranges[at]
    wanted[at] -= amount
    ranges[at] = (max(low - amount, 0), high if high >= UNBOUNDED else high - amount)
    return Side(wanted, ranges)


@dataclass(frozen=True)
class _Slack:
    """A table with one more column and row that take up what the sums leave free."""

    rows: Side
    columns: Side
    worth: Worth
    limits: Mapping[Cell, Range]
    unit: int

    def solve(self, total: int) -> list[list[int]] | None:
        """The inner cells; None when no sums in the ranges have room."""
        tall, wide = self._most(self.rows, self._row_caps(total), total), self._most(self.columns, None, total)
        free_rows, free_columns = sum(tall) - total, sum(wide) - total
        if free_rows < 0 or free_columns < 0:
            return None
        limits = self._limits(tall, wide)
        if limits is None:
            return None
        found = round_table(
            [*tall, free_columns], [*wide, free_rows], unit=self.unit, weights=self._weights(tall, wide), limits=limits
        )
        return None if found.clash else [line[:-1] for line in found.cells[:-1]]

    def _row_caps(self, total: int) -> list[int]:
        """What the cells of each row can hold."""
        tops = [min(high, total) for _, high in self.columns.ranges]
        return [sum(min(self._cap((i, j)), top) for j, top in enumerate(tops)) for i in range(len(self.worth))]

    def _cap(self, cell: Cell) -> int:
        """The most a cell can hold: a cell of no worth no more than it must."""
        low, high = self.limits.get(cell, (0, UNBOUNDED))
        return high if self.worth[cell[0]][cell[1]] else low

    def _most(self, side: Side, caps: Sequence[int] | None, total: int) -> list[int]:
        """The largest sums there can be, in whole units."""
        tops = [min(high, total) for _, high in side.ranges]
        tops = [min(top, cap) for top, cap in zip(tops, caps, strict=True)] if caps else tops
        return [-(-top // self.unit) * self.unit for top in tops]

    def _limits(self, tall: Sequence[int], wide: Sequence[int]) -> dict[Cell, Range] | None:
        """The limits of the cells, and of what is left free of each sum."""
        limits = dict(self.limits)
        for i, (most, (low, high)) in enumerate(zip(tall, self.rows.ranges, strict=True)):
            limits[i, len(wide)] = (max(most - high, 0), most - low)
        for j, (most, (low, high)) in enumerate(zip(wide, self.columns.ranges, strict=True)):
            limits[len(tall), j] = (max(most - high, 0), most - low)
        return limits if all(low <= high for low, high in limits.values()) else None

    def _weights(self, tall: Sequence[int], wide: Sequence[int]) -> list[list[float]]:
        """Rows as they were wanted, over the columns wanted; what a sum leaves free beside it."""
        lines: list[list[float]] = []
        for most, want, line in zip(tall, self.rows.wanted, self.worth, strict=True):
            shares = [float(c * w) for c, w in zip(self.columns.wanted, line, strict=True)]
            together = sum(shares) or 1.0
            given = max(float(want), _LEAST_WEIGHT)
            lines.append([*(given * share / together for share in shares), max(float(most - want), _LEAST_WEIGHT)])
        free = [max(float(most - want), _LEAST_WEIGHT) for most, want in zip(wide, self.columns.wanted, strict=True)]
        return [*lines, [*free, 0.0]]
