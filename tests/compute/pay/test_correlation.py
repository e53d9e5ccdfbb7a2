"""Spearman's rank correlation by hand, and against the formula with floats."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from salesplan.compute.pay.correlation import rank_correlation

D = Decimal


def decimals(*figures: int) -> list[Decimal]:
    return [D(figure) for figure in figures]


@pytest.mark.parametrize(
    ("one", "other", "value"),
    [
        ((1, 2, 3, 4, 5), (10, 20, 30, 40, 50), "1"),
        ((1, 2, 3, 4, 5), (50, 40, 30, 20, 10), "-1"),
        ((1, 2, 3, 4, 5), (2, 1, 4, 3, 5), "0.8"),  # 1 - 6·4/(5·24)
        ((1, 2, 2, 4), (1, 2, 3, 4), "0.948683"),  # ranks 1, 2.5, 2.5, 4: 4.5 / √(4.5·5)
        ((1, 1, 2, 2), (1, 2, 1, 2), "0"),
        ((1, 2, 3), (1, 3, 2), "0.5"),
        ((3, 2, 1), (1, 3, 2), "-0.5"),
    ],
)
def test_worked_by_hand(one: tuple[int, ...], other: tuple[int, ...], value: str) -> None:
    found = rank_correlation(decimals(*one), decimals(*other))
    assert found is not None
    assert found.value == D(value)


@pytest.mark.parametrize(
    ("limit", "below"), [("0.799999", False), ("0.8", False), ("0.800001", True), ("0", False), ("-0.5", False)]
)
def test_a_limit_that_is_met_is_not_undercut(limit: str, below: bool) -> None:  # noqa: FBT001 - the expected answer
    found = rank_correlation(decimals(1, 2, 3, 4, 5), decimals(2, 1, 4, 3, 5))
    assert found is not None
    assert found.below(D(limit)) is below


@pytest.mark.parametrize(("limit", "below"), [("-0.500001", False), ("-0.5", False), ("-0.4", True), ("0.3", True)])
def test_below_0_the_larger_figure_is_the_smaller_one(limit: str, below: bool) -> None:  # noqa: FBT001 - the answer
    found = rank_correlation(decimals(3, 2, 1), decimals(1, 3, 2))
    assert found is not None
    assert found.below(D(limit)) is below


@pytest.mark.parametrize("one", [(), (7,), (5, 5, 5)])
def test_equal_figures_have_no_order(one: tuple[int, ...]) -> None:
    assert rank_correlation(decimals(*one), decimals(*range(len(one)))) is None


@settings(max_examples=50, deadline=None)
@given(st.lists(st.tuples(st.integers(-5, 5), st.integers(-5, 5)), min_size=2, max_size=12))
def test_it_is_that_of_the_mean_ranks(pairs: list[tuple[int, int]]) -> None:
    """The same from mean ranks in floats, whatever the ties; and it does not depend on the order of people."""
    found = rank_correlation([D(x) for x, _ in pairs], [D(y) for _, y in pairs])
    ranks = [[_mean_rank(figures, each) for each in figures] for figures in zip(*pairs, strict=True)]
    middle = (len(pairs) + 1) / 2
    spread = [sum((rank - middle) ** 2 for rank in each) for each in ranks]
    if found is None:
        assert min(spread) == 0
        return
    expected = sum((x - middle) * (y - middle) for x, y in zip(*ranks, strict=True)) / (spread[0] * spread[1]) ** 0.5
    assert float(found.value) == pytest.approx(expected, abs=1e-6)
    again = rank_correlation([D(x) for x, _ in reversed(pairs)], [D(y) for _, y in reversed(pairs)])
    assert again == found


def _mean_rank(figures: tuple[int, ...], one: int) -> float:
    smaller, equal = sum(each < one for each in figures), sum(each == one for each in figures)
    return smaller + (equal + 1) / 2
