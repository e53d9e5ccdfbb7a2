"""The tree of members (regions, products, people) with every member's weight (methods.md 2.4)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from salesplan.compute.allocation import Weight
from salesplan.compute.targets.grid.tree import Node, key_of
from salesplan.compute.targets.people.carrying import Carrying
from salesplan.compute.targets.people.seating import Seats
from salesplan.compute.targets.request import SplitRequest
from salesplan.compute.targets.weights.bases import BLENDED, GIVEN
from salesplan.compute.targets.weights.given_names import check_given_names
from salesplan.compute.targets.weights.shares import blend_weights
from salesplan.compute.targets.weights.sources import Sources
from salesplan.compute.targets.weights.weight_notes import WeightNotes, listed_names
from salesplan.errors import Problem
from salesplan.model.plan.levels import TIME_LEVELS, level_word
from salesplan.text import Text


@dataclass(frozen=True)
class MemberWeights:
    """Weighs the members of one request; ``basis`` is that of each level."""

    request: SplitRequest
    sources: Sources
    basis: Mapping[str, str]
    notes: WeightNotes
    seats: Seats
    carrying: Carrying

    def tree(self) -> Node:
        """The company with its members, level below level, weighted."""
        root = Node("total", "")
        bottom = [root]
        for level in (level for level in self.request.by if level not in TIME_LEVELS):
            self._check_names(level)
            self.seats.check(level, self.basis[level], self.sources.history)
            for node in bottom:
                outer = {above.level: above.name for above in node.line() if above.parent is not None}
                weights = self.seats.seated(self.basis[level], level, outer, self._weights(level, outer))
                names = sorted(weights, key=key_of)
                node.add([Node(level, name, weights[name], self.basis[level]) for name in names])
                self.notes.zero(node)
                self.carrying.carry(node)
            bottom = [child for node in bottom for child in node.children]
            if not bottom:
                self.notes.problems.append(self._no_members(level))
                break
        return root

    def _weights(self, level: str, outer: Mapping[str, str]) -> dict[str, Weight]:
        """The members of a level below given outer members, with their weights."""
        basis, fixed = self.basis[level], self.request.members.get(level)
        if basis in GIVEN:
            given = {key_of(name): weight for name, weight in self.request.weights[level].items()}
            return {name: given.get(key_of(name), Decimal(0)) for name in fixed or self.request.weights[level]}
        known = self._blend(level, outer) if basis == "blend" else self._known(basis, level, outer)
        weights = {key_of(name): weight for name, weight in known.items()}
        names = fixed or tuple(self.request.weights.get(level, ())) or tuple(known)
        if basis == "even":
            return dict.fromkeys(names, 1)
        if basis == "growth":
            self._say_not_grown(level, self.sources.not_grown(level, outer))
        return {name: weights.get(key_of(name), 0) for name in names}

    def _known(self, basis: str, level: str, outer: Mapping[str, str]) -> dict[str, Weight]:
        """What a basis says, nothing below 0; of an even split, who is there."""
        if basis == "even":
            told = [self.sources.weights(each, level, outer) for each in ("history", "capacity", "potential")]
            return next(filter(None, told), {})
        weights = self.sources.weights(basis, level, outer)
        self.notes.negative(level, [name for name, weight in weights.items() if weight < 0])
        return {name: max(weight, 0) for name, weight in weights.items()}

    def _blend(self, level: str, outer: Mapping[str, str]) -> dict[str, Weight]:
        """History, potential and capacity mixed; a member that one of them does not know has nothing there."""
        proportions = self.request.split.blend.model_dump()
        told = {
            basis: self.seats.seated(basis, level, outer, self._known(basis, level, outer))
            if self.sources.known(basis, level)
            else None
            for basis in BLENDED
        }
        if told["capacity"] is not None:
            there = {key_of(name) for name in (*(told["history"] or ()), *told["capacity"])}
            told = {basis: _only(there, weights) for basis, weights in told.items()}
        return dict(blend_weights({basis: _by_key(weights) for basis, weights in told.items()}, proportions))

    def _say_not_grown(self, level: str, names: list[str]) -> None:
        if names and self.sources.before is not None:
            what = Text("这些成员前一年没有销售，不算增长：{names}", "no sales the year before, so no growth: {names}")
            fix = Text("要按别的数就给 weights", "give weights to go by other figures")
            filled = what.format(names=listed_names(names))
            self.notes.say("SPLIT-no-growth", f"basis.{level}", filled, fix, severity="note")

    def _check_names(self, level: str) -> None:
        """Weights for members that the level must not have are a mistake, members without a weight a warning.

        Where nothing says which members there must be, odd names are a warning.
        """
        fixed = self.request.members.get(level)
        if self.basis[level] not in GIVEN:
            return
        if fixed is None:
            if not self.seats.decide(level):
                check_given_names(self.request, self.sources, level, self.notes)
            return
        known = {key_of(name) for name in fixed}
        given = {key_of(name) for name in self.request.weights[level]}
        for name in (name for name in self.request.weights[level] if key_of(name) not in known):
            self.notes.unknown(level, name, fixed)
        self.notes.unweighted(level, [name for name in fixed if key_of(name) not in given])

    def _no_members(self, level: str) -> Problem:
        what = Text("不知道{level}有哪些成员", "it is not known what {level} consists of")
        fix = Text(
            "给这一层写 weights，或提供有这一列的订单", "give the level weights, or orders that have this column"
        )
        place = self.request.place(f"weights.{level}")
        return Problem("SPLIT-no-members", "error", what.format(level=level_word(level)), fix, place, level)


def _by_key(weights: Mapping[str, Weight] | None) -> dict[str, Weight] | None:
    """The weights by normalised name, so that sources that spell a name differently mean one member."""
    return None if weights is None else {key_of(name): weight for name, weight in weights.items()}


def _only(there: set[str], weights: Mapping[str, Weight] | None) -> dict[str, Weight] | None:
    """The weights of the members that are there; of all where that leaves none."""
    kept = None if weights is None else {name: weight for name, weight in weights.items() if key_of(name) in there}
    return kept or (None if weights is None else dict(weights))
