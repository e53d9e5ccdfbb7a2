"""Pay month by month, against figures worked by hand; what users of other tools complain of, each as a test."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from paid_plans import ANN, BEN, LEADER, kinds, lines, paid, pay_input, record, recorded_in, rule, total
from salesplan.compute.pay.pay_findings import missing_before, missing_quotas
from salesplan.compute.pay.payees import twice_paid
from salesplan.compute.team.staff import Colleague, Staff

ONE = [("S1", "1-10", "Ann", 130_000)]


@pytest.mark.oracle("9.5-a")
def test_nine_tenths_collected_pay_nine_tenths() -> None:
    given_ = pay_input(ONE, [rule(gate="collected")], payments=[("S1", "C", "1-20", 117_000)])
    done = paid(given_)
    assert total(done, "2026-01") == 6_840
    assert sum(entry.deferred for entry in done.books.entries.values()) == 760


def test_the_rest_is_paid_in_the_month_of_its_collection() -> None:
    payments = [("S1", "C", "1-20", 117_000), ("S1", "C", "3-02", 13_000)]
    done = paid(pay_input(ONE, [rule(gate="collected")], payments=payments), "2026-Q1")
    assert [total(done, month) for month in ("2026-01", "2026-02", "2026-03")] == [6_840, 0, 760]
    assert kinds(done, "2026-03") == [("released", Decimal(760))]


@pytest.mark.parametrize("cut", [[130_000], [13_000] * 10, [99_999, 1, 20_000, 10_000]])
def test_tiers_hold_for_the_total_and_not_for_each_line(cut: list[int]) -> None:
    orders = [(f"S{n}", "1-10", "Ann", amount) for n, amount in enumerate(cut)]
    assert total(paid(pay_input(orders, [rule()])), "2026-01") == 7_600


def test_every_line_of_a_ladder_tells_its_tier_rate_order_and_row() -> None:
    found = lines(paid(pay_input(ONE, [rule()])), "2026-01")
    told: list[tuple[object, ...]] = [(x.order, x.tier, x.base, float(x.rate or 0), x.pay) for x in found]
    assert told == [
        ("S1", 1, 100_000, 0.05, 5_000),
        ("S1", 2, 20_000, 0.08, 1_600),
        ("S1", 3, 10_000, 0.1, 1_000),
    ]
    assert {(x.file, x.row) for x in found} == {("orders.xlsx", 2)}


def test_a_cap_is_a_line_of_its_own_and_is_gated_like_the_rest() -> None:
    done = paid(pay_input(ONE, [rule(cap="7000")]))
    assert kinds(done, "2026-01")[-1] == ("cap", Decimal(-600))
    assert total(done, "2026-01") == 7_000
    gated = pay_input(ONE, [rule(cap="7000", gate="collected")], payments=[("S1", "C", "1-20", 117_000)])
    assert total(paid(gated), "2026-01") == 6_300


def test_credit_notes_of_the_same_month_lower_the_tier() -> None:
    done = paid(pay_input([*ONE, ("S2", "1-12", "Ann", -30_000)], [rule()]))
    assert total(done, "2026-01") == 5_000


def test_a_return_of_an_earlier_sale_gives_back_the_rate_paid_then() -> None:
    later = [("S1", "2-05", "Ann", -13_000), ("S2", "2-06", "Ann", 50_000)]
    done = paid(pay_input([*ONE, *later], [rule()]), "2026-02")
    assert kinds(done, "2026-02")[0] == ("clawback", Decimal(-760))  # a tenth of 7,600, not 13,000 at 5 %
    assert total(done, "2026-02") == -760 + 2_500


def test_a_return_larger_than_its_order_takes_the_rest_from_this_month() -> None:
    orders = [("S1", "1-10", "Ann", 10_000), ("S1", "2-05", "Ann", -15_000), ("S2", "2-06", "Ann", 50_000)]
    done = paid(pay_input(orders, [rule()]), "2026-02")
    assert kinds(done, "2026-02") == [("clawback", Decimal(-500)), ("return", Decimal(-250)), ("sale", Decimal(2_500))]


def test_negative_pay_is_carried_on_and_never_paid_out_as_a_positive() -> None:
    orders = [("S1", "1-10", "Ann", -20_000), ("S2", "2-06", "Ann", 10_000), ("S3", "3-06", "Ann", 30_000)]
    done = paid(pay_input(orders, [rule()]), "2026-Q1")
    assert [total(done, month) for month in ("2026-01", "2026-02", "2026-03")] == [0, 0, 1_000]
    assert kinds(done, "2026-03") == [("sale", Decimal(1_500)), ("carried_in", Decimal(-500))]


def test_an_order_is_paid_under_the_rule_of_its_date_and_quota_by_working_days() -> None:
    old = rule(id="old", to="2026-01-15")
    new = rule(id="new", **{"from": "2026-01-16", "tiers": [{"from": "0", "rate": "1%"}]})
    done = paid(pay_input([("S1", "1-15", "Ann", 10_000), ("S2", "1-16", "Ann", 10_000)], [old, new]))
    assert [(x.rule, int(x.pay)) for x in lines(done, "2026-01")] == [("old", 500), ("new", 100)]
    quotas = [each.quota for each in done.accruals if each.person == "Ann"]
    assert [float(q or 0) for q in quotas] == [50_000, 50_000]  # 11 of 22 working days each


def test_a_joiner_has_his_part_of_the_quota() -> None:
    new = replace(ANN, hired=date(2026, 1, 16))
    done = paid(pay_input([("S1", "1-20", "Ann", 60_000)], [rule()], people=[new]))
    assert done.accruals[0].attainment == Decimal("1.2")
    assert total(done, "2026-01") == 2_500 + 800


def test_a_quota_of_0_pays_the_base_rate() -> None:
    done = paid(pay_input(ONE, [rule(quota="0")]))
    assert total(done, "2026-01") == 6_500
    assert done.accruals[0].attainment is None


def test_a_threshold_pays_nothing_below_and_everything_from_it_on() -> None:
    for amount, expected in ((59_999, 0), (60_000, 3_000)):
        done = paid(pay_input([("S1", "1-10", "Ann", amount)], [rule(threshold="60%")]))
        assert total(done, "2026-01") == expected


@pytest.mark.parametrize(
    ("cell", "expected"),
    [("Ann/Ben", [50, 50]), ("Ann60%/Ben40%", [60, 40]), ("Ann", [100, 0]), ("Nobody", [0, 0]), ("", [0, 0])],
)
def test_a_shared_order_is_split_and_an_unknown_rep_gets_nothing(cell: str, expected: list[int]) -> None:
    flat = rule(quota="none", tiers=[{"from": "0", "rate": "10%"}])
    done = paid(pay_input([("S1", "1-10", cell, 1_000)], [flat]))
    assert [total(done, "2026-01", name) for name in ("Ann", "Ben")] == expected


def test_three_who_share_a_cent_that_does_not_divide_add_up_to_it() -> None:
    flat = rule(quota="none", tiers=[{"from": "0", "rate": "100%"}])
    done = paid(pay_input([("S1", "1-10", "Ann/Ben/Lee", "100.00")], [flat]))
    parts = [total(done, "2026-01", name) for name in ("Ann", "Ben", "Lee")]
    assert parts == [Decimal("33.34"), Decimal("33.33"), Decimal("33.33")]


def test_the_plan_says_who_shares_an_order_or_a_customer_an_order_first() -> None:
    splits = [
        {"customer": "Big", "shares": {"Ann": "70%", "Ben": "30%"}},
        {"order": "S2", "shares": {"Ben": "100%"}},
    ]
    orders = [("S1", "1-10", "Lee", 1_000, None, None, "Big"), ("S2", "1-11", "Ann", 1_000, None, None, "Big")]
    flat = rule(quota="none", tiers=[{"from": "0", "rate": "10%"}])
    done = paid(pay_input(orders, [flat], splits=splits))
    assert [total(done, "2026-01", name) for name in ("Ann", "Ben", "Lee")] == [70, 130, 0]


def test_the_rep_on_the_order_is_paid_not_the_one_of_today() -> None:
    done = paid(pay_input([("S1", "1-10", "Ben", 1_000)], [rule()]))
    assert [total(done, "2026-01", name) for name in ("Ann", "Ben")] == [0, 50]


def test_a_manager_is_paid_for_his_team_and_own_rules_go_beside() -> None:
    team = rule(id="m", who={"roles": ["Manager"]}, sales="team", quota="none", tiers=[{"from": "0", "rate": "1%"}])
    own = rule(who={"roles": ["Sales"]})
    done = paid(pay_input([("S1", "1-10", "Ann", 1_000), ("S2", "1-10", "Ben", 500)], [own, team]))
    assert [total(done, "2026-01", name) for name in ("Ann", "Ben", "Lee")] == [50, 25, 15]


@pytest.mark.parametrize(
    ("how", "expected"),
    [
        ({"share_out": "equal"}, [5, 5, 5]),
        ({"share_out": "sales"}, [10, 5, 0]),
        ({"share_out": "weights", "weights": {"Ann": "1", "Lee": "2"}}, [5, 0, 10]),
    ],
)
def test_a_team_bonus_is_shared_out(how: dict[str, object], expected: list[int]) -> None:
    pool = rule(sales="team", quota="none", tiers=[{"from": "0", "rate": "1%"}], **how)
    done = paid(pay_input([("S1", "1-10", "Ann", 1_000), ("S2", "1-10", "Ben", 500)], [pool]))
    assert [total(done, "2026-01", name) for name in ("Ann", "Ben", "Lee")] == expected


def test_excluded_items_pay_nothing_and_are_named() -> None:
    orders = [("S1", "1-10", "Ann", 1_000, "Sample"), ("S2", "1-10", "Ann", 1_000, "Pump")]
    done = paid(pay_input(orders, [rule(exclude={"products": ["sample"]})]))
    assert kinds(done, "2026-01") == [("excluded", Decimal(0)), ("sale", Decimal(50))]
    assert done.accruals[0].sold == 1_000


@pytest.mark.parametrize(
    ("rate", "expected"),
    [
        ({"categories": ["Parts"], "rate": "2%"}, 70),
        ({"categories": ["Parts"], "times": "2"}, 150),
        ({"margin_from": "30%", "rate": "6%"}, 110),
        ({"margin_to": "30%", "rate": "0"}, 50),
    ],
)
def test_products_and_margins_have_rates_of_their_own(rate: dict[str, object], expected: int) -> None:
    orders = [
        ("S1", "1-10", "Ann", 1_000, None, "Pumps", None, 600),  # margin 40 %
        ("S2", "1-10", "Ann", 1_000, None, "Parts", None, 900),  # margin 10 %
    ]
    assert total(paid(pay_input(orders, [rule(rates=[rate])])), "2026-01") == expected


def test_profit_has_tiers_of_its_own() -> None:
    orders = [("S1", "1-10", "Ann", 1_000, None, None, None, 600)]
    assert total(paid(pay_input(orders, [rule(measure="gross_profit")])), "2026-01") == 20


def test_collections_pay_when_and_what_comes_in() -> None:
    payments = [("S1", "C", "2-03", 1_000), (None, "C", "3-03", 600)]
    orders = [("S1", "1-10", "Ann", 1_000), ("S2", "1-11", "Ben", 1_000)]
    done = paid(pay_input(orders, [rule(measure="collections")], payments=payments), "2026-Q1")
    assert [total(done, month) for month in ("2026-01", "2026-02", "2026-03")] == [0, 50, 0]
    assert total(done, "2026-03", "Ben") == 30


def test_payments_without_an_order_pay_the_oldest_first() -> None:
    orders = [("S2", "1-12", "Ann", 1_000), ("S1", "1-10", "Ann", 1_000), ("S3", "2-10", "Ann", 1_000)]
    given_ = pay_input(orders, [rule(gate="collected")], payments=[(None, "C", "1-20", 1_500), (None, "D", "1-20", 9)])
    assert given_.collected is not None
    shares = [float(given_.collected.share(ref, date(2026, 1, 31))) for ref in ("S1", "S2", "S3")]
    assert shares == [1, 0.5, 0]
    assert given_.collected.loose == 9


def test_the_year_to_date_lifts_earlier_months_into_the_tier_reached() -> None:
    tiers = [{"from": "0", "to": "100%", "rate": "1%"}, {"from": "100%", "rate": "2%"}]
    orders = [("S1", "1-10", "Ann", 90_000), ("S2", "2-10", "Ann", 130_000)]
    cumulative = rule(cumulative="yes", mode="whole", tiers=tiers)
    done = paid(pay_input(orders, [cumulative]), "2026-02")
    assert total(done, "2026-01") == 900
    assert kinds(done, "2026-02") == [("sale", Decimal(2_600)), ("true_up", Decimal(900))]  # 220,000 at 2 % in all


def test_a_draw_brings_pay_up_and_is_given_back() -> None:
    draws = [{"who": {"reps": ["Ann"]}, "amount": "1000", "from": "2026-01-01", "to": "2026-02-28"}]
    orders = [("S1", "1-10", "Ann", 5_000), ("S2", "2-10", "Ann", 24_000), ("S3", "3-10", "Ann", 40_000)]
    done = paid(pay_input(orders, [rule()], draws=draws), "2026-Q1")
    assert [kinds(done, month)[-1] for month in ("2026-01", "2026-02", "2026-03")] == [
        ("advance", Decimal(750)),
        ("recovered", Decimal(-200)),
        ("recovered", Decimal(-550)),
    ]
    assert [total(done, month) for month in ("2026-01", "2026-02", "2026-03")] == [1_000, 1_000, 1_450]


def test_a_guarantee_is_not_given_back() -> None:
    draws = [{"amount": "1000", "from": "2026-01-01", "to": "2026-01-31", "recoverable": "no", "who": {"reps": ["R1"]}}]
    orders = [("S1", "1-10", "Ann", 5_000), ("S2", "2-10", "Ann", 40_000)]
    done = paid(pay_input(orders, [rule()], draws=draws), "2026-02")
    assert [total(done, month) for month in ("2026-01", "2026-02")] == [1_000, 2_000]


def test_a_quarter_is_settled_with_its_last_month_and_told_before() -> None:
    given_ = pay_input([("S1", "1-10", "Ann", 130_000)], [rule(period="quarter")])
    january = paid(given_)
    assert not lines(january, "2026-01")
    assert [(each.settled, int(each.sold)) for each in january.accruals if each.person == "Ann"] == [(False, 130_000)]
    assert total(paid(given_, "2026-03"), "2026-03") == 7_600


# The past stays as it was


def test_a_changed_rule_never_changes_a_recorded_month() -> None:
    given_ = pay_input(ONE, [rule()])
    before = paid(given_)
    recorded = {"2026-01": recorded_in(before, given_, "2026-01")}
    changed = [rule(tiers=[{"from": "0", "rate": "50%"}])]
    done = paid(pay_input(ONE, changed, recorded=recorded), "2026-02")
    assert done.lines["2026-01"] == before.lines["2026-01"]
    assert not done.lines["2026-02"]


@pytest.mark.parametrize(
    ("now", "expected"),
    [
        ([("S1", "1-10", "Ann", 143_000)], [("adjusted", Decimal(760))]),
        ([("S1", "1-10", "Ann", 117_000)], [("adjusted", Decimal(-760)), ("carried", Decimal(760))]),
        ([("S1", "1-10", "Ben", 130_000)], []),
        ([("S1", "1-10", "Ann/Ben", 143_000)], [("adjusted", Decimal(760))]),
        ([*ONE, ("S9", "1-31", "Ann", 10_000)], [("adjusted", Decimal("584.62"))]),
        ([*ONE, ("S1", "2-10", "Ann", -13_000)], [("clawback", Decimal(-760)), ("carried", Decimal(760))]),
    ],
    ids=["raised", "lowered", "given to another", "raised and shared", "entered late", "returned later"],
)
def test_later_changes_come_as_lines_of_this_month_at_the_rate_of_then(
    now: list[tuple[object, ...]], expected: list[tuple[str, Decimal]]
) -> None:
    recorded = {"2026-01": record(pay_input(ONE, [rule()]), "2026-01")}
    given_ = pay_input(now, [rule()], recorded=recorded)
    done = paid(given_, "2026-02")
    assert kinds(done, "2026-02") == expected
    assert {line.order for line in lines(done, "2026-02")} - {None} <= {"S1", "S9"}
    recorded["2026-02"] = recorded_in(done, given_, "2026-02")
    again = paid(pay_input(now, [rule()], recorded=recorded), "2026-03")
    assert "adjusted" not in {line.kind for line in again.lines["2026-03"]}


def test_orders_that_do_not_reach_back_to_a_recorded_month_take_nothing_back() -> None:
    recorded = {"2026-01": record(pay_input(ONE, [rule()]), "2026-01")}
    done = paid(pay_input([("S2", "2-10", "Ann", 1_000)], [rule()], recorded=recorded), "2026-02")
    assert kinds(done, "2026-02") == [("sale", Decimal(50))]


def test_what_was_recorded_goes_on_as_if_it_had_been_worked_out() -> None:
    orders = [("S1", "1-10", "Ann", 30_000), ("S2", "2-10", "Ann", 50_000), ("S1", "3-01", "Ann", -40_000)]
    payments = [("S1", "C", "2-20", 20_000), ("S2", "C", "3-20", 50_000)]
    rules = [rule(gate="collected")]
    draws = [{"amount": "400", "from": "2026-01-01", "to": "2026-01-31"}]
    given_ = pay_input(orders, rules, payments=payments, draws=draws)
    fresh = paid(given_, "2026-Q1")
    recorded = {month: recorded_in(fresh, given_, month) for month in ("2026-01", "2026-02")}
    after = paid(pay_input(orders, rules, payments=payments, draws=draws, recorded=recorded), "2026-Q1")
    assert after.lines == fresh.lines


# Twice


def test_two_rules_for_the_same_people_and_sales_are_found_with_their_days() -> None:
    rules = pay_input([], [rule(id="a"), rule(id="b", **{"from": "2026-06-01"})]).plan.rules
    (found,) = twice_paid(rules, Staff((ANN, BEN)))
    assert (found[0].id, found[1].id, found[2], str(found[3])[:10]) == ("a", "b", "Ann", "2026-06-01")


@pytest.mark.parametrize(
    "other",
    [
        {"from": "2026-02-01"},
        {"who": {"roles": ["Manager"]}},
        {"measure": "collections"},
        {"sales": "team"},
        {"only": {"categories": ["Parts"]}},
    ],
    ids=["later", "other people", "other measure", "his team's", "other products"],
)
def test_rules_that_keep_apart_pay_nothing_twice(other: dict[str, object]) -> None:
    first = rule(id="a", to="2026-01-31", who={"roles": ["Sales"]}, only={"categories": ["Pumps"]})
    rules = pay_input([], [first, rule(id="b", **{"who": {"roles": ["Sales"]}, **other})]).plan.rules
    assert not list(twice_paid(rules, Staff((ANN, LEADER))))


# Sums

amounts = st.lists(
    st.tuples(
        st.integers(1, 3), st.integers(1, 28), st.sampled_from(["Ann", "Ben", "Ann/Ben"]), st.integers(-9_999, 9_999)
    ),
    max_size=14,
)


@settings(max_examples=40)
@given(amounts, st.sampled_from(["marginal", "whole"]), st.booleans())
def test_payments_and_what_is_open_come_to_what_was_earned(
    rows: list[tuple[int, int, str, int]],
    mode: str,
    gated: bool,  # noqa: FBT001 - drawn
) -> None:
    orders = [(f"S{n % 5}", f"{m}-{d}", who, Decimal(a) / 100) for n, (m, d, who, a) in enumerate(rows)]
    own = rule(mode=mode, quota="30", threshold="20%", cap="5", gate="collected" if gated else "none")
    payments = [(f"S{n}", "C", "2-14", "13.37") for n in range(4)]
    done = paid(pay_input(orders, [own], payments=payments), "2026-Q1")
    every = [line for month in done.lines.values() for line in month]
    for name in ("Ann", "Ben"):
        entries = [entry for entry in done.books.entries.values() if entry.person == name]
        got = sum((line.pay for line in every if line.person == name), Decimal(0))
        earned = sum((entry.earned for entry in entries), Decimal(0))
        assert got == earned - sum((entry.deferred for entry in entries), Decimal(0)) + done.books.owed[name]
        for month in done.months:
            assert sum((line.pay for line in done.lines[month.name] if line.person == name), Decimal(0)) >= 0
    assert all(line.pay == line.pay.quantize(Decimal("0.01")) for line in every)


def test_people_without_sales_are_told_and_paid_nothing() -> None:
    done = paid(pay_input([], [rule()], people=[Colleague("Ann")]))
    assert [(each.person, int(each.sold), int(each.earned)) for each in done.accruals] == [("Ann", 0, 0)]
    assert not done.lines["2026-01"]


def test_people_without_a_quota_in_earlier_years_are_told_and_stop_nothing() -> None:
    """The plan's target is that of 2026: what was sold in 2025 has none."""
    targets = {"t": {("ann", "2026-02"): Decimal(100_000)}}
    rules = [rule(quota={"targets": "t"}, **{"from": "2025-01-01"})]
    made = pay_input([("S1", "2-10", "Ann", 100_000)], rules, targets=targets)
    sale = made.credits["revenue"][0]
    early = replace(sale, sale=replace(sale.sale, ref="S0", date=date(2025, 12, 1)))
    given_ = replace(made, credits={"revenue": [early, sale]}, first_sale=date(2025, 12, 1))
    done = paid(given_, "2026-02")
    asked = done.months[-1]
    assert total(done, "2026-02") == 5_000
    assert not missing_quotas(done, asked)
    assert [(each.code, each.severity, each.value) for each in missing_before(done, asked)] == [
        ("PAY-no-quota-before", "warning", "2025-12")
    ]


