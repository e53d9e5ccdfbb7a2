"""Territories made even with few customers moved: who gives which customer to whom, and what that changes."""

from __future__ import annotations

from bisect import bisect_left, bisect_right, insort
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction

REASONS: tuple[str, ...] = ("left", "no_owner", "balance")
"""Why a customer should change hands: his owner has left, he has none, or to even out loads."""
Place = tuple[Fraction, str]
Rank = tuple[int, Fraction, str]
"""How useful an account is: enough first, of these the smallest; else the largest; then by key."""


@dataclass(frozen=True)
class Account:
    """A customer as a load on his owner. ``owner`` None: he is to be handed over, for the ``reason`` given.

    ``stays``: never moved to even out loads.
    """

    key: str
    load: Fraction
    owner: str | None
    region: str | None = None
    stays: bool = False
    former: str | None = None
    reason: str = "balance"


@dataclass(frozen=True)
class Handover:
    """One customer to a new owner; loads of both afterwards. ``giver`` None where nobody is there to give."""

    account: Account
    giver: str | None
    taker: str
    same_region: bool
    giver_load: Fraction | None
    taker_load: Fraction


@dataclass
class Territories:
    """The load of each person, while accounts are being moved.

    ``places`` are the regions of each person; ``across``: loads may be evened out over regions, too. ``shares`` are the
    parts of full time that people work, 1 where none stands; ``mean`` is the load for full time. ``free`` are the
    accounts of each person that may still move, by region and load: what was moved once stays. One below ``slight`` is
    moved only where it is enough.
    """

    owners: Sequence[str]
    tolerance: Decimal
    places: Mapping[str, frozenset[str]]
    across: bool = True
    shares: Mapping[str, Fraction] = field(default_factory=dict)
    loads: dict[str, Fraction] = field(default_factory=dict)
    counts: dict[str, int] = field(default_factory=dict)
    free: dict[str, dict[str | None, list[Place]]] = field(default_factory=dict)
    by_key: dict[str, Account] = field(default_factory=dict)
    mean: Fraction = Fraction(0)
    slight: Fraction = Fraction(0)

    def fair(self, owner: str) -> Fraction:
        """What a person should have: the mean, for part of the time that part of it."""
        return self.mean * self.shares.get(owner, Fraction(1))

    def most(self, owner: str) -> Fraction:
        """The largest load of a person that is even."""
        return self.fair(owner) * (1 + Fraction(self.tolerance))

    def least(self, owner: str) -> Fraction:
        """The smallest load of a person that is even."""
        return self.fair(owner) * (1 - Fraction(self.tolerance))

    def level(self, owner: str) -> Fraction:
        """The load of a person as it would be for full time: by this people are compared."""
        return self.loads[owner] / self.shares.get(owner, Fraction(1))

    def own(self, account: Account, owner: str) -> None:
        """Begin with this account in these hands."""
        self.loads[owner] += account.load
        self.counts[owner] += 1
        if not account.stays and account.load > 0:
            insort(self.free[owner].setdefault(account.region, []), (account.load, account.key))

    def near(self, owner: str, region: str | None) -> bool:
        """Whether this person has that region; an account without a region lies nowhere."""
        return region is not None and region in self.places.get(owner, frozenset())

    def move(self, account: Account, giver: str | None, taker: str) -> Handover:
        """Hand the account over, for good."""
        if giver is not None:
            self.free[giver][account.region].remove((account.load, account.key))
            self.loads[giver] -= account.load
            self.counts[giver] -= 1
        self.loads[taker] += account.load
        self.counts[taker] += 1
        left = None if giver is None else self.loads[giver]
        return Handover(account, giver, taker, self.near(taker, account.region), left, self.loads[taker])

    def least_loaded(self, region: str | None, *, but: str | None = None, everyone: bool = False) -> str | None:
        """Who has least to do, of the people of a region or of everyone; None where there is nobody else."""
        able = (o for o in self.owners if o != but and (everyone or self.near(o, region)))
        return min(able, key=lambda o: (self.level(o), o), default=None)


