"""When each customer is to be contacted next: a date that never runs away from the user."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import narwhals as nw

from salesplan.compute.customers.classes import CLASSES
from salesplan.compute.customers.contacts import last_contact
from salesplan.compute.customers.exact import chosen, days_since
from salesplan.model.calendar import WorkCalendar
from salesplan.model.plan.customers import AfterOrder, FollowUpParameters

Frame = nw.DataFrame[Any]
NEXT_CONTACT_REASONS: tuple[str, ...] = ("after_order", "after_contact", "never_contacted")
"""A day after the order (class A), the class's interval after the last contact, or no contact known."""
_LAST_DAY = date(9999, 12, 1)


def with_next_contact(frame: Frame, parameters: FollowUpParameters, as_of: date, calendar: WorkCalendar) -> Frame:
    """``next_contact``, ``next_contact_reason`` and ``overdue_days``.

    The next contact is the interval of the class after the last contact (the later one of ``last_contact`` and
    ``last_activity``, where a list of activities tells), moved to the next working day. Class A has steps after its
    last order: the first step later than the last contact; after all steps the interval counts from that contact (or
    the order). Without a contact (for A: and an order) it is the first working day from the as-of on. A date that has
    passed stays. ``overdue_days`` counts from the user's own date (``next_contact_stated``) where there is one: 0 when
    it is not late.
    """
    after_order = _after_order(parameters.A, last_contact(frame))
    is_a = nw.col("class") == "A"
    contact, order = last_contact(frame), nw.col("a_last")
    frame = frame.with_columns(base=nw.when(is_a).then(nw.max_horizontal(contact, order)).otherwise(contact))
    based = ~nw.col("base").is_null()
    after_contact = chosen(
        *((nw.col("class") == name, days_later("base", parameters.days_of(name))) for name in CLASSES),
        default=nw.lit(None, dtype=nw.Date()),
    )
    stepping = is_a & ~after_order.is_null()
    by_order = stepping | (based & contact.is_null())
    frame = frame.with_columns(
        next_contact=chosen((stepping, after_order), (based, after_contact), default=nw.lit(as_of)),
        next_contact_reason=chosen(
            (by_order, NEXT_CONTACT_REASONS[0]), (based, NEXT_CONTACT_REASONS[1]), default=NEXT_CONTACT_REASONS[2]
        ),
    ).drop("base")
    frame = frame.with_columns(next_contact=on_workdays(frame, calendar, "next_contact"))
    late = days_since(due_day(frame), as_of)
    return frame.with_columns(overdue_days=nw.when(late > 0).then(late).otherwise(nw.lit(0)))


def due_day(frame: Frame) -> nw.Expr:
    """The date the due list goes by: the user's own where he filled one in, else ours."""
    if "next_contact_stated" in frame.columns:
        return nw.coalesce(nw.col("next_contact_stated"), nw.col("next_contact"))
    return nw.col("next_contact")


def due_first(frame: Frame, until: date) -> Frame:
    """Whom to contact up to and with ``until``: best class first, in it the higher MAN score, then the longest overdue.

    ``frame`` is that of a result's rows.
    """
    orders = [
        ("class", False),
        ("man_score", True),
        ("overdue_days", True),
        ("row", False),
        ("id", False),
        ("name", False),
    ]
    given = [(column, down) for column, down in orders if column in frame.columns]
    return frame.filter(due_day(frame) <= nw.lit(until)).sort(
        *(column for column, _ in given), descending=[down for _, down in given], nulls_last=True
    )


def days_later(column: str, days: int) -> nw.Expr:
    """So many days later; days no calendar has any more become the last one."""
    day = nw.col(column)
    return nw.when(day <= nw.lit(_LAST_DAY - timedelta(days=days))).then(day.dt.offset_by(f"{days}d"))


def _after_order(steps: AfterOrder, contacted: nw.Expr) -> nw.Expr:
    """The first step after the order that is later than the last contact; null when there is none left."""
    days = [days_later("a_last", step) for step in steps.after]
    cases = [(contacted.is_null() | (day > contacted), day) for day in days]
    return chosen(*((case & ~day.is_null(), day) for case, day in cases), default=nw.lit(None, dtype=nw.Date()))


def on_workdays(frame: Frame, calendar: WorkCalendar, column: str) -> nw.Expr:
    """Each date of a column moved to the next working day: only distinct dates pass through the calendar."""
    days = [day for day in frame.get_column(column).unique().to_list() if day is not None]
    return nw.col(column).replace_strict(
        days, [calendar.next_workday(day) for day in days], default=nw.col(column), return_dtype=nw.Date()
    )
