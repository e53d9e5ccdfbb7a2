"""Amounts of many rows over the same periods, so that every group of rows keeps its fair periods too (methods.md 2.4).

Each row keeps its sum. What the whole has in a period is its fair share by largest remainder, and so is what every
group of rows has, down to the single row: rounding never drifts into one period, however many rows there are.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from salesplan.compute.allocation import split, split_between
from salesplan.compute.cross_table import round_table

FINE = 1 << 40
"""Fair shares are whole numbers of this part of a unit; they only say which way to round."""
_MOST_ROWS = 64


@dataclass
class Line:
    """One row, or a group of rows: ``total`` whole units to place, ``fair`` its share of each period in 1/``FINE``.

    ``weights`` are in the same ratios, exactly so for a single row. ``low`` are whole units that each period gets at
    least. ``cells`` are set by ``spread``.
    """

    total: int
    weights: Sequence[int]
    fair: Sequence[int]
    low: Sequence[int]
    inner: list[Line] = field(default_factory=list)
    cells: list[int] = field(default_factory=list)


def line_of(total: int, weights: Sequence[int], low: Sequence[int]) -> Line:
    """A row whose fair shares go by weights; equal ones where all are 0."""
    if not any(weights):
        weights = [1] * len(weights)
    whole = sum(weights)
    return Line(total, weights, [total * FINE * weight // whole for weight in weights], low)


def group_of(lines: Sequence[Line]) -> Line:
    """Rows that are looked at together."""
    fair = [sum(column) for column in zip(*(line.fair for line in lines), strict=True)]
    low = [sum(column) for column in zip(*(line.low for line in lines), strict=True)]
    return Line(sum(line.total for line in lines), fair, fair, low, list(lines))


def spread(whole: Line) -> None:
    """Set the cells of a line and of all below it. Every line's cells sum to its total."""
    whole.cells = _alone(whole)
    waiting = [whole] if whole.inner else []
    while waiting:
        line = waiting.pop()
        for inner, cells in zip(line.inner, _below(line), strict=True):
            inner.cells = cells
        waiting += [inner for inner in line.inner if inner.inner]


def _alone(line: Line) -> list[int]:
    if any(line.low):
        return split_between(line.total, line.weights, line.low, [line.total] * len(line.low))
    return split(line.total, line.weights)


def _below(line: Line) -> list[list[int]]:
    """The cells of the lines below one that has its own."""
    if len(line.inner) == 1:
        return [line.cells]
    groups = list(_grouped(line.inner))
    outer = _table([group_of(group) for group in groups], line.cells) if len(groups) > 1 else [line.cells]
    return [cells for group, columns in zip(groups, outer, strict=True) for cells in _table(group, columns)]


def _grouped(lines: Sequence[Line]) -> Iterator[Sequence[Line]]:
    """Groups of at most 64 lines, so that the work grows with their number."""
    size = max(_MOST_ROWS, int(len(lines) ** 0.5) + 1)
    for start in range(0, len(lines), size):
        yield lines[start : start + size]


def _table(lines: Sequence[Line], columns: Sequence[int]) -> list[list[int]]:
    """The lines as a table with these columns; each by itself where no such table exists.

    That can only be where lines share no period: then a period may be a unit off its share, and no sum is bent.
    """
    at = [i for i, line in enumerate(lines) if line.total]
    found = [[0] * len(columns) for _ in lines]
    if not at:
        return found
    limits = {(n, j): (least, 10**30) for n, i in enumerate(at) for j, least in enumerate(lines[i].low) if least}
    table = round_table(
        [lines[i].total for i in at],
        columns,
        weights=[[float(share) for share in lines[i].fair] for i in at],
        limits=limits,
    )
    for n, i in enumerate(at):
        found[i] = _alone(lines[i]) if table.clash else table.cells[n]
    return found
