"""The report on a terminal and as Markdown: the same sections, sentences and tables, the charts in characters.

Where a table stands beside its chart, the bars stand in the table: nothing is said twice. Markdown goes into chats,
whose letters are not of one width: there nothing is drawn, the tables alone tell the figures.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from salesplan.compute.report.report import ReportSummary
from salesplan.model.result import Result
from salesplan.present.blocks import Blank, Block, Board, Cell, Grid, Head, Heading, Line, Screen, Style
from salesplan.present.lights import LIGHT_SIGNS, LIGHT_STYLES
from salesplan.present.numbers import Unit
from salesplan.present.report.chart import Chart
from salesplan.present.report.drawn import drawing, small_bars
from salesplan.present.report.grids import table_blocks
from salesplan.present.report.parts import Card, Report, ReportPart, ReportTable, Said
from salesplan.present.sections import plan_heading, problem_blocks
from salesplan.text import Text

BESIDE = frozenset(("bars", "columns", "curve", "heat"))
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
    """A sentence behind the sign of its light, so that nothing hangs on a colour."""
    return Line(f"{LIGHT_SIGNS.get(said.tone, '·')} {said.text}", TONES.get(said.tone, ""), wrap=True)


def _part(part: ReportPart, unit: Unit, screen: Screen) -> Iterator[Block]:
    yield from (Blank(), Heading(part.title))
    shown = _shown(part, screen)
    charts = [item for item in part.items if isinstance(item, Chart)]
    beside = {c.table: c for c in reversed(charts) if c.table in shown and (c.form in BESIDE or not screen.drawings)}
    for at, item in enumerate(part.items):
        if isinstance(item, ReportTable):
            if item.name in shown:
                chart = beside.get(item.name)
                yield from _title(item.title, part, chart, first=not at)
                yield from table_blocks(item, chart, item.unit or unit, screen)
        elif isinstance(item, Chart):
            if beside.get(item.table) is not item:
                yield from _chart(item, part, unit, screen, first=not at)
        else:
            yield _said(item) if isinstance(item, Said) else item


def _shown(part: ReportPart, screen: Screen) -> frozenset[str]:
    """The tables that the page shows: not those that only hold points, nor what a picture beside them shows whole."""
    steps = {i.table for i in part.items if isinstance(i, Chart) and i.form == "waterfall" and screen.drawings}
    board = {part.code} if any(isinstance(item, Board) for item in part.items) else set()
    names = {i.name for i in part.items if isinstance(i, ReportTable) and not i.folded}
    return frozenset(names - steps - board)


def _chart(chart: Chart, part: ReportPart, unit: Unit, screen: Screen, *, first: bool) -> Iterator[Block]:
    """A chart that no table shows; in Markdown only what it says."""
    if not screen.drawings:
        yield from (Line(chart.told, wrap=True),) if str(chart.told) else ()
        return
    yield from _title(chart.title, part, chart, first=first)
    screen = replace(screen, unit=chart.unit or unit)
    yield small_bars(chart, screen) if chart.form == "lines" else drawing(chart, screen)


def _title(title: Text | str, part: ReportPart, chart: Chart | None, *, first: bool) -> Iterator[Block]:
    """What a table or chart is called, unless the section is called that, and what there is to see."""
    if str(title) != str(part.title):
        yield from () if first else (Blank(),)
        yield Line(title, "strong")
    if chart is not None and str(chart.told):
        yield Line(chart.told, wrap=True)
