from __future__ import annotations

from datetime import date
from pathlib import Path

import openpyxl
import pytest

from program import Run

AS_OF = ("--as-of", "2026-06-30")
SMALL = "客户,订单号,日期,金额\n甲,1,2026-06-01,800\n乙,2,2026-05-01,200\n甲,3,2025-12-01,100\n"


@pytest.fixture
def small(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    file = tmp_path / "small.csv"
    file.write_text(SMALL, "utf-8")
    return file


def rows_of(folder: Path, name: str, text: str) -> str:
    (folder / name).write_text(text, "utf-8")
    return name


@pytest.mark.parametrize(
    ("files", "code", "said"),
    [
        (("customers.xlsx", "--orders", "customers.xlsx"), 3, "READ-other-kind"),
        (("orders/2025.xlsx", "--orders", "customers.xlsx"), 2, "classify customers.xlsx --orders orders/2025.xlsx"),
        (("orders/2025.xlsx", "--orders", "orders/2024.xlsx"), 2, "classify orders/2025.xlsx orders/2024.xlsx"),
    ],
)
def test_files_in_each_others_place_are_refused(
    company: Path, run: Run, files: tuple[str, ...], code: int, said: str
) -> None:
    done = run("classify", *files, "--no-plan", *AS_OF)
    assert (done.code, done.out) == (code, "")
    assert said in done.err


def test_a_list_of_deals_is_no_history(small: Path, run: Run) -> None:
    deals = rows_of(small.parent, "deals.csv", "商机名称,客户名称,阶段,金额,预计成交日期\na,甲,输单,1,2026-03-01\n")
    done = run("targets", "split", "--total", "1200万", "--orders", deals, "--year", "2027")
    assert (done.code, done.out) == (3, "")
    assert "“商机”" in done.err


@pytest.mark.parametrize(
    ("header", "key"),
    [("客户,订单号,何时,金额", "date"), ("客户,订单号,日期,货款", "amount"), ("谁,订单号,日期,金额", "customer_name")],
)
def test_orders_without_a_needed_column_are_refused(small: Path, run: Run, header: str, key: str) -> None:
    file = rows_of(small.parent, "short.csv", SMALL.replace("客户,订单号,日期,金额", header))
    alone = run("classify", file, "--table", "orders", *AS_OF)
    assert (alone.code, alone.out) == (3, "")
    assert f"--column {key}=表头" in alone.err
    listed = rows_of(small.parent, "people.csv", "客户名称,电话\n甲,1\n")
    beside = run("classify", listed, "--orders", file, *AS_OF)
    assert (beside.code, beside.out) == (3, "")
    assert f"columns: {{{key}: 表头}}" in beside.err


def test_small_amounts_are_shown_whole_and_few_customers_have_no_top_ten(small: Path, run: Run) -> None:
    out = run("classify", "small.csv", *AS_OF).out
    assert "900.00" in out
    assert "万" not in out
    assert "有金额的 2 家里，前 20%（1 家）占 81.8%" in out
    assert "前五家" not in out
    assert "前十家" not in out
    assert "0.1万" in run("classify", "small.csv", *AS_OF, "--show-unit", "万").out


def test_quiet_shows_the_result_alone(small: Path, run: Run) -> None:
    loud, quiet = run("classify", "small.csv", *AS_OF).out, run("classify", "small.csv", *AS_OF, "-q").out
    for words in ("说明（", "用到的参数"):
        assert words in loud
        assert words not in quiet
    assert ("请留意（" in loud, "请留意（" in quiet) == (True, True)


def test_parameters_are_words_unless_more_is_asked_for(company: Path, run: Run) -> None:
    short = run("classify", "customers.xlsx", *AS_OF).out
    assert "最近 365 天的订单" in short
    assert "MAN 权重 0.3/0.3/0.4（计划）" in short
    assert "pareto.cuts" not in short
    assert "pareto.cuts 80/95 (计划)" in run("classify", "customers.xlsx", *AS_OF, "-v").out.replace("\n", " ")


def test_all_rows_have_their_whole_names(company: Path, run: Run) -> None:
    wide = ("classify", "customers.xlsx", "--no-plan", "--orders", "orders/*.xlsx", *AS_OF, "--show-unit", "1")
    assert "…" in run(*wide).out
    assert "…" not in run(*wide, "--all").out


def test_who_is_not_fully_rated_is_no_reason_to_stop(small: Path, run: Run) -> None:
    listed = rows_of(
        small.parent, "man.csv", "客户编号,客户名称,购买能力,决策能力,需求度\nC1,甲,1,1,\nC2,乙,1,,1\nC3,丙,1,1,1\n"
    )
    lines = run("classify", listed, *AS_OF).out.splitlines()
    (stop,) = [line.split() for line in lines if "停止接触" in line]
    (rest,) = [line.split() for line in lines if "资料不全（暂定）" in line]
    assert (stop[-1], rest[-1]) == ("1", "2")


def test_customers_of_bad_rows_are_named(company: Path, run: Run) -> None:
    out = run("classify", "customers.xlsx", *AS_OF).out
    assert "3 个客户（C0017、C0058、C0123）的行有坏单元格，只按订单算" in out
    assert "ORDERS-unknown-customer" not in out


def workbook(folder: Path, name: str, **sheets: list[list[object]]) -> str:
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for title, rows in sheets.items():
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(row)
    book.save(folder / name)
    return name


PEOPLE: list[list[object]] = [["客户编号", "客户名称", "需求度"], ["C1", "甲", 3], ["C2", "乙", 3]]
ORDERS: list[list[object]] = [
    ["订单号", "客户编号", "日期", "金额"],
    ["1", "C1", date(2026, 6, 1), 100],
    ["2", "C1", date(2026, 6, 2), 50],
]


def test_sheets_of_customers_and_orders_are_refused_with_the_line_that_reads_both(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, run: Run
) -> None:
    monkeypatch.chdir(tmp_path)
    file = workbook(tmp_path, "一本.xlsx", 客户=PEOPLE, 订单=ORDERS)
    assert "→ 里面有订单：加上 --orders 一本.xlsx" in run("classify", file, *AS_OF).out
    for sheets in (("--sheet", "客户", "--sheet", "订单"), ("--sheet", "*", "--write")):
        done = run("classify", file, *sheets, *AS_OF)
        assert (done.code, done.out) == (2, "")
        assert "salesplan classify 一本.xlsx --sheet 客户 --orders 一本.xlsx" in done.err
    both = run("classify", file, "--sheet", "客户", "--orders", file, *AS_OF)
    assert both.code == 0
    assert "客户分类   2 家" in both.out
    assert "150.00" in both.out
    for words in ((), ("--sheet", "客户")):
        assert "READ-other-sheets" not in run("classify", file, *words, "--orders", file, *AS_OF).out


def test_orders_that_the_line_does_not_read_are_still_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, run: Run
) -> None:
    monkeypatch.chdir(tmp_path)
    file = workbook(tmp_path, "一本.xlsx", 客户=PEOPLE, 一月=ORDERS, 二月=ORDERS)
    out = run("classify", file, "--orders", file, *AS_OF).out
    assert out.count("READ-other-sheets") == 1
    assert 'sheet: ["一月", "二月"]' in out


