"""What a change is worth: one driver at a time, several together, what another must do for a goal."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from salesplan.compute.activity.funnel import Driver, Drivers
from salesplan.compute.activity.funnel_findings import Told
from salesplan.compute.activity.sensitivity import (
    DELTAS,
    Base,
    SensitivitySummary,
    Setup,
    Wish,
    change,
    effects_of,
    is_rate,
    required_other,
    sensitivity,
    together,
)
from salesplan.compute.working_days import workdays
from salesplan.load.calendar import work_calendar
from salesplan.model.period import Period
from salesplan.model.plan.plan import Plan
from salesplan.model.result import Result

AS_OF = date(2025, 12, 31)
YEAR = Period(date(2026, 1, 1), date(2026, 12, 31))


TABLE = Wish()


def those(*values: object) -> tuple[object, ...]:
    """Several figures side by side, exact ones beside whole numbers."""
    return values


def base(calls: object = 5, *, people_days: int = 100, **changed: object) -> Base:
    told: dict[str, object] = {
        "customers": 10, "repeat_rate": "0.5", "repeat_orders": 2, "repeat_order": 1000,
        "order": 2000, "orders_per_customer": 1, "meeting": "0.1", "quote": "0.5", "win": "0.9", "repeat": None,
        **changed,
    }  # fmt: skip
    made = {k: Driver(k, None if v is None else Fraction(str(v)), "option") for k, v in told.items()}
    drivers = Drivers(
        tuple(made[k] for k in ("customers", "repeat_rate", "repeat_orders", "repeat_order")),
        made["order"],
        made["orders_per_customer"],
        tuple(made[k] for k in ("meeting", "quote", "win")),
        Driver("cycle"),
        repeat_revenue=made["repeat"],
    )
    calls_ = Driver("calls", None if calls is None else Fraction(str(calls)), "option")
    return Base(drivers, Fraction(people_days), calls_)


def result(of: Base, wish: Wish = TABLE, days: int = 20) -> Result[SensitivitySummary]:
    setup = Setup(Period(date(2026, 1, 1), date(2026, 1, 31)), days, "2026", 248)
    return sensitivity(of, wish, setup, Told(), Plan(), AS_OF)


@pytest.mark.oracle("7.2-a")
def test_half_a_call_more_and_what_the_rest_must_bring() -> None:
    known = change(Fraction("5.5"), Fraction(6))
    assert known == Fraction(1, 11)
    days = workdays(YEAR, work_calendar("CN", {2026}))
    assert days == 248
    s = result(base("5.5"), Wish(to=Fraction(6), goal=Fraction("0.6"))).summary
    assert those(s.volume, s.year_contacts) == (Decimal("0.090909"), 124)
    rest = [required_other(Fraction(goal), known) for goal in ("0.60", "0.69", "0.06")]
    assert [round(float(each or 0) * 100, 1) for each in rest] == [46.7, 54.9, -2.8]
    assert (s.known, s.goal, s.required) == (Decimal("0.090909"), Decimal("0.600000"), Decimal("0.466667"))


def test_changes_of_several_multiply() -> None:
    assert together([Fraction(1, 10), Fraction(1, 5)]) == Fraction("0.32")
    assert together([Fraction(-1, 2), Fraction(1)]) == 0
    assert together([]) == 0


def test_from_0_or_nothing_no_share_is_told() -> None:
    assert change(Fraction(0), Fraction(5)) is change(None, Fraction(5)) is change(Fraction(5), None) is None
    assert required_other(Fraction(1), Fraction(-1)) is None


def test_the_base_is_repurchase_and_what_the_present_contacts_bring() -> None:
    of = base()
    # a contact: 10 % x 50 % x 90 % x 1 x 2,000 = 90; 5 a day on 100 days
    assert those(of.repeat, of.per_contact, of.new, of.total) == (10_000, 90, 45_000, 55_000)


def test_each_driver_is_changed_alone() -> None:
    effects = {(e.key, e.delta): e for e in effects_of(base())}
    assert len(effects) == 10 * len(DELTAS)
    up = effects["calls", Fraction(1, 10)]
    assert [up.value, up.part, up.amount, up.result] == [Fraction("5.5"), Fraction(1, 10), 4500, 59_500]
    assert up.whole == Fraction(4500, 55_000)
    down = effects["repeat_rate", Fraction(-1, 5)]
    assert [down.part, down.amount, down.whole] == [Fraction(-1, 5), -2000, Fraction(-2000, 55_000)]


def test_a_rate_ends_at_all_of_it() -> None:
    effects = {(e.key, e.delta): e for e in effects_of(base())}
    capped = effects["win", Fraction(1, 5)]
    assert [capped.capped, capped.value, capped.part] == [True, 1, Fraction(1, 9)]
    assert not effects["win", Fraction(1, 10)].capped
    assert not effects["order", Fraction(1, 5)].capped
    exactly = {(e.key, e.delta): e for e in effects_of(base(win="0.8", meeting=Fraction(10, 12)))}
    assert not exactly["meeting", Fraction(1, 5)].capped
    assert [is_rate(key) for key in ("rate_2", "win", "calls")] == [True, True, False]


def test_what_rests_on_0_or_on_nothing_is_not_known() -> None:
    for bad in (0, None):
        effects = [e for e in effects_of(base(win=bad)) if e.key == "win"]
        assert all((e.value, e.part, e.whole, e.amount, e.result) == (None,) * 5 for e in effects)
    other = {(e.key, e.delta): e for e in effects_of(base(win=None))}
    assert other["order", Fraction(1, 10)].part == Fraction(1, 10)
    assert other["order", Fraction(1, 10)].amount is None
    assert other["repeat_rate", Fraction(1, 10)].amount == 1000
    assert other["repeat_rate", Fraction(1, 10)].whole is None


def test_without_people_or_calls_there_is_no_money() -> None:
    assert base(people_days=0).new is base(None).new is None
    s = result(base(None)).summary
    assert (s.calls, s.calls_to, s.volume, s.extra_amount) == (None, None, None, None)
    zero = result(base(0), Wish(to=Fraction(2))).summary
    assert those(zero.volume, zero.extra_contacts, zero.extra_amount) == (None, 40, 18_000)


def test_one_more_contact_a_day_is_the_default() -> None:
    s = result(base()).summary
    assert those(s.calls_to, s.volume, s.extra_contacts, s.extra_amount) == (6, Decimal("0.2"), 20, 9_000)
    assert (s.known_amount, s.required) == (None, None)


def test_changes_of_both_parts_come_to_a_sum_of_money() -> None:
    wish = Wish(Fraction(6), {"order": Fraction(1, 10), "repeat_rate": Fraction(-1, 10)})
    s = result(base(), wish).summary
    # new: 1.2 x 1.1 - 1 = 32 % of 45,000; repeat: -10 % of 10,000
    assert s.known_amount == Decimal("13400.00")
    assert s.known == Decimal("0.243636")  # of the whole, 55,000
    assert s.changes == (("calls", Decimal("0.2")), ("order", Decimal("0.1")), ("repeat_rate", Decimal("-0.1")))


def test_changes_of_one_part_are_a_product_and_of_both_need_the_whole() -> None:
    one = result(base(customers=None), Wish(changes={"order": Fraction(1, 10), "win": Fraction(1, 10)})).summary
    assert those(one.known, one.known_amount) == (Decimal("0.21"), 9450)
    both = result(
        base(customers=None), Wish(changes={"order": Fraction(1, 10), "repeat_rate": Fraction(1, 10)})
    ).summary
    assert (both.known, both.known_amount) == (None, None)


def test_the_widest_bar_comes_first() -> None:
    s = result(base()).summary
    assert [bar.key for bar in s.tornado] == [
        "calls", "meeting", "quote", "orders_per_customer", "order", "win",
        "customers", "repeat_rate", "repeat_orders", "repeat_order",
    ]  # fmt: skip
    assert those(s.tornado[0].low_amount, s.tornado[0].high_amount) == (-9000, 9000)


def test_drivers_that_are_missing_are_named() -> None:
    found = result(base(win=None))
    assert [(p.code, p.value) for p in found.findings] == [("FUNNEL-missing", "win")]


@settings(max_examples=50)
@given(st.integers(1, 1000), st.integers(-99, 900))
def test_what_is_known_and_what_is_required_make_the_goal(known: int, goal: int) -> None:
    one, other = Fraction(known, 100), Fraction(goal, 100)
    rest = required_other(other, one)
    assert rest is not None
    assert together([one, rest]) == other


def test_a_rate_far_above_the_history_is_worth_less_at_it() -> None:
    """One contact a day more of 100 person days at 90 is 9,000; the plan's 50 % quotes are 5 times the own 10 %."""
    of = base()
    own = Driver("quote", Fraction(1, 10), "history", 50, 5)
    rates = tuple(replace(each, own=own) if each.key == "quote" else each for each in of.drivers.rates)
    found = result(replace(of, drivers=replace(of.drivers, rates=rates))).summary
    assert (found.extra_amount, found.extra_at_history) == (Decimal("9000.00"), Decimal("1800.00"))
    assert result(of).summary.extra_at_history is None
