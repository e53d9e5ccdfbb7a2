"""Which days are looked at and which they are compared with, so that both are as many days of the same kind."""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Literal

from salesplan.errors import BadUsage, Problem
from salesplan.model.period import FiscalYear, Period
from salesplan.text import Text

Kind = Literal["month", "quarter", "year", "days"]
Against = Literal["year_ago", "before", "given"]
_MONTH = re.compile(r"(\d{4})(?:[-/.]P?|年)(\d{1,2})月?", re.IGNORECASE)
_QUARTER = re.compile(r"(\d{4})(?:[-/ ]|年)?(?:Q|第)?([1-4一二三四])(?:季度?)?", re.IGNORECASE)
_QUARTER_SAID = re.compile(r"Q|季", re.IGNORECASE)
_YEAR = re.compile(r"(\d{4})年?")
_DAY = re.compile(r"(\d{4})(?:[-/.]|年)(\d{1,2})(?:[-/.]|月)(\d{1,2})日?")
_TO_DATE = ("ytd", "今年", "年累计", "本年", "今年以来")
_THIS = {"month": ("month", "本月", "这个月"), "quarter": ("quarter", "本季", "本季度")}
_CHINESE = {"一": 1, "二": 2, "三": 3, "四": 4}
_MONTHS: dict[Kind, int] = {"month": 1, "quarter": 3, "year": 12}


@dataclass(frozen=True)
class Span:
    """A period as named: its days, and of months, quarters and years the first of their months in the year.

    ``at`` counts the months of the fiscal year from 0. ``days`` are two dates; they lie in no year.
    """

    word: str
    kind: Kind
    period: Period
    year: FiscalYear | None = None
    at: int = 0

    def back(self, months: int) -> Span:
        """The same kind of period so many months earlier."""
        if self.year is None:
            return replace(self, period=Period(_back(self.period.first, months), _end_back(self.period.last, months)))
        count = _MONTHS[self.kind]
        number, at = divmod(self.year.number * 12 + self.at - months, 12)
        return _of_year(self.kind, replace(self.year, number=number), at, count)


@dataclass(frozen=True)
class Spans:
    """The days looked at and those of the base.

    ``whole`` is the period as named, ``now`` its days up to the as-of; where ``cut``, ``base`` has the same days only.
    ``before`` are the same days of the period just before; None for years, whose period before is the year ago.
    """

    name: str
    kind: Kind
    whole: Period
    now: Period
    base: Period
    against: Against
    before: Period | None
    cut: bool


def spans_of(asked: str, against: str, as_of: date, year: FiscalYear) -> Spans:
    """The days meant by ``--for`` and ``--base``: ``last-year``, ``before`` or a period of its own.

    ``year`` is the fiscal year that the as-of lies in. BadUsage for words that mean no period, for a period that begins
    after the as-of, and for a base that overlaps it.
    """
    span = span_of(asked, as_of, year, "--for")
    if span.period.first > as_of:
        raise BadUsage(_future(span, as_of))
    now = Period(span.period.first, min(span.period.last, as_of))
    cut = now != span.period
    year_ago = _same_days(span, now, 12)
    before = None if span.kind == "year" else _just_before(span, now)
    told = against.strip().lower()
    if told in ("last-year", "去年同期", "去年"):
        return Spans(span.word, span.kind, span.period, now, year_ago, "year_ago", before, cut)
    if told in ("before", "上期", "上一期"):
        return Spans(span.word, span.kind, span.period, now, before or year_ago, "before", before, cut)
    given = span_of(against, as_of, year, "--base").period
    base = _as_long(given, now) if cut else given
    if base.common(now) or base.first > now.first:
        raise BadUsage(_overlap(against, now))
    return Spans(span.word, span.kind, span.period, now, base, "given", before, cut)


def last_finished_month(as_of: date) -> str:
    """The newest month that is over on the as-of, its own last day included: ``2026-06`` on 2026-06-30."""
    over = (as_of + timedelta(days=1)).replace(day=1) - timedelta(days=1)
    return f"{over:%Y-%m}"


