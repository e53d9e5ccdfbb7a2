"""Our sales of the twelve months up to the as-of, counted from the orders."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import narwhals as nw
import polars as pl
import pytest

from salesplan.compute.market.own_sales import no_sales, own_sales, year_before
from salesplan.model.records import SOURCE, Records
from salesplan.model.result import Input

AS_OF = date(2026, 6, 30)


def orders(*rows: tuple[date | None, int | None]) -> Records:
    frame = pl.DataFrame(
        {SOURCE: [0] * len(rows), "date": [day for day, _ in rows], "amount": [amount for _, amount in rows]},
        schema={SOURCE: pl.Int64, "date": pl.Date, "amount": pl.Int64},
    )
    read = Input("orders", "o.csv", rows=len(rows), used=len(rows))
    return Records("orders", nw.from_native(frame, eager_only=True), {"amount": 2}, (read,))


def test_the_first_and_the_last_day_count() -> None:
    found = own_sales(
        orders(
            (date(2025, 6, 30), 1_00), (date(2025, 7, 1), 20_00), (AS_OF, 3_50), (date(2026, 7, 1), 400_00),
            (date(2025, 12, 1), -1_00), (None, 5000_00), (AS_OF, None),
        ),
        "amount",
        AS_OF,
    )  # fmt: skip
    assert found is not None
    assert found.total == Decimal("22.50")
    assert (found.first, found.last) == (date(2025, 7, 1), AS_OF)
    assert found.inputs[0].used == 3
    assert dict(found.inputs[0].left_out) == {"earlier": 1, "after_as_of": 1, "no_date": 1, "no_amount": 1}
    assert found.findings == ()


@pytest.mark.parametrize(
    ("as_of", "first"),
    [
        (AS_OF, date(2025, 7, 1)),
        (date(2026, 12, 31), date(2026, 1, 1)),
        (date(2024, 2, 29), date(2023, 3, 1)),
        (date(2025, 2, 28), date(2024, 2, 29)),
    ],
)
def test_the_first_of_twelve_months(as_of: date, first: date) -> None:
    assert year_before(as_of) == first


@pytest.mark.parametrize(
    ("begin", "end", "short"),
    [
        (date(2025, 7, 31), date(2026, 6, 1), False),
        (date(2025, 8, 1), date(2026, 6, 30), True),
        (date(2025, 7, 1), date(2026, 5, 31), True),
    ],
)
def test_months_without_orders_are_said(begin: date, end: date, *, short: bool) -> None:
    found = own_sales(orders((begin, 1), (end, 1)), "amount", AS_OF)
    assert found is not None
    assert [problem.code for problem in found.findings] == ["MARKET-orders-short"] * short


def test_no_orders_are_no_sales() -> None:
    assert own_sales(orders(), "amount", AS_OF) is None
    assert own_sales(orders((date(2026, 7, 1), 5)), "amount", AS_OF) is None
    assert own_sales(orders((AS_OF, 5)), "amount_net", AS_OF) is None
    assert "2025-07-01" in str(no_sales(AS_OF).what)
