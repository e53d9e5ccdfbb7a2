"""The real and crafted files of shared/data/crm-exports: imported with their figures, and back again unchanged."""

from __future__ import annotations

import csv
import json
from collections import Counter
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from program import Run
from salesplan.api.crm import ImportWish, crm_import
from salesplan.api.setting import Setting, setting
from salesplan.compute.crm.importing import ImportSummary
from salesplan.errors import BadInput
from salesplan.model.crm_profile import REASON
from salesplan.model.reading import CELLS, ReadOptions
from salesplan.model.result import Result

DATA = Path(__file__).resolve().parents[2] / ".." / "shared" / "data" / "crm-exports"
pytestmark = [pytest.mark.acceptance, pytest.mark.skipif(not DATA.is_dir(), reason="../shared/data is not here")]
SIX = {
    "odoo/res_partner.xlsx": ("odoo", "customers"),
    "wukong/客户导入模板.xlsx": ("wukong", "customers"),
    "wukong/商机导入模板.xlsx": ("wukong", "deals"),
    "yudao/客户.xls.xlsx": ("yudao", "customers"),
    "salesforce/accountData.csv": ("salesforce", "customers"),
    "salesforce/opportunityData.csv": ("salesforce", "deals"),
}
TEXTS = {
    "csvtext.csv": ("column1", "column2", "column3"),
    "csvtext_BOM_UTF8.csv": ("column1", "column2", "column3"),
    "csvtext_BOM_UTF16LE.csv": ("column1", "column2", "column3"),
    "csvtext_BOM_UTF16BE.csv": ("column1", "column2", "column3"),
    "csvEscapedQuotes.csv": ("column1", "column2"),
    "csvSeparator.csv": ("column1", "column2!some", "column3"),
}


def _expected() -> dict[str, Any]:
    found = DATA / "expected.json"
    return dict(json.loads(found.read_text("utf-8"))["files"]) if found.exists() else {}


def _no_plan() -> Setting:
    return setting(use_plan=False)


def _imported(name: str, source: str | None = None) -> Result[ImportSummary]:
    return crm_import(ImportWish((str(DATA / name),), source), where=_no_plan())


def _column(result: Result[ImportSummary], key: str) -> list[Any]:
    return [row[key] for row in result.rows.records()]


def _rows(result: Result[ImportSummary]) -> list[tuple[tuple[str, str], ...]]:
    """Every record as what it holds, in an order of its own: a file for a system leaves blanks out."""
    return sorted(
        tuple(sorted((key, str(value)) for key, value in row.items() if value not in (None, "")))
        for row in result.rows.records()
    )


@pytest.mark.parametrize("name", SIX)
def test_the_system_and_the_records_are_known_by_the_titles(name: str) -> None:
    result = _imported(name)
    assert (result.summary.profile, result.summary.crm_object) == SIX[name]
    assert result.summary.rejected == 0


@pytest.mark.parametrize("name", SIX)
def test_the_records_have_the_figures_expected(name: str) -> None:
    wanted, result = _expected()[name], _imported(name, SIX[name][0])
    assert result.summary.imported == wanted.get("rows", wanted.get("data_rows"))
    assert len(result.summary.columns) == len(wanted["columns"])
    if "names" in wanted:
        assert _column(result, "name") == wanted["names"]
    if "levels" in wanted:
        assert Counter(_column(result, "grade")) == wanted["levels"]
    if "by_owner" in wanted:
        assert Counter(_column(result, "owner")) == wanted["by_owner"]
    if "amounts_yuan" in wanted:
        assert _column(result, "amount") == wanted["amounts_yuan"]
        assert [str(day) for day in _column(result, "close_date")] == wanted["dates"]


def test_what_is_done_and_what_is_kept() -> None:
    yudao, wanted = _imported("yudao/客户.xls.xlsx"), _expected()["yudao/客户.xls.xlsx"]
    assert _column(yudao, "芋道 成交状态").count("已成交") == wanted["deal_done"]
    odoo, wanted = _imported("odoo/res_partner.xlsx"), _expected()["odoo/res_partner.xlsx"]
    assert _column(odoo, "is_company").count("1") == wanted["companies"]
    assert sum(value is not None for value in _column(odoo, "company_name")) == wanted["with_company_name"]
    assert _column(odoo, "bank_ids/bank") == ["GEBABEBB", None, "BEBABEBB"]


