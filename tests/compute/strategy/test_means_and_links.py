"""Means against the need, the expense ratio, the split of a budget, what serves a goal (methods.md 6.8, 7.3)."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from salesplan.compute.strategy.goal_links import goals_served, metrics_of, unrewarded
from salesplan.compute.strategy.means import (
    Means,
    initiatives,
    line_means,
    means_by_kind,
    money_needed,
    over_total,
    shared_out,
)
from salesplan.compute.strategy.stages import max_days, response_rate
from salesplan.compute.strategy.strategy_budget import SalesTarget, strategy_budget
from salesplan.errors import BadInput
from salesplan.model.near import repeated
from salesplan.model.plan.goals import Goal
from salesplan.model.plan.metrics import measure_shown
from salesplan.model.plan.plan import Plan
from salesplan.model.plan.strategy import Budget, BudgetLine, Incentive, Indicator, Route, Stage
from salesplan.model.table import Value

TARGET = SalesTarget(Decimal(2_000_000), "strategy.budget.sales_target")


def lines(*given_: dict[str, object]) -> tuple[BudgetLine, ...]:
    return tuple(BudgetLine.model_validate({"name": f"项目{at}", **keys}) for at, keys in enumerate(given_))


def plan_with(budget: dict[str, object], unit: str = "1") -> Plan:
    return Plan.model_validate({"unit": unit, "strategy": {"budget": budget}})


def rows_of(plan: Plan, part: str, *, split: bool = False) -> list[dict[str, Value]]:
    return [row for row in strategy_budget(plan, TARGET, split=split).rows.records() if row["part"] == part]


@pytest.mark.oracle("6.8-a")
def test_expense_ratio_and_overrun_of_a_plan() -> None:
    """120,000 on 2,000,000 is 6.0 %; lines of 70,000 and 60,000 are 10,000 over."""
    money = [{"name": "展会", "kind": "财", "needed": "7万"}, {"name": "拜访", "kind": "财", "needed": "6万"}]
    found = strategy_budget(plan_with({"total": "12万", "lines": money}), TARGET).summary
    assert (found.ratio, found.over, found.left) == (Decimal("0.06"), Decimal(10_000), Decimal(0))
    assert over_total(Budget.model_validate({"total": "12万", "lines": money})) == 10_000


@pytest.mark.parametrize(
    ("total", "over", "left"), [("13万", 0, 0), ("129999", 1, 0), ("130001", 0, 1), (None, None, None)]
)
def test_over_and_left(total: str | None, over: int | None, left: int | None) -> None:
    money = [{"name": "展会", "kind": "财", "needed": "7万"}, {"name": "拜访", "kind": "财", "needed": "6万"}]
    budget: dict[str, object] = {"lines": money, **({"total": total} if total else {})}
    found = strategy_budget(plan_with(budget), TARGET).summary
    assert (found.over, found.left) == (over, left)


@pytest.mark.parametrize(
    ("budget", "target", "ratio", "reason"),
    [
        ({"total": "12万"}, TARGET, Decimal("0.06"), None),
        ({"lines": [{"name": "a", "kind": "财", "needed": "10万"}]}, TARGET, Decimal("0.05"), None),
        ({"total": "12万"}, None, None, "no_target"),
        ({"total": "12万"}, SalesTarget(Decimal(0), "x"), None, "zero_target"),
        ({"lines": [{"name": "a", "kind": "人", "needed": "3"}]}, TARGET, None, "no_cost"),
        ({"total": "0"}, TARGET, Decimal(0), None),
    ],
)
def test_the_ratio_or_why_there_is_none(
    budget: dict[str, object], target: SalesTarget | None, ratio: Decimal | None, reason: str | None
) -> None:
    found = strategy_budget(plan_with(budget), target).summary
    assert (found.ratio, found.reason) == (ratio, reason)


def test_lines_and_kinds() -> None:
    """9 of 10 and 3 of 2 people are 12 of 12: the kind is not short, one line is. What is not known is left out."""
    people = lines(
        {"kind": "人", "needed": "10", "available": "9"},
        {"kind": "人", "needed": "2", "available": "3"},
        {"kind": "人", "needed": "5"},
    )
    assert [means.short if means else None for means in map(line_means, people)] == [1, 0, None]
    assert means_by_kind(people) == (Means("people", Decimal(12), Decimal(12)),)
    assert money_needed(people) is None
    assert means_by_kind(()) == ()


def test_money_without_stock_of_its_own_comes_out_of_the_total() -> None:
    money = [{"name": "a", "kind": "财", "needed": "7"}, {"name": "b", "kind": "财", "needed": "6", "available": "6"}]
    (kind,) = rows_of(plan_with({"total": "12", "lines": money}), "kind")
    assert (kind["needed"], kind["available"], kind["short"]) == (13, 12, 1)
    (own,) = rows_of(plan_with({"total": "12", "lines": money[1:]}), "kind")
    assert (own["available"], own["covered"]) == (6, 1)


def test_only_money_is_a_share_of_the_total() -> None:
    given_ = [{"name": "a", "kind": "财", "needed": "3"}, {"name": "b", "kind": "人", "needed": "3", "available": "3"}]
    assert [row["share"] for row in rows_of(plan_with({"total": "12", "lines": given_}), "line")] == [
        Decimal("0.25"),
        None,
    ]


def test_a_need_of_0_is_covered_by_no_share() -> None:
    (row,) = rows_of(plan_with({"lines": [{"name": "a", "kind": "物", "needed": "0", "available": "3"}]}), "line")
    assert (row["short"], row["covered"]) == (0, None)


def test_initiatives_in_their_order_and_the_rest_last() -> None:
    found = initiatives(
        lines(
            {"kind": "人", "needed": "3", "initiative": "B"},
            {"kind": "财", "needed": "5", "expected": "10"},
            {"kind": "财", "needed": "7", "initiative": "A", "expected": "20"},
            {"kind": "财", "needed": "1", "initiative": "A"},
        )
    )
    assert [(each.name, each.needed, each.expected) for each in found] == [
        ("B", None, None),
        ("A", 8, 20),
        (None, 5, 10),
    ]
    assert initiatives(lines({"kind": "财", "needed": "5"})) == ()


def test_the_total_split_by_contribution() -> None:
    """1000 over 3, 2, 2 is 428, 286, 286 (methods.md 0.1)."""
    money = [
        {"name": name, "kind": "财", "needed": "1", "initiative": name, "expected": weight}
        for name, weight in (("A", "3"), ("B", "2"), ("C", "2"))
    ]
    plan = plan_with({"total": "1000", "lines": money})
    assert [row["split"] for row in rows_of(plan, "initiative", split=True)] == [428, 286, 286]
    assert [row["split"] for row in rows_of(plan, "initiative")] == [None] * 3


def test_a_split_tells_whom_it_leaves_out() -> None:
    money = [
        {"name": "a", "initiative": "A", "expected": "0"},
        {"name": "b", "initiative": "B", "expected": "0"},
        {"name": "c", "initiative": "C"},
    ]
    result = strategy_budget(plan_with({"total": "101", "lines": money}), None, split=True)
    assert [row["split"] for row in result.rows.records() if row["part"] == "initiative"] == [51, 50, None]
    assert [each.code for each in result.findings] == ["BUDGET-no-share", "BUDGET-equal-shares"]


@pytest.mark.parametrize(
    ("budget", "code"),
    [
        ({}, "BUDGET-nothing-to-split"),
        ({"total": "5"}, "BUDGET-nothing-to-split-by"),
        ({"total": "5", "lines": [{"name": "a", "expected": "5"}]}, "BUDGET-nothing-to-split-by"),
        ({"total": "5", "lines": [{"name": "a", "initiative": "A"}]}, "BUDGET-nothing-to-split-by"),
    ],
)
def test_nothing_to_split(budget: dict[str, object], code: str) -> None:
    with pytest.raises(BadInput) as refused:
        strategy_budget(plan_with(budget), None, split=True)
    assert [each.code for each in refused.value.problems] == [code]


@given(
    total=st.decimals(0, 10**9, places=2),
    weights=st.lists(st.decimals(0, 10**7, places=2), min_size=1, max_size=8),
    unit=st.sampled_from([Decimal(1), Decimal(100), Decimal("0.01")]),
)
def test_a_split_is_exact(total: Decimal, weights: list[Decimal], unit: Decimal) -> None:
    parts = shared_out(total, weights, unit)
    assert sum(parts) == total
    assert sum(part % unit != 0 for part in parts) <= 1
    together = sum(map(Fraction, weights)) or Fraction(len(weights))
    fair = [(Fraction(w) if any(weights) else Fraction(1)) * Fraction(total) / together for w in weights]
    assert all(abs(Fraction(part) - share) < 2 * Fraction(unit) for part, share in zip(parts, fair, strict=True))


GOALS = (
    Goal(id="G1", metric="销售额"),
    Goal(id="G2", metric="Revenue"),
    Goal(id="G3", metric="回款率"),
    Goal(id="G4"),
)


@pytest.mark.parametrize(
    ("keys", "served"),
    [
        ({"metric": "revenue"}, ("G1", "G2")),
        ({"metric": "collection_rate", "goals": ["G1"]}, ("G1",)),
        ({"goals": ["G9", "G3", "G3"]}, ("G3",)),
        ({"goals": ["G9"], "metric": "revenue"}, ()),
        ({"metric": "拜访数"}, ()),
        ({}, ()),
    ],
)
def test_goals_that_an_indicator_serves(keys: dict[str, object], served: tuple[str, ...]) -> None:
    assert goals_served(Indicator.model_validate({"name": "指标", **keys}), GOALS) == served


def test_measures_without_an_incentive() -> None:
    assert metrics_of(GOALS) == {"revenue": 0, "collection_rate": 2}
    assert unrewarded([Incentive(name="提成", metric="业绩")], GOALS) == {"collection_rate": 2}
    assert unrewarded([Incentive(name="年终奖")], GOALS) == {"revenue": 0, "collection_rate": 2}
    assert str(measure_shown("Revenue")) == "销售额"
    assert str(measure_shown("朋友圈")) == "朋友圈"


def test_names_that_stood_before() -> None:
    assert repeated(["a", "B", " ｂ ", "a", "c"]) == [2, 3]


def test_days_of_a_stage() -> None:
    assert max_days(Stage(name="a"), 1, (14, 21)) == 21
    assert max_days(Stage(name="a", max_days=3), 1, (14, 21)) == 3
    assert max_days(Stage(name="a"), 2, (14, 21)) is None


def test_response_of_a_route() -> None:
    assert response_rate(Route.model_validate({"name": "展会", "contacts": "180", "replies": "36"})) == Fraction(1, 5)
    assert response_rate(Route.model_validate({"name": "展会", "contacts": "0", "replies": "0"})) is None
    assert response_rate(Route.model_validate({"name": "展会", "contacts": "5"})) is None
