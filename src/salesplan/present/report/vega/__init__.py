"""Charts as specifications of Vega-Lite, a module a form."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from salesplan.present.numbers import Unit
from salesplan.present.report.chart import Chart, Form
from salesplan.present.report.vega.bands import bands
from salesplan.present.report.vega.base import Plot, Sheet, Spec, note
from salesplan.present.report.vega.falls import waterfall
from salesplan.present.report.vega.heat import heat
from salesplan.present.report.vega.lines import curve, lines
from salesplan.present.report.vega.words import fitting
from salesplan.text import Text

FORMS: Mapping[Form, Callable[[Chart, Sheet], Plot]] = {
    "columns": bands,
    "bars": bands,
    "lines": lines,
    "curve": curve,
    "waterfall": waterfall,
    "heat": heat,
}
"""Who draws a form."""
_EMPTY = 60
"""Pixels of a chart that has no values."""


def spec_of(chart: Chart, unit: Unit, *, narrow: bool = False) -> Spec:
    """The specification of a chart, for a page or for a phone. Its data stand in it: it names no address to load."""
    sheet = Sheet(fitting(chart, chart.unit or unit), narrow=narrow)
    if any(value is not None for series in chart.series for value in series.values):
        return FORMS[chart.form](chart, sheet).spec()
    said = note(str(Text("没有数据", "no data")), sheet.width / 2, _EMPTY / 2, sheet, colour="dim", align="center")
    return Plot(sheet, _EMPTY, 0, 0, 0, {}, [said]).spec()
