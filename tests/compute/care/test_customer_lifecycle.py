"""Where customers stand: three kinds of limits, changes since an earlier day, rates, who is about to be lost."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from random import Random
from typing import Any, TypeAlias

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from salesplan.compute.customers.care.lifecycle import FlowCell, LifecycleSummary, lifecycle
from salesplan.compute.customers.classify import Graded, grade
from salesplan.errors import BadInput
from salesplan.model.calendar import WorkCalendar
from salesplan.model.plan.customers import CustomerParameters
from salesplan.model.records import Records
from salesplan.model.result import Result
from salesplan.model.window import parse_window

Make: TypeAlias = Callable[..., Records]
AS_OF = date(2026, 7, 1)
SINCE = AS_OF - timedelta(days=90)
OLD = ("z", "z", 700, 1)
"""An order long ago, so that new customers can be told from old ones."""


def graded(
    customers: Records | None,
    orders: Records | None,
    as_of: date = AS_OF,
    window: str = "365",
    **told: Any,  # noqa: ANN401 - any part of the parameters
) -> Graded:
    return grade(
        customers,
        orders,
        as_of=as_of,
        window=parse_window(window),
        parameters=CustomerParameters.model_validate({"lifecycle": told}),
        calendar=WorkCalendar(),
    )


def stages(
    customers: Records | None = None,
    orders: Records | None = None,
    since: date = SINCE,
    window: str = "365",
    **told: Any,  # noqa: ANN401 - any part of the parameters
) -> Result[LifecycleSummary]:
    return lifecycle(graded(customers, orders, window=window, **told), since)


def by_id(result: Result[Any], key: str) -> dict[Any, Any]:
    return {row["id"]: row[key] for row in result.rows.records()}


def codes(result: Result[LifecycleSummary]) -> list[str]:
    return [problem.code for problem in result.findings]


def bought(who: str, *days: int) -> list[tuple[str, str, int, int]]:
    """Orders of a customer, each so many days before the as-of."""
    return [(who, f"{who}{day}", day, 10) for day in days]


# limits of each customer's own


@pytest.mark.parametrize(
    ("last", "expected"),
    [(0, "active"), (40, "active"), (41, "at_risk"), (60, "at_risk"), (61, "churned")],
)
def test_own_limits_are_two_and_three_times_the_mean_gap(orders_of: Make, last: int, expected: str) -> None:
    """Gaps 10 and 30, mean 20: active to 40 days, at risk to 60, both included."""
    orders = orders_of(OLD, *bought("c", last + 40, last + 30, last))
    result = stages(orders=orders, limits="own", days={"new": "1"})
    row = next(row for row in result.rows.records() if row["id"] == "c")
    assert (row["lifecycle"], row["rule"]) == (expected, "own")
    assert (row["active_to"], row["at_risk_to"], row["gap_days"]) == (40, 60, 20)
    assert row["late_days"] == max(0, last - 20)


@pytest.mark.parametrize(
    ("days", "own", "limits"),
    [
        ((50, 25, 0), {}, (50, 75)),
        ((51, 25, 0), {}, (51, 76)),  # mean 25.5: 51 and 76.5
        ((51, 25, 0), {"active": "1.5", "at_risk": "4"}, (38, 102)),  # 38.25
        ((50, 0), {}, None),  # two order days tell no rhythm
        ((50, 0), {"orders": "2"}, (100, 150)),
        ((50, 50, 0), {}, None),  # several orders of one day are one
        ((3, 2, 1, 0), {"orders": "4"}, (2, 3)),
        ((3, 2, 1, 0), {"orders": "5"}, None),
    ],
)
def test_own_limits_take_so_many_order_days(
    orders_of: Make, days: tuple[int, ...], own: dict[str, str], limits: tuple[int, int] | None
) -> None:
    orders = orders_of(OLD, *((("c", f"{n}", day, 10)) for n, day in enumerate(days)))
    row = next(r for r in stages(orders=orders, limits="own", own=own).rows.records() if r["id"] == "c")
    assert (row["active_to"], row["at_risk_to"]) == (limits or (90, 180))
    assert row["rule"] == ("own" if limits else "days")


def test_returned_orders_are_no_part_of_the_rhythm(orders_of: Make) -> None:
    orders = orders_of(OLD, *bought("c", 60, 40, 20), ("c", "back", 50, 10), ("c", "back", 45, -10))
    row = next(r for r in stages(orders=orders, limits="own").rows.records() if r["id"] == "c")
    assert row["gap_days"] == 20


def test_the_mean_gap_is_told_whatever_the_limits_are(orders_of: Make) -> None:
    result = stages(orders=orders_of(OLD, *bought("c", 60, 40, 20), *bought("d", 9, 8)))
    assert by_id(result, "gap_days") == {"c": 20, "d": None, "z": None}
    assert by_id(result, "rule") == {"c": "days", "d": "days", "z": "days"}


def test_orders_without_a_customer_id_count_for_the_customer_of_that_name(customers_of: Make, orders_of: Make) -> None:
    people = customers_of(id=["1"], name=["甲公司"])
    days = (60, 40, 20)
    orders = orders_of(*((None, str(day), day, 10) for day in days), customer_name=["甲公司"] * len(days))
    result = stages(people, orders, limits="own")
    assert by_id(result, "rule") == {"1": "own"}
    assert by_id(result, "lifecycle_before") == {"1": "potential"}


@pytest.mark.oracle("5.2-a")
def test_limits_from_all_gaps_by_the_percentiles_of_the_plan(orders_of: Make) -> None:
    """Gaps 10 20 25 30 30 35 40 60 90 120: the 40th percentile is 30, the 80th 66; the 50th 32.5, the 90th 93."""
    gaps = (10, 20, 25, 30, 30, 35, 40, 60, 90, 120)
    days = [sum(gaps[:n]) for n in range(len(gaps) + 1)]
    orders = orders_of(*bought("c", *days))
    s = stages(orders=orders, limits="data").summary
    assert (s.new_to, s.active_to, s.at_risk_to, s.by_rule) == (90, 30, 66, {"data": 1})
    other = stages(orders=orders, limits="data", percentiles=["50", "90"]).summary
    assert (other.active_to, other.at_risk_to) == (32, 93)


def test_gaps_that_are_all_alike_leave_the_fixed_days(orders_of: Make) -> None:
    result = stages(orders=orders_of(*bought("c", 60, 40, 20), *bought("d", 45, 25, 5)), limits="data")
    assert (result.summary.active_to, result.summary.by_rule) == (90, {"days": 2})
    assert "LIFECYCLE-limits-by-days" in codes(result)
    assert "LIFECYCLE-limits-by-days" not in codes(stages(orders=orders_of(*bought("c", 60, 40, 20))))


ORDERS = st.lists(
    st.tuples(st.sampled_from("abcd"), st.integers(-5, 500), st.sampled_from([10, 10, 10, -10]), st.integers(0, 9)),
    min_size=1,
    max_size=25,
)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(ORDERS, st.integers(1, 400), st.sampled_from(["days", "own"]), st.randoms())
def test_the_earlier_status_is_what_grading_would_have_said_that_day(
    customers_of: Make, orders_of: Make, lines: list[Any], back: int, limits: str, shuffle: Random
) -> None:
    people = customers_of(id=["a", "b", "n"])
    rows = [(who, f"{who}{number}", day, amount) for who, day, amount, number in lines]
    since = AS_OF - timedelta(days=back)
    result = stages(people, orders_of(*rows), since, limits=limits)
    then = by_id(graded(people, orders_of(*rows), since, limits=limits).result, "lifecycle")
    for who, before in by_id(result, "lifecycle_before").items():
        assert before == then.get(who, "potential")
    now = graded(people, orders_of(*rows), limits=limits).result
    assert by_id(result, "lifecycle") == by_id(now, "lifecycle")
    shuffle.shuffle(rows)
    assert stages(people, orders_of(*rows), since, limits=limits).summary == result.summary


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(ORDERS, st.integers(1, 400), st.sampled_from(["days", "own", "data"]))
def test_customers_at_the_end_are_those_of_the_start_less_the_lost_and_the_won(
    orders_of: Make, lines: list[Any], back: int, limits: str
) -> None:
    orders = orders_of(*((who, f"{who}{number}", day, amount) for who, day, amount, number in lines))
    s = stages(orders=orders, since=AS_OF - timedelta(days=back), limits=limits).summary
    assert s.rates is not None
    living = [s.by_lifecycle[state].customers for state in ("new", "active", "at_risk")]
    assert s.rates.active_at_end == sum(living)
    assert sum(cell.customers for cell in s.flows) == s.customers
    assert s.rates.won_back <= s.rates.ordered_again <= s.rates.churned_at_start


# rates


@pytest.mark.oracle("5.2-b")
def test_rates_of_two_hundred_customers(orders_of: Make) -> None:
    """200 before: 176 ordered again, 24 last 200 days ago; 30 ordered for the first time 5 days ago."""
    lines = [("old", "o", 700, 10)]
    for n in range(200):
        lines += bought(f"k{n}", *((200,) if n < 24 else (200, 10)))
    for n in range(30):
        lines += bought(f"n{n}", 5)
    r = stages(orders=orders_of(*lines)).summary.rates
    assert r is not None
    assert (r.active_at_start, r.churned, r.new, r.won_back, r.active_at_end) == (200, 24, 30, 0, 206)
    assert (r.churn_rate, r.retention_rate) == (Decimal("0.12"), Decimal("0.88"))


def test_changes_of_status_and_the_rates_of_them(customers_of: Make, orders_of: Make) -> None:
    """Compared with 90 days ago:

    who   orders (days ago)   then       now
    a     300, 100, 5         active     active
    b     150                 active     at_risk   (60 days then; with an order 800 days ago no new customer)
    c     240                 at_risk    churned
    d     400                 churned    churned
    e     400, 30             churned    active    won back
    f     20                  potential  new
    g     -                   potential  potential
    h     120, all back 10    new        potential undone
    """
    people = customers_of(id=[*"abcdefgh"])
    lines = [
        *bought("a", 300, 100, 5), *bought("b", 800, 150), *bought("c", 240), *bought("d", 400),
        *bought("e", 400, 30), *bought("f", 20), ("h", "h1", 120, 10), ("h", "h1", 10, -10),
    ]  # fmt: skip
    result = stages(people, orders_of(*lines))
    s = result.summary
    assert s.flows == (
        FlowCell("potential", "potential", 1, Decimal(0)),
        FlowCell("potential", "new", 1, Decimal(10)),
        FlowCell("new", "potential", 1, Decimal(0)),
        FlowCell("active", "active", 1, Decimal(30)),
        FlowCell("active", "at_risk", 1, Decimal(10)),
        FlowCell("at_risk", "churned", 1, Decimal(10)),
        FlowCell("churned", "active", 1, Decimal(10)),
        FlowCell("churned", "churned", 1, Decimal(0)),
    )
    r = s.rates
    assert r is not None
    assert (r.active_at_start, r.churned, r.new, r.won_back, r.undone, r.active_at_end) == (4, 1, 1, 1, 1, 4)
    assert (r.churn_rate, r.retention_rate) == (Decimal("0.25"), Decimal("0.75"))
    assert (r.churned_at_start, r.ordered_again, r.win_back_rate) == (2, 1, Decimal("0.5"))
    assert (s.buyers, s.repeaters, s.repeat_rate) == (5, 1, Decimal("0.2"))
    assert (s.urgent.customers, s.urgent.amount) == (3, Decimal(20))
    assert by_id(result, "action") == {
        "a": "care", "b": "ask", "c": "win_back", "d": "win_back", "e": "care", "f": "educate",
        "g": "promote", "h": "promote",
    }  # fmt: skip


def test_who_came_back_and_left_again_ordered_again_but_is_not_won_back(orders_of: Make) -> None:
    """Since 300 days ago: churned then, one order 250 days ago, churned now."""
    orders = orders_of(OLD, *bought("c", 600, 250))
    r = stages(orders=orders, since=AS_OF - timedelta(days=300)).summary.rates
    assert r is not None
    assert (r.churned_at_start, r.ordered_again, r.won_back) == (2, 1, 0)


def test_the_day_compared_with_belongs_to_the_earlier_time(orders_of: Make) -> None:
    result = stages(orders=orders_of(OLD, *bought("on", 90), *bought("after", 89)))
    assert by_id(result, "lifecycle_before") == {"z": "churned", "on": "new", "after": "potential"}


def test_rates_without_a_base_are_undefined(customers_of: Make, orders_of: Make) -> None:
    s = stages(customers_of(id=["a"]), orders_of(("a", "1", -3, 5))).summary
    assert s.rates is not None
    assert (s.rates.churn_rate, s.rates.retention_rate, s.rates.win_back_rate, s.repeat_rate) == (None,) * 4
    assert s.by_lifecycle["potential"].customers == 1


def test_those_about_to_be_lost_stand_first_the_largest_amount_before(orders_of: Make) -> None:
    lines = [("a", "1", 200, 5), ("b", "1", 200, 50), ("c", "1", 100, 1), ("d", "1", 5, 99), ("e", "1", 800, 9)]
    result = stages(orders=orders_of(*lines))
    assert [row["id"] for row in result.rows.records()] == ["c", "b", "a", "e", "d"]


# what is to be told


@pytest.mark.parametrize(
    ("first", "told"),
    [(269, True), (270, False), (180, True), (179, False)],
)
def test_orders_that_begin_too_late_for_the_earlier_day(orders_of: Make, first: int, told: bool) -> None:  # noqa: FBT001 - a case
    """180 days before the earlier day, 270 before the as-of; below 180 grading itself says so."""
    result = stages(orders=orders_of(*bought("c", first, 5)))
    assert ("LIFECYCLE-since-short" in codes(result)) == told
    assert ("LIFECYCLE-short-history" in codes(result)) == (first < 180)


@pytest.mark.parametrize(("first", "told"), [(364, False), (363, True)])
def test_a_window_longer_than_the_orders(orders_of: Make, first: int, told: bool) -> None:  # noqa: FBT001 - a case
    orders = orders_of(*bought("c", first, 5))
    assert ("LIFECYCLE-window-longer" in codes(stages(orders=orders))) == told
    assert "LIFECYCLE-window-longer" not in codes(stages(orders=orders, window="all"))


def test_a_list_alone_has_states_but_no_changes(customers_of: Make) -> None:
    days = [10, 100, 200, None]
    people = customers_of(
        id=[*"abcd"], last_order=[None if d is None else AS_OF - timedelta(days=d) for d in days], amount=[1, 2, 3, 4]
    )
    result = stages(people, limits="own")
    assert by_id(result, "lifecycle") == {"a": "active", "b": "at_risk", "c": "churned", "d": None}
    assert (result.summary.rates, result.summary.flows, result.summary.since, result.summary.buyers) == (
        None,
        (),
        None,
        None,
    )
    assert "lifecycle_before" not in result.rows.keys
    assert {"LIFECYCLE-no-flows", "LIFECYCLE-limits-by-days"} <= set(codes(result))
    assert [row["id"] for row in result.rows.records()][-1] == "d"


def test_a_list_that_tells_nothing_is_refused(customers_of: Make) -> None:
    with pytest.raises(BadInput) as refused:
        stages(customers_of(id=["a"], amount=[5]))
    assert [problem.code for problem in refused.value.problems] == ["LIFECYCLE-nothing"]


def test_duplicates_count_once_and_unknown_customers_are_counted(customers_of: Make, orders_of: Make) -> None:
    people = customers_of(id=["a", "a", "b"])
    result = stages(people, orders_of(OLD, *bought("a", 5), *bought("x", 100)))
    s = result.summary
    assert (s.customers, s.unknown_customers, sum(cell.customers for cell in s.flows)) == (4, 2, 4)
    assert s.rates is not None
    assert (s.rates.new, s.buyers) == (1, 2)
    assert {"CUSTOMERS-duplicate", "ORDERS-unknown-customer"} <= set(codes(result))


def test_no_orders_at_all(customers_of: Make, orders_of: Make) -> None:
    result = stages(customers_of(id=["a", "b"]), orders_of(("a", "1", -9, 5)))
    assert set(by_id(result, "lifecycle").values()) == {"potential"}
    assert {"CLASSIFY-no-orders", "ORDERS-after-as-of"} <= set(codes(result))


@pytest.mark.parametrize("limits", ["days", "data", "own"])
def test_one_customer(orders_of: Make, limits: str) -> None:
    result = stages(orders=orders_of(*bought("a", 5)), limits=limits)
    assert (result.summary.customers, len(result.rows)) == (1, 1)
    assert by_id(result, "lifecycle") == {"a": "active"}  # history too short to call him new


@pytest.mark.parametrize(
    "wrong",
    [
        {"own": {"active": "3", "at_risk": "3"}},
        {"own": {"orders": "1"}},
        {"own": {"active": "0"}},
        {"percentiles": ["80", "40"]},
        {"since_days": "0"},
    ],
)
def test_parameters_that_make_no_sense_are_refused(wrong: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match="validation error"):
        CustomerParameters.model_validate({"lifecycle": wrong})


def test_what_decided_is_named(orders_of: Make) -> None:
    result = stages(orders=orders_of(*bought("a", 5)), limits="own")
    named = {p.name: p.value for p in result.parameters}
    assert named["parameters.lifecycle.limits"] == "own"
    assert named["parameters.lifecycle.own"] == {"active": 2, "at_risk": 3, "orders": 3}
    assert "parameters.rfm.weights" not in named
