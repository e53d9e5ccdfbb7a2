from __future__ import annotations

from collections.abc import Sequence

from salesplan.model.result import Input, InputColumn
from salesplan.present.blocks import Line, Screen
from salesplan.present.numbers import UNITS
from salesplan.present.sections import input_blocks

ORDERS = [
    Input(
        "orders",
        f"orders/{year}.xlsx",
        f"{year}",
        rows=10,
        used=used,
        left_out={"after_as_of": 10 - used} if used < 10 else {},
    )
    for year, used in ((2023, 10), (2024, 9), (2025, 7))
]


def lines(inputs: Sequence[Input], *, verbose: bool = False) -> list[str]:
    screen = Screen(100, UNITS["1"], verbose=verbose)
    return [str(block.text) for block in input_blocks(inputs, screen) if isinstance(block, Line)]


def test_the_files_of_the_plan_stand_in_one_line() -> None:
    assert lines([Input("plan", "plan.yaml"), Input("plan", "goals.yaml")]) == ["计划：plan.yaml、goals.yaml"]


def test_three_files_of_one_kind_are_one_line_with_the_rows_of_all() -> None:
    assert lines(ORDERS) == ["orders/2023.xlsx 到 orders/2025.xlsx（3 份）：30 行，用 26（未计入：截止日期之后的行 4）"]


def test_two_files_stay_apart() -> None:
    assert len(lines(ORDERS[:2])) == 2


def test_sheets_of_one_file_are_told_apart() -> None:
    sheets = [Input("orders", "orders.xlsx", sheet, rows=1, used=1) for sheet in ("一月", "二月", "三月")]
    assert lines(sheets) == ["orders.xlsx › 一月 到 orders.xlsx › 三月（3 份）：3 行，用 3"]


def test_lists_of_other_kinds_stay_apart() -> None:
    assert len(lines([ORDERS[0], Input("customers", "customers.xlsx"), ORDERS[1], ORDERS[2]])) == 4


def test_each_stands_with_its_columns_where_more_is_wanted() -> None:
    columns = (InputColumn("A", "日期", "date"),)
    found = lines([Input("orders", f"{n}.csv", columns=columns) for n in range(3)], verbose=True)
    assert len(found) == 6
    assert found[1] == "  date ← 日期 (A)"
