"""Small lists and orders written down by hand, and one call that rates them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date, timedelta
from decimal import Decimal
from typing import Any, TypeAlias

import narwhals as nw
import pytest

from salesplan.compute.customers.classify import grade
from salesplan.compute.customers.summary import ClassifySummary
from salesplan.model.calendar import WorkCalendar
from salesplan.model.plan.customers import CustomerParameters
from salesplan.model.records import ROW, SOURCE, Records
from salesplan.model.result import Input, Result
from salesplan.model.window import parse_window

CENTS = 2
AS_OF = date(2026, 7, 1)
KINDS: Mapping[str, Any] = {
    **dict.fromkeys(("id", "name", "owner", "region", "order_id", "customer_id", "customer_name", "rep"), nw.String()),
    **dict.fromkeys(("date", "last_order", "last_contact", "next_contact", "created", "man_date"), nw.Date()),
    **dict.fromkeys(("amount", "amount_net", "orders", "purchasing_power", "authority", "need"), nw.Int64()),
}
Make: TypeAlias = Callable[..., Records]
Rate: TypeAlias = Callable[..., Result[ClassifySummary]]


def records(table: str, columns: Mapping[str, Sequence[Any]]) -> Records:
    """Records with amounts given in currency units."""
    rows = len(next(iter(columns.values())))
    cents = {
        key: [None if v is None else int(Decimal(str(v)) * 10**CENTS) for v in values]
        if "amount" in key
        else list(values)
        for key, values in columns.items()
    }
    data: dict[str, Any] = {SOURCE: [0] * rows, ROW: list(range(2, rows + 2)), **cents}
    schema = {SOURCE: nw.Int64(), ROW: nw.Int64(), **{key: KINDS[key] for key in columns}}
    frame = nw.from_dict(data, schema=schema, backend="polars")
    inputs = (Input(table, f"{table}.xlsx", table, rows=rows, used=rows),)
    return Records(table, frame, dict.fromkeys(("amount", "amount_net"), CENTS), inputs)


@pytest.fixture
def customers_of() -> Make:
    """A customer list from its columns."""
    return lambda **columns: records("customers", columns)


@pytest.fixture
def orders_of() -> Make:
    """Orders from (customer, order number, days before the as-of or a date, amount)."""

    def make(*rows: tuple[str | None, str | None, int | date | None, Any], **more: Sequence[Any]) -> Records:
        columns: dict[str, Sequence[Any]] = {
            "customer_id": [row[0] for row in rows],
            "order_id": [row[1] for row in rows],
            "date": [AS_OF - timedelta(days=row[2]) if isinstance(row[2], int) else row[2] for row in rows],
            "amount": [row[3] for row in rows],
        }
        return records("orders", {**columns, **more})

    return make


@pytest.fixture
def rate() -> Rate:
    """The classification of a list, of orders, or both, with parameters as the plan writes them."""

    def run(
        customers: Records | None = None,
        orders: Records | None = None,
        as_of: date = AS_OF,
        window: str = "365",
        stale_days: int = 30,
        **parameters: Any,  # noqa: ANN401 - any part of the parameters
    ) -> Result[ClassifySummary]:
        return grade(
            customers,
            orders,
            as_of=as_of,
            window=parse_window(window),
            parameters=CustomerParameters.model_validate({**parameters, "orders": {"stale_days": stale_days}}),
            calendar=WorkCalendar(),
        ).result

    return run
