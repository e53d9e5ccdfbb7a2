"""Rules of the commission plan at their limits."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from made_pay_plan import LADDER, commission, rule
from salesplan.compute.plan.catalogue import catalogue
from salesplan.compute.plan.rule import Facts, check
from salesplan.errors import Problem
from salesplan.model.plan.plan import Plan

AS_OF = date(2026, 6, 30)
FLAT = [{"from": "0", "rate": "5%"}]
TEAM = {"members": [{"name": "Li", "role": "rep"}, {"name": "Wang", "role": "rep"}]}


def found(code: str, *rules: dict[str, Any], team: object = TEAM, pay: object = None) -> list[Problem]:
    """What one rule finds in a commission plan of these rules."""
    parameters = {} if pay is None else {"pay": pay}
    plan = Plan.model_validate({"team": team, "parameters": parameters}).model_copy(
        update={"commission": commission(*rules)}
    )
    return [problem for _, problem in check(Facts(plan, AS_OF), [catalogue()[code]]).found]


def whole(*rates: str) -> list[dict[str, str]]:
    return [{"from": "0", "to": "100%", "rate": rates[0]}, {"from": "100%", "rate": rates[1]}]


@pytest.mark.parametrize(
    ("measure", "tier", "found_"),
    [
        ("orders", {"each": "50"}, 1),
        ("new_customers", {"each": "50"}, 0),
        ("customers", {"each": "50"}, 0),
        ("units", {"each": "1"}, 0),
        ("revenue", {"rate": "1%"}, 0),
    ],
)
def test_only_orders_are_not_to_be_counted(measure: str, tier: dict[str, str], found_: int) -> None:
    one = rule(quota=None, measure=measure, tiers=[{"from": "0", **tier}])
    assert len(found("PAY-F1", one)) == len(found("PAY-F2", one)) == found_


@pytest.mark.parametrize(
    ("more", "codes"),
    [
        ({}, 0),
        ({"tiers": whole("5%", "0")}, 1),
        ({"tiers": whole("5%", "0.01%")}, 0),
        ({"cap": "5000"}, 1),  # nothing more from 100 % on
        ({"cap": "5000.01"}, 0),
        ({"quota": None, "measure": "new_customers", "tiers": [{"from": "0", "each": "1"}]}, 0),
        ({"quota": None, "measure": "new_customers", "tiers": [{"from": "0", "each": "0"}]}, 1),
        ({"quota": None, "measure": "orders", "tiers": [{"from": "0", "each": "50"}]}, 1),
        ({"quota": {"targets": "revenue"}}, 0),
    ],
)
def test_growth_or_new_customers_are_rewarded(more: dict[str, Any], codes: int) -> None:
    assert len(found("PAY-F3", rule(**more))) == codes
    assert found("PAY-F3", rule(**more), rule(id="x")) == []


def test_a_plan_without_rules_is_not_asked() -> None:
    for code in (code for code in catalogue() if code.startswith("PAY-")):
        assert found(code) == []


def counted(*measures: str) -> list[dict[str, Any]]:
    """Rules of a measure each, without quotas."""
    return [
        rule(
            id=m,
            quota=None,
            measure=m,
            tiers=[{"from": "0", "each" if m.startswith("new") else "rate": "1%" if not m.startswith("new") else "5"}],
        )
        for m in measures
    ]


def test_three_measures_are_simple_four_are_not() -> None:
    three = counted("revenue", "gross_profit", "collections")
    assert found("PAY-F4", *three) == []
    four = found("PAY-F4", *three, *counted("new_customers"))
    assert len(four) == 1
    assert "Li, Wang" in four[0].what.in_("en")
    apart = counted("new_customers")[0] | {"who": {"reps": ["Zhao"]}}
    assert found("PAY-F4", *three, apart) == []
    over = counted("new_customers")[0] | {"to": "2026-06-29"}
    assert found("PAY-F4", *three, over) == []


@pytest.mark.parametrize(("quota", "found_"), [("15000", 0), ("14999", 1)])
def test_a_measure_of_less_than_15_percent_is_light(quota: str, found_: int) -> None:
    """At quota 85,000 pays 4,250 and 15,000 pays 750, which is 15 % of 5,000."""
    heavy = rule(quota="85000", tiers=FLAT)
    light = rule(id="b", measure="gross_profit", quota=quota, tiers=FLAT)
    assert len(found("PAY-F4", heavy, light)) == found_
    assert found("PAY-F4", heavy, {**light, "quota": {"targets": "x"}}) == []


def test_a_quarter_counts_four_times_a_month_twelve() -> None:
    """750 a month against 4,250 a quarter: 9,000 of 26,000, so neither is light; the other way round one is."""
    month, quarter = (
        rule(quota="15000", tiers=FLAT),
        rule(id="b", measure="gross_profit", quota="85000", period="quarter", tiers=FLAT),
    )
    assert found("PAY-F4", month, quarter) == []
    assert len(found("PAY-F4", {**month, "period": "quarter"}, {**quarter, "period": "month"})) == 1


@pytest.mark.parametrize(
    ("rates", "found_"), [(("4%", "5%"), 0), (("4%", "5.01%"), 1), (("0", "5%"), 0), (("5%", "5%"), 0)]
)
def test_a_jump_of_a_quarter_is_no_cliff(rates: tuple[str, str], found_: int) -> None:
    assert len(found("PAY-W12", rule(mode="whole", tiers=whole(*rates)))) == found_
    assert found("PAY-W12", rule(tiers=whole(*rates))) == []


@pytest.mark.oracle("9.5-b")
def test_the_jump_of_whole_tiers_is_shown() -> None:
    first = found("PAY-W12", rule(mode="whole"))[0]
    assert "5,000" in first.what.in_("en")
    assert "8,000" in first.what.in_("en")
    assert "+60.0%" in first.what.in_("en")
    assert len(found("PAY-W12", rule(mode="whole"), pay={"cliff": "60%"})) == 0


def test_a_falling_rate_is_an_error_where_pay_falls_and_a_warning_where_it_does_not() -> None:
    falls = rule(tiers=whole("8%", "5%"))
    assert [each.severity for each in found("PAY-W09", falls)] == ["warning"]
    assert found("PAY-F08", falls) == []
    assert [each.severity for each in found("PAY-F08", {**falls, "mode": "whole"})] == ["error"]
    assert found("PAY-W09", {**falls, "mode": "whole"}) == []


@pytest.mark.parametrize(("cap", "found_"), [("6600", 0), ("6599.99", 1)])
def test_a_cap_is_not_reached_before_120_percent(cap: str, found_: int) -> None:
    """120 % pays 6,600; the fix names that sum, and works."""
    told = found("PAY-W10", rule(cap=cap))
    assert len(told) == found_
    assert all("6,600" in each.fix.in_("en") for each in told)


@pytest.mark.parametrize(("to", "days"), [("2026-02-28", None), ("2026-02-27", 1), ("2026-01-31", 28)])
def test_days_between_two_rules(to: str, days: int | None) -> None:
    told = found("PAY-W11", rule(to=to), rule(**{"id": "next", "from": "2026-03-01"}))
    assert [each.value for each in told] == ([] if days is None else [to])
    assert all(f"on {days} days" in each.what.in_("en") for each in told)


def test_a_rule_for_others_fills_no_hole_and_leaves_none() -> None:
    first = rule(to="2026-01-31")
    later = rule(**{"id": "b", "from": "2026-03-01", "who": {"reps": ["Li"]}})
    assert found("PAY-W11", first, later) == []
    assert found("PAY-W11", first) == []


@pytest.mark.parametrize(
    ("more", "found_"),
    [
        ({"from": "2026-05-01"}, 1),
        ({"from": "2026-05-02"}, 0),
        ({"measure": "gross_profit"}, 0),
        ({"who": {"reps": ["Zhao"]}}, 0),
    ],
)
def test_two_rules_for_the_same_sales(more: dict[str, Any], found_: int) -> None:
    told = found("PAY-F07", rule(to="2026-05-01"), rule(**{"id": "b", **more}))
    assert len(told) == found_


def test_people_without_a_rule_are_named() -> None:
    told = found("PAY-N13", rule(who={"reps": ["Li"]}))
    assert [(each.severity, each.value) for each in told] == [("note", "1")]
    assert "Wang" in told[0].what.in_("en")
    gone = {"members": [{"name": "Li"}, {"name": "Wang", "left": "2026-06-29"}]}
    assert found("PAY-N13", rule(who={"reps": ["Li"]}), team=gone) == []
    assert [len(found("PAY-N13", rule(who={"reps": ["Li"]}, to=f"2026-06-{day}"))) for day in (29, 30)] == [0, 1]


def test_the_tiers_of_the_oracle_have_no_traps() -> None:
    for code in ("PAY-W09", "PAY-F08", "PAY-W12", "PAY-W10"):
        assert found(code, rule(tiers=LADDER)) == []
