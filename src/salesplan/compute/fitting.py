"""Fit a table to its row and column sums inside each cell's limits (iterative proportional fitting, methods.md 2.4).

The fitted values only say which cell is nearest to its next whole number; no float ever enters a sum.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import frexp, fsum

Matrix = list[list[int]]
Weights = Sequence[Sequence[float]]
_ROUNDS = 200
_SAFE = 2.0**400
"""After a round factors lie between this and one over it: a float holds all that the next round makes of them."""


def fit(
    weight: Weights, rows: Sequence[int], columns: Sequence[int], low: Matrix, high: Matrix
) -> tuple[list[list[float]], bool]:
    """Scale columns and rows in turn until both sums are met; False when they are not after 200 rounds.

    A cell is weight times row factor times column factor, held inside its limits. ``fsum`` makes the result
    independent of the order of the lines and of the machine. All errors together stay below one unit, so that a
    rounding with exact sums exists. Where the limits leave no table the factors grow without end: False, too, with the
    cells of the last round that could be counted.
    """
    tall, wide = range(len(rows)), range(len(columns))
    right, down = [1.0] * len(rows), [1.0] * len(columns)
    weight_down, low_down, high_down = list(zip(*weight, strict=True)), turned(low), turned(high)
    near_enough = 0.25 / (len(rows) + len(columns))
    total = sum(rows) or 1
    cells = [
        [min(max(r * c / total, b), t) for c, b, t in zip(columns, *lines, strict=True)]
        for r, *lines in zip(rows, low, high, strict=True)
    ]
    for _ in range(_ROUNDS):
        for j in wide:
            line = [w * r for w, r in zip(weight_down[j], right, strict=True)]
            down[j] = _factor(line, columns[j], low_down[j], high_down[j])
        for i in tall:
            line = [w * d for w, d in zip(weight[i], down, strict=True)]
            right[i] = _factor(line, rows[i], low[i], high[i])
        right, down = _balanced(right, down)
        if not _in_range([*right, *down]):
            break
        cells = [[min(max(weight[i][j] * right[i] * down[j], low[i][j]), high[i][j]) for j in wide] for i in tall]
        if _largest_error(cells, rows, columns) < near_enough:
            return cells, True
    return cells, False


def _balanced(right: Sequence[float], down: Sequence[float]) -> tuple[list[float], list[float]]:
    """The same factors with those of the rows around 1: a power of two goes from them to those of the columns."""
    sizes = [frexp(factor)[1] for factor in right if factor]
    middle = (min(sizes) + max(sizes)) // 2 if sizes else 0
    return [factor * 2.0**-middle for factor in right], [factor * 2.0**middle for factor in down]


def _in_range(factors: Sequence[float]) -> bool:
    return all(1 / _SAFE < factor < _SAFE for factor in factors if factor)


def turned(matrix: Matrix) -> Matrix:
    """Rows as columns."""
    return [list(line) for line in zip(*matrix, strict=True)]


def _largest_error(cells: Sequence[Sequence[float]], rows: Sequence[int], columns: Sequence[int]) -> float:
    across = (abs(fsum(line) - want) for line, want in zip(cells, rows, strict=True))
    along = (abs(fsum(line) - want) for line, want in zip(zip(*cells, strict=True), columns, strict=True))
    return max(*across, *along)


def _factor(values: Sequence[float], target: int, low: Sequence[int], high: Sequence[int]) -> float:
    """The factor by which ``values``, held inside their limits, sum to ``target``; 1 when nothing can be scaled."""
    free = [i for i, value in enumerate(values) if value > 0]
    rest: float = target - sum(bottom for bottom, value in zip(low, values, strict=True) if not value > 0)
    factor = 1.0
    while free and (together := fsum(values[i] for i in free)) > 0:
        factor = max(rest, 0) / together
        under = {i: low[i] - values[i] * factor for i in free if values[i] * factor < low[i]}
        over = {i: values[i] * factor - high[i] for i in free if values[i] * factor > high[i]}
        if not under and not over:
            break
        held, bound = (under, low) if fsum(under.values()) >= fsum(over.values()) else (over, high)
        rest -= sum(bound[i] for i in held)
        free = [i for i in free if i not in held]
    return factor
