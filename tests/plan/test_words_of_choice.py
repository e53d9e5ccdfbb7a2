"""The words that people write for a choice, a measure and a percentage, and what a refusal offers them."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from salesplan.errors import BadInput, Problem
from salesplan.load.plan.loader import load_plan
from salesplan.model.plan.plan import Plan


def loaded(folder: Path, text: str) -> Plan:
    (folder / "plan.yaml").write_text(text, "utf-8")
    return load_plan(str(folder / "plan.yaml")).plan


def problems(folder: Path, text: str) -> tuple[Problem, ...]:
    with pytest.raises(BadInput) as caught:
        loaded(folder, text)
    return tuple(caught.value.problems)


@pytest.mark.parametrize(
    ("word", "meant"),
    [
        ("提高", "increase"),
        ("增長", "increase"),
        ("Increase", "increase"),
        ("降低", "decrease"),
        ("減少", "decrease"),
        ("达到", "reach"),
        ("達到", "reach"),
        ("保持", "keep"),
        ("維持", "keep"),
    ],
)
def test_directions(tmp_path: Path, word: str, meant: str) -> None:
    assert loaded(tmp_path, f"goals: [{{id: G1, direction: {word}}}]").goals[0].direction == meant


@pytest.mark.parametrize(
    ("word", "meant"),
    [("每天", "daily"), ("每周", "weekly"), ("每週", "weekly"), ("每月", "monthly"), ("月", "monthly")],
)
def test_reviews(tmp_path: Path, word: str, meant: str) -> None:
    assert loaded(tmp_path, f"goals: [{{id: G1, review: {word}}}]").goals[0].review == meant


@pytest.mark.parametrize("word", ["all", "All", "全部", "全公司", "所有", "整個公司"])
def test_everywhere(tmp_path: Path, word: str) -> None:
    assert loaded(tmp_path, f"goals: [{{id: G1, scope: {word}}}]").goals[0].scope == "all"


def test_a_scope_that_is_no_place_is_refused(tmp_path: Path) -> None:
    (problem,) = problems(tmp_path, "goals: [{id: G1, scope: 华东}]")
    assert (problem.place.key, problem.fix.in_("zh")) == ("goals[0].scope", "写 all（全部），或 {region: 华东} 这样")


@pytest.mark.parametrize(("word", "meant"), [("优", "S"), ("劣", "W"), ("機", "O"), ("威", "T"), ("挑战", "T")])
def test_kinds_of_swot(tmp_path: Path, word: str, meant: str) -> None:
    assert loaded(tmp_path, f"swot: {{items: [{{id: X, kind: {word}}}]}}").swot.items[0].kind == meant


@pytest.mark.parametrize(("word", "meant"), [("直接竞争", "direct"), ("間接競爭", "indirect"), ("替代品", "indirect")])
def test_kinds_of_rivals(tmp_path: Path, word: str, meant: str) -> None:
    plan = loaded(tmp_path, f"market: {{competitors: [{{name: 甲, kind: {word}}}]}}")
    assert plan.market.competitors[0].kind == meant


@pytest.mark.parametrize(
    ("word", "meant"), [("做完了", "done"), ("没做", "todo"), ("處理中", "doing"), ("不需要", "na")]
)
def test_statuses(tmp_path: Path, word: str, meant: str) -> None:
    plan = loaded(tmp_path, f"preparation: {{ice_breaking: [{{item: 名片, status: {word}}}]}}")
    assert plan.preparation["ice_breaking"][0].status == meant


def test_a_refusal_lists_the_choices_in_the_readers_words(tmp_path: Path) -> None:
    (problem,) = problems(tmp_path, "goals: [{id: G1, direction: 猛涨}]")
    assert problem.code == "PLAN-choice"
    assert problem.fix.in_("zh") == "可选：increase（提高）、decrease（降低）、reach（达到）、keep（保持）"
    assert problem.fix.in_("en") == "choose one of increase, decrease, reach, keep"


def figures(folder: Path, goal: str, more: str = "") -> list[Decimal | None]:
    goals = loaded(folder, f"{more}\ngoals:\n- {{id: G1, {goal}}}\n").goals
    return [goals[0].baseline.value, goals[0].target.value, *(each.value for each in goals[0].milestones)]


def test_percentages_of_a_goal_in_percent_are_its_points(tmp_path: Path) -> None:
    written = "baseline: {value: 35%}, target: {value: ４０％}, milestones: [{date: 2026-09-30, value: 37.5%}]"
    points = [Decimal(35), Decimal(40), Decimal("37.5")]
    assert figures(tmp_path, f'metric: 走访率, unit: "%", {written}') == points
    assert figures(tmp_path, f"metric: 毛利率, {written}") == points
    assert figures(tmp_path, f"metric: 走访率, {written}", 'metrics: {走访率: {unit: "%"}}') == points
    assert figures(tmp_path, "metric: 毛利率, target: {value: 40}") == [None, Decimal(40)]


@pytest.mark.parametrize("measure", ["metric: 销售额", "metric: 毛利率, unit: 分", "name: 无", "metric: [a]"])
def test_a_percentage_of_another_goal_says_what_to_write(tmp_path: Path, measure: str) -> None:
    found = problems(tmp_path, f"goals: [{{id: G1, {measure}, target: {{value: 40%}}}}]")
    fix = next(problem.fix.in_("zh") for problem in found if problem.code == "PLAN-amount")
    assert fix == '单位是 % 就加 unit: "%"；要比基线变化，写 change_pct: 40%；不然写数，如 40'


@pytest.mark.parametrize(
    "goals", ["goals: 5", "goals: [5]", "goals: [{id: G1, target: 4}]", "metrics: [a]\ngoals: [{id: G}]"]
)
def test_anything_else_in_their_place_is_refused_where_it_stands(tmp_path: Path, goals: str) -> None:
    assert all(problem.code == "PLAN-form" for problem in problems(tmp_path, goals))


OWN = """\
metrics:
  样品数: {unit: 次, better: 越高越好, additive: 是, feeds: [赢单数], words: [送样数, Sample count]}
  坏账率: {unit: "%", better: down}
