"""Whole numbers next to fitted ones, both sums exact, the least total deviation: a flow of least cost (methods.md 2.4).

Rows are exact from the start. Units then move between columns along the cheapest chain of exchanges: one row lowers its
cell in a column that has too much and raises one elsewhere, until every column has its sum.
"""

from __future__ import annotations

from collections.abc import Sequence
from heapq import heapify, heappop, heappush
from typing import NamedTuple

from salesplan.compute.fitting import Matrix

SCALE = 1 << 20
"""Fitted values are compared in millionths of a unit; nearer than that to a whole number is whole."""


class Step(NamedTuple):
    """A cell of a chain of exchanges, and whether it is raised (1) or lowered (-1)."""

    row: int
    column: int
    by: int


class Exchange:
    """A table of whole numbers on its way to exact sums.

    ``near`` holds the fitted values in millionths, ``low`` and ``high`` each cell's limits. After ``solve`` said False,
    ``reached`` holds the rows that cannot be met together with the columns they share.
    """

    def __init__(self, near: Matrix, rows: Sequence[int], columns: Sequence[int], low: Matrix, high: Matrix) -> None:
        self.near, self.rows, self.columns, self.low, self.high = near, rows, columns, low, high
        self.cells = [
            [min(max(a // SCALE, b), t) for a, b, t in zip(*lines, strict=True)]
            for lines in zip(near, low, high, strict=True)
        ]
        ranked = sorted((-a, i, j) for i, line in enumerate(near) for j, a in enumerate(line))
        self._rank = [[0] * len(columns) for _ in rows]
        for n, (_, i, j) in enumerate(ranked):
            self._rank[i][j] = n
        # Deviations weigh more than all ties on the longest chain together.
        self._ties = (len(rows) + len(columns)) * len(ranked) + 1
        wide = range(len(columns))
        self._raised = [[self._cost(i, j, 1) for j in wide] for i in range(len(rows))]
        self._lowered = [[self._cost(i, j, -1) for j in wide] for i in range(len(rows))]
        self.reached: frozenset[int] = frozenset()

    def _cost(self, i: int, j: int, by: int) -> int | None:
        """What one unit more or less adds to the deviation; ties go to the larger value; None: at its limit."""
        value = self.cells[i][j]
        if value == (self.high if by > 0 else self.low)[i][j]:
            return None
        gap = value * SCALE - self.near[i][j]
        return (abs(gap + by * SCALE) - abs(gap)) * self._ties + by * self._rank[i][j]

    def _change(self, step: Step, amount: int) -> None:
        i, j, by = step
        self.cells[i][j] += by * amount
        self._raised[i][j], self._lowered[i][j] = self._cost(i, j, 1), self._cost(i, j, -1)

    def _room(self, step: Step) -> int:
        """How many units the cell can take at its present cost."""
        i, j, by = step
        value, fitted = self.cells[i][j] * by, self.near[i][j] * by
        limit = (self.high if by > 0 else self.low)[i][j] * by
        return min(limit - value, max(fitted // SCALE - value, 1) if value * SCALE < fitted else limit - value)

    def solve(self) -> bool:
        """Make every sum exact; False when some rows and columns cannot have theirs inside the limits."""
        for i in range(len(self.rows)):
            if not self._fill_row(i):
                self.reached = frozenset({i})
                return False
        return self._even_out_columns()

    def _fill_row(self, i: int) -> bool:
        """Bring one row to its sum at the least cost."""
        if not sum(self.low[i]) <= self.rows[i] <= sum(self.high[i]):
            return False
        left = self.rows[i] - sum(self.cells[i])
        by, costs = (1, self._raised[i]) if left > 0 else (-1, self._lowered[i])
        cheapest = sorted((cost, j) for j, cost in enumerate(costs) if cost is not None)
        while left:
            step = Step(i, heappop(cheapest)[1], by)
            amount = min(abs(left), self._room(step))
            self._change(step, amount)
            left -= by * amount
            if (cost := costs[step.column]) is not None:
                heappush(cheapest, (cost, step.column))
        return True

    def _even_out_columns(self) -> bool:
        """Move units from columns with too much to columns with too little."""
        sums = [sum(column) for column in zip(*self.cells, strict=True)]
        excess = [have - want for have, want in zip(sums, self.columns, strict=True)]
        if not any(excess):
            return True
        prices = [max((-cost for cost in line if cost is not None), default=0) for line in self._raised]
        prices += [0] * (len(excess) + 1)
        while any(excess):
            chain = self._cheapest_chain(excess, prices)
            if not chain:
                return False
            first, last = chain[0].column, chain[-1].column
            amount = min(excess[first], -excess[last], *(self._room(step) for step in chain))
            excess[first] -= amount
            excess[last] += amount
            for step in chain:
                self._change(step, amount)
        return True

    def _cheapest_chain(self, excess: Sequence[int], prices: list[int]) -> list[Step]:
        """Cells to lower and raise in turn, from a column with too much to one with too little; none: no way there.

        Dijkstra over rows (node i) and columns (node height + j); ``prices`` keep every step at 0 or above and are
        brought up to date.
        """
        height, end = len(self.rows), len(self.rows) + len(excess)
        top = max(prices[height + j] for j, extra in enumerate(excess) if extra > 0)
        prices[end] = min(prices[height + j] for j, extra in enumerate(excess) if extra < 0)
        best = {height + j: top - prices[height + j] for j, extra in enumerate(excess) if extra > 0}
        heap = [(cost, node) for node, cost in best.items()]
        heapify(heap)
        came: dict[int, int] = {}
        done: dict[int, int] = {}
        while heap and end not in done:
            far, node = heappop(heap)
            if node in done:
                continue
            done[node] = far
            for there, cost in self._steps_from(node, excess):
                to = far + cost + prices[node] - prices[there]
                if there not in best or to < best[there]:
                    best[there], came[there] = to, node
                    heappush(heap, (to, there))
        if end not in done:
            self.reached = frozenset(node for node in done if node < height)
            return []
        for node, far in done.items():
            if node < end:
                prices[node] += far - done[end]
        return _chain(came, height, end)

    def _steps_from(self, node: int, excess: Sequence[int]) -> list[tuple[int, int]]:
        """Where a unit can go next, and at what cost: from a row to its columns, from a column to the rows."""
        height = len(self.rows)
        if node < height:
            return [(there, cost) for there, cost in enumerate(self._raised[node], height) if cost is not None]
        j = node - height
        if j == len(excess):
            return []
        steps = [(i, cost) for i, line in enumerate(self._lowered) if (cost := line[j]) is not None]
        return [*steps, (height + len(excess), 0)] if excess[j] < 0 else steps


def _chain(came: dict[int, int], height: int, end: int) -> list[Step]:
    """The way back from the end, as steps in the order they are taken."""
    steps: list[Step] = []
    node = came[end]
    while node in came:
        row = came[node]
        steps.append(Step(row, node - height, 1))
        node = came[row]
        steps.append(Step(row, node - height, -1))
    return steps[::-1]
