"""Writing back night after night into a list that people keep changing: every value stands beside its customer."""

from __future__ import annotations

import errno
import json
import shutil
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import xlsxwriter  # type: ignore[import-untyped] # it has no types

from program import Run
from salesplan.write.columns import recognised

AS_OF = ("--as-of", "2026-06-30", "--no-plan")
HEADER = ("等级", "客户名称", "客户等级", "购买力", "决策能力", "需求度", "最近跟进", "Class", "客户分级", "客户编号")
ENGLISH = (
    "Grade",
    "Customer",
    "Note",
    "Purchasing power",
    "Authority",
    "Need",
    "Last contact",
    "x",
    "y",
    "Customer ID",
)
OURS = ["class", "man_score", "man_cell", "next_action", "next_contact", "as_of"]
Change = Callable[[Any], object]


def person(name: str, man: tuple[int, int, int], key: Any = None) -> list[Any]:  # noqa: ANN401 - an id as people keep it
    return ["旧", name, "x", *man, date(2026, 5, 1), "k", "z", key]


PEOPLE = [
    person("甲公司", (5, 4, 3), "00123"),
    person("乙公司", (2, 2, 2), "００４５"),
    person("丙公司", (3, 5, 5), 1e5),
    person("丁公司", (1, 1, 5)),
    person("戊公司", (1, 5, 5), "A-1"),
    person("己公司", (5, 5, 1), 7),
]


def make(path: Path, header: tuple[str, ...] = HEADER, sheets: tuple[str, ...] = ("客户",), far: int = 0) -> Path:
    """Six customers under a title, behind a sheet of notes; ``far``: columns left empty before the id."""
    book = xlsxwriter.Workbook(path, {"default_date_format": "yyyy-mm-dd"})
    book.add_worksheet("说明").write(0, 0, "不是名单")
    for name in sheets:
        sheet = book.add_worksheet(name)
        sheet.write(0, 0, "2026 年名单")
        for at, row in enumerate([header, *PEOPLE], 1):
            for column, value in enumerate(row):
                sheet.write(at, column + (far if column == 9 else 0), value)
    book.close()
    return path


@pytest.fixture
def path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return make(tmp_path / "客户.xlsx")


def header_row(sheet: Any) -> int:  # noqa: ANN401 - openpyxl's
    return next(int(c.row) for row in sheet.iter_rows() for c in row if c.value in ("客户名称", "Customer"))


def our_columns(sheet: Any) -> dict[str, int]:  # noqa: ANN401 - openpyxl's
    """Our columns by key; a second one of a kind fails."""
    found: dict[str, int] = {}
    for cell in sheet[header_row(sheet)]:
        if cell.value and (name := recognised(str(cell.value))):
            assert name[0] not in found
            found[name[0]] = cell.column
    return found


def written(path: Path, sheet: str = "客户") -> dict[str, list[Any]]:
    """What our columns say beside each name, as openpyxl reads the list."""
    page = openpyxl.load_workbook(path)[sheet]
    ours, top = our_columns(page), header_row(page)
    name = next(cell.column for cell in page[top] if cell.value in ("客户名称", "Customer"))
    rows = [row for row in range(top + 1, page.max_row + 1) if page.cell(row, name).value]
    return {str(page.cell(row, name).value): [page.cell(row, at).value for at in ours.values()] for row in rows}


def own_cells(path: Path) -> dict[tuple[str, str], Any]:
    """Every cell of the workbook that is not in a column of ours: what must never change."""
    cells = {}
    for page in openpyxl.load_workbook(path):
        ours = our_columns(page).values() if page.title != "说明" else ()
        for row in page.iter_rows():
            cells.update(
                {(page.title, c.coordinate): c.value for c in row if c.value is not None and c.column not in ours}
            )
    return cells


def computed(run: Run, path: Path) -> dict[str, list[Any]]:
    """What the result says of each name, as it should stand in the cells."""
    rows = json.loads(run("classify", str(path), *AS_OF, "--format", "json").out)["rows"]
    return {row["name"]: [row["class"], float(row["man_score"]), row["man_cell"], row["next_contact"]] for row in rows}


def plainly(cells: dict[str, list[Any]]) -> dict[str, list[Any]]:
    """The cells as the result says them, without the words of the next step and the as-of."""
    return {k: [v[0], float(v[1]), v[2], v[4].date().isoformat()] for k, v in cells.items()}


def edit(path: Path, change: Change) -> None:
    """What a person does to the list in a spreadsheet program."""
    book = openpyxl.load_workbook(path)
    change(book["客户"])
    book.save(path)


