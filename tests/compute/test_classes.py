from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any, TypeAlias

import pytest

from salesplan.compute.customers.classes import CLASS_REASONS, NEXT_ACTIONS
from salesplan.compute.customers.summary import ClassifySummary
from salesplan.model.records import Records
from salesplan.model.result import Result

Make: TypeAlias = Callable[..., Records]
Rate: TypeAlias = Callable[..., Result[ClassifySummary]]
AS_OF = date(2026, 7, 1)


def column(result: Result[ClassifySummary], key: str) -> list[Any]:
    return [row[key] for row in result.rows.records()]


@pytest.mark.oracle("3.3-a")
def test_classes_by_hand(customers_of: Make, rate: Rate) -> None:
    listed = customers_of(
        id=["1", "2", "3", "4"],
        last_order=[date(2026, 5, 20), None, None, None],
        purchasing_power=[1, 4, 5, 1],
        authority=[1, 2, 5, 1],
        need=[1, 4, 2, 2],
    )
    result = rate(listed)
    assert column(result, "class") == ["A", "B", "C", "D"]
    assert column(result, "class_reason") == ["order_within_days", "man_cell", "man_cell", "man_cell"]
    assert column(result, "class_reason_value") == [42, None, None, None]
    assert column(result, "next_action") == ["visit", "inform", "offer", "watch"]


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ((5, 5, 5), "B"),
        ((5, 1, 5), "B"),
        ((1, 5, 5), "B"),
        ((5, 5, 1), "C"),
        ((5, 1, 1), "C"),
        ((1, 5, 1), "C"),
        ((1, 1, 5), "C"),
        ((1, 1, 1), "D"),
    ],
)
def test_the_class_of_each_cell(customers_of: Make, rate: Rate, cell: tuple[int, int, int], expected: str) -> None:
    listed = customers_of(id=["1"], purchasing_power=[cell[0]], authority=[cell[1]], need=[cell[2]])
    assert column(rate(listed), "class") == [expected]


def test_cells_can_be_moved(customers_of: Make, rate: Rate) -> None:
    cells = {"B": ["MAN"], "C": ["MAn", "Man", "mAn", "MaN", "mAN"], "D": ["maN", "man"]}
    listed = customers_of(id=["1", "2"], purchasing_power=[5, 1], authority=[1, 1], need=[5, 5])
    assert column(rate(listed, **{"class": {"cells": cells}}), "class") == ["C", "D"]


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        ([("c", "1", 90, 5)], "A"),  # ninety days ago still counts
        ([("c", "1", 91, 5)], "U"),
        ([("c", "1", 0, 5)], "A"),
        ([("c", "1", 0, -5)], "U"),  # a return alone
        ([("c", "1", 400, 500), ("c", "2", 10, -5)], "U"),
        ([("c", "1", 20, 5), ("c", "2", 10, -5)], "U"),  # nets to 0 in these days
        ([("c", "1", 20, 5), ("c", "2", 10, "-4.99")], "A"),
        ([("c", "1", 95, -50), ("c", "2", 10, 5)], "A"),  # what lies before these days takes nothing away
        ([("c", "1", 95, 50), ("c", "1", 90, -5)], "U"),
        ([("c", "1", 10, 0)], "U"),
    ],
)
def test_class_a_needs_money_in_the_last_ninety_days(
    orders_of: Make, rate: Rate, lines: list[Any], expected: str
) -> None:
    assert column(rate(orders=orders_of(*lines)), "class") == [expected]


def test_the_reason_counts_from_the_newest_order_that_nets_to_more_than_0(orders_of: Make, rate: Rate) -> None:
    result = rate(orders=orders_of(("c", "1", 40, 50), ("c", "2", 20, 9), ("c", "2", 5, -9), ("c", "3", 2, -1)))
    assert column(result, "class_reason_value") == [40]


def test_why_nobody_rated_him_is_true_for_who_ordered_long_ago(customers_of: Make, orders_of: Make, rate: Rate) -> None:
    result = rate(customers_of(id=["a", "b"]), orders_of(("a", "1", 200, 5)))
    assert column(result, "class_reason") == ["nothing_known", "nothing_known"]
    assert column(result, "class_reason_value") == [90, 90]  # no order in so many days
    result = rate(customers_of(id=["a", "b"], last_order=[AS_OF - timedelta(days=200), None]))
    assert column(result, "class_reason_value") == [90, None]  # of b nobody knows whether he ordered
    result = rate(orders=orders_of(("a", "1", 31, 5)), **{"class": {"a_days": 30}})
    assert column(result, "class_reason_value") == [30]


