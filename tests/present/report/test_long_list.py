from __future__ import annotations

from made_report import made_report
from salesplan.present.report.long_list import long_list

NASTY = '=HYPERLINK("http://x","y")'


def lines(name: str = "广州恒达电子有限公司") -> list[list[str]]:
    return list(long_list(made_report(name=name), "2026-06"))


def test_each_figure_is_a_line_with_every_digit() -> None:
    told = lines()
    assert told[0] == ["期间", "部分", "表", "第几行", "行", "列", "值"]
    assert ["2026-06", "业绩", "各月", "1", "2026-04", "实际", "2669000.5"] in told
    assert ["2026-06", "业绩", "各月", "1", "2026-04", "灯", "黄"] in told
    assert ["2026-06", "原因", "原因", "2", "价格", "金额", "-50"] in told
    assert ["2026-06", "客户", "RFM", "1", "1", "F2", "1"] in told


def test_totals_have_no_number_and_what_is_not_known_no_line() -> None:
    told = lines()
    assert ["2026-06", "业绩", "各月", "", "合计", "实际", "5503000.5"] in told
    assert not [line for line in told if line[4:6] == ["2026-05", "实际"]]


def test_sentences_key_figures_and_boards_are_lines_too() -> None:
    told = lines()
    assert ["2026-06", "关键数字", "", "1", "销售额", "", "5,503,500.50"] in told
    assert ["2026-06", "结论", "", "1", "", "原话", "广州恒达电子有限公司 最多"] in told
    assert ["2026-06", "业绩", "", "1", "", "原话", "见表"] in told
    assert ["2026-06", "SWOT", "", "1", "S1", "S", "交货快"] in told


def test_a_name_that_is_a_formula_is_none() -> None:
    told = lines(NASTY)
    assert ["2026-06", "客户", "客户", "1", f"'{NASTY}", "金额", "1000"] in told
    assert ["2026-06", "结论", "", "1", "", "原话", f"'{NASTY} 最多"] in told
