"""The reverse funnel: the chain back from a target, whether it fits, which single lever closes a gap, when it falls."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from salesplan.compute.activity.funnel import (
    Driver,
    Drivers,
    Load,
    Means,
    chain_of,
    levers_of,
    over,
    steps_before,
    up,
)
from salesplan.compute.activity.funnel_findings import Told, driver_findings, funnel_findings, of_wishes
from salesplan.compute.activity.funnel_lag import MonthWeight, schedule_of
from salesplan.compute.activity.funnel_page import Asked, Need, funnel, worked
from salesplan.compute.activity.funnel_people import able_people, means_of
from salesplan.compute.activity.own_repeat import NOTHING
from salesplan.compute.rounding import half_up
from salesplan.compute.team.staff import Colleague, Staff
from salesplan.model.calendar import WorkCalendar
from salesplan.model.period import Period, month_of
from salesplan.model.plan.plan import Plan

WEEKDAYS = WorkCalendar(official=frozenset(range(2020, 2030)))
LIMITS = (Fraction(9, 10), Fraction(1))
JULY = month_of(2026, 7)
JUNE_30 = date(2026, 6, 30)


def those(*values: object) -> tuple[object, ...]:
    """Several figures side by side, exact ones beside whole numbers."""
    return values


def driver(key: str, value: object, source: str = "option", cases: int | None = None) -> Driver:
    return Driver(key, None if value is None else Fraction(str(value)), source, cases)  # type: ignore[arg-type] # words of the tests


def drivers(**changed: object) -> Drivers:
    """Those of the worked example of methods.md 7.1, with some changed."""
    told: dict[str, object] = {
        "customers": 200,
        "repeat_rate": "0.25",
        "repeat_orders": 1,
        "repeat_order": 4000,
        "order": 5000,
        "orders_per_customer": 1,
        "meeting": "0.1",
        "quote": "0.5",
        "win": "0.4",
        "cycle": 0,
        "calls": 30,
        "repeat": None,
        **changed,
    }
    made = {key: driver(key, value) for key, value in told.items()}
    return Drivers(
        repeat=tuple(made[key] for key in ("customers", "repeat_rate", "repeat_orders", "repeat_order")),
        order=made["order"],
        orders_per_customer=made["orders_per_customer"],
        rates=tuple(made[key] for key in ("meeting", "quote", "win")),
        cycle=made["cycle"],
        calls=made["calls"],
        repeat_revenue=made["repeat"],
    )


def load_of(contacts: Fraction | None, capacity: object, *, people: int = 8, days: int = 20) -> Load:
    able = None if capacity is None else Fraction(str(capacity)) * people * days
    return Load(contacts, Means(days, Fraction(people * days), able), LIMITS)


@pytest.mark.oracle("7.1-a")
def test_a_target_becomes_contacts_of_a_person_and_day() -> None:
    chain = chain_of(Fraction(600_000), drivers())
    assert those(chain.repeat, chain.new) == (200_000, 400_000)
    assert [those(step.key, step.count) for step in chain.steps] == [
        ("contacts", 4000), ("meetings", 400), ("quotes", 200), ("new_customers", 80), ("orders", 80),
    ]  # fmt: skip
    load = load_of(chain.contacts, 30)
    assert those(load.daily, load.load, load.verdict(chain, Fraction(1))) == (25, Fraction(5, 6), "ok")


@pytest.mark.parametrize(
    ("capacity", "verdict"),
    [
        ("27.78", "ok"), ("27.77", "tight"), (25, "tight"), ("24.99", "infeasible"), (None, "unknown"),
        (0, "infeasible"),
    ],
)  # fmt: skip
def test_the_limits_of_the_load_belong_to_the_better_verdict(capacity: object, verdict: str) -> None:
    chain = chain_of(Fraction(600_000), drivers())
    assert load_of(chain.contacts, capacity).verdict(chain, Fraction(1)) == verdict


def test_exactly_nine_tenths_is_fine_and_all_of_it_tight() -> None:
    chain = chain_of(Fraction(600_000), drivers())
    assert load_of(Fraction(9), 1, people=1, days=10).verdict(chain, Fraction(1)) == "ok"
    assert load_of(Fraction(10), 1, people=1, days=10).verdict(chain, Fraction(1)) == "tight"


def test_repurchase_that_brings_the_target_needs_no_new_customer() -> None:
    for target in (200_000, 199_999):
        chain = chain_of(Fraction(target), drivers(win=0, meeting=None))
        assert those(chain.new, chain.contacts, chain.covered, chain.missing) == (0, 0, True, ())
        assert load_of(chain.contacts, 30).verdict(chain, Fraction(1)) == "covered"
    assert not chain_of(Fraction(200_001), drivers()).covered


@pytest.mark.parametrize("bad", [0, None])
@pytest.mark.parametrize("key", ["meeting", "quote", "win", "order", "orders_per_customer"])
def test_a_driver_that_is_0_or_missing_is_named_and_nothing_before_it_is_known(key: str, bad: object) -> None:
    chain = chain_of(Fraction(600_000), drivers(**{key: bad}))
    assert chain.missing == (key,)
    assert chain.contacts is None
    known = {"meeting": 4, "quote": 3, "win": 2, "orders_per_customer": 1, "order": 0}[key]
    assert sum(step.count is not None for step in chain.steps) == known
    assert load_of(None, 30).verdict(chain, Fraction(1)) == "unknown"


def test_repurchase_that_is_not_known_is_never_0() -> None:
    chain = chain_of(Fraction(600_000), drivers(repeat_rate=None, customers=None))
    assert (chain.repeat, chain.new, chain.contacts) == (None, None, None)
    assert chain.missing == ("customers", "repeat_rate")
    assert chain_of(Fraction(600_000), drivers(customers=0)).repeat == 0


def test_repeat_sales_told_as_a_sum_stand_for_the_four_drivers() -> None:
    chain = chain_of(Fraction(600_000), drivers(repeat=500_000, repeat_rate=None))
    assert those(chain.repeat, chain.new, chain.missing) == (500_000, 100_000, ())
    assert drivers(repeat=1).all[0].key == "repeat"


def test_nothing_is_rounded_on_the_way_back() -> None:
    chain = chain_of(Fraction(300_000), drivers(order=7000, win="0.3"))
    orders = Fraction(100_000, 7000)
    assert chain.contacts == orders / Fraction(3, 10) / Fraction(1, 2) / Fraction(1, 10)


def test_steps_of_a_plan_without_names_are_numbered() -> None:
    rates = (driver("rate_1", "0.2"), driver("rate_2", "0.4"))
    assert steps_before(rates) == ("contacts", "step_2")
    chain = chain_of(Fraction(600_000), replace(drivers(), rates=rates))
    assert [step.key for step in chain.steps] == ["contacts", "step_2", "new_customers", "orders"]
    assert chain.contacts == 80 / Fraction("0.08")


def test_nothing_takes_nothing_at_any_rate() -> None:
    assert over(Fraction(0), None) == over(Fraction(0), Fraction(0)) == 0
    assert over(None, Fraction(1)) is over(Fraction(1), Fraction(0)) is None


def test_up_never_goes_below() -> None:
    assert those(up(Fraction(1, 3), 1), up(Fraction(4), 1), up(Fraction("12.01"), 0)) == (Fraction("0.4"), 4, 13)


def test_each_lever_closes_the_gap_alone() -> None:
    told = drivers(calls=20)
    chain = chain_of(Fraction(600_000), told)
    levers = {lever.key: lever for lever in levers_of(chain, told, load_of(chain.contacts, 20))}
    # 4,000 contacts against 3,200: everything by 1.25; repurchase must leave 320,000: 280,000 / 200,000 of 25 %.
    expected = {
        "meeting": "0.125", "quote": "0.625", "win": "0.5", "order": 6250, "orders_per_customer": "1.25",
        "repeat_rate": "0.35", "people": 10, "calls": 25,
    }  # fmt: skip
    assert {key: lever.needed for key, lever in levers.items()} == {k: Fraction(str(v)) for k, v in expected.items()}
    assert all(lever.possible for lever in levers.values())


def test_a_rate_above_all_of_it_cannot_close_the_gap_alone() -> None:
    told = drivers(win="0.9", repeat_rate="0.9")
    chain = chain_of(Fraction(2_000_000), told)
    levers = {lever.key: lever for lever in levers_of(chain, told, load_of(chain.contacts, 20))}
    assert not levers["win"].possible
    assert levers["win"].needed is not None
    assert levers["win"].needed > 1
    assert not levers["repeat_rate"].possible


def test_all_of_it_is_still_possible() -> None:
    told = drivers(win="0.8")
    chain = chain_of(Fraction(600_000), told)
    lever = next(each for each in levers_of(chain, told, load_of(chain.contacts, 10)) if each.key == "win")
    assert lever.needed == 1
    assert lever.possible


def test_there_are_no_levers_where_it_fits_or_nobody_knows() -> None:
    told = drivers()
    chain = chain_of(Fraction(600_000), told)
    assert levers_of(chain, told, load_of(chain.contacts, 25)) == ()
    assert levers_of(chain, told, load_of(chain.contacts, None)) == ()
    assert levers_of(chain, told, load_of(None, 1)) == ()


def test_without_repurchase_its_rate_is_no_lever() -> None:
    told = drivers(customers=0)
    chain = chain_of(Fraction(600_000), told)
    lever = next(each for each in levers_of(chain, told, load_of(chain.contacts, 20)) if each.key == "repeat_rate")
    assert (lever.needed, lever.possible) == (None, False)
    told = drivers(repeat=100_000)
    chain = chain_of(Fraction(600_000), told)
    assert "repeat_rate" not in {each.key for each in levers_of(chain, told, load_of(chain.contacts, 1))}


@settings(max_examples=50)
@given(
    target=st.integers(1, 10**8), rates=st.tuples(*[st.integers(1, 100)] * 3), customers=st.integers(0, 1000),
    order=st.integers(1, 10**6), able=st.integers(1, 100),
)  # fmt: skip
def test_every_possible_lever_brings_the_load_down_to_the_limit(
    target: int, rates: tuple[int, int, int], customers: int, order: int, able: int
) -> None:
    names = ("meeting", "quote", "win")
    changed: dict[str, object] = {name: Fraction(rate, 100) for name, rate in zip(names, rates, strict=True)}
    told = drivers(customers=customers, order=order, **changed)
    chain = chain_of(Fraction(target), told)
    load = load_of(chain.contacts, able)
    for lever in levers_of(chain, told, load):
        if not lever.possible:
            continue
        assert lever.needed is not None
        if lever.key in ("people", "calls"):
            per_day = lever.needed if lever.key == "calls" else able
            people = int(lever.needed) if lever.key == "people" else 8
            after = load_of(chain.contacts, per_day, people=people)
        else:
            other = drivers(**{"customers": customers, "order": order, **changed, lever.key: lever.needed})
            after = load_of(chain_of(Fraction(target), other).contacts, able)
        assert after.load is not None
        assert after.load <= 1, lever.key


def months_of(*numbers: int) -> list[MonthWeight]:
    return [MonthWeight(month_of(2026, number), Fraction(number)) for number in numbers]


def test_contacts_fall_a_sales_cycle_before_the_month() -> None:
    schedule = schedule_of(months_of(7, 8), 31, JUNE_30, WEEKDAYS)
    first, second = schedule.months
    assert (first.work, second.work) == (
        Period(date(2026, 5, 31), date(2026, 6, 30)), Period(date(2026, 7, 1), date(2026, 7, 31))
    )  # fmt: skip
    assert those(first.ahead, first.days, second.ahead, second.days) == (0, 0, 1, 23)
    assert (first.share, second.share, schedule.ahead) == (Fraction(7, 15), Fraction(8, 15), Fraction(8, 15))
    assert schedule.span == Period(date(2026, 7, 1), date(2026, 7, 31))
    assert len(schedule.days) == 23


def test_a_part_of_a_month_lies_ahead_by_its_working_days() -> None:
    # 16 June (Tuesday) to 16 July: 11 working days up to the as-of, 12 after it.
    month = schedule_of(months_of(7), 15, JUNE_30, WEEKDAYS).months[0]
    assert (month.work.first, month.ahead, month.days) == (date(2026, 6, 16), Fraction(12, 23), 12)


def test_when_all_days_have_passed_nothing_lies_ahead() -> None:
    schedule = schedule_of(months_of(7), 31, JUNE_30, WEEKDAYS)
    assert those(schedule.ahead, schedule.span, schedule.days) == (0, None, ())
    one_day = schedule_of(months_of(7), 30, JUNE_30, WEEKDAYS)
    assert one_day.span == Period(date(2026, 7, 1), date(2026, 7, 1))


def test_months_without_weight_share_alike_and_days_off_count_by_the_calendar() -> None:
    months = [MonthWeight(month_of(2026, n), Fraction(0)) for n in (7, 8)]
    assert [month.share for month in schedule_of(months, 0, JUNE_30, WEEKDAYS).months] == [Fraction(1, 2)] * 2
    weekend = [MonthWeight(Period(date(2026, 7, 4), date(2026, 7, 5)), Fraction(1))]
    assert schedule_of(weekend, 0, JUNE_30, WEEKDAYS).months[0].ahead == 1
    assert schedule_of(weekend, 10, JUNE_30, WEEKDAYS).months[0].ahead == 0


def test_people_count_on_the_days_they_are_there_at_their_part_of_full_time() -> None:
    days = [date(2026, 7, n) for n in (1, 2, 3, 6, 7)]
    staff = Staff(
        (
            Colleague("甲", contacts_per_day=Decimal(5)),
            Colleague("乙", hired=date(2026, 7, 6), share=Decimal("0.5")),
            Colleague("丙", left=date(2026, 7, 2), share=Decimal("0.4")),
            Colleague("丁", left=date(2026, 6, 30)),
        )
    )
    people = able_people(staff, days, Fraction(8))
    assert [those(one.name, one.person_days, one.per_day) for one in people] == [
        ("甲", 5, 5), ("乙", 1, 8), ("丙", Fraction(4, 5), 8),
    ]  # fmt: skip
    means = means_of(people, len(days))
    assert (means.person_days, means.capacity, means.people) == (Fraction("6.8"), Fraction("39.4"), Fraction("1.36"))
    assert means_of(able_people(staff, days, Fraction(8), calls_first=True), 5).per_day == 8
    assert means_of(able_people(staff, days, None), 5).capacity is None
    assert means_of((), 5).capacity is None


def asked(target: int = 600_000, **more: object) -> Asked:
    need = Need(JULY, Decimal(target), (MonthWeight(JULY, Fraction(1)),))
    told = {"people": Fraction(8), "days": 20, **more}
    return Asked(need, drivers(), NOTHING, Staff(), **told)  # type: ignore[arg-type] # as the tests say


def test_the_result_has_a_row_a_step_and_rounds_only_what_is_shown() -> None:
    plan = Plan()
    result = funnel(worked(asked(601_000), plan, JUNE_30, WEEKDAYS), plan, JUNE_30)
    rows = {str(row["step"]): row for row in result.rows.records()}
    assert (rows["contacts"]["needed"], rows["contacts"]["needed_whole"]) == (Decimal("4010.000000"), 4010)
    assert (rows["quotes"]["needed"], rows["quotes"]["needed_whole"]) == (Decimal("200.500000"), 201)
    assert rows["quotes"]["per_person_day"] == Decimal("1.253125")
    assert (rows["orders"]["rate"], rows["quotes"]["rate"]) == (None, Decimal("0.400000"))
    s = result.summary
    assert (s.verdict, s.load, s.per_person_day) == ("ok", Decimal("0.835417"), Decimal("25.062500"))
    assert (s.days_per_order, s.levers) == (None, ())


def test_few_orders_are_told_as_one_in_so_many_days() -> None:
    plan = Plan()
    s = funnel(worked(asked(225_000), plan, JUNE_30, WEEKDAYS), plan, JUNE_30).summary
    assert s.days_per_order == 4
    assert funnel(worked(asked(300_000), plan, JUNE_30, WEEKDAYS), plan, JUNE_30).summary.days_per_order is None


def test_a_part_that_lies_behind_is_told_and_makes_no_contacts_now() -> None:
    plan = Plan()
    told = replace(asked(), drivers=drivers(cycle=15), days=None)
    s = funnel(worked(told, plan, JUNE_30, WEEKDAYS), plan, JUNE_30).summary
    assert (s.ahead, s.days, s.contacts_ahead) == (Decimal("0.521739"), 12, Decimal("2086.956522"))
    assert s.new_before == Decimal("191304.35")
    assert s.per_person_day == Decimal("21.739130")
    late = funnel(worked(replace(told, drivers=drivers(cycle=60)), plan, JUNE_30, WEEKDAYS), plan, JUNE_30)
    assert (late.summary.verdict, late.summary.per_person_day) == ("late", None)
    assert "FUNNEL-late" in {each.code for each in late.findings}


def test_a_fraction_of_a_day_of_the_cycle_is_a_whole_day() -> None:
    plan = Plan()
    work = worked(replace(asked(), drivers=drivers(cycle="14.5"), days=None), plan, JUNE_30, WEEKDAYS)
    assert work.schedule.months[0].work.first == date(2026, 6, 16)


def codes(told: Drivers, capacity: object = 30) -> list[tuple[str, str | None]]:
    chain = chain_of(Fraction(600_000), told)
    schedule = schedule_of([MonthWeight(JULY, Fraction(1))], 0, JUNE_30, WEEKDAYS)
    found = funnel_findings(chain, load_of(chain.contacts, capacity), told, Told(), 20, schedule)
    return [(each.code, each.value) for each in found]


def test_what_is_missing_or_rests_on_few_cases_is_said_with_its_name() -> None:
    assert codes(drivers()) == []
    assert codes(drivers(win=None, order=0)) == [("FUNNEL-missing", "order"), ("FUNNEL-missing", "win")]
    nobody = replace(drivers(), repeat=(driver("customers", 0, "history", 0), *drivers().repeat[1:]))
    assert codes(nobody) == [("FUNNEL-no-buyers", "customers")]
    few = replace(drivers(), order=driver("order", 5000, "history", 19), cycle=driver("cycle", 3, "history", 20))
    assert codes(few) == [("FUNNEL-few-cases", "order")]
    assert codes(drivers(cycle=None), capacity=None) == [("FUNNEL-no-cycle", None), ("FUNNEL-no-capacity", None)]


def test_several_drivers_that_nobody_knows_are_one_sentence_with_one_line_to_type() -> None:
    none = drivers(customers=None, repeat_rate=None, order=None, win=None)
    chain = chain_of(Fraction(600_000), none)
    found = [each for each in driver_findings(none, chain.missing, Told(), 20) if each.code == "FUNNEL-missing"]
    assert len(found) == 1
    assert "--set customers=200 --set repeat_rate=25% --set order=5000 --rate win=40%" in str(found[0].fix)
    assert "复购率" in str(found[0].what)


def test_a_month_is_shared_by_those_who_are_there_in_it() -> None:
    """Two months of 10,000 contacts each; one of two people leaves between them, one works half of the time."""
    august = month_of(2026, 8)
    need = Need(
        Period(JULY.first, august.last), Decimal(600_000), tuple(MonthWeight(m, Fraction(1)) for m in (JULY, august))
    )
    people = Staff((Colleague("a", left=JULY.last), Colleague("b", share=Decimal("0.5"))))
    plan = Plan()
    s = funnel(worked(Asked(need, drivers(), NOTHING, people), plan, JUNE_30, WEEKDAYS), plan, JUNE_30).summary
    assert [month.days for month in s.months] == [23, 21]
    shared = [month.per_person_day for month in s.months]
    assert shared == [half_up(Fraction(2000) / Fraction("34.5")), half_up(Fraction(2000) / Fraction("10.5"))]
    told = Asked(need, drivers(), NOTHING, people, people=Fraction(2))
    s = funnel(worked(told, plan, JUNE_30, WEEKDAYS), plan, JUNE_30).summary
    assert [month.per_person_day for month in s.months] == [half_up(Fraction(2000, 46)), half_up(Fraction(2000, 42))]


@pytest.mark.parametrize(
    ("own", "cases", "told"), [("0.19", 20, True), ("0.2", 20, False), ("0.19", 19, False), ("0", 20, False)]
)
def test_a_rate_of_the_plan_far_above_the_own_is_said_to_be_a_wish(own: str, cases: int, told: bool) -> None:  # noqa: FBT001 - a case
    win = replace(driver("win", "0.4", "plan"), own=driver("win", own, "history", cases))
    rates = (*drivers().rates[:2], win)
    found = list(of_wishes(replace(drivers(), rates=rates), Fraction(19), 20))
    assert [each.value for each in found] == ["win"] * told
    assert not found or "40.0 次" in found[0].what.in_("zh")


@pytest.mark.parametrize(("joined", "told"), [("2026-07-31", True), ("2026-08-01", False)])
def test_seats_to_be_filled_in_these_days_are_told_not_to_count(joined: str, told: bool) -> None:  # noqa: FBT001 - a case
    seat = {"name": "待招1", "vacancy": True, "joined": joined}
    plan = Plan.model_validate({"team": {"members": [seat]}})
    need = asked().need
    people = Staff((Colleague("a"),))
    result = funnel(worked(Asked(need, drivers(), NOTHING, people), plan, JUNE_30, WEEKDAYS), plan, JUNE_30)
    assert [each.value for each in result.findings if each.code == "FUNNEL-vacancies"] == ["待招1"] * told
    assert result.summary.people == 1
    by_hand = funnel(worked(asked(), plan, JUNE_30, WEEKDAYS), plan, JUNE_30)
    assert "FUNNEL-vacancies" not in {each.code for each in by_hand.findings}
    filled = Asked(need, drivers(), NOTHING, Staff((Colleague("待招1"),)))
    result = funnel(worked(filled, plan, JUNE_30, WEEKDAYS), plan, JUNE_30)
    assert "FUNNEL-vacancies" not in {each.code for each in result.findings}
