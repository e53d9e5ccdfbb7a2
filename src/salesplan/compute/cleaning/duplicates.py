"""Customers who stand in a list more than once, put up for review in groups; nothing is ever merged here."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from salesplan.compute.cleaning.candidates import Customers, customers_of
from salesplan.compute.cleaning.decisions import Decision, located
from salesplan.compute.cleaning.duplicate_findings import findings_of
from salesplan.compute.cleaning.matching import Evidence, Limits, Matches, evidence, matched
from salesplan.compute.cleaning.review_columns import CARRIED, COLUMNS, DIFFERENT, MERGE
from salesplan.model.plan.profile import CleanParameters
from salesplan.model.records import ROW, Records
from salesplan.model.result import Parameter, Result
from salesplan.model.table import Table, Value

SHOWN_APART = 20
KEYS = frozenset(("same_code", "same_phone", "same_email", "same_id"))


@dataclass(frozen=True)
class KeptApart:
    """Two customers whose names look alike and who were not put up, and why."""

    name: str
    other_name: str
    reasons: tuple[str, ...]


@dataclass(frozen=True)
class DuplicatesSummary:
    """How many customers may stand in the list more than once.

    ``groups`` of customers that may be one, with ``rows`` rows in all, so that ``fewer`` rows may go; of the groups
    ``by_key`` share a number or address, the others only a name. ``several_ids``: groups in which one customer has two
    ids or more. ``one_id``: ids under which customers with different names stand. ``apart``: pairs with names alike
    that something keeps apart, the first of them in ``apart_examples``. ``decided``: pairs not put up again.
    ``nameless``: rows whose name says nothing.
    """

    customers: int
    groups: int
    rows: int
    fewer: int
    by_key: int
    by_name: int
    several_ids: int
    one_id: int
    apart: int
    decided: int
    nameless: int
    apart_examples: tuple[KeptApart, ...] = ()


def duplicates(
    records: Records, parameters: CleanParameters, decisions: Sequence[Decision] = ()
) -> Result[DuplicatesSummary]:
    """The customers who may be one, in groups, the one to keep first; the surest groups first.

    ``decisions`` of an earlier list are remembered: what is different is not put up again, what is to be merged is
    ticked. Every row but the first of a group says with which other it is compared, what speaks for one customer and
    what against it.
    """
    customers = customers_of(records, parameters.regions)
    known = located(decisions, customers)
    different = [pair for pair, decision in known.items() if decision == DIFFERENT]
    limits = Limits(parameters.similarity, parameters.block, parameters.shared)
    found = matched(customers.candidates, limits, different)
    shared = frozenset(key for _, key, _ in found.switchboards)
    ticked = {pair for pair, decision in known.items() if decision == MERGE}
    groups = _in_order(customers, found, shared)
    rows = [row for number, group in enumerate(groups, 1) for row in _rows(customers, group, number, ticked)]
    one_id = _one_id(customers, found)
    summary = _summary(customers, found, groups, len(one_id), len(different))
    return Result(
        "customers duplicates",
        None,
        summary,
        Table(COLUMNS, tuples=rows),
        _parameters(parameters),
        (*records.findings, *findings_of(customers, found, one_id, records)),
        records.inputs,
    )


@dataclass(frozen=True)
class _Group:
    """Customers that may be one: the one to keep, and for each other with whom it is compared and the evidence."""

    members: tuple[int, ...]
    partner: Mapping[int, int]
    told: Mapping[int, Evidence]

    @property
    def is_by_key(self) -> bool:
        """Whether something that only one customer has joins any two of them."""
        return any(not KEYS.isdisjoint(each.speaks_for) for each in self.told.values())


def _in_order(customers: Customers, found: Matches, shared: frozenset[str]) -> list[_Group]:
    groups = [_group(customers, found, members, shared) for members in found.groups]

    def order(group: _Group) -> tuple[object, ...]:
        best = max((each.strength for each in group.told.values()), default=(0, 0))
        first = group.members[0]
        return (-best[0], -best[1], customers.text("name", first) or "", customers.rank(first))

    return sorted(groups, key=order)


def _group(customers: Customers, found: Matches, members: Sequence[int], shared: frozenset[str]) -> _Group:
    """Each member beside the first is compared with it where that says enough, else with the one that joined it."""
    first, *others = sorted(members, key=customers.rank)
    partner: dict[int, int] = {}
    told: dict[int, Evidence] = {}
    for at in others:
        direct = evidence(customers.candidates[first], customers.candidates[at], shared)
        near = [other for other in found.links.get(at, ()) if other != first]
        if direct.against and near:
            linked = {other: evidence(customers.candidates[at], customers.candidates[other], shared) for other in near}
            best = max(linked, key=lambda other: (linked[other].strength, customers.rank(other)))
            if linked[best].strength > direct.strength:
                partner[at], told[at] = best, linked[best]
                continue
        partner[at], told[at] = first, direct
    return _Group((first, *others), partner, told)


def _rows(
    customers: Customers, group: _Group, number: int, ticked: set[tuple[int, int]]
) -> Iterable[tuple[Value, ...]]:
    for at in group.members:
        other, told = group.partner.get(at), group.told.get(at)
        pair = None if other is None else (min(at, other), max(at, other))
        yield (
            number,
            MERGE if pair in ticked else None,
            "keep" if other is None else "check",
            customers.text("id", at),
            customers.text("name", at),
            None if other is None else customers.text("id", other),
            None if other is None else customers.text("name", other),
            told.likeness if told and told.likeness else None,
            told.speaks_for if told else (),
            told.against if told else (),
            *(customers.text(key, at) for key in CARRIED),
            customers.newest[at],
            customers.filled[at],
            customers.files[at],
            customers.columns[ROW][at],
            None if other is None else customers.columns[ROW][other],
            customers.mark(at),
            None if other is None else customers.mark(other),
        )


def _one_id(customers: Customers, found: Matches) -> dict[str, list[int]]:
    """Ids that stand in several rows which are not all put up as one customer."""
    group_of = {at: number for number, members in enumerate(found.groups) for at in members}
    by_id: dict[str, list[int]] = {}
    for each in customers.candidates:
        if each.id:
            by_id.setdefault(each.id, []).append(each.at)
    return {
        id_: rows
        for id_, rows in sorted(by_id.items())
        if len(rows) > 1 and len({group_of.get(at, -1 - at) for at in rows}) > 1
    }


def _summary(
    customers: Customers, found: Matches, groups: Sequence[_Group], one_id: int, decided: int
) -> DuplicatesSummary:
    by_key, in_groups = sum(group.is_by_key for group in groups), sum(len(group.members) for group in groups)
    several = sum(len({customers.candidates[at].id for at in group.members} - {None}) > 1 for group in groups)
    apart = sorted(
        {_kept_apart(customers, one, other, why) for (one, other), why in found.apart.items()}, key=_apart_order
    )
    return DuplicatesSummary(
        customers=len(customers.candidates),
        groups=len(groups),
        rows=in_groups,
        fewer=in_groups - len(groups),
        by_key=by_key,
        by_name=len(groups) - by_key,
        several_ids=several,
        one_id=one_id,
        apart=len(found.apart),
        decided=decided,
        nameless=sum(not each.name.core for each in customers.candidates),
        apart_examples=tuple(apart[:SHOWN_APART]),
    )


def _kept_apart(customers: Customers, one: int, other: int, why: tuple[str, ...]) -> KeptApart:
    first, second = sorted((customers.text("name", one) or "", customers.text("name", other) or ""))
    return KeptApart(first, second, why)


def _apart_order(pair: KeptApart) -> tuple[object, ...]:
    """Those that look most alike first: few reasons, then names that begin alike."""
    reasons = Counter(pair.reasons)
    return (len(reasons), "other_region" in reasons, pair.name, pair.other_name, pair.reasons)


def _parameters(told: CleanParameters) -> tuple[Parameter, ...]:
    return (
        Parameter("parameters.clean.similarity", told.similarity, "plan"),
        Parameter("parameters.clean.regions", told.regions, "plan"),
        Parameter("parameters.clean.block", told.block, "plan"),
        Parameter("parameters.clean.shared", told.shared, "plan"),
    )
