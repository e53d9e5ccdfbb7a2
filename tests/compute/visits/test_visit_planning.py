from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

import narwhals as nw
import pytest

from made_people import CHINA, made_people
from salesplan.compute.visits.crew import Crew, Member
from salesplan.compute.visits.findings import of_plan
from salesplan.compute.visits.keep import Name, Names, from_now, held_of
from salesplan.compute.visits.plan_figures import PlanWish
from salesplan.compute.visits.planning import Planned, Rules, visit_plan
from salesplan.compute.visits.purposes import purpose_of
from salesplan.model.earlier_visit import EarlierVisit
from salesplan.model.plan.customers import AfterOrder
from salesplan.model.plan.visits import VisitParameters

AS_OF = date(2026, 7, 1)  # a Wednesday
WISH = PlanWish(AS_OF, AS_OF, date(2026, 7, 28), "计划")
RULES = Rules(AfterOrder(), VisitParameters(), CHINA)
CREW = Crew((Member("R", Fraction(4)),), {"R": "R"}, {"": "no_owner"})
Rows = list[dict[str, Any]]


def plan(*customers: dict[str, Any], crew: Crew = CREW, wish: PlanWish = WISH) -> Planned:
    return visit_plan(made_people(*customers, as_of=wish.as_of), crew, RULES, wish)


def rows(planned: Planned) -> Rows:
    return list(planned.rows.records())


def days(planned: Planned) -> list[tuple[Any, ...]]:
    return [(row["id"], row["date"], row["visit"]) for row in rows(planned)]


def test_the_oracle_repeats_through_the_plan() -> None:
    """11.3-a: tier A is due on 2026-07-10, then each 14 days; tier B on Monday the 27th."""
    found = plan(
        {"id": "A1", "tier": "A", "class": "D", "last_contact": date(2026, 6, 26)},
        {"id": "B1", "tier": "B", "class": "D", "last_contact": date(2026, 6, 26)},
    )
    assert days(found) == [("A1", date(2026, 7, 10), 1), ("A1", date(2026, 7, 24), 2), ("B1", date(2026, 7, 27), 1)]
    assert [row["why"] for row in rows(found)] == ["after_contact", "after_visit", "after_contact"]


def test_weekends_holidays_and_make_up_days() -> None:
    """Over National Day 2026 (October 1 to 7) nobody is visited; Saturday, October 10, is worked."""
    wish = PlanWish(date(2026, 9, 30), date(2026, 9, 30), date(2026, 10, 12))
    crew = Crew((Member("R", Fraction(1)),), {"R": "R"}, {})
    found = plan(*({"id": f"C{n}"} for n in range(5)), crew=crew, wish=wish)
    assert [day for _, day, _ in days(found)] == [
        *(date(2026, 9, 30), date(2026, 10, 8), date(2026, 10, 9), date(2026, 10, 10), date(2026, 10, 12)),
    ]


def test_overflow_is_ranked_and_says_what_is_missing() -> None:
    crew = Crew((Member("R", Fraction(1, 2)),), {"R": "R"}, {})
    wish = replace(WISH, last=date(2026, 7, 2))
    customers = [
        {"id": "C3", "class": "B", "tier": "B", "value": 5, "last_contact": date(2026, 6, 1)},
        {"id": "C2", "class": "B", "tier": "B", "value": 9, "last_contact": date(2026, 6, 9)},
        {"id": "C1", "class": "B", "tier": "A", "last_contact": date(2026, 6, 9)},
        {"id": "C4", "class": "A", "tier": "D", "last_contact": date(2026, 5, 1)},
    ]
    found = plan(*customers, crew=crew, wish=wish)
    told = [(row["status"], row["id"], row["date"], row["moved_from"]) for row in rows(found)]
    overflow = [("overflow", "C1", None, None), ("overflow", "C2", None, None), ("overflow", "C3", None, None)]
    assert told[1:] == overflow
    # 120 days of the year are worked before: half a visit a day makes the first day empty and the second hold one
    assert told[0] == ("planned", "C4", date(2026, 7, 2), date(2026, 7, 1))
    load = found.summary.reps[0]
    assert (load.overflow, load.room, load.use, load.missing_per_day) == (3, 1, Decimal(4), Decimal("1.5"))
    codes = [problem.code for problem in of_plan(found.summary, ())]
    assert codes == ["VISITS-overflow"]


