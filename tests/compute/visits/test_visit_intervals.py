from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import narwhals as nw
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from made_lists import made_list
from made_people import CHINA, made_people, made_population
from salesplan.compute.customers.classify import grade
from salesplan.compute.customers.contacts import contacts_of, with_last_activity
from salesplan.compute.customers.links import linked_rows
from salesplan.compute.visits.intervals import customers_of, with_due
from salesplan.model.plan.customers import AfterOrder, CustomerParameters, FollowUpParameters
from salesplan.model.plan.visits import VisitParameters
from salesplan.model.window import LAST_YEAR

AS_OF = date(2026, 7, 1)


def only(customer: dict[str, Any], as_of: date = AS_OF, follow_up: FollowUpParameters | None = None) -> dict[str, Any]:
    """The one customer with his due day."""
    return next(made_people({"id": "C1", **customer}, as_of=as_of, follow_up=follow_up).iter_rows(named=True))


@pytest.mark.oracle("11.3-a")
@pytest.mark.parametrize(("tier", "due"), [("A", date(2026, 7, 10)), ("B", date(2026, 7, 27))])
def test_return_visits_move_to_working_days(tier: str, due: date) -> None:
    """14 days after 2026-06-26 is a Friday; 30 days after it is Sunday the 26th, so Monday the 27th."""
    found = only({"class": "D", "tier": tier, "last_contact": date(2026, 6, 26)})
    assert (found["due"], found["why"], found["interval_from"]) == (due, "after_contact", "tier")


@pytest.mark.parametrize(
    ("class_", "tier", "interval", "decides", "due"),
    [
        ("B", "A", 14, "both", date(2026, 7, 15)),
        ("B", "B", 14, "class", date(2026, 7, 15)),
        ("C", "A", 14, "tier", date(2026, 7, 15)),
        ("C", "B", 30, "both", date(2026, 7, 31)),
        ("D", "C", 90, "both", date(2026, 9, 29)),
        ("D", "B", 30, "tier", date(2026, 7, 31)),
        ("C", None, 30, "class", date(2026, 7, 31)),
        ("U", "C", 90, "tier", date(2026, 9, 29)),  # not rated: he has no class, the tier alone decides
        ("U", None, 14, "class", date(2026, 7, 15)),
    ],
)
def test_the_shorter_interval_decides(class_: str, tier: str | None, interval: int, decides: str, due: date) -> None:
    found = only({"class": class_, "tier": tier, "last_contact": date(2026, 7, 1)})
    assert (found["interval"], found["interval_from"], found["due"]) == (interval, decides, due)


@pytest.mark.parametrize(
    ("contact", "due", "why"),
    [
        (date(2026, 5, 20), date(2026, 5, 21), "after_order"),  # the order is on the 20th: the first step
        (date(2026, 5, 21), date(2026, 5, 27), "after_order"),
        (date(2026, 5, 27), date(2026, 6, 10), "after_contact"),  # tier A: 14 days, before the third step of 06-19
        (None, date(2026, 5, 21), "after_order"),
    ],
)
def test_steps_after_an_order_and_the_tier_whichever_is_earlier(contact: date | None, due: date, why: str) -> None:
    found = only({"class": "A", "tier": "A", "a_last": date(2026, 5, 20), "last_contact": contact}, date(2026, 5, 22))
    assert (found["due"], found["why"]) == (due, why)


def test_a_customer_who_was_never_contacted_is_due_on_the_first_working_day() -> None:
    found = only({"class": "C", "tier": "A"}, date(2026, 7, 4))  # a Saturday
    assert (found["due"], found["why"], found["overdue_days"], found["never"]) == (
        *(date(2026, 7, 6), "never_contacted", 0),
        True,
    )


@pytest.mark.parametrize(
    ("stated", "contact", "due", "why", "kept"),
    [
        (date(2026, 7, 19), date(2026, 7, 1), date(2026, 7, 19), "stated", False),  # a Sunday: his own date stays
        (date(2026, 6, 20), date(2026, 6, 19), date(2026, 6, 20), "stated", False),
        (date(2026, 6, 20), date(2026, 6, 20), date(2026, 7, 20), "after_contact", True),
        (date(2026, 6, 20), None, date(2026, 6, 20), "stated", False),
    ],
)
def test_the_users_own_date_wins_until_it_was_kept(
    stated: date, contact: date | None, due: date, why: str, *, kept: bool
) -> None:
    found = only({"next_contact_stated": stated, "last_contact": contact})
    assert (found["due"], found["why"], found["kept"]) == (due, why, kept)


