"""What all forms of charts share: the room they have, their axes, labels and legends, as parts of Vega-Lite."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Literal

from salesplan.model.figures import plain
from salesplan.present.lights import LIGHT_SIGNS
from salesplan.present.numbers import SIGNS, Unit
from salesplan.present.report.palette import LIGHT
from salesplan.present.safe import width_of
from salesplan.text import Text

Spec = dict[str, Any]
"""A part of a Vega-Lite specification: JSON, whose shapes the library knows."""
ROW = 18
"""Pixels of a line of text."""
_NEXT = 15
"""Pixels from a line of a name to its next."""
_EM = 0.58
"""Width of a Latin character or a digit beside the size of its font; a Chinese one is as wide as the size."""


@dataclass(frozen=True)
class Sheet:
    """The room that a chart has: a page, or a phone held upright; and the unit of its amounts."""

    unit: Unit
    narrow: bool = False

    @property
    def width(self) -> int:
        """Pixels across, margins included."""
        return 360 if self.narrow else 720

    @property
    def font(self) -> int:
        """The size of letters."""
        return 12 if self.narrow else 13

    def wide(self, text: str) -> float:
        """About how many pixels a text takes, the same on every machine: fonts are not asked."""
        return (width_of(text) + text.count("%") * 0.6) * _EM * self.font

    def columns(self, pixels: float) -> int:
        """How many narrow characters fit in so many pixels."""
        return max(1, int(pixels / (_EM * self.font)))


@dataclass(frozen=True)
class Key:
    """An entry of the legend: a colour and its name; drawn as a field, a line, a dashed line or an outline."""

    hue: str
    name: str
    drawn: Literal["field", "line", "dashed", "outline", "sign", "stroke"] = "field"


@dataclass(frozen=True)
class Plot:
    """A chart about to be drawn: the field of its marks, the margins around it, its layers.

    ``encoding`` holds the axes that all layers share. ``caption`` stands above the value axis: its unit, and whether
    it begins elsewhere than at 0.
    """

    sheet: Sheet
    height: int
    left: int
    right: int
    bottom: int
    encoding: Spec
    layers: Sequence[Spec]
    keys: Sequence[Key] = ()
    caption: str = ""
    above: int = 8

    @property
    def across(self) -> int:
        """Pixels of the field of marks."""
        return self.sheet.width - self.left - self.right

    def spec(self) -> Spec:
        """The whole specification; every place in it is given, so that nothing hangs on the fonts of a machine."""
        rows = legend_rows(self.keys, self.sheet)
        top = self.above + ROW * (len(rows) + bool(self.caption))
        head = [*_legend(rows, self.sheet, -self.left, -top), *self._caption()]
        return {
            "width": self.across,
            "height": self.height,
            "padding": {"left": self.left, "right": self.right, "top": top, "bottom": self.bottom},
            "autosize": {"type": "none"},
            "background": None,
            "config": {"view": {"stroke": None}, "axis": {"labelFontSize": self.sheet.font}},
            "encoding": self.encoding,
            "layer": [*self.layers, *head],
        }

    def _caption(self) -> list[Spec]:
        place = -self.above - ROW / 2
        return [note(self.caption, -self.left, place, self.sheet, colour="dim")] if self.caption else []


def legend_rows(keys: Sequence[Key], sheet: Sheet) -> list[list[tuple[float, Key]]]:
    """The entries of a legend with their places from the left, as many a line as fit."""
    rows: list[list[tuple[float, Key]]] = []
    at = float(sheet.width)
    for key in keys:
        room = 26 + sheet.wide(key.name) + 14
        if at + room > sheet.width or not rows:
            rows.append([])
            at = 0
        rows[-1].append((at, key))
        at += room
    return rows


def _legend(rows: Sequence[Sequence[tuple[float, Key]]], sheet: Sheet, left: float, top: float) -> Iterable[Spec]:
    for number, row in enumerate(rows):
        for at, key in row:
            middle = top + ROW * (number + 0.5)
            yield from entry(key, left + at, middle, sheet)


def entry(key: Key, left: float, middle: float, sheet: Sheet) -> Iterable[Spec]:
    """An entry of a legend at a place in pixels."""
    yield _swatch(key, left, middle)
    yield note(key.name, left + 26, middle, sheet)


def _swatch(key: Key, left: float, middle: float) -> Spec:
    colour = LIGHT[key.hue]
    if key.drawn == "sign":
        mark = {"type": "text", "text": LIGHT_SIGNS[key.hue], "color": colour, "fontSize": 13}
        return layer([{}], mark, x=at_pixel(left + 12), y=at_pixel(middle))
    if key.drawn == "stroke":
        mark = {"type": "rule", "stroke": LIGHT["ink"], "strokeWidth": 2.5}
        return layer([{}], mark, x=at_pixel(left + 10), y=at_pixel(middle - 7), y2=at_pixel(middle + 7))
    if key.drawn in ("line", "dashed"):
        mark = {
            "type": "rule",
            "stroke": colour,
            "strokeWidth": 2,
            "strokeDash": [4, 3] if key.drawn == "dashed" else [],
        }
        return layer([{}], mark, x=at_pixel(left), x2=at_pixel(left + 20), y=at_pixel(middle))
    mark = {"type": "point", "shape": "square", "size": 120, "strokeWidth": 1, "opacity": 1}
    inside = LIGHT["paper"] if key.drawn == "outline" else colour
    mark |= {"fill": inside, "stroke": colour} | ({"strokeDash": [3, 2]} if key.drawn == "outline" else {})
    return layer([{}], mark, x=at_pixel(left + 10), y=at_pixel(middle))


def at_pixel(value: float) -> Spec:
    """A place in pixels from the corner of the field."""
    return {"value": value}


def note(words: str | Sequence[str], x: float, y: float, sheet: Sheet, *, colour: str = "ink", **mark: object) -> Spec:
    """Words at a place in pixels."""
    drawn = {"type": "text", "text": words, "align": "left", "baseline": "middle", **mark}
    drawn |= {"fontSize": sheet.font, "color": LIGHT[colour]}
    return layer([{}], drawn, x=at_pixel(x), y=at_pixel(y))


def layer(rows: Sequence[Spec], mark: Spec, **encoding: Spec | None) -> Spec:
    """Marks over rows of their own. Those with a ``told`` are read aloud and shown as tooltips, others are not."""
    spoken = bool(rows) and "told" in rows[0]
    channels = dict(encoding)
    if spoken:
        channels["description"] = {"field": "told"}
    return {"data": {"values": list(rows)}, "mark": {"aria": spoken, **mark}, "encoding": channels}


PAINTED: Spec = {"field": "fill", "type": "nominal", "scale": None}
"""Marks take the colour that stands in their row."""
WORDS: Spec = {"field": "text"}
"""Texts stand in their rows."""


def labelled(texts: Sequence[str | Sequence[str]]) -> str:
    """The expression of an axis that shows these texts by number.

    Only their JSON stands in it, all but ASCII escaped: names cannot become part of the expression.
    """
    return f"{json.dumps(list(texts))}[datum.value]"


def figures(ticks: Sequence[Decimal], texts: Sequence[str]) -> str:
    """The expression of a value axis that shows a text for each tick."""
    pairs = dict(zip((repr(float(tick)) for tick in ticks), texts, strict=True))
    numbers = json.dumps([float(key) for key in pairs])
    return f"{json.dumps(list(pairs.values()))}[indexof({numbers}, datum.value)]"


def value_axis(ticks: Sequence[Decimal], texts: Sequence[str], *, grid: bool = True) -> Spec:
    """An axis of values: thin lines across the field, no line of its own."""
    return {
        "aria": False,
        "title": None,
        "domain": False,
        "ticks": False,
        "grid": grid,
        "gridColor": LIGHT["line"],
        "labelColor": LIGHT["dim"],
        "labelPadding": 6,
        "labelOverlap": False,
        "values": [float(tick) for tick in ticks],
        "labelExpr": figures(ticks, texts),
        "labelLimit": 0,
        "labelBound": False,
    }


def name_axis(texts: Sequence[str | Sequence[str]], *, line: bool = True) -> Spec:
    """An axis of names or months."""
    return {
        "aria": False,
        "title": None,
        "domain": line,
        "domainColor": LIGHT["axis"],
        "ticks": False,
        "grid": False,
        "labelColor": LIGHT["ink"],
        "labelAngle": 0,
        "labelPadding": 6,
        "labelOverlap": False,
        "labelLimit": 0,
        "labelExpr": labelled(texts),
        "labelBound": False,
        "labelLineHeight": 15,
    }


def names_at(names: Sequence[str | list[str]], way: Direction, field: str, sheet: Sheet, shift: int = 0) -> list[Spec]:
    """Names in one or two lines beside lying marks, or above the columns of a cross table."""
    drawn = []
    for number in (0, 1):
        rows = []
        for place, name in enumerate(names):
            lines = [name] if isinstance(name, str) else name
            if number < len(lines):
                rows.append({field: place, "text": lines[number], "two": len(lines) > 1})
        for two in (False, True):
            side = [row for row in rows if row["two"] is two]
            if side:
                drawn.append(_names_layer(side, way, sheet, (number - 0.5) * _NEXT if two else 0.0, shift))
    return drawn


def _names_layer(rows: Sequence[Spec], way: Direction, sheet: Sheet, off: float, shift: int) -> Spec:
    mark: Spec = {"type": "text", "color": LIGHT["ink"], "fontSize": sheet.font, "dy": off, "baseline": "middle"}
    if way.lying:
        return layer(rows, {**mark, "align": "right"}, text=WORDS, x=at_pixel(shift - 8))
    return layer(rows, {**mark, "align": "center", "dy": off - (_NEXT / 2 if off else 0)}, text=WORDS, y=at_pixel(-10))


def scale(low: Decimal, high: Decimal) -> Spec:
    """Values from one end of the axis to the other."""
    return {"domain": [float(low), float(high)], "nice": False, "zero": False}


def ticks(low: Decimal, high: Decimal, most: int = 5) -> list[Decimal]:
    """Round values from below the least to above the greatest: 0, 500, 1,000 ...; one for nothing at all."""
    if high <= low:
        return [low, low + 1]
    step = _step((high - low) / most)
    first, last = (
        int((low / step).to_integral_value("ROUND_FLOOR")),
        int((high / step).to_integral_value("ROUND_CEILING")),
    )
    return [step * number for number in range(first, last + 1)]


def _step(rough: Decimal) -> Decimal:
    power = Decimal(1).scaleb(rough.adjusted())
    return next(power * times for times in (1, 2, Decimal("2.5"), 5, 10) if power * times >= rough)


def tick_text(value: Decimal, kind: str, unit: Unit) -> str:
    """A value at an axis: amounts in the unit, which the caption names; shares in percent."""
    shown = value * 100 if kind == "share" else value.scaleb(-unit.power) if kind == "amount" else value
    text = f"{Decimal(plain(shown)):,f}"
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return f"{text}%" if kind == "share" else text


def unit_caption(kind: str, unit: Unit) -> str:
    """What the value axis is in; nothing for plain figures and single yuan."""
    sign = SIGNS.get(unit.sign, unit.sign)
    return str(Text("单位：{sign}", "in {sign}").format(sign=sign)) if kind == "amount" and unit.power else ""


@dataclass(frozen=True)
class Direction:
    """Which way marks stand: ``names`` is the channel of labels, ``values`` that of values."""

    names: Literal["x", "y"]
    values: Literal["x", "y"]

    @property
    def lying(self) -> bool:
        """Bars lie, names are at the left."""
        return self.names == "y"


STANDING, LYING = Direction("x", "y"), Direction("y", "x")
