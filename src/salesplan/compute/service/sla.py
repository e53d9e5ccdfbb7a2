"""Whether each step of a complaint came in time: clock hours, working days, days after the solution (methods.md 11.2).

Only what is sure is called late or on time. Where a day is known without its time, both ends of the day are tried.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from fractions import Fraction
from typing import Literal

from salesplan.compute.service.cases import Case
from salesplan.model.calendar import WorkCalendar
from salesplan.model.moment import Moment
from salesplan.model.plan.service import Limits

Step = Literal["respond", "feedback", "plan", "resolve", "follow_up"]
STEPS: tuple[Step, ...] = ("respond", "feedback", "plan", "resolve", "follow_up")
State = Literal["on_time", "late", "overdue", "open", "unsure"]
STATES: tuple[State, ...] = ("on_time", "late", "overdue", "open", "unsure")
"""Done in time, done too late, not done and past its limit, not done and within it, cannot be told."""
JUDGED: tuple[State, ...] = ("on_time", "late", "overdue")
"""The states that a share on time is made of."""
_HOUR = 3600


@dataclass(frozen=True)
class Verdict:
    """One step of a complaint. ``due`` is the latest moment it could be done in time; ``over`` the hours past it."""

    step: Step
    state: State
    due: datetime
    over: Fraction | None = None

    @property
    def is_late(self) -> bool:
        """Whether the limit is past, done or not."""
        return self.state in ("late", "overdue")


@dataclass(frozen=True)
class Clock:
    """What complaints are judged by: the as-of, which ends with its day, the working days, the days to follow up."""

    as_of: date
    calendar: WorkCalendar
    follow_up_days: int

    @property
    def now(self) -> datetime:
        """The end of the as-of."""
        return midnight_after(self.as_of)


def verdicts(case: Case, limits: Limits | None, clock: Clock) -> tuple[Verdict, ...]:
    """The steps that have a limit for the severity of this complaint, and the follow-up once it is solved."""
    return tuple(_verdicts(case, limits or Limits(), clock))


def _verdicts(case: Case, limits: Limits, clock: Clock) -> Iterator[Verdict]:
    hours: tuple[tuple[Step, Moment | None, Decimal | None], ...] = (
        ("respond", case.responded, limits.respond_hours),
        ("plan", case.plan, limits.plan_hours),
    )
    days: tuple[tuple[Step, Moment | None, int | None], ...] = (
        ("feedback", case.feedback, limits.feedback_days),
        ("resolve", case.resolved, limits.resolve_days),
    )
    for step, done, allowed in hours:
        if allowed is not None:
            yield _in_hours(step, case, done, Fraction(allowed), clock)
    for step, done, worked in days:
        if worked is not None:
            yield _by_day(step, case, done, worked_day_after(case.received.day, worked, clock.calendar), clock)
    if case.resolved is not None:
        last = case.resolved.day + timedelta(days=clock.follow_up_days)
        yield _by_day("follow_up", case, case.followed_up, last, clock)


def _in_hours(step: Step, case: Case, done: Moment | None, allowed: Fraction, clock: Clock) -> Verdict:
    length = timedelta(seconds=int(allowed * _HOUR))
    first, last = case.received.earliest + length, case.received.latest + length
    overtaken = None if done else case.after(step)
    if done is None and overtaken is None:
        return _waiting(step, last, clock)
    latest = (done or overtaken).latest  # type: ignore[union-attr] # one of them is there
    if latest <= first:
        return Verdict(step, "on_time", last)
    if done is not None and done.earliest > last:
        return Verdict(step, "late", last, hours_between(last, done.earliest))
    return Verdict(step, "unsure", last)


def _by_day(step: Step, case: Case, done: Moment | None, last: date, clock: Clock) -> Verdict:
    due = midnight_after(last)
    overtaken = None if done else case.after(step)
    if done is None and overtaken is None:
        return _waiting(step, due, clock)
    if (done or overtaken).day <= last:  # type: ignore[union-attr] # one of them is there
        return Verdict(step, "on_time", due)
    return Verdict(step, "late", due, hours_between(due, done.earliest)) if done else Verdict(step, "unsure", due)


def _waiting(step: Step, due: datetime, clock: Clock) -> Verdict:
    """A step that is not done: its open age against the limit decides."""
    over = clock.now > due
    return Verdict(step, "overdue" if over else "open", due, hours_between(due, clock.now) if over else None)


def worked_day_after(day: date, number: int, calendar: WorkCalendar) -> date:
    """The first, second ... working day after a day, which itself is not counted; the day for none."""
    for _ in range(number):
        day = calendar.next_workday(day + timedelta(days=1))
    return day


def midnight_after(day: date) -> datetime:
    """The end of a day."""
    return datetime.combine(day, time.min) + timedelta(days=1)


def hours_between(first: datetime, last: datetime) -> Fraction:
    """Clock hours from one moment to another, exact."""
    return Fraction((last - first) // timedelta(seconds=1), _HOUR)
