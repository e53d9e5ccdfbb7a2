"""The ladder of a commission rule: what a quantity sold pays against a quota, tier by tier (methods.md 9.5)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from salesplan.model.plan.commission import CommissionRule, Mode

Exact = Fraction | Decimal | int


@dataclass(frozen=True)
class Step:
    """One tier: from ``low`` (included) up to ``high`` (not included, None is open) a unit pays ``rate``.

    Limits are shares of the quota where there is one, else of the measure itself.
    """

    low: Fraction
    high: Fraction | None
    rate: Fraction


@dataclass(frozen=True)
class Piece:
    """A stretch of what was sold that lies in one tier: ``amount`` at ``rate``; both may be below 0 together never."""

    step: int
    amount: Fraction
    rate: Fraction

    @property
    def pay(self) -> Fraction:
        """What it pays, not rounded."""
        return self.amount * self.rate


@dataclass(frozen=True)
class Paid:
    """What a quantity pays. ``before_cap`` is what it would pay without a cap; ``step`` the tier it reaches.

    ``attainment`` is None without a quota and where the quota is 0. ``below`` tells that the threshold is not reached.
    Nothing is rounded.
    """

    earned: Fraction
    before_cap: Fraction
    step: int
    attainment: Fraction | None = None
    below: bool = False

    @property
    def capped(self) -> bool:
        """Whether the cap takes something away."""
        return self.earned != self.before_cap


@dataclass(frozen=True)
class Ladder:
    """Tiers with the way they pay.

    ``marginal`` (超额累进) pays each stretch at the rate of its tier, ``whole`` (全额累进) everything at the rate of
    the tier reached. ``relative``: limits are shares of a quota. Below 0 sold the first tier's rate gives a negative
    pay. With a quota of 0 every unit pays ``base``, and no threshold holds. ``cap`` is the most of a period in money.
    """

    steps: tuple[Step, ...]
    mode: Mode = "marginal"
    threshold: Fraction | None = None
    cap: Fraction | None = None
    base: Fraction = Fraction(0)
    relative: bool = True

    def paid(self, sold: Exact, quota: Exact | None = None, periods: int = 1) -> Paid:
        """What ``sold`` pays against ``quota``; ``periods`` is how many caps hold together (year to date)."""
        amount, goal = Fraction(sold), self._goal(quota)
        attainment = amount / goal if goal and self.relative else None
        if attainment is not None and self.threshold is not None and 0 <= attainment < self.threshold:
            return Paid(Fraction(0), Fraction(0), self.reached(amount, quota), attainment, below=True)
        full = sum((piece.pay for piece in self.pieces(Fraction(0), amount, quota, amount)), Fraction(0))
        limit = None if self.cap is None else self.cap * periods
        return Paid(full if limit is None else min(full, limit), full, self.reached(amount, quota), attainment)

    def reached(self, sold: Exact, quota: Exact | None = None) -> int:
        """The tier in which a quantity lies, from 0; one exactly at a limit lies above it."""
        goal = self._goal(quota)
        if goal == 0:
            return 0
        return max((at for at, step in enumerate(self.steps) if step.low * goal <= Fraction(sold)), default=0)

    def pieces(self, start: Exact, end: Exact, quota: Exact | None, total: Exact) -> Iterator[Piece]:
        """The stretch from ``start`` to ``end`` cut at the limits; backwards (a return) its amounts are below 0.

        With whole tiers, or a quota of 0, it is one piece at the rate of ``total``, or at the base rate.
        """
        low, high, goal = Fraction(min(start, end)), Fraction(max(start, end)), self._goal(quota)
        sign = 1 if end >= start else -1
        if low == high:
            return
        if goal == 0:
            yield Piece(0, sign * (high - low), self.base)
            return
        if self.mode == "whole":
            at = self.reached(total, quota)
            yield Piece(at, sign * (high - low), self.steps[at].rate)
            return
        cut = [self._cut(at, low, high, goal) for at in range(len(self.steps))]
        found = [Piece(at, sign * size, self.steps[at].rate) for at, size in enumerate(cut) if size > 0]
        yield from found if sign > 0 else reversed(found)

    def _cut(self, at: int, low: Fraction, high: Fraction, goal: Fraction) -> Fraction:
        """How much of a stretch lies in a tier; the first reaches down without end."""
        step = self.steps[at]
        bottom = low if at == 0 else max(low, step.low * goal)
        return (high if step.high is None else min(high, step.high * goal)) - bottom

    def next_tier(self, sold: Exact, quota: Exact | None = None) -> tuple[Fraction, Fraction] | None:
        """How much more has to be sold to reach the next tier, and its rate; None in the last one, or at quota 0."""
        goal, at = self._goal(quota), self.reached(sold, quota)
        if goal == 0 or at + 1 >= len(self.steps):
            return None
        above = self.steps[at + 1]
        return above.low * goal - Fraction(sold), above.rate

    def _goal(self, quota: Exact | None) -> Fraction:
        """What the limits are multiplied by; a ladder without quota counts in the measure itself."""
        if not self.relative:
            return Fraction(1)
        return Fraction(quota or 0)


def ladder_of(rule: CommissionRule) -> Ladder:
    """The ladder of a rule. Its base rate is the one given for quotas of 0, else that of the first tier."""
    steps = tuple(
        Step(Fraction(t.from_), None if t.to is None else Fraction(t.to), Fraction(t.pays)) for t in rule.tiers
    )
    return Ladder(
        steps,
        rule.mode,
        None if rule.threshold is None else Fraction(rule.threshold),
        None if rule.cap is None else Fraction(rule.cap),
        steps[0].rate if rule.base_rate is None else Fraction(rule.base_rate),
        rule.quota is not None,
    )
