from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest

from made_series import YEAR, course, monthly, sold_on
from salesplan.compute.forecasts.filters import filters_named, narrowed
from salesplan.compute.forecasts.methods import Method, last_value
from salesplan.compute.forecasts.series import Wanted, course_of
from salesplan.compute.forecasts.series_findings import course_findings
from salesplan.compute.forecasts.spring import by_pairs, evened, pairs_of
from salesplan.errors import BadUsage
from salesplan.load.calendar import work_calendar

D = Decimal
ROWS = list[tuple[str, object, str]]


def codes(found: object, as_of: date) -> list[str]:
    return [problem.code for problem in course_findings(found, as_of)]  # type: ignore[arg-type] # a course


def test_the_month_under_way_is_in_no_series_and_its_sales_so_far_stand_apart() -> None:
    rows = [*monthly([100, 110, 120]), ("2024-04-01", 40, "East")]
    found = course(rows, date(2024, 4, 29))
    assert [span.name for span in found.spans] == ["2024-01", "2024-02", "2024-03"]
    assert found.total.values == (D(100), D(110), D(120))
    assert (found.open and found.open.name, found.total.so_far) == ("2024-04", D(40))
    assert codes(found, date(2024, 4, 29)) == ["FORECAST-open-period"]
    over = course(rows, date(2024, 4, 30))
    assert (over.open, over.total.values[-1]) == (None, D(40))
    assert codes(over, date(2024, 4, 30)) == []


def test_a_month_without_orders_is_0_and_said_or_the_series_begins_after_it() -> None:
    rows = monthly([100, None, 120, 130])
    found = course(rows, date(2024, 4, 30))
    assert found.total.values == (D(100), D(0), D(120), D(130))
    told = list(course_findings(found, date(2024, 4, 30)))
    assert [(p.code, p.severity) for p in told] == [("FORECAST-gaps", "warning")]
    assert "2024-02" in told[0].what.in_("en")
    after = course(rows, date(2024, 4, 30), gaps="after")
    assert [span.name for span in after.spans] == ["2024-03", "2024-04"]
    assert after.total.values == (D(120), D(130))
    assert codes(after, date(2024, 4, 30)) == ["FORECAST-after-gap"]


def test_the_series_begin_after_the_last_of_several_gaps() -> None:
    found = course(monthly([100, None, 120, None, 130, 140]), date(2024, 6, 30), gaps="after")
    assert [span.name for span in found.spans] == ["2024-05", "2024-06"]
    assert [span.name for span in found.left_by_gap] == ["2024-01", "2024-02", "2024-03", "2024-04"]


def test_months_that_the_list_does_not_reach_are_no_0() -> None:
    found = course(monthly([100, 110]), date(2024, 5, 15))
    assert found.total.values == (D(100), D(110))
    assert [span.name for span in found.uncovered] == ["2024-03", "2024-04"]
    assert codes(found, date(2024, 5, 15)) == ["FORECAST-open-period", "FORECAST-list-ends"]


def daily(first: date, last: date) -> ROWS:
    """One line a day."""
    return [(str(first + timedelta(days=at)), 100, "East") for at in range((last - first).days + 1)]


@pytest.mark.parametrize(("last", "ends"), [("2026-05-20", "2026-04"), ("2026-05-21", "2026-05")])
def test_a_last_month_whose_orders_end_more_than_ten_days_early_is_no_whole_one(last: str, ends: str) -> None:
    found = course(daily(date(2026, 1, 1), date.fromisoformat(last)), date(2026, 5, 31))
    assert found.spans[-1].name == ends
    told = [problem for problem in course_findings(found, date(2026, 5, 31)) if problem.code == "FORECAST-list-ends"]
    assert bool(told) == (ends == "2026-04")
    if told:
        assert [span.name for span in found.uncovered] == ["2026-05"]
        assert "--as-of 2026-04-30" in told[0].fix.in_("en")
        fixed = course(daily(date(2026, 1, 1), date.fromisoformat(last)), date(2026, 4, 30))
        assert codes(fixed, date(2026, 4, 30)) == []


def test_a_month_that_ends_early_before_others_that_have_no_order_is_left_out_with_them() -> None:
    found = course(daily(date(2026, 1, 1), date(2026, 4, 5)), date(2026, 6, 30))
    assert [span.name for span in found.uncovered] == ["2026-04", "2026-05", "2026-06"]


