"""What became of the deals that each person captured in a period (methods.md 9.1)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Literal

from salesplan.compute.prospects.deal_rows import Deal
from salesplan.compute.team.staff import Staff
from salesplan.model.period import Period

Conversion = Literal["cohort", "period"]
"""What conversion counts: those captured in the period that bought, or all wins of the period."""


@dataclass(frozen=True)
class Captured:
    """Prospects captured in a period, what became of them by the as-of, and what was won in the period at all."""

    captured: int = 0
    bought: int = 0
    lost: int = 0
    wins: int = 0

    @property
    def open(self) -> int:
        """Those of which nobody knows yet."""
        return self.captured - self.bought - self.lost

    def converted(self, choice: Conversion) -> int:
        """What conversion counts over those captured, by ``parameters.review.conversion``: cohort or period."""
        return self.bought if choice == "cohort" else self.wins

    def __add__(self, other: Captured) -> Captured:
        """Both together."""
        return Captured(*(own + more for own, more in zip(vars(self).values(), vars(other).values(), strict=True)))


def captured_by_person(deals: Iterable[Deal], staff: Staff, span: Period, as_of: date) -> dict[str, Captured]:
    """Deals or prospects created in the period, by owner; bought and lost are those decided up to the as-of."""
    found: dict[str, Captured] = {}
    for deal in deals:
        person = staff.of(deal.owner)
        if person is None:
            continue
        found[person.keys[0]] = found.get(person.keys[0], Captured()) + captured_of(deal, span, as_of)
    return found


def captured_of(deal: Deal, span: Period, as_of: date) -> Captured:
    """What one deal counts in a period."""
    own = deal.created is not None and deal.created in span
    decided = deal.close_date is None or deal.close_date <= as_of
    return Captured(
        int(own),
        int(own and deal.state == "won" and decided),
        int(own and deal.state == "lost" and decided),
        int(deal.state == "won" and deal.close_date is not None and deal.close_date in span),
    )
