"""What stands in a calendar of ours: whole days with their words, before any format knows about them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class CalendarEvent:
    """An event of one whole day.

    ``uid`` is its lasting name and ``sequence`` its revision, made on ``stamp``. ``notes`` are further facts that our
    own program reads again: names of capitals and hyphens, with their values. ``cancelled``: it is called off.
    """

    uid: str
    day: date
    title: str
    text: str = ""
    place: str = ""
    sequence: int = 0
    stamp: date = date(2020, 1, 1)
    notes: tuple[tuple[str, str], ...] = ()
    owner: str = ""
    cancelled: bool = False


@dataclass(frozen=True)
class CalendarPage:
    """A calendar: its name, and its events in order."""

    name: str
    events: tuple[CalendarEvent, ...]

    @property
    def titles(self) -> tuple[str, ...]:
        """The title of each event, with whose it is before it where the calendar is that of several people."""
        several = len({event.owner for event in self.events}) > 1
        return tuple(prefix_of(event.owner) + event.title if several else event.title for event in self.events)


def prefix_of(owner: str) -> str:
    """What a title begins with in a calendar of several people."""
    return f"{owner} · " if owner else ""
