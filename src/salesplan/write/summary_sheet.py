"""The second sheet of a new workbook: the figures as a whole, the parameters used, where the rows came from."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import fields, is_dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from openpyxl.styles import Font
from openpyxl.worksheet.worksheet import Worksheet

from salesplan.model.result import Result
from salesplan.text import Text
from salesplan.write.cell_xml import MAX_TEXT, number_text, without_controls

Line = tuple[object, ...]
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
WIDTHS = {"A": 36, "B": 24, "C": 18, "D": 18, "E": 18, "F": 18}


def fill_summary(sheet: Worksheet, result: Result[Any], titles: Titles, labels: Labels) -> None:
    """Write the figures of a result; a nested group of figures becomes a small table."""
    lines: list[Line] = [(str(AS_OF), result.as_of), (), (str(FIGURES),)]
    bold = {3}
    lines += figure_lines(result.summary, titles, labels)
    for head, rows in (
        (PARAMETERS, [(p.name, p.value, p.source) for p in result.parameters]),
        (SOURCES, [(i.file, i.sheet, i.rows, i.used, i.sha256) for i in result.inputs]),
    ):
        if rows:
            lines += [(), tuple(str(text) for text in head), *rows]
            bold.add(len(lines) - len(rows))
    for number, line in enumerate(lines, 1):
        _write_line(sheet, number, line, bold=number in bold)
    for letters, width in WIDTHS.items():
        sheet.column_dimensions[letters].width = width


def figure_lines(summary: object, titles: Titles, labels: Labels) -> Iterator[Line]:
    """A summary as lines of title and value; groups of figures follow as tables of their own."""
    groups: list[tuple[str, Any]] = []
    for key, value in _items(summary):
        if isinstance(value, Mapping) or is_dataclass(value) or _is_list(value):
            groups.append((key, value))
        elif value is not None:
            yield titles.get(key, key), labels.get(key, {}).get(str(value), value)
    for key, group in groups:
        yield ()
        yield (titles.get(key, key),)
        yield from _group_lines(key, group, titles, labels)


def _group_lines(key: str, group: object, titles: Titles, labels: Labels) -> Iterator[Line]:
    rows = list(_items(group))
    inner = rows[0][1] if rows else None
    if not _is_record(inner):
        yield from ((titles.get(name, labels.get(key, {}).get(name, name)), value) for name, value in rows)
        return
    columns = [name for name, _ in _items(inner)]
    yield "", *(titles.get(name, name) for name in columns)
    for name, record in rows:
        yield labels.get(key, {}).get(name, name), *(dict(_items(record)).get(column) for column in columns)


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


def _write_line(sheet: Worksheet, number: int, line: Line, *, bold: bool) -> None:
    for column, value in enumerate(line, 1):
        if value is None:
            continue
        text, kind = _cell(value)
        cell = sheet.cell(number, column, text)
        # Set by hand: openpyxl takes a text that begins with = for a formula, and writes decimals through floats.
        cell.data_type = kind
        if isinstance(value, date):
            cell.number_format = "yyyy-mm-dd"
        if bold:
            cell.font = Font(bold=True)


def _cell(value: object) -> tuple[Any, str]:
    """What openpyxl is to write, and as what: texts as texts, numbers by their digits."""
    if isinstance(value, bool):
        return value, "b"
    if isinstance(value, int | Decimal):
        return number_text(value), "n"
    if isinstance(value, date):
        return value, "d"
    if isinstance(value, list | tuple):
        value = " / ".join(map(str, value))
    return without_controls(str(value))[:MAX_TEXT], "s"
