"""The periods of pay: the months in which it is paid out, and the month, quarter or year that a rule settles."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from salesplan.compute.team.review_period import ReviewPeriod
from salesplan.model.period import FiscalYear
from salesplan.model.plan.commission import PayPeriod

_A_QUARTER = 3


def holding(kind: PayPeriod, day: date, year: FiscalYear) -> ReviewPeriod:
    """The month, quarter or year in which a day lies, in years of the plan's kind."""
    own = year.holding(day)
    at = next(i for i, month in enumerate(own.months) if day in month)
    return ReviewPeriod(kind, own, {"month": at, "quarter": at // _A_QUARTER, "year": 0}[kind])


def months_between(first: date, last: date, year: FiscalYear) -> Iterator[ReviewPeriod]:
    """The months (or periods of weeks) from the one of a day to that of another, in order."""
    at = first
    while at <= last:
        month = holding("month", at, year)
        yield month
        at = month.span.last + timedelta(days=1)
