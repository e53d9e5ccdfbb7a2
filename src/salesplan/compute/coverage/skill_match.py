"""Whether the best people serve the best customers (methods.md 8.4)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Any

import narwhals as nw

from salesplan.compute.prospects.people import People, Person
from salesplan.compute.rounding import half_up
from salesplan.model.near import plain_name

Frame = nw.DataFrame[Any]


@dataclass(frozen=True)
class Mismatch:
    """A customer of a high tier whose owner is not in the top third of skill. ``skill`` None is not known.

    ``better`` are those of the top third in his region who are not about to leave; empty where there is none, or no
    region is known.
    """

    id: str | None
    name: str | None
    tier: str
    worth: Decimal
    owner: str | None
    skill: Decimal | None
    region: str | None = None
    better: tuple[str, ...] = ()


@dataclass(frozen=True)
class TopPerson:
    """One of the top third of skill, with his customers and hours in low tiers; hours None where they are not known."""

    name: str
    skill: Decimal | None
    low_customers: int
    low_hours: Decimal | None
    hours: Decimal | None


@dataclass(frozen=True)
class SkillMatch:
    """``high_customers`` are those of high tiers with an owner in the team, ``mismatched`` those whose owner is no top.

    ``mismatches`` are all of these, the most valuable first; ``top_people`` those of the top third who spend on low
    tiers, most hours first. ``unserved`` counts high customers without an owner or with one nobody knows.
    """

    top: tuple[str, ...]
    high_customers: int
    mismatched: int
    unserved: int
    mismatches: tuple[Mismatch, ...]
    top_people: tuple[TopPerson, ...]


def skill_match(
    customers: Sequence[Mapping[str, Any]],
    people: People,
    by_person: Mapping[tuple[str, str | None], Fraction],
    high: Iterable[str],
    low: Iterable[str],
) -> SkillMatch | None:
    """Owners against tiers. ``customers`` have id, name, tier, worth and owner. None where nobody's skill is known."""
    if not any(each.skill is not None for each in people.everyone):
        return None
    top = [each for each in people.everyone if each.here and each.skill is not None and each.band == "H"]
    important = [row for row in customers if row["tier"] in set(high)]
    owners = {row["owner"]: people.of(row["owner"]) for row in important if row["owner"]}
    served = [(row, owners[row["owner"]][0]) for row in important if owners.get(row["owner"])]
    wrong = [_mismatch(row, person, top) for row, person in served if person.band != "H"]
    wrong.sort(key=lambda m: (-m.worth, m.id or "", m.name or ""))
    return SkillMatch(
        tuple(sorted(each.name for each in top)),
        len(served),
        len(wrong),
        len(important) - len(served),
        tuple(wrong),
        _top_people(top, people, customers, by_person, set(low)),
    )


def _mismatch(row: Mapping[str, Any], person: Person, top: Iterable[Person]) -> Mismatch:
    region = row.get("region")
    near = (each.name for each in top if each.takes and region and plain_name(region) in each.places)
    return Mismatch(
        row["id"], row["name"], row["tier"], row["worth"], person.name, person.skill, region, tuple(sorted(near))
    )


def _top_people(
    top: Iterable[Person],
    people: People,
    customers: Iterable[Mapping[str, Any]],
    by_person: Mapping[tuple[str, str | None], Fraction],
    low: set[str],
) -> tuple[TopPerson, ...]:
    """The top people with time or customers in low tiers."""
    counts: dict[str, int] = {}
    for row in customers:
        if row["tier"] in low and row["owner"]:
            for one in people.of(row["owner"])[:1]:
                counts[one.key] = counts.get(one.key, 0) + 1
    spent: dict[str, Fraction] = {}
    on_low: dict[str, Fraction] = {}
    for (rep, tier), hours in by_person.items():
        for one in people.of(rep)[:1]:
            spent[one.key] = spent.get(one.key, Fraction(0)) + hours
            on_low[one.key] = on_low.get(one.key, Fraction(0)) + (hours if tier in low else 0)
    found = [
        TopPerson(one.name, one.skill, counts.get(one.key, 0), _hours(on_low.get(one.key)), _hours(spent.get(one.key)))
        for one in top
    ]
    busy = [each for each in found if each.low_customers or each.low_hours]
    return tuple(sorted(busy, key=lambda each: (-(each.low_hours or 0), -each.low_customers, each.name)))


def _hours(value: Fraction | None) -> Decimal | None:
    return None if value is None else half_up(value, 2)
