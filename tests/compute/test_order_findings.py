"""Orders that stand twice and rows without an amount: which, how many, how much, and where."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from time import perf_counter
from typing import Any

import narwhals as nw
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from salesplan.compute.order_findings import FEW, repeated, without_amount
from salesplan.errors import Problem
from salesplan.model.records import ROW, SOURCE, Records
from salesplan.model.result import Input, InputColumn

Row = tuple[str | None, str | None, int | None]
KINDS: dict[str, Any] = {
    SOURCE: pl.Int64,
    ROW: pl.Int64,
    "order_id": pl.String,
    "region": pl.String,
    "amount": pl.Int64,
}
COLUMNS = (InputColumn("A", "订单号", "order_id"), InputColumn("C", "金额", "amount"))


def files(*lists: Sequence[Row], sha: Sequence[str] = (), drop: Sequence[str] = ()) -> Records:
    """Lists of orders with number, region and amount in cents, one a file: ``0.xlsx``, ``1.xlsx`` ..."""
    rows = [(at, row, *each) for at, found in enumerate(lists) for row, each in enumerate(found, 2)]
    frame = pl.DataFrame(rows, schema=KINDS, orient="row").drop(drop)
    inputs = tuple(
        Input("orders", f"{at}.xlsx", "订单", columns=COLUMNS, sha256=sha[at] if sha else "")
        for at in range(len(lists))
    )
    return Records("orders", nw.from_native(frame, eager_only=True), {"amount": 2}, inputs)


def said(problems: Sequence[Problem]) -> list[tuple[str, str, str]]:
    return [(each.code, str(each.place), each.what.in_("zh")) for each in problems]


ONE: list[Row] = [("1", "华东", 1050), ("2", "华东", 2000), ("3", None, -500)]


def test_rows_that_differ_anywhere_are_no_copies() -> None:
    assert repeated(files(ONE)) == []
    assert repeated(files([*ONE, ("1", "华南", 1050), ("4", "华东", 1050), ("1", "华东", 1051)])) == []


def test_copies_within_a_file_are_counted_with_their_amount_and_rows() -> None:
    # row 5 equals row 2, rows 6 and 7 equal row 4, whose region is blank in all of them: 10.50 - 5 - 5 = 0.50
    found = repeated(files([*ONE, ONE[0], ONE[2], ONE[2]]))
    what = "3 行订单和前面的行完全一样，都计入了，金额 0.50（0.xlsx 第 5、6、7 行）"
    assert said(found) == [("ORDERS-repeated", "[0.xlsx]订单!A5", what)]
    assert found[0].severity == "warning"


def test_copies_in_another_file_that_holds_more() -> None:
    found = repeated(files(ONE, [("9", "华东", 1), ONE[1]]))
    what = "1 行订单和前面的行完全一样，都计入了，金额 20.00（1.xlsx 第 3 行）"
    assert said(found) == [("ORDERS-repeated", "[1.xlsx]订单!A3", what)]


def test_only_the_first_rows_are_named() -> None:
    (found,) = repeated(files([("1", "华东", 1)] * 8))
    assert found.what.in_("en") == (
        "7 order rows are exact copies of earlier ones, and all count, amount 0.07 (0.xlsx rows 3, 4, 5, 6, 7 ...)"
    )


def test_a_file_that_is_byte_for_byte_another() -> None:
    # the copies inside the copy are not told a second time; those inside the first are
    found = repeated(files([*ONE, ONE[0]], [*ONE, ONE[0]], sha=("x", "x")))
    what = "“0.xlsx”和“1.xlsx”的订单一模一样，算了两遍：4 行，金额 36.00"
    again = "1 行订单和前面的行完全一样，都计入了，金额 10.50（0.xlsx 第 5 行）"
    assert said(found) == [
        ("ORDERS-same-file", "[1.xlsx]订单", what),
        ("ORDERS-repeated", "[0.xlsx]订单!A5", again),
    ]


def test_files_with_the_same_records_saved_anew_or_in_another_order() -> None:
    found = repeated(files(ONE, ONE[::-1], sha=("x", "y")))
    assert [(each.code, each.place.file, each.value) for each in found] == [("ORDERS-same-file", "1.xlsx", "0.xlsx")]
    assert [each.code for each in repeated(files(ONE, ONE[:2]))] == ["ORDERS-repeated"]


def test_three_times_the_same_are_two_copies() -> None:
    assert [each.place.file for each in repeated(files(ONE, ONE, ONE))] == ["1.xlsx", "2.xlsx"]


def test_without_order_numbers_rows_may_well_be_alike() -> None:
    rows: list[Row] = [(None, "华东", amount) for amount in range(FEW)]
    assert repeated(files([*rows, *rows], drop=["order_id"])) == []
    assert repeated(files([*rows, *rows])) == []  # the column is there, its cells are blank
    assert repeated(files(rows[1:], rows[1:], drop=["order_id"])) == []  # few may be alike by chance
    assert [each.code for each in repeated(files(rows, rows, drop=["order_id"]))] == ["ORDERS-same-file"]


@settings(max_examples=60)
@given(st.lists(st.tuples(st.sampled_from("123"), st.sampled_from("ab"), st.integers(1, 2)), max_size=30))
def test_copies_are_the_rows_beyond_the_different_ones(rows: list[Row]) -> None:
    found = repeated(files(rows))
    assert [each.value for each in found] == ([str(len(rows) - len(set(rows)))] if len(set(rows)) < len(rows) else [])


def test_rows_without_an_amount() -> None:
    assert without_amount(files(ONE), "amount") == []
    assert without_amount(files(ONE), "amount_net") == []
    found = without_amount(files([("1", None, 0), ("2", None, None)], [("3", None, None), ("4", None, None)]), "amount")
    what = "3 行订单没有金额，未计入；空着不等于 0（0.xlsx 第 3 行；1.xlsx 第 2、3 行）"
    assert said(found) == [("ORDERS-no-amount", "[0.xlsx]订单!C3", what)]


@pytest.mark.parametrize("copies", [False, True])
def test_half_a_million_rows_are_compared_as_columns(*, copies: bool) -> None:
    count = 500_000
    at = pl.int_range(count, eager=True) // (2 if copies else 1)
    frame = pl.DataFrame(
        {
            SOURCE: pl.zeros(count, pl.Int64, eager=True),
            ROW: pl.int_range(2, count + 2, eager=True),
            "order_id": "SO-" + (at // 3).cast(pl.String),
            "line": at.cast(pl.String),
            "customer_name": "客户" + (at % 5000).cast(pl.String),
            "date": pl.Series([date(2026, 1, 1) + timedelta(days=n) for n in range(365)])[at % 365],
            "amount": at % 977,
        }
    )
    orders = Records("orders", nw.from_native(frame, eager_only=True), {"amount": 0}, (Input("orders", "a.csv"),))
    began = perf_counter()
    found = repeated(orders)
    assert perf_counter() - began < 4  # 0.2 s on an idle machine; row by row it would take minutes
    assert [each.value for each in found] == (["250000"] if copies else [])


def test_large_amounts_of_copies_are_summed_exactly() -> None:
    most = 2**63 - 1
    (told,) = repeated(files([("1", "华东", most), ("1", "华东", most), ("1", "华东", most)]))
    assert "184,467,440,737,095,516.14" in told.what.in_("en")
