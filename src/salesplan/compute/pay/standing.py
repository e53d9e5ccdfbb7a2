"""How a rule stands for a person in the period it settles: what counts, against what, and what it earns."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from salesplan.compute.pay.ladder import Ladder
from salesplan.compute.pay.pay_lines import CENTS
from salesplan.compute.pay.settle import Settled, Settlement
from salesplan.compute.rounding import half_up, rounded
from salesplan.model.plan.commission import CommissionRule, Mode, PayMeasure


@dataclass(frozen=True)
class Accrual:
    """How one rule stands for a person (or a team) in the period it settles; ``settled`` tells whether that is over.

    ``sold`` is what counts for the tier, ``tier`` the number of the tier reached, from 1, and ``rate`` what it pays;
    ``below`` that the threshold is not reached. ``earned`` is what the period brings, ``full`` what it would without a
    cap. ``more`` is what is still to be sold for the next tier, which pays ``next_rate``; None in the last one.
    Amounts are to the cent, shares and rates to six decimals.
    """

    rule: str
    name: str
    measure: PayMeasure
    mode: Mode
    person: str
    period: str
    month: str
    settled: bool
    sold: Decimal
    quota: Decimal | None
    attainment: Decimal | None
    tier: int
    rate: Decimal
    below: bool
    earned: Decimal
    full: Decimal
    more: Decimal | None = None
    next_rate: Decimal | None = None
    is_team: bool = False

    @property
    def capped(self) -> bool:
        """Whether the cap took something away."""
        return self.earned < self.full


def accrual_of(
    rule: CommissionRule, ladder: Ladder, job: Settlement, settled: Settled, *, over: bool, is_team: bool
) -> Accrual:
    """How a settlement stands."""
    paid, ahead = settled.paid, ladder.next_tier(settled.sold, settled.quota)
    rate = ladder.base if settled.quota == 0 else ladder.steps[paid.step].rate
    return Accrual(
        rule.id,
        rule.name,
        rule.measure,
        rule.mode,
        job.person,
        job.period,
        job.month,
        over,
        settled.sold,
        None if settled.quota is None else half_up(settled.quota, CENTS),
        rounded(paid.attainment),
        paid.step + 1,
        half_up(rate),
        paid.below,
        settled.earned,
        settled.earned if rule.cumulative else half_up(paid.before_cap, CENTS),
        half_up(ahead[0], CENTS) if ahead else None,
        half_up(ahead[1]) if ahead else None,
        is_team,
    )
