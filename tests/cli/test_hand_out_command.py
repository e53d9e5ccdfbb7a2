"""``classify --split-by``: everyone gets his own list, the lists are the whole, and nothing is left half done."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from program import Run

CLASSIFY = ("classify", "customers.xlsx", "--as-of", "2026-06-30", "--on-error", "skip")
PEOPLE = (
    "客户名称,销售,小组,备注,手机,年销售额,最近下单日期\n"
    "甲,王芳,一,x,13800000001,900,2026-06-29\n"
    "乙,wang,一,x,13800000002,800.55,2026-01-01\n"
    "丙,Wang,二,y,13800000003,50,2025-06-29\n"
    "丁,,二,y,13800000004,7.5,2026-06-01\n"
)


@pytest.fixture
def people(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[str, ...]:
    """A small list whose owner column needs no telling; the command that grades it."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "people.csv").write_text(PEOPLE, "utf-8")
    return ("classify", "people.csv", "--as-of", "2026-06-30")


def records_in(path: Path) -> Iterator[dict[str, Any]]:
    """The rows of a workbook's first sheet by title, read by openpyxl."""
    lines = openpyxl.load_workbook(path).worksheets[0].iter_rows(values_only=True)
    titles = [str(title) for title in next(lines)]
    yield from (dict(zip(titles, line, strict=True)) for line in lines)


