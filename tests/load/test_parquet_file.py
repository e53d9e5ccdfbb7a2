"""Parquet files as grids of texts."""

from __future__ import annotations

import io
from datetime import date, datetime
from decimal import Decimal

import polars as pl
import pytest

from salesplan.errors import BadInput
from salesplan.load.grid import ISO, NUMBER, TEXT, TRUTH, Grid
from salesplan.load.parquet import parquet_grid
from salesplan.ooxml import limits


def stored(frame: pl.DataFrame) -> bytes:
    file = io.BytesIO()
    frame.write_parquet(file)
    return file.getvalue()


def cells(grid: Grid) -> dict[tuple[int, int], tuple[int, str]]:
    return {(row, column): (kind, text) for row, column, _, kind, text in grid.cells.rows()}


def test_each_type_has_its_text() -> None:
    frame = pl.DataFrame(
        {
            "name": ["甲", None],
            "n": [7, 8],
            "price": [1.5, float("nan")],
            "exact": pl.Series([Decimal("12.30"), None], dtype=pl.Decimal(12, 2)),
            "day": [date(2026, 1, 31), None],
            "at": [datetime(2026, 1, 31, 8, 5), None],  # noqa: DTZ001 - lists hold local times
            "won": [True, False],
            "tags": [["a"], ["b"]],
        }
    )
    grid = parquet_grid(stored(frame), "a.parquet")
    assert (grid.format, grid.sheet) == ("parquet", None)
    found = cells(grid)
    assert [found[1, column][1] for column in range(8)] == frame.columns
    assert [found.get((2, column)) for column in range(8)] == [
        (TEXT, "甲"), (NUMBER, "7"), (NUMBER, "1.5"), (NUMBER, "12.30"), (ISO, "2026-01-31"),
        (ISO, "2026-01-31T08:05:00"), (TRUTH, "1"), None,
    ]  # fmt: skip
    assert {column: text for (row, column), (_, text) in found.items() if row == 3} == {1: "8", 6: "0"}


def test_cells_are_in_sheet_order() -> None:
    grid = parquet_grid(stored(pl.DataFrame({"a": [1, 2], "b": [3, 4]})), "a.parquet")
    assert grid.cells.select("row", "column").rows() == [(1, 0), (1, 1), (2, 0), (2, 1), (3, 0), (3, 1)]


def test_a_damaged_file_is_refused() -> None:
    whole = stored(pl.DataFrame({"a": [1, 2]}))
    for data in (b"PAR1", whole[:-20], b"PAR1" + bytes(40) + whole[-8:]):
        with pytest.raises(BadInput) as caught:
            parquet_grid(data, "a.parquet")
        assert caught.value.problems[0].code == "READ-damaged"


@pytest.mark.parametrize(("limit", "fits"), [(4, True), (3, False)])
def test_more_cells_than_the_limit_are_refused(limit: int, fits: bool, monkeypatch: pytest.MonkeyPatch) -> None:  # noqa: FBT001 - a row of the table
    monkeypatch.setattr(limits, "CELLS", limit)
    data = stored(pl.DataFrame({"a": [1, 2], "b": [3, 4]}))
    if fits:
        assert parquet_grid(data, "a.parquet").cells.height == 6
        return
    with pytest.raises(BadInput) as caught:
        parquet_grid(data, "a.parquet")
    assert caught.value.problems[0].code == "READ-too-large"
