"""Who is there to reach a target on a day: seats not taken yet, people who left or moved on, orders of other days."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal

from salesplan.compute.targets.actuals.actuals import Actuals
from salesplan.compute.targets.grid.outcome import Targets
from salesplan.compute.targets.grid.tree import Node, key_of
from salesplan.errors import Place, Problem
from salesplan.model.period import Period
from salesplan.model.table import scaled
from salesplan.text import Text

Gone = Literal["left", "moved", "empty"]
"""Why nobody is there any more: the person left, or moved to another place; of a place, all its people did."""


@dataclass(frozen=True)
class Stay:
    """The days of the year on which somebody is at a member's place, both ends included; ``gone``: what comes after."""

    days: tuple[Period, ...]
    gone: Gone

    @property
    def first(self) -> date:
        """The first day on which somebody is there."""
        return min(days.first for days in self.days)

    @property
    def last(self) -> date:
        """The last day on which somebody is there."""
        return max(days.last for days in self.days)

    def covers(self, day: date) -> bool:
        """Whether somebody is there on a day."""
        return any(day in days for days in self.days)


def stays_of(targets: Targets) -> dict[int, Stay]:
    """The stay of every node by its number; none for those the team does not know."""
    people = targets.people
    if people is None:
        return {}
    until: dict[str, date] = {}
    for seat in people.seats:
        until[key_of(seat.member)] = max(until.get(key_of(seat.member), date.min), seat.stretches[-1].last)
    found: dict[int, Stay] = {}
    for node in targets.items:
        names = {each.level: each.name for each in node.line() if each.level in people.levels}
        seats = people.seats_at(names) if names else []
        days = tuple(Period(s.first, s.last) for seat in seats for s in seat.stretches)
        if days:
            gone: Gone = "empty"
            if "rep" in names:
                gone = "moved" if until[key_of(names["rep"])] > max(each.last for each in days) else "left"
            found[node.index] = Stay(days, gone)
    return found


def not_there(targets: Targets, actuals: Actuals) -> Iterator[Problem]:
    """Orders that count for a person although he was not there on their day, one note a person and place."""
    stays, year = stays_of(targets), (targets.people.year if targets.people else None)
    seats = {at: _seat(targets.items[at]) for at in stays}
    rows: dict[int, list[tuple[date, int, int]]] = {}
    if year is None or not any(seat is not None for seat in seats.values()):
        return
    for item, day, amount, count in actuals.days.select("_item", "date", "_value", "_rows").iter_rows():
        seat = seats.get(item)
        if seat is not None and day in year and not stays[item].covers(day):
            rows.setdefault(seat.index, []).append((day, amount, count))
    for index in sorted(rows):
        yield _note(targets.items[index], stays[index], rows[index], actuals.scale)


def _seat(node: Node) -> Node | None:
    """The person that a node belongs to; None above the people."""
    line = list(node.line())
    return next((each for each in line if each.level == "rep"), None)


_BEFORE = Text("{name}到岗（{first}）之前有订单", "{name}, there from {first} on, has earlier orders of")
_LEFT = Text("{name}离职（{last}）之后有订单", "{name}, who left on {last}, has later orders of")
_MOVED = Text("{name}调走（{last}）之后还有订单", "{name}, moved elsewhere after {last}, has later orders of")
_OTHER = Text("{name}不在岗的日子有订单", "{name} has orders of days away of")


def _note(node: Node, stay: Stay, rows: Sequence[tuple[date, int, int]], scale: int) -> Problem:
    days = [day for day, _, _ in rows]
    when = _OTHER
    if max(days) < stay.first:
        when = _BEFORE
    elif min(days) > stay.last:
        when = _MOVED if stay.gone == "moved" else _LEFT
    name = " ".join(each.name for each in reversed(list(node.line())) if each.parent is not None)
    amount: Decimal = scaled(sum(part for _, part, _ in rows), scale)
    what = Text(
        "{told} {amount}（{rows} 行），照样计入", "{told} {amount} (rows: {rows}), counted here all the same"
    ).format(
        told=when.format(name=name, first=stay.first, last=stay.last),
        amount=f"{amount:,f}",
        rows=sum(count for _, _, count in rows),
    )
    fix = Text("核对这些订单该归谁，或改 team 里的日期", "check whose orders these are, or correct the dates in team")
    return Problem("TRACK-not-there", "note", what, fix, Place(key="team.members"), node.path)
