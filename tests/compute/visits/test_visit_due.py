from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

import narwhals as nw
import pytest

from made_people import made_people
from salesplan.compute.visits.crew import Crew, Member
from salesplan.compute.visits.due import Due, due_list
from salesplan.compute.visits.findings import of_customers, of_over_contact
from salesplan.model.plan.visits import VisitParameters

AS_OF = date(2026, 7, 1)
CREW = Crew((Member("R", Fraction(4)), Member("S", Fraction(4))), {"R": "R", "S": "S"}, {"": "no_owner", "X": "left"})


def contacts(**counts: int) -> nw.DataFrame[Any]:
    """So many contacts of each customer in the last 90 days."""
    data = {"key": list(counts), "contacts": list(counts.values())}
    return nw.from_dict(data, schema={"key": nw.String(), "contacts": nw.Int64()}, backend="polars")


def due(*customers: dict[str, Any], within: int = 7, told: nw.DataFrame[Any] | None = None) -> Due:
    people = made_people(*customers, as_of=AS_OF, contacts=told)
    return due_list(people, CREW, VisitParameters(), AS_OF, within)


def test_compliance_by_hand() -> None:
    """
    Class C is contacted every 30 days; as-of 2026-07-01. Five are asked, two of them are kept.

        customer  owner  last contact  due          overdue  asked  kept
        C1        R      2026-06-01    2026-07-01   0        yes    yes, today is the last day
        C2        R      2026-05-29    2026-06-29   2        yes    no (06-28 is a Sunday)
        C3        S      none          2026-07-01   0        yes    no
        C4        S      2026-06-30    2026-07-30   0        yes    yes
        C5        S      2026-05-02    2026-06-01   30       yes    no
        C6 (A)    S      none, order on the day: first step 07-02   no, his day is still to come
    """
    found = due(
        {"id": "C1", "last_contact": date(2026, 6, 1)},
        {"id": "C2", "last_contact": date(2026, 5, 29)},
        {"id": "C3", "owner": "S", "tier": "A"},
        {"id": "C4", "owner": "S", "last_contact": date(2026, 6, 30)},
        {"id": "C5", "owner": "S", "last_contact": date(2026, 5, 2)},
        {"id": "C6", "owner": "S", "class": "A", "a_last": AS_OF},
    )
    s = found.summary
    assert [(row["id"], row["overdue_days"], row["rep"]) for row in found.rows.records()] == [
        ("C5", 30, "S"), ("C2", 2, "R"), ("C6", 0, "S"), ("C3", 0, "S"), ("C1", 0, "R"),
    ]  # fmt: skip
    assert (s.all.customers, s.all.asked, s.all.kept, s.all.compliance) == (6, 5, 2, Decimal("0.4"))
    assert (s.all.due, s.all.overdue, s.all.average_overdue, s.all.never) == (5, 2, Decimal(16), 2)
    assert (s.today, s.longest_overdue, s.absent, s.all.over_contacted) == (4, 30, 0, None)
    assert [(each.name, each.asked, each.kept, each.overdue) for each in s.reps] == [("S", 3, 1, 1), ("R", 2, 1, 1)]
    assert [(each.name, each.customers, each.compliance) for each in s.tiers] == [
        ("A", 1, 0),
        (None, 5, Decimal("0.5")),
    ]


@pytest.mark.parametrize(("within", "listed"), [(0, 1), (6, 1), (7, 2)])
def test_the_list_reaches_so_many_days_ahead(within: int, listed: int) -> None:
    """One is due today, one on 2026-07-08."""
    found = due(
        {"id": "C1", "last_contact": date(2026, 6, 1)}, {"id": "C2", "last_contact": date(2026, 6, 8)}, within=within
    )
    assert len(found.rows) == listed


def test_the_users_own_date_is_what_is_due_but_the_interval_is_what_is_kept() -> None:
    found = due({"id": "C1", "last_contact": date(2026, 6, 20), "next_contact_stated": date(2026, 6, 25)})
    assert (found.summary.all.overdue, found.summary.all.kept) == (1, 1)


