"""Daily sheets: who is due first, then new prospects, no more than a person can do."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction

from made_lists import made_list
from salesplan.compute.activity.daily_sheet import Contact, Day, daily_sheets
from salesplan.compute.activity.funnel_people import Able
from salesplan.compute.prospects.deal_state import DealWords
from salesplan.compute.prospects.ranking import Ranked, ranking_of
from salesplan.compute.team.staff import Colleague, Staff
from salesplan.model.plan.plan import Plan

DAY = date(2026, 7, 1)
STAFF = Staff((Colleague("张三", id="R1"), Colleague("李四")))


def contact(key: str, overdue: int, value: int | None, rep: str = "张三") -> Contact:
    amount = None if value is None else Decimal(value)
    return Contact(rep, key, f"客户{key}", DAY, overdue, "after_contact", "usage", "A", "B", amount)


def ranked(*owners: str | None) -> tuple[Ranked, ...]:
    """Prospects of these owners, the first the best."""
    count = len(owners)
    records = made_list(
        "prospects", id=[f"L{n}" for n in range(count)], name=[f"潜客{n}" for n in range(count)], owner=owners,
        amount=[Decimal(1000 * (count - n)) for n in range(count)], probability=[Decimal("0.5")] * count,
    )  # fmt: skip
    return ranking_of(records, DealWords(), Plan().parameters, DAY).rows


def sheets(
    contacts: list[Contact], prospects: tuple[Ranked, ...], need: Fraction | None, able: int | None, share: str = "1"
) -> Day:
    person = Able("张三", Fraction(share), None if able is None else Fraction(able))
    return daily_sheets(DAY, [person], contacts, prospects, need, STAFF)


def ids(day: Day) -> list[object]:
    return [row["id"] for row in day.rows.records()]


def test_overdue_first_then_by_value() -> None:
    due = [contact("C1", 0, 900), contact("C2", 5, 100), contact("C3", 1, 300), contact("C4", 9, None)]
    day = sheets(due, (), None, 10)
    assert ids(day) == ["C3", "C2", "C4", "C1"]
    assert [row["group"] for row in day.rows.records()] == ["overdue", "overdue", "overdue", "due"]
    assert [row["place"] for row in day.rows.records()] == [1, 2, 3, 4]


def test_new_prospects_fill_it_up_to_the_need_by_rank() -> None:
    day = sheets([contact("C1", 0, 1)], ranked("张三", "R1", "张三"), Fraction("2.1"), 10)
    assert ids(day) == ["C1", "L0", "L1"]
    sheet = day.sheets[0]
    assert (sheet.need, sheet.able, sheet.prospects, sheet.waiting, sheet.free, sheet.crowded) == (
        3,
        10,
        2,
        0,
        0,
        False,
    )


def test_no_more_than_a_person_can_do() -> None:
    due = [contact(f"C{n}", 1, 100 - n) for n in range(5)]
    day = sheets(due, ranked("张三"), Fraction(9), 3)
    sheet = day.sheets[0]
    assert (len(day.rows), sheet.overdue, sheet.waiting, sheet.crowded) == (3, 3, 2, True)
    full = sheets(due[:2], ranked("张三", "张三"), Fraction(9), 3)
    assert ids(full) == ["C0", "C1", "L0"]


def test_due_contacts_stand_on_it_also_where_the_target_needs_none() -> None:
    day = sheets([contact("C1", 1, 1)], ranked("张三"), Fraction(0), 3)
    assert ids(day) == ["C1"]
    assert not day.sheets[0].crowded


def test_what_is_missing_is_told() -> None:
    assert sheets([], ranked("张三"), Fraction(3), 5).sheets[0].free == 2
    nothing_known = sheets([contact("C1", 1, 1)], ranked("张三"), None, None)
    assert (ids(nothing_known), nothing_known.sheets[0].free) == (["C1"], 0)
    assert ids(sheets([], ranked("张三", "张三"), None, 1)) == ["L0"]


def test_who_gives_part_of_his_time_does_that_part() -> None:
    day = sheets([], ranked(*["张三"] * 5), Fraction(4), 5, share="0.5")
    assert (day.sheets[0].need, day.sheets[0].able, len(day.rows)) == (2, 3, 2)


def test_prospects_of_nobody_are_counted_and_of_others_left() -> None:
    day = sheets([contact("C9", 1, 1, rep="李四")], ranked(None, "王五", "李四", "张三"), Fraction(9), 9)
    assert ids(day) == ["L3"]
    assert day.unassigned == 2


def test_a_prospect_who_is_a_customer_already_is_no_new_one() -> None:
    first, second = ranked("张三", "张三")
    day = sheets([], (replace(first, customer="张三"), second), Fraction(9), 9)
    assert ids(day) == ["L1"]


def test_the_order_of_rows_makes_no_difference() -> None:
    due = [contact("C1", 3, 5), contact("C2", 3, 5), contact("C3", 4, 5)]
    assert ids(sheets(due, (), None, 9)) == ids(sheets(due[::-1], (), None, 9)) == ["C3", "C1", "C2"]
