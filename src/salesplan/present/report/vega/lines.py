"""Lines over times, and the curve over a share of 1: gaps stay gaps, every line is named at its end."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from salesplan.present.report.cells import figure_text
from salesplan.present.report.chart import Chart, Series
from salesplan.present.report.palette import LIGHT
from salesplan.present.report.vega.band_marks import drawn_line, points
from salesplan.present.report.vega.base import (
    ROW,
    WORDS,
    Key,
    Plot,
    Sheet,
    Spec,
    entry,
    layer,
    name_axis,
    note,
    scale,
    tick_text,
    ticks,
    unit_caption,
    value_axis,
)
from salesplan.present.report.vega.words import axis_names, clean, exactly, lines_of, sentence, told_of
from salesplan.text import Text

_TALL, _LOW = 250, 220
_FAR = Decimal("0.5")
"""Where every value lies above this part of the highest, the axis does not begin at 0, and says so."""


@dataclass(frozen=True)
class End:
    """What is written where a line ends: its value, its look, its name."""

    value: Decimal
    key: Key


def lines(chart: Chart, sheet: Sheet) -> Plot:
    """Series over times; those of another kind than the first are only told with its points."""
    kind = chart.series[0].kind
    drawn = [s for s in chart.series if s.kind == kind]
    values = [v for s in drawn for v in s.values if v is not None] + ([chart.limit[0]] if chart.limit else [])
    marks = _axis_ticks(values, sheet)
    texts = [tick_text(tick, kind, sheet.unit) for tick in marks]
    ends = list(_ends(chart, drawn, sheet))
    left = int(max(map(sheet.wide, texts))) + 14
    right = 12 if sheet.narrow else int(max((sheet.wide(end.key.name) for end in ends), default=0)) + 44
    height = _LOW if sheet.narrow else _TALL
    names = axis_names(chart.labels, (sheet.width - left - right) / len(chart.labels), sheet)
    axes = _axes(len(chart.labels), name_axis(names), value_axis(marks, texts), scale(marks[0], marks[-1]))
    layers = [limit_line(chart.limit[0])] if chart.limit else []
    layers += [part for s in drawn for part in _line(chart, s, sheet)]
    layers += [] if sheet.narrow else _end_labels(ends, marks, sheet.width - left - right, sheet)
    keys = [end.key for end in ends] if sheet.narrow and len(ends) > 1 else []
    room = (left, right, 10 + 16 * lines_of(names))
    return Plot(sheet, height, *room, axes, layers, keys, _caption(kind, marks, texts, sheet), above=10)


def _axis_ticks(values: Sequence[Decimal], sheet: Sheet) -> list[Decimal]:
    low, high = min(values, default=Decimal(0)), max(values, default=Decimal(0))
    far = low > 0 and low > high * _FAR and low != high
    return ticks(low if far else min(low, Decimal(0)), max(high, Decimal(0)), 4 if sheet.narrow else 5)


def _caption(kind: str, marks: Sequence[Decimal], texts: Sequence[str], sheet: Sheet) -> str:
    cut = str(Text("纵轴从 {start} 起", "axis begins at {start}").format(start=texts[0])) if marks[0] > 0 else ""
    return str(Text("，", ", ")).join(filter(None, (unit_caption(kind, sheet.unit), cut)))


def _axes(count: int, names: Spec, values: Spec, ends: Spec) -> Spec:
    places = {"domain": list(range(count)), "type": "point", "padding": 0.5}
    return {
        "x": {"field": "i", "type": "ordinal", "scale": places, "axis": names},
        "y": {"field": "v", "type": "quantitative", "scale": ends, "axis": values},
    }


def _line(chart: Chart, series: Series, sheet: Sheet) -> Iterator[Spec]:
    told = ((place, value) for place, value in enumerate(series.values) if value is not None)
    rows = [{"i": p, "v": float(v), "told": told_of(chart, p, series, sheet.unit)} for p, v in told]
    yield drawn_line(rows, LIGHT[series.hue], dashed=series.dashed)
    yield points(rows, LIGHT[series.hue], hollow=series.dashed)


def limit_line(value: Decimal) -> Spec:
    """A dashed line across at a value."""
    mark = {"type": "rule", "stroke": LIGHT["ink"], "strokeWidth": 1.5, "strokeDash": [6, 4]}
    return layer([{"v": float(value)}], mark, x={"value": 0}, x2={"value": "width"})


def _ends(chart: Chart, drawn: Sequence[Series], sheet: Sheet) -> Iterator[End]:
    """The end of each line with its last value, and that of the limit."""
    for series in drawn:
        known = [v for v in series.values if v is not None]
        if known:
            last = figure_text(series.kind, known[-1], sheet.unit)
            text = f"{clean(series.name, 16)} {last}".strip()
            yield End(known[-1], Key(series.hue, text, "dashed" if series.dashed else "line"))
    if chart.limit is not None:
        yield End(chart.limit[0], Key("ink", clean(chart.limit[1], 24), "dashed"))


def _end_labels(ends: Sequence[End], marks: Sequence[Decimal], across: float, sheet: Sheet) -> Iterator[Spec]:
    """The names at the right, each behind a piece of its line, moved apart where lines end close to each other."""
    span = marks[-1] - marks[0]
    wanted = sorted(((float((marks[-1] - e.value) / span) * _TALL, e.key) for e in ends), key=lambda pair: pair[0])
    places = apart([place for place, _ in wanted], ROW - 2, _TALL)
    for place, (_, key) in zip(places, wanted, strict=True):
        yield from entry(key, across + 8, place, sheet)


def apart(places: Sequence[float], least: float, height: float) -> list[float]:
    """Places in order, none closer to the next than the least, inside the height as far as there is room."""
    placed: list[float] = []
    for place in places:
        placed.append(max(place, placed[-1] + least) if placed else place)
    over = max(0.0, placed[-1] - height) if placed else 0.0
    for at in range(len(placed) - 1, -1, -1):
        limit = placed[at + 1] - least if at + 1 < len(placed) else placed[at] - over
        placed[at] = min(placed[at], limit)
    return placed


def curve(chart: Chart, sheet: Sheet) -> Plot:
    """A share over a share, with the diagonal on which all would be equal, and where the curve passes the limit."""
    share = [Decimal(n) / 4 for n in range(5)]
    texts = [tick_text(tick, "share", sheet.unit) for tick in share]
    left, right = int(sheet.wide("100%")) + 12, 24
    axis = {**value_axis(share, texts), "labelPadding": 8}
    ends = {"scale": scale(Decimal(0), Decimal(1)), "type": "quantitative"}
    axes = {
        "x": {"field": "x", **ends, "axis": {**axis, "grid": False, "labelBound": True}},
        "y": {"field": "v", **ends, "axis": axis},
    }
    height, foot = 250 if sheet.narrow else 300, clean(chart.heads[0], 60)
    wide = sheet.width - left - right
    layers = list(_curve(chart, sheet, wide))
    if foot:
        layers.append(note(foot, wide, height + 36, sheet, colour="dim", align="right"))
    caption = clean(chart.heads[1], 60)
    return Plot(sheet, height, left, right, 48 if foot else 30, axes, layers, _names(chart), caption, above=12)


def _names(chart: Chart) -> list[Key]:
    if len(chart.series) <= 1:
        return []
    return [Key(s.hue, clean(s.name, 24), "dashed" if s.dashed else "line") for s in chart.series]


def _curve(chart: Chart, sheet: Sheet, wide: float) -> Iterator[Spec]:
    ends = [{"x": 0, "v": 0, "i": 0}, {"x": 1, "v": 1, "i": 1}]
    yield layer(ends, {"type": "line", "stroke": LIGHT["axis"], "strokeWidth": 1, "strokeDash": [2, 3]})
    if chart.limit is not None:
        yield limit_line(chart.limit[0])
        mark = {"type": "text", "align": "right", "baseline": "top", "dx": -2, "dy": 6, "color": LIGHT["ink"]}
        rows = [{"v": float(chart.limit[0]), "text": clean(chart.limit[1], 24)}]
        yield layer(rows, mark | {"fontSize": sheet.font}, text=WORDS, x={"value": "width"})
    for series in chart.series:
        rows = [
            {"i": p, "x": float(x), "v": float(v), "told": _told(chart, p, series, sheet)}
            for p, (x, v) in enumerate(zip(chart.at, series.values, strict=True))
            if v is not None
        ]
        yield drawn_line(rows, LIGHT[series.hue], dashed=series.dashed)
        yield points(rows, LIGHT[series.hue], hollow=series.dashed)
    yield from _passing(chart, sheet, wide)


def _told(chart: Chart, place: int, series: Series, sheet: Sheet) -> str:
    value = exactly(series.values[place], series.kind, sheet.unit)
    return sentence(chart.labels[place], [f"{clean(series.name)} {value}".strip()])


def passing(chart: Chart) -> tuple[Decimal, Decimal] | None:
    """The first point at which the curve has reached the limit."""
    if chart.limit is None or not chart.series:
        return None
    points_ = zip(chart.at, chart.series[0].values, strict=True)
    return next(((x, v) for x, v in points_ if v is not None and v >= chart.limit[0]), None)


def _passing(chart: Chart, sheet: Sheet, wide: float) -> Iterator[Spec]:
    """A line down from that point, and its figures at the foot, where the curve never is."""
    if (point := passing(chart)) is None:
        return
    x, v = (figure_text("share", each, sheet.unit) for each in point)
    row = {"x": float(point[0]), "v": float(point[1])}
    drop = {"type": "rule", "stroke": LIGHT["dim"], "strokeWidth": 1, "strokeDash": [2, 3]}
    yield layer([{**row, "foot": 0}], drop, y2={"field": "foot"})
    words = str(Text("前 {x} 占 {v}", "the first {x} hold {v}").format(x=x, v=v))
    left, beyond = wide * row["x"] - 10, wide * (1 - row["x"]) - 10
    right = sheet.wide(words) > beyond and left > beyond
    text: str | list[str] = words
    if sheet.wide(words) > max(left, beyond):
        text = str(Text("前 {x}\n占 {v}", "the first {x}\nhold {v}").format(x=x, v=v)).split("\n")
    mark = {"type": "text", "align": "right" if right else "left", "baseline": "bottom", "dx": -8 if right else 8}
    yield layer(
        [{**row, "v": 0, "text": text}],
        mark
        | {
            "dy": -5 - ROW * (lines_of([text]) - 1),
            "fontWeight": "bold",
            "color": LIGHT["ink"],
            "fontSize": sheet.font,
        },
        text=WORDS,
    )
