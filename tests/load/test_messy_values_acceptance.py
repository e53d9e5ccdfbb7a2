"""The keys about values of shared/data/messy/expected.json against the rows that read_list returns."""

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
from salesplan.load.inspection import inspect_source
from salesplan.load.lists import read_list
from salesplan.model.reading import ReadOptions
from salesplan.model.records import ROW, Records
from salesplan.model.result import Result
from salesplan.model.table import scaled

MESSY = Path(__file__).resolve().parents[2] / ".." / "shared" / "data" / "messy"
pytestmark = [
    pytest.mark.acceptance,
    pytest.mark.skipif(not MESSY.is_dir(), reason="../shared/data is not here"),
]
OPTIONS = ReadOptions(today=date(2026, 11, 21))
EXPECTED = json.loads((MESSY / "expected.json").read_text("utf-8"))["files"] if MESSY.is_dir() else {}


@dataclass(frozen=True)
class Seen:
    """One sheet: its columns as inspect shows them, its rows as load returns them, and what was expected."""

    file: Path
    result: Result[InspectSummary]
    columns: tuple[dict[str, Any], ...]
    expected: Mapping[str, Any]

    def column(self, key: str) -> dict[str, Any]:
        """The column of a letter, else the first with this header."""
        return next(c for c in self.columns if key in (c["column"], c["header"]))

    def read(self, table: str | None = None, **columns: str) -> Records:
        return _read(str(self.file), table or self.result.summary.table or "", tuple(columns.items()))

    def values(self, letter: str) -> dict[int, Any]:
        """The values of a column by row, decimals exact, in yuan, 1 or days; another table's field is read as that."""
        column = self.column(letter)
        key = column["field"]
        pick = {} if column["status"] == "used" else {key: column["column"]}
        return _by_row(self.read(column["table"], **pick), key)

    def field(self, key: str) -> dict[int, Any]:
        return _by_row(self.read(), key)


@cache
def _inspected(file: Path, sheet: str | None) -> Result[InspectSummary]:
    return inspect(inspect_source(str(file), replace(OPTIONS, sheets=(sheet,) if sheet else ())))


@cache
def _read(file: str, table: str, columns: tuple[tuple[str, str], ...]) -> Records:
    return read_list([file], replace(OPTIONS, columns=dict(columns)), table=table)


def _by_row(records: Records, key: str) -> dict[int, Any]:
    scale = records.scales.get(key)
    pairs = zip(records.frame[ROW], records.frame[key], strict=True)
    return {row: scaled(v, scale) if scale is not None and v is not None else v for row, v in pairs}


def _seen(name: str, expected: Mapping[str, Any], sheet: str | None = None) -> Seen:
    result = _inspected(MESSY / name, sheet)
    columns = tuple(dict(record) for record in result.rows.records())
    return Seen(MESSY / name, result, columns, expected)


def _cell(address: str) -> tuple[str, int]:
    found = re.fullmatch(r"([A-Z]+)(\d+)", address)
    assert found, address
    return found[1], int(found[2])


def _check_sums_in_yuan(seen: Seen, wanted: Mapping[str, str]) -> None:
    for key, total in wanted.items():
        values = seen.values(seen.column(key)["column"])
        assert sum(v for v in values.values() if v is not None) == Decimal(total), key


def _check_ids(seen: Seen, wanted: Sequence[str]) -> None:
    assert list(seen.values(seen.columns[0]["column"]).values()) == list(wanted)


def _check_distinct_ids(seen: Seen, wanted: Sequence[str]) -> None:
    found = dict.fromkeys(v for v in seen.field("customer_id").values() if v is not None)
    assert list(found) == list(wanted)


def _check_duplicates(seen: Seen, wanted: Mapping[str, Sequence[int]]) -> None:
    rows: dict[str, list[int]] = {}
    for row, value in seen.values(seen.columns[0]["column"]).items():
        rows.setdefault(value, []).append(row)
    assert {value: at for value, at in rows.items() if len(at) > 1} == {k: list(v) for k, v in wanted.items()}


def _check_dates(seen: Seen, wanted: Mapping[str, str]) -> None:
    days = next(c["column"] for c in seen.columns if c["type"] == "date")
    for place, day in wanted.items():
        letter, row = _cell(place) if place[0].isalpha() else (days, int(place))
        assert seen.values(letter)[row] == date.fromisoformat(day), place


