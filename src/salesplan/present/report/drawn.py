"""Charts of the report in block characters: bars, steps and rows of small bars, for terminals."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

from salesplan.model.table import Kind
from salesplan.present.blocks import Bar, Block, Cell, Content, Grid, Head, Heading, Line, Screen
from salesplan.present.numbers import Unit
from salesplan.present.report.cells import figure_text
from salesplan.present.report.chart import Chart, Series
from salesplan.present.sparks import spark
from salesplan.present.waterfall import Step, waterfall

BAR = 24
"""Columns that the longest bar takes."""
MANY = 24
"""A chart with more labels is drawn as rows of small bars."""
MOST_POINTS = 12
"""Points of a curve that are drawn."""
MOST_SMALL = 60
"""Small bars in a row; of more values every second, third ... is drawn."""


def chart_alone(chart: Chart, unit: Unit, screen: Screen) -> Iterator[Block]:
    """A chart with its title and what it says, when nothing else is on the page."""
    screen = replace(screen, unit=chart.unit or unit)
    yield Heading(chart.title)
    if str(chart.told):
        yield Line(chart.told, wrap=True)
    yield drawing(chart, screen)


def drawing(chart: Chart, screen: Screen) -> Grid:
    """The chart with its figures, drawn the way its form asks for."""
    if chart.form == "waterfall":
        return _steps(chart, screen)
    if chart.form == "heat":
        return _fields(chart, screen)
    many = len(chart.labels) > MANY
    return small_bars(chart, screen) if many and chart.form != "curve" else _bars(chart, screen)


def small_bars(chart: Chart, screen: Screen) -> Grid:
    """A line a series, all on one scale: the first figure, its values as small bars, the last one known."""
    ends = [*chart.labels[:1], *chart.labels[-1:]] or ["", ""]
    heads = (Head(""), Head(ends[0], "right"), Head(""), Head(ends[-1], "right"))
    return Grid(heads, tuple(_small(series, chart, screen.unit) for series in chart.series))


def barred(chart: Chart) -> Series | None:
    """The series that bars are drawn of: the first that is no target and no estimate; None for charts of no bars."""
    if chart.form in ("heat", "waterfall") or not chart.series:
        return None
    return next((each for each in chart.series if not (each.dashed or each.line)), chart.series[0])


def bar_of(value: Decimal | None, series: Series, chart: Chart, width: int = BAR) -> Bar:
    """A value as a bar: a share of 1 by itself, another against the highest of all of its kind in the chart."""
    top = _top(chart, series.kind)
    if series.kind == "share" and top <= 1:
        top = Decimal(1)
    return Bar(value / top if value is not None and top > 0 else None, width)


def _top(chart: Chart, kind: Kind) -> Decimal:
    known = [v for each in chart.series if each.kind == kind for v in each.values if v is not None]
    return max(known, default=Decimal(0))


def _bars(chart: Chart, screen: Screen) -> Grid:
    """A line a label: the bar of the series that it is about, the figures of all."""
    main = barred(chart) or chart.series[0]
    heads = (Head("", shrink=True), Head(""), *(Head(each.name, "right") for each in chart.series))
    return Grid(heads, tuple(_bar_row(at, chart, main, screen.unit) for at in _places(chart)))


def _places(chart: Chart) -> range:
    """The labels that are drawn: all of bars; of a curve some evenly apart, the last among them, its origin not."""
    last = len(chart.labels) - 1
    if chart.form != "curve" or not last:
        return range(last + 1)
    step = -(-len(chart.labels) // MOST_POINTS)
    return range(last % step or step, last + 1, step)


def _bar_row(at: int, chart: Chart, main: Series, unit: Unit) -> tuple[Content, ...]:
    figures = (figure_text(each.kind, each.values[at], unit) for each in chart.series)
    return (chart.labels[at], bar_of(main.values[at], main, chart), *figures)


def _small(series: Series, chart: Chart, unit: Unit) -> tuple[Content, ...]:
    same = [v for each in chart.series if each.kind == series.kind for v in each.values if v is not None]
    scale = (max(same), min(same)) if same else ()
    drawn = spark((*_fewer(series.values), *scale))
    known = [value for value in series.values if value is not None]
    ends = (known[0], known[-1]) if known else (None, None)
    first, last = (figure_text(series.kind, value, unit) for value in ends)
    return (series.name, first, Cell(drawn[: len(drawn) - len(scale)], drawn=True), last)


def _fewer(values: Sequence[Decimal | None]) -> Sequence[Decimal | None]:
    """At most so many values as fit, evenly apart, the last among them."""
    step = -(-len(values) // MOST_SMALL) or 1
    return values[::-1][::step][::-1]


def _steps(chart: Chart, screen: Screen) -> Grid:
    values = chart.series[0].values
    each = enumerate(zip(chart.labels, values, strict=True))
    return waterfall([Step(name, v, at in chart.levels) for at, (name, v) in each if v is not None], screen)


def _fields(chart: Chart, screen: Screen) -> Grid:
    """The fields of a heat map as figures; the highest are told by their weight."""
    top = _top(chart, chart.series[0].kind) if chart.series else Decimal(0)
    corner = " \\ ".join(str(head) for head in chart.heads if str(head))
    heads = (Head(corner), *(Head(series.name, "right") for series in chart.series))
    return Grid(heads, tuple(_field_row(at, chart, top, screen.unit) for at in range(len(chart.labels))))


def _field_row(at: int, chart: Chart, top: Decimal, unit: Unit) -> tuple[Content, ...]:
    return (chart.labels[at], *(_field(series, at, top, unit) for series in chart.series))


def _field(series: Series, at: int, top: Decimal, unit: Unit) -> Cell:
    value = series.values[at]
    return Cell(figure_text(series.kind, value, unit), "strong" if value is not None and value * 2 > top else "")
