"""Values reach the right rows: the sheet as it is now is compared with what was read, key by key."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import xlsxwriter  # type: ignore[import-untyped] # it has no types
from hypothesis import given, settings
from hypothesis import strategies as st

from salesplan.errors import CannotWrite, Problem
from salesplan.load.lists import read_list
from salesplan.model.reading import ReadOptions
from salesplan.write.patch.row_keys import flat, unlike
from salesplan.write.patch.sheet_survey import survey
from salesplan.write.patch.workbook_parts import open_book
from salesplan.write.update import NewColumn, RowKeys, Update, UpdateOptions
from salesplan.write.workbook_update import update_columns

OPTIONS = UpdateOptions(datetime(2026, 11, 21, 18, 45), lock_wait=0)  # noqa: DTZ001 - backups are named by the user's own clock
HEADER = ("客户编号", "客户名称", "年销售额")
READ = ("C1", "C2", "C3", "C4")
IDS = RowKeys(1, {2: "C1", 3: "C2", 4: "C3", 5: "C4"}, by="id", header="客户编号")
CLASSES = NewColumn("class", {2: "A", 3: "B", 4: "C", 5: "D"})
Row = Sequence[Any]


def make(path: Path, rows: Sequence[Row], header: Row = HEADER, above: Sequence[Row] = (), **formats: str) -> Path:
    """A list; a value given as (value, "fmt") gets the number format ``formats["fmt"]``, ("=A1", 5) is a formula."""
    book = xlsxwriter.Workbook(path, {"strings_to_formulas": False})
    sheet = book.add_worksheet("客户")
    styles = {name: book.add_format({"num_format": code}) for name, code in formats.items()}
    for at, row in enumerate([*above, header, *rows]):
        for column, value in enumerate(row):
            if not isinstance(value, tuple):
                sheet.write(at, column, value)
            elif str(value[0]).startswith("="):
                sheet.write_formula(at, column, value[0], None, value[1])
            else:
                sheet.write(at, column, value[0], styles[value[1]])
    book.close()
    return path


def people(*ids: str | None) -> list[Row]:
    """A row for each id, named after it; None: a row that holds something else."""
    return [(key, f"名{key}", 1.5) if key else (None, None, 9) for key in ids]


def update(path: Path, keys: RowKeys | None = IDS, column: NewColumn = CLASSES, header_row: int = 1) -> Update:
    return update_columns(path, "客户", header_row, [column], OPTIONS, keys=keys)


def classes(path: Path, header_row: int = 1, key: str = "客户编号") -> dict[Any, Any]:
    """The class beside each id, as openpyxl reads the list."""
    rows = list(openpyxl.load_workbook(path, data_only=True)["客户"].values)[header_row - 1 :]
    at, ours = rows[0].index(key), rows[0].index("客户分级 (salesplan)")
    return {row[at]: row[ours] for row in rows[1:]}


def refusal(path: Path, keys: RowKeys | None = IDS, column: NewColumn = CLASSES) -> list[Problem]:
    """The problems of a refusal that left the file as it was."""
    before = path.read_bytes()
    with pytest.raises(CannotWrite) as caught:
        update(path, keys, column)
    assert path.read_bytes() == before
    return list(caught.value.problems)


def codes(
    path: Path, keys: RowKeys | None = IDS, column: NewColumn = CLASSES
) -> list[tuple[str, int | None, str | None]]:
    """Code, row as read and key of each problem."""
    return [(p.code.removeprefix("WRITE-"), p.place.line, p.value) for p in refusal(path, keys, column)]


@pytest.mark.parametrize(
    "now",
    [
        ("C1", "C2", "C3", "C4"),
        ("C4", "C3", "C2", "C1"),
        ("C2", "C1", "C3", "C4"),
        ("new", "C1", "C2", "C3", "C4"),
        ("C1", "C2", "new", "C3", "C4", "newer"),
        (None, "C1", None, "C2", "C3", "C4"),
        ("C4", "new", "C1", "new", "C3", "C2"),
    ],
)
def test_values_follow_their_ids(tmp_path: Path, now: Sequence[str | None]) -> None:
    path = make(tmp_path / "a.xlsx", people(*now))
    before = openpyxl.load_workbook(path)["客户"]
    update(path)
    after = classes(path)
    assert {key: after[key] for key in READ} == dict(zip(READ, "ABCD", strict=True))
    assert {after[key] for key in after if key not in READ} <= {None}
    again = openpyxl.load_workbook(path)["客户"]
    assert all(again[cell.coordinate].value == cell.value for row in before.iter_rows() for cell in row)


def test_rows_deleted_above_move_the_others_up(tmp_path: Path) -> None:
    path = make(tmp_path / "a.xlsx", people("C3", "C4"))
    update(path, column=NewColumn("class", {4: "C", 5: "D"}))
    assert classes(path) == {"C3": "C", "C4": "D"}


@pytest.mark.parametrize(
    ("now", "found"),
    [
        (("C1", "C3", "C4"), [("key-missing", 3, "C2")]),
        (("C1", "C2x", "C3", "C4"), [("key-missing", 3, "C2")]),
        (("C1", None, "C3", "C4"), [("key-missing", 3, "C2")]),
        (("C1", "C2", "C3", "C4", "C2"), [("key-doubled", 3, "C2")]),
        (("C1", "C2", "C3", "C4", "Ｃ2 "), [("key-doubled", 3, "C2")]),
        (("C4", "C4", "C1", "C2"), [("key-missing", 4, "C3"), ("key-doubled", 5, "C4")]),
        ((), [("key-missing", 2, "C1"), ("key-missing", 3, "C2"), ("key-missing", 4, "C3"), ("key-missing", 5, "C4")]),
    ],
)
def test_ids_that_are_gone_or_doubled_are_named(tmp_path: Path, now: Sequence[str | None], found: object) -> None:
    assert codes(make(tmp_path / "a.xlsx", people(*now))) == found


def test_a_refusal_says_where_and_what(tmp_path: Path) -> None:
    problem = refusal(make(tmp_path / "a.xlsx", people("C1", "C2", "C3", "C4", "C2")))[0]
    assert problem.what.in_("zh") == "“C2”读取时只在第 3 行，现在第 3, 6 行都是它，没有写入"
    assert (
        problem.what.in_("en") == '"C2" was only in row 3 when it was read and is in rows 3, 6 now; nothing was written'
    )


@pytest.mark.parametrize(("gone", "named"), [(20, 20), (21, 21), (30, 21)])
def test_of_many_rows_twenty_are_named_and_the_rest_counted(tmp_path: Path, gone: int, named: int) -> None:
    keys = replace(IDS, texts={row: f"X{row}" for row in range(2, 2 + gone)})
    found = refusal(make(tmp_path / "a.xlsx", people()), keys, NewColumn("class", dict.fromkeys(keys.texts, "A")))
    assert len(found) == named
    last = "“X21”读取时在第 21 行，现在不在了，没有写入" if gone == 20 else f"还有 {gone - 20} 行也变了"
    assert found[-1].what.in_("zh") == last


def test_ids_doubled_when_read_are_taken_only_where_they_were(tmp_path: Path) -> None:
    twice = replace(IDS, texts={2: "C1", 3: "C2", 4: "C1", 5: "C4"})
    path = make(tmp_path / "a.xlsx", people("C1", "C2", "C1", "C4"))
    update(path, twice)
    assert [cell.value for cell in openpyxl.load_workbook(path)["客户"]["D"]][1:] == ["A", "B", "C", "D"]
    assert codes(make(tmp_path / "b.xlsx", people("C2", "C1", "C1", "C4")), twice) == [("key-missing", 2, "C1")]
    path = make(tmp_path / "c.xlsx", people("C1", "C4", "C1", "C2"))
    update(path, twice)
    assert [cell.value for cell in openpyxl.load_workbook(path)["客户"]["D"]][1:] == ["A", "D", "C", "B"]


NAMES = RowKeys(2, {2: "名C1", 3: "名C2", 4: "名C3", 5: "名C4"})


def test_names_are_taken_only_where_they_were(tmp_path: Path) -> None:
    path = make(tmp_path / "a.xlsx", people("C1", "C2", "C3", "C4", "C1"))
    update(path, NAMES)
    assert [cell.value for cell in openpyxl.load_workbook(path)["客户"]["D"]][1:5] == ["A", "B", "C", "D"]
    path = make(tmp_path / "b.xlsx", people("C1", "C3", "C2"))
    assert codes(path, NAMES) == [("changed", 3, "名C2"), ("changed", 4, "名C3"), ("changed", 5, "名C4")]
    found = refusal(path, NAMES)
    assert (found[0].place.cell, found[0].what.in_("zh")) == ("B3", "第 3 行读取时是“名C2”，现在是“名C3”，没有写入")


def test_rows_without_an_id_go_by_their_name(tmp_path: Path) -> None:
    keys = replace(IDS, texts={2: "C1", 4: "C3"}, others=RowKeys(2, {3: "无编号", 5: "也无"}, header="客户名称"))
    rows: list[Row] = [("C1", "甲", 1), (None, "无编号", 1), ("C3", "丙", 1), (None, "也无", 1)]
    path = make(tmp_path / "a.xlsx", rows)
    update(path, keys)
    assert [cell.value for cell in openpyxl.load_workbook(path)["客户"]["D"]][1:] == ["A", "B", "C", "D"]
    path = make(tmp_path / "b.xlsx", [rows[2], rows[1], rows[0], rows[3]])
    update(path, keys)
    assert [cell.value for cell in openpyxl.load_workbook(path)["客户"]["D"]][1:] == ["C", "B", "A", "D"]
    path = make(tmp_path / "c.xlsx", [rows[0], rows[3], rows[2], rows[1]])
    assert codes(path, keys) == [("changed", 3, "无编号"), ("changed", 5, "也无")]
    path = make(tmp_path / "d.xlsx", [rows[0], ("C9", "无编号", 1), rows[2], rows[3]])
    assert codes(path, keys) == [("changed", 3, "")]


def test_rows_with_neither_are_written_only_where_nothing_moved(tmp_path: Path) -> None:
    keys = replace(IDS, texts={2: "C1", 4: "C3", 5: "C4"})
    path = make(tmp_path / "a.xlsx", people("C1", None, "C3", "C4"))
    update(path, keys)
    assert [cell.value for cell in openpyxl.load_workbook(path)["客户"]["D"]][1:] == ["A", "B", "C", "D"]
    assert codes(make(tmp_path / "b.xlsx", people("C3", None, "C1", "C4")), keys) == [("changed", 3, None)]


def test_the_header_is_found_again_under_inserted_rows_and_columns(tmp_path: Path) -> None:
    wide = [("x", *row) for row in people("C2", "C1", "C3", "C4")]
    path = make(tmp_path / "a.xlsx", wide, ("新列", *HEADER), [("2026 年客户",), ()])
    done = update(path)
    assert (done.columns[0].letters, done.first[0].cell) == ("E", "E3")
    assert classes(path, 3) == {"C1": "A", "C2": "B", "C3": "C", "C4": "D"}
    update(path)
    assert openpyxl.load_workbook(path)["客户"].max_column == 5


def test_the_header_is_found_again_above_where_it_was(tmp_path: Path) -> None:
    path = make(tmp_path / "a.xlsx", people("C1", "C2", "C3", "C4"))
    keys = replace(IDS, texts={row + 5: key for row, key in IDS.texts.items()})
    column = NewColumn("class", {row + 5: value for row, value in CLASSES.values.items()})
    update(path, keys, column, header_row=6)
    assert classes(path) == {"C1": "A", "C2": "B", "C3": "C", "C4": "D"}


def test_of_several_headers_the_nearest_and_the_one_in_its_column_count(tmp_path: Path) -> None:
    header = ("客户编号", "客户名称", "客户编号")
    path = make(tmp_path / "a.xlsx", people("C2", "C1"), header, [("说明", "客户编号"), ("", "客户编号")])
    keys = replace(IDS, texts={4: "C1", 5: "C2"})
    update(path, keys, NewColumn("class", {4: "A", 5: "B"}), header_row=3)
    assert classes(path, 3) == {"C2": "B", "C1": "A"}


def test_rows_without_a_key_stay_out_when_the_header_moved(tmp_path: Path) -> None:
    path = make(tmp_path / "a.xlsx", people(None), above=[("标题",)])
    assert codes(path, replace(IDS, texts={}), NewColumn("class", {2: "A"})) == [("changed", 2, None)]


@pytest.mark.parametrize("header", [("编号", "客户名称"), (None, "客户名称"), ("新列", "客户编号", "客户编号")])
def test_a_header_that_is_gone_or_unclear_is_named(tmp_path: Path, header: Row) -> None:
    path = make(tmp_path / "a.xlsx", people(*READ), header)
    assert codes(path) == [("changed", 1, "客户编号")]


def test_other_headers_may_be_renamed_and_width_does_not_count(tmp_path: Path) -> None:
    path = make(tmp_path / "a.xlsx", people(*READ), ("客户 编号", "公司", "金额"))
    update(path)
    assert classes(path, key="客户 编号")["C4"] == "D"


def test_without_the_headers_text_nothing_follows(tmp_path: Path) -> None:
    keys = replace(IDS, header=None)
    path = make(tmp_path / "a.xlsx", people("C2", "C1", "C3", "C4"))
    assert codes(path, keys) == [("key-missing", 2, "C1"), ("key-missing", 3, "C2")]
    assert update(make(tmp_path / "b.xlsx", people(*READ)), keys).changed == 5


@pytest.mark.parametrize(
    ("cell", "read"),
    [
        ("00123", "00123"),
        (" Ｃ－１ ", "C-1"),
        ('="007"', "007"),
        (123, "123"),
        ((123, "zeros"), "00123"),
        ((7, "letters"), "C2-007"),
        (100000.0, "100000"),
        (12.5, "12.5"),
        (1e16, "10000000000000000"),
        (12345678901234567, "12345678901234600"),
        ("C-2", "Ｃ-2 "),
        ("客户编号", "客户编号"),
        ((date(2026, 1, 31), "day"), "2026-01-31"),
        (True, "TRUE"),
        (("=1+1", 2), "2"),
        (('="C"&1', "C1"), "C1"),
    ],
)
def test_keys_are_compared_as_the_reader_of_lists_sees_them(tmp_path: Path, cell: Any, read: str) -> None:  # noqa: ANN401 - any cell
    formats = {"zeros": "00000", "letters": '"C2-"000', "day": "yyyy-mm-dd"}
    path = make(tmp_path / "a.xlsx", [("x", "y"), (cell, "z")], **formats)
    keys = RowKeys(1, {2: read}, by="id", header="客户编号")
    assert update(path, keys, NewColumn("class", {2: "A"})).changed == 2
    assert openpyxl.load_workbook(path)["客户"]["D3"].value == "A"


@pytest.mark.parametrize(
    ("cell", "read"), [("00123", "123"), (123, "00123"), ("c1", "C1"), ("C 1", "C1"), ("#N/A", "#N/A"), ("-", "-")]
)
def test_other_ids_are_not_taken_for_the_same(tmp_path: Path, cell: Any, read: str) -> None:  # noqa: ANN401 - any cell
    path = make(tmp_path / "a.xlsx", [(cell, "z")])
    assert codes(path, replace(IDS, texts={2: read}), NewColumn("class", {2: "A"})) == [("key-missing", 2, read)]


def test_an_error_value_is_no_key(tmp_path: Path) -> None:
    path = make(tmp_path / "a.xlsx", [(("=NA()", "#N/A"), "z")])
    assert codes(path, RowKeys(1, {2: "C1"}), NewColumn("class", {2: "A"})) == [("changed", 2, "C1")]
    path = make(tmp_path / "b.xlsx", [(("=A9", "#REF!"), "z")])
    keys = replace(IDS, texts={}, others=RowKeys(2, {2: "z"}))
    assert update(path, keys, NewColumn("class", {2: "A"})).changed == 2


def test_a_merged_key_is_that_of_all_its_rows(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    book = xlsxwriter.Workbook(path)
    sheet = book.add_worksheet("客户")
    sheet.write_row(0, 0, HEADER)
    sheet.merge_range(1, 0, 2, 0, "C1", book.add_format())
    sheet.write_column(1, 1, ["甲", None, "乙", "丙"])
    sheet.write_column(1, 2, [1, 2, 3, 4])
    sheet.write(3, 0, "C2")
    book.close()
    keys = RowKeys(1, {2: "C1", 3: "C1", 4: "C2"}, by="id", header="客户编号")
    update(path, keys, NewColumn("class", {2: "A", 3: "B", 4: "C"}))
    assert [cell.value for cell in openpyxl.load_workbook(path)["客户"]["D"]][1:] == ["A", "B", "C", None]
    for column, row, key in ((1, 4, "C1"), (1, 5, "C1"), (2, 3, "甲")):
        assert codes(path, RowKeys(column, {row: key}), NewColumn("class", {row: "A"})) == [("changed", row, key)]


def of_file(path: Path) -> UpdateOptions:
    return replace(OPTIONS, expected_sha256=hashlib.sha256(path.read_bytes()).hexdigest())


def test_in_the_file_that_was_read_a_key_may_come_from_elsewhere(tmp_path: Path) -> None:
    """The orders may name a customer whose cell is blank; a list may hold rows that were left out of the result."""
    path = make(tmp_path / "a.xlsx", [("C1", "甲"), (None, "乙"), ("-", "丙"), ("C1", "左")], ("编号", "名称"))
    keys = RowKeys(1, {2: "C1", 3: "C2", 4: "C3"}, by="id", header="客户编号", others=RowKeys(2, {5: "右"}))
    rows = NewColumn("class", {2: "A", 3: "B", 4: "C"})
    assert update_columns(path, "客户", 1, [rows], of_file(path), keys=keys).changed == 4
    with pytest.raises(CannotWrite) as caught:
        update_columns(path, "客户", 1, [NewColumn("class", {5: "A"})], of_file(path), keys=keys)
    assert [(p.code, p.place.cell) for p in caught.value.problems] == [("WRITE-changed", "B5")]


def test_in_the_file_that_was_read_another_key_means_that_two_readers_disagree(tmp_path: Path) -> None:
    path = make(tmp_path / "a.xlsx", people("C2", "C1", "C3", "C4"))
    with pytest.raises(CannotWrite) as caught:
        update_columns(path, "客户", 1, [CLASSES], of_file(path), keys=IDS)
    assert [(p.code, p.place.cell) for p in caught.value.problems] == [("WRITE-changed", "A2"), ("WRITE-changed", "A3")]


def test_a_protected_sheet_is_named_with_the_rows(tmp_path: Path) -> None:
    path = make(tmp_path / "a.xlsx", people("C1", "C2", "C3"))
    book = openpyxl.load_workbook(path)
    book["客户"].protection.sheet = True
    book.save(path)
    assert [p.code for p in refusal(path)] == ["WRITE-key-missing", "WRITE-protected"]


FORMATS = [
    "General", "0", "0.00", "#,##0", "0%", '"C"000', "[Red]000", "@", "00000", "yyyy-mm-dd", "h:mm", "0.00E+00", "C000",
    '0"号"', ";;;", "000-0000", "00;-00",
]  # fmt: skip
NUMBERS = [0, -0.0, 7, -5, 59, 60, 61, 1e5, 0.1, 1 / 3, 46053.25, 123456789012345, 123456789012345678, 1e21, 1e25]
TEXTS = [
    " a ", "a  b", "a\nb", "ａｂ", "００１", "_x000D_", "a_x000A_b", "\tx", "=1", "-", "无", "NA", "N/A", "1.38E+10",
    "<b>&amp;", "\u200bz\u200b", '="00123"', "e\u0301", "ﬁ", "\u3000a", "#N/A", "TRUE", "00", "合计1", "'007",
    "13800138000.0",
]  # fmt: skip


@pytest.mark.parametrize("date_1904", [False, True])
def test_the_reader_of_lists_and_the_comparison_see_the_same(tmp_path: Path, date_1904: bool) -> None:  # noqa: FBT001 - a case
    """Else a list that was only just read could not be written to."""
    path = tmp_path / "a.xlsx"
    book = xlsxwriter.Workbook(path, {"strings_to_formulas": False, "date_1904": date_1904})
    sheet = book.add_worksheet("客户")
    sheet.write_row(0, 0, ["客户编号", "客户名称", "需求度"])
    values: list[Any] = [*((n, book.add_format({"num_format": f})) for n in NUMBERS for f in FORMATS), *TEXTS, True]
    for row, value in enumerate(values, 1):
        for column in (0, 1):
            sheet.write(row, column, *(value if isinstance(value, tuple) else (value,)))
        sheet.write(row, 2, 3)
    for row, cached in enumerate([" t ", 5, 2.5, "#N/A", "#REF!", True, ""], len(values) + 1):
        sheet.write_formula(row, 0, "=A1", None, cached)
        sheet.write_row(row, 1, ["x", 3])
    book.close()
    read = read_list([str(path)], ReadOptions(on_error="skip"), table="customers").frame.to_dict(as_series=False)
    for column, key in ((1, "id"), (2, "name")):
        texts = {row: text for row, text in zip(read["_row"], read[key], strict=True) if text is not None}
        assert len(texts) > 200
        opened = open_book(path, "客户")
        assert unlike(opened, survey(opened, 1, RowKeys(column, texts)).cells, texts) == {}


@pytest.mark.parametrize(
    ("text", "plain"), [("C1", "C1"), (" C  1\n", "C 1"), ("\u200bC1", "C1"), ("－", None), ("无", None), ("NA", "NA")]
)
def test_flat_by_hand(text: str, plain: str | None) -> None:
    assert flat(text) == plain


@given(st.permutations([f"C{n}" for n in range(8)]), st.lists(st.integers(0, 8), max_size=3), st.integers(0, 3))
@settings(max_examples=25)
def test_any_order_any_new_rows_any_title_rows(
    tmp_path_factory: pytest.TempPathFactory, order: list[str], new: list[int], above: int
) -> None:
    """Each value stands beside its id and nowhere else, whatever was sorted or inserted."""
    rows: list[str | None] = [*order]
    for at in new:
        rows.insert(at, None)
    path = make(tmp_path_factory.mktemp("any") / "a.xlsx", people(*rows), above=[("标题",)] * above)
    ids = [f"C{n}" for n in range(8)]
    keys = replace(IDS, texts=dict(enumerate(ids, 2)))
    update(path, keys, NewColumn("class", {row: f"of {key}" for row, key in keys.texts.items()}))
    written = classes(path, above + 1)
    assert {key: value for key, value in written.items() if key} == {key: f"of {key}" for key in ids}
    assert written.get(None) is None