def sort_rows(sheet: Any) -> None:  # noqa: ANN401 - openpyxl's
    move_rows(sheet, sheet.max_column)


def sort_their_columns(sheet: Any) -> None:  # noqa: ANN401 - openpyxl's
    """A sorted range that ours do not belong to leaves them where they were."""
    move_rows(sheet, len(HEADER))


def move_rows(sheet: Any, width: int) -> None:  # noqa: ANN401 - openpyxl's
    rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=3, max_col=width)]
    for at, row in enumerate([*rows[3:], *rows[:3]], 3):
        for column, value in enumerate(row, 1):
            sheet.cell(at, column).value = value


def insert_column_in_front(sheet: Any) -> None:  # noqa: ANN401 - openpyxl's
    sheet.insert_cols(1)
    sheet.cell(2, 1, "新列")


def insert_columns_in_the_middle(sheet: Any) -> None:  # noqa: ANN401 - openpyxl's
    sheet.insert_cols(5, 2)
    sheet.insert_cols(14)
    sheet.cell(4, 14, "note among ours")


def rename_other_headers(sheet: Any) -> None:  # noqa: ANN401 - openpyxl's
    sheet["A2"], sheet["C2"], sheet["H2"] = "Class", "等级 (旧)", "客户分级（salesplan?）"


def translate_one_of_ours(sheet: Any) -> None:  # noqa: ANN401 - openpyxl's
    sheet["K2"], sheet["N2"] = "Class (salesplan)", "下一步（SALESPLAN）"


def move_one_of_ours_to_the_front(sheet: Any) -> None:  # noqa: ANN401 - openpyxl's
    values = [sheet.cell(row, 11).value for row in range(2, sheet.max_row + 1)]
    sheet.delete_cols(11)
    sheet.insert_cols(1)
    for row, value in enumerate(values, 2):
        sheet.cell(row, 1, value)


def delete_one_of_ours(sheet: Any) -> None:  # noqa: ANN401 - openpyxl's
    sheet.delete_cols(12)


def add_rows(sheet: Any) -> None:  # noqa: ANN401 - openpyxl's
    sheet.insert_rows(5)
    for row, name in ((5, "新一"), (sheet.max_row + 1, "新二")):
        for column, value in enumerate(person(name, (4, 4, 4), f"N{row}"), 1):
            sheet.cell(row, column).value = value


def delete_a_row(sheet: Any) -> None:  # noqa: ANN401 - openpyxl's
    sheet.delete_rows(4)


def insert_rows_above(sheet: Any) -> None:  # noqa: ANN401 - openpyxl's
    sheet.insert_rows(1, 2)
    sheet["B1"] = "给经理"


def hide_and_group_rows(sheet: Any) -> None:  # noqa: ANN401 - openpyxl's
    sheet.auto_filter.ref = "A2:J8"
    sheet.auto_filter.add_filter_column(1, ["甲公司"])
    for row in (4, 5, 6):
        sheet.row_dimensions[row].hidden = True
    sheet.row_dimensions.group(7, 8, hidden=True)


CHANGES: list[Change] = [
    sort_rows, sort_their_columns, insert_column_in_front, insert_columns_in_the_middle, rename_other_headers,
    translate_one_of_ours, move_one_of_ours_to_the_front, delete_one_of_ours, add_rows, delete_a_row,
    insert_rows_above, hide_and_group_rows,
]  # fmt: skip


@pytest.mark.parametrize("change", CHANGES)
def test_the_next_night_every_value_stands_beside_its_customer(path: Path, run: Run, change: Change) -> None:
    assert run("classify", path.name, "--write", *AS_OF).code == 0
    edit(path, change)
    before, headers = own_cells(path), our_columns(openpyxl.load_workbook(path)["客户"])
    assert run("classify", path.name, "--write", *AS_OF).code == 0
    assert own_cells(path) == before
    after = our_columns(openpyxl.load_workbook(path)["客户"])
    assert sorted(after) == sorted(OURS)
    assert {key: after[key] for key in headers} == headers
    rows = written(path)
    by_key = {name: dict(zip(after, row, strict=True)) for name, row in rows.items()}
    assert plainly({name: [row[key] for key in OURS] for name, row in by_key.items()}) == computed(run, path)
    again = path.read_bytes()
    assert "没有变化" in run("classify", path.name, "--write", *AS_OF).err
    assert path.read_bytes() == again


