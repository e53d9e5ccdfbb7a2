"""Commission plans that cannot be used, and how those that can are read."""

from __future__ import annotations

import pytest
from pydantic import ValidationError

from paid_plans import TIERS, rule
from salesplan.load.plan.pay_sentences import PAY
from salesplan.model.plan.commission import Commission, CommissionRule, Draw, Split


def fault(**more: object) -> str:
    """The kind of the one fault of a rule."""
    with pytest.raises(ValidationError) as refused:
        CommissionRule.model_validate(rule(**more))
    (error,) = refused.value.errors()
    return error["type"]


def tiers(*limits: tuple[str, str | None]) -> list[dict[str, str]]:
    return [{"from": low, "rate": "5%", **({"to": high} if high else {})} for low, high in limits]


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        (tiers(("0", "100%"), ("120%", None)), "tier_gap"),
        (tiers(("50%", None)), "tier_gap"),
        (tiers(("0", "100%"), ("90%", None)), "tier_overlap"),
        (tiers(("0", None), ("100%", None)), "tier_overlap"),
        (tiers(("0", "100%"), ("100%", "120%")), "tier_open"),
        (tiers(("0", "100%"), ("100%", "80%")), "tier_backwards"),
        ([{"from": "0"}], "tier_pay"),
        ([{"from": "0", "rate": "5%", "each": "5"}], "tier_pay"),
        ([{"from": "0", "each": "5"}], "tier_needs_rate"),
    ],
)
def test_tiers_that_do_not_fit(given: list[dict[str, str]], expected: str) -> None:
    assert fault(tiers=given) == expected


@pytest.mark.parametrize(
    ("more", "expected"),
    [
        ({"measure": "new_customers"}, "tier_needs_each"),
        ({"quota": "none"}, "tier_without_quota"),
        ({"quota": "none", "tiers": [{"from": "0", "rate": "5%"}], "threshold": "60%"}, "threshold_without_quota"),
        ({"quota": {"amount": "1", "targets": "x"}}, "quota_ways"),
        ({"quota": {}}, "quota_ways"),
        ({"rates": [{"products": ["x"]}]}, "rate_ways"),
        ({"rates": [{"rate": "5%"}]}, "rate_of_what"),
        ({"to": "2025-12-31"}, "rule_days"),
        ({"share_out": "weights"}, "share_out_weights"),
        ({"share_out": "equal", "weights": {"Ann": "1"}}, "share_out_weights"),
        ({"share_out": "equal", "gate": "collected"}, "share_out_gate"),
        ({"tiers": [{"from": "0", "rate": "105%"}]}, "portion"),
        ({"tiers": [{"from": "0", "rate": "5"}]}, "bare_portion"),
        ({"measure": "visits"}, "literal_error"),
        ({"tiers": []}, "no_tiers"),
    ],
)
def test_rules_that_do_not_fit(more: dict[str, object], expected: str) -> None:
    assert fault(**more) == expected


def test_tiers_may_stand_in_any_order() -> None:
    assert CommissionRule.model_validate(rule(tiers=TIERS[::-1])) == CommissionRule.model_validate(rule())


def test_splits_come_to_the_whole_of_one_order_or_customer() -> None:
    for shares, expected in (({"Ann": "60%", "Ben": "30%"}, "split_whole"), ({"Ann": "100%"}, "split_of")):
        with pytest.raises(ValidationError) as refused:
            Split.model_validate({"shares": shares, **({"order": "S1"} if expected == "split_whole" else {})})
        assert refused.value.errors()[0]["type"] == expected
    assert Split.model_validate({"order": "S1", "shares": {"Ann": "60%", "Ben": "0.4"}}).order == "S1"


def test_a_draw_ends_after_it_begins_and_a_rule_stands_once() -> None:
    with pytest.raises(ValidationError):
        Draw.model_validate({"amount": "1", "from": "2026-02-01", "to": "2026-01-31"})
    with pytest.raises(ValidationError):
        Commission.model_validate({"rules": [rule(), rule()]})


def test_chinese_words_are_known() -> None:
    own = rule(
        measure="毛利", mode="全额累进", period="季度", sales="团队", share_out="平分", quota="无", cumulative="是"
    )
    found = CommissionRule.model_validate(
        {**own, "tiers": [{"from": "0", "to": "10万", "rate": "1%"}, {"from": "10万", "rate": "2%"}]}
    )
    assert (found.measure, found.mode, found.period, found.sales) == ("gross_profit", "whole", "quarter", "team")
    assert found.quota is None
    assert found.cumulative
    assert found.tiers[1].from_ == 100_000


def test_every_fault_of_ours_has_a_sentence() -> None:
    told = {"tier_gap", "tier_overlap", "tier_open", "tier_backwards", "tier_pay", "tier_needs_each", "tier_needs_rate"}
    told |= {
        "no_tiers",
        "tier_without_quota",
        "threshold_without_quota",
        "quota_ways",
        "rate_ways",
        "rate_of_what",
        "rule_days",
    }
    assert told | {"share_out_weights", "share_out_gate", "split_whole", "split_of"} == set(PAY)
