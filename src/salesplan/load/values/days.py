"""Columns of days: serial numbers of both date systems, ISO texts, and every other form text by text."""

from __future__ import annotations

from datetime import date, timedelta
from functools import partial

import polars as pl

from salesplan.load.grid import DATE, NUMBER, TRUTH
from salesplan.load.values.cells import (
    Answer,
    CellColumn,
    Context,
    Note,
    Odd,
    ReadColumn,
    note_at,
    read_odd,
    sift,
    together,
)
from salesplan.load.values.dayforms import day_of, reading_of, serial_text
from salesplan.load.values.wording import DATE_ORDER_GIVEN, DAY_FIRST, EMPTY_DAY, FAR_DAY, MONTH_FIRST
from salesplan.model.reading import DateOrder

_ISO = r"^[0-9]{4}-[0-9]{2}-[0-9]{2}(?:[T ][0-9]{2}:[0-9]{2}(?::[0-9]{2}(?:[.][0-9]+)?)?(?:Z|[+-][0-9]{2}:[0-9]{2})?)?$"
_START_1900, _START_1904 = date(1899, 12, 30), date(1904, 1, 1)
_LAST_SERIAL = {False: 2958465, True: 2957003}
"""9999-12-31 in the date systems of 1900 and 1904."""
_NO_LEAP = 60
_SECONDS = 86_400
"""The serial number that Excel shows as 1900-02-29, a day that never was; those before it are one day late."""
_PLAIN_SERIALS = (20000, 79999)
"""Serial numbers that are taken for days without a date format: 1954 to 2119."""
_FRACTION = r"^([1-9][0-9]*)[.][0-9]+$"
_TIME_OF_DAY = r"([0-9日号號])(?:T| +)[0-9]{1,2}:[0-9]{2}(?::[0-9]{2}(?:[.][0-9]+)?)?$"
_EMPTY_1900 = date(1900, 1, 1)
"""What programs show for an empty date, which they store as day 0 or 1."""
_EMPTY_DAYS = [date(1899, 12, 30), date(1899, 12, 31), date(1900, 1, 1), date(1904, 1, 1), date(1970, 1, 1)]
_OLDEST = date(1899, 12, 30)
"""Day 0 of the 1900 system; what lies before it no spreadsheet can hold as a day."""
_FIRST_DIGITS = 10**7
"""From eight digits on a number is a day written as digits (20260311), past every serial number."""
_FAR_YEARS = 30
_DAYS_A_YEAR = 366


def read_days(cells: CellColumn, context: Context) -> ReadColumn:
    """Days without their times. A month or day that may come first is decided by the column or the user, never guessed.

    The column decides when at least one cell can be read only one way and none only the other way; a note says so.
    1900-01-01 and days 30 years ahead are kept, with a note.
    """
    sifted = sift(cells, {TRUTH: "date-truth"})
    texts, kinds = sifted.texts, cells.kinds
    serials = kinds.is_in([NUMBER, DATE]).fill_null(value=False)
    values = _iso_days(texts, ~serials)
    stored = _stored(values, texts, kinds, context)
    odd = stored.values.is_null() & texts.is_not_null() & ~serials
    keys = texts.str.replace(_TIME_OF_DAY, "${1}") if odd.any() else texts
    distinct = keys.filter(odd).unique().to_list()
    order, given = _order(distinct, context.options.date_order)
    written = read_odd(stored.values, texts, odd, partial(_written, order=order, context=context), keys=keys)
    wording = DATE_ORDER_GIVEN if given else DAY_FIRST if order == "dmy" else MONTH_FIRST
    said = (wording[0], wording[1].format(order=order))
    values, old = _old(written.values, texts)
    notes = (*written.notes({"order": said}), *_suspicious(values, context.options.today))
    return ReadColumn(values, 0, together(sifted.bad, stored.bad, written.bad, old), notes)


def _old(days: pl.Series, texts: pl.Series) -> tuple[pl.Series, pl.DataFrame]:
    """The days less those before 1900, which are slips of the pen, and these as bad cells."""
    early = (days < _OLDEST).fill_null(value=False)
    at = early.arg_true().cast(pl.UInt32)
    bad = pl.DataFrame({"at": at, "text": texts.gather(at)}).with_columns(reason=pl.lit("too-old"))
    return days.scatter(at, None) if len(at) else days, bad


