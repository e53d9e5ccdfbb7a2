"""Cross tables: both margins exact, every cell next to its fitted value, and honest when that cannot be."""

from __future__ import annotations

import random
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from salesplan.compute.allocation import split
from salesplan.compute.cross_table import Clash, round_table

Table = list[list[int]]


def margins(cells: Table) -> tuple[list[int], list[int]]:
    return [sum(line) for line in cells], [sum(column) for column in zip(*cells, strict=True)]


@st.composite
def tables(draw: st.DrawFn) -> tuple[list[list[float]], Table]:
    """Weights with holes, and some whole table with the same holes, whose sums can therefore be met."""
    rng = random.Random(draw(st.integers(0, 2**32)))  # noqa: S311 - test data
    holes, big = draw(st.sampled_from([0, 0.3, 0.7])), draw(st.sampled_from([2, 50, 10**7]))
    height, width = draw(st.integers(1, 30)), draw(st.integers(1, 30))
    weights = [
        [0.0 if rng.random() < holes else rng.choice([1.0, 1.0, rng.uniform(0.1, 9)]) for _ in range(width)]
        for _ in range(height)
    ]
    return weights, [[rng.randrange(big) if weight else 0 for weight in line] for line in weights]


@given(tables())
@settings(max_examples=40, deadline=None)
def test_both_margins_are_exact_and_holes_stay_empty(case: tuple[list[list[float]], Table]) -> None:
    weights, some = case
    rows, columns = margins(some)
    found = round_table(rows, columns, weights=weights)
    assert found.clash is None
    assert margins(found.cells) == (rows, columns)
    assert all(
        cell == 0
        for line, ws in zip(found.cells, weights, strict=True)
        for cell, w in zip(line, ws, strict=True)
        if not w
    )


@given(tables(), st.integers(0, 2**32))
@settings(max_examples=40, deadline=None)
def test_pins_and_limits_are_kept(case: tuple[list[list[float]], Table], seed: int) -> None:
    weights, some = case
    rng = random.Random(seed)  # noqa: S311 - test data
    limits = {}
    for i, line in enumerate(some):
        for j, value in enumerate(line):
            if rng.random() < 0.1:
                limits[i, j] = (value, value)
            elif rng.random() < 0.3:
                limits[i, j] = (rng.randint(0, value), value + rng.randint(0, 20))
    rows, columns = margins(some)
    found = round_table(rows, columns, weights=weights, limits=limits)
    assert found.clash is None
    assert margins(found.cells) == (rows, columns)
    assert all(low <= found.cells[i][j] <= high for (i, j), (low, high) in limits.items())


@pytest.mark.parametrize("shift", [0, 10**9])
def test_a_table_of_two_hundred_by_two_hundred_with_holes_pins_and_limits(shift: int) -> None:
    """Sums that some table has are met; sums moved out of reach are explained by rows, need and room."""
    rng = random.Random(200)  # noqa: S311 - test data
    weights = [[0.0 if rng.random() < 0.3 else rng.uniform(0.1, 9) for _ in range(200)] for _ in range(200)]
    some = [[rng.randrange(500) if weight else 0 for weight in line] for line in weights]
    cells = [(i, j) for i in range(200) for j in range(200) if weights[i][j] and rng.random() < 0.05]
    limits = {(i, j): (some[i][j] if pinned else 0, some[i][j]) for i, j in cells for pinned in [rng.random() < 0.5]}
    limits |= {(0, j): (0, some[0][j]) for j in range(200)}
    rows, columns = margins(some)
    rows[0], rows[1] = rows[0] + shift, rows[1] + shift
    columns[0] += 2 * shift
    found = round_table(rows, columns, weights=weights, limits=limits)
    if shift:
        assert found.clash is not None
        assert found.clash.need > found.clash.room
        return
    assert margins(found.cells) == (rows, columns)
    assert all(low <= found.cells[i][j] <= high for (i, j), (low, high) in limits.items())
    assert all(not found.cells[i][j] for i in range(200) for j in range(200) if not weights[i][j])


