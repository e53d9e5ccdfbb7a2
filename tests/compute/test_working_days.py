"""Counting worked days, and weeks cut at the ends of a month."""

from __future__ import annotations

from datetime import date

from salesplan.compute.working_days import is_estimated, nth_workday, week_parts, workdays
from salesplan.model.calendar import WorkCalendar
from salesplan.model.period import Period, month_of

PLAIN = WorkCalendar(official=frozenset({2026}))


def test_both_ends_count() -> None:
    assert workdays(Period(date(2026, 2, 2), date(2026, 2, 6)), PLAIN) == 5
    assert workdays(Period(date(2026, 2, 1), date(2026, 2, 7)), PLAIN) == 5
    assert workdays(Period(date(2026, 2, 7), date(2026, 2, 8)), PLAIN) == 0


def test_the_first_worked_day_is_number_one() -> None:
    assert nth_workday(month_of(2026, 2), 1, PLAIN) == date(2026, 2, 2)
    assert nth_workday(month_of(2026, 2), 20, PLAIN) == date(2026, 2, 27)
    assert nth_workday(month_of(2026, 2), 21, PLAIN) is None


def test_weeks_are_cut_at_month_ends() -> None:
    february = week_parts(month_of(2026, 2))
    assert [part.days for part in february] == [1, 7, 7, 7, 6]
    assert february[0] == Period(date(2026, 2, 1), date(2026, 2, 1))
    assert [part.days for part in week_parts(month_of(2027, 2))] == [7, 7, 7, 7]
    assert week_parts(month_of(2026, 3))[0].first == date(2026, 3, 1)
    assert week_parts(month_of(2026, 8))[-1] == Period(date(2026, 8, 31), date(2026, 8, 31))


def test_a_period_that_touches_an_unofficial_year_is_estimated() -> None:
    assert not is_estimated([month_of(2026, 12)], PLAIN)
    assert is_estimated([Period(date(2026, 12, 31), date(2027, 1, 1))], PLAIN)
