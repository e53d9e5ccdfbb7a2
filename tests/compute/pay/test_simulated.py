"""What a year of pay costs: over attainments, in scenarios, at the pace so far, by last year, by another plan."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest

from made_pay_plan import AS_OF, commission, pay_input, rule
from salesplan.compute.pay.commission_simulate import OtherPlan, Simulated, commission_simulate
from salesplan.compute.pay.seats import attainment_for, seats_of, total_at
from salesplan.compute.pay.simulate import at_factor, at_pace, changes_of, curve_rows, of_last_year
from salesplan.compute.pay.year_before import seats_of_year_before
from salesplan.compute.team.staff import Colleague
from salesplan.model.period import FiscalYear

D = Decimal
YEAR = FiscalYear(2026)
LI, WANG = Colleague("Li"), Colleague("Wang")


@pytest.mark.oracle("9.5-a")
def test_the_cost_curve_of_a_month() -> None:
    """One person, one month left to look at: 130 % is 7,600, 100 % 5,000, and the steps between at 5, 8 and 10 %."""
    plan = commission(rule(**{"from": "2026-12-01"}))
    rows = {row["attainment"]: row for row in curve_rows(seats_of(pay_input(plan, [LI]), YEAR))}
    assert [rows[D(at)]["pay"] for at in ("0", "1", "1.2", "1.3", "1.5")] == [
        D(0),
        D(5_000),
        D(6_600),
        D(7_600),
        D(9_600),
    ]
    assert [rows[D(at)]["marginal"] for at in ("0.1", "1", "1.1", "1.3")] == [D("0.05"), D("0.05"), D("0.08"), D("0.1")]
    assert rows[D(0)]["marginal"] is None
    assert rows[D(0)]["share"] is None
    assert rows[D("1.3")]["share"] == D("0.058462")
    assert rows[D("1.3")]["sales"] == D(130_000)
    assert len(rows) == 16


def test_limits_between_the_steps_are_points_of_the_curve() -> None:
    tiers = [
        {"from": "0", "to": "85%", "rate": "5%"},
        {"from": "85%", "to": "160%", "rate": "6%"},
        {"from": "160%", "rate": "7%"},
    ]
    plan = commission(rule(tiers=tiers, threshold="33%"))
    found = [row["attainment"] for row in curve_rows(seats_of(pay_input(plan, [LI]), YEAR))]
    assert len(found) == 18
    assert {D("0.33"), D("0.85")} <= set(found)


def test_a_year_is_all_its_periods_of_everybody() -> None:
    """Two people at 5,000 a month; who joins in July has six months, and a rule of quarters settles four times."""
    late = Colleague("Zhao", hired=date(2026, 7, 1))
    assert total_at(seats_of(pay_input(commission(rule()), [LI, WANG]), YEAR), Fraction(1)) == 120_000
    assert total_at(seats_of(pay_input(commission(rule()), [LI, late]), YEAR), Fraction(1)) == 90_000
    assert total_at(seats_of(pay_input(commission(rule(period="quarter")), [LI]), YEAR), Fraction(1)) == 20_000
    assert (
        total_at(seats_of(pay_input(commission(rule(period="quarter", cumulative="yes")), [LI]), YEAR), Fraction(1))
        == 20_000
    )


def test_the_cap_of_a_cumulative_rule_holds_for_each_of_its_periods() -> None:
    seats = seats_of(pay_input(commission(rule(period="quarter", cumulative="yes", cap="4000")), [LI]), YEAR)
    assert total_at(seats, Fraction(1)) == 16_000


def test_without_a_quota_the_sales_of_the_last_year_are_normal() -> None:
    """1,200 of the 365 days up to the as-of are 100 a month; what is older does not count."""
    tiers = [{"from": "0", "rate": "10%"}]
    sales = [("2025-06-30", "Li", 9_999), ("2025-07-01", "Li", 700), ("2026-06-30", "Li", 500)]
    seats = seats_of(pay_input(commission(rule(quota=None, tiers=tiers)), [LI, WANG], sales), YEAR)
    assert {(seat.person, seat.normal) for seat in seats} == {("Li", Fraction(100)), ("Wang", None)}
    assert total_at(seats, Fraction(1)) == 120
    year = commission(rule(quota=None, tiers=tiers, cumulative="yes"))
    assert seats_of(pay_input(year, [LI], sales), YEAR)[0].normal == 1_200


def test_own_rates_weigh_as_they_were_sold() -> None:
    """All is sold in a category of 1 %: 100,000 pays 1,000, whatever the tiers."""
    plan = commission(rule(rates=[{"categories": ["parts"], "rate": "1%"}]))
    given = pay_input(plan, [LI], [("2026-03-01", "Li", 100)], category="parts")
    assert seats_of(given, YEAR)[0].pay_at(Fraction(3, 2)) == 1_500
    other = pay_input(plan, [LI], [("2026-03-01", "Li", 100)], category="pumps")
    assert seats_of(other, YEAR)[0].pay_at(Fraction(3, 2)) == 9_600


def test_the_pace_is_what_was_earned_and_then_each_ones_attainment() -> None:
    """Six months at 50 %: 2,500 each; the other six at the same 50 % of 100,000."""
    sales = [(f"2026-0{month}-15", "Li", 50_000) for month in range(1, 7)]
    pace = at_pace(seats_of(pay_input(commission(rule()), [LI, WANG], sales), YEAR))
    assert pace is not None
    assert pace.pays == {"Li": Fraction(30_000), "Wang": Fraction(0)}
    assert at_pace(seats_of(pay_input(commission(rule()), [LI], as_of=date(2026, 1, 30)), YEAR)) is None


@pytest.mark.parametrize(("month", "amount"), [("2025-01", 130_000), ("2025-12", 130_000)])
def test_last_years_orders_are_paid_by_this_years_rules(month: str, amount: int) -> None:
    seats = seats_of_year_before(
        pay_input(commission(rule()), [LI], [(f"{month}-31", "Li", amount), ("2026-01-01", "Li", 999)])
    )
    last = of_last_year(seats)
    assert last is not None
    assert last.total == 7_600
    assert of_last_year(seats_of_year_before(pay_input(commission(rule()), [LI], [("2026-01-01", "Li", 5)]))) is None


def test_last_years_periods_have_the_targets_of_this_year() -> None:
    targets = {"t": {("li", "2026-02"): D(50_000)}}
    given = pay_input(commission(rule(quota={"targets": "t"})), [LI], [("2025-02-28", "Li", 60_000)], targets=targets)
    seat = next(seat for seat in seats_of_year_before(given) if seat.sold)
    assert (seat.quota, seat.earned) == (Fraction(50_000), D("3300.00"))  # 2,500 + 10,000 at 8 %


@pytest.mark.parametrize(
    ("budget", "used_up"),
    [(60_000, "1.001"), (59_999, "1"), (0, "0.001"), (79_200, "1.201"), (295_200, None), (295_199, "3")],
)
def test_where_the_budget_is_used_up(budget: int, used_up: str | None) -> None:
    """100 % is 60,000 a year, 120 % is 79,200, 300 % is 295,200: exactly the budget is not too much."""
    seats = seats_of(pay_input(commission(rule()), [LI]), YEAR)
    found = attainment_for(seats, Fraction(budget))
    assert found == (None if used_up is None else Fraction(used_up))


def test_scenarios_stand_against_the_budget() -> None:
    seats = seats_of(pay_input(commission(rule()), [LI]), YEAR)
    asked = Simulated(2026, seats, (), {"high": ("optimistic", Fraction(6, 5))}, D(70_000))
    result = commission_simulate(asked, AS_OF)
    rows = {row["scenario"]: row for row in result.rows.records() if row["part"] == "scenario"}
    assert (rows["plan"]["pay"], rows["plan"]["left"]) == (D(60_000), D(10_000))
    assert (rows["high"]["pay"], rows["high"]["left"]) == (D("79200.00"), D("-9200.00"))
    assert rows["high"]["budget_share"] == D("1.131429")
    assert [(each.code, each.severity, each.value) for each in result.findings] == [("PAY-F6", "warning", "optimistic")]
    assert (result.summary.people, result.summary.at_plan, result.summary.used_up) == (1, D(60_000), D("1.105"))


def test_another_plan_makes_some_gain_and_some_lose() -> None:
    """Flat 6 %: who sells 100,000 gains 1,000, who sells 200,000 loses 2,600 (14,600 by the ladder)."""
    sales = [("2025-05-01", "Li", 100_000), ("2025-05-01", "Wang", 200_000)]
    now = seats_of_year_before(pay_input(commission(rule()), [LI, WANG], sales))
    flat = commission(rule(tiers=[{"from": "0", "rate": "6%"}]))
    other = seats_of_year_before(pay_input(flat, [LI, WANG], sales))
    seats = seats_of(pay_input(commission(rule()), [LI, WANG], sales), YEAR)
    result = commission_simulate(Simulated(2026, seats, now, {}, None, OtherPlan("flat.yaml", other)), AS_OF)
    rows = [(r["person"], r["pay"], r["other"], r["change"]) for r in result.rows.records() if r["part"] == "against"]
    assert rows == [("Wang", D(14_600), D(12_000), D(-2_600)), ("Li", D(5_000), D(6_000), D(1_000))]
    assert result.summary.against is not None
    assert (result.summary.against.now, result.summary.against.other) == (D(19_600), D(18_000))


def test_without_orders_of_last_year_there_is_nothing_to_compare() -> None:
    seats = seats_of(pay_input(commission(rule()), [LI]), YEAR)
    result = commission_simulate(Simulated(2026, seats, (), {}, None, OtherPlan("x.yaml", ())), AS_OF)
    assert [each.code for each in result.findings] == ["PAY-no-last-year"]
    assert result.summary.against is None


def test_people_whom_only_one_plan_pays_are_compared_too() -> None:
    one = at_factor("last_year", seats_of(pay_input(commission(rule()), [LI]), YEAR), Fraction(1))
    two = at_factor("last_year", seats_of(pay_input(commission(rule()), [WANG]), YEAR), Fraction(1))
    assert [(each.person, each.gain) for each in changes_of(one, two)] == [("Li", D(-60_000)), ("Wang", D(60_000))]


def test_each_person_has_his_attainment_so_far_and_by_last_years_orders() -> None:
    """Half of six quotas this year; all of one of twelve the year before. Profit is no revenue: it is left out."""
    sales = [(f"2026-0{month}-15", "Li", 50_000) for month in range(1, 7)]
    other = rule(id="p", measure="gross_profit", quota="7")
    given = pay_input(commission(rule(), other), [LI], [*sales, ("2025-03-01", "Li", 100_000)])
    seats, before = seats_of(given, YEAR), seats_of_year_before(given)
    rows = commission_simulate(Simulated(2026, seats, before, {}, None), AS_OF).rows.records()
    person = next(row for row in rows if row["part"] == "person")
    assert (person["attainment"], person["attainment_last"]) == (D("0.5"), D("0.083333"))
    assert person["last_year"] == D(5_000)


def test_a_curve_tells_the_days_of_its_rule_and_what_100_percent_is() -> None:
    """A rule of five months; one without a quota is measured by what was usual; what is counted needs a quota."""
    tiers, counted = [{"from": "0", "rate": "5%"}], [{"from": "0", "each": "500"}]
    half = commission(rule(to="2026-05-31"))
    own = list(curve_rows(seats_of(pay_input(half, [LI]), YEAR)))
    assert {(row["since"], row["until"], row["quota"]) for row in own} == {
        (date(2026, 1, 1), date(2026, 5, 31), "quota")
    }
    usual = commission(rule(quota=None, tiers=tiers, **{"from": "2026-03-10"}))
    (told,) = {
        (row["since"], row["until"], row["quota"])
        for row in curve_rows(seats_of(pay_input(usual, [LI], [("2026-04-01", "Li", 500)]), YEAR))
    }
    assert told == (date(2026, 3, 10), date(2026, 12, 31), "usual")
    pieces = commission(rule(quota=None, tiers=counted, measure="orders"))
    given = pay_input(pieces, [LI], [("2026-04-01", "Li", 500)])
    seats = seats_of(replace(given, credits={"orders": [*given.credits["revenue"]]}), YEAR)
    assert any(seat.normal for seat in seats)
    assert not list(curve_rows(seats))
