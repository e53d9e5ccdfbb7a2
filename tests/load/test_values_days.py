"""Days: serial numbers of both systems, every text form, and month or day first."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from salesplan.load.grid import DATE, ERROR, ISO, NUMBER, TRUTH
from salesplan.load.values.cells import CellColumn, Context, ReadColumn
from salesplan.load.values.column import read_column
from salesplan.model.reading import DateOrder, ReadOptions

Cell = str | tuple[str, int] | tuple[str, int, int] | None


def read(*cells: Cell, context: Context | None = None) -> ReadColumn:
    return read_column("date", CellColumn.of(cells), context or Context())


def ordered(order: DateOrder) -> Context:
    return Context(options=ReadOptions(date_order=order))


# The cells of messy/06_dates.xlsx, 跟进日期, rows 2 to 32, as the file holds them.
DATES: list[tuple[Cell, str]] = [
    (("46082", DATE), "2026-03-01"),
    (("46083", DATE), "2026-03-02"),
    (("46085", DATE), "2026-03-04"),
    (("46086", DATE), "2026-03-05"),
    (("46087.999305555553", DATE), "2026-03-06"),
    (("46089", NUMBER), "2026-03-08"),
    (("46090.75", NUMBER), "2026-03-09"),
    (("20260311", NUMBER), "2026-03-11"),
    ("2026-03-12", "2026-03-12"),
    ("2026/3/13", "2026-03-13"),
    ("2026.3.14", "2026-03-14"),
    ("20260315", "2026-03-15"),
    ("2026年3月16日", "2026-03-16"),
    ("26-Mar-2026", "2026-03-26"),
    ("2026-03-18 09:30:00", "2026-03-18"),
    ("２０２６－０３－１９", "2026-03-19"),
    ("2026-03-20T08:00:00+08:00", "2026-03-20"),
    (" 2026-3-21 ", "2026-03-21"),
    ("46102", "2026-03-21"),
    ("2026年3月", "month"),
    ("3月24日", "no-year"),
    ("04/05/2026", "day-order"),
    ("2026-13-01", "no-month"),
    ("2026-02-29", "no-leap"),
    ("下周一", "word"),
    ("2026Q1", "quarter"),
    (("-1", DATE), "serial-below"),
    (("9999999", DATE), "serial-past"),
    ("0000-00-00", "zero-date"),
    (("1", DATE), "1900-01-01"),
    (("71650", DATE), "2096-03-01"),
]


def outcome(column: ReadColumn) -> list[str | None]:
    """For each cell its day, its reason, or None when it is missing."""
    reasons = dict(column.bad.select("at", "reason").iter_rows())
    return [reasons.get(i) or (d.isoformat() if d else None) for i, d in enumerate(column.values)]


def test_every_form_of_a_day_and_every_fault() -> None:
    column = read(*[cell for cell, _ in DATES])
    assert outcome(column) == [want for _, want in DATES]
    assert [(n.code, n.at) for n in column.notes] == [("READ-empty-day", (29,)), ("READ-far-day", (30,))]
    assert column.bad.filter(at=26)["text"].to_list() == ["-1"]


@pytest.mark.parametrize(
    ("text", "want"),
    [
        ("2026-3-5 星期四", "2026-03-05"),
        ("2026/3/5 (周四)", "2026-03-05"),
        ("2026年3月5日 下午3:30", "2026-03-05"),
        ("2026年3月5日09时30分", "2026-03-05"),
        ("2026-03-05T23:59:59.999Z", "2026-03-05"),
        ("20260305093000", "2026-03-05"),
        ("2026-03-05 09:30 PM", "2026-03-05"),
        ("March 5, 2026", "2026-03-05"),
        ("5 March 2026", "2026-03-05"),
        ("Thursday, March 5th, 2026", "2026-03-05"),
        ("5 Mrz 2026", "date"),
        ("民國115年3月5日", "2026-03-05"),
        ("2026-03-18 09:30", "2026-03-18"),
        ("2024-02-29", "2024-02-29"),
        ("2026-02-30", "no-day"),
        ("2026-04-31", "no-day"),
        ("2026-00-10", "no-month"),
        ("2026-31-01", "no-month"),
        ("2026-03", "month"),
        ("202603", "month"),
        ("Mar-26", "month"),
        ("2026", "year"),
        ("2026年", "year"),
        ("3-24", "no-year"),
        ("3/24", "no-year"),
        ("24 Mar", "no-year"),
        ("04/05/26", "short-year"),
        ("二〇二六年三月五日", "date-words"),
        ("09:30", "time"),
        ("2026年第一季度", "quarter"),
        ("第12周", "week"),
        ("2026-W12", "week"),
        ("12345", "no-serial"),
        ("待定", "word"),
        ("#N/A", "error-value"),
        ("无", None),
        ("-", None),
    ],
)
def test_a_text_is_a_day_or_says_why_not(text: str, want: str | None) -> None:
    assert outcome(read(text)) == [want]


# The system of 1900 has a day that never was, and starts at 1.
@pytest.mark.parametrize(
    ("serial", "want"),
    [
        ("0", "1900-01-01"),
        ("0.5", "time"),
        ("1.5", "1900-01-01"),
        ("1", "1900-01-01"),
        ("59", "1900-02-28"),
        ("60", "no-leap"),
        ("61", "1900-03-01"),
        ("2958465", "9999-12-31"),
        ("2958466", "serial-past"),
        ("-0.5", "serial-below"),
        ("4.6089E4", "2026-03-08"),
        ("abc", "damaged-number"),
        ("1e999", "serial-past"),
    ],
)
def test_serial_numbers_of_1900(serial: str, want: str) -> None:
    assert outcome(read((serial, DATE))) == [want]


# messy/07_dates_1904.xlsx
@pytest.mark.parametrize(
    ("serial", "want"),
    [
        ("44565", "2026-01-05"),
        ("44619", "2026-02-28"),
        ("44620", "2026-03-01"),
        ("1", "1904-01-02"),
        ("0", "1904-01-01"),
        ("60", "1904-03-01"),
        ("2957003", "9999-12-31"),
        ("2957004", "serial-past"),
    ],
)
def test_serial_numbers_of_1904(serial: str, want: str) -> None:
    assert outcome(read((serial, DATE), context=Context(date1904=True))) == [want]


# A bare number must look like a day of our times.
@pytest.mark.parametrize(
    ("number", "want"),
    [
        ("19999", "no-serial"),
        ("20000", "1954-10-03"),
        ("79999", "2119-01-10"),
        ("80000", "no-serial"),
        ("2026", "year"),
        ("202603", "month"),
        ("20260230", "no-serial"),
        ("5", "no-serial"),
    ],
)
def test_numbers_without_a_date_format(number: str, want: str) -> None:
    assert outcome(read((number, NUMBER))) == [want]


def test_other_kinds_of_cells() -> None:
    column = read(("#N/A", ERROR), ("1", TRUTH), ("2026-03-20T08:00:00", ISO), None)
    assert outcome(column) == ["error-value", "date-truth", "2026-03-20", None]
    assert column.bad["text"].to_list() == ["#N/A", "TRUE"]


# 15_semicolon.csv, and the order of crm-pipeline
def test_the_column_decides_what_comes_first_and_a_note_says_so() -> None:
    day_first = read("31.01.2026", "01.02.2026", "28.02.2026")
    assert outcome(day_first) == ["2026-01-31", "2026-02-01", "2026-02-28"]
    assert [(n.code, n.count, n.at) for n in day_first.notes] == [("READ-date-order", 1, (1,))]
    month_first = read("10/20/2016", "3/1/2017", "3/1/2017")
    assert outcome(month_first) == ["2016-10-20", "2017-03-01", "2017-03-01"]
    assert month_first.notes[0].count == 2
    assert "month first" in month_first.notes[0].text.in_("en")


def test_cells_that_contradict_each_other_leave_the_doubtful_ones_bad() -> None:
    column = read("31/01/2026", "01/31/2026", "04/05/2026", "05/05/2026")
    assert outcome(column) == ["2026-01-31", "2026-01-31", "day-order", "2026-05-05"]


@pytest.mark.parametrize(
    ("text", "want"), [("12/12/2026", "2026-12-12"), ("12/13/2026", "2026-12-13"), ("11/12/2026", "day-order")]
)
def test_doubt_ends_at_the_thirteenth(text: str, want: str) -> None:
    assert outcome(read(text)) == [want]


def test_the_option_wins_over_the_column() -> None:
    assert outcome(read("31/01/2026", "04/05/2026", context=ordered("mdy"))) == ["no-month", "2026-04-05"]
    assert outcome(read("04/05/2026", "04/05/26", context=ordered("dmy"))) == ["2026-05-04", "2026-05-04"]
    assert outcome(read("26-03-05", context=ordered("ymd"))) == ["2026-03-05"]
    assert outcome(read("31/01/2026", "04/05/2026", context=ordered("ymd"))) == ["2026-01-31", "2026-05-04"]
    assert read("04/05/2026", context=ordered("dmy")).notes[0].text.in_("en").endswith("dmy")


def test_far_starts_after_thirty_years() -> None:
    today = Context(options=ReadOptions(today=date(2026, 1, 1)))
    last = date(2026, 1, 1) + timedelta(days=30 * 366)
    column = read(last.isoformat(), (last + timedelta(days=1)).isoformat(), context=today)
    assert [(n.code, n.at) for n in column.notes] == [("READ-far-day", (1,))]


def test_far_days_are_reckoned_from_today_where_it_is_known() -> None:
    today = Context(options=ReadOptions(today=date(2090, 1, 1)))
    assert read(("46082", DATE), ("71650", DATE), context=today).notes == ()


@settings(max_examples=60, deadline=None)
@given(
    st.dates(date(1900, 3, 1), date(9999, 12, 31)),
    st.sampled_from(
        ["{d:%Y}-{d.month}-{d.day}", "{d:%Y}年{d.month}月{d.day}日", "{d:%Y%m%d}", "{d:%Y}/{d:%m}/{d:%d} 23:59"]
    ),
)
def test_a_day_is_the_same_in_every_form(day: date, form: str) -> None:
    serial = str((day - date(1899, 12, 30)).days)
    column = read(form.format(d=day).zfill(8), (serial, DATE), day.isoformat().zfill(10))
    assert column.values.to_list() == [day] * 3


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 2957003))
def test_the_two_systems_are_1462_days_apart(serial: int) -> None:
    late = read((str(serial), DATE), context=Context(date1904=True)).values[0]
    assert late == date(1904, 1, 1) + timedelta(days=serial)
    early = read((str(serial + 1462), DATE)).values[0]
    assert early == late


@pytest.mark.parametrize(
    ("text", "kept"), [("0001-01-01", False), ("1899-12-29", False), ("1899-12-30", True), ("1900-01-02", True)]
)
def test_a_day_before_the_first_that_a_spreadsheet_knows_is_bad(text: str, kept: object) -> None:
    found = read(text, "2026-01-05")
    assert (found.values[0] is not None) == kept
    assert found.values[1] is not None
    assert found.bad["reason"].to_list() == ([] if kept else ["too-old"])
