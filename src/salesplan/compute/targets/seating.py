"""Members of a split that are the plan's people: who is there, for how much of the year, and what is odd about it.

A target goes to a seat, so it is pro-rated by the working days that the seat is worth; history stays with who sold it
(methods.md 2.4).
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from fractions import Fraction

from salesplan.compute.allocation import Weight
from salesplan.compute.targets.bases import GIVEN, SALES
from salesplan.compute.targets.grid import Nobody
from salesplan.compute.targets.history import History
from salesplan.compute.targets.people import PLACES, People
from salesplan.compute.targets.request import SplitRequest
from salesplan.compute.targets.tree import key_of
from salesplan.compute.targets.weight_notes import WeightNotes, listed_names
from salesplan.errors import Problem
from salesplan.model.plan.levels import level_word
from salesplan.model.table import scaled
from salesplan.text import Text

_HAVE_PRESENCE = ("capacity", "blend")
"""Bases that count a person's days already."""


@dataclass(frozen=True)
class Seats:
    """Puts the plan's people in the place of the names that a basis knows; does nothing where they do not decide."""

    request: SplitRequest
    people: People | None
    notes: WeightNotes

    def decide(self, level: str) -> bool:
        """Whether the members of a level are those of the team."""
        return self.people is not None and level in self.people.levels

    def seated(
        self, basis: str, level: str, outer: Mapping[str, str], weights: Mapping[str, Weight]
    ) -> dict[str, Weight]:
        """The weights of those who have a seat below the outer members, pro-rated by what it is worth in the year.

        Someone without a weight weighs 0, or 1 in an even split. Part time does not count against sales of the past:
        they were made part-time.
        """
        if self.people is None or not self.decide(level):
            return dict(weights)
        told = {key_of(name): weight for name, weight in weights.items()}
        missing = 1 if basis == "even" else 0
        found = {name: told.get(key_of(name), missing) for name in self.people.members(level, outer)}
        if level != "rep" or basis in _HAVE_PRESENCE:
            return found
        year = self.people.year
        for name, weight in found.items():
            worth = self.people.presence({**outer, level: name}, year, part_time=basis not in SALES)
            found[name] = weight if worth is None else Fraction(weight) * worth
        return found

    def check(self, level: str, basis: str, history: History | None) -> None:
        """Say what does not fit between the team and the orders or weights of a level."""
        if self.people is None or not self.decide(level):
            return
        names = [member.name for member in self.people.team.members] if level == "rep" else []
        here = self.people.members(level, {})
        sold = history.below(level, {}) if history is not None and level in history.levels else {}
        if basis in GIVEN:
            self._check_given(level, names or here, here)
        elif level == "rep":
            self._say_unknown_reps([name for name, amount in sold.items() if amount], names)
        else:
            self._say_empty(level, [name for name, amount in sold.items() if amount], here)
        if basis in SALES:
            keys = {key_of(name) for name, amount in sold.items() if amount > 0}
            self._say_no_history(level, [name for name in here if key_of(name) not in keys])
        if level in PLACES and "rep" in self.request.by:
            self._say_no_place(level)

    def _check_given(self, level: str, names: Sequence[str], here: Collection[str]) -> None:
        """Weights of somebody the team does not have are a mistake; of somebody who is not there this year a note."""
        given = self.request.weights[level]
        known, there = {key_of(name) for name in names}, {key_of(name) for name in here}
        for name in given:
            if key_of(name) not in known:
                self.notes.unknown(level, name, names)
        gone = [name for name in given if key_of(name) in known - there]
        if gone:
            what = Text("{year}不在岗，不分：{names}", "not there in {year}, so nothing: {names}")
            filled = what.format(year=self.request.year.title, names=listed_names(gone))
            fix = Text("去掉他们的权重，或改 team 里的日期", "drop their weights, or correct their days in team")
            self.notes.say("SPLIT-rep-gone", f"weights.{level}", filled, fix, severity="note")
        keys = {key_of(name) for name in given}
        self.notes.unweighted(level, [name for name in here if key_of(name) not in keys])

    def _say_unknown_reps(self, sold: Sequence[str], names: Sequence[str]) -> None:
        known = {key_of(name): name for name in names}
        strange = [name for name in sold if key_of(name) not in known]
        if not strange:
            return
        what = Text(
            "订单里的这些业务员不在 team 里，不分目标：{names}", "these reps of the orders are not in the team: {names}"
        )
        near = {name: get_close_matches(name, names, 1) for name in strange[:10]}
        pairs = ", ".join(f"{name} → {found[0]}" for name, found in near.items() if found)
        guess = Text("是不是写法不同：{pairs}？", "spelt differently? {pairs}. ").format(pairs=pairs)
        fix = Text(
            "{guess}还在岗的写进 plan.yaml 的 team.members", "{guess}Add those who are still there to team.members"
        ).format(guess=guess if pairs else Text("", ""))
        self.notes.say("SPLIT-rep-unknown", "by", what.format(names=listed_names(strange)), fix, severity="note")

    def _say_empty(self, level: str, sold: Sequence[str], here: Collection[str]) -> None:
        there = {key_of(name) for name in here}
        empty = [name for name in sold if key_of(name) not in there]
        if empty:
            what = Text("{level}里没有人，不分目标：{names}", "no {level} of the team, so no target: {names}")
            filled = what.format(level=level_word(level), names=listed_names(empty))
            fix = Text("在 team.members 里加人或待招岗位", "add a member or a vacancy to team.members")
            self.notes.say("SPLIT-place-empty", "by", filled, fix)

    def _say_no_history(self, level: str, names: Sequence[str]) -> None:
        if names:
            what = Text("没有历史销售，分到 0：{names}", "no past sales, so 0: {names}").format(
                names=listed_names(names)
            )
            fix = Text("改用 basis: capacity 或 blend，或给 weights", "use basis: capacity or blend, or give weights")
            self.notes.say("SPLIT-no-own-history", f"basis.{level}", what, fix)

    def _say_no_place(self, level: str) -> None:
        """Members who belong to no team, region or channel get nothing below one."""
        seats = self.people.seats if self.people is not None else ()
        names = list(dict.fromkeys(seat.member for seat in seats if level not in seat.places))
        if names:
            what = Text(
                "不知道属于哪个{level}，不分目标：{names}", "no {level} is known of them, so no target: {names}"
            )
            filled = what.format(level=level_word(level), names=listed_names(names))
            fix = Text("在 team.members 里给他们写 {level}", "give them a {level} in team.members").format(level=level)
            self.notes.say("SPLIT-rep-place", "by", filled, fix)


def nobody(request: SplitRequest, found: Nobody, scale: int) -> Problem:
    """That a target stands in periods in which nobody is there to reach it."""
    what = Text(
        "{periods} {place}没有人在岗，{amount} 的目标没人承担", "{periods}: nobody is there{place} for {amount}"
    )
    place = Text("{path} ", " below {path}").format(path=found.item.path) if found.item.path else Text("", "")
    filled = what.format(
        periods=listed_names([period.name for period in found.periods]),
        place=place,
        amount=f"{scaled(sum(found.amounts), scale):,f}",
    )
    names = listed_names([child.name for child in found.item.children])
    fix = Text(
        "在 team.members 加一个到岗更早的待招岗位（vacancy: yes），或改这些人的 joined、left：{names}",
        "add a vacancy (vacancy: yes) that begins earlier to team.members, or correct joined or left of {names}",
    ).format(names=names)
    return Problem("SPLIT-nobody", "error", filled, fix, request.place("by"), found.item.path or "total")
