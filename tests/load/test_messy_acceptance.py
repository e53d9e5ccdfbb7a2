"""Every key of shared/data/messy/expected.json against what inspect says; keys about values stand in another module."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from salesplan.compute.inspect import InspectSummary, inspect
from salesplan.errors import BadInput
from salesplan.load.inspection import inspect_source
from salesplan.load.lists import read_list
from salesplan.model.reading import ReadOptions
from salesplan.model.result import Result

MESSY = Path(__file__).resolve().parents[2] / ".." / "shared" / "data" / "messy"
pytestmark = [
    pytest.mark.acceptance,
    pytest.mark.skipif(not MESSY.is_dir(), reason="../shared/data is not here"),
]
OPTIONS = ReadOptions(today=date(2026, 11, 21))
EXPECTED = json.loads((MESSY / "expected.json").read_text("utf-8"))["files"] if MESSY.is_dir() else {}

CUSTOMERS = {"customer_id": "id", "customer_name": "name"}
OLD_NAMES = {
    "last_order_date": "last_order",
    "level": "grade",
    "order_date": "date",
    "visit_date": "date",
    "tax_id": "credit_code",
    "month": "period",
    "amount (first)": "amount",
    "amount (second)": "amount",
    "amount (third)": "amount",
    "note (second)": "note",
}
"""expected.json's field names that are not ours (methods.md 0.2, last paragraph)."""
STATUSES = {"derived": "derived", "row_number": "row-number", "no header: keep or name it": "unnamed"}
"""What expected.json calls a field and we call a status: such a column has no field."""
UNLISTED_BLANKS = {"note", "credit_code", "mobile", None}
"""Columns whose blanks expected.json does not list: optional facts of a customer, columns without a field."""
SKIPPED: dict[str, str] = {
    "title": "title",
    "title with the unit": "title",
    "blank": "blank",
    "note": "note",
    "signature": "signature",
    "instructions": "instructions",
    "rules for filling in": "rules",
    "subtotal": "subtotal",
    "page total": "page-total",
    "total": "total",
    "total without a label": "total-unlabelled",
    "header repeated": "header-repeated",
    "amount in words": "amount-in-words",
}
"""The free words of expected.json for a row that is no record, as our codes."""
REASONS: dict[str, str] = {
    "no such day": "READ-date",
    "not a number": "READ-number",
    "the comma is in no thousands place": "READ-number",
    "an estimate, not a number": "READ-number",
    "a letter O among digits": "READ-number",
    "a number in words": "READ-number",
    "a price by the piece, not an amount": "READ-number",
    "two decimal points": "READ-number",
    "a currency sign without a number": "READ-number",
    "a number with a measure word: name it (reading 4 needs a rule)": "READ-number",
    "a truth value in a column of numbers": "READ-number",
    "a discount the other way round (15% off): no percentage": "READ-share",
    "a discount in words": "READ-share",
    "a month, not a day": "READ-date",
    "no year": "READ-date",
    "month first or day first cannot be told": "READ-date",
    "no month 13": "READ-date",
    "2026 is no leap year": "READ-date",
    "a word": "READ-date",
    "a quarter, not a day": "READ-date",
    "a serial number below 0": "READ-date",
    "a serial number past 9999-12-31": "READ-date",
    "no date": "READ-date",
    "an error value": "READ-error-cell",
    "an error value (in a derived column: a note is enough)": "READ-error-cell",
    "a formula without a stored result: open the workbook in a spreadsheet program and save it": "READ-formula",
    "a code of 18 digits kept as a number has lost its last digits": "READ-code",
    "a phone number in scientific notation has lost its digits": "READ-code",
    "no level A-D": "READ-grade",
    "another currency than the plan's CNY": "READ-currency",
}
"""The explanations of bad cells in expected.json, as our problem codes."""


@dataclass(frozen=True)
class Seen:
    """One sheet as inspect shows it: the result, its columns, and what was expected of it."""

    file: Path
    result: Result[InspectSummary]
    columns: tuple[dict[str, Any], ...]
    expected: Mapping[str, Any]

    @property
    def is_text(self) -> bool:
        return self.result.summary.sheet is None

    def column(self, key: str) -> dict[str, Any]:
        """The column of a letter, else the first with this header."""
        named = [c for c in self.columns if key in (c["column"], c["header"])]
        assert named, f"no column {key}"
        return named[0]


@cache
def _inspected(file: Path, sheet: str | None) -> Result[InspectSummary]:
    return inspect(inspect_source(str(file), replace(OPTIONS, sheets=(sheet,) if sheet else ())))


