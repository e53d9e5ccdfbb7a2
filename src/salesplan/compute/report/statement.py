"""A statement of the report: what is said in its conclusion, problems, proposals, decisions, as a code with values."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, fields
from datetime import date
from decimal import Decimal
from typing import Literal

from salesplan.model.table import ColumnSpec, Kind, Table
from salesplan.text import Text

Part = Literal["conclusion", "problem", "chance", "proposal", "decision"]
KINDS: dict[str, Kind] = {
    **dict.fromkeys(("part", "code", "light", "evidence", "answers", "origin"), "code"),
    **dict.fromkeys(("about", "names", "text", "owner", "place"), "text"),
    **dict.fromkeys(("amount", "target", "landing", "cost", "effect"), "amount"),
    **dict.fromkeys(("count", "of"), "integer"),
    **dict.fromkeys(("rate", "before", "landing_rate"), "share"),
    "hours": "score",
    **dict.fromkeys(("on", "due"), "date"),
}


@dataclass(frozen=True)
class Statement:
    """One statement. ``code`` says which sentence it is; the others are what stands in it, None where it has none.

    ``about`` is the person, region, customer or product it is about, ``names`` the first of several; ``amount``
    against ``target``, ``count`` of ``of``, ``rate`` now and ``before``; ``landing`` is where the year is expected to
    end. ``text`` is a sentence of the plan's own. ``evidence`` names the table that shows it. A proposal or decision
    has an ``owner``, a day it is ``due``, what it costs and brings, and the code of the problem that it ``answers``;
    ``origin`` is plan, minutes, swot or rule, and ``place`` the key of the plan it stands at.
    """

    part: Part
    code: str
    about: str | None = None
    amount: Decimal | None = None
    target: Decimal | None = None
    rate: Decimal | None = None
    before: Decimal | None = None
    count: int | None = None
    of: int | None = None
    landing: Decimal | None = None
    landing_rate: Decimal | None = None
    hours: Decimal | None = None
    on: date | None = None
    names: Text | str | None = None
    text: Text | str | None = None
    light: str | None = None
    evidence: str | None = None
    answers: str | None = None
    origin: str | None = None
    owner: Text | str | None = None
    due: date | None = None
    cost: Decimal | None = None
    effect: Decimal | None = None
    place: str | None = None


def table_of(statements: Iterable[Statement]) -> Table:
    """The statements as rows, in the order they are given."""
    keys = [each.name for each in fields(Statement)]
    columns = tuple(ColumnSpec(key, KINDS[key]) for key in keys)
    return Table(columns, tuples=tuple(tuple(getattr(each, key) for key in keys) for each in statements))
