"""How many customers were kept, lost and won over a period."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from salesplan.compute.customers.cut_points import Histogram
from salesplan.compute.rounding import share_of


@dataclass(frozen=True)
class CustomerFlow:
    """Customers who were active at the start, those of them who had churned at the end, and those won in between.

    Active is whoever has ordered and not churned. ``new`` ordered for the first time; ``won_back`` had churned before
    and is active again, which is never new. ``churned_at_start`` had churned at the start, ``ordered_again`` are those
    of them who have ordered since, also if they are gone again.
    """

    active_at_start: int
    churned: int
    new: int = 0
    won_back: int = 0
    churned_at_start: int = 0
    ordered_again: int = 0

    @property
    def active_at_end(self) -> int:
        """Active customers at the end."""
        return self.active_at_start - self.churned + self.new + self.won_back

    @property
    def churn_rate(self) -> Decimal | None:
        """The churned of those who were active at the start; None when nobody was."""
        return share_of(self.churned, self.active_at_start) if self.active_at_start else None

    @property
    def retention_rate(self) -> Decimal | None:
        """1 less the churn rate; None when nobody was active at the start."""
        return None if self.churn_rate is None else 1 - self.churn_rate

    @property
    def win_back_rate(self) -> Decimal | None:
        """Those who ordered again of those who had churned at the start; None when nobody had."""
        return share_of(self.ordered_again, self.churned_at_start) if self.churned_at_start else None


def repeat_rate(orders: Histogram) -> Decimal | None:
    """Customers with two orders or more, of those with one or more; None when nobody ordered."""
    buyers = orders.above(1).customers
    return share_of(orders.above(2).customers, buyers) if buyers else None
