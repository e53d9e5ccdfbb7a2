"""The cells of the report's tables as people read them, and with every digit."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal

from salesplan.model.figures import plain
from salesplan.model.table import Kind, Value
from salesplan.present.lights import LIGHT_SIGNS
from salesplan.present.numbers import NOTHING, Unit, day, decimal, exact, integer, percent, whole_amount, yes_no
from salesplan.present.report.parts import Column, ReportTable
from salesplan.text import Text

FIGURES = frozenset(("amount", "integer", "share", "score"))
"""The kinds that stand at the right of their column."""
INDENT = "　"
"""Before a row of a tree, once a level; a wide blank, which Markdown and chats keep."""
_TENS = 10
_NO_UNIT = Unit(0, "", 0)


def cell_text(value: Value, column: Column, unit: Unit) -> str:
    """A value as people read it: amounts in the unit, shares in percent, codes in words, lights with their shape."""
    if value is None:
        return NOTHING
    if column.kind == "code" and isinstance(value, str):
        return _coded(column, value)
    if isinstance(value, tuple):
        return " ".join(_coded(column, each) for each in value)
    return figure_text(column.kind, value, unit) if isinstance(value, Decimal) else _plain(value)


def cell_exact(value: Value, column: Column) -> str:
    """Every digit of a figure, with thousands separators; other values as people read them."""
    if isinstance(value, int | Decimal) and not isinstance(value, bool):
        return exact(Decimal(value))
    return cell_text(value, column, _NO_UNIT)


def list_text(value: Value, column: Column) -> str:
    """The same for lists that programs and spreadsheets read on: every digit, no unit; nothing for what is not known.

    The words of a light stand without its shape.
    """
    if value is None:
        return ""
    if isinstance(value, Decimal):
        return plain(value)
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    if column.lights:
        return str(column.words.get(str(value), value))
    return cell_text(value, column, _NO_UNIT)


def figure_text(kind: Kind, value: Decimal | None, unit: Unit) -> str:
    """A figure as people read it, the same in tables, beside the marks of charts and on a terminal.

    Decimals are so many that figures can be told apart: 0.35, 35.7, 977.9; none of whole ones.
    """
    if value is None:
        return NOTHING
    if kind == "share":
        return percent(value)
    if kind == "amount":
        return whole_amount(value, unit) if value else "0"
    if kind == "integer" or value == value.to_integral_value():
        return decimal(value, 0)
    return decimal(value, 1 if abs(value) >= _TENS else 2)


def score_text(value: Decimal | None) -> str:
    """A score or count in a sentence, as it stands in tables."""
    return figure_text("score", value, _NO_UNIT)


def totals_of(table: ReportTable) -> Mapping[str, Value]:
    """The row of totals with its name, in the first column that is no figure and has no total of its own."""
    if not table.totals or any(isinstance(value, str | Text) for value in table.totals.values()):
        return table.totals
    free = [column for column in table.columns if table.totals.get(column.key) is None]
    named = next((column for column in free if column.kind not in FIGURES), free[0] if free else None)
    return table.totals if named is None else {**table.totals, named.key: table.total}


def rows_by_key(table: ReportTable, count: int | None = None) -> Iterator[dict[str, Value]]:
    """The first rows of a table, each by its columns."""
    return (dict(zip(table.rows.keys, row, strict=True)) for row in table.rows.rows(0, count))


def depth(table: ReportTable, row: Mapping[str, Value]) -> int:
    """How deep a row stands in its tree; 0 at the top, and where the table is none."""
    value = row.get(table.level) if table.level else 0
    return value if isinstance(value, int) else 0


def _plain(value: str | Text | int | date) -> str:
    if isinstance(value, bool):
        return yes_no(value)
    if isinstance(value, int):
        return integer(value)
    return day(value) if isinstance(value, date) else str(value)


def _coded(column: Column, code: str) -> str:
    word: Text | str = column.words.get(code, code)
    return f"{LIGHT_SIGNS[code]} {word}" if column.lights and code in LIGHT_SIGNS else str(word)
