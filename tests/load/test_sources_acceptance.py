"""The files of shared/data that are no .xlsx, opened: encodings, separators, extents, refusals, time."""

from __future__ import annotations

import json
import time
from decimal import Decimal
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from salesplan.errors import BadInput, Problem
from salesplan.load.grid import ISO, NUMBER, TEXT, Grid
from salesplan.load.source import Source, open_source
from salesplan.model.reading import ReadOptions

DATA = Path(__file__).resolve().parents[2] / ".." / "shared" / "data"
pytestmark = [pytest.mark.acceptance, pytest.mark.skipif(not DATA.is_dir(), reason="../shared/data is not here")]
SECONDS = 10
"""What any file of bad/ may take at most; the sound ones stay far below."""


def expected(folder: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((DATA / folder / "expected.json").read_text("utf-8")) if DATA.is_dir() else {}
    files: dict[str, Any] = found.get("files", found)
    return files


MESSY = {name: facts for name, facts in expected("messy").items() if name[:2] in {"11", "12", "13", "14", "15", "16"}}
SALESFORCE = {name: facts for name, facts in expected("crm-exports").items() if name.startswith("salesforce/")}
FAMILIES = {
    "binary.csv": "READ-encoding",
    "empty_zip.xlsx": "READ-not-a-workbook",
    "encrypted_agile.xlsx": "READ-encrypted",
    "encrypted_agile2.xlsx": "READ-encrypted",
    "encrypted_xor.xls": "READ-encrypted",
    "html_login.xlsx": "READ-not-a-workbook",
    "nul.csv": "READ-encoding",
    "ole_loop.xls": "READ-damaged",
    "one_long_line.csv": "READ-damaged",
    "truncated.xlsx": "READ-damaged",
    "truncated_tail.xlsx": "READ-damaged",
    "zero_bytes.csv": "READ-empty",
    "zero_bytes.xlsx": "READ-empty",
    "zip_of_csv.xlsx": "READ-not-a-workbook",
}


def opened(name: str) -> Source:
    return open_source(str(DATA / name), ReadOptions())


def refused(name: str) -> Problem:
    with pytest.raises(BadInput) as caught:
        opened(name)
    [problem] = caught.value.problems
    return problem


def record(grid: Grid, number: int) -> list[str]:
    """The filled texts of one record, left to right."""
    texts: list[str] = grid.cells.filter(pl.col("row") == number)["text"].to_list()
    return texts


def extent(grid: Grid) -> tuple[int, int]:
    return grid.cells["row"].n_unique(), grid.cells["column"].n_unique()


@pytest.mark.parametrize(("name", "facts"), MESSY.items())
def test_messy_text_files(name: str, facts: dict[str, Any]) -> None:
    grid = opened(f"messy/{name}").grid()
    assert (grid.encoding, grid.encoding_sure, grid.separator) == (facts["encoding"], True, facts["separator"])
    assert record(grid, 1) == facts["columns"]
    assert extent(grid) == (facts["data_rows"] + 1, len(facts["columns"]))


def test_four_rows_on_eight_lines() -> None:
    assert opened("messy/16_quoted_newlines.csv").grid().lines == (1, 2, 4, 5, 8)


@pytest.mark.parametrize(("name", "facts"), [(n, f) for n, f in SALESFORCE.items() if "columns" in f])
def test_salesforce_files(name: str, facts: dict[str, Any]) -> None:
    grid = opened(f"crm-exports/{name}").grid()
    rows = facts["rows"]
    assert grid.encoding == facts.get("encoding", "ascii")
    assert record(grid, 1) == facts["columns"]
    assert extent(grid)[0] == 1 + (rows if isinstance(rows, int) else len(rows))
    if isinstance(rows, list):
        assert [record(grid, number) for number in range(2, 2 + len(rows))] == rows


def test_nothing_is_guessed_from_a_mark_inside_a_name() -> None:
    facts = SALESFORCE["salesforce/csvSeparator.csv"]
    grid = opened("crm-exports/salesforce/csvSeparator.csv").grid()
    assert [record(grid, n) for n in (1, 2, 3)] == [facts["columns_by_comma"], *facts["rows_by_comma"]]


def test_a_damaged_mark_gives_no_wrong_characters() -> None:
    assert refused("crm-exports/salesforce/csvtext_BOM_UTF32LE.csv").code == "READ-encoding"


@pytest.mark.parametrize(("name", "code"), FAMILIES.items())
def test_bad_files_are_refused_at_once(name: str, code: str) -> None:
    start = time.perf_counter()
    problem = refused(f"bad/{name}")
    assert problem.code == code
    assert time.perf_counter() - start < SECONDS


def test_lines_of_bad_text_files_are_named() -> None:
    assert refused("bad/nul.csv").place.line == 2
    assert refused("bad/one_long_line.csv").place.line == 2


@pytest.mark.parametrize(
    ("name", "format_", "rows"),
    [("csv_renamed.xlsx", "csv", 3), ("html_as_xls.xls", "html", 3), ("xls_renamed.xlsx", "xls", 5)],
)
def test_misnamed_files_are_read_by_content_and_said(name: str, format_: str, rows: int) -> None:
    source = opened(f"bad/{name}")
    assert source.format == format_
    assert [note.code for note in source.notes] == ["READ-renamed"]
    assert extent(source.grid())[0] == rows


def test_the_old_workbook_of_orders() -> None:
    facts = expected("orders-cn")["示例 - 超市.xls"]
    start = time.perf_counter()
    source = opened("orders-cn/示例 - 超市.xls")
    grid = source.grid("订单")
    assert time.perf_counter() - start < SECONDS
    assert {str(sheet.name): [extent(source.grid(sheet.name))[0] - 1, extent(source.grid(sheet.name))[1]]
            for sheet in source.sheets} == facts["sheets"]  # fmt: skip
    assert record(grid, 1) == facts["columns"]
    column = {name: place for place, name in enumerate(facts["columns"])}
    body = grid.cells.filter(pl.col("row") > 1)
    sales = body.filter(pl.col("column") == column["销售额"])
    assert set(sales["kind"]) == {NUMBER}
    assert sum(map(Decimal, sales["text"])) == Decimal(facts["salesplan"]["total"])
    profit = body.filter(pl.col("column") == column["利润"])["text"]
    # amounts are kept to six places (methods.md 12.1)
    assert sum(round(Decimal(text), 6) for text in profit) == Decimal(facts["salesplan"]["profit"])
    days = body.filter(pl.col("column") == column["订单日期"])
    assert set(days["kind"]) == {ISO}
    assert (days["text"].min(), days["text"].max()) == (facts["min"][:10], facts["max"][:10])
    assert body.filter(pl.col("column") == column["客户 ID"])["text"].n_unique() == facts["customers"]


def test_the_gb18030_file_of_orders() -> None:
    facts = expected("orders-cn")["订单_gb18030_first3000.csv"]
    start = time.perf_counter()
    grid = opened("orders-cn/订单_gb18030_first3000.csv").grid()
    assert time.perf_counter() - start < SECONDS
    assert (grid.encoding, grid.encoding_sure, set(grid.cells["kind"])) == (facts["encoding"], True, {TEXT})
    assert extent(grid) == (facts["rows"] + 1, 20)