def test_moved_from_is_the_day_that_was_full() -> None:
    crew = Crew((Member("R", Fraction(1)),), {"R": "R"}, {})
    found = plan({"id": "C1", "class": "B"}, {"id": "C2"}, crew=crew)
    first, second = rows(found)[:2]
    assert (first["date"], first["moved_from"]) == (AS_OF, None)
    assert (second["date"], second["moved_from"]) == (date(2026, 7, 2), AS_OF)
    assert found.summary.moved >= 1


def test_a_later_plan_is_the_tail_of_an_earlier_one() -> None:
    customers = [{"id": f"C{n}", "class": "B", "last_contact": date(2026, 6, 10 + n)} for n in range(9)]
    crew = Crew((Member("R", Fraction(1)),), {"R": "R"}, {})
    whole = rows(plan(*customers, crew=crew))
    tail = rows(plan(*customers, crew=crew, wish=replace(WISH, first=date(2026, 7, 20))))
    assert tail == [row for row in whole if row["date"] is None or row["date"] >= date(2026, 7, 20)]
    assert tail != whole


def test_customers_of_nobody_are_listed_with_the_reason() -> None:
    crew = Crew((Member("R", Fraction(4)),), {"R": "R"}, {"": "no_owner", "X": "unknown", "L": "left"})
    found = plan(
        {"id": "C1", "owner": None}, {"id": "C2", "owner": "X"}, {"id": "C3", "owner": "L", "class": "A"},
        {"id": "C4", "owner": "X", "last_contact": date(2026, 7, 1)}, crew=crew,
    )  # fmt: skip
    told = [(row["status"], row["id"], row["absent"], row["rep"]) for row in rows(found)]
    assert told == [
        ("absent", "C3", "left", None), ("absent", "C1", "no_owner", None), ("absent", "C2", "unknown", None),
    ]  # fmt: skip
    assert (found.summary.absent, found.summary.visits, found.summary.overdue) == (3, 0, 0)


def test_who_leaves_within_the_plan_leaves_his_later_customers_behind() -> None:
    crew = Crew((Member("R", Fraction(4), left=date(2026, 7, 10)),), {"R": "R"}, {})
    found = plan(
        {"id": "C1", "class": "B", "last_contact": date(2026, 6, 26)},
        {"id": "C2", "class": "B", "last_contact": date(2026, 6, 29)},
        {"id": "C3", "next_contact_stated": date(2026, 7, 14)},
        crew=crew,
    )
    told = [(row["status"], row["id"], row["absent"]) for row in rows(found)]
    assert told == [
        ("planned", "C1", None), ("absent", "C2", "left"), ("absent", "C1", "left"), ("absent", "C3", "left"),
    ]  # fmt: skip
    assert (found.summary.leaving, found.summary.left_behind) == (("R",), 3)
    assert [problem.code for problem in of_plan(found.summary, ())] == ["VISITS-owner-leaving"]


def test_capacity_0_is_said() -> None:
    found = plan({"id": "C1"}, crew=Crew((Member("R", Fraction(0)),), {"R": "R"}, {}))
    assert (found.summary.overflow, found.summary.reps[0].use, found.summary.light) == (1, None, "red")
    assert [problem.code for problem in of_plan(found.summary, ())] == ["VISITS-no-capacity", "VISITS-overflow"]


def test_own_dates_beyond_the_room_stay_and_are_said() -> None:
    crew = Crew((Member("R", Fraction(1)),), {"R": "R"}, {})
    sunday = {"next_contact_stated": date(2026, 7, 5)}
    found = plan({"id": "C1", **sunday}, {"id": "C2", **sunday}, crew=crew)
    assert [day for _, day, _ in days(found)] == [date(2026, 7, 5)] * 2
    assert found.summary.over_full == 1
    assert [problem.code for problem in of_plan(found.summary, ())] == ["VISITS-over-capacity"]


