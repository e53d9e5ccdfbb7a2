"""Parts of graded customers: their rows are the whole's, their figures their own, and they add up."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any, TypeAlias

import narwhals as nw
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from salesplan.compute.customers.classify import Graded, grade
from salesplan.compute.customers.parts import (
    Part,
    check_sums,
    column_of,
    columns_to_split_by,
    in_contact_order,
    left_out_of,
    parts_of,
)
from salesplan.model.calendar import WorkCalendar
from salesplan.model.plan.customers import CustomerParameters
from salesplan.model.records import ROW, SOURCE, Records
from salesplan.model.window import parse_window

Make: TypeAlias = Callable[..., Records]
AS_OF = date(2026, 7, 1)


def graded_of(customers: Records | None, orders: Records | None = None) -> Graded:
    return grade(
        customers,
        orders,
        as_of=AS_OF,
        window=parse_window("365"),
        parameters=CustomerParameters(),
        calendar=WorkCalendar(),
    )


def days_ago(*days: int) -> list[date]:
    return [AS_OF - timedelta(days=n) for n in days]


@pytest.fixture
def listed(customers_of: Make) -> Graded:
    """甲 has two customers of 900 and 100, 乙 one of 800; nobody has the one of 200."""
    customers = customers_of(
        id=["1", "2", "3", "4"],
        owner=["甲", "乙", None, "甲"],
        amount=[900, 800, 200, 100],
        orders=[3, 2, 1, 1],
        last_order=days_ago(1, 200, 400, 10),
    )
    return graded_of(customers)


def values(parts: Sequence[Part]) -> list[Any]:
    return [part.value for part in parts]


def test_each_part_has_its_rows_in_the_order_of_the_whole_and_its_own_totals(listed: Graded) -> None:
    parts = parts_of(listed, "owner")
    assert values(parts) == ["乙", "甲", None]  # by value, the blank one last
    assert [[row["id"] for row in part.result.rows.records()] for part in parts] == [["2"], ["1", "4"], ["3"]]
    assert [part.result.summary.net_total for part in parts] == [800, 1000, 200]
    assert [part.result.summary.customers for part in parts] == [1, 2, 1]
    assert parts[1].result.summary.base_total == Decimal(1000)
    assert parts[1].result.summary.cr1 == Decimal("0.9")  # 900 of his own 1000
    assert parts[1].result.summary.by_class["A"].share == Decimal(1)
    assert parts[1].result.summary.last_order == AS_OF - timedelta(days=1)


def test_nobody_is_graded_anew_within_a_part(listed: Graded) -> None:
    whole = {row["id"]: row for row in listed.result.rows.records()}
    for part in parts_of(listed, "owner"):
        for row in part.result.rows.records():
            assert {key: row[key] for key in listed.result.rows.keys} == whole[row["id"]]
        for figure in ("pareto_cuts", "rfm_cuts", "rfm_splits", "rfm_quartiles", "window"):
            assert getattr(part.result.summary, figure) == getattr(listed.result.summary, figure)
    # 100 is the least of all but half of the customers of 甲: C among all, as it stands in the list
    assert whole["4"]["pareto"] == "C"
    assert next(row for row in parts_of(listed, "owner")[1].result.rows.records() if row["id"] == "4")["pareto"] == "C"
    assert parts_of(listed, "owner")[0].result.findings == ()


def test_classes_stand_in_their_own_order(listed: Graded) -> None:
    assert values(parts_of(listed, "class")) == ["A", "U"]
    assert values(parts_of(listed, "lifecycle")) == ["active", "churned"]


def test_fields_of_the_list_are_columns_to_split_by(customers_of: Make) -> None:
    customers = customers_of(id=["1", "2"], amount=[1, 2], created=days_ago(3, 3), next_contact=days_ago(1, 2))
    graded = graded_of(customers)
    assert column_of(graded, "created") == "created"
    assert column_of(graded, "next_contact") == "next_contact_stated"
    assert column_of(graded, "amount") == "amount"
    assert column_of(graded, "city") is None
    assert "created" not in graded.result.rows.keys
    assert columns_to_split_by(graded)[-1] == "created"
    (part,) = parts_of(graded, "created")
    assert [row["created"] for row in part.result.rows.records()] == days_ago(3, 3)


def test_a_customer_twice_in_the_list_is_in_both_hands_and_counted_in_one(customers_of: Make) -> None:
    customers = customers_of(
        id=["1", "1", "2"], owner=["甲", "乙", "乙"], amount=[50, 70, 5], last_order=days_ago(1, 1, 1)
    )
    first, second = parts_of(graded_of(customers), "owner")
    assert (first.value, len(first.result.rows), first.result.summary.customers) == ("乙", 2, 2)
    assert (second.value, len(second.result.rows), second.result.summary.customers) == ("甲", 1, 0)
    assert [part.result.summary.net_total for part in (first, second)] == [75, 0]


def test_orders_tell_what_belongs_to_a_part_and_leave_out_what_does_not(customers_of: Make, orders_of: Make) -> None:
    customers = customers_of(id=["a", "b"], owner=["甲", "乙"])
    orders = orders_of(("a", "1", 5, 10), ("b", "2", 6, 20), ("x", "3", 7, 40), rep=["甲", "乙", "甲"])
    graded = graded_of(customers, orders)
    other, first = parts_of(graded, "owner")
    assert (first.value, first.result.summary.orders, first.result.summary.unknown_customers) == ("甲", 2, 1)
    assert (other.value, other.result.summary.orders, other.result.summary.unknown_customers) == ("乙", 1, 0)
    for figure in ("order_numbers", "shared_order_numbers", "later_orders", "first_order", "last_order"):
        assert getattr(first.result.summary, figure) is None
        assert getattr(graded.result.summary, figure) is not None
    assert parts_of(graded_of(None, orders), "owner")[1].result.summary.net_total == Decimal(50)


@pytest.mark.parametrize(
    "change",
    [
        lambda s: replace(s, net_total=s.net_total + Decimal("0.01")),
        lambda s: replace(s, overdue=s.overdue + 1),
        lambda s: replace(s, by_class={**s.by_class, "A": replace(s.by_class["A"], customers=9)}),
        lambda s: replace(s, by_pareto={}),
    ],
)
def test_a_sum_that_is_off_is_no_result(listed: Graded, change: Callable[[Any], Any]) -> None:
    parts = parts_of(listed, "owner")
    check_sums(listed.result, parts)
    wrong = replace(parts[0], result=replace(parts[0].result, summary=change(parts[0].result.summary)))
    with pytest.raises(ArithmeticError):
        check_sums(listed.result, [wrong, *parts[1:]])
    with pytest.raises(ArithmeticError):
        check_sums(listed.result, parts[1:])


def lost_of(records: Records, *rows: tuple[str | None, str | None, str | None]) -> Records:
    """The records with further rows (id, name, owner) that bad cells took out, from row 90 on."""
    ids, names, owners = map(list, zip(*rows, strict=True))
    data = {SOURCE: [0] * len(rows), ROW: [90 + at for at in range(len(rows))]}
    text = dict.fromkeys(("id", "name", "owner"), nw.String())
    frame = nw.from_dict(
        {**data, "id": ids, "name": names, "owner": owners},
        schema={SOURCE: nw.Int64(), ROW: nw.Int64(), **text},
        backend="polars",
    )
    return replace(records, left_out=tuple(zip(ids, names, strict=True)), lost=frame)


def test_who_is_in_no_part_is_known_by_row_and_owner(customers_of: Make) -> None:
    customers = customers_of(id=["1"], name=["甲"], owner=["王"], amount=[5], last_order=days_ago(3))
    graded = graded_of(
        lost_of(
            customers,
            ("1", "甲", "李"),  # stands in another row, too, and is graded by that
            ("2", "乙", " "),
            ("2", "乙", "王"),  # the same customer again
            (None, None, "王"),
        )
    )
    told = [(each.id, each.row, each.known, each.value) for each in left_out_of(graded, "owner")]
    assert told == [("2", 91, True, None), (None, 93, True, "王")]
    assert [(each.known, each.value) for each in left_out_of(graded, "class")] == [(False, None)] * 2
    assert left_out_of(graded_of(customers), "owner") == ()


def test_a_customer_of_the_orders_has_the_owner_of_his_lost_row(customers_of: Make, orders_of: Make) -> None:
    customers = customers_of(id=["a"], name=["甲"], owner=["王"])
    orders = orders_of(("a", "1", 5, 10), ("b", "2", 6, 20), ("c", "3", 6, 40), rep=["王", "王", "王"])
    lost = lost_of(customers, ("b", None, "李"), ("d", "丁", "李"))
    whole = graded_of(lost, orders)
    parts = parts_of(whole, "owner")
    assert [[row["id"] for row in part.result.rows.records()] for part in parts] == [["b"], ["a", "c"]]
    assert [part.value for part in parts] == ["李", "王"]
    assert [each.id for each in left_out_of(whole, "owner")] == ["d"]
    assert {row["id"]: row["owner"] for row in whole.result.rows.records()} == {"a": "王", "b": "王", "c": "王"}


def test_the_order_to_contact_them_goes_by_the_own_day_then_the_class(customers_of: Make) -> None:
    customers = customers_of(
        id=["1", "2", "3", "4", "5"],
        last_order=[None, *days_ago(2), None, None, None],
        next_contact=[date(2026, 7, 9), date(2026, 7, 9), None, date(2026, 6, 1), date(2026, 7, 9)],
    )
    rows = graded_of(customers).result.rows
    assert [row["id"] for row in in_contact_order(rows).records()] == ["4", "3", "2", "1", "5"]
    blank = replace(rows, frame=rows.frame.with_columns(next_contact=nw.lit(None, dtype=nw.Date())))  # type: ignore[union-attr] # graded customers stand in a frame
    assert [row["id"] for row in in_contact_order(blank).records()] == ["4", "2", "1", "5", "3"]


OWNERS = st.sampled_from(["甲", "乙", "Wang", "wang", " ", "", None])
CUSTOMER = st.tuples(
    st.sampled_from("abcdefgh"), OWNERS, st.integers(-500, 500) | st.none(), st.integers(0, 500) | st.none()
)


@given(st.lists(CUSTOMER, min_size=1, max_size=12))
@settings(max_examples=25, phases=(Phase.generate,), suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_the_parts_are_the_whole(
    customers_of: Make, people: list[tuple[str, str | None, int | None, int | None]]
) -> None:
    ids, owners, amounts, days = map(list, zip(*people, strict=True))
    customers = customers_of(
        id=ids,
        owner=owners,
        amount=amounts,
        last_order=[None if d is None else AS_OF - timedelta(days=d) for d in days],
    )
    graded = graded_of(customers)
    parts = parts_of(graded, "owner")
    rows = sorted(
        (row for part in parts for row in part.result.rows.records()), key=lambda row: str(row["row"]).zfill(3)
    )
    assert rows == list(graded.result.rows.records())  # the list has no further fields here
    assert len({part.value for part in parts}) == len(parts)
    assert sum(part.result.summary.customers for part in parts) == graded.result.summary.customers
    assert sum(part.result.summary.net_total or 0 for part in parts) == graded.result.summary.net_total
    assert {v for v in values(parts) if v is not None} == {o for o in owners if o and o.strip()}
