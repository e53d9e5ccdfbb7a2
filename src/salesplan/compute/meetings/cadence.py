"""Whether meetings are held as planned, and their minutes are ready in time (methods.md 10.3)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction

from salesplan.compute.meetings.schedule import Slot
from salesplan.model.calendar import WorkCalendar
from salesplan.model.minutes import Minutes


@dataclass(frozen=True)
class Cadence:
    """Meetings of one kind: how many were planned, which were held, which minutes are late.

    ``late`` are days of meetings whose minutes came after the due day, or are past it without a day of their own.
    """

    planned: int
    held: int
    missed: tuple[date, ...]
    late: tuple[date, ...] = ()

    @property
    def rate(self) -> Fraction | None:
        """Held ÷ planned; None where none was planned."""
        return Fraction(self.held, self.planned) if self.planned else None


def cadence(
    slots: Sequence[Slot], minutes: Sequence[Minutes], as_of: date, calendar: WorkCalendar, due_days: int
) -> Cadence:
    """The cadence of planned meetings; ``minutes`` are those of the same kind (and person).

    A meeting was held when minutes of its days say that somebody came; one whose days are not over is neither held nor
    missed until it is held. Minutes are late when they are not ready ``due_days`` working days after the meeting.
    """
    held = [one for one in minutes if one.was_held and one.day <= as_of]
    kept = {slot: any(one.day in slot.held_on for one in held) for slot in slots}
    counted = [slot for slot in slots if kept[slot] or slot.held_on.last < as_of]
    missed = tuple(slot.day for slot in counted if not kept[slot])
    late = {one.day for one in held if (one.ready or as_of) > minutes_due(one.day, calendar, due_days)}
    return Cadence(len(counted), sum(kept[slot] for slot in counted), missed, tuple(sorted(late)))


def minutes_due(day: date, calendar: WorkCalendar, due_days: int) -> date:
    """The day on which the minutes of a meeting are due: so many working days after it."""
    for _ in range(due_days):
        day = calendar.next_workday(day + timedelta(days=1))
    return day
