"""The shape of a ladder: where pay jumps, where it turns down, where a cap ends it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise

from salesplan.compute.pay.ladder import Ladder
from salesplan.model.plan.commission import CommissionRule

NOMINAL = Fraction(100_000)
"""The quota by which a ladder is looked at where its people's own ones are not written in the plan."""


@dataclass(frozen=True)
class Jump:
    """What pay does at the limit of a whole tier: ``limit`` is a share of the quota, without a quota an amount.

    One unit below it pays as good as ``below``, exactly at it ``above``.
    """

    limit: Fraction
    below: Fraction
    above: Fraction

    @property
    def share(self) -> Fraction | None:
        """The jump as a share of the pay below; None where nothing is paid below."""
        return self.above / self.below - 1 if self.below else None


def quota_of_plan(rule: CommissionRule) -> Fraction | None:
    """The largest quota that the plan itself writes for a rule; None where targets give it, or there is none."""
    told = rule.quota
    amounts = [] if told is None else [*told.reps.values(), *([] if told.amount is None else [told.amount])]
    return max(map(Fraction, amounts), default=None)


def jumps(ladder: Ladder, quota: Fraction) -> Iterator[Jump]:
    """What pay does at each limit of whole tiers that the cap does not hide; with marginal tiers it never jumps."""
    if ladder.mode != "whole":
        return
    unit = quota if ladder.relative else Fraction(1)
    for lower, upper in pairwise(ladder.steps):
        below, above = (_capped(ladder, upper.low * unit * step.rate) for step in (lower, upper))
        hidden = ladder.threshold is not None and upper.low <= ladder.threshold
        if below != above and not hidden:
            yield Jump(upper.low, below, above)


def falling(ladder: Ladder) -> Iterator[tuple[Fraction, Fraction, Fraction]]:
    """Limits above which the rate is lower than below: the limit, the rate below, the rate above."""
    for lower, upper in pairwise(ladder.steps):
        if upper.rate < lower.rate:
            yield upper.low, lower.rate, upper.rate


def capped_from(ladder: Ladder, quota: Fraction) -> Fraction | None:
    """How much has to be sold until the cap lets nothing more through; None where it never does."""
    if ladder.cap is None:
        return None
    unit = quota if ladder.relative else Fraction(1)
    floor = (ladder.threshold or Fraction(0)) * unit
    earned = Fraction(0)
    for step in ladder.steps:
        low, high = step.low * unit, None if step.high is None else step.high * unit
        start = earned if ladder.mode == "marginal" else low * step.rate
        if start >= ladder.cap:
            return max(low, floor)
        if step.rate and (high is None or start + (high - low) * step.rate > ladder.cap):
            return max(low + (ladder.cap - start) / step.rate, floor)
        earned = start if high is None else start + (high - low) * step.rate
    return None


def _capped(ladder: Ladder, pay: Fraction) -> Fraction:
    return pay if ladder.cap is None else min(pay, ladder.cap)