def test_loads_begin_with_the_fullest() -> None:
    crew = Crew(
        (Member("free", Fraction(4)), Member("full", Fraction(1, 10)), Member("idle", Fraction(0))),
        {"free": "free", "full": "full"}, {},
    )  # fmt: skip
    found = plan({"id": "C1", "owner": "free"}, *({"id": f"F{n}", "owner": "full"} for n in range(9)), crew=crew)
    assert [(each.rep, each.light) for each in found.summary.reps] == [
        ("full", "red"),
        ("free", "green"),
        ("idle", None),
    ]
    # 12 visits a year each (30 days): 120 over the two people who can visit and 248 days
    assert (found.summary.visits_a_year, found.summary.load) == (120, Decimal("0.241935"))


def test_no_customers() -> None:
    found = plan()
    assert (len(found.rows), found.summary.visits, found.summary.light, found.summary.load) == (
        0,
        0,
        "green",
        Decimal(0),
    )


@pytest.mark.parametrize(
    ("class_", "lifecycle", "why", "number", "purpose"),
    [
        ("A", "active", "after_order", 1, "usage"),
        ("B", "churned", "after_order", 1, "usage"),
        ("B", "new", "after_contact", 1, "usage"),
        ("B", "new", "after_visit", 2, "need_change"),
        ("B", "churned", "stated", 1, "win_back"),
        ("U", "churned", "after_contact", 2, "need_change"),
        ("B", "at_risk", "after_contact", 1, "satisfaction"),
        ("B", "at_risk", "after_visit", 3, "new_product"),
        ("A", "active", "after_contact", 1, "satisfaction"),
        ("A", "active", "after_visit", 2, "new_product"),
        ("D", None, "never_contacted", 1, "need_change"),
        ("U", None, "after_visit", 2, "need_change"),
    ],
)
def test_what_a_visit_is_about(class_: str, lifecycle: str | None, why: str, number: int, purpose: str) -> None:
    assert purpose_of(class_, lifecycle, why, number) == purpose


def earlier_of(planned: Planned) -> tuple[EarlierVisit, ...]:
    """What a calendar file would hold of a plan."""
    return tuple(
        EarlierVisit(
            *(row["uid"], row["date"], row["due"], row["mark"], row["sequence"], row["stamp"]),
            title=row["name"], rep=row["rep"],
        )
        for row in rows(planned)
        if row["status"] == "planned"
    )  # fmt: skip


def calendar(planned: Planned) -> dict[str, tuple[Any, ...]]:
    told = [row for row in rows(planned) if row["status"] == "planned"]
    return {row["uid"]: (row["date"], row["mark"], row["sequence"], row["stamp"]) for row in told}


CUSTOMERS = [
    {"id": f"C{n}", "class": "BCD"[n % 3], "tier": "ABCD"[n % 4], "last_contact": date(2026, 6, 2 + n)}
    for n in range(24)
]


@pytest.mark.parametrize("contact", [date(2026, 6, 10), date(2026, 6, 14), date(2026, 6, 28)])
def test_one_changed_customer_changes_his_event_alone(contact: date) -> None:
    """With room to spare, without the earlier file: C11 has one visit, whenever it falls."""
    customers = [{**each, "class": "C", "tier": None} for each in CUSTOMERS]
    before = calendar(plan(*customers))
    changed = [{**each, "last_contact": contact} if each["id"] == "C11" else each for each in customers]
    after = calendar(plan(*changed))
    assert before.keys() == after.keys()
    assert sum(before[uid] != after[uid] for uid in before) == 1


@pytest.mark.parametrize("at", range(0, 24, 5))
def test_full_days_are_kept_with_the_earlier_file(at: int) -> None:
    """Every day is full and customers wait: all events but those of the changed customer are the same to the letter."""
    crew = Crew((Member("R", Fraction(1)),), {"R": "R"}, {})
    first = plan(*CUSTOMERS, crew=crew)
    assert first.summary.overflow
    changed = [{**each, "last_contact": AS_OF} if n == at else each for n, each in enumerate(CUSTOMERS)]
    again = plan(*changed, crew=crew, wish=replace(WISH, earlier=earlier_of(first)))
    before, after = calendar(first), calendar(again)
    own = {row["uid"] for row in (*rows(first), *rows(again)) if row["id"] == f"C{at}"}
    assert {uid: told for uid, told in after.items() if uid in before and uid not in own} == {
        uid: told for uid, told in before.items() if uid not in own
    }
    off = [each.uid for each in again.summary.called_off]
    assert set(off) == before.keys() - after.keys()


