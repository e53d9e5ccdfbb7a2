"""Several sheets as one list: scales aligned exactly, months side by side as rows."""

from __future__ import annotations

from decimal import Decimal

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from salesplan.load.stack import Part, long, stack
from salesplan.model.records import ROW, SOURCE
from salesplan.model.table import scaled

AMOUNTS = st.lists(st.decimals(-(10**9), 10**9, places=6, allow_nan=False), min_size=1, max_size=5)


def _part(row: list[int], scale: int = 0, **columns: list[int] | list[str]) -> Part:
    return Part(pl.DataFrame({ROW: row, **columns}), {"amount": scale} if "amount" in columns else {}, {})


def test_scales_are_aligned_and_sources_kept() -> None:
    """1.5 (15 tenths) and 2 (2 wholes) become 15 and 20 tenths; the second file has no name."""
    frame, scales = stack([_part([2, 3], 1, amount=[15, -5], name=["a", "b"]), _part([5], 0, amount=[2])])
    assert scales == {"amount": 1}
    assert frame["amount"].to_list() == [15, -5, 20]
    assert frame["name"].to_list() == ["a", "b", None]
    assert frame[SOURCE].to_list() == [0, 0, 1]
    assert frame[ROW].to_list() == [2, 3, 5]


def test_a_figure_past_int64_fails_instead_of_wrapping_round() -> None:
    with pytest.raises(pl.exceptions.InvalidOperationError):
        stack([_part([2], 6, amount=[1]), _part([2], 0, amount=[9 * 10**18])])


@given(AMOUNTS, AMOUNTS, st.integers(0, 6), st.integers(0, 6))
def test_stacking_changes_no_figure(first: list[Decimal], second: list[Decimal], one: int, two: int) -> None:
    """Whatever scale each file has, every figure comes out as it went in."""
    lists = [([int(v.scaleb(s)) for v in values], s) for values, s in ((first, one), (second, two))]
    frame, scales = stack([_part(list(range(len(units))), s, amount=units) for units, s in lists])
    found = [scaled(v, scales["amount"]) for v in frame["amount"]]
    assert found == [scaled(u, s) for units, s in lists for u in units]


def test_months_side_by_side_become_rows() -> None:
    """Two rows by two months are four rows, each with its own row of the sheet; February has no target."""
    frame = pl.DataFrame({ROW: [4, 5], "region": ["N", "S"], "a1": [1, 2], "t1": [10, 20], "a2": [35, 45]})
    part = Part(
        frame, {"a1": 0, "t1": 0, "a2": 1}, {"2026-01": {"target": "t1", "actual": "a1"}, "2026-02": {"actual": "a2"}}
    )
    made = long(part)
    assert made.frame[ROW].to_list() == [4, 4, 5, 5]
    assert made.frame["period"].to_list() == ["2026-01", "2026-02"] * 2
    assert made.frame["target"].to_list() == [10, None, 20, None]
    assert made.frame["actual"].to_list() == [10, 35, 20, 45]
    assert made.scales == {"target": 0, "actual": 1}
    assert set(made.frame.columns) == {ROW, "region", "period", "target", "actual"}


def test_a_part_without_months_stays_as_it_is() -> None:
    part = _part([2], 0, amount=[1])
    assert long(part) is part
