"""A month, quarter or year of the plan's years: the periods that have a name."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Literal

from salesplan.model.period import FiscalYear, Period

Kind = Literal["month", "quarter", "year"]
MONTHS_OF: dict[Kind, int] = {"month": 1, "quarter": 3, "year": 12}
"""How many months a period of each kind has."""
_A_YEAR = 12


@dataclass(frozen=True)
class NamedPeriod:
    """A month, quarter or year of the plan's years; ``index`` counts months and quarters of the year from 0.

    In years of whole weeks a month is one of the year's twelve periods of 4 or 5 weeks, as targets have it.
    """

    kind: Kind
    year: FiscalYear
    index: int = 0

    @property
    def span(self) -> Period:
        """Its days."""
        months, first = self.year.months, self.index * self.months
        return Period(months[first].first, months[first + self.months - 1].last)

    @property
    def name(self) -> str:
        """``2026-06``, ``2026-P06``, ``2026-Q2``, ``2026``: as targets call it."""
        if self.kind == "month":
            return self.year.month_names[self.index]
        return f"{self.year.number}-Q{self.index + 1}" if self.kind == "quarter" else str(self.year.number)

    @property
    def months(self) -> int:
        """How many months it has."""
        return MONTHS_OF[self.kind]

    @property
    def before(self) -> NamedPeriod:
        """The one of the same kind that ends the day before."""
        if self.index:
            return replace(self, index=self.index - 1)
        return replace(self, year=self.year.before(), index=_A_YEAR // self.months - 1)

    @property
    def after(self) -> NamedPeriod:
        """The one of the same kind that begins the day after."""
        if self.index < _A_YEAR // self.months - 1:
            return replace(self, index=self.index + 1)
        return replace(self, year=self.year.before(-1), index=0)

    @property
    def year_ago(self) -> NamedPeriod:
        """The same one of the year before."""
        return replace(self, year=self.year.before())


def holding(kind: Kind, day: date, year: FiscalYear) -> NamedPeriod:
    """The month, quarter or year in which a day lies, in years of the plan's kind."""
    own = year.holding(day)
    at = next(i for i, month in enumerate(own.months) if day in month)
    return NamedPeriod(kind, own, 0 if kind == "year" else at // MONTHS_OF[kind])


def last_month_over(as_of: date, year: FiscalYear) -> NamedPeriod:
    """The newest month that is over on the as-of, whose last day may be the as-of itself."""
    current = holding("month", as_of, year)
    return current if current.span.last <= as_of else current.before


def months_between(first: date, last: date, year: FiscalYear) -> Iterator[NamedPeriod]:
    """The months (or periods of weeks) from the one of a day to that of another, in order."""
    at = first
    while at <= last:
        month = holding("month", at, year)
        yield month
        at = month.span.last + timedelta(days=1)
