"""A section of a report on a sheet: its sentences, its tables below each other, charts beside or above them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from math import ceil

from openpyxl.drawing.spreadsheet_drawing import AnchorMarker, OneCellAnchor
from openpyxl.drawing.xdr import XDRPositiveSize2D
from openpyxl.styles import Alignment, Font

from salesplan.model.table import ColumnSpec, Table
from salesplan.present.blocks import Line
from salesplan.present.lights import LIGHT_SIGNS
from salesplan.present.numbers import Unit
from salesplan.present.report.chart import Chart
from salesplan.present.report.parts import Column, Item, ReportPart, ReportTable, Said
from salesplan.text import Text
from salesplan.write.new.live_cells import LiveSheet
from salesplan.write.new.picture_sheet import FONT, LINE, STYLES, put_across
from salesplan.write.new.report_chart_data import Blocks, source_of, unit_of
from salesplan.write.new.report_charts import WIDTH, native_chart, size_of
from salesplan.write.new.report_look import (
    CONTENTS,
    DIM_FONT,
    PART_FONT,
    PLAIN_FONT,
    TITLE_FONT,
    colour,
    dress_page,
    lead_to,
    put_heading,
    text_height,
)
from salesplan.write.new.report_pages import Span, add_breaks
from salesplan.write.new.report_table import Placed, add_heat, put_table, widths_of
from salesplan.write.patch.cell_xml import column_letters

BESIDE, BETWEEN, PLAIN = 84, 2, 9
"""Characters of the widest table that charts stand beside; of the gap, and of a column that holds no table."""
PAGE, LEAST = 165, 22
"""Characters of a page that can be read on paper, and of the columns that are narrowed for it."""
READ = 78
"""Characters of the narrowest line of text."""
PIXELS, POINTS_CM, EMU_CM, EMU_PIXEL = 7, 28.35, 360_000, 9_525
"""Pixels of a character's width; points of a centimetre; a centimetre and a pixel in English metric units."""
START = 4
"""The first row below title and link."""
TOP, MANY = 12, 8
"""The last row that a head stays in view at; rows of a table that is worth a filter."""
SHOWN = 20
"""Rows shown of a table that has a sheet of its own."""
ALL_ROWS = Text("全部 {rows} 行：{sheet} →", "all {rows} rows: {sheet} →")
SIDES = Text("行：{down}；列：{across}", "rows: {down}; columns: {across}")
TOGETHER = 5
"""Rows of a long table that stay with its head on paper."""
BACK = Text("← {contents}", "← {contents}")


@dataclass
class Group:
    """What belongs together on a sheet: a table and its charts, or a chart without one."""

    table: ReportTable | None = None
    charts: list[Chart] = field(default_factory=list)


@dataclass(frozen=True)
class Waiting:
    """A chart that is drawn when all tables have their place: where its corner is, and the row of its block."""

    chart: Chart
    row: int
    pixels: float
    block: int


@dataclass
class Page:
    """A sheet that is filled from the top."""

    made: LiveSheet
    widths: list[float]
    filtered: bool
    whole: Mapping[str, Placed]
    row: int = 1
    placed: dict[str, Placed] = field(default_factory=dict)
    waiting: list[Waiting] = field(default_factory=list)
    spans: list[Span] = field(default_factory=list)

    @property
    def wide(self) -> float:
        """Characters of its widest table."""
        return sum(self.widths)

    def wide_of(self, table: ReportTable) -> float:
        """Characters of a table, in the columns as they are on this page."""
        return sum(self.widths[: len(table.columns)])

    @property
    def across(self) -> int:
        """The columns that a line of text runs over."""
        at, room = 0, 0.0
        while at < len(self.widths) or room < READ:
            room += self.width(at)
            at += 1
        return at

    def width(self, at: int) -> float:
        """Characters of a column, the first being 0."""
        return self.widths[at] if at < len(self.widths) else PLAIN


def groups_of(items: Sequence[Item]) -> list[Item | Group]:
    """The items with tables and charts brought together: a chart stands with the table that it shows."""
    tables = {item.name: Group(item) for item in items if isinstance(item, ReportTable)}
    found: list[Item | Group] = []
    for item in items:
        if isinstance(item, ReportTable | Chart):
            name = item.name if isinstance(item, ReportTable) else item.table
            group = tables.get(name) or Group()
            if isinstance(item, Chart):
                group.charts.append(item)
            if not any(group is each for each in found):
                found.append(group)
        else:
            found.append(item)
    return [_with_cross_table(item) if isinstance(item, Group) else item for item in found]


