"""Blends and the capacity of a person."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest

from salesplan.compute.allocation import split
from salesplan.compute.targets.weights.shares import blend_weights, capacity

HISTORY = {"东": Decimal("0.5"), "南": Decimal("0.3"), "北": Decimal("0.2")}
POTENTIAL = {"东": Decimal("0.4"), "南": Decimal("0.4"), "北": Decimal("0.2")}
CAPACITY = {"东": Decimal("0.45"), "南": Decimal("0.30"), "北": Decimal("0.25")}
BLEND = {"history": Decimal("0.5"), "potential": Decimal("0.3"), "capacity": Decimal("0.2")}


@pytest.mark.oracle("2.4-a")
def test_a_blend_of_three() -> None:
    weights = blend_weights({"history": HISTORY, "potential": POTENTIAL, "capacity": CAPACITY}, BLEND)
    assert weights == {"东": Fraction(46, 100), "南": Fraction(33, 100), "北": Fraction(21, 100)}
    assert split(1_000_000, list(weights.values())) == [460_000, 330_000, 210_000]


def test_a_missing_component_drops_out() -> None:
    weights = blend_weights({"history": HISTORY, "potential": POTENTIAL, "capacity": None}, BLEND)
    assert weights["东"] == Fraction(5, 8) * Fraction(1, 2) + Fraction(3, 8) * Fraction(2, 5)
    assert sum(weights.values()) == 1
    assert blend_weights({"history": {"东": 0}, "potential": None, "capacity": None}, BLEND) == {"东": 0}


@pytest.mark.oracle("2.4-c")
def test_what_a_person_can_sell() -> None:
    rates = (Decimal("0.1"), Decimal("0.3"))
    assert capacity(20, 6, rates, 5000) == 18_000
    assert capacity(20, 6, rates, 5000, ramp=Decimal("0.5")) == 9_000
    assert capacity(20, 6, rates, 5000, availability=Fraction(1, 4)) == 4_500
