"""``classify --split-by``: everyone gets his own list, the lists are the whole, and nothing is left half done."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from program import Run

CLASSIFY = ("classify", "customers.xlsx", "--as-of", "2026-06-30")
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
        lines = [row["行号"] or 999 for row in mine]  # those of the orders alone stand last
        assert lines == sorted(lines)
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
    assert sheet.print_area == "'客户分类'!$A$1:$O$27"
    assert titles[14] == "金额"
    assert (sheet.freeze_panes, str(sheet["D2"].value)[:1], sheet["D2"].data_type) == ("C2", "1", "s")
    assert summary["A1"].value == "负责人：罗文杰   26 家   截至 2026-06-30"
    assert "全部 300 家" in str(summary["A2"].value)
    figures = {row[0]: row[1] for row in summary.iter_rows(min_col=1, max_col=2, values_only=True)}
    assert (figures["客户数"], figures["净额合计"]) == (26, 1306931)


@pytest.mark.parametrize(
    ("column", "files"),
    [
        ("region", ["华东.xlsx", "华北.xlsx", "华南.xlsx", "西南.xlsx"]),
        ("大区", ["华东.xlsx", "华北.xlsx", "华南.xlsx", "西南.xlsx"]),
        ("Region", ["华东.xlsx", "华北.xlsx", "华南.xlsx", "西南.xlsx"]),
        ("Class", ["A 最近成交.xlsx", "B 有望成交.xlsx", "C 有潜力.xlsx", "D 暂无机会.xlsx", "U 未评.xlsx"]),
        ("客户来源", ["官网.xlsx", "客户来源未填.xlsx", "展会.xlsx", "电话开发.xlsx", "转介绍.xlsx"]),
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
    words = (*CLASSIFY, "--split-by", "owner", "-o", "lists", "--write", "--on-error", "skip")
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
    done = run(*CLASSIFY, "--split-by", "owner", "-o", "lists", "--write", "--on-error", "skip")
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