def _with_cross_table(group: Group) -> Group:
    """A heat map without a table of its own gets one: it is coloured cells here."""
    heat = next((chart for chart in group.charts if chart.form == "heat"), None)
    if heat is None or _is_cross(group.table, heat):
        return group
    keys = (heat.label_key, *(series.key for series in heat.series))
    kind = heat.series[0].kind
    columns = (
        Column(heat.label_key, heat.heads[0], "text"),
        *(Column(series.key, series.name, kind) for series in heat.series),
    )
    specs = (ColumnSpec(keys[0], "text"), *(ColumnSpec(key, kind) for key in keys[1:]))
    rows = tuple(zip(heat.labels, *(series.values for series in heat.series), strict=True))
    return Group(ReportTable(heat.table, heat.title, columns, Table(specs, tuples=rows)), group.charts)


def _is_cross(table: ReportTable | None, heat: Chart) -> bool:
    return table is not None and {series.key for series in heat.series} <= {column.key for column in table.columns}


def fill_section(made: LiveSheet, part: ReportPart, contents: str, whole: Mapping[str, Placed]) -> Page:
    """Write a section without boards, and return what of it still waits to be drawn.

    Of tables that stand ``whole`` on a sheet of their own the first rows are shown here.
    """
    items = groups_of([_first_rows(item, whole) for item in part.items])
    tables = [item.table for item in items if isinstance(item, Group) and item.table]
    page = _page(made, tables, whole)
    for at, width in enumerate(page.widths, 1):
        made.sheet.column_dimensions[column_letters(at)].width = width
    _heading(page, part, contents)
    for item in items:
        if isinstance(item, Group):
            _put_group(page, item)
        elif isinstance(item, Line | Said):
            _put_text(page, item)
    dress_page(made.sheet)
    if len(tables) == 1:
        _keep_head(page)
    _set_area(page)
    return page


def _first_rows(item: Item, whole: Mapping[str, Placed]) -> Item:
    if not isinstance(item, ReportTable) or item.name not in whole:
        return item
    rows = Table(item.rows.columns, tuples=tuple(item.rows.rows(0, SHOWN)))
    return replace(item, rows=rows, totals={}, summed=frozenset())


def _page(made: LiveSheet, tables: Sequence[ReportTable], whole: Mapping[str, Placed]) -> Page:
    measured = [widths_of(table) for table in tables]
    columns = max(map(len, measured), default=0)
    widths = [max(each[at] for each in measured if at < len(each)) for at in range(columns)]
    while sum(widths) > PAGE and max(widths) > LEAST:
        widths[widths.index(max(widths))] -= 1
    filtered = len(tables) == 1 and len(tables[0].rows) >= MANY and not (tables[0].level or tables[0].name in whole)
    return Page(made, widths, filtered, whole)


def _heading(page: Page, part: ReportPart, contents: str) -> None:
    put_heading(page.made, 1, str(part.title), TITLE_FONT)
    lead_to(page.made.put(2, 1, str(BACK.format(contents=CONTENTS))), contents)
    page.row = START


def _put_text(page: Page, item: Line | Said) -> None:
    """A sentence across the page, with the sign of its light."""
    text, font = str(item.text), PLAIN_FONT
    if isinstance(item, Line):
        font = Font(name=FONT, size=11, bold=item.style == "strong", color=STYLES[item.style])
    elif item.tone in LIGHT_SIGNS:
        text = f"{LIGHT_SIGNS[item.tone]} {text}"
        font = Font(name=FONT, size=11, color=colour(item.tone) if item.tone == "red" else STYLES[""])
    width = sum(page.width(at) for at in range(page.across))
    put_across(page.made.sheet, page.row, (1, page.across), text, font, Alignment(wrap_text=True, vertical="center"))
    page.made.sheet.row_dimensions[page.row].height = text_height(text, width) + BETWEEN
    page.row += 1


def _drawn(group: Group) -> list[Chart]:
    """Its charts that are drawn; a heat map is the table itself in colours."""
    return [chart for chart in group.charts if chart.form != "heat" and chart.labels and chart.series]


def _put_group(page: Page, group: Group) -> None:
    """A title, what there is to see, the charts beside or above, the table."""
    made = page.made
    page.row += page.row > START
    first = page.row
    if group.table is not None and str(group.table.title):
        put_heading(made, page.row, str(group.table.title), PART_FONT)
        page.row += 1
    for chart in group.charts:
        _put_told(page, chart)
    charts, start = _drawn(group), page.row
    beside = page.wide_of(group.table) if group.table is not None else None
    left = beside if beside is not None and beside <= max(BESIDE, page.wide - chart_width()) else None
    tall = _place_charts(page, charts, left)
    if left is None:
        page.row += tall + (1 if tall else 0)
    least = max(start + tall, page.row)
    if group.table is not None:
        least = max(least, page.row + min(TOGETHER, len(group.table.rows)))
        placed = put_table(made, page.row, group.table, page.widths, filtered=page.filtered)
        page.placed[group.table.name] = placed
        for chart in group.charts:
            if chart.form == "heat":
                add_heat(made.sheet, placed, chart)
        page.row = placed.end + 1
        _put_link(page, group.table.name)
    if left is not None:
        page.row = max(page.row, start + tall)
    page.spans.append(Span(first, min(least, page.row), page.row))
    page.row += 1


