"""One figure over another."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest

from salesplan.compute.rounding import ratio

D = Decimal


@pytest.mark.parametrize(
    ("above", "below", "told"),
    [
        (D(2), D(3), D("0.666667")),
        (D(-1), D(8), D("-0.125000")),
        (Fraction(1, 3), D("0.5"), D("0.666667")),
        (D(0), D(5), D("0.000000")),
        (D(5), D(0), None),
        (D(5), None, None),
        (None, D(5), None),
    ],
)
def test_a_ratio_is_rounded_once_and_none_where_it_cannot_be_told(
    above: Fraction | Decimal | None, below: Decimal | None, told: Decimal | None
) -> None:
    assert ratio(above, below) == told
