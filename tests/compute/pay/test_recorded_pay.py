"""What was recorded stays: rules, people and lists may change later, and only what orders come to is put right."""

from __future__ import annotations

from decimal import Decimal

import pytest

from paid_plans import kinds, lines, paid, pay_input, record, recorded_in, rule, total

O1 = ("O1", "1-10", "Ann", 100_000)
FLAT = rule(tiers=[{"from": "0", "to": "100%", "rate": "5%"}, {"from": "100%", "rate": "8%"}])


@pytest.mark.parametrize(
    "now",
    [
        [{**FLAT, "exclude": {"customers": ["C"]}}],
        [{**FLAT, "to": "2026-01-05"}, {**FLAT, "id": "r2", "from": "2026-01-06"}],
        [{**FLAT, "measure": "orders", "tiers": [{"from": "0", "each": "1"}]}],
        [{**FLAT, "gate": "collected"}],
        [{**FLAT, "who": {"reps": ["Ben"]}}],
        [{**FLAT, "id": "r2"}],
    ],
    ids=["left out now", "ends earlier", "another measure", "gated now", "for somebody else", "renamed"],
)
def test_a_rule_that_changed_leaves_a_recorded_month_alone(now: list[dict[str, object]]) -> None:
    recorded = {"2026-01": record(pay_input([O1], [FLAT]), "2026-01")}
    done = paid(pay_input([O1], now, recorded=recorded, payments=[]), "2026-02")
    assert total(done, "2026-01") == 5_000
    assert not done.lines["2026-02"]


@pytest.mark.parametrize("now", [[{**FLAT, "id": "new"}], [FLAT]], ids=["the rule is gone", "it waits no longer"])
def test_what_waited_for_its_collection_is_released_whatever_became_of_the_rule(now: list[dict[str, object]]) -> None:
    recorded = {"2026-01": record(pay_input([O1], [{**FLAT, "gate": "collected"}], payments=[]), "2026-01")}
    done = paid(pay_input([O1], now, recorded=recorded, payments=[("O1", "C", "2-10", 100_000)]), "2026-02")
    assert kinds(done, "2026-02") == [("released", Decimal(5_000))]


@pytest.mark.parametrize(
    ("then", "now", "splits"),
    [
        ("Ann", "Ben", []),
        ("Ann/Ben", "Ben", []),
        ("Ann", "Ann", [{"order": "O1", "shares": {"Ann": "50%", "Ben": "50%"}}]),
        ("Ann/Ben/Lee", "Lee60%/Ben40%", []),
    ],
)
def test_an_order_given_to_another_later_stays_with_whoever_was_paid(
    then: str, now: str, splits: list[dict[str, object]]
) -> None:
    recorded = {"2026-01": record(pay_input([("O1", "1-10", then, "100000.00")], [FLAT]), "2026-01")}
    given = pay_input([("O1", "1-10", now, "100000.00")], [FLAT], recorded=recorded, splits=splits)
    assert not paid(given, "2026-02").lines["2026-02"]


def test_a_late_order_that_is_given_away_afterwards_stays_too() -> None:
    recorded = {"2026-01": record(pay_input([O1], [FLAT]), "2026-01")}
    late = pay_input([O1, ("O2", "1-20", "Ann", 1_000)], [FLAT], recorded=recorded)
    done = paid(late, "2026-02")
    assert kinds(done, "2026-02") == [("adjusted", Decimal(50))]
    recorded["2026-02"] = recorded_in(done, late, "2026-02")
    given = pay_input([O1, ("O2", "1-20", "Ben", 1_000)], [FLAT], recorded=recorded)
    assert not paid(given, "2026-03").lines["2026-03"]
    raised = pay_input([O1, ("O2", "1-20", "Ben", 1_400)], [FLAT], recorded=recorded)
    assert kinds(paid(raised, "2026-03"), "2026-03") == [("adjusted", Decimal(20))]


def test_a_change_of_a_shared_order_goes_to_those_who_were_paid_in_their_parts() -> None:
    recorded = {"2026-01": record(pay_input([("O1", "1-10", "Ann60%/Ben40%", 10_000)], [FLAT]), "2026-01")}
    done = paid(pay_input([("O1", "1-10", "Lee", 12_000)], [FLAT], recorded=recorded), "2026-02")
    assert [total(done, "2026-02", name) for name in ("Ann", "Ben", "Lee")] == [60, 40, 0]


def test_a_part_of_the_orders_takes_nothing_back() -> None:
    orders = [O1, ("O2", "1-25", "Ann", 20_000)]
    recorded = {"2026-01": record(pay_input(orders, [FLAT]), "2026-01")}
    done = paid(pay_input(orders[1:], [FLAT], recorded=recorded), "2026-02")
    assert not done.lines["2026-02"]
    cancelled = paid(pay_input(orders[:1], [FLAT], recorded=recorded), "2026-02")
    assert kinds(cancelled, "2026-02")[0][0] == "adjusted"


def test_an_order_of_one_rule_is_new_to_no_other_period_of_it() -> None:
    recorded = {"2026-01": record(pay_input([("O1", "1-10", "Ben", 1_000), O1], [FLAT]), "2026-01")}
    assert {line.person for line in recorded["2026-01"].lines} == {"Ann", "Ben"}
    done = paid(pay_input([("O1", "1-10", "Lee", 1_000), O1], [FLAT], recorded=recorded), "2026-02")
    assert not lines(done, "2026-02", "Lee")


def test_pay_begins_with_the_first_order_however_early_a_rule_does() -> None:
    done = paid(pay_input([O1], [{**FLAT, "from": "0001-01-01"}]), "2026-02")
    assert [month.name for month in done.months] == ["2026-01", "2026-02"]


def test_a_late_order_of_somebody_who_had_sold_nothing_is_paid_at_the_base_rate() -> None:
    recorded = {"2026-01": record(pay_input([O1], [FLAT]), "2026-01")}
    done = paid(pay_input([O1, ("O2", "1-20", "Ben", 1_000)], [FLAT], recorded=recorded), "2026-02")
    assert kinds(done, "2026-02", "Ben") == [("adjusted", Decimal(50))]


def test_a_return_of_the_same_period_is_no_claw_back_from_another_rule() -> None:
    """Pumps pay 5 %, parts 1 %: a part that comes back in the same month takes 1 % off, not 5 %."""
    pumps = rule(quota=None, only={"categories": ["Pumps"]}, tiers=[{"from": "0", "rate": "5%"}])
    parts = rule(id="s", quota=None, only={"categories": ["Parts"]}, tiers=[{"from": "0", "rate": "1%"}])
    orders = [("S1", "1-10", "Ann", amount, None, kind) for amount, kind in ((1_000, "Pumps"), (1_000, "Parts"))]
    done = paid(pay_input([*orders, ("S1", "1-20", "Ann", -200, None, "Parts")], [pumps, parts]))
    found = sorted(each for each in kinds(done, "2026-01") if each[0] != "excluded")
    assert found == [("return", Decimal(-2)), ("sale", Decimal(10)), ("sale", Decimal(50))]
