"""A cross table whose fields are coloured by their figures, with the figures in them."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from salesplan.present.report.chart import Chart
from salesplan.present.report.palette import HEAT_LIGHT, LIGHT, STEPS, ink_of
from salesplan.present.report.vega.base import PAINTED, ROW, WORDS, Plot, Sheet, Spec, layer, name_axis, note
from salesplan.present.report.vega.words import clean, exactly, sentence, value_text

_FIELD = 34
"""Pixels of a row of fields."""


def heat(chart: Chart, sheet: Sheet) -> Plot:
    """Rows are the labels, columns the series; a field without a value is empty, 0 is a value."""
    room = sheet.columns(sheet.width * 0.28)
    rows = [clean(label, room) for label in chart.labels]
    left = int(max(map(sheet.wide, rows), default=0)) + 14
    head = clean(chart.heads[0], room + 8)
    side = max(left, int(sheet.wide(head)) + 14) if not sheet.narrow else left
    across = sheet.width - side - 8
    each = across / max(1, len(chart.series))
    names = [clean(s.name, sheet.columns(each - 4)) for s in chart.series]
    axes = {
        "x": _band("c", len(names), {**name_axis(names, line=False), "orient": "top"}),
        "y": _band("i", len(rows), name_axis(rows, line=False)),
    }
    fields = _fields(chart, sheet)
    heads = [note(head, -side, -ROW / 2 - 2, sheet, colour="dim")] if head else []
    over = clean(chart.heads[1], 40)
    heads += [note(over, 0, -ROW * 1.5 - 2, sheet, colour="dim")] if over else []
    layers = [_squares(fields), *_figures(fields, sheet, each), *heads]
    return Plot(sheet, max(1, len(rows)) * _FIELD, side, 8, 8, axes, layers, above=ROW * (2 if over else 1) + 8)


def _band(field: str, count: int, axis: Spec) -> Spec:
    places = {"domain": list(range(count)), "padding": 0}
    return {"field": field, "type": "ordinal", "scale": places, "axis": axis}


def _fields(chart: Chart, sheet: Sheet) -> list[Spec]:
    """Every field with its colour and its sentence."""
    known = [v for s in chart.series for v in s.values if v is not None]
    low, high = min([Decimal(0), *known]), max(known, default=Decimal(0))
    fields = []
    for column, series in enumerate(chart.series):
        for row, value in enumerate(series.values):
            step = None if value is None else step_of(value, low, high)
            told = exactly(value, series.kind, sheet.unit)
            fields.append(
                {
                    "i": row,
                    "c": column,
                    "fill": LIGHT["paper"] if step is None else HEAT_LIGHT[f"heat{step}"],
                    "told": sentence(chart.labels[row], [f"{clean(series.name)} {told}".strip()]),
                    "text": "" if value is None else value_text(value, series.kind, sheet.unit),
                    "ink": "" if step is None else HEAT_LIGHT[ink_of(step)],
                }
            )
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
    if not rows:
        return []
    widest = max(sheet.wide(row["text"]) for row in rows)
    size = max(8, min(sheet.font, int(sheet.font * (each - 4) / widest)))
    mark = {"type": "text", "baseline": "middle", "fontSize": size}
    return [layer(rows, mark, text=WORDS, color={**PAINTED, "field": "ink"})]
