"""The words that people write for a period, read in one way by every command."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection
from dataclasses import replace
from datetime import date

from salesplan.errors import BadUsage, Problem
from salesplan.model.named_period import Kind, NamedPeriod, holding, last_month_over
from salesplan.model.period import FiscalYear, Period
from salesplan.text import Text

EVERY_KIND: tuple[Kind, ...] = ("month", "quarter", "year")
A_MONTH: tuple[Kind, ...] = ("month",)
_FISCAL = re.compile(r"fy-?(\d{4}|\d{2})(?!\d)")
_YEAR = re.compile(r"(\d{4})(?:年度?|财年)?")
_QUARTER = re.compile(r"(?:(\d{4})(?:年度?|财年)?[-/.]?)?(?=.*[q季])(?:q|第)?([1-4一二三四])(?:季度?)?")
_WEEKS = re.compile(r"(?:(\d{4})(?:年度?|财年)?[-/.]?)?p(\d{1,2})")
_MONTH = re.compile(r"(\d{4})(?:[-/.](\d{1,2})月?|年(\d{1,2}|[一二三四五六七八九十]{1,2})月?|(\d\d))")
_BARE_MONTH = re.compile(r"(\d{1,2}|[一二三四五六七八九十]{1,2})月份?")
_DAY = re.compile(r"(\d{4})(?:[-/.]|年)(\d{1,2})(?:[-/.]|月)(\d{1,2})日?")
_BETWEEN = re.compile(r"\.\.|至|到|~")
_NUMBERS = {**{word: number for number, word in enumerate("一二三四五六七八九十", 1)}, "十一": 11, "十二": 12}
_FIRST, _LAST = 1900, 2199
"""Years outside are slips of the pen."""
_MONTHS = 12
_MIDDLE = 15
"""A day of a calendar month that lies in the same month of a year of weeks, whichever day it begins on."""
_WORDS: dict[tuple[Kind, int], str] = {
    ("month", 0): "month 本月 这个月 当月 thismonth 月",
    ("month", -1): "lastmonth 上月 上个月",
    ("month", 1): "nextmonth 下月 下个月",
    ("quarter", 0): "quarter 本季 本季度 这个季度 当季 thisquarter 季 季度",
    ("quarter", -1): "lastquarter 上季 上季度 上个季度",
    ("quarter", 1): "nextquarter 下季 下季度 下个季度",
    ("year", 0): "year ytd 今年 本年 本年度 今年以来 年初至今 年累计 本财年 thisyear 年",
    ("year", -1): "lastyear 去年 上年 上年度 上财年",
    ("year", 1): "nextyear 明年 下年 下年度 下财年",
}
_MEANT = {word: meant for meant, words in _WORDS.items() for word in words.split()}


def period_called(word: str, year: FiscalYear) -> NamedPeriod | None:
    """The period that has this name whatever the day: ``2026-06``, ``2026年二季度``, ``FY2027``; None for none.

    A month is the calendar month; in years of whole weeks the period of weeks that holds its 15th, which also goes by
    its own name, ``2026-P06``. Quarters and years are those of the plan's years.
    """
    told = _plain(word)
    if found := _YEAR.fullmatch(told):
        return _of("year", found[1], 1, year)
    if (found := _QUARTER.fullmatch(told)) and found[1]:
        return _of("quarter", found[1], _number(found[2]), year)
    if (found := _WEEKS.fullmatch(told)) and found[1] and year.weeks is not None:
        return _of("month", found[1], int(found[2]), year)
    if found := _MONTH.fullmatch(told):
        return _calendar_month(int(found[1]), _number(found[2] or found[3] or found[4]), year)
    return None


def named_period(
    word: str,
    as_of: date,
    year: FiscalYear,
    *,
    option: str = "--for",
    kinds: Collection[Kind] = EVERY_KIND,
    here: date | None = None,
) -> NamedPeriod:
    """The month, quarter or year that a word means: its name, or 本月, last-month, 去年, ytd as seen from the as-of.

    Without a year ``6月``, ``Q2``, ``P06`` are those of the year of the as-of. ``here`` is the day whose month, quarter
    and year ``month``, ``quarter``, ``year`` mean, where that is not the as-of. BadUsage for a word that is no period
    of these kinds.
    """
    found = _seen_from(_plain(word), as_of, year, here or as_of) or period_called(word, year)
    if found is None or found.kind not in kinds:
        raise BadUsage(_no_period(word, here or as_of, year, option, kinds))
    return found


def named_days(word: str, as_of: date, year: FiscalYear, option: str = "--for") -> NamedPeriod | Period:
    """The same, or the days from one date to another: ``2026-01-01..2026-03-31``."""
    ends = [_DAY.fullmatch(end) for end in _BETWEEN.split(_plain(word))]
    try:
        days = [date(int(end[1]), int(end[2]), int(end[3])) for end in ends if end]
        if len(ends) == len(days) == 2:  # noqa: PLR2004 - two ends
            return Period(*days)
        return named_period(word, as_of, year, option=option)
    except (BadUsage, ValueError):
        raise BadUsage(_no_period(word, as_of, year, option, EVERY_KIND, days=True)) from None


def begun_period(
    word: str | None, as_of: date, year: FiscalYear, *, option: str = "--for", kinds: Collection[Kind] = EVERY_KIND
) -> NamedPeriod:
    """The period that is asked for, which the as-of may lie in; without a word the last month that was over.

    BadUsage for what is no period, and for one that begins after the as-of.
    """
    if word is None:
        return last_month_over(as_of, year)
    found = named_period(word, as_of, year, option=option, kinds=kinds)
    check_begun(found.name, found.span, as_of, option)
    return found


def check_begun(name: str, span: Period, as_of: date, option: str = "--for") -> None:
    """BadUsage where a period begins after the as-of."""
    if span.first <= as_of:
        return
    what = Text(
        "{option} {name} 从 {first} 开始，截止日期 {as_of} 还没到",
        "{option}: {name} begins on {first}, after the as-of, {as_of}",
    ).format(option=option, name=name, first=span.first, as_of=as_of)
    fix = Text("换一个已经开始的期间，或用更晚的 --as-of", "name a period that has begun, or give a later --as-of")
    raise BadUsage(Problem("USAGE-for", "error", what, fix, value=name))


def means_this_year(word: str) -> bool:
    """Whether a word is ``year``, 今年, ytd: the year one is in."""
    return _MEANT.get(_joined(_plain(word))) == ("year", 0)


def _plain(word: str) -> str:
    """Without spaces, in lower case, full-width signs as half-width ones, ``FY27`` as ``2027财年``."""
    told = "".join(unicodedata.normalize("NFKC", word).lower().split())
    found = _FISCAL.match(told)
    return f"{found[1] if len(found[1]) > 2 else '20' + found[1]}财年{told[found.end() :]}" if found else told  # noqa: PLR2004 - two digits of a year


def _joined(told: str) -> str:
    return told.replace("-", "").replace("_", "")


def _number(told: str) -> int:
    return _NUMBERS[told] if told in _NUMBERS else int(told) if told.isascii() else 0


def _of(kind: Kind, number: str, at: int, year: FiscalYear) -> NamedPeriod | None:
    """The month, quarter or year of that number, counted from 1; None where there is none."""
    if not _FIRST <= int(number) <= _LAST or not 1 <= at <= _MONTHS:
        return None
    return NamedPeriod(kind, replace(year, number=int(number)), at - 1)


def _calendar_month(number: int, month: int, year: FiscalYear) -> NamedPeriod | None:
    if not _FIRST <= number <= _LAST or not 1 <= month <= _MONTHS:
        return None
    return holding("month", date(number, month, _MIDDLE), year)


def _seen_from(told: str, as_of: date, year: FiscalYear, here: date) -> NamedPeriod | None:
    """What 本月, last-quarter, ``6月`` or ``Q2`` mean on a day."""
    if meant := _MEANT.get(_joined(told)):
        kind, step = meant
        found = holding(kind, as_of if step else here, year)
        return {-1: found.before, 0: found, 1: found.after}[step]
    own = year.holding(as_of)
    if (found_ := _QUARTER.fullmatch(told)) and not found_[1]:
        return NamedPeriod("quarter", own, _number(found_[2]) - 1)
    if (found_ := _WEEKS.fullmatch(told)) and not found_[1] and year.weeks is not None:
        return _of("month", str(own.number), int(found_[2]), year)
    if found_ := _BARE_MONTH.fullmatch(told):
        years = (own.period.first.year, own.period.last.year)
        months = (_calendar_month(number, _number(found_[1]), year) for number in years)
        return next((month for month in months if month and month.year == own), None)
    return None


def _no_period(
    word: str, day: date, year: FiscalYear, option: str, kinds: Collection[Kind], *, days: bool = False
) -> Problem:
    """What may be written instead, with the names that the day's own periods have."""
    what = Text("{option} 看不懂“{word}”", "{option}: {word} is no period").format(option=option, word=word)
    if days:
        fix = Text(
            "写 {option} {month}、{quarter}、{year}，或本月、上月、本季、今年以来，或起止日期 {first}..{last}",
            "type {option} {month}, {quarter}, {year}, month, last-month, quarter, ytd or two dates {first}..{last}",
        )
    elif set(kinds) == {"month"}:
        what = Text("{option} 看不懂“{word}”", "{option}: {word} is no month").format(option=option, word=word)
        fix = Text("写 {option} {month}，或本月、上月", "type {option} {month}, month or last-month")
    elif "year" not in kinds:
        fix = Text("写 {option} {month} 或 {option} {quarter}", "type {option} {month} or {option} {quarter}")
    else:
        fix = Text(
            "写 {option} {month}、{quarter}、{year}，或本月、上月、本季、今年",
            "type {option} {month}, {quarter}, {year}, month, last-month, quarter or year",
        )
    month, quarter, whole = (holding(kind, day, year) for kind in EVERY_KIND)
    names = {"month": month.name, "quarter": quarter.name, "year": whole.name}
    told = fix.format(option=option, first=month.span.first, last=month.span.last, **names)
    return Problem("USAGE-for", "error", what, told, value=word)
