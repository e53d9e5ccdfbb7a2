"""Whom each sales person contacts on a day: customers who are due, then new prospects (methods.md 7.1)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from math import ceil

from salesplan.compute.activity.funnel_people import Able
from salesplan.compute.prospects.ranking import Ranked
from salesplan.compute.team.staff import Staff, owner_key
from salesplan.model.table import ColumnSpec, Table, Value

COLUMNS = (
    *(ColumnSpec("rep", "text"), ColumnSpec("place", "integer"), ColumnSpec("group", "code")),
    *(ColumnSpec("id", "text"), ColumnSpec("name", "text"), ColumnSpec("due", "date")),
    *(ColumnSpec("overdue_days", "integer"), ColumnSpec("why", "code"), ColumnSpec("purpose", "code")),
    *(ColumnSpec("class", "code"), ColumnSpec("tier", "code"), ColumnSpec("value", "amount")),
    ColumnSpec("rank", "integer"),
)
GROUPS = ("overdue", "due", "prospect")
"""Why somebody stands on a sheet: the day has passed, the day is today, or he is a new prospect."""


@dataclass(frozen=True)
class Contact:
    """A customer who is due; ``value`` is what he bought in the window, None where nobody knows."""

    rep: str
    id: str | None
    name: str | None
    due: date
    overdue: int
    why: str | None
    purpose: str | None
    grade: str | None
    tier: str | None
    value: Decimal | None


@dataclass(frozen=True)
class Sheet:
    """The sheet of one person: how many contacts are on it, of which kind, and what does not fit.

    ``need`` is what the funnel asks of him, ``able`` what he can do in a day; None is not known. Customers who are due
    come first, as many as he can do; ``waiting`` are the others. New prospects fill it up to the need; ``free`` is what
    is still missing then. ``crowded``: customers who are due leave no place for new ones who wait.
    """

    rep: str
    need: int | None
    able: int | None
    overdue: int
    due: int
    prospects: int
    waiting: int
    free: int
    crowded: bool


@dataclass(frozen=True)
class Day:
    """The sheets of a day. ``unassigned`` are ranked prospects who are nobody's."""

    day: date
    sheets: tuple[Sheet, ...]
    rows: Table
    unassigned: int


def daily_sheets(
    day: date,
    people: Sequence[Able],
    contacts: Sequence[Contact],
    ranked: Sequence[Ranked],
    need: Fraction | None,
    staff: Staff,
) -> Day:
    """A sheet for each person who is there: overdue first, then by value; new prospects by rank fill it up.

    ``need`` is what each makes a day by the funnel; who gives part of his time makes and can do that part. Where that
    is not known, what he can do is; where nobody knows that either, all who are due stand on it, and no prospect.
    """
    due: dict[str, list[Contact]] = {}
    for contact in contacts:
        due.setdefault(owner_key(contact.rep), []).append(contact)
    new, nobodys = _prospects(ranked, staff)
    sheets, rows = [], []
    for one in people:
        key = owner_key(one.name)
        sheet, lines = _sheet(one, sorted(due.get(key, ()), key=_order), new.get(key, ()), need)
        sheets.append(sheet)
        rows += lines
    return Day(day, tuple(sheets), Table(COLUMNS, tuples=tuple(rows)), nobodys)


def _order(contact: Contact) -> tuple[object, ...]:
    """Overdue before due today, then the more valuable, the longer overdue, the id."""
    worth = contact.value if contact.value is not None else Decimal(-1)
    return not contact.overdue, -worth, -contact.overdue, contact.id or "", contact.name or ""


def _prospects(ranked: Sequence[Ranked], staff: Staff) -> tuple[Mapping[str, list[Ranked]], int]:
    found: dict[str, list[Ranked]] = {}
    nobodys = 0
    for row in ranked:
        if not row.worked or row.customer is not None:
            continue
        owner = staff.of(row.prospect.deal.owner)
        if owner is None:
            nobodys += row.rank is not None
        else:
            found.setdefault(owner_key(owner.name), []).append(row)
    return found, nobodys


def _sheet(
    one: Able, due: Sequence[Contact], new: Sequence[Ranked], need: Fraction | None
) -> tuple[Sheet, list[tuple[Value, ...]]]:
    able = None if one.per_day is None else ceil(one.per_day * one.person_days)
    wanted = None if need is None else ceil(need * one.person_days)
    first = due[:able]
    limits = [each for each in (able, wanted) if each is not None]
    room = max(min(limits) - len(first), 0) if limits else 0
    more = new[:room]
    late = sum(contact.overdue > 0 for contact in first)
    waiting, crowded = len(due) - len(first), bool(first) and not room and bool(new) and wanted != 0
    return Sheet(
        one.name, wanted, able, late, len(first) - late, len(more), waiting, room - len(more), crowded=crowded
    ), list(_rows(one.name, first, more))


def _rows(rep: str, due: Sequence[Contact], new: Sequence[Ranked]) -> Iterator[tuple[Value, ...]]:
    for place, c in enumerate(due, start=1):
        group = GROUPS[0] if c.overdue else GROUPS[1]
        yield rep, place, group, c.id, c.name, c.due, c.overdue, c.why, c.purpose, c.grade, c.tier, c.value, None
    for place, row in enumerate(new, start=len(due) + 1):
        deal, value = row.prospect.deal, row.prospect.deal.amount
        nothing = (None,) * 4
        yield rep, place, GROUPS[2], deal.id, row.prospect.name, *nothing, None, row.tier, value, row.rank
