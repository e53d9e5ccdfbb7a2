"""A total that is far from last year's sales is asked about, with both figures and what to write."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import narwhals as nw
import polars as pl
import pytest

from salesplan.compute.targets.request import SplitRequest
from salesplan.compute.targets.weights.factors import Adjusted
from salesplan.compute.targets.weights.total_scale import far_from_last_year, last_year
from salesplan.errors import Problem
from salesplan.model.period import FiscalYear
from salesplan.model.records import Records
from salesplan.model.result import Input

DECEMBER_31 = date(2025, 12, 31)


def orders(sold: int = 3_381_000, year: int = 2025, until: int = 12) -> Records:
    """Orders that bring so much in a year, kept in cents; an older year with ten times as much."""
    days = [date(year, 1, 2), date(year, until, 30), date(year - 1, 1, 2), date(year - 1, 12, 30)]
    frame = pl.DataFrame({"date": days, "amount": [100, sold * 100 - 100, 0, sold * 1000]})
    return Records("orders", nw.from_native(frame, eager_only=True), {"amount": 2}, (Input("orders", "订单.xlsx"),))


def asked(total: str, **more: Any) -> SplitRequest:  # noqa: ANN401 - any field of a request
    return SplitRequest("a", Decimal(total), ("quarter",), FiscalYear(2026), **more)


def found(total: str, sold: Records | None = None, **more: Any) -> list[Problem]:  # noqa: ANN401 - as above
    return far_from_last_year(asked(total, **more), sold or orders(), DECEMBER_31)


def test_a_total_that_lacks_ten_thousand() -> None:
    (told,) = found("600")
    assert (told.code, told.severity, told.place.key) == ("SPLIT-total-scale", "warning", "targets.a.total")
    assert told.what.in_("zh") == "总额 600 是 2025 年销售额 3,381,000 的 0.02%，是不是漏了“万”？"
    assert told.fix.in_("zh") == (
        "总额是万元就写 total: 600万；订单其实是元，就在 plan.yaml 里写 "
        'sources: {orders: {file: "订单.xlsx", units: {amount: 元}}}'
    )
    assert "write total: 6000000 " in told.fix.in_("en").lower()


def test_orders_in_ten_thousands_under_a_plain_title() -> None:
    (told,) = found("6000000", orders(425))
    assert told.what.in_("zh") == "总额 6,000,000 是 2025 年销售额 425 的 14,118 倍，订单金额是不是以万元为单位？"
    assert 'sources: {orders: {file: "订单.xlsx", units: {amount: 万}}}' in told.fix.in_("zh")
    assert told.fix.in_("zh").endswith("就写 total: 600")


def test_a_total_that_was_typed_is_typed_again() -> None:
    (told,) = found("600", source="option")
    assert told.place.key == "--total"
    assert "--total 600万" in told.fix.in_("zh")


def test_a_total_with_factors_is_mended_as_it_stands_in_the_plan() -> None:
    (told,) = found("660", bridge=Adjusted(Decimal(600), (), Decimal(660), Decimal("0.1"), capped=False))
    assert "total: 600万" in told.fix.in_("zh")


@pytest.mark.parametrize(
    ("total", "far"),
    [("338100", False), ("338099.99", True), ("33810000", False), ("33810000.01", True), ("3381000", False)],
)
def test_ten_times_and_a_tenth_are_the_bounds(total: str, *, far: bool) -> None:
    assert bool(found(total)) is far
    assert bool(found(f"-{total}")) is far


def test_no_slip_is_guessed_where_ten_thousand_does_not_explain_it() -> None:
    (told,) = found("50000000")  # 15 times: divided by 10,000 it would be far again
    assert told.what.in_("zh").endswith("的 15 倍")
    (told,) = found("12", name="units", sold=orders(400))
    assert told.what.in_("zh").endswith("销量 400 的 3.00%")
    assert "units" not in told.fix.in_("en")


def test_nothing_is_said_without_a_full_year_or_without_sales() -> None:
    assert far_from_last_year(asked("600"), None, DECEMBER_31) == []
    assert found("600", orders(0)) == []
    assert found("0") == []
    nobody = orders()
    assert far_from_last_year(asked("600"), nobody, date(2023, 1, 1)) == []
    assert found("600", Records("orders", nobody.frame.drop("date"), {"amount": 2})) == []


def test_the_newest_full_year_counts() -> None:
    # 2025 ends in November: 2024 with ten times as much is the newest full year
    (told,) = found("600", orders(until=11))
    assert "2024 年销售额 33,810,000" in told.what.in_("zh")


def test_a_year_beyond_64_bits_is_summed_exactly() -> None:
    days = [date(2025, 1, 2), date(2025, 6, 30), date(2025, 12, 30)]
    frame = pl.DataFrame({"date": days, "amount": [2**63 - 1] * 3})
    sold = Records("orders", nw.from_native(frame, eager_only=True), {"amount": 2}, (Input("orders", "订单.xlsx"),))
    year = last_year(asked("600"), sold, DECEMBER_31)
    assert year is not None
    assert year[1] == Decimal("276701161105643274.21")
