"""Where pay jumps, where it falls, where a cap ends it: by hand on the ladder of methods.md 9.5-a."""

from __future__ import annotations

from fractions import Fraction

import pytest

from made_pay_plan import commission, rule
from salesplan.compute.pay.ladder import Ladder, ladder_of
from salesplan.compute.pay.shape import Jump, capped_from, falling, jumps, quota_of_plan

QUOTA = Fraction(100_000)


def ladder(**more: object) -> Ladder:
    return ladder_of(commission(rule(**more)).rules[0])


@pytest.mark.oracle("9.5-b")
def test_whole_tiers_jump_at_their_limits() -> None:
    """At 100,000 from 5,000 to 8,000, at 120,000 from 9,600 to 12,000; marginal tiers never."""
    found = list(jumps(ladder(mode="whole"), QUOTA))
    assert found == [
        Jump(Fraction(1), Fraction(5_000), Fraction(8_000)),
        Jump(Fraction(6, 5), Fraction(9_600), Fraction(12_000)),
    ]
    assert [each.share for each in found] == [Fraction(3, 5), Fraction(1, 4)]
    assert list(jumps(ladder(), QUOTA)) == []


@pytest.mark.parametrize(
    ("more", "limits"),
    [
        ({"cap": "9000"}, [Fraction(1)]),  # at 120 % it is 9,000 on both sides
        ({"cap": "9600.01"}, [Fraction(1), Fraction(6, 5)]),
        ({"cap": "5000"}, []),
        ({"threshold": "100%"}, [Fraction(6, 5)]),  # nothing is paid below the threshold
        ({"threshold": "99%"}, [Fraction(1), Fraction(6, 5)]),
    ],
)
def test_what_cap_and_threshold_hide_is_no_jump(more: dict[str, str], limits: list[Fraction]) -> None:
    assert [each.limit for each in jumps(ladder(mode="whole", **more), QUOTA)] == limits


def test_a_jump_from_nothing_has_no_share() -> None:
    tiers = [{"from": "0", "to": "100%", "rate": "0"}, {"from": "100%", "rate": "5%"}]
    assert next(jumps(ladder(mode="whole", tiers=tiers), QUOTA)).share is None


def test_a_rate_that_falls() -> None:
    tiers = [
        {"from": "0", "to": "100%", "rate": "8%"},
        {"from": "100%", "to": "2", "rate": "8%"},
        {"from": "2", "rate": "5%"},
    ]
    assert list(falling(ladder(tiers=tiers))) == [(Fraction(2), Fraction(2, 25), Fraction(1, 20))]


@pytest.mark.parametrize(
    ("mode", "cap", "sold"),
    [
        ("marginal", "5000", 100_000),  # exactly what 100 % pays
        ("marginal", "2500", 50_000),
        ("marginal", "6600", 120_000),  # 5,000 + 20,000 at 8 %
        ("marginal", "7600", 130_000),
        ("whole", "4000", 80_000),
        ("whole", "6000", 100_000),  # 5,000 jumps to 8,000 over it
        ("whole", "13000", 130_000),
    ],
)
def test_where_the_cap_is_reached(mode: str, cap: str, sold: int) -> None:
    """Up to there a yuan more pays more, from there on it does not."""
    one = ladder(mode=mode, cap=cap)
    assert capped_from(one, QUOTA) == sold
    assert one.paid(sold, QUOTA).earned == one.paid(sold + 1, QUOTA).earned == Fraction(cap)
    assert one.paid(sold - 1, QUOTA).earned < Fraction(cap)


def test_a_cap_met_where_rates_end_is_reached_there() -> None:
    tiers = [{"from": "0", "to": "100%", "rate": "5%"}, {"from": "100%", "rate": "0"}]
    assert capped_from(ladder(cap="5000", tiers=tiers), QUOTA) == 100_000


def test_a_cap_below_the_threshold_is_reached_with_it() -> None:
    assert capped_from(ladder(cap="1000", threshold="60%"), QUOTA) == 60_000


def test_without_a_cap_or_with_rates_of_nothing_it_is_never_reached() -> None:
    assert capped_from(ladder(), QUOTA) is None
    assert capped_from(ladder(cap="100", tiers=[{"from": "0", "rate": "0"}]), QUOTA) is None


@pytest.mark.parametrize(
    ("quota", "largest"),
    [
        ("100000", 100_000),
        ({"amount": "100000", "reps": {"Li": "150000"}}, 150_000),
        ({"targets": "t"}, None),
        (None, None),
    ],
)
def test_the_quota_that_the_plan_writes(quota: object, largest: int | None) -> None:
    tiers = [{"from": "0", "rate": "5%"}]
    assert quota_of_plan(commission(rule(quota=quota, tiers=tiers)).rules[0]) == largest