def test_a_deleted_column_comes_back_behind_the_last_and_a_hand_translated_header_stays(path: Path, run: Run) -> None:
    run("classify", path.name, "--write", *AS_OF)
    edit(path, translate_one_of_ours)
    edit(path, delete_one_of_ours)
    run("classify", path.name, "--write", *AS_OF)
    sheet = openpyxl.load_workbook(path)["客户"]
    assert [cell.value for cell in sheet[2]][10:] == [
        "Class (salesplan)",
        "MAN 组合 (salesplan)",
        "下一步（SALESPLAN）",
        "下次联系 (salesplan)",
        "截止日期 (salesplan)",
        "MAN 分 (salesplan)",
    ]


def test_chinese_one_night_and_the_locale_c_the_next_is_one_set_of_columns(
    path: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LANG", "zh_CN.UTF-8")
    monkeypatch.setenv("SALESPLAN_LANG", "zh")
    run("classify", path.name, "--write", *AS_OF)
    once = path.read_bytes()
    monkeypatch.setenv("LANG", "C")
    monkeypatch.setenv("LC_ALL", "C")
    monkeypatch.setenv("SALESPLAN_LANG", "en")
    done = run("classify", path.name, "--write", *AS_OF)
    assert done.err == "客户.xlsx: no change, nothing written\n"
    assert path.read_bytes() == once
    done = run("classify", path.name, "--write", "--as-of", "2026-07-01", "--no-plan", "--lang", "en")
    assert done.err.startswith("客户.xlsx: 6 cells written (K 客户分级, L MAN 分, M MAN 组合, N 下一步, ")
    assert written(path)["甲公司"][3] == "定期推送产品信息"


def test_a_list_in_english_keeps_its_words_when_one_of_our_headers_is_translated(
    tmp_path: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    path = make(tmp_path / "customers.xlsx", ENGLISH)
    done = run("classify", path.name, "--write", *AS_OF)
    assert done.err.startswith("customers.xlsx: 42 cells written (K Class, L MAN score, M MAN cell, N Next step, ")
    edit(path, lambda sheet: sheet.__setitem__("K2", "客户分级 (salesplan)"))
    assert run("classify", path.name, "--write", *AS_OF).err == "customers.xlsx: no change, nothing written\n"
    assert written(path)["甲公司"][3] == "regular product information"


def test_a_list_in_english_keeps_its_words_when_another_header_is_translated(
    tmp_path: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    path = make(tmp_path / "customers.xlsx", ENGLISH)
    run("classify", path.name, "--write", *AS_OF)
    edit(path, lambda sheet: sheet.__setitem__("H2", "备注"))
    assert run("classify", path.name, "--write", *AS_OF, "--lang", "en").err == (
        "customers.xlsx: no change, nothing written\n"
    )


def test_the_example_company_sorted_by_hand(company: Path, run: Run) -> None:
    path, words = company / "customers.xlsx", ("--as-of", "2026-06-30", "--write", "--on-error", "skip")
    run("classify", "customers.xlsx", *words)
    first = {name: row for name, row in written(path).items() if any(row)}
    assert len(first) > 290
    edit(path, lambda sheet: move_rows(sheet, 16))
    before = own_cells(path)
    assert run("classify", "customers.xlsx", *words).code == 0
    assert own_cells(path) == before
    again = written(path)
    assert {name: again[name] for name in first} == first


def test_an_id_far_to_the_right_and_two_rows_of_header(
    tmp_path: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    path = make(tmp_path / "far.xlsx", far=200)
    assert run("classify", path.name, "--write", *AS_OF).code == 0
    assert plainly(written(path)) == computed(run, path)
    assert our_columns(openpyxl.load_workbook(path)["客户"])["class"] == 211

    two = make(tmp_path / "two.xlsx")
    edit(two, two_rows_of_header)
    before = own_cells(two)
    assert run("classify", two.name, "--write", *AS_OF).code == 0
    assert own_cells(two) == before
    edit(two, lambda sheet: sheet.insert_rows(1))
    assert "没有变化" in run("classify", two.name, "--write", *AS_OF).err
    assert sorted(our_columns(openpyxl.load_workbook(two)["客户"])) == sorted(OURS)


def two_rows_of_header(sheet: Any) -> None:  # noqa: ANN401 - openpyxl's
    sheet.insert_rows(2)
    sheet["D2"] = "MAN"
    sheet.merge_cells("D2:F2")


@pytest.mark.parametrize("key", ["=1+122", '="A-"&1', "=DATE(2026,1,31)", "=1=1"])
def test_ids_that_are_formulas(tmp_path: Path, run: Run, monkeypatch: pytest.MonkeyPatch, key: str) -> None:
    monkeypatch.chdir(tmp_path)
    path = tmp_path / "a.xlsx"
    book = xlsxwriter.Workbook(path)
    sheet = book.add_worksheet("客户")
    sheet.write_row(0, 0, ["客户编号", "客户名称", "购买力", "决策能力", "需求度"])
    cached = {"=1+122": 123, '="A-"&1': "A-1", "=DATE(2026,1,31)": 46053, "=1=1": True}
    sheet.write_formula(1, 0, key, None, cached[key])
    sheet.write_row(1, 1, ["甲公司", 5, 5, 5])
    sheet.write_row(2, 0, ["C2", "乙公司", 1, 1, 1])
    book.close()
    assert run("classify", path.name, "--write", *AS_OF).code == 0
    assert [row[0] for row in written(path).values()] == ["B", "D"]


def test_names_that_are_days_or_merged_and_no_id_column(
    tmp_path: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    path = tmp_path / "a.xlsx"
    book = xlsxwriter.Workbook(path)
    sheet, day = book.add_worksheet("客户"), book.add_format({"num_format": "yyyy-mm-dd"})
    sheet.write_row(0, 0, ["客户名称", "联系人", "购买力", "决策能力", "需求度"])
    sheet.write_datetime(1, 0, datetime(2026, 1, 31), day)  # noqa: DTZ001 - a cell knows no zone
    sheet.merge_range(2, 0, 3, 0, "乙公司", book.add_format())
    sheet.write(4, 0, 1.5)
    for row in range(1, 6):
        sheet.write_row(row, 1, [f"人{row}", 5, 5, 5])
    book.close()
    assert run("classify", path.name, "--write", *AS_OF).code == 0
    column = [cell.value for cell in openpyxl.load_workbook(path)["客户"]["F"]]
    assert column == ["客户分级 (salesplan)", "B", "B", "B", "B", "B"]


def test_names_from_the_orders_are_no_reason_to_refuse(
    tmp_path: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    path = make(tmp_path / "a.xlsx")
    edit(path, lambda sheet: (sheet.__setitem__("B3", None), sheet.__setitem__("B4", "无")))
    orders = "订单号,客户编号,客户名称,日期,金额\n1,00123,甲公司,2026-05-01,100\n2,０045,乙公司,2026-05-01,100\n"
    (tmp_path / "orders.csv").write_text(orders, "utf-8")
    done = run("classify", "a.xlsx", "--orders", "orders.csv", "--write", *AS_OF)
    assert (done.code, openpyxl.load_workbook(path)["客户"]["K3"].value) == (0, "A")


def test_two_sheets_and_two_files_with_the_same_sheet_names(
    tmp_path: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    one, two = (make(tmp_path / name, sheets=("客户", "华东")) for name in ("a.xlsx", "b.xlsx"))
    edit(two, lambda sheet: sheet.__setitem__("D3", 1))
    words = ("classify", "a.xlsx", "b.xlsx", "--sheet", "客户", "--sheet", "华东", "--write", *AS_OF)
    done = run(*words)
    assert (done.code, done.err.count("已写入 42 个单元格")) == (0, 4)
    assert [line.split("：")[0] for line in done.err.splitlines() if "已写入" in line] == [
        "a.xlsx › 客户",
        "a.xlsx › 华东",
        "b.xlsx › 客户",
        "b.xlsx › 华东",
    ]
    assert written(one)["甲公司"][0:2] == written(one, "华东")["甲公司"][0:2] == ["B", 72.5]
    assert written(two)["甲公司"][0:2] == ["B", 72.5 - 30]
    assert sorted(p.name for p in tmp_path.iterdir()) == ["a.xlsx", "a.xlsx.bak", "b.xlsx", "b.xlsx.bak"]
    assert run(*words).err.count("没有变化") == 4


def test_a_further_sheet_is_backed_up_when_the_first_did_not_change(
    tmp_path: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    path = make(tmp_path / "a.xlsx", sheets=("客户", "华东"))
    run("classify", "a.xlsx", "--sheet", "客户", "--write", *AS_OF)
    (tmp_path / "a.xlsx.bak").unlink()
    before = path.read_bytes()
    run("classify", "a.xlsx", "--sheet", "客户", "--sheet", "华东", "--write", *AS_OF)
    assert (tmp_path / "a.xlsx.bak").read_bytes() == before


def test_a_refusal_of_the_second_file_leaves_the_first_alone(path: Path, run: Run) -> None:
    other = Path(shutil.copy(path, path.with_name("b.xlsx")))
    edit(other, lambda sheet: setattr(sheet.protection, "sheet", True))
    before = path.read_bytes()
    done = run("classify", path.name, "b.xlsx", "--write", *AS_OF)
    assert (done.code, done.out, path.read_bytes()) == (4, "", before)
    assert "WRITE-protected" in done.err
    assert "WRITE-partly" not in done.err
    assert sorted(p.name for p in path.parent.iterdir()) == ["b.xlsx", path.name]


@pytest.mark.parametrize("how", ["open", "read-only"])
def test_a_second_file_that_is_open_or_read_only_leaves_the_first_alone(path: Path, run: Run, how: str) -> None:
    other = Path(shutil.copy(path, path.with_name("b.xlsx")))
    if how == "open":
        other.with_name("~$b.xlsx").write_bytes(b"")
    else:
        other.chmod(0o444)
    before = path.read_bytes()
    done = run("classify", path.name, "b.xlsx", "--write", *AS_OF)
    assert (done.code, done.out, path.read_bytes()) == (4, "", before)
    assert f"WRITE-{how}" in done.err
    assert not path.with_name(f"{path.name}.bak").exists()


def test_rows_that_are_left_out_are_named_and_a_list_of_mostly_bad_rows_is_not_written(path: Path, run: Run) -> None:
    edit(path, lambda sheet: sheet.__setitem__("D4", "很好"))
    done = run("classify", path.name, "--write", "--on-error", "skip", *AS_OF)
    assert done.code == 0
    assert "没有写的行（原来的结果还在）：4\n" in done.err
    for row in (3, 5, 6):
        edit(path, lambda sheet, row=row: sheet.__setitem__(f"D{row}", "很好"))  # type: ignore[misc] # bound now
    before = path.read_bytes()
    done = run("classify", path.name, "--write", "--on-error", "skip", *AS_OF)
    assert (done.code, path.read_bytes()) == (4, before)
    assert "4 行有坏单元格，能写的只有 2 行，没有写入 (WRITE-mostly-bad)" in done.err
    assert done.err.count("(READ-scale)") == 4


def test_as_many_bad_rows_as_good_ones_are_still_written(path: Path, run: Run) -> None:
    for row in (3, 5, 6):
        edit(path, lambda sheet, row=row: sheet.__setitem__(f"D{row}", "很好"))  # type: ignore[misc] # bound now
    assert run("classify", path.name, "--write", "--on-error", "skip", *AS_OF).code == 0


def test_a_column_that_was_given_another_name_is_said_to_be_new(path: Path, run: Run) -> None:
    done = run("classify", path.name, "--write", *AS_OF)
    assert "新加的列" not in done.err
    edit(path, lambda sheet: sheet.__setitem__("K2", "等级"))
    done = run("classify", path.name, "--write", *AS_OF)
    assert "其中新加的列：Q 客户分级（" in done.err


def test_a_disk_that_is_full_at_the_second_file_says_what_was_written(
    path: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = Path(shutil.copy(path, path.with_name("b.xlsx")))
    before, replaced = other.read_bytes(), Path.replace

    def full(self: Path, target: Path) -> Path:
        if "b.xlsx" in Path(target).name:
            raise OSError(errno.ENOSPC, "No space left on device")
        return replaced(self, target)

    monkeypatch.setattr(Path, "replace", full)
    done = run("classify", path.name, "b.xlsx", "--write", *AS_OF)
    assert (done.code, done.out, other.read_bytes()) == (4, "", before)
    assert "已经写好：[客户.xlsx]客户；没有写：[b.xlsx]客户 (WRITE-partly)" in done.err
    assert "salesplan undo 客户.xlsx" in done.err
    assert written(path)["甲公司"][0] == "B"
    monkeypatch.undo()
    monkeypatch.chdir(path.parent)
    done = run("classify", path.name, "b.xlsx", "--write", *AS_OF)
    assert (done.code, "客户.xlsx › 客户：没有变化" in done.err) == (0, True)
    assert written(other) == written(path)


def test_a_dry_run_shows_the_first_twenty_cells_and_counts_the_rest(path: Path, run: Run) -> None:
    before = path.read_bytes()
    lines = run("classify", path.name, "--dry-run", *AS_OF).err.splitlines()
    assert [line.strip() for line in lines if line.startswith("  K")][:2] == [
        "K2  – → 客户分级 (salesplan)",
        "K3  甲公司  – → B",
    ]
    assert sum(" → " in line for line in lines) + int(lines[-2].strip(" …还有个")) == 42
    assert lines[-1] == "这是试运行，什么都没写；把 --dry-run 换成 --write 就写入"
    assert run("classify", path.name, "--dry-run", "--write", *AS_OF).err.endswith("去掉 --dry-run 就写入\n")
    assert path.read_bytes() == before
