"""Relations, customers served and the page of best practice from lists written by hand."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest

from made_lists import made_list
from salesplan.compute.activity.kpi import Board
from salesplan.compute.activity.kpi_group import GroupWish, target_group
from salesplan.compute.activity.kpi_work import Sources
from salesplan.compute.customers.classify import grade
from salesplan.compute.team.practice_page import PracticeSummary, PracticeWish, practice
from salesplan.compute.team.staff import Colleague, Staff
from salesplan.model.calendar import WorkCalendar
from salesplan.model.plan.plan import Plan
from salesplan.model.records import Records
from salesplan.model.result import Result
from salesplan.model.window import parse_window

AS_OF = date(2026, 6, 30)
TEAM = tuple(Colleague(f"P{at}", role="业务员" if at else "经理", team="南" if at < 3 else "北") for at in range(5))


def page(
    orders: Records | None,
    activities: Records | None = None,
    deals: Records | None = None,
    people: Sequence[Colleague] = TEAM,
    wish: PracticeWish | None = None,
    plan: dict[str, Any] | None = None,
) -> Result[PracticeSummary]:
    told = Plan.model_validate(plan or {})
    customers = made_list("customers", id=[f"C{at}" for at in range(9)], name=[f"C{at}" for at in range(9)])
    graded = grade(
        customers,
        orders,
        as_of=AS_OF,
        window=parse_window("365"),
        parameters=told.parameters,
        calendar=WorkCalendar(),
        activities=activities,
    )
    group = target_group(graded, GroupWish("all"))
    sources = Sources(deals, staff=Staff(tuple(people)))
    return practice(Board(graded, group, sources, told, parse_window("12m")), wish or PracticeWish())


def sold(*amounts: int) -> Records:
    """Each person sells so much, to a customer of his own."""
    count = range(len(amounts))
    return made_list(
        "orders",
        order_id=[f"S{at}" for at in count],
        customer_id=[f"C{at}" for at in count],
        date=[AS_OF] * len(amounts),
        amount=amounts,
        rep=[f"P{at}" for at in count],
    )


def contacts(*days: int, customer: str = "C0", rep: str = "P0") -> Records:
    """Good contacts so many days before the as-of."""
    rows = len(days)
    texts = {key: ["x"] * rows for key in ("purpose", "outcome", "next_step")}
    when = [AS_OF - timedelta(days=n) for n in days]
    return made_list("activities", customer_id=[customer] * rows, rep=[rep] * rows, date=when, **texts)


@pytest.mark.parametrize(("days", "relations"), [((0, 89), 1), ((0, 90), 0), ((0,), 0), ((0, 1, 2), 1)])
def test_a_relation_takes_two_good_contacts_in_ninety_days(days: tuple[int, ...], relations: int) -> None:
    people = page(sold(5, 4, 3, 2, 1), contacts(*days)).summary.people
    assert people[0].relations == relations


def test_a_relation_takes_an_order_or_an_open_deal_besides() -> None:
    """C8 never ordered: with an open deal it is a relation, with one that is lost it is none."""
    for status, relations in (("进行中", 1), ("输单", 0)):
        deals = made_list("deals", customer_id=["C8"], status=[status])
        found = page(sold(5, 4, 3, 2, 1), contacts(1, 2, customer="C8"), deals).summary
        assert found.people[0].relations == relations


def test_the_plan_says_what_a_relation_takes() -> None:
    plan = {"parameters": {"practice": {"relation": {"contacts": 1, "days": 30}}}}
    assert page(sold(5, 4, 3, 2, 1), contacts(29), plan=plan).summary.people[0].relations == 1
    assert page(sold(5, 4, 3, 2, 1), contacts(30), plan=plan).summary.people[0].relations == 0


def test_bands_gap_and_gain_of_five() -> None:
    """10 at the top, 8, 6, 4 in the middle, 2 at the bottom: the middle gains half of 2 + 4 + 6."""
    s = page(sold(10, 8, 6, 4, 2)).summary
    assert [(p.name, p.band) for p in s.people] == [
        ("P0", "top"), ("P1", "middle"), ("P2", "middle"), ("P3", "middle"), ("P4", "bottom"),
    ]  # fmt: skip
    assert (s.gain, s.gaps[0].gap) == (Decimal(6), Decimal("0.666667"))
    assert page(sold(10, 8, 6, 4, 2), wish=PracticeWish(Decimal(1))).summary.gain == Decimal(12)
    served = next(gap for gap in s.gaps if gap.metric == "served")
    assert (served.gap, served.reference) == (Decimal(0), Decimal("0.5"))
    assert [p.partner for p in s.pairings] == ["P0"] * 3
    assert [p.metric for p in s.pairings] == ["per_customer"] * 3


def test_rows_tell_how_far_each_is_and_whom_he_learns_from() -> None:
    rows = [row for row in page(sold(10, 8, 6, 4, 2)).rows.records() if row["name"] == "P3"]
    told = {row["metric"]: row for row in rows}
    assert (told["sales"]["behind"], told["sales"]["of_top"], told["sales"]["gain"]) == (6, Decimal("0.4"), 3)
    assert (told["per_customer"]["partner"], told["per_customer"]["learns"]) == ("P0", True)
    assert told["sales"]["partner"] is None


def test_of_one_role_the_others_are_left_out() -> None:
    s = page(sold(10, 8, 6, 4, 2), wish=PracticeWish(role="业务员")).summary
    assert [p.name for p in s.people] == ["P1", "P2", "P3", "P4"]
    assert [p.band for p in s.people] == ["top", "middle", "middle", "bottom"]


@pytest.mark.parametrize("count", [0, 1, 3])
def test_few_people_have_no_bands_and_are_told_so(count: int) -> None:
    found = page(sold(5, 4, 3, 2, 1), people=TEAM[:count] or (Colleague("X", left=date(2026, 1, 1)),))
    assert len(found.summary.people) == count
    assert (found.summary.banded, found.summary.gain, found.summary.pairings) == (False, None, ())
    assert "PRACTICE-no-bands" in [p.code for p in found.findings]


def test_without_a_team_people_are_those_whom_the_lists_name() -> None:
    found = page(sold(5, 4, 3, 2), people=())
    assert [p.name for p in found.summary.people] == ["P0", "P1", "P2", "P3"]
    assert "PRACTICE-no-team" in [p.code for p in found.findings]


def test_all_equal_have_no_middle_and_nothing_to_gain() -> None:
    found = page(sold(5, 5, 5, 5, 5))
    assert (found.summary.gain, found.summary.gaps[0].reason) == (None, "no_middle")
    assert "PRACTICE-no-middle" in [p.code for p in found.findings]


def test_without_orders_nobody_is_better() -> None:
    found = page(None, contacts(1, 2))
    assert not found.summary.banded
    assert [gap.metric for gap in found.summary.gaps] == ["relations", "contacts"]
    assert all(p.fix.en.startswith("put sources") for p in found.findings if p.code == "PRACTICE-no-bands")


def test_part_time_and_newcomers_are_named() -> None:
    people = (*TEAM[:4], Colleague("P4", share=Decimal("0.6")), Colleague("P5", hired=date(2026, 5, 1)))
    found = {p.code: p for p in page(sold(5, 4, 3, 2, 1), people=people).findings}
    assert "P4 60" in str(found["PRACTICE-part"].what)
    assert "P5" in str(found["PRACTICE-new"].what)
    assert not {"PRACTICE-part", "PRACTICE-new"} & {p.code for p in page(sold(5, 4, 3, 2, 1)).findings}


def test_people_are_compared_as_full_time_posts() -> None:
    """P4 sells 3 in half a post, which is 6 a post and the most; P0 of 4 goes to the middle, and can gain half of 2."""
    people = (*TEAM[:4], Colleague("P4", share=Decimal("0.5")))
    found = page(sold(4, 4, 4, 2, 3), people=people).summary
    assert (found.people[0].name, found.people[0].band) == ("P4", "top")
    assert (found.people[0].sales, found.people[0].post) == (Decimal(3), Decimal("0.5"))
    sales = found.gaps[0]
    assert (sales.top_mean, sales.middle_mean, sales.gain) == (Decimal(6), Decimal(4), Decimal(3))


def test_what_half_a_post_can_gain_is_half() -> None:
    people = (*TEAM[:3], Colleague("P3", share=Decimal("0.5")), TEAM[4])
    found = page(sold(10, 6, 6, 3, 1), people=people).summary
    assert found.gaps[0].gain == 5


def test_roles_that_are_mixed_are_told() -> None:
    found = page(sold(5, 4, 3, 2, 1))
    assert found.summary.mixed == ("经理", "业务员")
    (told,) = [p for p in found.findings if p.code == "PRACTICE-roles"]
    assert "--role 业务员" in str(told.fix)
    assert page(sold(5, 4, 3, 2, 1), wish=PracticeWish(role="业务员")).summary.mixed == ()


def test_practices_and_roles_of_the_plan() -> None:
    plan = {"duties": {
        "playbooks": [{"role": "业务员", "duties": ["拜访"], "target": "300 万", "cross_sell": "2"}],
        "practices": [{"practice": "当天记录", "owner": "P0", "evidence": "快", "adopted_by": ["P0", "P1"]}],
    }}  # fmt: skip
    found = page(sold(5, 4, 3, 2, 1), plan=plan)
    assert [(p.adopted, p.people) for p in found.summary.practices] == [(2, 5)]
    assert [(r.role, r.lacking) for r in found.summary.roles] == [
        ("经理", ("duties", "target", "cross_sell")),
        ("业务员", ()),
    ]
    assert [p.value for p in found.findings if p.code == "PRACTICE-playbook"] == ["经理"]


def test_two_people_of_one_name_have_each_his_own_figures_and_band() -> None:
    people = tuple(Colleague("张伟", f"P{at}") for at in range(2)) + TEAM[2:]
    result = page(sold(9, 1, 3, 2, 4), people=people)
    lines = [(each.name, each.sales, each.band) for each in result.summary.people]
    assert lines[0] == ("张伟", Decimal(9), "top")
    assert lines[-1] == ("P1", Decimal(1), "bottom")
    assert sum(each.sales or 0 for each in result.summary.people) == 19
    assert "TEAM-namesakes" in {each.code for each in result.findings}


@pytest.mark.parametrize("column", ["absent", "blank"])
def test_lists_that_name_nobody_tell_nothing_of_each_person(column: str) -> None:
    blank = {"rep": [None] * 5} if column == "blank" else {}
    orders = sold(5, 4, 3, 2, 1)
    orders = made_list("orders", **{key: orders.frame.get_column(key).to_list() for key in KEPT}, **blank)
    made = {key: ["x"] for key in ("purpose", "outcome", "next_step")}
    activities = made_list("activities", customer_id=["C0"], date=[AS_OF], **made)
    result = page(orders, activities)
    assert {(each.sales, each.served, each.contacts, each.relations, each.band) for each in result.summary.people} == {
        (None,) * 5
    }
    codes = [(each.code, each.severity) for each in result.findings]
    assert codes.count(("KPI-no-rep", "warning")) == 2
    assert ("PRACTICE-no-bands", "note") in codes


KEPT = ("order_id", "customer_id", "date", "amount")
