from __future__ import annotations

from datetime import date

import pytest

from salesplan.model.named_period import Kind, NamedPeriod, holding, last_month_over, months_between
from salesplan.model.period import FiscalYear, WeekYears

CALENDAR = FiscalYear(2026)
MAY = FiscalYear(2026, 5)
WEEKS = FiscalYear(2025, weeks=WeekYears("4-4-5", date(2025, 1, 5)))


@pytest.mark.parametrize(
    ("period", "before", "after", "months"),
    [
        (NamedPeriod("month", CALENDAR, 0), "2025-12", "2026-02", 1),
        (NamedPeriod("month", CALENDAR, 5), "2026-05", "2026-07", 1),
        (NamedPeriod("month", CALENDAR, 11), "2026-11", "2027-01", 1),
        (NamedPeriod("quarter", CALENDAR, 0), "2025-Q4", "2026-Q2", 3),
        (NamedPeriod("quarter", CALENDAR, 3), "2026-Q3", "2027-Q1", 3),
        (NamedPeriod("year", CALENDAR), "2025", "2027", 12),
    ],
)
def test_the_one_before_and_the_one_after(period: NamedPeriod, before: str, after: str, months: int) -> None:
    assert (period.before.name, period.after.name, period.months) == (before, after, months)
    assert period.year_ago.span.last.year == period.span.last.year - 1


@pytest.mark.parametrize(
    ("kind", "day", "year", "name", "span"),
    [
        ("month", date(2026, 6, 30), MAY, "2026-06", "2026-06-01..2026-06-30"),
        ("quarter", date(2026, 6, 30), MAY, "2027-Q1", "2026-05-01..2026-07-31"),
        ("quarter", date(2026, 4, 30), MAY, "2026-Q4", "2026-02-01..2026-04-30"),
        ("year", date(2026, 4, 30), MAY, "2026", "2025-05-01..2026-04-30"),
        ("quarter", date(2026, 8, 31), CALENDAR, "2026-Q3", "2026-07-01..2026-09-30"),
        ("quarter", date(2025, 4, 5), WEEKS, "2025-Q1", "2025-01-05..2025-04-05"),
        ("month", date(2025, 4, 6), WEEKS, "2025-P04", "2025-04-06..2025-05-03"),
    ],
)
def test_the_one_a_day_lies_in(kind: Kind, day: date, year: FiscalYear, name: str, span: str) -> None:
    found = holding(kind, day, year)
    assert (found.name, str(found.span)) == (name, span)


@pytest.mark.parametrize(
    ("as_of", "kind", "name"),
    [
        (date(2026, 6, 30), "month", "2026-07"),
        (date(2026, 12, 1), "month", "2027-01"),
        (date(2028, 1, 31), "month", "2028-02"),
        (date(2026, 6, 30), "quarter", "2026-Q3"),
        (date(2026, 11, 5), "quarter", "2027-Q1"),
    ],
)
def test_the_next_month_or_quarter(as_of: date, kind: Kind, name: str) -> None:
    assert holding(kind, as_of, CALENDAR).after.name == name


@pytest.mark.parametrize(
    ("as_of", "name"),
    [(date(2026, 6, 30), "2026-06"), (date(2026, 6, 29), "2026-05"), (date(2026, 1, 1), "2025-12")],
)
def test_the_newest_month_that_is_over(as_of: date, name: str) -> None:
    assert last_month_over(as_of, CALENDAR).name == name


def test_months_between_two_days() -> None:
    assert [m.name for m in months_between(date(2025, 12, 31), date(2026, 2, 1), CALENDAR)] == [
        *("2025-12", "2026-01", "2026-02")
    ]
    assert [m.name for m in months_between(date(2025, 3, 2), date(2025, 4, 6), WEEKS)] == ["2025-P03", "2025-P04"]