def test_a_list_of_one_line_a_month_on_its_first_day_reaches_its_last_month() -> None:
    rows: ROWS = [(f"2026-{month:02}-01", 100, "East") for month in range(1, 6)]
    assert course(rows, date(2026, 5, 31)).spans[-1].name == "2026-05"


@pytest.mark.parametrize(("last", "ends"), [("2026-06-24", "2026-W25"), ("2026-06-25", "2026-W26")])
def test_a_last_week_is_no_whole_one_where_orders_end_more_than_two_days_sooner_than_usual(
    last: str, ends: str
) -> None:
    rows = [
        row for row in daily(date(2026, 4, 1), date.fromisoformat(last)) if date.fromisoformat(row[0]).weekday() < 6
    ]
    assert course(rows, date(2026, 6, 28), level="week").spans[-1].name == ends


@pytest.mark.parametrize(("day", "begins"), [(11, "2024-01"), (12, "2024-02")])
def test_a_first_month_whose_orders_begin_later_than_its_tenth_day_on_is_no_whole_one(day: int, begins: str) -> None:
    found = course([(f"2024-01-{day:02}", 5, ""), *monthly([None, 110, 120])], date(2024, 3, 31))
    assert found.spans[0].name == begins
    assert ("FORECAST-late-start" in codes(found, date(2024, 3, 31))) == (begins == "2024-02")


def test_a_single_month_is_kept_however_late_it_begins() -> None:
    found = course([("2024-01-20", 5, "")], date(2024, 1, 31))
    assert found.total.values == (D(5),)


def test_weeks_are_whole_and_quarters_those_of_the_fiscal_year() -> None:
    rows = [("2024-12-30", 1, ""), ("2025-01-05", 2, ""), ("2025-01-06", 3, ""), ("2025-01-10", 1, "")]
    weeks = course(rows, date(2025, 1, 12), level="week")
    assert [(s.name, v) for s, v in zip(weeks.spans, weeks.total.values, strict=True)] == [
        ("2025-W01", D(3)),
        ("2025-W02", D(4)),
    ]
    april = type(YEAR)(2026, 4)
    sold = sold_on([("2025-04-02", 1, ""), ("2025-07-02", 2, "")])
    quarters = course_of(sold, date(2025, 9, 30), april, Wanted("quarter"))
    assert [span.name for span in quarters.spans] == ["2026-Q1", "2026-Q2"]
    assert [span.name for span in quarters.after(3)] == ["2026-Q3", "2026-Q4", "2027-Q1"]


def test_parts_are_the_largest_of_the_last_year_the_others_and_those_without_a_name() -> None:
    rows = [*monthly([5] * 3, region="West"), *monthly([None, 9, 9], region="East"), *monthly([1] * 3, region="North")]
    rows += [("2024-03-09", 2, "")]
    found = course(rows, date(2024, 3, 31), side="region", members=2)
    told = [(s.part, s.name, s.start, s.values, s.parts) for s in found.series]
    assert told == [
        ("total", "", 0, (D(6), D(15), D(17)), 1),
        ("member", "East", 1, (D(9), D(9)), 1),
        ("member", "West", 0, (D(5), D(5), D(5)), 1),
        ("others", "", 0, (D(1), D(1), D(1)), 1),
        ("blank", "", 2, (D(2),), 1),
    ]


def test_the_largest_parts_are_those_that_moved_most_whichever_way() -> None:
    rows = [*monthly([1] * 3, region="A"), *monthly([-9] * 3, region="B"), *monthly([2] * 3, region="C")]
    found = course(rows, date(2024, 3, 31), side="region", members=2)
    assert [(s.part, s.name) for s in found.series[1:]] == [("member", "B"), ("member", "C"), ("others", "")]


def test_the_order_of_rows_is_no_matter() -> None:
    rows = [*monthly([5, 6], region="West"), *monthly([5, 6], region="East")]
    one, other = (course(each, date(2024, 2, 29), side="region") for each in (rows, rows[::-1]))
    assert one.series == other.series


