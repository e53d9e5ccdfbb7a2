from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from salesplan.compute.forecasts.choice import Keeping, Score, Trial, choose, measured, origins_of
from salesplan.compute.forecasts.forecasting import Ways, ahead_of
from salesplan.compute.forecasts.foresight import foresight_of
from salesplan.compute.forecasts.intervals import interval_of
from salesplan.compute.forecasts.methods import OWN, with_growth

D = Decimal
NO_TWO_YEARS = {
    "seasonal_naive",
    "seasonal_growth",
    "trend_season",
    "holt_winters_additive",
    "holt_winters_multiplicative",
}


@pytest.mark.parametrize(("count", "kept"), [(1, 0), (5, 0), (6, 3), (15, 3), (19, 3), (20, 4), (36, 7), (100, 20)])
def test_a_fifth_is_kept_back_at_least_three_and_nothing_of_too_few(count: int, kept: int) -> None:
    assert Keeping().kept(count) == kept


def test_methods_are_tried_from_at_most_eight_points_the_first_before_all_kept_back() -> None:
    assert origins_of(20, 4) == (16, 17, 18, 19)
    assert origins_of(100, 20) == (80, 82, 85, 87, 90, 92, 95, 97)


def test_each_trial_sees_only_what_was_known_and_tells_no_further_than_asked() -> None:
    choice = choose([float(at) for at in range(1, 11)], 1, 2, OWN, Keeping())
    last = next(each for each in choice.scores if each.name == "last_value")
    assert [(t.origin, t.forecast, t.actual) for t in last.trials] == [
        (7, (7.0, 7.0), (8.0, 9.0)),
        (8, (8.0, 8.0), (9.0, 10.0)),
        (9, (9.0,), (10.0,)),
    ]
    assert last.wape == pytest.approx((1 + 2 + 1 + 2 + 1) / (8 + 9 + 9 + 10 + 10))
    assert choice.name == "linear_trend"


def test_too_few_values_carry_the_last_one_on_without_an_interval() -> None:
    for values in ([7.0], [7.0, 9.0], [1.0, 2.0, 3.0, 4.0, 5.0]):
        found = ahead_of(values, 12, 3, Ways())
        assert (found.method, found.low, found.high) == ("last_value", None, None)
        assert found.values == (D(str(values[-1])).quantize(D("0.01")),) * 3
        assert found.choice.kept == 0


def test_less_than_two_years_bar_every_seasonal_method() -> None:
    values = [10.0 + at % 12 for at in range(23)]
    barred = {each.name for each in choose(values, 12, 3, OWN, Keeping()).scores if each.why == "no_season"}
    assert barred == NO_TWO_YEARS
    more = choose([*values, 21.0], 12, 3, OWN, Keeping())
    assert not any(each.why == "no_season" for each in more.scores)
    assert more.name == "seasonal_naive"


def test_equal_values_go_on_without_error_and_without_width() -> None:
    found = ahead_of([250.5] * 30, 12, 4, Ways())
    assert (found.method, found.flat) == ("last_value", True)
    assert found.values == found.low == found.high == (D("250.50"),) * 4
    assert found.choice.chosen.wape == 0
    zeros = ahead_of([0.0] * 30, 12, 4, Ways())
    assert zeros.values == (D("0.00"),) * 4
    assert zeros.flat


def test_sales_that_never_were_below_0_are_not_foretold_below_0() -> None:
    falling = ahead_of([float(100 - 10 * at) for at in range(10)], 1, 6, Ways())
    assert min(falling.values) == 0
    assert min(falling.low or ()) == 0
    returns = ahead_of([float(50 - 10 * at) for at in range(10)], 1, 3, Ways())
    assert returns.values == (D("-50.00"), D("-60.00"), D("-70.00"))


def test_very_large_values_go_on_as_small_ones_do() -> None:
    shape = [3.0, 5.0, 4.0, 6.0, 5.0, 7.0, 6.0, 8.0, 7.0, 9.0, 8.0, 10.0]
    small = ahead_of(shape, 4, 2, Ways())
    large = ahead_of([value * 2.0**50 for value in shape], 4, 2, Ways())
    assert small.method == large.method
    assert float(large.values[0]) == pytest.approx(float(small.values[0]) * 2**50, rel=0.002)
    assert large.values[0] == large.values[0].to_integral_value()


