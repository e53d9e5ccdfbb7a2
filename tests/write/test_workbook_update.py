"""An update changes exactly its cells; openpyxl reads what came out, independently of the code that wrote it."""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
import zipfile
from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import xlsxwriter  # type: ignore[import-untyped] # it has no types
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from salesplan.errors import CannotWrite
from salesplan.write.patch.cell_xml import CellValue, column_letters
from salesplan.write.patch.workbook_parts import OpenBook
from salesplan.write.update import NewColumn, RowKeys, Update, UpdateOptions
from salesplan.write.workbook_update import update_columns, write_cells

SHARED = Path(__file__).resolve().parents[2] / ".." / "shared"
ROWS = range(2, 6)
OPTIONS = UpdateOptions(datetime(2026, 11, 21, 18, 45), lock_wait=0)  # noqa: DTZ001 - backups are named by the user's own clock
CLASSES = NewColumn("class", dict(zip(ROWS, "ABCD", strict=True)))
CONTACTS = NewColumn("next_contact", {row: date(2026, 12, row) for row in ROWS})
SCORES = NewColumn("man_score", {row: Decimal(row) / 10 for row in ROWS})
KEYS = RowKeys(1, {row: f"00{row}" for row in ROWS})
DATED = "customers.xlsx.20261121-184500.bak"
CLASS = "class (salesplan)"
Change = Callable[[Any, Any], object]


def make(path: Path, change: Change = lambda _book, _sheet: None, header: str = "年销售额") -> Path:
    """A list of four customers: id, name, amount; ``change`` adds to it."""
    book = xlsxwriter.Workbook(path)
    sheet = book.add_worksheet("客户")
    sheet.write_row(0, 0, ["客户编号", "客户名称", header], book.add_format({"bold": True}))
    for row in ROWS:
        sheet.write_row(row - 1, 0, [f"00{row}", f"名{row}", row * 1.5])
    book.add_worksheet("其他").write(0, 0, "x")
    change(book, sheet)
    book.close()
    return path


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return make(tmp_path / "customers.xlsx")


def cells(path: Path) -> dict[str, Any]:
    sheet = openpyxl.load_workbook(path)["客户"]
    return {c.coordinate: c.value for row in sheet.iter_rows() for c in row if c.value is not None}


def update(path: Path, *columns: NewColumn, options: UpdateOptions = OPTIONS, **more: Any) -> Update:  # noqa: ANN401 - passed on
    return update_columns(path, "客户", 1, columns or (CLASSES,), options, **more)


def refused(path: Path, *columns: NewColumn, **more: Any) -> list[str]:  # noqa: ANN401 - passed on
    """The codes of a refusal that left the file and its folder as they were."""
    before, names = path.read_bytes(), sorted(p.name for p in path.parent.iterdir())
    with pytest.raises(CannotWrite) as caught:
        update(path, *columns, **more)
    assert path.read_bytes() == before
    assert sorted(p.name for p in path.parent.iterdir()) == names
    return [problem.code for problem in caught.value.problems]


def test_columns_are_added_behind_the_last_in_our_order(path: Path) -> None:
    before = cells(path)
    done = update(path, CONTACTS, SCORES, CLASSES, keys=KEYS)
    after = cells(path)
    assert {cell: after[cell] for cell in before} == before
    assert [after[f"{c}1"] for c in "DEF"] == ["客户分级 (salesplan)", "MAN 分 (salesplan)", "下次联系 (salesplan)"]
    assert [after[f"{c}5"] for c in "DEF"] == ["D", 0.5, datetime(2026, 12, 5)]  # noqa: DTZ001 - as openpyxl reads it
    assert done.changed == 15
    assert [(c.our.key, c.letters, c.is_new) for c in done.columns] == [
        ("class", "D", True),
        ("man_score", "E", True),
        ("next_contact", "F", True),
    ]
    assert done.backup == path.with_name("customers.xlsx.bak")


