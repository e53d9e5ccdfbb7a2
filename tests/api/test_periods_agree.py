"""One word for a period means the same days to every command that asks for one."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from salesplan.api.activity_need import span_asked
from salesplan.api.prospects_value import ValueWish, prospects_value
from salesplan.api.sales import SalesWish, spans_for
from salesplan.api.setting import Setting, setting
from salesplan.errors import BadUsage
from salesplan.model.period_words import begun_period

WEEKS = "{start: 2026-02-01, weeks: 4-4-5}"
APRIL = "{start: 2026-04-01}"


def where_of(folder: Path, year: str, as_of: date) -> Setting:
    """A plan with deals, whose years are these."""
    (folder / "plan.yaml").write_text(f"version: 1\nyear: {year}\nsources: {{deals: deals.csv}}\n", "utf-8")
    (folder / "deals.csv").write_text("商机编号,销售阶段,商机金额\nD1,谈判,5\n", "utf-8")
    return setting(str(folder / "plan.yaml"), as_of=as_of)


@pytest.mark.parametrize(
    ("year", "word", "days"),
    [
        (WEEKS, "2026-06", "2026-05-31..2026-06-27"),
        (WEEKS, "2027-P05", "2026-05-31..2026-06-27"),
        (WEEKS, "FY27-Q2", "2026-05-03..2026-08-01"),
        (WEEKS, "上月", "2026-05-03..2026-05-30"),
        (APRIL, "2026年6月", "2026-06-01..2026-06-30"),
        (APRIL, "2027财年Q1", "2026-04-01..2026-06-30"),
        ("{start: 2026-01-01}", "2026年第二季度", "2026-04-01..2026-06-30"),
    ],
)
def test_one_word_is_the_same_days_everywhere(tmp_path: Path, year: str, word: str, days: str) -> None:
    """Seen from a day within the period, where each command takes it; over, the two that look ahead refuse it."""
    where = where_of(tmp_path, year, date(2026, 6, 10))
    reviewed = begun_period(word, where.as_of, where.year(None)).span
    sold = spans_for(SalesWish(span=word), where, "ytd").whole
    assert (str(reviewed), str(sold)) == (days, days)
    if reviewed.last < where.as_of:
        with pytest.raises(BadUsage):
            span_asked(word, where)
        return
    assert span_asked(word, where).period.last == reviewed.last
    assert prospects_value(ValueWish(span=word), where=where).summary.period == reviewed


def test_without_a_word_sales_look_at_the_last_period_of_weeks(tmp_path: Path) -> None:
    where = where_of(tmp_path, WEEKS, date(2026, 6, 30))
    last = begun_period(None, where.as_of, where.year(None))
    assert spans_for(SalesWish(), where, last.name).whole == last.span


@pytest.mark.parametrize(
    ("span", "month", "days"),
    [
        ("month", None, "2026-08-02..2026-08-29"),
        ("quarter", None, "2026-08-02..2026-10-31"),
        ("month", "2026-09", "2026-08-30..2026-09-26"),
        ("quarter", "2026-09", "2026-08-02..2026-10-31"),
        ("month", "2026-06", None),
        ("month", "本月", "2026-06-28..2026-08-01"),
        ("2027-P08", None, "2026-08-30..2026-09-26"),
        ("2027-P05", None, None),
        ("2026", None, None),
    ],
)
def test_deals_are_valued_for_the_periods_of_the_plan(
    tmp_path: Path, span: str, month: str | None, days: str | None
) -> None:
    """Months of a year of weeks are its periods; what is over and what is no month or quarter is refused."""
    where = where_of(tmp_path, WEEKS, date(2026, 6, 30))
    wish = ValueWish(span=span, month=month)
    if days is None:
        with pytest.raises(BadUsage):
            prospects_value(wish, where=where)
    else:
        assert str(prospects_value(wish, where=where).summary.period) == days


@pytest.mark.parametrize(
    ("word", "names"),
    [
        (None, ("2026-07", "2026-12")),
        ("rest", ("2026-07", "2026-12")),
        ("year", ("2026-07", "2026-12")),
        ("month", ("2026-07", "2026-07")),
        ("下月", ("2026-07", "2026-07")),
        ("quarter", ("2026-07", "2026-09")),
        ("2026年四季度", ("2026-10", "2026-12")),
        ("2026", ("2026-07", "2026-12")),
        ("2027", ("2027-01", "2027-12")),
    ],
)
def test_the_funnel_takes_what_lies_ahead(tmp_path: Path, word: str | None, names: tuple[str, str]) -> None:
    found = span_asked(word, where_of(tmp_path, "{start: 2026-01-01}", date(2026, 6, 30)))
    assert (found.names[0], found.names[-1]) == names