def test_money_is_rounded_half_up_to_whole_units_where_it_reaches_a_thousand() -> None:
    assert ahead_of([999.99], 12, 1, Ways()).values == (D("999.99"),)
    assert ahead_of([1000.5], 12, 1, Ways()).values == (D(1001),)
    assert str(ahead_of([1000.0], 12, 1, Ways()).values[0]) == "1000"
    assert ahead_of([-1000.5], 12, 1, Ways()).values == (D(-1001),)


def test_a_method_asked_for_is_taken_where_it_can_be_tried() -> None:
    values = [float(at) for at in range(1, 31)]
    assert ahead_of(values, 12, 2, Ways(forced="moving_average")).method == "moving_average"
    assert ahead_of(values, 12, 2, Ways(forced="moving_average")).values == (D("29.00"), D("29.00"))
    assert ahead_of(values[:20], 12, 2, Ways(forced="seasonal_naive")).method != "seasonal_naive"


def test_a_method_that_cannot_go_on_is_not_named_for_the_last_value() -> None:
    found = ahead_of([5.0, 6.0, 7.0], 12, 2, Ways(forced="smoothing"))
    assert (found.method, found.values) == ("last_value", (D("7.00"), D("7.00")))
    trend = ahead_of([5.0, 6.0, 7.0], 12, 2, Ways(forced="linear_trend"))
    assert (trend.method, trend.values) == ("linear_trend", (D("8.00"), D("9.00")))
    why = {each.name: each.why for each in found.choice.scores}
    assert (why["last_value"], why["seasonal_naive"]) == ("too_few", "no_season")


@pytest.mark.oracle("12.4-b")
@pytest.mark.parametrize("forced", [None, "seasonal_growth"])
def test_a_growth_given_is_used_with_one_year(forced: str | None) -> None:
    values = [240.0, 330.0, 300.0, 330.0]
    found = ahead_of(values, 4, 4, Ways(with_growth(OWN, 1.2), forced=forced))
    assert (found.method, found.values) == ("seasonal_growth", (D(288), D(396), D(360), D(396)))
    short = ahead_of(values[:3], 4, 2, Ways(with_growth(OWN, 1.2), forced=forced))
    assert short.method == "last_value"
    tried = choose([float(at % 4 + 1) for at in range(7)], 4, 2, with_growth(OWN, 1.0), Keeping())
    assert tried.name == "seasonal_growth"


def test_a_growth_of_ones_own_needs_one_year_before_the_values_kept_back() -> None:
    own = next(each for each in with_growth(OWN, 1.1) if each.name == "seasonal_growth")
    assert own.needs(12) == 12
    assert own.ahead([100.0] * 12, 12, 1) == pytest.approx([110.0])
    assert with_growth(OWN, None) == OWN


def test_intervals_are_times_the_root_of_the_mean_square_error_and_never_narrow() -> None:
    """
    Errors one step ahead 3, 4, 5 (root of 50/3); two steps ahead only two, so all five: 3, 4, 5, 6, 8 (root of 30).
    Three steps ahead were never tried: 3/2 of the distance, the root of it times as wide.
    """
    trials = [
        Trial(10, (0.0, 0.0), (3.0, 6.0)),
        Trial(11, (0.0, 0.0), (4.0, -8.0)),
        Trial(12, (0.0,), (-5.0,)),
    ]
    found = interval_of(trials, 3, 2.0)
    assert found is not None
    assert found.widths == pytest.approx([2 * (50 / 3) ** 0.5, 2 * 30**0.5, 2 * 30**0.5 * 1.5**0.5])
    assert interval_of([], 3, 2.0) is None


def test_an_interval_further_ahead_is_no_narrower() -> None:
    trials = [Trial(at, (0.0, 0.0), (6.0, 1.0)) for at in range(4)]
    found = interval_of(trials, 2, 1.0)
    assert found is not None
    assert found.widths == pytest.approx((6.0, 6.0))


def test_the_naive_forecast_is_no_part_of_the_mean_of_the_best_three() -> None:
    steps = [5.0, 5.0, 5.0, 9.0, 9.0, 9.0, 2.0, 2.0, 2.0, 7.0, 7.0, 7.0, 4.0, 4.0, 4.0, 8.0, 8.0, 8.0]
    choice = choose(steps, 1, 1, OWN, Keeping())
    together = next(each for each in choice.scores if each.members)
    assert choice.name == "last_value"
    assert "last_value" not in together.members