def test_a_forgotten_option_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, run: Run) -> None:
    monkeypatch.chdir(tmp_path)
    files = (workbook(tmp_path, "组.xlsx", 客户=PEOPLE), workbook(tmp_path, "2026.xlsx", 订单=ORDERS))
    before = [(tmp_path / file).read_bytes() for file in files]
    done = run("classify", *files, "--write", *AS_OF)
    assert (done.code, done.out) == (2, "")
    assert "salesplan classify 组.xlsx --orders 2026.xlsx" in done.err
    assert [(tmp_path / file).read_bytes() for file in files] == before


@pytest.mark.parametrize("word", ["汇总", "匯總", "彙總", "合計", "Total"])
def test_the_total_row_of_an_excel_table_is_no_customer(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, run: Run, word: str
) -> None:
    monkeypatch.chdir(tmp_path)
    rows: list[list[object]] = [["客户编号", "客户名称", "年销售额"], ["C1", "甲", 3], ["C2", "汇总科技有限公司", 5]]
    file = workbook(tmp_path, "表.xlsx", 客户=[*rows, [word, None, 9]])
    assert "客户分类   2 家" in run("classify", file, *AS_OF).out


def test_the_newest_orders_missing_is_a_warning(company: Path, run: Run) -> None:
    late = ("classify", "customers.xlsx", "--orders", "orders/2025.xlsx", "--no-plan", "--as-of", "2026-07-15")
    assert "最新的订单是 2025-12-31，比截止日期 2026-07-15 早 196 天" in run(*late).out
    assert "CLASSIFY-stale" not in run(*late, "--window", "2025-01-01..2025-12-31").out
    assert "CLASSIFY-stale" not in run("classify", "customers.xlsx", *AS_OF).out


def test_customers_that_no_row_is_left_of_are_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, run: Run) -> None:
    monkeypatch.chdir(tmp_path)
    file = workbook(tmp_path, "坏.xlsx", 客户=[*PEOPLE, ["C3", "丙", "很强大概"]], 订单=ORDERS)
    for words in ((), ("--orders", file)):
        assert "1 行有坏单元格，结果里没有这些客户：C3 丙（第 4 行）" in run("classify", file, *words, *AS_OF).out


def test_only_what_helps_is_advised(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, run: Run) -> None:
    """Leaving rows out settles no doubt about columns, and is not proposed to who asked for it."""
    monkeypatch.chdir(tmp_path)
    unsure = workbook(tmp_path, "a.xlsx", 客户=[["客户编号", "金额", "金额"], ["C1", 1, 2]])
    bad = workbook(tmp_path, "b.xlsx", 客户=[*PEOPLE, ["C3", "丙", "很强大概"]])
    for words in ((), ("--on-error", "skip"), ("--on-error=stop",)):
        done = run("classify", unsure, "--write", *words, *AS_OF)
        assert done.code == 3
        assert "--column amount=B" in done.err
        assert "--on-error" not in done.err
    assert "--on-error skip" in run("classify", bad, "--write", *AS_OF).err
    assert "--on-error skip" not in run("classify", bad, "--write", "--on-error", "stop", *AS_OF).err
