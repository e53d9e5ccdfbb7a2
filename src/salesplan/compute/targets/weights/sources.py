"""What the orders, the customers, the plan and the team tell about members: read once for a split (methods.md 2.4)."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from fractions import Fraction

from salesplan.compute.allocation import Weight
from salesplan.compute.targets.grid.tree import key_of
from salesplan.compute.targets.people.people import PLACES, People, deciding
from salesplan.compute.targets.request import SplitRequest
from salesplan.compute.targets.weights.history import (
    Frame,
    History,
    history_of,
    last_years,
    past_sales,
    summed,
    text_fields,
    trailing_of,
)
from salesplan.errors import Problem
from salesplan.model.period import Period
from salesplan.model.plan.levels import TIME_LEVELS
from salesplan.model.records import Records


@dataclass(frozen=True)
class Sources:
    """What members can be weighed by. Each part is None where nothing tells it.

    ``history`` are the full years that count, ``last`` the newest of them alone and ``before`` the year right before
    it, ``ever`` all orders (only where weights are given), ``trailing`` the last twelve months, ``potential`` that of
    the customers list, ``people`` the team.
    """

    request: SplitRequest
    history: History | None = None
    last: History | None = None
    before: History | None = None
    trailing: History | None = None
    ever: History | None = None
    potential: History | None = None
    people: People | None = None

    def known(self, basis: str, level: str) -> bool:
        """Whether a level can go by a basis at all."""
        if basis == "potential":
            return level in self.request.potential or _knows(self.potential, level)
        if basis == "capacity":
            return self.people is not None and level in self.people.levels
        if basis == "growth":
            return _knows(self.last, level) and _knows(self.before, level)
        if basis == "trailing":
            return _knows(self.trailing, level)
        told = _knows(self.history, level) or self._sold_by_seats(level)
        return told and self.history is not None and bool(self.history.years)

    def _sold_by_seats(self, level: str) -> bool:
        """Whether the sales of a team, region or channel that the orders do not know are those of its people."""
        people = deciding(self.request, self.people)
        known = people is not None and level in PLACES and level in people.levels
        return known and not _knows(self.history, level) and _knows(self.history, "rep")

    def weights(self, basis: str, level: str, outer: Mapping[str, str]) -> dict[str, Weight]:
        """The members of a level below outer ones with what they weigh; sums below 0 stay below 0."""
        if basis == "potential":
            return dict(self.request.potential.get(level) or below(self.potential, level, outer))
        if basis == "capacity":
            return dict((self.people.weights(level, outer) if self.people else None) or {})
        outer = self._own(level, outer)
        if basis == "history" and self._sold_by_seats(level):
            return dict(self._of_seats(level, outer))
        if basis == "growth":
            return self._grown(level, outer)
        return dict(below(self.trailing if basis == "trailing" else self.history, level, outer))

    def _of_seats(self, level: str, outer: Mapping[str, str]) -> dict[str, Fraction]:
        """What the people of each member sold, each for as much of the year as he has a seat there."""
        people, found = deciding(self.request, self.people), dict[str, Fraction]()
        if people is None or self.history is None:
            return found
        sold = self.history.below("rep", {})
        for name in people.members(level, outer):
            there = {**outer, level: name}
            parts = [
                Fraction(sold.get(key_of(rep), 0))
                * (people.presence({**there, "rep": rep}, people.year, part_time=False) or 0)
                for rep in people.members("rep", there)
            ]
            found[name] = sum(parts, Fraction(0))
        return found

    def _own(self, level: str, outer: Mapping[str, str]) -> Mapping[str, str]:
        """The outer members that sales of the past are looked up by: history stays with who sold it.

        What a person sold goes with him, whatever team, region or channel it was sold in.
        """
        people = deciding(self.request, self.people)
        if people is None or level != "rep":
            return outer
        return {name: value for name, value in outer.items() if name not in people.levels}

    def _grown(self, level: str, outer: Mapping[str, str]) -> dict[str, Weight]:
        """History times last year over the year before it; as it is where that year has nothing above 0."""
        last, before = below(self.last, level, outer), below(self.before, level, outer)
        return {
            name: Fraction(sold) * Fraction(max(last.get(name, Decimal(0)), Decimal(0))) / Fraction(before[name])
            if before.get(name, 0) > 0
            else sold
            for name, sold in below(self.history, level, outer).items()
        }

    def not_grown(self, level: str, outer: Mapping[str, str]) -> list[str]:
        """The members whose history stays as it is, because the year before the last has nothing above 0 of them."""
        outer = self._own(level, outer)
        before = below(self.before, level, outer)
        return [name for name in below(self.history, level, outer) if before.get(name, 0) <= 0]


def below(told: History | None, level: str, outer: Mapping[str, str]) -> dict[str, Decimal]:
    """The amounts of a level below outer members; of all members where the outer ones have no amounts of their own."""
    if told is None or level not in told.levels:
        return {}
    own = told.below(level, {name: value for name, value in outer.items() if name in told.levels})
    return own or told.below(level, {})


def _knows(told: History | None, level: str) -> bool:
    return told is not None and level in told.levels


def potential_levels(customers: Records | None) -> tuple[str, ...]:
    """The levels that the customers' potential can be summed by: their columns of text, ``rep`` being the owner."""
    if customers is None or not customers.has("potential"):
        return ()
    return text_fields(replace(customers, frame=_with_rep(customers.frame)))


def _with_rep(frame: Frame) -> Frame:
    return frame.rename({"owner": "rep"}) if "owner" in frame.columns and "rep" not in frame.columns else frame


def potential_of(customers: Records | None, levels: Sequence[str], year: Period) -> History | None:
    """The customers' potential by those levels that it can be summed by; None without any."""
    fields = potential_levels(customers)
    known = tuple(level for level in levels if level in fields)
    if customers is None or not known:
        return None
    frame = _with_rep(customers.frame).drop_nulls("potential")
    return History(known, (), summed(frame, "potential", customers.scales.get("potential", 0), known), year)


def sources_of(
    request: SplitRequest,
    orders: Records | None,
    customers: Records | None,
    people: People | None,
    as_of: date,
    bases: Collection[str],
) -> tuple[Sources, list[Problem]]:
    """What the lists and the people tell about the levels of a request, with what was found on the way.

    Only what the ``bases`` asked for need is worked out, besides the history, which is there for all.
    """
    members, year = tuple(level for level in request.by if level not in TIME_LEVELS), request.year.period
    potential = potential_of(customers, members, year) if {"potential", "blend"} & {*bases} else None
    found = Sources(request, potential=potential, people=people)
    fields = text_fields(orders)
    levels = tuple(level for level in members if level in fields)
    there = deciding(request, people)
    if there is not None and "rep" in fields and {*members, "rep"}.difference(fields).intersection(there.levels):
        levels = tuple(dict.fromkeys([*levels, "rep"]))
    if orders is None or not levels or not orders.has("date") or not orders.has(request.amount):
        return found, []
    past = past_sales(orders, request.amount, levels, as_of)
    if past is None:
        return found, []
    history, notes = history_of(past, request, as_of)
    trailing = trailing_of(past, as_of, request.year) if "trailing" in bases else None
    found = replace(found, history=history, trailing=trailing)
    if request.weights:
        found = replace(found, ever=past.over(()))
    if "growth" in bases or request.least_change or request.most_change or request.weights:
        last, before = last_years(past, request.year, as_of)
        found = replace(found, last=last, before=before)
    return found, notes
