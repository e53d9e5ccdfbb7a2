"""Columns of days with their times: the days are read as in any column of days, the time of the day beside them."""

from __future__ import annotations

from datetime import date, timedelta

import polars as pl

from salesplan.load.grid import DATE, NUMBER
from salesplan.load.values.cells import MISSING, Answer, CellColumn, Context, Note, ReadColumn, bad_frame, note_at
from salesplan.load.values.cells import together as all_bad
from salesplan.load.values.clock import ZONE, clock_of
from salesplan.load.values.days import read_days, serial_moment
from salesplan.load.values.wording import TIME_ZONE
from salesplan.model.moment import DAY

_FIRST_DIGITS = 10**7
"""From here on a number is a day, and a time perhaps, written as digits: past every serial number."""
_MIDNIGHT = "T00:00:00"


def read_moments(cells: CellColumn, context: Context) -> ReadColumn:
    """Moments as text: ``2026-07-03T16:00:00``, or ``2026-07-03`` where no time is known. A bad time is a bad cell.

    Days are read by the rules of columns of days. A stored day without a time is a day alone, unless its number format
    shows a time. A column in which every time is 0:00 holds days: that is how programs write them.
    """
    days = read_days(cells, context)
    columns = (days.values.to_list(), cells.texts.to_list(), cells.kinds.to_list(), cells.styles.to_list())
    found = [_moment(*cell, context) for cell in zip(*columns, strict=True)]
    values = pl.Series([answer.value for answer in found], dtype=pl.String)
    if not ((values.str.len_chars() > DAY) & ~values.str.ends_with(_MIDNIGHT)).any():
        values = values.str.slice(0, DAY)
    at = pl.Series([place for place, answer in enumerate(found) if answer.reason], dtype=pl.UInt32)
    bad = bad_frame(at, cells.texts.gather(at), pl.Series([found[i].reason for i in at], dtype=pl.String))
    return ReadColumn(values, 0, all_bad(days.bad, bad), (*days.notes, *_zones(found)))


def _zones(found: list[Answer]) -> tuple[Note, ...]:
    at = pl.Series([place for place, answer in enumerate(found) if answer.mark == ZONE], dtype=pl.UInt32)
    return (note_at(*TIME_ZONE, at),) if len(at) else ()


def _moment(day: date | None, text: str | None, kind: int | None, style: int | None, context: Context) -> Answer:
    """The moment of one cell whose day has been read."""
    if day is None or text is None:
        return MISSING
    if kind in (NUMBER, DATE) and float(text) < _FIRST_DIGITS:
        stored = serial_moment(float(text), date1904=context.date1904).replace(" ", "T")
        return Answer(stored + _MIDNIGHT if len(stored) == DAY and _shows_time(style, context) else stored)
    clock = clock_of(text)
    if clock.value is None:
        return clock._replace(value=None if clock.reason else day.isoformat())
    return clock._replace(value=f"{day.isoformat()}T{str(timedelta(seconds=clock.value)).zfill(8)}")


def _shows_time(style: int | None, context: Context) -> bool:
    """Whether the number format of a cell shows hours."""
    return style is not None and style < len(context.formats) and "h" in context.formats[style].lower()
