"""What is kept beside the plan: a plan as it was frozen, and what became of it when it was planned anew."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Annotated, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, PlainSerializer
from pydantic_core import PydanticCustomError

SCHEMA = 1
KIND = "salesplan targets replan"
Base = Literal["original", "last", "plan"]
"""Which targets are planned anew: the frozen ones, those of the newest record, or those of the plan as it is now."""
Rule = Literal["roll_forward", "next_only", "within_quarter", "keep", "floor_original"]


def _exact(value: object) -> Decimal:
    """Amounts stand as texts, so that no reader makes a float of them."""
    if isinstance(value, Decimal):
        return value
    try:
        found = Decimal(value) if isinstance(value, str) else Decimal("NaN")
    except ArithmeticError:
        found = Decimal("NaN")
    if not found.is_finite():
        raise PydanticCustomError("exact_amount", "not an exact amount")
    return found


Exact = Annotated[Decimal, BeforeValidator(_exact), PlainSerializer(lambda value: f"{value:f}", return_type=str)]


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Leaf(_Part):
    """One target of the finest kind: its member and period by path, empty for the whole, and what became of it."""

    item: str
    time: str
    original: Exact
    actual: Exact
    revised: Exact


class ReadFile(_Part):
    """A file that the figures came from."""

    table: str
    file: str
    sha256: str


class Record(_Part):
    """One re-planning: why and by whom, by which rule, from which files, and every target before and after.

    ``original`` amounts are the plan as it was frozen on ``frozen_on`` by the first record of the year; later records
    carry them on. Parents are sums of the leaves. ``total`` is what the year was to bring.
    """

    schema_: Annotated[Literal[1], Field(alias="schema")] = SCHEMA
    kind: Literal["salesplan targets replan"] = KIND
    entry: str
    name: str
    year: int
    first: date
    last: date
    as_of: date
    frozen_on: date
    rule: Rule
    base: Base = "original"
    reason: str
    decided_by: str = ""
    by: tuple[str, ...]
    total: Exact
    inputs: tuple[ReadFile, ...] = ()
    leaves: tuple[Leaf, ...] = ()

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)

    @property
    def actual(self) -> Decimal:
        """What had come in."""
        return sum((leaf.actual for leaf in self.leaves), Decimal(0))

    @property
    def revised(self) -> Decimal:
        """The new targets together."""
        return sum((leaf.revised for leaf in self.leaves), Decimal(0))

    @property
    def gap(self) -> Decimal:
        """What the new targets fall short of the total; below 0 they exceed it."""
        return self.total - self.revised

    @property
    def moved(self) -> Decimal:
        """What was moved in all: the sum of all raises against the frozen plan."""
        return sum((max(leaf.revised - leaf.original, Decimal(0)) for leaf in self.leaves), Decimal(0))
