"""A table of a report on a sheet: heads, exact cells, lights and bars, totals as formulas."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal

from openpyxl.cell import Cell
from openpyxl.formatting.rule import ColorScale, DataBar, FormatObject, Rule
from openpyxl.styles import Alignment, Color, Font, PatternFill
from openpyxl.styles.differential import DifferentialStyle
from openpyxl.worksheet.worksheet import Worksheet

from salesplan.model.table import Value
from salesplan.present.lights import LIGHT_SIGNS
from salesplan.present.numbers import UNITS
from salesplan.present.report.cells import FIGURES, cell_text, depth, rows_by_key, totals_of
from salesplan.present.report.chart import Chart
from salesplan.present.report.palette import HEAT_LIGHT, STEPS
from salesplan.present.report.parts import Column, ReportTable
from salesplan.write.new.live_cells import Live, LiveSheet, Shown, address, listed_cells
from salesplan.write.new.page import HEADER_FILL, HEADER_FONT
from salesplan.write.new.picture_sheet import FONT
from salesplan.write.new.report_look import (
    CELL_FORMATS,
    PLAIN_FONT,
    STRONG_FONT,
    TOTAL,
    UNDER,
    colour,
    text_height,
)
from salesplan.write.patch.cell_xml import MAX_TEXT, serial
from salesplan.write.patch.column_plan import shown_width

NARROWEST, WIDEST, SAMPLE, PAD, HEAD = 9, 46, 200, 2, 8
"""Characters of the narrowest and of the widest column, rows that widths are measured by, what is around a text, and
characters from which on a head takes two lines."""
FULL = 1.08
"""How much wider than its characters a text may come out in the font that a machine has."""
DEEPEST, INDENTED = 15, 2
"""Levels of a tree that are indented, and the characters of one."""
LISTED = 30
"""Rows that a sum names one by one at most."""
HEAT_FROM, HEAT_TO = HEAT_LIGHT["heat0"], HEAT_LIGHT[f"heat{STEPS - 3}"]
"""Colours of the smallest and the largest figure of a cross table; dark writing can be read on both."""
_TINTS = {"green": "E3F4EE", "amber": "FCF2DC", "red": "FBE6E4"}


@dataclass(frozen=True)
class Placed:
    """A table that stands on a sheet: its name, where its head is, how many rows follow, and the row of totals."""

    table: ReportTable
    sheet: str
    head: int
    count: int

    @property
    def first(self) -> int:
        """The first row of the table's own."""
        return self.head + 1

    @property
    def last(self) -> int:
        """The last of them, without totals."""
        return self.head + self.count

    @property
    def end(self) -> int:
        """The last row, totals included."""
        return self.last + bool(self.table.totals)

    def area(self, key: str) -> str:
        """The cells of a column, without head and totals."""
        column = self.column(key)
        return f"{address(self.first, column)}:{address(max(self.last, self.first), column)}"

    def column(self, key: str) -> int:
        """The place of a column on the sheet."""
        return [each.key for each in self.table.columns].index(key) + 1


def held(column: Column, value: Value) -> str | Decimal | None:
    """What a cell holds: figures and days exact, codes in words, lights with their shape; None for nothing."""
    if value is None or value == "":
        return None
    if isinstance(value, date):
        return _day(value)
    if isinstance(value, int | Decimal) and not isinstance(value, bool):
        return Decimal(value)
    return cell_text(value, column, UNITS["1"])[:MAX_TEXT]


def _day(value: date) -> str | Decimal:
    """A day as its number; one that Excel has no number for as text."""
    try:
        return Decimal(serial(datetime.combine(value, time()), date1904=False))
    except ValueError:
        return value.isoformat()


def widths_of(table: ReportTable) -> list[float]:
    """Characters of the columns, by their heads and first rows."""
    rows = list(rows_by_key(table, SAMPLE))
    return [_width(table, column, rows) for column in table.columns]


def _width(table: ReportTable, column: Column, rows: Sequence[Mapping[str, Value]]) -> float:
    indents = column is table.columns[0]
    needed = [_head_width(str(column.title)[:WIDEST])]
    for row in (*rows, totals_of(table)):
        text = _as_seen(column, row.get(column.key))
        needed.append(shown_width(text[:WIDEST]) + (INDENTED * depth(table, row) if indents and table.level else 0))
    around = PAD + 1 + (0 if indents else INDENTED * away(column, PAD))
    return min(max(int(max(needed) * FULL) + around, NARROWEST), WIDEST)


def _head_width(title: str) -> float:
    """Characters of a head, in two lines where it is long, whose words stay whole."""
    whole = shown_width(title)
    word = max(map(shown_width, title.split()), default=0) if title.isascii() else 0
    return whole if whole <= HEAD else max(HEAD, whole / 2 + 1, word)


def _as_seen(column: Column, value: Value) -> str:
    """About what the cell will show."""
    if isinstance(value, Decimal) and column.kind == "amount":
        return f"{value:,.2f}"
    return "" if value is None else cell_text(value, column, UNITS["1"])


def put_table(made: LiveSheet, row: int, table: ReportTable, widths: Sequence[float], *, filtered: bool) -> Placed:
    """Write head, rows and totals from a row on."""
    placed = Placed(table, str(made.sheet.title), row, len(table.rows))
    put_head(made.sheet, row, table, widths)
    for at, values in enumerate(rows_by_key(table), placed.first):
        put_row(made, at, table, values, widths)
    if table.totals:
        _put_totals(made, placed, widths, filtered=filtered)
    add_rules(made.sheet, placed)
    return placed


