"""Which member of a split an order belongs to, by the names in its cells; worked out once for each set of names."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import reduce
from typing import Any, ClassVar, Literal

import narwhals as nw

from salesplan.compute.targets.actuals.credit import Shared, credit_of
from salesplan.compute.targets.grid.tree import Node, key_of
from salesplan.compute.targets.split import Decomposed
from salesplan.compute.targets.weights.history import text_fields
from salesplan.errors import BadInput, Place, Problem
from salesplan.model.near import nearest
from salesplan.model.plan.levels import TIME_LEVELS, level_word
from salesplan.model.plan.team import Member
from salesplan.model.records import Records
from salesplan.text import Text

Frame = nw.DataFrame[Any]
ReasonName = Literal["blank", "unknown", "elsewhere", "shared", "shares"]
Values = Mapping[str, str | None]
_REP, _ERA = "rep", "_era"
_PLACES = ("team", "region", "channel")
_NEAREST = 50
"""For how many unknown names the nearest known one is looked for."""


@dataclass(frozen=True)
class Landed:
    """The innermost member that (a part of) an order belongs to, and why it is not further in.

    ``reason`` is ``FITS``, or the number of a ``Missed``. ``share`` of ``whole`` is the part of the order.
    """

    FITS: ClassVar[int] = -1

    item: int
    reason: int
    share: int = 1
    whole: int = 1


@dataclass(frozen=True)
class Missed:
    """Why orders with these names have no innermost member."""

    why: ReasonName
    level: str
    name: str | None
    near: str | None = None


@dataclass
class Members:
    """The members of a split as orders name them.

    ``landed`` holds for each set of names (numbered by ``with_combo``) where its orders belong, several members where
    they are shared; ``missed`` the reasons.
    """

    levels: tuple[str, ...]
    items: Sequence[Node]
    told: tuple[str, ...]
    team: Mapping[str, Member]
    shared: Shared
    landed: list[tuple[Landed, ...]] = field(default_factory=list)
    missed: list[Missed] = field(default_factory=list)
    numbers: dict[tuple[ReasonName, str, str | None], int] = field(default_factory=dict)
    named: dict[tuple[str, str], list[Node]] = field(default_factory=dict)
    below: list[dict[str, Node]] = field(default_factory=list)
    people: frozenset[str] = frozenset()

    @classmethod
    def of(cls, made: Decomposed, orders: Records, shared: Shared) -> Members:
        """The members of a split for these orders. BadInput where a level can be told by no column at all."""
        levels = tuple(level for level in made.request.by if level not in TIME_LEVELS)
        told = tuple(name for name in text_fields(orders) if name in (*levels, _REP))
        team = {key_of(member.name): member for member in made.request.team.members}
        found = cls(levels, made.targets.items, told, team, shared)
        found._refuse_untold(orders)
        for node in found.items:
            found.below.append({key_of(child.name): child for child in node.children})
            found.named.setdefault((node.level, key_of(node.name)), []).append(node)
        found.people = frozenset((*(name for level, name in found.named if level == _REP), *team))
        return found

    def _refuse_untold(self, orders: Records) -> None:
        """A level without a column must have an inner one with a column, or be a place of the team's people."""
        missing = [
            level
            for at, level in enumerate(self.levels)
            if level not in self.told and level not in self._of_team() and not set(self.levels[at:]) & set(self.told)
        ]
        if missing:
            raise BadInput([_no_column(level, orders) for level in missing])

    def _of_team(self) -> tuple[str, ...]:
        """The levels without a column that the people of the plan's team belong to."""
        known = self.team if _REP in self.told else {}
        return tuple(
            level
            for level in _PLACES
            if level in self.levels
            and level not in self.told
            and any(getattr(each, level) is not None or each.moves for each in known.values())
        )

    # The sets of names

    def with_combo(self, rows: Frame, column: str) -> Frame:
        """The rows with the number of their set of names; fills ``landed``."""
        needed = [*self.told] if self.levels else []
        moved = sorted({move.on for each in self.team.values() for move in each.moves}) if self._of_team() else []
        rows = rows.with_columns(*(nw.col(name).fill_null("") for name in needed), _era_of(moved).alias(_ERA))
        keys = [*needed, _ERA]
        combos = rows.select(keys).unique().sort(*keys).with_row_index(column)
        combos = combos.with_columns(nw.col(column).cast(nw.Int64()))
        for line in combos.select(keys).iter_rows():
            *names, era = line
            self.landed.append(self._land(dict(zip(needed, names, strict=True)), moved[era - 1] if era else None))
        return rows.join(combos, on=keys, how="inner")

    def _land(self, values: dict[str, str], since: date | None) -> tuple[Landed, ...]:
        """Where orders of one set of names belong. ``since``: the last move of anybody that was over by then."""
        credit = credit_of(values[_REP], self.people, self.shared) if _REP in values and self._uses_rep() else None
        if credit is None:
            return (self._descend(values, since),)
        if credit.fault is not None:
            return (self._descend(values, since, fault=credit.fault),)
        whole = sum(credit.shares)
        found = []
        for name, share in zip(credit.names, credit.shares, strict=True):
            landed = self._descend({**values, _REP: name}, since)
            found.append(Landed(landed.item, landed.reason, share, whole))
        return tuple(found)

    def _uses_rep(self) -> bool:
        return _REP in self.levels or bool(self._of_team())

    # One set of names

    def _descend(self, values: Values, since: date | None, fault: ReasonName | None = None) -> Landed:
        """From the whole down to the member of the innermost level, or as far as the names lead."""
        node = self.items[0]
        for level in self.levels:
            value = self._value(level, values, since)
            if fault is not None and (level == _REP or level not in values):
                return self._miss(node, fault, _REP, values[_REP])
            child = self._only(node, values) if value is None else self.below[node.index].get(key_of(value))
            if child is None:
                return self._missing(node, level, value, values)
            node = child
        return Landed(node.index, Landed.FITS)

    def _value(self, level: str, values: Values, since: date | None) -> str | None:
        """What the order says about a level, or the team about its person; None where neither does."""
        if level in values:
            return values[level]
        member = self.team.get(key_of(values.get(_REP) or ""))
        if member is None or level not in _PLACES:
            return None
        found: str | None = getattr(member, level)
        for move in member.moves:
            if since is not None and move.on <= since:
                found = getattr(move, level) or found
        return found

    def _only(self, node: Node, values: Values) -> Node | None:
        """The only child that has the member which the order names further in; None where there is none, or several."""
        for level in self.levels[node.depth + 1 :]:
            if values.get(level):
                found = {
                    _child_above(inner, node) for inner in self.named.get((level, key_of(values[level] or "")), ())
                }
                found.discard(None)
                return found.pop() if len(found) == 1 else None
        return None

    def _missing(self, node: Node, level: str, value: str | None, values: Values) -> Landed:
        if value is None:
            told = next((name for name in (_REP, *self.levels[node.depth + 1 :]) if values.get(name) is not None), _REP)
            level, value = told, values.get(told)
        if not value or not key_of(value):
            return self._miss(node, "blank", level, None)
        elsewhere = self.named.get((level, key_of(value)), ())
        if elsewhere:
            return self._miss(node, "elsewhere", level, value, elsewhere[0].path)
        return self._miss(node, "unknown", level, value)

    def _miss(self, node: Node, why: ReasonName, level: str, name: str | None, near: str | None = None) -> Landed:
        key = (why, level, key_of(name) if name is not None else None)
        if key not in self.numbers:
            self.numbers[key] = len(self.missed)
            if why == "unknown" and name is not None and len(self.missed) < _NEAREST:
                near = self._nearest(level, name)
            self.missed.append(Missed(why, level, name, near))
        return Landed(node.index, self.numbers[key])

    def _nearest(self, level: str, name: str) -> str | None:
        """The nearest name with a target. One letter of two alike is not near: 华北 is no slip of the pen for 西北."""
        known = [key for other, key in self.named if other == level]
        return nearest(key_of(name), known)


