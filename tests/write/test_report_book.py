"""The report as a workbook: what stands in its cells, that sums are live, that names are only names."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from made_report import made_report
from salesplan.errors import CannotWrite
from salesplan.model.table import ColumnSpec, Table
from salesplan.present.blocks import Line
from salesplan.present.report.parts import Column, Report, ReportPart, ReportTable
from salesplan.write.new import report_rows
from salesplan.write.new.report_book import report_book, write_report_book

DAY = date(2026, 6, 30)
SUM, LISTED = "=SUM(B9:B11)", 300
HOSTILE = (
    "=1+1",
    "+1",
    "-1",
    "@SUM(A1)",
    "<script>alert(1)</script>",
    "\u202eevil",
    "😀" * 40,
    "a\x07b\ud800c",
    "[x]:*?/\\'",
    "_x0041_",
    "长" * 40_000,
    "&\"'<>",
)


def _book(report: Report) -> Workbook:
    return load_workbook(io.BytesIO(report_book(report, DAY)))


def _values(report: Report) -> Workbook:
    return load_workbook(io.BytesIO(report_book(report, DAY)), data_only=True)


def _parts(data: bytes) -> Iterator[tuple[str, bytes]]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for name in archive.namelist():
            yield name, archive.read(name)


def _of(*tables: ReportTable) -> Report:
    return replace(made_report(), parts=(ReportPart("one", "第一", tables),), conclusion=(), ends=())


def _table(rows: tuple[tuple[object, ...], ...], **more: object) -> ReportTable:
    columns = (Column("name", "名称", "text"), Column("amount", "金额", "amount"))
    specs = (ColumnSpec("name", "text"), ColumnSpec("amount", "amount"), ColumnSpec("depth", "integer"))
    return ReportTable("t", "表", columns, Table(specs, tuples=rows), **more)  # type: ignore[arg-type] # fields by name


def test_a_sheet_for_the_contents_and_one_for_each_section() -> None:
    book = _book(made_report())
    assert book.sheetnames == ["目录", "业绩", "客户", "原因", "SWOT"]
    front = book["目录"]
    links = {cell.value: cell.hyperlink.location for row in front for cell in row if cell.hyperlink}
    assert links["业绩"] == "'业绩'!A1"
    assert links["● 广州恒达电子有限公司 最多"] == "'客户'!A5"
    assert [sheet["A2"].hyperlink.location for sheet in book.worksheets[1:]] == ["'目录'!A1"] * 4


def test_key_figures_show_their_light_as_a_sign_and_every_digit() -> None:
    sheet = _book(made_report())["目录"]
    assert [sheet[at].value for at in ("A4", "A5", "A6")] == ["销售额", "550.4万", "▲ 目标 783.4万\n5,503,500.50"]


def test_cells_are_exact_and_totals_are_formulas_with_our_value() -> None:
    formulas, values = _book(made_report())["业绩"], _values(made_report())["业绩"]
    assert [cell.value for cell in values[9]][:5] == [
        "2026-04",
        2838000,
        2669000.5,
        pytest.approx(0.94045, abs=1e-5),
        "▲ 黄",
    ]
    assert [cell.value for cell in values[10]][:5] == ["2026-05", 2323000, None, None, None]
    assert formulas["B12"].value == SUM
    assert (values["B12"].value, values["C12"].value) == (7834000, 5503000.5)
    assert [formulas[at].number_format for at in ("B9", "D9")] == ["#,##0.00", "0.0%"]
    assert formulas["A9"].alignment.indent == 1


@pytest.mark.parametrize(
    ("rows", "total", "formula"),
    [
        ((("a", Decimal(1), 0), ("b", Decimal(2), 0)), 3, "=SUM(B6:B7)"),
        ((("a", Decimal(3), 0), ("b", Decimal(1), 1), ("c", Decimal(2), 0)), 5, "=SUM(B6,B8)"),
        ((("a", Decimal(3), 0), ("b", Decimal(1), 1)), 7, 7),  # a total that no sum gives stays a figure
    ],
)
def test_a_total_sums_what_it_is_the_sum_of(rows: tuple[tuple[object, ...], ...], total: int, formula: object) -> None:
    table = _table(rows, totals={"amount": Decimal(total)}, summed=frozenset(("amount",)), level="depth")
    sheet = _book(_of(table))["第一"]
    assert sheet.cell(6 + len(rows), 2).value == formula


@pytest.mark.parametrize(("tops", "is_sum"), [(30, True), (31, False)])
def test_a_sum_names_no_more_rows_than_people_can_check(tops: int, is_sum: bool) -> None:  # noqa: FBT001 - a case
    rows = tuple(row for at in range(tops) for row in ((f"t{at}", Decimal(2), 0), (f"p{at}", Decimal(1), 1)))
    totals = {"name": "合计", "amount": Decimal(2 * tops)}
    sheet = _book(_of(_table(rows, totals=totals, summed=frozenset(("amount",)), level="depth")))["第一"]
    assert (sheet.cell(6 + len(rows), 2).data_type == "f") == is_sum


def test_the_only_table_of_a_sheet_has_a_head_in_view_and_when_long_a_filter_that_its_total_follows() -> None:
    rows = tuple((f"n{at}", Decimal(at), 0) for at in range(8))
    totals = {"totals": {"amount": Decimal(28)}, "summed": frozenset(("amount",))}
    long, short = (_book(_of(_table(some, **totals)))["第一"] for some in (rows, rows[:7]))
    assert (long.freeze_panes, long.auto_filter.ref, long.print_title_rows) == ("A6", "A5:B13", "$5:$5")
    assert (long["A14"].value, short["A13"].value) == ("合计", "合计")
    assert long["B14"].value == "=SUBTOTAL(109,B6:B13)"
    assert (short.freeze_panes, short.auto_filter.ref) == ("A6", None)
    two = _book(_of(_table(rows), replace(_table(rows), name="u")))["第一"]
    assert (two.freeze_panes, two.auto_filter.ref) == (None, None)


def test_a_long_table_has_a_sheet_of_its_own_and_its_first_rows_in_the_section() -> None:
    book, values = _book(made_report(rows=LISTED)), _values(made_report(rows=LISTED))
    assert book.sheetnames[2:4] == ["客户", "客户-2"]
    long = book["客户-2"]
    assert (long.freeze_panes, long.auto_filter.ref, long.print_title_rows) == ("A4", "A3:B303", "$3:$3")
    assert long["A304"].value == "合计"
    assert long["B304"].value == "=SUBTOTAL(109,B4:B303)"
    assert values["客户-2"]["B304"].value == sum(1000 - at for at in range(LISTED))
    assert [long.cell(303, at).value for at in (1, 2)] == ["客户300", 701]
    assert long["B303"].number_format == "#,##0.00"
    linked = next(cell for row in book["客户"] for cell in row if cell.hyperlink and "300" in str(cell.value))
    assert linked.hyperlink is not None
    assert linked.hyperlink.location == "'客户-2'!A1"
    assert len(_book(made_report(rows=200)).sheetnames) == 5


def test_too_many_rows_for_a_sheet_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("salesplan.write.new.workbook_new.ROWS", LISTED + report_rows.HEAD + 1)
    report_book(made_report(rows=LISTED), DAY)
    with pytest.raises(CannotWrite) as refused:
        report_book(made_report(rows=LISTED + 1), DAY)
    assert refused.value.problems[0].code == "WRITE-too-many-rows"


def test_the_same_report_is_the_same_bytes_dated_by_its_day() -> None:
    data = report_book(made_report(), DAY)
    assert data == report_book(made_report(), DAY)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert b"2026-06-30T00:00:00Z" in archive.read("docProps/core.xml")


@pytest.mark.parametrize("name", HOSTILE)
def test_names_are_only_names(name: str) -> None:
    report = made_report(name=name, rows=LISTED)
    report = replace(report, title=name, parts=(*report.parts, ReportPart("x", name, (Line(name),))))
    data = report_book(report, DAY)
    for part, content in _parts(data):
        if part.endswith((".xml", ".rels")):
            ET.fromstring(content)  # noqa: S314 - made a line ago by ourselves
    book = load_workbook(io.BytesIO(data))
    assert len(book.sheetnames) == len({sheet.casefold() for sheet in book.sheetnames})
    live = [str(cell.value) for sheet in book for row in sheet.iter_rows() for cell in row if cell.data_type == "f"]
    assert all(formula.startswith(("=SUM(", "=SUBTOTAL(")) for formula in live)
    held = {cell.value for sheet in book.worksheets for row in sheet.iter_rows(max_col=1) for cell in row}
    kept = name if "\x07" not in name else "a\x07b_xD800_c"
    assert kept[:32_767] in {_read(value) for value in held}


def _read(value: object) -> object:
    """What Excel shows for a cell as openpyxl reads it."""
    return value.replace("_x005F_", "_").replace("_x0007_", "\x07") if isinstance(value, str) else value


def test_lights_and_shares_have_rules_for_as_long_as_the_cells_say_so() -> None:
    sheet = _book(made_report())["业绩"]
    rules = {str(found.sqref): [rule.type for rule in found.rules] for found in sheet.conditional_formatting}
    assert rules == {"D9:D11": ["dataBar"], "E9:E11": ["expression"] * 3}
    signs = [rule.formula[0] for found in sheet.conditional_formatting for rule in found.rules if rule.formula]
    assert signs == ['LEFT(E9,1)="●"', 'LEFT(E9,1)="▲"', 'LEFT(E9,1)="◆"']


def test_a_heat_map_is_its_table_in_colours() -> None:
    sheet = _book(made_report())["客户"]
    heat = next(found for found in sheet.conditional_formatting if found.rules[0].type == "colorScale")
    first = next(cell.row for row in sheet.iter_rows(max_col=1) for cell in row if cell.value == "R") + 1
    assert str(heat.sqref) == f"B{first}:F{first + 4}"


@pytest.mark.parametrize("at", range(5))
def test_pages_are_a4_with_their_name_and_number(at: int) -> None:
    sheet: Worksheet = _book(made_report()).worksheets[at]
    assert sheet.sheet_properties.pageSetUpPr
    assert sheet.oddHeader
    assert sheet.oddFooter
    assert (sheet.page_setup.paperSize, sheet.sheet_properties.pageSetUpPr.fitToPage) == (9, True)
    assert sheet.page_setup.orientation == ("portrait" if not at else "landscape")
    assert (sheet.oddHeader.left.text, sheet.oddFooter.right.text) == ("&A", "&P / &N")


def test_the_file_is_written_whole(tmp_path: Path) -> None:
    path = tmp_path / "r.xlsx"
    write_report_book(path, made_report(), DAY)
    assert path.read_bytes() == report_book(made_report(), DAY)
    assert [file.name for file in tmp_path.iterdir()] == ["r.xlsx"]