@pytest.mark.parametrize(
    ("due", "first", "goes_on"),
    [
        (date(2026, 7, 3), date(2026, 7, 9), ["x", "y"]),  # missed: due as it was, though planned for another day
        (date(2026, 7, 20), date(2026, 7, 20), ["y"]),  # the day itself still lies ahead
        (date(2026, 7, 6), date(2026, 7, 21), []),
    ],
)
def test_which_events_a_customer_goes_on_with(due: date, first: date, goes_on: list[str]) -> None:
    visits = [
        EarlierVisit(uid, day, was_due, "", 1, AS_OF)
        for uid, day, was_due in (
            ("x", date(2026, 7, 6), date(2026, 7, 3)), ("y", date(2026, 7, 20), date(2026, 7, 17)),
        )
    ]  # fmt: skip
    assert [visit.uid for visit in from_now(visits, due, first)] == goes_on


def test_events_called_off_are_taken_up_last_and_not_when_their_day_is_past() -> None:
    visits = [
        EarlierVisit(uid, day, day, "", 1, AS_OF, cancelled=off)
        for uid, day, off in (
            ("past", date(2026, 7, 1), True), ("off", date(2026, 7, 3), True), ("live", date(2026, 7, 9), False),
        )
    ]  # fmt: skip
    assert [visit.uid for visit in from_now(visits, date(2026, 7, 30), date(2026, 7, 2))] == ["live", "off"]
    assert [held.day for held in held_of(visits)] == [date(2026, 7, 9)]


@pytest.mark.parametrize(("before", "after"), [(10, 2373), (2372, 2373), (2373, 2374), (2400, 2401)])
def test_a_revision_is_the_day_and_higher_than_the_one_before(before: int, after: int) -> None:
    """2026-07-01 is day 2,373 after 2020-01-01; a later revision of the same day is one higher."""
    visit = EarlierVisit("0" * 24 + "-1@salesplan", AS_OF, AS_OF, "mark", before, date(2026, 6, 1), cancelled=False)
    names = Names("计划", AS_OF, {})
    told = names.revision(Name(visit.uid, 1, visit), ("something else",))
    assert (told.sequence, told.stamp) == (after, AS_OF)
    assert names.called_off(visit).sequence == after
    same = names.revision(Name(visit.uid, 1, replace(visit, mark=told.mark)), ("something else",))
    assert (same.sequence, same.stamp) == (before, date(2026, 6, 1))
    again = names.revision(Name(visit.uid, 1, replace(visit, mark=told.mark, cancelled=True)), ("something else",))
    assert (again.sequence, again.stamp) == (after, AS_OF)


def test_nothing_changed_is_the_same_file() -> None:
    first = plan(*CUSTOMERS)
    again = plan(*CUSTOMERS, wish=replace(WISH, earlier=earlier_of(first)))
    assert calendar(again) == calendar(first)
    assert (again.summary.held, again.summary.called_off) == (first.summary.visits, ())
    assert first.summary.held is None


def test_a_later_run_goes_on_with_the_events_of_the_earlier_one() -> None:
    """A visit held is history, one missed moves, the next keeps its event; new ones get new names."""
    customers = [{"id": "C1", "class": "B", "last_contact": date(2026, 6, 24)}]
    first = plan(*customers)
    uids = [row["uid"] for row in rows(first)]
    assert [day for _, day, _ in days(first)] == [date(2026, 7, 8), date(2026, 7, 22)]
    later = PlanWish(date(2026, 7, 9), date(2026, 7, 9), date(2026, 8, 5), "计划", earlier_of(first))
    held = plan({**customers[0], "last_contact": date(2026, 7, 8)}, wish=later)
    first_held = rows(held)[0]
    assert (first_held["uid"], first_held["date"], first_held["stamp"]) == (uids[1], date(2026, 7, 22), AS_OF)
    assert rows(held)[1]["uid"] not in uids
    missed = plan(*customers, wish=later)
    assert [(row["uid"], row["date"]) for row in rows(missed)][:2] == [
        (uids[0], date(2026, 7, 9)), (uids[1], date(2026, 7, 23)),
    ]  # fmt: skip
    assert all(row["stamp"] == later.as_of for row in rows(missed)[:2])
    assert missed.summary.called_off == held.summary.called_off == ()


