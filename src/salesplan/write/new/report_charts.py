"""The charts of a report as charts of the workbook, over its cells, to be changed and copied by whoever gets it."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from decimal import Decimal
from typing import Any

from openpyxl.chart import BarChart, LineChart, ScatterChart
from openpyxl.chart.data_source import (
    AxDataSource,
    NumData,
    NumDataSource,
    NumRef,
    NumVal,
    StrData,
    StrRef,
    StrVal,
)
from openpyxl.chart.label import DataLabelList
from openpyxl.chart.legend import Legend
from openpyxl.chart.marker import DataPoint, Marker
from openpyxl.chart.series import Series as Drawn
from openpyxl.chart.series import SeriesLabel, XYSeries
from openpyxl.chart.shapes import GraphicalProperties
from openpyxl.chart.text import RichText
from openpyxl.chart.text import Text as ChartText
from openpyxl.chart.title import Title
from openpyxl.drawing.line import LineProperties
from openpyxl.drawing.text import (
    CharacterProperties,
    Paragraph,
    ParagraphProperties,
    RegularTextRun,
    RichTextProperties,
)
from openpyxl.drawing.text import (
    Font as Typeface,
)

from salesplan.model.table import Kind
from salesplan.present.numbers import Unit
from salesplan.present.report.chart import Chart, Hue, Series
from salesplan.present.report.vega.words import periods
from salesplan.text import Text
from salesplan.write.new.report_chart_data import Cells, Source, waterfall_parts
from salesplan.write.new.report_look import chart_format, colour
from salesplan.write.patch.cell_xml import number_text

WIDTH, HEIGHT, TALLEST = 15.6, 7.6, 17.0
"""Centimetres of a chart; bars grow with their number."""
A_BAR, AROUND = 0.62, 2.6
"""Centimetres of a bar with its gap, and of what stands around all."""
FEW, NARROW_GAP, GAP = 14, 45, 70
"""Marks that still get their figure; the gaps between columns in percent of one."""
STROKE = 18
"""The width of a stroke across a column, in points."""
TITLE, BODY = 1200, 900
"""Sizes of letters, in hundredths of a point."""
THIN, LINE = 6350, 22225
"""Widths of lines, in English metric units."""
LATIN, CHINESE = "Calibri", "Microsoft YaHei"
"""The fonts of charts; without one for Chinese, Excel would take that of the machine's own language."""
KINDS: dict[Kind, Text] = {
    "amount": Text("金额", "Amount"),
    "share": Text("占比", "Share"),
    "integer": Text("数量", "Number"),
    "score": Text("分值", "Score"),
}
"""What stands at an axis of values; the unit stands in its figures."""
LIMIT_HUE: Hue = "red"
_INVALID = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\ufffe\uffff\ud800-\udfff]")


def native_chart(chart: Chart, source: Source, unit: Unit) -> Any:  # noqa: ANN401 - a chart of openpyxl's, of many kinds
    """The chart over these cells."""
    drawn = _FORMS[chart.form](chart, source, unit)
    drawn.title = _title(str(chart.title), TITLE, bold=True)
    drawn.width, drawn.height = size_of(chart)
    drawn.roundedCorners = False
    drawn.display_blanks = "gap"
    drawn.graphical_properties = GraphicalProperties(
        solidFill="FFFFFF", ln=LineProperties(w=THIN, solidFill=colour("line"))
    )
    if (len(chart.series) == 1 and (source.limit is None)) or chart.form == "waterfall":
        drawn.legend = None
    else:
        drawn.legend = Legend()
        drawn.legend.position, drawn.legend.overlay, drawn.legend.txPr = "b", False, _letters(BODY)
    return drawn


def size_of(chart: Chart) -> tuple[float, float]:
    """Width and height in centimetres."""
    if chart.form == "bars":
        return WIDTH, min(max(A_BAR * len(chart.labels) * _beside(chart) + AROUND, HEIGHT * 0.7), TALLEST)
    return WIDTH, HEIGHT


def _beside(chart: Chart) -> int:
    return 1 if chart.stacked else len(chart.series)


def _columns(chart: Chart, source: Source, unit: Unit) -> Any:  # noqa: ANN401 - as above
    """Columns, or bars that lie; those series that are lines above them, and the limit."""
    drawn: Any = BarChart()
    drawn.type = "bar" if chart.form == "bars" else "col"
    pairs = list(zip(chart.series, source.series, strict=True))
    # No line lies above bars that lie: there what would be one is a bar of its own.
    columns = [pair for pair in pairs if chart.form == "bars" or not pair[0].line]
    drawn.grouping, drawn.overlap = ("stacked", 100) if chart.stacked else ("clustered", 0)
    drawn.gapWidth = NARROW_GAP if len(columns) > 1 else GAP
    few = len(chart.labels) * len(columns) <= FEW
    own = next((series for series, _ in columns if not series.dashed), None)
    for number, (series, cells) in enumerate(columns):
        place = "ctr" if chart.stacked else "outEnd"
        one = _series(number, series, source.labels, cells, unit, place if few else "")
        one.spPr, one.invertIfNegative = _filled(series.hue, series.dashed), False
        if series is own:
            one.dPt = [_point(at, hue) for at, hue in enumerate(chart.hues) if hue != series.hue]
        drawn.append(one)
    _set_axes(drawn, chart, unit)
    if chart.form == "bars":
        drawn.x_axis.scaling.orientation, drawn.y_axis.crosses = "maxMin", "max"
    lines = [pair for pair in pairs if pair not in columns]
    if lines or source.limit:
        drawn += _line_chart(chart, source, lines, unit, len(columns))
    return drawn


