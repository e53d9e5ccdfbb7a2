"""Tables of the report on a terminal and in Markdown: the first rows, totals, trees, lights, bars at their ends."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from salesplan.model.table import Value
from salesplan.present.blocks import Bar, Block, Cell, Content, Grid, Head, Line, Screen
from salesplan.present.lights import style_of
from salesplan.present.numbers import Unit, figure_of
from salesplan.present.report.cells import FIGURES, INDENT, cell_text, depth, rows_by_key, totals_of
from salesplan.present.report.chart import Chart
from salesplan.present.report.drawn import BAR, bar_of, barred
from salesplan.present.report.parts import Column, ReportTable
from salesplan.present.safe import shown, width_of
from salesplan.present.sections import more_lines
from salesplan.text import Text

SHOWN, FEW = 5, 2
"""Rows of a table that stand on a page without ``--all``; so few more are not worth leaving out."""
LONG = 40
"""Columns of a text that is a sentence: where most rows have one, they are lines and not cells."""
GAP, LEAST_NAME = 2, 12
"""Between columns, and what is left of a name that is cut (terminal.py)."""


def table_blocks(table: ReportTable, chart: Chart | None, unit: Unit, screen: Screen) -> Iterator[Block]:
    """A table: its first rows, its totals, how many more there are. ``chart`` is the one whose bars stand in it."""
    whole = screen.all_rows or len(table.rows) <= SHOWN + FEW
    records = list(rows_by_key(table, None if whole else SHOWN))
    sentence = _sentence(table, records, unit) if screen.drawings else None
    if sentence is not None:
        yield from (_told(table, sentence, row, unit) for row in records)
    elif screen.drawings:
        yield from _on_terminal(table, chart, records, unit, screen)
    else:
        yield _grid(table.columns, table, records, unit, INDENT)
    yield from more_lines(len(table.rows) - len(records), Text("行", "more"))


def _sentence(table: ReportTable, records: Sequence[Mapping[str, Value]], unit: Unit) -> Column | None:
    """The column of sentences, if the table has one and is no table of figures; in a numbered list one is enough."""
    if sum(column.kind in FIGURES for column in table.columns[1:]) > FEW:
        return None
    for column in table.columns:
        texts = [cell_text(row.get(column.key), column, unit) for row in records if column.kind == "text"]
        long = sum(width_of(text[:LONG]) >= LONG for text in texts)
        if 2 * long > len(texts) or (long and table.columns[0].kind == "integer"):
            return column
    return None


def _told(table: ReportTable, sentence: Column, row: Mapping[str, Value], unit: Unit) -> Line:
    """A row as a line: its number, its sentence, everything else behind."""
    first, *_ = table.columns
    number = f"{cell_text(row.get(first.key), first, unit)}. " if first.kind == "integer" else "· "
    others = [column for column in table.columns if column not in (sentence, *([first] if number != "· " else []))]
    rest = " · ".join(_named(row[c.key], c, unit) for c in others if row.get(c.key) is not None)
    text = cell_text(row.get(sentence.key), sentence, unit)
    told = (
        Text("{number}{text}（{rest}）", "{number}{text} ({rest})")
        if rest
        else Text("{number}{text}", "{number}{text}")
    )
    return Line(told.format(number=number, text=text, rest=rest), wrap=True)


def _named(value: Value, column: Column, unit: Unit) -> str:
    """What stands behind a sentence; a figure says what it is of."""
    text = cell_text(value, column, unit)
    return f"{column.title} {text}" if column.kind in FIGURES else text


def _on_terminal(
    table: ReportTable, chart: Chart | None, records: Sequence[Mapping[str, Value]], unit: Unit, screen: Screen
) -> Iterator[Block]:
    """The table with its bars, as many columns of it as the page has room for."""
    columns = list(table.columns)
    grid = _grid(columns, table, records, unit, "  ")
    bars = tuple(_bar(table, at, row, chart) for at, row in enumerate(records))
    head = Head(_barred(table, chart))
    wide = _with_bars(grid, head, bars) if any(bars) else grid
    left_out: list[Column] = []
    if _least(wide) <= screen.width:
        grid = wide
    while _least(grid) > screen.width and len(columns) > FEW:
        left_out.insert(0, columns.pop(max(at for at, column in enumerate(columns) if not column.lights)))
        grid = _grid(columns, table, records, unit, "  ")
    yield grid
    if left_out:
        told = Text("放不下的列：{names}（-o report.html 看全）", "no room for: {names} (-o report.html has all)")
        yield Line(told.format(names=" · ".join(str(column.title) for column in left_out)), "dim", wrap=True)


def _grid(
    columns: Sequence[Column], table: ReportTable, records: Sequence[Mapping[str, Value]], unit: Unit, indent: str
) -> Grid:
    rows = [_cells(columns, row, unit, indent * depth(table, row)) for row in records]
    if table.totals:
        rows.append(_cells(columns, totals_of(table), unit, ""))
    heads = (Head(c.title, "right" if c.kind in FIGURES else "left", shrink=c.kind == "text") for c in columns)
    return Grid(tuple(heads), tuple(rows), total=bool(table.totals))


def _cells(columns: Sequence[Column], row: Mapping[str, Value], unit: Unit, lead: str) -> tuple[Content, ...]:
    return tuple(_cell(c, row, unit, "" if at else lead) for at, c in enumerate(columns))


def _cell(column: Column, row: Mapping[str, Value], unit: Unit, lead: str) -> Content:
    if column.key not in row:
        return ""
    value = row[column.key]
    text = lead + cell_text(value, column, unit)
    return Cell(text, style_of(value)) if column.lights else text


def _with_bars(grid: Grid, head: Head, bars: Sequence[Bar | None]) -> Grid:
    """The table with bars at the ends of its rows; none behind its totals."""
    ends: list[Content] = [bar or "" for bar in bars]
    ends += [""] * (len(grid.rows) - len(ends))
    rows = tuple((*row, end) for row, end in zip(grid.rows, ends, strict=True))
    return Grid((*grid.heads, head), rows, grid.total)


def _bar(table: ReportTable, at: int, row: Mapping[str, Value], chart: Chart | None) -> Bar | None:
    """The bar at the end of a row: of a column of shares, else of the chart, which may show the first rows only."""
    shares = next((column.key for column in table.columns if column.bar), None)
    if shares is not None:
        return Bar(figure_of(row.get(shares)), BAR // 2)
    series = barred(chart) if chart else None
    if chart is None or series is None or at >= len(chart.labels):
        return None
    return bar_of(series.values[at], series, chart)


def _barred(table: ReportTable, chart: Chart | None) -> Text | str:
    """What the bars at the end of the rows are of, unless a column before them is called that."""
    series = barred(chart) if chart else None
    if series is None or any(column.bar or str(column.title) == str(series.name) for column in table.columns):
        return ""
    return series.name


def _least(grid: Grid) -> int:
    """The columns that a table takes when its names are cut and its bars short."""
    lines = [tuple(head.text for head in grid.heads), *grid.rows]
    widths = (max(_width(line[at]) for line in lines) for at in range(len(grid.heads)))
    return sum(min(w, LEAST_NAME) if head.shrink else w for head, w in zip(grid.heads, widths, strict=True)) + GAP * (
        len(grid.heads) - 1
    )


def _width(content: Content) -> int:
    if isinstance(content, Bar):
        return LEAST_NAME - 4 if content.share else 0
    return width_of(shown(str(content.text if isinstance(content, Cell) else content))[:200])