def _put_link(page: Page, name: str) -> None:
    """Where all rows of a long table stand."""
    if name in page.whole:
        whole = page.whole[name]
        text = ALL_ROWS.format(rows=f"{whole.count:,}", sheet=whole.sheet)
        lead_to(page.made.put(page.row, 1, str(text)), whole.sheet)
        page.row += 1


def _put_told(page: Page, chart: Chart) -> None:
    """What there is to see in a chart, small above it; of a heat map also what runs which way."""
    told = [str(chart.told)] if str(chart.told) else []
    if chart.form == "heat" and any(map(str, chart.heads)):
        down, across = chart.heads
        told.append(str(SIDES.format(down=down, across=across)))
    if chart.form == "bars" and chart.limit is not None:
        told.append(str(chart.limit[1]))
    for text in told:
        width = sum(page.width(at) for at in range(page.across))
        put_across(page.made.sheet, page.row, (1, page.across), text, DIM_FONT, Alignment(wrap_text=True))
        page.made.sheet.row_dimensions[page.row].height = text_height(text, width)
        page.row += 1


def _place_charts(page: Page, charts: Sequence[Chart], table: float | None) -> int:
    """Give charts their corners: one below the other beside a ``table`` so wide, else two side by side. Their rows."""
    left = 0.0 if table is None else (table + BETWEEN) * PIXELS
    down, last = 0, 0
    for number, chart in enumerate(charts):
        is_right = table is None and number % 2 == 1
        tall = ceil(size_of(chart)[1] * POINTS_CM / (LINE - 1)) + 1
        pixels = left + (chart_width() * PIXELS if is_right else 0)
        if is_right:
            down -= last
        page.waiting.append(Waiting(chart, page.row + down, pixels, page.row))
        last = max(tall, last) if is_right else tall
        down += last
    return down


def chart_width() -> float:
    """Characters that a chart takes, with the gap behind it."""
    return WIDTH * EMU_CM / EMU_PIXEL / PIXELS + BETWEEN


def _column_at(page: Page, pixels: float) -> tuple[int, float]:
    """The column (the first being 0) that a place from the left lies in, and how far into it."""
    at = 0
    while pixels >= page.width(at) * PIXELS:
        pixels -= page.width(at) * PIXELS
        at += 1
    return at, pixels


def draw_charts(page: Page, placed: Mapping[str, Sequence[Placed]], unit: Unit) -> list[Chart]:
    """Draw what waits on a page, over the tables of all pages; the charts in their order on the sheet."""
    blocks = Blocks(page.made.sheet, _last_column(page) + 2)
    for each in page.waiting:
        own = unit_of(each.chart, unit)
        source = source_of(each.chart, placed.get(each.chart.table, ()), blocks, each.block, own)
        drawn = native_chart(each.chart, source, own)
        column, offset = _column_at(page, each.pixels)
        corner = AnchorMarker(col=column, colOff=int(offset * EMU_PIXEL), row=each.row - 1)
        size = XDRPositiveSize2D(*(int(side * EMU_CM) for side in size_of(each.chart)))
        drawn.anchor = OneCellAnchor(_from=corner, ext=size)
        page.made.sheet.add_chart(drawn)
    return [each.chart for each in page.waiting]


def _keep_head(page: Page) -> None:
    """The head of the only table stays in view and comes again on every printed page; a longer table has a filter."""
    (placed,) = page.placed.values()
    sheet = page.made.sheet
    sheet.print_title_rows = f"{placed.head}:{placed.head}"
    if placed.head <= TOP:
        sheet.freeze_panes = f"A{placed.first}"
    if page.filtered:
        sheet.auto_filter.ref = f"A{placed.head}:{column_letters(len(placed.table.columns))}{placed.last}"


def _set_area(page: Page) -> None:
    """What is printed: everything but the figures behind charts."""
    for at in range(len(page.widths) + 1, _last_column(page) + 1):
        page.made.sheet.column_dimensions[column_letters(at)].width = PLAIN
    last = _last_column(page)
    page.made.sheet.print_area = f"A1:{column_letters(last)}{max(page.row - 1, 1)}"
    add_breaks(page.made.sheet, page.spans, sum(page.width(at) for at in range(last)))


def _last_column(page: Page) -> int:
    """The last column that tables, text and charts reach."""
    pixels = [page.wide * PIXELS, *(each.pixels + (chart_width() - BETWEEN) * PIXELS for each in page.waiting)]
    return max(_column_at(page, max(pixels))[0] + 1, page.across)
