"""Targets of the periods still open after actuals came in, by one of five rules (methods.md 2.7).

All amounts are whole numbers of the smallest amount.
"""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from salesplan.compute.allocation import split, split_between

ReplanRule = Literal["roll_forward", "next_only", "within_quarter", "keep", "floor_original"]


@dataclass(frozen=True)
class OpenPeriod:
    """A period of a plan: its target, what it has brought so far, and how much of it is still to come.

    ``left`` is the share of its working days that is left: 1 before it begins, 0 when it is over. ``group`` is the
    quarter it belongs to.
    """

    target: int
    actual: int = 0
    left: Fraction = Fraction(1)
    group: Hashable = None

    @property
    def open_target(self) -> Fraction:
        """The part of the target that belongs to the days left."""
        return self.target * self.left


@dataclass(frozen=True)
class Replanned:
    """The new target of each period; that of a closed one is what it brought.

    ``remaining`` is the total less all actuals, ``gap`` what the new targets fall short of the total (negative: they
    exceed it), ``uplift`` the targets still to reach over what was planned for the same days, None when that was 0.
    """

    targets: tuple[int, ...]
    remaining: int
    gap: int
    uplift: Fraction | None


def replan(total: int, periods: Sequence[OpenPeriod], rule: ReplanRule = "roll_forward", unit: int = 1) -> Replanned:
    """New targets for the periods that are not over.

    * ``roll_forward``: what is left of the total, by the original targets of the days left; never below 0.
    * ``next_only``: the next period makes up the whole gap; what it has over is not passed on.
    * ``within_quarter``: what a quarter has missed is made up in what is left of the same quarter.
    * ``keep``: as planned; the gap is only reported.
    * ``floor_original``: as roll_forward, but no period goes below its original target.

    A period half over has its remaining working days' part re-planned; its new target is that and what it brought.
    Without an open period the gap is reported. Original targets that are all 0 count as equal.
    """
    open_at = [i for i, period in enumerate(periods) if period.left]
    rest = dict(zip(open_at, _RULES[rule](total, periods, open_at, unit), strict=True))
    targets = tuple(period.actual + rest.get(i, 0) for i, period in enumerate(periods))
    remaining = total - sum(period.actual for period in periods)
    planned = sum((periods[i].open_target for i in open_at), Fraction(0))
    uplift = Fraction(sum(rest.values())) / planned if planned else None
    return Replanned(targets, remaining, total - sum(targets), uplift)


def _originals(periods: Sequence[OpenPeriod], open_at: Sequence[int]) -> list[int]:
    """What was planned for the days left of each open period; a part of a period is rounded down."""
    return [int(periods[i].open_target) for i in open_at]


def _roll_forward(total: int, periods: Sequence[OpenPeriod], open_at: Sequence[int], unit: int) -> list[int]:
    left = max(total - sum(period.actual for period in periods), 0)
    return split(left, [periods[i].open_target for i in open_at], unit) if open_at else []


def _next_only(total: int, periods: Sequence[OpenPeriod], open_at: Sequence[int], _: int) -> list[int]:
    own = _originals(periods, open_at)
    left = total - sum(period.actual for period in periods) - sum(own[1:])
    return [max(left, 0), *own[1:]] if own else []


def _within_quarter(_: int, periods: Sequence[OpenPeriod], open_at: Sequence[int], unit: int) -> list[int]:
    groups = dict.fromkeys(periods[i].group for i in open_at)
    rest: dict[int, int] = {}
    for group in groups:
        own = [i for i, period in enumerate(periods) if period.group == group]
        members, later = [periods[i] for i in own], [i for i in own if periods[i].left]
        parts = _roll_forward(sum(p.target for p in members), members, [own.index(i) for i in later], unit)
        rest |= dict(zip(later, parts, strict=True))
    return [rest[i] for i in open_at]


def _keep(_: int, periods: Sequence[OpenPeriod], open_at: Sequence[int], __: int) -> list[int]:
    return [periods[i].target - periods[i].actual for i in open_at]


def _floor_original(total: int, periods: Sequence[OpenPeriod], open_at: Sequence[int], unit: int) -> list[int]:
    own = _originals(periods, open_at)
    left = total - sum(period.actual for period in periods)
    if left <= sum(own):
        return own
    weights = [periods[i].open_target for i in open_at]
    return split_between(left, weights, own, [left] * len(own), unit) if open_at else []


_RULES = {
    "roll_forward": _roll_forward,
    "next_only": _next_only,
    "within_quarter": _within_quarter,
    "keep": _keep,
    "floor_original": _floor_original,
}
