"""The report on a terminal and as Markdown: the same sections, sentences and tables, the charts in characters.

Where a table stands beside its chart, the bars stand in the table: nothing is said twice. Markdown goes into chats,
whose letters are not of one width: there nothing is drawn, the tables alone tell the figures.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from salesplan.compute.report.report import ReportSummary
from salesplan.model.result import Result
from salesplan.model.table import Value
from salesplan.present.blocks import Bar, Blank, Block, Board, Cell, Content, Grid, Head, Heading, Line, Screen, Style
from salesplan.present.numbers import Unit
from salesplan.present.report.cells import FIGURES, INDENT, LIGHT_STYLES, cell_text, depth, rows_by_key
from salesplan.present.report.chart import Chart
from salesplan.present.report.drawn import BAR, bar_of, barred, drawing, small_bars
from salesplan.present.report.parts import Card, Column, Report, ReportPart, ReportTable, Said, figure_of
from salesplan.present.sections import more_lines, plan_heading, problem_blocks
from salesplan.text import Text

SHOWN = 10
"""Rows of a table that stand on a page without ``--all``."""
BESIDE = frozenset(("bars", "columns", "curve"))
"""Forms whose bars stand at the end of the rows of their table."""
TONES: Mapping[str, Style] = {**LIGHT_STYLES, "grey": "dim"}


def blocks_of(report: Report, result: Result[ReportSummary], screen: Screen) -> Iterator[Block]:
    """The page: heading, key figures, conclusion, the sections, what is missing, what was found."""
    yield plan_heading(report.title, result)
    about = [str(each) for each in report.about if str(each) != result.plan]
    if about:
        yield Line(" · ".join(about), "dim", wrap=True)
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
    charts = [item for item in part.items if isinstance(item, Chart)] if screen.drawings else []
    tables = {item.name: item for item in part.items if isinstance(item, ReportTable) and not item.folded}
    if any(isinstance(item, Board) for item in part.items):
        tables.pop(part.code, None)  # the board shows the same
    beside = {chart.table: chart for chart in charts if chart.table in tables and chart.form in BESIDE}
    whole = {chart.table for chart in charts if chart.form == "waterfall"}
    for at, item in enumerate(part.items):
        if isinstance(item, ReportTable):
            if item.name in tables and item.name not in whole:
                yield from () if str(item.title) == str(part.title) else _title(item.title, first=not at)
                yield from _table(item, beside.get(item.name), item.unit or unit, screen)
        elif isinstance(item, Chart):
            shown = item.table in tables and (beside.get(item.table) is item or item.form == "heat")
            yield from _chart(item, screen, unit, drawn=screen.drawings and not shown)
        elif isinstance(item, Said):
            yield _said(item)
        else:
            yield item


def _chart(chart: Chart, screen: Screen, unit: Unit, *, drawn: bool) -> Iterator[Block]:
    """What a chart says; and the chart where no table shows its bars."""
    if str(chart.told):
        yield Line(chart.told, wrap=True)
    if drawn:
        screen = replace(screen, unit=chart.unit or unit)
        yield small_bars(chart, screen) if chart.form == "lines" else drawing(chart, screen)


def _title(title: Text | str, *, first: bool) -> Iterator[Block]:
    yield from () if first else (Blank(),)
    yield Line(title, "strong")


def _table(table: ReportTable, chart: Chart | None, unit: Unit, screen: Screen) -> Iterator[Block]:
    """A table: its first rows, its totals, how many more there are."""
    count = None if screen.all_rows else SHOWN
    rows = [
        (*_cells(table, row, unit, screen), *(_bar(table, at, row, chart) if screen.drawings else ()))
        for at, row in enumerate(rows_by_key(table, count))
    ]
    heads = [Head(c.title, "right" if c.kind in FIGURES else "left", shrink=c.kind == "text") for c in table.columns]
    if table.totals:
        rows.append(_cells(table, {**table.totals, table.level: 0}, unit, screen))
    width = max((len(row) for row in rows), default=len(heads))
    heads += [Head(_barred(table, chart))] * (width - len(heads))
    yield Grid(tuple(heads), tuple((*row, *[""] * (width - len(row))) for row in rows), total=bool(table.totals))
    yield from more_lines(len(table.rows) - len(rows) + bool(table.totals), Text("行", "more"))


def _bar(table: ReportTable, at: int, row: Mapping[str, Value], chart: Chart | None) -> tuple[Content, ...]:
    """The bar at the end of a row: of a column of shares, else of the chart, which may show the first rows only."""
    shares = next((column.key for column in table.columns if column.bar), None)
    if shares is not None:
        return (Bar(figure_of(row.get(shares)), BAR // 2),)
    series = barred(chart) if chart else None
    if chart is None or series is None:
        return ()
    return (bar_of(series.values[at], series, chart),) if at < len(chart.labels) else ("",)


def _barred(table: ReportTable, chart: Chart | None) -> Text | str:
    """What the bars at the end of the rows are of."""
    shares = next((column.title for column in table.columns if column.bar), None)
    series = barred(chart) if chart else None
    return shares or (series.name if series else "")


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
