"""How many customers were kept, lost and won over a period."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from salesplan.compute.rounding import share_of


@dataclass(frozen=True)
class CustomerFlow:
    """Customers who were active at the start, those of them who had churned at the end, and those won in between.

    ``new`` ordered for the first time; ``won_back`` had churned before and ordered again, which is never new.
    """

    active_at_start: int
    churned: int
    new: int = 0
    won_back: int = 0

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


def repeat_rate(orders: list[int]) -> Decimal | None:
    """Customers with two orders or more, of those with one or more; ``orders`` is a count per customer."""
    buyers = sum(count >= 1 for count in orders)
    return share_of(sum(count > 1 for count in orders), buyers) if buyers else None
