"""What is kept beside the plan: targets as they were frozen, and what became of them when they were planned anew."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from pathlib import PurePath
from typing import Annotated, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, PlainSerializer
from pydantic_core import PydanticCustomError

from salesplan.model.figures import plain

SCHEMA: Literal[1] = 1
_DIGITS = 24
KIND: Literal["salesplan targets replan"] = "salesplan targets replan"
Base = Literal["original", "last", "plan"]
"""Which targets are planned anew: the frozen ones, those of the newest record, or those of the plan as it is now."""
Rule = Literal["roll_forward", "next_only", "within_quarter", "keep", "floor_original"]
RecordRule = Literal[Rule, "frozen"]
"""By what a record came about: a rule of re-planning, or the targets were frozen as they were handed out."""


def _exact(value: object) -> Decimal:
    """Amounts stand as texts, so that no reader makes a float of them, and have no more digits than a plan's."""
    if isinstance(value, Decimal):
        return value
    try:
        found = Decimal(value) if isinstance(value, str) and len(value) <= 2 * _DIGITS else Decimal("NaN")
    except ArithmeticError:
        found = Decimal("NaN")
    if not found.is_finite() or not _fits(found):
        raise PydanticCustomError("exact_amount", "not an exact amount")
    return found


def _fits(value: Decimal) -> bool:
    """Whether an amount has no more digits than may be, zeros that an exponent stands for counted."""
    _, digits, exponent = value.as_tuple()
    places = int(exponent)
    return max(len(digits) + max(places, 0), -places) <= _DIGITS


Exact = Annotated[Decimal, BeforeValidator(_exact), PlainSerializer(plain, return_type=str)]


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


Names = dict[str, str]
"""A member or a period by the name of each of its levels, outermost first; empty for the whole."""


class Leaf(_Part):
    """One target of the finest kind: the names of its member and period, and what became of it.

    ``original`` is None for one that the frozen plan did not have. ``over``: no working day of the period was left,
    ``revised`` is what it brought. ``actual`` is None where targets were frozen: nothing was counted.
    """

    item: Names
    time: Names
    original: Exact | None
    actual: Exact | None
    revised: Exact
    over: bool

    @property
    def asked(self) -> Decimal:
        """What the target is judged by: of a period that was over what was asked at first, not what it brought."""
        return self.revised if self.original is None or not self.over else self.original


class ReadFile(_Part):
    """A file that the figures came from."""

    table: str
    file: str
    sha256: str


class Record(_Part):
    """Targets frozen, or planned anew: why and by whom, by which rule, from which files, every target before and after.

    ``original`` amounts are the targets as they were frozen on ``frozen_on``: when they were handed out, else by the
    first re-plan of the year; later records carry them on. Parents are sums of the leaves. ``total`` is what the year
    was to bring. ``plan`` is the name of the plan's file, since a folder may hold two with an entry of one id, and
    ``plan_sha256`` the hash of what it was then.
    """

    schema_: Annotated[Literal[1], Field(alias="schema")] = SCHEMA
    kind: Literal["salesplan targets replan"] = KIND
    entry: str
    name: str
    year: Annotated[int, Field(ge=1, le=9999)]
    first: date
    last: date
    as_of: date
    frozen_on: date
    rule: RecordRule
    base: Base = "original"
    reason: str
    decided_by: str = ""
    by: tuple[str, ...]
    total: Exact
    plan: str = ""
    plan_sha256: str = ""
    inputs: tuple[ReadFile, ...] = ()
    leaves: tuple[Leaf, ...] = ()

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)

    @property
    def frozen(self) -> bool:
        """Whether targets were frozen here, and not planned anew."""
        return self.rule == "frozen"

    @property
    def plan_name(self) -> str:
        """The name of the plan's file; of a record that does not tell, the one among its inputs; empty without any."""
        files = (read.file for read in self.inputs if read.table == "plan")
        return self.plan or PurePath(next(files, "")).name

    @property
    def actual(self) -> Decimal | None:
        """What had come in; None where nothing was counted."""
        if self.frozen:
            return None
        return sum((leaf.actual for leaf in self.leaves if leaf.actual is not None), Decimal(0))

    @property
    def revised(self) -> Decimal:
        """The new targets together."""
        return sum((leaf.revised for leaf in self.leaves), Decimal(0))

    @property
    def gap(self) -> Decimal:
        """What the new targets fall short of the total; below 0 they exceed it."""
        return self.total - self.revised

    @property
    def later_change(self) -> Decimal:
        """What the targets of the periods not yet over changed by in all, against the frozen plan; None counts as 0."""
        return sum((leaf.revised - (leaf.original or 0) for leaf in self.leaves if not leaf.over), Decimal(0))


def replans_since(held: Record | None, records: Sequence[Record], as_of: date) -> list[Record]:
    """The re-plans of a year before a day, newest first, that rest on the targets that hold, or were made since."""
    return [r for r in records if held is not None and not r.frozen and held.as_of <= r.as_of < as_of]


def frozen_among(records: Sequence[Record], as_of: date | None = None) -> Record | None:
    """The record of a year whose original amounts hold: the newest freeze up to a day, else the oldest freeze.

    Where nothing was frozen by itself, the oldest re-plan, which froze the plan as it was; None without any record.
    ``records`` are of one year, newest first.
    """
    frozen = [record for record in records if record.frozen]
    known = [record for record in frozen if as_of is None or record.as_of <= as_of]
    return next(iter((*known, *reversed(frozen), *reversed(records))), None)