def test_new_columns_look_like_their_neighbours(path: Path) -> None:
    update(path, CLASSES, SCORES, CONTACTS)
    sheet = openpyxl.load_workbook(path)["客户"]
    assert sheet["D1"].font.bold
    assert (sheet["E2"].number_format, sheet["F2"].number_format) == ("0.00", "yyyy-mm-dd")
    assert sheet.column_dimensions["D"].width > 15
    assert sheet.dimensions == "A1:F5"


def test_other_entries_are_the_same_compressed_bytes(path: Path) -> None:
    def entries() -> dict[str, bytes]:
        with zipfile.ZipFile(path) as archive, path.open("rb") as file:
            found = {}
            for e in archive.infolist():
                file.seek(e.header_offset + 26)
                skip = sum(int.from_bytes(file.read(2), "little") for _ in range(2))
                file.seek(skip, 1)
                found[e.filename] = file.read(e.compress_size)
            return found

    before = entries()
    update(path)
    after = entries()
    assert list(before) == list(after)
    assert {name for name in before if before[name] != after[name]} == {"xl/worksheets/sheet1.xml"}


def test_twice_is_once(path: Path) -> None:
    update(path, CLASSES, CONTACTS, SCORES)
    once, moment = path.read_bytes(), path.stat().st_mtime_ns
    names = sorted(p.name for p in path.parent.iterdir())
    assert update(path, CLASSES, CONTACTS, SCORES).changed == 0
    assert (path.read_bytes(), path.stat().st_mtime_ns) == (once, moment)
    assert sorted(p.name for p in path.parent.iterdir()) == names == ["customers.xlsx", "customers.xlsx.bak"]


def test_the_next_update_changes_only_what_differs_and_keeps_a_dated_backup(path: Path) -> None:
    update(path)
    done = update(path, NewColumn("class", {**CLASSES.values, 3: "A", 4: None}))
    assert [(c.cell, c.before, c.after) for c in done.first] == [("D3", "B", "A"), ("D4", "C", None)]
    assert done.backup == path.with_name("customers.xlsx.20261121-184500.bak")
    assert "D4" not in cells(path)


@pytest.mark.parametrize("lang", ["en", "zh-Hant"])
def test_no_second_set_of_columns_in_another_language(path: Path, lang: Any) -> None:  # noqa: ANN401 - a language
    update(path, lang=lang)
    header = cells(path)["D1"]
    assert update(path, NewColumn("class", dict.fromkeys(ROWS, "A"))).changed == 3
    assert cells(path)["D1"] == header
    assert "E1" not in cells(path)


@pytest.mark.parametrize("header", ["等级", "客户等级", "客户分级", "等级 (salesplan)"])
def test_a_column_of_the_user_is_never_touched(tmp_path: Path, header: str) -> None:
    path = make(tmp_path / "a.xlsx", header=header)
    before = cells(path)
    update(path)
    assert {cell: cells(path)[cell] for cell in before} == before
    assert cells(path)["D1"] == "客户分级 (salesplan)"


def test_our_column_is_found_where_the_user_moved_it(tmp_path: Path) -> None:
    path = make(tmp_path / "a.xlsx", lambda _, s: s.write(0, 2, "Class(SALESPLAN)"))
    update(path)
    assert [cells(path).get(cell) for cell in ("C1", "C2", "C5", "D1")] == ["Class(SALESPLAN)", "A", "D", None]


def test_text_stays_text(path: Path) -> None:
    values: dict[int, CellValue] = dict(zip(ROWS, ["=1+1", "+86 138", "@x", "007"], strict=True))
    update(path, NewColumn("next_action", values))
    sheet = openpyxl.load_workbook(path)["客户"]
    assert [(sheet[f"D{row}"].value, sheet[f"D{row}"].data_type) for row in ROWS] == [(v, "s") for v in values.values()]


