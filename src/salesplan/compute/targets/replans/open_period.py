"""A row of a plan and its periods, as a re-plan sees them: whole numbers of the smallest amount."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from fractions import Fraction


@dataclass(frozen=True)
class OpenPeriod:
    """A period of a plan: its target, what it has brought so far, and how much of it is still to come.

    ``left`` is the share of its working days that is left: 1 before it begins, 0 when it is over. ``group`` is the
    quarter it belongs to. ``away``: in the days left nobody is there, or 0 was fixed, so that nothing can be asked.
    """

    target: int
    actual: int = 0
    left: Fraction = Fraction(1)
    group: Hashable = None
    away: bool = False

    @property
    def open_target(self) -> Fraction:
        """The part of the target that belongs to the days left; nothing of a target below 0, or when away."""
        return Fraction(0) if self.away else max(self.target, 0) * self.left


@dataclass(frozen=True)
class PlannedRow:
    """One row of a plan: the total it has to reach, and its periods."""

    total: int
    periods: Sequence[OpenPeriod]

    @property
    def remaining(self) -> int:
        """The total less all actuals."""
        return self.total - sum(period.actual for period in self.periods)
