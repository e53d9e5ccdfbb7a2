"""Whether a target will be reached: expected by now, pace, run-rate, landing and light (methods.md 10.1)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction
from typing import Literal

Light = Literal["green", "amber", "red"]
LIGHTS = (Decimal("1.00"), Decimal("0.90"))
"""From which share of the target on the light is green, and amber; a limit belongs to the better colour."""


@dataclass(frozen=True)
class PlannedPeriod:
    """A part of the span: its target, its working days and how many of them are over.

    ``share`` is the part of the target that should be there by now where months inside weigh differently (season);
    without it the days over count. ``due`` is what was asked at first where the target has become what came in.
    """

    target: Decimal
    workdays: int
    elapsed: int
    share: Fraction | None = None
    due: Decimal | None = None

    @property
    def asked(self) -> Fraction:
        """What the period is judged by."""
        return Fraction(self.target if self.due is None else self.due)

    @property
    def expected(self) -> Fraction:
        """The part of the target that the days over should have brought; a period without working days counts whole."""
        if self.share is not None:
            return self.asked * self.share if self.share else Fraction(0)
        return self.asked * self.elapsed / self.workdays if self.workdays else self.asked


@dataclass(frozen=True)
class Recent:
    """What the last working days have brought: the base of a landing by recent speed."""

    actual: Decimal
    workdays: int


@dataclass(frozen=True)
class Pace:
    """How a target stands. None where a figure cannot be had: no day over yet, a target of 0, no day left.

    ``pace`` is actual over expected, ``run_rate`` actual per working day so far, ``required`` what each working day
    left must bring (0 when the target is reached). ``landing`` is the actual over the share expected by now;
    ``landing_recent`` the actual and the recent speed for the days left; ``landing_pipeline`` the actual and the
    weighted deals that close in the span. Where nothing was due and nothing came (a seat not taken yet) none is known.
    ``light`` goes by the first landing that is known over the target, and by the actual when no day is left.
    """

    target: Decimal
    actual: Decimal
    workdays: int
    elapsed: int
    expected: Fraction | None
    pace: Fraction | None
    run_rate: Fraction | None
    required: Fraction | None
    landing: Fraction | None
    landing_recent: Fraction | None = None
    landing_pipeline: Fraction | None = None
    light: Light | None = None

    @property
    def gap(self) -> Decimal:
        """Actual less target."""
        return self.actual - self.target

    @property
    def attainment(self) -> Fraction | None:
        """Actual over target; None for a target of 0."""
        return Fraction(self.actual) / Fraction(self.target) if self.target else None

    @property
    def landings(self) -> tuple[Fraction, ...]:
        """Every landing that is known; their lowest and highest are its range."""
        return tuple(x for x in (self.landing, self.landing_recent, self.landing_pipeline) if x is not None)


def pace_of(
    periods: Sequence[PlannedPeriod],
    actual: Decimal,
    *,
    recent: Recent | None = None,
    pipeline: Decimal | None = None,
    by_share: bool = True,
    lights: tuple[Decimal, Decimal] = LIGHTS,
) -> Pace:
    """The standing of the target that the periods make up, after ``actual``, net of returns (it may be negative).

    ``by_share``: whether the rest will come as the part so far did, in proportion to what is due.
    """
    target = sum((period.target for period in periods), Decimal(0))
    days, elapsed = sum(p.workdays for p in periods), sum(p.elapsed for p in periods)
    begun = elapsed > 0 and target != 0
    expected = sum((p.expected for p in periods), Fraction(0)) if begun else None
    own = Fraction(actual)
    due = expected is not None and (expected != 0 or own != 0)
    left = days - elapsed
    speed = Fraction(recent.actual) / recent.workdays if recent and recent.workdays else None
    landing = own * Fraction(target) / expected if expected and (by_share or not left) else None
    found = Pace(
        target=target,
        actual=actual,
        workdays=days,
        elapsed=elapsed,
        expected=expected,
        pace=own / expected if expected else None,
        run_rate=own / elapsed if elapsed else None,
        required=max((Fraction(target) - own) / left, Fraction(0)) if left and target else None,
        landing=landing,
        landing_recent=own + speed * left if speed is not None and due else None,
        landing_pipeline=own + Fraction(pipeline) if pipeline is not None and due else None,
    )
    return _with_light(found, sum((p.asked for p in periods), Fraction(0)), lights)


def _with_light(found: Pace, asked: Fraction, lights: tuple[Decimal, Decimal]) -> Pace:
    if not found.target:
        return found
    if found.elapsed == found.workdays:
        share: Fraction | None = Fraction(found.actual) / (asked or Fraction(found.target))
    elif found.actual > found.target:
        share = Fraction(found.actual) / Fraction(found.target)
    else:
        share = next((landing / Fraction(found.target) for landing in found.landings), None)
    return found if share is None else replace(found, light=light_of(share, lights))


def light_of(share: Fraction, lights: tuple[Decimal, Decimal] = LIGHTS) -> Light:
    """Green from the first limit on, amber from the second, else red."""
    green, amber = lights
    return "green" if share >= green else "amber" if share >= amber else "red"
