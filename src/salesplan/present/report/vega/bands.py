"""Columns that stand and bars that lie: the room they have, their axes and legends."""

from __future__ import annotations

from salesplan.present.lights import LIGHT_WORDS
from salesplan.present.report.chart import Chart, Series
from salesplan.present.report.vega.band_marks import Bands, layers, texts_of
from salesplan.present.report.vega.base import (
    LYING,
    ROW,
    STANDING,
    Key,
    Plot,
    Sheet,
    Spec,
    name_axis,
    names_at,
    scale,
    tick_text,
    ticks,
    unit_caption,
    value_axis,
)
from salesplan.present.report.vega.words import axis_names, clean, lines_of, periods, two_lines, widest

_TALL, _LOW = 250, 220
_BAR, _BESIDE = 26, 18
"""Pixels of a lying bar with the gap to the next, and of each of several beside each other."""
_NAMES = 0.34
"""The part of the width that names at the left may take."""
_GAP, _THICK = 0.3, 64
"""The part of a band that is left free between marks, and the thickest mark in pixels."""


def bands(chart: Chart, sheet: Sheet) -> Plot:
    """The chart as columns or bars; columns over names that have no room lie down."""
    if chart.form == "bars" or (not periods(chart.labels) and _crowded(chart, sheet)):
        return _lying(chart, sheet)
    return _standing(chart, sheet)


def _crowded(chart: Chart, sheet: Sheet) -> bool:
    """Whether a name would not fit below its column, even in two lines."""
    room = (sheet.width - 60) / max(1, len(chart.labels))
    return any(sheet.wide(clean(label)) > 1.8 * room for label in chart.labels)


def _standing(chart: Chart, sheet: Sheet) -> Plot:
    every = Bands(chart, sheet, STANDING)
    marks = ticks(*every.ends, 3 if sheet.narrow else 4)
    texts = [tick_text(tick, every.kind, sheet.unit) for tick in marks]
    left = int(max(map(sheet.wide, texts))) + 14
    right = int(sheet.wide(clean(chart.limit[1], 14))) + 8 if chart.limit else 4
    room = (sheet.width - left - right) / max(1, len(chart.labels))
    names = axis_names(chart.labels, room, sheet)
    axes = {
        "x": _names(every, room, name_axis(names, line=False)),
        "y": _values(scale(marks[0], marks[-1]), value_axis(marks, texts)),
    }
    drawn = layers(every, room * (1 - _gap(every, room)))
    caption = unit_caption(every.kind, sheet.unit)
    height, below = _LOW if sheet.narrow else _TALL, 10 + 16 * lines_of(names)
    return Plot(sheet, height, left, right, below, axes, drawn, _keys(every), caption, above=26)


def _lying(chart: Chart, sheet: Sheet) -> Plot:
    every = Bands(chart, sheet, LYING)
    names = [two_lines(clean(label), sheet.columns(sheet.width * _NAMES)) for label in chart.labels]
    beyond = [(sheet.wide(text), value < 0) for _, _, value, text in texts_of(every)]
    left = widest(names, sheet) + 12
    inner = int(max((width for width, below in beyond if below and not every.apart), default=-6)) + 6
    right = int(max((width for width, below in beyond if every.apart or not below), default=0)) + 14
    per = len(every.marks) if every.sharing else 1
    step = max(_BAR if per == 1 else 10 + _BESIDE * per, 36 if lines_of(names) > 1 else 0)
    low, high = every.ends
    axes = {"y": _names(every, step, None), "x": _values(scale(low, high if high > low else low + 1), None)}
    drawn = layers(every, step * (1 - _gap(every, step))) + names_at(names, LYING, "i", sheet, -inner)
    below = ROW + 6 if chart.limit else 6
    return Plot(sheet, len(names) * step, left + inner, right, below, axes, drawn, _keys(every), above=6)


def _gap(every: Bands, step: float) -> float:
    """The part of a band that stays free: more where few marks would be thick as walls."""
    beside = len(every.marks) if every.sharing else 1
    return round(max(_GAP, 1 - _THICK * beside / step), 3)


def _names(every: Bands, step: float, axis: Spec | None) -> Spec:
    gap = _gap(every, step)
    places = {"domain": list(range(len(every.chart.labels))), "paddingInner": gap, "paddingOuter": gap / 2}
    return {"field": "i", "type": "ordinal", "scale": places, "axis": axis}


def _values(ends: Spec, axis: Spec | None) -> Spec:
    return {"field": "v", "type": "quantitative", "scale": ends, "stack": None, "axis": axis}


def _keys(every: Bands) -> list[Key]:
    """The legend: nothing for one series alone; the signs of lights with their words."""
    keys: list[Key] = []
    if len(every.marks) + len(every.lines) > 1:
        keys += [_mark_key(every, s) for s in every.marks]
        keys += [_line_key(every, s) for s in every.lines]
    lights = [hue for hue in LIGHT_WORDS if hue in every.chart.hues]
    return keys + [Key(hue, str(LIGHT_WORDS[hue]), "sign") for hue in lights]


def _mark_key(every: Bands, series: Series) -> Key:
    """A field in the colour of the series; a grey one where lights colour every mark of it."""
    parts = every.parts[every.marks.index(series)]
    hues = {every.hue_at(series, part.place) for part in parts}
    hue = "axis" if hues and hues <= LIGHT_WORDS.keys() else series.hue
    return Key(hue, clean(series.name, 24), "outline" if series.dashed else "field")


def _line_key(every: Bands, series: Series) -> Key:
    form = every.line_form(series)
    if form == "stroke":
        return Key("ink", clean(series.name, 24), "stroke" if every.way.lying else "line")
    return Key(series.hue, clean(series.name, 24), form)
