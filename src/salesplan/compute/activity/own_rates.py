"""Rates, cycle and pace of the user's own history: what his contacts and deals led to.

A contact took the next step when the next thing that happened with the same customer was that step, within
``parameters.funnel.follow_days``. So each meeting counts for one contact, the last one before it, and contacts that are
younger than that are no cases yet.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from typing import Any

import narwhals as nw

from salesplan.compute.activity.funnel import Driver
from salesplan.compute.coverage.contact_kinds import contact_kind
from salesplan.compute.customers.exact import days_since
from salesplan.compute.customers.keys import key
from salesplan.compute.prospects.closed import closed_figures, closed_in
from salesplan.compute.prospects.deal_rows import Deal
from salesplan.model.period import Period
from salesplan.model.records import Records

Frame = nw.DataFrame[Any]
STEP_OF = {"call": 0, "visit": 0, "meeting": 1, "demo": 1, "quote": 2}
"""Calls and visits are contacts, meetings and demonstrations are meetings, quotes are quotes; others are no step."""


@dataclass(frozen=True)
class ContactRows:
    """The contacts that count: ``frame`` has key, date and step.

    ``later`` rows lie after the as-of, ``bare`` ones have no customer or no day, ``other`` ones a kind that is no step.
    """

    frame: Frame
    later: int = 0
    bare: int = 0
    other: int = 0


def contact_rows(activities: Records, window: Period) -> ContactRows:
    """The contacts of the window by customer, day and step."""
    rows = activities.frame
    absent = [nw.lit(None, dtype=nw.String()).alias("kind")] if "kind" not in rows.columns else []
    absent += [nw.lit(None, dtype=nw.Date()).alias("date")] if "date" not in rows.columns else []
    rows = rows.with_columns(*absent).select("kind", "date", key=key(rows, ("customer_id", "customer_name")))
    kinds = [each for each in rows.get_column("kind").unique().to_list() if each is not None]
    steps = [STEP_OF.get(contact_kind(each), -1) for each in kinds]
    step = nw.col("kind").replace_strict(kinds, steps, default=-1, return_dtype=nw.Int64()) if kinds else nw.lit(-1)
    rows = rows.with_columns(step=step)
    whole = rows.filter(~nw.col("key").is_null(), ~nw.col("date").is_null())
    held = whole.filter(nw.col("date") <= nw.lit(window.last))
    known = held.filter(nw.col("step") >= 0, nw.col("date") >= nw.lit(window.first))
    other = held.filter(nw.col("step") < 0, nw.col("date") >= nw.lit(window.first))
    return ContactRows(known.select("key", "date", "step"), len(whole) - len(held), len(rows) - len(whole), len(other))


def step_rate(name: str, contacts: ContactRows, step: int, as_of: date, follow: int) -> Driver:
    """The share of the contacts of a step that led to the next one, of those that had ``follow`` days for it."""
    pair = contacts.frame.filter(nw.col("step") >= step, nw.col("step") <= step + 1).sort("key", "date", "step")
    pair = pair.with_columns(
        after_key=nw.col("key").shift(-1), after_day=nw.col("date").shift(-1), after_step=nw.col("step").shift(-1)
    )
    ripe = pair.filter(nw.col("step") == step, nw.col("date") <= nw.lit(as_of - timedelta(days=follow)))
    waited = days_since(nw.col("date"), as_of) - days_since(nw.col("after_day"), as_of)
    led = ripe.filter(nw.col("after_key") == nw.col("key"), nw.col("after_step") == step + 1, waited <= follow)
    return rate_of(name, len(led), len(ripe))


def rate_of(name: str, hits: int, cases: int) -> Driver:
    """A rate of the own history; not known without a case."""
    return Driver(name, Fraction(hits, cases), "history", cases, hits) if cases else Driver(name)


def win_rate(deals: Iterable[Deal], window: Period) -> Driver:
    """Won deals of those that were won or lost in the window: each stands for a quote."""
    closed = closed_in(deals, window)
    return rate_of("win", sum(deal.state == "won" for deal in closed), len(closed))


def cycle_days(deals: Sequence[Deal], window: Period) -> Driver:
    """The median days from the day a deal was created to the day it was won, of those won in the window."""
    won = [deal for deal in closed_in(deals, window) if deal.state == "won"]
    median = closed_figures(won).median_cycle_won
    cases = sum(1 for d in won if d.created and d.close_date and d.close_date >= d.created)
    return Driver("cycle") if median is None else Driver("cycle", Fraction(median), "history", cases)


def own_pace(contacts: ContactRows, person_days: Fraction, window: Period) -> Driver:
    """Calls and visits of each person and working day: those of the window over the days that people were there.

    The window begins with the first contact of the list where that is later.
    """
    made = len(contacts.frame.filter(nw.col("step") == 0, nw.col("date") >= nw.lit(window.first)))
    if not made or not person_days:
        return Driver("calls")
    return Driver("calls", Fraction(made) / person_days, "history", made)


def first_contact(contacts: ContactRows) -> date | None:
    """The day of the oldest contact that counts."""
    found: date | None = contacts.frame.get_column("date").min() if len(contacts.frame) else None
    return found
