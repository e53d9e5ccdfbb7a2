"""The attention index fed from lists: which parts are known, who comes first; before and after by hand."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import narwhals as nw
import pytest

from made_lists import made_list
from salesplan.compute.customers.care.attention_effect import around, effect_of
from salesplan.compute.customers.care.attention_page import AttentionResult, attention_result
from salesplan.compute.customers.classify import Graded, grade
from salesplan.model.calendar import WorkCalendar
from salesplan.model.period import Period
from salesplan.model.plan.customers import CustomerParameters
from salesplan.model.records import Records
from salesplan.model.result import Result
from salesplan.model.window import parse_window

AS_OF = date(2026, 6, 30)
DEFAULTS = CustomerParameters()


def graded_of(customers: Records | None, orders: Records | None = None) -> Graded:
    return grade(
        customers, orders, as_of=AS_OF, window=parse_window("365"), parameters=DEFAULTS, calendar=WorkCalendar()
    )


def days(*before: int) -> list[date]:
    return [AS_OF - timedelta(days=n) for n in before]


def orders_of(*rows: tuple[str, str, date, int]) -> Records:
    keys = ("customer_id", "order_id", "date", "amount")
    return made_list("orders", **{key: [row[at] for row in rows] for at, key in enumerate(keys)})


def row_of(result: Result[AttentionResult], key: str) -> dict[str, Any]:
    return next(row for row in result.rows.records() if row["id"] == key)


@pytest.mark.oracle("3.4-a")
def test_the_worked_customer_from_his_lists() -> None:
    """Need 4, 6 of 10 answered, CSAT 4, reference and repeat order but no referral, 45 days: 70.75."""
    people = made_list("customers", id=["C1"], need=[4], csat=[4], reference=[True], referral=[False])
    orders = orders_of(("C1", "1", AS_OF - timedelta(days=60), 5), ("C1", "2", AS_OF - timedelta(days=50), 5))
    contacts = made_list(
        "activities", customer_id=["C1"] * 10, date=days(*[45] * 10), answered=[True] * 6 + [False] * 4
    )
    found = row_of(attention_result(graded_of(people, orders), contacts, DEFAULTS), "C1")
    assert found["attention"] == Decimal("70.75")
    assert [found[f"{p}_points"] for p in ("need", "engagement", "satisfaction", "trust", "recency")] == [
        *map(Decimal, (75, 60, 75)), Decimal("66.666667"), Decimal(75),
    ]  # fmt: skip
    assert (found["parts"], found["weakest"], found["contacts"], found["engaged"]) == (5, "engagement", 10, 6)


@pytest.mark.parametrize(
    ("ago", "answered", "started_by", "expected"),
    [
        (89, True, None, (1, 1)),
        (90, True, None, (None, None)),  # the 91st day before is outside of 90 days
        (0, False, None, (1, 0)),
        (0, None, "客户 ", (1, 1)),
        (0, None, "我方", (None, None)),  # nobody says whether he answered
        (0, False, "Customer", (1, 1)),
        (-1, True, None, (None, None)),  # after the as-of
    ],
)
def test_which_contacts_count(
    ago: int,
    answered: bool | None,  # noqa: FBT001 - a cell of the list
    started_by: str | None,
    expected: tuple[int | None, int | None],
) -> None:
    contacts = made_list("activities", customer_id=["C1"], date=days(ago), answered=[answered], started_by=[started_by])
    found = row_of(attention_result(graded_of(made_list("customers", id=["C1"], need=[3])), contacts, DEFAULTS), "C1")
    assert (found["contacts"], found["engaged"]) == expected


@pytest.mark.parametrize(
    ("columns", "parts", "reason"),
    [
        ({}, 0, "no_part"),
        ({"need": [3]}, 1, "one_part"),
        ({"need": [3], "csat": ["4.5"]}, 2, None),
        ({"need": [3], "source": ["老客户介绍"]}, 2, None),
        ({"need": [3], "referral": [None]}, 1, "one_part"),
        ({"need": [3], "last_contact": days(-1)}, 1, "one_part"),  # a contact to come is none yet
        ({"need": [3], "last_contact": days(0)}, 2, None),
    ],
)
def test_fewer_than_two_parts_give_no_index(columns: dict[str, Any], parts: int, reason: str | None) -> None:
    result = attention_result(graded_of(made_list("customers", id=["C1"], **columns)), None, DEFAULTS)
    found = row_of(result, "C1")
    assert (found["parts"], found["attention_reason"], found["attention"] is None) == (
        parts,
        reason,
        reason is not None,
    )


def test_scores_keep_their_decimals_and_a_source_can_be_a_referral() -> None:
    people = made_list("customers", id=["C1", "C2"], csat=["4.5", "1"], source=["转介绍", "展会"])
    result = attention_result(graded_of(people), None, DEFAULTS)
    assert row_of(result, "C1")["satisfaction_points"] == Decimal("87.5")
    assert row_of(result, "C1")["trust_points"] == Decimal("33.333333")
    assert row_of(result, "C2")["trust_points"] == 0


def test_the_valuable_who_care_least_come_first() -> None:
    """C1 and C2 bought most and most often; C2 cares less. Of equal others the larger amount, then the id decides."""
    ids = ["C1", "C2", "C3", "C4", "C5", "C6"]
    people = made_list("customers", id=ids, need=[5, 2, 1, 1, 1, 1], csat=[5, 2, 1, 1, 1, 1])
    bought = [("C1", 900), ("C1", 900), ("C2", 800), ("C2", 800), ("C3", 1), ("C6", 1), ("C5", 2), ("C4", 1)]
    day = AS_OF - timedelta(days=3)
    result = attention_result(
        graded_of(people, orders_of(*((c, str(n), day, a) for n, (c, a) in enumerate(bought)))), None, DEFAULTS
    )
    found = [(row["id"], row["valuable"]) for row in result.rows.records()]
    assert found == [("C2", True), ("C1", True), ("C5", False), ("C3", False), ("C4", False), ("C6", False)]
    index = result.summary.index
    assert (index.customers, index.indexed, index.valuable.customers) == (6, 6, 2)
    assert index.known_parts["engagement"] == 0
    assert "ATTENTION-no-part" in {problem.code for problem in result.findings}


def test_contacts_of_nobody_we_know_are_told_with_the_name_they_may_mean() -> None:
    people = made_list("customers", name=["上海金海 食品有限公司", "乙公司"])
    contacts = made_list("activities", customer_name=["上海金海食品有限公司", "乙公司"], date=days(1, -5))
    result = attention_result(graded_of(people), contacts, DEFAULTS)
    told = {problem.code: problem for problem in result.findings}
    assert "上海金海 食品有限公司" in str(told["ACTIVITIES-unknown-customer"].fix)
    assert (result.summary.index.later_contacts, result.summary.index.unknown_contacts) == (1, 1)


def test_a_customer_in_two_rows_counts_once() -> None:
    result = attention_result(
        graded_of(made_list("customers", id=["C1", "C1"], need=[3, 3], csat=[3, 3])), None, DEFAULTS
    )
    assert (len(result.rows), result.summary.index.customers) == (1, 1)


# Before and after


BEFORE, AFTER = Period(date(2026, 1, 1), date(2026, 1, 10)), Period(date(2026, 1, 11), date(2026, 1, 20))
OLD, JAN = date(2025, 1, 1), date(2026, 1, 1)
ORDERS = (
    ("C1", "1", OLD, 100), ("C1", "2", date(2026, 1, 1), 100), ("C2", "3", date(2026, 1, 10), 300),
    ("C2", "4", date(2026, 1, 11), 50), ("C3", "5", date(2026, 1, 20), 150), ("C4", "6", date(2026, 1, 20), 100),
    ("C5", "7", date(2026, 1, 21), 999), ("C3", "8", date(2026, 1, 20), -5),
)  # fmt: skip


def effects_of(result: Result[AttentionResult]) -> dict[str, tuple[Any, ...]]:
    assert result.summary.effect is not None
    return {
        e.measure: (e.before, e.after, e.delta, e.change, e.reason, e.cases_before, e.cases_after)
        for e in result.summary.effect.effects
    }


def test_before_and_after_by_hand() -> None:
    """C2 is new before; C3 and C4 after. Two orders of 400 before; three of 300 after. A return is no order."""
    deals = made_list(
        "deals", id=list("abcde"), status=["赢单", "输单", "赢单", "赢单", "进行中"],
        close_date=[BEFORE.first, BEFORE.last, AFTER.first, date(2026, 1, 21), AFTER.last],
    )  # fmt: skip
    result = attention_result(graded_of(None, orders_of(*ORDERS)), None, DEFAULTS, (BEFORE, AFTER), deals)
    found = effects_of(result)
    assert found["new_customers"] == (1, 2, 1, 1, None, 1, 2)
    assert found["conversion"] == (Decimal("0.5"), 1, Decimal("0.5"), 1, None, 2, 1)
    assert found["orders"] == (2, 3, 1, Decimal("0.5"), None, 2, 3)
    assert found["order_amount"] == (200, 100, -100, Decimal("-0.5"), None, 2, 3)
    assert found["repurchases"] == (1, 1, 0, 0, None, 1, 1)
    assert [row["measure"] for row in result.rows.records()] == list(found)
    codes = {problem.code for problem in result.findings}
    assert "ATTENTION-no-proof" in codes
    assert not codes & {"ATTENTION-unequal-spans", "ATTENTION-short-history"}


def test_conversion_by_contacts_without_deals() -> None:
    """Of the asked, C1 had ordered before; C2 (before) and one of C3, C9 (after) come to order in the span."""
    contacts = made_list(
        "activities", customer_id=["C1", "C2", "C2", "C3", "C9", None],
        date=[JAN, JAN, JAN, AFTER.first, AFTER.last, JAN],
    )  # fmt: skip
    people = made_list("customers", id=["C1", "C2", "C3", "C9"])
    result = attention_result(graded_of(people, orders_of(*ORDERS)), contacts, DEFAULTS, (BEFORE, AFTER))
    assert effects_of(result)["conversion"] == (1, Decimal("0.5"), Decimal("-0.5"), Decimal("-0.5"), None, 1, 2)
    assert result.summary.effect is not None
    assert result.summary.effect.conversion_by == "contacts"


def test_nothing_before_gives_no_rate_and_a_reason() -> None:
    spans = (Period(date(2025, 3, 1), date(2025, 3, 10)), AFTER)
    found = effects_of(attention_result(graded_of(None, orders_of(*ORDERS)), None, DEFAULTS, spans))
    assert found["orders"] == (0, 3, 3, None, "from_zero", 0, 3)
    assert found["order_amount"] == (None, 100, None, None, "no_cases", 0, 3)
    assert found["conversion"] == (None, None, None, None, "no_deals", 0, 0)
    without = effects_of(attention_result(graded_of(made_list("customers", id=["C1"])), None, DEFAULTS, spans))
    assert without["orders"][4] == "no_orders"


def test_unequal_spans_and_short_history_are_said() -> None:
    spans = (Period(date(2025, 6, 1), date(2025, 6, 9)), AFTER)
    codes = {p.code for p in attention_result(graded_of(None, orders_of(*ORDERS)), None, DEFAULTS, spans).findings}
    assert {"ATTENTION-unequal-spans", "ATTENTION-short-history"} <= codes


def test_two_equal_spans_around_a_day() -> None:
    assert around(date(2026, 6, 21), AS_OF) == (
        Period(date(2026, 6, 11), date(2026, 6, 20)),
        Period(date(2026, 6, 21), AS_OF),
    )


@pytest.mark.parametrize(
    ("ordered", "cases", "value"),
    [(AS_OF - timedelta(days=9), 1, 1), (AS_OF - timedelta(days=10), 0, None), (AS_OF, 1, 1)],
)
def test_who_first_orders_on_the_first_day_of_the_span_was_converted_in_it(
    ordered: date, cases: int, value: int | None
) -> None:
    """A plan of ten days: an order of its first day was won by it, one of the day before was not."""
    spans = around(AS_OF - timedelta(days=9), AS_OF)
    graded = graded_of(None, orders_of(("C1", "1", ordered, 5)))
    columns = {"customer_key": graded.population.frame.get_column("key").to_list(), "date": [AS_OF]}
    contacts = nw.from_dict(columns, backend="polars")
    found = {effect.measure: effect for effect in effect_of(graded, spans, None, contacts).effects}
    assert (found["conversion"].cases_after, found["conversion"].after) == (cases, value)
