from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from made_series import course, monthly
from salesplan.compute.forecasts import extra, forecast_findings
from salesplan.compute.forecasts.landing import periods_left
from salesplan.compute.forecasts.sales_forecast import Asked, ForecastSummary, sales_forecast_of
from salesplan.compute.forecasts.sales_trend import Seen
from salesplan.compute.forecasts.together import scaled_to, together_of
from salesplan.load.calendar import work_calendar
from salesplan.model.plan.forecast import ForecastParameters
from salesplan.model.result import Result

D = Decimal
SEASON = [50, 30, 100, 110, 120, 130, 90, 95, 140, 150, 160, 125]
ROWS = list[tuple[str, object, str]]


def forecast(
    rows: ROWS, as_of: date, asked: Asked | None = None, *, side: str | None = None, **more: object
) -> Result[ForecastSummary]:
    found = course(rows, as_of, side=side)
    settings_ = ForecastParameters.model_validate(more)
    return sales_forecast_of(found, Seen("revenue", side), asked or Asked(), settings_, as_of)


def years(count: int, grow: float = 1.1, more: int = 0) -> list[object]:
    values = [round(each * 1000 * grow**year) for year in range(count + 1) for each in SEASON]
    return [*values[: 12 * count + more]]


def ahead(result: Result[ForecastSummary], part: str = "total") -> list[dict[str, object]]:
    return [dict(row) for row in result.rows.records() if (row["part"], row["kind"]) == (part, "forecast")]


def test_a_season_that_grows_is_carried_on_and_the_naive_forecast_stands_beside_it() -> None:
    result = forecast(monthly(years(3, more=6)), date(2027, 6, 30))
    s = result.summary
    assert (s.from_period, s.to_period, s.periods, s.total.points) == ("2027-07", "2027-12", 42, 42)
    assert (s.total.naive, s.total.kept, s.total.origins) == ("seasonal_naive", 8, 8)
    assert s.total.wape is not None
    assert s.total.naive_wape is not None
    assert s.total.wape < s.total.naive_wape
    told = [row["value"] for row in ahead(result)]
    for value, base in zip(told, SEASON[6:], strict=True):
        assert float(value) == pytest.approx(base * 1000 * 1.1**3, rel=0.04)  # type: ignore[arg-type] # a decimal
    assert sum(D(str(value)) for value in told) == s.total.total
    assert s.total.year_ago == sum(D(round(each * 1000 * 1.1**2)) for each in SEASON[6:])
    assert [each.chosen for each in s.total.scores].count(True) == 1
    assert {row["method"] for row in ahead(result)} == {s.total.method}


def test_the_year_lands_at_what_came_and_what_is_foretold_beside_the_target() -> None:
    """Equal months of 100: 600 came by June, 600 are foretold; a target of 1500 needs 900, half as much more."""
    rows = monthly([100] * 30)
    asked = Asked(horizon=3, target=D(1500), actual=D(600), needed=6)
    landing = forecast(rows, date(2026, 6, 30), asked).summary.landing
    assert landing is not None
    assert (landing.year, landing.first, landing.last, landing.periods) == (2026, "2026-07", "2026-12", 6)
    assert (landing.actual, landing.ahead, landing.landing) == (D(600), D(600), D(1200))
    assert (landing.low, landing.high) == (D(1200), D(1200))
    assert (landing.gap, landing.share, landing.needed) == (D(-300), D("0.800000"), D("1.500000"))
    bare = forecast(rows, date(2026, 6, 30), Asked(target=D(0), actual=D(600), needed=6)).summary.landing
    assert bare is not None
    assert (bare.share, bare.gap) == (None, D(1200))


def test_the_month_under_way_counts_with_what_it_has_where_that_is_more() -> None:
    rows = [*monthly([100] * 29), ("2026-06-02", 250, "East")]
    asked = Asked(target=None, actual=D(500), needed=7)
    landing = forecast(rows, date(2026, 6, 15), asked).summary.landing
    assert landing is not None
    assert landing.ahead == D(250 + 600)
    assert (landing.target, landing.gap, landing.needed) == (None, None, None)


def test_periods_left_are_those_of_the_fiscal_year_that_comes() -> None:
    assert periods_left(course(monthly([1] * 30), date(2026, 6, 30))) == 6
    assert periods_left(course(monthly([1] * 24), date(2025, 12, 31))) == 12


