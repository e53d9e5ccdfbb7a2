"""SWOT, offers and means, worked by hand (methods.md 6.1, 6.6, 6.8)."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest

from salesplan.compute.plan.swot.evaluation import Cell, Factor, evaluation, ie_cell, weights_sum
from salesplan.compute.strategy.means import Means, expense_ratio
from salesplan.compute.strategy.offers import break_even_uplift, price_ceiling, price_floor, spend_and_save

ITEMS = [
    *(Factor("S1", "S", Decimal("0.35"), 4), Factor("S2", "S", Decimal("0.25"), 3)),
    *(Factor("W1", "W", Decimal("0.25"), 1), Factor("W2", "W", Decimal("0.15"), 2)),
    *(Factor("O1", "O", Decimal("0.40"), 3), Factor("O2", "O", Decimal("0.20"), 2)),
    *(Factor("T1", "T", Decimal("0.25"), 2), Factor("T2", "T", Decimal("0.15"), 3)),
]


@pytest.mark.oracle("6.1-a")
def test_swot_scores() -> None:
    inside, outside = evaluation(ITEMS, "SW"), evaluation(ITEMS, "OT")
    assert (inside, outside) == (Fraction("2.70"), Fraction("2.55"))
    assert inside is not None
    assert outside is not None
    assert ie_cell(inside, outside) == Cell("V", "hold")
    assert weights_sum(ITEMS, "SW") == weights_sum(ITEMS, "OT") == 1


@pytest.mark.parametrize(
    ("inside", "outside", "cell"),
    [
        (Fraction(3), Fraction(3), Cell("I", "grow")),
        (Fraction(299, 100), Fraction(3), Cell("II", "grow")),
        (Fraction(199, 100), Fraction(3), Cell("III", "hold")),
        (Fraction(3), Fraction(2), Cell("IV", "grow")),
        (Fraction(2), Fraction(2), Cell("V", "hold")),
        (Fraction(1), Fraction(2), Cell("VI", "harvest")),
        (Fraction(4), Fraction(1), Cell("VII", "hold")),
        (Fraction(2), Fraction(1), Cell("VIII", "harvest")),
        (Fraction(1), Fraction(1), Cell("IX", "harvest")),
    ],
)
def test_fields_of_the_ie_matrix(inside: Fraction, outside: Fraction, cell: Cell) -> None:
    assert ie_cell(inside, outside) == cell


def test_one_side_and_no_side() -> None:
    only = [Factor("S1", "S", Decimal("0.5"), 4)]
    assert evaluation(only, "SW") == 2
    assert evaluation(only, "SW", normalise=True) == 4
    assert evaluation(only, "OT") is None
    assert evaluation([Factor("S1", "S", Decimal(0), 4)], "SW", normalise=True) is None


@pytest.mark.oracle("6.6-a")
def test_promotion() -> None:
    assert break_even_uplift(Decimal("0.40"), Decimal("0.10")) == Fraction(1, 3)
    assert spend_and_save(Decimal(300), Decimal(300), Decimal(50)) == Fraction(1, 6)
    assert spend_and_save(Decimal(450), Decimal(300), Decimal(50)) == Fraction(1, 9)


@pytest.mark.parametrize(
    ("basket", "repeats", "discount"),
    [
        (Decimal(299), False, 0),
        (Decimal(600), False, Fraction(1, 12)),
        (Decimal(600), True, Fraction(1, 6)),
        (Decimal(899), True, Fraction(100, 899)),
        (Decimal(0), True, None),
    ],
)
def test_spend_and_save(basket: Decimal, *, repeats: bool, discount: Fraction | None) -> None:
    assert spend_and_save(basket, Decimal(300), Decimal(50), repeats=repeats) == discount


@pytest.mark.parametrize(
    ("margin", "discount", "uplift"),
    [(Decimal("0.3"), Decimal("0.3"), None), (Decimal("0.3"), Decimal("0.31"), None), (Decimal("0.3"), Decimal(0), 0)],
)
def test_uplift(margin: Decimal, discount: Decimal, uplift: Fraction | None) -> None:
    assert break_even_uplift(margin, discount) == uplift


def test_price_limits() -> None:
    assert price_floor(Decimal(80), Decimal("0.25")) == 100
    assert price_ceiling(Decimal(150), Decimal(100)) == 120
    assert price_ceiling(Decimal(110), Decimal(100)) == 110
    assert price_ceiling(None, None) is None


@pytest.mark.oracle("6.8-a")
def test_budget() -> None:
    assert expense_ratio(Decimal(120000), Decimal(2000000)) == Fraction("0.06")
    assert Means("money", Decimal(70000) + Decimal(60000), Decimal(120000)).short == 10000
    assert Means("money", Decimal(5), Decimal(5)).short == 0
    assert expense_ratio(Decimal(1), Decimal(0)) is None
