"""A chart: what it shows of which table, before anybody draws it as SVG, in a workbook or in block characters."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from salesplan.model.table import Kind
from salesplan.present.numbers import Unit
from salesplan.text import Text

Form = Literal["columns", "bars", "lines", "curve", "waterfall", "heat"]
"""``columns`` stand, ``bars`` lie (long names); ``lines`` run over periods, ``curve`` over a share from 0 to 1;
``waterfall`` goes from a total through moves to a total; ``heat`` colours the fields of a cross table."""
Hue = Literal["main", "other", "third", "quiet", "green", "amber", "red", "up", "down"]
"""The role of a colour: three of the palette for series, a quiet one for targets and the past, those of the lights,
and those of ups and downs. All can be told apart by people who see no red or green; charts never rest on colour
alone."""


@dataclass(frozen=True)
class Series:
    """One row of values of a chart, one for each label; None is a gap, never 0.

    ``key`` is the column of the chart's table that holds them, so that a workbook can point at its cells. ``line``: in
    ``columns`` these are drawn as a line above them. ``dashed`` is what is not there yet: a target, an estimate.
    """

    key: str
    name: Text | str
    values: tuple[Decimal | None, ...]
    kind: Kind = "amount"
    hue: Hue = "main"
    line: bool = False
    dashed: bool = False


@dataclass(frozen=True)
class Chart:
    """A chart over the rows of a table.

    ``name`` is what people type after --chart, ``table`` the one its values stand in; ``label_key`` is the column of
    the ``labels``. ``hues`` are the roles of single marks where they differ from that of their series (lights, ups and
    downs). ``levels`` are the places of the totals in a waterfall. ``at`` are the places of the labels of a ``curve``,
    as shares of 1. ``stacked``: series stand on each other. ``heads`` title the two sides of a heat map: what its rows
    are (the labels) and what its columns are (the series). ``told`` is the sentence that says what there is to see,
    also for those who cannot see it. ``limit`` is a line across, with its name. ``unit`` is that of
    its amounts where the report's would hide them.
    """

    name: str
    form: Form
    title: Text | str
    table: str
    label_key: str
    labels: tuple[str, ...]
    series: tuple[Series, ...]
    told: Text | str = ""
    hues: tuple[Hue, ...] = ()
    levels: tuple[int, ...] = ()
    at: tuple[Decimal, ...] = ()
    stacked: bool = False
    heads: tuple[Text | str, Text | str] = ("", "")
    limit: tuple[Decimal, Text | str] | None = None
    unit: Unit | None = None

    def __post_init__(self) -> None:
        """Marks without a label or labels without a mark are a fault of whoever made the chart."""
        rows = (*(each.values for each in self.series), *filter(None, (self.hues, self.at)))
        if any(len(row) != len(self.labels) for row in rows):
            raise ValueError(self.name)
