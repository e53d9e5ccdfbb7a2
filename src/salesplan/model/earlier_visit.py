"""A visit of an earlier plan, as it stands in a calendar file."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class EarlierVisit:
    """An event of an earlier calendar file of ours: what is needed to know the visit again, and to call it off.

    ``mark`` tells whether what it says has changed; ``sequence`` and ``stamp`` are its revision and that one's day.
    ``cancelled``: it was called off, and stands there so that calendars drop it.
    """

    uid: str
    day: date
    due: date
    mark: str
    sequence: int
    stamp: date
    title: str = ""
    rep: str = ""
    text: str = ""
    cancelled: bool = False
