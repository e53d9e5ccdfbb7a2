"""Where a score or class begins: exact values found in a histogram, in plain numbers, without any engine.

Every score is a value held against a few cut points, so equal values are always rated equally and the order of rows
never matters (design.md 7, engine.md 5).
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from itertools import accumulate
from math import ceil, floor
from operator import mul


@dataclass(frozen=True)
class Histogram:
    """How many customers have each value; the values distinct and ascending."""

    values: Sequence[int]
    counts: Sequence[int]

    @cached_property
    def customers(self) -> int:
        """All customers counted."""
        return sum(self.counts)

    @cached_property
    def worths(self) -> list[int]:
        """What the customers of each value hold together."""
        return list(map(mul, self.values, self.counts))

    @cached_property
    def total(self) -> int:
        """The sum of their values."""
        return sum(self.worths)

    @cached_property
    def up_to(self) -> list[int]:
        """Customers with this value or a lower one, value by value."""
        return list(accumulate(self.counts))

    @cached_property
    def descending(self) -> Histogram:
        """The same, largest value first."""
        return Histogram(list(reversed(self.values)), list(reversed(self.counts)))

    @cached_property
    def worth_up_to(self) -> list[int]:
        """The sum of all values up to and with this one, in the order of the histogram."""
        return list(accumulate(self.worths))

    def above(self, least: int) -> Histogram:
        """The part whose values are ``least`` or more."""
        start = bisect_left(self.values, least)
        return self if start == 0 else Histogram(self.values[start:], self.counts[start:])


def score_cuts(histogram: Histogram, parts: int = 5) -> list[int]:
    """The least value that scores 2, 3 ... ``parts``, as far as somebody reaches them.

    The score is 1 + floor(parts x customers strictly below / customers); ties share the lower score.
    """
    return rank_cuts(histogram, [Fraction(step, parts) for step in range(1, parts)])


def rank_cuts(histogram: Histogram, shares: Sequence[Fraction]) -> list[int]:
    """The least value that has each share of the customers strictly below it, as far as somebody reaches it.

    ``shares`` ascend; a customer scores 1 and one more for each value he reaches, so fifths are 20, 40, 60 and 80 %.
    """
    below = [0, *histogram.up_to[:-1]]
    needed = (ceil(share * histogram.customers) for share in shares)
    reached = (bisect_left(below, count) for count in needed)
    return [histogram.values[at] for at in reached if at < len(histogram.values)]


def share_cut(amounts: Histogram, share: Fraction, *, strict: bool = False) -> int | None:
    """The least amount of the class that holds ``share`` of the total; ``amounts`` are 0 or more, and 0 is never in it.

    Included is whoever has strictly richer customers holding less than the share (so the one that crosses it is in);
    ``strict``: whoever does not take the sum above the share. Equal amounts get the better class together. None when
    nobody is in it.
    """
    richest = amounts.descending
    richer = [0, *richest.worth_up_to[:-1]]
    limit = share * amounts.total
    if strict:
        inside = bisect_right([sum(pair) for pair in zip(richer, richest.values, strict=True)], floor(limit))
    else:
        inside = bisect_left(richer, ceil(limit))
    inside -= bool(inside) and richest.values[inside - 1] == 0
    return richest.values[inside - 1] if inside else None


def top_sum(amounts: Histogram, customers: int) -> int:
    """What the ``customers`` richest hold together; all, when there are fewer."""
    richest = amounts.descending
    at = bisect_left(richest.up_to, customers)
    if at >= len(richest.values):
        return amounts.total
    surplus = richest.up_to[at] - customers
    return richest.worth_up_to[at] - surplus * richest.values[at]


def customers_holding(amounts: Histogram, share: Fraction) -> int:
    """The smallest number of customers that hold ``share`` of the total, richest first; the total is above 0."""
    richest = amounts.descending
    limit = share * amounts.total
    at = bisect_left(richest.worth_up_to, limit)
    surplus = (richest.worth_up_to[at] - limit) // richest.values[at]
    return richest.up_to[at] - int(surplus)


def quantile(histogram: Histogram, share: Fraction) -> Fraction:
    """The value below which ``share`` of the customers lie; a straight line joins two customers."""
    position = share * (histogram.customers - 1)
    lower, part = divmod(position, 1)
    first, second = (_ranked(histogram, rank) for rank in (int(lower), min(int(lower) + 1, histogram.customers - 1)))
    return first + part * (second - first)


def _ranked(histogram: Histogram, rank: int) -> int:
    return histogram.values[bisect_right(histogram.up_to, rank)]
