"""Cells as a file holds them, for lists that are written anew cell for cell."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import NamedTuple


class RawCell(NamedTuple):
    """What a cell holds: its kind (ooxml/kinds.py), its text as the file has it, the number format it is shown in."""

    kind: int
    text: str
    format: str = "General"


Row = tuple[int, Mapping[int, RawCell]]
"""The number of a row, from 1, and its cells by column, from 0."""


@dataclass(frozen=True)
class RawSheet:
    """A sheet to be written: ``rows`` gives its rows in order, anew each time. ``header`` is the row of its titles.

    ``numbered_from_1904``: its days count from 1904, as in old workbooks of the Mac.
    """

    name: str
    rows: Callable[[], Iterable[Row]]
    header: int = 1
    numbered_from_1904: bool = False
