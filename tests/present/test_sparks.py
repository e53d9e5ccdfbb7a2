"""Sparklines."""

from __future__ import annotations

from decimal import Decimal

import pytest

from salesplan.present.sparks import spark


@pytest.mark.parametrize(
    ("values", "drawn"),
    [
        ([1, 4, 7], "▂▅█"),
        ([0, 7], "▁█"),
        ([7, 7], "██"),
        ([0, 0], "▁▁"),
        ([None, 7], "·█"),
        ([None], ""),
        ([], ""),
        ([-7, 0], "▁█"),
        ([-3, -3], "▁▁"),
    ],
)
def test_figures_as_small_bars(values: list[int | None], drawn: str) -> None:
    assert spark([None if value is None else Decimal(value) for value in values]) == drawn