def test_orders_alone_never_give_d(orders_of: Make, rate: Rate) -> None:
    result = rate(orders=orders_of(("a", "1", 5, 5), ("b", "2", 300, 5)))
    assert sorted(column(result, "class")) == ["A", "U"]
    assert "man_score" not in result.rows.keys
    assert result.summary.by_cell == {}


@pytest.mark.parametrize(
    ("days", "lifecycle", "action"),
    [
        (0, "active", "visit"),
        (90, "active", "visit"),
        (91, "at_risk", "offer"),
        (180, "at_risk", "offer"),
        (181, "churned", "offer_win_back"),
        (None, "potential", "offer"),
        (-1, "potential", "offer"),  # after the as-of: not known yet
    ],
)
def test_life_cycle_limits_are_included(
    customers_of: Make, rate: Rate, days: int | None, lifecycle: str, action: str
) -> None:
    day = None if days is None else AS_OF - timedelta(days=days)
    result = rate(customers_of(id=["1"], last_order=[day], need=[5]))
    assert column(result, "lifecycle") == [lifecycle]
    assert column(result, "next_action") == [action]
    assert result.summary.by_lifecycle[lifecycle].customers == 1


@pytest.mark.parametrize(
    ("first", "last", "lifecycle"),
    [(90, 90, "new"), (90, 3, "new"), (91, 90, "active"), (91, 91, "at_risk"), (400, 5, "active")],
)
def test_new_is_who_first_ordered_in_the_last_ninety_days(
    orders_of: Make, rate: Rate, first: int, last: int, lifecycle: str
) -> None:
    result = rate(orders=orders_of(("old", "0", 180, 1), ("c", "1", first, 5), ("c", "2", last, 5)))
    found = {row["id"]: row["lifecycle"] for row in result.rows.records()}
    assert found["c"] == lifecycle
    assert not [p for p in result.findings if p.code.startswith("LIFECYCLE")]


def test_a_short_history_tells_new_from_old_only_by_the_created_day(
    customers_of: Make, orders_of: Make, rate: Rate
) -> None:
    created = [AS_OF - timedelta(days=90), AS_OF - timedelta(days=91), None]
    listed = customers_of(id=["a", "b", "c"], created=created)
    orders = orders_of(("a", "1", 10, 5), ("b", "2", 10, 5), ("c", "3", 10, 5), ("c", "0", 179, 5))
    result = rate(listed, orders)
    assert column(result, "lifecycle") == ["new", "active", "active"]
    assert "LIFECYCLE-short-history" in [p.code for p in result.findings]


def test_a_list_without_created_days_says_that_new_counts_as_active(customers_of: Make, rate: Rate) -> None:
    day = AS_OF - timedelta(days=3)
    result = rate(customers_of(id=["1"], last_order=[day]))
    assert "LIFECYCLE-no-first-day" in [p.code for p in result.findings]
    result = rate(customers_of(id=["1"], last_order=[day], created=[AS_OF]))
    assert column(result, "lifecycle") == ["new"]
    assert "LIFECYCLE-no-first-day" not in [p.code for p in result.findings]


def test_a_count_without_a_date_has_no_status(customers_of: Make, rate: Rate) -> None:
    result = rate(customers_of(id=["1", "2", "3"], last_order=[None] * 3, orders=[2, 0, None], amount=[None, 0, 5]))
    assert column(result, "lifecycle") == [None, "potential", None]


def test_a_return_alone_is_no_customer_yet(orders_of: Make, rate: Rate) -> None:
    result = rate(orders=orders_of(("c", "1", 10, -5), ("old", "2", 300, 5)))
    assert {row["id"]: row["lifecycle"] for row in result.rows.records()} == {"c": "potential", "old": "churned"}


def test_codes_are_words_present_can_label(customers_of: Make, rate: Rate) -> None:
    listed = customers_of(id=["1", "2"], need=[None, 5], last_order=[date(2020, 1, 1)] * 2)
    result = rate(listed)
    assert set(column(result, "class_reason")) <= set(CLASS_REASONS)
    assert set(column(result, "next_action")) == {"qualify_win_back", "offer_win_back"}
    assert set(column(result, "next_action")) <= set(NEXT_ACTIONS)
