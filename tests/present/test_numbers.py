"""Figures on a page: what is too small for the unit of the page is not shown as nothing."""

from __future__ import annotations

from decimal import Decimal

import pytest

from salesplan.model.table import Value
from salesplan.present.numbers import UNITS, amount, as_count, figure_of


@pytest.mark.parametrize(
    ("value", "unit", "shown"),
    [
        ("8234.5", "万", "0.8万"),
        ("500", "万", "0.1万"),
        ("499.99", "万", "500"),
        ("342.6", "万", "343"),
        ("-342.4", "万", "-342"),
        ("1", "万", "1"),
        ("0.5", "万", "0.50"),
        ("0", "万", "0.0万"),
        ("499999.99", "亿", "500,000"),
        ("500000", "亿", "0.01亿"),
        ("49.9", "k", "50"),
        ("0.5", "1", "0.50"),
    ],
)
def test_an_amount_too_small_for_the_unit_is_shown_without_it(value: str, unit: str, shown: str) -> None:
    assert amount(Decimal(value), UNITS[unit]) == shown


@pytest.mark.parametrize(
    ("value", "count", "figure"),
    [
        (0, 0, Decimal(0)),
        (-3, -3, Decimal(-3)),
        (Decimal("1.5"), None, Decimal("1.5")),
        (True, None, None),
        ("3", None, None),
        (None, None, None),
    ],
)
def test_a_cell_is_a_count_a_figure_or_neither(value: Value, count: int | None, figure: Decimal | None) -> None:
    assert (as_count(value), figure_of(value)) == (count, figure)
