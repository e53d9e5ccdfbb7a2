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
_FAR = 1 << 1000
"""Farther than any chain."""


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
            [v if b <= (v := a // SCALE) <= t else min(max(v, b), t) for a, b, t in zip(*lines, strict=True)]
            for lines in zip(near, low, high, strict=True)
        ]
        self._rank = _ranks(near, len(columns))
        # Deviations weigh more than all ties on the longest chain together.
        self._ties = (len(rows) + len(columns)) * len(rows) * len(columns) + 1
        # By node: what one unit more costs in each column of a row, and one unit less in each row of a column.
        self._steps: list[dict[int, int]] = [self._raising(i) for i in range(len(rows))]
        self._steps += [{} for _ in columns]
        for i, (values, least) in enumerate(zip(self.cells, low, strict=True)):
            if values != least:
                for j in range(len(values)):
                    self._price(i, j)
        self.reached: frozenset[int] = frozenset()

    def _raising(self, i: int) -> dict[int, int]:
        """What one unit more in each cell of a row adds to the deviation; cells at their limit are left out.

        Ties go to the larger value.
        """
        ties, parts = self._ties, zip(self.cells[i], self.high[i], self.near[i], self._rank[i], strict=True)
        return {
            node: (abs((gap := value * SCALE - fitted) + SCALE) - abs(gap)) * ties + rank
            for node, (value, most, fitted, rank) in enumerate(parts, len(self.rows))
            if value != most
        }

    def _price(self, i: int, j: int) -> None:
        """Bring up to date what one unit more and one less in a cell would cost."""
        value, node = self.cells[i][j], len(self.rows) + j
        gap, rank, ties = value * SCALE - self.near[i][j], self._rank[i][j], self._ties
        now = abs(gap)
        if value != self.high[i][j]:
            self._steps[i][node] = (abs(gap + SCALE) - now) * ties + rank
        else:
            self._steps[i].pop(node, None)
        if value != self.low[i][j]:
            self._steps[node][i] = (abs(gap - SCALE) - now) * ties - rank
        else:
            self._steps[node].pop(i, None)

    def _change(self, step: Step, amount: int) -> None:
        i, j, by = step
        if self.high[i][j] - self.low[i][j] != 1:
            self.cells[i][j] += by * amount
            self._price(i, j)
        else:
            self._turn(i, j, by)

    def _turn(self, i: int, j: int, by: int) -> None:
        """Change a cell between its only two values: what it cost is what it would cost to take it back."""
        self.cells[i][j] += by
        node, steps = len(self.rows) + j, self._steps
        if by > 0:
            steps[node][i] = -steps[i].pop(node)
        else:
            steps[i][node] = -steps[node].pop(i)

    def _room(self, step: Step) -> int:
        """How many units the cell can take at its present cost."""
        i, j, by = step
        value, fitted = self.cells[i][j] * by, self.near[i][j] * by
        left = (self.high if by > 0 else self.low)[i][j] * by - value
        return min(left, max(fitted // SCALE - value, 1)) if left > 1 and value * SCALE < fitted else left

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
        left, height = self.rows[i] - sum(self.cells[i]), len(self.rows)
        by = 1 if left > 0 else -1
        if left > 0:
            cheapest = [(cost, node - height) for node, cost in self._steps[i].items()]
        else:
            cheapest = [(steps[i], j) for j, steps in enumerate(self._steps[height:]) if i in steps]
        heapify(cheapest)
        low, high = self.low[i], self.high[i]
        while left:
            j = heappop(cheapest)[1]
            if high[j] - low[j] == 1:
                self._turn(i, j, by)
                left -= by
                continue
            step = Step(i, j, by)
            amount = min(abs(left), self._room(step))
            self._change(step, amount)
            left -= by * amount
            node = height + step.column
            cost = self._steps[i].get(node) if by > 0 else self._steps[node].get(i)
            if cost is not None:
                heappush(cheapest, (cost, step.column))
        return True

    def _even_out_columns(self) -> bool:
        """Move units from columns with too much to columns with too little."""
        sums = [sum(column) for column in zip(*self.cells, strict=True)]
        excess = [have - want for have, want in zip(sums, self.columns, strict=True)]
        prices = [-min(steps.values(), default=0) for steps in self._steps[: len(self.rows)]]
        prices += [0] * (len(excess) + 1)
        while any(excess):
            chain = self._cheapest_chain(excess, prices)
            if not chain:
                return False
            first, last = chain[0].column, chain[-1].column
            amount = min(excess[first], -excess[last], *[self._room(step) for step in chain])
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
        over = [height + j for j, extra in enumerate(excess) if extra > 0]
        under = {height + j for j, extra in enumerate(excess) if extra < 0}
        top, prices[end] = max([prices[node] for node in over]), min([prices[node] for node in under])
        best, nearest = [_FAR] * end, _FAR
        heap = [(top - prices[node], node) for node in over]
        for cost, node in heap:
            best[node] = cost
        heapify(heap)
        came: dict[int, int] = {}
        done: dict[int, int] = {}
        while heap:
            far, node = heappop(heap)
            if node in done:
                continue
            done[node] = far
            if node == end:
                break
            here = far + prices[node]
            if node in under and here - prices[end] < nearest:
                nearest, came[end] = here - prices[end], node
                heappush(heap, (nearest, end))
            for there, cost in self._steps[node].items():
                to = here + cost - prices[there]
                # What is no nearer than the end cannot lead to it sooner.
                if to < nearest and to < best[there]:
                    best[there], came[there] = to, node
                    heappush(heap, (to, there))
        if end not in done:
            self.reached = frozenset(node for node in done if node < height)
            return []
        for node, far in done.items():
            if node < end:
                prices[node] += far - done[end]
        return _chain(came, height, end)


def _ranks(near: Matrix, width: int) -> Matrix:
    """The place of each cell among all, the largest first, equal ones in their order."""
    flat = [fitted for line in near for fitted in line]
    ranks = [0] * len(flat)
    for n, at in enumerate(sorted(range(len(flat)), key=flat.__getitem__, reverse=True)):
        ranks[at] = n
    return [ranks[start : start + width] for start in range(0, len(flat), width)]


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
