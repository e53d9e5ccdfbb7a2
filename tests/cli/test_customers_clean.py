"""``customers clean`` and ``customers profile`` as people run them: pages, files, refusals."""

from __future__ import annotations

import csv
import json
from datetime import datetime
from pathlib import Path

import openpyxl
import pytest

from program import Run

LIST = (
    "客户编号,客户名称,手机,邮箱,创建日期,年销售额,自己的列\n"
    '007,甲(中国)公司,+86 139-2212-0000,A@B.com,2026/1/5,"1,200",=1+1\n'
    "008,<script>x</script>,+852 9123 4567,无,2026-02-30,30,{x}\n"
    "009,丙公司,13922120000,c@d.con,2026-01-06,,\n"
)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a list, as the current one."""
    (tmp_path / "客户.csv").write_text(LIST, "utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def _clean(run: Run, *words: str) -> str:
    done = run("customers", "clean", *words, "--as-of", "2026-06-30")
    assert (done.code, done.err) == (0, ""), done
    return done.out


def test_the_page(folder: Path, run: Run) -> None:
    assert folder.is_dir()
    page = _clean(run, "客户.csv")
    for part in (
        "3 行里改 7 格（2 行），其中 1 格占位（无、- 等）当空",
        "2 格拿不准，没有动，要人看",
        "1 行是重复的（1 组）",
        "有效行只有 33.3%（2 行有错），低于门槛",
        "“+86 139-2212-0000”",
        "甲(中国)公司、009 丙公司",
        "salesplan customers clean 客户.csv -o 干净.xlsx",
    ):
        assert part in page
    english = _clean(run, "客户.csv", "--lang", "en")
    assert "3 rows: 7 cells in 2 of them brought to one form, 1 of them stand-ins" in english


def test_a_clean_csv_keeps_every_column(folder: Path, run: Run) -> None:
    """Ids keep their zeros, a phone with a country code its plus; what would run as a formula gets an apostrophe."""
    done = run("customers", "clean", "客户.csv", "--as-of", "2026-06-30", "-o", "干净.csv", "--log", "改动.csv")
    assert done.code == 0
    assert "干净的名单已写到 干净.csv" in done.err
    assert "有效行只有" in done.out
    with (folder / "干净.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.reader(file))
    assert rows == [
        ["客户编号", "客户名称", "手机", "邮箱", "创建日期", "年销售额", "自己的列"],
        ["007", "甲（中国）公司", "13922120000", "a@b.com", "2026-01-05", "1200", "'=1+1"],
        ["008", "<script>x</script>", "+85291234567", "", "2026-02-30", "30", "{x}"],
        ["009", "丙公司", "13922120000", "c@d.con", "2026-01-06", "", ""],
    ]
    with (folder / "改动.csv").open(encoding="utf-8-sig", newline="") as file:
        log = list(csv.DictReader(file))
    assert [(row["处理"], row["行"], row["字段"]) for row in log][:2] == [
        ("已改", "2", "name"),
        ("已改", "2", "mobile"),
    ]
    assert (folder / "客户.csv").read_text("utf-8") == LIST
    assert "写法都已统一，没有要改的" in _clean(run, "干净.csv")


def test_a_clean_workbook_has_its_log_and_is_the_same_each_time(folder: Path, run: Run) -> None:
    _clean(run, "客户.csv", "-o", "干净.xlsx", "-q")
    first = (folder / "干净.xlsx").read_bytes()
    _clean(run, "客户.csv", "-o", "干净.xlsx", "-q")
    assert (folder / "干净.xlsx").read_bytes() == first
    book = openpyxl.load_workbook(folder / "干净.xlsx")
    assert book.sheetnames == ["客户", "修改记录"]
    rows = list(book.worksheets[0].iter_rows(values_only=True))
    assert rows[1] == ("007", "甲（中国）公司", "13922120000", "a@b.com", datetime(2026, 1, 5), 1200, "=1+1")  # noqa: DTZ001 - cells know no time zone
    assert book.worksheets[0]["G2"].data_type == "s"
    assert book.worksheets[0]["C2"].data_type == "s"
    assert book.worksheets[1].max_row == 1 + 9
    assert "写法都已统一，没有要改的" in _clean(run, "干净.xlsx")


def test_the_list_is_written_and_the_result_printed_in_another_form(folder: Path, run: Run) -> None:
    for name in ("净.xlsx", "净.csv"):
        done = run("customers", "clean", "客户.csv", "--as-of", "2026-06-30", "-o", name, "--format", "json")
        assert (done.code, json.loads(done.out)["command"]) == (0, "customers clean"), done
        assert (folder / name).is_file()
    same = run("customers", "clean", "客户.csv", "--as-of", "2026-06-30", "-o", "净.csv", "--format", "csv", "--force")
    assert same.code == 0
    assert (folder / "净.csv").read_text("utf-8-sig").startswith("客户编号,")


def test_the_way_out_of_writing_onto_the_list_is_one_that_works(folder: Path, run: Run) -> None:
    assert folder.is_dir()
    done = run("customers", "clean", "客户.csv", "-o", "客户.csv")
    assert (done.code, "WRITE-onto-input" in done.err, "--write" in done.err) == (2, True, False)
    profile = run("customers", "profile", "客户.csv", "-o", "客户.csv", "--no-plan")
    assert "WRITE-onto-input" in profile.err
    assert "--write" not in profile.err


def test_signs_that_nobody_sees_are_not_spelt_out_in_files(folder: Path, run: Run) -> None:
    """Out of texts they go; a day that cannot be read stays as it stands."""
    (folder / "暗.csv").write_text("客户名称,创建日期\n甲\u202e乙,2026\u202e-13-45\n", "utf-8")
    assert run("customers", "clean", "暗.csv", "--as-of", "2026-06-30", "-o", "净.csv").code == 0
    assert (folder / "净.csv").read_text("utf-8-sig").splitlines() == ["客户名称,创建日期", "甲乙,2026\u202e-13-45"]


def test_a_workbook_of_several_sheets_and_units(folder: Path, run: Run) -> None:
    """Formulas come as their values, days as days, the unit above the list goes into the title."""
    book = openpyxl.Workbook()
    first = book.worksheets[0]
    first.title = "华东"
    for row in (["单位：万元"], ["客户名称", "手机", "年销售额"], ["甲", 13922120000, "1.2亿"], ["合计", None, 12000]):
        first.append(row)
    second = book.create_sheet("华南")
    second.append(["手机", "客户名称", "满意度", "自己的"])
    second.append(["139 2212 0001", "乙", 4, 12])
    second.append([None, "丙", None, "ｘ"])
    book.save(folder / "两张.xlsx")
    _clean(run, "两张.xlsx", "--sheet", "*", "-o", "干净.xlsx", "-q")
    made = openpyxl.load_workbook(folder / "干净.xlsx")
    assert made.sheetnames == ["华东", "华南", "修改记录"]
    assert list(made["华东"].iter_rows(values_only=True)) == [
        ("客户名称", "手机", "年销售额（万元）"),
        ("甲", "13922120000", 12000),
    ]
    assert list(made["华南"].iter_rows(values_only=True)) == [
        ("手机", "客户名称", "满意度", "自己的"),
        ("13922120001", "乙", 4, 12),
        (None, "丙", None, "x"),
    ]
    refused = run("customers", "clean", "两张.xlsx", "--sheet", "*", "-o", "干净.csv")
    assert (refused.code, "USAGE-one-sheet" in refused.err) == (2, True)


def test_a_day_that_no_workbook_can_number_stays_a_text(folder: Path, run: Run) -> None:
    """1900-01-01 stands for an empty date in exports; cleaning twice changes nothing."""
    (folder / "旧.csv").write_text("客户名称,创建日期\n甲,1900-01-01\n乙,1900/3/1\n", "utf-8")
    _clean(run, "旧.csv", "-o", "干净.xlsx", "-q")
    rows = list(openpyxl.load_workbook(folder / "干净.xlsx").worksheets[0].iter_rows(values_only=True))
    assert rows[1:] == [("甲", "1900-01-01"), ("乙", datetime(1900, 3, 1))]  # noqa: DTZ001 - cells know no time zone
    assert "写法都已统一，没有要改的" in _clean(run, "干净.xlsx")


def test_json_has_a_row_a_cell(folder: Path, run: Run) -> None:
    assert folder.is_dir()
    found = json.loads(_clean(run, "客户.csv", "--format", "json"))
    assert found["rows"][0] == {
        "state": "changed",
        "file": "客户.csv",
        "sheet": None,
        "row": 2,
        "column": "B",
        "header": "客户名称",
        "field": "name",
        "old": "甲(中国)公司",
        "new": "甲（中国）公司",
        "rule": "brackets",
    }
    assert found["summary"]["quality"]["validity"] == "0.333333"
    assert found["summary"]["quality"]["gate"] is False


def test_any_other_ending_is_a_form_of_the_page(folder: Path, run: Run) -> None:
    _clean(run, "客户.csv", "-o", "页.html", "-q")
    assert "名单清洗" in (folder / "页.html").read_text("utf-8")
    assert "<script>x" not in (folder / "页.html").read_text("utf-8")


@pytest.mark.parametrize(
    ("words", "code", "says"),
    [
        (("没有.csv",), 3, ""),
        (("客户.csv", "-o", "客户.csv"), 2, "WRITE-onto-input"),
        (("客户.csv", "-o", "在.csv"), 4, "WRITE-exists"),
        (("客户.csv", "-o", "x.csv", "--log", "x.csv"), 2, "USAGE-same-file"),
        (("客户.csv", "-o", "x.doc"), 2, "USAGE-output"),
        (("--no-plan",), 2, "USAGE-no-list"),
        (("空.csv",), 3, "READ-no-rows"),
    ],
)
def test_refusals_write_nothing(folder: Path, run: Run, words: tuple[str, ...], code: int, says: str) -> None:
    (folder / "在.csv").write_text("mine", "utf-8")
    (folder / "空.csv").write_text("客户名称,手机\n", "utf-8")
    before = sorted(path.name for path in folder.iterdir())
    done = run("customers", "clean", *words)
    assert (done.code, says in done.err) == (code, True), done
    assert sorted(path.name for path in folder.iterdir()) == before
    assert (folder / "在.csv").read_text("utf-8") == "mine"


def test_fail_on_a_gate_that_is_missed(folder: Path, run: Run) -> None:
    assert folder.is_dir()
    assert run("customers", "clean", "客户.csv", "--fail-on", "warning").code == 1
    assert run("customers", "clean", "客户.csv", "--fail-on", "error").code == 0


def test_the_example_company(company: Path, run: Run) -> None:
    """The visitors of the fair: a raw list. The plan's customers without a file; orders by their content."""
    assert company.is_dir()
    assert "占位当空" in _clean(run, "fair.xlsx")
    assert "客户" in _clean(run)
    orders = json.loads(_clean(run, "orders/2026.xlsx", "--format", "json"))
    assert (orders["summary"]["table"], orders["summary"]["changed_cells"]) == ("orders", 0)


def test_profile_page_and_rows(company: Path, run: Run) -> None:
    assert company.is_dir()
    done = run("customers", "profile", "--as-of", "2026-06-30")
    assert (done.code, done.err) == (0, "")
    for part in ("300 家客户，档案平均完整", "先补这几家", "PROFILE-no-column", "名单少 6 列，填满也只到 64.7%"):
        assert part in done.out
    assert max(map(len, done.out.splitlines()[:20])) <= 100
    rows = json.loads(run("customers", "profile", "--as-of", "2026-06-30", "--format", "json").out)["rows"]
    assert len(rows) == 300
    assert rows[0]["below_target"] is True
    assert round(sum(float(row["amount"] or 0) for row in rows), 1) == 27_452_025.5
    assert all(row["has_purchase_history"] is not None for row in rows)
    english = run("customers", "profile", "--as-of", "2026-06-30", "--lang", "en").out
    assert "300 customers, files 60.5% complete on average (target 80%)" in english


def test_profile_refuses_another_list(company: Path, run: Run) -> None:
    assert company.is_dir()
    done = run("customers", "profile", "orders/2026.xlsx")
    assert done.code == 3
    assert run("customers", "profile", "--no-plan").code == 2