def test_parts_are_told_apart_and_scaled_to_the_whole_exactly() -> None:
    rows = [*monthly(years(3), region="East"), *monthly([7000] * 30, region="West")]
    result = forecast(rows, date(2026, 12, 31), side="region")
    s = result.summary
    assert [(each.part, each.name) for each in s.series] == [("total", ""), ("member", "East"), ("member", "West")]
    assert s.series[2].points == 36
    assert s.together is not None
    assert s.together.scaled
    assert s.together.parts == s.series[1].total + s.series[2].total
    members = [dict(r) for r in result.rows.records() if (r["part"], r["kind"]) == ("member", "forecast")]
    for row in ahead(result):
        assert sum(D(str(m["scaled"])) for m in members if m["period"] == row["period"]) == row["value"]


def test_one_value_goes_on_and_says_so() -> None:
    result = forecast(monthly([777]), date(2024, 1, 31))
    assert [row["value"] for row in ahead(result)] == [D("777.00")] * 6
    assert (result.summary.total.wape, ahead(result)[0]["low"]) == (None, None)
    assert [problem.code for problem in result.findings] == ["FORECAST-one-point", "FORECAST-no-season"]


def test_equal_values_and_too_few_of_them_are_said() -> None:
    assert [p.code for p in forecast(monthly([5] * 30), date(2026, 6, 30)).findings] == ["FORECAST-flat"]
    few = forecast(monthly([5, 6, 5, 7]), date(2024, 4, 30))
    assert [p.code for p in few.findings] == ["FORECAST-too-few", "FORECAST-no-season"]


def test_a_forecast_that_was_off_by_half_is_called_a_rough_guess() -> None:
    wild = [10, 900, 30, 5, 1200, 2, 700, 1, 40, 2000, 3, 8]
    codes = [problem.code for problem in forecast(monthly(wild), date(2024, 12, 31)).findings]
    assert "FORECAST-rough" in codes


def test_january_and_february_are_warned_of_or_taken_together() -> None:
    rows = monthly(years(2, more=11))
    alone = forecast(rows, date(2026, 11, 30))
    assert [p.code for p in alone.findings] == ["FORECAST-spring"]
    asked = Asked(horizon=4, calendar=work_calendar("CN", {2026, 2027}))
    both = forecast(rows, date(2026, 11, 30), asked, merge_spring=True)
    assert both.findings == ()
    assert both.summary.spring
    january, february = (D(str(row["value"])) for row in ahead(both)[1:3])
    assert january / february == pytest.approx(D(20) / D(16), abs=D("0.01"))


def test_a_growth_and_a_method_of_ones_own_are_used_and_told() -> None:
    rows = monthly(years(2, grow=1))
    result = forecast(rows, date(2025, 12, 31), Asked(growth=1.2, method="seasonal_growth"))
    assert [row["value"] for row in ahead(result)] == [D(each * 1200) for each in SEASON[:6]]
    assert {p.name: p.value for p in result.parameters if p.source == "option"} == {
        "growth": D("1.200000"),
        "method": "seasonal_growth",
    }
    short = forecast(monthly([1, 2, 3, 4, 5, 6, 7]), date(2024, 7, 31), Asked(method="trend_season"))
    assert "FORECAST-method" in [problem.code for problem in short.findings]


def test_returns_that_outweigh_sales_are_carried_on_as_they_are() -> None:
    result = forecast(monthly([-100 - at for at in range(12)]), date(2024, 12, 31))
    assert all(D(str(row["value"])) < 0 for row in ahead(result))
    assert "FORECAST-negative" in [problem.code for problem in result.findings]


def test_without_the_extra_all_else_is_tried_and_the_line_to_type_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(extra, "installed", lambda: False)
    monkeypatch.setattr(forecast_findings, "installed", lambda: False)
    result = forecast(monthly(years(3)), date(2026, 12, 31), extra=True)
    told = [problem for problem in result.findings if problem.code == "FORECAST-no-extra"]
    assert 'pip install "salesplan[forecast]"' in told[0].fix.in_("zh")
    assert not any(each.method.startswith("auto_") for each in result.summary.total.scores)


def test_the_extra_adds_its_methods_and_never_warns() -> None:
    result = forecast(monthly(years(3)), date(2026, 12, 31), extra=True)
    scores = {each.method: each for each in result.summary.total.scores}
    assert all(scores[name].wape is not None for name in extra.NAMES)
    assert [p.value for p in result.parameters if p.name == "parameters.forecast.extra"] == [True]
    short = next(each for each in extra.extra_methods() if each.name == "auto_ets")
    assert short.needs(12) == 8


