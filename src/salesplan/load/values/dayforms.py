"""One text as a day: ISO, 2026年1月2日, 26-Mar-2026, digits, month and day in either order; else why it is none."""

from __future__ import annotations

import re
from calendar import isleap
from datetime import date
from typing import Literal

from salesplan.load.values.cells import MISSING, Answer
from salesplan.load.values.words import is_missing, plain
from salesplan.model.reading import DateOrder

MONTHS = {
    m: i
    for i, m in enumerate(["JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"], start=1)
}
_MONTH_NAME = rf"(?:{'|'.join(MONTHS)})[A-Z]*"
_CENTURY = 2000
_ROC = 1911
_HAN = "〇零一二两三四五六七八九十廿"

TIME = (
    r"(?:[T ]|(?<=[日号號])|(?<=[0-9])(?=[上下早凌中傍晚]))\s*"
    r"(?:上午|下午|早上|早晨|凌晨|中午|傍晚|晚上|[AP]M )?\s*[0-9]{1,2}"
    r"(?:[:时時点點][0-9]{1,2}(?:[:分][0-9]{1,2}(?:[.,][0-9]+)?秒?|分)?|[时時点點])"
    r"\s*(?:[AP]M)?\s*(?:Z|UTC|[+-][0-9]{2}:?[0-9]{2})?$"
)
"""A time after a day, with or without a zone: the day stays as written, whatever the zone."""
_TIME = re.compile(TIME)
_WEEKDAY = re.compile(
    r"[ ,]*\(?(?:星期|周|週|礼拜)[一二三四五六日天]\)?|\(?\b(?:MON|TUE|WED|THU|FRI|SAT|SUN)[A-Z]*\b\)?[ ,.]*"
)
_YEAR_FIRST = re.compile(
    r"(?P<y>[0-9]{4})\s?[-/.年]\s?(?P<m>[0-9]{1,2})\s?[-/.月]\s?(?P<d>[0-9]{1,2})\s?[日号號]?"
    r"|(?P<y2>[0-9]{4})(?P<m2>[0-9]{2})(?P<d2>[0-9]{2})(?:T?[0-9]{4}(?:[0-9]{2})?)?"
)
_REPUBLIC = re.compile(
    r"(?:民国|民國)\s?(?P<y>[0-9]{1,3})\s?[-/.年]\s?(?P<m>[0-9]{1,2})\s?[-/.月]\s?(?P<d>[0-9]{1,2})\s?日?"
)
_NAMED = re.compile(
    r"(?P<d>[0-9]{1,2})(?:ST|ND|RD|TH)?[- .,/]*(?P<m>[A-Z]{3,9})[- .,/]+(?P<y>[0-9]{4})"
    r"|(?P<m2>[A-Z]{3,9})[- .]*(?P<d2>[0-9]{1,2})(?:ST|ND|RD|TH)?[- ,.]+(?P<y2>[0-9]{4})"
    r"|(?P<y3>[0-9]{4})[- ](?P<m3>[A-Z]{3,9})[- ](?P<d3>[0-9]{1,2})"
)
EITHER = re.compile(r"(?P<a>[0-9]{1,2})\s?(?P<by>[-/.])\s?(?P<b>[0-9]{1,2})\s?(?P=by)\s?(?P<y>[0-9]{4})")
"""A day whose month may stand first or second."""
_SHORT = re.compile(r"(?P<a>[0-9]{1,2})([-/.])(?P<b>[0-9]{1,2})\2(?P<c>[0-9]{2})")
_SERIAL = re.compile(r"[2-7][0-9]{4}")
"""The serial number of a day from 1954 to 2119, kept as text."""

_WHY: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (reason, re.compile(pattern))
    for reason, pattern in (
        ("zero-date", r"[0/.:T -]+"),
        ("error-value", r"#[A-Z0-9_/]+[!?]?"),
        ("date-truth", r"TRUE|FALSE|YES|NO"),
        ("quarter", r"(?:[0-9]{4}|[0-9]{2})?\s?[-年/]?\s?(?:Q[1-4]|第?[一二三四1-4]季度?)|Q[1-4][ /-]?[0-9]{2,4}"),
        ("week", r"(?:[0-9]{4}[-年 ]?)?(?:W|WK|WEEK|第)\s?[0-9]{1,2}周?"),
        ("month", r"[0-9]{4}\s?[-/.年]\s?[0-9]{1,2}\s?月?份?|[0-9]{1,2}[-/][0-9]{4}|[0-9]{1,2}月份?|(?:19|20)[0-9]{4}"),
        ("month", rf"{_MONTH_NAME}[- ,.]*(?:[0-9]{{4}}|[0-9]{{2}})"),
        ("year", r"(?:19|20)[0-9]{2}年?度?"),
        ("no-year", rf"[0-9]{{1,2}}(?:月|[-/.])[0-9]{{1,2}}[日号號]?|[0-9]{{1,2}}[- ]?{_MONTH_NAME}"),
        ("short-year", r"[0-9]{1,3}[-/.年][0-9]{1,2}[-/.月][0-9]{1,2}日?|[0-9]{1,2}[- ][A-Z]{3,9}[- ][0-9]{2}"),
        ("date-words", rf"[{_HAN}]{{2,4}}年[{_HAN}]+月(?:[{_HAN}]+[日号])?|[{_HAN}]+月[{_HAN}]+[日号]"),
        ("time", r"[0-9]{1,2}:[0-9]{2}(?::[0-9]{2})?\s?(?:[AP]M)?"),
        ("serial-below", r"-[0-9]+(?:\.[0-9]+)?"),
        ("no-serial", r"[0-9]+(?:\.[0-9]+)?"),
        ("word", r"[^0-9]+"),
    )
)  # fmt: skip


