"""Columns that stand and bars that lie: one for each label, beside each other or stacked, with lines and limits."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from salesplan.present.numbers import NOTHING
from salesplan.present.report.cells import LIGHT_SIGNS, LIGHT_WORDS
from salesplan.present.report.chart import Chart, Hue, Series
from salesplan.present.report.palette import LIGHT
from salesplan.present.report.vega.base import (
    LYING,
    PAINTED,
    STANDING,
    WORDS,
    Direction,
    Key,
    Plot,
    Sheet,
    Spec,
    Stack,
    layer,
    name_axis,
    scale,
    tick_text,
    ticks,
    unit_caption,
    value_axis,
)
from salesplan.present.report.vega.words import (
    axis_names,
    clean,
    periods,
    signed_text,
    told_of,
    value_text,
)

_TALL, _LOW = 250, 220
_BAR = 26
"""Pixels of a lying bar and the gap to the next."""
_GAP = 0.3
"""The part of a band that is left free between marks."""


def bands(chart: Chart, sheet: Sheet) -> Plot:
    """The chart as columns or bars; columns over long names lie down on a phone."""
    lying = chart.form == "bars" or (sheet.narrow and not periods(chart.labels) and _crowded(chart, sheet))
    return _Bands(chart, sheet, LYING if lying else STANDING).plot()


def _crowded(chart: Chart, sheet: Sheet) -> bool:
    room = (sheet.width - 50) / max(1, len(chart.labels))
    return any(sheet.wide(clean(label)) > 2 * room for label in chart.labels)


class _Bands:
    """One drawing of columns or bars: which series are marks, lines and figures beside the marks."""

    def __init__(self, chart: Chart, sheet: Sheet, way: Direction) -> None:
        self.chart, self.sheet, self.way = chart, sheet, way
        self.kind = chart.series[0].kind if chart.series else "amount"
        alike = [s for s in chart.series if s.kind == self.kind]
        self.marks = [s for s in alike if not s.line]
        self.lines = [s for s in alike if s.line]
        self.beside = [s for s in chart.series if s.kind != self.kind]
        self.stacked = chart.stacked and len(self.marks) > 1
        self.parts = [list(self._parts(series)) for series in self._piled()]
        self.ticks = ticks(*self._ends(), 3 if sheet.narrow else 4)

    def _piled(self) -> Iterator[tuple[Series, Stack]]:
        pile = Stack()
        for series in self.marks:
            yield series, pile if self.stacked else Stack()

    def _parts(self, piled: tuple[Series, Stack]) -> Iterator[tuple[int, Decimal, Decimal, Decimal]]:
        series, pile = piled
        for place, value in enumerate(series.values):
            if value is not None:
                yield place, value, *pile.put(place, value)

    def _ends(self) -> tuple[Decimal, Decimal]:
        ends = [end for parts in self.parts for _, _, _, end in parts]
        ends += [value for series in self.lines for value in series.values if value is not None]
        if self.chart.limit:
            ends.append(self.chart.limit[0])
        return min([Decimal(0), *ends]), max([Decimal(0), *ends])

    def plot(self) -> Plot:
        """The whole drawing."""
        return self._lying() if self.way.lying else self._standing()

    def _standing(self) -> Plot:
        texts = [tick_text(tick, self.kind, self.sheet.unit) for tick in self.ticks]
        left = int(max(map(self.sheet.wide, texts))) + 12
        right = 12 + self._limit_room()
        names = axis_names(
            self.chart.labels, (self.sheet.width - left - right) / max(1, len(self.chart.labels)), self.sheet
        )
        lines = max((1 if isinstance(name, str) else len(name) for name in names), default=1)
        height = _LOW if self.sheet.narrow else _TALL
        axes = {
            "x": self._names(name_axis(names, line=False)),
            "y": self._values(value_axis(self.ticks, texts)),
        }
        self.band = (self.sheet.width - left - right) / max(1, len(self.chart.labels)) * (1 - _GAP)
        caption = unit_caption(self.kind, self.sheet.unit)
        room = (left, right, 10 + 16 * lines)
        return Plot(self.sheet, height, *room, axes, list(self._layers()), self._keys(), caption, above=24)

    def _lying(self) -> Plot:
        names = [clean(label, self.sheet.columns(self.sheet.width * 0.36)) for label in self.chart.labels]
        left = int(max(map(self.sheet.wide, names), default=0)) + 12
        room = max((self.sheet.wide(text) for _, text in self._texts()), default=0)
        right = int(room) + 14
        per = 1 if self.stacked else max(1, len(self.marks))
        step = _BAR if per == 1 else 10 + 18 * per
        if self.ticks[0] < 0:
            left += 8
        axes = {"y": self._names(name_axis(names, line=False)), "x": self._values(None)}
        self.band = step * (1 - _GAP)
        height = max(1, len(names)) * step
        below = 22 if self.chart.limit else 8
        return Plot(self.sheet, height, left, right, below, axes, list(self._layers()), self._keys(), above=6)

    def _limit_room(self) -> int:
        return int(self.sheet.wide(clean(self.chart.limit[1], 14))) + 4 if self.chart.limit else 0

    def _names(self, axis: Spec) -> Spec:
        places = {"domain": list(range(len(self.chart.labels))), "paddingInner": _GAP, "paddingOuter": _GAP / 2}
        return {"field": "i", "type": "ordinal", "scale": places, "axis": axis}

    def _values(self, axis: Spec | None) -> Spec:
        low, high = (self.ticks[0], self.ticks[-1]) if axis else self._ends()
        high = high if high > low else low + 1
        return {"field": "v", "type": "quantitative", "scale": scale(low, high), "stack": None, "axis": axis}

    def _layers(self) -> Iterator[Spec]:
        for number, series in enumerate(self.marks):
            yield self._columns(number, series)
        yield self._base()
        for series in self.lines:
            yield from self._line(series)
        yield from self._limit()
        yield from self._figures()

    def _columns(self, number: int, series: Series) -> Spec:
        """The marks of a series; what is only estimated is an outline."""
        rows = [
            {"i": place, "v": float(begin), "end": float(end), "s": number}
            | self._paint(series, place)
            | {"told": told_of(self.chart, place, series, self.sheet.unit)}
            for place, _, begin, end in self.parts[number]
        ]
        mark = {"type": "bar", "strokeWidth": 1.5 if series.dashed else 0}
        mark |= {"strokeDash": [4, 3]} if series.dashed else {}
        if self.stacked:
            mark |= {"strokeWidth": 1}
        channels = {self.way.values + "2": {"field": "end"}, "fill": PAINTED, "stroke": {**PAINTED, "field": "stroke"}}
        return layer(rows, mark, **channels, **self._beside())

    def _paint(self, series: Series, place: int) -> Spec:
        colour = LIGHT[self._hue(series, place)]
        edge = LIGHT["paper"] if self.stacked and not series.dashed else colour
        return {"fill": LIGHT["paper"] if series.dashed else colour, "stroke": edge}

    def _hue(self, series: Series, place: int) -> Hue:
        hues = self.chart.hues if series is self._own() and place < len(self.chart.hues) else ()
        return hues[place] if hues else series.hue

    def _own(self) -> Series | None:
        """The series whose marks have colours of their own: the first that is there already."""
        return next((s for s in self.marks if not s.dashed), None)

    def _beside(self) -> Spec:
        if self.stacked or len(self.marks) <= 1:
            return {}
        domain = {"domain": list(range(len(self.marks))), "paddingInner": 0.08}
        return {self.way.names + "Offset": {"field": "s", "type": "ordinal", "scale": domain}}

    def _base(self) -> Spec:
        mark = {"type": "rule", "stroke": LIGHT["axis"], "strokeWidth": 1}
        ends = {self.way.names: {"value": 0}, self.way.names + "2": {"value": self._span()}}
        return layer([{"v": 0}], mark, **ends)

    def _span(self) -> str:
        return "height" if self.way.lying else "width"

    def _line(self, series: Series) -> Iterator[Spec]:
        """A series above the marks: a line over times, a stroke for each label over anything else."""
        told = [(p, v) for p, v in enumerate(series.values) if v is not None]
        rows = [
            {"i": place, "v": float(value), "told": told_of(self.chart, place, series, self.sheet.unit)}
            for place, value in told
        ]
        colour = LIGHT[series.hue]
        if self.way.lying or not periods(self.chart.labels):
            yield layer(
                rows, {"type": "tick", "color": LIGHT["ink"], "thickness": 2, "size": self.band * 1.15, "opacity": 1}
            )
            return
        runs = [{**row, "run": place - order} for order, ((place, _), row) in enumerate(zip(told, rows, strict=True))]
        path = [{key: row[key] for key in ("i", "v", "run")} for row in runs]
        mark = {"type": "line", "stroke": colour, "strokeWidth": 2, "strokeDash": [5, 4] if series.dashed else []}
        yield layer(
            path, mark, detail={"field": "run", "type": "nominal"}, order={"field": "i", "type": "quantitative"}
        )
        yield layer(
            rows,
            {
                "type": "point",
                "shape": "circle",
                "size": 36,
                "fill": LIGHT["paper"],
                "stroke": colour,
                "strokeWidth": 2,
                "opacity": 1,
            },
        )

    def _limit(self) -> Iterator[Spec]:
        if self.chart.limit is None:
            return
        value, name = self.chart.limit
        mark = {"type": "rule", "stroke": LIGHT["ink"], "strokeWidth": 1.5, "strokeDash": [6, 4]}
        ends = {self.way.names: {"value": 0}, self.way.names + "2": {"value": self._span()}}
        yield layer([{"v": float(value)}], mark, **ends)
        side = (
            {"align": "center", "baseline": "top", "dy": 5}
            if self.way.lying
            else {"align": "left", "dx": 4, "baseline": "middle"}
        )
        words = {"type": "text", "color": LIGHT["ink"], "fontSize": self.sheet.font, **side}
        rows = [{"v": float(value), "text": clean(name, 14)}]
        yield layer(rows, words, text=WORDS, **{self.way.names: {"value": self._span()}})

    def _texts(self) -> Iterator[tuple[int, str]]:
        """What is written at the end of the marks, by place; the totals of what is stacked."""
        if self.stacked:
            for place in range(len(self.chart.labels)):
                values = [s.values[place] for s in self.marks]
                if any(v is not None for v in values):
                    total = sum((v for v in values if v is not None), Decimal(0))
                    yield place, value_text(total, self.kind, self.sheet.unit)
            return
        for series in self.marks:
            for place, value in enumerate(series.values):
                if value is not None:
                    yield place, self._text(place, value)

    def _text(self, place: int, value: Decimal) -> str:
        hue = self._hue_at(place)
        told = (signed_text if hue in ("up", "down") else value_text)(value, self.kind, self.sheet.unit)
        beside = [
            value_text(s.values[place], s.kind, self.sheet.unit) for s in self.beside if s.values[place] is not None
        ]
        return " ".join(
            filter(None, (LIGHT_SIGNS.get(hue, ""), " · ".join((told, *beside)) if self.way.lying else told))
        )

    def _hue_at(self, place: int) -> str:
        return self.chart.hues[place] if place < len(self.chart.hues) else ""

    def _figures(self) -> Iterator[Spec]:
        """The figures at the ends of the marks where they have room; beside them a sign for each light."""
        each = self.band / (1 if self.stacked else max(1, len(self.marks)))
        texts = [text for _, text in self._texts()]
        fit = self.way.lying or all(self.sheet.wide(text) <= each / (1 - _GAP) for text in texts)
        for number, parts in enumerate(self.parts):
            if self.stacked and number:
                break
            rows = [self._figure(number, place, value, end, fit=fit) for place, value, _, end in parts]
            for below in (False, True):
                side = [row for row in rows if row["below"] is below and row["text"]]
                if side:
                    yield layer(side, self._beyond(below=below), text=WORDS, **self._beside())

    def _figure(self, number: int, place: int, value: Decimal, end: Decimal, *, fit: bool) -> Spec:
        text = self._text(place, value) if fit else LIGHT_SIGNS.get(self._hue_at(place), "")
        if self.stacked:
            text = dict(self._texts())[place] if fit else ""
            end = max((e for parts in self.parts for p, _, _, e in parts if p == place), default=end)
        return {"i": place, "v": float(end), "s": number, "text": text, "below": end < 0}

    def _beyond(self, *, below: bool) -> Spec:
        mark: Spec = {"type": "text", "color": LIGHT["ink"], "fontSize": self.sheet.font}
        if self.way.lying:
            return mark | {"align": "right" if below else "left", "baseline": "middle", "dx": -5 if below else 5}
        return mark | {"align": "center", "baseline": "top" if below else "bottom", "dy": 4 if below else -4}

    def _keys(self) -> list[Key]:
        """The legend: nothing for one series alone; the signs of lights with their words."""
        keys: list[Key] = []
        if len(self.marks) + len(self.lines) > 1:
            keys += [Key(s.hue, clean(s.name, 24), "outline" if s.dashed else "field") for s in self.marks]
            lines = [(s, "dashed" if s.dashed else "line") for s in self.lines]
            keys += [Key(s.hue, clean(s.name, 24), "dashed" if how == "dashed" else "line") for s, how in lines]
        lights = [hue for hue in LIGHT_WORDS if hue in self.chart.hues]
        return keys + [Key(hue, str(LIGHT_WORDS[hue]), "sign") for hue in lights]
