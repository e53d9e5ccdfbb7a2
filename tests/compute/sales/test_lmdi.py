"""Effects of drivers: worked by hand, exact, and the same in any order."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from salesplan.compute.sales.lmdi import Driver, decomposed

LEADS = Driver("leads", Fraction(100), Fraction(90))
CONVERSION = Driver("conversion", Fraction(1, 5), Fraction(1, 4))
AVERAGE = Driver("average", Fraction(500), Fraction(480))


@pytest.mark.oracle("10.2-b")
def test_three_drivers() -> None:
    made = decomposed([LEADS, CONVERSION, AVERAGE])
    assert (made.base, made.now, made.method) == (Decimal("10000.00"), Decimal("10800.00"), "lmdi")
    assert made.effects == (Decimal("-1095.21"), Decimal("2319.55"), Decimal("-424.34"))


def test_the_order_does_not_count() -> None:
    assert decomposed([AVERAGE, LEADS, CONVERSION]).effects == (
        Decimal("-424.34"),
        Decimal("-1095.21"),
        Decimal("2319.55"),
    )


def test_equal_results_use_the_result_itself() -> None:
    """L(a, a) = a: 2 x 3 to 3 x 2."""
    made = decomposed([Driver("x", Fraction(2), Fraction(3)), Driver("y", Fraction(3), Fraction(2))])
    assert made.change == 0
    assert made.effects == (Decimal("2.43"), Decimal("-2.43"))


@pytest.mark.parametrize(("base", "now"), [(0, 5), (5, 0), (-1, 5), (5, -1)])
def test_a_driver_of_zero_or_below_is_put_in_one_after_the_other(base: int, now: int) -> None:
    """The first driver's change at the old second, then the second's at the new first."""
    made = decomposed([Driver("x", Fraction(base), Fraction(now)), Driver("y", Fraction(10), Fraction(20))])
    assert made.method == "sequential"
    assert made.effects == (Decimal((now - base) * 10), Decimal(now * 10))


values = st.fractions(min_value=Fraction(1, 1000), max_value=10**6)
drivers = st.builds(Driver, st.just("x"), values, values)
any_drivers = st.builds(Driver, st.just("x"), st.fractions(-100, 100), st.fractions(-100, 100))


@given(st.lists(drivers, min_size=1, max_size=5) | st.lists(any_drivers, min_size=1, max_size=5))
@settings(max_examples=50)
def test_the_effects_sum_to_the_change(told: list[Driver]) -> None:
    made = decomposed(told)
    assert sum(made.effects, Decimal(0)) == made.change
