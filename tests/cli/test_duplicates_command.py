from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from random import Random

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from program import Run
from salesplan.api.duplicates import merge, restored
from salesplan.api.setting import setting
from salesplan.load.source import open_source
from salesplan.model.reading import AS_IT_IS
from salesplan.write.new.cell_book import write_cells

HEAD = ("客户编号", "客户名称", "联系电话", "邮箱", "城市", "更新日期", "我们的星级")
ROWS = (
    ("C1", "上海甲乙科技有限公司", "13922120000", None, "上海", "2026-01-05", "★★"),
    ("C2", "甲乙科技", "+86 139-2212-0000", "a@jiayi.com", None, "2026-05-01", None),
    ("C3", "丙丁食品厂", "021-62345678", None, "上海", "2025-01-01", "★"),
    ("C4", "甲乙（上海）科技", None, "a@jiayi.com", "上海", "2024-01-01", "★★★"),
    ("C5", "甲乙科技华东分公司", "13811112222", None, "上海", "2024-01-01", None),
)


@pytest.fixture
def lists(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a list of five customers, three of which are one."""
    monkeypatch.chdir(tmp_path)
    write(tmp_path / "list.xlsx", [HEAD, *ROWS])
    return tmp_path


def write(path: Path, rows: list[tuple[object, ...]]) -> None:
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet.title = "客户"
    for row in rows:
        sheet.append(list(row))
    book.save(path)


def decide(path: Path, words: dict[str, str]) -> None:
    """Tick the rows of these customers in a list for review."""
    book = openpyxl.load_workbook(path)
    sheet = book.worksheets[0]
    for row in range(2, sheet.max_row + 1):
        if (word := words.get(str(sheet.cell(row, 4).value))) is not None:
            sheet.cell(row, 2).value = word
    book.save(path)


def cells_of(path: Path, sheet: str | None = None) -> list[tuple[object, ...]]:
    grid = open_source(str(path), AS_IT_IS).grid(sheet)
    return list(grid.cells.select("row", "column", "kind", "text").rows())


def test_the_review_list_is_made_to_be_ticked(lists: Path, run: Run) -> None:
    done = run("customers", "duplicates", "list.xlsx", "--no-plan", "-o", "review.xlsx")
    assert done.code == 0
    sheet = openpyxl.load_workbook(lists / "review.xlsx").worksheets[0]
    rows = list(sheet.iter_rows(values_only=True))
    assert [row[3] for row in rows[1:]] == ["C1", "C2", "C4"]
    assert rows[0][1] == "决定"
    assert sheet.freeze_panes == "A2"
    offered = sheet.data_validations.dataValidation[0]
    assert (offered.formula1, str(offered.sqref)) == ('"合并,不是,保留"', "B2:B4")
    assert "电话相同" in str(rows[2][8])


def merged_of(run: Run, words: dict[str, str]) -> None:
    assert run("customers", "duplicates", "list.xlsx", "--no-plan", "-o", "review.xlsx").code == 0
    decide(Path("review.xlsx"), words)


def test_merged_as_ticked_with_the_newest_values_and_given_back_again(lists: Path, run: Run) -> None:
    before = (lists / "list.xlsx").read_bytes()
    kept = first_of(run)
    assert kept == "C1"  # of the three only C1 has its full name
    merged_of(run, {"C1": "合并", "C2": "合并", "C4": "合并"} | {first_of(run): ""})
    done = run("customers", "duplicates", "list.xlsx", "--no-plan", "--apply", "review.xlsx", "-o", "merged.xlsx")
    assert done.code == 0, done.err
    rows = list(openpyxl.load_workbook(lists / "merged.xlsx").worksheets[0].iter_rows(values_only=True))
    assert rows[0] == HEAD
    mine = next(row for row in rows if row[0] == kept)
    assert len(rows) == 4
    # of 2026-05-01: phone, e-mail, day; id and name are the kept row's own, and so is what that row lacks
    assert mine == (kept, "上海甲乙科技有限公司", "+86 139-2212-0000", "a@jiayi.com", "上海", "2026-05-01", "★★")
    assert run("customers", "duplicates", "--restore", "merged.xlsx", "-o", "back.xlsx").code == 0
    assert cells_of(lists / "back.xlsx") == cells_of(lists / "list.xlsx")
    assert (lists / "list.xlsx").read_bytes() == before
    ids = list(openpyxl.load_workbook(lists / "merged.xlsx")["编号对照"].iter_rows(values_only=True))
    assert ids[1:] == [("C2", "C1"), ("C4", "C1")]


def first_of(run: Run) -> str:
    """The customer who is proposed to be kept."""
    told = json.loads(run("customers", "duplicates", "list.xlsx", "--no-plan", "-f", "json").out)
    return str(told["rows"][0]["id"])


def test_different_is_remembered(lists: Path, run: Run) -> None:
    first = first_of(run)
    merged_of(run, {each: "不是" for each in ("C1", "C2", "C4") if each != first})
    done = run("customers", "duplicates", "list.xlsx", "--no-plan", "--decisions", "review.xlsx", "-f", "json")
    pairs = {(row["id"], row["with_id"]) for row in json.loads(done.out)["rows"] if row["with_id"]}
    assert all(first not in pair for pair in pairs)


def test_decisions_that_no_longer_fit_are_refused(lists: Path, run: Run) -> None:
    merged_of(run, {"C1": "合并", "C2": "合并", "C4": "合并"} | {first_of(run): ""})
    changed = [HEAD, *((*row[:2], "13700000000", *row[3:]) if row[0] == "C4" else row for row in ROWS)]
    write(lists / "list.xlsx", changed)
    done = run("customers", "duplicates", "list.xlsx", "--no-plan", "--apply", "review.xlsx", "-o", "merged.xlsx")
    assert done.code == 3
    assert "DECISIONS-changed" in done.err
    assert not (lists / "merged.xlsx").exists()


@pytest.mark.parametrize("word", ["也许", "{x}", "<script>", "2"])
def test_a_word_that_is_no_decision_is_refused(lists: Path, run: Run, word: str) -> None:
    merged_of(run, dict.fromkeys(("C1", "C2", "C4"), "合并") | {first_of(run): word})
    done = run("customers", "duplicates", "list.xlsx", "--no-plan", "--apply", "review.xlsx", "-o", "merged.xlsx")
    assert done.code == 3
    assert "DECISIONS-word" in done.err


def test_a_tick_in_the_first_row_of_a_group_is_refused(lists: Path, run: Run) -> None:
    merged_of(run, {first_of(run): "合并"})
    done = run("customers", "duplicates", "list.xlsx", "--no-plan", "--apply", "review.xlsx", "-o", "merged.xlsx")
    assert (done.code, "DECISIONS-first" in done.err) == (3, True)


@pytest.mark.parametrize(
    ("words", "kept"),
    [
        (("合并", "合并"), "上海甲乙科技有限公司"),
        (("合并", None), "上海甲乙科技有限公司"),
        (("保留", None), "上海甲乙科技有限公司"),
        ((None, "保留"), "甲乙科技"),
        (("合并", "保留"), "甲乙科技"),
    ],
)
def test_in_a_group_of_two_either_row_may_say_it_and_which_one_stays(
    lists: Path, run: Run, words: tuple[str | None, str | None], kept: str
) -> None:
    write(lists / "list.xlsx", [HEAD, *ROWS[:3]])
    merged_of(run, {each: word for each, word in zip(("C1", "C2"), words, strict=True) if word})
    done = run("customers", "duplicates", "list.xlsx", "--no-plan", "--apply", "review.xlsx", "-o", "merged.xlsx")
    assert done.code == 0, done.err
    rows = openpyxl.load_workbook(lists / "merged.xlsx").worksheets[0].iter_rows(values_only=True, min_row=2)
    assert [row[1] for row in rows] == [kept, "丙丁食品厂"]


@pytest.mark.parametrize(
    ("words", "code"), [(("合并", "不是"), "DECISIONS-first"), (("保留", "保留"), "DECISIONS-two-kept")]
)
def test_two_rows_that_contradict_each_other_are_refused(
    lists: Path, run: Run, words: tuple[str, str], code: str
) -> None:
    merged_of(
        run, {"C2": words[0], "C4": words[1]} if code == "DECISIONS-two-kept" else {"C1": words[0], "C2": words[1]}
    )
    done = run("customers", "duplicates", "list.xlsx", "--no-plan", "--apply", "review.xlsx", "-o", "merged.xlsx")
    assert (done.code, code in done.err) == (3, True)


def test_the_next_step_names_the_list_and_the_page_the_rows(lists: Path, run: Run) -> None:
    told = run("customers", "duplicates", "list.xlsx", "--no-plan").out
    assert "salesplan customers duplicates list.xlsx --apply review.xlsx -o merged.xlsx" in told
    assert next(line.split()[:4] for line in told.splitlines() if "保留" in line and "C1" in line) == [
        "1",
        "保留",
        "2",
        "C1",
    ]


def test_the_name_to_keep_is_the_one_with_form_and_place(lists: Path, run: Run) -> None:
    names = ("甲乙科技", "甲乙科技有限公司", "上海甲乙科技有限公司")
    write(lists / "list.xlsx", [HEAD, *((f"C{n}", name, *ROWS[3 - n][2:]) for n, name in enumerate(names, 1))])
    assert first_of(run) == "C3"


def test_contradictions_are_refused_with_their_rows(lists: Path, run: Run) -> None:
    """A = B and A = C are ticked, and a line says that B is not C."""
    first = first_of(run)
    others = [each for each in ("C1", "C2", "C4") if each != first]
    merged_of(run, dict.fromkeys(others, "合并"))
    book = openpyxl.load_workbook(lists / "review.xlsx")
    sheet = book.worksheets[0]
    marks = {str(sheet.cell(row, 4).value): sheet.cell(row, 23).value for row in range(2, 5)}
    sheet.append([None] * 24)
    for column, value in ((2, "不是"), (4, others[0]), (5, "甲"), (23, marks[others[0]]), (24, marks[others[1]])):
        sheet.cell(5, column).value = value
    book.save(lists / "review.xlsx")
    done = run("customers", "duplicates", "list.xlsx", "--no-plan", "--apply", "review.xlsx", "-o", "merged.xlsx")
    assert done.code == 3
    assert "DECISIONS-contradiction" in done.err


def test_a_merged_list_that_was_changed_is_not_restored(lists: Path, run: Run) -> None:
    merged_of(run, dict.fromkeys(("C1", "C2", "C4"), "合并") | {first_of(run): ""})
    run("customers", "duplicates", "list.xlsx", "--no-plan", "--apply", "review.xlsx", "-o", "merged.xlsx")
    book = openpyxl.load_workbook(lists / "merged.xlsx")
    book.worksheets[0].cell(2, 2).value = "改过"
    book.save(lists / "merged.xlsx")
    done = run("customers", "duplicates", "--restore", "merged.xlsx", "-o", "back.xlsx")
    assert (done.code, "MERGED-edited" in done.err) == (3, True)


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("list.xlsx", "--apply", "list.xlsx", "-o", "m.xlsx"), "DECISIONS-no-columns"),
        (("list.xlsx", "--apply", "review.xlsx"), "USAGE-merged-output"),
        (("list.xlsx", "--apply", "review.xlsx", "-o", "list.xlsx"), "WRITE-onto-input"),
        (("list.xlsx", "--apply", "review.xlsx", "-o", "review.xlsx"), "WRITE-onto-input"),
        (("list.xlsx", "--apply", "review.xlsx", "--restore", "x.xlsx", "-o", "m.xlsx"), "USAGE-merge-or-restore"),
        (("--restore", "list.xlsx", "-o", "m.xlsx"), "MERGED-no-log"),
        (("list.xlsx", "list2.xlsx", "--apply", "review.xlsx", "-o", "m.xlsx"), "DUPLICATES-one-list"),
    ],
)
def test_what_cannot_be_done_is_said(lists: Path, run: Run, words: tuple[str, ...], code: str) -> None:
    run("customers", "duplicates", "list.xlsx", "--no-plan", "-o", "review.xlsx")
    write(lists / "list2.xlsx", [HEAD, ROWS[0]])
    done = run("customers", "duplicates", "--no-plan", *words)
    assert done.code in (2, 3, 4)
    assert code in done.err


def merged(run: Run, lists: Path) -> openpyxl.Workbook:
    """The workbook of the three rows merged."""
    merged_of(run, dict.fromkeys(("C1", "C2", "C4"), "合并") | {first_of(run): ""})
    done = run("customers", "duplicates", "list.xlsx", "--no-plan", "--apply", "review.xlsx", "-o", "merged.xlsx")
    assert done.code == 0, done.err
    return openpyxl.load_workbook(lists / "merged.xlsx")


@pytest.mark.parametrize(
    ("row", "column", "value"), [(6, 5, "丙"), (6, 3, -1), (6, 4, 77), (6, 3, 99999), (6, 2, -3), (4, 2, 9)]
)
def test_any_change_of_what_restores_the_list_is_seen(
    lists: Path, run: Run, row: int, column: int, value: int | str
) -> None:
    book = merged(run, lists)
    assert book["salesplan restore"].cell(row, column).value != value
    book["salesplan restore"].cell(row, column).value = value
    book.save(lists / "merged.xlsx")
    done = run("customers", "duplicates", "--restore", "merged.xlsx", "-o", "back.xlsx")
    assert (done.code, "MERGED-damaged" in done.err, (lists / "back.xlsx").exists()) == (3, True, False)


def test_a_row_missing_from_what_restores_the_list_is_seen(lists: Path, run: Run) -> None:
    book = merged(run, lists)
    book["salesplan restore"].delete_rows(5, 3)
    book.save(lists / "merged.xlsx")
    done = run("customers", "duplicates", "--restore", "merged.xlsx", "-o", "back.xlsx")
    assert (done.code, "MERGED-damaged" in done.err) == (3, True)


def test_formulas_without_a_result_are_refused_by_column(lists: Path, run: Run) -> None:
    """Rows move up in a merge and the text of a formula would not."""
    rows = [(*row, f"=LEN(A{n})", None) for n, row in enumerate(ROWS, 2)]
    write(lists / "list.xlsx", [(*HEAD, "长度", "合计"), *rows, (None,) * 8 + ("=SUM(H2:H6)",)])
    merged_of(run, dict.fromkeys(("C1", "C2", "C4"), "合并") | {first_of(run): ""})
    done = run("customers", "duplicates", "list.xlsx", "--no-plan", "--apply", "review.xlsx", "-o", "merged.xlsx")
    assert (done.code, done.err.count("MERGED-formula")) == (3, 2)
    assert "“长度”一列有 5 个公式" in done.err
    assert not (lists / "merged.xlsx").exists()


def test_a_change_in_a_column_of_the_users_own_is_a_change_of_the_row(lists: Path, run: Run) -> None:
    merged_of(run, dict.fromkeys(("C1", "C2", "C4"), "合并") | {first_of(run): ""})
    write(lists / "list.xlsx", [HEAD, *((*row[:6], "改过") if row[0] == "C4" else row for row in ROWS)])
    done = run("customers", "duplicates", "list.xlsx", "--no-plan", "--apply", "review.xlsx", "-o", "merged.xlsx")
    assert (done.code, "DECISIONS-changed" in done.err) == (3, True)


def test_the_log_says_which_value_was_not_taken_and_shows_days_as_days(lists: Path, run: Run) -> None:
    """Stand-ins such as 无 are no values; whose day is not known is not called newer."""
    head = ("客户编号", "客户名称", "城市", "洽谈", "备注")
    day, other = date(2026, 5, 18), date(2026, 5, 19)
    rows = [("K1", "上海甲乙科技有限公司", "上海", day, "无"), ("K2", "甲乙科技", "上海", other, "老关系")]
    write(lists / "list.xlsx", [head, *rows, ("K2", "丙丁食品厂", "上海", day, None)])
    assert run("customers", "duplicates", "list.xlsx", "--no-plan", "-o", "review.xlsx").code == 0
    decide(lists / "review.xlsx", {"K2": "合并"})
    args = ("--no-plan", "--apply", "review.xlsx", "-o", "merged.xlsx")
    done = run("customers", "duplicates", "list.xlsx", *args, "-f", "json")
    told = json.loads(done.out)
    lines = {row["field"]: (row["old"], row["new"], row["left"], row["why"]) for row in told["rows"]}
    assert lines["洽谈"] == (None, "2026-05-18", "2026-05-19", "not_taken")
    assert lines["备注"] == ("无", "老关系", None, "filled")
    assert lines["客户名称"] == (None, "上海甲乙科技有限公司", "甲乙科技", "not_taken")
    assert told["summary"]["ids"] == {}
    assert [each["code"] for each in told["findings"] if each["code"].startswith("MERGED")] == ["MERGED-id-in-use"]


CELL = st.one_of(st.none(), st.text(alphabet="甲乙ab&<_x0007 \n", min_size=1, max_size=6), st.integers(-9999, 99999))


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(st.sampled_from("AB"), CELL, CELL), min_size=2, max_size=8), st.integers(0, 99))
def test_every_merge_can_be_taken_back_cell_for_cell(
    tmp_path: Path, rows: list[tuple[str, object, object]], seed: int
) -> None:
    """Whatever is ticked of whatever stands in the list."""
    names = {"A": "上海甲乙科技有限公司", "B": "丙丁食品厂"}
    listed: list[tuple[object, ...]] = [("客户编号", "客户名称", "别的", "备注")]
    listed += [(f"C{n}", names[kind], one, other) for n, (kind, one, other) in enumerate(rows)]
    listing, review = str(tmp_path / "list.xlsx"), tmp_path / "review.xlsx"
    write(Path(listing), [(None,) * 4, *listed])
    chance = Random(seed)  # noqa: S311 - which rows are ticked
    ticked = [("决定", "校验码", "对方校验码", "行", "与第几行"), *ticks(listing, chance)]
    write(review, list(ticked))
    where = setting(use_plan=False)
    made = merge([listing], str(review), AS_IT_IS, where)
    merged, back = tmp_path / "merged.xlsx", tmp_path / "back.xlsx"
    write_cells(merged, "合并", made.sheets, None)
    write_cells(back, "客户", restored(str(merged)), None)
    assert cells_of(back) == cells_of(Path(listing))


def ticks(listing: str, chance: Random) -> list[tuple[object, ...]]:
    from salesplan.api.duplicates import duplicates

    rows = duplicates([listing], where=setting(use_plan=False)).rows.records()
    keys = ("mark", "with_mark", "row", "with_row")
    return [("合并", *(row[key] for key in keys)) for row in rows if row["with_mark"] and chance.random() < 0.7]
