"""What each person sold, whom he keeps up with, whom he serves: the figures that practice is compared by."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Any

import narwhals as nw

from salesplan.compute.activity.kpi_people import EVERYBODY, PERSON
from salesplan.compute.activity.kpi_tallies import Tally, tallies
from salesplan.compute.activity.kpi_work import Ready, Sources
from salesplan.compute.customers.classify import Graded
from salesplan.compute.customers.facts import orders_in
from salesplan.compute.customers.first_orders import tells_new
from salesplan.compute.customers.links import with_customer_key
from salesplan.compute.prospects.deal_state import STATE, with_state
from salesplan.compute.team.practice import Person, person_of
from salesplan.compute.team.staff import Colleague
from salesplan.model.period import Period
from salesplan.model.plan.review import Relation
from salesplan.model.records import Records

Frame = nw.DataFrame[Any]


def figures_of(
    people: Sequence[Colleague], made: Ready, graded: Graded, sources: Sources, period: Period, relation: Relation
) -> tuple[tuple[Person, ...], Mapping[str, Tally]]:
    """Each person with the figures that the lists tell, and the counts behind them."""
    counts = tallies(made.work, period)
    relations = relations_of(made, graded, sources, period, relation)
    history = tells_new(made.begin.get("orders"), period)
    found = [_person(one, counts.get(one.name, Tally()), made, relations, has_history=history) for one in people]
    return tuple(found), counts


def _person(
    one: Colleague, tally: Tally, made: Ready, relations: Mapping[str, int] | None, *, has_history: bool
) -> Person:
    """The figures of one person; ``has_history``: whether the orders tell who is new."""
    values: dict[str, Fraction] = {}
    new = None
    if made.work.lines is not None and "orders" not in made.nameless:
        values["sales"] = Fraction(tally["sales"], 10**made.work.lines.scale)
        values["served"] = Fraction(tally["buyers"])
        new = tally["new_customers"] if has_history and "first_orders" not in made.nameless else None
        if tally["buyers"]:
            values["per_customer"] = values["sales"] / tally["buyers"]
    if relations is not None:
        values["relations"] = Fraction(relations.get(one.name, 0))
    if made.work.contacts is not None and "activities" not in made.nameless:
        values["contacts"] = Fraction(tally["contacts"])
    return person_of(one, values, new)


def relations_of(
    made: Ready, graded: Graded, sources: Sources, period: Period, relation: Relation
) -> dict[str, int] | None:
    """How many customers each person keeps up with; None where the lists tell neither quality nor whose contacts are.

    A relation takes so many quality contacts of his in so many days up to the as-of, and an order in the period or an
    open deal.
    """
    if made.work.contacts is None or not made.recorded or "activities" in made.nameless:
        return None
    days = Period.ending(graded.as_of, relation.days)
    held = made.work.contacts.filter(
        nw.col("date").is_between(days.first, days.last), nw.col("quality"), nw.col(PERSON) != EVERYBODY
    )
    often = held.group_by(PERSON, "customer_key").agg(contacts=nw.len())
    often = often.filter(nw.col("contacts") >= relation.contacts)
    keys = {*_ordered(made, period), *_with_deal(sources.deals, graded, sources)}
    kept = often.filter(nw.col("customer_key").is_in(sorted(keys)))
    return dict(kept.group_by(PERSON).agg(customers=nw.len()).iter_rows())


def _ordered(made: Ready, period: Period) -> list[str]:
    if made.work.lines is None:
        return []
    lines = made.work.lines.frame.filter(nw.col("date").is_between(period.first, period.last))
    bought: list[str] = orders_in(lines).filter(nw.col("orders") > 0).get_column("key").unique().to_list()
    return bought


def _with_deal(deals: Records | None, graded: Graded, sources: Sources) -> list[str]:
    """The customers with a deal that is open."""
    if deals is None:
        return []
    frame = with_customer_key(deals, graded.population)
    states = with_state(deals, sources.words).get_column(STATE)
    held = frame.with_columns(states.alias(STATE)).filter(nw.col(STATE) == "open", ~nw.col("customer_key").is_null())
    keys: list[str] = held.get_column("customer_key").unique().to_list()
    return keys


def part_time(people: Sequence[Colleague]) -> list[Colleague]:
    """People with less than a full-time post."""
    return [one for one in people if one.share < 1]


def newcomers(people: Sequence[Colleague], period: Period) -> list[str]:
    """People who were hired after the first of the days."""
    return [one.name for one in people if one.hired is not None and one.hired > period.first]
