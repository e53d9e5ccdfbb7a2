"""What a plan that cannot be used is told to write instead."""

from __future__ import annotations

from pathlib import Path

import pytest

from salesplan.errors import BadInput, Problem
from salesplan.load.plan.loader import load_mended


def told(folder: Path, text: str, lang: str = "zh") -> list[str]:
    (folder / "plan.yaml").write_text(text, "utf-8")
    try:
        problems: tuple[Problem, ...] = load_mended(str(folder / "plan.yaml")).problems
    except BadInput as refused:
        problems = tuple(refused.problems)
    return [f"{p.place.line} {p.what.in_(lang)} → {p.fix.in_(lang)}" for p in problems]  # type: ignore[arg-type] # zh


@pytest.mark.parametrize(
    ("text", "fix"),
    [
        ("strategy: {prices: [{product: a, min_margin: 20}]}\n", "写 20%（确实是 2000% 就写 2000%）"),
        ("strategy: {promotions: [{name: a, expected_uplift: 3.1}]}\n", "写 3.1%（确实是 310% 就写 310%）"),
        ("market: {us: {growth: -10}}\n", "写 -10%（确实是 -1000% 就写 -1000%）"),
        ("goals: [{id: a, target: {change_pct: 20}}]\n", "写 20%（确实是 2000% 就写 2000%）"),
        ("swot: {items: [{id: a, weight: 50}]}\n", "写成 0.5 或 50%"),
        ("market: {size: {top_down: {need: 30}}}\n", "写成 0.3 或 30%"),
        ("strategy: {promotions: [{name: a, discount: 9折}]}\n", "9折写 10%"),
        ("strategy: {promotions: [{name: a, discount: 8.5折}]}\n", "8.5折写 15%"),
        ("strategy: {promotions: [{name: a, discount: 八五折}]}\n", "八五折写 15%"),
        ("market: {size: {top_down: {population: 一千}}}\n", "写成 1200 或 1.2万"),
        ("swot: {items: [{id: a, rating: 5}]}\n", "写 1 到 4 的数"),
        ("goals: [努力提高销售额]\n", "写成 - {id: G1, statement: 努力提高销售额}"),
        ("goals: [{id: a, target: 1200万}]\n", "写成 target: {value: 1200万}"),
        ("goals: [{id: a, target: +20%}]\n", "写成 target: {change_pct: +20%}"),
        ("goals: [{id: a, scope: 华东}]\n", "写 all（全部），或 {region: 华东} 这样"),
        ("goals:\n- id:G1\n", "写成 id: G1"),
        ("目标: []\n", "是不是 goals（目标）？"),
        ("goals: [{id: a, 负责人: b}]\n", "是不是 owner（负责人）？"),
        ("preparation: {产品: [{item: a, 状态: 已完成}]}\n", "是不是 status（todo 未开始）？"),
        (
            "market: {position: {foo: 1}}\n",
            "这里可以写：declared（定位）、price（我们的价格）、market_price（市场均价）",
        ),
    ],
)
def test_the_remedy_can_be_typed(tmp_path: Path, text: str, fix: str) -> None:
    found = told(tmp_path, text)
    assert [one.partition(" → ")[2] for one in found] == [fix]


@pytest.mark.parametrize(
    "text",
    [
        "market: {us: {growth: 1000%}}\n",
        "market: {us: {growth: 3}}\n",
        "market: {us: {growth: -3}}\n",
        "targets: [{id: a, total: 1, by: [region], weights: {华东: 40, 华南: 60}}]\n",
        "parameters: {man: {weights: [30, 30, 40]}}\n",
    ],
)
def test_a_sign_makes_any_size_sure_and_weights_need_none(tmp_path: Path, text: str) -> None:
    assert told(tmp_path, text) == []


def test_what_is_above_all_is_said_so(tmp_path: Path) -> None:
    [found] = told(tmp_path, "strategy: {channels: [{name: a, coverage: 160%}]}\n")
    assert found == "1 “coverage”（覆盖多少目标客户）不能超过 100%，这里是 160% → 改正这个值"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("goals:\n- {id: G1，owner: a}\n", ["2 括号里用了全角逗号"]),
        ("goals:\n- {id: G1, owner：a}\n", ["2 用了全角冒号"]),
        ("swot: {strategies: [{id: a, uses: [S1，O2]}]}\n", ["1 括号里用了全角逗号"]),
        ("swot: {strategies: [{id: a, actions: [向国产厂采购，签双供协议]}]}\n", []),
        ('name: "x\ngoals: []\n', ['1 从这里开始的引号 " 没有结束']),
        ('name: "x\ngoals:\n- id: "G1"\n', ['1 从这里开始的引号 " 没有结束']),
        ("goals:\n-id: G1\n", ["2 “-” 后面没有空格"]),
        ("goals：\n- id：G1\n  owner：a\n", ["1 用了全角冒号", "2 用了全角冒号", "3 用了全角冒号"]),
        ("name: a\ngoals：\n- id: G1\n  owner：a\n", ["2 用了全角冒号", "4 用了全角冒号"]),
        ("goals:\n- id: G1\n\tname: a\n\tunit: b\n", ["3 缩进用了制表符", "4 缩进用了制表符"]),
        ("goals:\n- id: G1\n  agreed_by: [a, b\n  name: c\n", ["3 从这里开始的 [ 没有配上 ]"]),
        ("goals:\n- id: G1\n name: a\n", ["3 这一行和上面同级的键没有左对齐"]),
        ("goals:\n- id: G1\n  unit: %\n", ["3 以 % 开头的值没有加引号"]),
        ("goals:\n- id: G1\n  owner:a\n", ["3 冒号后面没有空格"]),
        ("a: [", ["1 从这里开始的 [ 没有配上 ]"]),
    ],
)
def test_what_is_no_yaml_is_told_at_its_cause(tmp_path: Path, text: str, expected: list[str]) -> None:
    found = told(tmp_path, text)
    assert [one[: len(begun)] for one, begun in zip(found, expected, strict=True)] == expected
    assert not any("expected" in one or "could not" in one for one in found)
