from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import TypeAlias

import pytest

from made_lists import made_list
from salesplan.compute.customers.classify import Graded, grade
from salesplan.compute.customers.migration import class_record, migrated
from salesplan.compute.customers.moves import Flow, Migration, Moved
from salesplan.model.calendar import WorkCalendar
from salesplan.model.class_record import ClassRecord
from salesplan.model.plan.customers import CustomerParameters
from salesplan.model.result import Input
from salesplan.model.window import parse_window

DAY = date(2026, 6, 30)
KEPT = Input("record", "2026-03-31.json")
Order: TypeAlias = tuple[str, int, int]


def graded(orders: Sequence[Order], ids: Sequence[str], needs: Sequence[int | None] | None = None) -> Graded:
    """Customers with ids (and a need), and orders as (customer, days before the as-of, amount)."""
    needs = needs or [None] * len(ids)
    people = made_list("customers", id=ids, need=needs, authority=needs)
    bought = made_list(
        "orders",
        customer_id=[o[0] for o in orders],
        order_id=[f"O{n}" for n in range(len(orders))],
        date=[DAY - timedelta(days=o[1]) for o in orders],
        amount=[o[2] for o in orders],
    )
    return grade(
        people, bought, as_of=DAY, window=parse_window("365"), parameters=CustomerParameters(), calendar=WorkCalendar()
    )


def record(**classes: tuple[str, int | None]) -> ClassRecord:
    """An earlier record in cents: customer to class and amount in yuan."""
    return ClassRecord(
        list_name="customers",
        as_of=date(2026, 3, 31),
        window="365",
        by_name=False,
        scale=2,
        keys=tuple(classes),
        classes=tuple(c for c, _ in classes.values()),
        tiers=(None,) * len(classes),
        amounts=tuple(None if a is None else a * 100 for _, a in classes.values()),
    )


def moves(found: Graded) -> dict[str, tuple[str, str, str]]:
    return {
        str(r["id"]): (str(r["class_before"]), str(r["class"]), str(r["class_move"]))
        for r in found.result.rows.records()
    }


def migration_of(found: Graded) -> Migration:
    assert found.result.summary.migration is not None
    return found.result.summary.migration


@pytest.mark.parametrize(
    ("before", "move"),
    [("A", "same"), ("B", "up"), ("C", "up"), ("D", "up"), ("E", "up"), ("U", "rated")],
)
def test_a_customer_who_is_a_now_moved_up_from_any_other_class(before: str, move: str) -> None:
    found = migrated(graded([("C1", 5, 100)], ["C1"]), record(C1=(before, 50)), KEPT, "365")
    assert moves(found) == {"C1": (before, "A", move)}


@pytest.mark.parametrize(
    ("before", "move"),
    [("A", "down"), ("B", "same"), ("C", "up"), ("U", "rated")],
)
def test_a_customer_who_is_b_now(before: str, move: str) -> None:
    found = migrated(graded([("C1", 91, 100)], ["C1"], [5]), record(C1=(before, 50)), KEPT, "365")
    assert moves(found) == {"C1": (before, "B", move)}


def test_who_is_no_longer_rated_is_no_step_down() -> None:
    found = migrated(graded([("C1", 91, 100)], ["C1"]), record(C1=("A", 50)), KEPT, "365")
    assert moves(found) == {"C1": ("A", "U", "unrated")}


def test_what_the_moves_are_worth() -> None:
    """C1 fell from A with 200 then and 70 now; C2 rose with 30 then, 90 now; C3 is new; C9 with 40 is gone."""
    orders = [("C1", 91, 70), ("C2", 3, 90), ("C3", 4, 10), ("C4", 5, 20)]
    earlier = record(C1=("A", 200), C2=("C", 30), C4=("A", 20), C9=("B", 40), C8=("D", None))
    found = migrated(graded(orders, ["C1", "C2", "C3", "C4"], [5, 5, 5, 5]), earlier, KEPT, "365")
    told = migration_of(found)
    assert told.moves["down"] == Moved(1, Decimal(70), Decimal(200))
    assert told.moves["up"] == Moved(1, Decimal(90), Decimal(30))
    assert told.moves["new"] == Moved(1, Decimal(10), Decimal(0))
    assert told.moves["same"] == Moved(1, Decimal(20), Decimal(20))
    assert told.gone == Moved(2, None, Decimal(40))
    assert told.flows == (
        Flow("A", "B", Moved(1, Decimal(70), Decimal(200))),
        Flow("C", "A", Moved(1, Decimal(90), Decimal(30))),
    )
    assert sum(each.customers for each in told.moves.values()) == found.result.summary.customers


def test_a_customer_in_two_rows_moves_once() -> None:
    found = migrated(graded([("C1", 5, 100)], ["C1", "C1"]), record(C1=("B", 50)), KEPT, "365")
    assert migration_of(found).moves["up"] == Moved(1, Decimal(100), Decimal(50))


def test_amounts_of_then_keep_their_own_decimals() -> None:
    earlier = replace_scale(record(C1=("B", 50)), 4)
    found = migrated(graded([("C1", 5, 100)], ["C1"]), earlier, KEPT, "365")
    row = next(iter(found.result.rows.records()))
    assert (row["amount"], row["amount_before"]) == (Decimal(100), Decimal("0.5"))


def replace_scale(earlier: ClassRecord, scale: int) -> ClassRecord:
    return earlier.model_copy(update={"scale": scale})


@pytest.mark.parametrize(("window", "codes"), [("365", []), ("90", ["CLASSIFY-other-window"])])
def test_another_window_is_said(window: str, codes: list[str]) -> None:
    found = migrated(graded([("C1", 5, 100)], ["C1"]), record(C1=("B", 50)), KEPT, window)
    assert [p.code for p in found.result.findings if p.code == "CLASSIFY-other-window"] == codes


def test_customers_known_by_another_column_are_not_compared() -> None:
    earlier = record(C1=("B", 50)).model_copy(update={"by_name": True})
    found = migrated(graded([("C1", 5, 100)], ["C1"]), earlier, KEPT, "365")
    assert found.result.summary.migration is None
    assert "class_before" not in found.result.rows.keys
    assert "CLASSIFY-other-keys" in [p.code for p in found.result.findings]


def test_a_record_compared_with_itself_has_no_move() -> None:
    whole = graded([("C1", 5, 100), ("C2", 91, 7)], ["C1", "C2", "C2"], [5, 5, 5])
    kept = class_record(whole, "customers", "365", "")
    assert kept.keys == ("C1", "C2")
    assert kept.classes == ("A", "B")
    assert kept.amounts == (10000, 700)
    found = migrated(whole, kept, KEPT, "365")
    assert {move for *_, move in moves(found).values()} == {"same"}
    assert migration_of(found).flows == ()


def test_a_row_without_id_and_name_is_nobody() -> None:
    whole = graded([("C1", 5, 100)], ["C1"])
    frame = whole.population.frame
    odd = replace(
        whole,
        population=replace(
            whole.population, frame=frame.with_columns(key=frame["key"].replace_strict(["C1"], ["#0/2"]))
        ),
    )
    assert class_record(odd, "customers", "365", "").keys == ()
