"""What a commission plan is checked for with its people: pay beside profit, the budget, what is out of reach."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest

from made_pay_plan import AS_OF, commission, pay_input, rule
from salesplan.compute.pay.checks import Found, PayAndProfit, follows_profit, in_reach, pay_and_profit, within_budget
from salesplan.compute.pay.commission_check import PayFacts, commission_check
from salesplan.compute.pay.seats import Seat, seats_of
from salesplan.compute.team.staff import Colleague
from salesplan.model.period import FiscalYear
from salesplan.model.plan.pay import PayCorrelation, PayParameters, PayReached

D = Decimal
YEAR = FiscalYear(2026)


def people(*pairs: tuple[int, int]) -> list[PayAndProfit]:
    return [PayAndProfit(str(at), D(pay), D(profit)) for at, (pay, profit) in enumerate(pairs)]


def test_pay_that_follows_profit_passes() -> None:
    found = follows_profit(people((1, 10), (2, 20), (3, 30), (4, 40), (5, 50)), PayCorrelation(), known=True)
    assert found == Found("PAY-F5", value=D(1))


@pytest.mark.parametrize(
    ("profits", "value", "codes"),
    [
        ((1, 4, 3, 2, 5), "0.6", []),
        ((4, 1, 3, 2, 5), "0.3", []),  # exactly the limit is enough
        ((4, 1, 5, 2, 3), "-0.1", ["PAY-F5"]),
        ((5, 4, 3, 2, 1), "-1", ["PAY-F5"]),
    ],
)
def test_pay_that_does_not_follow_profit_is_a_warning(profits: Sequence[int], value: str, codes: list[str]) -> None:
    found = follows_profit(people(*enumerate(profits)), PayCorrelation(), known=True)
    assert found.value == D(value)
    assert [(each.code, each.severity) for each in found.problems] == [(code, "warning") for code in codes]


@pytest.mark.parametrize(
    ("pairs", "known", "reason"),
    [
        (((1, 5), (2, 4), (3, 3), (4, 2)), True, "few_people"),
        (((1, 5), (2, 4), (3, 3), (4, 2), (5, 1)), False, "no_profit"),
        (((1, 5), (1, 4), (1, 3), (1, 2), (1, 1)), True, "equal"),
    ],
)
def test_why_the_correlation_is_not_looked_at(pairs: Any, known: bool, reason: str) -> None:  # noqa: ANN401, FBT001 - a table
    assert follows_profit(people(*pairs), PayCorrelation(), known=known) == Found("PAY-F5", reason=reason)  # type: ignore[arg-type] # one of the reasons


def test_pay_and_profit_are_of_the_same_days() -> None:
    """What is over is January to June: 100,000 at 5 % there; sales of July and of the year before do not count."""
    sales = [("2025-12-31", "Li", 70), ("2026-01-01", "Li", 100_000), ("2026-07-01", "Li", 5)]
    given = pay_input(commission(rule()), [Colleague("Li")], sales)
    both = replace(given, credits={**given.credits, "gross_profit": given.credits["revenue"]})
    assert pay_and_profit(both, seats_of(both, YEAR)) == (PayAndProfit("Li", D("5000.00"), D(100_000)),)
    assert pay_and_profit(given, seats_of(given, YEAR)) == ()


def seats(**more: object) -> tuple[Seat, ...]:
    """One person of 9.5-a: 60,000 a year at quota, 79,200 at 120 %."""
    return seats_of(pay_input(commission(rule(**more)), [Colleague("Li")]), YEAR)


@pytest.mark.parametrize(
    ("budget", "severities"), [(59_999, ["error"]), (60_000, ["warning"]), (79_199, ["warning"]), (79_200, [])]
)
def test_the_budget_holds_at_quota_and_in_the_scenarios(budget: int, severities: list[str]) -> None:
    found = within_budget(seats(), D(budget), {"high": Fraction(6, 5), "low": Fraction(1, 2)})
    assert [each.severity for each in found.problems] == severities
    assert found.value == D(60_000)


def test_without_budget_or_quota_there_is_nothing_to_hold() -> None:
    assert within_budget(seats(), None, {}) == Found("PAY-F6", reason="no_budget")
    tiers = [{"from": "0", "rate": "5%"}]
    assert within_budget(seats(quota=None, tiers=tiers), D(1), {}) == Found("PAY-F6", reason="no_quota")


def reached(shares: Sequence[int], cases: int, **more: object) -> dict[str, Found]:
    """The checks of months in which one person each sold so many percent of 100,000 in January."""
    staff = [Colleague(str(at)) for at in range(len(shares))]
    plan = commission(rule(**{"to": "2026-01-31", **more}))
    sales = [("2026-01-05", str(at), share * 1000) for at, share in enumerate(shares)]
    found = in_reach(seats_of(pay_input(plan, staff, sales), YEAR), PayReached(cases=cases))
    return {each.code: each for each in found}


@pytest.mark.parametrize(
    ("shares", "share", "codes"),
    [
        ([100] + [99] * 9, "0.1", []),  # one of ten is enough
        ([100] + [99] * 10, "0.090909", ["PAY-W14"]),
        ([99] + [100] * 9, "0.9", []),  # nine of ten are not too many
        ([99] + [100] * 10, "0.909091", ["PAY-W14"]),
    ],
)
def test_quotas_that_hardly_anybody_or_nearly_everybody_reaches(
    shares: list[int], share: str, codes: list[str]
) -> None:
    found = reached(shares, 10)["PAY-W14"]
    assert found.value == D(share)
    assert [each.code for each in found.problems] == codes


def test_so_few_periods_say_nothing() -> None:
    found = reached([10] * 9, 10, threshold="50%")
    assert sorted(found) == ["PAY-N16", "PAY-W14", "PAY-W15"]
    assert all((each.reason, each.problems) == ("few_periods", ()) for each in found.values())


@pytest.mark.parametrize(("best", "codes"), [(59, ["PAY-W15"]), (60, [])])
def test_a_threshold_that_nobody_reached(best: int, codes: list[str]) -> None:
    found = reached([best, 10], 2, threshold="60%")["PAY-W15"]
    assert [each.code for each in found.problems] == codes


@pytest.mark.parametrize(("best", "codes"), [(119, ["PAY-N16"]), (120, [])])
def test_a_top_tier_that_nobody_reached(best: int, codes: list[str]) -> None:
    found = reached([best, 10], 2)["PAY-N16"]
    assert [(each.code, each.severity) for each in found.problems] == [(code, "note") for code in codes]


def test_months_of_which_there_are_no_orders_say_nothing() -> None:
    """Ten people sold in January; of February the list has nothing: ten cases, not twenty."""
    staff = [Colleague(str(at)) for at in range(10)]
    given = pay_input(commission(rule(to="2026-02-28")), staff, [("2026-01-05", one.name, 110_000) for one in staff])
    (quotas, top) = in_reach(seats_of(given, YEAR), PayReached(cases=10))
    assert quotas.value == D(1)
    assert "110.0%" not in str(top.problems[0].fix)


def test_every_check_has_a_row_and_a_state() -> None:
    given = pay_input(commission(rule(), budget=59_999), [Colleague("Li")])
    facts = PayFacts(given, seats_of(given, YEAR), {})
    result = commission_check(given.plan, PayParameters(), facts, (), ("PAY-F1", "PAY-F2"), AS_OF)
    states = {row["code"]: (row["state"], row["reason"]) for row in result.rows.records()}
    assert [*states][:6] == ["PAY-F1", "PAY-F2", "PAY-F3", "PAY-F4", "PAY-F5", "PAY-F6"]
    assert (states["PAY-F1"], states["PAY-F6"], states["PAY-F5"]) == (
        ("pass", None),
        ("fail", None),
        ("na", "no_profit"),
    )
    assert (result.summary.at_plan, result.summary.left, result.summary.used_up) == (D(60_000), D(-1), D(1))
    without = commission_check(given.plan, PayParameters(), None, (), (), AS_OF)
    assert {row["state"] for row in without.rows.records()} == {"na"}
