"""Splits over other calendars: years of whole weeks, weeks at year ends, fiscal years, years not yet published."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import narwhals as nw
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from program import Run
from salesplan.compute.targets.actuals.measure import MEASURE, measured
from salesplan.compute.targets.request import SplitRequest
from salesplan.compute.targets.split import Decomposed, decompose
from salesplan.compute.targets.weights.season import Season, season_of
from salesplan.compute.working_days import workdays
from salesplan.errors import Problem, SalesplanError
from salesplan.load.calendar import work_calendar
from salesplan.model.period import FiscalYear, WeekYears
from salesplan.model.plan.targets import SeasonParameters
from salesplan.model.records import ROW, SOURCE, Records

CALENDAR = work_calendar("CN", range(2023, 2030))
AS_OF = date(2027, 2, 1)
WEEKS = WeekYears("4-4-5", date(2026, 1, 5))
YEAR_2026 = FiscalYear(2026, weeks=WEEKS)
YEAR_2028 = FiscalYear(2028, weeks=WEEKS)
"""It has 53 weeks."""


def made(
    by: str,
    total: int = 12_000_000,
    *,
    year: FiscalYear = YEAR_2026,
    pins: Mapping[str, int] | None = None,
    orders: Records | None = None,
    **more: Any,  # noqa: ANN401 - any field of a request
) -> Decomposed:
    fixed = {path: Decimal(amount) for path, amount in (pins or {}).items()}
    request = SplitRequest("T", Decimal(total), tuple(by.split(",")), year, pins=fixed, **more)
    return decompose(request, history=orders, calendar=CALENDAR, as_of=AS_OF)


def at(split: Decomposed, level: str) -> dict[str, int]:
    """The company's targets by the names of one level of time."""
    found: dict[str, int] = {}
    for node in split.targets.times:
        if node.level == level:
            found[node.name] = found.get(node.name, 0) + int(split.targets.amount((0, node.index)))
    return found


def sold(days: Mapping[date, int], region: str = "East") -> Records:
    frame = pl.DataFrame(
        {"date": list(days), "amount": list(days.values()), "region": [region] * len(days)},
        schema={"date": pl.Date, "amount": pl.Int64, "region": pl.String},
    )
    return Records("orders", nw.from_native(frame, eager_only=True), {"amount": 0})


def season(days: Mapping[date, int], **told: object) -> tuple[Season | None, list[Problem]]:
    parameters = SeasonParameters.model_validate(told)
    return season_of(sold(days), "amount", YEAR_2026, AS_OF, CALENDAR, parameters)


# Years of whole weeks


def test_periods_and_quarters_of_weeks_are_named_and_exact() -> None:
    split = made("half,quarter,month", basis={"*": "even"})
    assert list(at(split, "half")) == ["2026-H1", "2026-H2"]
    assert at(split, "quarter") == dict.fromkeys(["2026-Q1", "2026-Q2", "2026-Q3", "2026-Q4"], 3_000_000)
    assert at(split, "month") == {f"2026-P{number:02}": 1_000_000 for number in range(1, 13)}


def test_weeks_are_whole_and_numbered_within_the_year() -> None:
    split = made("quarter,month,week", year=YEAR_2028)
    weeks = [node for node in split.targets.times if node.level == "week"]
    assert [node.name for node in weeks] == [f"2028-W{number:02}" for number in range(1, 54)]
    assert {node.period.days for node in weeks if node.period} == {7}
    assert [node.name for node in weeks if node.parent and node.parent.name == "2028-P12"] == [
        f"2028-W{number}" for number in range(48, 54)
    ]
    assert split.targets.weeks() == {}
    assert split.targets.adds_up(1, remainder=False)


@pytest.mark.parametrize("by", ["week", "quarter,week", "month,week", "half,week", "year,week"])
def test_a_week_has_the_same_days_under_any_level(by: str) -> None:
    weeks = [node for node in made(by).targets.times if node.level == "week"]
    assert [(node.name, str(node.period)) for node in weeks[:1] + weeks[-1:]] == [
        ("2026-W01", "2026-01-05..2026-01-11"),
        ("2026-W52", "2026-12-28..2027-01-03"),
    ]
    assert len(weeks) == 52


def test_weeks_begin_on_the_weekday_of_the_year() -> None:
    stores = FiscalYear(2025, 2, "start", WeekYears("4-5-4", date(2026, 2, 1)))
    weeks = [node for node in made("month,week", year=stores).targets.times if node.level == "week"]
    assert [(node.name, str(node.period)) for node in (weeks[0], weeks[4], weeks[-1])] == [
        ("2025-W01", "2025-02-02..2025-02-08"),
        ("2025-W05", "2025-03-02..2025-03-08"),
        ("2025-W52", "2026-01-25..2026-01-31"),
    ]


