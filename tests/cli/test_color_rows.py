"""Drop-downs and row colours through the program: the words of the list's own language, colours when asked."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import openpyxl
import pytest
import xlsxwriter  # type: ignore[import-untyped] # it has no types

from program import Run

AS_OF = ("--as-of", "2026-06-30", "--no-plan", "--write")
HEADERS = {
    "zh": ("客户编号", "客户名称", "购买力", "决策能力", "需求度"),
    "en": ("Customer ID", "Customer", "Purchasing power", "Authority", "Need"),
}


def make(path: Path, lang: str) -> Path:
    """Three customers."""
    book = xlsxwriter.Workbook(path)
    sheet = book.add_worksheet("客户")
    sheet.write_row(0, 0, HEADERS[lang])
    for row, man in enumerate([(5, 5, 5), (1, 5, 1), (3, 2, 5)], 1):
        sheet.write_row(row, 0, [f"C{row}", f"公司{row}", *man])
    book.close()
    return path


def sheet_of(path: Path) -> Any:  # noqa: ANN401 - openpyxl's
    return openpyxl.load_workbook(path)["客户"]


def choices(path: Path) -> dict[str, str]:
    sheet = sheet_of(path)
    found = sheet.data_validations.dataValidation
    return {str(sheet[f"{str(v.sqref).split(':')[0].rstrip('0123456789')}1"].value): str(v.formula1) for v in found}


def test_the_choices_are_the_words_that_the_cells_may_hold(tmp_path: Path, run: Run) -> None:
    path = make(tmp_path / "a.xlsx", "zh")
    assert run("classify", str(path), *AS_OF).code == 0
    found = choices(path)
    assert found["客户分级 (salesplan)"] == '"A,B,C,D,E,U"'
    assert found["下一步 (salesplan)"].startswith('"回访，个性化服务,定期推送产品信息,')
    sheet = sheet_of(path)
    held = {cell.value for column in ("F", "I") for cell in sheet[column][1:]}
    assert all(any(f"{value}" in words.strip('"').split(",") for words in found.values()) for value in held)


def test_words_with_commas_get_no_drop_down_in_an_english_list(tmp_path: Path, run: Run) -> None:
    path = make(tmp_path / "a.xlsx", "en")
    assert run("classify", str(path), *AS_OF, "--lang", "zh").code == 0
    assert list(choices(path)) == ["Class (salesplan)"]


def test_rows_are_coloured_when_asked_and_it_is_said(tmp_path: Path, run: Run) -> None:
    path = make(tmp_path / "a.xlsx", "zh")
    assert run("classify", str(path), *AS_OF).code == 0
    assert not sheet_of(path).conditional_formatting
    said = run("classify", str(path), *AS_OF, "--color-rows", "--dry-run").err
    assert "将按客户分级给各行上色" in said
    said = run("classify", str(path), *AS_OF, "--color-rows").err
    assert "已按客户分级给各行上色" in said
    (area,) = sheet_of(path).conditional_formatting
    assert str(area.sqref).startswith("A2:")
    before = path.read_bytes()
    assert "没有变化" in run("classify", str(path), *AS_OF, "--color-rows").err
    assert path.read_bytes() == before


@pytest.mark.parametrize("columns", ["next_contact", "man_score,as_of"])
def test_colours_without_the_class_are_refused(tmp_path: Path, run: Run, columns: str) -> None:
    path = make(tmp_path / "a.xlsx", "zh")
    before = path.read_bytes()
    done = run("classify", str(path), *AS_OF, "--color-rows", "--columns", columns)
    assert (done.code, path.read_bytes()) == (2, before)
    assert "USAGE-columns" in done.err
