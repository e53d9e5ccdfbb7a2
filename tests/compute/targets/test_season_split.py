"""The worked seasons through the whole split."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from math import lcm

import narwhals as nw
import polars as pl
import pytest

from salesplan.compute.targets.request import SplitRequest
from salesplan.compute.targets.split import split
from salesplan.compute.working_days import workdays
from salesplan.load.calendar import work_calendar
from salesplan.model.period import FiscalYear, month_of
from salesplan.model.plan.targets import SeasonParameters
from salesplan.model.records import Records

CALENDAR = work_calendar("CN", range(2024, 2027))
QUARTERS = {2024: (200, 300, 250, 250), 2025: (240, 330, 300, 330)}


def orders(amounts: dict[tuple[int, int], int]) -> Records:
    """One order a month."""
    days = [date(year, month, 15) for year, month in amounts]
    frame = pl.DataFrame({"date": days, "amount": list(amounts.values())}, schema={"date": pl.Date, "amount": pl.Int64})
    return Records("orders", nw.from_native(frame, eager_only=True))


def quarters(records: Records, **season: str) -> list[int]:
    request = SplitRequest(
        "T", Decimal(1_500_000), ("quarter",), FiscalYear(2026), season=SeasonParameters.model_validate(season)
    )
    result = split(request, history=records, calendar=CALENDAR, as_of=date(2026, 1, 5))
    assert result.summary.season_years == (2024, 2025)
    return [int(str(row["target"])) for row in result.rows.records() if row["level"] == "quarter"]


@pytest.mark.oracle("2.3-a")
def test_shares_of_quarters() -> None:
    parts = {
        (year, 3 * q + m + 1): (sold - 2 if m == 0 else 1)
        for year, told in QUARTERS.items()
        for q, sold in enumerate(told)
        for m in range(3)
    }
    assert quarters(orders(parts)) == [300_000, 431_250, 375_000, 393_750]


@pytest.mark.oracle("2.3-b")
def test_daily_rates_of_quarters() -> None:
    # every working day of a quarter sells the same, so that its months have the quarter's rate
    days = {(year, m): workdays(month_of(year, m), CALENDAR) for year in QUARTERS for m in range(1, 13)}
    whole = {(year, q): sum(days[year, 3 * q + m + 1] for m in range(3)) for year in QUARTERS for q in range(4)}
    assert [whole[2024, q] for q in range(4)] == [61, 62, 66, 62]
    times = lcm(*whole.values())
    parts = {(y, m): QUARTERS[y][(m - 1) // 3] * times * n // whole[y, (m - 1) // 3] for (y, m), n in days.items()}
    assert quarters(orders(parts), method="daily_rate") == [296_638, 430_011, 374_219, 399_132]
