"""Where a chart of a report takes its figures from: the cells of its table, or a small grey block beside it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import islice

from openpyxl.styles import Alignment
from openpyxl.worksheet.worksheet import Worksheet

from salesplan.model.table import Value
from salesplan.present.numbers import UNITS, Unit, amount
from salesplan.present.report.cells import cell_text, rows_by_key
from salesplan.present.report.chart import Chart, Hue, Series
from salesplan.present.safe import cut
from salesplan.text import Text
from salesplan.write.new.live_cells import LiveSheet, sheet_reference
from salesplan.write.new.report_look import CELL_FORMATS, DIM_FONT
from salesplan.write.new.report_table import Placed
from salesplan.write.patch.cell_xml import column_letters

SEARCHED, LABEL = 2000, 40
"""Rows of a table among which those of a chart are looked for; characters of a label in a chart."""
FOR_CHART = Text("画图用的数：{title}", "figures of the chart: {title}")
BASE, LEVEL, UP, DOWN = (
    Text("底（不画）", "base (not drawn)"),
    Text("合计", "Total"),
    Text("增加", "Up"),
    Text("减少", "Down"),
)
UP_BELOW, DOWN_BELOW = Text("增加（0 以下）", "Up (below 0)"), Text("减少（0 以下）", "Down (below 0)")


@dataclass(frozen=True)
class Cells:
    """Cells of one column that a chart shows: where they are and what they hold."""

    sheet: str
    column: int
    first: int
    values: tuple[str | Decimal | None, ...]

    @property
    def reference(self) -> str:
        """``'Sheet'!$B$5:$B$9``."""
        letters, last = column_letters(self.column), self.first + len(self.values) - 1
        return f"{sheet_reference(self.sheet)}!${letters}${self.first}:${letters}${last}"


@dataclass(frozen=True)
class Source:
    """The labels (places on the axis in a curve) and the series of a chart, in cells; what draws its limit."""

    labels: Cells
    series: tuple[Cells, ...]
    limit: tuple[Cells, Cells] | None = None


@dataclass
class Blocks:
    """The blocks of figures beside the tables of a sheet, one right of the other from a column on."""

    sheet: Worksheet
    column: int

    def put(self, row: int, title: str, columns: Sequence[tuple[str, Sequence[str | Decimal | None]]]) -> list[Cells]:
        """Write columns with their heads under a title; where they stand."""
        at = self.column
        made, name = LiveSheet(self.sheet), str(self.sheet.title)
        made.put(row, at, str(FOR_CHART.format(title=title))).font = DIM_FONT
        found = []
        for number, (head, values) in enumerate(columns, at):
            made.put(row + 1, number, cut(head, LABEL)).font = DIM_FONT
            for down, value in enumerate(values, row + 2):
                cell = made.put(down, number, value)
                cell.font = DIM_FONT
                cell.number_format = CELL_FORMATS["amount"] if isinstance(value, Decimal) else "General"
                cell.alignment = Alignment(wrap_text=False)
            found.append(Cells(name, number, row + 2, tuple(values)))
        self.column = at + len(columns) + 1
        return found


def unit_of(chart: Chart, unit: Unit) -> Unit:
    """The unit of a chart's amounts: the report's, but single ones where none of them reaches it."""
    values = [abs(value) for series in chart.series for value in series.values if value is not None]
    chosen = chart.unit or unit
    return chosen if max(values, default=Decimal(0)) >= Decimal(10) ** chosen.power else UNITS["1"]


def source_of(chart: Chart, placed: Sequence[Placed], blocks: Blocks, row: int, unit: Unit) -> Source:
    """The cells of a chart. What none of these tables holds is written in a block in this row."""
    found = None
    if chart.form != "waterfall":
        found = next((cells for table in placed if (cells := _in_table(chart, table, blocks, row))), None)
    found = found or _in_block(chart, blocks, row, unit)
    if chart.limit is None or chart.form == "bars":
        return found
    value, name = chart.limit
    places: tuple[Decimal | str, ...] = (Decimal(0), Decimal(1)) if chart.form == "curve" else chart.labels
    at, line = blocks.put(row, str(name), [("", places), (str(name), [value] * len(places))])
    return replace(found, limit=(at, line))


def _in_table(chart: Chart, placed: Placed, blocks: Blocks, row: int) -> Source | None:
    """The rows of the chart's table, where they stand together and hold just what the chart shows.

    Labels that say more than the first rows do are written beside them.
    """
    keys = {column.key for column in placed.table.columns}
    wanted = [chart.label_key, *(series.key for series in chart.series)]
    if not chart.labels or not keys.issuperset(wanted):
        return None
    labels = _short(chart)
    points = list(zip(labels, *(series.values for series in chart.series), strict=True))
    rows = [_shown(row, placed, wanted) for row in islice(rows_by_key(placed.table, SEARCHED), SEARCHED)]
    start = next((at for at in range(len(rows) - len(points) + 1) if rows[at : at + len(points)] == points), None)
    if start is None and [row[1:] for row in rows[: len(points)]] != [point[1:] for point in points]:
        return None
    columns = [
        Cells(placed.sheet, placed.column(key), placed.first + (start or 0), values)
        for key, values in zip(wanted, zip(*points, strict=True), strict=True)
    ]
    if start is None:
        (columns[0],) = blocks.put(row, str(chart.title), [("", _short(chart))])
    return Source(columns[0], tuple(columns[1:]))


def _short(chart: Chart) -> tuple[str, ...] | tuple[Decimal, ...]:
    """The labels, cut to what a chart has room for; in a curve the places on its axis."""
    return chart.at if chart.form == "curve" else tuple(cut(label, LABEL) for label in chart.labels)


def _shown(row: Mapping[str, Value], placed: Placed, keys: Sequence[str]) -> tuple[str | Decimal | None, ...]:
    """What a chart of these columns would show of a row: figures as they are, anything else in words."""
    columns = {column.key: column for column in placed.table.columns}
    values = (row.get(key) for key in keys)
    return tuple(
        Decimal(value)
        if isinstance(value, int | Decimal) and not isinstance(value, bool)
        else None
        if value is None
        else cell_text(value, columns[key], UNITS["1"])
        for key, value in zip(keys, values, strict=True)
    )


def _in_block(chart: Chart, blocks: Blocks, row: int, unit: Unit) -> Source:
    labels, parts = _short(chart), chart.series
    if chart.form == "waterfall":
        labels, parts = tuple(_with_figures(chart, unit)), waterfall_parts(chart)
    columns = [("", labels), *((str(part.name), part.values) for part in parts)]
    first, *others = blocks.put(row, str(chart.title), columns)
    return Source(first, tuple(others))


def _with_figures(chart: Chart, unit: Unit) -> Iterator[str]:
    """The labels of a waterfall with the figure of each mark below it: there is no room in small ones."""
    for at, (label, value) in enumerate(zip(chart.labels, chart.series[0].values, strict=True)):
        sign = "+" if value is not None and value > 0 and at not in chart.levels else ""
        yield f"{cut(label, LABEL)}\n{sign}{amount(value, unit)}"


def waterfall_parts(chart: Chart) -> tuple[Series, ...]:
    """A waterfall as series that stand on each other: an invisible base, totals, ups and downs.

    Where a move crosses 0 what lies below is a series of its own; the names of these begin like those above.
    """
    spans = list(_spans(chart))
    kind = chart.series[0].kind
    sorts: tuple[tuple[str, Text, Hue], ...] = (("level", LEVEL, "main"), ("up", UP, "up"), ("down", DOWN, "down"))
    made = [Series("base", BASE, tuple(_base(low, high) for _, low, high in spans), kind)]
    for sort, name, hue in sorts:
        above = tuple(_above(low, high) if each == sort else None for each, low, high in spans)
        made.append(Series(sort, name, above, kind, hue))
    for (sort, _, hue), name in zip(sorts[1:], (UP_BELOW, DOWN_BELOW), strict=True):
        below = tuple(low if each == sort and low < 0 < high else None for each, low, high in spans)
        if any(value is not None for value in below):
            made.append(Series(f"{sort}_below", name, below, kind, hue))
    return tuple(made)


def _spans(chart: Chart) -> Iterator[tuple[str, Decimal, Decimal]]:
    """Of every mark what it is, its lower and its upper end."""
    reached = Decimal(0)
    for at, value in enumerate(chart.series[0].values):
        if at in chart.levels:
            reached = value or Decimal(0)
            yield "level", min(reached, Decimal(0)), max(reached, Decimal(0))
        else:
            before, reached = reached, reached + (value or 0)
            yield "down" if reached < before else "up", min(before, reached), max(before, reached)


def _base(low: Decimal, high: Decimal) -> Decimal | None:
    """What the mark stands on, or hangs from below 0; nothing where it touches 0."""
    if low > 0:
        return low
    return high if high < 0 else None


def _above(low: Decimal, high: Decimal) -> Decimal:
    """The mark's own length: above 0, below 0 as a negative one, and of one that crosses 0 what lies above."""
    if high <= 0:
        return low - high
    return high - max(low, Decimal(0))