def _lines(chart: Chart, source: Source, unit: Unit) -> LineChart:
    pairs = list(zip(chart.series, source.series, strict=True))
    drawn = _line_chart(chart, source, pairs, unit, 0)
    _set_axes(drawn, chart, unit)
    return drawn


def _line_chart(
    chart: Chart, source: Source, pairs: Sequence[tuple[Series, Cells]], unit: Unit, first: int
) -> LineChart:
    drawn = LineChart()
    for number, (series, cells) in enumerate(pairs, first):
        one = _series(number, series, source.labels, cells, unit, "")
        one.spPr, one.smooth = _lined(series.hue, dashed=series.dashed), False
        one.marker = _dot(series.hue, shown=len(chart.labels) <= FEW and not series.dashed)
        if not _over_time(chart):
            one.spPr = GraphicalProperties(ln=LineProperties(noFill=True))
            one.marker = Marker(symbol="dash", size=STROKE, spPr=_filled("quiet", dashed=False))
        drawn.append(one)
    if source.limit and chart.limit:
        name = Series("limit", chart.limit[1], (), chart.series[0].kind)
        one = _series(first + len(pairs), name, source.labels, source.limit[1], unit, "")
        one.spPr, one.smooth, one.marker = _lined(LIMIT_HUE, dashed=True), False, Marker(symbol="none")
        drawn.append(one)
    return drawn


def _over_time(chart: Chart) -> bool:
    """Whether the labels follow each other in time; what does not is not joined by a line."""
    return chart.form == "lines" or periods(chart.labels)


def _curve(chart: Chart, source: Source, unit: Unit) -> Any:  # noqa: ANN401 - as above
    """A line through points, both axes from 0 to 1."""
    drawn: Any = ScatterChart()
    drawn.style, drawn.scatterStyle = None, "lineMarker"
    for number, (series, cells) in enumerate(zip(chart.series, source.series, strict=True)):
        one = _points(number, str(series.name), source.labels, cells)
        one.spPr, one.smooth = _lined(series.hue, dashed=series.dashed), False
        one.marker = _dot(series.hue, shown=len(chart.at) <= FEW)
        drawn.append(one)
    if source.limit and chart.limit:
        one = _points(len(chart.series), str(chart.limit[1]), *source.limit)
        one.spPr, one.marker, one.smooth = _lined(LIMIT_HUE, dashed=True), Marker(symbol="none"), False
        drawn.append(one)
    kind = chart.series[0].kind
    _set_axes(drawn, chart, unit)
    drawn.x_axis.number_format = "0%"
    for axis in (drawn.x_axis, drawn.y_axis) if kind == "share" else (drawn.x_axis,):
        axis.scaling.min, axis.scaling.max, axis.majorUnit = 0, 1, 0.2
    return drawn


def _waterfall(chart: Chart, source: Source, unit: Unit) -> BarChart:
    """Columns that stand on an invisible base."""
    drawn = BarChart()
    drawn.type, drawn.grouping, drawn.overlap, drawn.gapWidth = "col", "stacked", 100, NARROW_GAP
    for number, (part, cells) in enumerate(zip(waterfall_parts(chart), source.series, strict=True)):
        one = _series(number, part, source.labels, cells, unit, "")
        one.invertIfNegative = False
        one.spPr = GraphicalProperties(noFill=True) if part.key == "base" else _filled(part.hue, dashed=False)
        if part.key == "level":
            one.dPt = [_point(at, hue) for at, hue in enumerate(chart.hues) if at in chart.levels and hue != "main"]
        drawn.append(one)
    _set_axes(drawn, chart, unit)
    return drawn


_FORMS: dict[str, Callable[[Chart, Source, Unit], Any]] = {
    "columns": _columns,
    "bars": _columns,
    "lines": _lines,
    "curve": _curve,
    "waterfall": _waterfall,
}


def _series(number: int, series: Series, labels: Cells, cells: Cells, unit: Unit, label: str) -> Drawn:
    """A series over its cells, with what they hold for programs that read no cells. ``label``: where figures stand."""
    code = chart_format(series.kind, unit)
    one = Drawn(idx=number, order=number)
    one.tx = SeriesLabel(v=plain_text(str(series.name)))
    one.cat, one.val = AxDataSource(strRef=_texts(labels)), _numbers(cells, code)
    if label:
        one.dLbls = _figures(code, label)
    return one