def _seen(name: str, expected: Mapping[str, Any], sheet: str | None = None) -> Seen:
    result = _inspected(MESSY / name, sheet)
    columns = tuple(dict(record) for record in result.rows.records())
    return Seen(MESSY / name, result, columns, expected)


def _address(seen: Seen, text: str) -> str:
    """``line 3, 金额`` of a text file as letter and line, as inspect writes it."""
    found = re.fullmatch(r"line (\d+), (.+)", text)
    return f"{seen.column(found[2])['column']}{found[1]}" if found else text


def _codes(seen: Seen, code: str) -> list[str]:
    """The cells (or columns and lines) that findings of one code name."""
    return [_found_at(seen, p.place.cell, p.place.line, p.place.key) for p in seen.result.findings if p.code == code]


def _found_at(seen: Seen, cell: str | None, line: int | None, key: str | None) -> str:
    return cell if cell is not None else f"{seen.column(key or '')['column']}{line}"


def _field_of(seen: Seen, named: str) -> str | None:
    if named in STATUSES:
        return None
    older = OLD_NAMES | (CUSTOMERS if seen.result.summary.table == "customers" else {})
    return older.get(named, named)


# --- checks -------------------------------------------------------------------------------------------------------


def _check_columns(seen: Seen, wanted: Sequence[Any]) -> None:
    if isinstance(wanted[0], str):
        assert [c["header"] for c in seen.columns] == list(wanted)
        return
    assert len(seen.columns) == len(wanted)
    for column, facts in zip(seen.columns, wanted, strict=True):
        for key, value in facts.items():
            COLUMN_CHECKS[key](seen, column, value)


def _check_column_field(seen: Seen, column: dict[str, Any], named: str) -> None:
    assert column["field"] == _field_of(seen, named), column
    if named in STATUSES:
        assert column["status"] == STATUSES[named], column


def _same(key: str) -> Callable[[Seen, dict[str, Any], Any], None]:
    def check(_seen: Seen, column: dict[str, Any], value: object) -> None:
        assert column[key] == value, column

    return check


COLUMN_CHECKS: dict[str, Callable[[Seen, dict[str, Any], Any], None]] = {
    "column": _same("column"),
    "raw": _same("raw"),
    "header": _same("header"),
    "unit": _same("unit"),
    "field": _check_column_field,
}


def _check_sums(seen: Seen, wanted: Mapping[str, str]) -> None:
    for key, total in wanted.items():
        assert seen.column(key)["sum"] == Decimal(total), key


def _check_missing(seen: Seen, wanted: Sequence[str]) -> None:
    addresses = {_address(seen, cell) for cell in wanted}
    listed = [c for c in seen.columns if c["field"] not in UNLISTED_BLANKS]
    assert {cell for c in listed for cell in c["missing"]} == addresses
    assert all(c["missing_count"] == len(c["missing"]) for c in seen.columns if c["field"])


def _check_missing_marks(seen: Seen, wanted: Mapping[str, str]) -> None:
    cells = {cell for c in seen.columns for cell in c["missing"]}
    assert cells >= wanted.keys()
    assert not cells & {cell for c in seen.columns for cell in c["bad"]}


def _check_bad(seen: Seen, wanted: Sequence[Mapping[str, str]]) -> None:
    cells = {_address(seen, bad["cell"]): bad for bad in wanted}
    assert {cell for c in seen.columns for cell in c["bad"]} == set(cells)
    found = {_found_at(seen, p.place.cell, p.place.line, p.place.key): p for p in _cell_problems(seen)}
    assert found.keys() == cells.keys()
    for cell, bad in cells.items():
        assert (found[cell].value, found[cell].code) == (bad["value"], REASONS[bad["reason"]]), cell


def _cell_problems(seen: Seen) -> list[Any]:
    return [p for p in seen.result.findings if p.code in set(REASONS.values())]


def _check_skipped(seen: Seen, wanted: Mapping[str, str]) -> None:
    skipped = seen.result.summary.skipped
    assert {str(row): reason for row, reason in skipped.items()} == {row: SKIPPED[why] for row, why in wanted.items()}


def _check_required(seen: Seen, wanted: Sequence[str]) -> None:
    assert sorted(_codes(seen, "READ-required")) == sorted(wanted)


