"""Which names are compared at all: those that share a key; never all with all."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

from salesplan.compute.cleaning.company_name import CompanyName
from salesplan.compute.cleaning.places import Place, unlike
from salesplan.compute.cleaning.resemblance import sound

NEIGHBOURS = 5
"""Of a block that is too large each name is compared with so many behind it in the order of its signs."""
LONGEST = 24
"""Signs of a name beyond which none is left out for a key."""
BRAND = "*"
"""Begins the key of a brand, which stands in every province."""


@dataclass(frozen=True)
class Named:
    """A name to be compared, and where its company is by name and by column."""

    name: CompanyName
    place: Place


@dataclass
class Blocks:
    """The pairs to compare. ``cut`` counts the blocks that were too large, ``largest`` the names of the largest."""

    names: Sequence[Named]
    most: int
    cut: int = 0
    largest: int = 0

    def pairs(self) -> Iterator[tuple[int, int]]:
        """Every two names that share a key, by their positions, the smaller first; some come more than once."""
        first: dict[str, int] = {}
        shared: dict[str, list[int]] = {}  # few keys have two names or more: lists are made for those only
        for at, named in enumerate(self.names):
            for key in keys_of(named.name):
                if first.setdefault(key, at) != at:
                    shared.setdefault(key, [first[key]]).append(at)
        first.clear()
        for key, members in shared.items():
            yield from self._within(members, by_place=key.startswith(BRAND))

    def _within(self, members: list[int], *, by_place: bool) -> Iterator[tuple[int, int]]:
        if len(members) <= self.most:
            yield from combinations(members, 2)
            return
        for part in self._by_city(members) if by_place else [members]:
            if len(part) <= self.most:
                yield from combinations(part, 2)
                continue
            self.cut, self.largest = self.cut + 1, max(self.largest, len(part))
            ordered = sorted(part, key=lambda at: (self.names[at].name.core, at))
            for step in range(1, NEIGHBOURS + 1):
                yield from ((min(a, b), max(a, b)) for a, b in zip(ordered, ordered[step:], strict=False))

    def _by_city(self, members: list[int]) -> Iterable[list[int]]:
        """The members by city; those without one stand with each."""
        cities: dict[str, list[int]] = {}
        for at in members:
            cities.setdefault(self.names[at].place.city, []).append(at)
        anywhere = cities.pop("", [])
        if len(anywhere) > self.most:
            return [anywhere, *cities.values()]
        return [sorted([*part, *anywhere]) for part in cities.values()] or [anywhere]


def keys_of(name: CompanyName) -> list[str]:
    """The keys of a name: its brand by sound; its signs by sound, all, with one left out, and in order, by province."""
    if not name.core:
        return []
    if name.english:
        return _english_keys(name)
    heard, where = sound(name.core), name.place.province
    keys = [f"{BRAND}{sound(name.brand)}", f"={where}={''.join(sorted(heard))}"]
    if 2 < len(heard) <= LONGEST:  # noqa: PLR2004 - of two signs one would be left
        keys.append(f"-{where}-{heard}")
        keys += {f"-{where}-{heard[:at]}{heard[at + 1 :]}" for at in range(len(heard))}
    return keys


def _english_keys(name: CompanyName) -> list[str]:
    words = name.trades
    if len(words) == 1:
        return [name.core]
    parts = range(min(len(words), LONGEST))
    return [name.core, *(" ".join((*words[:at], "", *words[at + 1 :])) for at in parts)]


def apart(one: Named, other: Named) -> bool:
    """Whether the two are in other cities: by their names where both say it, else by what is known."""
    if one.name.place.province and other.name.place.province:
        return unlike(one.name.place, other.name.place)
    return unlike(one.place, other.place)
