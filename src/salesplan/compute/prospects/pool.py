"""The rules of the public pool (公海): how many one may keep, when one falls back, who may not take one again.

And which prospects are to be given to somebody, with the fewest moves that relieve those who have too many.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from salesplan.compute.prospects.assigning import Loads, Waiting
from salesplan.compute.prospects.people import People, Person
from salesplan.compute.prospects.prospect_rows import in_order
from salesplan.compute.prospects.ranking import Ranked
from salesplan.model.near import plain_name
from salesplan.model.plan.prospects import ProspectParameters


@dataclass(frozen=True)
class Pool:
    """The prospects of a team on a day.

    ``held``: those that take someone's time, by the key of each person who has them. ``nobodys`` have no owner or one
    who left; ``idle`` ones fall back to the pool, ``soon`` ones will; ``back`` are held again by who gave them back.
    """

    held: Mapping[str, tuple[Ranked, ...]]
    nobodys: tuple[Waiting, ...]
    idle: tuple[Waiting, ...]
    soon: tuple[Ranked, ...]
    back: tuple[Ranked, ...]
    customers: tuple[Ranked, ...]

    @property
    def loads(self) -> Loads:
        """How many each person has."""
        return {key: len(rows) for key, rows in self.held.items()}


def pool_of(
    rows: Iterable[Ranked], people: People, told: ProspectParameters, as_of: date, *, recorded: bool = True
) -> Pool:
    """Who has whom, and who is to be had.

    Idle is one whose last contact (without one his creation) is ``idle_days`` back or more, ``soon`` one for whom that
    comes within ``warn_days``; none where no contacts are ``recorded`` at all. Who gave one back may have him again
    ``cool_off_days`` later. Protected ones never fall back. Prospects who are customers already, and those of owners
    nobody knows, are not handed out.
    """
    whose = [(row, _owners(row, people)) for row in rows if row.worked]
    held: dict[str, list[Ranked]] = {}
    for row, mine in whose:
        for one in mine if not _nobodys(row, mine, as_of) else ():
            held.setdefault(one.key, []).append(row)
    free = [(row, mine) for row, mine in whose if row.customer is None]
    nobodys = [_waiting(row, people, told, as_of) for row, mine in free if _nobodys(row, mine, as_of)]
    owned = [(row, mine) for row, mine in free if mine and not _nobodys(row, mine, as_of)]
    aging = [(row, mine) for row, mine in owned if recorded and not _is_protected(row, mine, told)]
    early = told.idle_days - told.warn_days
    return Pool(
        {key: tuple(each) for key, each in held.items()},
        tuple(nobodys),
        tuple(
            Waiting(row, "idle", _barred(row, people, told, as_of) | {one.key for one in mine})
            for row, mine in aging
            if (row.touch.idle or 0) >= told.idle_days
        ),
        tuple(row for row, _ in aging if row.touch.idle is not None and early <= row.touch.idle < told.idle_days),
        tuple(row for row, mine in owned if _barred(row, people, told, as_of) & {one.key for one in mine}),
        tuple(row for row, _ in whose if row.customer is not None),
    )


def excess_of(person: Person, pool: Pool, told: ProspectParameters) -> tuple[tuple[Ranked, ...], int]:
    """What a person is to let go of, and how many more he has than he may: the least valuable and longest idle first.

    Fewer than the excess where the others are protected, or customers already.
    """
    rows = pool.held.get(person.key, ())
    over = max(len(rows) - person.capacity, 0)
    movable = [row for row in rows if row.customer is None and not _is_protected(row, (person,), told)]
    return tuple(sorted(movable, key=_release_order)[:over]), over


def relief_of(people: People, pool: Pool, told: ProspectParameters, as_of: date) -> tuple[Waiting, ...]:
    """The fewest moves that relieve everyone who has too many, in order of rank."""
    found: dict[int, Waiting] = {}
    for person in people.everyone:
        for row in excess_of(person, pool, told)[0] if person.here else ():
            barred = _barred(row, people, told, as_of) | {one.key for one in _owners(row, people)}
            found.setdefault(id(row), Waiting(row, "overload", barred))
    return tuple(sorted(found.values(), key=by_rank))


def by_rank(waiting: Waiting) -> int:
    """The best prospect first; those without a rank after them, as they stand in the ranking."""
    return waiting.row.place


def _release_order(row: Ranked) -> tuple[Any, ...]:
    value = row.prospect.expected
    return value is not None, value or 0, -(row.touch.idle or 0), in_order(row.prospect)


def _waiting(row: Ranked, people: People, told: ProspectParameters, as_of: date) -> Waiting:
    why = "new" if row.prospect.deal.owner is None else "owner_left"
    return Waiting(row, why, _barred(row, people, told, as_of))  # type: ignore[arg-type] # one of the two


def _barred(row: Ranked, people: People, told: ProspectParameters, as_of: date) -> frozenset[str]:
    """Who gave the prospect back less than ``cool_off_days`` ago."""
    given, back = row.prospect.more.previous_owner, row.prospect.more.returned
    if given is None or back is None or not 0 <= (as_of - back).days < told.cool_off_days:
        return frozenset()
    return frozenset(one.key for one in people.of(given))


def _is_gone(person: Person, as_of: date) -> bool:
    return person.left is not None and person.left < as_of


def _owners(row: Ranked, people: People) -> tuple[Person, ...]:
    """The people of the team who have a prospect: nobody, one, or two of one name."""
    owner = row.prospect.deal.owner
    return people.of(owner) if owner else ()


def _nobodys(row: Ranked, mine: Sequence[Person], as_of: date) -> bool:
    """Whether a prospect has no owner, or one who left."""
    return not row.prospect.deal.owner or (bool(mine) and all(_is_gone(one, as_of) for one in mine))


def _is_protected(row: Ranked, mine: Sequence[Person], told: ProspectParameters) -> bool:
    """Whether a prospect, his customer or his owner is never moved."""
    protected = frozenset(map(plain_name, told.protected))
    owners = (plain_name(name) for one in mine for name in (one.id, one.name) if name)
    return row.prospect.is_one_of(protected) or any(name in protected for name in owners)