@pytest.mark.parametrize(
    ("class_", "contacts_", "many"),
    [
        ("C", 6, 0),  # 90 days, every 30: 3 planned; twice that is 6
        ("C", 7, 1),
        ("D", 2, 0),  # every 90: 1 planned
        ("D", 3, 1),
        ("B", 12, 0),  # every 14: 6.43 planned, twice that 12.86
        ("B", 13, 1),
    ],
)
def test_too_many_contacts(class_: str, contacts_: int, many: int) -> None:
    found = due({"id": "C1", "class": class_}, told=contacts(C1=contacts_))
    assert found.summary.all.over_contacted == many
    assert len(found.over_contacted) == many


def test_one_contact_at_least_is_planned() -> None:
    """Tier D alone asks for half a contact in 90 days: two are not too many, three are."""
    for count, many in ((2, 0), (3, 1)):
        found = due({"id": "C1", "class": "U", "tier": "D"}, told=contacts(C1=count))
        assert found.summary.all.over_contacted == many


def test_those_with_the_most_contacts_are_named_first() -> None:
    found = due({"id": "C1"}, {"id": "C2"}, {"id": "C3"}, told=contacts(C1=8, C2=9, C3=1))
    assert found.over_contacted == ("公司C2", "公司C1")
    (problem,) = of_over_contact(found.over_contacted, 2, ())
    assert str(problem.what) == "2 家客户联系得太多，超过计划的 2 倍（公司C2、公司C1）"


def test_whom_nobody_looks_after_stands_in_the_list_and_is_said() -> None:
    customers = ({"id": "C1", "owner": None}, {"id": "C2", "owner": "X"}, {"id": "C3", "owner": "S"})
    found = due(*customers)
    assert [(row["id"], row["rep"], row["absent"]) for row in found.rows.records()] == [
        ("C1", None, "no_owner"), ("C2", None, "left"), ("C3", "S", None),
    ]  # fmt: skip
    assert (found.summary.absent, [each.name for each in found.summary.reps]) == (2, ["S"])
    told = of_customers(made_people(*customers, as_of=AS_OF), CREW, AS_OF, ())
    assert [problem.code for problem in told] == ["VISITS-no-owner", "VISITS-owner-left"]


def test_dates_to_come_and_dates_kept_are_said() -> None:
    people = made_people(
        {"id": "C1", "last_contact": date(2026, 7, 2)},
        {"id": "C2", "last_contact": date(2026, 6, 30), "next_contact_stated": date(2026, 6, 30)},
        as_of=AS_OF,
    )
    assert [problem.code for problem in of_customers(people, CREW, AS_OF, ())] == [
        "VISITS-contact-after-as-of", "VISITS-next-contact-kept",
    ]  # fmt: skip


def test_nobody_is_due() -> None:
    found = due()
    assert (len(found.rows), found.summary.all.compliance, found.summary.today) == (0, None, 0)


def test_days_that_differ_from_classify_are_counted_and_nobody_vanishes() -> None:
    """
    Class C every 30 days, tier A every 14, D every 180; not rated (U) like B, every 14, else by his tier.

        customer     last contact  classify    here        told as
        C1 C/A       2026-06-10    2026-07-10  2026-06-24  sooner
        C2 C/D       2026-06-10    2026-07-10  2026-07-10  alike
        C3 U/D       2026-06-10    2026-06-24  2026-12-07  later, waiting: due in classify, not in the list
        C4 U/D       2026-06-30    2026-07-14  2026-12-28  later; classify has him due after the list's last day
        C5 U/none    2026-06-10    2026-06-24  2026-06-24  alike
        C6 C, own    2026-06-10    2026-06-01  2026-07-10  a date kept: told by its own note
    """
    june = date(2026, 6, 10)
    found = due(
        {"id": "C1", "tier": "A", "last_contact": june},
        {"id": "C2", "tier": "D", "last_contact": june},
        {"id": "C3", "class": "U", "tier": "D", "last_contact": june, "lifecycle": "churned"},
        {"id": "C4", "class": "U", "tier": "D", "last_contact": date(2026, 6, 30)},
        {"id": "C5", "class": "U", "last_contact": june},
        {"id": "C6", "last_contact": june, "next_contact_stated": date(2026, 6, 1)},
    )
    assert [row["id"] for row in found.rows.records()] == ["C1", "C5"]
    assert (found.summary.sooner, found.summary.later, found.summary.waiting) == (1, 2, ("C3 公司C3",))
