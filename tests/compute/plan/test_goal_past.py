"""What is to be expected of a goal by its past: comparable periods, growth, the best month, by hand."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from salesplan.api.plan_facts import gathered
from salesplan.api.plan_rules import need_plan
from salesplan.api.setting import setting
from salesplan.compute.plan.catalogue import chosen
from salesplan.compute.plan.goals.goal_past import (
    Past,
    Sold,
    best_month,
    comparable,
    projected,
    shifted,
    trend_of,
    whole_months,
)
from salesplan.compute.plan.goals.smart_applies import APPLIES
from salesplan.compute.plan.goals.smart_score import goals_report
from salesplan.compute.plan.rule import Facts, check
from salesplan.compute.plan.rules.smart_attainable import best_and_needed
from salesplan.compute.targets.actuals.measure import measured
from salesplan.model.period import Period, WeekYears, month_of
from salesplan.model.plan.goals import Goal
from salesplan.model.records import Records

AS_OF = date(2026, 6, 30)
QUARTER: dict[str, Any] = {
    "id": "G1", "metric": "revenue", "scope": "all", "start": "2026-07-01", "end": "2026-09-30",
    "baseline": {"value": 1000}, "target": {"value": 1200},
}  # fmt: skip
BY_QUARTER = {(2024, 1): 90, (2024, 2): 100, (2024, 3): 100, (2024, 4): 200, (2025, 1): 100, (2025, 2): 120,
              (2025, 3): 110, (2025, 4): 240, (2026, 1): 130, (2026, 2): 132}  # fmt: skip


def goal(**changes: Any) -> Goal:  # noqa: ANN401 - parts of a goal as YAML gives them
    return Goal.model_validate({**QUARTER, **changes})


@pytest.fixture
def facts(tmp_path: Path) -> Facts:
    """Quarters with one order each, on the 10th of its second month; a twentieth of it in 华南, the rest in 华东."""
    lines = ["订单编号,客户名称,订单日期,金额,大区"]
    for (year, quarter), amount in BY_QUARTER.items():
        day = date(year, quarter * 3 - 1, 10)
        lines += [f"{year}{quarter}A,甲,{day},{amount * 950},华东", f"{year}{quarter}B,乙,{day},{amount * 50},华南"]
    (tmp_path / "orders.csv").write_text("\n".join(lines), "utf-8")
    (tmp_path / "plan.yaml").write_text("sources: {orders: orders.csv}\n", "utf-8")
    where = setting(str(tmp_path / "plan.yaml"), as_of=AS_OF)
    found = gathered(where, need_plan(where, "check"), chosen(("SMART-A1",)))
    assert found.findings == []
    return found.facts()


def q(year: int, quarter: int) -> Period:
    return Period(month_of(year, quarter * 3 - 2).first, month_of(year, quarter * 3).last)


def test_periods_that_a_quarter_compares_to_are_those_of_the_year_before() -> None:
    wanted = [(q(2026, 2), q(2025, 2)), (q(2026, 1), q(2025, 1)), (q(2025, 4), q(2024, 4)), (q(2025, 3), q(2024, 3))]
    assert list(comparable(goal(), AS_OF)) == wanted


def test_a_baseline_right_before_the_goal_asks_for_the_period_before_each() -> None:
    base = {"value": 1000, "start": "2026-04-01", "end": "2026-06-30"}
    wanted = [(q(2026, 2), q(2026, 1)), (q(2026, 1), q(2025, 4)), (q(2025, 4), q(2025, 3)), (q(2025, 3), q(2025, 2))]
    assert list(comparable(goal(baseline=base), AS_OF)) == wanted
    year = {
        "start": "2026-01-01",
        "end": "2026-12-31",
        "baseline": {"value": 1, "start": "2025-01-01", "end": "2025-12-31"},
    }
    assert next(comparable(goal(**year), AS_OF))[1] == Period(date(2024, 1, 1), date(2024, 12, 31))


@pytest.mark.parametrize("end", ["2026-06-29", "2026-07-01", "2025-06-30"])
def test_a_baseline_that_does_not_end_right_before_the_goal_is_compared_by_the_year(end: str) -> None:
    base = {"value": 1000, "start": "2025-04-01", "end": end}
    assert next(comparable(goal(baseline=base), AS_OF)) == (q(2026, 2), q(2025, 2))


def test_of_equal_best_months_the_newest() -> None:
    days = (date(2026, 1, 10), date(2026, 3, 10), date(2026, 4, 10), date(2026, 5, 10))
    sold = Sold(days, tuple(map(Decimal, (0, 5, 12, 19, 20))), Period(date(2026, 1, 1), date(2026, 5, 31)))
    assert best_month(sold) == (month_of(2026, 4), Decimal(7))


def test_periods_that_are_not_over_do_not_compare() -> None:
    assert next(comparable(goal(), date(2026, 6, 29)))[0] == q(2026, 1)
    assert next(comparable(goal(start="2028-01-01", end="2028-03-31"), AS_OF))[0] == q(2026, 2)
    assert list(comparable(goal(start="2026-07-02"), AS_OF)) == []
    assert list(comparable(goal(end=None), AS_OF)) == []


def told(of: Goal, sold: Sold | None) -> tuple[Fraction, str]:
    """What is to be expected, and what it is called."""
    found = projected(of, sold, AS_OF)
    assert found is not None
    return found.value, found.name.in_("zh")


def test_trend_is_the_mean_growth_of_four_periods(facts: Facts) -> None:
    """132/120, 130/100, 240/200, 110/100: 10, 30, 20 and 10 percent are 17.5."""
    sold = Past(facts).of(goal())
    assert sold is not None
    assert trend_of(goal(), sold, AS_OF) == Fraction(175, 1000)
    assert told(goal(), sold) == (Fraction(1175), "趋势预计值")


def test_without_four_periods_the_same_period_a_year_ago_else_the_baseline(facts: Facts) -> None:
    past = Past(facts)
    half = goal(start="2026-07-01", end="2026-12-31")
    assert told(half, past.of(half)) == (Fraction(350_000), "去年同期")
    late = goal(start="2027-07-01", end="2027-12-31")
    assert told(late, past.of(late)) == (Fraction(1000), "基线")
    assert told(goal(baseline={}), past.of(goal())) == (Fraction(110_000), "去年同期")
    assert projected(goal(metric="csat", baseline={}), past.of(goal(metric="csat")), AS_OF) is None


def test_the_past_of_a_scope(facts: Facts) -> None:
    past = Past(facts)
    south, unknown = past.of(goal(scope={"区域": "华南"})), past.of(goal(scope={"region": "西北"}))
    assert south is not None
    assert unknown is not None
    assert south.over(q(2025, 4)) == Decimal(12_000)
    assert unknown.over(q(2025, 4)) == 0
    assert trend_of(goal(), unknown, AS_OF) is None
    assert past.of(goal(scope={"team": "一组"})) is None
    assert past.of(goal(scope=None)) is None
    assert past.of(goal(metric="units")) is None
    assert Past(Facts(facts.plan, AS_OF)).of(goal()) is None


def test_periods_outside_the_orders_are_not_known(facts: Facts) -> None:
    sold = Past(facts).of(goal())
    assert sold is not None
    assert sold.over(month_of(2024, 2)) == 90_000
    assert sold.over(month_of(2024, 1)) is None
    assert sold.over(Period(date(2026, 6, 1), date(2026, 7, 1))) is None


def test_the_best_month_and_what_a_goal_asks_for_a_month(facts: Facts) -> None:
    past = Past(facts)
    sold = past.of(goal())
    assert sold is not None
    assert best_month(sold) == (month_of(2025, 11), Decimal(240_000))
    assert best_and_needed(goal(), past) == (month_of(2025, 11), Fraction(240_000), Fraction(400))
    days = best_and_needed(goal(start="2026-07-02", end="2026-08-30"), past)
    assert days is not None
    assert days[2] == Fraction(1200) / (Fraction(60) / Fraction(487, 16))
    assert best_and_needed(goal(direction="decrease"), past) is None
    assert best_and_needed(goal(target={}), past) is None


@pytest.mark.parametrize(
    ("period", "months", "wanted"),
    [
        (month_of(2026, 3), -1, month_of(2026, 2)),
        (Period(date(2026, 1, 1), date(2026, 2, 28)), -12, Period(date(2025, 1, 1), date(2025, 2, 28))),
        (Period(date(2025, 1, 1), date(2025, 2, 28)), -12, Period(date(2024, 1, 1), date(2024, 2, 29))),
        (month_of(2026, 1), 13, month_of(2027, 2)),
        (month_of(1, 1), -1, None),
        (Period(date(9999, 1, 1), date.max), -1, None),
    ],
)
def test_shifted(period: Period, months: int, wanted: Period | None) -> None:
    assert shifted(period, months) == wanted


@pytest.mark.parametrize(
    ("period", "months"),
    [
        (month_of(2026, 2), 1),
        (Period(date(2025, 11, 1), date(2026, 1, 31)), 3),
        (Period(date(2026, 1, 1), date(2026, 1, 30)), None),
        (Period(date(2026, 1, 2), date(2026, 1, 31)), None),
        (Period(date(9999, 1, 1), date.max), None),
    ],
)
def test_whole_months(period: Period, months: int | None) -> None:
    assert whole_months(period) == months


def test_orders_are_counted_once_for_all_rules(facts: Facts, monkeypatch: pytest.MonkeyPatch) -> None:
    counted: list[str] = []

    def counting(orders: Records, metric: str, amount: str, *, start_month: int, weeks: WeekYears | None) -> Records:
        counted.append(metric)
        return measured(orders, metric, amount, start_month=start_month, weeks=weeks)

    monkeypatch.setattr("salesplan.compute.plan.goals.goal_past.measured", counting)
    told = facts.plan.model_copy(update={"goals": (goal(), goal(id="G2", scope={"区域": "华南"}))})
    again = Facts(told, AS_OF, facts.lists)
    rules = chosen(("SMART-A1", "SMART-A3"))
    goals_report(again, [problem for _, problem in check(again, rules).found], APPLIES, AS_OF)
    assert counted == ["revenue"]
    assert again.once(Past) is again.once(Past)
    assert Facts(told, AS_OF).once(Past) is not again.once(Past)