def test_a_table_grows_with_the_list(tmp_path: Path) -> None:
    columns = [{"header": "客户编号"}, {"header": "客户名称"}, {"header": "年销售额"}]
    path = make(tmp_path / "a.xlsx", lambda _, s: s.add_table(0, 0, 4, 2, {"columns": columns}))
    update(path, CLASSES, CONTACTS)
    table = openpyxl.load_workbook(path)["客户"].tables["Table1"]
    assert (table.ref, table.autoFilter.ref) == ("A1:E5", "A1:E5")
    assert [c.name for c in table.tableColumns][3:] == ["客户分级 (salesplan)", "下次联系 (salesplan)"]
    once = path.read_bytes()
    update(path, CLASSES, CONTACTS)
    assert path.read_bytes() == once


def test_a_table_with_notes_beside_it_is_left_as_it_is(tmp_path: Path) -> None:
    def change(_: Any, sheet: Any) -> None:  # noqa: ANN401 - xlsxwriter's
        sheet.add_table(0, 0, 4, 2, {"columns": [{"header": h} for h in ("客户编号", "客户名称", "年销售额")]})
        sheet.write(9, 4, "note")

    path = make(tmp_path / "a.xlsx", change)
    update(path)
    assert cells(path)["F1"] == "客户分级 (salesplan)"
    assert openpyxl.load_workbook(path)["客户"].tables["Table1"].ref == "A1:C5"


def test_filter_and_row_formats_grow_and_panes_stay(tmp_path: Path) -> None:
    def change(book: Any, sheet: Any) -> None:  # noqa: ANN401 - xlsxwriter's
        sheet.autofilter(0, 0, 4, 2)
        sheet.freeze_panes(1, 1)
        sheet.print_area(0, 0, 4, 2)
        rule = {"type": "formula", "criteria": "=$C2>3", "format": book.add_format({"bold": True})}
        sheet.conditional_format(1, 0, 4, 2, rule)

    path = make(tmp_path / "a.xlsx", change)
    update(path, CLASSES, SCORES)
    book = openpyxl.load_workbook(path)
    sheet = book["客户"]
    assert (sheet.auto_filter.ref, sheet.freeze_panes, sheet.print_area) == ("A1:E5", "B2", "'客户'!$A$1:$C$5")
    assert [str(rule.sqref) for rule in sheet.conditional_formatting] == ["A2:E5"]
    with zipfile.ZipFile(path) as archive:
        assert "客户!$A$1:$E$5" in archive.read("xl/workbook.xml").decode()


def test_a_filter_of_some_columns_stays_as_it_is(tmp_path: Path) -> None:
    path = make(tmp_path / "a.xlsx", lambda _, s: s.autofilter(0, 0, 4, 1))
    update(path)
    assert openpyxl.load_workbook(path)["客户"].auto_filter.ref == "A1:B5"
    with zipfile.ZipFile(path) as archive:
        assert "客户!$A$1:$B$5" in archive.read("xl/workbook.xml").decode()


def test_new_columns_stand_behind_a_merged_header(tmp_path: Path) -> None:
    def change(book: Any, sheet: Any) -> None:  # noqa: ANN401 - xlsxwriter's
        sheet.merge_range(0, 2, 0, 4, "年销售额", book.add_format())
        sheet.merge_range(8, 0, 8, 9, "脚注", book.add_format())

    path = make(tmp_path / "a.xlsx", change)
    assert update(path).columns[0].letters == "F"


def test_formulas_anywhere_are_calculated_on_opening(tmp_path: Path) -> None:
    path = make(tmp_path / "a.xlsx", lambda _, s: s.write_formula("B9", "=COUNTIF(D:D,1)"))
    with zipfile.ZipFile(path) as archive:
        book = archive.read("xl/workbook.xml").decode().replace(' fullCalcOnLoad="1"', "")
        parts = {e.filename: archive.read(e) for e in archive.infolist()}
    with zipfile.ZipFile(path, "w") as archive:
        for name, data in {**parts, "xl/workbook.xml": book.encode()}.items():
            archive.writestr(name, data)
    update(path)
    with zipfile.ZipFile(path) as archive:
        assert 'fullCalcOnLoad="1"' in archive.read("xl/workbook.xml").decode()


