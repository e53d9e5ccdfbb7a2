"""Prospects handed out as a result: who gets whom and why, what each person has then, what falls back to the pool."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from salesplan.compute.prospects.assign import BY_RULE, AssignChoice, Assignment, Queue, assigned
from salesplan.compute.prospects.assign_findings import of_assignment
from salesplan.compute.prospects.assigning import FITS, Placement
from salesplan.compute.prospects.deal_state import deal_words
from salesplan.compute.prospects.people import people_of
from salesplan.compute.prospects.prospect_findings import of_activities, of_contacts, of_list, of_people
from salesplan.compute.prospects.prospect_rows import as_amount, with_names
from salesplan.compute.prospects.rank_page import parameters_of
from salesplan.compute.prospects.ranking import Ranked, ranking_of
from salesplan.model.plan.plan import Plan
from salesplan.model.records import Records
from salesplan.model.result import Origin, Parameter, Result
from salesplan.model.table import ColumnSpec, Table, Value

STEPS: tuple[str, ...] = ("assign", "nobody_free", "release", "reclaim", "warn", "customer")
"""Given to somebody; nobody has room; too many: to be let go of; idle: falls back; will soon; is a customer already."""
WHYS: tuple[str, ...] = ("new", "owner_left", "idle", "overload", "idle_soon", "customer")
COLUMNS = (
    *(ColumnSpec("step", "code"), ColumnSpec("why", "code"), ColumnSpec("rank", "integer"), ColumnSpec("tier", "code")),
    *(ColumnSpec("id", "text"), ColumnSpec("name", "text"), ColumnSpec("region", "text")),
    *(ColumnSpec("expected", "amount"), ColumnSpec("owner", "text"), ColumnSpec("to", "text")),
    *(ColumnSpec("to_id", "text"), ColumnSpec("skill", "score"), ColumnSpec("fit", "code")),
    *(ColumnSpec("idle_days", "integer"), ColumnSpec("next_step", "text"), ColumnSpec("next_date", "date")),
)


@dataclass(frozen=True)
class PersonLoad:
    """One person: skill, room, open prospects before and after, how many he is given, and how many too many he has.

    Who has a day on which he ``left`` or will is given nothing. ``share`` is the part of full time he works.
    """

    name: str
    id: str | None
    skill: Decimal | None
    band: str
    here: bool
    capacity: int
    before: int
    given: int
    after: int
    over: int
    names: tuple[str, ...]
    left: date | None = None
    share: Decimal = Decimal(1)


@dataclass(frozen=True)
class AssignSummary:
    """What was handed out. ``worth`` is expected value x skill fit of what somebody got; ``by_rule`` that of the rule.

    ``fits`` counts the placements by fit; ``moves`` are those that took a prospect from somebody; ``idle`` fall back to
    the pool now, ``soon`` within the days of the early warning.
    """

    to_place: int
    placed: int
    nobody_free: int
    moves: int
    fits: dict[str, int]
    worth: Decimal
    by_rule: Decimal | None
    different: int | None
    over: int
    idle: int
    soon: int
    customers: int
    people: tuple[PersonLoad, ...]


def prospects_assigned(
    records: Records,
    reps: Records,
    plan: Plan,
    as_of: date,
    choice: AssignChoice = BY_RULE,
    activities: Records | None = None,
    customers: Records | None = None,
) -> Result[AssignSummary]:
    """The prospects of a list handed out to the people of another (compute/prospects/assign.py)."""
    told = plan.parameters.prospects
    words = deal_words(plan.parameters.value, plan.strategy.process)
    records = with_names(records)
    ranking = ranking_of(records, words, plan.parameters, as_of, activities, customers)
    people = people_of(reps, told.capacity, as_of, plan.team.members)
    done = assigned(ranking, people, told, as_of, choice)
    lists = [each for each in (records, reps, activities, customers) if each is not None]
    findings = (
        *(problem for each in lists[:2] for problem in each.findings),
        *of_list(ranking, records, words, reps),
        *of_people(people, reps),
        *of_assignment(done, people, reps, told, choice),
        *of_activities(activities),
        *of_contacts(ranking),
    )
    return Result(
        "prospects assign",
        as_of,
        summary_of(done, reclaimed=choice.reclaim),
        Table(COLUMNS, tuples=tuple(_rows(done, reclaimed=choice.reclaim))),
        (*parameters_of(plan), *_parameters(plan, choice)),
        findings,
        tuple(source for each in lists for source in each.inputs),
    )


def summary_of(done: Assignment, *, reclaimed: bool = False) -> AssignSummary:
    """The assignment as figures."""
    placed = [each for each in done.placements if each.to is not None]
    fits = [each.fit for each in placed]
    return AssignSummary(
        len(done.placements),
        len(placed),
        len(done.placements) - len(placed),
        sum(each.waiting.why != "new" for each in placed),
        {fit: fits.count(fit) for fit in FITS},
        as_amount(done.worth) or Decimal(0),
        as_amount(done.by_rule),
        done.different,
        sum(queue.over for queue in done.queues),
        0 if reclaimed else len(done.pool.idle),
        len(done.pool.soon),
        len(done.pool.customers),
        tuple(_load(queue) for queue in done.queues),
    )


def _load(queue: Queue) -> PersonLoad:
    person = queue.person
    names = tuple(each.waiting.row.prospect.name or each.waiting.row.prospect.key for each in queue.given)
    return PersonLoad(
        person.name,
        person.id,
        person.skill,
        person.band,
        person.here,
        person.capacity,
        queue.before,
        len(queue.given),
        queue.after,
        queue.over,
        names,
        person.left,
        person.share,
    )


def _rows(done: Assignment, *, reclaimed: bool) -> Iterator[tuple[Value, ...]]:
    """A row each: who is given to whom, then what falls back or is to be let go of."""
    moved = {id(each.waiting.row) for each in done.placements}
    yield from (_placed(each) for each in done.placements)
    for queue in done.queues:
        yield from (_row("release", "overload", row) for row in queue.release)
    if not reclaimed:
        yield from (_row("reclaim", "idle", each.row) for each in done.pool.idle if id(each.row) not in moved)
    yield from (_row("warn", "idle_soon", row) for row in done.pool.soon if id(row) not in moved)
    yield from (_row("customer", "customer", row) for row in done.pool.customers)


def _placed(placement: Placement) -> tuple[Value, ...]:
    step = "assign" if placement.to is not None else "nobody_free"
    return _row(step, placement.waiting.why, placement.waiting.row, placement)


def _row(step: str, why: str, row: Ranked, placement: Placement | None = None) -> tuple[Value, ...]:
    prospect = row.prospect
    to = placement.to if placement else None
    return (
        *(step, why, row.rank, row.tier),
        *(prospect.deal.id, prospect.name, prospect.more.region),
        *(as_amount(prospect.expected), prospect.deal.owner),
        *((None, None, None) if to is None else (to.name, to.id, to.skill)),
        placement.fit if placement else None,
        *(row.touch.idle, row.touch.next_step, row.touch.next_date),
    )


def _parameters(plan: Plan, choice: AssignChoice) -> Iterator[Parameter]:
    """The numbers that decide who may have how many, and for how long."""
    told = plan.parameters.prospects
    for key in ("capacity", *(("protected",) if told.protected else ()), "idle_days", "warn_days", "cool_off_days"):
        yield Parameter(f"parameters.prospects.{key}", getattr(told, key), "plan")
    asked: Origin = "option"
    yield Parameter("parameters.prospects.region", choice.region or told.region, asked if choice.region else "plan")
    if choice.optimal:
        yield Parameter("parameters.prospects.fit", told.fit.model_dump(), "plan")
    for name in ("rebalance", "reclaim", "optimal"):
        if getattr(choice, name):
            yield Parameter(name, value=True, source=asked)
