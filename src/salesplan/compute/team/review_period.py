"""The month, quarter or year that is reviewed."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import Literal

from salesplan.errors import BadUsage, Problem
from salesplan.model.period import FiscalYear, Period
from salesplan.text import Text

Kind = Literal["month", "quarter", "year"]
_MONTH = re.compile(r"(\d{4})\s*(?:[-/.年]\s*)(\d{1,2})\s*月?")
_PART = re.compile(r"(\d{4})\s*[-年]?\s*P(\d{1,2})")
_QUARTER = re.compile(r"(\d{4})\s*[-年]?\s*Q?([1-4])\s*(季度?)?")
_YEAR = re.compile(r"(\d{4})\s*(?:年度?)?")
_QUARTERS, _MONTHS, _A_QUARTER = 4, 12, 3
_MIDDLE = 15
"""A day of a calendar month that lies in the same month of a year of weeks, whichever day it begins on."""
_FIRST, _LAST = 1900, 2199


@dataclass(frozen=True)
class ReviewPeriod:
    """A month, quarter or year of the plan's years; ``index`` counts months and quarters of the year from 0."""

    kind: Kind
    year: FiscalYear
    index: int = 0

    @property
    def span(self) -> Period:
        """Its days."""
        months = self.year.months
        if self.kind == "month":
            return months[self.index]
        if self.kind == "quarter":
            return Period(months[self.index * _A_QUARTER].first, months[self.index * _A_QUARTER + 2].last)
        return self.year.period

    @property
    def name(self) -> str:
        """``2026-06``, ``2026-Q2``, ``2026``: as targets call it."""
        if self.kind == "month":
            return self.year.month_names[self.index]
        return f"{self.year.number}-Q{self.index + 1}" if self.kind == "quarter" else str(self.year.number)

    @property
    def months(self) -> int:
        """How many months it has."""
        return {"month": 1, "quarter": _A_QUARTER, "year": _MONTHS}[self.kind]

    @property
    def before(self) -> ReviewPeriod:
        """The one of the same kind that ends the day before."""
        count = {"month": _MONTHS, "quarter": _QUARTERS, "year": 1}[self.kind]
        if self.index:
            return ReviewPeriod(self.kind, self.year, self.index - 1)
        return ReviewPeriod(self.kind, self.year.before(), count - 1)


def review_period(word: str | None, as_of: date, year: FiscalYear) -> ReviewPeriod:
    """The period that is asked for; without one the last month that was over on the as-of.

    ``year`` says how years run. BadUsage for what is no period, and for one that begins after the as-of.
    """
    if word is None:
        current = _month_holding(as_of, year)
        return current if current.span.last <= as_of else current.before
    found = period_named(word.strip().upper(), year)
    if found is None:
        raise BadUsage(_no_period(word, as_of))
    if found.span.first > as_of:
        raise BadUsage(_future(word, as_of))
    return found


def period_named(word: str, year: FiscalYear) -> ReviewPeriod | None:
    """The period that ``2026-06``, ``2026-Q2``, ``2026`` or, in years of weeks, ``2026-P06`` means; None for none."""
    if not word[:4].isdecimal() or not _FIRST <= int(word[:4]) <= _LAST:
        return None
    number = FiscalYear(int(word[:4]), year.start_month, year.named_by, year.weeks)
    if found := _YEAR.fullmatch(word):
        return ReviewPeriod("year", number)
    if (found := _QUARTER.fullmatch(word)) and ("Q" in word or found[3]):
        return ReviewPeriod("quarter", number, int(found[2]) - 1)
    if (found := _PART.fullmatch(word)) and year.weeks is not None and 1 <= int(found[2]) <= _MONTHS:
        return ReviewPeriod("month", number, int(found[2]) - 1)
    if (found := _MONTH.fullmatch(word)) and 1 <= int(found[2]) <= _MONTHS:
        return _month_holding(date(int(found[1]), int(found[2]), _MIDDLE), year)
    return None


def _month_holding(day: date, year: FiscalYear) -> ReviewPeriod:
    held = year.holding(day)
    return ReviewPeriod("month", held, next(at for at, month in enumerate(held.months) if day in month))


def _no_period(word: str, as_of: date) -> Problem:
    what = Text("--for 看不懂“{word}”", "--for: {word} is no month, quarter or year").format(word=word)
    fix = Text(
        "写成 --for {month}、--for {year}-Q1 或 --for {year}", "type --for {month}, --for {year}-Q1 or --for {year}"
    )
    return Problem("USAGE-for", "error", what, fix.format(month=f"{as_of:%Y-%m}", year=f"{as_of:%Y}"), value=word)


def _future(word: str, as_of: date) -> Problem:
    what = Text("{word} 在截止日期 {day} 还没开始", "{word} has not begun on the as-of {day}")
    fix = Text("写一个已经开始的期间，或把 --as-of 改晚", "name a period that has begun, or give a later --as-of")
    return Problem("USAGE-for", "error", what.format(word=word, day=as_of), fix, value=word)
