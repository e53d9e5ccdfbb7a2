"""How many product lines customers buy, and which they buy together (methods.md 7.3)."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import narwhals as nw

from salesplan.compute.rounding import share_of
from salesplan.model.period import Period

Frame = nw.DataFrame[Any]
MOST_LINES = 30
"""Pairs are looked for among the lines that most customers buy: of thousands of products no pair says much."""
PAIRS = 10
"""So many pairs are told."""


@dataclass(frozen=True)
class ByLines:
    """Customers who bought so many product lines, and their share of all who bought."""

    lines: int
    customers: int
    share: Decimal


@dataclass(frozen=True)
class Pair:
    """Two product lines that the same customers bought: how many of them, and of all who bought either."""

    first: str
    second: str
    customers: int
    share: Decimal


def lines_bought(lines: Frame, period: Period) -> Frame:
    """``key`` and ``line``: each product line that a customer bought for more than he returned, once."""
    held = lines.filter(nw.col("date").is_between(period.first, period.last), ~nw.col("line").is_null())
    sums = held.group_by("key", "line").agg(net=nw.col("amount").sum())
    return sums.filter(nw.col("net") > 0).select("key", "line")


def by_lines(bought: Frame) -> tuple[ByLines, ...]:
    """Customers by the number of lines they bought, one line first."""
    counts = bought.group_by("key").agg(lines=nw.len()).group_by("lines").agg(customers=nw.len()).sort("lines")
    total = int(counts.get_column("customers").sum() or 0)
    return tuple(ByLines(int(n), int(c), share_of(int(c), total)) for n, c in counts.iter_rows())


def pairs_of(bought: Frame) -> tuple[Pair, ...]:
    """The pairs that most customers bought, then by name."""
    buyers = bought.group_by("line").agg(buyers=nw.len()).sort("buyers", "line", descending=[True, False])
    common = buyers.head(MOST_LINES)
    held = bought.join(common, on="line", how="inner")
    both = held.join(held, on="key", how="inner", suffix="_2").filter(nw.col("line") < nw.col("line_2"))
    found = both.group_by("line", "line_2", "buyers", "buyers_2").agg(customers=nw.len())
    found = found.sort("customers", "line", "line_2", descending=[True, False, False]).head(PAIRS)
    return tuple(
        Pair(first, second, int(n), share_of(int(n), int(one) + int(two) - int(n)))
        for first, second, one, two, n in found.select("line", "line_2", "buyers", "buyers_2", "customers").iter_rows()
    )
