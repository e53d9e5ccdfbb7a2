"""Calendars in iCalendar form (RFC 5545), which Outlook, Google, Apple and phones take in."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

from salesplan.present.events import CalendarEvent, CalendarPage
from salesplan.write.text_output import write_text_file

PRODUCT = "-//salesplan//salesplan//EN"
"""Stands in every calendar of ours, so that an earlier one may be replaced."""
OCTETS = 75
"""The longest line, in bytes of UTF-8 without its end; what is longer goes on in the next line after a blank."""
_ESCAPES = str.maketrans({"\\": "\\\\", ";": "\\;", ",": "\\,", "\n": "\\n"})


def write_calendar_file(path: Path, page: CalendarPage) -> None:
    """Write a calendar, whole or not at all."""
    write_text_file(path, calendar_lines(page))


def calendar_lines(page: CalendarPage) -> Iterator[str]:
    """The lines of a calendar with their ends (CRLF), folded.

    Nothing in it depends on the clock: DTSTAMP is midnight (UTC) of the day of the revision. Days have no time zone, so
    none is described. Events are free time (TRANSP), so that a visit does not block the day.
    """
    yield from _folded("BEGIN:VCALENDAR")
    yield from _folded("VERSION:2.0")
    yield from _folded(f"PRODID:{PRODUCT}")
    yield from _folded("CALSCALE:GREGORIAN")
    yield from _folded("METHOD:PUBLISH")
    yield from _folded(f"X-WR-CALNAME:{escaped(page.name)}")
    for event, title in zip(page.events, page.titles, strict=True):
        for line in _event(event, title):
            yield from _folded(line)
    yield from _folded("END:VCALENDAR")


def _event(event: CalendarEvent, title: str) -> Iterator[str]:
    yield "BEGIN:VEVENT"
    yield f"UID:{event.uid}"
    yield f"DTSTAMP:{_day(event.stamp)}T000000Z"
    yield f"SEQUENCE:{event.sequence}"
    yield f"DTSTART;VALUE=DATE:{_day(event.day)}"
    yield f"DTEND;VALUE=DATE:{_day(event.day + timedelta(days=1))}"
    yield f"SUMMARY:{escaped(title)}"
    if event.text:
        yield f"DESCRIPTION:{escaped(event.text)}"
    if event.place:
        yield f"LOCATION:{escaped(event.place)}"
    yield f"STATUS:{'CANCELLED' if event.cancelled else 'CONFIRMED'}"
    yield "TRANSP:TRANSPARENT"
    for name, value in event.notes:
        yield f"X-SALESPLAN-{name}:{escaped(value)}"
    yield "END:VEVENT"


def escaped(text: str) -> str:
    """A text as a value: commas, semicolons, backslashes and line ends escaped; other control characters are blanks."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").replace("\u2028", "\n").replace("\u2029", "\n")
    plain = "".join(sign if sign == "\n" or not _is_control(sign) else " " for sign in lines)
    return plain.translate(_ESCAPES)


def _is_control(sign: str) -> bool:
    """Whether a sign may not stand in a calendar: control characters, and halves of pairs, which are no characters."""
    code = ord(sign)
    return code < 0x20 or 0x7F <= code <= 0x9F or 0xD800 <= code <= 0xDFFF  # noqa: PLR2004 - ranges of Unicode


def _day(day: date) -> str:
    return f"{day.year:04}{day.month:02}{day.day:02}"


def _folded(line: str) -> Iterator[str]:
    """A line in pieces of at most 75 bytes; no character is cut, and the pieces after the first begin with a blank."""
    piece, size = "", 0
    for sign in line:
        width = len(sign.encode())
        if size + width > OCTETS:
            yield f"{piece}\r\n"
            piece, size = " ", 1
        piece += sign
        size += width
    yield f"{piece}\r\n"