def put_head(sheet: Worksheet, row: int, table: ReportTable, widths: Sequence[float]) -> None:
    """The titles of the columns; those of figures stand right, as the figures do."""
    tallest = 0.0
    for number, (column, width) in enumerate(zip(table.columns, widths, strict=False), 1):
        cell = LiveSheet(sheet).put(row, number, str(column.title)[:MAX_TEXT])
        cell.font, cell.fill = HEADER_FONT, HEADER_FILL
        cell.alignment = Alignment(
            horizontal=_side(column), vertical="center", wrap_text=True, indent=away(column, number)
        )
        tallest = max(tallest, text_height(str(column.title), width - PAD))
    sheet.row_dimensions[row].height = tallest + PAD


def _side(column: Column) -> str:
    return "right" if column.kind in FIGURES else "left"


def away(column: Column, number: int) -> int:
    """A text behind another column keeps away from it."""
    return int(number > 1 and column.kind not in FIGURES)


def put_row(
    made: LiveSheet, row: int, table: ReportTable, values: Mapping[str, Value], widths: Sequence[float]
) -> None:
    """A row of the table, as high as its longest text; what stands deeper in a tree is indented."""
    level = depth(table, values)
    tallest = 0.0
    for number, (column, width) in enumerate(zip(table.columns, widths, strict=False), 1):
        shown = held(column, values.get(column.key))
        cell = made.put(row, number, shown)
        inside = min(level, DEEPEST) if number == 1 else away(column, number)
        dress_cell(cell, column, shown, inside=inside, strong=bool(table.level) and not level)
        if isinstance(shown, str):
            tallest = max(tallest, text_height(shown, width - PAD - INDENTED * inside))
    if tallest:
        made.sheet.row_dimensions[row].height = tallest + PAD


def dress_cell(cell: Cell, column: Column, shown: Shown, *, inside: int = 0, strong: bool = False) -> None:
    """How a cell of a column looks."""
    cell.font, cell.border = STRONG_FONT if strong else PLAIN_FONT, UNDER
    side = "right" if column.kind in FIGURES and not isinstance(shown, str) else "left"
    cell.alignment = Alignment(horizontal=side, vertical="center", wrap_text=side == "left", indent=inside)
    if not isinstance(shown, str):
        cell.number_format = CELL_FORMATS.get(column.kind, "General")


def _put_totals(made: LiveSheet, placed: Placed, widths: Sequence[float], *, filtered: bool) -> None:
    table, row = placed.table, placed.last + 1
    put_row(made, row, table, {**totals_of(table), table.level: 0} if table.level else totals_of(table), widths)
    for number, column in enumerate(table.columns, 1):
        value = table.totals.get(column.key)
        if column.key in table.summed and isinstance(value, int | Decimal) and placed.count:
            formula = _sum(placed, column, Decimal(value), filtered=filtered)
            if formula:
                made.put(row, number, Live(formula, Decimal(value)))
        dress_total(made.sheet[address(row, number)])


def dress_total(cell: Cell) -> None:
    """How a cell in the row of totals stands out."""
    cell.font, cell.border = STRONG_FONT, TOTAL


def _sum(placed: Placed, column: Column, total: Decimal, *, filtered: bool) -> str:
    """The formula of a total: over all rows, or over the top ones of a tree. None where neither is the total."""
    rows = list(rows_by_key(placed.table))
    figures = [_figure(row.get(column.key)) for row in rows]
    if sum(figures) == total:
        return sum_of(placed.area(column.key), filtered=filtered)
    tops = [placed.first + at for at, row in enumerate(rows) if not depth(placed.table, row)]
    if len(tops) <= LISTED and sum(figures[at - placed.first] for at in tops) == total:
        return f"SUM({listed_cells(tops, placed.column(column.key))})"
    return ""


def _figure(value: Value) -> Decimal:
    return Decimal(value) if isinstance(value, int | Decimal) else Decimal(0)


def sum_of(area: str, *, filtered: bool) -> str:
    """The sum of cells; under a filter that of those in view."""
    return f"SUBTOTAL(109,{area})" if filtered else f"SUM({area})"


def add_rules(sheet: Worksheet, placed: Placed) -> None:
    """Lights in their colour and shares as bars, for as long as the cells say so."""
    if not placed.count:
        return
    for column in placed.table.columns:
        area = placed.area(column.key)
        if column.lights:
            _light_rules(sheet, area)
        elif column.bar:
            sheet.conditional_formatting.add(area, _bar())


def _light_rules(sheet: Worksheet, area: str) -> None:
    first = area.partition(":")[0]
    for light, sign in LIGHT_SIGNS.items():
        fill = PatternFill("solid", bgColor=_TINTS[light])
        font = Font(name=FONT, bold=True, color=colour(light))
        look = DifferentialStyle(fill=fill, font=font)
        rule = Rule(type="expression", dxf=look, formula=[f'LEFT({first},1)="{sign}"'])
        sheet.conditional_formatting.add(area, rule)


def _bar() -> Rule:
    """Shares of 1 as bars that fill the cell at 1, behind the figure."""
    ends = [FormatObject(type="num", val=0), FormatObject(type="num", val=1)]
    return Rule(type="dataBar", dataBar=DataBar(minLength=0, maxLength=100, showValue=True, cfvo=ends, color="9CC3E6"))


def add_heat(sheet: Worksheet, placed: Placed, chart: Chart) -> None:
    """Colour the fields of a cross table from the smallest to the largest figure."""
    columns = sorted(placed.column(series.key) for series in chart.series)
    if placed.count:
        area = f"{address(placed.first, columns[0])}:{address(placed.last, columns[-1])}"
        ends = [FormatObject(type="min"), FormatObject(type="max")]
        colours = [Color(code.lstrip("#")) for code in (HEAT_FROM, HEAT_TO)]
        scale = Rule(type="colorScale", colorScale=ColorScale(cfvo=ends, color=colours))
        sheet.conditional_formatting.add(area, scale)
