from __future__ import annotations

from datetime import date

import pytest

from salesplan.compute.team.review_period import period_named, review_period
from salesplan.errors import BadUsage
from salesplan.model.period import FiscalYear, WeekYears

AS_OF = date(2026, 6, 30)
CALENDAR = FiscalYear(2026)
APRIL = FiscalYear(2027, 4, "end")
WEEKS = FiscalYear(2026, 1, "end", WeekYears("4-4-5", date(2026, 1, 5)))


@pytest.mark.parametrize(
    ("word", "name", "span"),
    [
        ("2026-06", "2026-06", "2026-06-01..2026-06-30"),
        ("2026年6月", "2026-06", "2026-06-01..2026-06-30"),
        (" 2026/5 ", "2026-05", "2026-05-01..2026-05-31"),
        ("2026-Q2", "2026-Q2", "2026-04-01..2026-06-30"),
        ("2026q1", "2026-Q1", "2026-01-01..2026-03-31"),
        ("2026年2季度", "2026-Q2", "2026-04-01..2026-06-30"),
        ("2026", "2026", "2026-01-01..2026-12-31"),
        ("2025年度", "2025", "2025-01-01..2025-12-31"),
    ],
)
def test_periods_by_name(word: str, name: str, span: str) -> None:
    found = review_period(word, AS_OF, CALENDAR)
    assert (found.name, str(found.span)) == (name, span)


@pytest.mark.parametrize(
    ("as_of", "name"), [(date(2026, 6, 30), "2026-06"), (date(2026, 6, 29), "2026-05"), (date(2026, 1, 5), "2025-12")]
)
def test_without_a_word_the_last_month_that_is_over(as_of: date, name: str) -> None:
    assert review_period(None, as_of, CALENDAR).name == name


@pytest.mark.parametrize("word", ["2026-13", "2026-00", "2026-Q5", "june", "", "1899", "2026-P06", "26-06", "9999-01"])
def test_what_is_no_period(word: str) -> None:
    with pytest.raises(BadUsage) as refused:
        review_period(word, AS_OF, CALENDAR)
    assert refused.value.problems[0].code == "USAGE-for"


def test_a_period_must_have_begun() -> None:
    assert review_period("2026-07", date(2026, 7, 1), CALENDAR).name == "2026-07"
    with pytest.raises(BadUsage):
        review_period("2026-07", AS_OF, CALENDAR)


def test_quarters_of_a_fiscal_year() -> None:
    found = review_period("2027-Q1", AS_OF, APRIL)
    assert str(found.span) == "2026-04-01..2026-06-30"
    assert review_period("2026-06", AS_OF, APRIL).name == "2026-06"


def test_months_of_weeks() -> None:
    assert str(review_period("2026-P01", AS_OF, WEEKS).span) == "2026-01-05..2026-02-01"
    assert review_period("2026-01", AS_OF, WEEKS).name == "2026-P01"


def test_the_one_before() -> None:
    words = ("2026-01", "2026-06", "2026-Q1", "2026")
    found = [each for each in (period_named(word, CALENDAR) for word in words) if each]
    assert [each.before.name for each in found] == ["2025-12", "2026-05", "2025-Q4", "2025"]
    assert [each.months for each in found] == [1, 1, 3, 12]
