"""Contacts of each person: the same count in reviews, meetings and the board of indicators."""

from __future__ import annotations

from datetime import date

from made_lists import made_list
from salesplan.compute.activity.contacts_made import contacts_made
from salesplan.compute.activity.kpi_group import GroupWish, target_group
from salesplan.compute.activity.kpi_tallies import tallies
from salesplan.compute.activity.kpi_work import Sources, ready
from salesplan.compute.customers.classify import grade
from salesplan.compute.team.staff import Colleague, Staff
from salesplan.model.calendar import MONDAY_TO_FRIDAY, WorkCalendar
from salesplan.model.period import Period
from salesplan.model.plan.plan import Plan
from salesplan.model.records import Records
from salesplan.model.window import parse_window

TEAM = Staff((Colleague("张三", "S01"), Colleague("李四", "S02"), Colleague("王五", "S03")))
DAYS = Period(date(2026, 6, 23), date(2026, 6, 25))
ROWS = (
    (22, "C1", "张三"),  # a day too early
    (23, "C2", "王五（离职）"),
    (24, "C1", "S01"),
    (24, "C1", "张三"),
    (25, "C1", "张三、李四"),
    (25, None, "张三"),  # with nobody whose name is known
    (25, "CX", "张三"),  # with a stranger
    (25, "C1", "外人"),
    (25, "C1", None),
    (26, "C1", "张三"),  # a day too late
)


def activities() -> Records:
    days, customers, reps = zip(*ROWS, strict=True)
    return made_list("activities", date=[date(2026, 6, each) for each in days], customer_id=customers, rep=reps)


def test_contacts_of_each_person() -> None:
    assert contacts_made(activities(), TEAM, DAYS) == {"张三": 5, "李四": 1, "王五": 1}


def test_a_list_that_does_not_tell_who_or_when_has_none() -> None:
    made = activities()
    assert contacts_made(None, TEAM, DAYS) == {}
    for column in ("rep", "date"):
        bare = Records("activities", made.frame.drop(column), {}, made.inputs)
        assert contacts_made(bare, TEAM, DAYS) == {}


def test_the_board_of_indicators_counts_the_same() -> None:
    customers = made_list("customers", id=["C1", "C2"], name=["C1", "C2"], owner=["张三", "王五"])
    graded = grade(
        customers,
        None,
        as_of=date(2026, 6, 30),
        window=parse_window("365"),
        parameters=Plan().parameters,
        calendar=WorkCalendar(MONDAY_TO_FRIDAY, {}),
        activities=activities(),
    )
    made = ready(graded, target_group(graded, GroupWish("all")), Sources(staff=TEAM))
    found = {name: tally["contacts"] for name, tally in tallies(made.work, DAYS).items()}
    assert found == {"": 8, "张三": 5, "李四": 1, "王五": 1, "外人": 1}
