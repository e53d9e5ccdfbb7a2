"""The second sheet of a new workbook: the figures as a whole, the parameters used, where the rows came from."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, is_dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from openpyxl.styles import Alignment
from openpyxl.worksheet.worksheet import Worksheet

from salesplan.model.figures import plain
from salesplan.model.period import FiscalYear
from salesplan.model.result import Result
from salesplan.present.numbers import decimal, yes_no
from salesplan.present.words import ORIGINS
from salesplan.text import Text
from salesplan.write.new.page import BOLD
from salesplan.write.patch.cell_xml import MAX_TEXT, number_text, without_controls
from salesplan.write.patch.styles_patch import AMOUNT, DATE, SHARE

Titles = Mapping[str, str]
Labels = Mapping[str, Mapping[str, str]]

AS_OF = Text("截止日期", "As of")
FIGURES = Text("指标", "Figures")
PARAMETERS = (Text("参数", "Parameter"), Text("取值", "Value"), Text("来自", "From"))
SOURCES = (
    Text("来源文件", "Source"),
    Text("工作表", "Sheet"),
    Text("行数", "Rows"),
    Text("采用", "Used"),
    Text("校验和 SHA-256", "SHA-256"),
)
WIDTHS = {"A": 44, "B": 24, "C": 18, "D": 18, "E": 27, "F": 27, "G": 18}
WHOLE, INDEX, PLAIN = "#,##0", "0.0000", "General"
INDICES = frozenset(("gini", "hhi"))
"""Figures that are neither money nor a share of something."""
SHARES = frozenset(("cr1", "cr5", "cr10"))
"""Figures that are shares though their keys do not say so."""
YEARS = frozenset(("year", "season_years", "history_years"))
PLACES = 4
"""Decimals of a figure among several in one cell."""


@dataclass(frozen=True)
class Spot:
    """A cell to be written: its value, the key of the figure it is, and how it stands."""

    value: object
    key: str = ""
    bold: bool = False
    align: str | None = None
    indent: int = 0
    wrap: bool = False


Line = tuple[Spot, ...]


def fill_summary(
    sheet: Worksheet, result: Result[Any], titles: Titles, labels: Labels, notes: Sequence[str] = ()
) -> None:
    """Write the figures of a result under the ``notes``; a nested group of figures becomes a small table."""
    lines: list[Line] = [(Spot(note, bold=not at),) for at, note in enumerate(notes)]
    lines += [()] if notes else []
    lines += [(Spot(str(AS_OF)), Spot(result.as_of, align="right")), (), _heads(FIGURES)]
    lines += figure_lines(result.summary, titles, labels)
    if result.parameters:
        lines += [(), _heads(*PARAMETERS)]
        lines += [
            (Spot(p.name), Spot(_readable(p.value), "parameter", align="left"), Spot(str(ORIGINS[p.source])))
            for p in result.parameters
        ]
    if result.inputs:
        lines += [(), (*_heads(*SOURCES[:-1], right=(2, 3)), Spot(str(SOURCES[-1]), bold=True, align="left", indent=1))]
        lines += [
            (*map(Spot, (i.file, i.sheet, i.rows, i.used)), Spot(i.sha256, align="left", indent=1))
            for i in result.inputs
        ]
    for number, line in enumerate(lines, 1):
        for column, spot in enumerate(line, 1):
            _write(sheet, number, column, spot)
    for letters, width in WIDTHS.items():
        sheet.column_dimensions[letters].width = width


def _heads(*texts: Text, right: Sequence[int] = ()) -> Line:
    return tuple(Spot(str(t), bold=True, align="right" if at in right else None) for at, t in enumerate(texts))


def figure_lines(summary: object, titles: Titles, labels: Labels) -> Iterator[Line]:
    """A summary as lines of title and value; groups of figures follow as tables of their own."""
    groups: list[tuple[str, Any]] = []
    for key, part in _items(summary):
        value = part.number if isinstance(part, FiscalYear) else part
        if isinstance(value, Mapping) or is_dataclass(value) or _is_list(value):
            groups.append((key, value))
        elif value is not None and value != ():
            yield Spot(titles.get(key, key)), Spot(labels.get(key, {}).get(str(value), value), key)
    for key, group in groups:
        if any(True for _ in _items(group)):
            yield ()
            yield (Spot(titles.get(key, key), bold=True),)
            yield from _group_lines(key, group, titles, labels)


def _group_lines(key: str, group: object, titles: Titles, labels: Labels) -> Iterator[Line]:
    rows = list(_items(group))
    inner = rows[0][1] if rows else None
    words = labels.get(key, {})
    if not _is_record(inner):
        for name, value in rows:
            yield Spot(titles.get(name, words.get(name, name))), Spot(words.get(str(value), value), name)
        return
    columns = [name for name, _ in _items(inner)]
    yield Spot(""), *(Spot(titles.get(name, name), align="right", wrap=True) for name in columns)
    for name, record in rows:
        held = dict(_items(record))
        told = ((labels.get(column, {}).get(str(held.get(column)), held.get(column)), column) for column in columns)
        yield Spot(words.get(name, name)), *(Spot(value, column) for value, column in told)


def _items(value: object) -> Iterator[tuple[str, Any]]:
    """The parts of a record, mapping or list, with their names."""
    if is_dataclass(value):
        yield from ((f.name, getattr(value, f.name)) for f in fields(value))
    elif isinstance(value, Mapping):
        yield from ((str(key), part) for key, part in value.items())
    elif isinstance(value, Sequence):
        yield from ((str(i), part) for i, part in enumerate(value, 1))


def _is_record(value: object) -> bool:
    return is_dataclass(value) or isinstance(value, Mapping)


def _is_list(value: object) -> bool:
    return isinstance(value, Sequence) and not isinstance(value, str) and any(_is_record(part) for part in value)


def _write(sheet: Worksheet, number: int, column: int, spot: Spot) -> None:
    if spot.value is None:
        return
    text, kind = _cell(spot)
    cell = sheet.cell(number, column, text)
    # Set by hand: openpyxl takes a text that begins with = for a formula, and writes decimals through floats.
    cell.data_type = kind
    cell.number_format = _format(spot)
    if spot.align is not None:
        cell.alignment = Alignment(horizontal=spot.align, indent=spot.indent, wrap_text=spot.wrap or None)
    if spot.bold:
        cell.font = BOLD


def _format(spot: Spot) -> str:
    """The number format of a figure, by what it is."""
    if isinstance(spot.value, date):
        return DATE
    if spot.key == "parameter" or spot.key in YEARS or isinstance(spot.value, bool | str):
        return PLAIN
    if isinstance(spot.value, int):
        return WHOLE
    if spot.key in INDICES:
        return INDEX
    return (
        SHARE
        if spot.key.endswith(("share", "_rate")) or spot.key in SHARES
        else AMOUNT
        if isinstance(spot.value, Decimal)
        else PLAIN
    )


def _cell(spot: Spot) -> tuple[Any, str]:
    """What openpyxl is to write, and as what: texts as texts, numbers by their digits."""
    value = _readable(spot.value)
    if isinstance(value, int | Decimal):
        return number_text(value), "n"
    if isinstance(value, date):
        return value, "d"
    return without_controls(str(value))[:MAX_TEXT], "s"


def _readable(value: object) -> object:
    """A number or day as it is; anything else as text: ``80 / 95``, ``largest 0.3, top_five 0.5``."""
    if isinstance(value, bool):
        return yes_no(value)
    return value if isinstance(value, int | Decimal | date) else _words(value)


def _words(value: object) -> str:
    if isinstance(value, bool):
        return yes_no(value)
    if isinstance(value, Mapping):
        return ", ".join(
            f"{name} ({_words(part)})" if isinstance(part, Mapping) else f"{name} {_words(part)}"
            for name, part in value.items()
        )
    if isinstance(value, list | tuple):
        return " / ".join(map(_words, value))
    if isinstance(value, Decimal):
        return plain(value) if _decimals(value) <= PLACES else decimal(value, PLACES)
    return str(value)


def _decimals(value: Decimal) -> int:
    exponent = value.as_tuple().exponent
    return -exponent if isinstance(exponent, int) else 0