def test_a_formula_in_our_column_is_named_and_kept(path: Path, tmp_path: Path) -> None:
    update(path)
    other = make(tmp_path / "b.xlsx", lambda _, s: (s.write(0, 3, "客户分级 (salesplan)"), s.write_formula("D3", "=1")))
    assert refused(other) == ["WRITE-formula"]


def test_rows_that_moved_are_named(path: Path) -> None:
    sheet = replace(KEYS, texts={**KEYS.texts, 3: "004", 4: "003", 99: "005"})
    with pytest.raises(CannotWrite) as caught:
        update(path, NewColumn("class", {**CLASSES.values, 99: "A"}), keys=sheet)
    assert [(p.code, p.place.line) for p in caught.value.problems] == [("WRITE-changed", n) for n in (3, 4, 99)]


def test_a_file_changed_since_it_was_read_is_refused(path: Path) -> None:
    good = replace(OPTIONS, expected_sha256=hashlib.sha256(path.read_bytes()).hexdigest())
    assert refused(path, options=replace(OPTIONS, expected_sha256="0" * 64)) == ["WRITE-changed"]
    assert update(path, options=good).changed == 5


@pytest.mark.parametrize(
    ("change", "codes"),
    [
        (lambda _, s: s.protect(), ["WRITE-protected"]),
        (lambda _, s: s.write(1, 16383, "x"), ["WRITE-full"]),
        (lambda _, s: s.write_row(0, 3, ["客户分级 (salesplan)", "Class (salesplan)"]), ["WRITE-two-columns"]),
        (lambda b, s: (s.merge_range(1, 3, 2, 3, "x", b.add_format()), s.write(0, 3, CLASS)), ["WRITE-merged"]),
    ],
)
def test_refusals_by_hand(tmp_path: Path, change: Change, codes: list[str]) -> None:
    assert refused(make(tmp_path / "a.xlsx", change)) == codes


def test_a_protected_sheet_may_be_allowed(tmp_path: Path) -> None:
    path = make(tmp_path / "a.xlsx", lambda _, s: s.protect())
    assert update(path, options=replace(OPTIONS, allow_protected=True)).changed == 5


def test_a_sheet_full_but_for_one_column_takes_one(tmp_path: Path) -> None:
    path = make(tmp_path / "a.xlsx", lambda _, s: s.write(1, 16382, "x"))
    assert refused(path, CLASSES, SCORES) == ["WRITE-full"]
    assert update(path).columns[0].letters == "XFD"


def test_an_open_file_is_refused_and_other_formats_are_not_written(path: Path, tmp_path: Path) -> None:
    mark = path.with_name("~$customers.xlsx")
    mark.write_bytes(b"")
    os.utime(mark, (OPTIONS.moment.timestamp(),) * 2)
    assert refused(path) == ["WRITE-open"]
    assert [p.code for p in update(path, options=replace(OPTIONS, dry_run=True)).warnings] == ["WRITE-open"]
    done = update(path, options=replace(OPTIONS, ignore_open=True))
    assert (done.changed, [p.code for p in done.warnings]) == (5, ["WRITE-open-ignored"])
    text = tmp_path / "a.csv"
    text.write_text("客户编号\n1\n", "utf-8")
    assert refused(text) == ["WRITE-format"]


@pytest.mark.parametrize("change", [update, lambda path: write_cells(path, "客户", {"D1": "x"})])
def test_a_file_saved_by_someone_while_the_new_one_is_made_is_not_overwritten(
    path: Path, monkeypatch: pytest.MonkeyPatch, change: Callable[[Path], object]
) -> None:
    real = OpenBook.write

    def meanwhile(book: OpenBook, *arguments: Any) -> None:  # noqa: ANN401 - passed on
        real(book, *arguments)
        path.write_bytes(b"saved by someone")

    monkeypatch.setattr(OpenBook, "write", meanwhile)
    with pytest.raises(CannotWrite) as caught:
        change(path)
    assert [problem.code for problem in caught.value.problems] == ["WRITE-changed"]
    assert path.read_bytes() == b"saved by someone"
    assert [p.name for p in path.parent.iterdir()] == ["customers.xlsx"]


