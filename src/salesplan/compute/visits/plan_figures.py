"""What a plan of visits tells: its columns, the load of each person, the figures of the whole."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from salesplan.compute.visits.year_load import Light
from salesplan.model.earlier_visit import EarlierVisit
from salesplan.model.table import ColumnSpec

STATUSES: tuple[str, ...] = ("planned", "overflow", "absent")
"""On a day of the plan; due but without room in it; due but with nobody to make it."""
COLUMNS: tuple[ColumnSpec, ...] = (
    ColumnSpec("status", "code"),
    ColumnSpec("date", "date"),
    ColumnSpec("rep", "text"),
    ColumnSpec("id", "text"),
    ColumnSpec("name", "text"),
    ColumnSpec("region", "text"),
    ColumnSpec("city", "text"),
    ColumnSpec("contact", "text"),
    ColumnSpec("mobile", "text"),
    ColumnSpec("class", "code"),
    ColumnSpec("tier", "code"),
    ColumnSpec("lifecycle", "code"),
    ColumnSpec("interval", "integer"),
    ColumnSpec("interval_from", "code"),
    ColumnSpec("last_contact", "date"),
    ColumnSpec("due", "date"),
    ColumnSpec("why", "code"),
    ColumnSpec("purpose", "code"),
    ColumnSpec("overdue_days", "integer"),
    ColumnSpec("moved_from", "date"),
    ColumnSpec("visit", "integer"),
    ColumnSpec("held", "flag"),
    ColumnSpec("owner", "text"),
    ColumnSpec("absent", "code"),
    ColumnSpec("uid", "text"),
    ColumnSpec("mark", "text"),
    ColumnSpec("sequence", "integer"),
    ColumnSpec("stamp", "date"),
)
SAYS = (
    *("date", "rep", "id", "name", "region", "city", "contact", "mobile"),
    *("class", "tier", "interval", "interval_from", "due", "reason", "purpose"),
)
"""What the event of a visit says: it is a new revision when one of these changes."""


@dataclass(frozen=True)
class RepLoad:
    """One sales person: the plan's visits and room, what does not fit, and what a year asks for.

    ``light`` is that of the year, at least amber where visits of these days do not fit.

    ``use`` is visits and overflow over room, None without room; ``missing_per_day`` how many visits a worked day would
    have to take more. ``load`` is the visits of a year per worked day, ``per_day`` what he can do.
    """

    rep: str
    customers: int
    visits: int
    room: int
    use: Decimal | None
    overflow: int
    missing_per_day: Decimal | None
    visits_a_year: int
    load: Decimal | None
    per_day: Decimal | None
    light: Light | None


@dataclass(frozen=True)
class CalledOff:
    """A visit of the earlier plan that this one does not have. ``before``: an earlier plan called it off already.

    It stays called off until its day is past, so that whoever passed over a calendar is told by the next.
    """

    uid: str
    day: date
    rep: str
    title: str
    sequence: int
    stamp: date
    due: date
    mark: str
    text: str = ""
    before: bool = False


@dataclass(frozen=True)
class VisitsSummary:
    """The plan as a whole. ``load`` is the visits of a year over the people who visit and the worked days of the year.

    ``overdue`` and ``never`` count customers with a sales person who are overdue or were never contacted at the as-of;
    ``leaving`` have their last day within the plan, and ``left_behind`` of their customers come due with nobody;
    ``cities`` are a person's days with visits in several cities (None: no city is known); distances play no part.
    ``moved`` visits that found their day full; ``over_full`` days that hold more of the user's own dates than fit.
    """

    first: date
    last: date
    workdays: int
    year_workdays: int
    customers: int
    visits: int
    overflow: int
    absent: int
    moved: int
    overdue: int
    never: int
    over_full: int
    visits_a_year: int
    load: Decimal | None
    light: Light | None
    reps: tuple[RepLoad, ...]
    held: int | None = None
    called_off: tuple[CalledOff, ...] = ()
    leaving: tuple[str, ...] = ()
    left_behind: int = 0
    days: tuple[date, ...] = ()
    cities: int | None = None


@dataclass(frozen=True)
class PlanWish:
    """From which day to which, under which name, going on with which earlier plan.

    ``afresh``: its events are known again, but nothing is held on its earlier day. ``reps``: only events of theirs are
    called off; without, those of everybody.
    """

    as_of: date
    first: date
    last: date
    plan: str = ""
    earlier: tuple[EarlierVisit, ...] | None = None
    afresh: bool = False
    reps: tuple[str, ...] = ()