@settings(max_examples=25, deadline=None)
@given(
    st.lists(st.integers(0, 10**6), min_size=3, max_size=3),
    st.lists(st.lists(st.integers(0, 10**6), min_size=3, max_size=3), min_size=1, max_size=4),
)
def test_scaled_parts_sum_to_the_whole_wherever_there_is_something_to_scale(
    whole: list[int], parts: list[list[int]]
) -> None:
    total, lines = _decimals(whole), [_decimals(each) for each in parts]
    scaled = scaled_to(total, lines)
    can = []
    for at, value in enumerate(total):
        column = [line[at] for line in scaled]
        can.append(None not in column)
        if can[-1]:
            assert sum(each for each in column if each is not None) == value
        else:
            assert value
            assert not any(line[at] for line in lines)
    assert together_of(total, lines).scaled == all(can)


def _decimals(values: Sequence[int]) -> list[Decimal]:
    return [D(value).scaleb(-2) for value in values]


def test_parts_below_0_are_not_scaled_and_a_whole_of_0_has_no_difference() -> None:
    assert scaled_to([D(10)], [[D(-1)], [D(5)]]) == [[None], [None]]
    found = together_of([D(0)], [[D(-1)], [D(5)]])
    assert (found.difference, found.scaled) == (None, False)
    assert together_of([D(10)], [[D(6)], [D(5)]]).difference == D("0.100000")


@pytest.mark.parametrize(("count", "codes"), [(4, []), (13, ["FORECAST-growth"]), (3, ["FORECAST-growth"])])
def test_a_growth_that_is_not_used_is_said(count: int, codes: list[str]) -> None:
    values: list[object] = [100 + 10 * at for at in range(count)]
    found = course(monthly(values), date(2024 + count // 12, count % 12 + 1, 1))
    found = replace(found, level="quarter" if count == 4 else "month")
    settings_ = ForecastParameters()
    result = sales_forecast_of(found, Seen("revenue"), Asked(horizon=1, growth=1.2), settings_, date(2025, 1, 31))
    assert [problem.code for problem in result.findings if problem.code == "FORECAST-growth"] == codes


def test_a_method_that_three_values_do_not_allow_is_said() -> None:
    result = forecast(monthly([5, 6, 7]), date(2024, 3, 31), Asked(method="smoothing"))
    assert result.summary.total.method == "last_value"
    assert "FORECAST-method" in [problem.code for problem in result.findings]


def test_of_a_week_that_the_next_year_shares_the_days_of_this_year_land() -> None:
    """2026-W53 has four days in 2026: of 700 told for it 400 land."""
    rows: ROWS = [(str(date(2026, 11, 2) + timedelta(days=7 * at)), 700, "East") for at in range(8)]
    found = course(rows, date(2026, 12, 27), level="week")
    asked = Asked(horizon=1, actual=D(1000), needed=periods_left(found))
    result = sales_forecast_of(found, Seen("revenue"), asked, ForecastParameters(), date(2026, 12, 27))
    landing = result.summary.landing
    assert landing is not None
    assert (landing.ahead, landing.landing, landing.last) == (D("400.00"), D("1400.00"), "2026-W53")
    assert (landing.low, landing.high) == (D("1400.00"), D("1400.00"))
    assert result.summary.total.total == 700


def test_january_is_taken_from_the_pair_told_on_its_last_day() -> None:
    rows = monthly([*years(2), 80_000])
    asked = Asked(horizon=2, calendar=work_calendar("CN", {2024, 2025, 2026}), method="seasonal_naive")
    result = forecast(rows, date(2026, 1, 31), asked, merge_spring=True)
    assert [row["value"] for row in ahead(result)] == [D(8_000), D(110_000)]


def test_the_error_of_merged_months_is_that_of_each_month_by_what_was_known() -> None:
    """Pairs of equal months that change their sum: no method that sees the past alone foretells them."""
    values: list[object] = [100] * 38
    values[36:] = [10, 500]
    calendar = work_calendar("CN", {2024, 2025, 2026, 2027})
    rows = monthly(values)
    wapes = []
    for february in (500, 0.01):
        rows[37] = ("2027-02-05", february, "East")
        result = forecast(rows, date(2027, 2, 28), Asked(1, method="last_value", calendar=calendar), merge_spring=True)
        wapes.append(result.summary.total)
    assert wapes[0].wape is not None
    assert wapes[0].wape > D("0.3")
