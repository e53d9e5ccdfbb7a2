"""`targets split --sheet-per` on the example company: one workbook or a folder, never over a file of the user."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest

from program import Run

AT = ("--as-of", "2026-06-30")


def test_every_sheet_agrees_with_the_split(company: Path, run: Run) -> None:
    done = run("targets", "split", "regions", "--sheet-per", "region", "-o", "out.xlsx", *AT)
    assert (done.code, done.out) == (0, "")
    assert "out.xlsx" in done.err
    split = json.loads(run("targets", "split", "regions", "--format", "json", *AT).out)
    book = openpyxl.load_workbook("out.xlsx", data_only=True)
    for row in split["rows"]:
        if row["level"] == "quarter":
            sheet = book[row["region"]]
            line = next(line for line in sheet.iter_rows(min_row=5) if line[0].value == row["quarter"])
            assert line[1].value == Decimal(row["target"])
    regions = [row["region"] for row in split["rows"] if row["level"] == "region"]
    assert book.sheetnames == ["总览", *regions]
    assert book["总览"].cell(5 + len(regions), 6).value == Decimal(split["summary"]["total"])


def test_a_workbook_of_ours_is_replaced_and_any_other_file_is_not(company: Path, run: Run) -> None:
    words = ("targets", "split", "regions", "--sheet-per", "大区", "-o", "out.xlsx", *AT)
    assert run(*words).code == 0
    first = Path("out.xlsx").read_bytes()
    assert run(*words).code == 0
    assert Path("out.xlsx").read_bytes() == first
    book = openpyxl.Workbook()
    book.save("out.xlsx")
    refused = run(*words)
    assert (refused.code, refused.out) == (4, "")
    assert "WRITE-exists" in refused.err
    assert run(*words, "--force").code == 0
    for source in ("customers.xlsx", "orders/2025.xlsx"):
        onto = run(*words[:-4], "-o", source, "--force", *AT)
        assert (onto.code, "WRITE-onto-input" in onto.err) == (2, True)


def test_a_folder_gets_a_workbook_each(company: Path, run: Run) -> None:
    words = ("targets", "split", "people", "--sheet-per", "rep", "-o", "people/", *AT)
    assert run(*words).code == 0
    names = sorted(path.name for path in Path("people").iterdir())
    assert "周建国.xlsx" in names
    before = {path.name: path.read_bytes() for path in Path("people").iterdir()}
    assert run(*words).code == 0
    assert {path.name: path.read_bytes() for path in Path("people").iterdir()} == before
    book = openpyxl.load_workbook("people/周建国.xlsx")
    assert book.sheetnames == ["周建国"]
    book["周建国"]["C5"] = 100
    book.save("people/周建国.xlsx")
    refused = run(*words)
    assert refused.code == 4
    assert "WRITE-handed-out" in refused.err
    again = run("targets", "split", "regions", "--sheet-per", "region", "-o", "people", *AT)
    assert again.code == 0
    assert "周建国.xlsx" in again.err


def test_other_scenarios_can_be_handed_out_one_at_a_time(company: Path, run: Run) -> None:
    words = ("targets", "split", "regions", "--sheet-per", "region", "-o", "high.xlsx", *AT)
    assert run(*words, "--scenario", "high,low").code == 2
    assert run(*words, "--scenario", "high").code == 0
    split = json.loads(run("targets", "split", "regions", "--scenario", "high", "--format", "json", *AT).out)
    whole = next(row["target"] for row in split["rows"] if row["level"] == "total")
    sheet = openpyxl.load_workbook("high.xlsx", data_only=True)["总览"]
    assert sheet.cell(sheet.max_row, 6).value == Decimal(whole)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("regions", "--sheet-per", "region"), "targets.xlsx"),
        (("regions", "--sheet-per", "region", "-o", "x.csv"), "targets.xlsx"),
        (("regions", "--sheet-per", "quarter", "-o", "x.xlsx"), "--sheet-per region"),
        (("revenue", "--sheet-per", "rep", "-o", "x.xlsx"), "--weights"),
        (("--sheet-per", "region", "-o", "x.xlsx"), "targets split regions --sheet-per region"),
    ],
)
def test_what_cannot_be_handed_out_says_what_to_type(
    company: Path, run: Run, words: tuple[str, ...], said: str
) -> None:
    done = run("targets", "split", *words, *AT)
    assert (done.code, done.out) == (2, "")
    assert said in done.err
    assert not list(Path().glob("x.*"))
