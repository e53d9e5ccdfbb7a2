"""Who gets which prospect: those without an owner, those of people who left, and what was asked for besides."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction
from functools import partial

from salesplan.compute.prospects.assigning import Loads, Placement, Waiting, handed_out, total_worth
from salesplan.compute.prospects.optimal import best_handed_out
from salesplan.compute.prospects.people import People, Person
from salesplan.compute.prospects.pool import Pool, by_rank, excess_of, pool_of, relief_of
from salesplan.compute.prospects.ranking import Ranked, Ranking
from salesplan.model.plan.prospects import ProspectParameters

Method = Callable[[Sequence[Waiting], Sequence[Person], Loads], tuple[Placement, ...]]


@dataclass(frozen=True)
class AssignChoice:
    """What is asked for: also those of people with too many, also idle ones, the best sum, the same region first."""

    rebalance: bool = False
    reclaim: bool = False
    optimal: bool = False
    region: bool = False


BY_RULE = AssignChoice()


@dataclass(frozen=True)
class Queue:
    """What one person has before and after, and what he is to let go of; ``over`` is how many he has too many."""

    person: Person
    before: int
    after: int
    given: tuple[Placement, ...]
    release: tuple[Ranked, ...]
    over: int


@dataclass(frozen=True)
class Assignment:
    """The whole: every placement in order, a queue for each person, the pool, and what the sum is worth.

    ``by_rule`` is what the assignment by rule is worth, and ``different`` how many the best one gives to someone else;
    both None unless the best one was asked for.
    """

    placements: tuple[Placement, ...]
    queues: tuple[Queue, ...]
    pool: Pool
    worth: Fraction
    by_rule: Fraction | None = None
    different: int | None = None


def assigned(
    ranking: Ranking, people: People, told: ProspectParameters, as_of: date, choice: AssignChoice = BY_RULE
) -> Assignment:
    """The prospects given out in order of rank; moves that relieve people come last, as far as others have room.

    By default those without an owner or whose owner left; ``reclaim``: also idle ones; ``rebalance``: also what people
    with too many are to let go of, which they keep where nobody else has room.
    """
    region = choice.region or told.region
    pool = pool_of(ranking.rows, people, told, as_of, recorded=ranking.contacts.recorded)
    rule: Method = partial(handed_out, region=region)
    best: Method = partial(best_handed_out, fit=told.fit, region=region)
    placements, loads = _placed(pool, people, told, as_of, choice, best if choice.optimal else rule)
    done = Assignment(
        placements,
        _queues(pool, people, told, placements, loads),
        pool,
        total_worth(placements, told.fit, region=region),
    )
    if not choice.optimal:
        return done
    plain, _ = _placed(pool, people, told, as_of, choice, rule)
    return replace(done, by_rule=total_worth(plain, told.fit, region=region), different=_different(placements, plain))


def _placed(
    pool: Pool, people: People, told: ProspectParameters, as_of: date, choice: AssignChoice, method: Method
) -> tuple[tuple[Placement, ...], Loads]:
    """Who gets whom: first those who have nobody to see to them, then those who have too busy an owner."""
    loads = pool.loads
    reclaimed = pool.idle if choice.reclaim else ()
    gone = {id(each.row) for each in reclaimed}
    for key, rows in pool.held.items():
        loads[key] -= sum(id(row) in gone for row in rows)
    urgent = sorted((*pool.nobodys, *reclaimed), key=by_rank)
    placed = list(method(urgent, people.everyone, loads))
    if choice.rebalance:
        left = replace(pool, held={k: tuple(r for r in rows if id(r) not in gone) for k, rows in pool.held.items()})
        relief = method(relief_of(people, left, told, as_of), people.everyone, loads)
        for each in relief:
            for key in _holders(each.waiting.row, left) if each.to is not None else ():
                loads[key] -= 1
        placed += [each for each in relief if each.to is not None]
    return tuple(placed), loads


def _holders(row: Ranked, pool: Pool) -> list[str]:
    return [key for key, rows in pool.held.items() if any(each is row for each in rows)]


def _queues(
    pool: Pool, people: People, told: ProspectParameters, placements: Sequence[Placement], loads: Loads
) -> tuple[Queue, ...]:
    moved = {id(each.waiting.row) for each in placements if each.to is not None}
    found = []
    for person in people.everyone:
        given = tuple(each for each in placements if each.to is not None and each.to.key == person.key)
        after, before = loads.get(person.key, 0), len(pool.held.get(person.key, ()))
        still = max(after - person.capacity, 0) if person.here else 0
        release = [row for row in excess_of(person, pool, told)[0] if id(row) not in moved][:still]
        found.append(Queue(person, before, after, given, tuple(release), still))
    return tuple(found)


def _different(one: Sequence[Placement], other: Sequence[Placement]) -> int:
    """How many prospects have someone else (or nobody) in the other assignment."""
    first, second = ({id(p.waiting.row): p.to.key for p in each if p.to is not None} for each in (one, other))
    return sum(first.get(row) != second.get(row) for row in {*first, *second})