def test_a_week_without_a_working_day_gets_nothing() -> None:
    split = made("week", total=247)
    assert at(split, "week")["2026-W07"] == 0, "16 to 22 February: Spring Festival"
    assert at(split, "week")["2026-W06"] == 6, "14 February is worked"
    assert sum(at(split, "week").values()) == 247


@pytest.mark.parametrize(
    ("path", "level", "name"),
    [
        ("month=P01", "month", "2026-P01"),
        ("month=1", "month", "2026-P01"),
        ("month=01", "month", "2026-P01"),
        ("month=p12", "month", "2026-P12"),
        ("month=2026-P12", "month", "2026-P12"),
        ("quarter=Q1", "quarter", "2026-Q1"),
        ("quarter=4", "quarter", "2026-Q4"),
        ("week=W06", "week", "2026-W06"),
        ("week=W6", "week", "2026-W06"),
        ("week=52", "week", "2026-W52"),
        ("month=P02/week=W06", "week", "2026-W06"),
    ],
)
def test_pins_name_periods_without_the_year(path: str, level: str, name: str) -> None:
    split = made("quarter,month,week", pins={path: 7})
    assert at(split, level)[name] == 7
    assert split.targets.adds_up(1, remainder=False)


@pytest.mark.parametrize("path", ["month=P13", "month=0", "month=2026-01", "week=W53", "quarter=Q5", "quarter=P01"])
def test_periods_that_the_year_does_not_have_are_refused_with_those_it_has(path: str) -> None:
    with pytest.raises(SalesplanError) as raised:
        made("quarter,month,week", pins={path: 7})
    (problem,) = raised.value.problems
    assert problem.code == "SPLIT-pin-name"
    level = path.partition("=")[0]
    first = {"month": "2026-P01", "week": "2026-W01", "quarter": "2026-Q1"}[level]
    assert first in problem.fix.in_("en")


def test_weights_are_given_by_period() -> None:
    given = {"month": {"P01": Decimal(3), "2026-P02": Decimal(1)}}
    split = made("month", total=400, weights=given, basis={"month": "weights"})
    assert [at(split, "month")[name] for name in ("2026-P01", "2026-P02", "2026-P03")] == [300, 100, 0]


def last_days(year: FiscalYear, amounts: list[int]) -> dict[date, int]:
    """One order on the last day of each period."""
    return {month.last: amount for month, amount in zip(year.months, amounts, strict=True)}


def test_the_season_goes_by_the_periods_not_by_calendar_months() -> None:
    found, notes = season(last_days(YEAR_2026.before(), list(range(1, 13))))
    assert found is not None
    assert found.weights == tuple(Fraction(n, 78) for n in range(1, 13))
    assert found.years == (2025,)
    assert [note.code for note in notes] == ["SEASON-one-year"]


def test_the_first_and_last_days_of_a_period_are_added_up() -> None:
    months = YEAR_2026.before().months
    found, _ = season(
        {month.first: n for n, month in enumerate(months, start=1)} | last_days(YEAR_2026.before(), [9] * 12)
    )
    assert found is not None
    assert found.weights == tuple(Fraction(n + 9, 78 + 108) for n in range(1, 13))


def test_a_daily_rate_counts_the_working_days_of_the_periods() -> None:
    past = YEAR_2026.before()
    worked = [workdays(month, CALENDAR) for month in past.months]
    found, _ = season(last_days(past, [100 * days for days in worked]), method="daily_rate")
    assert found is not None
    assert found.weights == tuple(workdays(month, CALENDAR) for month in YEAR_2026.months)


def test_merging_january_and_february_is_passed_over_with_a_note() -> None:
    plain, _ = season(last_days(YEAR_2026.before(), list(range(1, 13))))
    found, notes = season(last_days(YEAR_2026.before(), list(range(1, 13))), merge_spring="yes")
    assert found == plain
    assert [note.code for note in notes] == ["SEASON-one-year", "SEASON-not-merged"]


def test_periods_without_orders_are_named() -> None:
    days = last_days(YEAR_2026.before(2), [5] * 12) | last_days(YEAR_2026.before(), [5] * 12)
    days |= last_days(YEAR_2026.before(3), [5] * 12)
    del days[YEAR_2026.before(2).months[3].last]
    found, notes = season(days)
    assert found is not None
    assert found.years == (2023, 2025)
    assert [note.code for note in notes] == ["SEASON-missing-month"]
    assert "2024-P04" in notes[0].what.in_("zh")


def test_a_year_begun_late_and_shaky_periods_are_told_by_period() -> None:
    late = dict.fromkeys(list(last_days(YEAR_2026.before(3), [5] * 12))[6:], 5)
    steady = last_days(YEAR_2026.before(2), [5] * 12) | last_days(YEAR_2026.before(), [5] * 11 + [50])
    _, notes = season(late | steady)
    assert [note.code for note in notes] == ["SEASON-part-year", "SEASON-unstable"]
    assert "2023-P07..2023-P12" in notes[0].what.in_("en")
    assert "P12" in notes[1].what.in_("zh")


