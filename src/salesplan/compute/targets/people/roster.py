"""The team of the plan, with the people of a list of sales people added (methods.md 2.4)."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from salesplan.compute.targets.grid.tree import key_of
from salesplan.model.plan.team import Member, Team
from salesplan.model.records import Records
from salesplan.model.table import scaled

_COLUMNS = ("name", "id", "team", "role", "leader", "hired", "left", "share")


def team_with(team: Team, reps: Records | None) -> Team:
    """The team with those of the list it does not have; of a member of the plan only what the plan leaves open.

    A person goes by the name, else by the id; of two rows with one name the first counts. A share that is not told is
    full time; a row with a share of 0, or that left before it was hired, carries nothing and is passed over.
    """
    if reps is None:
        return team
    listed: dict[str, Member] = {}
    for member in _listed(reps):
        listed.setdefault(key_of(member.name), member)
    own = [_completed(member, listed.pop(key_of(member.name), None)) for member in team.members]
    return team.model_copy(update={"members": (*own, *listed.values())})


def _completed(member: Member, listed: Member | None) -> Member:
    """A member with what only the list tells of him."""
    if listed is None:
        return member
    open_ = {key: getattr(listed, key) for key in listed.model_fields_set - member.model_fields_set}
    return member.model_copy(update=open_)


def _listed(reps: Records) -> Iterator[Member]:
    columns = {name: reps.frame.get_column(name).to_list() for name in _COLUMNS if reps.has(name)}
    for values in zip(*columns.values(), strict=True):
        row = dict(zip(columns, values, strict=True))
        name, hired, left = row.get("name") or row.get("id"), row.get("hired"), row.get("left")
        part = row.get("share")
        share = Decimal(1) if part is None else scaled(part, reps.scales.get("share", 0))
        if name is None or share <= 0 or (hired and left and left < hired):
            continue
        told = {key: row[key] for key in ("team", "role", "leader") if row.get(key)}
        told |= {key: day for key, day in (("joined", hired), ("left", left)) if day is not None}
        told |= {"share": min(share, Decimal(1))} if part is not None else {}
        yield Member(name=name, **told)
