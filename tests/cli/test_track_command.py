"""``targets track`` as people run it: pages, files, refusals, odd orders."""

from __future__ import annotations

import csv
import json
from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from program import Run

PLAN = """\
currency: CNY
sources: {orders: orders.csv}
parameters: {pace: {shared: refuse}}
targets:
  - {id: people, total: 120000, by: [rep, quarter], basis: {rep: weights}, weights: {rep: {张三: 1, 李四: 1}}}
"""
HEAD = ("订单号", "客户名称", "订单日期", "发货日期", "金额", "数量", "成本", "业务员")
ROWS = (
    ("1", "甲", "2026-01-05", "2026-04-02", "10000", "10", "6000", "张三60%、李四40%"),
    ("2", "乙", "2026-02-03", "2026-02-04", "20000", "20", "15000", "张三"),
    ("3", "甲", "2026-03-04", "2026-03-05", "-1000", "-1", "-600", "李四"),
    ("4", "丙", "2026-03-06", "2026-03-07", "5000", "5", "2000", "张三丰"),
    ("5", "丙", "2025-03-06", "2025-03-07", "7000", "7", "2000", "张三"),
)


@pytest.fixture
def shop(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a plan and a few orders, as the current folder."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "plan.yaml").write_text(PLAN, "utf-8")
    write(tmp_path / "orders.csv", HEAD, ROWS)
    return tmp_path


def write(file: Path, head: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    with file.open("w", encoding="utf-8", newline="") as out:
        csv.writer(out).writerows([head, *rows])


def tracked(run: Run, *words: str) -> dict[str, Any]:
    done = run("targets", "track", *words, "--as-of", "2026-03-31", "--format", "json")
    assert done.code == 0, done.err
    found: dict[str, Any] = json.loads(done.out)
    return found


def actuals(found: dict[str, Any], level: str = "rep") -> dict[str | None, str]:
    """What each member got, and under None what went to no target."""
    rows = {row[level]: row["actual"] for row in found["rows"] if row["level"] == level}
    lost = found["summary"]["of_no_target"]
    return {**rows, **({None: lost} if lost != "0" else {})}


def test_the_page_says_the_conclusion_first_and_where_every_order_went(shop: Path, run: Run) -> None:
    done = run("targets", "track", "--as-of", "2026-03-31", "--lang", "zh", "--show-unit", "1")
    assert done.code == 0
    lines = done.out.splitlines()
    assert lines[0] == "目标跟踪   people 销售额 120,000   2026-01-01..2026-12-31   截至 2026-03-31"
    assert lines[1].startswith("完成 29,000，完成率 24.2%；按进度应完成 ")
    assert lines[2] == "另有 5,000 没有归到任何目标（见下）。"
    assert lines[3] == "订单只到 2026-03-06，到 2026-03-31 有 17 个工作日没有订单，进度会显得偏低"
    assert lines[4].startswith("● 绿  按现在的进度预计 ")
    assert "年累计（已结束的月份，到 2026-03-31）：实际 29,000 / 目标 " in done.out
    at = next(i for i, line in enumerate(lines) if line.startswith("合计"))
    assert lines[at + 1] == "另有未归属 5,000：业务员没有目标（1 行），不在合计里"
    assert "✓ 订单合计 41,000 = 计入 29,000 + 不计入 12,000" in done.out
    assert "业务员没有目标 5,000（1 行）：张三丰" in done.out
    assert "其他年份 7,000（1 行）" in done.out
    assert "给他定目标，或改订单里的名字（是不是“张三”？）" in done.out
    english = run("targets", "track", "--as-of", "2026-03-31", "--lang", "en").out
    assert "✓ orders total 41,000 = tracked 29,000 + not tracked 12,000" in english
    assert "● green" in english


def test_the_worst_is_first_and_what_nobody_got_last(shop: Path, run: Run) -> None:
    found = tracked(run)
    assert [row["rep"] for row in found["rows"] if row["level"] == "rep"] == ["李四", "张三"]
    assert actuals(found) == {"李四": "3000", "张三": "26000", None: "5000"}
    summary = found["summary"]
    assert Decimal(summary["orders_total"]) == Decimal(summary["assigned"]) + Decimal(summary["not_assigned"])
    assert summary["unassigned"][1]["places"][0]["file"] == "orders.csv"
    assert summary["exact"] is True
    planned = tracked(run, "--sort", "plan")
    assert [row["rep"] for row in planned["rows"] if row["level"] == "rep"] == ["张三", "李四"]


def test_another_date_column_by_field_or_header(shop: Path, run: Run) -> None:
    for word in ("ship_date", "发货日期", "Ship date"):
        assert actuals(tracked(run, "--date", word)) == {"李四": "-1000", "张三": "20000", None: "5000"}, word
    done = run("targets", "track", "--date", "ship_date", "--orders", "other.csv", "--as-of", "2026-03-31")
    assert done.code == 3
    write(shop / "other.csv", HEAD[:3] + HEAD[4:], [row[:3] + row[4:] for row in ROWS])
    done = run("targets", "track", "--date", "ship_date", "--orders", "other.csv", "--as-of", "2026-03-31")
    assert done.code == 3
    assert "TRACK-no-date" in done.err


def test_orders_of_several_people_may_be_shared_evenly(shop: Path, run: Run) -> None:
    write(shop / "orders.csv", HEAD, [("1", "甲", "2026-01-05", "", "1001", "1", "1", "张三/李四")])
    assert actuals(tracked(run))[None] == "1001"
    plan = (shop / "plan.yaml").read_text("utf-8").replace("refuse", "even")
    (shop / "plan.yaml").write_text(plan, "utf-8")
    found = actuals(tracked(run))
    assert sorted(found.values()) == ["500.5", "500.5"] or sorted(found.values()) == ["500", "501"]


@pytest.mark.parametrize(
    ("metric", "wanted"),
    [
        ("units", {"张三": "26", "李四": "3", None: "5"}),
        ("gross_profit", {"张三": "7400", "李四": "1200", None: "3000"}),
        ("orders", {"张三": "2", "李四": "1", None: "1"}),
        ("new_customers", {"张三": "2", "李四": "0", None: None}),
        ("customers", {"张三": "2", "李四": "0", None: "1"}),
    ],
)
def test_any_metric(shop: Path, run: Run, metric: str, wanted: dict[str | None, str | None]) -> None:
    plan = (shop / "plan.yaml").read_text("utf-8").replace("total:", f"metric: {metric}, total:")
    (shop / "plan.yaml").write_text(f"unit: 100\n{plan}".replace("120000", "125"), "utf-8")
    if metric == "gross_profit":
        (shop / "plan.yaml").write_text(plan, "utf-8")
    found = tracked(run)
    assert {**dict.fromkeys(wanted), **actuals(found)} == wanted
    assert found["summary"]["exact"] is True


def test_weights_of_a_split_are_counted_in_the_metric_too(shop: Path, run: Run) -> None:
    past = [
        (f"P{m}", "甲", f"2025-{m:02}-05", "", "1000", str(9 if m % 2 else 1), "0", "张三" if m % 2 else "李四")
        for m in range(1, 13)
    ]
    write(shop / "orders.csv", HEAD, [*past, *ROWS])
    entry = "targets:\n  - {id: n, metric: 销量, total: 1001, by: [rep], basis: history}\n"
    (shop / "plan.yaml").write_text(f"unit: 100\nsources: {{orders: orders.csv}}\n{entry}", "utf-8")
    found = json.loads(run("targets", "split", "--as-of", "2026-03-31", "--format", "json").out)
    # last year: 张三 6 orders of 9 units and the one of 7 in ROWS, 李四 6 orders of 1; 1001 in units of 1
    assert {row["rep"]: row["target"] for row in found["rows"][1:]} == {"张三": "911", "李四": "90"}
    assert found["summary"]["unit"] == "1"
    units = tracked(run)
    assert {p["name"]: p["value"] for p in units["parameters"]}["unit"] == "1"
    assert (units["summary"]["actual"], units["summary"]["of_no_target"]) == ("29", "5")


def test_a_metric_that_orders_do_not_tell_is_split_without_them_and_said(shop: Path, run: Run) -> None:
    plan = "sources: {orders: orders.csv}\ntargets:\n  - {id: v, metric: 拜访量, total: 1200, by: [month]}\n"
    (shop / "plan.yaml").write_text(plan, "utf-8")
    found = json.loads(run("targets", "split", "--as-of", "2026-03-31", "--format", "json").out)
    assert "SPLIT-metric" in [problem["code"] for problem in found["findings"]]
    (shop / "plan.yaml").write_text(plan.replace("[month]", "[rep], basis: history"), "utf-8")
    refused = run("targets", "split", "--as-of", "2026-03-31")
    assert (refused.code, "TRACK-metric" in refused.err) == (3, True)


def test_options_that_shape_the_rows(shop: Path, run: Run) -> None:
    one = tracked(run, "--level", "业务员")
    assert {row["level"] for row in one["rows"]} == {"total", "rep"}
    by_month = tracked(run, "--by", "月份")
    assert len(by_month["rows"]) == 13
    assert by_month["rows"][3]["status"] == "closed"
    past = tracked(run, "--year", "2025")
    assert past["summary"]["actual"] == "7000"
    closed = run("targets", "track", "--as-of", "2026-02-10", "--format", "json")
    opened = run("targets", "track", "--as-of", "2026-02-10", "--format", "json", "--include-open")
    dates = [json.loads(done.out)["summary"]["to_date"] for done in (closed, opened)]
    assert [each["until"] for each in dates] == ["2026-01-31", "2026-02-28"]
    assert [each["actual"] for each in dates] == ["10000", "30000"]


def test_results_go_into_files(shop: Path, run: Run) -> None:
    for ending in ("xlsx", "csv", "json", "md"):
        done = run("targets", "track", "--as-of", "2026-03-31", "-o", f"out.{ending}")
        assert done.code == 0, done.err
        assert (shop / f"out.{ending}").stat().st_size > 0


def test_refusals_say_what_to_type(shop: Path, run: Run) -> None:
    level = run("targets", "track", "--level", "region", "--lang", "en")
    assert (level.code, "one of these: rep, quarter" in level.err) == (2, True)
    entry = run("targets", "track", "persons", "--lang", "en")
    assert (entry.code, "choose one of people" in entry.err.lower()) == (2, True)
    plan = PLAN.replace("total:", "metric: 拜访量, total:")
    (shop / "plan.yaml").write_text(plan, "utf-8")
    metric = run("targets", "track", "--lang", "zh")
    assert (metric.code, "TRACK-metric" in metric.err) == (3, True)
    (shop / "plan.yaml").write_text(PLAN.replace("sources: {orders: orders.csv}\n", ""), "utf-8")
    orders = run("targets", "track", "--lang", "en")
    assert (orders.code, "salesplan targets track --orders orders.xlsx" in orders.err) == (2, True)
    (shop / "plan.yaml").write_text("currency: CNY\n", "utf-8")
    target = run("targets", "track", "--lang", "en")
    assert (target.code, "by: [quarter, month]" in target.err) == (2, True)
    assert run("targets", "track", "--sort", "best").code == 2


def test_the_example_company(company: Path, run: Run) -> None:
    done = run("targets", "track", "--as-of", "2026-06-12", "--format", "json")
    assert done.code == 0, done.err
    for found in json.loads(done.out):
        summary = found["summary"]
        assert summary["exact"] is True
        levels = dict.fromkeys(row["level"] for row in found["rows"])
        for level in levels:
            parts = sum(Decimal(row["actual"] or 0) for row in found["rows"] if row["level"] == level)
            assert parts == Decimal(summary["actual"]), level


def test_what_makes_the_conclusion_doubtful_stands_below_it(shop: Path, run: Run) -> None:
    rows = [ROWS[0], *ROWS[2:]]
    write(shop / "orders.csv", HEAD, [row if row[2] != "2026-02-03" else (*row[:2], "", *row[3:]) for row in rows])
    lines = run("targets", "track", "--as-of", "2026-03-31", "--lang", "zh").out.splitlines()
    at = lines.index("2026-02 全公司一单都没有，像是漏了订单：完成和预计都会偏低")
    assert at == 3
    assert "依据：业务员 权重、季度 工作日" in lines[at + 3 : at + 6]
    old = run("targets", "track", "--as-of", "2026-04-30", "--lang", "en").out.splitlines()
    assert any(line.lower().startswith("the orders end on 2026-03-06") for line in old[:5])


def test_a_year_without_orders_is_said_right_below_the_conclusion(company: Path, run: Run) -> None:
    lines = run("targets", "track", "revenue", "--year", "2027", "--as-of", "2027-03-01").out.splitlines()
    assert lines[1].startswith("完成 0")
    assert lines[2] == "2027 年到 2027-03-01 没有订单"