def _check_ambiguous(seen: Seen, _why: str) -> None:
    """10: naming all three columns, refused when the amount is needed. 15: the column decided, and a note says so."""
    if seen.is_text:
        assert [p.severity for p in seen.result.findings if p.code == "READ-decimal-comma"] == ["note"]
        return
    assert [c["column"] for c in seen.columns if c["status"] == "ambiguous"] == ["C", "D", "E"]
    assert [p.severity for p in seen.result.findings if p.code == "READ-ambiguous"] == ["note"]
    with pytest.raises(BadInput) as refused:
        read_list([str(seen.file)], OPTIONS, table="customers", needed=("amount",))
    (problem,) = refused.value.problems
    assert problem.code == "READ-ambiguous"
    said = str(problem.what) + str(problem.fix)
    assert all(letter in said for letter in ("C1", "D1", "E1", "--column amount=C"))


def _summary(key: str) -> Callable[[Seen, Any], None]:
    def check(seen: Seen, wanted: Any) -> None:  # noqa: ANN401 - whatever the key holds
        found = getattr(seen.result.summary, key)
        assert (list(found) if isinstance(wanted, list) else found) == wanted

    return check


def _check_encoding(seen: Seen, wanted: str) -> None:
    assert seen.result.summary.encoding == wanted


def _check_separator(seen: Seen, wanted: str) -> None:
    assert seen.result.summary.separator == wanted


def _check_other_sheets(seen: Seen, wanted: Mapping[str, str]) -> None:
    others = seen.result.summary.other_sheets
    assert others.keys() == wanted.keys()
    assert {name: others[name] for name in wanted} == {"封面": "visible", "订单2025": "hidden", "_字典": "veryHidden"}


def _check_currency(seen: Seen, wanted: Mapping[str, str]) -> None:
    assert set(_codes(seen, "READ-currency")) == wanted.keys()


def _equal(found: object, wanted: object) -> None:
    assert found == wanted


def _differs(seen: Seen, wanted: str) -> None:
    """Adding the whole column, totals and all, must not come out."""
    assert all(c["sum"] != Decimal(wanted) for c in seen.columns)


CHECKS: dict[str, Callable[[Seen, Any], None]] = {
    "header_rows": _summary("header_rows"),
    "first_data_row": _summary("first_row"),
    "data_rows": _summary("rows"),
    "date_system": _summary("date_system"),
    "hidden_rows": _summary("hidden_rows"),
    "hidden_columns": _summary("hidden_columns"),
    "unit": _summary("unit"),
    "columns": _check_columns,
    "sums": _check_sums,
    "sums_if_decimal_comma": _check_sums,
    "naive_sum": _differs,
    "missing_cells": _check_missing,
    "missing": _check_missing,
    "missing_marks": _check_missing_marks,
    "required_missing": _check_required,
    "bad_cells": _check_bad,
    "currency_other": _check_currency,
    "skipped_rows": _check_skipped,
    "visible_rows": lambda seen, wanted: _equal(
        seen.expected["data_rows"] - len(seen.result.summary.hidden_rows), wanted
    ),
    "ambiguous": _check_ambiguous,
    "encoding": _check_encoding,
    "separator": _check_separator,
    "default_sheet": _summary("sheet"),
    "other_sheets": _check_other_sheets,
}
VALUES = {
    *("sums_in_yuan", "ids", "distinct_ids", "duplicate_ids", "dates", "values", "months", "target_total"),
    *("actual_total", "by_region", "by_month", "visible_sums", "suspicious", "disagreeing"),
}
"""Keys about values: test_messy_values_acceptance.py compares them with the rows that read_list returns."""
EXPLANATIONS = {"notes"}
"""Keys that explain to a reader and hold nothing to compare."""


def _compare(seen: Seen, expected: Mapping[str, Any]) -> None:
    unknown = expected.keys() - CHECKS.keys() - VALUES - EXPLANATIONS - {"sheets"}
    assert not unknown, f"expected.json has keys that no check compares: {unknown}"
    for key, wanted in expected.items():
        if key in CHECKS:
            CHECKS[key](seen, wanted)


CASES = [
    pytest.param(name, sheet, key, id=f"{name}-{key}")
    for name, facts in EXPECTED.items()
    for sheet, keys in [(None, facts), *facts.get("sheets", {}).items()]
    for key in keys
    if key != "sheets"
]


@pytest.mark.parametrize(("name", "sheet", "key"), CASES)
def test_expected_json_holds(name: str, sheet: str | None, key: str) -> None:
    facts = EXPECTED[name]
    expected = facts["sheets"][sheet] if sheet else facts
    seen = _seen(name, expected)
    if sheet:
        assert seen.result.summary.sheet == sheet
    _compare(seen, {key: expected[key]})
