"""What inspect says about one file: sheets, columns with their figures, faults as findings and never as refusals."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest

from salesplan.compute.inspect import inspect
from salesplan.errors import BadUsage
from salesplan.load import inspection
from salesplan.load.inspection import inspect_source
from salesplan.model.inspection import SeenColumn, SeenSheet
from salesplan.model.reading import ReadOptions
from salesplan.text import Text

Rows = list[list[object]]
Book = Callable[[dict[str, Rows]], str]
PLAIN = ReadOptions()
CUSTOMERS: Rows = [
    ["客户编号", "客户名称", "年销售额(万元)", "最近下单日期", "毛利率"],
    ["00017", "甲", 1.5, date(2026, 6, 3), 0.2],
    ["00230", "乙", None, date(2026, 5, 20), None],
    ["00304", "丙", "约3", None, 0.1],
]


@pytest.fixture
def book(tmp_path: Path) -> Book:
    """Makes a workbook of these sheets; a name that begins with _ is a hidden one."""

    def _book(sheets: dict[str, Rows]) -> str:
        made = openpyxl.Workbook()
        made.remove(made.worksheets[0])
        for name, rows in sheets.items():
            sheet = made.create_sheet(name)
            sheet.sheet_state = "hidden" if name.startswith("_") else "visible"
            for row in rows:
                sheet.append(row)
        made.save(tmp_path / "list.xlsx")
        return str(tmp_path / "list.xlsx")

    return _book


def column(sheet: SeenSheet, letter: str) -> SeenColumn:
    return next(each for each in sheet.columns if each.column == letter)


def english(text: Text) -> str:
    return text.in_("en")


def test_a_column_says_what_it_holds_in_its_own_unit(book: Book) -> None:
    seen = inspect_source(book({"客户": CUSTOMERS}), PLAIN)
    (sheet,) = seen.sheets
    assert (sheet.table, sheet.header_rows, sheet.first_row, sheet.last_row, sheet.rows) == ("customers", (1,), 2, 4, 3)
    amount = column(sheet, "C")
    assert (amount.header, amount.raw, amount.header_cell) == ("年销售额", "年销售额(万元)", "C1")
    assert (amount.field, amount.rank, amount.unit, amount.kind, amount.status) == (
        "amount",
        1,
        "万元",
        "amount",
        "used",
    )
    assert (amount.sum, amount.minimum, amount.maximum) == (Decimal("1.5"), Decimal("1.5"), Decimal("1.5"))
    assert (amount.filled, amount.missing, amount.bad) == (2, ("C3",), ("C4",))
    day = column(sheet, "D")
    assert (day.sum, day.minimum, day.maximum, day.missing) == (None, date(2026, 5, 20), date(2026, 6, 3), ("D4",))


def test_a_field_of_another_list_is_shown_with_that_list(book: Book) -> None:
    (sheet,) = inspect_source(book({"客户": CUSTOMERS}), PLAIN).sheets
    margin = column(sheet, "E")
    assert (margin.table, margin.field, margin.status) == ("orders", "margin", "foreign")


def test_an_unknown_column_of_numbers_is_added_up_and_one_of_codes_is_not(book: Book) -> None:
    rows: Rows = [["客户名称", "甲乙", "丙丁", "戊己"], ["A", 1.5, "007", 3], ["B", "2", "008", "x"]]
    (sheet,) = inspect_source(book({"客户": rows}), ReadOptions(table="customers")).sheets
    assert [(c.kind, c.sum, c.bad_count) for c in sheet.columns[1:]] == [
        ("number", Decimal("3.5"), 0),
        ("text", None, 0),
        ("text", None, 0),
    ]


def test_an_error_value_in_an_unknown_column_is_only_a_note(book: Book) -> None:
    rows: Rows = [["客户名称", "年销售额", "甲乙"], ["A", "#N/A", "#N/A"], ["B", 1, 2]]
    seen = inspect_source(book({"客户": rows}), ReadOptions(table="customers"))
    found = [(p.place.cell, p.code, p.severity) for p in seen.findings if p.code == "READ-error-cell"]
    assert found == [("B2", "READ-error-cell", "error"), ("C2", "READ-error-cell", "note")]


def test_the_sheet_with_the_list_is_read_and_the_others_are_named(book: Book) -> None:
    seen = inspect_source(book({"封面": [["你好"]], "客户": CUSTOMERS, "_旧": CUSTOMERS}), PLAIN)
    assert [(s.name, s.why) for s in seen.sheets] == [("客户", "best")]
    assert dict(seen.others) == {"封面": "visible", "_旧": "hidden"}


def test_sheets_that_are_named_are_all_read(book: Book) -> None:
    seen = inspect_source(book({"1月": CUSTOMERS, "2月": CUSTOMERS, "_旧": CUSTOMERS}), ReadOptions(sheets=("*月",)))
    assert [(s.name, s.why, s.rows) for s in seen.sheets] == [("1月", "asked", 3), ("2月", "asked", 3)]
    result = inspect(seen)
    assert [s.sheet for s in result.summary.more_sheets] == ["2月"]
    assert {r["sheet"] for r in result.rows.records()} == {"1月", "2月"}


def test_a_sheet_that_is_not_there_is_wrong_usage(book: Book) -> None:
    with pytest.raises(BadUsage) as bad:
        inspect_source(book({"客户": CUSTOMERS}), ReadOptions(sheets=("订单",)))
    assert "客户" in english(bad.value.problems[0].fix)


def test_a_header_is_assumed_where_none_is_known(book: Book) -> None:
    seen = inspect_source(book({"x": [["天气", "颜色"], ["晴", "红"], ["雨", 7]]}), PLAIN)
    (sheet,) = seen.sheets
    assert (sheet.header_assumed, sheet.table, sheet.header_rows, sheet.rows) == (True, None, (1,), 2)
    assert [(p.code, p.severity) for p in seen.findings] == [("READ-no-header", "warning")]


def test_a_sheet_with_nothing_like_a_list_is_said(book: Book) -> None:
    seen = inspect_source(book({"x": [["天气"], [1], [2]]}), PLAIN)
    (sheet,) = seen.sheets
    assert (sheet.rows, sheet.columns, sheet.table) == (0, (), None)
    assert [p.code for p in seen.findings] == ["READ-no-header"]


def test_addresses_are_cut_and_counts_are_not(book: Book, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(inspection, "ADDRESSES", 3)
    rows: Rows = [["客户编号", "客户名称", "邮箱"], ["K0", "甲", "a@b.c"]]
    rows += [[f"K{i}", f"客户{i}", None] for i in range(1, 5)]
    seen = inspect_source(book({"客户": rows}), ReadOptions(table="customers"))
    mail = column(seen.sheets[0], "C")
    assert (mail.missing_count, mail.missing) == (4, ("C3", "C4", "C5"))
    assert [p.code for p in seen.findings if p.code == "READ-cut"] == ["READ-cut"]


def test_findings_come_in_the_order_of_the_sheet(book: Book) -> None:
    rows: Rows = [["客户名称", "年销售额", "潜力金额"], ["A", "x", "y"], ["B", 1, "z"], ["C", "w", 2]]
    seen = inspect_source(book({"客户": rows}), ReadOptions(table="customers", columns={"potential": "C"}))
    assert [p.place.cell for p in seen.findings if p.code == "READ-number"] == ["B2", "C2", "C3", "B4"]


def test_the_result_holds_plain_values(book: Book) -> None:
    result = inspect(inspect_source(book({"客户": CUSTOMERS}), PLAIN))
    assert result.command == "inspect"
    assert result.as_of is None
    rows = {str(r["column"]): r for r in result.rows.records()}
    assert (rows["C"]["sum"], rows["C"]["minimum"], rows["D"]["maximum"]) == (Decimal("1.5"), "1.5", "2026-06-03")
    assert (result.summary.sheet, result.summary.sheet_why, result.summary.format) == ("客户", "only", "xlsx")
    assert result.inputs[0].sha256


@pytest.mark.parametrize("encoding", ["gb18030", "big5"])
def test_recognised_titles_decide_an_encoding_in_doubt(tmp_path: Path, encoding: str) -> None:
    """By its bytes alone the GB18030 file looks more like Big5; only as GB18030 it has titles that are known."""
    file = tmp_path / "list.csv"
    file.write_bytes("客戶名稱,金額\n許,1\n".encode(encoding))
    seen = inspect_source(str(file), ReadOptions(table="customers"))
    assert seen.encoding == encoding
    assert [c.field for c in seen.sheets[0].columns] == ["name", "amount"]
    assert [p.code for p in seen.findings] == ([] if seen.encoding_sure else ["READ-encoding"])
    assert seen.encoding_sure == (encoding == "big5")


def test_cells_outside_the_list_and_hidden_rows_are_said(tmp_path: Path) -> None:
    made = openpyxl.Workbook()
    sheet = made.worksheets[0]
    for row in (*CUSTOMERS, *CUSTOMERS[1:]):
        sheet.append(row)
    sheet["K6"] = "?"
    for number in (3, 5):
        sheet.row_dimensions[number].hidden = True
    sheet.column_dimensions["D"].hidden = True
    made.save(tmp_path / "list.xlsx")
    seen = inspect_source(str(tmp_path / "list.xlsx"), ReadOptions(table="customers"))
    assert (seen.sheets[0].hidden_rows, seen.sheets[0].hidden_columns) == ((3, 5), ("D",))
    said = {p.code: english(p.what) for p in seen.findings if p.severity == "note"}
    assert said["READ-stray"] == "cells outside the list were not read: K6"
    assert said["READ-hidden-rows"] == "2 rows are hidden by a filter and count all the same"
