"""How one file was read: its sheets, the columns found in each, and what was left out. No figure is computed here."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Literal

from salesplan.errors import Problem
from salesplan.model.result import Input

SheetChoice = Literal["asked", "only", "best", "assumed"]
"""Why a sheet was read: named by the user; the only one shown; the one whose header says most; no header known."""
TableChoice = Literal["asked", "header"]
"""Why a list is taken for a table: named by the user or the plan; decided by its header."""
Extreme = Decimal | date | None


@dataclass(frozen=True)
class SeenColumn:
    """One column as it was recognised and what its cells hold.

    ``sum``, ``minimum`` and ``maximum`` stand in the column's own ``unit`` (万元 ...) and are None where it holds no
    number or day. ``missing`` and ``bad`` are cell addresses and may be fewer than their counts: a long list is cut (a
    note says so), the counts never are. ``table`` is the table the field belongs to, often the list's own.
    """

    column: str
    header: str
    header_cell: str
    raw: str
    status: str
    kind: str
    field: str | None = None
    table: str | None = None
    rank: int | None = None
    unit: str | None = None
    period: str | None = None
    filled: int = 0
    sum: Decimal | None = None
    minimum: Extreme = None
    maximum: Extreme = None
    missing_count: int = 0
    missing: tuple[str, ...] = ()
    bad_count: int = 0
    bad: tuple[str, ...] = ()


@dataclass(frozen=True)
class SeenSheet:
    """One sheet (``name`` None: a text file) with the list found in it.

    ``skipped`` gives each row that is no record with the reason (``title``, ``total`` ...); ``hidden_rows`` are rows of
    the list that a filter hides, which count like any other. ``header_assumed``: no header was recognised and the first
    row of two or more texts was taken for one.
    """

    name: str | None
    why: SheetChoice
    state: str
    table: str | None
    table_why: TableChoice
    header_rows: tuple[int, ...]
    header_assumed: bool
    first_row: int | None
    last_row: int | None
    rows: int
    date_system: int
    unit: str | None = None
    skipped: Mapping[int, str] = field(default_factory=dict)
    hidden_rows: tuple[int, ...] = ()
    hidden_columns: tuple[str, ...] = ()
    columns: tuple[SeenColumn, ...] = ()


@dataclass(frozen=True)
class Inspection:
    """How ``file`` was read. ``others`` are its sheets that were not read, with their state (visible, hidden ...)."""

    file: str
    format: str
    sheets: tuple[SeenSheet, ...]
    others: Mapping[str, str] = field(default_factory=dict)
    encoding: str | None = None
    encoding_sure: bool = True
    separator: str | None = None
    findings: tuple[Problem, ...] = ()
    inputs: tuple[Input, ...] = ()