def balanced(
    accounts: Iterable[Account],
    owners: Sequence[str],
    tolerance: Decimal,
    places: Mapping[str, frozenset[str]],
    *,
    across: bool = True,
    shares: Mapping[str, Fraction] | None = None,
) -> tuple[Territories, dict[str, Fraction], list[Handover]]:
    """The territories afterwards, the loads before, and the handovers in the order in which they should be made.

    First every account without an owner goes, largest first, to the least loaded person of its region, else of all.
    Then whoever is above the mean by more than the tolerance gives, the most loaded first, one account at a time to the
    least loaded person of its region, else (where ``across`` allows) of all: the smallest that brings him inside at
    once, else the largest, of at least half the load of a middle account, for less helps nobody; he never falls below
    the mean, the other never rises above the tolerance. At last whoever is too low takes from those above the mean in
    the same way. Loads are compared for full time (``shares``). No account moves twice. Ties go by name and key.
    """
    world = Territories(sorted(owners), tolerance, places, across, shares or {})
    world.loads = dict.fromkeys(world.owners, Fraction(0))
    world.counts = dict.fromkeys(world.owners, 0)
    world.free = {owner: {} for owner in world.owners}
    loose: list[Account] = []
    for account in accounts:
        world.by_key[account.key] = account
        if account.owner is None:
            loose.append(account)
        else:
            world.own(account, account.owner)
    before = dict(world.loads)
    if not world.owners:
        return world, before, []
    full_time = sum((world.shares.get(owner, Fraction(1)) for owner in world.owners), Fraction(0))
    world.mean = sum((*world.loads.values(), *(a.load for a in loose)), Fraction(0)) / full_time
    world.slight = _slight(world)
    steps = [_handed_over(world, account) for account in sorted(loose, key=lambda a: (-a.load, a.key))]
    stuck: set[str] = set()
    while step := _relief(world, stuck) or _filling(world):
        steps.append(step)
    return world, before, steps


def _slight(world: Territories) -> Fraction:
    """Half the load of the middle one of the accounts that may move."""
    loads = sorted(load for regions in world.free.values() for places in regions.values() for load, _ in places)
    return loads[(len(loads) - 1) // 2] / 2 if loads else Fraction(0)


def _handed_over(world: Territories, account: Account) -> Handover:
    """An account without an owner, to the least loaded near it."""
    taker = world.least_loaded(account.region) or world.least_loaded(None, everyone=True)
    return world.move(account, None, taker or world.owners[0])


def _relief(world: Territories, stuck: set[str]) -> Handover | None:
    """One account off the most loaded person who is above the tolerance; who cannot give anything is ``stuck``."""
    heavy = [owner for owner in world.owners if owner not in stuck and world.loads[owner] > world.most(owner)]
    for giver in sorted(heavy, key=lambda owner: (-world.level(owner), owner)):
        found = _given(world, giver, everyone=False) or (_given(world, giver, everyone=True) if world.across else None)
        if found is not None:
            return world.move(found[0], giver, found[1])
        stuck.add(giver)
    return None


def _given(world: Territories, giver: str, *, everyone: bool) -> tuple[Account, str] | None:
    """The most useful account that the giver can pass on, and who takes it; None where nobody can."""
    load = world.loads[giver]
    excess, room = load - world.most(giver), load - world.fair(giver)
    found: list[tuple[Rank, str]] = []
    for region, free in world.free[giver].items():
        taker = world.least_loaded(region, but=giver, everyone=everyone)
        limit = room if taker is None else min(room, world.most(taker) - world.loads[taker])
        if taker is not None and (rank := _most_useful(free, excess, limit, world.slight)):
            found.append((rank, taker))
    if not found:
        return None
    rank, taker = min(found)
    return world.by_key[rank[2]], taker


def _filling(world: Territories) -> Handover | None:
    """One account to the least loaded person who is below the tolerance; None when nobody can give."""
    low = [owner for owner in world.owners if world.loads[owner] < world.least(owner)]
    givers = [owner for owner in world.owners if world.loads[owner] > world.fair(owner)]
    for taker in sorted(low, key=lambda owner: (world.level(owner), owner)):
        found = _taken(world, taker, givers, everyone=False)
        found = found or (_taken(world, taker, givers, everyone=True) if world.across else None)
        if found is not None:
            return world.move(found[0], found[1], taker)
    return None


def _taken(world: Territories, taker: str, givers: Sequence[str], *, everyone: bool) -> tuple[Account, str] | None:
    """The most useful account for the taker, and who gives it; of equal ones the most loaded gives."""
    load = world.loads[taker]
    lack, space = world.least(taker) - load, world.fair(taker) - load
    found: list[tuple[tuple[int, Fraction], Fraction, str, str]] = []
    for giver in givers:
        limit = min(space, world.loads[giver] - world.fair(giver))
        for region, free in world.free[giver].items():
            if everyone or world.near(taker, region):
                rank = _most_useful(free, lack, limit, world.slight)
                found += [(rank[:2], -world.level(giver), giver, rank[2])] if rank else []
    if not found:
        return None
    _, _, giver, key = min(found)
    return world.by_key[key], giver


def _most_useful(free: Sequence[Place], needed: Fraction, limit: Fraction, slight: Fraction) -> Rank | None:
    """Of accounts in order of load: the smallest that is enough and within the limit, else the largest within it.

    None where even that one is below ``slight``.
    """
    at = bisect_left(free, (needed, ""))
    if at < len(free) and free[at][0] <= limit:
        return 0, *free[at]
    end = bisect_right(free, limit, key=lambda place: place[0])
    if not end or free[end - 1][0] < slight:
        return None
    load, key = free[bisect_left(free, (free[end - 1][0], ""))]
    return 1, -load, key
