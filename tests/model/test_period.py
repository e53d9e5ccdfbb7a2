"""Periods, months and fiscal years."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from salesplan.model.period import FiscalYear, Period, WeekPattern, WeekYears, YearName, month_of


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


WEEKS = WeekYears("4-4-5", date(2026, 1, 5))
STORES = WeekYears("4-5-4", date(2026, 2, 1))
"""The American retail calendar: from the Sunday nearest to 1 February."""


def spans(year: FiscalYear) -> list[str]:
    return [f"{month.first:%m-%d} {month.last:%m-%d}" for month in year.months]


def test_the_periods_of_a_year_of_weeks() -> None:
    year = FiscalYear(2026, weeks=WEEKS)
    assert spans(year) == [
        *("01-05 02-01", "02-02 03-01", "03-02 04-05"),
        *("04-06 05-03", "05-04 05-31", "06-01 07-05"),
        *("07-06 08-02", "08-03 08-30", "08-31 10-04"),
        *("10-05 11-01", "11-02 11-29", "11-30 01-03"),
    ]
    assert year.period == Period(date(2026, 1, 5), date(2027, 1, 3))
    assert year.month_names[0] == "2026-P01"
    assert year.month_names[-1] == "2026-P12"
    assert year.before().period == Period(date(2025, 1, 6), date(2026, 1, 4))
    assert year.title.in_("zh") == "2026 财年"
    assert not year.is_calendar


@pytest.mark.parametrize(
    ("pattern", "weeks"),
    [("4-4-5", [4, 4, 5] * 4), ("4-5-4", [4, 5, 4] * 4), ("5-4-4", [5, 4, 4] * 4)],
)
def test_every_pattern_makes_quarters_of_13_weeks(pattern: WeekPattern, weeks: list[int]) -> None:
    year = FiscalYear(2026, weeks=WeekYears(pattern, date(2026, 1, 5)))
    assert [month.days for month in year.months] == [7 * count for count in weeks]


def test_the_53rd_week_belongs_to_the_last_period() -> None:
    year = FiscalYear(2028, weeks=WEEKS)
    assert year.period == Period(date(2028, 1, 3), date(2029, 1, 7))
    assert year.period.days == 53 * 7
    assert year.months[-1] == Period(date(2028, 11, 27), date(2029, 1, 7))
    assert [year.before().period.days, FiscalYear(2029, weeks=WEEKS).period.days] == [52 * 7, 52 * 7]


@pytest.mark.parametrize(
    ("number", "first", "last"),
    [
        (2012, date(2012, 1, 29), date(2013, 2, 2)),
        (2016, date(2016, 1, 31), date(2017, 1, 28)),
        (2017, date(2017, 1, 29), date(2018, 2, 3)),
        (2023, date(2023, 1, 29), date(2024, 2, 3)),
        (2024, date(2024, 2, 4), date(2025, 2, 1)),
        (2025, date(2025, 2, 2), date(2026, 1, 31)),
    ],
)
def test_the_retail_years_are_those_published(number: int, first: date, last: date) -> None:
    year = FiscalYear(number, 2, "start", STORES)
    assert year.period == Period(first, last)
    assert year.holding(first) == year.holding(last) == year
    assert FiscalYear(number + 1, 2, "end", STORES).period == year.period


def test_the_retail_months_are_those_published() -> None:
    assert spans(FiscalYear(2025, 2, "start", STORES))[:3] == ["02-02 03-01", "03-02 04-05", "04-06 05-03"]


@pytest.mark.parametrize(
    ("day", "number"),
    [
        (date(2026, 1, 4), 2025),
        (date(2026, 1, 5), 2026),
        (date(2027, 1, 3), 2026),
        (date(2027, 1, 4), 2027),
        (date(2029, 1, 7), 2028),
        (date(2029, 1, 8), 2029),
    ],
)
def test_the_year_of_weeks_in_which_a_day_lies(day: date, number: int) -> None:
    assert FiscalYear.containing(day, weeks=WEEKS).number == number


def test_a_year_that_begins_in_the_last_days_of_december_is_named_after_its_end() -> None:
    late = WeekYears("4-4-5", date(2025, 12, 29))
    assert FiscalYear(2026, 12, "end", late).period == Period(date(2025, 12, 29), date(2026, 12, 27))
    assert FiscalYear.containing(date(2025, 12, 29), 12, "end", late).number == 2026
    early = WeekYears("4-4-5", date(2026, 1, 1))
    assert FiscalYear.containing(date(2024, 12, 31), weeks=early).number == 2024
    assert FiscalYear.containing(date(2025, 12, 31), weeks=early).number == 2025


def test_an_anniversary_of_29_february_is_the_last_of_the_month() -> None:
    leap = WeekYears("4-4-5", date(2024, 2, 29))
    assert [leap.first_day(year) for year in (2024, 2025, 2026)] == [
        date(2024, 2, 29),
        date(2025, 2, 27),
        date(2026, 2, 26),
    ]


def test_years_begin_near_the_day_of_the_month_they_began_on() -> None:
    late = WeekYears("4-4-5", date(2026, 1, 31))
    assert [late.first_day(year) for year in (2028, 2029)] == [date(2028, 1, 29), date(2029, 2, 3)]


def test_the_start_of_years_of_weeks_lies_in_their_start_month() -> None:
    with pytest.raises(ValueError, match="does not lie in month 4"):
        FiscalYear(2026, 4, "end", WEEKS)


@given(st.dates(date(1950, 1, 1), date(2090, 1, 1)), st.dates(date(1950, 1, 1), date(2090, 1, 1)), st.data())
@settings(max_examples=150)
def test_years_of_weeks_follow_each_other_without_a_gap(start: date, day: date, data: st.DataObject) -> None:
    weeks = WeekYears(data.draw(st.sampled_from(["4-4-5", "4-5-4", "5-4-4"])), start)
    year = FiscalYear.containing(day, start.month, data.draw(st.sampled_from(["end", "start"])), weeks)
    months = year.months
    assert day in year.period
    assert months[0].first.weekday() == start.weekday()
    assert all(later.first - one.last == timedelta(days=1) for one, later in pairwise(months))
    assert year.period.days in (52 * 7, 53 * 7)
    assert year.period.first - year.before().period.last == timedelta(days=1)
    assert year.holding(year.period.last + timedelta(days=1)).number == year.number + 1
    assert FiscalYear.containing(start, start.month, "start", weeks).period.first == start