@given(
    st.lists(st.integers(1, 500), min_size=1, max_size=12),
    st.lists(st.integers(1, 500), min_size=1, max_size=12),
)
@settings(max_examples=80, deadline=None)
def test_each_cell_is_its_share_rounded_down_or_up(rows: list[int], shares: list[int]) -> None:
    columns = split(sum(rows), shares)
    found = round_table(rows, columns)
    assert margins(found.cells) == (rows, columns)
    for row, line in zip(rows, found.cells, strict=True):
        for column, value in zip(columns, line, strict=True):
            assert abs(value - Fraction(row * column, sum(rows))) < 1


def test_equal_rows_do_not_all_round_the_same_way() -> None:
    # Each row alone would give 4, 3, 3, so the first column would get 40 of 100.
    found = round_table([10] * 10, [34, 33, 33])
    assert margins(found.cells) == ([10] * 10, [34, 33, 33])
    assert {max(line) for line in found.cells} == {4}


def test_the_odd_part_stands_where_the_odd_row_and_column_meet() -> None:
    found = round_table([250, 200], [300, 150], unit=100)
    assert margins(found.cells) == ([250, 200], [300, 150])
    assert [[cell % 100 for cell in line] for line in found.cells] == [[0, 50], [0, 0]]


def test_an_odd_cell_that_is_pinned_is_left_alone() -> None:
    found = round_table([250, 200], [300, 150], unit=100, limits={(0, 1): (100, 100)})
    assert found.cells == [[150, 100], [150, 50]]


def test_an_odd_part_never_stands_in_a_hole() -> None:
    found = round_table([250, 200], [300, 150], unit=100, weights=[[1.0, 0.0], [1.0, 1.0]])
    assert found.cells == [[250, 0], [50, 150]]


def test_a_lowest_amount_alone_keeps_the_unit() -> None:
    found = round_table([30, 30, 30], [30, 30, 30], unit=3, limits={(0, 0): (12, 10**30)})
    assert found.cells[0] == [12, 9, 9]
    assert all(cell % 3 == 0 for line in found.cells for cell in line)


def test_ties_are_always_settled_the_same_way() -> None:
    assert round_table([1, 1], [1, 1]).cells == [[0, 1], [1, 0]]
    assert round_table([1, 1, 1], [1, 1, 1]).cells == [[0, 1, 0], [0, 0, 1], [1, 0, 0]]
    assert round_table([1, 3, 1], [2, 2, 1]).cells == [[0, 1, 0], [1, 1, 1], [1, 0, 0]]


def test_two_odd_rows_are_rounded_in_the_unit_all_sums_share() -> None:
    found = round_table([150, 250], [300, 100], unit=100)
    assert margins(found.cells) == ([150, 250], [300, 100])
    assert all(cell % 50 == 0 for line in found.cells for cell in line)


@pytest.mark.parametrize("unit", [1, 10])
def test_margins_that_cannot_be_met_are_explained(unit: int) -> None:
    weights = [[1.0, 0.0], [1.0, 1.0]]
    rows, columns = [60 * unit, 40 * unit], [50 * unit, 50 * unit]
    clash = round_table(rows, columns, unit=unit, weights=weights).clash
    assert clash == Clash((0,), 60 * unit, 50 * unit, ((0, 50 * unit),))


def test_a_row_whose_own_cells_are_too_small_or_too_large_is_named() -> None:
    assert round_table([60, 40], [60, 40], limits={(0, 0): (0, 20), (0, 1): (0, 20)}).clash == Clash((0,), 60, 40)
    assert round_table([60, 40], [60, 40], limits={(1, 0): (41, 41)}).clash == Clash((1,), 40, 41)


def test_sums_that_differ_are_our_own_mistake() -> None:
    with pytest.raises(ValueError, match="rows sum to 3"):
        round_table([3], [4])
