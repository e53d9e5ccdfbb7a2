"""Working days from the library and the company's own file."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import holidays
import pytest

from salesplan.compute.working_days import nth_workday, workdays
from salesplan.errors import BadInput
from salesplan.load.calendar import load_calendar_file, work_calendar
from salesplan.model.period import FiscalYear, month_of

CHINA = work_calendar("CN", range(2024, 2028))


@pytest.mark.oracle("2.2-b")
def test_working_days_of_china() -> None:
    assert [workdays(FiscalYear(year).period, CHINA) for year in (2024, 2025, 2026)] == [251, 248, 248]
    months = {year: [workdays(month, CHINA) for month in FiscalYear(year).months] for year in (2025, 2026)}
    assert months[2026] == [21, 16, 22, 21, 19, 21, 23, 21, 22, 18, 21, 23]
    assert months[2025] == [19, 19, 21, 22, 19, 20, 23, 21, 23, 18, 20, 23]
    make_up = [day for day, worked in sorted(CHINA.special.items()) if worked and day.year == 2026]
    assert [f"{day:%m-%d}" for day in make_up] == ["01-04", "02-14", "02-28", "05-09", "09-20", "10-10"]


@pytest.mark.oracle("2.2-a")
def test_july_and_the_make_up_day_of_february() -> None:
    assert workdays(month_of(2026, 7), CHINA) == 23
    assert nth_workday(month_of(2026, 7), 10, CHINA) == date(2026, 7, 14)
    assert nth_workday(month_of(2026, 7), 23, CHINA) == date(2026, 7, 31)
    assert nth_workday(month_of(2026, 7), 24, CHINA) is None
    assert CHINA.is_workday(date(2026, 2, 14))
    assert not CHINA.is_workday(date(2026, 2, 16))
    assert CHINA.next_workday(date(2026, 2, 16)) == date(2026, 2, 24)


def test_every_day_is_as_the_library_says() -> None:
    library = holidays.country_holidays("CN", years=range(2023, 2029))
    day = date(2024, 1, 1)
    while day.year < 2028:
        assert CHINA.is_workday(day) == library.is_working_day(day), day
        day += timedelta(days=1)


def test_a_year_without_the_official_notice_is_estimated() -> None:
    assert [CHINA.is_estimated(year) for year in (2025, 2026, 2027)] == [False, False, True]
    assert not work_calendar("CN", [2001]).is_estimated(2001)
    assert work_calendar("CN", [2000]).is_estimated(2000)
    taiwan = work_calendar("TW", (2026, 2027))
    assert [taiwan.is_estimated(year) for year in (2026, 2027)] == [False, True]


def test_hong_kong_and_taiwan_have_their_own_holidays_and_our_week() -> None:
    hong_kong, taiwan = work_calendar("HK", [2026]), work_calendar("TW", [2026])
    assert not hong_kong.is_workday(date(2026, 1, 3))  # a Saturday
    assert not hong_kong.is_workday(date(2026, 7, 1))
    assert taiwan.is_workday(date(2026, 7, 1))
    assert not taiwan.is_workday(date(2026, 2, 27))


def test_a_six_day_week_works_on_saturdays_but_not_on_holidays() -> None:
    shop = work_calendar("CN", [2026], workweek=frozenset(range(6)))
    assert shop.is_workday(date(2026, 3, 7))
    assert not shop.is_workday(date(2026, 10, 3))


def test_an_unknown_country_is_named() -> None:
    with pytest.raises(BadInput) as raised:
        work_calendar("XX", [2026])
    assert raised.value.problems[0].code == "CALENDAR-country"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_the_companys_own_days_win(tmp_path: Path, encoding: str) -> None:
    file = tmp_path / "calendar.csv"
    text = "日期,是否工作日,名称\n2026-02-16,1,盘点\n\n2026/3/2,0,厂庆\n2026年3月3日,否\n"
    file.write_bytes(text.replace("\n", "\r\n").encode(encoding))
    own = load_calendar_file(file)
    assert own == {date(2026, 2, 16): True, date(2026, 3, 2): False, date(2026, 3, 3): False}
    mine = work_calendar("CN", [2026], own_days=own)
    assert mine.is_workday(date(2026, 2, 16))
    assert workdays(FiscalYear(2026).period, mine) == 248 + 1 - 2


def test_every_bad_line_is_a_problem_with_its_number(tmp_path: Path) -> None:
    file = tmp_path / "calendar.csv"
    file.write_text("2026-02-30,1\n2026-02-16,maybe\n2026-02-17\n2026-03-01,1\n2026-03-01,0\n", "utf-8")
    with pytest.raises(BadInput) as raised:
        load_calendar_file(file)
    found = [(p.code, p.place.line) for p in raised.value.problems]
    assert found == [("CALENDAR-line", 1), ("CALENDAR-line", 2), ("CALENDAR-line", 3), ("CALENDAR-twice", 5)]


def test_a_file_that_is_no_text_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "calendar.csv"
    for content in (b"\0\1", b"x" * (1 << 20) + b"x", b"\xff\xff\xff"):
        file.write_bytes(content)
        with pytest.raises(BadInput):
            load_calendar_file(file)
    with pytest.raises(BadInput):
        load_calendar_file(tmp_path / "none.csv")
