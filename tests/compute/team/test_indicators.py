from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest

from salesplan.compute.team.indicators import (
    attainment,
    collected_share,
    collection_rate,
    conversion_rate,
    measured,
)


@pytest.mark.oracle("9.1-a")
def test_attainment() -> None:
    assert attainment(108, 120) == Fraction(9, 10)
    assert attainment(12, 10, lower_is_better=True) == Fraction(8, 10)


@pytest.mark.parametrize(
    ("actual", "target", "lower", "expected"),
    [
        (0, 0, False, None),
        (5, 0, True, None),
        (0, 10, False, Fraction(0)),
        (-5, 10, False, Fraction(-1, 2)),
        (20, 10, True, Fraction(0)),
        (25, 10, True, Fraction(0)),
        (0, 10, True, Fraction(2)),
    ],
)
def test_attainment_at_its_limits(actual: int, target: int, lower: bool, expected: Fraction | None) -> None:  # noqa: FBT001 - cases
    assert attainment(actual, target, lower_is_better=lower) == expected


@pytest.mark.oracle("9.1-b")
def test_conversion() -> None:
    assert conversion_rate(18, 120) == Fraction(15, 100)
    assert conversion_rate(0, 0) is None


@pytest.mark.oracle("9.1-c")
def test_collection_both_ways() -> None:
    assert collection_rate(Decimal(1000), Decimal(200), Decimal(300)) == Fraction(9, 10)
    assert collected_share(Decimal(900), Decimal(200), Decimal(1000)) == Fraction(3, 4)


def test_collection_may_exceed_the_sales() -> None:
    assert collection_rate(Decimal(1000), Decimal(300), Decimal(200)) == Fraction(11, 10)


@pytest.mark.parametrize("sales", [0, -1])
def test_without_sales_there_is_no_collection_rate(sales: int) -> None:
    assert collection_rate(Decimal(sales), Decimal(5), Decimal(3)) is None


def test_nothing_due_gives_no_collected_share() -> None:
    assert collected_share(Decimal(5), Decimal(0), Decimal(0)) is None
    assert collected_share(Decimal(5), Decimal(1), Decimal(-1)) is None
    assert collected_share(Decimal(5), Decimal(10), Decimal(0)) == Fraction(1, 2)


def test_why_an_indicator_is_not_known() -> None:
    assert measured("csat", None, Decimal("0.8"), "few_answers").why == "few_answers"
    assert measured("conversion", Fraction(1, 2), None, "no_conversion_target").why == "no_conversion_target"
    zero = measured("sales", Fraction(5), Decimal(0), "no_targets")
    assert (zero.attainment, zero.why) == (None, "target_zero")
    known = measured("sales", Fraction(5), Decimal(10), "no_targets")
    assert (known.attainment, known.why) == (Fraction(1, 2), None)
