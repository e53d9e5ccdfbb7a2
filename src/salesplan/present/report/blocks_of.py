"""The report on a terminal and as Markdown: the same sections, sentences and tables, the charts in characters.

Where a table stands beside its chart, the bars stand in the table: nothing is said twice. Markdown goes into chats,
whose letters are not of one width: there nothing is drawn, the tables alone tell the figures.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from salesplan.compute.report.report import ReportSummary
from salesplan.model.result import Result
from salesplan.model.table import Value
from salesplan.present.blocks import Bar, Blank, Block, Board, Cell, Content, Grid, Head, Heading, Line, Screen, Style
from salesplan.present.numbers import Unit
from salesplan.present.report.cells import FIGURES, INDENT, LIGHT_STYLES, cell_text, depth, rows_by_key
from salesplan.present.report.chart import Chart
from salesplan.present.report.drawn import BAR, bar_of, barred, drawing, small_bars
from salesplan.present.report.parts import Card, Column, Item, Report, ReportPart, ReportTable, Said, figure_of
from salesplan.present.sections import more_lines, problem_blocks
from salesplan.text import Text

SHOWN = 10
"""Rows of a table that stand on a page without ``--all``."""
TONES: Mapping[str, Style] = {**LIGHT_STYLES, "grey": "dim"}


def blocks_of(report: Report, result: Result[ReportSummary], screen: Screen) -> Iterator[Block]:
    """The page: heading, key figures, conclusion, the sections, what is missing, what was found."""
    yield Heading(report.title)
    if report.about:
        yield Line(" · ".join(str(each) for each in report.about), "dim", wrap=True)
    if report.cards:
        yield _cards(report.cards)
    if report.conclusion:
        yield from (Blank(), Heading(Text("结论", "Conclusion")))
        yield from (_said(said) for said in report.conclusion)
    for part in report.parts:
        yield from _part(part, report.unit, screen)
    yield from problem_blocks(result.findings, screen)
    if not screen.quiet:
        yield Blank()
        yield from report.ends


def _cards(cards: Iterable[Card]) -> Grid:
    rows = tuple((c.title, Cell(c.figure, TONES.get(c.tone, "strong")), Cell(c.note, "dim")) for c in cards)
    return Grid((Head(Text("关键数字", "Key figures")), Head("", "right"), Head("")), rows)


def _said(said: Said) -> Line:
    return Line(said.text, TONES.get(said.tone, ""), wrap=True)


def _part(part: ReportPart, unit: Unit, screen: Screen) -> Iterator[Block]:
    yield from (Blank(), Heading(part.title))
    drawn = {chart.name: chart for chart in _charts(part)} if screen.drawings else {}
    tables = {item.name: item for item in part.items if isinstance(item, ReportTable)}
    beside = {chart.table: chart for chart in drawn.values() if _beside(chart, tables)}
    whole = {chart.table for chart in drawn.values() if chart.form == "waterfall"}
    for at, item in enumerate(part.items):
        if isinstance(item, ReportTable):
            if item.name not in whole:
                yield from () if str(item.title) == str(part.title) else _title(item.title, first=not at)
                yield from _table(item, beside.get(item.name), item.unit or unit, screen)
        elif isinstance(item, Chart):
            yield from _chart(item, item.name in drawn and beside.get(item.table) is not item, screen)
        else:
            yield from _other(item)


def _charts(part: ReportPart) -> Iterator[Chart]:
    return (item for item in part.items if isinstance(item, Chart))


def _beside(chart: Chart, tables: Mapping[str, ReportTable]) -> bool:
    """Whether the chart's bars go into its table, which stands in the same section."""
    table = tables.get(chart.table)
    return table is not None and chart.form in ("bars", "columns", "curve")


def _chart(chart: Chart, alone: bool, screen: Screen) -> Iterator[Block]:  # noqa: FBT001 - whether it is drawn
    """What a chart says; and the chart where no table shows its bars."""
    if str(chart.told):
        yield Line(chart.told, wrap=True)
    if alone and chart.form != "heat":
        yield small_bars(chart, screen) if chart.form == "lines" else drawing(chart, screen)


def _title(title: Text | str, *, first: bool) -> Iterator[Block]:
    yield from () if first else (Blank(),)
    yield Line(title, "strong")


def _other(item: Item) -> Iterator[Block]:
    if isinstance(item, Said):
        yield _said(item)
    elif isinstance(item, Line | Board):
        yield item


def _table(table: ReportTable, chart: Chart | None, unit: Unit, screen: Screen) -> Iterator[Block]:
    """A table: its first rows, its totals, how many more there are."""
    count = None if screen.all_rows else SHOWN
    rows = [_row(table, row, chart, unit, screen) for row in rows_by_key(table, count)]
    heads = [Head(c.title, "right" if c.kind in FIGURES else "left", shrink=c.kind == "text") for c in table.columns]
    if table.totals:
        rows.append(_cells(table, {**table.totals, table.level: 0}, unit, screen))
    width = max((len(row) for row in rows), default=len(heads))
    heads += [Head("")] * (width - len(heads))
    yield Grid(tuple(heads), tuple((*row, *[""] * (width - len(row))) for row in rows), total=bool(table.totals))
    yield from more_lines(len(table.rows) - len(rows) + bool(table.totals), Text("行", "more"))


def _row(
    table: ReportTable, row: Mapping[str, Value], chart: Chart | None, unit: Unit, screen: Screen
) -> tuple[Content, ...]:
    """The cells of a row, and at the end the bar of its chart or of a column of shares."""
    cells = _cells(table, row, unit, screen)
    if not screen.drawings:
        return cells
    shares = next((column.key for column in table.columns if column.bar), None)
    if shares is not None:
        return (*cells, Bar(figure_of(row.get(shares)), BAR // 2))
    series = barred(chart) if chart else None
    if chart is None or series is None:
        return cells
    named = next((c for c in table.columns if c.key == chart.label_key), None)
    if named is not None and chart.form != "curve" and cell_text(row.get(named.key), named, unit) not in chart.labels:
        return (*cells, "")
    return (*cells, bar_of(figure_of(row.get(series.key)), series, chart))


def _cells(table: ReportTable, row: Mapping[str, Value], unit: Unit, screen: Screen) -> tuple[Content, ...]:
    blank = " " * 2 if screen.drawings else INDENT
    lead = blank * depth(table, row)
    return tuple(_cell(c, row, unit, "" if at else lead) for at, c in enumerate(table.columns))


def _cell(column: Column, row: Mapping[str, Value], unit: Unit, lead: str) -> Content:
    if column.key not in row:
        return ""
    value = row[column.key]
    text = lead + cell_text(value, column, unit)
    return Cell(text, LIGHT_STYLES.get(str(value), "")) if column.lights else text