@pytest.mark.parametrize(("as_of", "late"), [(date(2026, 7, 15), 0), (date(2026, 7, 16), 1)])
def test_overdue_counts_from_the_day_after(as_of: date, late: int) -> None:
    assert only({"class": "B", "last_contact": date(2026, 7, 1)}, as_of)["overdue_days"] == late


def test_the_latest_contact_counts_wherever_it_stands() -> None:
    """The list's own, that of another row of the customer, an activity; activities after the as-of do not."""
    population = made_population(
        {"id": "C1", "last_contact": date(2026, 6, 1)},
        {"id": "C1", "last_contact": date(2026, 6, 5), "counts": False},
        {"id": "C2", "last_contact": date(2026, 6, 9)},
        {"id": "C3"},
        {"id": "C4", "last_contact": date(2026, 6, 20)},
    )
    activities = made_list(
        "activities",
        customer_id=["C2", "C2", "C3", "C3", "C4"],
        date=[date(2026, 6, 2), date(2026, 6, 12), date(2026, 7, 1), date(2026, 7, 2), date(2026, 6, 2)],
    )
    linked = linked_rows(activities, population, AS_OF)
    people = customers_of(with_last_activity(population, linked), contacts_of(linked, AS_OF, 90)).sort("key")
    assert people.get_column("last_contact").to_list() == [
        *(date(2026, 6, 5), date(2026, 6, 12), date(2026, 7, 1), date(2026, 6, 20)),
    ]
    assert people.get_column("contacts").to_list() == [0, 2, 1, 1]
    bare = customers_of(population, None)
    assert bare.get_column("contacts").to_list() == [None] * 4


@settings(max_examples=25)
@given(
    st.lists(
        st.tuples(
            st.sampled_from([1, 2, 3, 4, 5, None]),
            st.sampled_from([1, 3, 5, None]),
            st.none() | st.dates(date(2026, 1, 1), date(2026, 6, 30)),
            st.none() | st.dates(date(2026, 1, 1), date(2026, 6, 30)),
        ),
        min_size=1,
        max_size=8,
    )
)
def test_where_the_class_alone_decides_it_is_the_next_contact_of_classify(rows: list[tuple[Any, ...]]) -> None:
    """A list without orders and amounts has no tiers: planned and overdue are those that classify shows."""
    customers = made_list(
        "customers",
        id=[f"C{n}" for n in range(len(rows))],
        purchasing_power=[row[0] for row in rows],
        need=[row[1] for row in rows],
        last_contact=[row[2] for row in rows],
        last_order=[row[3] for row in rows],
    )
    parameters = CustomerParameters()
    graded = grade(customers, None, as_of=AS_OF, window=LAST_YEAR, parameters=parameters, calendar=CHINA)
    people = customers_of(graded.population, None)
    found = with_due(people, parameters.follow_up, VisitParameters(), AS_OF, CHINA)
    alone = found.filter(nw.col("interval_from") == "class").select("id", "planned", "overdue_days").sort("id")
    table = graded.result.rows.frame
    assert table is not None
    told = table.filter(nw.col("id").is_in(alone.get_column("id").to_list())).sort("id")
    assert alone.get_column("planned").to_list() == told.get_column("next_contact").to_list()
    assert alone.get_column("overdue_days").to_list() == told.get_column("overdue_days").to_list()


def test_steps_of_the_plan_count() -> None:
    told = FollowUpParameters(A=AfterOrder(after=(2,), every=10))
    found = only({"class": "A", "a_last": date(2026, 6, 29), "last_contact": date(2026, 6, 29)}, follow_up=told)
    assert (found["due"], found["interval"]) == (date(2026, 7, 1), 10)
    again = only({"class": "A", "a_last": date(2026, 6, 29), "last_contact": date(2026, 7, 1)}, follow_up=told)
    assert again["due"] == CHINA.next_workday(date(2026, 7, 1) + timedelta(days=10))
