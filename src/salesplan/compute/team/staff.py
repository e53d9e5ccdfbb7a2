"""The sales team: each person known by name or number, where he belongs, since when and until when he is there."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import Any

from salesplan.compute.naming import names_of
from salesplan.compute.near_keys import UnknownName, unknown_names
from salesplan.errors import Place, Problem
from salesplan.model.near import plain_name
from salesplan.model.plan.team import Member, Team
from salesplan.model.records import Records
from salesplan.model.table import scaled
from salesplan.text import Text

_LEFT = re.compile(r"[(（\[【]\s*(?:已?停用|已?离职|已?離職|inactive|left|deactivated)\s*[)）\]】]\s*$", re.IGNORECASE)
_SCALED = ("skill", "share", "contacts_per_day", "hours_per_day")
_PLANNED = ("team", "region", "role", "leader", "left")


@dataclass(frozen=True)
class Colleague:
    """One person. ``hired`` and ``left`` are the first and the last day worked, both included; None is not known.

    ``skill`` is 1 to 5; ``share`` the part of full time that goes into selling; ``contacts_per_day`` and
    ``hours_per_day`` what the list says he can do in a day.
    """

    name: str
    id: str | None = None
    team: str | None = None
    region: str | None = None
    role: str | None = None
    leader: str | None = None
    skill: Decimal | None = None
    hired: date | None = None
    left: date | None = None
    share: Decimal = Decimal(1)
    contacts_per_day: Decimal | None = None
    hours_per_day: Decimal | None = None

    @property
    def keys(self) -> tuple[str, ...]:
        """What he may be written as, to compare: number, then name."""
        return tuple(owner_key(word) for word in (self.id, self.name) if word)

    def is_gone(self, as_of: date) -> bool:
        """Whether the last day worked lies before the as-of."""
        return self.left is not None and self.left < as_of

    def is_there(self, day: date) -> bool:
        """Whether he works with us on this day."""
        return (self.hired is None or self.hired <= day) and not self.is_gone(day)


@dataclass(frozen=True)
class Staff:
    """The team: ``listed`` are all its people in their order; nobody is known without a list and a plan's team.

    ``in_two_teams`` are people who stand in the list with two different teams, with both; the first row counts.
    """

    listed: tuple[Colleague, ...] = ()
    in_two_teams: tuple[tuple[str, tuple[str, ...]], ...] = ()

    def __bool__(self) -> bool:
        return bool(self.listed)

    @cached_property
    def by_key(self) -> dict[str, Colleague]:
        """Each person by number and name, written plainly: a number before a name, the first of two of one name."""
        names = {owner_key(one.name): one for one in reversed(self.listed)}
        return {**names, **{owner_key(one.id): one for one in reversed(self.listed) if one.id}}

    @property
    def namesakes(self) -> dict[str, tuple[Colleague, ...]]:
        """The names that several people have, with these people."""
        found: dict[str, list[Colleague]] = {}
        for one in self.listed:
            found.setdefault(owner_key(one.name), []).append(one)
        return {each[0].name: tuple(each) for each in found.values() if len(each) > 1}

    def of(self, owner: str | None) -> Colleague | None:
        """Who an owner, rep or leader is; None for nobody."""
        return self.by_key.get(owner_key(owner)) if owner else None

    def called(self, owner: str | None) -> str | None:
        """His name in the team, by name or number; whoever is not of the team as he is written."""
        person = self.of(owner)
        return owner if person is None else person.name

    def there(self, day: date) -> tuple[Colleague, ...]:
        """Who works with us on this day, in the order of the list."""
        return tuple(one for one in self.listed if one.is_there(day))

    def unknown(self, used: Mapping[str, int]) -> tuple[UnknownName, ...]:
        """The names that are nobody's, with how many rows they stand in and whom they may mean."""
        if not self.listed:
            return ()
        strange = {name: rows for name, rows in used.items() if owner_key(name) not in self.by_key}
        return unknown_names(strange, [one.name for one in self.listed])

    def without(self, used: Iterable[str], as_of: date) -> tuple[str, ...]:
        """The people who are there on the as-of and own none of what is used, in the order of the list."""
        taken = {owner_key(name) for name in used}
        return tuple(one.name for one in self.listed if not one.is_gone(as_of) and not taken & {*one.keys})


NO_TEAM = Staff()
"""Nobody known."""


def owner_key(owner: str) -> str:
    """An owner as he is compared: plain, without the mark that CRMs put behind people who left (``张三（离职）``)."""
    return plain_name(_LEFT.sub("", owner)) or plain_name(owner)


