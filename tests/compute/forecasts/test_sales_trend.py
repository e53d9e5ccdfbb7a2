from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from made_series import course, monthly
from salesplan.compute.forecasts.sales_trend import Seen, TrendSummary, change, sales_trend_of
from salesplan.compute.forecasts.series import Level
from salesplan.compute.forecasts.trends import Turn, direction_of, line_of, trend_of, turns_of
from salesplan.model.plan.forecast import ForecastParameters
from salesplan.model.result import Result

D = Decimal
SETTINGS = ForecastParameters()


def trend(
    rows: list[tuple[str, object, str]], as_of: date, side: str | None = None, level: Level = "month"
) -> Result[TrendSummary]:
    return sales_trend_of(course(rows, as_of, level=level, side=side), Seen("revenue", side), SETTINGS, as_of)


@pytest.mark.oracle("12.4-a")
def test_slope_intercept_next_and_moving_average_by_hand() -> None:
    line = trend(monthly([100, 112, 118, 130]), date(2024, 4, 30)).summary.total
    assert (line.slope, line.intercept, line.next) == (D("9.60"), D("91.00"), D("139.00"))
    assert line.average == D("120.00")
    assert line.slope_of_mean == D("0.083478")
    assert (line.direction, line.best, line.worst) == ("up", "2024-04", "2024-01")


def test_rows_have_the_change_on_the_last_period_and_on_the_year_before() -> None:
    rows = trend(monthly([100, 0, *[50] * 10, 110, 60]), date(2025, 2, 28)).rows
    told = {str(row["period"]): row for row in rows.records()}
    assert (told["2024-01"]["change"], told["2024-01"]["year_change"], told["2024-01"]["average"]) == (None, None, None)
    assert told["2024-02"]["change"] == D(-1)
    assert told["2024-03"]["change"] is None
    assert told["2025-01"]["year_change"] == D("0.1")
    assert told["2025-02"]["year_change"] is None
    assert told["2024-03"]["average"] == D("50.00")


def test_a_year_stands_beside_the_year_before_and_january_beside_february() -> None:
    s = trend(monthly([100] * 12 + [110] * 12 + [200, 20]), date(2026, 2, 28)).summary
    assert (s.total.year, s.total.year_change) == (D(1320), D("0.081967"))
    assert s.spring is not None
    assert (s.spring.year, s.spring.value, s.spring.change) == (2026, D(220), D(0))
    short = trend(monthly([100] * 13), date(2025, 1, 31)).summary
    assert (short.total.year, short.total.year_change, short.total.last_change) == (D(1200), None, D(0))
    assert short.spring is not None
    assert (short.spring.year, short.spring.change) == (2024, None)


def test_one_period_has_no_line_and_two_prove_nothing() -> None:
    one = trend(monthly([100]), date(2024, 1, 31))
    assert (one.summary.total.slope, one.summary.total.direction, one.summary.total.best) == (None, None, None)
    assert [problem.code for problem in one.findings] == ["TREND-too-few"]
    two = trend(monthly([100, 120]), date(2024, 2, 29)).summary.total
    assert (two.slope, two.direction) == (D(20), None)


def test_equal_values_are_level_and_ups_and_downs_hide_a_slope() -> None:
    assert trend(monthly([100] * 30), date(2026, 6, 30)).summary.total.direction == "flat"
    assert direction_of([100.0, 140.0, 95.0, 145.0, 101.0], 2) == "flat"
    assert direction_of([5.0, 4.0, 3.0, 2.0], 2) == "down"
    assert direction_of([0.0, 0.0, 0.0], 2) == "flat"


def test_a_slope_just_short_of_twice_its_error_is_no_trend() -> None:
    values = [float(each) for each in (0, 0, 1, 0, 3)]
    assert direction_of(values, 2) == "flat"
    assert direction_of(values, 1.8) == "up"  # 1.837 times its error


