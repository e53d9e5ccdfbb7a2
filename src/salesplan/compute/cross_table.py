"""Whole numbers for a cross table whose rows and columns both sum to what was promised (methods.md 2.4).

The table is fitted to its sums first, then rounded. A fitted table always has a rounding with exact sums in which every
cell is its fitted value rounded down or up (Bacharach 1966; Causey, Cox and Ernst 1985); of these the one with the
least total deviation is taken.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import gcd

from salesplan.compute.exchange import SCALE, Exchange
from salesplan.compute.fitting import Matrix, Weights, fit, turned

Cell = tuple[int, int]
Limits = Mapping[Cell, tuple[int, int]]
"""Lowest and highest amount of a cell, by row and column number; a pin has both the same."""


@dataclass(frozen=True)
class Clash:
    """Rows that cannot have their sums together: what they need, what the columns have room for.

    ``limits`` holds the columns that bind, with their room. A need below ``room`` and no columns: the row's own cells
    cannot go as low.
    """

    rows: tuple[int, ...]
    need: int
    room: int
    limits: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True)
class Rounded:
    """The cells, row by row; ``within_one``: each is its fitted value rounded down or up. Empty when they clash."""

    cells: Matrix
    within_one: bool = True
    clash: Clash | None = None


def round_table(
    rows: Sequence[int],
    columns: Sequence[int],
    *,
    unit: int = 1,
    weights: Weights | None = None,
    limits: Limits | None = None,
) -> Rounded:
    """A table of amounts of 0 or more with these row and column sums, in whole ``unit``s as far as the sums are.

    Without ``weights`` every row has the columns' own proportions. A cell that weighs 0 stays at its lowest limit, else
    0. Both sums must have the same total, else ValueError. One row and one column that are no whole units meet in a
    cell that carries the odd part; with more of them the table is rounded in the largest unit that all sums share.
    """
    if sum(rows) != sum(columns):
        raise ValueError(f"rows sum to {sum(rows)}, columns to {sum(columns)}")
    top = -(-sum(rows) // unit) * unit
    limits = {cell: (low, min(high, top)) for cell, (low, high) in (limits or {}).items()}
    odd = _odd_cell(rows, columns, unit, limits)
    if odd is not None and weights is not None and not weights[odd[0][0]][odd[0][1]]:
        odd = None
    if odd is None:
        unit = gcd(unit, *rows, *columns, *(bound for pair in limits.values() for bound in pair))
        return _times(_round_units(*_units(rows, columns, unit), weights, _per_unit(limits, unit)), unit)
    (i, j), part = odd
    found = _round_units(*_units(rows, columns, unit), weights, _per_unit(limits, unit))
    found = _times(found, unit)
    if found.clash is None:
        found.cells[i][j] += part
    return found


def _odd_cell(rows: Sequence[int], columns: Sequence[int], unit: int, limits: Limits) -> tuple[Cell, int] | None:
    """The one cell where an odd row and an odd column meet, with the odd part; None when there is no such cell."""
    odd_rows = [i for i, want in enumerate(rows) if want % unit]
    odd_columns = [j for j, want in enumerate(columns) if want % unit]
    if len(odd_rows) != 1 or len(odd_columns) != 1 or any(b % unit for pair in limits.values() for b in pair):
        return None
    cell = (odd_rows[0], odd_columns[0])
    return None if cell in limits else (cell, rows[cell[0]] % unit)


def _units(rows: Sequence[int], columns: Sequence[int], unit: int) -> tuple[list[int], list[int]]:
    return [want // unit for want in rows], [want // unit for want in columns]


def _per_unit(limits: Limits, unit: int) -> Limits:
    return limits if unit == 1 else {cell: (low // unit, high // unit) for cell, (low, high) in limits.items()}


def _times(found: Rounded, unit: int) -> Rounded:
    """The table in amounts again."""
    if unit == 1:
        return found
    clash = found.clash and Clash(
        found.clash.rows,
        found.clash.need * unit,
        found.clash.room * unit,
        tuple((column, room * unit) for column, room in found.clash.limits),
    )
    return Rounded([[cell * unit for cell in line] for line in found.cells], found.within_one, clash)


def _round_units(rows: list[int], columns: list[int], weights: Weights | None, limits: Limits) -> Rounded:
    if weights is None and not limits:
        return _round_proportional(rows, columns)
    total = sum(rows)
    weights = weights or [[float(r * c) for c in columns] for r in rows]
    low, high = _limit_tables(weights, total, limits)
    if _lines_have_room(rows, low, high) and _lines_have_room(columns, turned(low), turned(high)):
        fitted, met = fit(weights, rows, columns, low, high)
    else:
        fitted, met = [[float(r) * c / (total or 1) for c in columns] for r in rows], False
    near = [[round(value * SCALE) for value in line] for line in fitted]
    if met:
        floor = [[max(a // SCALE, b) for a, b in zip(*lines, strict=True)] for lines in zip(near, low, strict=True)]
        ceiling = [
            [min(-(-a // SCALE), b) for a, b in zip(*lines, strict=True)] for lines in zip(near, high, strict=True)
        ]
        table = Exchange(near, rows, columns, floor, ceiling)
        if table.solve():
            return Rounded(table.cells)
    table = Exchange(near, rows, columns, low, high)
    if table.solve():
        return Rounded(table.cells, within_one=False)
    return Rounded([], within_one=False, clash=_clash(table))


def _lines_have_room(sums: Sequence[int], low: Matrix, high: Matrix) -> bool:
    """Whether each line's own cells allow its sum; fitting what they do not allow would be in vain, and slow."""
    return all(sum(b) <= want <= sum(t) for want, b, t in zip(sums, low, high, strict=True))


def _round_proportional(rows: list[int], columns: list[int]) -> Rounded:
    """The table whose fitted cells are row times column over the total; it always has a rounding."""
    total = sum(rows) or 1
    near = [[r * c // total for c in columns] for r in (row * SCALE for row in rows)]
    low = [[a // SCALE for a in line] for line in near]
    high = [[-(-r * c // total) for c in columns] for r in rows]
    table = Exchange(near, rows, columns, low, high)
    if not table.solve():
        raise AssertionError("a proportional table always has a rounding")
    return Rounded(table.cells)


def _limit_tables(weights: Weights, total: int, limits: Limits) -> tuple[Matrix, Matrix]:
    low = [[0] * len(line) for line in weights]
    high = [[total if weight > 0 else 0 for weight in line] for line in weights]
    for (i, j), (bottom, top) in limits.items():
        low[i][j] = bottom
        high[i][j] = min(top, total) if weights[i][j] > 0 or top == bottom else bottom
    return low, high


def _clash(table: Exchange) -> Clash:
    """The rows and columns that cannot be met together, and by how much."""
    rows = sorted(table.reached)
    need = sum(table.rows[i] for i in rows)
    if len(rows) == 1:
        least, most = sum(table.low[rows[0]]), sum(table.high[rows[0]])
        if not least <= need <= most:
            return Clash((rows[0],), need, least if need < least else most)
    others = [i for i in range(len(table.rows)) if i not in table.reached]
    room = [sum(table.high[i][j] for i in rows) for j in range(len(table.columns))]
    left = [want - sum(table.low[i][j] for i in others) for j, want in enumerate(table.columns)]
    limits = tuple((j, min(pair)) for j, pair in enumerate(zip(room, left, strict=True)) if min(pair))
    return Clash(tuple(rows), need, sum(most for _, most in limits), limits)
