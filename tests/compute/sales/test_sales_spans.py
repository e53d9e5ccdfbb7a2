"""Which days are compared: periods as people write them, whole with whole, cut with the same days."""

from __future__ import annotations

from datetime import date

import pytest

from salesplan.compute.sales.spans import spans_of
from salesplan.errors import BadUsage
from salesplan.model.period import FiscalYear, WeekYears
from salesplan.present.views.sales_parts import days_line

YEAR = FiscalYear(2026)
AS_OF = date(2026, 6, 30)


def spans(asked: str, against: str = "last-year", as_of: date = AS_OF, year: FiscalYear = YEAR) -> tuple[str, ...]:
    made = spans_of(asked, against, as_of, year)
    return str(made.now), str(made.base), str(made.before), str(made.cut)


@pytest.mark.parametrize(
    ("asked", "now", "base", "before"),
    [
        ("2026-06", "2026-06-01..2026-06-30", "2025-06-01..2025-06-30", "2026-05-01..2026-05-31"),
        ("2026年6月", "2026-06-01..2026-06-30", "2025-06-01..2025-06-30", "2026-05-01..2026-05-31"),
        ("2026-03", "2026-03-01..2026-03-31", "2025-03-01..2025-03-31", "2026-02-01..2026-02-28"),
        ("2024-02", "2024-02-01..2024-02-29", "2023-02-01..2023-02-28", "2024-01-01..2024-01-31"),
        ("2026-Q2", "2026-04-01..2026-06-30", "2025-04-01..2025-06-30", "2026-01-01..2026-03-31"),
        ("2026年二季度", "2026-04-01..2026-06-30", "2025-04-01..2025-06-30", "2026-01-01..2026-03-31"),
        ("2026Q1", "2026-01-01..2026-03-31", "2025-01-01..2025-03-31", "2025-10-01..2025-12-31"),
        ("2025", "2025-01-01..2025-12-31", "2024-01-01..2024-12-31", "None"),
        ("2026-06-01..2026-06-10", "2026-06-01..2026-06-10", "2025-06-01..2025-06-10", "2026-05-22..2026-05-31"),
        ("2025-02-01..2025-02-28", "2025-02-01..2025-02-28", "2024-02-01..2024-02-29", "2025-01-04..2025-01-31"),
        ("本月", "2026-06-01..2026-06-30", "2025-06-01..2025-06-30", "2026-05-01..2026-05-31"),
        ("本季度", "2026-04-01..2026-06-30", "2025-04-01..2025-06-30", "2026-01-01..2026-03-31"),
    ],
)
def test_periods_that_are_over(asked: str, now: str, base: str, before: str) -> None:
    assert spans(asked) == (now, base, before, "False")


@pytest.mark.parametrize(
    ("asked", "as_of", "now", "base", "before"),
    [
        ("2026-06", date(2026, 6, 29), "2026-06-01..2026-06-29", "2025-06-01..2025-06-29", "2026-05-01..2026-05-29"),
        ("2026-03", date(2026, 3, 30), "2026-03-01..2026-03-30", "2025-03-01..2025-03-30", "2026-02-01..2026-02-28"),
        ("2026-Q2", date(2026, 5, 10), "2026-04-01..2026-05-10", "2025-04-01..2025-05-10", "2026-01-01..2026-02-10"),
        ("ytd", date(2026, 6, 30), "2026-01-01..2026-06-30", "2025-01-01..2025-06-30", "None"),
        ("今年", date(2024, 2, 29), "2024-01-01..2024-02-29", "2023-01-01..2023-02-28", "None"),
        (
            "2026-06-01..2026-06-30",
            date(2026, 6, 10),
            "2026-06-01..2026-06-10",
            "2025-06-01..2025-06-10",
            "2026-05-22..2026-05-31",
        ),
    ],
)
def test_a_period_that_is_not_over_is_compared_with_the_same_days(
    asked: str, as_of: date, now: str, base: str, before: str
) -> None:
    year = FiscalYear.containing(as_of)
    assert spans(asked, as_of=as_of, year=year) == (now, base, before, "True")


@pytest.mark.parametrize(
    ("against", "base"),
    [
        ("before", "2026-05-01..2026-05-29"),
        ("上期", "2026-05-01..2026-05-29"),
        ("2026-04", "2026-04-01..2026-04-29"),
        ("2026-02", "2026-02-01..2026-02-28"),
    ],
)
def test_another_base(against: str, base: str) -> None:
    """A base of its own is cut to as many days."""
    assert spans("2026-06", against, date(2026, 6, 29))[1] == base


