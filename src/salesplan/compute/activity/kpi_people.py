"""Whose each row is: the people of its cell, by their names in the team, and everybody together."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import narwhals as nw

from salesplan.compute.allocation import split
from salesplan.compute.customers.keys import plain_text
from salesplan.compute.sums import roomy
from salesplan.compute.targets.actuals.credit import credit_of
from salesplan.compute.targets.grid.tree import key_of
from salesplan.compute.team.staff import Staff

Frame = nw.DataFrame[Any]
EVERYBODY = ""
"""Who stands for all people together, rows of nobody included."""
PERSON = "person"
Shares = Mapping[str, tuple[tuple[str, int], ...]]
"""For each cell as written the people it names, with their shares as whole numbers in proportion."""


def shares_of(cells: Iterable[str | None], staff: Staff) -> Shares:
    """The people of each cell; several without shares, or with shares that are not the whole, share evenly."""
    known = frozenset(key_of(word) for one in staff.listed for word in (one.name, one.id) if word)
    return {cell: _people(cell, known, staff) for cell in sorted({cell for cell in cells if cell})}


def person_of(cell: str | None, staff: Staff) -> str | None:
    """The one person of a cell by the name he has in the team; a name that is nobody's as it stands."""
    if not cell:
        return None
    found = staff.of(cell)
    return found.name if found is not None else plain_text(cell)


def with_people(frame: Frame, column: str, shares: Shares) -> Frame:
    """Every row once for EVERYBODY and once for each person of its cell, as column ``person``."""
    pairs = [(cell, name) for cell, people in shares.items() for name, _ in people]
    told = {column: [cell for cell, _ in pairs], PERSON: [name for _, name in pairs]}
    lookup = nw.from_dict(told, schema=dict.fromkeys(told, nw.String()), backend=frame.implementation)
    whole = frame.with_columns(nw.lit(EVERYBODY).alias(PERSON))
    return nw.concat([whole, frame.join(lookup, on=column, how="inner").select(*whole.columns)])


def sums_by_person(frame: Frame, value: str, column: str, shares: Shares) -> dict[str, int]:
    """The sum of each person, and of EVERYBODY: a cell of several is split by their shares to the last unit."""
    sums = frame.group_by(column).agg(roomy(frame, value).sum().alias(value))
    found: dict[str, int] = {}
    for cell, total in sums.select(column, value).iter_rows():
        found[EVERYBODY] = found.get(EVERYBODY, 0) + int(total or 0)
        people = shares.get(cell or "", ())
        parts = split(int(total or 0), [share for _, share in people]) if people else []
        for (name, _), part in zip(people, parts, strict=True):
            found[name] = found.get(name, 0) + part
    return found


def _people(cell: str, known: frozenset[str], staff: Staff) -> tuple[tuple[str, int], ...]:
    credit = credit_of(cell, known, "even")
    parts = [(cell, 1)] if credit is None else list(zip(credit.names, credit.shares, strict=True))
    found: dict[str, int] = {}
    for name, share in parts:
        person = person_of(name, staff)
        if person is not None:
            found[person] = found.get(person, 0) + share
    return tuple(found.items())
