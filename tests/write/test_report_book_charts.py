"""The charts of the report's workbook: what they point at, what they hold, and how they look."""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from openpyxl import load_workbook

from made_report import made_report
from salesplan.model.table import ColumnSpec, Table
from salesplan.present.numbers import UNITS
from salesplan.present.report.chart import Chart, Series
from salesplan.present.report.parts import Column, Item, Report, ReportPart, ReportTable
from salesplan.write.new.report_book import report_book
from salesplan.write.new.report_chart_data import unit_of, waterfall_parts

DAY = date(2026, 6, 30)
LABELS = ("甲", "乙", "丙")
AMOUNTS = (Decimal(30_000), Decimal(20_000), Decimal(10_000))


def _charts(report: Report) -> list[str]:
    """The charts of a workbook as XML, in order."""
    with zipfile.ZipFile(io.BytesIO(report_book(report, DAY))) as book:
        names = [name for name in book.namelist() if name.startswith("xl/charts/chart")]
        return [book.read(name).decode() for name in sorted(names)]


def _drawing(report: Report) -> str:
    with zipfile.ZipFile(io.BytesIO(report_book(report, DAY))) as book:
        return book.read("xl/drawings/drawing1.xml").decode()


def _references(chart: str) -> list[str]:
    return re.findall(r"<f>(.*?)</f>", chart)


def _points(chart: str) -> list[str]:
    return re.findall(r"<pt idx=\"\d+\"><v>(.*?)</v>", chart)


def _chart(**changes: object) -> Chart:
    chart = Chart("c", "columns", "图", "t", "name", LABELS, (Series("amount", "金额", AMOUNTS),))
    return replace(chart, **changes)  # type: ignore[arg-type] # fields by name


def _report(*items: Item) -> Report:
    return replace(made_report(), parts=(ReportPart("one", "第一", items),), conclusion=())


def _table(names: tuple[str, ...] = LABELS, amounts: tuple[Decimal, ...] = AMOUNTS) -> ReportTable:
    columns = (Column("name", "名称", "text"), Column("amount", "金额", "amount"))
    specs = tuple(ColumnSpec(column.key, column.kind) for column in columns)
    return ReportTable("t", "表", columns, Table(specs, tuples=tuple(zip(names, amounts, strict=True))))


def test_every_chart_but_heat_maps_is_a_native_chart() -> None:
    charts = _charts(made_report())
    kinds = [sorted(set(re.findall(r"<(barChart|lineChart|scatterChart)>", chart))) for chart in charts]
    assert kinds == [["barChart", "lineChart"], ["lineChart"], ["barChart"], ["scatterChart"], ["barChart"]]


def test_charts_point_at_the_cells_of_their_table_and_hold_what_stands_there() -> None:
    (chart,) = _charts(_report(_chart(), _table()))
    assert _references(chart) == ["'第一'!$A$6:$A$8", "'第一'!$B$6:$B$8"]
    assert _points(chart) == [*LABELS, "30000", "20000", "10000"]


def test_a_chart_of_some_rows_points_at_these() -> None:
    (chart,) = _charts(_report(_chart(labels=LABELS[1:], series=(Series("amount", "金额", AMOUNTS[1:]),)), _table()))
    assert _references(chart) == ["'第一'!$A$7:$A$8", "'第一'!$B$7:$B$8"]


def test_labels_that_say_more_than_the_table_stand_in_a_block_beside() -> None:
    report = _report(_chart(labels=("甲 · A", "乙 · B", "丙 · C")), _table())
    (chart,) = _charts(report)
    labels, values = _references(chart)
    assert values == "'第一'!$B$6:$B$8"
    sheet = load_workbook(io.BytesIO(report_book(report, DAY)))["第一"]
    cells = sheet[labels.partition("!")[2].replace("$", "")]
    assert [cell.value for (cell,) in cells] == ["甲 · A", "乙 · B", "丙 · C"]
    assert cells[0][0].column > sheet.print_area.count("$") or cells[0][0].column > 2


