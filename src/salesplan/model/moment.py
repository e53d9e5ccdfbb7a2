"""A moment: a day, and the time of the day where it is known. In lists it is text, ``2026-07-03T16:00:00``."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

DAY = 10
"""Characters of the day at the start of a moment's text."""


@dataclass(frozen=True)
class Moment:
    """A day with its time, to the second; ``time`` None: only the day is known, so it lies anywhere in it."""

    day: date
    time: time | None = None

    @property
    def earliest(self) -> datetime:
        """The moment itself; the start of the day where only the day is known."""
        return datetime.combine(self.day, self.time or time.min)

    @property
    def latest(self) -> datetime:
        """The moment itself; the end of the day (the next midnight) where only the day is known."""
        if self.time is not None:
            return datetime.combine(self.day, self.time)
        return datetime.combine(self.day, time.min) + timedelta(days=1)

    @property
    def text(self) -> str:
        """As it stands in the column of a list: ``2026-07-03`` or ``2026-07-03T16:00:00``."""
        return self.day.isoformat() if self.time is None else self.earliest.isoformat()

    def __str__(self) -> str:
        """As people read it: ``2026-07-03 16:00``, with seconds where there are some."""
        if self.time is None:
            return self.day.isoformat()
        return f"{self.day.isoformat()} {self.time.isoformat('seconds' if self.time.second else 'minutes')}"

    def is_before(self, other: Moment) -> bool:
        """Whether it lies before the other for sure: never of two on one day of which one has no time."""
        if self.day != other.day:
            return self.day < other.day
        return self.time is not None and other.time is not None and self.time < other.time


def moment_of(text: str | None) -> Moment | None:
    """The moment that the column of a list holds; None where it is missing."""
    if text is None:
        return None
    clock = text[DAY + 1 :]
    return Moment(date.fromisoformat(text[:DAY]), time.fromisoformat(clock) if clock else None)
