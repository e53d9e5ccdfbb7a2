from __future__ import annotations

import json
from pathlib import Path
from shutil import copy

import openpyxl
import pytest

from program import Run

THEN, NOW = ("--as-of", "2026-03-31"), ("--as-of", "2026-06-30")


def test_recorded_classes_are_compared_on_the_next_first_page(company: Path, run: Run) -> None:
    done = run("classify", *THEN, "--record")
    assert done.code == 0
    assert "classes/customers/2026-03-31.json" in done.err
    page = run("classify", *NOW).out
    assert "与 2026-03-31 的记录相比" in page
    found = json.loads(run("classify", *NOW, "--format", "json").out)
    told = found["summary"]["migration"]
    moved = [r for r in found["rows"] if r["class_move"] == "down"]
    assert told["moves"]["down"]["customers"] == len(moved) > 0
    assert [i["file"] for i in found["inputs"] if i["table"] == "record"] == [
        ".salesplan/classes/customers/2026-03-31.json"
    ]
    then = {r["id"]: r["class"] for r in json.loads(run("classify", *THEN, "--format", "json").out)["rows"]}
    assert all(then[r["id"]] == r["class_before"] for r in found["rows"] if r["class_before"] is not None)


def test_without_a_record_nothing_is_compared_and_nothing_written(company: Path, run: Run) -> None:
    found = json.loads(run("classify", *NOW, "--format", "json").out)
    assert found["summary"]["migration"] is None
    assert "class_before" not in found["rows"][0]
    assert not (company / ".salesplan").exists()


def test_writing_the_list_records_its_classes_and_trying_it_does_not(company: Path, run: Run) -> None:
    run("classify", "customers.xlsx", *THEN, "--write", "--dry-run", "--on-error", "skip")
    assert not (company / ".salesplan").exists()
    done = run("classify", "customers.xlsx", *THEN, "--write", "--on-error", "skip")
    assert done.code == 0
    assert (company / ".salesplan" / "classes" / "customers" / "2026-03-31.json").exists()


def test_another_list_is_compared_with_its_own_records(company: Path, run: Run) -> None:
    run("classify", *THEN, "--record")
    copy(company / "customers.xlsx", company / "east.xlsx")
    found = json.loads(run("classify", "east.xlsx", *NOW, "--format", "json").out)
    assert found["summary"]["migration"] is None


def test_a_record_needs_a_plan(company: Path, run: Run) -> None:
    done = run("classify", "customers.xlsx", "--no-plan", *NOW, "--record")
    assert (done.code, done.out) == (2, "")
    assert "USAGE-no-plan" in done.err
    assert "salesplan init" in done.err


def test_a_damaged_record_is_named_and_stops_the_grading(company: Path, run: Run) -> None:
    run("classify", *THEN, "--record")
    file = company / ".salesplan" / "classes" / "customers" / "2026-03-31.json"
    file.write_text("{", encoding="utf-8")
    done = run("classify", *NOW)
    assert (done.code, done.out) == (3, "")
    assert "STATE-damaged" in done.err


@pytest.mark.parametrize("window", ["90", "all"])
def test_another_window_is_a_note(company: Path, run: Run, window: str) -> None:
    run("classify", *THEN, "--record")
    assert "CLASSIFY-other-window" in run("classify", *NOW, "--window", window).out


def test_a_class_changed_by_hand_is_told_before_it_is_written_anew(company: Path, run: Run) -> None:
    write = ("classify", "customers.xlsx", *NOW, "--write", "--on-error", "skip")
    run(*write)
    assert "CLASSIFY-changed-by-hand" not in run(*write).out
    changed = set_class(company / "customers.xlsx", row=5, value="D")
    done = run(*write, "--dry-run")
    assert f"C0003 {changed}→D" in done.out
    assert "CLASSIFY-changed-by-hand" in done.out
    assert "CLASSIFY-changed-by-hand" in run(*write).out
    assert "CLASSIFY-changed-by-hand" not in run(*write).out


def test_classes_written_on_a_day_without_a_record_are_not_judged(company: Path, run: Run) -> None:
    write = ("classify", "customers.xlsx", *NOW, "--write", "--on-error", "skip")
    run(*write)
    set_class(company / "customers.xlsx", row=5, value="D")
    for record in (company / ".salesplan" / "classes" / "customers").iterdir():
        record.unlink()
    assert "CLASSIFY-changed-by-hand" not in run(*write).out


def set_class(file: Path, row: int, value: str) -> str:
    """Type another class into our column; what stood there."""
    book = openpyxl.load_workbook(file)
    sheet = book.worksheets[0]
    column = next(cell.column for cell in sheet[2] if cell.value == "客户分级 (salesplan)")
    before = str(sheet.cell(row, column).value)
    sheet.cell(row, column).value = value
    book.save(file)
    return before