def staff_of(reps: Records | None, team: Team | None = None) -> Staff:
    """The people of the list, each with what only the plan's team tells of him; without a list those of the plan.

    A row without a name and number is nobody; of two rows of one number (of one name, where one has no number) the
    first counts. Vacancies of the plan are nobody.
    """
    planned = {owner_key(one.name): one for one in (team.members if team is not None else ()) if not one.vacancy}
    if reps is None:
        return Staff(tuple(_member(one) for one in planned.values()))
    rows = [row for row in _rows(reps) if row["name"] or row["id"]]
    kept: dict[str, Colleague] = {}
    teams: dict[str, dict[str, None]] = {}
    for one in (_completed(_listed(row), planned, own_share=row["share"] is not None) for row in rows):
        first = kept.setdefault(one.keys[0], one)
        if one.team:
            teams.setdefault(first.keys[0], {})[one.team] = None
    several = tuple((kept[key].name, tuple(each)) for key, each in teams.items() if len(each) > 1)
    return Staff(tuple(kept.values()), several)


def _rows(reps: Records) -> Iterator[dict[str, Any]]:
    names = ["name", "id", "team", "region", "role", "leader", "hired", "left", *_SCALED]
    none = [None] * len(reps)
    columns = [reps.frame.get_column(name).to_list() if reps.has(name) else none for name in names]
    for values in zip(*columns, strict=True):
        row = dict(zip(names, values, strict=True))
        yield {key: _exact(value, key, reps) for key, value in row.items()}


def _exact(value: Any, key: str, reps: Records) -> Any:  # noqa: ANN401 - a cell of any kind
    return scaled(value, reps.scales.get(key, 0)) if key in _SCALED and value is not None else value


def _listed(row: Mapping[str, Any]) -> Colleague:
    told = {key: value for key, value in row.items() if value is not None}
    return Colleague(**{**told, "name": row["name"] or row["id"]})


def _completed(one: Colleague, planned: Mapping[str, Member], *, own_share: bool) -> Colleague:
    """A person of the list with what only the plan tells of him."""
    member = planned.get(owner_key(one.name))
    if member is None:
        return one
    told = {key: getattr(member, key) for key in _PLANNED if getattr(one, key) is None}
    share = one.share if own_share else member.share
    return replace(one, hired=one.hired or member.joined, share=share, **told)


def _member(one: Member) -> Colleague:
    told = {key: getattr(one, key) for key in _PLANNED}
    return Colleague(one.name, hired=one.joined, share=one.share, **told)


def unknown_owner(one: UnknownName, place: Place) -> Problem:
    """An owner who is nobody in the team, with whom he may mean."""
    what = Text(
        "负责人“{name}”（{rows} 行）不在销售人员名单里", "{name} ({rows} rows) is not in the list of sales people"
    ).format(name=one.name, rows=f"{one.rows:,}")
    near = Text("是“{near}”吗？改成一致；否则把他加进名单", "is it {near}? Make them agree; else add the person")
    fix = near.format(near=one.near) if one.near else Text("把他加进销售人员名单", "add the person to the list")
    return Problem("OWNERS-unknown", "warning", what, fix, place, one.name)


def staff_findings(staff: Staff, place: Place) -> Iterator[Problem]:
    """What is doubtful in the list of people: several of one name, and people in two teams."""
    for name, people in sorted(staff.namesakes.items()):
        what = Text(
            "有 {n} 个人都叫{name}：只写姓名的都算第一个人的，其他人用工号分开",
            "{n} people are called {name}: the name alone means the first of them, the others go by their numbers",
        )
        fix = Text(
            "在订单、客户、商机、跟进里写工号", "write people's numbers in orders, customers, deals and activities"
        )
        yield Problem("TEAM-namesakes", "warning", what.format(n=len(people), name=name), fix, place, name)
    yield from in_two_teams(staff, place)


def in_two_teams(staff: Staff, place: Place) -> Iterator[Problem]:
    """People who stand in two teams: the first counts, and the list is to be put right."""
    for name, teams in staff.in_two_teams:
        what = Text("{name}在两个团队里：{teams}；按第一个算", "{name} is in two teams: {teams}; the first counts")
        fix = Text("在销售人员名单里只留一行", "keep one row in the list of sales people")
        yield Problem("TEAM-two-teams", "warning", what.format(name=name, teams=names_of(teams)), fix, place, name)
