"""What orders count for by metric: amounts, units, orders, customers, gross profit."""

from __future__ import annotations

import random
from collections.abc import Sequence
from datetime import date
from typing import Any

import narwhals as nw
import pytest

from salesplan.compute.targets.actuals.measure import MEASURE, fields_needed, measured
from salesplan.errors import BadInput
from salesplan.model.plan.metrics import metric_named
from salesplan.model.records import ROW, SOURCE, Records
from salesplan.model.result import Input

KINDS = {"date": nw.Date(), "qty": nw.Int64(), "amount": nw.Int64(), "cost": nw.Int64(), "margin": nw.Int64()}
SCALES = {"amount": 2, "cost": 3, "margin": 1, "qty": 0}


def records(**columns: Sequence[Any]) -> Records:
    rows = len(next(iter(columns.values())))
    data: dict[str, Any] = {SOURCE: [0] * rows, ROW: list(range(2, rows + 2)), **columns}
    schema = {SOURCE: nw.Int64(), ROW: nw.Int64(), **{key: KINDS.get(key, nw.String()) for key in columns}}
    frame = nw.from_dict(data, schema=schema, backend="polars")
    scales = {key: scale for key, scale in SCALES.items() if key in columns}
    return Records("orders", frame, scales, (Input("orders", "orders.xlsx", "订单"),))


def values(orders: Records, metric: str, **more: Any) -> list[int | None]:  # noqa: ANN401 - any option
    found = measured(orders, metric, "amount", **more)
    assert found.frame.get_column(ROW).to_list() == orders.frame.get_column(ROW).to_list()
    assert found.frame.columns[:-1] == orders.frame.columns
    return found.frame.get_column(MEASURE).to_list()


def day(month: int, number: int = 1, year: int = 2026) -> date:
    return date(year, month, number)


@pytest.mark.parametrize(
    ("metric", "values_", "scale"),
    [
        ("revenue", [1000, -200, None], 2),
        ("units", [3, -1, 7], 0),
        ("gross_profit", [90, -5, None], 1),
        ("销售额", [1000, -200, None], 2),
        ("毛利额", [90, -5, None], 1),
        ("", [1000, -200, None], 2),
    ],
)
def test_amounts_are_the_column_of_the_metric(metric: str, values_: list[int | None], scale: int) -> None:
    orders = records(amount=[1000, -200, None], qty=[3, -1, 7], margin=[90, -5, None])
    assert values(orders, metric) == values_
    assert measured(orders, metric, "amount").scales[MEASURE] == scale


def test_gross_profit_is_amount_less_cost_where_there_is_no_margin() -> None:
    orders = records(amount=[1000, 500, None], cost=[2500, None, 100])
    assert values(orders, "gross_profit") == [10_000 - 2_500, None, None]
    assert measured(orders, "gross_profit", "amount").scales[MEASURE] == 3


def test_a_gross_profit_beyond_the_largest_amount_is_exact() -> None:
    most = 2**63 - 1
    orders = records(amount=[most // 10, -(most // 10), 5], cost=[-most, most, None])
    assert values(orders, "gross_profit") == [most // 10 * 10 + most, -(most // 10 * 10) - most, None]


def test_an_order_is_a_customer_and_an_order_number_counted_at_its_first_row() -> None:
    orders = records(
        customer_id=["A", "A", "B", "A", "A"],
        order_id=["1", "1", "1", None, None],
        date=[day(2), day(1), day(3), day(4), day(4)],
        amount=[1, 1, 1, 1, 1],
    )
    assert values(orders, "orders") == [0, 1, 1, 1, 1]


def test_rows_are_orders_where_there_are_no_numbers_and_it_is_said() -> None:
    found = measured(records(amount=[1, 2], date=[day(1), None]), "orders", "amount")
    assert found.frame.get_column(MEASURE).to_list() == [1, 1]
    assert [problem.code for problem in found.findings] == ["TRACK-rows-as-orders"]


def test_customers_count_once_a_year_and_new_ones_once_in_all() -> None:
    orders = records(
        customer_id=["A", "A", "B", None, "A", "C"],
        date=[day(3), day(2), day(5), day(1), day(12, 31, 2025), None],
        amount=[1] * 6,
    )
    assert values(orders, "customers") == [0, 1, 1, 0, 1, 0]
    assert values(orders, "new_customers") == [0, 0, 1, 0, 1, 0]


def test_a_fiscal_year_counts_its_own_customers() -> None:
    orders = records(customer_id=["A", "A", "A"], date=[day(3, 31), day(4, 1), day(3, 1, 2027)], amount=[1] * 3)
    assert values(orders, "customers", start_month=4) == [1, 1, 0]
    assert values(orders, "customers") == [1, 0, 1]


def test_customers_go_by_name_without_ids() -> None:
    orders = records(customer_name=["甲", "甲", "乙"], date=[day(1), day(2), day(1)], amount=[1] * 3)
    assert values(orders, "new_customers") == [1, 0, 1]


def test_the_order_of_rows_does_not_matter() -> None:
    rows = [("A", "x", day(1), 5), ("A", "y", day(1), 5), ("A", "x", day(1), 4), ("B", "y", day(2), 1)]
    sums = set()
    for seed in range(6):
        shuffled = random.Random(seed).sample(rows, len(rows))  # noqa: S311 - an order of rows
        who, rep, when, amount = zip(*shuffled, strict=True)
        found = values(records(customer_id=who, rep=rep, date=when, amount=amount), "customers")
        sums.add(tuple(sorted((row, value) for row, value in zip(shuffled, found, strict=True))))
    assert len(sums) == 1


@pytest.mark.parametrize(
    ("metric", "columns", "missing"),
    [
        ("units", {"amount": [1]}, "qty"),
        ("gross_profit", {"amount": [1]}, "margin"),
        ("gross_profit", {"cost": [1]}, "amount"),
        ("customers", {"amount": [1], "date": [None]}, "customer_id"),
        ("revenue", {"qty": [1]}, "amount"),
    ],
)
def test_a_missing_column_is_named(metric: str, columns: dict[str, list[Any]], missing: str) -> None:
    with pytest.raises(BadInput) as raised:
        measured(records(**columns), metric, "amount")
    problem = raised.value.problems[0]
    assert (problem.code, problem.value) == ("TRACK-no-measure", missing)
    assert problem.place.file == "orders.xlsx"
    assert f"{missing}: TITLE" in problem.fix.in_("en")


def test_an_unknown_metric_is_refused_with_those_known() -> None:
    with pytest.raises(BadInput) as raised:
        measured(records(amount=[1]), "revenu", "amount")
    problem = raised.value.problems[0]
    assert problem.code == "TRACK-metric"
    assert "gross_profit" in problem.fix.in_("en")
    assert "nearest: revenue" in problem.fix.in_("en")


def test_words_for_metrics() -> None:
    assert [metric_named(word) for word in ("毛利", "Gross profit", " 新客戶 ", "visits")] == [
        "gross_profit",
        "gross_profit",
        "new_customers",
        None,
    ]
    assert fields_needed("毛利") == ("margin", "cost")
    assert fields_needed("visits") == ()
