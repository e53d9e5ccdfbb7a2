"""What `inspect` says: how a list was read, column by column. Nothing is decided here that reading did not decide."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from salesplan.model.inspection import Inspection, SeenColumn, SeenSheet
from salesplan.model.result import Result
from salesplan.model.table import ColumnSpec, Table, Value

COLUMNS = (
    ColumnSpec("sheet", "text"),
    ColumnSpec("column", "text"),
    ColumnSpec("header", "text"),
    ColumnSpec("header_cell", "text"),
    ColumnSpec("field", "text"),
    ColumnSpec("table", "code"),
    ColumnSpec("rank", "integer"),
    ColumnSpec("unit", "text"),
    ColumnSpec("type", "code"),
    ColumnSpec("period", "text"),
    ColumnSpec("filled", "integer"),
    ColumnSpec("sum", "amount"),
    ColumnSpec("minimum", "text"),
    ColumnSpec("maximum", "text"),
    ColumnSpec("missing_count", "integer"),
    ColumnSpec("missing", "list"),
    ColumnSpec("bad_count", "integer"),
    ColumnSpec("bad", "list"),
    ColumnSpec("status", "code"),
    ColumnSpec("raw", "text"),
)


@dataclass(frozen=True)
class SheetSummary:
    """How one sheet was read. ``rows`` counts the records, hidden ones too; ``skipped`` the other rows, by number.

    ``sheet_why`` and ``table_why`` say who decided: the user (``asked``) or what the cells hold. ``last_row`` is the
    last record's row. ``unit`` is the unit that a line above the list gives for all its amounts.
    """

    sheet: str | None
    sheet_why: str
    sheet_state: str
    table: str | None
    table_why: str
    header_rows: tuple[int, ...]
    header_assumed: bool
    first_row: int | None
    last_row: int | None
    rows: int
    skipped: Mapping[int, str]
    hidden_rows: tuple[int, ...]
    hidden_columns: tuple[str, ...]
    date_system: int
    unit: str | None


@dataclass(frozen=True)
class InspectSummary(SheetSummary):
    """How a file was read: the facts of its (first) chosen sheet, and those of the file.

    ``more_sheets`` are further sheets that were asked for, ``other_sheets`` those that were not read, with their state.
    """

    file: str = ""
    format: str = ""
    encoding: str | None = None
    encoding_sure: bool = True
    separator: str | None = None
    other_sheets: Mapping[str, str] = field(default_factory=dict)
    more_sheets: tuple[SheetSummary, ...] = ()


def inspect(inspection: Inspection) -> Result[InspectSummary]:
    """One row a column found, in the order of the sheets, with all that was found wrong."""
    first, *more = inspection.sheets
    summary = InspectSummary(
        **_facts(first),
        file=inspection.file,
        format=inspection.format,
        encoding=inspection.encoding,
        encoding_sure=inspection.encoding_sure,
        separator=inspection.separator,
        other_sheets=dict(inspection.others),
        more_sheets=tuple(SheetSummary(**_facts(sheet)) for sheet in more),
    )
    rows = tuple(_row(sheet.name, column) for sheet in inspection.sheets for column in sheet.columns)
    return Result(
        "inspect", None, summary, Table(COLUMNS, tuples=rows), findings=inspection.findings, inputs=inspection.inputs
    )


def _facts(sheet: SeenSheet) -> dict[str, Any]:
    """The summary's fields of one sheet."""
    return {
        "sheet": sheet.name,
        "sheet_why": sheet.why,
        "sheet_state": sheet.state,
        "table": sheet.table,
        "table_why": sheet.table_why,
        "header_rows": sheet.header_rows,
        "header_assumed": sheet.header_assumed,
        "first_row": sheet.first_row,
        "last_row": sheet.last_row,
        "rows": sheet.rows,
        "skipped": dict(sorted(sheet.skipped.items())),
        "hidden_rows": sheet.hidden_rows,
        "hidden_columns": sheet.hidden_columns,
        "date_system": sheet.date_system,
        "unit": sheet.unit,
    }


def _row(sheet: str | None, column: SeenColumn) -> tuple[Value, ...]:
    """One column as a row of the result, in the order of ``COLUMNS``."""
    return (
        sheet,
        column.column,
        column.header,
        column.header_cell,
        column.field,
        column.table,
        column.rank,
        column.unit,
        column.kind,
        column.period,
        column.filled,
        column.sum,
        _plain(column.minimum),
        _plain(column.maximum),
        column.missing_count,
        column.missing,
        column.bad_count,
        column.bad,
        column.status,
        column.raw,
    )


def _plain(value: Decimal | date | None) -> str | None:
    """A number without an exponent, a day as ISO text."""
    if isinstance(value, Decimal):
        return format(value, "f")
    return None if value is None else value.isoformat()