def test_before_a_year_is_the_year_ago() -> None:
    assert spans("2025", "before")[1] == "2024-01-01..2024-12-31"


@pytest.mark.parametrize(
    ("as_of", "year", "base"),
    [
        (AS_OF, YEAR, "2025-07-01..2025-12-31"),
        (date(2026, 1, 31), YEAR, "2025-12-01..2025-12-31"),
        (date(2026, 2, 28), YEAR, "2025-11-01..2025-12-31"),
        (date(2026, 6, 29), YEAR, "2025-07-05..2025-12-31"),
        (date(2026, 1, 1), YEAR, "2025-12-31..2025-12-31"),
        (date(2026, 12, 30), YEAR, "2025-01-02..2025-12-31"),
        (date(2026, 12, 31), YEAR, "2025-01-01..2025-12-31"),
        (AS_OF, FiscalYear(2027, 4), "2026-01-01..2026-03-31"),
    ],
)
def test_before_a_year_that_is_not_over_is_as_long_a_time_just_before(as_of: date, year: FiscalYear, base: str) -> None:
    """Whole months before whole months, else as many days; a year that is over has the year ago."""
    assert spans("ytd", "before", as_of, year)[1] == base


def test_the_page_says_which_days_come_before() -> None:
    told = str(days_line(spans_of("ytd", "before", AS_OF, YEAR)).text)
    assert told == "2026-01-01..2026-06-30 对比 上期 2025-07-01..2025-12-31（没过完，取紧挨着前面同样长的一段）"
    assert "同样的天数" in str(days_line(spans_of("ytd", "last-year", AS_OF, YEAR)).text)


def test_fiscal_years() -> None:
    """The second quarter of a year that begins in April, and the year so far."""
    year = FiscalYear(2027, 4)
    assert spans("2027-Q1", as_of=AS_OF, year=year)[:2] == ("2026-04-01..2026-06-30", "2025-04-01..2025-06-30")
    assert spans("ytd", as_of=AS_OF, year=year)[1] == "2025-04-01..2025-06-30"
    assert spans("2026-03", as_of=AS_OF, year=year)[:2] == ("2026-03-01..2026-03-31", "2025-03-01..2025-03-31")


def test_years_of_whole_weeks() -> None:
    """A period of weeks is compared with that of the year before, as many days of it where it is not over."""
    year = FiscalYear(2026, 1, weeks=WeekYears("4-4-5", date(2026, 1, 1)))
    months = year.before().months
    made = spans_of("2026-P02", "last-year", AS_OF, year)
    assert (made.now, made.base) == (year.months[1], months[1])
    cut = spans_of("2026-P06", "last-year", year.months[5].first, year)
    assert (cut.base.first, cut.base.days) == (months[5].first, 1)


@pytest.mark.parametrize(
    "word",
    [
        "",
        "2026-13",
        "2026-Q5",
        "1800",
        "2026-06-31..2026-07-01",
        "2026-06-10..2026-06-01",
        "0.5",
        "..",
        "2026-06-01..",
    ],
)
def test_words_that_are_no_period(word: str) -> None:
    with pytest.raises(BadUsage) as refused:
        spans(word)
    assert refused.value.problems[0].code == "USAGE-for"


def test_a_period_that_has_not_begun() -> None:
    with pytest.raises(BadUsage, match="2026-07-01"):
        spans("2026-07")
    assert spans("2026-07", as_of=date(2026, 7, 1))[0] == "2026-07-01..2026-07-01"


@pytest.mark.parametrize("against", ["2026-06", "2026", "2026-07"])
def test_a_base_that_overlaps(against: str) -> None:
    with pytest.raises(BadUsage) as refused:
        spans("2026-06", against)
    assert refused.value.problems[0].code == "SALES-base-overlap"


@pytest.mark.parametrize("asked", ["2026-06", "ytd", "2024-01-01..2026-06-30"])
def test_the_base_that_is_offered_for_one_that_overlaps_works(asked: str) -> None:
    with pytest.raises(BadUsage) as refused:
        spans(asked, "2026-06-10..2026-06-20")
    offered = str(refused.value.problems[0].fix).rpartition("--base ")[2]
    assert spans(asked, offered)[1] == offered