def _points(number: int, name: str, labels: Cells, cells: Cells) -> XYSeries:
    one = XYSeries(idx=number, order=number)
    one.tx = SeriesLabel(v=plain_text(name))
    one.xVal, one.yVal = AxDataSource(numRef=_numbers(labels, "0%").numRef), _numbers(cells, "0.0%")
    return one


def _texts(cells: Cells) -> StrRef:
    points = [StrVal(idx=at, v=plain_text(str(value))) for at, value in enumerate(cells.values)]
    return StrRef(f=cells.reference, strCache=StrData(ptCount=len(points), pt=points))


def _numbers(cells: Cells, code: str) -> NumDataSource:
    points = [
        NumVal(idx=at, v=number_text(value)) for at, value in enumerate(cells.values) if isinstance(value, Decimal)
    ]
    cache = NumData(formatCode=code, ptCount=len(cells.values), pt=points)
    return NumDataSource(numRef=NumRef(f=cells.reference, numCache=cache))


def _figures(code: str, place: str) -> DataLabelList:
    """The figures at the marks, and nothing else there."""
    shown = DataLabelList(dLblPos=place, numFmt=code, txPr=_letters(BODY))
    shown.showVal = True
    shown.showSerName = shown.showCatName = shown.showLegendKey = shown.showPercent = shown.showBubbleSize = False
    return shown


def _set_axes(drawn: Any, chart: Chart, unit: Unit) -> None:  # noqa: ANN401 - any chart of openpyxl's with two axes
    """Both axes in view, the values from 0 on with thin lines across, what they are beside them."""
    kind = chart.series[0].kind
    has_negative = any(value is not None and value < 0 for series in chart.series for value in series.values)
    for axis in (drawn.x_axis, drawn.y_axis):
        axis.delete, axis.majorGridlines = False, None
        axis.txPr = _letters(BODY)
        axis.majorTickMark = "none"
        axis.graphicalProperties = GraphicalProperties(ln=LineProperties(w=THIN, solidFill=colour("axis")))
    drawn.y_axis.graphicalProperties = GraphicalProperties(ln=LineProperties(noFill=True))
    drawn.x_axis.tickLblPos = "low"
    if len(chart.labels) <= FEW:
        drawn.x_axis.txPr.bodyPr.rot = 0
    drawn.y_axis.number_format = chart_format(kind, unit, axis=True)
    if not has_negative:
        drawn.y_axis.scaling.min = 0
    drawn.y_axis.majorGridlines = _grid()
    if kind in KINDS:
        drawn.y_axis.title = _title(str(KINDS[kind]), BODY)


def _grid() -> Any:  # noqa: ANN401 - openpyxl has no types
    from openpyxl.chart.axis import ChartLines

    return ChartLines(spPr=GraphicalProperties(ln=LineProperties(w=THIN, solidFill=colour("line"))))


def _filled(hue: Hue, dashed: bool) -> GraphicalProperties:  # noqa: FBT001 - a property of the series
    """An area in a colour; of what is not there yet only the outline."""
    if dashed:
        return GraphicalProperties(
            solidFill="FFFFFF", ln=LineProperties(w=LINE // 2, solidFill=colour(hue), prstDash="sysDash")
        )
    return GraphicalProperties(solidFill=colour(hue), ln=LineProperties(noFill=True))


def _lined(hue: Hue, *, dashed: bool) -> GraphicalProperties:
    return GraphicalProperties(ln=LineProperties(w=LINE, solidFill=colour(hue), prstDash="sysDash" if dashed else None))


def _dot(hue: Hue, *, shown: bool) -> Marker:
    if not shown:
        return Marker(symbol="none")
    look = GraphicalProperties(solidFill=colour(hue), ln=LineProperties(noFill=True))
    return Marker(symbol="circle", size=6, spPr=look)


def _point(at: int, hue: Hue) -> DataPoint:
    return DataPoint(idx=at, invertIfNegative=False, spPr=_filled(hue, dashed=False))


def _title(text: str, size: int, *, bold: bool = False) -> Title:
    look = _look(size, bold=bold)
    paragraph = Paragraph(pPr=ParagraphProperties(defRPr=look), r=[RegularTextRun(rPr=look, t=plain_text(text))])
    return Title(tx=ChartText(rich=RichText(p=[paragraph])), overlay=False)


def _letters(size: int, ink: str = "") -> RichText:
    look = _look(size, ink)
    return RichText(bodyPr=RichTextProperties(), p=[Paragraph(pPr=ParagraphProperties(defRPr=look), endParaRPr=look)])


def _look(size: int, ink: str = "", *, bold: bool = False) -> CharacterProperties:
    return CharacterProperties(
        sz=size,
        b=bold,
        solidFill=ink or colour("ink" if bold else "dim"),
        latin=Typeface(typeface=LATIN),
        ea=Typeface(typeface=CHINESE),
    )


def plain_text(text: str) -> str:
    """A text of a chart without the characters that XML cannot hold; it is not obeyed, whatever it begins with."""
    return _INVALID.sub(" ", text)
