from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest

from made_lists import made_list
from salesplan.compute.customers.classify import Graded, grade
from salesplan.model.calendar import WorkCalendar
from salesplan.model.plan.customers import CustomerParameters
from salesplan.model.window import parse_window

DAY = date(2026, 6, 30)
Row = Mapping[str, Any]


def graded(
    deals: Sequence[Mapping[str, Any]],
    man: tuple[int | None, int | None, int | None] = (None, None, None),
    ordered: int | None = None,
    **class_: str,
) -> Graded:
    """Customer C1 with these MAN values, an order so many days ago, and deals given by their fields."""
    power, authority, need = ([value] for value in man)
    people = made_list("customers", id=["C1"], name=["甲"], purchasing_power=power, authority=authority, need=need)
    days = [DAY - timedelta(days=ordered or 0)] if ordered is not None else []
    bought = made_list("orders", customer_id=["C1"] * len(days), date=days, amount=[100] * len(days))
    fields = ("customer_id", "stage", "status", "close_date", "amount", "probability")
    listed = made_list("deals", **{f: [d.get(f, "C1" if f == "customer_id" else None) for d in deals] for f in fields})
    return grade(
        people,
        bought,
        as_of=DAY,
        window=parse_window("365"),
        parameters=CustomerParameters.model_validate({"class": class_}),
        calendar=WorkCalendar(),
        deals=listed,
    )


def first(found: Graded) -> tuple[object, object, object]:
    row = next(iter(found.result.rows.records()))
    return row["class"], row["class_reason"], row["class_reason_value"]


def closing(days: int, **more: object) -> dict[str, Any]:
    return {"close_date": DAY + timedelta(days=days), "amount": 1000, "probability": "0.5", **more}


@pytest.mark.parametrize(
    ("man", "days", "expected"),
    [
        ((1, 1, 1), 90, ("B", "open_deal", 90)),
        ((1, 1, 1), 91, ("D", "man_cell", None)),
        ((1, 1, 1), 0, ("B", "open_deal", 0)),
        ((1, 1, 1), -1, ("D", "man_cell", None)),  # the day has passed: an overdue deal is no expectation
        ((None, None, None), 10, ("B", "open_deal", 10)),
        ((5, 5, 5), 10, ("B", "man_cell", None)),  # the cell alone makes him B
        ((5, 5, 1), 10, ("B", "open_deal", 10)),
    ],
)
def test_an_open_deal_expected_in_ninety_days_makes_class_b(
    man: tuple[int | None, int | None, int | None], days: int, expected: tuple[object, ...]
) -> None:
    assert first(graded([closing(days)], man)) == expected


def test_a_deal_whose_day_has_passed_hides_none_that_is_still_to_come() -> None:
    assert first(graded([closing(-5), closing(30)], (1, 1, 1))) == ("B", "open_deal", 30)


@pytest.mark.parametrize("over", [{"status": "赢单"}, {"stage": "输单"}, {"status": "Closed Lost"}])
def test_a_deal_that_is_won_or_lost_makes_nobody_b(over: Mapping[str, str]) -> None:
    assert first(graded([closing(10, **over)], (1, 1, 1))) == ("D", "man_cell", None)


def test_who_traded_lately_is_a_whatever_his_deals() -> None:
    assert first(graded([closing(10)], (1, 1, 1), ordered=90)) == ("A", "order_within_days", 90)


@pytest.mark.parametrize(
    ("man", "days", "expected"),
    [
        ((3, 3, 3), 30, ("A", "deal_imminent", 30)),
        ((3, 3, 3), 31, ("B", "man_cell", None)),
        ((3, 3, 2), 30, ("B", "open_deal", 30)),
        ((3, None, 3), 30, ("B", "man_cell_provisional", None)),
    ],
)
def test_with_the_option_a_man_customer_whose_deal_closes_soon_is_a(
    man: tuple[int | None, int | None, int | None], days: int, expected: tuple[object, ...]
) -> None:
    assert first(graded([closing(days)], man, a_rule="traded_or_imminent")) == expected


@pytest.mark.parametrize(
    ("man", "deals", "expected"),
    [
        ((1, 1, 1), [30], ("A", "deal_closes", 30)),
        ((1, 1, 1), [31], ("B", "deal_closes", 31)),
        ((1, 1, 1), [91], ("B", "deal_closes", 91)),
        ((1, 1, 1), [92], ("C", "deal_closes", 92)),
        ((1, 1, 1), [182], ("C", "deal_closes", 182)),
        ((1, 1, 1), [183], ("D", "deal_closes", 183)),
        ((1, 1, 1), [183, 40], ("B", "deal_closes", 40)),
        ((1, 1, 3), [], ("D", "latent_need", None)),
        ((1, 1, 2), [], ("E", "no_need", None)),
        ((5, 5, None), [], ("U", "nothing_known", None)),
    ],
)
def test_classes_by_closing_time(
    man: tuple[int | None, int | None, int | None], deals: list[int], expected: tuple[object, ...]
) -> None:
    assert first(graded([closing(d) for d in deals], man, ordered=5, scheme="closing_time")) == expected


def test_what_the_open_deals_are_worth() -> None:
    """1000 x 0.5 + 400 x 0.25 = 600; a deal without a probability is not valued, a lost one does not count."""
    deals = [
        closing(10),
        {"close_date": None, "amount": 400, "probability": "0.25"},
        {"amount": 99},
        closing(3, status="输单"),
    ]
    row = next(iter(graded(deals).result.rows.records()))
    assert (row["deal_value"], row["deal_days"]) == (Decimal(600), 10)


def test_no_deal_is_no_value() -> None:
    row = next(iter(graded([{"amount": 99}]).result.rows.records()))
    assert (row["deal_value"], row["deal_days"]) == (None, None)


def test_deals_of_customers_nobody_knows_are_counted_and_named() -> None:
    found = graded(
        [closing(10), closing(5, customer_id="C7"), closing(5, customer_id="C7"), closing(5, customer_id=None)]
    )
    told = [p for p in found.result.findings if p.code == "DEALS-unknown-customer"]
    assert [(p.value, p.what.in_("en").startswith("2 deals")) for p in told] == [("C7", True)]


def test_the_parameters_that_deals_bring_into_play_are_named() -> None:
    found = {p.name for p in graded([closing(10)]).result.parameters}
    assert {"parameters.class.b_deal_days", "parameters.class.a_rule", "parameters.class.scheme"} <= found
    by_time = {p.name for p in graded([closing(10)], scheme="closing_time").result.parameters}
    assert "parameters.class.closing_days" in by_time
    assert "parameters.class.b_deal_days" not in by_time
