"""What each person did and got in a stretch of days, counted: what the indicators are made of (methods.md 7.3)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import narwhals as nw

from salesplan.compute.activity.kpi_people import EVERYBODY, PERSON, sums_by_person
from salesplan.compute.coverage.contact_kinds import KINDS
from salesplan.compute.customers.facts import orders_in
from salesplan.compute.customers.lines import Lines
from salesplan.compute.prospects.deal_rows import Deal
from salesplan.compute.team.captured import Conversion, captured_of
from salesplan.compute.team.rep_cells import Shares, person_of
from salesplan.compute.team.staff import Staff
from salesplan.model.period import Period

Frame = nw.DataFrame[Any]
Tally = Counter[str]


@dataclass(frozen=True)
class Work:
    """The lists made ready: each row of contacts and lines once for everybody and once a person.

    ``contacts`` has date, kind, planned, answered, quality, mine, customer_key. ``lines`` are the order lines with
    ``line``, the product line of each; ``bought`` those of them that count for penetration. ``target`` has key and
    ``person``, whose the customer is. What is None is not known.
    """

    target: Frame
    contacts: Frame | None = None
    lines: Lines | None = None
    by_person: Frame | None = None
    bought: Frame | None = None
    first: Frame | None = None
    shares: Shares = field(default_factory=dict)
    deals: Sequence[Deal] | None = None
    staff: Staff = field(default_factory=Staff)
    as_of: date | None = None
    conversion: Conversion = "cohort"


def tallies(work: Work, period: Period) -> dict[str, Tally]:
    """The counts of each person, and of EVERYBODY, in a stretch of days."""
    found: dict[str, Tally] = {}
    for each in (_contacts(work, period), _orders(work, period), _customers(work, period), _deals(work, period)):
        for (person, name), count in each.items():
            found.setdefault(person, Counter())[name] += count
    found.setdefault(EVERYBODY, Counter())
    return found


def _within(frame: Frame, period: Period, day: str = "date") -> Frame:
    return frame.filter(nw.col(day).is_between(period.first, period.last))


def _counted(frame: Frame, name: str) -> dict[tuple[str, str], int]:
    """The rows of each person."""
    found = frame.group_by(PERSON).agg(rows=nw.len())
    return {(person, name): int(rows) for person, rows in found.select(PERSON, "rows").iter_rows()}


def _contacts(work: Work, period: Period) -> Mapping[tuple[str, str], int]:
    if work.contacts is None:
        return {}
    held = _within(work.contacts, period)
    sums = {f"kind_{kind}": (nw.col("kind") == kind).sum() for kind in KINDS}
    sums |= {name: nw.col(name).sum() for name in ("planned", "answered", "quality")}
    sums |= {f"{name}_known": (~nw.col(name).is_null()).sum() for name in ("planned", "answered")}
    good = nw.col("quality").fill_null(value=False) & nw.col("mine")
    found = held.group_by(PERSON).agg(contacts=nw.len(), quality_mine=good.sum(), **sums)
    names = ("contacts", "quality_mine", *sums)
    told = {
        (row[0], name): int(value or 0)
        for row in found.select(PERSON, *names).iter_rows()
        for name, value in zip(names, row[1:], strict=True)
    }
    reached = held.filter(good).select(PERSON, "customer_key").unique()
    return {**told, **_counted(reached, "target_reached")}


def _orders(work: Work, period: Period) -> Mapping[tuple[str, str], int]:
    if work.lines is None or work.by_person is None or work.first is None:
        return {}
    held = _within(work.by_person, period)
    orders = held.group_by(PERSON, "key", "order", "day").agg(net=nw.col("amount").sum()).filter(nw.col("net") > 0)
    named = held.filter(~nw.col("line").is_null())
    lines = named.group_by(PERSON, "key", "line").agg(net=nw.col("amount").sum()).filter(nw.col("net") > 0)
    own = _within(work.lines.frame, period)
    sales = sums_by_person(own, "amount", "owner", work.shares)
    return {
        **_counted(orders, "orders"),
        **_counted(orders.select(PERSON, "key").unique(), "buyers"),
        **_counted(lines, "lines"),
        **_counted(lines.select(PERSON, "key").unique(), "line_customers"),
        **_new(_within(work.first, period)),
        **{(person, "sales"): value for person, value in sales.items()},
    }


def _new(firsts: Frame) -> Mapping[tuple[str, str], int]:
    """First orders ever in all, and by whose they are."""
    return {(EVERYBODY, "new_customers"): len(firsts), **_counted(_owned(firsts), "new_customers")}


def _customers(work: Work, period: Period) -> Mapping[tuple[str, str], int]:
    """The customers of the target group, and those of them who bought, by whose they are."""
    found = {(EVERYBODY, "target"): len(work.target), **_counted(_owned(work.target), "target")}
    if work.bought is None:
        return found
    bought = orders_in(_within(work.bought, period)).filter(nw.col("orders") > 0).select("key").unique()
    theirs = work.target.join(bought, on="key", how="semi")
    return {**found, (EVERYBODY, "target_bought"): len(theirs), **_counted(_owned(theirs), "target_bought")}


def _owned(frame: Frame) -> Frame:
    return frame.filter(~nw.col(PERSON).is_null())


def _deals(work: Work, period: Period) -> Mapping[tuple[str, str], int]:
    """Deals won and closed in the days; deals created in them, and what of conversion counts, as reviews count it."""
    found: Tally = Counter()
    names: Counter[tuple[str, str]] = Counter()
    for deal in work.deals or ():
        closed = deal.state != "open" and deal.close_date is not None and deal.close_date in period
        captured = captured_of(deal, period, work.as_of or period.last)
        found = Counter(
            closed=int(closed),
            won=int(closed and deal.state == "won"),
            captured=captured.captured,
            converted=captured.converted(work.conversion),
        )
        for whose in (EVERYBODY, person_of(deal.owner, work.staff)):
            if whose is not None:
                names.update({(whose, name): count for name, count in found.items()})
    return names