def test_the_direction_is_told_without_the_season() -> None:
    season = [50, 50, 50, 50, 50, 50, 100, 150, 200, 250, 300, 350]
    values = [D(each) for each in season * 2 + season[:6]]
    found = trend_of(values, 12, average=3, sure=2, turn=0.05)
    assert found.slope is not None
    assert found.slope > 0
    assert found.direction == "flat"
    assert found.seasonless_slope == pytest.approx(0, abs=1e-9)
    assert len(found.season) == 12


def test_it_turned_where_the_moving_year_did() -> None:
    values = [D(each) for each in [100] * 12 + [120] * 12 + [90] * 12]
    assert turns_of(values, 12, 3, 0.05) == [Turn(23, "down")]
    assert turns_of([D(each) for each in (10, 20, 30, 40, 30, 20, 10, 20, 30, 40)], 12, 3, 0.1) == [
        Turn(4, "down"),
        Turn(7, "up"),
    ]
    assert turns_of([D(0)] * 30, 12, 3, 0.05) == []
    assert turns_of([D(1), D(2)], 12, 3, 0.05) == []


def test_parts_have_lines_of_their_own_and_the_order_of_rows_is_no_matter() -> None:
    rows = [*monthly([10, 20, 30], region="East"), *monthly([None, 9, 6], region="West")]
    result = trend(rows, date(2024, 3, 31), "region")
    assert [(line.part, line.name, line.slope) for line in result.summary.lines] == [
        ("total", "", D("13.00")),
        ("member", "East", D(10)),
        ("member", "West", D(-3)),
    ]
    assert len(result.rows) == 3 + 3 + 2
    assert trend(rows[::-1], date(2024, 3, 31), "region") == result


def test_a_change_on_nothing_or_less_is_none() -> None:
    assert (change(D(5), D(0)), change(D(5), D(-1)), change(None, D(1)), change(D(5), D(4))) == (
        None,
        None,
        None,
        D("0.25"),
    )


def test_months_that_net_below_0_are_named() -> None:
    found = trend(monthly([100, -20, 30]), date(2024, 3, 31))
    assert [(p.code, p.severity) for p in found.findings] == [("FORECAST-negative", "warning")]


@settings(max_examples=40, deadline=None)
@given(st.lists(st.integers(-(10**12), 10**12), min_size=2, max_size=40))
def test_the_line_leaves_errors_that_sum_to_0(values: list[int]) -> None:
    slope, intercept = line_of([Fraction(value) for value in values])
    assert slope is not None
    assert intercept is not None
    rests = [value - intercept - slope * at for at, value in enumerate(values, 1)]
    assert sum(rests) == 0
    assert sum(rest * at for at, rest in enumerate(rests, 1)) == 0


def test_a_slope_of_just_so_many_times_its_error_is_a_trend() -> None:
    """Slope 14; the rests 14, -21, 14, -21, 14 square to 1470: an error of the root of 1470 / 3 / 10, which is 7."""
    values = [28.0, 7.0, 56.0, 35.0, 84.0]
    assert direction_of(values, 2.0) == "up"
    assert direction_of(values, 2.001) == "flat"


def test_weeks_are_offered_only_where_they_show_a_trend() -> None:
    """Two orders 28 days apart fill three weeks that are over; one order, or weeks already, offer nothing."""
    for apart, offered in ((27, False), (28, True), (40, True)):
        last = date(2026, 5, 1) + timedelta(days=apart)
        lines: list[tuple[str, object, str]] = [("2026-05-01", 100, "a"), (str(last), 100, "a")]
        found = [each for each in trend(lines, date(2026, 6, 30)).findings if each.code == "TREND-too-few"]
        assert [("--per week" in str(each.fix)) for each in found] == [offered]
        if offered:
            weekly = trend(lines, date(2026, 6, 30), level="week")
            assert "TREND-too-few" not in [each.code for each in weekly.findings]
    one = trend([("2026-05-01", 100, "a")], date(2026, 6, 30), level="week")
    assert ["--per" in str(each.fix) for each in one.findings if each.code == "TREND-too-few"] == [False]
