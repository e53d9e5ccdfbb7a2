"""Orders given for targets, as people run it: what stands twice, is blank or has no column is said by every command."""

from __future__ import annotations

import csv
import json
import shutil
from collections.abc import Sequence
from pathlib import Path

import pytest

from program import Run

PLAN = """\
sources: {orders: orders/*.csv}
targets:
  - id: regions
    total: 2400
    by: [region, quarter]
    commitments: [{path: region=华东, amount: 1600}, {path: region=华南, amount: 800}]
"""
HEAD = ("订单号", "客户名称", "订单日期", "区域", "金额")
ROWS = [
    (f"{year}-{month}", "甲", f"{year}-{month:02}-05", "华东" if month % 2 else "华南", "200")
    for year, months in ((2025, 12), (2026, 3))
    for month in range(1, months + 1)
]
COMMANDS = (
    ("targets", "split"),
    ("targets", "track"),
    ("targets", "replan"),
    ("targets", "reconcile"),
    ("explain", "targets", "region=华东"),
)
AS_OF = ("--as-of", "2026-03-31")


@pytest.fixture
def shop(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a plan and a year of orders, as the current folder."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "orders").mkdir()
    (tmp_path / "plan.yaml").write_text(PLAN, "utf-8")
    write(tmp_path / "orders" / "all.csv", HEAD, ROWS)
    return tmp_path


def write(file: Path, head: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    with file.open("w", encoding="utf-8", newline="") as out:
        csv.writer(out).writerows([head, *rows])


def without(file: Path, title: str) -> None:
    """The same orders without one of their columns."""
    at = HEAD.index(title)
    write(file, [*HEAD[:at], *HEAD[at + 1 :]], [[*row[:at], *row[at + 1 :]] for row in ROWS])


def codes(run: Run, *words: str) -> list[str]:
    done = run(*words, *AS_OF, "--format", "json")
    assert done.code in (0, 1), done.err
    told = json.loads(done.out)
    return [each["code"] for part in (told if isinstance(told, list) else [told]) for each in part["findings"]]


@pytest.mark.parametrize("words", COMMANDS)
def test_a_copy_of_the_orders_is_named_once(shop: Path, run: Run, words: tuple[str, ...]) -> None:
    assert not {"ORDERS-same-file", "ORDERS-repeated", "ORDERS-no-amount"} & {*codes(run, *words)}
    shutil.copy(shop / "orders" / "all.csv", shop / "orders" / "all - 副本.csv")
    told = codes(run, *words)
    assert told.count("ORDERS-same-file") == 1
    assert "ORDERS-repeated" not in told


@pytest.mark.parametrize("words", [*COMMANDS, ("classify", "orders/all.csv")])
def test_rows_that_stand_twice_are_named_once(shop: Path, run: Run, words: tuple[str, ...]) -> None:
    write(shop / "orders" / "all.csv", HEAD, [*ROWS, ROWS[0], ROWS[5]])
    assert codes(run, *words).count("ORDERS-repeated") == 1


@pytest.mark.parametrize("words", [*COMMANDS, ("classify", "orders/all.csv")])
def test_a_blank_amount_is_named_once(shop: Path, run: Run, words: tuple[str, ...]) -> None:
    write(shop / "orders" / "all.csv", HEAD, [*ROWS, ("x", "乙", "2025-05-06", "华东", "")])
    assert codes(run, *words).count("ORDERS-no-amount") == 1


@pytest.mark.parametrize("words", COMMANDS)
@pytest.mark.parametrize(("title", "field"), [("订单日期", "date"), ("金额", "amount")])
def test_orders_without_a_date_or_an_amount_are_refused(
    shop: Path, run: Run, words: tuple[str, ...], title: str, field: str
) -> None:
    without(shop / "orders" / "all.csv", title)
    done = run(*words, *AS_OF)
    assert done.code == 3
    assert "ORDERS-no-column" in done.err
    assert "orders/all.csv 订单里没有认出" in done.err
    assert "客户名称" in done.err
    assert f'sources: {{orders: {{file: "orders/all.csv", columns: {{{field}: 表头}}}}}}' in done.err


def test_one_file_of_several_without_a_date_is_refused(shop: Path, run: Run) -> None:
    without(shop / "orders" / "more.csv", "订单日期")
    done = run("targets", "split", *AS_OF)
    assert done.code == 3
    assert "orders/more.csv 订单里没有认出“订单日期”" in done.err
    assert "orders/all.csv 订单里" not in done.err


def test_orders_that_targets_only_count_need_no_amount(shop: Path, run: Run) -> None:
    without(shop / "orders" / "all.csv", "金额")
    (shop / "plan.yaml").write_text(PLAN.replace("total: 2400", "metric: orders\n    total: 24"), "utf-8")
    assert run("targets", "split", *AS_OF).code == 0


@pytest.mark.parametrize("words", COMMANDS)
def test_a_level_that_the_orders_lack_names_file_and_columns(shop: Path, run: Run, words: tuple[str, ...]) -> None:
    without(shop / "orders" / "all.csv", "区域")
    done = run(*words, *AS_OF)
    assert done.code == 3
    assert "orders/all.csv 里没有认出“区域”这一列；有这些列：订单号, 客户名称, 订单日期, 金额" in done.err
    assert 'sources: {orders: {file: "orders/all.csv", columns: {region: 表头}}}' in done.err


def test_the_remedy_for_a_level_works_when_pasted(shop: Path, run: Run) -> None:
    write(shop / "orders" / "all.csv", [*HEAD[:3], "片儿", "金额"], ROWS)
    assert "SPLIT-level-data" in run("targets", "split", *AS_OF).err
    pasted = 'sources: {orders: {file: "orders/all.csv", columns: {region: 片儿}}}'
    (shop / "plan.yaml").write_text(PLAN.replace("sources: {orders: orders/*.csv}", pasted), "utf-8")
    assert run("targets", "split", *AS_OF).code == 0


@pytest.mark.parametrize("words", COMMANDS)
def test_a_total_far_from_last_year_is_asked_about(shop: Path, run: Run, words: tuple[str, ...]) -> None:
    assert "SPLIT-total-scale" not in codes(run, *words)
    (shop / "plan.yaml").write_text(PLAN.replace("2400", "24000001").replace("1600", "16000001"), "utf-8")
    assert codes(run, *words).count("SPLIT-total-scale") == 1


def test_a_comparison_says_the_same_about_orders_and_totals(shop: Path, run: Run) -> None:
    assert not {"ORDERS-same-file", "SPLIT-total-scale"} & {*codes(run, "targets", "compare", "plan.yaml")}
    shutil.copy(shop / "orders" / "all.csv", shop / "orders" / "copy.csv")
    (shop / "old.yaml").write_text(PLAN.replace("2400", "24000000").replace("1600", "16000000"), "utf-8")
    told = codes(run, "targets", "compare", "old.yaml")
    assert [told.count(code) for code in ("ORDERS-same-file", "SPLIT-total-scale")] == [1, 1]


def test_the_remedy_for_orders_in_ten_thousands_works_when_pasted(shop: Path, run: Run) -> None:
    (shop / "plan.yaml").write_text(PLAN.replace("2400", "24000000").replace("1600", "16000000"), "utf-8")
    fix = 'sources: {orders: {file: "orders/all.csv", units: {amount: 万}}}'
    assert fix in run("targets", "split", *AS_OF).out
    plan = (shop / "plan.yaml").read_text("utf-8").replace("sources: {orders: orders/*.csv}", fix)
    (shop / "plan.yaml").write_text(plan, "utf-8")
    assert "SPLIT-total-scale" not in codes(run, "targets", "split")


@pytest.mark.parametrize("words", [("targets", "track"), ("targets", "replan")])
def test_remedies_about_columns_are_lines_of_the_plan(shop: Path, run: Run, words: tuple[str, ...]) -> None:
    rows = [[*row, "甲组", "A"] for row in ROWS]
    write(shop / "orders" / "all.csv", [*HEAD, "类别", "子类别"], rows)
    pasted = 'sources: {orders: {file: "orders/*.csv", columns: {category: G}}}'
    done = run(*words, *AS_OF, "--all-problems")
    assert f"要改，就在 plan.yaml 里写：{pasted}" in done.out
    assert "--column" not in done.out
    (shop / "plan.yaml").write_text(PLAN.replace("sources: {orders: orders/*.csv}", pasted), "utf-8")
    assert "category 用 子类别 (G)" in run(*words, *AS_OF, "--all-problems").out


def test_two_columns_that_could_be_one_are_told_apart_in_the_plan(shop: Path, run: Run) -> None:
    write(shop / "orders" / "all.csv", [*HEAD, "金额"], [[*row, "1"] for row in ROWS])
    done = run("targets", "split", *AS_OF)
    assert done.code == 3
    assert "plan.yaml" in done.err


def test_days_that_can_be_read_in_two_ways(shop: Path, run: Run) -> None:
    write(shop / "orders" / "all.csv", HEAD, [(*row[:2], f"{row[2][5:7]}/05/{row[2][:4]}", *row[3:]) for row in ROWS])
    done = run("targets", "split", *AS_OF, "--all-problems")
    line = "numbers: {date_order: mdy}"
    assert "订单的写进 plan.yaml：numbers: {date_order: dmy}" in done.out + done.err
    (shop / "plan.yaml").write_text(f"{line}\n{PLAN}", "utf-8")
    assert run("targets", "split", *AS_OF).code == 0
