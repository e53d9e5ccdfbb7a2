"""The marks of columns and bars: parts beside each other or stacked, lines and strokes above them, figures, limits."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property
from typing import Literal

from salesplan.model.table import Kind
from salesplan.present.lights import LIGHT_SIGNS
from salesplan.present.report.cells import figure_text
from salesplan.present.report.chart import Chart, Hue, Series
from salesplan.present.report.palette import LIGHT
from salesplan.present.report.vega.base import PAINTED, WORDS, Direction, Sheet, Spec, layer
from salesplan.present.report.vega.words import bare_text, clean, periods, signed, told_of

_OVER = 1.45
"""How much wider than its mark a figure may be: half of the gap on each side."""


@dataclass(frozen=True)
class Part:
    """A mark: where it begins and where it ends."""

    place: int
    value: Decimal
    begin: Decimal
    end: Decimal


@dataclass
class Pile:
    """Where the next parts of stacked marks begin, above and below 0."""

    up: dict[int, Decimal] = field(default_factory=dict)
    down: dict[int, Decimal] = field(default_factory=dict)

    def put(self, place: int, value: Decimal) -> Part:
        """The next part at a place."""
        side = self.down if value < 0 else self.up
        begin = side.get(place, Decimal(0))
        side[place] = begin + value
        return Part(place, value, begin, side[place])


@dataclass(frozen=True)
class Bands:
    """What is drawn of a chart: its marks, the lines above them, the figures beside them."""

    chart: Chart
    sheet: Sheet
    way: Direction

    @cached_property
    def kind(self) -> Kind:
        """What the value axis holds."""
        return self.chart.series[0].kind if self.chart.series else "amount"

    @cached_property
    def marks(self) -> list[Series]:
        """The series drawn as columns or bars."""
        return [s for s in self.chart.series if s.kind == self.kind and not s.line]

    @cached_property
    def lines(self) -> list[Series]:
        """The series drawn above them."""
        return [s for s in self.chart.series if s.kind == self.kind and s.line]

    @property
    def beside(self) -> list[Series]:
        """Series of another kind, which have no place on the axis: they are written."""
        return [s for s in self.chart.series if s.kind != self.kind]

    @property
    def stacked(self) -> bool:
        """Whether marks stand on each other."""
        return self.chart.stacked and len(self.marks) > 1

    @cached_property
    def parts(self) -> list[list[Part]]:
        """The marks of each series; where a value is missing there is none."""
        one = Pile()
        piles = [one if self.stacked else Pile() for _ in self.marks]
        return [
            [pile.put(place, value) for place, value in enumerate(series.values) if value is not None]
            for series, pile in zip(self.marks, piles, strict=True)
        ]

    @cached_property
    def ends(self) -> tuple[Decimal, Decimal]:
        """The least and the greatest value, 0 among them."""
        values = [part.end for parts in self.parts for part in parts]
        values += [value for series in self.lines for value in series.values if value is not None]
        values += [self.chart.limit[0]] if self.chart.limit else []
        return min([Decimal(0), *values]), max([Decimal(0), *values])

    @cached_property
    def sharing(self) -> bool:
        """Whether marks of two series stand at one label, so that they need places beside each other."""
        places = [part.place for parts in self.parts for part in parts]
        return not self.stacked and len(places) > len(set(places))

    @property
    def apart(self) -> bool:
        """Whether figures stand in a row of their own, because lines would cross them."""
        return bool(self.lines) or (self.way.lying and self.chart.limit is not None)

    @property
    def across(self) -> Spec:
        """From one side of the field to the other, along the names."""
        return {self.way.names: {"value": 0}, self.way.names + "2": self.far}

    @property
    def far(self) -> Spec:
        """The far end of the axis of names."""
        return {"value": "height" if self.way.lying else "width"}

    def hue_at(self, series: Series, place: int) -> Hue:
        """The colour of a mark: its own in the first series that is there already, else that of its series."""
        own = next((s for s in self.marks if not s.dashed), None)
        return self.chart.hues[place] if series is own and place < len(self.chart.hues) else series.hue

    def line_form(self, series: Series) -> Literal["line", "dashed", "stroke"]:
        """How a line series is drawn: as a line over times only, else as a stroke at each mark."""
        if self.way.lying or not periods(self.chart.labels):
            return "stroke"
        return "dashed" if series.dashed else "line"


def layers(every: Bands, thick: float) -> list[Spec]:
    """Every layer, marks first; ``thick`` is how many pixels a band of marks has."""
    drawn = [_columns(every, number) for number in range(len(every.marks))]
    drawn.append(layer([{"v": 0}], {"type": "rule", "stroke": LIGHT["axis"], "strokeWidth": 1}, **every.across))
    for series in every.lines:
        drawn += _line(every, series, thick)
    return [*drawn, *_limit(every), *_figures(every, thick)]


def _columns(every: Bands, number: int) -> Spec:
    """The marks of a series; what is only estimated is an outline."""
    series = every.marks[number]
    rows = [
        {
            **_place(part, number),
            "end": float(part.begin),
            **_paint(every, series, part.place),
            "told": told_of(every.chart, part.place, series, every.sheet.unit),
        }
        for part in every.parts[number]
    ]
    width = 1.5 if series.dashed else 1 if every.stacked else 0
    mark: Spec = {"type": "bar", "strokeWidth": width, "strokeDash": [4, 3] if series.dashed else []}
    channels = {every.way.values + "2": {"field": "end"}, "fill": PAINTED, "stroke": {**PAINTED, "field": "stroke"}}
    return layer(rows, mark, **channels, **_beside(every))


def _place(part: Part, number: int) -> Spec:
    return {"i": part.place, "v": float(part.end), "s": number}


def _paint(every: Bands, series: Series, place: int) -> Spec:
    colour = LIGHT[every.hue_at(series, place)]
    edge = LIGHT["paper"] if every.stacked and not series.dashed else colour
    return {"fill": LIGHT["paper"] if series.dashed else colour, "stroke": edge}


def _beside(every: Bands) -> dict[str, Spec]:
    if not every.sharing:
        return {}
    places = {"domain": list(range(len(every.marks))), "paddingInner": 0.08}
    return {every.way.names + "Offset": {"field": "s", "type": "ordinal", "scale": places}}


def _line(every: Bands, series: Series, thick: float) -> Iterator[Spec]:
    """A series above the marks: its points, joined over times; strokes over anything else."""
    told = [(place, value) for place, value in enumerate(series.values) if value is not None]
    unit = every.sheet.unit
    rows = [{"i": p, "v": float(v), "told": told_of(every.chart, p, series, unit)} for p, v in told]
    form = every.line_form(series)
    if form == "stroke":
        mark = {"type": "tick", "color": LIGHT["ink"], "thickness": 2.5, "size": thick * 1.2, "opacity": 1}
        yield layer(rows, mark)
        return
    yield drawn_line(rows, LIGHT[series.hue], dashed=series.dashed)
    yield points(rows, LIGHT[series.hue], hollow=True)


def runs(rows: list[Spec]) -> list[Spec]:
    """The points of a line without what is told of them, in runs: a line breaks where a value is missing."""
    kept = ("i", "v", "x")
    return [{k: row[k] for k in kept if k in row} | {"run": row["i"] - order} for order, row in enumerate(rows)]


def drawn_line(rows: list[Spec], colour: str, *, dashed: bool = False) -> Spec:
    """A line through points, broken at gaps."""
    mark: Spec = {"type": "line", "stroke": colour, "strokeWidth": 2.5, "strokeDash": [5, 4] if dashed else []}
    order = {"field": "i", "type": "quantitative"}
    return layer(runs(rows), mark, detail={"field": "run", "type": "nominal"}, order=order)


_MANY = 24
"""From so many points on they are small."""


def points(rows: list[Spec], colour: str, *, hollow: bool = False) -> Spec:
    """The points of a line, each with its sentence; those of what is not there yet are hollow."""
    mark: Spec = {"type": "point", "shape": "circle", "size": 16 if len(rows) > _MANY else 45, "opacity": 1}
    mark |= {"fill": LIGHT["paper"] if hollow else colour, "stroke": colour, "strokeWidth": 2}
    return layer(rows, mark)


def _limit(every: Bands) -> Iterator[Spec]:
    """A line across all marks, with its name beyond them."""
    if every.chart.limit is None:
        return
    value, name = every.chart.limit
    dash = {"type": "rule", "stroke": LIGHT["ink"], "strokeWidth": 1.5, "strokeDash": [6, 4]}
    yield layer([{"v": float(value)}], dash, **every.across)
    side: Spec = {"align": "left", "dx": 4, "baseline": "middle"}
    if every.way.lying:
        side = {"align": "center", "dy": 5, "baseline": "top"}
    words = {"type": "text", "color": LIGHT["ink"], "fontSize": every.sheet.font, **side}
    yield layer([{"v": float(value), "text": clean(name, 14)}], words, text=WORDS, **{every.way.names: every.far})


def texts_of(every: Bands) -> Iterator[tuple[int, int, Decimal, str]]:
    """What is written at each mark: its series, its place, where it ends, the figure. Of stacked marks their sum."""
    if every.stacked:
        yield from ((0, *each) for each in _sums(every))
        return
    for number, series in enumerate(every.marks):
        for part in every.parts[number]:
            yield number, part.place, part.end, _text(every, series, part)


def _sums(every: Bands) -> Iterator[tuple[int, Decimal, str]]:
    for place in range(len(every.chart.labels)):
        parts = [part for parts in every.parts for part in parts if part.place == place]
        if parts:
            total = sum((part.value for part in parts), Decimal(0))
            end = max(part.end for part in parts) if total >= 0 else min(part.end for part in parts)
            yield place, end, (figure_text if every.way.lying else bare_text)(every.kind, total, every.sheet.unit)


def _text(every: Bands, series: Series, part: Part) -> str:
    """A figure with the sign of its light; in bars what stands beside it follows."""
    hue, unit = every.hue_at(series, part.place), every.sheet.unit
    plain = (figure_text if every.way.lying else bare_text)(every.kind, part.value, unit)
    told = [signed(part.value, plain) if hue in ("up", "down") else plain]
    if every.way.lying and series is every.marks[0]:
        values = ((s.values[part.place], s.kind) for s in every.beside)
        told += [figure_text(kind, value, unit) for value, kind in values if value is not None]
    return " ".join(filter(None, (LIGHT_SIGNS.get(hue, ""), " · ".join(told))))


def _figures(every: Bands, thick: float) -> Iterator[Spec]:
    """The figures beyond the ends of the marks; where lines would cross them, in a row of their own.

    Where they have no room only the signs of lights stand there.
    """
    told = list(texts_of(every))
    each = thick / len(every.marks) if every.sharing else thick * _OVER
    fit = every.way.lying or all(every.sheet.wide(text) <= each for *_, text in told)
    rows: list[Spec] = [
        {"i": place, "v": float(end), "s": number, "text": text if fit else text[: text.find(" ") + 1].strip()}
        for number, place, end, text in told
    ]
    for below in (False, True):
        side = [row for row in rows if row["text"] and (row["v"] < 0 and not every.apart) is below]
        if side:
            yield layer(side, _beyond(every, below=below), text=WORDS, **_beside(every), **_row(every))


def _row(every: Bands) -> dict[str, Spec]:
    """The row of figures at the far side of the field."""
    return {every.way.values: {"value": "width" if every.way.lying else -6}} if every.apart else {}


def _beyond(every: Bands, *, below: bool) -> Spec:
    mark: Spec = {"type": "text", "color": LIGHT["ink"], "fontSize": every.sheet.font}
    if every.way.lying:
        return mark | {"align": "right" if below else "left", "baseline": "middle", "dx": -5 if below else 6}
    return mark | {"align": "center", "baseline": "top" if below else "bottom", "dy": 4 if below else -4}
