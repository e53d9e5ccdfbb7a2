"""Where sheets of a report break on paper: what belongs together stays together, and no page is begun without need."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import date

import pytest
from openpyxl import Workbook, load_workbook

from made_report import made_report
from salesplan.present.report.parts import ReportPart, ReportTable
from salesplan.write.new.report_pages import SURE, Span, breaks_of, page_height
from salesplan.write.new.report_sheet import PAGE

HEIGHT = 300.0
"""Points of a page; a row has 15."""


@pytest.mark.parametrize(
    ("spans", "rows"),
    [
        ([Span(3, 10, 10), Span(11, 18, 18)], []),  # 270 points: on one page even where that is 8 % shorter
        ([Span(3, 10, 10), Span(11, 19, 19)], [11]),  # 285 points: on a shorter page it would be cut
        ([Span(3, 10, 10), Span(11, 16, 60)], []),  # longer than a page: its first rows fit
        ([Span(3, 15, 15), Span(16, 21, 60)], [16]),  # they do not
        ([Span(3, 12, 12), Span(13, 22, 22), Span(23, 30, 30)], [13]),  # the third fits below the second
        ([Span(3, 40, 40)], []),  # the first stays with the title
        ([Span(3, 8, 20), Span(21, 24, 24)], [21]),  # cut where pages are longer by a tenth, if not by our reckoning
    ],
)
def test_a_page_begins_before_what_would_be_cut(spans: list[Span], rows: list[int]) -> None:
    sheet = Workbook().worksheets[0]
    assert list(breaks_of(sheet, spans, HEIGHT)) == rows


def test_the_height_of_rows_counts() -> None:
    sheet = Workbook().worksheets[0]
    spans = [Span(3, 6, 6), Span(7, 10, 10)]
    assert list(breaks_of(sheet, spans, HEIGHT)) == []
    sheet.row_dimensions[4].height = 160
    assert list(breaks_of(sheet, spans, HEIGHT)) == [7]


def test_a_wide_sheet_is_printed_smaller_and_a_narrow_one_never_larger() -> None:
    sheet = Workbook().worksheets[0]
    sheet.page_margins.left = sheet.page_margins.right = 0.4
    assert page_height(sheet, 80) == pytest.approx((8.27 - 1.2) * 72)
    assert page_height(sheet, 2 * 784.08 / 5.25) == pytest.approx(2 * (8.27 - 1.2) * 72)
    assert min(SURE) < 1 < max(SURE)
    assert 784.08 / (PAGE * 1.45 * 5.25) > 0.6


def test_the_second_large_table_of_a_section_begins_a_page() -> None:
    from salesplan.write.new.report_book import report_book

    customers = next(table for table in made_report(rows=18).tables() if table.name == "customers")
    twice = tuple(replace(customers, name=name) for name in ("one", "two"))
    report = replace(made_report(), parts=(ReportPart("p", "第一", twice),), conclusion=())
    sheet = load_workbook(io.BytesIO(report_book(report, date(2026, 6, 30))))["第一"]
    (row,) = [each.id for each in sheet.row_breaks.brk]
    assert isinstance(twice[1], ReportTable)
    assert sheet.cell(row + 1, 1).value == str(customers.title)
