"""How often each customer is to be visited, and when next: the shorter of class and value tier decides."""

from __future__ import annotations

from datetime import date
from typing import Any

import narwhals as nw

from salesplan.compute.customers.classes import CLASSES, UNRATED
from salesplan.compute.customers.contacts import last_contact
from salesplan.compute.customers.exact import chosen, days_since
from salesplan.compute.customers.follow_up import days_later, on_workdays, with_next_contact
from salesplan.compute.customers.population import Population
from salesplan.model.calendar import WorkCalendar
from salesplan.model.plan.customers import FollowUpParameters
from salesplan.model.plan.visits import VisitParameters
from salesplan.model.records import ROW, SOURCE, Records

Frame = nw.DataFrame[Any]
DECIDES: tuple[str, ...] = ("class", "tier", "both")
"""Which interval is the shorter: that of the class, that of the value tier, or both are the same."""
WHYS: tuple[str, ...] = ("stated", "after_order", "after_contact", "never_contacted", "after_visit")
"""The user's own date; a step after the order (class A); the interval after the last contact; no contact known; the
interval after the visit planned before."""
DETAILS: tuple[str, ...] = ("city", "contact", "mobile")
"""Where a customer is and whom one meets there, as far as the list tells."""
_ABSENT = {"tier": nw.String(), "value": nw.Int64(), "lifecycle": nw.String()}
_OURS = ("next_contact", "next_contact_reason", "overdue_days")


def customers_of(population: Population, contacts: Frame | None) -> Frame:
    """One row a customer, with his last contact: the latest of the list (all rows of his) and the activities.

    ``contacts`` is how many there were lately (``key``, ``contacts``), null where no list of activities tells.
    """
    frame = population.frame
    latest = frame.group_by("key").agg(listed=nw.col("last_contact").max())
    absent = [nw.lit(None, dtype=kind).alias(c) for c, kind in _ABSENT.items() if c not in frame.columns]
    people = frame.filter(nw.col("counts")).with_columns(*absent).join(latest, on="key", how="left")
    people = people.with_columns(last_contact=nw.col("listed")).drop("listed")
    people = people.with_columns(last_contact=last_contact(people))
    if contacts is None:
        return people.with_columns(contacts=nw.lit(None, dtype=nw.Int64()))
    return people.join(contacts, on="key", how="left").with_columns(nw.col("contacts").fill_null(0))


def with_details(people: Frame, customers: Records | None) -> Frame:
    """The same with ``city``, ``contact`` and ``mobile`` (else the telephone) of the customer's row in the list."""
    if customers is None:
        return people.with_columns(*(nw.lit(None, dtype=nw.String()).alias(detail) for detail in DETAILS))
    frame = customers.frame
    given = (nw.col(c) if c in frame.columns else nw.lit(None) for c in (*DETAILS, "phone"))
    texts = (each.cast(nw.String()).alias(c) for each, c in zip(given, (*DETAILS, "phone"), strict=True))
    told = frame.select(SOURCE, ROW, *texts).with_columns(mobile=nw.coalesce("mobile", "phone")).drop("phone")
    return people.join(told, on=[SOURCE, ROW], how="left")


def with_due(
    people: Frame, follow_up: FollowUpParameters, visits: VisitParameters, as_of: date, calendar: WorkCalendar
) -> Frame:
    """``interval``, ``interval_from``, ``planned`` (ours), ``due``, ``why`` and ``overdue_days`` of each customer.

    The interval is the shorter of the class's (A: that after all steps) and the value tier's; of a customer not rated
    yet (U) only the tier's, without a tier that of B. ``planned`` is the earlier of the class's next contact (the one
    of ``classify``) and the tier's interval after the last contact, on a working day. ``due`` is the user's own date
    where he gave one that lies after the last contact (one before it was kept), else ``planned``. A day that has passed
    stays; it is overdue by the days since. ``classified`` is the day that ``classify`` shows: his own date, else the
    class's.
    """
    frame = people.drop(*(c for c in _OURS if c in people.columns)).rename({"next_contact_stated": "stated"})
    frame = with_next_contact(frame, follow_up, as_of, calendar)
    frame = frame.with_columns(class_days=_class_days(follow_up), tier_days=_tier_days(visits))
    unrated = (nw.col("class") == UNRATED) & ~nw.col("tier_days").is_null()
    frame = frame.with_columns(class_days=nw.when(~unrated).then(nw.col("class_days")))
    frame = frame.with_columns(next_day=_after_tier(visits))
    frame = frame.with_columns(next_day=on_workdays(frame, calendar, "next_day"))
    never = nw.col("next_contact_reason") == "never_contacted"
    ours = nw.when(~nw.col("class_days").is_null() | nw.col("next_day").is_null()).then(nw.col("next_contact"))
    frame = frame.with_columns(
        interval=nw.min_horizontal("class_days", "tier_days"),
        interval_from=_decides(),
        planned=nw.min_horizontal(ours, nw.col("next_day")),
        kept=(nw.col("stated") <= nw.col("last_contact")).fill_null(value=False),
    )
    own = ~nw.col("stated").is_null() & ~nw.col("kept")
    by_order = (nw.col("next_contact_reason") == "after_order") & (nw.col("planned") == nw.col("next_contact"))
    by_order = by_order & ~nw.col("class_days").is_null()
    frame = frame.with_columns(
        due=nw.when(own).then(nw.col("stated")).otherwise(nw.col("planned")),
        why=chosen((own, WHYS[0]), (never, WHYS[3]), (by_order, WHYS[1]), default=WHYS[2]),
        never=nw.col("last_contact").is_null(),
        classified=nw.coalesce("stated", "next_contact"),
    )
    late = days_since(nw.col("due"), as_of)
    return frame.with_columns(overdue_days=nw.when(late > 0).then(late).otherwise(nw.lit(0)))


def _decides() -> nw.Expr:
    of_class, of_tier = nw.col("class_days"), nw.col("tier_days")
    return chosen(
        (of_tier.is_null() | (of_class < of_tier), DECIDES[0]),
        (of_class.is_null() | (of_tier < of_class), DECIDES[1]),
        default=DECIDES[2],
    )


def _class_days(follow_up: FollowUpParameters) -> nw.Expr:
    return _days("class", {name: follow_up.days_of(name) for name in CLASSES})


def _tier_days(visits: VisitParameters) -> nw.Expr:
    return _days("tier", visits.interval_days.model_dump())


def _after_tier(visits: VisitParameters) -> nw.Expr:
    """The tier's interval after the last contact; null without a tier or a contact."""
    tiers = visits.interval_days.model_dump().items()
    cases = ((nw.col("tier") == tier, days_later("last_contact", days)) for tier, days in tiers)
    return chosen(*cases, default=nw.lit(None, dtype=nw.Date()))


def _days(column: str, days: dict[str, int]) -> nw.Expr:
    none = nw.lit(None, dtype=nw.Int64())
    return chosen(*((nw.col(column) == name, count) for name, count in days.items()), default=none)