def test_a_customer_who_is_gone_is_called_off_within_the_days_planned() -> None:
    first = plan({"id": "C1", "class": "B"}, {"id": "C2", "class": "B"})
    again = plan({"id": "C1", "class": "B"}, wish=replace(WISH, last=date(2026, 7, 10), earlier=earlier_of(first)))
    gone = [row for row in rows(first) if row["id"] == "C2" and row["date"] <= date(2026, 7, 10)]
    assert [(off.uid, off.title, off.sequence) for off in again.summary.called_off] == [
        (row["uid"], "公司C2", row["sequence"] + 1) for row in gone
    ]


def test_names_of_events_differ_by_plan_and_customer() -> None:
    one = {row["uid"] for row in rows(plan({"id": "C1"}, {"id": "C2"}))}
    other = {row["uid"] for row in rows(plan({"id": "C1"}, {"id": "C2"}, wish=replace(WISH, plan="另一份")))}
    assert len(one) == 2 == len(other)
    assert not one & other


def test_a_visit_for_a_step_after_the_order_says_so() -> None:
    """Order on 06-30, due on 07-01, the day after; 07-07 is the seventh day, 6 days after the visit: a step as well."""
    order = {"id": "A1", "class": "A", "a_last": date(2026, 6, 30), "last_contact": date(2026, 6, 30)}
    found = [(row["date"], row["why"], row["purpose"]) for row in rows(plan(order))]
    assert found == [(AS_OF, "after_order", "usage"), (date(2026, 7, 7), "after_order", "usage")]


def test_nobody_is_visited_on_consecutive_days() -> None:
    """Overdue since June with an order of the day before: the visit of today is the step of the day after, too."""
    order = {"id": "A1", "class": "A", "tier": "A", "a_last": AS_OF, "last_contact": date(2026, 6, 1)}
    found = plan({**order, "next_contact_stated": date(2026, 6, 15)})
    assert [day for _, day, _ in days(found)] == [AS_OF, date(2026, 7, 8), date(2026, 7, 22)]


def test_the_light_is_not_green_where_visits_do_not_fit() -> None:
    """Eight a day are due at once and two fit; a year asks for far less than can be done: amber, more weeks will do."""
    crew = Crew((Member("R", Fraction(2)),), {"R": "R"}, {})
    customers = [{"id": f"D{n}", "class": "D"} for n in range(8)]
    found = plan(*customers, crew=crew, wish=replace(WISH, last=AS_OF))
    (load,) = found.summary.reps
    assert (load.overflow, load.light, found.summary.light) == (6, "amber", "green")
    (problem,) = of_plan(found.summary, ())
    assert str(problem.fix).startswith("把 --weeks 改长就排得完，或加人")


def test_more_weeks_are_not_offered_to_those_who_can_never_do_it() -> None:
    crew = Crew((Member("R", Fraction(1)),), {"R": "R"}, {})
    customers = [{"id": f"B{n}", "class": "B"} for n in range(30)]
    (problem,) = of_plan(plan(*customers, crew=crew).summary, ())
    assert str(problem.fix).endswith("R 全年也去不完，加长 --weeks 没有用")


def test_days_with_several_cities_are_counted() -> None:
    """A and B on one day, C on another; without any city nothing can be told."""
    customers = [{"id": key, "class": "D"} for key in "ABC"]
    people = made_people(*customers, as_of=AS_OF)
    crew = Crew((Member("R", Fraction(2)),), {"R": "R"}, {})
    assert visit_plan(people, crew, RULES, WISH).summary.cities is None
    at = {"A": "上海", "B": "宁波", "C": "宁波"}
    ids = people.get_column("id").to_list()
    placed = nw.new_series("city", [at[key] for key in ids], nw.String(), backend="polars")
    assert visit_plan(people.with_columns(placed), crew, RULES, WISH).summary.cities == 1
