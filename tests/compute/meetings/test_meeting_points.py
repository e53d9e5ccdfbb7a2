from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from types import SimpleNamespace
from typing import Any

from salesplan.compute.meetings import daily, monthly
from salesplan.compute.meetings.points import Known, Point

AS_OF = date(2026, 6, 30)
D = Decimal


def due(rep: str | None, name: str, day: int, late: int) -> dict[str, Any]:
    return {"rep": rep, "id": name, "name": name, "due": date(2026, 6, day), "overdue_days": late}


def deal(owner: str, name: str, weighted: int | None, late: int | None = None) -> dict[str, Any]:
    worth = None if weighted is None else D(weighted)
    told = {"owner": owner, "id": name, "name": name, "weighted": worth, "amount": D(100), "probability": D("0.5")}
    return {**told, "close_date": None, "overdue_days": late, "stage": "谈判"}


def of(points: list[Point], block: str, code: str) -> list[Point]:
    return [point for point in points if (point.block, point.code) == (block, code)]


@dataclass
class Sold:
    total: Decimal | None
    before_total: Decimal | None = None
    mom: Decimal | None = None


def test_contacts_stand_against_the_need_who_had_the_fewest_first() -> None:
    members = (daily.Member("甲"), daily.Member("乙"), daily.Member("丙"))
    team = daily.Team(members, {"甲": 9, "乙": 10}, D("4.6"), workdays=2)
    points = list(daily.weekly(Known(), team))
    assert [(p.person, p.count, p.of, p.light) for p in of(points, "gaps", "contacted_week")] == [
        ("丙", 0, 10, "red"),
        ("甲", 9, 10, "amber"),
        ("乙", 10, 10, "green"),
    ]
    assert [p.score for p in of(points, "gaps", "wanted_by")] == [D("4.6")]


def test_nobody_is_asked_for_more_than_he_can_make() -> None:
    full, part = daily.Member("甲", able=D(4)), daily.Member("乙", share=D("0.6"), able=D(4))
    team = daily.Team((full, part, daily.Member("丙", share=D("0.5"))), {}, D(6), workdays=5)
    assert [team.wanted(one) for one in team.members] == [20, 12, 15]
    assert daily.Team((full,), {}, D("0.1")).wanted(full) == 1


def test_without_activities_or_a_need_nothing_is_made_up() -> None:
    one = (daily.Member("甲"),)
    assert of(list(daily.morning(Known(), daily.Team(one), AS_OF)), "yesterday", "contacted") == []
    points = list(daily.morning(Known(), daily.Team(one, {}), AS_OF))
    assert [(p.count, p.of, p.light) for p in of(points, "yesterday", "contacted")] == [(0, None, None)]
    assert not of(points, "yesterday", "wanted_by")


def test_today_has_who_is_due_by_today_the_most_overdue_person_first() -> None:
    rows = [due("甲", "A", 30, 0), due("乙", "B", 28, 2), due("乙", "C", 30, 0), due("甲", "D", 31 - 1, 0)]
    rows += [{**due("甲", "E", 30, 0), "due": date(2026, 7, 1)}]
    points = of(list(daily.morning(Known({"due": rows}), daily.Team(), AS_OF)), "today", "see_today")
    told = [(p.person, p.count, p.of, p.light, str(p.names)) for p in points]
    assert told == [("乙", 2, 1, "amber", "B、C"), ("甲", 2, 0, None, "A、D")]


def test_a_deal_won_is_the_success_else_the_largest_sale_of_a_person() -> None:
    won: dict[str, Any] = {"owner": "甲", "name": "泵", "amount": D(5), "on": AS_OF}
    sale: dict[str, Any] = {"customer": "C", "rep": "乙", "amount": D(9)}
    whole: dict[str, Any] = {"customer": "C", "rep": None, "amount": D(99)}
    both = Known({"won": [won], "sold_to": [sale]})
    assert of(list(daily.morning(both, daily.Team(), AS_OF)), "tip", "won")[0].amount == D(5)
    (point,) = of(list(daily.morning(Known({"sold_to": [whole, sale]}), daily.Team(), AS_OF)), "tip", "big_sale")
    assert (point.person, point.amount) == ("乙", D(9))


