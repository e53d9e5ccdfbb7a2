"""Outliers by the median deviation."""

from __future__ import annotations

from decimal import Decimal

import narwhals as nw
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from salesplan.compute.cleaning.outliers import outliers

LIMIT = Decimal("3.5")


def _far(values: list[int | None], limit: Decimal = LIMIT, scale: int = 0) -> tuple[int, ...] | None:
    found = outliers(nw.from_native(pl.Series("x", values, dtype=pl.Int64), series_only=True), scale, limit)
    return None if found is None else found.rows


def test_the_limit_itself_is_no_outlier() -> None:
    """Median 0, MAD 10,000: the limit is 3.5 x 1.4826 x 10,000 = 51,891."""
    body: list[int | None] = [-20_000, -10_000, -10_000, 0, 10_000, 10_000]
    assert _far([*body, 51_891]) == ()
    assert _far([*body, 51_892]) == (6,)
    assert _far([*body, -51_892]) is not None


def test_an_even_count_has_its_median_between() -> None:
    """1, 2, 3, 4, 5, 100: median 3.5, deviations 0.5 0.5 1.5 1.5 2.5 96.5, MAD 1.5; only 100 is far."""
    found = outliers(nw.from_native(pl.Series("x", [1, 2, 3, 4, 5, 100]), series_only=True), 2, LIMIT)
    assert found is not None
    assert (found.rows, found.median) == ((5,), Decimal("0.035"))


def test_the_furthest_come_first_and_missing_ones_stay_out() -> None:
    assert _far([None, 1, 2, 3, 4, 5, 100, None, 1000]) == (8, 6)


@pytest.mark.parametrize("values", [[5, 5, 5, 5, 900], [7], [], [None, None]])
def test_without_a_deviation_nothing_is_an_outlier(values: list[int | None]) -> None:
    assert _far(values) is None


def test_the_plan_says_how_far() -> None:
    assert _far([1, 2, 3, 4, 5, 12], Decimal("3.5")) == (5,)
    assert _far([1, 2, 3, 4, 5, 12], Decimal(4)) == ()


@given(st.lists(st.integers(-(10**17), 10**17), min_size=1, max_size=30))
def test_the_order_of_rows_does_not_matter(values: list[int]) -> None:
    """The same figures are far however they stand, also where they are large."""
    shuffled = sorted(values, reverse=True)
    mine, other = _far([*values]), _far([*shuffled])
    assert (mine is None) == (other is None)
    if mine is not None and other is not None:
        assert sorted(values[at] for at in mine) == sorted(shuffled[at] for at in other)
