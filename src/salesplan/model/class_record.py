"""The classes of customers as they were on a day, kept beside the plan: what a later grading is compared with."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, model_validator
from pydantic_core import PydanticCustomError

from salesplan.model.state import ReadFile

SCHEMA: Literal[1] = 1
KIND: Literal["salesplan classes"] = "salesplan classes"
MOST_DECIMALS = 6


class ClassRecord(BaseModel):
    """Every customer once: by what he is known, his class and his net amount of the window.

    ``list_name`` says which list was graded ("customers": the plan's); ``by_name``: customers are known by name, not
    by id. ``keys``, ``classes`` and ``amounts`` are of one length; an amount is a count of 10^-``scale``, None where it
    is not known. ``tiers`` are None where there are none.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)

    schema_: Annotated[Literal[1], Field(alias="schema")] = SCHEMA
    kind: Literal["salesplan classes"] = KIND
    list_name: str
    as_of: date
    window: str
    by_name: bool
    scale: Annotated[int, Field(ge=0, le=MOST_DECIMALS)] = 0
    plan_sha256: str = ""
    inputs: tuple[ReadFile, ...] = ()
    keys: tuple[str, ...] = ()
    classes: tuple[str, ...] = ()
    tiers: tuple[str | None, ...] = ()
    amounts: tuple[Annotated[int, Field(strict=True, gt=-(2**63), lt=2**63)] | None, ...] = ()

    @model_validator(mode="after")
    def _one_length(self) -> ClassRecord:
        if len({len(self.keys), len(self.classes), len(self.tiers), len(self.amounts)}) > 1:
            raise PydanticCustomError("lengths", "columns of different lengths")
        if len(set(self.keys)) < len(self.keys):
            raise PydanticCustomError("same_key", "a customer stands twice")
        return self
