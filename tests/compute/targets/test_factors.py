"""The bridge from a base to a total adjusted by factors."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from salesplan.compute.targets.weights.factors import Factor, adjusted, missing_kinds

DEMAND = Factor("行业需求", "external", Decimal("0.08"), Decimal("0.75"))
RIVAL = Factor("对手降价", "external", Decimal("-0.04"), Decimal("0.5"))
HEADCOUNT = Factor("增加两人", "internal", Decimal("0.05"))
MILLION = Decimal(1_000_000)


@pytest.mark.oracle("2.6-a")
def test_additive_and_multiplicative() -> None:
    factors = [DEMAND, RIVAL, HEADCOUNT]
    plus = adjusted(MILLION, factors, Decimal(1))
    assert plus.total == 1_090_000
    assert plus.share == Decimal("0.09")
    assert [int(step) for step in plus.steps] == [60_000, -20_000, 50_000]
    times = adjusted(MILLION, factors, Decimal(1), method="multiplicative")
    assert times.total == 1_090_740
    assert [int(step) for step in times.steps] == [60_000, -21_200, 51_940]


@pytest.mark.parametrize(
    ("cap", "total", "capped"),
    [(None, 1_400_000, False), ("0.41", 1_400_000, False), ("0.40", 1_400_000, False), ("0.30", 1_300_000, True)],
)
def test_a_cap_holds_the_whole_change(cap: str | None, total: int, capped: bool) -> None:  # noqa: FBT001 - a table of cases
    factors = [Factor("a", "internal", Decimal("0.3")), Factor("b", "external", Decimal("0.1"))]
    found = adjusted(MILLION, factors, Decimal(1), cap=None if cap is None else Decimal(cap))
    assert found.total == total
    assert found.capped is capped
    assert sum(found.steps, found.base) == total


def test_a_cap_holds_a_fall_too() -> None:
    found = adjusted(MILLION, [Factor("a", "external", Decimal("-0.5"))], Decimal(1), cap=Decimal("0.3"))
    assert found.total == 700_000


def test_without_factors_and_with_nothing() -> None:
    assert adjusted(MILLION, [], Decimal(100)).total == MILLION
    assert adjusted(Decimal(0), [DEMAND], Decimal(100)).total == 0


@pytest.mark.parametrize(("effect", "total"), [("0.05", 1100), ("0.0499", 1000), ("-0.05", 1000), ("-0.0501", 900)])
def test_a_step_is_rounded_half_up_to_the_unit(effect: str, total: int) -> None:
    assert adjusted(Decimal(1000), [Factor("a", "internal", Decimal(effect))], Decimal(100)).total == total


def test_which_kinds_are_missing() -> None:
    assert missing_kinds([]) == ("internal", "external")
    assert missing_kinds([DEMAND]) == ("internal",)
    assert missing_kinds([DEMAND, HEADCOUNT]) == ()


@given(
    st.integers(0, 10**9),
    st.lists(st.tuples(st.integers(-90, 90), st.integers(0, 100)), max_size=6),
    st.sampled_from([1, 100, 1000]),
    st.sampled_from(["additive", "multiplicative"]),
)
def test_a_bridge_sums_in_whole_units(base: int, given_factors: list[tuple[int, int]], unit: int, method: str) -> None:
    factors = [Factor("f", "internal", Decimal(effect) / 100, Decimal(sure) / 100) for effect, sure in given_factors]
    found = adjusted(Decimal(base) * unit, factors, Decimal(unit), method=method)  # type: ignore[arg-type] # drawn
    assert sum(found.steps, found.base) == found.total
    assert all(step % unit == 0 for step in found.steps)
