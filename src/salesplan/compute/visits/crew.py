"""Who makes the visits: the sales people with what each can do in a day, and whose customers have nobody."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction
from functools import cached_property
from types import MappingProxyType
from typing import Any

from salesplan.compute.near_keys import UnknownName, meant
from salesplan.compute.team.staff import owner_key
from salesplan.model.records import Records
from salesplan.model.table import scaled

ABSENT: tuple[str, ...] = ("no_owner", "unknown", "left")
"""Why a customer has nobody: no owner stands in the list, the team does not know him, or he has left."""
ALONE = ""
"""The one person of a list without any owner and without a team: whoever it is."""


@dataclass(frozen=True)
class Member:
    """A sales person: visits a day, first and last day at work (None: no limit). The last day is worked."""

    name: str
    per_day: Fraction
    hired: date | None = None
    left: date | None = None

    def works(self, day: date) -> bool:
        """Whether he is with us on this day."""
        return (self.hired is None or self.hired <= day) and (self.left is None or day <= self.left)


@dataclass(frozen=True)
class Crew:
    """The people who visit, by name. ``of`` is whose customers those of an owner are, by the name in the list.

    ``absent`` says for the other owners (``""``: none) why nobody visits them; ``unknown`` are owners that the team
    does not know, with the customers they have; ``without_team``: nobody said who is in the team.
    """

    members: tuple[Member, ...]
    of: Mapping[str, str]
    absent: Mapping[str, str]
    unknown: tuple[UnknownName, ...] = ()
    without_team: bool = False

    def member(self, name: str) -> Member:
        """The person of this name."""
        return self._by_name[name]

    @cached_property
    def _by_name(self) -> dict[str, Member]:
        return {member.name: member for member in self.members}


def crew_of(
    reps: Records | None,
    owners: Mapping[str | None, int],
    per_day: Fraction,
    as_of: date,
    leaving: Mapping[str, date] = MappingProxyType({}),
) -> Crew:
    """The crew for customers of these owners (each with how many customers he has).

    With a team, people whose last day lies before the as-of are out, and an owner is whoever has his name or id there,
    whatever the width, case, blanks and a mark that he left (``张三（离职）``). Without one everybody who owns a
    customer is in it; where nobody owns any, one nameless person is. ``leaving`` are last days that the plan's team
    gives; the list's own comes first.
    """
    named = {owner: count for owner, count in owners.items() if owner}
    last_days = {owner_key(name): day for name, day in leaving.items()}
    if reps is None:
        crew = _of_owners(sorted(named), per_day)
        return replace(crew, members=tuple(_leaving(member, last_days) for member in crew.members))
    team = [(words, _leaving(member, last_days)) for words, member in _team(reps, per_day)]
    by_name = {owner_key(word): member for words, member in reversed(team) for word in words}
    present = {member.name: member for _, member in reversed(team) if member.left is None or member.left >= as_of}
    of, absent = {}, {"": ABSENT[0]}
    for owner in named:
        found = by_name.get(owner_key(owner))
        if found is not None and found.name in present:
            of[owner] = found.name
        else:
            absent[owner] = ABSENT[1] if found is None else ABSENT[2]
    strangers = {owner: named[owner] for owner, why in absent.items() if why == ABSENT[1]}
    known = [words[0] for words, member in team if member.name in present]
    return Crew(tuple(reversed(present.values())), of, absent, meant(strangers, known))


def _leaving(member: Member, last_days: Mapping[str, date]) -> Member:
    return replace(member, left=member.left or last_days.get(owner_key(member.name)))


def _of_owners(names: list[str], per_day: Fraction) -> Crew:
    """Everybody who owns a customer; names that differ in width, case or blanks only are one person."""
    if not names:
        return Crew((Member(ALONE, per_day),), {ALONE: ALONE}, {}, without_team=True)
    first: dict[str, str] = {}
    of = {name: first.setdefault(owner_key(name), name) for name in names}
    members = tuple(Member(name, per_day) for name in first.values())
    return Crew(members, of, {"": ABSENT[0]}, without_team=True)


def _team(reps: Records, per_day: Fraction) -> list[tuple[tuple[str, ...], Member]]:
    """Each person with the words he is known by, name first, in order; who has neither name nor id is nobody."""
    found = []
    for row in reps.frame.iter_rows(named=True):
        words = tuple(str(row[key]) for key in ("name", "id") if row.get(key))
        if words:
            found.append((words, _member(row, words[0], reps.scales.get("contacts_per_day", 0), per_day)))
    return sorted(found, key=lambda each: (each[0], each[1].per_day, str(each[1].hired), str(each[1].left)))


def _member(row: Mapping[str, Any], name: str, scale: int, per_day: Fraction) -> Member:
    own = row.get("contacts_per_day")
    able = per_day if own is None else Fraction(scaled(own, scale))
    return Member(name, able, row.get("hired"), row.get("left"))
