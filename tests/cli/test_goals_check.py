"""salesplan goals check: the matrix, what to mend with its line, the sentence to write, rows for machines."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest

from program import Run

PLAN = """\
version: 1
goals:
- id: G1
  name: 华东 <b>
  statement: 提高销售额
  metric: revenue
  direction: increase
  baseline: {value: 1000万}
  target: {value: 1200万}
  scope: {region: 华东}
  owner: 陈志明
  start: 2026-01-01
  end: 2026-12-31
- {id: G2, statement: 提高销售额, metric: revenue}   # salesplan: ignore=SMART-S4 owner follows in July
- {id: G3, parent: G3, metric: "{x}", conflicts_with: G9}
"""
AS_OF = ("--as-of", "2026-06-30")


@pytest.fixture
def plan(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    file = tmp_path / "plan.yaml"
    file.write_text(PLAN, "utf-8")
    monkeypatch.chdir(tmp_path)
    return file


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_example_company_passes_every_letter(
    language: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, run: Run
) -> None:
    assert run("demo", str(tmp_path / "you"), "--lang", language).code == 0
    monkeypatch.chdir(tmp_path / "you")
    done = run("goals", "check", *AS_OF, "-f", "json")
    found = json.loads(done.out)
    assert found["findings"] == []
    assert found["summary"]["sound"] == len(found["summary"]["goals"]) == 9
    assert {goal["plus"][1] for goal in found["summary"]["goals"]} == {6}
    assert done.code == 0
    page = run("goals", "check", *AS_OF).out
    assert "100%" in page
    assert all(len(line) <= 100 for line in page.splitlines())


@pytest.mark.usefixtures("plan")
def test_the_page_shows_letters_lines_and_the_sentence_to_write(run: Run) -> None:
    page = run("goals", "check", *AS_OF, "--all-problems").out
    lines = page.splitlines()
    assert lines[1].startswith("3 个目标，0 个每个字母都达标")
    assert next(line for line in lines if line.startswith("G1 ")).split()[-9:] == [*"✗!✓✗!!", "3/5", "4/6", "64%"]
    assert "  ✗ plan.yaml:5  目标 G1 里的“提高”太含糊  SMART-S5" in lines
    assert "  写成：在 2026 年内将华东销售额从 1,000万元 提高到 1,200万元（+20%），负责人 陈志明" in lines
    assert "〔期间……待填〕" in page
    assert "GOAL-F02" in page
    assert "GOAL-W06" in page
    assert "SMART-S4" not in "\n".join(line for line in lines if ":14 " in line)


@pytest.mark.usefixtures("plan")
def test_the_page_in_english(run: Run) -> None:
    page = run("goals", "check", *AS_OF, "--lang", "en").out
    assert "raise revenue (华东) from 10,000,000 yuan to 12,000,000 yuan (+20%) in 2026, owner 陈志明" in page
    assert "S specific" in page


@pytest.mark.usefixtures("plan")
def test_a_row_for_each_goal_and_check(run: Run) -> None:
    found = json.loads(run("goals", "check", *AS_OF, "-f", "json").out)
    rows = found["rows"]
    told = {(row["goal"], row["code"]): row for row in rows}
    assert len(rows) == len(told)
    assert {row["status"] for row in rows} == {"PASS", "WARN", "FAIL", "NA"}
    vague = told["G1", "SMART-S5"]
    assert (vague["letter"], vague["status"], vague["line"], vague["value"]) == ("S", "FAIL", 5, "提高销售额")
    assert vague["fix"]
    assert told["G1", "SMART-S1"]["fix"] is None
    assert told["G2", "SMART-S4"]["status"] == "PASS"
    assert told["G1", "SMART-C6"]["status"] == "NA"
    assert "SMART-A3" not in {row["code"] for row in rows}, "there are no orders"
    assert found["summary"]["goals"][1]["smart"] == [0, 4]
    assert {"name": "parameters.smart.stretch", "value": ["1", "1.3", "1.5"], "from": "default"} in found["parameters"]


@pytest.mark.usefixtures("plan")
def test_rows_in_csv_have_words(run: Run) -> None:
    rows = list(csv.DictReader(io.StringIO(run("goals", "check", *AS_OF, "-f", "csv").out.lstrip("\ufeff"))))
    assert {row["结果"] for row in rows} == {"通过", "提醒", "不通过", "不适用"}


def test_a_check_fails_on_errors_unless_asked_otherwise(plan: Path, run: Run) -> None:
    assert run("goals", "check", *AS_OF).code == 1
    plan.write_text("goals: []\n", "utf-8")
    done = run("goals", "check", *AS_OF)
    assert done.code == 0
    assert "GOAL-W01" in done.out
    assert run("goals", "check", *AS_OF, "--fail-on", "warning").code == 1


def test_a_plan_left_out_is_a_mistake_of_use(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, run: Run) -> None:
    monkeypatch.chdir(tmp_path)
    done = run("goals", "check")
    assert (done.code, done.out) == (2, "")
    assert "salesplan init" in done.err


def test_many_goals_are_cut_to_those_with_most_to_mend(plan: Path, run: Run) -> None:
    good = "- {{id: G{n}, metric: revenue, target: {{value: 5}}, direction: increase}}\n"
    goals = "".join(good.format(n=n) for n in range(60)) + "- {id: BAD}\n"
    plan.write_text("goals:\n" + goals, "utf-8")
    page = run("goals", "check", *AS_OF).out
    assert "BAD" in page
    assert "还有 21 个目标，加 --all 全部列出" in page
    assert "--all-problems" in page
    whole = run("goals", "check", *AS_OF, "--all", "--all-problems").out
    assert "--all" not in whole


def test_orders_that_cannot_be_read_leave_the_rules_that_need_them_out(plan: Path, run: Run) -> None:
    plan.write_text("sources: {orders: nowhere.csv}\n" + PLAN.replace("version: 1\n", ""), "utf-8")
    found = json.loads(run("goals", "check", *AS_OF, "-f", "json").out)
    assert "CHECK-list" in {problem["code"] for problem in found["findings"]}
    assert "SMART-A3" not in {row["code"] for row in found["rows"]}
    assert "SMART-A1" in {row["code"] for row in found["rows"]}
