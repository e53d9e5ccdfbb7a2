"""The tree of members (regions, products, people) with every member's weight (methods.md 2.4)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from salesplan.compute.allocation import Weight
from salesplan.compute.targets.bases import GIVEN
from salesplan.compute.targets.history import History
from salesplan.compute.targets.request import SplitRequest
from salesplan.compute.targets.tree import Node, key_of
from salesplan.compute.targets.weight_notes import WeightNotes
from salesplan.errors import Problem
from salesplan.model.plan.levels import TIME_LEVELS, level_word
from salesplan.text import Text


@dataclass(frozen=True)
class MemberWeights:
    """Weighs the members of one request; ``basis`` is that of each level."""

    request: SplitRequest
    history: History | None
    basis: Mapping[str, str]
    notes: WeightNotes

    def tree(self) -> Node:
        """The company with its members, level below level, weighted."""
        root = Node("total", "")
        bottom = [root]
        for level in (level for level in self.request.by if level not in TIME_LEVELS):
            if self.basis[level] in GIVEN:
                self._check_names(level)
            for node in bottom:
                outer = {above.level: above.name for above in node.line() if above.parent is not None}
                weights = self._weights(level, outer)
                names = sorted(weights, key=key_of)
                node.add([Node(level, name, weights[name], self.basis[level]) for name in names])
                self.notes.zero(node)
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
        sold = self._sold(level, outer)
        names = fixed or tuple(self.request.weights.get(level, ())) or tuple(sold)
        if basis == "even":
            return dict.fromkeys(names, 1)
        self.notes.negative(level, [name for name in names if sold.get(key_of(name), 0) < 0])
        return {name: max(sold.get(key_of(name), Decimal(0)), Decimal(0)) for name in names}

    def _sold(self, level: str, outer: Mapping[str, str]) -> dict[str, Decimal]:
        """Sales of the members below the outer ones; of all members where the outer ones have no sales of their own."""
        if self.history is None or level not in self.history.levels:
            return {}
        known = {name: value for name, value in outer.items() if name in self.history.levels}
        own = self.history.below(level, known)
        return own or self.history.below(level, {})

    def _check_names(self, level: str) -> None:
        fixed = self.request.members.get(level)
        if fixed is None:
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
