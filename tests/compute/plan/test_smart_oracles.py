"""The worked goals of methods.md 1.3, whole: what each check says, the letters, the scores."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import Any

import pytest

from salesplan.compute.plan.catalogue import chosen
from salesplan.compute.plan.goals.goal_facts import change_of
from salesplan.compute.plan.goals.goal_past import Past
from salesplan.compute.plan.goals.smart_score import LETTERS, GoalScore, goals_report
from salesplan.compute.plan.rule import Facts, check
from salesplan.compute.plan.rules.smart_attainable import stretch_of
from salesplan.errors import Problem
from salesplan.model.plan.plan import Plan

AS_OF = date(2026, 6, 30)
QUARTER = {"start": "2026-07-01", "end": "2026-09-30", "metric": "revenue"}
SOUND: dict[str, Any] = {
    **QUARTER,
    "id": "G1",
    "statement": "在未来三个月内将销售额提高20%",
    "baseline": {"value": "1,000,000"},
    "target": {"value": "1,200,000"},
    "owner": "张三",
    "scope": "all",
    "milestones": [
        {"date": "2026-07-31", "value": "400,000"},
        {"date": "2026-08-31", "value": "800,000"},
        {"date": "2026-09-30", "value": "1,200,000"},
    ],
}


def judged(*goals: dict[str, Any], **plan: Any) -> tuple[list[GoalScore], dict[tuple[str, str], str], list[Problem]]:  # noqa: ANN401 - parts of a plan as YAML gives them
    """The scores, the status of each goal and check that has something to judge, and the findings."""
    facts = Facts(Plan.model_validate({"goals": goals, **plan}), AS_OF)
    checked = check(facts, chosen(("SMART",)))
    problems = [problem for _, problem in checked.found]
    result = goals_report(facts, problems, checked.applied, AS_OF)
    rows = {(str(row["goal"]), str(row["code"])): str(row["status"]) for row in result.rows.records()}
    return list(result.summary.goals), {key: told for key, told in rows.items() if told != "NA"}, problems


def with_status(rows: dict[tuple[str, str], str], status: str, goal: str = "G1") -> set[str]:
    return {code.removeprefix("SMART-") for (of, code), told in rows.items() if (of, told) == (goal, status)}


@pytest.mark.oracle("1.3-a")
def test_a_sound_goal() -> None:
    (score,), rows, _ = judged(SOUND)
    facts = Facts(Plan.model_validate({"goals": [SOUND]}), AS_OF)
    (goal,) = facts.plan.goals
    assert change_of(goal) is not None
    assert Fraction(change_of(goal) or 0) == Fraction(20, 100)
    assert stretch_of(goal, Past(facts), facts) == Fraction(120, 100)
    assert {letter for letter in LETTERS if score.letters[letter] in ("PASS", "WARN")} >= set("SMAT")
    assert with_status(rows, "FAIL") == {"R1"}
    assert with_status(rows, "PASS") == {
        *("S1", "S2", "S3", "S4", "S5", "S6", "M1", "M2", "M3", "A1", "T1", "T2", "T3", "T5", "T6")
    }
    assert with_status(rows, "WARN") == {"M4", "M5", "C7"}
    assert score.smart == (4, 5)
    assert score.plus == (5, 6)
    assert score.share == Fraction(15, 19)


@pytest.mark.oracle("1.3-a")
@pytest.mark.parametrize(
    ("second", "status", "told"),
    [
        ("480,000", "FAIL", "2 个分目标合计 1,180,000，比上级 G1 少 20,000（-1.67%）"),
        ("500,000", "PASS", None),
        ("600,000", "WARN", "2 个分目标合计 1,300,000，比上级 G1 多 100,000（+8.33%）"),
        ("620,000", "WARN", "2 个分目标合计 1,320,000，比上级 G1 多 120,000（+10.00%）"),
        ("620,001", "FAIL", "2 个分目标合计 1,320,001，比上级 G1 多 120,001（+10.00%）"),
    ],
)
def test_children_of_a_sound_goal(second: str, status: str, told: str | None) -> None:
    children = [
        {**QUARTER, "id": "G2", "parent": "G1", "target": {"value": "700,000"}},
        {**QUARTER, "id": "G3", "parent": "G1", "target": {"value": second}},
    ]
    scores, rows, problems = judged(SOUND, *children)
    assert rows["G1", "SMART-C1"] == status
    assert [problem.what.in_("zh") for problem in problems if problem.code == "SMART-C1"] == ([told] if told else [])
    assert ("G2", "SMART-C1") not in rows
    assert (scores[0].letters["C"] == "FAIL") is (status == "FAIL")


@pytest.mark.oracle("1.3-b")
def test_a_vague_goal() -> None:
    (score,), rows, _ = judged({"id": "G1", "statement": "提高销售额", "metric": "revenue"})
    assert with_status(rows, "FAIL") == {"S2", "S3", "S4", "S5", "M1", "M2", "R1", "T1"}
    assert with_status(rows, "WARN") == {"M3", "M4", "M5", "C7"}
    assert with_status(rows, "PASS") == {"S1"}
    assert score.letters == {"S": "FAIL", "M": "FAIL", "A": "NA", "R": "FAIL", "T": "FAIL", "C": "WARN"}
    assert score.smart == (0, 4)
    assert score.plus == (1, 5)
    assert score.share == Fraction(1, 13)
    assert score.missing == ("period", "scope", "baseline", "target", "owner")


def test_commitment_makes_an_agreement_necessary() -> None:
    (score,), rows, _ = judged(SOUND, parameters={"smart": {"c": ["consistency", "commitment"]}})
    assert rows["G1", "SMART-C7"] == "FAIL"
    assert score.plus == (4, 6)


def test_other_meanings_leave_consistency_out() -> None:
    child = {**QUARTER, "id": "G2", "parent": "G1", "target": {"value": 1}}
    _, rows, problems = judged(SOUND, child, parameters={"smart": {"c": "challenging"}})
    assert with_status(rows, "PASS") & {"C1", "C8"} == {"C8"}
    assert not [problem for problem in problems if problem.code in ("SMART-C1", "SMART-C2")]


def test_a_rule_left_out_is_not_judged() -> None:
    facts = Facts(Plan.model_validate({"goals": [SOUND]}), AS_OF)
    checked = check(facts, chosen(("SMART",), ("SMART-R",)))
    result = goals_report(facts, [problem for _, problem in checked.found], checked.applied, AS_OF)
    (score,) = result.summary.goals
    assert score.letters["R"] == "NA"
    assert (score.smart, score.plus) == ((4, 4), (5, 5))
    assert result.summary.sound == 1


def test_no_goals_have_no_score() -> None:
    facts = Facts(Plan(), AS_OF)
    summary = goals_report(facts, [], [], AS_OF).summary
    assert (summary.goals, summary.sound, summary.judged) == ((), 0, 0)
