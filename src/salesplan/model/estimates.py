"""An estimate of open deals as it is kept beside the plan, to be compared later with what was won."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from salesplan.model.state import SCHEMA, Exact, ReadFile

KIND: Literal["salesplan prospects value"] = "salesplan prospects value"


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)


class EstimatePart(_Part):
    """What was estimated for one leader's deals; ``leader`` None is all together."""

    leader: str | None
    deals: Annotated[int, Field(ge=0)]
    weighted: Exact
    best: Exact
    commit: Exact


class EstimateRecord(_Part):
    """The estimate of one as-of for the days from ``first`` to ``last``, with the files it came from."""

    schema_: Annotated[Literal[1], Field(alias="schema")] = SCHEMA
    kind: Literal["salesplan prospects value"] = KIND
    plan: str = ""
    as_of: date
    first: date
    last: date
    inputs: tuple[ReadFile, ...] = ()
    parts: tuple[EstimatePart, ...] = ()
