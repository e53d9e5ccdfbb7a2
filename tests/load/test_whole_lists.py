"""A list with every column as it stands: what cells show, what they were read as, which may not be touched."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

import openpyxl
import pytest

from salesplan.load.values.days import serial_moment
from salesplan.load.whole_lists import read_whole
from salesplan.model.reading import ReadOptions
from salesplan.model.whole_list import WholeSheet

OPTIONS = ReadOptions()


def _parts(sheet: WholeSheet, title: str, part: str) -> list[object]:
    column = next(each for each in sheet.columns if each.title == title)
    return list(sheet.frame.get_column(f"{part}:{column.at}").to_list())


@pytest.fixture
def sheet(tmp_path: Path) -> WholeSheet:
    """A workbook with ids shown with zeros, times, percentages, a row number and a total."""
    book = openpyxl.Workbook()
    page = book.worksheets[0]
    page.append(["序号", "客户编号", "客户名称", "最近跟进日期", "年销售额（万元）", "折扣", "自己的列", "洽谈日期"])
    page.append([1, 7, " 甲 ", datetime(2026, 6, 1, 14, 30), 1.5, 0.9, 12, "2026/6/1"])  # noqa: DTZ001 - cells know no time zone
    page.append([2, "008", "乙", date(2026, 6, 2), "1.2亿", None, "Ａ", "下周"])
    page.append(["合计", None, None, None, 12001.5, None, None, None])
    page["B2"].number_format = "000"
    page["F2"].number_format = "0%"
    path = tmp_path / "客户.xlsx"
    book.save(path)
    return read_whole([str(path)], OPTIONS).sheets[0]


def test_what_cells_show(sheet: WholeSheet) -> None:
    """Ids with their zeros, days with their times, texts with their blanks; no total row."""
    assert _parts(sheet, "客户编号", "text") == ["007", "008"]
    assert _parts(sheet, "客户名称", "text") == [" 甲 ", "乙"]
    assert _parts(sheet, "最近跟进日期", "text") == ["2026-06-01 14:30:00", "2026-06-02"]
    assert _parts(sheet, "客户编号", "typed") == [False, True]


def test_figures_are_in_their_own_unit(sheet: WholeSheet) -> None:
    """1.5 and 12,000 of 万元, as whole numbers of one scale."""
    column = next(each for each in sheet.columns if each.field == "amount")
    assert [value / 10**column.scale for value in _parts(sheet, column.title, "value")] == [1.5, 12000]


def test_columns_that_stay_as_they_are(sheet: WholeSheet) -> None:
    assert [each.title for each in sheet.columns if each.kept] == ["序号"]
    assert [each.title for each in sheet.columns if each.percent] == ["折扣"]


def test_a_column_of_days_is_known_by_its_title(sheet: WholeSheet) -> None:
    assert _parts(sheet, "洽谈日期", "value") == [date(2026, 6, 1), None]
    assert next(each for each in sheet.columns if each.title == "洽谈日期").field is None


def test_no_row_is_left_out_for_a_bad_cell(tmp_path: Path) -> None:
    path = tmp_path / "客户.csv"
    path.write_text("客户名称,创建日期\n甲,2026-02-30\n乙,2026-02-03\n", "utf-8")
    whole = read_whole([str(path)], OPTIONS)
    assert len(whole.records) == len(whole.sheets[0].frame) == 2
    assert _parts(whole.sheets[0], "创建日期", "fault") != [None, None]
    assert [problem.code for problem in whole.findings if problem.severity != "note"] == ["READ-date"]


@pytest.mark.parametrize(
    ("serial", "shown"),
    [(46174, "2026-06-01"), (46174.5, "2026-06-01 12:00:00"), (46173.999999, "2026-06-01"), (-1.0, "-1")],
)
def test_moments(serial: float, shown: str) -> None:
    """A time within half a second of midnight is midnight; what is no day stays a number."""
    assert serial_moment(serial, date1904=False) == shown


def test_whole_shares_under_a_percent_title_are_percentages_again(tmp_path: Path) -> None:
    """100 and 0 under (%) are read as the shares 1 and 0; as values of the column they are 100 and 0 again."""
    path = tmp_path / "a.csv"
    path.write_text("商机名称,客户名称,阶段,赢率（%）\n甲,乙,谈判,100\n丙,丁,谈判,0\n", "utf-8")
    [sheet] = read_whole([str(path)], OPTIONS).sheets
    column = next(each for each in sheet.columns if each.field == "probability")
    assert column.scale == 0
    assert _parts(sheet, column.title, "value") == [100, 0]
