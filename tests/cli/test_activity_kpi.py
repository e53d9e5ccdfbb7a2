"""`activity kpi` and `team practice` as people run them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from program import Run

AS_OF = ("--as-of", "2026-06-30")


def test_the_board_says_who_is_to_be_contacted_and_what_stands_still(company: Path, run: Run) -> None:
    assert company
    done = run("activity", "kpi", *AS_OF)
    assert done.code == 0
    assert "渗透率" in done.out
    assert "先联系" in done.out
    assert "计划选的" in done.out
    assert "考核指标" in done.out
    assert "卡住" in done.out
    assert all(len(line) <= 100 or "→" in line or line.startswith("  [") for line in done.out.splitlines())


def test_rows_of_the_board_are_for_all_and_for_each_person(company: Path, run: Run) -> None:
    assert company
    done = run("activity", "kpi", *AS_OF, "--group", "A,B", "--window", "2026-01-01..2026-06-30", "-f", "json")
    told = json.loads(done.out)
    rows = [row for row in told["rows"] if row["indicator"] == "sales"]
    assert rows[0]["rep"] is None
    assert len(rows) == 9
    assert sum(float(row["value"]) for row in rows[1:]) == pytest.approx(float(rows[0]["value"]))
    assert told["summary"]["group"] == {"by": "class", "values": ["A", "B"], "chosen": "option", "places": []}
    assert told["summary"]["stages"][0]["stage"] == "接洽"


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (("--group", "红色"), 2, "USAGE-group"),
        (("--product", "离心棒"), 2, "--product 离心泵"),
        (("--window", "soon"), 2, "USAGE-window"),
    ],
)
def test_what_cannot_be_asked_is_told(company: Path, run: Run, words: tuple[str, ...], code: int, said: str) -> None:
    assert company
    done = run("activity", "kpi", *AS_OF, *words)
    assert (done.code, done.out) == (code, "")
    assert said in done.err


def test_a_plan_without_lists_is_told_what_to_type(tmp_path: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for command in (("activity", "kpi"), ("team", "practice")):
        done = run(*command, "--no-plan")
        assert done.code == 2
        assert " ".join(("salesplan", *command, "文件.xlsx")) in done.err


def test_the_best_against_the_middle(company: Path, run: Run) -> None:
    assert company
    done = run("team", "practice", *AS_OF, "--close", "100%", "-f", "json")
    told = json.loads(done.out)["summary"]
    whole = next(gap for gap in told["gaps"] if gap["metric"] == "sales")
    half = json.loads(run("team", "practice", *AS_OF, "-f", "json").out)["summary"]
    assert float(whole["gain"]) == pytest.approx(2 * float(half["gain"]))
    assert [each["band"] for each in told["people"]] == ["top"] * 2 + ["middle"] * 4 + ["bottom"] * 2
    assert {pair["partner"] for pair in told["pairings"]} <= {each["name"] for each in told["people"][:2]}


def test_four_people_of_a_role_are_compared_among_themselves(company: Path, run: Run) -> None:
    assert company
    done = run("team", "practice", *AS_OF, "--role", "业务员")
    assert done.code == 0
    assert "大区经理  前" not in done.out
    assert "业务员" in done.out


@pytest.mark.parametrize(
    ("words", "said"),
    [(("--close", "0"), "--close 50%"), (("--close", "150%"), "--close 50%"), (("--role", "业务"), "业务员")],
)
def test_a_share_or_role_that_cannot_be(company: Path, run: Run, words: tuple[str, ...], said: str) -> None:
    assert company
    done = run("team", "practice", *AS_OF, *words)
    assert (done.code, done.out) == (2, "")
    assert said in done.err


def test_hostile_names_and_a_team_of_two(tmp_path: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """Names that are markup, formulas or braces come through; two people have no bands."""
    monkeypatch.chdir(tmp_path)
    Path("c.csv").write_text("客户编号,客户名称,负责人\nC1,<script>,=1+1\nC2,{x},张三\n", "utf-8")
    Path("o.csv").write_text("订单编号,下单日期,客户编号,金额,业务员,类别\nS1,2026-06-01,C1,5,=1+1,{泵}\n", "utf-8")
    Path("r.csv").write_text("姓名,团队\n=1+1,<i>\n张三,{t}\n张三,北\n", "utf-8")
    words = ("c.csv", "--orders", "o.csv", "--reps", "r.csv", "--no-plan", *AS_OF)
    for command in (("activity", "kpi"), ("team", "practice")):
        done = run(*command, *words)
        assert done.code == 0
        assert "=1+1" in done.out
        assert "TEAM-two-teams" in done.out
    assert "PRACTICE-no-bands" in run("team", "practice", *words).out
