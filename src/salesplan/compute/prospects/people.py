"""The people prospects are handed out to: skill, how many they can take, where they are, who is there at all."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Literal

from salesplan.compute.rounding import half_up
from salesplan.compute.team.staff import owner_key
from salesplan.model.near import plain_name
from salesplan.model.plan.team import Member
from salesplan.model.records import Records
from salesplan.model.table import scaled

Band = Literal["H", "M", "L"]
BANDS: tuple[Band, ...] = ("H", "M", "L")
"""Bands of skill, and tiers of prospects: high, mid, low."""
_THIRDS = 3


@dataclass(frozen=True)
class Person:
    """One of the team. ``capacity`` is how many open prospects he can have; ``band`` the third of skill he is in.

    ``here`` is false before he is hired and after ``left``, his last day worked. ``share`` is the part of full time
    that he works.
    """

    name: str
    id: str | None = None
    skill: Decimal | None = None
    capacity: int = 0
    own_capacity: bool = False
    places: frozenset[str] = frozenset()
    here: bool = True
    left: date | None = None
    band: Band = "L"
    share: Decimal = Decimal(1)

    @property
    def takes(self) -> bool:
        """Whether he may be given anything new: he is here, and nobody knows of a day on which he leaves."""
        return self.here and self.left is None

    @property
    def key(self) -> str:
        """By what people are told apart and put in order: the id, else the name."""
        return self.id or self.name


@dataclass(frozen=True)
class People:
    """The team in the order of its keys. ``again``: people who stand twice; ``namesakes``: names that two have."""

    everyone: tuple[Person, ...]
    again: tuple[str, ...] = ()
    namesakes: tuple[str, ...] = ()

    def of(self, owner: str) -> tuple[Person, ...]:
        """The people whom an owner may mean: by id, else by name; of two with one name both."""
        wanted = owner_key(owner)
        by_id = tuple(each for each in self.everyone if each.id and owner_key(each.id) == wanted)
        return by_id or tuple(each for each in self.everyone if owner_key(each.name) == wanted)

    @property
    def known(self) -> tuple[str, ...]:
        """Every name and id that an owner may be written as."""
        return tuple(word for each in self.everyone for word in (each.name, each.id) if word)


def people_of(reps: Records, capacity: int, as_of: date, members: Sequence[Member] = ()) -> People:
    """The team of a list. Region, last day and share of time may stand in the plan's team.

    Who has no capacity of his own has the plan's, in proportion to his share, halves up.

    A second row with the same id, or with the same name where one has no id, is the same person: the first by key
    counts. Bands are thirds of the people who are here by skill, equal skill in the upper one; without skill it is L.
    """
    planned = {owner_key(member.name): member for member in members if not member.vacancy}
    rows = sorted(_listed(reps, capacity, as_of, planned), key=lambda each: (each.key, each.name, repr(each)))
    kept: dict[str, Person] = {}
    again: list[str] = []
    ids = Counter(plain_name(each.name) for each in rows if each.id)
    for each in rows:
        alone = each.id is None and plain_name(each.name) in ids
        key = plain_name(each.name) if alone else plain_name(each.key)
        if alone or key in kept:
            again.append(each.name)
        else:
            kept[key] = each
    names = Counter(plain_name(each.name) for each in kept.values())
    twice = sorted({each.name for each in kept.values() if names[plain_name(each.name)] > 1})
    return People(_banded(tuple(kept.values())), tuple(sorted(again)), tuple(twice))


def people_of_plan(members: Iterable[Member], as_of: date) -> People:
    """The plan's team, for where no list is given: nobody's skill is known."""
    there = sorted((member for member in members if not member.vacancy), key=lambda member: member.name)
    return People(
        tuple(
            Person(
                member.name,
                places=frozenset(plain_name(place) for place in (member.region, member.team) if place),
                here=(member.joined is None or member.joined <= as_of)
                and (member.left is None or member.left >= as_of),
                left=member.left,
                share=member.share,
            )
            for member in there
        )
    )


def _listed(reps: Records, capacity: int, as_of: date, planned: Mapping[str, Member]) -> Iterable[Person]:
    keys = ("id", "name", "skill", "capacity", "region", "team", "hired", "left")
    none = [None] * len(reps)
    columns = [reps.frame.get_column(key).to_list() if reps.has(key) else none for key in keys]
    for id_, name, skill, own, region, team, hired, left in zip(*columns, strict=True):
        called = name or id_
        member = planned.get(owner_key(called))
        places = (region, team, member.region if member else None)
        last = left or (member.left if member else None)
        share = member.share if member else Decimal(1)
        yield Person(
            called,
            id_,
            None if skill is None else scaled(skill, reps.scales.get("skill", 0)),
            int(half_up(Fraction(capacity) * Fraction(share), 0)) if own is None else own,
            own is not None,
            frozenset(plain_name(place) for place in places if place),
            (hired is None or hired <= as_of) and (last is None or last >= as_of),
            last,
            share=share,
        )


def _banded(people: tuple[Person, ...]) -> tuple[Person, ...]:
    """The people with their thirds of skill."""
    skills = sorted((each.skill for each in people if each.here and each.skill is not None), reverse=True)
    if not skills:
        return people
    high, mid = (skills[-(-len(skills) * part // _THIRDS) - 1] for part in (1, 2))
    return tuple(_in_band(each, high, mid) for each in people)


def _in_band(person: Person, high: Decimal, mid: Decimal) -> Person:
    if person.skill is None:
        return person
    return replace(person, band="H" if person.skill >= high else "M" if person.skill >= mid else "L")
