"""The report's goals: what is measured of each, what was due by the day, its light, and why one is not measured."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from types import SimpleNamespace
from typing import Any

import pytest

from made_tracks import END_OF_JUNE, JUNE, SECOND, WHOLE, found, line, rows_of, track
from salesplan.compute.report.found import Found
from salesplan.compute.report.results import section

D = Decimal
YEAR = {"start": "2026-01-01", "end": "2026-12-31"}
SALES = track(
    line("", 1200, 330, 320, status="open"),
    line("North", 700, 200, 180, status="open"),
    line("North/Ann", 400, 120, 100, status="open"),
    line("South", 500, 130, 140, status="open"),
    line("South/Ann", 500, 130, 140, status="open"),
    by=("region", "rep"),
)
QUARTERS = track(line("", 1200, 330, 320), line("2026-Q2", 300, 90), by=("quarter",), name="quarters")
PEOPLE = ("person", "team", "own_customers_bought", "opening", "closing", "collected", "new_customers", "captured")
REVIEW = rows_of(
    (*PEOPLE, "bought", "wins"),
    ("Ann", "A", D(600), D(100), D(190), D(400), 3, 4, 1, 2),
    ("Ben", "B", D(400), D(100), D(110), D(350), 2, 6, 2, 4),
)
SURVEY = rows_of((), summary=SimpleNamespace(figures=SimpleNamespace(csat=D("0.6"), mean=D("0.8"), nps=D("-0.1"))))


def _goal(**more: Any) -> dict[str, Any]:  # noqa: ANN401 - any key of a goal
    told = {"id": "G", "metric": "revenue", "scope": "all", "target": {"value": 1000}, **YEAR}
    return {**told, **more}


def _have(*goals: dict[str, Any], day: date = END_OF_JUNE, **more: Any) -> Found:  # noqa: ANN401 - results of any analysis
    given = {"review_year": REVIEW, "survey": SURVEY, **more}
    period = given.pop("period", JUNE)
    return found(SALES, QUARTERS, plan={"goals": goals}, day=day, period=period, **given)


def _row(*goals: dict[str, Any], day: date = END_OF_JUNE, **more: Any) -> dict[str, Any]:  # noqa: ANN401 - results of any analysis
    tables = [each for each in section(_have(*goals, day=day, **more)).tables if each.name.startswith("goals")]
    return next(row for table in tables for row in table.rows.records())


@pytest.mark.parametrize(
    ("scope", "actual"),
    [("all", 330), ({"region": "North"}, 200), ({"rep": "Ann"}, 250), ({"region": "South", "rep": "Ann"}, 130)],
)
def test_sales_of_a_part_are_those_of_its_targets(scope: object, actual: int) -> None:
    row = _row(_goal(scope=scope))
    assert (row["actual"], row["source"], row["why"]) == (actual, "track", None)


def test_sales_of_a_part_without_targets_are_not_known() -> None:
    assert _row(_goal(scope={"region": "East"}))["why"] == "other_scope"


def test_a_goal_of_a_quarter_is_measured_in_that_quarter() -> None:
    row = _row(_goal(start="2026-04-01", end="2026-06-30", target={"value": 100}))
    assert (row["actual"], row["expected"], row["attainment"], row["light"]) == (90, 100, D("0.9"), "amber")


@pytest.mark.parametrize(
    ("more", "why"),
    [
        ({"metric": None}, "no_metric"),
        ({"metric": "luck"}, "no_metric"),
        ({"target": {}}, "no_aim"),
        ({"end": None}, "no_days"),
        ({"start": "2026-12-31", "end": "2026-01-01"}, "no_days"),
        ({"start": "2026-06-30"}, "not_started"),
        ({"start": "2026-02-01"}, "other_days"),
        ({"metric": "gross_profit"}, "not_measured"),
        ({"metric": "collection_rate", "start": "2026-04-01", "end": "2026-06-30"}, "other_days"),
        ({"metric": "collection_rate", "scope": {"region": "North"}}, "other_scope"),
        ({"metric": "csat", "scope": {"rep": "Ann"}}, "other_scope"),
        ({"metric": "csat", "unit": "分", "target": {"value": 90}}, "scale"),
    ],
)
def test_why_a_goal_has_no_figure(more: dict[str, Any], why: str) -> None:
    row = _row(_goal(**more), day=date(2026, 6, 29))
    assert (row["actual"], row["attainment"], row["light"], row["why"]) == (None, None, None, why)


def test_a_goal_that_begins_on_the_day_has_begun() -> None:
    assert _row(_goal(start="2026-06-30"))["why"] == "other_days"


@pytest.mark.parametrize(
    ("metric", "unit", "aim", "actual"),
    [
        ("collection_rate", "%", 92, D("90.00")),
        ("collections", "元", 800, D("750.00")),
        ("new_customers", "家", 10, D("5.00")),
        ("conversion", "%", 20, D("30.00")),
        ("csat", "分", D("4.5"), D("4.00")),
        ("csat", "%", 80, D("60.00")),
        ("nps", "分", 20, D("-10.00")),
    ],
)
def test_measures_of_people_and_answers_in_the_goals_own_unit(
    metric: str, unit: str, aim: object, actual: Decimal
) -> None:
    assert _row(_goal(metric=metric, unit=unit, target={"value": aim}))["actual"] == actual


def test_a_persons_goal_is_measured_by_his_own_figures() -> None:
    assert _row(_goal(metric="new_customers", scope={"rep": "Ann"}, target={"value": 5}))["actual"] == 3
    assert _row(_goal(metric="new_customers", scope={"team": "B"}, target={"value": 5}))["actual"] == 2


def test_collection_by_payments_and_conversion_of_wins_where_the_review_says_so() -> None:
    settings = {"parameters": {"review": {"collection": "payments", "conversion": "period"}}}
    for metric, actual in (("collection_rate", D("62.50")), ("conversion", D("60.00"))):
        plan = {"goals": [_goal(metric=metric, unit="%", target={"value": 90})], **settings}
        table = section(found(plan=plan, review_year=REVIEW)).table("goals_other")
        assert table is not None
        assert next(table.rows.records())["actual"] == actual


def test_what_nobody_knows_of_one_person_is_not_known_of_all() -> None:
    blank = rows_of((*PEOPLE, "bought", "wins"), ("Ann", "A", D(600), None, None, None, None, None, None, None))
    for metric in ("collection_rate", "new_customers", "conversion"):
        assert _row(_goal(metric=metric, unit="%"), review_year=blank)["why"] == "no_data"


def test_few_deals_tell_no_conversion() -> None:
    few = rows_of((*PEOPLE, "bought", "wins"), ("Ann", "A", D(600), D(1), D(1), D(1), 1, 4, 1, 1))
    assert _row(_goal(metric="conversion", unit="%"), review_year=few)["why"] == "no_data"


def test_a_report_of_the_year_takes_its_own_review() -> None:
    row = _row(_goal(metric="new_customers"), period=WHOLE, review=REVIEW, review_year=rows_of(PEOPLE))
    assert row["actual"] == 5


def test_sales_without_targets_are_those_of_the_orders() -> None:
    whole = rows_of((), summary=SimpleNamespace(total=D(77), base_total=None, change=None, yoy=None))
    own = rows_of((), summary=SimpleNamespace(now=D(11), base=None, change=None, change_rate=None))
    year = {"goals": [_goal()]}
    quarter = {"goals": [_goal(start="2026-04-01", end="2026-06-30")]}
    for plan, actual in ((year, 77), (quarter, 11)):
        table = section(found(plan=plan, period=SECOND, months=whole, pvm=own)).table("goals")
        assert table is not None
        row = next(table.rows.records())
        assert (row["actual"], row["source"]) == (actual, "sales")


@pytest.mark.parametrize(
    ("day", "due"),
    [
        (date(2026, 3, 31), D(100)),  # the milestone of the day
        (date(2026, 6, 30), D(400)),
        (date(2026, 4, 1), D("104.92")),  # one of 61 working days of the second quarter
        (date(2026, 1, 1), D(0)),  # a holiday: no working day is over
    ],
)
def test_what_is_due_runs_from_milestone_to_milestone_by_working_days(day: date, due: Decimal) -> None:
    steps = [{"date": "2026-03-31", "value": 100}, {"date": "2026-06-30", "value": 400}]
    assert _row(_goal(milestones=steps), day=day)["expected"] == due


def test_a_rate_starts_from_its_baseline_and_without_one_is_due_at_once() -> None:
    steps = [{"date": "2026-06-30", "value": 89}]
    given = {"metric": "collection_rate", "unit": "%", "target": {"value": 92}}
    start = _row(_goal(**given, milestones=steps, baseline={"value": 86}), day=date(2026, 1, 1))
    assert start["expected"] == 86
    assert _row(_goal(**given))["expected"] == 92


def test_after_its_end_all_of_a_goal_is_due() -> None:
    assert _row(_goal(), day=date(2026, 12, 31))["expected"] == 1000


@pytest.mark.parametrize(("value", "light"), [(330, "green"), ("330.01", "amber"), ("366.66", "amber"), (367, "red")])
def test_the_light_goes_by_what_was_due(value: object, light: str) -> None:
    steps = [{"date": "2026-06-30", "value": value}]
    assert _row(_goal(milestones=steps))["light"] == light


def test_what_is_reached_before_its_day_is_green() -> None:
    assert _row(_goal(target={"value": 330}, milestones=[{"date": "2026-06-30", "value": 330}]))["light"] == "green"


def test_where_less_is_better_less_is_green() -> None:
    survey = rows_of((), summary=SimpleNamespace(figures=SimpleNamespace(csat=D("0.6"), mean=D("0.8"), nps=D("0.3"))))
    row = _row(_goal(metric="nps", direction="decrease", target={"value": 40}), survey=survey)
    assert (row["attainment"], row["light"]) == (D("1.25"), "green")


def test_money_and_other_goals_stand_apart() -> None:
    have = _have(_goal(id="M"), _goal(id="R", metric="collection_rate", unit="%"), _goal(id="U", metric="luck"))
    named = {
        table.name: [row["id"] for row in table.rows.records()]
        for table in section(have).tables
        if "goals" in table.name
    }
    assert (named["goals"], named["goals_other"]) == (["M"], ["R", "U"])


@pytest.mark.parametrize(
    ("days", "tables"),
    [
        ({"start": "2025-01-01", "end": "2025-12-31"}, 0),
        ({"start": "2025-01-01", "end": "2026-01-01"}, 1),
        ({"start": "2026-06-30"}, 1),
        ({"start": "2026-07-01"}, 0),
        ({"start": None, "end": None}, 1),
    ],
)
def test_goals_over_before_the_year_or_begun_after_the_period_are_not_told(days: dict[str, Any], tables: int) -> None:
    assert sum(table.name == "goals" for table in section(_have(_goal(**days))).tables) == tables


def test_the_first_day_of_a_goal_counts() -> None:
    month = _goal(start="2026-06-01", end="2026-06-30", target={"value": 21})
    assert _row(month, day=date(2026, 6, 1))["expected"] == 1


def test_a_goal_that_ends_on_the_day_is_measured_by_all_of_it() -> None:
    row = _row(_goal(end="2026-06-30", target={"value": 330}))
    assert (row["actual"], row["expected"], row["light"]) == (330, 330, "green")


def test_as_many_deals_as_the_review_asks_for_tell_the_conversion() -> None:
    five = rows_of((*PEOPLE, "bought", "wins"), ("Ann", "A", D(600), D(1), D(1), D(1), 1, 5, 1, 1))
    assert _row(_goal(metric="conversion", unit="%"), review_year=five)["actual"] == 20


@pytest.mark.parametrize(("end", "actual"), [("2026-06-30", 330), ("2026-06-29", None), ("2026-03-31", None)])
def test_a_goal_that_was_over_before_the_day_is_not_measured_by_the_year_to_date(end: str, actual: int | None) -> None:
    assert _row(_goal(end=end))["actual"] == actual
