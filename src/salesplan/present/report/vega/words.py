"""The texts of charts: names made safe and short, figures, months, and the sentence that each mark is read as."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import replace
from decimal import ROUND_HALF_UP, Context, Decimal

from salesplan.model.table import Kind
from salesplan.present.lights import LIGHT_WORDS
from salesplan.present.numbers import SIGNS, SMALL, UNITS, Unit, amount, exact, whole_amount
from salesplan.present.report.cells import figure_text
from salesplan.present.report.chart import Chart, Series
from salesplan.present.report.vega.base import Sheet, tick_text
from salesplan.present.safe import cut, shown, width_of
from salesplan.present.wrapping import wrapped
from salesplan.text import Text

PERIOD = re.compile(r"\d{4}(-?(Q[1-4]|H[12]|W\d{2}|\d{2}))?(-\d{2})?")
"""A year, half, quarter, month, week or day: between them lines may run."""
_MONTH = re.compile(r"(\d{4})-(\d{2})")
_MONTHS = (
    *(Text("1月", "Jan"), Text("2月", "Feb"), Text("3月", "Mar"), Text("4月", "Apr")),
    *(Text("5月", "May"), Text("6月", "Jun"), Text("7月", "Jul"), Text("8月", "Aug")),
    *(Text("9月", "Sep"), Text("10月", "Oct"), Text("11月", "Nov"), Text("12月", "Dec")),
)
_YEAR = 12
_READ = 300
"""Columns of a name that are read aloud; who calls a customer by more is told the beginning."""
_ILLEGAL = re.compile("[\ud800-\udfff\ufffe\uffff]")


def clean(text: Text | str, width: int = _READ) -> str:
    """A name as it may stand in a drawing: nothing in it is obeyed, and it is cut to a width."""
    return cut(shown(_ILLEGAL.sub("\ufffd", str(text))[: width * 2]), width)


def fitting(chart: Chart, unit: Unit) -> Unit:
    """The unit of a chart's amounts: that of the report, or single ones where all are too small for it."""
    told = [abs(v) for s in chart.series if s.kind == "amount" for v in s.values if v is not None]
    if not unit.power or not told or max(told) >= SMALL:
        return unit
    whole = all(value == value.to_integral_value() for value in told)
    return replace(UNITS["1"], decimals=0 if whole else 2)


def bare_text(kind: Kind, value: Decimal, unit: Unit) -> str:
    """The same where the caption of the chart names the unit: 208.9 for 208.9万; what is small keeps its digits."""
    sign = str(SIGNS.get(unit.sign, unit.sign))
    if kind != "amount" or not sign:
        return figure_text(kind, value, unit)
    if not value:
        return "0"
    told = whole_amount(value, unit)
    return told.removesuffix(sign) if told.endswith(sign) else tick_text(round_to(value, 2), kind, unit)


def round_to(value: Decimal, digits: int) -> Decimal:
    """A value with so many digits that count."""
    return Context(prec=digits, rounding=ROUND_HALF_UP).plus(value)


def signed(value: Decimal, text: str) -> str:
    """The text of a move with its sign, also above 0."""
    return f"+{text}" if value > 0 else text


def told_of(chart: Chart, place: int, series: Series, unit: Unit) -> str:
    """A mark as a sentence: its label, its figure with every digit, what stands beside it, its light."""
    said = [_figure(series, place, unit, full=True)]
    others = [each for each in chart.series if each is not series and place < len(each.values)]
    said += [_figure(each, place, unit) for each in others[:3] if each.values[place] is not None]
    return sentence(chart.labels[place], [*said, light_text(chart, place)])


def sentence(label: str, figures: Sequence[str]) -> str:
    """A label and its figures, those that are none left out."""
    joined = str(Text("，", ", ")).join(each for each in figures if each)
    return str(Text("{label}：{figures}", "{label}: {figures}").format(label=clean(label), figures=joined))


