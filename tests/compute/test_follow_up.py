from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from types import MappingProxyType
from typing import Any, TypeAlias

import pytest

from made_lists import made_list
from salesplan.compute.customers.classify import grade
from salesplan.compute.customers.follow_up import due_first
from salesplan.compute.customers.summary import ClassifySummary
from salesplan.model.calendar import WorkCalendar
from salesplan.model.plan.customers import CustomerParameters
from salesplan.model.records import Records
from salesplan.model.result import Result
from salesplan.model.window import LAST_YEAR

Make: TypeAlias = Callable[..., Records]
Rate: TypeAlias = Callable[..., Result[ClassifySummary]]
AS_OF = date(2026, 7, 1)
CONTACT = date(2026, 7, 1)


def column(result: Result[ClassifySummary], key: str) -> list[Any]:
    return [row[key] for row in result.rows.records()]


@pytest.mark.oracle("3.3-b")
@pytest.mark.parametrize("as_of", [date(2026, 6, 1), date(2026, 7, 1), date(2026, 12, 1)])
def test_the_interval_counts_from_the_last_contact_whatever_the_as_of(
    customers_of: Make, rate: Rate, as_of: date
) -> None:
    listed = customers_of(
        id=["B", "C", "D", "U"],
        purchasing_power=[5, 5, 1, None],
        authority=[5, 1, 1, None],
        need=[5, 1, 1, None],
        last_contact=[CONTACT] * 4,
    )
    result = rate(listed, as_of=as_of)
    assert column(result, "class") == ["B", "C", "D", "U"]
    assert column(result, "next_contact") == [
        date(2026, 7, 15),
        date(2026, 7, 31),
        date(2026, 9, 29),
        date(2026, 7, 15),
    ]
    assert set(column(result, "next_contact_reason")) == {"after_contact"}


@pytest.mark.oracle("3.3-b")
def test_never_contacted_is_due_at_once(customers_of: Make, rate: Rate) -> None:
    result = rate(customers_of(id=["1"], need=[5]))
    assert column(result, "next_contact") == [AS_OF]
    assert column(result, "next_contact_reason") == ["never_contacted"]
    assert column(result, "overdue_days") == [0]
    assert (result.summary.due_today, result.summary.overdue) == (1, 0)


@pytest.mark.oracle("3.3-b")
@pytest.mark.parametrize(("as_of", "overdue"), [(date(2026, 5, 22), 0), (date(2026, 6, 10), 14)])
def test_class_a_has_steps_after_the_order_and_a_date_that_passed_stays(
    customers_of: Make, rate: Rate, as_of: date, overdue: int
) -> None:
    listed = customers_of(id=["1"], last_order=[date(2026, 5, 20)], last_contact=[date(2026, 5, 21)])
    result = rate(listed, as_of=as_of)
    assert column(result, "class") == ["A"]
    assert column(result, "next_contact") == [date(2026, 5, 27)]
    assert column(result, "next_contact_reason") == ["after_order"]
    assert column(result, "overdue_days") == [overdue]


@pytest.mark.parametrize(
    ("contact", "expected", "reason"),
    [
        (None, date(2026, 6, 3), "after_order"),
        (date(2026, 1, 1), date(2026, 6, 3), "after_order"),  # a contact before the order
        (date(2026, 6, 2), date(2026, 6, 3), "after_order"),
        (date(2026, 6, 3), date(2026, 6, 9), "after_order"),  # on the day of the first step: the second
        (date(2026, 6, 9), date(2026, 7, 2), "after_order"),
        (date(2026, 7, 1), date(2026, 7, 2), "after_order"),
        (date(2026, 7, 2), date(2026, 8, 3), "after_contact"),  # 1 August is a Saturday
        (date(2026, 7, 7), date(2026, 8, 6), "after_contact"),
    ],
)
def test_steps_of_an_order_of_2_june(
    customers_of: Make, rate: Rate, contact: date | None, expected: date, reason: str
) -> None:
    listed = customers_of(id=["1"], last_order=[date(2026, 6, 2)], last_contact=[contact])
    result = rate(listed)
    assert column(result, "next_contact") == [expected]
    assert column(result, "next_contact_reason") == [reason]


def test_without_steps_class_a_counts_from_the_later_of_order_and_contact(customers_of: Make, rate: Rate) -> None:
    listed = customers_of(id=["1", "2"], last_order=[date(2026, 6, 2)] * 2, last_contact=[None, date(2026, 6, 3)])
    result = rate(listed, follow_up={"A": {"after": [], "every": 7}})
    assert column(result, "next_contact") == [date(2026, 6, 9), date(2026, 6, 10)]
    assert column(result, "next_contact_reason") == ["after_order", "after_contact"]