def test_filters_keep_the_lines_of_names_and_say_which_name_is_meant() -> None:
    sold = sold_on([("2024-01-05", 1, "East"), ("2024-01-06", 2, "West"), ("2024-01-07", 4, "North")])
    assert filters_named(["region=East，west", "区域＝North"]) == {"region": ("East", "west", "North")}
    assert narrowed(sold, filters_named(["region=east,WEST"])).frame.get_column("amount").sum() == 300
    north = narrowed(sold, {"region": ("North",)})
    assert (north.first_day, north.last_day) == (date(2024, 1, 7), date(2024, 1, 7))
    west = narrowed(sold, {"region": ("West",)})
    assert (west.first_day, west.last_day) == (date(2024, 1, 6), date(2024, 1, 7))
    with pytest.raises(BadUsage) as unknown:
        narrowed(sold, filters_named(["region=Nort"]))
    assert "region=North?" in unknown.value.problems[0].fix.in_("en")
    for word in ("region", "region=", "month=2024-01"):
        with pytest.raises(BadUsage):
            filters_named([word])


def test_januaries_and_februaries_that_are_over_are_evened() -> None:
    found = course(monthly([100, 50, 70, *[60] * 9, 40, 80]), date(2025, 2, 28))
    assert pairs_of(found.spans) == [0, 12]
    values = [float(value) for value in found.total.values]
    assert evened(values, found.spans)[:3] == [75, 75, 70]
    assert evened(values, found.spans)[12:] == [60, 60]
    assert evened(values[:13], found.spans[:13])[12] == 40


def test_a_pair_ahead_is_told_together_and_parted_by_working_days() -> None:
    found = course(monthly([60] * 12), date(2025, 12, 31))
    spans, calendar = (*found.spans, *found.after(5)), work_calendar("CN", {2024, 2025, 2026})
    made = by_pairs(Method("last_value", last_value), spans[11:], calendar)
    told = made.ahead([60.0], 12, 3)
    assert told is not None
    assert told == pytest.approx([60.0, 60.0, 60.0])  # 2025-01 and -02 have 18 working days each
    next_year = by_pairs(Method("last_value", last_value), found.after(14)[11:], calendar)
    assert [span.name for span in found.after(14)[11:]] == ["2025-12", "2026-01", "2026-02"]
    for horizon in (1, 2):
        told = next_year.ahead([100.5], 12, horizon)
        assert told is not None
        assert told == pytest.approx([201 * 21 / 37, 201 * 16 / 37][:horizon])


def test_a_january_whose_february_is_ahead_is_taken_from_the_pair() -> None:
    """A pair of 2 x 60 is told from December; January brought 100, so that 20 are left for February."""
    found = course(monthly([60] * 12), date(2024, 12, 31))
    spans = (*found.spans, *found.after(4))
    made = by_pairs(Method("last_value", last_value), spans, None)
    assert made.ahead([60.0] * 12 + [100.0], 12, 2) == pytest.approx([20.0, 60.0])
    assert made.ahead([60.0] * 12 + [100.0, 20.0], 12, 2) == pytest.approx([60.0, 60.0])
    needs = by_pairs(Method("last_value", last_value, 13), spans, None)
    assert needs.ahead([60.0] * 12 + [100.0], 12, 2) == pytest.approx([100.0, 100.0])


def test_a_trial_knows_nothing_of_the_february_that_it_foretells() -> None:
    found = course(monthly([60] * 24), date(2025, 12, 31))
    made = by_pairs(Method("last_value", last_value), found.spans, None)
    for february in (0.0, 500.0):
        values = [60.0] * 12 + [100.0, february]
        assert made.ahead(values[:13], 12, 1) == pytest.approx([20.0])


def test_a_name_that_holds_a_comma_can_be_given_and_long_names_are_cut() -> None:
    rows: ROWS = [("2024-01-05", 1, "A, B"), ("2024-01-06", 2, "C"), ("2024-01-07", 4, "x" * 10_000)]
    sold = sold_on(rows)
    for word, amount in (("region=A, B", 100), ("region=a，b,C", 300), ("region=C,A,B", 300)):
        assert narrowed(sold, filters_named([word])).frame.get_column("amount").sum() == amount
    with pytest.raises(BadUsage) as unknown:
        narrowed(sold, filters_named(["region=Q,C"]))
    assert len(unknown.value.problems) == 1
    assert len(unknown.value.problems[0].fix.in_("en")) < 300
