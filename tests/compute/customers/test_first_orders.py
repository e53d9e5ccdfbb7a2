"""Who is new, to whom he counts, and whether the orders tell it."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from made_lists import made_list
from salesplan.compute.customers.first_orders import first_orders, sellers_on, takers_of, tells_new
from salesplan.compute.customers.lines import Lines, lines_of
from salesplan.compute.targets.actuals.measure import MEASURE, measured
from salesplan.compute.team.staff import Colleague, Staff
from salesplan.model.period import month_of
from salesplan.model.records import Records

JUNE = month_of(2026, 6)
TEAM = Staff((Colleague("张三", "S01"), Colleague("李四", "S02")))
ROWS: list[tuple[Any, ...]] = [
    ("D2", "C1", 1, 10, "李四"),
    ("D1", "C1", 1, 1, "张三"),
    ("D3", "C1", 2, 10, "李四"),
    ("D4", "C2", 1, 10, "李四"),  # cancelled below: no order
    ("D4", "C2", 9, -10, "李四"),
    ("D5", "C2", 5, 3, "S01"),
    ("D6", "C3", 5, -3, "S01"),
    (None, "C4", 7, 2, None),
]


def orders(rows: list[tuple[Any, ...]] = ROWS) -> Records:
    numbers, customers, days, amounts, reps = zip(*rows, strict=True)
    dates = [date(2026, 6, each) for each in days]
    return made_list("orders", order_id=numbers, customer_id=customers, date=dates, amount=amounts, rep=reps)


def lines(rows: list[tuple[Any, ...]] = ROWS) -> Lines:
    return lines_of(orders(rows), date(2026, 6, 30), "amount", ("customer_id",))


@pytest.mark.parametrize("rows", [ROWS, ROWS[::-1]])
def test_the_first_order_ever_in_any_order_of_rows(rows: list[tuple[Any, ...]]) -> None:
    found = first_orders(lines(rows)).sort("key").rows()
    assert [(key[-2:].upper(), day.day, rep) for key, day, rep in found] == [
        ("C1", 1, "张三"),
        ("C2", 5, "S01"),
        ("C4", 7, None),
    ]


@pytest.mark.parametrize("rows", [ROWS, ROWS[::-1]])
def test_targets_and_commission_count_the_same_rows(rows: list[tuple[Any, ...]]) -> None:
    counted = measured(orders(rows), "new_customers", "amount").frame
    new = [row for row in counted.select("customer_id", "date", "rep", MEASURE).rows() if row[-1]]
    assert sorted((name, day.day, rep) for name, day, rep, _ in new) == [
        ("C1", 1, "张三"),
        ("C2", 5, "S01"),
        ("C4", 7, None),
    ]


def test_who_sold_on_a_later_day() -> None:
    held = lines()
    later = held.frame.filter(held.frame["date"] == date(2026, 6, 2)).select("key", "date")
    assert sellers_on(held, later).get_column("rep").to_list() == ["李四"]


def test_a_customer_is_nobodys_half() -> None:
    cells = ["张三、李四", "S01 40%、李四60%", "张三50%、S02 50%", "外人", "王五（离职）"]
    assert takers_of(cells, TEAM, "even")["张三、李四"] == "张三"
    assert takers_of(cells, TEAM, "refuse") == {
        "S01 40%、李四60%": "李四",
        "张三50%、S02 50%": "张三",
        "外人": "外人",
        "王五（离职）": "王五(离职)",
    }


@pytest.mark.parametrize(("first", "tells"), [(date(2026, 5, 31), True), (date(2026, 6, 1), False), (None, False)])
def test_a_list_too_short_cannot_tell(first: date | None, tells: bool) -> None:  # noqa: FBT001 - a case
    assert tells_new(first, JUNE) is tells