def test_the_pipeline_of_opportunity_data() -> None:
    wanted = _expected()["salesforce/opportunityData.csv"]
    deals = list(_imported("salesforce/opportunityData.csv").rows.records())
    won = [row for row in deals if row["stage"] == "Closed Won"]
    pending = [row for row in deals if row["stage"] != "Closed Won"]
    for rows, figures in ((won, wanted["won"]), (pending, wanted["open"])):
        assert len(rows) == figures["deals"]
        assert sum(Decimal(str(row["amount"] or 0)) for row in rows) == Decimal(figures["amount"])
    weighted = sum(Decimal(str(row["amount"] or 0)) * Decimal(str(row["probability"])) for row in pending)
    assert weighted == Decimal(wanted["open"]["weighted"])
    assert sum(row["amount"] is None for row in deals) == wanted["blank_amount"]


def test_account_data_keeps_ids_and_leading_zeros() -> None:
    wanted, result = _expected()["salesforce/accountData.csv"], _imported("salesforce/accountData.csv")
    names = Counter(_column(result, "name"))
    assert sum(count > 1 for count in names.values()) == wanted["duplicate_names"]
    assert wanted["leading_zero_text"] in _column(result, "BILLINGSTREET")
    assert all(len(str(value)) == 18 for value in _column(result, "id"))


def test_refused_rows_come_with_their_reasons() -> None:
    result, wanted = _imported("salesforce/error0413060133.csv"), _expected()["salesforce/error0413060133.csv"]
    assert result.summary.imported == wanted["rows"] == 11
    assert dict(result.summary.reasons) == wanted["errors"]
    assert all(_column(result, REASON))


def test_a_damaged_encoding_is_refused() -> None:
    with pytest.raises(BadInput):
        _imported("salesforce/csvtext_BOM_UTF32LE.csv", "salesforce")


@pytest.mark.parametrize("ending", ["xlsx", "csv"])
@pytest.mark.parametrize("name", SIX)
def test_an_export_of_each_imports_again_unchanged(name: str, ending: str, tmp_path: Path, run: Run) -> None:
    system, kind = SIX[name]
    first, folder = tmp_path / f"list.{ending}", tmp_path / "out"
    assert run("crm", "import", str(DATA / name), "--no-plan", "-o", str(first), "-q").code == 0
    done = run("crm", "export", str(first), "--to", system, "--object", kind, "--no-plan", "-o", str(folder))
    assert done.code == 0, done.err
    again = crm_import(ImportWish((f"{folder}/*",), system, kind), where=_no_plan())
    assert _rows(again) == _rows(_imported(name))


def _cells(name: str, result: Result[ImportSummary]) -> list[dict[str, str]]:
    """What the file holds by title, as Python's own reader sees it; blanks left out."""
    source = next(source for source in result.inputs if source.table != "plan")
    text = (DATA / "salesforce" / name).read_bytes().decode((source.encoding or "utf-8").split(" ")[0])
    head, *lines = csv.reader(text.removeprefix("\ufeff").splitlines(keepends=True))
    return [{title: cell for title, cell in zip(head, line, strict=True) if cell} for line in lines]


@pytest.mark.parametrize("name", ["accountData.csv", "opportunityData.csv", "error0413060133.csv", *TEXTS])
def test_every_csv_is_read_cell_for_cell(name: str) -> None:
    from salesplan.load.lists import read_list

    told = ReadOptions(whole=True, header_row=1, columns={"name": "column1"} if name in TEXTS else {})
    records = read_list([str(DATA / "salesforce" / name)], told, table="customers")
    titles = [key for key in records.frame.columns if key.startswith(CELLS)]
    found = [
        {key.removeprefix(CELLS): cell for key, cell in zip(titles, row, strict=True) if cell}
        for row in records.frame.select(*titles).iter_rows()
    ]
    assert found == _cells(name, Result("crm import", None, None, None, inputs=records.inputs))  # type: ignore[arg-type] # only its inputs
    if name in TEXTS:
        assert [key.removeprefix(CELLS) for key in titles] == [*TEXTS[name]]
