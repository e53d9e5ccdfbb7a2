"""What the rules of the strategy find at their limits, and where they keep still (methods.md 6.6 to 7.4)."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from salesplan.compute.plan.catalogue import catalogue, chosen
from salesplan.compute.plan.rule import Facts, check
from salesplan.errors import Problem
from salesplan.load.plan.loader import load_plan
from salesplan.model.plan.paths import dotted
from salesplan.model.plan.plan import Plan

AREAS = ("PRICE-", "PROMO-", "CHAN-", "INC-", "MODE-", "PROC-", "KPI-", "BUDGET-")


def found(text: str, folder: Path, *select: str) -> list[tuple[str, Problem]]:
    """The keys at which the rules find something, with what they find."""
    file = folder / "plan.yaml"
    file.write_text(text + "\n", encoding="utf-8")
    facts = Facts(load_plan(str(file)).plan, date(2026, 6, 30))
    return [(dotted(path), problem) for path, problem in check(facts, chosen(select or AREAS)).found]


def codes(text: str, folder: Path, *select: str) -> list[str]:
    return [problem.code for _, problem in found(text, folder, *select)]


@pytest.mark.parametrize("text", ["version: 1", "strategy: {}", "strategy: {prices: [], budget: {total: 1}}"])
def test_nothing_is_asked_of_what_is_not_there(text: str, tmp_path: Path) -> None:
    assert [code for code in codes(text, tmp_path) if code != "INC-W01"] == []
    assert codes("version: 1", tmp_path) == []


@pytest.mark.parametrize(
    ("keys", "expected"),
    [
        ("price: 100, cost: 100", ["PRICE-F01"]),
        ("price: 100.01, cost: 100", []),
        ("price: 109.99, cost: 100, min_margin: 10%", ["PRICE-W02"]),
        ("price: 110, cost: 100, min_margin: 10%", []),
        ("price: 99, cost: 100, min_margin: 10%", ["PRICE-F01"]),
        ("price: 150, rival: 125", []),
        ("price: 150.01, rival: 125", ["PRICE-W02"]),
        ("price: 150, cost: 140, min_margin: 10%, value: 145", ["PRICE-W02"]),
    ],
)
def test_price_limits(keys: str, expected: list[str], tmp_path: Path) -> None:
    text = f"strategy:\n  prices:\n  - {{product: 泵, {keys}}}"
    assert codes(text, tmp_path, "PRICE-F01", "PRICE-W02") == expected


def test_the_ceiling_is_a_parameter(tmp_path: Path) -> None:
    text = "parameters: {price: {ceiling: 1.1}}\nstrategy:\n  prices:\n  - {product: 泵, price: 111, rival: 100}"
    assert codes(text, tmp_path, "PRICE-W02") == ["PRICE-W02"]


def test_a_floor_above_the_ceiling_is_said(tmp_path: Path) -> None:
    text = "strategy:\n  prices:\n  - {product: 泵, price: 150, cost: 140, min_margin: 10%, value: 145}"
    ((_, problem),) = found(text, tmp_path, "PRICE-W02")
    assert str(problem.what) == "“泵”的价格 150 没有空间：底价 154 高过上限 145"
    assert problem.value == "150"


@pytest.mark.parametrize(
    ("keys", "expected"),
    [
        ("kind: 打折, discount: 29.99%, margin: 30%", []),
        ("kind: 打折, discount: 30%, margin: 30%", ["error"]),
        ("kind: 打折, discount: 30%", []),
        ("kind: 满减, spend: 300, save: 90, basket: 400, margin: 30%", ["warning"]),  # 30% at 300, 22.5% at 400
        ("kind: 满减, spend: 300, save: 90, basket: 300, margin: 30%", ["error"]),
        ("kind: 满减, spend: 300, save: 90, basket: 200, margin: 30%", ["warning"]),
        ("kind: 满减, spend: 300, save: 89, basket: 300, margin: 30%", []),
        ("margin: 0", []),
    ],
)
def test_promotions_that_lose_on_every_unit(keys: str, expected: list[str], tmp_path: Path) -> None:
    text = f"strategy:\n  promotions:\n  - {{name: 促销, {keys}}}"
    assert [problem.severity for _, problem in found(text, tmp_path, "PROMO-F01")] == expected


@pytest.mark.parametrize(
    ("keys", "expected"),
    [
        ("kind: 打折, discount: 10%, margin: 30%, expected_uplift: 50%", []),
        ("kind: 打折, discount: 10%, margin: 30%, expected_uplift: 49.99%", ["PROMO-W03"]),
        ("kind: 打折, discount: 10%, margin: 30%", []),
        ("kind: 打折, discount: 0, margin: 30%, expected_uplift: 0", []),
        ("kind: 满减, spend: 300, save: 50, basket: 200, margin: 30%, expected_uplift: 0", []),
    ],
)
def test_promotions_that_do_not_break_even(keys: str, expected: list[str], tmp_path: Path) -> None:
    text = f"strategy:\n  promotions:\n  - {{name: 促销, {keys}}}"
    assert codes(text, tmp_path, "PROMO-W03") == expected


def test_a_promotion_says_everything_that_is_lacking_once(tmp_path: Path) -> None:
    ((key, problem),) = found("strategy:\n  promotions:\n  - {name: 促销, owner: 张三}", tmp_path, "PROMO-W04")
    assert key == "strategy.promotions[0]"
    assert str(problem.what).endswith("面向哪些客户、开始日期、结束日期、预算、预计多卖多少")
    assert problem.fix.in_("en") == "add target_class, start, end, budget, expected_uplift"


@pytest.mark.parametrize(("save", "expected"), [("299.99", []), ("300", ["PROMO-F07"]), ("301", ["PROMO-F07"])])
def test_money_off_is_less_than_what_is_spent(save: str, expected: list[str], tmp_path: Path) -> None:
    text = f"strategy:\n  promotions:\n  - {{name: 促销, kind: 满减, spend: 300, save: {save}}}"
    assert codes(text, tmp_path, "PROMO-F07") == expected


def test_segments_are_asked_for_only_beside_channels(tmp_path: Path) -> None:
    segments = "market:\n  segments:\n  - {id: A}\n  - {id: B}\n"
    assert codes(f"{segments}strategy: {{tags: 深耕}}", tmp_path, "CHAN-") == []
    channels = "strategy:\n  channels:\n  - {name: 直销, segments: a, coverage: 1, sales: 1, margin: 1, cost: 1}"
    assert [key for key, _ in found(segments + channels, tmp_path, "CHAN-")] == ["market.segments[1]"]
    assert codes(channels, tmp_path, "CHAN-") == []


def test_incentives_and_goals(tmp_path: Path) -> None:
    goals = "goals:\n- {id: G1, metric: 销售额}\n- {id: G2, metric: revenue}\n- {id: G3, metric: 满意度}\n"
    told = found(f"{goals}strategy:\n  incentives:\n  - {{name: 提成, metric: 业绩}}", tmp_path, "INC-")
    assert [(key, problem.code) for key, problem in told] == [("goals[2].metric", "INC-N02")]
    assert codes("strategy:\n  incentives:\n  - {name: 单数奖, metric: 订单量}", tmp_path, "INC-") == []


@pytest.mark.parametrize(("replies", "expected"), [("60", []), ("61", ["MODE-F03"])])
def test_no_more_replies_than_contacts(replies: str, expected: list[str], tmp_path: Path) -> None:
    head = "strategy:\n  mode: {term: 长期, group: 水务, route: 转介绍, routes: "
    text = f"{head}[{{name: 转介绍, contacts: 60, replies: {replies}}}]}}"
    assert codes(text, tmp_path, "MODE-") == expected


def test_a_mode_without_a_chosen_route(tmp_path: Path) -> None:
    head = "strategy:\n  mode: {term: 长期, group: 水务, route: 转介绍, routes: "
    assert codes(f"{head}[{{name: 电话, chosen: 否}}]}}", tmp_path, "MODE-") == ["MODE-W04"]
    assert codes("strategy:\n  mode: {}", tmp_path, "MODE-") == ["MODE-F01", "MODE-W04"]


def test_stages_take_the_days_of_their_position(tmp_path: Path) -> None:
    stages = "strategy:\n  process:\n" + "".join(f"  - {{name: 阶段{n}, exit: 好了}}\n" for n in range(6))
    assert [key for key, _ in found(stages, tmp_path, "PROC-")] == ["strategy.process[5]"]


@pytest.mark.parametrize(
    ("count", "most", "expected"), [(8, 8, []), (9, 8, ["KPI-W03"]), (9, 9, []), (2, 1, ["KPI-W03"])]
)
def test_too_many_indicators(count: int, most: int, expected: list[str], tmp_path: Path) -> None:
    indicators = "".join(f"  - {{name: 指标{n}}}\n" for n in range(count))
    text = f"parameters: {{kpi: {{max: {most}}}}}\nstrategy:\n  indicators:\n{indicators}"
    assert codes(text, tmp_path, "KPI-W03") == expected


@pytest.mark.parametrize(
    ("kinds", "told"),
    [
        (["activity", "outcome"], []),
        (["activity"], ["outcome"]),
        (["outcome", "outcome"], ["activity"]),
        ([None], ["activity", "outcome"]),
        ([], []),
    ],
)
def test_both_kinds_of_indicators(kinds: list[str | None], told: list[str], tmp_path: Path) -> None:
    rows = [f"{{name: 指标{n}{f', kind: {kind}' if kind else ''}}}" for n, kind in enumerate(kinds)]
    problems = found(f"strategy:\n  indicators: [{', '.join(rows)}]", tmp_path, "KPI-F02")
    assert [problem.fix.in_("en").split()[-1] for _, problem in problems] == told


@pytest.mark.parametrize(
    ("weights", "expected"),
    [
        (["40%", "60%"], []),
        (["40", "60"], []),
        (["40%", "59.9%"], ["KPI-W06"]),
        (["40%", None], ["KPI-W06"]),
        ([None, None], []),
    ],
)
def test_weights_of_indicators(weights: list[str | None], expected: list[str], tmp_path: Path) -> None:
    rows = [f"{{name: 指标{n}{f', weight: {weight}' if weight else ''}}}" for n, weight in enumerate(weights)]
    assert codes(f"strategy:\n  indicators: [{', '.join(rows)}]", tmp_path, "KPI-W06") == expected


@pytest.mark.oracle("6.8-a")
@pytest.mark.parametrize(("second", "expected"), [("5万", []), ("50001", ["1"]), ("6万", ["10,000"])])
def test_money_over_the_total(second: str, expected: list[str], tmp_path: Path) -> None:
    text = (
        "strategy:\n  budget:\n    total: 12万\n    lines:\n    - {name: 展会, kind: 财, needed: 7万}\n"
        f"    - {{name: 拜访, kind: 财, needed: {second}}}\n    - {{name: 业务员, kind: 人, needed: 99, available: 99}}"
    )
    problems = found(text, tmp_path, "BUDGET-")
    assert [str(problem.what).rpartition(" 多 ")[2] for _, problem in problems] == expected


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        ("needed: 10, available: 10", "needed: 2, available: 2", []),
        ("needed: 10, available: 9", "needed: 2, available: 3", ["BUDGET-F01"]),
        ("needed: 10, available: 9", "needed: 2, available: 2", ["BUDGET-F01", "BUDGET-F02"]),
        ("needed: 10, available: 9", "needed: 2", ["BUDGET-F01", "BUDGET-W06"]),
    ],
)
def test_shortages(first: str, second: str, expected: list[str], tmp_path: Path) -> None:
    lines = f"[{{name: a, kind: 人, {first}}}, {{name: b, kind: 人, {second}}}]"
    text = f"strategy:\n  budget:\n    total: 1\n    lines: {lines}"
    assert codes(text, tmp_path, "BUDGET-") == expected


def test_initiatives_are_asked_for_only_where_strategies_have_names(tmp_path: Path) -> None:
    lines = "budget: {total: 1, lines: [{name: a, kind: 财, needed: 1, initiative: SO1}]}"
    assert codes(f"strategy: {{{lines}}}", tmp_path, "BUDGET-") == []
    assert codes(f"strategy: {{tags: 深耕, {lines}}}", tmp_path, "BUDGET-") == ["BUDGET-F05"]
    assert codes(f"swot: {{strategies: [{{id: so1}}]}}\nstrategy: {{{lines}}}", tmp_path, "BUDGET-") == []


def test_names_may_hold_anything(tmp_path: Path) -> None:
    text = (
        "strategy:\n  prices: [{product: '<script>{x}'}]\n  promotions: [{name: '{0}'}]\n"
        "  channels: [{name: '{name}'}]\n  process: [{name: '%s'}]\n  indicators: [{name: '{told}'}]\n"
        "  budget: {lines: [{name: '{', initiative: '}'}]}"
    )
    for _, problem in found(text, tmp_path):
        assert problem.what.in_("zh")
        assert problem.fix.in_("en")


@pytest.mark.parametrize(
    ("metric", "told"),
    [
        ("gros_profit", "不对应任何目标，指标“gros_profit”不认识，是不是“毛利”？"),
        ("朋友圈", "不对应任何目标，指标“朋友圈”不认识"),
        ("gross_profit", "不对应任何目标"),
        (None, "不对应任何目标"),
        ("revenue", None),
    ],
)
def test_an_indicator_of_an_unknown_metric_says_so(metric: str | None, told: str | None) -> None:
    plan = Plan.model_validate(
        {"goals": [{"id": "G1", "metric": "revenue"}], "strategy": {"indicators": [{"name": "甲", "metric": metric}]}}
    )
    hits = list(catalogue()["KPI-F01"].find(Facts(plan, date(2026, 6, 30))))
    assert [str(hit.words["told"]) for hit in hits] == ([told] if told else [])
    assert [hit.path[-1] == "metric" for hit in hits] == ["不认识" in (told or "")][: len(hits)]
