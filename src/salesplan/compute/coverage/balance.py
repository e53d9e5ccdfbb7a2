"""Territories made even with few customers moved: who gives which customer to whom, and what that changes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction

REASONS: tuple[str, ...] = ("left", "no_owner", "balance")
"""Why a customer should change hands: his owner has left, he has none, or to even out loads."""


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
    """Who has which accounts, while they are being moved.

    ``places`` are the regions of each person; ``across``: loads may be evened out over regions, too. An account that
    was moved stays where it is.
    """

    owners: Sequence[str]
    tolerance: Decimal
    places: Mapping[str, frozenset[str]]
    held: dict[str, list[Account]] = field(default_factory=dict)
    loads: dict[str, Fraction] = field(default_factory=dict)
    mean: Fraction = Fraction(0)
    moved: set[str] = field(default_factory=set)
    across: bool = True

    @property
    def most(self) -> Fraction:
        """The largest load that is even."""
        return self.mean * (1 + Fraction(self.tolerance))

    @property
    def least(self) -> Fraction:
        """The smallest load that is even."""
        return self.mean * (1 - Fraction(self.tolerance))

    def near(self, owner: str, account: Account) -> bool:
        """Whether the account lies in a region of this person; one without a region lies nowhere."""
        return account.region is not None and account.region in self.places.get(owner, frozenset())

    def move(self, account: Account, giver: str | None, taker: str) -> Handover:
        """Hand the account over."""
        if giver is not None:
            self.held[giver].remove(account)
            self.loads[giver] -= account.load
        self.held[taker].append(account)
        self.moved.add(account.key)
        self.loads[taker] += account.load
        left = None if giver is None else self.loads[giver]
        return Handover(account, giver, taker, self.near(taker, account), left, self.loads[taker])


def balanced(
    accounts: Iterable[Account],
    owners: Sequence[str],
    tolerance: Decimal,
    places: Mapping[str, frozenset[str]],
    *,
    across: bool = True,
) -> tuple[Territories, dict[str, Fraction], list[Handover]]:
    """The territories afterwards, the loads before, and the handovers in the order in which they should be made.

    First every account without an owner goes, largest first, to the least loaded person of its region, else of all.
    Then, while somebody is above the mean by more than the tolerance, he gives one account: the smallest that brings
    him inside at once, else his largest; never below the mean, never to somebody who would be above the tolerance then,
    in the same region if anyone there can take it, else (where ``across`` allows) in another. At last whoever is too
    low takes from those above the mean in the same way. No account moves twice. Ties go by name and key.
    """
    world = Territories(sorted(owners), tolerance, places, across=across)
    world.held = {owner: [] for owner in world.owners}
    loose: list[Account] = []
    for account in sorted(accounts, key=lambda a: a.key):
        (world.held[account.owner] if account.owner is not None else loose).append(account)
    world.loads = {owner: sum((a.load for a in held), Fraction(0)) for owner, held in world.held.items()}
    before = dict(world.loads)
    if not world.owners:
        return world, before, []
    world.mean = sum((*world.loads.values(), *(a.load for a in loose)), Fraction(0)) / len(world.owners)
    steps = [_handed_over(world, account) for account in sorted(loose, key=lambda a: (-a.load, a.key))]
    while step := _relief(world) or _filling(world):
        steps.append(step)
    return world, before, steps


def _handed_over(world: Territories, account: Account) -> Handover:
    """An account without an owner, to the least loaded near it."""
    near = [owner for owner in world.owners if world.near(owner, account)] or world.owners
    return world.move(account, None, min(near, key=lambda owner: (world.loads[owner], owner)))


def _relief(world: Territories) -> Handover | None:
    """One account off the most loaded person who is above the tolerance; None when nobody can give."""
    for giver in sorted(world.owners, key=lambda owner: (-world.loads[owner], owner)):
        excess = world.loads[giver] - world.most
        if excess <= 0:
            return None
        room = world.loads[giver] - world.mean
        for account in _by_use([a for a in _movable(world, giver) if a.load <= room], excess):
            if taker := _taker(world, giver, account):
                return world.move(account, giver, taker)
    return None


def _filling(world: Territories) -> Handover | None:
    """One account to the least loaded person who is below the tolerance; None when nobody can give."""
    for taker in sorted(world.owners, key=lambda owner: (world.loads[owner], owner)):
        lack = world.least - world.loads[taker]
        if lack <= 0:
            return None
        found = [
            (account, giver)
            for giver in world.owners
            if world.loads[giver] > world.mean
            for account in _movable(world, giver)
            if account.load <= min(world.mean - world.loads[taker], world.loads[giver] - world.mean)
        ]
        near = [pair for pair in found if world.near(taker, pair[0])] or (found if world.across else [])
        if not near:
            continue
        order = {a.key: at for at, a in enumerate(_by_use([a for a, _ in near], lack))}
        account, giver = min(near, key=lambda pair: (order[pair[0].key], -world.loads[pair[1]], pair[1]))
        return world.move(account, giver, taker)
    return None


def _movable(world: Territories, owner: str) -> list[Account]:
    return [a for a in world.held[owner] if not a.stays and a.load > 0 and a.key not in world.moved]


def _by_use(accounts: Sequence[Account], needed: Fraction) -> list[Account]:
    """The smallest that is enough first, then the larger ones; those that are not enough after them, largest first."""
    enough = sorted((a for a in accounts if a.load >= needed), key=lambda a: (a.load, a.key))
    return enough + sorted((a for a in accounts if a.load < needed), key=lambda a: (-a.load, a.key))


def _taker(world: Territories, giver: str, account: Account) -> str | None:
    """Who takes it: in its region first, then the least loaded who stays inside the tolerance."""
    able = [o for o in world.owners if o != giver and world.loads[o] + account.load <= world.most]
    able = [o for o in able if world.across or world.near(o, account)]
    return min(able, key=lambda o: (not world.near(o, account), world.loads[o], o), default=None)
