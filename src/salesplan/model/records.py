"""A list as it was read: one row a record, one column a field, every value typed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import narwhals as nw

from salesplan.errors import Problem
from salesplan.model.result import Input

ROW = "_row"
"""Column with the row number in the sheet, or the line of a text file, as people see it."""
SOURCE = "_source"
"""Column with the position in ``Records.inputs`` of the sheet or file the row stands in."""


@dataclass(frozen=True)
class Records:
    """The rows of a list, stacked over its sheets and files.

    ``frame`` has ``_source``, ``_row`` and one column per recognised field of ``table``, by the field's key:
    text, code, phone, grade, period -> String; amount, number, share, score -> Int64 whole units of 10^-scales[key];
    moment -> String (model/moment.py); count -> Int64; date -> Date; flag -> Boolean. null = missing or bad (a bad
    cell is a finding, never a 0).
    ``left_out``: id and name of each row that is not in ``frame`` because a cell of it that is needed is bad.
    ``lost``: these rows with all columns that are String, ``_source`` and ``_row``; None where there are none.
    ``bad``: by field, ``_source`` and ``_row`` of the rows in which it holds something, but nothing it could be.
    """

    table: str
    frame: nw.DataFrame[Any]
    scales: Mapping[str, int] = field(default_factory=dict)
    inputs: tuple[Input, ...] = ()
    findings: tuple[Problem, ...] = ()
    left_out: tuple[tuple[str | None, str | None], ...] = ()
    lost: nw.DataFrame[Any] | None = None
    bad: Mapping[str, frozenset[tuple[int, int]]] = field(default_factory=dict)

    def has(self, key: str) -> bool:
        """Whether the list has a column for this field."""
        return key in self.frame.columns

    def __len__(self) -> int:
        return len(self.frame)
