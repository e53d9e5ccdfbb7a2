"""What every computation returns: the figures, the rows, the parameters used, what was found, and from which input."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Generic, Literal, TypeVar

from salesplan.errors import Place, Problem
from salesplan.model.table import Table

Origin = Literal["default", "plan", "option", "environment"]
S = TypeVar("S")


@dataclass(frozen=True)
class Parameter:
    """A number or choice that decided something, and where it came from. ``name`` is its key in the plan."""

    name: str
    value: object
    source: Origin = "default"


@dataclass(frozen=True)
class InputColumn:
    """A column as it was recognised: letter (or position), title, field; ``field`` None is an extra."""

    column: str
    header: str
    field: str | None = None
    unit: str | None = None


@dataclass(frozen=True)
class Input:
    """What was read from one sheet or text file: enough to find every figure's rows again.

    ``rows`` counts the data rows, ``used`` those that went into the figures, ``left_out`` the others by reason
    (``total``, ``bad``, ``after_as_of`` ...). ``names`` are the lists and the calendar that a plan names, as found from
    its folder, patterns unresolved: they are the user's, whether this run read them or not.
    """

    table: str
    file: str
    sheet: str | None = None
    header_rows: tuple[int, ...] = ()
    rows: int = 0
    used: int = 0
    left_out: Mapping[str, int] = field(default_factory=dict)
    columns: tuple[InputColumn, ...] = ()
    hidden_rows: int = 0
    format: str = ""
    encoding: str | None = None
    language: str | None = None
    sha256: str = ""
    names: tuple[str, ...] = ()


def place_of(inputs: Sequence[Input]) -> Place:
    """The first sheet or file of a list, as the place of a finding; nowhere without one."""
    return Place(file=inputs[0].file, sheet=inputs[0].sheet) if inputs else Place()


@dataclass(frozen=True)
class Result(Generic[S]):
    """The outcome of one command. ``command`` is its name as typed; its view and its docs page have the same.

    ``plan`` is the name that the plan it rests on gives itself, "" without one.
    """

    command: str
    as_of: date | None
    summary: S
    rows: Table
    parameters: tuple[Parameter, ...] = ()
    findings: tuple[Problem, ...] = ()
    inputs: tuple[Input, ...] = ()
    plan: str = ""
