"""Who is due, the longest overdue first, and how well the plan of contacts is kept (methods.md 5.4)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from typing import Any

import narwhals as nw

from salesplan.compute.customers.exact import chosen
from salesplan.compute.rounding import rounded
from salesplan.compute.visits.crew import ABSENT, Crew
from salesplan.compute.visits.purposes import purpose_of
from salesplan.model.plan.visits import VisitParameters
from salesplan.model.table import ColumnSpec, Table

Frame = nw.DataFrame[Any]
COLUMNS: tuple[ColumnSpec, ...] = (
    ColumnSpec("rep", "text"),
    ColumnSpec("id", "text"),
    ColumnSpec("name", "text"),
    ColumnSpec("region", "text"),
    ColumnSpec("class", "code"),
    ColumnSpec("tier", "code"),
    ColumnSpec("lifecycle", "code"),
    ColumnSpec("due", "date"),
    ColumnSpec("overdue_days", "integer"),
    ColumnSpec("why", "code"),
    ColumnSpec("last_contact", "date"),
    ColumnSpec("interval", "integer"),
    ColumnSpec("interval_from", "code"),
    ColumnSpec("purpose", "code"),
    ColumnSpec("next_action", "code"),
    ColumnSpec("contacts", "integer"),
    ColumnSpec("over_contacted", "flag"),
    ColumnSpec("owner", "text"),
    ColumnSpec("absent", "code"),
)
ORDER = ("overdue_days", "class", "tier", "value", "due", "key")
NAMED = 5
"""How many customers that wait are named."""
_DOWN = (True, False, False, True, False, False)


@dataclass(frozen=True)
class Compliance:
    """Customers of one person, one tier (None: of neither), or of all: how the plan of contacts is kept.

    ``asked`` are the customers to be contacted: each who was contacted before, and those never contacted whose day has
    come. ``kept``: contacted, and his interval has not run out; ``compliance`` is kept over asked, None of none.
    ``due`` are due by the last day of the list, ``overdue`` at the as-of, by ``average_overdue`` days (None of none);
    ``never`` were never contacted; ``over_contacted`` were contacted too often (None: no list of activities).
    """

    name: str | None
    customers: int
    asked: int
    kept: int
    compliance: Decimal | None
    due: int
    overdue: int
    average_overdue: Decimal | None
    never: int
    over_contacted: int | None


@dataclass(frozen=True)
class DueSummary:
    """The due list as a whole: ``today`` is due by the as-of (overdue included), ``until`` the last day of the list.

    ``sooner`` are customers due earlier than the next contact of ``classify`` (their value tier asks for more visits),
    ``later`` those due later (not rated yet, they go by their tier alone), ``waiting`` the first of these whom
    ``classify`` has due within the list, which therefore leaves them out.
    """

    until: date
    today: int
    absent: int
    longest_overdue: int
    all: Compliance
    reps: tuple[Compliance, ...]
    tiers: tuple[Compliance, ...]
    sooner: int = 0
    later: int = 0
    waiting: tuple[str, ...] = ()


@dataclass(frozen=True)
class Due:
    """The rows, the worst first, and the summary; who of all was contacted too often, the most contacts first.

    ``listed`` are the same rows with all that is known of these customers.
    """

    rows: Table
    summary: DueSummary
    over_contacted: tuple[str, ...]
    listed: Frame


def due_list(people: Frame, crew: Crew, visits: VisitParameters, as_of: date, within: int) -> Due:
    """Who of ``people`` (intervals.with_due) is due up to ``within`` days after the as-of, and how the plan is kept.

    The worst first: days overdue, class, value tier, value, the earlier due, key. A customer was contacted too often
    when his contacts of the last ``contact_days`` are more than ``over_contact`` times the planned ones: those days
    over his interval, at least one.
    """
    frame = _counted(_with_people(people, crew), visits, as_of)
    until = as_of + timedelta(days=within)
    frame = frame.with_columns(in_list=nw.col("due") <= nw.lit(until))
    listed = _with_purpose(frame.filter(nw.col("in_list")).sort(*ORDER, descending=_DOWN, nulls_last=True))
    columns = [column.key for column in COLUMNS]
    many = frame.filter(nw.col("over_contacted").fill_null(value=False))
    many = many.sort("contacts", "key", descending=[True, False])
    names = tuple(many.select(nw.coalesce("name", "id", "key")).get_column("name").to_list())
    return Due(Table(COLUMNS, listed.select(*columns)), _summary(frame, until), names, listed)


def _with_people(people: Frame, crew: Crew) -> Frame:
    """``rep``: whose customer it is; ``absent``: why nobody's."""
    owner = nw.col("owner").fill_null("")
    named = {**crew.of, **dict.fromkeys(crew.absent)}
    rep = owner.replace_strict(list(named), list(named.values()), default=None, return_dtype=nw.String())
    frame = people.with_columns(rep=rep)
    gone = [[o for o, reason in crew.absent.items() if reason == why] for why in ABSENT]
    none = nw.lit(None, dtype=nw.String())
    return frame.with_columns(
        absent=chosen(*((owner.is_in(names), why) for names, why in zip(gone, ABSENT, strict=True)), default=none)
    )


