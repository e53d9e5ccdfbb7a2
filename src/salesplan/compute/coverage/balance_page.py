"""The territories beside each other: the load of each person, and the customers that should change hands."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

from salesplan.compute.coverage.balance import Account, Handover, Territories, balanced
from salesplan.compute.coverage.customers import CoveredCustomers, worth_of
from salesplan.compute.prospects.people import People
from salesplan.compute.rounding import half_up, rounded
from salesplan.compute.team.staff import owner_key
from salesplan.model.near import plain_name
from salesplan.model.plan.coverage import CoverageParameters
from salesplan.model.records import ROW
from salesplan.model.table import ColumnSpec, Table, Value

_YEAR = 365
_HOUR = 60
PROPOSALS: tuple[ColumnSpec, ...] = (
    ColumnSpec("step", "integer"),
    ColumnSpec("id", "text"),
    ColumnSpec("name", "text"),
    ColumnSpec("region", "text"),
    ColumnSpec("tier", "code"),
    ColumnSpec("potential", "amount"),
    ColumnSpec("load", "score"),
    ColumnSpec("from_owner", "text"),
    ColumnSpec("to_owner", "text"),
    ColumnSpec("reason", "code"),
    ColumnSpec("same_region", "flag"),
    ColumnSpec("from_load", "score"),
    ColumnSpec("to_load", "score"),
    ColumnSpec("from_deviation", "share"),
    ColumnSpec("to_deviation", "share"),
    ColumnSpec("row", "integer"),
)


@dataclass(frozen=True)
class Leaving:
    """Someone whose last day is known: he gives and takes nothing now, his customers are to be handed over by then."""

    owner: str
    customers: int
    left: date


@dataclass(frozen=True)
class OwnerLoad:
    """One person's territory before and after the proposals.

    ``share`` is the part of full time he works; ``deviation`` is load over that part of the mean less 1.
    """

    owner: str
    customers: int
    load: Decimal
    deviation: Decimal | None
    even: bool
    customers_after: int
    load_after: Decimal
    deviation_after: Decimal | None
    even_after: bool
    share: Decimal = Decimal(1)


@dataclass(frozen=True)
class BalanceSummary:
    """All territories. ``load`` says what counts; ``mean`` is that of full time once every customer has an owner.

    ``handed_over`` customers had no owner, or one who has left; ``moved`` ones go to even out loads; ``stay`` are never
    moved for that. ``idle`` are people of the team without a customer: they take part once they have one.
    ``leaving`` people and their customers take no part. ``across`` of those moved go to another region; none where
    ``across_regions`` is not allowed.
    """

    load: str
    tolerance: Decimal
    mean: Decimal
    owners: tuple[OwnerLoad, ...]
    handed_over: int
    moved: int
    stay: int
    uneven_before: int
    uneven_after: int
    idle: tuple[str, ...] = ()
    leaving: tuple[Leaving, ...] = ()
    across: int = 0
    across_regions: bool = False


def balance(
    people: CoveredCustomers,
    intervals: Mapping[str, int],
    team: People | None,
    parameters: CoverageParameters,
    protected: Iterable[str],
) -> tuple[BalanceSummary, Table]:
    """The loads and the proposals, one row each, in the order in which they should be made.

    ``intervals`` are the days between two visits by customer key. Customers of high tiers and protected ones (by their
    own or their owner's id or name) stay, unless their owner has left.
    """
    everyone = list(people.frame.iter_rows(named=True))
    leaving = {row["owner"] for row in everyone if _is_leaving(row["owner"], team)}
    rows = [row for row in everyone if row["owner"] not in leaving]
    safe = frozenset(map(plain_name, protected))
    names = {row["owner"]: _owner(row["owner"], team) for row in rows}
    accounts = [_account(row, names, people, intervals, parameters, safe) for row in rows]
    owners = sorted({account.owner for account in accounts if account.owner is not None})
    world, before, steps = balanced(
        accounts,
        owners,
        parameters.balance,
        _places(rows, names, team),
        across=parameters.across_regions,
        shares={owner: _share(owner, team) for owner in owners},
    )
    counts = Counter(account.owner for account in accounts if account.owner is not None)
    loads = tuple(_owner_load(owner, world, before[owner], counts[owner]) for owner in owners)
    loads = tuple(sorted(loads, key=lambda each: (-each.load, each.owner)))
    summary = BalanceSummary(
        parameters.load,
        parameters.balance,
        half_up(world.mean, 2),
        loads,
        sum(step.account.reason != "balance" for step in steps),
        sum(step.account.reason == "balance" for step in steps),
        sum(account.stays for account in accounts if account.owner is not None),
        sum(not each.even for each in loads),
        sum(not each.even_after for each in loads),
        _idle(team, owners),
        _leaving(everyone, leaving, team),
        sum(step.account.reason == "balance" and not step.same_region for step in steps),
        parameters.across_regions,
    )
    by_key = {row["key"]: row for row in rows}
    table = [_proposal(at, step, by_key[step.account.key], people, world) for at, step in enumerate(steps, 1)]
    return summary, Table(PROPOSALS, tuples=table)


def _owner(owner: str | None, team: People | None) -> tuple[str | None, str]:
    """The owner as the team calls him, None where he is to be replaced, with the reason."""
    if not owner:
        return None, "no_owner"
    found = team.of(owner) if team is not None else ()
    if found and found[0].left is not None and not found[0].here:
        return None, "left"
    return (found[0].name if found else owner), "balance"


def _is_leaving(owner: str | None, team: People | None) -> bool:
    found = team.of(owner) if team is not None and owner else ()
    return bool(found) and found[0].here and found[0].left is not None


def _leaving(rows: Iterable[Mapping[str, Any]], leaving: set[str | None], team: People | None) -> tuple[Leaving, ...]:
    """The people who are about to go, the first to go first."""
    if team is None:
        return ()
    people = [team.of(row["owner"])[0] for row in rows if row["owner"] in leaving]
    counts = Counter((one.left, one.name) for one in people if one.left is not None)
    return tuple(Leaving(name, customers, day) for (day, name), customers in sorted(counts.items()))


def _share(owner: str, team: People | None) -> Fraction:
    found = team.of(owner) if team is not None else ()
    return Fraction(found[0].share) if found else Fraction(1)


def _account(
    row: Mapping[str, Any],
    names: Mapping[str | None, tuple[str | None, str]],
    people: CoveredCustomers,
    intervals: Mapping[str, int],
    parameters: CoverageParameters,
    safe: frozenset[str],
) -> Account:
    owner, reason = names[row["owner"]]
    words = (row["id"], row["name"], row["owner"], owner)
    stays = row["tier"] in parameters.high or any(plain_name(word) in safe for word in words if word)
    load = _load(row, people, intervals, parameters)
    return Account(row["key"], load, owner, row["region"], stays, row["owner"], reason)


def _load(
    row: Mapping[str, Any], people: CoveredCustomers, intervals: Mapping[str, int], parameters: CoverageParameters
) -> Fraction:
    """Hours of visits due in a year, 1, or the potential."""
    if parameters.load == "customers":
        return Fraction(1)
    if parameters.load == "potential":
        return Fraction(worth_of(row, people))
    days = intervals.get(row["key"])
    return Fraction(_YEAR, days) * Fraction(parameters.minutes.visit) / _HOUR if days else Fraction(0)


def _places(
    rows: Iterable[Mapping[str, Any]], names: Mapping[str | None, tuple[str | None, str]], team: People | None
) -> dict[str, frozenset[str]]:
    """The regions of each owner: his own in the team list, and the one in which he has most customers."""
    counted: dict[str, Counter[str]] = {}
    regions: dict[str, str] = {}
    for row in rows:
        owner = names[row["owner"]][0]
        if owner is not None and row["region"]:
            counted.setdefault(owner, Counter())[row["region"]] += 1
            regions[plain_name(row["region"])] = row["region"]
    found: dict[str, frozenset[str]] = {}
    for owner in sorted({name for name, _ in names.values() if name is not None}):
        person = team.of(owner)[:1] if team is not None else ()
        own = {regions[place] for one in person for place in one.places if place in regions}
        main = sorted(counted.get(owner, {}).items(), key=lambda each: (-each[1], each[0]))[:1]
        found[owner] = frozenset(own | {region for region, _ in main})
    return found


def _idle(team: People | None, owners: Sequence[str]) -> tuple[str, ...]:
    taken = {owner_key(owner) for owner in owners}
    everyone = team.everyone if team is not None else ()
    return tuple(sorted(one.name for one in everyone if one.takes and owner_key(one.name) not in taken))


def _owner_load(owner: str, world: Territories, before: Fraction, count: int) -> OwnerLoad:
    after = world.loads[owner]
    return OwnerLoad(
        owner,
        count,
        half_up(before, 2),
        _deviation(before, world.fair(owner)),
        world.least(owner) <= before <= world.most(owner),
        world.counts[owner],
        half_up(after, 2),
        _deviation(after, world.fair(owner)),
        world.least(owner) <= after <= world.most(owner),
        half_up(world.shares[owner], 2),
    )


def _deviation(load: Fraction | None, mean: Fraction) -> Decimal | None:
    return rounded(load / mean - 1) if load is not None and mean else None


def _proposal(
    at: int, step: Handover, row: Mapping[str, Any], people: CoveredCustomers, world: Territories
) -> tuple[Value, ...]:
    account = step.account
    return (
        at,
        row["id"],
        row["name"],
        row["region"],
        row["tier"],
        worth_of(row, people),
        half_up(account.load, 2),
        step.giver or account.former,
        step.taker,
        account.reason,
        step.same_region,
        None if step.giver_load is None else half_up(step.giver_load, 2),
        half_up(step.taker_load, 2),
        None if step.giver is None else _deviation(step.giver_load, world.fair(step.giver)),
        _deviation(step.taker_load, world.fair(step.taker)),
        row.get(ROW),
    )
