"""The page of inspect: no empty numbers, no sums that say nothing, encodings and reasons in words."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

import salesplan
from program import Run
from salesplan.compute.customers.lines import LEFT_OUT
from salesplan.load.inputs import TOTALS
from salesplan.present.words import SKIPPED

Page = Callable[..., str]
SOURCE = Path(salesplan.__file__).parent


@pytest.fixture
def page(tmp_path: Path, run: Run) -> Page:
    """Writes a text list and gives the page of inspect about it."""

    def _page(text: str, encoding: str = "utf-8") -> str:
        file = tmp_path / "list.csv"
        file.write_text(text, encoding)
        return run("inspect", str(file)).out

    return _page


def totals(shown: str) -> dict[str, str]:
    """What stands under 合计 for each column of the list."""
    lines = [re.split(r" {2,}", line.strip()) for line in shown.splitlines() if re.match(r"[A-C] ", line)]
    return {cells[1]: cells[-1] for cells in lines}


def test_a_file_without_a_header_says_so_and_names_no_empty_row(page: Page) -> None:
    shown = page("天气\n1\n2\n")
    assert "没有认出表头" in shown
    assert "第  行" not in shown
    assert "假定" not in shown


def test_a_header_that_is_assumed_names_its_row(page: Page) -> None:
    assert "表头：假定为第 1 行" in page("天气,颜色\n晴,红\n雨,7\n")


def test_shares_and_scores_are_not_added_up(page: Page) -> None:
    shown = totals(page("客户名称,年销售额,需求度\n甲,111.5,3\n乙,222.5,4\n"))
    assert (shown["年销售额"], shown["需求度"]) == ("334", "2")
    shown = totals(page("商机名称,商机金额,赢率\n甲,111.5,31%\n乙,222.5,41%\n"))
    assert (shown["商机金额"], shown["赢率"]) == ("334", "2")


def test_an_encoding_with_a_mark_is_named_as_people_know_it(page: Page) -> None:
    text = "客户名称,年销售额\n甲,1\n"
    assert "编码 utf-8（带 BOM）" in page(text, "utf-8-sig")
    assert "编码 utf-8 ·" in page(text)


def test_every_reason_for_leaving_out_a_row_has_its_words() -> None:
    """Those of whole modules by name, and whatever the finder of row kinds returns or counts."""
    kinds = (SOURCE / "load" / "row_kinds.py").read_text("utf-8") + (SOURCE / "load" / "totals.py").read_text("utf-8")
    returned = set(re.findall(r'return "([a-z-]+)"', kinds)) | set(re.findall(r'= "((?:[a-z]+-)*total[a-z-]*)"', kinds))
    above = re.findall(
        r'kinds\[row\] = "([a-z]+)".*else "([a-z]+)"', (SOURCE / "load" / "table_finder.py").read_text("utf-8")
    )
    counted = re.findall(r'left_out\["([a-z_]+)"\]', (SOURCE / "load" / "inputs.py").read_text("utf-8"))
    assert {"rules", "note"} <= returned
    assert above
    assert counted == ["bad"]
    assert {*returned, *above[0], *counted, *LEFT_OUT, *TOTALS, "blank"} <= SKIPPED.keys()