def test_history_is_that_of_the_last_full_year_of_weeks() -> None:
    inside, outside = date(2026, 1, 4), date(2026, 1, 5)
    first = YEAR_2026.before().period.first
    frame = nw.concat(
        [
            sold({first: 300, inside: 300}, "East").frame,
            sold({first: 200}, "West").frame,
            sold({outside: 9000, first - timedelta(days=1): 9000}, "West").frame,
        ]
    )
    orders = Records("orders", frame, {"amount": 0})
    split = made("region", total=800, orders=orders)
    amounts = {node.name: int(split.targets.amount((node.index, 0))) for node in split.targets.items}
    assert amounts == {"": 800, "East": 600, "West": 200}


@given(st.dates(date(2020, 1, 1), date(2030, 12, 31)), st.integers(0, 10**9), st.data())
@settings(max_examples=25)
def test_any_year_of_weeks_is_exact_at_every_level(start: date, total: int, data: st.DataObject) -> None:
    weeks = WeekYears(data.draw(st.sampled_from(["4-4-5", "4-5-4", "5-4-4"])), start)
    year = FiscalYear(data.draw(st.integers(2024, 2029)), start.month, "start", weeks)
    by = data.draw(
        st.sampled_from(["region,week", "quarter,month,week,region", "half,region,month", "region,quarter,week"])
    )
    weights = {"region": {"A": Decimal(5), "B": Decimal("3.7"), "C": Decimal(0)}}
    split = made(by, total=total, year=year, weights=weights)
    assert split.targets.adds_up(1, remainder=False)
    assert set(split.targets.sums().values()) == {Decimal(total)}


# Weeks of the ordinary calendar


def test_weeks_at_both_ends_of_a_calendar_year_keep_their_iso_names() -> None:
    assert list(at(made("week", year=FiscalYear(2026)), "week"))[::52] == ["2026-W01", "2026-W53"]
    following = made("week", year=FiscalYear(2027))
    weeks = [node for node in following.targets.times if node.level == "week"]
    assert [(node.name, str(node.period)) for node in (weeks[0], weeks[1], weeks[-1])] == [
        ("2026-W53", "2027-01-01..2027-01-03"),
        ("2027-W01", "2027-01-04..2027-01-10"),
        ("2027-W52", "2027-12-27..2027-12-31"),
    ]


def test_a_week_number_that_a_year_has_twice_needs_the_year() -> None:
    assert at(made("week", year=FiscalYear(2024), pins={"week=2025-W01": 7}), "week")["2025-W01"] == 7
    with pytest.raises(SalesplanError) as raised:
        made("week", year=FiscalYear(2024), pins={"week=W01": 7})
    assert [problem.code for problem in raised.value.problems] == ["SPLIT-pin-name"]
    assert at(made("week", year=FiscalYear(2024), pins={"week=W52": 7}), "week")["2024-W52"] == 7


def test_a_pinned_week_that_two_months_share_is_parted_by_working_days() -> None:
    split = made("month,week", year=FiscalYear(2026), pins={"week=W14": 400})
    parts = {
        str(node.period): int(split.targets.amount((0, node.index)))
        for node in split.targets.times
        if node.name == "2026-W14"
    }
    assert parts == {"2026-03-30..2026-03-31": 160, "2026-04-01..2026-04-05": 240}, "two days and three are worked"
    assert split.targets.weeks()["2026-W14"] == 400


@pytest.mark.parametrize("by", ["week", "quarter,week", "region,week", "week,region"])
def test_weeks_under_any_level_are_exact(by: str) -> None:
    given_weights = {"region": {"A": Decimal(5), "B": Decimal(3)}}
    used = given_weights if "region" in by else {}
    split = made(by, total=1_234_567, year=FiscalYear(2026), weights=used)
    assert split.targets.adds_up(1, remainder=False)
    assert at(split, "week")["2026-W08"] == 0, "Spring Festival"
    assert sum(at(split, "week").values()) == 1_234_567
    assert set(split.targets.weeks()) == ({"2026-W14", "2026-W27", "2026-W40"} if by == "quarter,week" else set())


# Fiscal years of months


@pytest.mark.parametrize(
    ("year", "first", "last"),
    [
        (FiscalYear(2027, 4), "2026-04", "2027-03"),
        (FiscalYear(2026, 4, "start"), "2026-04", "2027-03"),
        (FiscalYear(2026, 12), "2025-12", "2026-11"),
        (FiscalYear(2026, 2), "2025-02", "2026-01"),
    ],
)
def test_a_fiscal_year_runs_from_its_start_month(year: FiscalYear, first: str, last: str) -> None:
    split = made("quarter,month", year=year)
    months = list(at(split, "month"))
    assert (months[0], months[-1], len(months)) == (first, last, 12)
    assert next(iter(at(split, "quarter"))) == f"{year.number}-Q1"
    assert split.targets.adds_up(1, remainder=False)


