"""Largest remainder: the worked figures, and the promises on any weights."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from salesplan.compute.allocation import UNBOUNDED, split, split_between, whole


@pytest.mark.oracle("0.1-a")
@pytest.mark.parametrize(
    ("total", "weights", "parts"),
    [(100, [1, 1, 1], [34, 33, 33]), (1000, [3, 2, 2], [428, 286, 286]), (10, [0, 0, 0], [4, 3, 3])],
)
def test_the_worked_splits(total: int, weights: list[int], parts: list[int]) -> None:
    assert split(total, weights) == parts


@pytest.mark.oracle("2.1-b")
def test_nested_splits_do_not_lump_the_rounding() -> None:
    assert split(100, [1] * 12) == [9, 9, 9, 9, 8, 8, 8, 8, 8, 8, 8, 8]
    assert [split(quarter, [1, 1, 1]) for quarter in split(100, [1] * 4)] == [[9, 8, 8]] * 4


@pytest.mark.parametrize(
    ("total", "weights", "unit", "parts"),
    [
        (-100, [1, 1, 1], 1, [-34, -33, -33]),
        (0, [1, 2], 1, [0, 0]),
        (7, [5], 1, [7]),
        (1, [0, 1, 0], 1, [0, 1, 0]),
        (250, [1, 3], 100, [0, 250]),
        (250, [1, 1, 1], 100, [150, 100, 0]),
        (10_000, [Decimal("72.68"), Decimal("10.93"), Decimal("2.73"), Decimal("13.66")], 1, [7268, 1093, 273, 1366]),
    ],
)
def test_splits_at_the_edges(total: int, weights: list[int | Decimal], unit: int, parts: list[int]) -> None:
    assert split(total, weights, unit) == parts


def test_ties_go_to_the_larger_weight_then_to_the_earlier() -> None:
    # 2 over 1:3 is 0.5 and 1.5: the same fraction, so the heavier one gets the unit
    assert split(2, [1, 3]) == [0, 2]
    assert split(1, [1, 1]) == [1, 0]


def test_the_seats_of_the_bundestag_of_2005() -> None:
    votes = [16_194_665, 13_136_740, 3_494_309, 3_838_326, 4_648_144, 4_118_194]
    assert split(598, votes) == [213, 173, 46, 51, 61, 54]


def test_nothing_to_split_over_and_negative_weights_are_refused() -> None:
    assert split(0, []) == []
    with pytest.raises(ValueError, match="nothing to split"):
        split(1, [])
    with pytest.raises(ValueError, match="negative"):
        whole([1, -1])


@pytest.mark.oracle("2.4-d")
def test_a_bound_that_stops_mattering_lets_go() -> None:
    assert split_between(100, [1, 1, 8], [20, 0, 0], [UNBOUNDED, UNBOUNDED, 50]) == [25, 25, 50]


@pytest.mark.oracle("2.4-b")
def test_a_lock_leaves_the_rest_to_the_others() -> None:
    assert split_between(1000, [9, 300, 200], [300, 0, 0], [300, UNBOUNDED, UNBOUNDED]) == [300, 420, 280]


def test_bounds_that_cannot_hold_the_total_are_refused() -> None:
    assert split_between(5, [1, 1], [2, 3], [2, 3]) == [2, 3]
    with pytest.raises(ValueError, match=r"6 is outside 5\.\.5"):
        split_between(6, [1, 1], [2, 3], [2, 3])


@given(
    st.integers(-(10**15), 10**15),
    st.lists(st.integers(0, 10**6), min_size=1, max_size=30),
    st.sampled_from([1, 100, 10_000]),
)
@settings(max_examples=100)
def test_a_split_is_exact_and_fair(total: int, weights: list[int], unit: int) -> None:
    parts = split(total, weights, unit)
    assert sum(parts) == total
    assert sum(part % unit != 0 for part in parts) <= 1
    shares = weights if any(weights) else [1] * len(weights)
    for part, weight in zip(parts, shares, strict=True):
        assert abs(part - Fraction(total * weight, sum(shares))) < 2 * unit


@st.composite
def bounded(draw: st.DrawFn) -> tuple[int, list[int], list[int], list[int], int]:
    weights = draw(st.lists(st.integers(0, 1000), min_size=1, max_size=12))
    low = [draw(st.integers(0, 5000)) for _ in weights]
    high = [bottom + draw(st.one_of(st.integers(0, 5000), st.just(UNBOUNDED))) for bottom in low]
    total = draw(st.integers(sum(low), min(sum(high), 10**7)))
    return total, weights, low, high, draw(st.sampled_from([1, 10, 100]))


@given(bounded())
@settings(max_examples=100)
def test_a_bounded_split_is_exact_inside_its_bounds_and_fair(
    case: tuple[int, list[int], list[int], list[int], int],
) -> None:
    total, weights, low, high, unit = case
    parts = split_between(total, weights, low, high, unit)
    assert sum(parts) == total
    assert all(bottom <= part <= top for bottom, part, top in zip(low, parts, high, strict=True))
    for i, a in enumerate(parts):
        for j, b in enumerate(parts):
            if weights[i] == weights[j] > 0 and a > b + 2 * unit:
                assert a <= low[i] + 2 * unit or b >= high[j] - 2 * unit
