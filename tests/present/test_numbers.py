"""Figures on a page: what is too small for the unit of the page is not shown as nothing."""

from __future__ import annotations

from decimal import Decimal

import pytest

from salesplan.present.numbers import UNITS, amount


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
