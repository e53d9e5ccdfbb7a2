from __future__ import annotations

import hashlib
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter  # type: ignore[import-untyped] # it has no types
from openpyxl import load_workbook
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from salesplan.errors import BadInput
from salesplan.load.grid import DATE, ERROR, NUMBER, TEXT
from salesplan.load.workbook import open_workbook

SHARED = Path(__file__).resolve().parents[2] / ".." / "shared" / "data"
BAD = SHARED / "bad"
FOR_THE_DATA = pytest.mark.skipif(not SHARED.is_dir(), reason="the data for acceptance runs is not here")


@pytest.fixture
def customers(tmp_path: Path) -> Path:
    path = tmp_path / "客户.xlsx"
    with xlsxwriter.Workbook(path, {"default_date_format": "yyyy-mm-dd"}) as book:
        code = book.add_format({"num_format": "00000"})
        first, second = book.add_worksheet("客户"), book.add_worksheet("旧")
        first.write_row(0, 0, ["客户编号", "客户名称"])
        first.write(1, 0, 7, code)
        first.write(1, 1, "甲公司")
        first.set_row(1, None, None, {"hidden": True})
        first.set_column(2, 3, None, None, {"hidden": True})
        first.merge_range(4, 0, 5, 1, "备注")
        second.write(0, 0, 1)
        second.very_hidden()
    return path


def test_sheets_are_listed_without_being_read(customers: Path) -> None:
    book = open_workbook(customers, "./客户.xlsx")
    assert book.names == ("客户", "旧")
    assert [sheet.state for sheet in book.sheets] == ["visible", "veryHidden"]
    assert "strings" not in vars(book)


def test_a_sheet_is_read_with_all_that_is_known_about_it(customers: Path) -> None:
    grid = open_workbook(customers, "./客户.xlsx").grid("客户")
    assert (grid.file, grid.sheet, grid.format, grid.state, grid.date1904) == (
        "./客户.xlsx",
        "客户",
        "xlsx",
        "visible",
        False,
    )
    assert grid.sha256 == hashlib.sha256(customers.read_bytes()).hexdigest()
    assert (set(grid.hidden_rows), set(grid.hidden_columns), grid.merged) == ({2}, {2, 3}, ((5, 0, 6, 1),))
    row = grid.cells.row(2, named=True)
    assert (row["row"], row["column"], row["kind"], row["text"]) == (2, 0, NUMBER, "7")
    assert grid.formats[row["style"]] == "00000"


def test_the_file_may_change_or_go_while_it_is_read(customers: Path) -> None:
    book = open_workbook(customers, "客户.xlsx")
    customers.unlink()
    assert book.grid("旧").state == "veryHidden"
    assert book.grid("旧").cells["text"].to_list() == ["1"]


def test_a_sheet_that_is_not_there_is_answered_with_those_that_are(customers: Path) -> None:
    with pytest.raises(BadInput) as caught:
        open_workbook(customers, "客户.xlsx").grid("订单")
    (problem,) = caught.value.problems
    assert (problem.code, problem.place.sheet) == ("READ-no-sheet", "订单")
    assert "客户, 旧" in problem.fix.in_("zh")


def test_days_since_1904_are_said(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    with xlsxwriter.Workbook(path) as book:
        book.use_1904 = True
        book.add_worksheet().write(0, 0, 40000, book.add_format({"num_format": 14}))
    found = load_workbook(path)
    found.epoch = CALENDAR_MAC_1904
    found.save(path)
    grid = open_workbook(path, "a.xlsx").grid("Sheet1")
    assert grid.date1904
    assert grid.cells["kind"].to_list() == [DATE]


def expected() -> dict[str, dict[str, Any]]:
    if not BAD.is_dir():
        return {}
    files: dict[str, dict[str, Any]] = json.loads((BAD / "expected.json").read_text("utf-8"))["files"]
    return {name: entry for name, entry in files.items() if name.endswith(".xlsx")}


READ_ONE = """
import resource, sys
from pathlib import Path
from salesplan.errors import BadInput
from salesplan.load.workbook import open_workbook
try:
    book = open_workbook(Path(sys.argv[1]), "a.xlsx")
    print("read", sum(len(book.grid(name).cells) for name in book.names))
except BadInput as error:
    print(*(problem.code for problem in error.problems))
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss >> 10)
"""


@pytest.mark.acceptance
@FOR_THE_DATA
@pytest.mark.parametrize("name", expected())
def test_hostile_and_broken_workbooks_end_as_they_should(name: str) -> None:
    run = subprocess.run(
        [sys.executable, "-c", READ_ONE, str(BAD / name)],
        capture_output=True,
        text=True,
        timeout=10,
        check=False,
    )
    entry = expected()[name]
    assert run.returncode == 0, run.stderr
    outcome, memory = run.stdout.splitlines()
    assert int(memory) < 1024
    if outcome.startswith("read"):
        assert entry["outcome"] != "refuse"
    else:
        assert outcome == f"READ-{entry['family']}"
        assert entry["outcome"] != "read"


@pytest.mark.acceptance
@FOR_THE_DATA
def test_cells_with_bad_values_can_be_named() -> None:
    cells = open_workbook(BAD / "bad_values.xlsx", "a.xlsx").grid("客户").cells
    assert cells.select("row", "column", "kind", "text").rows() == [
        (1, 0, TEXT, "客户名称"),
        (1, 1, TEXT, "年销售额"),
        (2, 0, TEXT, "甲公司"),
        (2, 1, NUMBER, "abc"),
        (3, 0, ERROR, "#STRING!999"),
        (3, 1, NUMBER, "1e999"),
    ]
