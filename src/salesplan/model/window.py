"""The stretch of days whose orders count: the last 365 days, some months, everything, or from one day to another."""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta

from salesplan.errors import BadUsage, Problem
from salesplan.model.period import Period
from salesplan.text import Text

_DAYS = re.compile(r"(\d{1,5})\s*[dD天]?")
_YEAR = re.compile(r"19\d\d|20\d\d|2100")
"""A bare number like this is a year: nobody means 2017 days."""
_MONTHS = re.compile(r"(\d{1,4})\s*(?:[mM]|个月|月)")
_DAY = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})")
_MONTHS_A_YEAR = 12


@dataclass(frozen=True)
class Window:
    """A window as the user named it: days or months up to the as-of, a fixed period, or (none of these) all days."""

    text: str = "365"
    days: int | None = None
    months: int | None = None
    fixed: Period | None = None

    def __str__(self) -> str:
        return self.text

    def period(self, as_of: date, first_day: date | None = None) -> Period | None:
        """The days of the window, both ends included; None when a fixed period begins after the as-of.

        It never goes beyond ``as_of``. Everything begins with ``first_day``, the day of the oldest order. Twelve months
        to 31 December begin on 1 January; a day the earlier month does not have is that month's last.
        """
        if self.fixed is not None:
            return Period(self.fixed.first, min(self.fixed.last, as_of)) if self.fixed.first <= as_of else None
        if self.months is not None:
            return Period(_months_before(as_of, self.months) + timedelta(days=1), as_of)
        if self.days is not None:
            return Period.ending(as_of, self.days)
        return Period(min(first_day or as_of, as_of), as_of)


WindowSpec = Window
LAST_YEAR = Window("365", days=365)
"""The default: the as-of and the 364 days before it."""


def parse_window(text: str) -> Window:
    """The window meant by ``365``, ``12m``, ``all`` or ``2026-01-01..2026-06-30``; BadUsage for anything else."""
    word = text.strip()
    if word.lower() in ("all", "全部"):
        return Window("all")
    if _YEAR.fullmatch(word):
        raise _not_a_window(word, year=word)
    if found := _DAYS.fullmatch(word):
        return _counted(word, days=int(found[1]))
    if found := _MONTHS.fullmatch(word):
        return _counted(word, months=int(found[1]))
    return _from_to(word)


def _counted(word: str, days: int | None = None, months: int | None = None) -> Window:
    if not (days or months) or (days or 0) > 36600 or (months or 0) > 1200:  # noqa: PLR2004 - a hundred years
        raise _not_a_window(word)
    return Window(word, days=days, months=months)


def _from_to(word: str) -> Window:
    first, separator, last = word.partition("..")
    ends = [_DAY.fullmatch(end.strip()) for end in (first, last)]
    if not separator or ends[0] is None or ends[1] is None:
        raise _not_a_window(word)
    try:
        days = [date(int(end[1]), int(end[2]), int(end[3])) for end in ends if end]
        return Window(f"{days[0]}..{days[1]}", fixed=Period(days[0], days[1]))
    except ValueError:
        raise _not_a_window(word) from None


def _not_a_window(word: str, year: str | None = None) -> BadUsage:
    is_year = Text(
        "是 {year} 年吗？写 {year}-01-01..{year}-12-31；要 {year} 天就写 {year}d",
        "Is it the year {year}? Type {year}-01-01..{year}-12-31; for {year} days type {year}d",
    ).format(year=year)
    return BadUsage(
        Problem(
            "USAGE-window",
            "error",
            Text("统计窗口“{word}”看不懂", "{word} is no window of days").format(word=word),
            is_year
            if year
            else Text(
                "写天数（365）、月数（12m）、all，或起止日期（2026-01-01..2026-06-30，起始日在前）",
                "Type days (365), months (12m), all, or two dates (2026-01-01..2026-06-30, the earlier one first)",
            ),
            value=word,
        )
    )


def _months_before(day: date, months: int) -> date:
    total = day.year * _MONTHS_A_YEAR + day.month - 1 - months
    year, month = total // _MONTHS_A_YEAR, total % _MONTHS_A_YEAR + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))
