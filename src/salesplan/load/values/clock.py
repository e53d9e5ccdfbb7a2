"""The time of the day in a text such as 2026-07-03 16:00, 2026/7/3 下午4:00, 7/3/2026 4:00 PM, 202607031600."""

from __future__ import annotations

import re

from salesplan.load.values.cells import MISSING, Answer
from salesplan.load.values.dayforms import TIME
from salesplan.load.values.words import plain

ZONE = "zone"
"""The mark of a time that was written with its zone, which is not converted."""
_TIME = re.compile(TIME)
_PARTS = re.compile(
    r"(?P<part>上午|下午|早上|早晨|凌晨|中午|傍晚|晚上|[AP]M)?\s*(?P<h>[0-9]{1,2})[:时時点點]?"
    r"(?:(?P<m>[0-9]{1,2})(?:[:分](?P<s>[0-9]{1,2})?(?:[.,][0-9]+)?秒?)?)?"
    r"\s*(?P<after>[AP]M)?\s*(?P<zone>Z|UTC|[+-][0-9]{2}:?[0-9]{2})?"
)
_DIGITS = re.compile(r"[0-9]{8}T?(?P<h>[0-9]{2})(?P<m>[0-9]{2})(?P<s>[0-9]{2})?")
_NOON, _HOURS, _MINUTES, _SECONDS = 12, 24, 60, 60
_MORNING = frozenset(("上午", "早上", "早晨", "凌晨", "AM"))
_EVENING = frozenset(("傍晚", "晚上"))


def clock_of(text: str) -> Answer:
    """The second of the day that a text with a day names; nothing where it names none, a reason where there is none.

    Times stay as written, whatever the zone. 中午 is 11 to 13 o'clock; 晚上12点 could be either midnight: no time.
    """
    bare = plain(text).upper()
    if digits := _DIGITS.fullmatch(bare):
        return _second(int(digits["h"]), int(digits["m"]), int(digits["s"] or 0))
    found = _TIME.search(bare)
    parts = _PARTS.fullmatch(found[0].lstrip("T ").strip()) if found else None
    if parts is None:
        return Answer(reason="clock") if found else MISSING
    hour = _hour(int(parts["h"]), parts["part"] or parts["after"] or "")
    if hour is None:
        return Answer(reason="clock")
    answer = _second(hour, int(parts["m"] or 0), int(parts["s"] or 0))
    return answer._replace(mark=ZONE) if parts["zone"] and answer.reason is None else answer


def _hour(hour: int, part: str) -> int | None:
    """The hour of 24; None where hour and part of the day contradict each other."""
    if part in _MORNING:
        return hour % _NOON if hour <= _NOON else None
    if part in _EVENING and hour == _NOON:
        return None
    if part == "中午":
        return hour + _NOON if hour == 1 else hour if _NOON - 1 <= hour <= _NOON + 1 else None
    if part:  # 下午, 傍晚, 晚上, PM
        return hour + _NOON if 0 < hour < _NOON else hour if _NOON <= hour < _HOURS else None
    return hour


def _second(hour: int, minute: int, second: int) -> Answer:
    if hour >= _HOURS or minute >= _MINUTES or second >= _SECONDS:
        return Answer(reason="clock")
    return Answer((hour * _MINUTES + minute) * _SECONDS + second)
