"""What a view puts on the page: headings, lines, tables and bars, before any renderer knows about them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Literal

from salesplan.model.table import Value
from salesplan.present.numbers import SMALL, UNITS, Unit
from salesplan.text import Text

Align = Literal["left", "right"]
ENDLESS = 10_000
"""Columns of a page on which nothing needs to be cut."""
Style = Literal["", "good", "warn", "bad", "dim", "strong"]


@dataclass(frozen=True)
class Screen:
    """For whom a view is made: width in columns, unit of amounts, how much is wanted.

    ``written``: the result is in the user's workbook already. ``quiet``: nothing besides the result, its errors and
    warnings. ``layout`` is the one of several that was asked for, "" for the one that fits. ``whole``: a file whose
    cells wrap, so that no text is cut. ``drawings``: the characters have one width, so that figures can be drawn.
    """

    width: int
    unit: Unit
    unit_given: bool = False
    color: bool = False
    all_rows: bool = False
    verbose: bool = False
    problems_shown: int | None = 20
    written: bool = False
    quiet: bool = False
    layout: str = ""
    whole: bool = False
    drawings: bool = True

    def fitting(self, amounts: Iterable[Value]) -> Screen:
        """The page in single units where none of its amounts reaches 100,000 and nobody asked for a unit."""
        small = all(abs(each) < SMALL for each in amounts if isinstance(each, Decimal))
        return replace(self, unit=UNITS["1"]) if small and not self.unit_given else self

    def without_end(self) -> Screen:
        """The page for a file that is to show everything: every row, every finding, as wide as it may be."""
        return replace(self, width=ENDLESS, all_rows=True, problems_shown=None, whole=True, color=False)


@dataclass(frozen=True)
class Heading:
    """A title line."""

    text: Text | str


@dataclass(frozen=True)
class Line:
    """A sentence. It stays on one line, so that what it offers can be pasted, unless ``wrap`` is set."""

    text: Text | str
    style: Style = ""
    wrap: bool = False


@dataclass(frozen=True)
class Listing:
    """Lines of a plan, shown as they would stand in the file."""

    text: str


@dataclass(frozen=True)
class Blank:
    """An empty line."""


@dataclass(frozen=True)
class Bar:
    """A share of 1 to be drawn as a bar, ``width`` characters long when whole; ``track`` draws what is left too."""

    share: Decimal | None
    width: int = 20
    track: bool = False


@dataclass(frozen=True)
class Cell:
    """A cell with a style; ``drawn``: a picture in characters of one width, which must lie below each other."""

    text: Text | str
    style: Style = ""
    drawn: bool = False


Content = Text | str | Bar | Cell


@dataclass(frozen=True)
class Head:
    """The head of a table column. A column that may shrink is cut when the page is too narrow."""

    text: Text | str
    align: Align = "left"
    shrink: bool = False


@dataclass(frozen=True)
class Grid:
    """A table of short texts. ``total`` marks the last row as a total."""

    heads: tuple[Head, ...]
    rows: tuple[tuple[Content, ...], ...]
    total: bool = False


Tone = Literal["", "green", "amber", "blue", "red", "grey"]
"""The colour of a field, by what it means to the reader."""


@dataclass(frozen=True)
class Entry:
    """A point in a panel: its short mark, its words, a figure at the right, and what stands small beneath it."""

    mark: str
    text: Text | str
    figure: str = ""
    note: Text | str = ""


@dataclass(frozen=True)
class Panel:
    """A field of a board. ``figure`` stands at the right of its title; ``marked`` is the field that it is about."""

    title: Text | str
    entries: tuple[Entry, ...] = ()
    figure: Text | str = ""
    tone: Tone = ""
    marked: bool = False


@dataclass(frozen=True)
class Board:
    """A picture of fields in rows and columns, such as the four of a SWOT.

    ``across`` heads the columns and ``down`` the rows, ``corner`` says what runs which way. Fields with entries take
    the whole page and stand below each other where it is narrow; others are as wide as their titles.
    """

    rows: tuple[tuple[Panel, ...], ...]
    across: tuple[Text | str, ...] = ()
    down: tuple[Text | str, ...] = ()
    corner: Text | str = ""


Block = Heading | Line | Listing | Blank | Grid | Board
Drawing = Heading | Line | Blank | Board
"""What a sheet of a workbook can show as a picture."""
