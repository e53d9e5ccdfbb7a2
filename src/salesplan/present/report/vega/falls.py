"""The waterfall: from a total through moves, each from where the last one ended, to a total."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from salesplan.present.numbers import SIGNS
from salesplan.present.report.cells import figure_text
from salesplan.present.report.chart import Chart, Hue
from salesplan.present.report.palette import LIGHT
from salesplan.present.report.vega.base import (
    LYING,
    PAINTED,
    STANDING,
    WORDS,
    Direction,
    Plot,
    Sheet,
    Spec,
    layer,
    name_axis,
    names_at,
    scale,
    tick_text,
    ticks,
    unit_caption,
    value_axis,
)
from salesplan.present.report.vega.words import (
    axis_names,
    clean,
    lines_of,
    signed,
    told_of,
    two_lines,
    widest,
)
from salesplan.text import Text

_FAR = Decimal("0.5")
"""Where all ends of marks lie above this part of the highest, totals do not begin at 0, and the axis says so."""
_HEIGHT, _STEP, _FEW = 260, 28, 5


@dataclass(frozen=True)
class Step:
    """A mark: where it begins and ends, and whether it is a total."""

    place: int
    value: Decimal
    begin: Decimal
    end: Decimal
    level: bool


def steps_of(chart: Chart) -> list[Step]:
    """Totals from 0, moves from where the last mark ended; what has no value has no mark and moves nothing."""
    steps: list[Step] = []
    at = Decimal(0)
    for place, value in enumerate(chart.series[0].values if chart.series else ()):
        if value is not None:
            level = place in chart.levels
            begin = Decimal(0) if level else at
            at = begin + value
            steps.append(Step(place, value, begin, at, level))
    return steps


def waterfall(chart: Chart, sheet: Sheet) -> Plot:
    """The drawing: standing where its labels have room, lying on phones and with long labels."""
    steps = steps_of(chart)
    room = (sheet.width - 70) / max(1, len(chart.labels))
    texts = [clean(label) for label in chart.labels] + [_text(chart, step, sheet) for step in steps]
    crowded = any(sheet.wide(text) > room * 1.02 for text in texts)
    return _drawn(chart, steps, sheet, LYING if crowded else STANDING)


def _text(chart: Chart, step: Step, sheet: Sheet) -> str:
    kind = chart.series[0].kind
    text = figure_text(kind, step.value, sheet.unit)
    return text if step.level else signed(step.value, text)


def _drawn(chart: Chart, steps: Sequence[Step], sheet: Sheet, way: Direction) -> Plot:
    kind = chart.series[0].kind if chart.series else "amount"
    low = _start(steps)
    high = max((max(s.begin, s.end) for s in steps), default=Decimal(0))
    marks = ticks(low, max(high, Decimal(0)), 4)
    layers = [*_marks(chart, steps, marks[0], sheet, way), *_links(steps, way, len(chart.labels))]
    layers += [_base(max(marks[0], Decimal(0)), way), *_figures(chart, steps, sheet, way)]
    texts = [tick_text(tick, kind, sheet.unit) for tick in marks]
    start = texts[0] + (str(SIGNS.get(sheet.unit.sign, sheet.unit.sign)) if kind == "amount" else "")
    cut = str(Text("总数从 {start} 画起", "totals drawn from {start}").format(start=start)) if marks[0] > 0 else ""
    words = (unit_caption(kind, sheet.unit), cut)
    caption = str(Text("，", ", ")).join(filter(None, words))
    values = {"field": "v", "type": "quantitative", "stack": None, "scale": scale(marks[0], marks[-1])}
    if way.lying:
        names = [two_lines(clean(label), sheet.columns(sheet.width * 0.34)) for label in chart.labels]
        left = widest(names, sheet) + 12
        right = int(max((sheet.wide(_text(chart, step, sheet)) for step in steps), default=0)) + 14
        layers += names_at(names, LYING, "i", sheet)
        height = len(names) * (36 if lines_of(names) > 1 else _STEP)
        axes = {"y": _names(chart, None), "x": {**values, "axis": None}}
        return Plot(sheet, height, left, right, 8, axes, layers, (), cut)
    left = int(max(map(sheet.wide, texts))) + 14
    names_below = axis_names(chart.labels, (sheet.width - left - 12) / max(1, len(chart.labels)), sheet)
    axes = {"x": _names(chart, name_axis(names_below, line=False)), "y": {**values, "axis": value_axis(marks, texts)}}
    return Plot(sheet, _HEIGHT, left, 4, 10 + 16 * lines_of(names_below), axes, layers, (), caption, above=24)


def _start(steps: Sequence[Step]) -> Decimal:
    """Where marks begin: at 0 or below, or near the lowest end where all are far from 0."""
    ends = [end for step in steps for end in ((step.end,) if step.level else (step.begin, step.end))]
    low, high = min(ends, default=Decimal(0)), max(ends, default=Decimal(0))
    if low <= 0 or low <= high * _FAR or low == high:
        return min(low, Decimal(0))
    return low - (high - low) / 2 if (high - low) / 2 < low else Decimal(0)


def _names(chart: Chart, axis: Spec | None) -> Spec:
    gap = 0.3 if len(chart.labels) > _FEW else 0.45
    places = {"domain": list(range(len(chart.labels))), "paddingInner": gap, "paddingOuter": gap / 2}
    return {"field": "i", "type": "ordinal", "scale": places, "axis": axis}


def _hue(chart: Chart, step: Step) -> Hue:
    if step.place < len(chart.hues):
        return chart.hues[step.place]
    return "main" if step.level else "up" if step.value >= 0 else "down"


def _marks(chart: Chart, steps: Sequence[Step], start: Decimal, sheet: Sheet, way: Direction) -> list[Spec]:
    rows = [
        {
            "i": step.place,
            "v": float(max(step.begin, start) if step.level else step.begin),
            "end": float(step.end),
            "fill": LIGHT[_hue(chart, step)],
            "told": told_of(chart, step.place, chart.series[0], sheet.unit),
        }
        for step in steps
    ]
    return [layer(rows, {"type": "bar"}, **{way.values + "2": {"field": "end"}}, fill=PAINTED)]


def _links(steps: Sequence[Step], way: Direction, count: int) -> list[Spec]:
    """Thin lines from the end of each mark to the next, so that the eye finds where it begins."""
    pairs = [(a, b) for a, b in itertools.pairwise(steps)]
    rows = [{"v": float(a.end), "i": a.place, "next": b.place} for a, b in pairs]
    if not rows or not count:
        return []
    mark = {"type": "rule", "stroke": LIGHT["axis"], "strokeWidth": 1}
    return [layer(rows, mark, **{way.names + "2": {"field": "next"}})]


def _base(start: Decimal, way: Direction) -> Spec:
    """The line on which totals stand."""
    mark = {"type": "rule", "stroke": LIGHT["axis"], "strokeWidth": 1}
    far: Spec = {"value": "height" if way.lying else "width"}
    return layer([{"v": float(start)}], mark, **{way.names: {"value": 0}, way.names + "2": far})


def _figures(chart: Chart, steps: Sequence[Step], sheet: Sheet, way: Direction) -> list[Spec]:
    """The amounts beyond the marks: totals plain, moves with their sign."""
    layers = []
    for below in (False, True):
        rows = [
            {"i": s.place, "v": float(_edge(s, below=below)), "text": _text(chart, s, sheet)}
            for s in steps
            if (s.level and s.end < 0) is below
        ]
        if rows:
            layers.append(layer(rows, _beyond(sheet, way, below=below), text=WORDS))
    return layers


def _edge(step: Step, *, below: bool) -> Decimal:
    return min(step.begin, step.end) if below else max(step.begin, step.end)


def _beyond(sheet: Sheet, way: Direction, *, below: bool) -> Spec:
    mark: Spec = {"type": "text", "color": LIGHT["ink"], "fontSize": sheet.font}
    if way.lying:
        return mark | {"align": "right" if below else "left", "baseline": "middle", "dx": -5 if below else 5}
    return mark | {"align": "center", "baseline": "top" if below else "bottom", "dy": 4 if below else -4}
