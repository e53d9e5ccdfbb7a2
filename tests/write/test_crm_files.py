"""Files for a CRM: how many, how large, and that nothing in a cell runs or loses its zeros."""

from __future__ import annotations

import csv
import io
from decimal import Decimal

import pytest
from openpyxl import load_workbook

from salesplan.write.new.crm_files import Shape, inert, pieces

HOSTILE = ("=1+1", "@SUM(A1)", "+cmd|' /C calc'!A0", "-2+3+cmd", "\tx")


def test_files_are_cut_by_rows_then_halved_until_they_are_small_enough() -> None:
    rows = [(f"{n:04}" * 10,) for n in range(10)]
    assert [p.rows for p in pieces(("名称",), rows, Shape("csv", max_rows=4))] == [4, 4, 2]
    small = list(pieces(("名称",), rows, Shape("csv", max_rows=8, max_bytes=150)))
    assert [p.rows for p in small] == [2, 2, 2, 2, 2]
    assert all(len(p.data) <= 150 for p in small)
    assert [p.rows for p in pieces(("名称",), rows[:2], Shape("csv", max_bytes=1))] == [1, 1]
    assert list(pieces(("名称",), [], Shape("csv"))) == []


def test_a_file_may_be_as_large_as_the_limit_and_the_first_half_is_the_larger() -> None:
    rows = [("x" * 9,)] * 5
    size = len(next(pieces(("名称",), rows, Shape("csv"))).data)
    assert [p.rows for p in pieces(("名称",), rows, Shape("csv", max_bytes=size))] == [5]
    assert [p.rows for p in pieces(("名称",), rows, Shape("csv", max_bytes=size - 1))] == [3, 2]


def test_signs_that_nobody_sees_are_never_spelt_out() -> None:
    [piece] = pieces(("名称",), [("甲\u202e乙",)], Shape("csv"))
    assert piece.data.decode() == "名称\r\n甲\u202e乙\r\n"


@pytest.mark.parametrize("text", HOSTILE)
def test_a_formula_is_inert_in_csv_and_a_text_in_a_workbook(text: str) -> None:
    [piece] = pieces(("名称",), [(text,)], Shape("csv"))
    [_, [cell]] = csv.reader(io.StringIO(piece.data.decode()))
    assert cell == f"'{text}"
    [book] = pieces(("名称",), [(text,)], Shape("xlsx"))
    found = load_workbook(io.BytesIO(book.data)).worksheets[0]["A2"]
    assert (found.value, found.data_type) == (text, "s")


@pytest.mark.parametrize("number", ["+86 139-2212-0000", "+8613922120000", "-5"])
def test_a_phone_number_with_its_country_stays(number: str) -> None:
    assert inert(number) == number


def test_ids_are_text_cells_and_amounts_numbers() -> None:
    [book] = pieces(("编号", "金额"), [("00123", Decimal("12.50"))], Shape("xlsx", sheet="a/b", above=(("说明",),)))
    sheet = load_workbook(io.BytesIO(book.data)).worksheets[0]
    assert [[cell.value for cell in row] for row in sheet.iter_rows()] == [
        ["说明", None],
        ["编号", "金额"],
        ["00123", 12.5],
    ]
    assert (sheet["A3"].data_type, sheet["A3"].number_format) == ("s", "@")
    assert sheet["B3"].data_type == "n"
    assert sheet.title == "a b"


def test_a_csv_has_the_mark_only_where_it_is_wanted_and_blanks_are_empty() -> None:
    shape = Shape("csv", mark=True)
    [marked] = pieces(("a", "b"), [("1", None)], shape)
    [plain] = pieces(("a", "b"), [("1", None)], Shape("csv"))
    assert marked.data == b"\xef\xbb\xbfa,b\r\n1,\r\n"
    assert plain.data == b"a,b\r\n1,\r\n"


def test_equal_records_are_equal_bytes() -> None:
    made = [next(pieces(("a",), [("甲",)], Shape("xlsx"))).data for _ in range(2)]
    assert made[0] == made[1]