def _counted(frame: Frame, visits: VisitParameters, as_of: date) -> Frame:
    """What the figures are made of, as flags."""
    limit, days = Fraction(visits.over_contact), visits.contact_days
    many = nw.col("contacts") * nw.max_horizontal(nw.col("interval"), nw.lit(1)) * limit.denominator
    contacted = ~nw.col("never")
    ours_past = nw.col("planned") < nw.lit(as_of)
    return frame.with_columns(
        over_contacted=(many > limit.numerator * days)
        & (nw.col("contacts") * limit.denominator > limit.numerator),  # one contact at least is planned
        asked=contacted | ours_past | (nw.col("why") == "never_contacted"),
        kept_plan=contacted & ~ours_past,
        late=nw.col("overdue_days") > 0,
        today=nw.col("due") <= nw.lit(as_of),
    )


def _with_purpose(listed: Frame) -> Frame:
    """What the contact is about: few kinds of customers, each worked out once."""
    kinds = listed.with_columns(kind=nw.concat_str("class", nw.col("lifecycle").fill_null(""), "why", separator="|"))
    found = kinds.get_column("kind").unique().to_list()
    told = [purpose_of(kind[0], kind.split("|")[1] or None, kind.split("|")[2], 1) for kind in found]
    purpose = nw.col("kind").replace_strict(found, told, default=None, return_dtype=nw.String())
    return kinds.with_columns(purpose=purpose)


def _summary(frame: Frame, until: date) -> DueSummary:
    whole = _compliance(frame.with_columns(all=nw.lit("")), "all")
    longest = frame.get_column("overdue_days").max() if len(frame) else 0
    later = frame.filter((nw.col("due") > nw.col("classified")) & ~nw.col("kept"))
    waiting = later.filter((nw.col("classified") <= nw.lit(until)) & (nw.col("due") > nw.lit(until)))
    waiting = waiting.sort("classified", "key").head(NAMED)
    reps = [each for each in _compliance(frame, "rep") if each.name is not None]
    return DueSummary(
        until,
        len(frame.filter(nw.col("today"))),
        len(frame.filter(nw.col("in_list") & nw.col("rep").is_null())),
        int(longest or 0),
        next(iter(whole), _none()),
        tuple(sorted(reps, key=lambda each: (-each.overdue, -(each.average_overdue or 0), each.name or ""))),
        tuple(sorted(_compliance(frame, "tier"), key=lambda each: each.name or "~")),
        len(frame.filter(nw.col("due") < nw.col("classified"))),
        len(later),
        tuple(waiting.select(nw.concat_str("id", "name", separator=" ", ignore_nulls=True)).get_column("id").to_list()),
    )


def _none() -> Compliance:
    return Compliance(None, 0, 0, 0, None, 0, 0, None, 0, None)


def _compliance(frame: Frame, column: str) -> list[Compliance]:
    """The figures of each group of customers."""
    flags = ("asked", "kept_plan", "in_list", "late", "never")
    told = frame.with_columns(known=~nw.col("contacts").is_null())
    counted = told.group_by(column).agg(
        nw.len().alias("customers"),
        *(nw.col(flag).cast(nw.Int64()).sum().alias(flag) for flag in flags),
        nw.col("overdue_days").sum().alias("days"),
        nw.col("over_contacted").fill_null(value=False).cast(nw.Int64()).sum().alias("over"),
        nw.col("known").cast(nw.Int64()).sum().alias("known"),
    )
    return [_figures(row, column) for row in counted.iter_rows(named=True)]


def _figures(row: Mapping[str, Any], column: str) -> Compliance:
    return Compliance(
        name=row[column],
        customers=row["customers"],
        asked=row["asked"],
        kept=row["kept_plan"],
        compliance=rounded(Fraction(row["kept_plan"], row["asked"])) if row["asked"] else None,
        due=row["in_list"],
        overdue=row["late"],
        average_overdue=rounded(Fraction(row["days"], row["late"])) if row["late"] else None,
        never=row["never"],
        over_contacted=row["over"] if row["known"] else None,
    )
