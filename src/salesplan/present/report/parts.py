"""A report as people see it: sections of sentences, tables and charts, before any renderer knows about them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from salesplan.model.table import Kind, Table, Value
from salesplan.present.blocks import Board, Line, Tone
from salesplan.present.numbers import Unit
from salesplan.present.report.chart import Chart
from salesplan.text import Text

TOTAL = Text("合计", "Total")
ON_A_PAGE = 200
"""Rows of a table that a page shows; a workbook has all."""


@dataclass(frozen=True)
class Column:
    """A column of a table. ``words`` are those for its codes; ``lights``: its codes are green, amber and red.

    ``bar``: its shares are drawn beside the figure too, from 0 to 1.
    """

    key: str
    title: Text | str
    kind: Kind
    words: Mapping[str, Text | str] = field(default_factory=dict)
    lights: bool = False
    bar: bool = False


@dataclass(frozen=True)
class ReportTable:
    """A table of a section, with titles for the columns that people see; ``rows`` may hold more columns.

    ``totals`` is the row below all others, which is called ``total``, and ``summed`` its columns that are plain sums of
    the rows. ``level`` is the column that says how deep a row stands in a tree, 0 at the top. ``unit`` is that of its
    amounts where the report's would hide them. ``folded``: it holds details, which a page shows closed and paper leaves
    out. ``shown`` are the rows that a page shows; a workbook has all.
    """

    name: str
    title: Text | str
    columns: tuple[Column, ...]
    rows: Table
    totals: Mapping[str, Value] = field(default_factory=dict)
    summed: frozenset[str] = frozenset()
    total: Text = TOTAL
    level: str = ""
    unit: Unit | None = None
    folded: bool = False
    shown: int = ON_A_PAGE


@dataclass(frozen=True)
class Card:
    """A key figure on top of the report: ``figure`` as people read it, ``exact`` with every digit, a note beneath."""

    title: Text | str
    figure: str
    exact: str
    note: Text | str = ""
    tone: Tone = ""


@dataclass(frozen=True)
class Said:
    """A sentence of the conclusion, a problem, a decision; ``evidence`` is the name of the table that shows it."""

    text: Text | str
    tone: Tone = ""
    evidence: str = ""


Item = Line | Said | Chart | ReportTable | Board


@dataclass(frozen=True)
class ReportPart:
    """A section: its title and what stands in it, in order."""

    code: str
    title: Text | str
    items: tuple[Item, ...]


@dataclass(frozen=True)
class Report:
    """The whole report. ``about`` are the lines below the title: plan, period, as-of, from whom, to whom.

    ``ends`` are the lines at the end: what is missing, the parameters that decided, the lists it rests on.
    """

    title: Text | str
    about: tuple[Text | str, ...]
    cards: tuple[Card, ...]
    conclusion: tuple[Said, ...]
    parts: tuple[ReportPart, ...]
    ends: tuple[Line, ...]
    unit: Unit

    def charts(self) -> Iterator[Chart]:
        """Every chart, in the order of the pages."""
        for part in self.parts:
            yield from (item for item in part.items if isinstance(item, Chart))

    def tables(self) -> Iterator[ReportTable]:
        """Every table, in the order of the pages."""
        for part in self.parts:
            yield from (item for item in part.items if isinstance(item, ReportTable))
