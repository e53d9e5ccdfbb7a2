"""The CRM exports, templates and tables of shared/data through inspect and read_list, key by key."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
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
from salesplan.load.source import open_source
from salesplan.model.reading import ReadOptions
from salesplan.model.records import Records
from salesplan.model.result import Result
from salesplan.model.table import scaled

DATA = Path(__file__).resolve().parents[2] / ".." / "shared" / "data"
pytestmark = [
    pytest.mark.acceptance,
    pytest.mark.skipif(not DATA.is_dir(), reason="../shared/data is not here"),
]
# Salesforce writes 75 for 75 %: without the unit each such probability is a bad cell that names this option
OPTIONS = ReadOptions(today=date(2026, 11, 21), units={"probability": "%"})


def _expected(folder: str) -> dict[str, Any]:
    found = DATA / folder / "expected.json"
    return dict(json.loads(found.read_text("utf-8"))) if found.exists() else {}


EXPORTS: dict[str, Any] = _expected("crm-exports").get("files", {})
PIPELINE = _expected("crm-pipeline")


@dataclass(frozen=True)
class Seen:
    """A file as inspect shows it, and its rows as load returns them."""

    file: Path
    result: Result[InspectSummary]
    columns: tuple[dict[str, Any], ...]

    def column(self, raw: str) -> dict[str, Any]:
        return next(c for c in self.columns if c["raw"] == raw)

    def records(self, table: str | None = None) -> Records:
        return read_list([str(self.file)], OPTIONS, table=table or self.result.summary.table)

    def amounts(self, key: str, table: str | None = None) -> list[Decimal | None]:
        records = self.records(table)
        return [None if v is None else scaled(v, records.scales[key]) for v in records.frame[key]]

    def texts(self, raw: str) -> list[str]:
        """What the cells of a column hold, as they stand in the file."""
        grid = open_source(str(self.file), OPTIONS).grid(self.result.summary.sheet or "")
        index = [c["raw"] for c in self.columns].index(raw)
        below = [c for c in grid.cells.iter_rows(named=True) if c["row"] > self.result.summary.header_rows[-1]]
        return [c["text"] for c in below if c["column"] == index]


@cache
def _seen(file: Path) -> Seen:
    result = inspect(inspect_source(str(file), OPTIONS))
    return Seen(file, result, tuple(dict(record) for record in result.rows.records()))


def _counts(key: str, *, letters: bool = False) -> Callable[[Seen, Mapping[str, int]], None]:
    def check(seen: Seen, wanted: Mapping[str, int]) -> None:
        found = Counter(v for v in seen.records().frame[key] if v is not None)
        assert {(k[0] if letters else k): n for k, n in found.items()} == dict(wanted)

    return check


def _columns(seen: Seen, wanted: Sequence[str]) -> None:
    assert [c["raw"] for c in seen.columns] == list(wanted)


def _rows(seen: Seen, wanted: int | Sequence[Sequence[str]]) -> None:
    if isinstance(wanted, int):
        assert seen.result.summary.rows == wanted
        return
    found = [seen.texts(c["raw"]) for c in seen.columns]
    assert [list(row) for row in zip(*found, strict=True)] == [list(row) for row in wanted]


def _encoding(seen: Seen, wanted: str) -> None:
    assert seen.result.summary.encoding == wanted


def _sheets(seen: Seen, wanted: Sequence[str]) -> None:
    assert {seen.result.summary.sheet, *seen.result.summary.other_sheets} == set(wanted)


def _names(seen: Seen, wanted: Sequence[str]) -> None:
    assert seen.records("customers").frame["name"].to_list() == list(wanted)


def _duplicate_names(seen: Seen, wanted: int) -> None:
    names = Counter(seen.records("customers").frame["name"])
    assert sum(count > 1 for count in names.values()) == wanted


def _dates(seen: Seen, wanted: Sequence[str]) -> None:
    assert [day.isoformat() for day in seen.records("deals").frame["close_date"]] == list(wanted)


def _deals(seen: Seen) -> list[tuple[str, Decimal | None, Decimal | None]]:
    stages = seen.records("deals").frame["stage"].to_list()
    return list(zip(stages, seen.amounts("amount", "deals"), seen.amounts("probability", "deals"), strict=True))


def _stages(seen: Seen, wanted: Mapping[str, Mapping[str, float]]) -> None:
    for stage, facts in wanted.items():
        amounts = [amount for named, amount, _ in _deals(seen) if named == stage]
        assert (len(amounts), sum(a for a in amounts if a is not None)) == (facts["size"], facts["sum"]), stage
    assert len(_deals(seen)) == sum(facts["size"] for facts in wanted.values())


def _won(seen: Seen, wanted: Mapping[str, Any]) -> None:
    _stages_total([deal for deal in _deals(seen) if deal[0] == "Closed Won"], wanted)


def _open(seen: Seen, wanted: Mapping[str, Any]) -> None:
    deals = [deal for deal in _deals(seen) if deal[0] != "Closed Won"]
    _stages_total(deals, wanted)
    assert sum((a or 0) * (p or 0) for _, a, p in deals) == Decimal(wanted["weighted"])
    won = sum(a or 0 for stage, a, _ in _deals(seen) if stage == "Closed Won")
    assert seen.column("EXPECTEDREVENUE")["sum"] - won == Decimal(wanted["EXPECTEDREVENUE_sum"])


def _stages_total(deals: Sequence[tuple[str, Decimal | None, Decimal | None]], wanted: Mapping[str, Any]) -> None:
    assert len(deals) == wanted["deals"]
    assert sum(amount for _, amount, _ in deals if amount is not None) == Decimal(wanted["amount"])


def _amounts_yuan(seen: Seen, wanted: Sequence[int]) -> None:
    assert seen.amounts("amount", "deals") == list(wanted)


def _total(seen: Seen, wanted: int) -> None:
    assert sum(a for a in seen.amounts("amount", "deals") if a is not None) == wanted


def _filled(raw: str) -> Callable[[Seen, int], None]:
    def check(seen: Seen, wanted: int) -> None:
        assert seen.column(raw)["filled"] == wanted

    return check


def _held(raw: str) -> Callable[[Seen, Any], None]:
    def check(seen: Seen, wanted: Any) -> None:  # noqa: ANN401 - a text, texts, or counts by text
        texts = Counter(seen.texts(raw))
        if isinstance(wanted, dict):
            assert dict(texts) == wanted
        else:
            assert set([wanted] if isinstance(wanted, str) else wanted) <= texts.keys()

    return check


def _instructions(seen: Seen, wanted: int) -> None:
    assert seen.result.summary.skipped[wanted]


def _blank_amount(seen: Seen, wanted: int) -> None:
    assert seen.column("AMOUNT")["missing_count"] == wanted


def _persons(seen: Seen, wanted: int) -> None:
    assert len(seen.texts("is_company")) - _companies(seen) == wanted


def _companies(seen: Seen) -> int:
    return sum(text.casefold() in ("1", "true", "yes") for text in seen.texts("is_company"))


def _company_count(seen: Seen, wanted: int) -> None:
    assert _companies(seen) == wanted


CHECKS: dict[str, Callable[[Seen, Any], None]] = {
    "sheets": _sheets,
    "default_sheet": lambda seen, wanted: _same(seen.result.summary.sheet, wanted),
    "sheet": lambda seen, wanted: _same(seen.result.summary.sheet, wanted),
    "header_row": lambda seen, wanted: _same(seen.result.summary.header_rows, (wanted,)),
    "instruction_row_merged": _instructions,
    "columns": _columns,
    "columns_by_comma": _columns,
    "rows": _rows,
    "rows_by_comma": _rows,
    "data_rows": _rows,
    "encoding": _encoding,
    "names": _names,
    "duplicate_names": _duplicate_names,
    "levels": _counts("grade", letters=True),
    "by_owner": _counts("owner"),
    "amounts_yuan": _amounts_yuan,
    "total": _total,
    "dates": _dates,
    "stages": _stages,
    "won": _won,
    "open": _open,
    "blank_amount": _blank_amount,
    "iso_z_dates": _held("CREATEDDATE"),
    "errors": _held("ERROR"),
    "leading_zero_text": _held("BILLINGSTREET"),
    "with_company_name": _filled("company_name"),
    "companies": _company_count,
    "persons": _persons,
}
EXPLANATIONS = {"kind", "imitates", "notes", "grade_values"}
"""Keys that explain to a reader and hold nothing to compare."""
LATER = {
    "true_clusters": "which customers are the same is found by `customers duplicates`",
    "deal_done": "成交状态 is no field of a customer list: `crm import` maps it",
}
"""Keys of analyses that read these lists, with the command that will meet them."""


def _same(found: object, wanted: object) -> None:
    assert found == wanted


CASES = [
    pytest.param(name, key, id=f"{name}-{key}")
    for name, facts in EXPORTS.items()
    for key in facts
    if name != "headers.json"  # test_found_lists_acceptance.py
]


@pytest.mark.parametrize(("name", "key"), CASES)
def test_export_is_read_as_expected(name: str, key: str) -> None:
    if key in EXPLANATIONS or key in LATER:
        return
    wanted = EXPORTS[name][key]
    if key == "expect":
        assert wanted.startswith("refuse")
        with pytest.raises(BadInput):
            inspect_source(str(DATA / "crm-exports" / name), OPTIONS)
        return
    CHECKS[key](_seen(DATA / "crm-exports" / name), wanted)


PIPELINE_CHECKS: dict[str, Callable[[Seen, Any], None]] = {
    "rows": _rows,
    "columns": _columns,
    "close_value_sum": lambda seen, wanted: _same(seen.column("close_value")["sum"], Decimal(wanted)),
}


@pytest.mark.parametrize("name", PIPELINE.get("tables", {}))
def test_pipeline_table_is_read_as_expected(name: str) -> None:
    for key, wanted in PIPELINE["tables"][name].items():
        PIPELINE_CHECKS[key](_seen(DATA / "crm-pipeline" / name), wanted)


FIGURES: dict[str, Callable[[Seen, Any], None]] = {
    "rows": _rows,
    "stages": lambda seen, wanted: _same(Counter(seen.records("deals").frame["stage"]), Counter(wanted)),
    "won_value": lambda seen, wanted: _same(seen.column("close_value")["sum"], Decimal(str(wanted))),
    "null_account": lambda seen, wanted: _same(seen.column("account")["missing_count"], wanted),
    "null_engage": lambda seen, wanted: _same(seen.column("engage_date")["missing_count"], wanted),
    "agents": lambda seen, wanted: _same(len(set(seen.texts("sales_agent"))), wanted),
    "date_min": lambda seen, wanted: _same(seen.column("engage_date")["minimum"], wanted[:10]),
    "date_max": lambda seen, wanted: _same(seen.column("close_date")["maximum"], wanted[:10]),
}
LATER_FIGURES = {
    **dict.fromkeys(
        ("win_rate", "loss_rate", "win_rate_by_agent", "win_rate_by_product", "won_by_quarter", "won_by_month"),
        "a rate or a total by period of the deals: `sales pivot` and `activity funnel`",
    ),
    **dict.fromkeys(
        ("avg_won", "median_won", "avg_cycle_days_won", "avg_cycle_days_closed", "median_cycle_won"),
        "an average of the deals: `activity funnel`",
    ),
    **dict.fromkeys(("sales_velocity_per_day",), "`activity funnel`"),
    **dict.fromkeys(("by_region", "by_manager", "top5_agents"), "tables joined: `sales pivot`"),
    **dict.fromkeys(
        ("product_not_in_products", "agents_in_teams", "agents_without_deals", "null_account_by_stage"),
        "tables joined: `check`",
    ),
    **dict.fromkeys(("sector_typo", "location_typos", "accounts"), "counts by value: `customers profile` and `clean`"),
    **dict.fromkeys(
        (
            "open_deals",
            "open_list_price_total",
            "open_list_weighted_by_overall_win_rate",
            "weighted_by_product_win_rate",
            "lost_value_is_zero",
        ),
        "a pipeline worked out: `prospects value`",
    ),
    **dict.fromkeys(("pareto_accounts_won", "pareto_agents_won"), "80/20 of deals: `coverage`"),
}
"""Figures of analyses over these tables, with the command that will meet them."""


def test_every_figure_is_compared_or_left_for_later() -> None:
    assert PIPELINE["figures"].keys() == FIGURES.keys() | LATER_FIGURES.keys()


@pytest.mark.parametrize("key", PIPELINE.get("figures", {}))
def test_pipeline_figure_of_reading(key: str) -> None:
    if key in LATER_FIGURES:
        return
    FIGURES[key](_seen(DATA / "crm-pipeline" / "sales_pipeline.csv"), PIPELINE["figures"][key])