def test_only_class_a_counts_from_the_order(customers_of: Make, rate: Rate) -> None:
    listed = customers_of(id=["1"], need=[5], last_order=[date(2026, 1, 5)])
    assert column(rate(listed), "next_contact_reason") == ["never_contacted"]


def test_a_day_off_moves_to_the_next_working_day(customers_of: Make) -> None:
    listed = customers_of(id=["1", "2"], need=[5, 5], last_contact=[date(2026, 6, 4), date(2026, 6, 5)])
    days = MappingProxyType({date(2026, 7, 6): False, date(2026, 7, 5): False, date(2026, 7, 4): True})
    result = grade(
        listed,
        None,
        as_of=AS_OF,
        window=LAST_YEAR,
        parameters=CustomerParameters(),
        calendar=WorkCalendar(special=days),
    ).result
    assert column(result, "next_contact") == [date(2026, 7, 4), date(2026, 7, 7)]


def test_the_users_own_date_is_what_is_due_and_ours_stands_beside_it(customers_of: Make, rate: Rate) -> None:
    own = [AS_OF - timedelta(days=3), AS_OF + timedelta(days=30), None]
    listed = customers_of(id=["1", "2", "3"], need=[5, 5, 5], next_contact=own)
    result = rate(listed)
    assert column(result, "next_contact") == [AS_OF] * 3
    assert column(result, "next_contact_stated") == own
    assert column(result, "overdue_days") == [3, 0, 0]
    assert result.summary.by_class["C"].due_today == 2
    assert result.summary.by_class["C"].overdue == 1


def test_this_week_ends_on_sunday(customers_of: Make, rate: Rate) -> None:
    days = [date(2026, 7, 1), date(2026, 7, 2), date(2026, 7, 5), date(2026, 7, 6), date(2026, 6, 30)]
    result = rate(customers_of(id=list("12345"), need=[5] * 5, next_contact=days))
    assert (result.summary.due_today, result.summary.due_this_week, result.summary.overdue) == (2, 4, 1)


def test_the_due_list_goes_by_class_then_score_then_days_overdue(customers_of: Make, rate: Rate) -> None:
    listed = customers_of(
        id=list("12345"),
        purchasing_power=[1, 5, 5, 5, 1],
        authority=[1, 5, 5, 5, 1],
        need=[1, 4, 5, 4, 1],
        next_contact=[AS_OF, AS_OF, AS_OF, AS_OF - timedelta(days=9), AS_OF + timedelta(days=1)],
    )
    frame = rate(listed).rows.frame
    assert frame is not None
    assert due_first(frame, AS_OF).get_column("id").to_list() == ["3", "4", "2", "1"]


def test_far_dates_do_not_break_the_calendar(customers_of: Make, rate: Rate) -> None:
    days = [date(9999, 12, 31), date(9999, 11, 1)]
    result = rate(customers_of(id=["1", "2"], need=[5, 5], last_contact=days))
    assert column(result, "next_contact") == [None, date(9999, 12, 1)]
    assert column(result, "overdue_days") == [0, 0]


def test_the_last_activity_is_a_contact_too(customers_of: Make) -> None:
    """
    Class B (14 days), the later of the list's last contact and the last activity up to the as-of; A: its steps.

        customer  class  order       last contact  activity    next contact
        1         B      none        2026-06-04    2026-06-10  2026-06-24
        2         B      none        2026-06-11    2026-06-10  2026-06-25
        3         B      none        none          2026-06-11  2026-06-25
        4         A      2026-06-02  2026-06-02    2026-06-03  2026-06-09 (7 days after the order)
        5         B      none        none          2026-07-02  never contacted: that is after the as-of
    """
    listed = customers_of(
        id=list("12345"),
        need=[5] * 5,
        purchasing_power=[5] * 5,
        last_order=[None, None, None, date(2026, 6, 2), None],
        last_contact=[date(2026, 6, 4), date(2026, 6, 11), None, date(2026, 6, 2), None],
    )
    contacts = made_list(
        "activities",
        customer_id=list("112345"),
        date=[date(2026, 6, day) for day in (9, 10, 10, 11, 3)] + [date(2026, 7, 2)],
    )
    result = grade(
        listed, None, activities=contacts,
        as_of=AS_OF, window=LAST_YEAR, parameters=CustomerParameters(), calendar=WorkCalendar(),
    ).result  # fmt: skip
    assert column(result, "next_contact") == [
        date(2026, 6, 24), date(2026, 6, 25), date(2026, 6, 25), date(2026, 6, 9), AS_OF,
    ]  # fmt: skip
    assert column(result, "next_contact_reason")[-1] == "never_contacted"
    assert [p.code for p in result.findings if p.code.startswith("ACTIVITIES-")] == ["ACTIVITIES-after-as-of"]
