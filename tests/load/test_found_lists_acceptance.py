"""The lists of shared/data: which rows are the header, which columns and how many rows are found."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from salesplan.load.found import FoundTable
from salesplan.load.headers import field_keys
from salesplan.load.names import normalise
from salesplan.load.sheet_choice import choose_sheets
from salesplan.load.source import open_source
from salesplan.load.table_finder import assume_table, find_table
from salesplan.model.reading import ReadOptions

DATA = Path(__file__).resolve().parents[2] / ".." / "shared" / "data"
pytestmark = [
    pytest.mark.acceptance,
    pytest.mark.skipif(not DATA.is_dir(), reason="../shared/data is not here"),
]
PLAIN = ReadOptions()


def _expected(folder: str) -> dict[str, Any]:
    facts: dict[str, Any] = json.loads((DATA / folder / "expected.json").read_text("utf-8"))
    return facts


def _default(path: str) -> FoundTable:
    source = open_source(str(DATA / path), PLAIN)
    (picked,) = choose_sheets(path, source.sheets, (), lambda name: find_table(source.grid(name), PLAIN))
    found = picked.table or assume_table(source.grid(picked.name))
    assert found is not None
    return found


MESSY = [
    (name, sheet, facts)
    for name, each in (_expected("messy")["files"] if DATA.is_dir() else {}).items()
    for sheet, facts in (each.get("sheets") or {None: each}).items()
]
REASONS = {
    "title with the unit": "title", "rules for filling in": "rules", "page total": "page-total",
    "header repeated": "header-repeated", "total without a label": "total-unlabelled",
    "amount in words": "amount-in-words",
}  # fmt: skip


@pytest.mark.parametrize(("name", "sheet", "facts"), MESSY, ids=[name for name, *_ in MESSY])
def test_messy_lists_are_found(name: str, sheet: str | None, facts: dict[str, Any]) -> None:
    grid = open_source(str(DATA / "messy" / name), PLAIN).grid(sheet)
    found = find_table(grid, PLAIN)
    assert found is not None
    assert list(found.header_rows) == facts["header_rows"]
    assert len(found.frame) == facts["data_rows"]
    assert found.first_row == facts.get("first_data_row", found.first_row)
    assert found.unit == facts.get("unit")
    reasons = {row: REASONS.get(why, why) for row, why in facts.get("skipped_rows", {}).items()}
    assert {str(row): why for row, why in found.skipped.items()} == reasons
    for column, wanted in zip(found.columns, facts["columns"], strict=True):
        if isinstance(wanted, str):
            assert column.header == wanted
            continue
        assert (column.letter, column.raw, column.header) == (wanted["column"], wanted["raw"], wanted["header"])
        assert column.unit == wanted.get("unit")


ROWS = [
    ("crm-exports/odoo/res_partner.xlsx", "customers", 1, 3),
    ("crm-exports/wukong/客户导入模板.xlsx", "customers", 2, 7),
    ("crm-exports/wukong/商机导入模板.xlsx", "deals", 2, 4),
    ("crm-exports/yudao/客户.xls.xlsx", "customers", 1, 12),
    ("crm-exports/salesforce/accountData.csv", "customers", 1, 423),
    ("crm-exports/salesforce/opportunityData.csv", "deals", 1, 38),
    ("crm-exports/salesforce/error0413060133.csv", "deals", 1, 11),
    ("crm-exports/salesforce/csvtext.csv", "", 1, 2),
    ("crm-exports/salesforce/csvSeparator.csv", "", 1, 2),
    ("crm-pipeline/accounts.csv", "customers", 1, 85),
    ("crm-pipeline/products.csv", "products", 1, 7),
    ("crm-pipeline/sales_pipeline.csv", "deals", 1, 8800),
    ("crm-pipeline/sales_teams.csv", "reps", 1, 35),
    ("orders-cn/示例 - 超市.xls", "orders", 1, 10_000),
    ("orders-cn/订单_gb18030_first3000.csv", "orders", 1, 3_000),
    ("bad/far_row.xlsx", "customers", 1, 3),
    ("bad/dimension_small.xlsx", "customers", 1, 2),
]


@pytest.mark.parametrize(("path", "table", "header", "rows"), ROWS)
def test_real_lists_are_found(path: str, table: str, header: int, rows: int) -> None:
    found = _default(path)
    assert (found.table, found.header_rows, len(found.frame)) == (table, (header,), rows)


@pytest.mark.parametrize("folder", ["crm-exports", "crm-pipeline"])
def test_their_columns_are_those_expected(folder: str) -> None:
    facts = _expected(folder)
    for name, each in facts.get("files", facts.get("tables", {})).items():
        wanted = each.get("columns")
        if wanted and "damaged" not in each.get("kind", "") and "rows" in {*each, "rows"}:
            raw = [column.raw for column in _default(f"{folder}/{name}").columns]
            assert raw == wanted, name


@pytest.mark.parametrize(("sheet", "table", "rows"), [("退货", "orders", 296), ("销售人员", "reps", 6)])
def test_the_other_sheets_of_the_order_workbook(sheet: str, table: str, rows: int) -> None:
    found = find_table(open_source(str(DATA / "orders-cn" / "示例 - 超市.xls"), PLAIN).grid(sheet), PLAIN)
    assert found is not None
    assert (found.table, len(found.frame)) == (table, rows)


def test_most_titles_of_real_systems_mean_a_field() -> None:
    lists = json.loads((DATA / "crm-exports" / "headers.json").read_text("utf-8"))
    titles = [t for key, each in lists.items() if isinstance(each, list) and "options" not in key for t in each]
    known = [title for title in titles if normalise(title).key in field_keys()]
    assert len(known) >= 169, [title for title in titles if title not in known]
