"""The visits of a calendar file that an earlier plan wrote."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from salesplan.errors import BadInput, Place, Problem
from salesplan.model.earlier_visit import EarlierVisit
from salesplan.text import Text

_MOST_BYTES = 200 << 20
_DAY = re.compile(r"(\d{4})(\d{2})(\d{2})(?:T\d{6}Z?)?")
_ESCAPED = re.compile(r"\\(.)", re.DOTALL)
_WRITE = Text(
    "给 visits plan -o 写出的完整 .ics；没有，就删掉它或换个 -o 文件名，从头排",
    "give a whole file that salesplan visits plan -o visits.ics wrote; without one delete it, or write to another name",
)


def load_earlier_visits(file: str) -> tuple[EarlierVisit, ...]:
    """Every visit in the file, also those called off; events that are not ours are passed over.

    Of several revisions of one the latest counts. BadInput when the file cannot be read, is no calendar, is cut off, or
    holds an event of ours that cannot be understood.
    """
    lines = list(_unfolded(_text_of(file)))
    if not lines or lines[0][1].strip().upper() != "BEGIN:VCALENDAR":
        raise BadInput(_problem(file, Text("这不是日历文件", "this is no calendar file")))
    if (broken := _broken(lines)) is not None:
        raise BadInput(_problem(file, Text("日历不完整，缺了一段", "a part of the calendar is missing"), broken))
    found: dict[str, EarlierVisit] = {}
    for number, values in _events(lines):
        if not values.get("UID", "").endswith("@salesplan"):
            continue
        try:
            visit = _visit(values)
        except (KeyError, ValueError):
            what = Text("这个事件缺日期、到期日或修订号", "this event lacks its day, due day or revision")
            raise BadInput(_problem(file, what, number)) from None
        if visit.uid not in found or visit.sequence >= found[visit.uid].sequence:
            found[visit.uid] = visit
    return tuple(found.values())


def _broken(lines: list[tuple[int, str]]) -> int | None:
    """The line in which something ends that did not begin, or the last where something does not end; None if whole."""
    begun: list[str] = []
    for number, line in lines:
        name, _, value = line.strip().upper().partition(":")
        if name == "BEGIN":
            begun.append(value)
        elif name == "END" and (not begun or begun.pop() != value):
            return number
    return lines[-1][0] if begun else None


def _visit(values: dict[str, str]) -> EarlierVisit:
    """An event of ours. One called off need not say when it was due, nor what it said."""
    off = values.get("STATUS", "").upper() == "CANCELLED"
    told = {"X-SALESPLAN-DUE": values["DTSTART"], "X-SALESPLAN-MARK": "", **values} if off else values
    return EarlierVisit(
        told["UID"],
        _day(told["DTSTART"]),
        _day(told["X-SALESPLAN-DUE"]),
        told["X-SALESPLAN-MARK"],
        int(values["SEQUENCE"]),
        _day(values["DTSTAMP"]),
        values.get("SUMMARY", ""),
        values.get("X-SALESPLAN-REP", ""),
        values.get("DESCRIPTION", ""),
        off,
    )


def _day(text: str) -> date:
    found = _DAY.fullmatch(text.strip())
    if found is None:
        raise ValueError(text)
    return date(int(found[1]), int(found[2]), int(found[3]))


def _events(lines: list[tuple[int, str]]) -> Iterator[tuple[int, dict[str, str]]]:
    """The values of each event by name, with the line that it begins in."""
    begun, values = 0, dict[str, str]()
    for number, line in lines:
        name, _, value = line.partition(":")
        name = name.partition(";")[0].upper()
        if (name, value.upper()) == ("BEGIN", "VEVENT"):
            begun, values = number, {}
        elif (name, value.upper()) == ("END", "VEVENT"):
            yield begun, values
        else:
            values[name] = _ESCAPED.sub(lambda found: "\n" if found[1] in "nN" else found[1], value)


def _unfolded(text: str) -> Iterator[tuple[int, str]]:
    """The lines with their numbers, those that go on put together."""
    whole, begun = "", 0
    for number, line in enumerate(re.split(r"\r\n|\n", text), start=1):
        if line[:1] in (" ", "\t"):
            whole += line[1:]
            continue
        if whole:
            yield begun, whole
        whole, begun = line, number
    if whole:
        yield begun, whole


def _text_of(file: str) -> str:
    path = Path(file)
    try:
        with path.open("rb") as stream:
            content = stream.read(_MOST_BYTES + 1)
    except FileNotFoundError:
        raise BadInput(_problem(file, Text("没有这个文件", "there is no such file"))) from None
    except OSError as error:
        told = Text("读不了：{reason}", "it cannot be read: {reason}").format(reason=error.strerror)
        raise BadInput(_problem(file, told)) from None
    if len(content) > _MOST_BYTES:
        raise BadInput(_problem(file, Text("文件太大", "the file is too large")))
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise BadInput(_problem(file, Text("不是 UTF-8 文本", "it is not text in UTF-8"))) from None


def _problem(file: str, what: Text, line: int | None = None) -> Problem:
    return Problem("VISITS-earlier-plan", "error", what, _WRITE, Place(file, line=line))
