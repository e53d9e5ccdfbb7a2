"""``salesplan check``: what is found where, what the page says, and with which code it leaves."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from program import Run

AS_OF = ("--as-of", "2026-06-30")
GOAL = (
    "goals:\n- id: G1\n  statement: 在2026年内将销售额从1000万提高到1200万\n  metric: revenue\n  direction: increase\n"
    "  baseline: {value: 1000万, source: 订单}\n  target: {value: 1200万}\n  scope: all\n  owner: 陈志明\n"
    "  start: 2026-01-01\n  end: 2026-12-31\n  review: monthly\n"
)
"""A goal in which SMART-S finds nothing."""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder, as the current one."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


def plan(folder: Path, text: str) -> None:
    (folder / "plan.yaml").write_text(text, "utf-8")


def found(run: Run, *words: str) -> list[dict[str, Any]]:
    done = run("check", *AS_OF, "--format", "json", *words)
    assert done.err == ""
    rows: list[dict[str, Any]] = json.loads(done.out)["rows"]
    return rows


def places(rows: list[dict[str, Any]]) -> list[str]:
    return [f"{row['file']}:{row['line']} {row['code']}" for row in rows]


@pytest.mark.usefixtures("company")
def test_the_example_company_is_clean(run: Run) -> None:
    done = run("check", *AS_OF)
    assert (done.code, done.err) == (0, "")
    assert "✓ 没有发现错误，也没有要提醒的" in done.out


def test_the_page_says_first_what_it_comes_to(folder: Path, run: Run) -> None:
    plan(folder, GOAL.replace("  owner: 陈志明\n", "") + "swot: {items: [{id: S1, kind: 强}]}\n")
    done = run("check", *AS_OF, "--select", "SMART-S")
    assert done.code == 1
    assert done.out.splitlines()[:8] == [
        "检查计划   plan.yaml   截至 2026-06-30",
        "2 处错误：目标 1 · SWOT 1",
        "",
        "目标   1 处错误",
        "  ✗ plan.yaml:2  目标 G1 没有负责人  SMART-S4",
        "      → 写上 owner: 姓名或编号",
        "",
        "SWOT   1 处错误",
    ]
    assert "只查了选的 6 条规则（SMART-S），截止 2026-06-30：目标 SMART+C 6" in done.out
    assert "salesplan explain SMART-S4" in done.out


def test_the_page_in_english(folder: Path, run: Run) -> None:
    plan(folder, GOAL.replace("  owner: 陈志明\n", ""))
    out = run("check", *AS_OF, "--select", "SMART-S", "--lang", "en").out
    assert out.splitlines()[1:6] == [
        "1 error: Goals 1",
        "",
        "Goals   1 error",
        "  ✗ plan.yaml:2  Goal G1 has no owner  SMART-S4",
        "      → Write owner: a name or id",
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(GOAL.replace("revenue", "销售颜"), ["plan.yaml:4 SMART-S1"], id="an unknown metric"),
        pytest.param(GOAL + "- {id: G1}\n", ["plan.yaml:13 PLAN-same-id"], id="two goals with one id"),
        pytest.param(GOAL.replace("2026-12-31", "2026-02-30"), ["plan.yaml:11 PLAN-date"], id="a day that is none"),
        pytest.param(GOAL + "swot:\n", ["plan.yaml:13 PLAN-no-value"], id="an empty section"),
        pytest.param("goals:\n", ["plan.yaml:1 PLAN-no-value"], id="no goals"),
        pytest.param(GOAL.replace("owner:", "ownr:"), ["plan.yaml:9 PLAN-unknown-key"], id="a mistyped key"),
        pytest.param(
            GOAL + "swot: {items: [{id: S1, kind: X, text: a}]}\n", ["plan.yaml:13 PLAN-choice"], id="no such kind"
        ),
        pytest.param(GOAL + "team: [a]\n", ["plan.yaml:13 PLAN-form"], id="a list where keys belong"),
        pytest.param(GOAL + "timezone: Mars\n", ["plan.yaml:13 PLAN-timezone"], id="a time zone that is none"),
        pytest.param(GOAL + "- id: G2 # salesplan: ignore=SMART\n", [], id="a goal that is silenced"),
    ],
)
def test_a_fault_is_found_at_its_line_and_nothing_else(folder: Path, run: Run, text: str, expected: list[str]) -> None:
    plan(folder, text)
    assert places(found(run, "--select", "SMART-S,SMART-T1")) == expected


def test_parents_in_a_circle(folder: Path, run: Run) -> None:
    plan(folder, "goals:\n- {id: G1, parent: G2}\n- {id: G2, parent: G1}\n")
    assert places(found(run, "--select", "GOAL-F")) == ["plan.yaml:2 GOAL-F02", "plan.yaml:3 GOAL-F02"]


def test_a_swot_item_of_no_kind(folder: Path, run: Run) -> None:
    plan(folder, "swot:\n  items:\n  - {id: S1, text: a, rating: 3, weight: 0.5}\n")
    assert "plan.yaml:3 SWOT-F02" in places(found(run, "--select", "SWOT-F"))


def test_weights_that_do_not_sum(folder: Path, run: Run) -> None:
    items = [f"  - {{id: {kind}, kind: {kind}, text: a, weight: 0.6}}\n" for kind in "SWOT"]
    plan(folder, "swot:\n  items:\n" + "".join(items))
    assert places(found(run, "--select", "SWOT-F04")) == ["plan.yaml:2 SWOT-F04"] * 2


def test_what_hangs_on_a_value_that_cannot_be_read_waits(folder: Path, run: Run) -> None:
    plan(folder, GOAL.replace("target: {value: 1200万}", "target: {value: 很多}"))
    done = run("check", *AS_OF, "--select", "SMART-S2,SMART-M1")
    assert "1 处错误：目标 1" in done.out
    assert "2 处要等读不懂的值改好才能查" in done.out


def test_a_missing_list_is_named_with_the_rules_that_lack_it(folder: Path, run: Run) -> None:
    plan(folder, "sources:\n  customers: 没有.xlsx\nmarket: {segments: [{id: A, rule: {industry: 电子}}]}\n")
    done = run("check", *AS_OF, "--select", "SEG")
    assert "plan.yaml:2  客户名单用不上：没有.xlsx 找不到文件  CHECK-list" in done.out
    assert "条规则没查，缺客户名单（sources.customers）：SEG-" in done.out


def test_lists_that_no_rule_needs_are_looked_for_too(folder: Path, run: Run) -> None:
    plan(folder, "sources:\n  activities: 跟进/*.xlsx\n  payments: 回款.xlsx\ncalendar:\n  file: 日历.csv\n")
    assert places(found(run, "--ignore", "GOAL")) == [
        "plan.yaml:2 CHECK-list",
        "plan.yaml:3 CHECK-list",
        "plan.yaml:5 CHECK-list",
    ]


def test_who_names_what_could_not_be_read_waits(folder: Path, run: Run) -> None:
    goals = "goals:\n- {id: G1, milestones: x, parent: G9}\n- {value: 1, id: G2}\n- {id: G3, parent: G2}\n"
    plan(folder, goals.replace("id: G2", "name: G2"))
    assert places(found(run, "--select", "SMART-R1")) == [
        "plan.yaml:2 PLAN-form",
        "plan.yaml:2 SMART-R1",
        "plan.yaml:3 PLAN-missing",
        "plan.yaml:3 PLAN-unknown-key",
    ]


def test_an_item_waits_for_the_keys_it_is_said_to_lack(folder: Path, run: Run) -> None:
    rule = "strategy: {triggers: [{when: a, then: b, within_days: 3, owner: %s}]}\n"
    plan(folder, rule % "''")
    assert places(found(run, "--select", "PROC-W04")) == ["plan.yaml:1 PROC-W04"]
    plan(folder, rule % "[a]")
    assert places(found(run, "--select", "PROC-W04")) == ["plan.yaml:1 PLAN-form"]


def test_what_a_list_sums_to_waits_for_its_parts(folder: Path, run: Run) -> None:
    items = [f"  - {{id: {kind}, kind: {kind}, text: a, weight: 0.5}}\n" for kind in "SWOT"]
    text = "swot:\n  items:\n" + "".join(items)
    plan(folder, text.replace("W, text: a, weight: 0.5", "W, text: a, weight: halb"))
    assert places(found(run, "--select", "SWOT-F04")) == ["plan.yaml:4 PLAN-share"]


def test_keys_without_a_value_are_told_once(folder: Path, run: Run) -> None:
    plan(folder, "market:\n  size:\nswot:\ngoals:\n- id: G1\n  owner:\n  name: ''\nstrategy: {}\n")
    rows = [row for row in found(run) if row["key"] in ("market.size", "swot", "goals[0].owner", "goals[0].name")]
    assert places(rows) == ["plan.yaml:6 SMART-S4", "plan.yaml:3 PLAN-no-value", "plan.yaml:2 CHECK-empty"]


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ((), 0),
        (("--fail-on", "error"), 0),
        (("--fail-on", "warning"), 1),
        (("--fail-on", "note"), 1),
        (("--strict",), 0),
    ],
)
def test_it_fails_by_severity(folder: Path, run: Run, words: tuple[str, ...], code: int) -> None:
    plan(folder, "checks: {ignore: [SMRT]}\n" + GOAL)
    assert run("check", *AS_OF, "--select", "SMART-S", *words).code == code


def test_notes_fail_only_when_asked(folder: Path, run: Run) -> None:
    plan(folder, GOAL.replace("- id: G1", "- id: G1  # salesplan: ignore=SMART-S1 以后"))
    done = run("check", *AS_OF, "--select", "SMART-S", "--fail-on", "warning")
    assert (done.code, "CHECK-unused-ignore" in done.out) == (0, True)
    assert run("check", *AS_OF, "--select", "SMART-S", "--fail-on", "note").code == 1
    assert "CHECK-unused-ignore" not in run("check", *AS_OF, "--select", "SMART-S", "-q").out


def test_comments_about_unknown_and_unchecked_codes(folder: Path, run: Run) -> None:
    plan(folder, GOAL.replace("- id: G1", "- id: G1  # salesplan: ignore=SMRT-S1, SWOT 以后"))
    (row,) = found(run, "--select", "SMART-S")
    assert (row["code"], row["severity"], row["line"], row["value"]) == ("CHECK-unknown-code", "note", 2, "SMRT-S1")
    plan(folder, GOAL.replace("- id: G1", "- id: G1  # salesplan: ignore=SMRT 以后"))
    assert [row["code"] for row in found(run, "--select", "SMART-S")] == ["CHECK-unknown-code"]
    plan(folder, GOAL.replace("- id: G1", "- id: G1  # salesplan: ignore=SWOT 以后"))
    assert found(run, "--select", "SMART-S") == []


def test_the_plan_chooses_its_rules(folder: Path, run: Run) -> None:
    plan(folder, "checks: {select: [SMART-S4, SMART-S3, SMRT], ignore: SMART-S3}\ngoals: [{id: G1}]\n")
    assert places(found(run)) == ["plan.yaml:1 CHECK-unknown-code", "plan.yaml:2 SMART-S4"]
    assert places(found(run, "--select", "smart-s2,SMART-S3"))[1:] == ["plan.yaml:2 SMART-S2"]
    assert places(found(run, "--ignore", "SMART-S4"))[1:] == []
    told = json.loads(run("check", *AS_OF, "--format", "json").out)["parameters"]
    assert told[1:] == [
        {"name": "checks.select", "value": ["SMART-S4", "SMART-S3"], "from": "plan"},
        {"name": "checks.ignore", "value": ["SMART-S3"], "from": "plan"},
    ]


def test_codes_that_no_rule_has_are_refused_with_the_nearest(folder: Path, run: Run) -> None:
    plan(folder, GOAL)
    done = run("check", "--select", "SMRT,SMART-S1", "--ignore", "SWTO，PLAN", "--format", "json")
    assert (done.code, done.out) == (2, "")
    problems = json.loads(done.err)["problems"]
    assert [p["value"] for p in problems] == ["SMRT", "SWTO", "PLAN"]
    assert "SMART" in problems[0]["fix"]
    assert "SWOT" in problems[1]["fix"]


def test_without_a_plan(folder: Path, run: Run) -> None:
    done = run("check")
    assert (done.code, done.out) == (2, "")
    assert "salesplan init" in done.err
    plan(folder, GOAL)
    assert run("check", "--no-plan").code == 2
    assert run("check", "-p", "other.yaml").code == 3
    assert run("check", "-p", ".").code == 3


@pytest.mark.parametrize("raw", [b"\xff\xfe\x00", b"goals: [", b"- a\n", b"", b"include: [none.yaml]\n", b"a: *b\n"])
def test_a_plan_that_cannot_be_read(folder: Path, run: Run, raw: bytes) -> None:
    (folder / "plan.yaml").write_bytes(raw)
    done = run("check")
    assert (done.code, done.out) == (3, "")
    assert "PLAN-" in done.err


def test_findings_in_an_included_file(folder: Path, run: Run) -> None:
    (folder / "goals.yaml").write_text("\n\n" + GOAL.replace("  owner: 陈志明\n", ""), "utf-8")
    plan(folder, "include: [goals.yaml]\nnme: a\n")
    assert places(found(run, "--select", "SMART-S")) == ["plan.yaml:2 PLAN-unknown-key", "goals.yaml:4 SMART-S4"]


def test_only_the_worst_where_there_are_many(folder: Path, run: Run) -> None:
    plan(folder, "checks: {ignore: [X1, X2, X3]}\ngoals:\n" + "".join(f"- {{id: G{n}}}\n" for n in range(30)))
    done = run("check", *AS_OF, "--select", "SMART-S4")
    assert "30 处错误、3 处提醒" in done.out
    assert done.out.count("  SMART-S4\n") == 20
    assert "CHECK-unknown-code" not in done.out
    assert "还有 13 条，加 --all-problems 全部列出" in done.out
    assert run("check", *AS_OF, "--select", "SMART-S4", "--all-problems").out.count("✗") == 30


def test_hostile_names_are_only_shown(folder: Path, run: Run) -> None:
    plan(folder, 'goals:\n- {id: "=1+1{x}<script>\\x1b[31m", statement: "{0} %s"}\n')
    done = run("check", *AS_OF, "--select", "SMART-S4")
    assert "=1+1{x}<script>" in done.out
    assert "\x1b" not in done.out
    csv = run("check", *AS_OF, "--select", "SMART-S4", "--format", "csv").out
    assert "\x1b" not in csv
    assert "目标 =1+1{x}<script>" in csv


def test_the_json_has_findings_rows_and_counts(folder: Path, run: Run) -> None:
    plan(folder, "goals:\n- {id: G1}  # salesplan: ignore=SMART-S4\n")
    done = json.loads(run("check", *AS_OF, "--select", "SMART-S", "--format", "json", "--lang", "en").out)
    assert (done["command"], done["as_of"]) == ("check", "2026-06-30")
    assert done["summary"]["errors"] == len(done["rows"]) == len(done["findings"]) == 3
    assert done["summary"]["parts"] == {"goals": 3}
    assert done["summary"]["silenced"] == {"SMART-S4": 1}
    assert done["rows"][0] == {
        "part": "goals",
        "severity": "error",
        "file": "plan.yaml",
        "line": 2,
        "key": "goals[0].metric",
        "code": "SMART-S1",
        "message": "goal G1 has no metric",
        "fix": done["rows"][0]["fix"],
        "value": None,
    }
    assert done["findings"][0]["place"]["line"] == 2


def test_the_remedy_of_a_list_is_one_for_the_plan(folder: Path, run: Run) -> None:
    """check reads lists as the plan says: an option that it does not have is no remedy."""
    (folder / "customers.csv").write_text("客户编号,客户名称\n", "utf-8")
    plan(folder, "sources: {customers: customers.csv}\nmarket: {segments: [{id: a, when: {行业: 机械}}]}\n")
    (one,) = [f for f in found(run, "--select", "SEG-F01") if f["code"] == "CHECK-list"]
    assert "write it under sources.customers of the plan" in one["fix"]
