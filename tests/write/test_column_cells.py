"""New cells keep their values whatever order they are given in, and come row by row."""

from __future__ import annotations

from array import array

import pytest
from hypothesis import given
from hypothesis import strategies as st

from salesplan.write.patch.cell_xml import CellValue
from salesplan.write.patch.column_cells import ColumnCells, by_row, in_rows


def column(number: int, values: dict[int, int | None]) -> ColumnCells:
    return ColumnCells(number, array("I", values), [*values.values()])


@pytest.mark.parametrize(
    ("rows", "values", "ascending", "ordered"),
    [
        ([], [], [], []),
        ([7], ["a"], [7], ["a"]),
        ([1, 2, 9], ["a", None, "c"], [1, 2, 9], ["a", None, "c"]),
        ([2, 1], ["a", "b"], [1, 2], ["b", "a"]),
        ([1, 3, 2], ["a", "b", "c"], [1, 2, 3], ["a", "c", "b"]),
        # $L$2 after L2: the last one counts
        ([2, 2], ["a", "b"], [2], ["b"]),
        ([2, 1, 2], ["a", "b", None], [1, 2], ["b", None]),
    ],
)
def test_rows_ascend_and_the_last_value_counts(
    rows: list[int], values: list[CellValue], ascending: list[int], ordered: list[CellValue]
) -> None:
    found, held = in_rows(rows, values)
    assert (found.tolist(), held) == (ascending, ordered)


@pytest.mark.parametrize(
    ("values", "filled"),
    [
        ({}, None),
        ({4: None}, None),
        ({4: 1}, (4, 4)),
        ({4: 1, 6: 2, 9: 3}, (4, 9)),
        ({4: None, 6: 2, 7: 3, 9: None}, (6, 7)),
    ],
)
def test_the_rows_that_get_a_value(values: dict[int, int | None], filled: tuple[int, int] | None) -> None:
    assert column(1, values).filled == filled


def test_without_columns_no_row_is_due() -> None:
    assert list(by_row([])) == []


@given(st.dictionaries(st.integers(1, 9), st.dictionaries(st.integers(1, 12), st.none() | st.integers())))
def test_each_cell_is_due_once_in_order_of_rows_and_columns(values: dict[int, dict[int, int | None]]) -> None:
    columns = [column(number, dict(sorted(held.items()))) for number, held in sorted(values.items())]
    due = [(row, [(cells.column, value) for cells, value in new]) for row, new in by_row(columns)]
    rows = sorted({row for held in values.values() for row in held})
    assert due == [(row, [(n, held[row]) for n, held in sorted(values.items()) if row in held]) for row in rows]
