"""Tables of many rows: both sums exact, no cell below 0, none two units off its fair share."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from salesplan.compute.targets.grid import crossing
from salesplan.compute.targets.grid.crossing import cross, running
from salesplan.compute.targets.grid.pins import Range

amounts = st.one_of(st.integers(0, 3), st.integers(0, 400))


@st.composite
def tables(draw: st.DrawFn) -> tuple[list[int], list[int]]:
    """Rows, and columns that sum to the same."""
    rows = draw(st.lists(amounts, min_size=1, max_size=40))
    cuts = sorted(draw(st.lists(st.integers(0, sum(rows)), max_size=12)))
    return rows, [b - a for a, b in zip([0, *cuts], [*cuts, sum(rows)], strict=True)]


def sums(cells: list[list[int]]) -> tuple[list[int], list[int]]:
    return [sum(line) for line in cells], [sum(column) for column in zip(*cells, strict=True)]


@pytest.mark.parametrize(
    ("rows", "columns", "cells"),
    [
        ([1, 1, 1], [1, 1, 1], [[1, 0, 0], [0, 1, 0], [0, 0, 1]]),  # equal shares take turns, the first first
        ([3, 3], [4, 2], [[2, 1], [2, 1]]),  # whole shares are what they are
        ([1, 2], [1, 2], [[0, 1], [1, 1]]),  # 1/3 and 2/3: the second column reaches 1 first
        ([2, 0, 2], [3, 1], [[2, 0], [0, 0], [1, 1]]),  # an empty row is empty; 1.5 is at 2 before 0.5 is at 1
        ([0, 0], [0, 0], [[0, 0], [0, 0]]),
        ([5], [2, 0, 3], [[2, 0, 3]]),
    ],
)
def test_running_by_hand(rows: list[int], columns: list[int], cells: list[list[int]]) -> None:
    found = running(rows, columns)
    assert sums(found) == (rows, columns)
    assert found == cells


@given(tables())
@settings(max_examples=200, deadline=None)
def test_running_is_exact_and_near(table: tuple[list[int], list[int]]) -> None:
    rows, columns = table
    cells = running(rows, columns)
    assert sums(cells) == (rows, columns)
    total = sum(rows) or 1
    had = [0] * len(columns)
    so_far = 0
    for row, line in zip(rows, cells, strict=True):
        so_far += row
        had = [a + b for a, b in zip(had, line, strict=True)]
        assert all(cell >= 0 for cell in line)
        assert all(abs(have - Fraction(so_far * c, total)) < 1 for have, c in zip(had, columns, strict=True))
        assert all(abs(cell - Fraction(row * c, total)) < 2 for cell, c in zip(line, columns, strict=True))


@given(tables(), st.sampled_from([1, 100]), st.integers(0, 99))
@settings(max_examples=60, deadline=None)
def test_many_rows_keep_units_and_the_odd_part(table: tuple[list[int], list[int]], unit: int, odd: int) -> None:
    """With a small limit every table counts as large: rows and columns of whole units, one odd part at most."""
    rows, columns = ([value * unit for value in line] for line in table)
    rows[-1] += odd % unit
    columns[-1] += odd % unit
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(crossing, "ROUNDED_WHOLE", 2)
        found = cross(rows, columns, {}, unit)
    assert sums(found.cells) == (rows, columns)
    uneven = [cell for line in found.cells for cell in line if cell % unit]
    assert len(uneven) <= 1


@pytest.mark.parametrize(
    ("limits", "cell"),
    [({(1, 0): (7, 7)}, 7), ({(1, 0): (0, 0)}, 0), ({(1, 1): (9, 10)}, 1)],
)
def test_rows_with_limits_keep_them_among_many(limits: Mapping[tuple[int, int], Range], cell: int) -> None:
    rows, columns = [10] * 6, [30, 30]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(crossing, "ROUNDED_WHOLE", 3)
        found = cross(rows, columns, limits, 1)
    assert sums(found.cells) == (rows, columns)
    assert found.cells[1][0] == cell
    others = [line[0] for i, line in enumerate(found.cells) if i != 1]
    assert max(others) - min(others) <= 1


def test_a_clash_among_many_names_its_rows() -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(crossing, "ROUNDED_WHOLE", 3)
        found = cross([10] * 6, [5, 55], {(2, 0): (6, 10)}, 1)
    assert found.clash is not None
    assert 2 in found.clash.rows or found.clash.need > found.clash.room


def test_few_rows_are_rounded_down_or_up() -> None:
    rows, columns = [7, 5, 3], [8, 7]
    found = cross(rows, columns, {}, 1)
    assert found.within_one
    fair = [[Fraction(r * c, 15) for c in columns] for r in rows]
    assert all(abs(a - b) < 1 for x, y in zip(found.cells, fair, strict=True) for a, b in zip(x, y, strict=True))
