"""Prospects handed out by tier and skill, as far as people have room (methods.md 8.1)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Any, Literal

from salesplan.compute.prospects.people import BANDS, Band, Person
from salesplan.compute.prospects.ranking import Ranked
from salesplan.model.near import plain_name
from salesplan.model.plan.prospects import FitParameters

Why = Literal["new", "owner_left", "idle", "overload", "idle_soon", "customer"]
Fit = Literal["fits", "below", "above"]
Loads = dict[str, int]
"""Open prospects of each person, by key."""
FITS: tuple[Fit, ...] = ("fits", "below", "above")
_TURN: Mapping[Band, tuple[Band, ...]] = {"H": ("H", "M", "L"), "M": ("M", "H", "L"), "L": ("L", "M", "H")}
"""Which band of skill has its turn first for a tier: a mid one goes to better hands before it goes to worse."""
_NO_SKILL = Decimal(-1)


@dataclass(frozen=True)
class Waiting:
    """A prospect who is to be given to somebody, why, and who may not have him (keys)."""

    row: Ranked
    why: Why
    barred: frozenset[str] = frozenset()

    @property
    def tier(self) -> Band:
        """Of what tier he counts: one without a known value is for those who learn by asking."""
        return self.row.tier or "L"


@dataclass(frozen=True)
class Placement:
    """Who gets a prospect; None where nobody has room."""

    waiting: Waiting
    to: Person | None

    @property
    def fit(self) -> Fit | None:
        """Whether the skill is that of the tier; None where nobody's is known, or nobody gets him."""
        return None if self.to is None or self.to.skill is None else fit_of(self.waiting.tier, self.to)


def fit_of(tier: Band, person: Person) -> Fit:
    """Whether a person's band of skill is the tier's, below it or above it."""
    steps = BANDS.index(person.band) - BANDS.index(tier)
    return "fits" if not steps else "below" if steps > 0 else "above"


def fit_share(waiting: Waiting, person: Person, fit: FitParameters, *, region: bool) -> Fraction:
    """What part of his value a prospect keeps: less for each band of skill below or above, and in another region."""
    steps = BANDS.index(person.band) - BANDS.index(waiting.tier)
    share = Fraction(fit.below if steps > 0 else fit.above) ** abs(steps)
    away = region and not is_near(waiting.row, person)
    return share * Fraction(fit.other_region) if away else share


def worth_of(waiting: Waiting, person: Person, fit: FitParameters, *, region: bool) -> Fraction:
    """Expected value x skill fit; 0 for one without a known value."""
    return (waiting.row.prospect.expected or Fraction(0)) * fit_share(waiting, person, fit, region=region)


def total_worth(placements: Sequence[Placement], fit: FitParameters, *, region: bool) -> Fraction:
    """What all placements are worth together."""
    each = (worth_of(one.waiting, one.to, fit, region=region) for one in placements if one.to is not None)
    return sum(each, Fraction(0))


def is_near(row: Ranked, person: Person) -> bool:
    """Whether a prospect is in a person's region (or his team's, where teams are called by regions); unknown is not."""
    region = row.prospect.more.region
    return region is not None and plain_name(region) in person.places


def handed_out(
    waiting: Sequence[Waiting], people: Sequence[Person], loads: Loads, *, region: bool
) -> tuple[Placement, ...]:
    """Each prospect in turn to the first person with room; ``loads`` grow as they are given.

    High: the highest skill first. Mid: the middle third of skill, then better, then worse. Low: the lowest skill first.
    People of one skill: fewer open prospects first, then by key. With ``region`` those of his region come first within
    a band. Who was given one back not long ago may not have it (``barred``).
    """
    found = []
    for each in waiting:
        able = [one for one in people if has_room(one, loads) and one.key not in each.barred]
        to = min(able, key=lambda one: _turn(each, one, loads, region=region), default=None)
        if to is not None:
            loads[to.key] = loads.get(to.key, 0) + 1
        found.append(Placement(each, to))
    return tuple(found)


def has_room(person: Person, loads: Mapping[str, int]) -> bool:
    """Whether a person may be given anything new and can take one more."""
    return person.takes and loads.get(person.key, 0) < person.capacity


def _turn(waiting: Waiting, person: Person, loads: Mapping[str, int], *, region: bool) -> tuple[Any, ...]:
    tier = waiting.tier
    away = region and not is_near(waiting.row, person)
    skill = _NO_SKILL if person.skill is None else person.skill
    skilled = skill if tier == "L" else -skill
    unknown = person.skill is None
    return _TURN[tier].index(person.band), away, unknown, skilled, loads.get(person.key, 0), person.key