def _era_of(moved: Sequence[date]) -> nw.Expr:
    """How many of the days on which somebody moved are over; 0 without a date."""
    over = [(nw.col("date") >= day).fill_null(value=False).cast(nw.Int64()) for day in moved]
    return reduce(lambda left, right: left + right, over, nw.lit(0).cast(nw.Int64()))


def _child_above(inner: Node, node: Node) -> Node | None:
    """The child of ``node`` on the way to ``inner``; None where ``inner`` lies elsewhere."""
    line = list(inner.line())
    return line[line.index(node) - 1] if node in line[1:] else None


def _no_column(level: str, orders: Records) -> Problem:
    source = orders.inputs[0] if orders.inputs else None
    headers = [f"{column.header} ({column.column})" for column in source.columns if column.header] if source else []
    what = Text(
        "订单里没有“{level}”这一列，分不出实际；有这些列：{headers}",
        "the orders have no column for {level}, so that actuals cannot be told apart; the columns are: {headers}",
    ).format(level=level_word(level), headers=", ".join(headers))
    fix = Text(
        "在 plan.yaml 写明是哪一列：sources: {{orders: {{columns: {{{level}: 表头}}}}}}；或用 --by 去掉这一层",
        "say in plan.yaml which column it is: sources: {{orders: {{columns: {{{level}: TITLE}}}}}}; "
        "or leave this level out with --by",
    ).format(level=level)
    place = Place(file=source.file, sheet=source.sheet) if source else Place()
    return Problem("TRACK-no-column", "error", what, fix, place, level)
