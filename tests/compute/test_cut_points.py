from __future__ import annotations

from collections import Counter
from fractions import Fraction
from itertools import accumulate

import pytest
from hypothesis import given
from hypothesis import strategies as st

from salesplan.compute.customers.cut_points import (
    Histogram,
    customers_holding,
    quantile,
    score_cuts,
    share_cut,
    top_sum,
)

AMOUNTS = st.lists(st.integers(-50, 200), min_size=1, max_size=60)
POSITIVE = st.lists(st.integers(1, 60), min_size=1, max_size=40)
SHARES = st.fractions(Fraction(1, 100), 1, max_denominator=100)


def histogram(values: list[int]) -> Histogram:
    counted = sorted(Counter(values).items())
    return Histogram([v for v, _ in counted], [n for _, n in counted])


def score(value: int, cuts: list[int]) -> int:
    return 1 + sum(cut <= value for cut in cuts)


@given(AMOUNTS, st.sampled_from([4, 5]))
def test_a_score_is_one_and_the_fifths_of_customers_strictly_below(values: list[int], parts: int) -> None:
    cuts = score_cuts(histogram(values), parts)
    for value in values:
        assert score(value, cuts) == 1 + parts * sum(v < value for v in values) // len(values)


@pytest.mark.parametrize(
    ("values", "cuts"),
    [
        ([1, 2, 3, 4, 5], [2, 3, 4, 5]),  # one in five below: exactly a fifth counts
        ([1, 2, 3, 4], [2, 3, 4]),  # 5/4, 10/4 and 15/4 of a fifth below: 2, 3 and 4; nobody reaches 5
        ([7, 7, 7, 7, 7], []),  # all equal: everybody scores 1
        ([7], []),
        ([1, 1, 1, 1, 9], [9, 9, 9, 9]),  # four of five below: 5
    ],
)
def test_cuts_by_hand(values: list[int], cuts: list[int]) -> None:
    assert score_cuts(histogram(values)) == cuts


@given(POSITIVE, SHARES)
def test_whoever_crosses_the_share_is_in_and_ties_come_along(values: list[int], share: Fraction) -> None:
    cut = share_cut(histogram(values), share)
    total = sum(values)
    inside = {v for v in values if sum(w for w in values if w > v) < share * total}
    assert cut == min(inside)


@given(POSITIVE, SHARES)
def test_strictly_only_those_within_the_share_are_in_and_ties_come_along(values: list[int], share: Fraction) -> None:
    cut = share_cut(histogram(values), share, strict=True)
    total = sum(values)
    running = accumulate(sorted(values, reverse=True))
    inside = [v for v, held in zip(sorted(values, reverse=True), running, strict=True) if held <= share * total]
    assert cut == (min(inside) if inside else None)


def test_the_share_of_exactly_80_percent() -> None:
    amounts = histogram([80, 15, 5])
    assert share_cut(amounts, Fraction(80, 100)) == 80  # 80 richer than 15 is not less than 80 %
    assert share_cut(amounts, Fraction(81, 100)) == 15
    assert share_cut(amounts, Fraction(80, 100), strict=True) == 80  # exactly 80 % is within
    assert share_cut(amounts, Fraction(79, 100), strict=True) is None


def test_nobody_with_0_is_in_a_class() -> None:
    assert share_cut(histogram([0, 0, 10]), Fraction(1), strict=True) == 10
    assert share_cut(histogram([0, 0, 10]), Fraction(1)) == 10


@given(POSITIVE, st.integers(1, 50))
def test_what_the_richest_hold(values: list[int], customers: int) -> None:
    assert top_sum(histogram(values), customers) == sum(sorted(values, reverse=True)[:customers])


@given(POSITIVE, SHARES)
def test_the_fewest_who_hold_a_share(values: list[int], share: Fraction) -> None:
    sums = list(accumulate(sorted(values, reverse=True)))
    fewest = next(n for n, held in enumerate(sums, start=1) if held >= share * sums[-1])
    assert customers_holding(histogram(values), share) == fewest


@given(AMOUNTS, st.fractions(0, 1, max_denominator=8))
def test_quantiles_by_straight_line(values: list[int], share: Fraction) -> None:
    ranked = sorted(values)
    position = share * (len(ranked) - 1)
    low = int(position)
    high = min(low + 1, len(ranked) - 1)
    assert quantile(histogram(values), share) == ranked[low] + (position - low) * (ranked[high] - ranked[low])


def test_the_part_from_a_value_on() -> None:
    whole = histogram([-5, 0, 0, 3])
    assert (whole.above(0).values, whole.above(0).counts) == ([0, 3], [2, 1])
    assert whole.above(-5) is whole
    assert whole.above(4).customers == 0
