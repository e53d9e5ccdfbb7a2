"""Rows in the columns' proportions, both sums exact, however many rows there are (methods.md 2.4)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from salesplan.compute.cross_table import Cell, Clash, Rounded, round_table
from salesplan.compute.targets.pins import Range

_CHUNK = 64


def cross(rows: list[int], columns: list[int], limits: Mapping[Cell, Range], unit: int) -> Rounded:
    """Rows in the columns' proportions, both sums exact; many rows first as groups, then each group by itself.

    Grouping keeps the work in line with the number of cells; a cell then is at most two units from its fair share.
    Rows with limits are never grouped, so that what they take or leave is shared by all others alike.
    """
    if len(rows) == 1 and not limits:
        return Rounded([columns])
    if len(rows) <= _CHUNK:
        return round_table(rows, columns, unit=unit, limits=limits)
    limited = sorted({i for i, _ in limits})
    free = sorted(set(range(len(rows))).difference(limited))
    size = max(_CHUNK // 2, int(len(free) ** 0.5) + 1)
    groups = [[i] for i in limited] + [free[start : start + size] for start in range(0, len(free), size)]
    outer_limits = {(limited.index(i), j): limit for (i, j), limit in limits.items()}
    outer = round_table([sum(rows[i] for i in group) for group in groups], columns, unit=unit, limits=outer_limits)
    if outer.clash is not None:
        return Rounded([], within_one=False, clash=_in_rows(outer.clash, groups))
    cells: list[list[int]] = [[] for _ in rows]
    for group, line in zip(groups, outer.cells, strict=True):
        inside = Rounded([line]) if len(group) == 1 else round_table([rows[i] for i in group], line, unit=unit)
        for i, found in zip(group, inside.cells, strict=True):
            cells[i] = found
    return Rounded(cells)


def _in_rows(clash: Clash, groups: Sequence[Sequence[int]]) -> Clash:
    """A clash of groups, told in rows."""
    rows = tuple(i for g in clash.rows for i in groups[g])
    return Clash(rows, clash.need, clash.room, clash.limits)
