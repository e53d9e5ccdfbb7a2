"""Sales laid on a ladder in whole numbers: amounts in parts of the smallest unit, so that nothing is rounded.

A settlement has thousands of order lines. Exact fractions for each of them take ten times as long as whole numbers
over one common denominator.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise
from math import lcm

from salesplan.compute.pay.ladder import Ladder
from salesplan.compute.pay.payees import decimals_of


class Laying:
    """A ladder against one quota. Amounts count in parts of ``unit`` to one, ``total`` is all that is sold.

    ``cut`` says the same as ``Ladder.pieces``, which tests hold it against.
    """

    def __init__(self, ladder: Ladder, quota: Fraction | None, total: Decimal, amounts: Iterable[Decimal]) -> None:
        goal = Fraction(quota or 0) if ladder.relative else Fraction(1)
        limits = [step.low * goal for step in ladder.steps[1:]]
        self._scale = max((decimals_of(amount) for amount in amounts), default=0)
        one: int = 10**self._scale
        self.unit = lcm(one, *(limit.denominator for limit in limits))
        self._times = self.unit // one
        self.at_base = goal == 0
        self._one = 0 if self.at_base else ladder.reached(total, quota) if ladder.mode == "whole" else None
        self._limits = [int(limit * self.unit) for limit in limits]

    def units(self, amount: Decimal) -> int:
        """An amount in parts."""
        return int(amount.scaleb(self._scale)) * self._times

    def cut(self, start: int, end: int) -> list[tuple[int, int]]:
        """The stretch from ``start`` to ``end``: each tier with what lies in it; backwards (a return) below 0.

        With whole tiers, and with a quota of 0, it is one piece; a stretch of nothing is none.
        """
        if start == end:
            return []
        if self._one is not None:
            return [(self._one, end - start)]
        low, high = (start, end) if start < end else (end, start)
        at, last = bisect_right(self._limits, low), bisect_left(self._limits, high)
        if at == last:
            return [(at, end - start)]
        bounds = [low, *self._limits[at:last], high]
        sizes = [above - below for below, above in pairwise(bounds)]
        if start < end:
            return list(enumerate(sizes, at))
        return [(step, -size) for step, size in enumerate(sizes, at)][::-1]
