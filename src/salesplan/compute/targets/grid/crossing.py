"""Rows in the columns' proportions, both sums exact, however many rows there are (methods.md 2.4)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import gcd

from salesplan.compute.cross_table import Cell, Clash, Rounded, round_table
from salesplan.compute.targets.grid.pins import Range

ROUNDED_WHOLE = 2000
"""Up to so many rows every cell is its fair share rounded down or up; beyond, rows are rounded as they run."""


def cross(rows: list[int], columns: list[int], limits: Mapping[Cell, Range], unit: int) -> Rounded:
    """Rows in the columns' proportions, both sums exact.

    Up to ``ROUNDED_WHOLE`` rows a cell is its fair share rounded down or up whenever that is possible. Beyond, the rows
    with limits are rounded together with all others as one row, then these are rounded as they run: a cell is less than
    two units from its fair share and ``within_one`` is False.
    """
    if len(rows) == 1 and not limits:
        return Rounded([columns])
    if len(rows) <= ROUNDED_WHOLE:
        return round_table(rows, columns, unit=unit, limits=limits)
    limited = sorted({i for i, _ in limits})
    free = sorted(set(range(len(rows))).difference(limited))
    groups = [*([i] for i in limited), free]
    outer_limits = {(limited.index(i), j): limit for (i, j), limit in limits.items()}
    outer = round_table([sum(rows[i] for i in group) for group in groups], columns, unit=unit, limits=outer_limits)
    if outer.clash is not None:
        return Rounded([], within_one=False, clash=_in_rows(outer.clash, groups))
    inside = _whole_units([rows[i] for i in free], outer.cells[-1], unit)
    found = dict(zip(limited, outer.cells[:-1], strict=True)) | dict(zip(free, inside, strict=True))
    return Rounded([found[i] for i in range(len(rows))], within_one=False)


def _whole_units(rows: Sequence[int], columns: Sequence[int], unit: int) -> list[list[int]]:
    """The running table in whole units; one odd row and one odd column meet in the cell that carries the odd part."""
    odd_rows = [i for i, want in enumerate(rows) if want % unit]
    odd_columns = [j for j, want in enumerate(columns) if want % unit]
    meet = len(odd_rows) == len(odd_columns) == 1
    unit = unit if meet else gcd(unit, *rows, *columns)
    cells = _times(running([want // unit for want in rows], [want // unit for want in columns]), unit)
    if meet:
        cells[odd_rows[0]][odd_columns[0]] += rows[odd_rows[0]] % unit
    return cells


def _times(cells: list[list[int]], unit: int) -> list[list[int]]:
    return cells if unit == 1 else [[cell * unit for cell in line] for line in cells]


def running(rows: Sequence[int], columns: Sequence[int]) -> list[list[int]]:
    """Rows of whole numbers one after the other, so that what the columns have after each row is rounded but never off.

    After every row each column's sum so far is its fair share rounded down or up (the chairman assignment of Tijdeman
    1980): of the columns that could be rounded up, those do so whose share reaches the next whole number first. So no
    cell is below 0, both sums are exact, and the work grows with the number of cells.
    """
    total = sum(rows)
    if not total:
        return [[0] * len(columns) for _ in rows]
    had, so_far = [0] * len(columns), 0
    cells: list[list[int]] = []
    for row in rows:
        so_far += row
        shares = [divmod(so_far * column, total) for column in columns]
        have = [share for share, _ in shares]
        left = so_far - sum(have)
        if left:
            # A column that is ahead already stays so: a row takes nothing back.
            waits = sorted(
                (-1.0 if had[j] > have[j] else (total - rest) / columns[j], j)
                for j, (_, rest) in enumerate(shares)
                if rest
            )
            for _, j in waits[:left]:
                have[j] += 1
        cells.append([now - before for now, before in zip(have, had, strict=True)])
        had = have
    return cells


def _in_rows(clash: Clash, groups: Sequence[Sequence[int]]) -> Clash:
    """A clash of groups, told in rows."""
    rows = tuple(i for g in clash.rows for i in groups[g])
    return Clash(rows, clash.need, clash.room, clash.limits)
