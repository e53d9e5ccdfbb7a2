"""Members of a split that are the plan's people: who is there, for how much of the year, and what is odd about it.

A target goes to a seat, so it is pro-rated by the working days that the seat is worth; history stays with who sold it
(methods.md 2.4).
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from salesplan.compute.allocation import Weight
from salesplan.compute.targets.grid.grid import Nobody
from salesplan.compute.targets.grid.tree import key_of
from salesplan.compute.targets.people.people import PLACES, People
from salesplan.compute.targets.request import SplitRequest
from salesplan.compute.targets.weights.bases import GIVEN, SALES
from salesplan.compute.targets.weights.history import History
from salesplan.compute.targets.weights.near_names import spelt_differently
from salesplan.compute.targets.weights.weight_notes import WeightNotes, listed_names
from salesplan.errors import Place, Problem, Severity
from salesplan.model.plan.levels import in_a_row, level_word, path_shown
from salesplan.model.plan.team import Member
from salesplan.model.table import scaled
from salesplan.text import Text

_TEAM = Place(key="team.members")
_NAMED = 10
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
        told = history.below(level, {}) if history is not None and level in history.levels else {}
        sold = [name for name, amount in told.items() if amount]
        if basis in GIVEN:
            self._check_given(level, names or here, here)
        elif level == "rep":
            self._say_unknown_reps(sold, names)
        else:
            self._say_empty(level, sold, here)
        self._say_away(self.request.weights.get(level, {}) if basis in GIVEN else ())
        if basis in SALES:
            keys = self._with_sales(level, history)
            self._say_no_history(level, [name for name in here if key_of(name) not in keys], sold, here)
        if level in PLACES and "rep" in self.request.by:
            self._say_no_place(level)

    def _with_sales(self, level: str, history: History | None) -> set[str]:
        """The members of a level with sales above 0: their own, else those of their people."""
        if self.people is None or history is None:
            return set()
        at = level if level in history.levels else "rep"
        sold = {key_of(name) for name, amount in history.below(at, {}).items() if amount > 0}
        if at == level:
            return sold
        return {
            key_of(seat.places[level])
            for seat in self.people.seats
            if key_of(seat.member) in sold and level in seat.places
        }

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

    def _say(self, code: str, severity: Severity, what: Text, fix: Text) -> None:
        """Something about the team, said once."""
        found = Problem(code, severity, what, fix, _TEAM)
        if found not in self.notes.findings:
            self.notes.findings.append(found)

    def _say_away(self, told: Collection[str]) -> None:
        """A note that names those who are there on no day of the year, with the day that says so."""
        if self.people is None:
            return
        seated, year = {seat.member for seat in self.people.seats}, self.people.year
        known = {key_of(name) for name in told}
        away = [m for m in self.people.team.members if m.name not in seated and key_of(m.name) not in known]
        if not away:
            return
        days = [_since(m, m.joined) if m.joined and m.joined > year.last else _until(m, m.left) for m in away]
        what = Text("{year}没有一天在岗，不分目标：{names}", "there on no day of {year}, so no target: {names}")
        fix = Text(
            "日期不对就改 team.members 里的 joined、left", "correct joined or left in team.members if it is wrong"
        )
        self._say(
            "SPLIT-rep-away", "note", what.format(year=self.request.year.title, names=in_a_row(days, _NAMED)), fix
        )

    def _say_unknown_reps(self, sold: Sequence[str], names: Sequence[str]) -> None:
        known = {key_of(name) for name in names}
        strange = [name for name in sold if key_of(name) not in known]
        if not strange:
            return
        what = Text(
            "订单里的这些业务员不在 team 里，不分目标：{names}", "these reps of the orders are not in the team: {names}"
        )
        fix = Text(
            "{guess}还在岗的写进 plan.yaml 的 team.members", "{guess}Add those who are still there to team.members"
        ).format(guess=spelt_differently(strange, names, sold))
        self._say("SPLIT-rep-unknown", "note", what.format(names=listed_names(strange)), fix)

    def _say_empty(self, level: str, sold: Sequence[str], here: Sequence[str]) -> None:
        there = {key_of(name) for name in here}
        empty = [name for name in sold if key_of(name) not in there]
        if empty:
            what = Text("{level}里没有人，不分目标：{names}", "no {level} of the team, so no target: {names}")
            filled = what.format(level=level_word(level), names=listed_names(empty))
            fix = Text("{guess}在 team.members 里加人或待招岗位", "{guess}Add a member or a vacancy to team.members")
            fix = fix.format(guess=spelt_differently(empty, here, sold))
            self._say("SPLIT-place-empty", "warning", filled, fix)

    def _say_no_history(self, level: str, names: Sequence[str], sold: Sequence[str], here: Sequence[str]) -> None:
        if names:
            what = Text("没有历史销售，分到 0：{names}", "no past sales, so 0: {names}").format(
                names=listed_names(names)
            )
            fix = Text(
                "{guess}改用 basis: capacity 或 blend，或给 weights",
                "{guess}Use basis: capacity or blend, or give weights",
            ).format(guess=spelt_differently(names, sold, here))
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
            self._say("SPLIT-rep-place", "warning", filled, fix)


def _since(member: Member, day: date) -> Text:
    return Text("{name}（{day} 入职）", "{name} (from {day})").format(name=member.name, day=day)


def _until(member: Member, day: date | None) -> Text:
    return Text("{name}（{day} 离职）", "{name} (until {day})").format(name=member.name, day=day)


def nobody(found: Nobody, scale: int) -> Problem:
    """That a target stands in periods in which nobody is there to reach it."""
    what = Text(
        "{periods} {place}没有人在岗，{amount} 的目标没人承担", "{periods}: nobody is there{place} for {amount}"
    )
    where = found.item.path
    place = Text("{path} ", " below {path}").format(path=path_shown(where)) if where else Text("", "")
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
    return Problem("SPLIT-nobody", "error", filled, fix, _TEAM, where or "total")
