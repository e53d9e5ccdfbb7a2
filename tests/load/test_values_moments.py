"""Columns of days with their times: every way people write them, and what is no time of a day."""

from __future__ import annotations

from datetime import date, time

import pytest

from salesplan.load.grid import DATE, ISO, NUMBER
from salesplan.load.values.cells import CellColumn, Context, ReadColumn
from salesplan.load.values.column import read_column
from salesplan.model.moment import Moment, moment_of

Cell = str | tuple[str, int] | tuple[str, int, int] | None
FORMATS = ("General", "yyyy-mm-dd", "yyyy-mm-dd hh:mm")


def read(*cells: Cell) -> ReadColumn:
    return read_column("moment", CellColumn.of(cells), Context(formats=FORMATS))


def one(cell: Cell) -> str | None:
    """The cell beside one with a time, so that the column is one of times."""
    found: str | None = read(cell, "2026-01-02 03:04").values[0]
    return found


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("2026-07-03 16:00", "2026-07-03T16:00:00"),
        ("2026-07-03T16:00:05", "2026-07-03T16:00:05"),
        ("2026/7/3 下午4:00", "2026-07-03T16:00:00"),
        ("2026/7/3下午4:00", "2026-07-03T16:00:00"),
        ("2026年7月3日 16时05分", "2026-07-03T16:05:00"),
        ("2026年7月3日16点", "2026-07-03T16:00:00"),
        ("2026-07-03 上午 12:30", "2026-07-03T00:30:00"),
        ("2026-07-03 凌晨1:30", "2026-07-03T01:30:00"),
        ("2026-07-03 中午12:30", "2026-07-03T12:30:00"),
        ("2026-07-03 中午1:10", "2026-07-03T13:10:00"),
        ("2026-07-03 晚上8:15", "2026-07-03T20:15:00"),
        ("2026-07-03 下午16:00", "2026-07-03T16:00:00"),
        ("2026-07-03 4:00 PM", "2026-07-03T16:00:00"),
        ("2026-07-03 12:00 AM", "2026-07-03T00:00:00"),
        ("２０２６－０７－０３ １６：００", "2026-07-03T16:00:00"),
        ("2026-07-03 16:00:00.5", "2026-07-03T16:00:00"),
        ("202607031605", "2026-07-03T16:05:00"),
        ("20260703T160507", "2026-07-03T16:05:07"),
        (("202607031605", NUMBER), "2026-07-03T16:05:00"),
        ("2026-07-03 00:00", "2026-07-03T00:00:00"),
        ("2026-07-03", "2026-07-03"),
        ("2026-07-03 (周五)", "2026-07-03"),
        (("46206.6666666667", DATE, 2), "2026-07-03T16:00:00"),
        (("46206", DATE, 2), "2026-07-03T00:00:00"),
        (("46206", DATE, 1), "2026-07-03"),
        (("46206.5", NUMBER), "2026-07-03T12:00:00"),
        (("2026-07-03T16:00:00", ISO), "2026-07-03T16:00:00"),
        ("-", None),
        (None, None),
    ],
)
def test_a_day_with_its_time(cell: Cell, expected: str | None) -> None:
    assert one(cell) == expected
    assert read(cell, "2026-01-02 03:04").bad.is_empty()


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("2026-07-03 25:00", "clock"),
        ("2026-07-03 24:00", "clock"),
        ("2026-07-03 16:75", "clock"),
        ("2026-07-03 上午16:00", "clock"),
        ("2026-07-03 晚上12:00", "clock"),
        ("2026-07-03 中午8:00", "clock"),
        ("16:00", "time"),
        ("2026-02-30 16:00", "no-day"),
        ("7月3日", "no-year"),
        ("昨天下午", "word"),
    ],
)
def test_what_is_no_moment_is_named(text: str, reason: str) -> None:
    found = read("2026-01-02 03:04", text)
    assert found.values.to_list() == ["2026-01-02T03:04:00", None]
    assert found.bad.rows() == [(1, text, reason)]


def test_a_column_in_which_all_times_are_midnight_holds_days() -> None:
    assert read("2026-07-03 00:00:00", ("46206", DATE, 2)).values.to_list() == ["2026-07-03", "2026-07-03"]
    assert read("2026-07-03 00:00:00", "2026-07-03 00:01").values[0] == "2026-07-03T00:00:00"


def test_the_column_decides_which_is_the_month_also_where_times_stand_behind() -> None:
    found = read("31/01/2026 10:00", "03/07/2026 16:00")
    assert found.values.to_list() == ["2026-01-31T10:00:00", "2026-07-03T16:00:00"]
    assert read("03/07/2026 16:00").bad["reason"].to_list() == ["day-order"]


def test_a_zone_is_told_and_not_converted() -> None:
    found = read("2026-07-03T16:00:00+08:00", "2026-07-03T16:00:00Z", "2026-07-03 16:00")
    assert found.values.to_list() == ["2026-07-03T16:00:00"] * 3
    assert [(note.code, note.at) for note in found.notes] == [("READ-time-zone", (0, 1))]


def test_a_moment_comes_back_from_its_text() -> None:
    with_time, day = moment_of("2026-07-03T16:00:05"), moment_of("2026-07-03")
    assert with_time == Moment(date(2026, 7, 3), time(16, 0, 5))
    assert day == Moment(date(2026, 7, 3))
    assert moment_of(None) is None
    assert (with_time.text, day.text) == ("2026-07-03T16:00:05", "2026-07-03")
    assert (str(with_time), str(day)) == ("2026-07-03 16:00:05", "2026-07-03")
    assert str(Moment(date(2026, 7, 3), time(16, 0))) == "2026-07-03 16:00"
    assert (f"{day.earliest:%d %H}", f"{day.latest:%d %H}") == ("03 00", "04 00")
    assert with_time.earliest == with_time.latest


@pytest.mark.parametrize(
    ("first", "second", "before"),
    [
        ("2026-07-03", "2026-07-04T00:00:00", True),
        ("2026-07-03", "2026-07-03T16:00:00", False),
        ("2026-07-03T16:00:00", "2026-07-03", False),
        ("2026-07-03T16:00:00", "2026-07-03T16:00:01", True),
        ("2026-07-03T16:00:00", "2026-07-03T16:00:00", False),
        ("2026-07-04T00:00:00", "2026-07-03", False),
    ],
)
def test_before_is_what_is_sure(first: str, second: str, before: object) -> None:
    one_, two = moment_of(first), moment_of(second)
    assert one_ is not None
    assert two is not None
    assert one_.is_before(two) == before
