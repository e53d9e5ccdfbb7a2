"""Tables of web pages under a workbook's name."""

from __future__ import annotations

import pytest

from salesplan.errors import BadInput
from salesplan.load.encoding import Decoded
from salesplan.load.htmltable import html_grid


def cells(page: str) -> dict[tuple[int, int], str]:
    grid = html_grid(Decoded(page, "utf-8"), "a.xls")
    assert (grid.format, grid.encoding) == ("html", "utf-8")
    return {(row, column): text for row, column, text in grid.cells.select("row", "column", "text").rows()}


HEADER = "<tr><th>客户</th><th>金额</th></tr>"


def test_a_table_is_rows_of_texts() -> None:
    page = f"<html><body><table>{HEADER}<tr><td> 甲&amp;乙 </td><td><b>1,200</b>.50</td></tr></table>"
    assert cells(page) == {(1, 0): "客户", (1, 1): "金额", (2, 0): "甲&乙", (2, 1): "1,200.50"}


def test_end_tags_may_be_missing() -> None:
    assert cells("<table><tr><td>客户<td>金额<tr><td>甲<td>1</table>")[2, 1] == "1"


def test_a_wide_cell_leaves_the_next_columns_empty() -> None:
    page = (
        f'<table>{HEADER}<tr><td colspan="2">合计</td><td>3</td></tr><tr><td colspan=x>甲</td><td>1</td></tr></table>'
    )
    assert cells(page) == {(1, 0): "客户", (1, 1): "金额", (2, 0): "合计", (2, 2): "3", (3, 0): "甲", (3, 1): "1"}


def test_a_line_break_is_kept() -> None:
    assert cells(f"<table>{HEADER}<tr><td>甲<br>乙</td><td>1</td></tr></table>")[2, 0] == "甲\n乙"


def test_the_largest_table_counts_and_text_outside_is_left_out() -> None:
    page = f"登录<table><tr><td>a</td><td>b</td></tr></table>x<table>{HEADER}<tr><td>甲</td><td>1</td></tr></table>"
    assert cells(page)[1, 0] == "客户"
    assert len(cells(page)) == 4


@pytest.mark.parametrize(
    "page",
    [
        "<html><p>请重新登录</p></html>",
        "<table></table>",
        f"<table>{HEADER}</table>",
        "<table><tr><td>用户名</td><td><input></td></tr><tr><td>密码</td><td></td></tr></table>",
    ],
)
def test_a_page_without_a_table_is_no_workbook(page: str) -> None:
    with pytest.raises(BadInput) as caught:
        html_grid(Decoded(page, "utf-8"), "a.xls")
    assert caught.value.problems[0].code == "READ-not-a-workbook"
