"""How a row model declares a field: kind, unit, header names. Reading, checks, templates and docs use it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Literal

from pydantic import BaseModel, ConfigDict

from salesplan.text import Text

FieldKind = Literal[
    "text", "code", "phone", "amount", "number", "count", "share", "date", "moment", "flag", "score", "grade", "period"
]


@dataclass(frozen=True)
class Header:
    """The header names of a field, in two ranks, and how its cells are read.

    ``label`` is the title we write in templates and shows first in the docs; it is a name of rank 1. ``names`` (rank 1,
    the field's own) and ``stand_ins`` (rank 2) hold further titles parted by ``|``. Names are compared normalised
    (load/headers.py), so traditional characters, width, blanks and stars need no names of their own.
    """

    kind: FieldKind
    label: Text
    names: str = ""
    stand_ins: str = ""
    unit: Text | None = None


@dataclass(frozen=True)
class FieldSpec:
    """A field of a table as declared: its key, header, and whether a row without it is no record."""

    key: str
    header: Header
    required: bool


class Row(BaseModel):
    """One record of a list. A field left empty is None, never 0."""

    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=True, defer_build=True)


@cache
def fields_of(model: type[Row]) -> dict[str, FieldSpec]:
    """The declared fields of a row model, by key, in order."""
    found: dict[str, FieldSpec] = {}
    for key, info in model.model_fields.items():
        header = next((m for m in info.metadata if isinstance(m, Header)), None)
        if header is not None:
            found[key] = FieldSpec(key, header, info.is_required())
    return found
