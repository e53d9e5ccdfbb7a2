"""Whom a rule pays for whose sales, what his quota is, and who shares an order (methods.md 9.5)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from functools import cached_property
from itertools import combinations

from salesplan.compute.allocation import split
from salesplan.compute.pay.pay_lines import CENTS
from salesplan.compute.pay.sales import Sale
from salesplan.compute.targets.actuals.credit import Shared, credit_of
from salesplan.compute.targets.grid.tree import key_of
from salesplan.compute.team.staff import Colleague, Staff, owner_key
from salesplan.compute.working_days import workdays
from salesplan.model.calendar import WorkCalendar
from salesplan.model.near import plain_name
from salesplan.model.period import Period
from salesplan.model.plan.commission import Commission, CommissionRule, Items, Split, Who
from salesplan.model.table import scaled

_CENT = Decimal(1).scaleb(-CENTS)


def is_meant(who: Who, one: Colleague) -> bool:
    """Whether a rule's ``who`` is about a person: one of the people named, or of the positions, teams and regions."""
    if who.reps:
        return bool({owner_key(name) for name in who.reps} & {*one.keys})
    asked = ((who.roles, one.role), (who.teams, one.team), (who.regions, one.region))
    return all(not names or (its is not None and plain_name(its) in map(plain_name, names)) for names, its in asked)


def crew_of(leader: Colleague, staff: Staff) -> tuple[Colleague, ...]:
    """His team: those of the same team, those who report to him, and he himself."""
    return tuple(
        one
        for one in staff.listed
        if one is leader or (leader.team is not None and one.team == leader.team) or staff.of(one.leader) is leader
    )


def twice_paid(
    rules: Sequence[CommissionRule], staff: Staff
) -> Iterator[tuple[CommissionRule, CommissionRule, str, Period]]:
    """Two rules that pay one person for the same sales on the same days: both, the person, the days."""
    for one, two in combinations(rules, 2):
        days = one.in_force(Period(two.from_, two.to or two.from_.max))
        same = (one.measure, one.sales, one.pooled) == (two.measure, two.sales, two.pooled)
        if days is None or not same or _apart(one.only, two.only):
            continue
        both = [each for each in staff.listed if is_meant(one.who, each) and is_meant(two.who, each)]
        if both:
            yield one, two, both[0].name, days


def _apart(one: Items, two: Items) -> bool:
    """Whether two picks can have no sale in common: both pick by one thing alone, and nothing is picked twice."""
    kinds = ("products", "categories", "customers")
    return any(
        (mine := {plain_name(name) for name in getattr(one, kind)})
        and (its := {plain_name(name) for name in getattr(two, kind)})
        and not mine & its
        and not any(getattr(each, other) for each in (one, two) for other in kinds if other != kind)
        for kind in kinds
    )


@dataclass(frozen=True)
class Quotas:
    """What each person is to sell in a period, for the days on which both he and the rule are there.

    ``targets`` are the plan's targets by their id: by person (as he is compared) and name of the period.
    """

    calendar: WorkCalendar
    targets: Mapping[str, Mapping[tuple[str, str], Decimal]]

    def of(self, rule: CommissionRule, one: Colleague | str, name: str, period: Period) -> Fraction | None:
        """The quota of a person (or a team) for a period; None without one.

        An amount holds for a whole period: for part of it, by working days (methods.md 9.5). A target of the plan
        is the person's own already, and is only cut where the rule holds for part of the period; whoever is paid for
        his team's sales has the target of his team or region where he has none himself.
        """
        if rule.quota is None:
            return None
        in_force = rule.in_force(period)
        if rule.quota.targets is not None:
            targets = self.targets.get(rule.quota.targets, {})
            found = next((targets[key, name] for key in _keys(one, rule) if (key, name) in targets), None)
            return None if found is None else Fraction(found) * self._part(in_force, period)
        own = {owner_key(who): amount for who, amount in rule.quota.reps.items()}
        amount = next((own[key] for key in _keys(one, rule) if key in own), rule.quota.amount)
        there = in_force if isinstance(one, str) or in_force is None else _employed(one, in_force)
        return None if amount is None else Fraction(amount) * self._part(there, period)

    def _part(self, days: Period | None, period: Period) -> Fraction:
        if days is None:
            return Fraction(0)
        if days == period:
            return Fraction(1)
        whole = workdays(period, self.calendar)
        return Fraction(workdays(days, self.calendar), whole) if whole else Fraction(0)


