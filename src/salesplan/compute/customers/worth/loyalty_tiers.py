"""Loyalty tiers over time: by the net amount of twelve months, up at once, down only on the yearly review."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from math import ceil
from typing import Any

import narwhals as nw

from salesplan.compute.customers.exact import chosen
from salesplan.compute.customers.facts import orders_in
from salesplan.model.plan.loyalty import LoyaltyParameters

Frame = nw.DataFrame[Any]
Limits = tuple[int | None, ...]
"""The least amount of each tier but the lowest, the best first; None for a tier that nobody can be in."""
_YEAR = 12


def month_number(day: date) -> int:
    """Months counted through, so that a year is twelve apart."""
    return day.year * _YEAR + day.month - 1


def limits_of(buyers: nw.Series[Any], parameters: LoyaltyParameters, scale: int) -> Limits:
    """The least amount of each tier but the lowest: the plan's, else those that the shares of ``buyers`` make.

    ``buyers`` are the amounts (10^-scale) of the customers with an order. The top tenth of 15 customers are two; who
    has the same amount as the last of them is in the tier too.
    """
    if parameters.tiers:
        named = list(parameters.tiers.values())[: len(parameters.levels) - 1]
        return tuple(ceil(Fraction(amount) * 10**scale) for amount in named)
    richest = buyers.sort(descending=True)
    shares = parameters.shares
    counts = (ceil(Fraction(share) * len(richest)) for share in (shares.gold, shares.gold + shares.silver))
    return tuple(int(richest[count - 1]) if count else None for count in counts)


def rank_of(amount: nw.Expr, limits: Limits) -> nw.Expr:
    """The place of the tier, 0 the best; the lowest for everybody who reaches none."""
    reached = [(amount >= least, nw.lit(at, dtype=nw.Int64())) for at, least in enumerate(limits) if least is not None]
    return chosen(*reached, default=nw.lit(len(limits), dtype=nw.Int64()))


def with_month(frame: Frame, column: str) -> Frame:
    """``month``: the month of a day, counted through."""
    day = nw.col(column).dt
    return frame.with_columns(month=(day.year().cast(nw.Int64()) * _YEAR + day.month().cast(nw.Int64()) - 1))


class TierHistory:
    """The tiers held through the months, from the order lines up to the as-of.

    A tier is worked out at the end of each month from its twelve months. Who reaches a better one has it from then on;
    a worse one counts only at the end of the month before the review.
    """

    def __init__(self, lines: Frame, parameters: LoyaltyParameters, scale: int) -> None:
        self.parameters = parameters
        self.scale = scale
        net = with_month(lines, "date").group_by("key", "month").agg(net=nw.col("amount").sum())
        orders = orders_in(lines).filter(nw.col("orders") > 0)
        bought = with_month(orders, "last").group_by("key", "month").agg(orders=nw.col("orders").sum())
        self._monthly = net.join(bought, on=["key", "month"], how="left").with_columns(nw.col("orders").fill_null(0))
        self.first = None if not len(net) else int(net.get_column("month").min())
        self._nobody = lines.head(0).select("key", rank=nw.lit(0, dtype=nw.Int64()))

    def at_end_of(self, month: int) -> Frame:
        """``key`` and ``rank`` of every customer with an order in the twelve months that end with this one."""
        span = self._monthly.filter(nw.col("month").is_between(month - _YEAR + 1, month))
        buyers = span.group_by("key").agg(nw.col("net").sum(), nw.col("orders").sum()).filter(nw.col("orders") > 0)
        if not len(buyers):
            return self._nobody
        limits = limits_of(buyers.get_column("net"), self.parameters, self.scale)
        return buyers.select("key", rank=rank_of(nw.col("net"), limits))

    def held_in(self, last: int) -> dict[int, Frame]:
        """For every month from the first order to ``last``: the tiers that customers have when it begins."""
        if self.first is None or last < self.first:
            return {}
        held = {self.first: self._nobody}
        for month in range(self.first, last):
            reviewed = (month + 1) % _YEAR + 1 == self.parameters.review
            reached = self.at_end_of(month)
            held[month + 1] = reached if reviewed else better_of(held[month], reached)
        return held


def better_of(one: Frame, other: Frame) -> Frame:
    """The better rank of each customer of either."""
    return nw.concat([one, other]).group_by("key").agg(nw.col("rank").min())
