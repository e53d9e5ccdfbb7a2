"""Fitting a table to its sums: met where a table is there, given up without harm where none is."""

from __future__ import annotations

from math import isfinite

import pytest

from salesplan.compute.fitting import fit

Weights = list[list[float]]
FREE = [[0, 0], [0, 0]]
WIDE = [[100, 100], [100, 100]]


@pytest.mark.parametrize(
    ("weights", "low", "high", "cells"),
    [
        ([[1, 1], [1, 1]], FREE, WIDE, [[12, 18], [28, 42]]),  # row times column over the total
        ([[1, 0], [1, 1]], FREE, WIDE, [[30, 0], [10, 60]]),  # a hole stays one
        ([[1, 1], [1, 1]], [[0, 20], [0, 0]], WIDE, [[10, 20], [30, 40]]),
        ([[1, 1], [1, 1]], FREE, [[9, 100], [100, 100]], [[9, 21], [31, 39]]),
    ],
)
def test_both_sums_are_met_inside_the_limits(
    weights: Weights, low: list[list[int]], high: list[list[int]], cells: list[list[int]]
) -> None:
    found, met = fit(weights, [30, 70], [40, 60], low, high)
    assert met
    for line, wanted in zip(found, cells, strict=True):
        assert line == pytest.approx(wanted, abs=0.1)


@pytest.mark.parametrize("size", [2.0**-500, 2.0**500])
def test_rows_of_very_different_weights_are_scaled_to_their_sums(size: float) -> None:
    """Only the proportions inside a row count; one so much heavier takes nothing from the others."""
    found, met = fit([[size, size], [1, 1]], [30, 70], [40, 60], FREE, WIDE)
    assert met
    assert found == fit([[1, 1], [1, 1]], [30, 70], [40, 60], FREE, WIDE)[0]


def test_factors_that_grow_without_end_are_given_up() -> None:
    """The third column needs 141 from a row that has 18: each round only drives the factors further apart."""
    weights: Weights = [[0, 0, 0, 0], [108, 4878, 2718, 360], [2580, 116530, 64930, 8600]]
    low = [[0, 0, 0, 0], [0, 0, 0, 7], [0, 0, 10, 0]]
    high = [[0, 0, 0, 0], [448, 448, 448, 10], [0, 2, 10, 448]]
    cells, met = fit(weights, [0, 18, 430], [6, 271, 151, 20], low, high)
    assert not met
    assert all(isfinite(cell) for line in cells for cell in line)
    assert all(
        b <= cell <= t for lines in zip(cells, low, high, strict=True) for cell, b, t in zip(*lines, strict=True)
    )


def test_a_factor_out_of_reach_at_once_leaves_the_proportional_table() -> None:
    cells, met = fit([[2.0**-900]], [5], [5], [[0]], [[9]])
    assert (cells, met) == ([[5]], False)


@pytest.mark.parametrize("far", [2.0**-1000, 2.0**-700, 2.0**700, 2.0**1000])
def test_no_weights_of_any_size_break_the_fitting(far: float) -> None:
    tables: list[Weights] = [
        [[far, 1], [1, 1]],
        [[far, 1], [1, 1 / far]],
        [[far, far], [1, 1 / far]],
        [[far, 0], [1, far]],
    ]
    for weights in tables:
        cells, _ = fit(weights, [30, 70], [40, 60], FREE, WIDE)
        assert all(0 <= cell <= 100 for line in cells for cell in line)