def _check_values(seen: Seen, wanted: Mapping[str, str]) -> None:
    for cell, value in wanted.items():
        letter, row = _cell(cell)
        assert seen.values(letter)[row] == Decimal(value), cell


def _check_months(seen: Seen, wanted: Sequence[str]) -> None:
    records = seen.read()
    assert sorted(set(records.frame["period"])) == list(wanted)
    assert len(records) == seen.expected["data_rows"] * len(wanted)


def _total(records: Records, key: str, rows: Sequence[bool] | None = None) -> Decimal:
    """The sum of a field in the list's thousands (千元)."""
    values = records.frame[key].to_list()
    kept = [v for v, keep in zip(values, rows or [True] * len(values), strict=True) if keep and v is not None]
    return scaled(sum(kept), records.scales[key]) / 1000


def _check_total(key: str) -> Callable[[Seen, str], None]:
    def check(seen: Seen, wanted: str) -> None:
        assert _total(seen.read(), key) == Decimal(wanted)

    return check


def _check_by_region(seen: Seen, wanted: Mapping[str, Mapping[str, str]]) -> None:
    records = seen.read()
    regions = records.frame["region"].to_list()
    assert set(regions) == wanted.keys()
    for region, totals in wanted.items():
        rows = [each == region for each in regions]
        for key, total in totals.items():
            assert _total(records, key, rows) == Decimal(total), (region, key)


def _check_by_month(seen: Seen, wanted: Mapping[str, str]) -> None:
    months, amounts = seen.values(seen.column("月份")["column"]), seen.field("amount")
    found: dict[str, Decimal] = {}
    for row, amount in amounts.items():
        month = f"{int(re.findall(r'[0-9]+', months[row])[-1])}月"
        found[month] = found.get(month, Decimal(0)) + amount
    assert found == {month: Decimal(total) for month, total in wanted.items()}


def _check_visible_sums(seen: Seen, wanted: Mapping[str, str]) -> None:
    for key, total in wanted.items():
        values = seen.values(seen.column(key)["column"])
        assert sum(v for row, v in values.items() if row not in seen.expected["hidden_rows"]) == Decimal(total)


def _check_disagreeing(seen: Seen, wanted: Mapping[str, str]) -> None:
    first, second = seen.values("C"), seen.values("D")
    assert {f"row {row}" for row in first if first[row] != second[row]} == wanted.keys()


def _check_suspicious(seen: Seen, wanted: Mapping[str, str]) -> None:
    found = [p.place.cell for p in seen.result.findings if p.code in ("READ-empty-day", "READ-far-day")]
    assert sorted(str(cell) for cell in found) == sorted(wanted)


CHECKS: dict[str, Callable[[Seen, Any], None]] = {
    "sums_in_yuan": _check_sums_in_yuan,
    "ids": _check_ids,
    "distinct_ids": _check_distinct_ids,
    "duplicate_ids": _check_duplicates,
    "dates": _check_dates,
    "values": _check_values,
    "months": _check_months,
    "target_total": _check_total("target"),
    "actual_total": _check_total("actual"),
    "by_region": _check_by_region,
    "by_month": _check_by_month,
    "visible_sums": _check_visible_sums,
    "suspicious": _check_suspicious,
    "disagreeing": _check_disagreeing,
}


CASES = [
    pytest.param(name, sheet, key, id=f"{name}-{key}")
    for name, facts in EXPECTED.items()
    for sheet, keys in [(None, facts), *facts.get("sheets", {}).items()]
    for key in keys
    if key in CHECKS
]


@pytest.mark.parametrize(("name", "sheet", "key"), CASES)
def test_values_of_expected_json_hold(name: str, sheet: str | None, key: str) -> None:
    facts = EXPECTED[name]
    expected = facts["sheets"][sheet] if sheet else facts
    CHECKS[key](_seen(name, expected, sheet), expected[key])


def test_every_key_about_values_occurs() -> None:
    """The checks here are those that test_messy_acceptance.py leaves to this module."""
    assert {case.values[2] for case in CASES} == CHECKS.keys()
