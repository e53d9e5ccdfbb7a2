"""Spans of days, both ends included; months and fiscal years."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Literal

from salesplan.text import Text

YearName = Literal["end", "start"]
"""Which calendar year a fiscal year is named after: the one in which it ends, or the one in which it starts."""


@dataclass(frozen=True, order=True)
class Period:
    """The days from ``first`` to ``last``, both included."""

    first: date
    last: date

    def __post_init__(self) -> None:
        if self.last < self.first:
            raise ValueError(f"{self.last} is before {self.first}")

    def __contains__(self, day: date) -> bool:
        return self.first <= day <= self.last

    def __str__(self) -> str:
        return f"{self.first}..{self.last}"

    @property
    def days(self) -> int:
        """Calendar days in the period, at least 1."""
        return (self.last - self.first).days + 1

    @classmethod
    def ending(cls, last: date, days: int) -> Period:
        """The period of ``days`` calendar days that ends with ``last``."""
        return cls(last - timedelta(days=days - 1), last)

    def common(self, other: Period) -> Period | None:
        """The days that both periods have; None when they share none."""
        first, last = max(self.first, other.first), min(self.last, other.last)
        return Period(first, last) if first <= last else None


def month_of(year: int, month: int) -> Period:
    """A calendar month. Months beyond 12 or below 1 count on into the next or former years."""
    year, month = year + (month - 1) // 12, (month - 1) % 12 + 1
    last = date(year, month, monthrange(year, month)[1])
    return Period(last.replace(day=1), last)


@dataclass(frozen=True)
class FiscalYear:
    """Twelve months from ``start_month`` on, numbered by the calendar year in which they end (or start)."""

    number: int
    start_month: int = 1
    named_by: YearName = "end"

    @classmethod
    def containing(cls, day: date, start_month: int = 1, named_by: YearName = "end") -> FiscalYear:
        """The fiscal year in which a day lies."""
        begun = day.year if day.month >= start_month else day.year - 1
        return cls(begun + 1 if named_by == "end" and start_month > 1 else begun, start_month, named_by)

    @property
    def months(self) -> tuple[Period, ...]:
        """The twelve months, in order."""
        begun = self.number - 1 if self.named_by == "end" and self.start_month > 1 else self.number
        return tuple(month_of(begun, self.start_month + i) for i in range(12))

    @property
    def period(self) -> Period:
        """The days of the year."""
        months = self.months
        return Period(months[0].first, months[-1].last)

    @property
    def title(self) -> Text:
        """How the year is named in a sentence: ``2026 年``, and ``2027 财年`` where it does not begin in January."""
        named = Text("{year} 财年", "FY {year}") if self.start_month > 1 else Text("{year} 年", "{year}")
        return named.format(year=self.number)

    def before(self, years: int = 1) -> FiscalYear:
        """The fiscal year that many years earlier."""
        return replace(self, number=self.number - years)