def test_what_changes_in_every_row_is_told_last(tmp_path: Path) -> None:
    path = tmp_path / "customers.xlsx"
    book = xlsxwriter.Workbook(path)
    sheet = book.add_worksheet("客户")
    for row in range(50):
        sheet.write(row, 0, f"名{row}")
    book.close()
    rows = range(2, 51)
    days = NewColumn("as_of", dict.fromkeys(rows, date(2026, 6, 30)))
    update(path, NewColumn("class", dict.fromkeys(rows, "A")), days)
    later = NewColumn("as_of", dict.fromkeys(rows, date(2026, 7, 1)))
    told = update(path, NewColumn("class", {**dict.fromkeys(rows, "A"), 40: "B", 45: "C"}), later)
    assert (told.changed, len(told.first)) == (51, 20)
    assert [change.cell for change in told.first[:3]] == ["B40", "B45", "C2"]


def test_a_missing_sheet_is_refused_with_those_there(path: Path) -> None:
    with pytest.raises(CannotWrite) as caught:
        write_cells(path, "客戶", {"A1": 1})
    assert caught.value.problems[0].code == "WRITE-no-sheet"
    assert "客户, 其他" in str(caught.value.problems[0].fix)


def test_a_dry_run_says_what_would_change_and_writes_nothing(path: Path) -> None:
    before = path.read_bytes()
    done = update(path, options=replace(OPTIONS, dry_run=True))
    assert (done.changed, done.first[0].cell, done.first[0].after) == (5, "D1", "客户分级 (salesplan)")
    assert path.read_bytes() == before
    assert [p.name for p in path.parent.iterdir()] == ["customers.xlsx"]


def test_days_are_shown_as_days(path: Path) -> None:
    done = update(path, CONTACTS, options=replace(OPTIONS, dry_run=True))
    assert [(c.cell, c.before, c.after) for c in done.first[1:2]] == [("D2", None, date(2026, 12, 2))]


def test_several_sheets_in_one_run_expect_what_the_first_left_and_back_up_once(path: Path) -> None:
    first = update(path)
    assert first.sha256 == hashlib.sha256(path.read_bytes()).hexdigest()
    next_one = replace(OPTIONS, expected_sha256=first.sha256, backup=False)
    assert update_columns(path, "其他", 1, [CLASSES], next_one).changed == 5
    assert sorted(p.name for p in path.parent.iterdir()) == ["customers.xlsx", "customers.xlsx.bak"]
    assert update(path).sha256 == hashlib.sha256(path.read_bytes()).hexdigest()


def test_blank_formatted_cells_keep_their_looks_and_show_days_as_days(tmp_path: Path) -> None:
    def change(book: Any, sheet: Any) -> None:  # noqa: ANN401 - xlsxwriter's
        sheet.write_blank(1, 3, None, book.add_format({"border": 1}))
        sheet.write_blank(2, 3, None, book.add_format({"num_format": "d.m.yy"}))

    path = make(tmp_path / "a.xlsx", change)
    update(path, CONTACTS)
    sheet = openpyxl.load_workbook(path)["客户"]
    assert [sheet[f"D{row}"].number_format for row in (2, 3, 4)] == ["yyyy-mm-dd", "d.m.yy", "yyyy-mm-dd"]
    assert (sheet["D2"].border.left.style, sheet["D4"].border.left.style) == ("thin", None)
    once = path.read_bytes()
    update(path, CONTACTS)
    assert path.read_bytes() == once


