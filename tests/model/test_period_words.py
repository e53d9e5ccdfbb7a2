"""The words for a period: one row for each, read alike by every command."""

from __future__ import annotations

from datetime import date

import pytest

from salesplan.errors import BadUsage
from salesplan.model.named_period import Kind, NamedPeriod
from salesplan.model.period import FiscalYear, Period, WeekYears
from salesplan.model.period_words import begun_period, means_this_year, named_days, named_period, period_called

AS_OF = date(2026, 6, 30)
CALENDAR = FiscalYear(2026)
APRIL = FiscalYear(2027, 4, "end")
WEEKS = FiscalYear(2026, 1, "end", WeekYears("4-4-5", date(2026, 1, 5)))
FEBRUARY = FiscalYear(2027, 2, "end", WeekYears("4-4-5", date(2026, 2, 1)))


@pytest.mark.parametrize(
    ("word", "name"),
    [
        ("2026-06", "2026-06"),
        ("2026-6", "2026-06"),
        (" 2026 - 06 ", "2026-06"),
        ("2026/5", "2026-05"),
        ("2026.12", "2026-12"),
        ("202606", "2026-06"),
        ("2026年6月", "2026-06"),
        ("2026年06月", "2026-06"),
        ("2026年六月", "2026-06"),
        ("2026年十二月", "2026-12"),
        ("２０２６－０６", "2026-06"),
        ("6月", "2026-06"),
        ("六月", "2026-06"),
        ("6月份", "2026-06"),
        ("2026-Q2", "2026-Q2"),
        ("2026q2", "2026-Q2"),
        ("2026Ｑ２", "2026-Q2"),
        ("2026年第二季度", "2026-Q2"),
        ("2026年二季度", "2026-Q2"),
        ("2026年2季度", "2026-Q2"),
        ("2026年二季", "2026-Q2"),
        ("2026财年Q2", "2026-Q2"),
        ("FY26-Q2", "2026-Q2"),
        ("Q1", "2026-Q1"),
        ("一季度", "2026-Q1"),
        ("第四季度", "2026-Q4"),
        ("2026", "2026"),
        ("2026年", "2026"),
        ("2025年度", "2025"),
        ("2026财年", "2026"),
        ("FY2026", "2026"),
        ("fy26", "2026"),
        ("month", "2026-06"),
        ("本月", "2026-06"),
        ("这个月", "2026-06"),
        ("This Month", "2026-06"),
        ("上月", "2026-05"),
        ("上个月", "2026-05"),
        ("last-month", "2026-05"),
        ("下月", "2026-07"),
        ("quarter", "2026-Q2"),
        ("本季", "2026-Q2"),
        ("本季度", "2026-Q2"),
        ("上季", "2026-Q1"),
        ("last_quarter", "2026-Q1"),
        ("下季度", "2026-Q3"),
        ("year", "2026"),
        ("今年", "2026"),
        ("本年", "2026"),
        ("ytd", "2026"),
        ("今年以来", "2026"),
        ("去年", "2025"),
        ("last-year", "2025"),
        ("明年", "2027"),
    ],
)
def test_words(word: str, name: str) -> None:
    assert named_period(word, AS_OF, CALENDAR).name == name


@pytest.mark.parametrize(
    "word",
    [
        "2026-13",
        "2026-00",
        "2026-Q5",
        "2026-Q0",
        "2026Q",
        "六个月",
        "13月",
        "0月",
        "june",
        "",
        "1899",
        "9999-01",
        "26-06",
        "2026-P06",
        "P06",
        "2026-06-01",
        "FY2026-06",
        "0.5",
        "..",
        "2026..2027",
        "二零二六",
        "2026-06-01..2026-06-30",
    ],
)
def test_what_is_no_period(word: str) -> None:
    with pytest.raises(BadUsage) as refused:
        named_period(word, AS_OF, CALENDAR)
    assert [each.code for each in refused.value.problems] == ["USAGE-for"]


@pytest.mark.parametrize(
    ("word", "name", "span"),
    [
        ("2027-Q1", "2027-Q1", "2026-04-01..2026-06-30"),
        ("FY27Q1", "2027-Q1", "2026-04-01..2026-06-30"),
        ("2027财年一季度", "2027-Q1", "2026-04-01..2026-06-30"),
        ("2027", "2027", "2026-04-01..2027-03-31"),
        ("2026-06", "2026-06", "2026-06-01..2026-06-30"),
        ("2026-03", "2026-03", "2026-03-01..2026-03-31"),
        ("3月", "2027-03", "2027-03-01..2027-03-31"),
        ("本季", "2027-Q1", "2026-04-01..2026-06-30"),
        ("上季", "2026-Q4", "2026-01-01..2026-03-31"),
        ("今年", "2027", "2026-04-01..2027-03-31"),
        ("去年", "2026", "2025-04-01..2026-03-31"),
    ],
)
def test_fiscal_years(word: str, name: str, span: str) -> None:
    """Quarters and years are the plan's; a month named is that of the calendar."""
    found = named_period(word, AS_OF, APRIL)
    assert (found.name, str(found.span)) == (name, span)


