"""What people are worth over time."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest

from salesplan.compute.targets.people.staffing import Seat, availability, days_worth, hedged, margins_of, service_month
from salesplan.model.calendar import WorkCalendar
from salesplan.model.period import Period, month_of

CALENDAR = WorkCalendar()
JULY = month_of(2026, 7)  # 23 working days, the 15th a Wednesday


@pytest.mark.parametrize(
    ("joined", "day", "month"),
    [
        (date(2026, 7, 15), date(2026, 7, 15), 0),
        (date(2026, 7, 15), date(2026, 8, 14), 0),
        (date(2026, 7, 15), date(2026, 8, 15), 1),
        (date(2026, 1, 31), date(2026, 2, 28), 0),
        (date(2026, 1, 31), date(2026, 3, 1), 1),
        (date(2025, 12, 1), date(2026, 1, 1), 1),
    ],
)
def test_months_of_service(joined: date, day: date, month: int) -> None:
    assert service_month(joined, day) == month


@pytest.mark.parametrize(
    ("seat", "worth"),
    [
        (Seat("老员工"), 23),
        (Seat("半天", share=Decimal("0.5")), Fraction(23, 2)),
        (Seat("走了", left=date(2026, 6, 30)), 0),
        (Seat("月中走", left=date(2026, 7, 14)), 10),
        (Seat("待招", joined=date(2026, 8, 1)), 0),
        (Seat("月中来", joined=date(2026, 7, 15)), Fraction(13, 4)),
        (Seat("熟手", joined=date(2026, 7, 15), ramps=False), 13),
        # Second month of service to the 14th (10 days), third from the 15th on (13 days).
        (Seat("五月来", joined=date(2026, 5, 15)), 10 * Fraction(1, 2) + 13 * Fraction(3, 4)),
        (Seat("去年来", joined=date(2025, 3, 1)), 23),
    ],
)
def test_days_worth(seat: Seat, worth: Fraction) -> None:
    assert days_worth(seat, JULY, CALENDAR) == worth


def test_how_much_of_a_period_a_seat_is_filled() -> None:
    assert availability(Seat("a", joined=date(2026, 7, 15)), JULY, CALENDAR) == Fraction(13, 23)
    weekend = Period(date(2026, 7, 4), date(2026, 7, 5))
    assert availability(Seat("a"), weekend, CALENDAR) == 0


def test_a_margin_does_not_compound_unless_asked() -> None:
    ten = [Decimal("0.1"), Decimal("0.1")]
    assert hedged(1000, ten) == [1000, 1100, 1100]
    assert hedged(1000, ten, compound=True) == [1000, 1100, 1210]
    assert hedged(5, [Decimal("0.1")]) == [5, 6]
    assert margins_of([1000, 1100, 1210]) == [100, 110]
