"""Periods, months and fiscal years."""

from __future__ import annotations

from datetime import date

import pytest

from salesplan.model.period import FiscalYear, Period, YearName, month_of


def test_both_ends_belong_to_a_period() -> None:
    week = Period(date(2026, 2, 2), date(2026, 2, 8))
    assert week.days == 7
    assert date(2026, 2, 2) in week
    assert date(2026, 2, 8) in week
    assert date(2026, 2, 9) not in week
    assert Period.ending(date(2026, 2, 8), 7) == week
    with pytest.raises(ValueError, match="is before"):
        Period(date(2026, 2, 8), date(2026, 2, 7))


def test_the_common_days_of_two_periods() -> None:
    january, rest = month_of(2026, 1), Period(date(2026, 1, 31), date(2026, 3, 1))
    assert january.common(rest) == Period(date(2026, 1, 31), date(2026, 1, 31))
    assert january.common(month_of(2026, 2)) is None


def test_months_count_on_into_other_years() -> None:
    assert month_of(2025, 14) == month_of(2026, 2) == Period(date(2026, 2, 1), date(2026, 2, 28))
    assert month_of(2026, 0).first == date(2025, 12, 1)
    assert month_of(2024, 2).last == date(2024, 2, 29)


@pytest.mark.parametrize(
    ("start", "named_by", "first", "last"),
    [
        (1, "end", date(2026, 1, 1), date(2026, 12, 31)),
        (1, "start", date(2026, 1, 1), date(2026, 12, 31)),
        (4, "end", date(2025, 4, 1), date(2026, 3, 31)),
        (4, "start", date(2026, 4, 1), date(2027, 3, 31)),
        (12, "end", date(2025, 12, 1), date(2026, 11, 30)),
    ],
)
def test_a_fiscal_year_is_named_by_its_end_or_start(start: int, named_by: YearName, first: date, last: date) -> None:
    year = FiscalYear(2026, start, named_by)
    assert year.period == Period(first, last)
    assert len(year.months) == 12
    assert FiscalYear.containing(first, start, named_by) == year
    assert FiscalYear.containing(last, start, named_by) == year
    assert FiscalYear.containing(first.replace(year=first.year - 1), start, named_by) == year.before()
