"""Which days are looked at and which they are compared with, so that both are as many days of the same kind."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from salesplan.errors import BadUsage, Problem
from salesplan.model.named_period import Kind as Named
from salesplan.model.named_period import NamedPeriod
from salesplan.model.period import FiscalYear, Period
from salesplan.model.period_words import check_begun, named_days
from salesplan.text import Text

Kind = Named | Literal["days"]
Against = Literal["year_ago", "before", "given"]


@dataclass(frozen=True)
class Spans:
    """The days looked at and those of the base.

    ``whole`` is the period as named, ``now`` its days up to the as-of; where ``cut``, ``base`` has the same days only.
    ``before`` are the same days of the period just before; None for years, whose period before is the year ago. A year
    that is not over has as its base ``before`` as many months, or days, as end just before it.
    ``ends`` is the last day that the orders reach, where it cuts them; None where the as-of does or nothing.
    """

    name: str
    kind: Kind
    whole: Period
    now: Period
    base: Period
    against: Against
    before: Period | None
    cut: bool
    ends: date | None = None


def spans_of(asked: str, against: str, as_of: date, year: FiscalYear, ends: date | None = None) -> Spans:
    """The days meant by ``--for`` and ``--base``: ``last-year``, ``before`` or a period of its own.

    ``year`` is the fiscal year that the as-of lies in; ``ends`` is the last day known, where that is before the as-of
    and not before the period. BadUsage for words that mean no period, for a period that begins
    after the as-of, and for a base that overlaps it.
    """
    span = named_days(asked, as_of, year)
    kind, name, whole = _told(span)
    check_begun(name, whole, as_of)
    now = Period(whole.first, min(whole.last, as_of, ends or as_of))
    cut = now != whole
    year_ago = _year_ago(span, now)
    before = None if kind == "year" else _just_before(span, now)
    told = against.strip().lower()
    if told in ("last-year", "去年同期", "去年"):
        return Spans(name, kind, whole, now, year_ago, "year_ago", before, cut, ends)
    if told in ("before", "上期", "上一期"):
        base = before or (_ended_before(now) if cut else year_ago)
        return Spans(name, kind, whole, now, base, "before", before, cut, ends)
    given = _told(named_days(against, as_of, year, "--base"))[2]
    base = _as_long(given, now) if cut else given
    if base.common(now) or base.first > now.first:
        raise BadUsage(_overlap(against, now))
    return Spans(name, kind, whole, now, base, "given", before, cut, ends)


def _told(span: NamedPeriod | Period) -> tuple[Kind, str, Period]:
    """The kind, name and days; two dates are their own name."""
    return ("days", str(span), span) if isinstance(span, Period) else (span.kind, span.name, span.span)


def _year_ago(span: NamedPeriod | Period, now: Period) -> Period:
    """The same days of the year before."""
    if isinstance(span, Period):
        return _cut(Period(_back(span.first, 12), _end_back(span.last, 12)), span, now, 12)
    return _same_days(span, span.year_ago, now, 12)


def _same_days(span: NamedPeriod, other: NamedPeriod, now: Period, months: int) -> Period:
    """An earlier period, so many months before; of one that is not over the same days."""
    if now != span.span and span.year.weeks is not None:
        return _as_long(other.span, now)
    return _cut(other.span, span.span, now, months)


def _cut(other: Period, whole: Period, now: Period, months: int) -> Period:
    """An earlier period, cut at the same day where the days looked at are cut."""
    return other if now == whole else Period(other.first, min(other.last, _end_back(now.last, months)))


def _just_before(span: NamedPeriod | Period, now: Period) -> Period:
    """The period before; of two dates as many days just before them."""
    if isinstance(span, Period):
        last = now.first - timedelta(days=1)
        return Period(last - timedelta(days=now.days - 1), last)
    return _same_days(span, span.before, now, span.months)


def _ended_before(now: Period) -> Period:
    """As many days as end just before; where they are whole months, as many months."""
    last, after = now.first - timedelta(days=1), now.last + timedelta(days=1)
    if now.first.day == after.day == 1:
        return Period(_back(now.first, (after.year - now.first.year) * 12 + after.month - now.first.month), last)
    return Period(last - timedelta(days=now.days - 1), last)


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


def _overlap(word: str, now: Period) -> Problem:
    what = Text("--base {word} 没有完全早于 {now}", "--base {word} does not lie before {now}").format(
        word=word, now=now
    )
    before = Period(now.first - timedelta(days=now.days), now.first - timedelta(days=1))
    fix = Text("写更早的一段时间，如 --base {before}", "give an earlier period, such as --base {before}")
    return Problem("SALES-base-overlap", "error", what, fix.format(before=before), value=word)