@pytest.mark.parametrize("table", [_table(LABELS, (*AMOUNTS[:2], Decimal(1))), replace(_table(), name="other")])
def test_what_no_table_holds_stands_in_a_block_that_is_not_printed(table: ReportTable) -> None:
    report = _report(_chart(), table)
    (chart,) = _charts(report)
    sheet = load_workbook(io.BytesIO(report_book(report, DAY)))["第一"]
    last = sheet[sheet.print_area.partition("!")[2].replace("$", "")][0][-1].column
    for reference, held in zip(_references(chart), (LABELS, AMOUNTS), strict=True):
        cells = [cell for (cell,) in sheet[reference.partition("!")[2].replace("$", "")]]
        assert tuple(cell.value for cell in cells) == held
        assert cells[0].column > last
        assert str(cells[0].font.color.rgb).upper().endswith("5B6672")


def test_a_gap_is_a_gap_and_never_nothing() -> None:
    columns = _charts(made_report())[0]
    assert '<dispBlanksAs val="gap"' in columns
    actual = columns.partition("$C$9:$C$11")[2].partition("</ser>")[0]
    assert re.findall(r'<pt idx="(\d)">', actual) == ["0", "2"]


def test_axes_are_in_view_and_columns_stand_on_0() -> None:
    for chart in _charts(made_report()):
        assert chart.count('<delete val="0"') == 2
        assert '<roundedCorners val="0"' in chart
        assert "3D" not in chart
    assert '<min val="0"' in _charts(_report(_chart(), _table()))[0]
    below = (Decimal(1), Decimal(-1), Decimal(2))
    assert "<min val" not in _charts(_report(_chart(series=(Series("amount", "", below),)), _table(LABELS, below)))[0]


def test_one_series_needs_no_legend() -> None:
    assert ["<legend>" in chart for chart in _charts(made_report())] == [True, True, False, True, False]


def test_marks_have_the_colours_of_their_lights() -> None:
    points = re.findall(r'<dPt><idx val="(\d)"/?.*?srgbClr val="(\w+)"', _charts(made_report())[0])
    assert points == [("0", "B57B00"), ("2", "00875F")]


def test_targets_are_dashed_and_letters_are_chinese_ones() -> None:
    columns = _charts(made_report())[0]
    assert columns.count('<a:prstDash val="sysDash"') == 1
    assert 'typeface="Microsoft YaHei"' in columns


@pytest.mark.parametrize(
    ("amounts", "sign", "format_code"),
    [
        ((Decimal(9_999),), "万", "#,##0"),
        ((Decimal(10_000),), "万", r"0\.0,&quot;万&quot;"),
        ((Decimal(-10_000),), "万", r"0\.0,&quot;万&quot;"),
        ((Decimal(100_000_000),), "亿", r"0\.00,,&quot;亿&quot;"),
        ((Decimal(1_000_000),), "M", "#,##0.0,,&quot;M&quot;"),
        ((Decimal(5_000),), "k", "#,##0,&quot;k&quot;"),
        ((Decimal(5_000),), "1", "#,##0"),
    ],
)
def test_figures_stand_in_the_unit_that_the_amounts_reach(amounts: tuple[Decimal], sign: str, format_code: str) -> None:
    chart = _chart(labels=("甲",), series=(Series("amount", "", amounts),))
    report = replace(_report(chart, _table(("甲",), amounts)), unit=UNITS[sign])
    labels = _charts(report)[0].partition("<dLbls>")[2].partition("</dLbls>")[0]
    assert f'<numFmt formatCode="{format_code}" sourceLinked="0"/>' in labels
    assert unit_of(chart, UNITS[sign]) == UNITS["1" if format_code == "#,##0" else sign]


@pytest.mark.parametrize(("count", "shown"), [(14, True), (15, False)])
def test_few_marks_have_their_figure(count: int, shown: bool) -> None:  # noqa: FBT001 - a case
    names, amounts = tuple(f"n{at}" for at in range(count)), tuple(Decimal(at) for at in range(count))
    chart = _chart(labels=names, series=(Series("amount", "", amounts),))
    assert ("<dLbls>" in _charts(_report(chart, _table(names, amounts)))[0]) == shown


def _parts(*values: int, levels: tuple[int, ...]) -> dict[str, tuple[int | None, ...]]:
    names = tuple(f"n{at}" for at in range(len(values)))
    series = (Series("amount", "", tuple(map(Decimal, values))),)
    parts = waterfall_parts(_chart(labels=names, series=series, levels=levels))
    return {part.key: tuple(None if each is None else int(each) for each in part.values) for part in parts}


