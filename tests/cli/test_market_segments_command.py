"""``market segments`` and ``market position`` as people run them: pages, files, refusals, findings at their lines."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest

from program import Run

CUSTOMERS = (
    "客户编号,客户名称,大区,年龄,年收入,有孩子,年销售额\n"
    "C1,甲,华东,35,100001,是,500\nC2,乙,华东,55,15万,是,300\nC3,丙,华南,40,100000,是,100\n"
    "C4,丁,华南,56,200000,是,80\nC5,戊,华北,40,,是,20\nC6,己,华北,约30,20万,否,\n"
)
PLAN = """\
name: 示例
sources: {customers: 客户.csv}
parameters: {segments: {min_size: 1, unmatched: 60%}}
market:
  segments:
  - {id: P, name: 家长, when: {年龄: 35..55, 年收入: '>10万', 有孩子: 是}, size: 4}
  - {id: E, name: 华东老客户, when: {区域: 华东}, size: 2, growth: 2, profit: 2, fit: 2, access: 2}
  targets: 1
"""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A plan with segments and its customer list, as the current folder."""
    (tmp_path / "plan.yaml").write_text(PLAN, "utf-8")
    (tmp_path / "客户.csv").write_text(CUSTOMERS, "utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_page(folder: Path, run: Run) -> None:
    """The conclusion first, then sizes, overlaps, who is left out and why; unreadable cells at their place."""
    assert folder.is_dir()
    done = run("market", "segments", "--as-of", "2026-06-30")
    assert (done.code, done.err) == (0, "")
    for part in (
        "2 家各归一个细分市场，4 家未分类（66.7%）",
        "目标市场（按吸引力）：P 家长",
        "2 家同时符合几个细分市场",
        "没填或读不懂：年收入",
        "客户.csv:7 年龄 “约30”是估计，不是确数",
        "plan.yaml:5:3 market.segments 4 家客户不属于任何细分市场，占 66.7%，超过 60%；其中 1 家缺数据 (SEG-W05)",
        "plan.yaml:7:5 market.segments[1] 细分市场 E 只有 0 家客户，不到 1 家 (SEG-W06)",
    ):
        assert part in done.out
    assert max(map(len, done.out.splitlines())) <= 100
    assert "Customers" in run("market", "segments", "--lang", "en").out


def test_json_has_a_row_a_segment(folder: Path, run: Run) -> None:
    assert folder.is_dir()
    found = json.loads(run("market", "segments", "--format", "json").out)
    assert [(row["kind"], row["segment"], row["customers"], row["amount"]) for row in found["rows"]] == [
        ("segment", "P", 2, "800"),
        ("segment", "E", 0, "0"),
        ("unmatched", None, 4, "200"),
    ]
    assert found["summary"]["overlap"] == [{"earlier": "P", "later": "E", "customers": 2}]
    assert found["summary"]["targets"] == ["P"]
    given = {p["name"]: p["from"] for p in found["parameters"]}
    assert given["parameters.segments.min_size"] == given["market.targets"] == "plan"
    assert given["parameters.segments.weights"] == "default"


def test_each_customer_into_a_file(folder: Path, run: Run) -> None:
    assert run("market", "segments", "--customers", "-o", "名单.csv").code == 0
    rows = list(csv.reader((folder / "名单.csv").read_text("utf-8-sig").splitlines()))
    assert len(rows) == 7
    by_id = {row[0]: dict(zip(rows[0], row, strict=True)) for row in rows[1:]}
    assert by_id["C1"]["细分市场"] == "P"
    assert (by_id["C5"]["未分类的原因"], by_id["C5"]["缺的字段"]) == ("缺数据", "年收入")
    assert by_id["C4"]["未分类的原因"] == "哪一条都不符合"
    page = run("market", "segments", "--customers").out
    assert "C5 戊" in page
    assert run("market", "segments", "-o", "段.xlsx").code == 0


def test_orders_and_window(folder: Path, run: Run) -> None:
    orders = "订单编号,客户编号,下单日期,金额\n1,C1,2026-01-05,70\n2,C1,2025-02-01,9\n3,C9,2026-01-05,1\n"
    (folder / "订单.csv").write_text(orders, "utf-8")
    words = ("market", "segments", "--orders", "订单.csv", "--as-of", "2026-06-30", "--format", "json")
    found = json.loads(run(*words).out)
    assert (found["summary"]["net_total"], found["summary"]["strangers"]) == ("70", 1)
    assert "SEGMENTS-strangers" in {finding["code"] for finding in found["findings"]}
    assert json.loads(run(*words, "--window", "all").out)["summary"]["net_total"] == "79"


def test_what_forbids_is_told_at_its_line_all_at_once(folder: Path, run: Run) -> None:
    plan = PLAN.replace("年收入: '>10万'", "年收人: '>十来万'").replace("35..55", "55..35")
    (folder / "plan.yaml").write_text(plan, "utf-8")
    done = run("market", "segments")
    assert (done.code, done.out) == (3, "")
    assert done.err.count("SEG-F02") == 2
    assert "客户名单里没有“年收人”这一列 (SEG-F01)" in done.err
    assert "是不是“年收入”？" in done.err
    assert done.err.count("plan.yaml:6:") == 3


def test_refusals(folder: Path, run: Run) -> None:
    (folder / "空.yaml").write_text("name: 空\n", "utf-8")
    for words, code, told in (
        (("--no-plan",), 2, "USAGE-no-plan"),
        (("-p", "空.yaml"), 2, "SEGMENTS-none"),
        (("没有.csv",), 3, "READ"),
        (("--window", "x"), 2, "window"),
    ):
        done = run("market", "segments", *words)
        assert (done.code, done.out) == (code, "")
        assert told in done.err
    (folder / "plan.yaml").write_text(PLAN.replace("sources: {customers: 客户.csv}\n", ""), "utf-8")
    assert "USAGE-no-list" in run("market", "segments").err
    assert run("market", "segments", "客户.csv").code == 0


def test_a_list_of_something_else(folder: Path, run: Run) -> None:
    (folder / "订单.csv").write_text("订单编号,客户编号,下单日期,金额\n1,C1,2026-01-05,70\n", "utf-8")
    done = run("market", "segments", "订单.csv")
    assert (done.code, done.out) == (3, "")
    assert "READ-other-kind" in done.err


def test_names_of_any_kind_do_no_harm(folder: Path, run: Run) -> None:
    plan = "market:\n  segments:\n  - {id: '<b>{x}', name: '[red]{0}', when: {区域: '{华东}', '{身高}': 1}}\n"
    (folder / "plan.yaml").write_text(plan, "utf-8")
    assert "“{身高}”" in run("market", "segments", "客户.csv").err
    (folder / "plan.yaml").write_text(plan.replace(", '{身高}': 1", ""), "utf-8")
    done = run("market", "segments", "客户.csv")
    assert done.code == 0
    assert "<b>{x} [red]{0}" in done.out
    assert run("market", "segments", "客户.csv", "--format", "markdown").code == 0


def test_fail_on(folder: Path, run: Run) -> None:
    assert folder.is_dir()
    assert run("market", "segments", "--fail-on", "warning").code == 1
    assert run("market", "segments", "--fail-on", "error").code == 0


POSITION = """\
market:
  us: {price: 130}
  position: {declared: 中端}
  competitors:
  - {name: 甲, price: 100, share: 30%}
  - {name: 乙, price: 90}
  value: {segment: 水厂, product: 泵, benefit: 停产不过夜, unlike: 网店, difference: 当天到场, proof: 312 次报修}
  fab:
  - {feature: 三年质保, benefit: 三年不用备修理费}
  - {feature: 选型报告, advantage: 按流量算}
"""


def test_position(folder: Path, run: Run) -> None:
    (folder / "plan.yaml").write_text(POSITION, "utf-8")
    done = run("market", "position")
    assert (done.code, done.err) == (0, "")
    for part in (
        "价格指数 1.30：高端",
        "✗ 计划说是中端，对不上",
        "没有份额，不计入均价",
        "【缺：他们要什么】",
        "选型报告 → 按流量算 → 【缺：好处】",
        " market.position.declared 说是中端，价格指数 1.30 却是高端 (POS-W01)",
        "VALUE-F01",
        "FAB-F01",
    ):
        assert part in done.out
    assert "[missing: what they need]" in run("market", "position", "--lang", "en").out
    assert run("market", "position", "--strict").code == 1
    found = json.loads(run("market", "position", "--format", "json").out)
    assert (found["summary"]["index"], found["summary"]["empty"]) == ("1.3", ["need"])
    assert [row["complete"] for row in found["rows"]] == [True, False]


def test_an_empty_market(folder: Path, run: Run) -> None:
    (folder / "plan.yaml").write_text("name: 空\nmarket: {}\n", "utf-8")
    done = run("market", "position")
    assert done.code == 0
    assert "价格指数算不出：没有我们的价格" in done.out
    assert "还没写（market.value）" in done.out
    assert "USAGE-no-plan" in run("market", "position", "--no-plan").err


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_example_company_has_no_findings(tmp_path: Path, run: Run, lang: str) -> None:
    assert run("demo", str(tmp_path / "you"), "--lang", lang).code == 0
    plan = str(tmp_path / "you" / "plan.yaml")
    for command in ("segments", "position"):
        done = run("market", command, "-p", plan, "--as-of", "2026-06-30", "--format", "json")
        assert (done.code, json.loads(done.out)["findings"]) == (0, [])