@pytest.mark.parametrize(
    ("word", "year", "name", "span"),
    [
        ("2026-P01", WEEKS, "2026-P01", "2026-01-05..2026-02-01"),
        ("2026-01", WEEKS, "2026-P01", "2026-01-05..2026-02-01"),
        ("2026-12", WEEKS, "2026-P12", "2026-11-30..2027-01-03"),
        ("p6", WEEKS, "2026-P06", "2026-06-01..2026-07-05"),
        ("6月", WEEKS, "2026-P06", "2026-06-01..2026-07-05"),
        ("2026-06", FEBRUARY, "2027-P05", "2026-05-31..2026-06-27"),
        ("2026年6月", FEBRUARY, "2027-P05", "2026-05-31..2026-06-27"),
        ("6月", FEBRUARY, "2027-P05", "2026-05-31..2026-06-27"),
        ("1月", FEBRUARY, "2027-P12", "2026-12-27..2027-01-30"),
        ("FY27-P05", FEBRUARY, "2027-P05", "2026-05-31..2026-06-27"),
        ("2027-Q2", FEBRUARY, "2027-Q2", "2026-05-03..2026-08-01"),
        ("本月", FEBRUARY, "2027-P06", "2026-06-28..2026-08-01"),
        ("上月", FEBRUARY, "2027-P05", "2026-05-31..2026-06-27"),
    ],
)
def test_years_of_whole_weeks(word: str, year: FiscalYear, name: str, span: str) -> None:
    """A month is the period of weeks that holds its 15th."""
    found = named_period(word, AS_OF, year)
    assert (found.name, str(found.span)) == (name, span)


@pytest.mark.parametrize("word", ["2026-P13", "2026-P00", "P13"])
def test_periods_of_weeks_are_twelve(word: str) -> None:
    with pytest.raises(BadUsage):
        named_period(word, AS_OF, WEEKS)


@pytest.mark.parametrize(
    ("as_of", "name"), [(date(2026, 6, 30), "2026-06"), (date(2026, 6, 29), "2026-05"), (date(2026, 1, 5), "2025-12")]
)
def test_without_a_word_the_last_month_that_is_over(as_of: date, name: str) -> None:
    assert begun_period(None, as_of, CALENDAR).name == name


def test_without_a_word_the_last_period_of_weeks_that_is_over() -> None:
    assert begun_period(None, AS_OF, FEBRUARY).name == "2027-P05"
    assert begun_period(None, date(2026, 6, 27), FEBRUARY).name == "2027-P05"
    assert begun_period(None, date(2026, 6, 26), FEBRUARY).name == "2027-P04"


def test_a_period_must_have_begun() -> None:
    assert begun_period("2026-07", date(2026, 7, 1), CALENDAR).name == "2026-07"
    with pytest.raises(BadUsage, match="2026-07-01") as refused:
        begun_period("2026-07", AS_OF, CALENDAR)
    assert refused.value.problems[0].code == "USAGE-for"


@pytest.mark.parametrize(
    "word", ["2026-06-01..2026-06-10", "2026/6/1 .. 2026/6/10", "2026年6月1日至2026年6月10日", "2026-06-01~2026-06-10"]
)
def test_two_dates(word: str) -> None:
    assert named_days(word, AS_OF, CALENDAR) == Period(date(2026, 6, 1), date(2026, 6, 10))


@pytest.mark.parametrize("word", ["2026-06-31..2026-07-01", "2026-06-10..2026-06-01", "..", "2026-06-01..", "x"])
def test_two_dates_that_are_none(word: str) -> None:
    with pytest.raises(BadUsage) as refused:
        named_days(word, AS_OF, CALENDAR, "--base")
    assert refused.value.problems[0].code == "USAGE-for"
    assert "--base" in str(refused.value.problems[0].fix)


def test_days_are_read_as_periods_where_they_are_none() -> None:
    assert named_days("2026年二季度", AS_OF, CALENDAR) == NamedPeriod("quarter", CALENDAR, 1)


@pytest.mark.parametrize("year", [CALENDAR, APRIL, WEEKS, FEBRUARY])
@pytest.mark.parametrize("kinds", [("month",), ("month", "quarter"), ("month", "quarter", "year")])
def test_what_the_refusal_says_may_be_typed(year: FiscalYear, kinds: tuple[Kind, ...]) -> None:
    """Each word of the English sentence is read."""
    with pytest.raises(BadUsage) as refused:
        named_period("soon", AS_OF, year, kinds=kinds)
    words = refused.value.problems[0].fix.in_("en").removeprefix("type ").replace(" or ", ", ").replace("--for ", "")
    assert len([named_period(word, AS_OF, year, kinds=kinds) for word in words.split(", ")]) >= len(kinds)


@pytest.mark.parametrize(("word", "kinds"), [("2026-Q2", ("month",)), ("2026", ("month", "quarter"))])
def test_only_the_kinds_that_are_wanted(word: str, kinds: tuple[Kind, ...]) -> None:
    with pytest.raises(BadUsage):
        named_period(word, AS_OF, CALENDAR, kinds=kinds)


def test_this_month_may_be_that_of_another_day() -> None:
    """What lies ahead begins tomorrow; the last and the next month are as seen from the as-of."""
    tomorrow = date(2026, 7, 1)
    told = [named_period(word, AS_OF, CALENDAR, here=tomorrow).name for word in ("本月", "quarter", "上月", "下月")]
    assert told == ["2026-07", "2026-Q3", "2026-05", "2026-07"]


def test_a_name_needs_no_day() -> None:
    """In a list a word that depends on the day of reading is no period."""
    words = ("2026-06", "2026年二季度", "FY2026", "本月", "6月", "Q2", "ytd")
    assert [found and found.name for found in (period_called(word, CALENDAR) for word in words)] == [
        *("2026-06", "2026-Q2", "2026"),
        *(None,) * 4,
    ]


def test_the_year_one_is_in() -> None:
    assert all(means_this_year(word) for word in ("year", "YTD", "本年", "this-year"))
    assert not any(means_this_year(word) for word in ("2026", "month", "去年", ""))
