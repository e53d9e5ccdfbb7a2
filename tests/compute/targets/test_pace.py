"""Expected by now, pace, landing, light."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest

from salesplan.compute.targets.actuals.pace import Light, PlannedPeriod, Recent, light_of, pace_of

JULY = PlannedPeriod(Decimal(460_000), 23, 10)


def fractions(*values: int | Fraction) -> tuple[Fraction, ...]:
    return tuple(map(Fraction, values))


@pytest.mark.oracle("10.1-a")
def test_july_2026() -> None:
    found = pace_of([JULY], Decimal(180_000))
    assert (found.expected, found.pace, found.run_rate) == fractions(200_000, Fraction(9, 10), 18_000)
    assert found.required is not None
    assert f"{float(found.required):.2f}" == "21538.46"
    assert found.landing == 414_000
    assert found.light == "amber"
    assert found.gap == -280_000
    assert found.attainment == Fraction(18, 46)


def test_finished_periods_and_the_current_one() -> None:
    june = PlannedPeriod(Decimal(400_000), 21, 21)
    august = PlannedPeriod(Decimal(500_000), 21, 0)
    found = pace_of([june, JULY, august], Decimal(600_000))
    assert found.target == 1_360_000
    assert (found.expected, found.pace) == fractions(600_000, 1)
    assert (found.run_rate, found.landing) == fractions(Fraction(600_000, 31), 1_360_000)
    assert found.required == Fraction(760_000, 34)


def test_three_landings_and_their_range() -> None:
    found = pace_of([JULY], Decimal(180_000), recent=Recent(Decimal(400_000), 20), pipeline=Decimal(250_000))
    assert found.landings == fractions(414_000, 180_000 + 20_000 * 13, 430_000)


@pytest.mark.parametrize(
    ("period", "actual", "expected"),
    [
        (PlannedPeriod(Decimal(100), 20, 0), 0, (None, None, None, Fraction(5), None, None)),
        (PlannedPeriod(Decimal(100), 20, 0), 101, (None, None, None, Fraction(0), None, "green")),
        (PlannedPeriod(Decimal(0), 20, 10), 50, (None, None, Fraction(5), None, None, None)),
        (PlannedPeriod(Decimal(100), 20, 20), 90, (100, Fraction(9, 10), Fraction(9, 2), None, 90, "amber")),
        (PlannedPeriod(Decimal(100), 20, 10), 101, (50, Fraction(101, 50), Fraction(101, 10), 0, 202, "green")),
        (PlannedPeriod(Decimal(100), 20, 10), -10, (50, Fraction(-1, 5), -1, 11, -20, "red")),
        (PlannedPeriod(Decimal(100), 20, 1), 101, (5, Fraction(101, 5), 101, 0, 2020, "green")),
    ],
    ids=[
        "no day over",
        "done at once",
        "target 0",
        "no day left",
        "beyond the target",
        "returns",
        "early and done",
    ],
)
def test_edges(period: PlannedPeriod, actual: int, expected: tuple[object, ...]) -> None:
    found = pace_of([period], Decimal(actual))
    shown = (found.expected, found.pace, found.run_rate, found.required, found.landing, found.light)
    assert shown == expected


@pytest.mark.parametrize(
    ("share", "light"),
    [("1.00", "green"), ("0.9999", "amber"), ("0.90", "amber"), ("0.8999", "red")],
)
def test_a_limit_belongs_to_the_better_colour(share: str, light: Light) -> None:
    assert light_of(Fraction(share)) == light


def test_a_period_without_working_days_counts_whole() -> None:
    assert PlannedPeriod(Decimal(7), 0, 0).expected == 7