def test_a_1904_workbook_gets_its_own_serials(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    book = xlsxwriter.Workbook(path, {"date_1904": True})
    book.add_worksheet("客户").write(0, 0, "x")
    book.close()
    write_cells(path, "客户", {"B1": date(2026, 11, 21)})
    cell = openpyxl.load_workbook(path)["客户"]["B1"]
    assert (cell.value, cell.number_format) == (datetime(2026, 11, 21), "yyyy-mm-dd")  # noqa: DTZ001 - as openpyxl reads it


def test_write_cells_twice_leaves_the_file_alone(path: Path) -> None:
    assert write_cells(path, "客户", {"L1": "等级", "L2": 12.5}).changed == 2
    moment = path.stat().st_mtime_ns
    assert write_cells(path, "客户", {"L1": "等级", "L2": 12.5}).changed == 0
    assert path.stat().st_mtime_ns == moment


def test_a_shared_text_that_excel_made_of_ours_is_the_same(path: Path) -> None:
    write_cells(path, "客户", {"L2": "名2"})
    with zipfile.ZipFile(path) as archive:
        parts = {e.filename: archive.read(e) for e in archive.infolist()}
    sheet = parts["xl/worksheets/sheet1.xml"].decode()
    shared = sheet[sheet.index('<c r="B2"') : sheet.index("</c>", sheet.index('<c r="B2"'))].replace("B2", "L2")
    start = sheet.index('<c r="L2"')
    parts["xl/worksheets/sheet1.xml"] = (sheet[:start] + shared + sheet[sheet.index("</c>", start) :]).encode()
    with zipfile.ZipFile(path, "w") as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    assert 't="s"' in shared
    assert write_cells(path, "客户", {"L2": "名2"}).changed == 0


VALUES = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-(10**12), 10**12),
    st.floats(-1e9, 1e9),
    st.text(st.characters(min_codepoint=32, max_codepoint=0x9FFF, exclude_categories=["Cs"]), min_size=1, max_size=12),
)
SHEETS = st.dictionaries(st.tuples(st.integers(0, 12), st.integers(0, 9)), VALUES, max_size=40)
TARGETS = st.dictionaries(st.tuples(st.integers(0, 14), st.integers(0, 12)), VALUES, min_size=1, max_size=15)


@given(SHEETS, TARGETS, st.booleans())
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_cells_of_any_sheet(
    tmp_path: Path,
    old: dict[tuple[int, int], Any],
    new: dict[tuple[int, int], Any],
    inline: bool,  # noqa: FBT001 - drawn
) -> None:
    """Written cells read back as given, every other cell as before; again changes nothing."""
    path = tmp_path / "random.xlsx"
    book = xlsxwriter.Workbook(
        path, {"constant_memory": inline, "strings_to_formulas": False, "strings_to_urls": False}
    )
    sheet = book.add_worksheet("客户")
    for (row, column), value in sorted(old.items()):
        sheet.write(row, column, value)
    book.close()
    before = cells(path)
    given_cells = {f"{column_letters(c + 1)}{r + 1}": v for (r, c), v in new.items()}
    write_cells(path, "客户", given_cells)
    once, after = path.read_bytes(), cells(path)
    wanted = {**before, **given_cells}
    assert after == {
        cell: pytest.approx(v, rel=1e-15) if type(v) is float else v for cell, v in wanted.items() if v is not None
    }
    assert write_cells(path, "客户", given_cells).changed == 0
    assert path.read_bytes() == once


@pytest.mark.acceptance
@pytest.mark.skipif(not SHARED.exists(), reason="the shared data does not lie beside the repository")
def test_every_real_workbook_keeps_everything() -> None:
    """The shared fidelity check: features, parts and cells of 38 real workbooks before and after."""
    check = SHARED / "tools" / "check_fidelity.py"
    command = [sys.executable, str(check), "salesplan.write.workbook_update:write_cells"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.stdout.splitlines()[-1] == "38 passed, 0 failed", json.dumps(done.stdout)