def test_a_waterfall_stands_on_an_invisible_base() -> None:
    parts = _parts(1000, -50, 250, 1200, levels=(0, 3))
    assert parts["base"] == (None, 950, 950, None)
    assert parts["level"] == (1000, None, None, 1200)
    assert parts["down"] == (None, 50, None, None)
    assert parts["up"] == (None, None, 250, None)
    assert "up_below" not in parts
    chart = _charts(made_report())[-1]
    assert chart.count("<a:noFill") >= 1
    assert "价格\n-50.00" in chart


def test_a_waterfall_that_crosses_0_hangs_below_it() -> None:
    parts = _parts(10, -30, -5, 40, levels=(0,))
    assert parts["base"] == (None, None, -20, None)
    assert parts["down"] == (None, 10, -5, None)
    assert parts["down_below"] == (None, -20, None, None)
    assert parts["up"] == (None, None, None, 15)
    assert parts["up_below"] == (None, None, None, -25)


def test_bars_run_from_the_top_and_lines_above_them_are_bars() -> None:
    target = Series("target", "目标", AMOUNTS, hue="quiet", line=True, dashed=True)
    chart = _chart(form="bars", series=(Series("amount", "金额", AMOUNTS), target))
    (drawn,) = _charts(_report(chart, _table()))
    assert '<orientation val="maxMin"' in drawn
    assert drawn.count("<ser>") == 2
    assert "<lineChart>" not in drawn


@pytest.mark.parametrize(("labels", "joined"), [(("2026-01", "2026-02", "2026-03"), True), (LABELS, False)])
def test_only_times_are_joined_by_a_line(labels: tuple[str, ...], joined: bool) -> None:  # noqa: FBT001 - a case
    target = Series("target", "目标", AMOUNTS, line=True)
    (drawn,) = _charts(_report(_chart(labels=labels, series=(Series("amount", "", AMOUNTS), target))))
    assert ('<symbol val="dash"' not in drawn) == joined


def test_a_limit_is_a_line_across() -> None:
    (drawn,) = _charts(_report(_chart(limit=(Decimal(15_000), "及格")), _table()))
    assert drawn.count("<ser>") == 2
    assert _points(drawn)[-3:] == ["15000"] * 3
    assert "及格" in drawn


def test_a_heat_map_without_a_table_gets_one() -> None:
    heat = _chart(form="heat", series=(Series("a", "低", AMOUNTS), Series("b", "高", AMOUNTS)), heads=("级别", "频率"))
    book = load_workbook(io.BytesIO(report_book(_report(heat), DAY)))
    rows = [[cell.value for cell in row] for row in book["第一"].iter_rows(min_row=4, max_col=3)]
    assert rows[0][0] == "图"
    assert rows[1][0] == "行：级别；列：频率"
    assert rows[2:4] == [["级别", "低", "高"], ["甲", 30000, 30000]]


def test_charts_say_what_there_is_to_see() -> None:
    assert 'name="各月" descr="两个月里一个完成"' in _drawing(made_report())


def test_charts_stand_beside_a_narrow_table_and_above_a_wide_one() -> None:
    wide = tuple(ColumnSpec(f"c{at}", "text") for at in range(12))
    columns = tuple(Column(spec.key, "十个字的列名十个字的", "text") for spec in wide)
    values = Table(wide, tuples=(tuple(f"v{at}" for at in range(12)),))
    sides = []
    for table in (_table(), ReportTable("t", "表", columns, values)):
        report = _report(_chart(), table)
        sheet = load_workbook(io.BytesIO(report_book(report, DAY)))["第一"]
        column, row = (int(re.findall(rf"<(?:xdr:)?{at}>(\d+)<", _drawing(report))[0]) for at in ("col", "row"))
        head = next(cell.row for line in sheet.iter_rows(max_col=1) for cell in line if cell.fill.fill_type)
        sides.append((column > 0, row + 1 < int(str(head))))
    assert sides == [(True, False), (False, True)]


@pytest.mark.parametrize("name", ["=1+1", "a\x07b\ud800", "<b>&", "长" * 40_000])
def test_labels_are_only_labels(name: str) -> None:
    labels = (name, *LABELS[1:])
    (drawn,) = _charts(_report(_chart(labels=labels, title=name, told=name), _table(labels)))
    assert len(drawn) < 80_000 + len(name)
    assert "\x07" not in drawn