def test_a_month_of_a_fiscal_year_is_pinned_by_its_calendar_number() -> None:
    split = made("quarter,month", year=FiscalYear(2027, 4), pins={"month=1": 7, "month=4": 9})
    assert (at(split, "month")["2027-01"], at(split, "month")["2026-04"]) == (7, 9)


def test_a_leap_year_counts_its_29th_of_february() -> None:
    split = made("month", year=FiscalYear(2028), total=366)
    february = next(node for node in split.targets.times if node.name == "2028-02")
    assert february.period is not None
    assert february.period.last == date(2028, 2, 29)


@pytest.mark.parametrize("country", ["CN", "HK", "TW", "MO"])
def test_every_calendar_splits_a_year_by_its_own_days(country: str) -> None:
    calendar = work_calendar(country, [2026])
    request = SplitRequest("T", Decimal(10**7), ("month", "week"), FiscalYear(2026))
    split = decompose(request, history=None, calendar=calendar, as_of=AS_OF)
    assert split.targets.adds_up(1, remainder=False)
    days = [node.workdays or 0 for node in split.targets.times if node.level == "week"]
    assert sum(days) == workdays(FiscalYear(2026).period, calendar)
    assert 240 <= sum(days) <= 260


# As people run it

PLAN = """year: {start: 2026-01-05, weeks: 4-4-5}
targets:
  - {id: revenue, metric: revenue, total: 1200万, by: [quarter, month], basis: workdays}
"""


@pytest.fixture
def weekly(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder whose plan has a year of weeks."""
    (tmp_path / "plan.yaml").write_text(PLAN, "utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.usefixtures("weekly")
def test_the_page_tells_the_days_of_each_period(run: Run) -> None:
    done = run("targets", "split", "--as-of", "2026-03-01")
    assert done.code == 0
    assert "2026 财年" in done.out
    assert "2026-Q1（01-05..04-05）" in done.out
    assert "2026-P02（02-02..03-01）" in done.out
    assert "2026-Q4（10-05..01-03、估算）" in done.out
    assert "2026-P12（11-30..01-03、估算）" in done.out
    assert "期 工作日" in done.out
    assert "Period 12,000,000" in run("targets", "split", "--as-of", "2026-03-01", "--lang", "en").out


@pytest.mark.usefixtures("weekly")
def test_the_year_asked_for_is_one_of_weeks_too(run: Run) -> None:
    words = ("targets", "split", "--year", "2028", "--by", "期,周", "--format", "json", "--as-of", "2026-03-01")
    found = json.loads(run(*words).out)
    assert found["summary"]["first"] == "2028-01-03"
    assert found["summary"]["last"] == "2029-01-07"
    assert found["summary"]["year_weeks"] == "4-4-5"
    assert [row["week"] for row in found["rows"]][-1] == "2028-W53"
    assert {row["month"] for row in found["rows"]} > {"2028-P01", "2028-P12"}


def test_days_off_not_yet_published_are_marked_on_the_page_and_in_json(run: Run) -> None:
    words = ("targets", "split", "--no-plan", "--total", "1200万", "--by", "month", "--year")
    page = run(*words, "2027").out
    assert "248 个工作日（估算）" in page
    assert "2027-02（估算）" in page
    found = json.loads(run(*words, "2027", "--format", "json").out)
    assert found["summary"]["estimated"] is True
    assert {row["estimated"] for row in found["rows"] if row["level"] == "month"} == {True}
    assert [finding["code"] for finding in found["findings"]] == ["CALENDAR-estimated"]
    known = json.loads(run(*words, "2026", "--format", "json").out)
    assert known["summary"]["estimated"] is False
    assert known["findings"] == []


def test_a_customer_counts_once_in_each_year_of_weeks() -> None:
    days = [date(2026, 1, 4), date(2026, 1, 5), date(2027, 1, 3), date(2027, 1, 4)]
    frame = pl.DataFrame(
        {"date": days, "amount": [1] * 4, "customer_id": ["A"] * 4, SOURCE: [0] * 4, ROW: [2, 3, 4, 5]},
        schema={"date": pl.Date, "amount": pl.Int64, "customer_id": pl.String, SOURCE: pl.Int64, ROW: pl.Int64},
    )
    orders = Records("orders", nw.from_native(frame, eager_only=True), {"amount": 0})
    found = measured(orders, "customers", "amount", weeks=WEEKS).frame.get_column(MEASURE).to_list()
    assert found == [1, 1, 0, 1], "4 January 2026 is the last day of 2025, 3 January 2027 that of 2026"
