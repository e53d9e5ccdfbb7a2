from __future__ import annotations

import itertools
from math import isfinite, sin

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from salesplan.compute.forecasts.errors import bias, mape, wape
from salesplan.compute.forecasts.methods import (
    OWN,
    linear_trend,
    moving_average,
    seasonal_growth,
    seasonal_naive,
    trend_season,
)
from salesplan.compute.forecasts.shape import season_index, season_parts
from salesplan.compute.forecasts.smoothing import smoothed

GROWING = [100.0, 112.0, 118.0, 130.0]
SEASONS = [200.0, 300.0, 250.0, 250.0, 240.0, 330.0, 300.0, 330.0]


@pytest.mark.oracle("12.4-a")
def test_the_line_through_four_values_goes_on_with_139_and_their_moving_average_is_120() -> None:
    assert linear_trend(GROWING, 12, 2) == pytest.approx([139.0, 148.6])
    assert moving_average(GROWING, 12, 2) == [120.0, 120.0]


@pytest.mark.oracle("12.4-b")
def test_last_years_quarters_times_the_growth_given() -> None:
    quarters = [240.0, 330.0, 300.0, 330.0]
    assert seasonal_growth(quarters, 4, 4, growth=1.2) == pytest.approx([288, 396, 360, 396])
    assert seasonal_growth(quarters, 4, 5, growth=1.2) == pytest.approx([288, 396, 360, 396, 345.6])


@pytest.mark.oracle("12.4-c")
def test_wape_weighs_by_size_and_mape_by_value() -> None:
    actual, told = [100.0, 200.0, 300.0], [120.0, 190.0, 300.0]
    assert wape(actual, told) == pytest.approx(0.05)
    assert mape(actual, told) == pytest.approx(0.25 / 3)
    assert bias(actual, told) == pytest.approx(10 / 600)


def test_zeros_are_left_out_of_mape_and_all_zeros_have_no_error_at_all() -> None:
    assert mape([0.0, 100.0], [5.0, 90.0]) == pytest.approx(0.1)
    assert (mape([0.0], [1.0]), wape([0.0], [1.0]), bias([1.0, -1.0], [1.0, 1.0])) == (None, None, None)
    assert wape([-100.0, 100.0], [-90.0, 100.0]) == pytest.approx(0.05)


def test_growth_is_the_last_year_over_the_year_before_and_none_on_nothing() -> None:
    assert seasonal_growth(SEASONS, 4, 4) == pytest.approx([288, 396, 360, 396])
    assert seasonal_growth([0.0, 0.0, 1.0, 2.0], 2, 2) is None
    assert seasonal_naive(SEASONS, 4, 6) == [240, 330, 300, 330, 240, 330]


def test_the_season_index_is_that_of_the_split_of_targets() -> None:
    assert season_index(SEASONS, 4) == pytest.approx([0.80, 1.15, 1.00, 1.05])
    assert season_index([9.0, *SEASONS], 4) == pytest.approx([0.80, 1.15, 1.00, 1.05])
    assert season_index(SEASONS[:3], 4) is None
    assert season_index([1.0, -1.0], 2) is None


def test_trend_times_season_goes_on_exactly_where_both_are_exact() -> None:
    season = [0.5, 1.5, 1.0, 1.0]
    level = [100.0 * season[at % 4] for at in range(10)]
    assert trend_season(level, 4, 3) == pytest.approx([100, 100, 50])
    assert trend_season([0.0, 5.0, 0.0, 5.0], 2, 1) is None
    rising = [(100 + 10 * at) * season[at % 4] for at in range(16)]
    assert (trend_season(rising, 4, 2) or [0])[1] > (trend_season(rising, 4, 6) or [0])[0]


def test_holt_winters_repeats_a_season_that_repeats() -> None:
    values = [100 + 2 * at + [0, 30, -20, -10][at % 4] for at in range(24)]
    told = [100 + 2 * at + [0, 30, -20, -10][at % 4] for at in range(24, 28)]
    additive = smoothed([float(v) for v in values], 4, "additive")
    assert additive is not None
    assert additive.ahead(4) == pytest.approx(told, rel=0.01)
    times = [(100 + 2 * at) * [1, 1.4, 0.7, 0.9][at % 4] for at in range(24)]
    multiplicative = smoothed(times, 4, "multiplicative")
    assert multiplicative is not None
    assert multiplicative.ahead(4) == pytest.approx(
        [(100 + 2 * at) * [1, 1.4, 0.7, 0.9][at % 4] for at in range(24, 28)], rel=0.02
    )


def test_a_trend_that_fades_never_grows_faster_than_it_did() -> None:
    fit = smoothed([100 + 5 * at + 8 * sin(at) for at in range(30)], 1, "none", ("damped",))
    assert fit is not None
    ahead = fit.ahead(10)
    steps = [later - earlier for earlier, later in itertools.pairwise(ahead)]
    assert all(0 < later <= earlier for earlier, later in itertools.pairwise(steps))


def test_a_multiplicative_season_needs_values_above_0() -> None:
    assert smoothed([5.0, 0.0] * 6, 2, "multiplicative") is None
    assert smoothed([5.0, 1.0], 2, "additive") is None
    assert season_parts([4.0, 2.0, 4.0, 2.0, 4.0, 2.0], 2, "additive") == pytest.approx((1.0, -1.0))
    assert season_parts([4.0, 2.0, 4.0, 2.0, 4.0, 2.0], 2, "multiplicative") == pytest.approx((4 / 3, 2 / 3))


@settings(max_examples=40, deadline=None)
@given(
    st.lists(st.floats(-1, 1, allow_subnormal=False).map(lambda x: round(x, 6)), min_size=1, max_size=40),
    st.sampled_from([1, 4, 12]),
)
def test_every_method_goes_on_from_any_values_or_says_that_it_cannot(values: list[float], length: int) -> None:
    for method in OWN:
        if len(values) >= method.needs(length):
            found = method.ahead(values, length, 5)
            assert found is None or len(found) == 5
            assert found is None or method.seasonal or method.name == "smoothing" or all(map(isfinite, found))
