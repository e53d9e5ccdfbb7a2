"""The picture on the first sheet of a workbook: every text there, one page, and the rows behind it as ever."""

from __future__ import annotations

from pathlib import Path

from openpyxl import load_workbook

from program import Run
from salesplan.write.start.example_parts.swot import PART

HOSTILE = "swot: {items: [{id: S1, kind: S, text: '=1+1 <b>', weight: 1, rating: 3}]}\n"


def _made(tmp_path: Path, run: Run, plan: str, *words: str) -> Path:
    file, plan_file = tmp_path / "swot.xlsx", tmp_path / "plan.yaml"
    plan_file.write_text(plan, "utf-8")
    assert run("swot", "show", "-p", str(plan_file), "--as-of", "2026-06-30", "-o", str(file), *words).code == 0
    return file


def test_the_picture_comes_first_and_the_rows_behind_it(tmp_path: Path, run: Run) -> None:
    book = load_workbook(_made(tmp_path, run, PART.zh))
    assert book.sheetnames == ["图", "SWOT 分析", "汇总"]
    assert book.active is book["图"]
    texts = [cell.value for row in book["图"].iter_rows() for cell in row if cell.value]
    for text in ("S 优势", "T 威胁", "常用型号现货，华东两天到货", "0.25×4=1.00", "V 保持", "SO 用优势抓机会"):
        assert texts.count(text) == 1
    rows = list(book["SWOT 分析"].iter_rows(values_only=True))
    assert rows[0][:5] == ("编号", "类别", "内容", "权重", "评分")
    assert rows[1][:5] == ("S1", "S 优势", "常用型号现货，华东两天到货", 0.25, 4)
    assert len(rows) == 13


def test_it_prints_on_one_landscape_page(tmp_path: Path, run: Run) -> None:
    sheet = load_workbook(_made(tmp_path, run, PART.en, "--lang", "en"))["Picture"]
    assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)
    assert sheet.page_setup.fitToHeight == 1
    page = sheet.sheet_properties.pageSetUpPr
    assert page is not None
    assert page.fitToPage
    colours = {cell.fill.fgColor.rgb for row in sheet.iter_rows() for cell in row if cell.fill.fill_type}
    assert {"002E8B57", "00C77F00", "002F6FB5", "00C0392B"} <= colours


def test_long_texts_get_the_lines_they_need(tmp_path: Path, run: Run) -> None:
    long = "很长的内容" * 30
    sheet = load_workbook(_made(tmp_path, run, HOSTILE.replace("=1+1 <b>", long)))["图"]
    (cell,) = [cell for row in sheet.iter_rows() for cell in row if cell.value == long]
    assert sheet.row_dimensions[cell.row].height > 16 * 5
    assert cell.alignment.wrap_text


def test_texts_are_texts_and_bytes_are_the_same_each_time(tmp_path: Path, run: Run) -> None:
    file = _made(tmp_path, run, HOSTILE)
    (cell,) = [c for row in load_workbook(file)["图"].iter_rows() for c in row if c.value == "=1+1 <b>"]
    assert cell.data_type == "s"
    first = file.read_bytes()
    assert _made(tmp_path, run, HOSTILE).read_bytes() == first
