"""``commission compute`` as people run it: the page, statements, workbook, record, and lists that do not fit."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest

from program import Run

RULE = """\
    - id: 业务员
      from: 2026-01-01
      quota: 10万
      tiers: [{from: 0, to: 100%, rate: 5%}, {from: 100%, to: 120%, rate: 8%}, {from: 120%, rate: 10%}]
"""
ORDERS = """\
订单编号,订单日期,客户名称,金额,业务员
S1,2026-05-10,甲公司,130000,张三
S2,2026-06-10,乙公司,90000,张三
S3,2026-06-11,乙公司,1000,
S4,2026-06-12,丙公司,2000,李四
S5,2026-06-13,丙公司,3000,张山
S6,2026-06-14,丙公司,4000,张三/李四
"""
TEAM = "姓名,团队,职位\n张三,一组,业务员\n李四,二组,业务员\n"
Written = Callable[..., None]


@pytest.fixture
def small(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Written:
    """A folder with orders, people and a plan of these rules, as the current one."""
    monkeypatch.chdir(tmp_path)

    def write(rules: str = RULE, orders: str = ORDERS, team: str = TEAM, more: str = "") -> None:
        Path("orders.csv").write_text(orders, "utf-8")
        Path("team.csv").write_text(team, "utf-8")
        head = "name: 小公司\nsources: {orders: orders.csv, reps: team.csv}\n"
        Path("plan.yaml").write_text(f"{head}{more}commission:\n  rules:\n{rules}", "utf-8")

    return write


WORDS = ("commission", "compute", "--as-of", "2026-06-30")


def test_the_page_says_what_is_paid_why_and_what_is_nobodys(small: Written, run: Run) -> None:
    small()
    done = run(*WORDS)
    assert done.code == 0
    assert "2026-06 发提成 2 人，合计 4,600.00" in done.out
    assert "10,000 → 8%" in done.out
    for told in ("没有业务员 1 行，1,000", "业务员不在名单里 1 行，3,000", "几个人共享，没写比例 1 行，4,000"):
        assert f"没有给任何人计提：{told}" in done.out
    assert "3,000（张山，见第 6 行）" in done.out
    assert {"(PAY-no-rep)", "(PAY-shared)", "(OWNERS-unknown)"} <= set(done.out.split())


def test_one_statement_is_traceable_to_file_and_row(small: Written, run: Run) -> None:
    small(more="parameters: {pace: {shared: even}}\n")
    done = run(*WORDS, "--person", "张三", "--for", "2026-05")
    assert "张三 2026-05 实发 7,600.00" in done.out
    assert "orders.csv:2" in done.out
    found = json.loads(run(*WORDS, "--format", "json", "--for", "2026-05").out)
    told = [(row["order_id"], row["tier"], row["rate"], row["pay"], row["row"]) for row in found["rows"]]
    assert told == [("S1", 1, "0.05", "5000", 2), ("S1", 2, "0.08", "1600", 2), ("S1", 3, "0.1", "1000", 2)]


def test_a_workbook_has_a_sheet_for_each_person(small: Written, run: Run) -> None:
    small()
    assert run(*WORDS, "-o", "pay.xlsx").code == 0
    book = openpyxl.load_workbook("pay.xlsx")
    assert {"张三", "李四"} <= set(book.sheetnames)
    cells = {cell for row in book["张三"].iter_rows(values_only=True) for cell in row}
    assert {"S2", "orders.csv:3", 4500} <= cells


def test_a_recorded_month_stays_and_a_changed_order_comes_later(small: Written, run: Run) -> None:
    small()
    assert run(*WORDS, "--for", "2026-05", "--record").code == 0
    small(RULE.replace("rate: 5%", "rate: 50%"), ORDERS.replace("130000", "117000"))
    may = json.loads(run(*WORDS, "--for", "2026-05", "--format", "json").out)
    assert may["summary"]["pay"] == "7600"
    june = run(*WORDS, "--person", "张三")
    assert "已发月份的更正" in june.out
    assert "-760.00" in june.out
    assert "没有改动" in run(*WORDS, "--for", "2026-05", "--record").err
    file = Path(".salesplan/commission/plan/2026-05.json")
    file.write_text(file.read_text("utf-8").replace('"total": "7600"', '"total": "7601"'), "utf-8")
    damaged = run(*WORDS)
    assert (damaged.code, "STATE-damaged" in damaged.err) == (3, True)


def test_a_month_that_is_not_over_is_provisional_and_not_recorded(small: Written, run: Run) -> None:
    small()
    words = ("commission", "compute", "--as-of", "2026-06-15")
    assert "暂算" in run(*words, "--for", "2026-06").out
    refused = run(*words, "--for", "2026-06", "--record")
    assert (refused.code, "PAY-record-open" in refused.err) == (2, True)
    assert not Path(".salesplan").exists()


@pytest.mark.parametrize(
    ("rules", "team", "code", "told"),
    [
        (RULE + RULE.replace("业务员", "新规则").replace("01-01", "03-01"), TEAM, "PAY-overlap", "to: 2026-02-28"),
        (RULE + RULE.replace("业务员", "新规则").replace("01-01", "03-01"), TEAM, "PAY-overlap", "（2026-03-01 起）"),
        (RULE + "      who: {teams: [一组]}\n", TEAM + "张三,二组,业务员\n", "PAY-two-teams", "一组、二组"),
        (RULE.replace("10万", "{targets: x}"), TEAM, "PAY-no-target", "没有编号为“x”"),
        (RULE.replace("10万", "{reps: {李四: 1万}}"), TEAM, "PAY-no-quota", "张三在 2026-06 没有任务额"),
        (RULE.replace("to: 120%", "to: 110%"), TEAM, "PLAN-tiers", "110% 到 120%"),
        (RULE.replace("rate: 5%", "rate: 5"), TEAM, "PLAN-share", "500%"),
        (RULE + "      gate: collected\n", TEAM, "USAGE-no-list", "--payments"),
    ],
    ids=[
        "overlap",
        "overlap without an end",
        "two teams",
        "no target",
        "no quota",
        "gap",
        "rate above 1",
        "no payments",
    ],
)
def test_a_plan_that_cannot_be_paid_is_refused_with_what_to_write(
    small: Written, run: Run, rules: str, team: str, code: str, told: str
) -> None:
    small(rules, team=team)
    done = run(*WORDS)
    assert done.code in (2, 3)
    assert code in done.err
    assert told in done.err


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_hostile_names_and_empty_lists_are_no_traceback(small: Written, run: Run, lang: str) -> None:
    hostile = ORDERS + "=1+1,2026-06-15,<script>,5,{x}\n＝２,2026-06-16,{0},-99999,张三\n"
    small(RULE + "      exclude: {products: [没有的]}\n      who: {reps: [张三, '{y}']}\n", orders=hostile)
    done = run(*WORDS, "--lang", lang)
    assert done.code == 0
    assert "PAY-unmatched" in done.out
    assert run(*WORDS, "--lang", lang, "--for", "2025").code == 0
    assert run(*WORDS, "--lang", lang, "--person", "{z}").code == 2


def test_without_rules_it_says_what_to_write(small: Written, run: Run) -> None:
    small()
    Path("plan.yaml").write_text("sources: {orders: orders.csv}\n", "utf-8")
    done = run(*WORDS)
    assert (done.code, "USAGE-no-rules" in done.err) == (2, True)
    told = done.err[done.err.index("commission: {rules") :].split("\n")[0].rstrip()
    Path("plan.yaml").write_text(f"sources: {{orders: orders.csv}}\n{told}\n", "utf-8")
    assert "张三" in run(*WORDS).out
