"""Contacts held with prospects: the first, the last, and what was agreed then."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from math import ceil
from typing import Literal

import narwhals as nw

from salesplan.compute.customers.keys import plain
from salesplan.compute.prospects.prospect_rows import Prospect
from salesplan.model.near import plain_name
from salesplan.model.records import Records

FirstContact = Literal["in_time", "late", "overdue", "waiting", "unknown"]
FIRST_CONTACTS: tuple[FirstContact, ...] = ("in_time", "late", "overdue", "waiting", "unknown")
"""Held in time, held late, not held and overdue, not held and still in time, nothing recorded at all."""
_COLUMNS = ("customer_id", "customer_name", "rep", "date", "next_step", "next_date")
_DAY_HOURS = 24


@dataclass(frozen=True)
class Contact:
    """One contact that was held: by whom, when, and what was agreed."""

    day: date
    rep: str | None = None
    next_step: str | None = None
    next_date: date | None = None


@dataclass(frozen=True)
class Contacts:
    """The contacts with the prospects of a list, oldest first, by their plain ids and names.

    ``recorded``: whether anything at all tells of contacts with these prospects (those with customers aside); else
    nothing can be said about first contacts.
    """

    by_id: dict[str, list[Contact]] = field(default_factory=dict)
    by_name: dict[str, list[Contact]] = field(default_factory=dict)
    recorded: bool = False

    def of(self, prospect: Prospect) -> Sequence[Contact]:
        """The contacts with one prospect: those under his id, else those under his name."""
        found = [contact for key in prospect.ids for contact in self.by_id.get(key, ())]
        name = prospect.customer
        return found or (self.by_name.get(plain_name(name), ()) if name else ())


@dataclass(frozen=True)
class Touch:
    """What the contacts with a prospect come to on the as-of.

    ``first_days`` counts from the day he was created to the first contact since then; ``idle`` the days since the last
    contact, else since he was created; ``next_date`` is the day agreed for the ``next_step``, none where a
    contact was held since; it is ``overdue`` by so many days where it is past.
    """

    first: FirstContact = "unknown"
    first_days: int | None = None
    last: date | None = None
    idle: int | None = None
    next_step: str | None = None
    next_date: date | None = None
    overdue: int | None = None


def contacts_with(prospects: Iterable[Prospect], activities: Records | None, as_of: date) -> Contacts:
    """The contacts up to the as-of with these prospects; of a contact the id decides, else the name."""
    everyone = list(prospects)
    if activities is None or not activities.has("date"):
        return Contacts()
    ids = {key for each in everyone for key in each.ids}
    names = {plain_name(each.customer) for each in everyone if each.customer}
    found = Contacts()
    for customer, name, contact in _held(activities, ids, names, as_of):
        if customer in ids:
            found.by_id.setdefault(customer, []).append(contact)
        if name in names:
            found.by_name.setdefault(name, []).append(contact)
    return found


def touch_of(prospect: Prospect, contacts: Contacts, as_of: date, hours: int) -> Touch:
    """What the contacts with one prospect come to. Days are as fine as lists are: 24 hours are the next day."""
    held = contacts.of(prospect)
    noted, created = prospect.more.last_contact, prospect.deal.created
    last = max((day for day in (*(each.day for each in held), noted) if day and day <= as_of), default=None)
    since = last or created
    first, days = _first(created, [each.day for each in held] or [noted], contacts, as_of, hours)
    step, next_date = _pending(prospect, held, last)
    missed = next_date is not None and next_date < as_of
    return Touch(
        first,
        days,
        last,
        (as_of - since).days if since else None,
        step,
        next_date,
        (as_of - next_date).days if missed and next_date else None,
    )


def _pending(prospect: Prospect, held: Sequence[Contact], last: date | None) -> tuple[str | None, date | None]:
    """The next step and its day: what the list says, else what the last contact left.

    It is done where a contact was held on that day or later.
    """
    left = held[-1] if held else None
    agreed = next((each for each in reversed(held) if each.next_date), None)
    then = prospect.more.next_contact or (agreed.next_date if agreed else None)
    if then is not None and last is not None and then <= last:
        then, agreed = None, None
    step = agreed.next_step if agreed else left.next_step if left else None
    return prospect.more.next_step or step, then


def _first(
    created: date | None, days: Sequence[date | None], contacts: Contacts, as_of: date, hours: int
) -> tuple[FirstContact, int | None]:
    """Whether the first contact since the prospect was created was held in time, and after how many days."""
    if created is None or not contacts.recorded:
        return "unknown", None
    allowed = ceil(hours / _DAY_HOURS)
    since = [day for day in days if day is not None and created <= day <= as_of]
    if not since:
        return ("overdue" if (as_of - created).days > allowed else "waiting"), None
    waited = (min(since) - created).days
    return ("in_time" if waited <= allowed else "late"), waited


def _held(
    activities: Records, ids: set[str], names: set[str], as_of: date
) -> Iterable[tuple[str | None, str | None, Contact]]:
    """The activities of these customers up to the as-of, oldest first, with plain id and name."""
    frame = activities.frame.filter(nw.col("date") <= nw.lit(as_of))
    frame = frame.with_columns(
        nw.lit(None, dtype=nw.Date() if key == "next_date" else nw.String()).alias(key)
        for key in _COLUMNS
        if key not in frame.columns
    )
    frame = frame.with_columns(
        plain(frame, key).str.to_lowercase().alias(key) for key in ("customer_id", "customer_name")
    ).filter(nw.col("customer_id").is_in(sorted(ids)) | nw.col("customer_name").is_in(sorted(names)))
    rows = frame.select(*_COLUMNS).sort(
        "date", "customer_id", "customer_name", "rep", "next_date", "next_step", nulls_last=True
    )
    for customer, name, rep, day, step, then in rows.iter_rows():
        yield customer, name, Contact(day, rep, step, then)