def exactly(value: Decimal | None, kind: Kind, unit: Unit) -> str:
    """A figure, and every digit of it in brackets where it was rounded."""
    short = amount(value, unit) if kind == "amount" else figure_text(kind, value, unit)
    if kind == "amount" and value is not None and short != (full := _cents(value)):
        return str(Text("{short}（{full}）", "{short} ({full})").format(short=short, full=full))
    return short


def _cents(value: Decimal) -> str:
    return exact(value) if value == value.to_integral_value() else f"{value:,.2f}" if _short(value) else exact(value)


def _short(value: Decimal) -> bool:
    return value == value.quantize(Decimal("0.01"))


def _figure(series: Series, place: int, unit: Unit, *, full: bool = False) -> str:
    value = series.values[place]
    told = exactly(value, series.kind, unit) if full else figure_text(series.kind, value, unit)
    return f"{clean(series.name)} {told}".strip()


def light_text(chart: Chart, place: int) -> str:
    """The word for the light of a mark; nothing where it has none."""
    hue = chart.hues[place] if place < len(chart.hues) else None
    word = LIGHT_WORDS.get(str(hue))
    return "" if word is None else str(Text("{word}灯", "{word} light").format(word=word))


def periods(labels: Sequence[str]) -> bool:
    """Whether the labels are times, so that what lies between two of them means something."""
    return bool(labels) and all(PERIOD.fullmatch(label) for label in labels)


def axis_names(labels: Sequence[str], room: float, sheet: Sheet) -> list[str | list[str]]:
    """The labels below standing marks, each in its room: months with the year below, long names in two lines.

    Where times are too many, every second, third ... is named.
    """
    if all(_MONTH.fullmatch(label) for label in labels) and labels:
        return _months(labels, room, sheet)
    columns = sheet.columns(room - 4)
    if periods(labels):
        each = max(1, math.ceil(max(sheet.wide(label + " ") for label in labels) / room))
        return [label if place % each == 0 else "" for place, label in enumerate(labels)]
    return [two_lines(clean(label), columns) for label in labels]


def widest(names: Sequence[str | list[str]], sheet: Sheet) -> int:
    """Pixels of the widest line of all names."""
    lines = (line for name in names for line in ([name] if isinstance(name, str) else name))
    return int(max(map(sheet.wide, lines), default=0))


def lines_of(names: Sequence[str | list[str]]) -> int:
    """How many lines the labels take."""
    return max((1 if isinstance(name, str) else len(name) for name in names), default=1)


def _months(labels: Sequence[str], room: float, sheet: Sheet) -> list[str | list[str]]:
    """Months, every second, third or sixth from January where there are many, or years alone."""
    widest = sheet.wide("10月 ")
    each = next((n for n in (1, 2, 3, 6) if room * n >= widest), _YEAR)
    years = max(1, math.ceil(sheet.wide("2026 ") / (room * _YEAR)))
    texts: list[str | list[str]] = []
    said = ""
    for label in labels:
        year, month = label[:4], int(label[5:]) - 1
        if month % each or (each == _YEAR and int(year) % years):
            texts.append("")
        elif each == _YEAR:
            texts.append(year)
        else:
            texts.append([month_name(label), year] if year != said else month_name(label))
            said = year
    return texts


def month_name(label: str) -> str:
    """The month of 2026-05 in words; what is no month stays as it is."""
    found = _MONTH.fullmatch(label)
    return label if found is None else str(_MONTHS[(int(found[2]) - 1) % _YEAR])


def two_lines(name: str, columns: int) -> str | list[str]:
    """A name in one line where it has room, else in two, the second cut."""
    width = width_of(name)
    if width <= columns:
        return name
    for gap in (" · ", " "):
        first, found, rest = name.partition(gap)
        if found and max(width_of(first), width_of(rest)) <= columns:
            return [first, rest]
    lines = wrapped(name, min(columns, width // 2 + 1))
    return [cut(lines[0], columns), cut("".join(lines[1:]), columns)] if len(lines) > 1 else lines[0]
