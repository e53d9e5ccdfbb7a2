"""The split test: what no plan without something for each order may break, and what one with it does."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from salesplan.compute.pay.split_test import SplitCase, split_cases, split_fails
from salesplan.model.plan.commission import CommissionRule

D = Decimal
DAY = date(2026, 1, 1)


def rule_of(tiers: list[dict[str, str]], **more: object) -> CommissionRule:
    return CommissionRule.model_validate({"id": "r", "from": "2026-01-01", "tiers": tiers, **more})


def ladder(limits: list[int], rates: list[int]) -> list[dict[str, str]]:
    """Tiers in percent: [100, 120] and [5, 8, 10] are 5 % to 100 %, 8 % to 120 %, 10 % above."""
    starts, ends = [0, *limits], [*limits, None]
    return [
        {"from": f"{start}%", **({} if end is None else {"to": f"{end}%"}), "rate": f"{rate}%"}
        for start, end, rate in zip(starts, ends, rates, strict=True)
    ]


@st.composite
def plans(draw: st.DrawFn) -> CommissionRule:
    """Any ladder by an amount: tiers, either mode, with and without threshold, cap, quota of 0, own rates."""
    limits = sorted(draw(st.sets(st.integers(1, 300), max_size=4)))
    rates = draw(st.lists(st.integers(0, 30), min_size=len(limits) + 1, max_size=len(limits) + 1))
    more: dict[str, Any] = {
        "measure": draw(st.sampled_from(["revenue", "gross_profit", "collections"])),
        "mode": draw(st.sampled_from(["marginal", "whole"])),
        "quota": str(draw(st.sampled_from([0, 1, 7_777, 10_000, 100_000]))),
    }
    if draw(st.booleans()):
        more["threshold"] = f"{draw(st.integers(1, 150))}%"
    if draw(st.booleans()):
        more["cap"] = str(draw(st.integers(1, 5_000)))
    if draw(st.booleans()):
        more["rates"] = [{"categories": ["parts"], "times": "1.5"}, {"margin_from": "10%", "rate": "3%"}]
    return rule_of(ladder(limits, rates), **more)


@settings(max_examples=50, deadline=None)
@given(plans())
def test_one_order_pays_what_its_ten_parts_pay(rule: CommissionRule) -> None:
    """Whatever the ladder, at every limit of it, for every kind of sales: nothing in it is about an order."""
    cases = list(split_cases(rule))
    assert cases
    assert [case for case in cases if case.one != case.many] == []


@pytest.mark.parametrize("each", ["50", "0.01"])
def test_a_plan_that_counts_orders_pays_ten_times(each: str) -> None:
    found = split_fails(rule_of([{"from": "0", "each": each}], measure="orders"))
    assert found == SplitCase(D(10_000), D(0), D(each), D(each) * 10)


def test_orders_that_pay_nothing_are_no_reason_to_split() -> None:
    assert split_fails(rule_of([{"from": "0", "each": "0"}], measure="orders")) is None


def test_a_limit_that_counts_orders_fails_where_it_is_crossed() -> None:
    """Nothing for the first five orders: one order pays 0, ten pay the last five."""
    tiers = [{"from": "0", "to": "5", "each": "0"}, {"from": "5", "each": "100"}]
    assert split_fails(rule_of(tiers, measure="orders")) == SplitCase(D(10_000), D(0), D(0), D(500))


@pytest.mark.parametrize("measure", ["customers", "new_customers", "units"])
def test_customers_and_units_are_not_made_by_splitting(measure: str) -> None:
    assert split_fails(rule_of([{"from": "0", "each": "80"}], measure=measure)) is None


def test_orders_are_tried_across_every_limit_and_for_each_rate() -> None:
    """Nothing, half an order below 60 %, 100 % and 120 % of 100,000; and so again for the rate of its own."""
    rule = rule_of(
        ladder([100, 120], [5, 8, 10]), quota="100000", threshold="60%", rates=[{"products": ["A"], "rate": "1%"}]
    )
    cases = [case for case in split_cases(rule) if case.size == 10_000]
    assert [case.before for case in cases] == [D(0), D(55_000), D(95_000), D(115_000)] * 2
    # 95,000 + 10,000: 5,000 at 5 % of 100,000 and 5,000 at 8 %; product A alone: everything at 1 %
    assert [case.one for case in cases][2] == D(5_400)
    assert [case.one for case in cases][6] == D(1_050)
