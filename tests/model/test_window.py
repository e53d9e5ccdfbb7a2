from __future__ import annotations

from datetime import date

import pytest

from salesplan.errors import BadUsage
from salesplan.model.period import Period
from salesplan.model.window import LAST_YEAR, parse_window

NEW_YEARS_EVE = date(2017, 12, 31)


@pytest.mark.parametrize(
    ("text", "as_of", "first", "last"),
    [
        ("365", NEW_YEARS_EVE, date(2017, 1, 1), NEW_YEARS_EVE),
        ("1", NEW_YEARS_EVE, NEW_YEARS_EVE, NEW_YEARS_EVE),
        ("1899", date(2026, 7, 1), date(2021, 4, 20), date(2026, 7, 1)),
        ("2101", date(2026, 7, 1), date(2020, 9, 30), date(2026, 7, 1)),
        ("2017d", NEW_YEARS_EVE, date(2012, 6, 24), NEW_YEARS_EVE),
        ("90d", date(2026, 3, 31), date(2026, 1, 1), date(2026, 3, 31)),
        ("12m", NEW_YEARS_EVE, date(2017, 1, 1), NEW_YEARS_EVE),
        ("12m", date(2026, 2, 28), date(2025, 3, 1), date(2026, 2, 28)),
        ("1m", date(2026, 3, 31), date(2026, 3, 1), date(2026, 3, 31)),
        ("3个月", date(2026, 2, 10), date(2025, 11, 11), date(2026, 2, 10)),
        ("36600", NEW_YEARS_EVE, date(1917, 10, 18), NEW_YEARS_EVE),  # a hundred years at most
        ("1200m", NEW_YEARS_EVE, date(1918, 1, 1), NEW_YEARS_EVE),
        ("all", NEW_YEARS_EVE, date(2014, 1, 1), NEW_YEARS_EVE),
        ("2017-03-01..2017-06-30", NEW_YEARS_EVE, date(2017, 3, 1), date(2017, 6, 30)),
        ("2017/3/1..2018/6/30", NEW_YEARS_EVE, date(2017, 3, 1), NEW_YEARS_EVE),
        ("2017-12-31..2018-06-30", NEW_YEARS_EVE, NEW_YEARS_EVE, NEW_YEARS_EVE),
    ],
)
def test_days_of_a_window(text: str, as_of: date, first: date, last: date) -> None:
    assert parse_window(text).period(as_of, date(2014, 1, 1)) == Period(first, last)


def test_everything_without_an_order_is_the_as_of_alone() -> None:
    assert parse_window("all").period(NEW_YEARS_EVE) == Period(NEW_YEARS_EVE, NEW_YEARS_EVE)
    assert parse_window("all").period(NEW_YEARS_EVE, date(2018, 1, 1)) == Period(NEW_YEARS_EVE, NEW_YEARS_EVE)


def test_a_period_that_begins_after_the_as_of_has_no_day() -> None:
    assert parse_window("2018-01-01..2018-02-01").period(NEW_YEARS_EVE) is None


def test_the_default_is_a_year() -> None:
    assert parse_window("365") == LAST_YEAR


@pytest.mark.parametrize("year", ["1900", "1999", "2000", "2017", "2100"])
def test_a_bare_year_is_asked_about(year: str) -> None:
    with pytest.raises(BadUsage) as refused:
        parse_window(year)
    (problem,) = refused.value.problems
    assert problem.code == "USAGE-window"
    assert f"写 {year}-01-01..{year}-12-31" in problem.fix.in_("zh")


@pytest.mark.parametrize(
    "text",
    ["", "0", "0m", "year", "-5", "2026-01-01", "2026-02-01..2026-01-01", "2026-02-30..2026-03-01", "36601", "1201m"],
)
def test_anything_else_is_refused_with_the_choices(text: str) -> None:
    with pytest.raises(BadUsage) as refused:
        parse_window(text)
    (problem,) = refused.value.problems
    assert (problem.code, problem.value) == ("USAGE-window", text)
    assert "12m" in problem.fix.en