def test_the_low_edge_of_sales_that_never_were_below_0_is_not_below_0() -> None:
    found = ahead_of([900.0, 10.0, 800.0, 20.0, 950.0, 5.0, 700.0, 30.0, 990.0, 1.0], 1, 2, Ways())
    assert found.high is not None
    assert found.high[0] > 2 * found.values[0]
    assert found.low == (D("0.00"), D("0.00"))


def scored(name: str, *errors: float, first: int = 10) -> Score:
    """A method that told 100 each time, one period ahead, and was off by so much."""
    return measured(name, tuple(Trial(first + at, (100.0 + error,), (100.0,)) for at, error in enumerate(errors)))


def test_method_and_width_are_settled_before_a_value_comes() -> None:
    """
    From the fourth origin on three errors are known. A (1, 1, 1) is taken then and is off by 50: outside 1.28; then B
    (2, 2, 2, 2), whose width is 2.56, holds. Choosing on all of them would have taken B and held all.
    """
    found = foresight_of([scored("a", 1, 1, 1, 50, 1, 1), scored("b", 2, 2, 2, 2, 2, 2)], 1, 1.28)
    assert found is not None
    assert (found.held, found.tested) == (2, 3)
    assert found.wape == pytest.approx(54 / 300)


def test_a_value_told_from_several_origins_does_not_vouch_for_itself() -> None:
    """The last value, 900, is told from three origins: what the first of them was off by is not known to the others."""
    trials = (
        Trial(10, (100.0,) * 5, (101.0, 101.0, 101.0, 101.0, 900.0)),
        Trial(13, (100.0,) * 2, (101.0, 900.0)),
        Trial(14, (100.0,), (900.0,)),
    )
    found = foresight_of([measured("a", trials)], 5, 1.28)
    assert found is not None
    assert (found.held, found.tested) == (1, 3)


def test_few_errors_tell_no_width_and_a_method_asked_for_is_taken_always() -> None:
    assert foresight_of([scored("a", 1, 1, 1, 1, 1)], 1, 1.28) is None
    assert foresight_of([], 1, 1.28) is None
    both = [scored("a", *[1] * 6), scored("b", *[2] * 6)]
    forced = foresight_of(both, 1, 1.28, "b")
    assert forced is not None
    assert forced.wape == pytest.approx(0.02)
    assert (forced.tested, forced.coverage) == (3, 1)


def test_the_mean_of_the_best_three_is_a_candidate_in_foresight_too() -> None:
    scores = [scored("a", *[6] * 6), scored("b", *[-6] * 6), scored("c", *[0.3] * 6)]
    found = foresight_of(scores, 1, 1.28)
    assert found is not None
    assert found.wape == pytest.approx(0.001)


def test_an_error_alone_gives_a_width() -> None:
    trials = [Trial(0, (0.0,), (1.0,))]
    alone = interval_of(trials[:1], 2, 1.28)
    assert alone is not None
    assert alone.widths == pytest.approx((1.28, 1.28 * 2**0.5))


@settings(max_examples=30, deadline=None)
@given(st.lists(st.integers(-(10**9), 10**12), min_size=1, max_size=40), st.sampled_from([1, 4, 12]))
def test_any_series_has_a_forecast_inside_its_interval_and_the_chosen_error_is_least(
    values: list[int], length: int
) -> None:
    found = ahead_of([float(value) for value in values], length, 4, Ways())
    again = ahead_of([float(value) for value in values], length, 4, Ways())
    assert found == again
    assert len(found.values) == 4
    if found.low is not None and found.high is not None:
        assert all(low <= value <= high for low, value, high in zip(found.low, found.values, found.high, strict=True))
    known = {each.name: each.wape for each in found.choice.scores if each.wape is not None}
    if known:
        assert (found.choice.chosen.wape or 0) <= known["last_value"] + 1e-9


def test_where_the_nearest_method_gives_up_on_all_values_the_next_nearest_is_taken_and_named() -> None:
    found = ahead_of([0.0, 0, 0, 1, 0, 0, -1, 0, 0, 0, 1], 4, 2, Ways())
    known = {each.name: each.wape for each in found.choice.scores if each.wape is not None}
    assert known["seasonal_growth"] == 0
    assert found.method not in ("seasonal_growth", "combination")
