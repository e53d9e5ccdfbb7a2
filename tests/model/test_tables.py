"""The row models: keys as methods.md 0.2 has them, bounds, names that mean one field only."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from pydantic import ValidationError

from salesplan.load.headers import titles_of
from salesplan.load.names import normalise
from salesplan.model.tables import TABLES, table_fields
from salesplan.model.tables.calendar import CalendarDay
from salesplan.model.tables.customers import Customer
from salesplan.model.tables.deals import Deal

KEYS = {
    "customers": "id name credit_code contact phone mobile email region province city country industry segment channel "
    "source owner created last_contact next_contact last_order orders amount potential wallet csat purchasing_power "
    "authority need man_date grade note",
    "orders": "order_id line customer_id customer_name date ship_date product_id product category qty price amount "
    "amount_net currency cost margin discount region province city country channel rep status",
    "payments": "id customer_id customer_name order_id date amount currency",
    "receivables": "customer_id period opening closing",
    "activities": "id customer_id customer_name rep date kind minutes purpose outcome next_step next_date planned "
    "started_by answered",
    "deals": "id name customer_id customer_name owner stage status amount currency probability close_date created "
    "product source next_step lost_reason",
    "prospects": "id name stage available_funds purchasing_power authority need",
    "products": "id name category price cost",
    "reps": "id name team role leader skill hired left share hours_per_day contacts_per_day",
    "targets": "period target actual commission",
    "time": "rep date customer_id tier hours",
    "market": "year size growth",
    "competitors": "rival share growth profitability price evidence_date",
    "survey": "customer_id date touchpoint score nps comment theme",
    "complaints": "id received_at channel kind severity text owner responded_at resolved_at reopened cause improvement",
    "calendar": "date is_workday name",
    "points": "id customer_id customer_name date points reward",
}


@pytest.mark.parametrize("table", KEYS)
def test_a_list_has_the_fields_of_the_methods(table: str) -> None:
    assert set(KEYS[table].split()) <= set(table_fields(table))


def test_every_list_is_in_the_methods() -> None:
    assert set(TABLES) == set(KEYS)


@pytest.mark.parametrize("table", TABLES)
def test_a_title_means_one_field_of_a_list(table: str) -> None:
    seen: dict[str, str] = {}
    for spec in table_fields(table).values():
        for title, _ in titles_of(spec.header):
            key = normalise(title).key
            assert key, title
            assert seen.setdefault(key, spec.key) == spec.key, title


@pytest.mark.parametrize("table", TABLES)
def test_what_a_list_is_told_by_are_its_fields(table: str) -> None:
    spec = TABLES[table]
    told = {*spec.signs, *(key for group in (*spec.needs, *spec.required_any) for key in group)}
    assert told <= set(table_fields(table))


@pytest.mark.parametrize(
    ("field", "good", "bad"),
    [
        ("purchasing_power", ("1", "5"), ("0.99", "5.01")),
        ("authority", ("1", "5"), ("0", "6")),
        ("need", ("1", "5"), ("0", "6")),
        ("csat", ("1", "5"), ("0.5", "5.5")),
        ("orders", ("0", "7"), ("-1", "-2")),
    ],
)
def test_customers_keep_their_bounds(field: str, good: tuple[str, str], bad: tuple[str, str]) -> None:
    for value in good:
        assert getattr(Customer.model_validate({field: value}), field) == Decimal(value)
    for value in bad:
        with pytest.raises(ValidationError):
            Customer.model_validate({field: value})


@pytest.mark.parametrize(("probability", "valid"), [("0", True), ("1", True), ("1.01", False), ("-0.01", False)])
def test_a_probability_lies_between_0_and_1(probability: str, *, valid: bool) -> None:
    if valid:
        assert Deal.model_validate({"probability": probability}).probability == Decimal(probability)
        return
    with pytest.raises(ValidationError):
        Deal.model_validate({"probability": probability})


def test_an_empty_field_is_none_and_never_0() -> None:
    assert Customer.model_validate({"id": "1"}).amount is None


def test_a_calendar_day_needs_its_date() -> None:
    assert CalendarDay.model_validate({"date": date(2026, 1, 1), "is_workday": False}).name is None
    with pytest.raises(ValidationError):
        CalendarDay.model_validate({"is_workday": True})