def names_in(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_the_lists_together_are_the_whole(company: Path, run: Run) -> None:
    done = run(*CLASSIFY, "--split-by", "负责人", "-o", "lists/")
    assert (done.code, done.err) == (0, "")
    run(*CLASSIFY, "-o", "whole.xlsx")
    whole = list(records_in(company / "whole.xlsx"))
    files = sorted((company / "lists").iterdir())
    assert {path.stem for path in files} == {row["负责人"] for row in whole}
    shared: list[dict[str, Any]] = []
    for path in files:
        mine = list(records_in(path))
        assert {row["负责人"] for row in mine} == {path.stem}
        days = [(row["下次联系"], row["客户分级"]) for row in mine]
        assert days == sorted(days)
        shared += [{title: row[title] for title in whole[0]} for row in mine]
    assert sorted(shared, key=lambda row: str(row["客户编号"])) == sorted(whole, key=lambda row: str(row["客户编号"]))
    told = json.loads(run(*CLASSIFY, "-f", "json").out)["summary"]
    assert f"各份相加与全部一致：300 家，金额 {float(told['net_total']):,}。" in done.out
    assert "合计" in done.out


def test_a_list_has_what_its_owner_needs_first(company: Path, run: Run) -> None:
    run(*CLASSIFY, "--split-by", "owner", "-o", "lists")
    sheet, summary = openpyxl.load_workbook(company / "lists" / "罗文杰.xlsx").worksheets
    titles = [cell.value for cell in sheet[1]]
    assert titles[:4] == ["客户编号", "客户名称", "联系人", "手机"]
    assert sheet.print_area == "'客户分类'!$A$1:$P$27"
    assert titles[15] == "金额"
    assert (sheet.freeze_panes, str(sheet["D2"].value)[:1], sheet["D2"].data_type) == ("C2", "1", "s")
    assert summary["A1"].value == "负责人：罗文杰   26 家   截至 2026-06-30"
    assert "全部 300 家" in str(summary["A2"].value)
    figures = {row[0]: row[1] for row in summary.iter_rows(min_col=1, max_col=2, values_only=True)}
    assert (figures["客户数"], figures["净额合计"]) == (26, 1306931)
    assert "客户分级" in figures
    assert not {"基尼系数", "HHI", "RFM 四分位数", "二八分类从多少金额起"} & figures.keys()
    assert "按该联系的日子排" in str(summary["A3"].value)


@pytest.mark.parametrize(
    ("column", "files"),
    [
        ("region", ["华东.xlsx", "华北.xlsx", "华南.xlsx", "西南.xlsx"]),
        ("大区", ["华东.xlsx", "华北.xlsx", "华南.xlsx", "西南.xlsx"]),
        ("Region", ["华东.xlsx", "华北.xlsx", "华南.xlsx", "西南.xlsx"]),
        ("Class", ["A 最近成交.xlsx", "B 有望成交.xlsx", "C 有潜力.xlsx", "D 暂无机会.xlsx", "U 未评.xlsx"]),
        ("客户来源", ["官网.xlsx", "展会.xlsx", "电话开发.xlsx", "转介绍.xlsx"]),
        ("R 分", ["R 分 1.xlsx", "R 分 2.xlsx", "R 分 3.xlsx", "R 分 4.xlsx", "R 分 5.xlsx", "R 分未填.xlsx"]),
    ],
)
def test_a_column_is_named_by_key_or_by_any_header(company: Path, run: Run, column: str, files: list[str]) -> None:
    done = run(*CLASSIFY, "--split-by", column, "-o", "lists", "--dry-run", "-f", "json")
    assert sorted(Path(row["file"]).name for row in json.loads(done.out)["rows"]) == sorted(files)
    assert not (company / "lists").exists()


def test_an_unknown_column_is_answered_with_those_there_are(people: tuple[str, ...], run: Run) -> None:
    done = run(*people, "--split-by", "省分", "-o", "lists")
    assert (done.code, done.out) == (2, "")
    assert "没有“省分”这一列可分 (USAGE-split-by)" in done.err
    assert "owner 负责人" in done.err
    assert not Path("lists").exists()
    extra = run(*people, "--split-by", "小组", "-o", "lists")
    assert (extra.code, "--column owner=小组" in extra.err) == (2, True)
    done = run(*people, "--column", "owner=小组", "--split-by", "小组", "-o", "lists")
    assert (done.code, names_in(Path("lists"))) == (0, ["一.xlsx", "二.xlsx"])


@pytest.mark.parametrize(
    ("output", "fix"),
    [
        ((), "-o lists/"),
        (("-o", "手上.xlsx"), "-o 手上/"),
        (("-o", "people.csv"), "-o people/"),
        (("-o", "f"), "-o lists/"),
    ],
)
def test_a_folder_is_needed(people: tuple[str, ...], run: Run, output: tuple[str, ...], fix: str) -> None:
    Path("f").write_text("a file", "utf-8")
    done = run(*people, "--split-by", "owner", *output)
    assert (done.code, done.out) == (2, "")
    assert "USAGE-split-folder" in done.err
    assert f"--split-by owner {fix}" in done.err


def test_different_spellings_are_different_people_and_nobody_has_a_name(people: tuple[str, ...], run: Run) -> None:
    done = run(*people, "--split-by", "销售", "-o", "lists", "-f", "csv")
    assert [line.split(",")[:5] for line in done.out.splitlines()] == [
        ["给谁", "文件", "行数", "客户数", "金额"],
        ["Wang", "lists/Wang.xlsx", "1", "1", "50"],
        ["wang", "lists/wang-2.xlsx", "1", "1", "800.55"],
        ["王芳", "lists/王芳.xlsx", "1", "1", "900"],
        ["未分配", "lists/未分配.xlsx", "1", "1", "7.5"],
    ]
    assert [row["客户名称"] for row in records_in(Path("lists/未分配.xlsx"))] == ["丁"]
    english = run(*people, "--split-by", "owner", "-o", "english", "--lang", "en")
    assert "english/unassigned.xlsx" in english.out
    assert "The files add up to the whole: 4 customers, 1,758.05." in english.out


def test_who_left_is_named_and_his_file_stays(people: tuple[str, ...], run: Run) -> None:
    run(*people, "--split-by", "owner", "-o", "lists")
    before = {path.name: path.read_bytes() for path in Path("lists").iterdir()}
    again = run(*people, "--split-by", "owner", "-o", "lists")
    assert "不在这次之内" not in again.out
    assert {path.name: path.read_bytes() for path in Path("lists").iterdir()} == before
    Path("people.csv").write_text(PEOPLE.replace("王芳", "李雷"), "utf-8")
    done = run(*people, "--split-by", "owner", "-o", "lists", "-f", "json")
    assert json.loads(done.out)["summary"]["earlier"] == ["lists/王芳.xlsx"]
    assert Path("lists/王芳.xlsx").read_bytes() == before["王芳.xlsx"]


def test_a_file_in_the_way_stops_everything(company: Path, run: Run) -> None:
    (company / "lists").mkdir()
    (company / "lists" / "罗文杰.xlsx").write_text("my own", "utf-8")
    before = (company / "customers.xlsx").read_bytes()
    words = (*CLASSIFY, "--split-by", "owner", "-o", "lists", "--write")
    done = run(*words)
    assert (done.code, done.out) == (4, "")
    assert "罗文杰.xlsx" in done.err
    assert names_in(company / "lists") == ["罗文杰.xlsx"]
    assert (company / "customers.xlsx").read_bytes() == before
    done = run(*words, "--force")
    assert (done.code, len(names_in(company / "lists"))) == (0, 8)
    assert (company / "customers.xlsx").read_bytes() != before
    assert "customers.xlsx" in done.err


def test_a_list_that_cannot_be_written_to_hands_nothing_out(company: Path, run: Run) -> None:
    (company / "customers.xlsx").chmod(0o444)
    done = run(*CLASSIFY, "--split-by", "owner", "-o", "lists", "--write")
    assert (done.code, done.out) == (4, "")
    assert not (company / "lists").exists()


def test_quiet_says_nothing_and_a_dry_run_writes_nothing(people: tuple[str, ...], run: Run) -> None:
    dry = run(*people, "--split-by", "owner", "-o", "lists", "--dry-run")
    assert "这是试运行，什么都没写。" in dry.out
    assert not Path("lists").exists()
    quiet = run(*people, "--split-by", "owner", "-o", "lists", "--quiet")
    assert (quiet.code, quiet.out, quiet.err) == (0, "", "")
    assert len(names_in(Path("lists"))) == 4


def test_findings_and_rejects_are_those_of_the_whole(company: Path, run: Run) -> None:
    words = (*CLASSIFY, "--split-by", "region", "-o", "lists", "--strict", "--rejects", "bad.csv")
    done = run(*words)
    assert done.code == 1
    assert "READ-date" in done.out
    assert len((company / "bad.csv").read_text("utf-8-sig").splitlines()) == 4
    assert len(names_in(company / "lists")) == 4


def test_too_many_files_are_refused(people: tuple[str, ...], run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("salesplan.cli.hand_out.MOST", 3)
    done = run(*people, "--split-by", "name", "-o", "lists")
    assert (done.code, "4" in done.err) == (2, True)
    assert not Path("lists").exists()


BAD = PEOPLE.replace("王芳,一,x,13800000001,900,2026-06-29", "王芳,一,x,13800000001,900,2026-02-30")
ORDERS = "客户名称,订单日期,金额,业务员\n甲,2026-06-20,70,李雷\n乙,2026-06-10,30,wang\n"


@pytest.mark.usefixtures("company")
def test_bad_cells_stop_a_hand_out(run: Run) -> None:
    done = run(*CLASSIFY[:-2], "--split-by=owner", "-o", "lists")
    assert (done.code, done.out) == (3, "")
    assert "客户!L60 最近跟进：“2026-02-30”没有这一天" in done.err
    assert "要分发，所以遇到坏单元格就停下了，什么都没写 (READ-stopped)" in done.err
    assert not Path("lists").exists()


def test_bad_cells_of_a_text_list_stop_it_too(people: tuple[str, ...], run: Run) -> None:
    Path("people.csv").write_text(BAD, "utf-8")
    done = run(*people, "--split-by", "owner", "-o", "lists")
    assert done.code == 3
    assert "要分发，所以遇到坏单元格就停下了，什么都没写 (READ-stopped)" in done.err
    assert not Path("lists").exists()


def test_who_is_in_no_workbook_is_named(people: tuple[str, ...], run: Run) -> None:
    Path("people.csv").write_text(BAD.replace("乙,wang", "乙,王芳"), "utf-8")
    words = (*people, "--split-by", "owner", "-o", "lists", "--on-error", "skip")
    done = run(*words)
    assert done.code == 0
    assert "各份相加与分级的 3 家一致，金额 858.05；名单里另有 1 家没有分：甲（第 2 行）。" in done.out
    assert "与全部一致" not in done.out
    notes = [row[0] for row in openpyxl.load_workbook("lists/王芳.xlsx").worksheets[1].iter_rows(values_only=True)]
    assert "客户名单里另有 1 家因为有坏单元格没有分级，不在这份里：甲（第 2 行）。" in notes
    others = openpyxl.load_workbook("lists/Wang.xlsx").worksheets[1]
    assert not any("坏单元格" in str(row[0]) for row in others.iter_rows(values_only=True))
    (left,) = json.loads(run(*words, "-f", "json").out)["summary"]["left_out"]
    assert left == {
        "id": None,
        "name": "甲",
        "row": 2,
        "file": "people.csv",
        "sheet": None,
        "known": True,
        "value": "王芳",
    }
    assert "甲 (row 2)" in run(*words, "--lang", "en").out


def test_whose_row_has_a_bad_cell_keeps_his_owner_and_phone(people: tuple[str, ...], run: Run) -> None:
    Path("people.csv").write_text(BAD, "utf-8")
    Path("orders.csv").write_text(ORDERS, "utf-8")
    words = (*people, "--orders", "orders.csv", "--split-by", "owner", "-o", "lists", "--on-error", "skip")
    assert "各份相加与全部一致：4 家" in run(*words).out
    (row,) = records_in(Path("lists/王芳.xlsx"))
    assert (row["客户名称"], row["手机"], row["金额"], row["出处"]) == ("甲", "13800000001", 70, "名单里的行有坏单元格")
    assert not Path("lists/李雷.xlsx").exists()


def saved_by_excel(path: Path) -> bytes:
    """What a rep leaves: the workbook saved again under another program's name, with a cell of his own."""
    book = openpyxl.load_workbook(path)
    book.worksheets[0]["Z1"] = "打过电话"
    book.save(path)
    return path.read_bytes()


def test_a_workbook_that_was_changed_is_not_lost(people: tuple[str, ...], run: Run) -> None:
    words = (*people, "--split-by", "owner", "-o", "lists")
    run(*words)
    before = saved_by_excel(Path("lists/王芳.xlsx"))
    done = run(*words)
    assert done.code == 4
    assert "王芳.xlsx 发出后有人改过、存过 (WRITE-handed-out)" in done.err
    assert "王芳.xlsx.bak" in done.err
    assert "文件已经存在" not in done.err
    assert Path("lists/王芳.xlsx").read_bytes() == before
    dry = run(*words, "--force", "--dry-run")
    assert (dry.code, "王芳.xlsx 发出后有人改过、存过" in dry.out) == (0, True)
    assert not Path("lists/王芳.xlsx.bak").exists()
    done = run(*words, "--force")
    assert (done.code, Path("lists/王芳.xlsx.bak").read_bytes()) == (0, before)
    assert "lists/王芳.xlsx 发出后改过的那份留在 lists/王芳.xlsx.bak" in done.err
    assert sorted(names_in(Path("lists"))) == sorted(
        ["Wang.xlsx", "wang-2.xlsx", "未分配.xlsx", "王芳.xlsx", "王芳.xlsx.bak"]
    )
    assert run(*words).code == 0
    second = saved_by_excel(Path("lists/王芳.xlsx"))
    run(*words, "--force", "-q")
    dated = [name for name in names_in(Path("lists")) if name.startswith("王芳.xlsx.2")]
    assert [Path("lists", name).read_bytes() for name in dated] == ([] if second == before else [second])


def test_what_the_page_shows_wins_and_is_said(people: tuple[str, ...], run: Run) -> None:
    Path("people.csv").write_text(PEOPLE.replace("小组", "等级").replace(",一,", ",甲级,"), "utf-8")
    done = run(*people, "--split-by", "等级", "-o", "lists", "--dry-run")
    assert "按客户分级分发" in done.out
    assert "“等级”指结果里的 class，不是名单自己的那一列 (CUSTOMERS-split-by)" in done.out
    assert "--split-by grade" in done.out
    own = run(*people, "--split-by", "grade", "-o", "lists", "--dry-run")
    assert ("lists/甲级.xlsx" in own.out, "CUSTOMERS-split-by" in own.out) == (True, False)


def test_the_title_of_the_page_is_a_column(people: tuple[str, ...], run: Run) -> None:
    done = run(*people, "--split-by", "等级", "-o", "lists", "--dry-run")
    assert (done.code, "按客户分级分发" in done.out, "CUSTOMERS-split-by" in done.out) == (0, True, False)


def test_only_columns_that_people_split_by_are_offered(company: Path, run: Run) -> None:
    done = run(*CLASSIFY, "--split-by", "省分", "-o", "lists")
    assert (
        "可选：owner 负责人、region 区域、province 省份、city 城市、industry 行业、source_stated 客户来源、"
        "class 客户分级、man_cell MAN 组合、pareto 二八分类、rfm_type RFM 类型、tier 价值等级、lifecycle 生命周期、"
        "next_action 下一步\n"
    ) in done.err
    assert run(*CLASSIFY, "--split-by", "man_missing", "-o", "lists", "--dry-run").code == 0


def test_names_that_differ_by_blanks_or_width_are_told(people: tuple[str, ...], run: Run) -> None:
    Path("people.csv").write_text(PEOPLE.replace("乙,wang", "乙,王 芳").replace("丙,Wang", "丙,王\u3000芳"), "utf-8")
    done = run(*people, "--split-by", "owner", "-o", "lists", "--dry-run")
    assert "负责人里 “王 芳”、" in done.out
    assert "“王芳” 只差空格或全半角" in done.out
    plain = run("classify", "people.csv", "--split-by", "name", "-o", "lists", "--dry-run")
    assert "CUSTOMERS-alike" not in plain.out
