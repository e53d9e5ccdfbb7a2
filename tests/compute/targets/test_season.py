"""The season of past years."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import narwhals as nw
import polars as pl
import pytest

from salesplan.compute.allocation import split
from salesplan.compute.targets.weights.season import Season, daily_rates, mean_shares, monthly_amounts, season_of
from salesplan.errors import Problem
from salesplan.load.calendar import work_calendar
from salesplan.model.period import FiscalYear, WeekYears
from salesplan.model.plan.targets import SeasonParameters
from salesplan.model.records import Records

QUARTERS = [[200, 300, 250, 250], [240, 330, 300, 330]]
CALENDAR = work_calendar("CN", range(2022, 2027))
AS_OF = date(2026, 3, 1)


def orders(months: dict[str, int]) -> Records:
    """One order in the middle of each month, amounts in whole yuan."""
    frame = pl.DataFrame(
        {"date": [date.fromisoformat(f"{month}-15") for month in months], "amount": list(months.values())},
        schema={"date": pl.Date, "amount": pl.Int64},
    )
    return Records("orders", nw.from_native(frame, eager_only=True))


def year_of(year: int, amounts: list[int]) -> dict[str, int]:
    return {f"{year}-{month:02}": amount for month, amount in enumerate(amounts, start=1)}


def found(
    months: dict[str, int], year: FiscalYear | None = None, **settings: object
) -> tuple[Season | None, list[Problem]]:
    parameters = SeasonParameters.model_validate(settings)
    return season_of(orders(months), "amount", year or FiscalYear(2026), AS_OF, CALENDAR, parameters)


@pytest.mark.oracle("2.3-a")
def test_mean_shares_take_growth_out() -> None:
    shares = mean_shares(QUARTERS)
    assert shares == [Fraction(n, 10_000) for n in (2000, 2875, 2500, 2625)]
    assert [share * 4 for share in shares] == [Fraction(n, 100) for n in (80, 115, 100, 105)]
    assert split(1_500_000, shares) == [300_000, 431_250, 375_000, 393_750]


@pytest.mark.oracle("2.3-b")
def test_daily_rates_follow_the_working_days() -> None:
    rates = daily_rates(QUARTERS, [[61, 62, 66, 62], [59, 61, 67, 61]])
    assert [round(float(rate), 6) for rate in rates] == [0.831814, 1.166274, 0.938065, 1.065065]
    weights = [rate * days for rate, days in zip(rates, [59, 61, 66, 62], strict=True)]
    assert split(1_500_000, weights) == [296_638, 430_011, 374_219, 399_132]


def test_only_full_years_before_the_target_year_count() -> None:
    months = year_of(2023, [1] * 12) | year_of(2024, [1] * 11) | year_of(2025, [1] * 11 + [13]) | {"2026-01": 9}
    season, notes = found(months)
    assert season is not None
    assert season.years == (2023, 2025)
    assert season.weights[-1] == (Fraction(1, 12) + Fraction(13, 24)) / 2
    assert [(note.code, "2024-12" in note.what.en + str(note.what.values)) for note in notes] == [
        ("SEASON-missing-month", True),
        ("SEASON-unstable", False),
    ]


def test_the_target_year_itself_is_never_its_own_season() -> None:
    season, notes = found(year_of(2024, [1] * 12), FiscalYear(2024))
    assert season is None
    assert [note.code for note in notes] == ["SEASON-no-full-year"]


def test_one_year_is_used_with_a_warning() -> None:
    season, notes = found(year_of(2025, list(range(1, 13))))
    assert season is not None
    assert season.weights[0] == Fraction(1, 78)
    assert season.index[11] == Fraction(12 * 12, 78)
    assert [note.code for note in notes] == ["SEASON-one-year"]


def test_a_month_of_returns_counts_as_nothing() -> None:
    season, notes = found(year_of(2025, [-5] + [1] * 11))
    assert season is not None
    assert list(season.weights[:2]) == [0, Fraction(1, 11)]
    assert {note.code for note in notes} == {"SEASON-one-year", "SEASON-negative-month"}


def test_shares_that_differ_by_more_than_half_the_index_are_unstable() -> None:
    # January 33 and 55 of 264: the mean is 44, the spread 22, exactly half of it
    first = year_of(2024, [33] + [21] * 11)
    assert found(first | year_of(2025, [55] + [19] * 11))[1] == []
    notes = found(first | year_of(2025, [56] + [19] * 11))[1]
    assert [note.code for note in notes] == ["SEASON-unstable"]
    assert notes[0].what.in_("en").endswith(": Jan")
    assert found(first | year_of(2025, [56] + [19] * 11), unstable="60%")[1] == []


def test_january_and_february_together_then_by_working_days() -> None:
    season, _ = found(year_of(2025, [10, 1] + [1] * 10), merge_spring="yes")
    assert season is not None
    # 11 of 21 over 21 and 16 working days of 2026
    assert season.weights[:2] == (Fraction(11, 21) * 21 / 37, Fraction(11, 21) * 16 / 37)
    apart, _ = found(
        year_of(2024, [1] * 12) | year_of(2025, [1] * 12), FiscalYear(2026, 2, "start"), merge_spring="yes"
    )
    assert apart is not None
    assert apart.weights == (Fraction(1, 12),) * 12


def test_fiscal_years_count_in_their_own_order() -> None:
    months = year_of(2024, [1] * 3 + [4] * 9) | year_of(2025, [8] * 3 + [1] * 9)
    season, _ = found(months, FiscalYear(2026, 4))
    assert season is not None
    assert season.years == (2025,)
    assert season.weights == (Fraction(4, 60),) * 9 + (Fraction(8, 60),) * 3


def test_daily_rate_uses_the_working_days_of_both_years() -> None:
    season, _ = found(year_of(2025, [19, 19, 21, 22, 19, 20, 23, 21, 23, 18, 20, 23]), method="daily_rate")
    assert season is not None
    assert list(season.weights) == [21, 16, 22, 21, 19, 21, 23, 21, 22, 18, 21, 23]


def test_no_orders_at_all() -> None:
    assert found({})[0] is None


def test_a_year_that_the_orders_begin_or_end_in_is_a_note_and_a_gap_a_warning() -> None:
    months = {f"2023-{m:02}": 1 for m in range(7, 13)} | year_of(2024, [1] * 12) | year_of(2025, [1] * 12)
    season, notes = found(months)
    assert season is not None
    assert season.years == (2024, 2025)
    assert [(note.code, note.severity) for note in notes] == [("SEASON-part-year", "note")]
    assert notes[0].what.in_("zh") == "2023 年只有 7-12 月的订单，不用于季节"
    assert notes[0].what.in_("en") == "2023 has orders of Jul to Dec only: no part of the season"
    del months["2023-08"]
    assert [(note.code, note.severity) for note in found(months)[1]] == [("SEASON-missing-month", "warning")]


def test_a_fiscal_year_in_part_names_its_months_in_full() -> None:
    months = year_of(2024, [1] * 12) | year_of(2025, [1] * 12)
    texts = [note.what.in_("zh") for note in found(months, FiscalYear(2026, 4))[1]]
    assert texts[-1] == "季节只来自 2025 财年这一年"
    assert "2024 财年只有 2024-01..2024-03 的订单，不用于季节" in texts


@pytest.mark.parametrize(("month", "spring"), [(1, True), (2, True), (3, False), (12, False)])
def test_spring_festival_is_blamed_for_january_and_february_only(month: int, spring: bool) -> None:  # noqa: FBT001
    amounts = [20] * 12
    amounts[month - 1] = 90
    (note,) = found(year_of(2024, [20] * 12) | year_of(2025, amounts))[1]
    assert note.what.in_("zh").endswith(f"：{month} 月")
    assert ("春节" in note.fix.in_("zh")) is spring


# Outlier months


def test_an_excluded_month_is_what_it_is_in_the_other_years() -> None:
    # February of 2025 had one large order of 88; without it the year is twice the one before, so it counts as 2 x 4
    first, second = [4] * 12, [8, 96, *[8] * 10]
    season, notes = found(year_of(2024, first) | year_of(2025, second), exclude=["2025-2"])
    assert notes == []
    assert season is not None
    assert season.weights == (Fraction(1, 12),) * 12
    assert season.years == (2024, 2025)


def test_an_excluded_month_is_the_mean_of_several_other_years() -> None:
    months = year_of(2023, [1] * 11 + [11]) | year_of(2024, [1] * 11 + [22]) | year_of(2025, [2] * 11 + [500])
    season, _ = found(months, exclude="2025-12")
    assert season is not None
    # December is 1 and 2 for 1 of the other eleven together: 1.5 in 2025
    assert season.weights[11] == (Fraction(1, 2) + Fraction(2, 3) + Fraction(3, 5)) / 3
    assert sum(season.weights) == 1


@pytest.mark.parametrize(
    ("exclude", "codes"),
    [
        (["2024-02", "2025-02"], ["SEASON-exclude"]),
        (["2023-02"], ["SEASON-exclude"]),
        ([f"2025-{m:02}" for m in range(1, 7)], []),
        ([f"2025-{m:02}" for m in range(1, 8)], ["SEASON-exclude", "SEASON-one-year"]),
    ],
    ids=["in every year", "in no full year", "half a year", "more than half a year"],
)
def test_what_cannot_be_excluded_is_said(exclude: list[str], codes: list[str]) -> None:
    season, notes = found(year_of(2024, [3] * 12) | year_of(2025, [3] * 12), exclude=exclude)
    assert season is not None
    assert [note.code for note in notes] == codes
    assert {note.place.key for note in notes if note.code == "SEASON-exclude"} <= {"parameters.season.exclude"}


def test_an_excluded_month_is_exactly_what_was_sold_when_there_is_one_year_only() -> None:
    season, notes = found(year_of(2025, [1] * 11 + [13]), exclude=["2025-12"])
    assert season is not None
    assert season.weights[11] == Fraction(13, 24)
    assert [note.code for note in notes] == ["SEASON-exclude", "SEASON-one-year"]


def test_excluded_months_are_left_out_of_daily_rates_and_of_the_spread_too() -> None:
    months = year_of(2024, [10] * 12) | year_of(2025, [10] * 11 + [90])
    assert [note.code for note in found(months)[1]] == ["SEASON-unstable"]
    season, notes = found(months, exclude=["2025-12"], method="daily_rate")
    plain, _ = found(year_of(2024, [10] * 12) | year_of(2025, [10] * 12), method="daily_rate")
    assert notes == []
    assert season == plain


def test_months_beyond_64_bits_are_summed_exactly() -> None:
    most = 2**63 - 1
    frame = pl.DataFrame(
        {"date": [date(2025, 1, 15), date(2025, 1, 15), *(date(2025, month, 15) for month in range(2, 13))]},
        schema={"date": pl.Date},
    ).with_columns(amount=pl.lit(most, pl.Int64))
    sold = Records("orders", nw.from_native(frame, eager_only=True))
    season, _ = season_of(sold, "amount", FiscalYear(2026), AS_OF, CALENDAR, SeasonParameters())
    assert season is not None
    assert season.shares[0] == (Fraction(2, 13), *[Fraction(1, 13)] * 11)
    months = monthly_amounts(sold, "amount", AS_OF, FiscalYear(2026))
    assert months[date(2025, 1, 1)] == 2 * most
    weeks = monthly_amounts(sold, "amount", AS_OF, FiscalYear(2026, weeks=WeekYears("4-4-5", date(2026, 1, 5))))
    assert sum(weeks.values()) == 13 * most
