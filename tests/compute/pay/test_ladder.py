"""The ladder of a commission rule, against figures worked by hand."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from salesplan.compute.pay.ladder import Ladder, Step, ladder_of
from salesplan.model.plan.commission import CommissionRule, Mode

QUOTA = 100_000
LAST = {"from": "3", "each": "500"}
TIERS = [
    {"from": "0", "to": "100%", "rate": "5%"},
    {"from": "100%", "to": "120%", "rate": "8%"},
    {"from": "120%", "rate": "10%"},
]


def rule(**more: object) -> CommissionRule:
    """The rule of methods.md 9.5: 5 % to 100 %, 8 % to 120 %, 10 % above, on a quota of 100,000."""
    given: dict[str, object] = {"id": "r", "from": "2026-01-01", "quota": "100000", "tiers": TIERS}
    return CommissionRule.model_validate({**given, **more})


def earned(sold: int, /, quota: int = QUOTA, **more: Any) -> Fraction:  # noqa: ANN401 - keys of a rule
    return ladder_of(rule(**more)).paid(sold, quota).earned


@pytest.mark.oracle("9.5-a")
@pytest.mark.parametrize(
    ("sold", "more", "expected"),
    [
        (130_000, {}, 7_600),
        (130_000, {"mode": "whole"}, 13_000),
        (130_000, {"cap": "7000"}, 7_000),
        (55_000, {"threshold": "60%"}, 0),
        (60_000, {"threshold": "60%"}, 3_000),
    ],
)
def test_the_worked_plan_pays(sold: int, more: dict[str, Any], expected: int) -> None:
    assert earned(sold, **more) == expected


@pytest.mark.oracle("9.5-b")
@pytest.mark.parametrize(("mode", "expected"), [("marginal", 5_000), ("whole", 8_000)])
def test_a_limit_belongs_to_the_tier_above(mode: str, expected: int) -> None:
    assert earned(100_000, mode=mode) == expected


@pytest.mark.parametrize(
    ("sold", "mode", "expected"),
    [
        (99_999, "whole", Fraction(99_999 * 5, 100)),
        (119_999, "whole", Fraction(119_999 * 8, 100)),
        (120_000, "whole", 12_000),
        (119_999, "marginal", 5_000 + Fraction(19_999 * 8, 100)),
        (120_000, "marginal", 6_600),
        (0, "marginal", 0),
        (0, "whole", 0),
    ],
)
def test_each_limit(sold: int, mode: str, expected: int) -> None:
    assert earned(sold, mode=mode) == expected


@pytest.mark.parametrize("mode", ["marginal", "whole"])
def test_negative_sales_are_a_negative_accrual_at_the_first_rate(mode: str) -> None:
    assert earned(-20_000, mode=mode, threshold="60%") == -1_000


def test_a_quota_of_0_pays_the_base_rate_and_asks_for_no_threshold() -> None:
    assert earned(40_000, 0, threshold="60%") == 2_000
    assert earned(40_000, 0, threshold="60%", base_rate="3%") == 1_200
    assert ladder_of(rule()).paid(40_000, 0).attainment is None


def test_tiers_without_a_quota_are_in_the_measure_itself() -> None:
    own = rule(quota="none", tiers=[{"from": "0", "to": "5万", "rate": "2%"}, {"from": "5万", "rate": "4%"}])
    assert ladder_of(own).paid(80_000).earned == 1_000 + 1_200


def test_what_is_counted_is_paid_for_each() -> None:
    own = rule(quota="none", measure="新客户", tiers=[{"from": "0", "to": "3", "each": "300"}, LAST])
    assert ladder_of(own).paid(5).earned == 3 * 300 + 2 * 500


@pytest.mark.parametrize(("sold", "more", "rate"), [(90_000, 10_000, "0.08"), (100_000, 20_000, "0.1")])
def test_what_the_next_tier_takes(sold: int, more: int, rate: str) -> None:
    assert ladder_of(rule()).next_tier(sold, QUOTA) == (Fraction(more), Fraction(rate))


def test_the_last_tier_has_no_next_and_a_quota_of_0_neither() -> None:
    assert ladder_of(rule()).next_tier(120_000, QUOTA) is None
    assert ladder_of(rule()).next_tier(10, 0) is None


def test_a_cap_holds_for_each_period_of_the_year_to_date() -> None:
    assert ladder_of(rule(cap="7000")).paid(300_000, 200_000, 2).earned == 14_000


modes: st.SearchStrategy[Mode] = st.sampled_from(("marginal", "whole"))


@settings(max_examples=50)
@given(st.lists(st.integers(-50_000, 90_000), max_size=12), st.integers(1, 200_000), modes)
def test_pieces_of_sales_in_a_row_pay_what_the_whole_pays(sold: list[int], quota: int, mode: Mode) -> None:
    steps = (
        Step(Fraction(0), Fraction(1, 2), Fraction(1, 30)),
        Step(Fraction(1, 2), Fraction(1), Fraction(1, 20)),
        Step(Fraction(1), None, Fraction(1, 10)),
    )
    ladder, total, at, pay = Ladder(steps, mode), sum(sold), 0, Fraction(0)
    for each in sold:
        pieces = list(ladder.pieces(at, at + each, quota, total))
        assert sum(piece.amount for piece in pieces) == each
        pay += sum((piece.pay for piece in pieces), Fraction(0))
        at += each
    assert pay == ladder.paid(total, quota).earned