def test_no_orders_are_told_as_none_and_no_list_as_nothing() -> None:
    nothing = Known(summaries={"sold": Sold(D(0))})
    assert of(list(daily.morning(nothing, daily.Team(), AS_OF)), "yesterday", "sold_nothing")
    assert not [p for p in daily.morning(Known(), daily.Team(), AS_OF) if p.code.startswith("sold")]


def test_the_week_lists_people_who_are_there_with_the_landing_of_their_year() -> None:
    track: list[dict[str, Any]] = [
        {"level": "rep", "rep": "甲", "landing": D(90), "target": D(100), "light": "amber"},
        {"level": "rep", "rep": "走了", "landing": D(1), "target": D(100), "light": "red"},
        {"level": "total", "rep": None, "landing": D(1), "target": D(100), "light": "red"},
    ]
    known = Known({"track": track, "sold_by": [{"rep": "甲", "amount": D(7)}, {"rep": "外人", "amount": D(3)}]})
    points = of(list(daily.weekly(known, daily.Team((daily.Member("甲"),)))), "result", "week_of")
    assert [(p.person, p.amount, p.rate, p.light) for p in points] == [("甲", D(7), D("0.9"), "amber")]


def test_key_deals_stand_by_expected_value_and_late_ones_say_so() -> None:
    rows = [deal("甲", "a", 10), deal("甲", "b", 30, late=4), deal("乙", "c", 20), deal("甲", "d", None)]
    points = [p for p in daily.weekly(Known({"deals": rows}), daily.Team()) if p.block == "deals"]
    assert [(p.about, p.code, p.days) for p in points] == [
        ("b", "key_deal_late", 4),
        ("c", "key_deal", None),
        ("a", "key_deal", None),
    ]
    mine = [p.about for p in monthly.talk(Known({"deals": rows}), "乙")]
    assert mine == ["c"]


PVM = SimpleNamespace(
    base=D(100),
    now=D(90),
    change=D(-10),
    change_rate=D("-0.1"),
    price=D(5),
    volume=D(-15),
    **dict.fromkeys(("mix", "new", "lost", "returned", "no_quantity"), D(0)),
)


def test_causes_stand_by_size_without_those_that_are_none() -> None:
    points = of(list(monthly.monthly(Known(summaries={"pvm": PVM}))), "attainment", "cause")
    assert [(p.about, p.amount) for p in points] == [("volume", D(-15)), ("price", D(5))]


def state(name: str, now: str, before: str | None, worth: int) -> dict[str, Any]:
    return {"id": name, "name": name, "lifecycle": now, "lifecycle_before": before, "year_amount": D(worth)}


def test_customers_who_changed_their_state_are_named_not_those_who_were_there_before() -> None:
    rows = [
        *(state("A", "at_risk", "active", 5), state("B", "at_risk", "at_risk", 9), state("C", "at_risk", "new", 8)),
        *(state("D", "churned", "at_risk", 1), state("E", "churned", None, 7)),
    ]
    points = [p for p in monthly.monthly(Known({"states": rows})) if p.block == "customers"]
    assert [(p.code, p.count, p.amount, str(p.names)) for p in points] == [
        ("customers_at_risk", 2, D(13), "C、A"),
        ("customers_churned", 1, D(1), "D"),
    ]


def test_the_rest_of_the_year_is_never_below_nothing() -> None:
    year: dict[str, Any] = {
        "level": "total",
        "gap": D(20),
        "required_per_day": D(0),
        "light": "green",
        "actual": D(120),
    }
    year |= {"target": D(100), "attainment": D("1.2"), "expected": D(100), "pace": D("1.2")}
    (point,) = of(list(monthly.monthly(Known({"track": [year]}))), "replan", "rest")
    assert point.amount == 0


def test_a_monthly_meeting_ends_with_what_is_to_be_decided() -> None:
    assert [p.code for p in monthly.monthly(Known())] == ["ask_decisions"]
