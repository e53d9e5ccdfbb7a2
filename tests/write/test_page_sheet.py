"""A page on the first sheet of a workbook: what it says, how it prints, and the rows behind it."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from program import Run
from salesplan.present.blocks import Bar, Blank, Block, Cell, Grid, Head, Heading, Line
from salesplan.write.new.page_sheet import fill_page

HEADS = (Head("名称"), Head("金额", "right"), Head(""))
DAY = ("--as-of", "2026-06-30")


def _filled(*blocks: Block) -> Worksheet:
    sheet: Worksheet = Workbook().worksheets[0]
    fill_page(sheet, blocks)
    return sheet


def _values(sheet: Worksheet) -> list[object]:
    return [cell.value for row in sheet.iter_rows() for cell in row if cell.value is not None]


@pytest.mark.parametrize(
    ("text", "value", "shape"),
    [
        ("26,000", 26000, "#,##0"),
        ("3.00", 3, "0.00"),
        ("5.3%", Decimal("0.053"), "0.0%"),
        ("+6.0%", Decimal("0.06"), "+0.0%;-0.0%;0.0%"),
        ("-6.1%", Decimal("-0.061"), "0.0%"),
        ("0", 0, "0"),
        ("420.0万", "420.0万", "General"),
        ("007", "007", "General"),
        ("4/4", "4/4", "General"),
        ("1,23", "1,23", "General"),
        ("=1+1", "=1+1", "General"),
        ("1234567890123456", "1234567890123456", "General"),
    ],
)
def test_figures_at_the_right_are_numbers(text: str, value: object, shape: str) -> None:
    cell = _filled(Grid(HEADS, (("甲", text, ""),)))["B2"]
    assert (cell.value, cell.number_format, cell.data_type) == (value, shape, "s" if isinstance(value, str) else "n")


@pytest.mark.parametrize("name", ["=1+1", "+86", "-5", "@x", "2026", "12%"])
def test_names_stay_texts(name: str) -> None:
    cell = _filled(Grid(HEADS, ((name, Cell("1"), ""),)))["A2"]
    assert (cell.value, cell.data_type) == (name, "s")


def test_bars_are_bars_and_have_a_track_at_nothing() -> None:
    bars = [Bar(Decimal("0.5"), track=True), Bar(Decimal(0), track=True), Bar(Decimal(2)), Bar(None)]
    sheet = _filled(Grid(HEADS, tuple(("甲", "1", bar) for bar in bars)))
    cells = [sheet.cell(row, 3) for row in range(2, 6)]
    assert [cell.value for cell in cells] == [Decimal("0.5"), None, 1, None]
    assert [cell.fill.fill_type for cell in cells] == ["solid", "solid", None, None]
    (drawn,) = sheet.conditional_formatting
    assert str(drawn.sqref) in ("C2:C5", "C2:D5")


def test_one_table_keeps_its_head_in_view_and_two_do_not() -> None:
    grid = Grid(HEADS, (("甲", "1", ""),))
    one = _filled(Heading("标题"), Line("话"), grid)
    assert (one.freeze_panes, one.print_title_rows) == ("A4", "$3:$3")
    two = _filled(Heading("标题"), grid, Blank(), grid)
    assert (two.freeze_panes, two.print_title_rows) == (None, None)
    assert (one.page_setup.orientation, one.page_setup.paperSize) == ("landscape", 9)


def test_long_texts_wrap_into_the_lines_they_need() -> None:
    sheet = _filled(Grid((Head("甲"), Head("乙")), (("很长的内容" * 40, "另一段很长的内容" * 30),)))
    assert (sheet.row_dimensions[2].height or 0) > 16 * 4
    assert sheet["A2"].alignment.wrap_text
    assert sum(column.width for column in sheet.column_dimensions.values()) <= 140


def test_chinese_gets_the_width_it_needs() -> None:
    sheet = _filled(Grid((Head("甲"),), (("十个汉字的名称在这里",),)))
    assert sheet.column_dimensions["A"].width >= 22


COMMANDS = {
    "market size": "总市场 TAM",
    "market competitors": "离心泵、球阀，全系列",
    "market segments": "水务环保",
    "market position": "价值主张",
    "strategy check": "五月备件满减",
    "strategy budget": "展会和试用",
    "prepare": "全部事项（23）",
    "team raci": "制定销售计划",
    "team training": "产品",
    "goals check": "全年销售额",
    "check": "✓ 没有发现错误，也没有要提醒的",
    "check --coverage": "SMART 目标",
}


@pytest.mark.usefixtures("company")
@pytest.mark.parametrize("command", COMMANDS)
def test_every_page_of_the_plan_comes_first_in_its_workbook(command: str, run: Run, tmp_path: Path) -> None:
    file = tmp_path / "page.xlsx"
    assert run(*command.split(), *DAY, "-o", str(file)).code == 0
    book = load_workbook(file)
    first, second = book.worksheets[:2]
    assert (book.active, second.title) == (first, "明细")
    title, *rest = map(str, _values(first))
    assert title.endswith("示例机电 2026   截至 2026-06-30")
    assert any(COMMANDS[command] in text for text in rest)
    assert not any("--all" in text or text.endswith("…") for text in rest)
    for column in second.iter_cols(min_row=2, values_only=True):
        assert second.max_row == 1 or any(value is not None for value in column)


@pytest.mark.usefixtures("company")
def test_the_rows_are_in_words(run: Run, tmp_path: Path) -> None:
    for command, words, codes in (
        ("strategy check", ("销售额", "毛利", "机械电子、沿海食品纺织"), ("revenue", "gross_profit")),
        ("market competitors", ("只有我们有", "24小时到场"), ("feature", "direct")),
    ):
        file = tmp_path / f"{command}.xlsx"
        assert run(*command.split(), *DAY, "-o", str(file)).code == 0
        values = _values(load_workbook(file)["明细"])
        assert set(words) <= set(values)
        assert not set(codes) & set(values)


@pytest.mark.usefixtures("company")
def test_equal_results_are_equal_bytes(run: Run, tmp_path: Path) -> None:
    made = []
    for name in ("a.xlsx", "b.xlsx"):
        assert run("strategy", "check", *DAY, "-o", str(tmp_path / name)).code == 0
        made.append((tmp_path / name).read_bytes())
    assert made[0] == made[1]


@pytest.mark.usefixtures("company")
@pytest.mark.parametrize("ending", ["html", "md"])
def test_files_for_reading_hold_every_word(ending: str, run: Run, tmp_path: Path) -> None:
    file = tmp_path / f"page.{ending}"
    assert run("market", "competitors", *DAY, "-o", str(file)).code == 0
    told = file.read_text("utf-8")
    assert "离心泵、球阀，全系列" in told
    assert "售后要等三天" in told
    assert "--all" not in told
    assert "…" not in told
