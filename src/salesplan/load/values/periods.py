"""Columns of periods as one spelling: 2026-01, 2026-Q1, 2026-H1, 2026-W05, 2026; without a year 01, Q1, H1."""

from __future__ import annotations

import re

import polars as pl

from salesplan.load.grid import DATE, TRUTH
from salesplan.load.values.cells import MISSING, Answer, CellColumn, Context, ReadColumn, read_each
from salesplan.load.values.dayforms import MONTHS, day_of
from salesplan.load.values.days import serial_day
from salesplan.load.values.words import is_missing, plain

_HAN = {
    h: n for n, h in enumerate(["一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "十一", "十二"], start=1)
}
_YEAR = r"(?:(?P<y>(?:19|20)[0-9]{2})\s?(?:[-/.]|年度?)?\s?)?"
_MONTH = re.compile(_YEAR + r"(?:(?P<m>[0-9]{1,2})\s?(?P<word>月份?|M)?|(?P<han>[一二三四五六七八九十]{1,2})月份?)")
_MONTH_FIRST = re.compile(r"(?P<m>[0-9]{1,2})[-/.](?P<y>(?:19|20)[0-9]{2})")
_NAMED = re.compile(
    r"(?P<m>[A-Z]{3,9})\.?(?:[- ,'/]*(?P<y>(?:19|20)?[0-9]{2}))?|(?P<y2>(?:19|20)[0-9]{2})[- ](?P<m2>[A-Z]{3,9})"
)
_QUARTER = re.compile(
    _YEAR + r"(?:Q(?P<q>[1-4])|第?(?P<han>[一二三四1-4])季度?)|Q(?P<q2>[1-4])[- /](?P<y2>(?:19|20)[0-9]{2})"
)
_HALF = re.compile(_YEAR + r"(?:H(?P<h>[12])|(?P<han>[上下])半年)")
_WEEK = re.compile(_YEAR + r"(?:W|WK|WEEK|第)\s?(?P<w>[0-9]{1,2})周?")
_ONLY_YEAR = re.compile(r"(?P<y>(?:19|20)[0-9]{2})\s?年?度?")
_MONTHS, _WEEKS = 12, 53


def read_periods(cells: CellColumn, context: Context) -> ReadColumn:
    """Months, quarters, halves, weeks and years. A day, as a text or a date cell, stands for its month.

    A month without a year (1月, Jan, 3) is kept as 01 to 12: the year comes from the header, the sheet or the plan.
    """
    days = (cells.kinds == DATE).fill_null(value=False) & cells.texts.is_not_null()
    texts = cells.texts
    if days.any():
        texts = texts.clone().scatter(days.arg_true(), [_month_of_serial(t, context) for t in texts.filter(days)])
    found = read_each(CellColumn(texts, cells.kinds, cells.styles), {TRUTH: "period"}, pl.String(), period_of)
    return ReadColumn(found.values, 0, found.bad)


def _month_of_serial(text: str, context: Context) -> str:
    try:
        day = serial_day(int(float(text) // 1), date1904=context.date1904).value
    except (ValueError, OverflowError):
        return text
    return day.isoformat() if day else text


def period_of(text: str) -> Answer:
    """The period a text means, in our spelling."""
    bare = plain(text).upper().removesuffix(".0")
    if is_missing(bare):
        return MISSING
    spelled = _year(bare) or _month(bare) or _quarter(bare) or _half(bare) or _week(bare) or _named(bare)
    if spelled:
        return Answer(spelled)
    day = day_of(bare, None).value
    return Answer(f"{day:%Y-%m}") if day else Answer(reason="period")


def _year(bare: str) -> str | None:
    found = _ONLY_YEAR.fullmatch(bare)
    return found["y"] if found else None


def _with_year(year: str | None, part: str) -> str:
    return f"{year}-{part}" if year else part


def _month(bare: str) -> str | None:
    found = _MONTH.fullmatch(bare) or _MONTH_FIRST.fullmatch(bare)
    if found is None:
        return None
    month = int(found["m"]) if found["m"] else _HAN.get(found["han"], 0)
    return _with_year(found["y"], f"{month:02}") if 1 <= month <= _MONTHS else None


def _named(bare: str) -> str | None:
    found = _NAMED.fullmatch(bare)
    month = MONTHS.get((found["m"] or found["m2"])[:3]) if found else None
    if found is None or month is None:
        return None
    year = found["y"] or found["y2"]
    return _with_year(f"20{year}" if year and len(year) == 2 else year, f"{month:02}")  # noqa: PLR2004 - two digits


def _quarter(bare: str) -> str | None:
    found = _QUARTER.fullmatch(bare)
    if found is None:
        return None
    quarter = found["q"] or found["q2"] or str(_HAN.get(found["han"], found["han"]))
    return _with_year(found["y"] or found["y2"], f"Q{quarter}")


def _half(bare: str) -> str | None:
    found = _HALF.fullmatch(bare)
    return _with_year(found["y"], f"H{found['h'] or {'上': 1, '下': 2}[found['han']]}") if found else None


def _week(bare: str) -> str | None:
    found = _WEEK.fullmatch(bare)
    return _with_year(found["y"], f"W{int(found['w']):02}") if found and 1 <= int(found["w"]) <= _WEEKS else None