def serial_day(serial: int, *, date1904: bool) -> Answer:
    """The day of a serial number. In the system of 1900, 60 is 1900-02-29, which never was, and 0 is an empty date."""
    if serial < 0:
        return Answer(reason="serial-below")
    if serial > _LAST_SERIAL[date1904]:
        return Answer(reason="serial-past")
    if date1904:
        return Answer(_START_1904 + timedelta(days=serial))
    if serial == 0:
        return Answer(_EMPTY_1900)
    if serial == _NO_LEAP:
        return Answer(reason="no-leap")
    return Answer(_START_1900 + timedelta(days=serial + (serial < _NO_LEAP)))


def serial_moment(serial: float, *, date1904: bool) -> str:
    """A stored day as people write it, ``2026-01-05`` or with its time ``2026-01-05 14:30:00``; no day: its digits."""
    seconds = round(serial % 1 * _SECONDS)
    day = serial_day(int(serial // 1) + seconds // _SECONDS, date1904=date1904).value
    if day is None:
        return f"{serial:.15g}"
    time = timedelta(seconds=seconds % _SECONDS)
    return f"{day.isoformat()} {str(time).zfill(8)}" if time else str(day.isoformat())


def _iso_days(texts: pl.Series, written: pl.Series) -> pl.Series:
    iso = written & texts.str.contains(_ISO)
    chosen = texts.zip_with(iso.fill_null(value=False), pl.repeat(None, len(texts), dtype=pl.String, eager=True))
    return chosen.str.slice(0, 10).str.to_date("%Y-%m-%d", strict=False)


def _stored(values: pl.Series, texts: pl.Series, kinds: pl.Series, context: Context) -> Odd:
    """The number cells. One shown as a day may be any serial number; a bare one must look like a day of our times.

    Times of the day are cut off first, so that each day is read once.
    """
    dates = (kinds == DATE).fill_null(value=False) & texts.is_not_null()
    bare = (kinds == NUMBER).fill_null(value=False) & texts.is_not_null()
    whole = texts.str.replace(_FRACTION, "$1")
    shown = read_odd(values, texts, dates, partial(_number, context=context, shown=True), kind=NUMBER, keys=whole)
    plain = read_odd(shown.values, texts, bare, partial(_number, context=context, shown=False), kind=NUMBER, keys=whole)
    return Odd(plain.values, together(shown.bad, plain.bad), plain.marks)


def _number(text: str, context: Context, *, shown: bool) -> Answer:
    try:
        serial = float(text)
    except ValueError:
        return Answer(reason="damaged-number")
    if not abs(serial) < float(10**15):
        return Answer(reason="serial-past" if serial > 0 else "serial-below")
    if 0 < serial < 1:
        return Answer(reason="time")
    whole = int(serial // 1)
    if whole >= _FIRST_DIGITS and (digits := day_of(str(whole), None)).value is not None:
        return digits
    first, last = _PLAIN_SERIALS
    if shown or first <= whole <= last or whole < 0:
        return serial_day(whole, date1904=context.date1904)
    reason = day_of(str(whole), None).reason
    return Answer(reason=reason if reason in ("month", "year") else "no-serial")


def _written(text: str, order: DateOrder | None, context: Context) -> Answer:
    if serial_text(text):
        return serial_day(int(text), date1904=context.date1904)
    return day_of(text, order)


def _order(distinct: list[str], wish: DateOrder | None) -> tuple[DateOrder | None, bool]:
    """The order of month and day, and whether the user gave it; else the one that the column's clear cells agree on.

    Year first, as the user's wish, says nothing about 04/05/2026: there the column is asked too.
    """
    if wish in ("dmy", "mdy"):
        return wish, True
    clear = {reading for text in distinct if (reading := reading_of(text))}
    return (clear.pop(), False) if len(clear) == 1 else (wish, wish is not None)


def _suspicious(days: pl.Series, today: date | None) -> tuple[Note, ...]:
    """Notes on days that are most often no real days: 1900-01-01 and the like, and those more than 30 years ahead."""
    empty = days.is_in(_EMPTY_DAYS).fill_null(value=False).arg_true()
    far = (days > _far(days, today)).fill_null(value=False).arg_true()
    return tuple(note_at(*wording, at) for wording, at in ((EMPTY_DAY, empty), (FAR_DAY, far)) if len(at))


def _far(days: pl.Series, today: date | None) -> date:
    """The last day that is not far ahead: 30 years from today, else from the middle day of the column."""
    known = days.drop_nulls()
    if today is None and known.is_empty():
        return date.max
    start: date = today or known.sort()[len(known) // 2]
    return date.max if start.year + _FAR_YEARS > date.max.year else start + timedelta(days=_FAR_YEARS * _DAYS_A_YEAR)
