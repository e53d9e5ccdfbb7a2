"""A cross table whose fields are coloured by their figures, with the figures in them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from salesplan.present.report.chart import Chart
from salesplan.present.report.palette import HEAT_LIGHT, LIGHT, STEPS, ink_of
from salesplan.present.report.vega.base import (
    PAINTED,
    ROW,
    STANDING,
    WORDS,
    Plot,
    Sheet,
    Spec,
    layer,
    name_axis,
    names_at,
    note,
    unit_caption,
)
from salesplan.present.report.vega.words import bare_text, clean, exactly, lines_of, month_name, sentence, two_lines

_FIELD, _CELL = 34, 48
"""Pixels of a row of fields, and how wide a field must be for its figure."""
_LEAST = 9
"""The smallest size of letters that can be read: figures that need smaller ones are left to the table."""


@dataclass(frozen=True)
class Cross:
    """The table as drawn: what its rows and columns are and are called, and its fields."""

    heads: tuple[str, str]
    rows: list[str]
    columns: list[str]
    fields: list[Spec]

    def turned(self) -> Cross:
        """The same with rows as columns."""
        fields = [{**each, "i": each["c"], "c": each["i"]} for each in self.fields]
        return Cross((self.heads[1], self.heads[0]), self.columns, self.rows, fields)


def heat(chart: Chart, sheet: Sheet) -> Plot:
    """Rows are the labels, columns the series; a field without a value is empty, 0 is a value.

    Where columns have no room on a phone, rows and columns change places.
    """
    cross = _cross(chart, sheet)
    if sheet.narrow and len(cross.columns) * _CELL > sheet.width * 0.8 and len(cross.rows) < len(cross.columns):
        cross = cross.turned()
    return _drawn(cross, sheet, unit_caption(chart.series[0].kind, sheet.unit))


def _cross(chart: Chart, sheet: Sheet) -> Cross:
    heads = (clean(chart.heads[0], 30), clean(chart.heads[1], 30))
    rows, columns = ([month_name(clean(each)) for each in texts] for texts in (chart.labels, _names(chart)))
    return Cross(heads, rows, columns, _fields(chart, sheet))


def _names(chart: Chart) -> list[str]:
    return [str(series.name) for series in chart.series]


def _drawn(cross: Cross, sheet: Sheet, unit: str) -> Plot:
    room = sheet.columns(sheet.width * 0.28)
    rows = [clean(label, room) for label in cross.rows]
    down = clean(cross.heads[0], room)
    left = int(max(map(sheet.wide, (*rows, down)))) + 14
    each = (sheet.width - left - 4) / max(1, len(cross.columns))
    names = [two_lines(clean(name), max(2, sheet.columns(each - 2))) for name in cross.columns]
    axes = {"x": _band("c", len(names), None), "y": _band("i", len(rows), name_axis(rows, line=False))}
    head = -ROW * (1.5 if lines_of(names) == 1 else 2.3) - 6
    over = [note(cross.heads[1], 0, head, sheet, colour="dim")] if cross.heads[1] else []
    side = [note(down, -left, -10, sheet, colour="dim")] if down else []
    right = [note(unit, sheet.width - left - 4, head, sheet, colour="dim", align="right")] if unit else []
    above = int(-head) + 10 if over or right else ROW * lines_of(names) + 6
    layers = [_squares(cross.fields), *_figures(cross.fields, sheet, each), *side, *over, *right]
    layers += names_at(names, STANDING, "c", sheet)
    return Plot(sheet, len(rows) * _FIELD, left, 4, 6, axes, layers, above=above)


def _band(field: str, count: int, axis: Spec | None) -> Spec:
    places = {"domain": list(range(count)), "padding": 0}
    return {"field": field, "type": "ordinal", "scale": places, "axis": axis}


def _fields(chart: Chart, sheet: Sheet) -> list[Spec]:
    """Every field with its colour, its figure and its sentence."""
    known = [v for s in chart.series for v in s.values if v is not None]
    low, high = min([Decimal(0), *known]), max(known, default=Decimal(0))
    fields = []
    for column, series in enumerate(chart.series):
        for row, value in enumerate(series.values):
            told = f"{clean(series.name)} {exactly(value, series.kind, sheet.unit)}".strip()
            field = {"i": row, "c": column, "told": sentence(chart.labels[row], [told])}
            if value is None:
                fields.append({**field, "fill": LIGHT["paper"], "ink": "", "text": ""})
                continue
            step = step_of(value, low, high)
            colours = {"fill": HEAT_LIGHT[f"heat{step}"], "ink": HEAT_LIGHT[ink_of(step)]}
            fields.append({**field, **colours, "text": bare_text(series.kind, value, sheet.unit)})
    return fields


def step_of(value: Decimal, low: Decimal, high: Decimal) -> int:
    """The step of colour of a value between the least (0 or below) and the greatest."""
    if high <= low:
        return 0
    return min(STEPS - 1, int((value - low) * STEPS / (high - low)))


def _squares(fields: Sequence[Spec]) -> Spec:
    rows = [{key: field[key] for key in ("i", "c", "fill", "told")} for field in fields]
    return layer(rows, {"type": "rect", "stroke": LIGHT["line"], "strokeWidth": 1}, fill=PAINTED)


def _figures(fields: Sequence[Spec], sheet: Sheet, each: float) -> list[Spec]:
    """The figures in their fields, smaller where they would not fit."""
    rows = [{key: field[key] for key in ("i", "c", "text", "ink")} for field in fields if field["text"]]
    widest = max((sheet.wide(row["text"]) for row in rows), default=0)
    size = min(sheet.font, int(sheet.font * (each - 4) / widest)) if widest else 0
    if size < _LEAST:
        return []
    mark = {"type": "text", "baseline": "middle", "fontSize": size}
    return [layer(rows, mark, text=WORDS, color={**PAINTED, "field": "ink"})]
