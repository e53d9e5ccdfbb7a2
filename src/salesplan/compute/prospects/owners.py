"""The sales team as owners of deals and customers: each known by name or number, with leader, team and skill."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from datetime import date
from decimal import Decimal
from typing import Any

from salesplan.compute.near_keys import UnknownName, unknown_names
from salesplan.compute.prospects.people import owner_key
from salesplan.errors import Place, Problem
from salesplan.model.plan.team import Member, Team
from salesplan.model.records import Records
from salesplan.model.table import scaled
from salesplan.text import Text


@dataclass(frozen=True)
class Owner:
    """One person. ``left`` is the last day worked; ``skill`` 1 to 5; None is not known."""

    name: str
    id: str | None = None
    team: str | None = None
    region: str | None = None
    leader: str | None = None
    skill: Decimal | None = None
    left: date | None = None

    def is_gone(self, as_of: date) -> bool:
        """Whether the last day worked lies before the as-of."""
        return self.left is not None and self.left < as_of


@dataclass(frozen=True)
class Owners:
    """The team. ``listed`` are all its people in their order; nobody is known without a list."""

    listed: tuple[Owner, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.listed)

    def by_key(self) -> dict[str, Owner]:
        """Each person by name and number, written plainly; the first of two of one name."""
        keys = ((owner_key(key), one) for one in reversed(self.listed) for key in (one.id, one.name) if key)
        return dict(keys)

    def unknown(self, used: Mapping[str, int]) -> tuple[UnknownName, ...]:
        """The names that are nobody's, with how many rows they stand in and whom they may mean."""
        if not self.listed:
            return ()
        known = self.by_key()
        strange = {name: rows for name, rows in used.items() if owner_key(name) not in known}
        return unknown_names(strange, [one.name for one in self.listed])

    def without(self, used: Iterable[str], as_of: date) -> tuple[str, ...]:
        """The people who are there on the as-of and own none of what is used, in the order of the list."""
        taken = {owner_key(name) for name in used}
        return tuple(
            one.name
            for one in self.listed
            if not one.is_gone(as_of) and not taken & {owner_key(key) for key in (one.id, one.name) if key}
        )


def owners_of(reps: Records | None, team: Team | None = None) -> Owners:
    """The people of the list; without one those of the plan's team. A row without a name and number is nobody."""
    if reps is None:
        members = team.members if team is not None else ()
        return Owners(tuple(_member(one) for one in members if not one.vacancy))
    names = [field.name for field in fields(Owner)]
    none = [None] * len(reps)
    columns = [reps.frame.get_column(key).to_list() if reps.has(key) else none for key in names]
    rows = (dict(zip(names, values, strict=True)) for values in zip(*columns, strict=True))
    scale = reps.scales.get("skill", 0)
    return Owners(tuple(_row(row, scale) for row in rows if row["name"] or row["id"]))


def _row(row: Mapping[str, Any], scale: int) -> Owner:
    skill = None if row["skill"] is None else scaled(row["skill"], scale)
    return Owner(**{**row, "name": row["name"] or row["id"], "skill": skill})


def _member(one: Member) -> Owner:
    return Owner(one.name, team=one.team, region=one.region, leader=one.leader, left=one.left)


def unknown_owner(one: UnknownName, place: Place) -> Problem:
    """An owner who is nobody in the team, with whom he may mean."""
    what = Text(
        "负责人“{name}”（{rows} 行）不在销售人员名单里", "{name} ({rows} rows) is not in the list of sales people"
    ).format(name=one.name, rows=f"{one.rows:,}")
    near = Text("是“{near}”吗？改成一致；否则把他加进名单", "is it {near}? Make them agree; else add the person")
    fix = near.format(near=one.near) if one.near else Text("把他加进销售人员名单", "add the person to the list")
    return Problem("OWNERS-unknown", "warning", what, fix, place, one.name)
