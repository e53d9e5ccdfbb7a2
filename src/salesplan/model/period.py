"""Spans of days, both ends included; months and fiscal years."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import pairwise
from typing import Literal

from salesplan.text import Text

YearName = Literal["end", "start"]
"""Which calendar year a fiscal year is named after: the one in which it ends, or the one in which it starts."""
WeekPattern = Literal["4-4-5", "4-5-4", "5-4-4"]
"""How many weeks the three periods of a quarter have."""


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


def period_starts(first: date, pattern: WeekPattern) -> list[date]:
    """The first days of the twelve periods of a year of weeks."""
    counts = [int(weeks) for weeks in pattern.split("-")] * 4
    return [first + timedelta(weeks=sum(counts[:i])) for i in range(12)]


@dataclass(frozen=True)
class WeekYears:
    """Years of whole weeks: four quarters of 13 weeks, each in three periods as ``pattern`` says.

    A year begins on the weekday of ``start``, on the one nearest to the anniversary of it. So it has 52 weeks and every
    five or six years 53; the 53rd belongs to the last period. An anniversary of 29 February is the last of the month.
    """

    pattern: WeekPattern
    start: date

    def first_day(self, year: int) -> date:
        """The first day of the year whose anniversary lies in a calendar year; it may lie up to three days off."""
        last = monthrange(year, self.start.month)[1]
        anniversary = date(year, self.start.month, min(self.start.day, last))
        return anniversary + timedelta(days=(self.start.weekday() - anniversary.weekday() + 3) % 7 - 3)

    def begun(self, day: date) -> int:
        """The calendar year of the anniversary at which the year of a day began."""
        return max(year for year in (day.year - 1, day.year, day.year + 1) if self.first_day(year) <= day)

    def periods(self, year: int) -> tuple[Period, ...]:
        """The twelve periods of the year that begins around its anniversary in a calendar year."""
        starts = [*period_starts(self.first_day(year), self.pattern), self.first_day(year + 1)]
        return tuple(Period(first, after - timedelta(days=1)) for first, after in pairwise(starts))


@dataclass(frozen=True)
class FiscalYear:
    """Twelve months from ``start_month`` on, numbered by the calendar year in which they end (or start).

    With ``weeks`` its months are periods of 4 or 5 whole weeks; one that starts in January has that year's number.
    """

    number: int
    start_month: int = 1
    named_by: YearName = "end"
    weeks: WeekYears | None = None

    def __post_init__(self) -> None:
        if self.weeks is not None and self.weeks.start.month != self.start_month:
            raise ValueError(f"{self.weeks.start} does not lie in month {self.start_month}")

    @classmethod
    def containing(
        cls, day: date, start_month: int = 1, named_by: YearName = "end", weeks: WeekYears | None = None
    ) -> FiscalYear:
        """The fiscal year in which a day lies."""
        begun = day.year if day.month >= start_month else day.year - 1
        if weeks is not None:
            begun = weeks.begun(day)
        return cls(begun + 1 if named_by == "end" and start_month > 1 else begun, start_month, named_by, weeks)

    def holding(self, day: date) -> FiscalYear:
        """The year of the same kind in which a day lies."""
        return FiscalYear.containing(day, self.start_month, self.named_by, self.weeks)

    @property
    def months(self) -> tuple[Period, ...]:
        """The twelve months, or periods of weeks, in order."""
        begun = self.number - 1 if self.named_by == "end" and self.start_month > 1 else self.number
        if self.weeks is not None:
            return self.weeks.periods(begun)
        return tuple(month_of(begun, self.start_month + i) for i in range(12))

    @property
    def month_names(self) -> tuple[str, ...]:
        """``2026-01`` for a calendar month, ``2026-P01`` for a period of weeks, in order."""
        if self.weeks is not None:
            return tuple(f"{self.number}-P{number:02}" for number in range(1, 13))
        return tuple(f"{month.first:%Y-%m}" for month in self.months)

    @property
    def period(self) -> Period:
        """The days of the year."""
        months = self.months
        return Period(months[0].first, months[-1].last)

    @property
    def is_calendar(self) -> bool:
        """Whether it is the calendar year, from January to December."""
        return self.start_month == 1 and self.weeks is None

    @property
    def title(self) -> Text:
        """How the year is named in a sentence: ``2026 年``, and ``2027 财年`` where it is no calendar year."""
        return self.titled(str(self.number))

    def titled(self, numbers: str) -> Text:
        """How one or several years of this kind are named: ``2024-2025 年``, ``2026-2027 财年``."""
        named = Text("{year} 年", "{year}") if self.is_calendar else Text("{year} 财年", "FY {year}")
        return named.format(year=numbers)

    def before(self, years: int = 1) -> FiscalYear:
        """The fiscal year that many years earlier."""
        return replace(self, number=self.number - years)
