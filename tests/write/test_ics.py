from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar

from salesplan.load.earlier_visits import load_earlier_visits
from salesplan.present.events import CalendarEvent, CalendarPage
from salesplan.write.ics import OCTETS, calendar_lines, escaped, write_calendar_file
from salesplan.write.text_output import made_by_us

DAY = date(2026, 12, 31)
HOSTILE = '<script>,;\\n "=1+1" {x}\n第二行；（全角）\r\nEND:VEVENT\tBEGIN:VEVENT\x00\x85\u2028' + "长" * 60


def event(title: str = "拜访 甲公司", *, cancelled: bool = False) -> CalendarEvent:
    notes = (("DUE", "20261230"), ("MARK", "ab"), ("REP", title))
    return CalendarEvent(
        "0" * 24 + "-1@salesplan", DAY, title, "说明", sequence=7, stamp=DAY, notes=notes, cancelled=cancelled
    )


def text_of(*events: CalendarEvent, name: str = "计划") -> str:
    return "".join(calendar_lines(CalendarPage(name, events)))


def events_in(text: str) -> list[Any]:
    """The events as the icalendar library reads them."""
    return list(Calendar.from_ical(text).walk("VEVENT"))


def test_a_calendar_parses_with_its_days_and_words() -> None:
    """An all-day event ends, as the form wants it, on the day after; here in the next year."""
    (found,) = events_in(text_of(event()))
    assert (found["DTSTART"].dt, found["DTEND"].dt) == (DAY, date(2027, 1, 1))
    assert (str(found["SUMMARY"]), str(found["DESCRIPTION"]), str(found["STATUS"])) == (
        "拜访 甲公司",
        "说明",
        "CONFIRMED",
    )
    assert (found["SEQUENCE"], found["DTSTAMP"].dt.isoformat()) == (7, "2026-12-31T00:00:00+00:00")
    (off,) = events_in(text_of(event(cancelled=True)))
    assert str(off["STATUS"]) == "CANCELLED"


def test_hostile_names_stay_one_value() -> None:
    text = text_of(event(HOSTILE), name=HOSTILE)
    (found,) = events_in(text)
    assert str(found["SUMMARY"]).startswith('<script>,;\\n "=1+1" {x}\n第二行；（全角）\nEND:VEVENT BEGIN:VEVENT')
    assert "\x00" not in text


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("a,b;c", r"a\,b\;c"),
        ("a\\n", r"a\\n"),
        ("a\nb\r\nc\rd", r"a\nb\nc\nd"),
        ("a\tb\x07\x7f", "a b  "),
        ("：\ud800", "： "),
    ],
)
def test_signs_are_escaped(text: str, value: str) -> None:
    assert escaped(text) == value


@given(st.text(max_size=200), st.text(max_size=60))
def test_whatever_the_text_lines_are_short_and_it_comes_back(title: str, name: str) -> None:
    """No line is longer than 75 bytes, none is cut within a character, all end in CRLF; both readers agree."""
    text = text_of(event(title), name=name)
    lines = text.encode().split(b"\r\n")
    assert lines.pop() == b""
    assert all(len(line) <= OCTETS and b"\n" not in line and b"\r" not in line for line in lines)
    assert all(line.decode() for line in lines)
    (found,) = events_in(text)
    assert escaped(str(found["SUMMARY"])) == escaped(title)


def test_what_we_wrote_is_read_again(tmp_path: Path) -> None:
    file = tmp_path / "visits.ics"
    odd = "甲,乙;丙\\丁" * 12
    off = replace(event("取消的", cancelled=True), uid="0" * 24 + "-2@salesplan")
    others = (off, CalendarEvent("someone@example.com", DAY, "午饭"))
    write_calendar_file(file, CalendarPage("计划", (event(odd), *others)))
    visit, gone = load_earlier_visits(str(file))
    assert (visit.title, visit.rep, visit.day, visit.due) == (odd, odd, DAY, date(2026, 12, 30))
    assert (visit.sequence, visit.stamp, visit.mark, visit.text, visit.cancelled) == (7, DAY, "ab", "说明", False)
    assert (gone.title, gone.rep, gone.due, gone.text, gone.cancelled) == ("取消的", "取消的", visit.due, "说明", True)
    assert made_by_us(file)
    file.write_text("BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//other//EN\r\n", "utf-8")
    assert not made_by_us(file)