def span_of(word: str, as_of: date, year: FiscalYear, option: str) -> Span:
    """The period a word means: ``2026-06``, ``2026-Q2``, ``2026``, ``ytd``, ``2026-01-01..2026-06-30``."""
    told = word.strip()
    if told.lower() in _TO_DATE:
        return _of_year("year", year, 0, 12)
    for kind, words in _THIS.items():
        if told.lower() in words:
            at = next(at for at, month in enumerate(year.months) if as_of in month)
            return _of_year("month", year, at, 1) if kind == "month" else _of_year("quarter", year, at // 3 * 3, 3)
    try:
        found = _named(told, year)
    except ValueError:
        found = None
    if found is None:
        raise BadUsage(_not_a_period(word, option, as_of))
    return found


def _named(told: str, year: FiscalYear) -> Span | None:
    if ".." in told:
        ends = [_DAY.fullmatch(end.strip()) for end in told.split("..", 1)]
        days = [date(int(end[1]), int(end[2]), int(end[3])) for end in ends if end]
        return Span(f"{days[0]}..{days[1]}", "days", Period(*days)) if len(days) == 2 else None  # noqa: PLR2004 - two ends
    if _QUARTER_SAID.search(told) and (found := _QUARTER.fullmatch(told)):
        quarter = _CHINESE.get(found[2]) or int(found[2])
        return _of_year("quarter", _numbered(year, found[1]), (quarter - 1) * 3, 3)
    if found := _YEAR.fullmatch(told):
        return _of_year("year", _numbered(year, found[1]), 0, 12)
    if found := _MONTH.fullmatch(told):
        return _month(int(found[1]), int(found[2]), year)
    return None


def _numbered(year: FiscalYear, number: str) -> FiscalYear:
    if not 1900 <= int(number) <= 2200:  # noqa: PLR2004 - years outside are slips of the pen
        raise ValueError(number)
    return replace(year, number=int(number))


def _month(number: int, month: int, year: FiscalYear) -> Span:
    """A calendar month; in years of whole weeks the period of that number."""
    if not 1 <= month <= 12:  # noqa: PLR2004 - months of a year
        raise ValueError(month)
    if year.weeks is not None:
        return _of_year("month", _numbered(year, str(number)), month - 1, 1)
    holding = year.holding(date(number, month, 1))
    _numbered(year, str(holding.number))
    at = next(at for at, each in enumerate(holding.months) if each.first == date(number, month, 1))
    return _of_year("month", holding, at, 1)


def _of_year(kind: Kind, year: FiscalYear, at: int, count: int) -> Span:
    months = year.months
    name = {
        "month": year.month_names[at],
        "quarter": f"{year.number}-Q{at // 3 + 1}",
        "year": str(year.number),
    }[kind]
    return Span(name, kind, Period(months[at].first, months[at + count - 1].last), year, at)


def _same_days(span: Span, now: Period, months: int) -> Period:
    """The same period so many months earlier, where it is cut by the as-of the same days of it."""
    whole = span.back(months).period
    if now == span.period:
        return whole
    if span.year is not None and span.year.weeks is not None:
        return _as_long(whole, now)
    return Period(whole.first, min(whole.last, _end_back(now.last, months)))


def _just_before(span: Span, now: Period) -> Period:
    """The period before; of two dates as many days just before them."""
    if span.kind == "days":
        last = now.first - timedelta(days=1)
        return Period(last - timedelta(days=now.days - 1), last)
    return _same_days(span, now, _MONTHS[span.kind])


def _as_long(period: Period, now: Period) -> Period:
    return Period(period.first, min(period.last, period.first + timedelta(days=now.days - 1)))


def _back(day: date, months: int) -> date:
    number, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    return date(number, month + 1, min(day.day, monthrange(number, month + 1)[1]))


def _end_back(day: date, months: int) -> date:
    """The last day of a span so many months earlier; the end of a month is the end of that month."""
    found = _back(day, months)
    ends = day.day == monthrange(day.year, day.month)[1]
    return found.replace(day=monthrange(found.year, found.month)[1]) if ends else found


def _not_a_period(word: str, option: str, as_of: date) -> Problem:
    what = Text("{option} “{word}”看不懂是哪段时间", "{option}: {word} is no period").format(option=option, word=word)
    fix = Text(
        "写 {month}、{year}-Q2、{year}、ytd（今年以来），或 {year}-01-01..{year}-03-31",
        "type {month}, {year}-Q2, {year}, ytd (the year so far) or {year}-01-01..{year}-03-31",
    ).format(month=f"{as_of:%Y-%m}", year=as_of.year)
    return Problem("USAGE-period", "error", what, fix, value=word)


def _future(span: Span, as_of: date) -> Problem:
    what = Text("{name} 从 {first} 开始，截止日期 {as_of} 还没到", "{name} begins on {first}, after the as-of, {as_of}")
    fix = Text("换一段已经开始的时间，或用更晚的 --as-of", "choose a period that has begun, or a later --as-of")
    told = what.format(name=span.word, first=span.period.first, as_of=as_of)
    return Problem("SALES-future", "error", told, fix, value=span.word)


def _overlap(word: str, now: Period) -> Problem:
    what = Text("--base {word} 没有完全早于 {now}", "--base {word} does not lie before {now}").format(
        word=word, now=now
    )
    fix = Text("写更早的一段时间，或 --base last-year", "give an earlier period, or --base last-year")
    return Problem("SALES-base-overlap", "error", what, fix, value=word)
