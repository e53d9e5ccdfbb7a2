"""Whose each row is: the people of its cell, by their names in the team, and everybody together."""

from __future__ import annotations

from typing import Any

import narwhals as nw

from salesplan.compute.allocation import split
from salesplan.compute.sums import roomy
from salesplan.compute.team.rep_cells import Shares

Frame = nw.DataFrame[Any]
EVERYBODY = ""
"""Who stands for all people together, rows of nobody included."""
PERSON = "person"


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