"""


def test_measures_of_ones_own(tmp_path: Path) -> None:
    plan = loaded(tmp_path, OWN + "goals: [{id: G1, metric: sample  count}, {id: G2, metric: 送样数}, {id: G3}]")
    sample, bad = plan.measures.get("样品数"), plan.measures.get("坏账率")
    assert sample is not None
    assert bad is not None
    assert (sample.unit, sample.additive, sample.better, str(sample.unit_shown)) == ("number", True, "up", "次")
    assert (bad.unit, bad.additive, bad.better) == ("share", False, "down")
    assert [goal.measure for goal in plan.goals][1:] == ["样品数", ""]
    assert plan.measures.named("SAMPLE COUNT") == "样品数"
    assert plan.measures.is_fed("revenue", "样品数")  # over deals won and orders
    assert not plan.measures.is_fed("样品数", "revenue")


def test_a_measure_of_ones_own_wins_over_the_registry(tmp_path: Path) -> None:
    plan = loaded(tmp_path, "metrics: {毛利: {unit: 点}}\ngoals: [{id: G1, metric: 毛利}]")
    assert plan.goals[0].measure == "毛利"
    assert Plan().measures.named("毛利") == "gross_profit"


@pytest.mark.parametrize(
    ("metrics", "code", "place"),
    [
        ("{样品数: {unit: 次, feeds: [赢丹数]}}", "PLAN-choice", "metrics.样品数.feeds"),
        ("{样品数: {better: up}}", "PLAN-missing", "metrics.样品数.unit"),
        ("{样品数: {unit: 次, better: 左}}", "PLAN-choice", "metrics.样品数.better"),
        ("{样品数: {unit: 次, more: 1}}", "PLAN-unknown-key", "metrics.样品数.more"),
    ],
)
def test_a_declaration_that_says_too_little_or_wrong(tmp_path: Path, metrics: str, code: str, place: str) -> None:
    (problem,) = problems(tmp_path, f"metrics: {metrics}")
    assert (problem.code, problem.place.key) == (code, place)


@pytest.mark.parametrize(
    ("word", "name"),
    [
        ("毛利率", "gross_margin"),
        ("deals won", "wins"),
        ("gross margin", "gross_margin"),
        ("費用率", "expense_ratio"),
        ("续约率", "renewal_rate"),
        ("回訪數", "return_visits"),
        ("应收账款天数", "receivable_days"),
        ("账期", "credit_days"),
        ("客户投诉", "complaints"),
        ("平均折扣", "discount"),
    ],
)
def test_usual_measures(word: str, name: str) -> None:
    assert Plan().measures.named(word) == name