def day_of(text: str, order: DateOrder | None) -> Answer:
    """The day a text means. ``order`` is that of the column, or of the user; without one a doubtful day is refused.

    Times and zones are dropped: 2026-03-20T08:00:00+08:00 is 20 March everywhere.
    """
    bare = plain(text).upper()
    if is_missing(bare):
        return MISSING
    bare = day_part(bare)
    if found := _YEAR_FIRST.fullmatch(bare):
        return _day(*_parts(found))
    if found := _REPUBLIC.fullmatch(bare):
        return _day(int(found["y"]) + _ROC, int(found["m"]), int(found["d"]))
    if found := _NAMED.fullmatch(bare):
        return _named(found)
    return _in_order(bare, order) or Answer(reason=next((r for r, form in _WHY if form.fullmatch(bare)), "date"))


def _in_order(bare: str, order: DateOrder | None) -> Answer | None:
    """A day in figures whose year does not stand first."""
    if found := EITHER.fullmatch(bare):
        return _either(int(found["a"]), int(found["b"]), int(found["y"]), order)
    if order and (found := _SHORT.fullmatch(bare)):
        return _short(int(found["a"]), int(found["b"]), int(found["c"]), order)
    return None


def day_part(bare: str) -> str:
    """A text without its time and weekday."""
    day = _TIME.sub("", bare, count=1)
    return _WEEKDAY.sub("", day).strip() or day


def serial_text(text: str) -> bool:
    """Whether a text is the serial number of a day that lost its format."""
    return _SERIAL.fullmatch(plain(text)) is not None


def reading_of(text: str) -> Literal["dmy", "mdy"] | None:
    """The only order in which a text such as 31/01/2026 is a day; None when both or neither work."""
    found = EITHER.fullmatch(day_part(plain(text).upper()))
    if found is None:
        return None
    day_first, month_first = (_day(int(found["y"]), *pair).value for pair in _orders(int(found["a"]), int(found["b"])))
    if (day_first is None) == (month_first is None):
        return None
    return "mdy" if day_first is None else "dmy"


def _orders(a: int, b: int) -> tuple[tuple[int, int], tuple[int, int]]:
    """(month, day) read day first, and month first."""
    return (b, a), (a, b)


def _parts(found: re.Match[str]) -> tuple[int, int, int]:
    y, m, d = (found[k] or found[f"{k}2"] for k in "ymd")
    return int(y), int(m), int(d)


def _day(y: int, m: int, d: int) -> Answer:
    try:
        return Answer(date(y, m, d))
    except ValueError:
        return Answer(reason=_no_day(y, m, d))


def _no_day(y: int, m: int, d: int) -> str:
    if (y, m, d) == (0, 0, 0):
        return "zero-date"
    if not 1 <= m <= len(MONTHS):
        return "no-month"
    return "no-leap" if (m, d) == (2, 29) and y and not isleap(y) else "no-day"


def _either(a: int, b: int, y: int, order: DateOrder | None) -> Answer:
    """A day with the month first or second: the order decides, else the only reading that is a day."""
    day_first, month_first = (_day(y, *pair) for pair in _orders(a, b))
    if order in ("dmy", "mdy"):
        chosen = day_first if order == "dmy" else month_first
        doubtful = a != b and day_first.value is not None and month_first.value is not None
        return chosen._replace(mark="order" if doubtful else None)
    if a == b or month_first.value is None:
        return day_first if day_first.value is not None else month_first
    return month_first if day_first.value is None else Answer(reason="day-order")


def _named(found: re.Match[str]) -> Answer:
    y, m, d = (found[k] or found[f"{k}2"] or found[f"{k}3"] for k in "ymd")
    month = MONTHS.get(m[:3])
    return _day(int(y), month, int(d)) if month else Answer(reason="date")


def _short(a: int, b: int, c: int, order: DateOrder) -> Answer:
    """A year of two digits, read as 20yy because the user gave the order."""
    y, m, d = {"ymd": (a, b, c), "dmy": (c, b, a), "mdy": (c, a, b)}[order]
    return _day(_CENTURY + y, m, d)._replace(mark="order")