# What a settlement is held to


def test_a_leaver_has_his_part_of_the_quota() -> None:
    """He leaves on the 15th, after 11 of 22 working days: 60,000 are 120 % of 50,000."""
    gone = replace(ANN, left=date(2026, 1, 15))
    done = paid(pay_input([("S1", "1-10", "Ann", 60_000)], [rule()], people=[gone]))
    assert done.accruals[0].quota == 50_000
    assert total(done, "2026-01") == 2_500 + 800


def test_the_cap_of_the_year_to_date_is_one_for_each_month() -> None:
    orders = [("S1", "1-10", "Ann", 10_000), ("S2", "2-10", "Ann", 300_000)]
    done = paid(pay_input(orders, [rule(cumulative="yes", cap="4000")]), "2026-02")
    assert [total(done, month) for month in ("2026-01", "2026-02")] == [500, 7_500]


def test_a_return_gives_back_its_part_of_the_cap_too() -> None:
    """S1 alone was capped from 7,600 to 3,800: a tenth of it gives back 380, a tenth of what was paid."""
    orders = [*ONE, ("S1", "2-05", "Ann", -13_000)]
    done = paid(pay_input(orders, [rule(cap="3800")]), "2026-02")
    assert kinds(done, "2026-02")[0] == ("clawback", Decimal(-380))


def test_two_returns_of_one_order_take_back_no_more_than_it_earned() -> None:
    orders = [("S1", "1-10", "Ann", 10_000), ("S1", "2-05", "Ann", -8_000), ("S1", "2-06", "Ann", -8_000)]
    done = paid(pay_input(orders, [rule()]), "2026-02")
    assert [pay for kind, pay in kinds(done, "2026-02") if kind == "clawback"] == [-400, -100]
    assert [pay for kind, pay in kinds(done, "2026-02") if kind == "return"] == [-300]


def test_a_return_after_a_change_of_rules_takes_back_what_the_old_rule_paid_and_none_of_the_same_month() -> None:
    old = rule(id="old", to="2026-01-31")
    new = rule(id="new", **{"from": "2026-02-01", "tiers": [{"from": "0", "rate": "1%"}]})
    orders = [("S1", "1-10", "Ann", 10_000), ("S1", "2-05", "Ann", -1_000), ("S2", "2-06", "Ann", 900)]
    done = paid(pay_input(orders, [old, new]), "2026-02")
    assert kinds(done, "2026-02")[:2] == [("clawback", Decimal(-50)), ("sale", Decimal(9))]