def _keys(one: Colleague | str, rule: CommissionRule) -> tuple[str, ...]:
    """What a quota may stand under: number, name; for a team's sales also the team and the region."""
    if isinstance(one, str):
        return (owner_key(one),)
    places = (one.team, one.region) if rule.sales == "team" else ()
    return (*one.keys, *(owner_key(place) for place in places if place))


def _employed(one: Colleague, days: Period) -> Period | None:
    first, last = max(days.first, one.hired or days.first), min(days.last, one.left or days.last)
    return Period(first, last) if first <= last else None


@dataclass(frozen=True, slots=True)
class Credited:
    """A sale, or the part of it, that is one person's: ``amount`` of its value, ``share`` of the whole."""

    sale: Sale
    person: str
    amount: Decimal
    share: Fraction


@dataclass(frozen=True)
class Credits:
    """Who gets the credit of a sale: the person on the order, several of them, or as the plan's splits say.

    Parts add up to the sale to the cent. A sale of nobody, or of somebody unknown, is credited to nobody.
    """

    staff: Staff
    plan: Commission
    shared: Shared = "refuse"

    @cached_property
    def _of_cell(self) -> dict[str, list[tuple[str, Fraction]] | None]:
        """What was found for the words in the column of reps: thousands of orders have the same."""
        return {}

    @cached_property
    def _known(self) -> frozenset[str]:
        return frozenset(key_of(word) for one in self.staff.listed for word in (one.name, one.id) if word)

    @cached_property
    def _splits(self) -> dict[tuple[str, str], Split]:
        found: dict[tuple[str, str], Split] = {}
        for each in self.plan.splits:
            kind, name = ("order", each.order) if each.order is not None else ("customer", each.customer)
            found.setdefault((str(kind), plain_name(name or "")), each)
        return found

    def shares(self, sale: Sale) -> list[tuple[str, Fraction]] | None:
        """The people of a sale with their shares; None where nobody can be told, empty where nobody is named."""
        told = self._told(sale)
        if told is not None:
            return [(self._name(name), Fraction(share)) for name, share in told.shares.items()]
        if not sale.rep:
            return []
        if sale.rep not in self._of_cell:
            self._of_cell[sale.rep] = self._named(sale.rep)
        return self._of_cell[sale.rep]

    def _named(self, cell: str) -> list[tuple[str, Fraction]] | None:
        found = credit_of(cell, self._known, self.shared)
        if found is None:
            one = self.staff.of(cell)
            return [(one.name, Fraction(1))] if one else None
        if found.fault is not None or any(self.staff.of(name) is None for name in found.names):
            return None
        whole = sum(found.shares)
        return [(self._name(name), Fraction(part, whole)) for name, part in zip(found.names, found.shares, strict=True)]

    def names_known(self, cell: str) -> bool:
        """Whether a cell names several people of the team, whatever their shares."""
        found = credit_of(cell, self._known, "even")
        return found is not None and all(self.staff.of(name) is not None for name in found.names)

    def _told(self, sale: Sale) -> Split | None:
        if not self._splits:
            return None
        keys = [("order", sale.order), ("customer", sale.customer_id), ("customer", sale.customer)]
        return next(
            (self._splits[key] for kind, name in keys if name and (key := (kind, plain_name(name))) in self._splits),
            None,
        )

    def _name(self, name: str) -> str:
        one = self.staff.of(name)
        return one.name if one else name

    def of(self, sale: Sale) -> list[Credited]:
        """The parts of a sale by person; none where nobody has the credit."""
        shares = self.shares(sale) or []
        if len(shares) == 1:
            return [Credited(sale, shares[0][0], sale.value, shares[0][1])]
        return [
            Credited(sale, name, part, share)
            for (name, share), part in zip(shares, parts_of(sale.value, [share for _, share in shares]), strict=True)
        ]


def decimals_of(value: Decimal) -> int:
    """How many decimals an amount is written with."""
    return max(0, -int(value.as_tuple().exponent))


def parts_of(value: Decimal, shares: Sequence[Fraction] | Sequence[int]) -> list[Decimal]:
    """A value over shares by largest remainder, to the cent or finer where it is finer itself."""
    if not shares:
        return []
    decimals = decimals_of(value)
    if len(shares) == 1:
        return [value if decimals >= CENTS else value.quantize(_CENT)]
    scale = max(CENTS, decimals)
    return [scaled(part, scale) for part in split(int(value.scaleb(scale)), shares)]
