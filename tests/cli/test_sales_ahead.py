from __future__ import annotations

import json
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from program import Run
from salesplan.api.forecast import ForecastWish, SeriesWish, sales_forecast, sales_trend
from salesplan.api.setting import Setting, setting
from salesplan.errors import BadInput, BadUsage
from salesplan.model.plan.plan import Plan

D = Decimal
AS_OF = date(2026, 6, 30)
BASE = ("--as-of", "2026-06-30")


@pytest.fixture
def where(company: Path) -> Setting:
    return setting(as_of=AS_OF)


@pytest.fixture
def orders(tmp_path: Path) -> Path:
    """Thirty months of one order each, of hostile names, without a plan."""
    file = tmp_path / "orders.csv"
    names = ("=1+1", "<script>", "{x}")
    lines = [f"O{at},C1,{2024 + at // 12}-{at % 12 + 1:02}-03,{1000 + 10 * at},{names[at % 3]}" for at in range(30)]
    file.write_text("\n".join(["订单编号,客户编号,订单日期,金额,区域", *lines]), "utf-8")
    return file


def test_the_total_of_the_trend_is_that_of_the_orders(where: Setting) -> None:
    s = sales_trend(where=where).summary
    parts = sales_trend(SeriesWish(by="region", per="quarter"), where=where).summary
    assert s.total.total == parts.total.total == sum(line.total for line in parts.lines[1:])
    assert (s.first, s.last, s.periods) == ("2023-07", "2026-06", 36)
    east = sales_trend(SeriesWish(only=("region=华东",)), where=where).summary
    assert east.total.total == next(line.total for line in parts.lines if line.name == "华东")


def test_the_forecast_lands_beside_the_target_of_the_plan_with_its_factors(where: Setting) -> None:
    landing = sales_forecast(ForecastWish(periods=2), where=where).summary.landing
    assert landing is not None
    assert landing.target == D(29_960_000)
    assert (landing.year, landing.periods) == (2026, 6)
    assert landing.landing == landing.actual + landing.ahead
    year = sales_trend(SeriesWish(per="month"), where=where).rows.records()
    assert landing.actual == sum(D(str(row["value"])) for row in year if str(row["period"]) >= "2026-01")
    part = sales_forecast(ForecastWish(SeriesWish(only=("region=华东",))), where=where).summary.landing
    assert part is not None
    assert part.target is None


def test_other_measures_have_their_own_series_and_no_target_in_money(where: Setting) -> None:
    counted = sales_forecast(ForecastWish(SeriesWish(metric="订单数")), where=where).summary
    assert counted.metric == "orders"
    assert counted.landing is not None
    assert counted.landing.target is None
    assert sales_trend(SeriesWish(metric="amount"), where=where).summary.metric == "revenue"


@pytest.mark.parametrize(
    "wish",
    [
        SeriesWish(per="day"),
        SeriesWish(metric="customers"),
        SeriesWish(by="month"),
        SeriesWish(by="regoin"),
        SeriesWish(only=("region=nowhere",)),
        SeriesWish(gaps="fill"),
        SeriesWish(members=0),
    ],
)
def test_words_that_mean_nothing_are_refused_with_what_to_type(wish: SeriesWish, where: Setting) -> None:
    with pytest.raises(BadUsage) as refused:
        sales_trend(wish, where=where)
    assert refused.value.problems[0].fix.in_("zh")


def test_all_that_is_wrong_with_a_forecast_is_told_at_once(where: Setting) -> None:
    with pytest.raises(BadUsage) as refused:
        sales_forecast(ForecastWish(periods=0, growth="1.2", method="magic"), where=where)
    assert [problem.value for problem in refused.value.problems] == ["0", "magic", "1.2"]
    for growth in ("-100%", "1001%", ""):
        with pytest.raises(BadUsage):
            sales_forecast(ForecastWish(growth=growth), where=where)


def test_without_orders_or_a_finished_month_it_says_what_to_do(orders: Path) -> None:
    with pytest.raises(BadUsage):
        sales_trend(where=setting(use_plan=False, as_of=AS_OF))
    with pytest.raises(BadInput) as refused:
        sales_trend(SeriesWish((str(orders),)), where=setting(use_plan=False, as_of=date(2024, 1, 10)))
    assert refused.value.problems[0].code == "FORECAST-no-period"


def test_the_plan_turns_the_pair_of_months_and_the_average(orders: Path) -> None:
    plan = Plan.model_validate({"parameters": {"forecast": {"merge_spring": "yes", "members": "2"}}})
    assert plan.parameters.forecast.merge_spring
    found = sales_forecast(
        ForecastWish(SeriesWish((str(orders),), by="region", members=2), merge_spring=True, periods=9),
        where=setting(use_plan=False, as_of=AS_OF),
    )
    assert found.summary.spring
    assert [p.source for p in found.parameters if p.name.endswith("merge_spring")] == ["option"]
    assert [each.part for each in found.summary.series] == ["total", "member", "member", "others"]


def test_pages_of_hostile_names_and_json(run: Run, orders: Path) -> None:
    page = run("sales", "forecast", str(orders), "--no-plan", "--by", "region", *BASE)
    assert (page.code, page.err) == (0, "")
    assert all(name in page.out for name in ("=1+1", "<script>", "{x}"))
    told = json.loads(run("sales", "trend", str(orders), "--no-plan", *BASE, "--format", "json").out)
    assert told["summary"]["lines"][0]["slope"] == "10"
    assert run("sales", "trend", str(orders), "--no-plan", *BASE, "--lang", "en").out.startswith("Sales trend")


def test_the_same_orders_in_any_order_give_the_same_bytes(run: Run, orders: Path) -> None:
    first = run("sales", "forecast", str(orders), "--no-plan", "--by", "region", *BASE, "--format", "csv").out
    head, *lines = orders.read_text("utf-8").splitlines()
    orders.write_text("\n".join([head, *lines[::-1]]), "utf-8")
    again = run("sales", "forecast", str(orders), "--no-plan", "--by", "region", *BASE, "--format", "csv").out
    assert first == again
    assert first.count("\n") > 30


def test_a_list_that_is_no_orders_is_refused(run: Run, company: Path) -> None:
    done = run("sales", "forecast", "customers.xlsx", *BASE)
    assert (done.code, done.out) == (3, "")


def test_pages_in_both_languages_lead_with_what_comes(run: Run, company: Path) -> None:
    zh = run("sales", "forecast", *BASE).out
    en = run("sales", "forecast", *BASE, "--lang", "en", "--by", "region").out
    assert "年预计达成" in zh
    assert "← 用这个" in zh
    assert "lands at" in en
    assert "Scaled to the total" in en


def test_a_forecast_of_few_values_is_called_a_rough_guess_in_its_first_line(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "orders.csv"
    lines = [f"C1,2026-0{at}-05,{900 * at}" for at in (3, 4, 5, 6)]
    file.write_text("\n".join(["客户编号,日期,金额", *lines]), "utf-8")
    shown = run("sales", "forecast", str(file), *BASE).out.splitlines()
    assert "只能当个大概" in next(line for line in shown if "预计" in line)
