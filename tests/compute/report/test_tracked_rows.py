"""Which rows of tracked targets say how a period, a region or a person stands."""

from __future__ import annotations

from decimal import Decimal

from made_tracks import JUNE, SECOND, WHOLE, YEAR, found, line, track
from salesplan.compute.report.tracked import main_of, member_name, member_rows, of_money, tracked, whole_row
from salesplan.compute.targets.actuals.pace import LIGHTS
from salesplan.model.named_period import NamedPeriod
from salesplan.model.period import FiscalYear

D = Decimal
MONTHS = track(
    line("", 1200, 330, 320, status="open"),
    *(line(f"2026-0{month}", 50, 50, light="green") for month in (1, 2, 3)),
    line("2026-04", 100, 90, light="amber"),
    line("2026-05", 100, 80, light="red"),
    line("2026-06", 100, 110, light="green"),
    line("2026-07", 100),
    by=("month",),
)


def test_the_year_is_the_row_of_the_whole() -> None:
    row = whole_row(tracked(found(MONTHS)), WHOLE, LIGHTS)
    assert row is not None
    assert (row["target"], row["actual"]) == (1200, 330)


def test_a_month_is_its_own_row_and_one_without_target_is_none() -> None:
    targets = tracked(found(MONTHS))
    row = whole_row(targets, JUNE, LIGHTS)
    assert row is not None
    assert (row["target"], row["actual"], row["light"]) == (100, 110, "green")
    assert whole_row(targets, NamedPeriod("month", YEAR, 11), LIGHTS) is None


def test_a_quarter_that_is_not_split_is_the_sum_of_its_months() -> None:
    row = whole_row(tracked(found(MONTHS)), SECOND, LIGHTS)
    assert row is not None
    assert (row["target"], row["actual"], row["expected"]) == (300, 280, 300)
    assert (row["attainment"], row["light"], row["status"]) == (D("0.933333"), "amber", "closed")
    assert row["gap"] == -20


def test_a_quarter_lacking_a_month_is_none() -> None:
    assert whole_row(tracked(found(MONTHS)), NamedPeriod("quarter", YEAR, 2), LIGHTS) is None


def test_a_quarter_under_way_is_judged_by_what_was_due_of_it() -> None:
    made = track(
        line("", 300, 130, 150, status="open"),
        line("2026-04", 100, 100, light="green"),
        line("2026-05", 100, 30, 50, light="red", status="open"),
        line("2026-06", 100),
        by=("month",),
    )
    row = whole_row(tracked(found(made)), SECOND, LIGHTS)
    assert row is not None
    assert (row["expected"], row["pace"], row["status"]) == (150, D("0.866667"), "open")
    assert (row["landing"], row["light"]) == (D("260.00"), "red")


def test_the_quarters_own_row_wins_over_its_months() -> None:
    own = track(line("", 900, 280, 300), line("2026-Q2", 310, 280, light="amber"), by=("quarter",))
    row = whole_row(tracked(found(MONTHS, own)), SECOND, LIGHTS)
    assert row is not None
    assert row["target"] == 310


def test_targets_of_another_year_say_nothing() -> None:
    other = track(line("", 900, 280, 300), by=("month",), year=FiscalYear(2027))
    assert tracked(found(other)) == []


def test_other_measures_are_no_money_and_the_first_total_is_the_main_one() -> None:
    plan = {
        "targets": [
            {"id": "sales", "total": 1200},
            {"id": "people", "of": "sales", "by": ["rep"]},
            {"id": "east", "total": 500},
            {"id": "pieces", "metric": "units", "total": 50},
        ]
    }
    totals = {"east": 500, "sales": 1200, "people": 1260}  # people with what is added on top
    made = [track(line("", total, 1, 1), by=("month",), name=name) for name, total in totals.items()]
    made.append(track(line("", 50, 1, 1), by=("month",), name="pieces", metric="units"))
    targets = tracked(found(*made, plan=plan))
    assert [each.summary.id for each in of_money(targets)] == ["east", "sales", "people"]
    assert [each.summary.id for each in main_of(targets)] == ["east"]


REGIONS = track(
    line("", 1200, 330, 320, status="open"),
    line("North", 700, 200, 180, status="open", light="green"),
    line("North/2026-Q2", 200, 190, light="amber"),
    line("South", 500, 130, 140, status="open", light="amber"),
    line("South/2026-Q2", 100, 90, light="amber"),
    by=("region", "quarter"),
    name="regions",
)
PEOPLE = track(
    line("", 1200, 330, 320, status="open"),
    line("North", 710, 200, 150, status="open", light="green"),
    line("North/Ann", 400, 120, 100, status="open", light="green"),
    line("North/Ben", 310, 80, 80, status="open", light="green"),
    line("South/Ben", 490, 130, 140, status="open", light="amber"),
    by=("region", "rep"),
    name="people",
)


def test_members_of_a_quarter_are_those_split_by_it() -> None:
    rows = member_rows(tracked(found(REGIONS, PEOPLE)), SECOND)
    assert {path[-1][1]: row["target"] for path, row in rows.items()} == {"North": 200, "South": 100}


def test_members_of_the_year_are_told_by_the_first_target_that_has_them() -> None:
    rows = member_rows(tracked(found(REGIONS, PEOPLE)), WHOLE)
    assert {"/".join(name for _, name in path): row["target"] for path, row in rows.items()} == {
        "North": 700,
        "South": 500,
        "North/Ann": 400,
        "North/Ben": 310,
        "South/Ben": 490,
    }


def test_no_member_is_split_by_months() -> None:
    assert member_rows(tracked(found(REGIONS, PEOPLE)), JUNE) == {}


def test_people_of_one_name_are_called_with_their_region() -> None:
    rows = member_rows(tracked(found(PEOPLE)), WHOLE)
    names = [member_name(path, rows) for path in rows]
    assert names == ["North", "Ann", "North Ben", "South Ben"]


def test_a_total_that_is_given_again_is_the_same_total() -> None:
    again = track(line("", 1200, 1, 1), by=("rep",), name="again")
    other = track(line("", 1201, 1, 1), by=("rep",), name="other")
    assert [each.root for each in tracked(found(MONTHS, again, other))] == ["sales", "sales", "other"]


def test_what_is_tracked_is_worked_out_once() -> None:
    known = found(MONTHS)
    assert tracked(known) is tracked(known)
    assert tracked(known, YEAR.before()) == []
