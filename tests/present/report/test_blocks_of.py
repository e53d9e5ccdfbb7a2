from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from made_report import made_report
from salesplan.errors import Problem
from salesplan.model.table import ColumnSpec, Table
from salesplan.present.blocks import Screen
from salesplan.present.markdown import render_markdown
from salesplan.present.numbers import UNITS
from salesplan.present.report.blocks_of import blocks_of
from salesplan.present.report.drawn import chart_alone
from salesplan.present.report.parts import Column, Report, ReportPart, ReportTable
from salesplan.present.terminal import render_terminal

SCREEN = Screen(100, UNITS["万"])
BLOCK_SIGNS = set("▁▂▃▄▅▆▇█▏▎▍▌▋▊▉░▓")


@dataclass(frozen=True)
class Told:
    """What a page takes of a result."""

    plan: str = "示例机电 2026"
    as_of: date = date(2026, 6, 30)
    findings: tuple[Problem, ...] = ()


def page(report: Report, screen: Screen = SCREEN) -> str:
    return render_terminal(blocks_of(report, Told(), screen), screen)  # type: ignore[arg-type] # all that a page takes


def markdown(report: Report) -> str:
    blocks = blocks_of(report, Told(), replace(SCREEN, drawings=False))  # type: ignore[arg-type] # as above
    return "".join(render_markdown(blocks))


def test_the_page_begins_with_plan_key_figures_and_conclusion() -> None:
    lines = page(made_report()).splitlines()
    assert lines[:2] == ["销售汇报 2026-06   示例机电 2026   截至 2026-06-30", "呈：王总"]
    assert [line.split() for line in lines[2:5]] == [
        ["关键数字"],
        ["销售额", "550.4万", "目标", "783.4万"],
        ["完成率", "70.3%"],
    ]
    assert lines[6:8] == ["结论", "● 广州恒达电子有限公司 最多"]


def test_rows_have_lights_with_signs_their_place_in_the_tree_and_a_bar() -> None:
    lines = page(made_report()).splitlines()
    (june,) = [line for line in lines if line.startswith("  2026-06 ")]
    assert june.split() == ["2026-06", "267.3万", "283.4万", "106.0%", "●", "绿", "█" * 12]
    (total,) = [line for line in lines if line.startswith("合计  ") and "783.4" in line]
    assert total.split() == ["合计", "783.4万", "550.3万"]
    (may,) = [line for line in lines if line.startswith("  2026-05 ")]
    assert may.split() == ["2026-05", "232.3万", "–", "–", "–"]


def test_bars_stand_in_the_table_and_the_chart_is_not_drawn_again() -> None:
    text = page(made_report())
    assert sum(line.startswith("客户2 ") for line in text.splitlines()) == 1
    (second,) = [line for line in text.splitlines() if line.startswith("客户2 ")]
    assert second.split() == ["客户2", "0.1万", "█" * 24]


def test_a_waterfall_takes_the_place_of_its_table() -> None:
    lines = page(made_report()).splitlines()
    assert sum(line.startswith("价格 ") for line in lines) == 1
    (price,) = [line for line in lines if line.startswith("价格 ")]
    assert "░" in price
    assert price.endswith("-50")


def test_five_rows_stand_on_the_page_and_all_where_asked() -> None:
    text = page(made_report(rows=14))
    assert "客户5 " in text
    assert "客户6 " not in text
    assert "还有 9 行，加 --all 全部列出" in text
    whole = page(made_report(rows=14), replace(SCREEN, all_rows=True))
    assert "客户14 " in whole
    assert "还有" not in whole
    assert "还有" not in page(made_report(rows=5))


def test_a_few_rows_more_are_not_worth_leaving_out() -> None:
    assert "客户7 " in page(made_report(rows=7))
    assert "客户6 " not in page(made_report(rows=8))


def test_markdown_has_tables_and_no_picture_in_characters() -> None:
    text = markdown(made_report())
    assert not BLOCK_SIGNS & set(text)
    assert "| 　2026-06 | 267.3万 | 283.4万 | 106.0% | ● 绿 |" in text
    assert "| 价格 | -50 |" in text
    assert text.startswith("# 销售汇报 2026-06   示例机电 2026   截至 2026-06-30\n")
    assert "\n## 结论\n" in text


def test_what_only_holds_the_points_of_a_chart_is_not_shown() -> None:
    report = made_report()
    parts = [
        replace(part, items=tuple(replace(i, folded=True) if isinstance(i, ReportTable) else i for i in part.items))
        for part in report.parts
    ]
    folded = replace(report, parts=tuple(parts))
    assert "| 客户2 |" not in markdown(folded)
    text = page(folded)
    assert "最近 \\ 频率" in text  # the chart is drawn for itself
    assert sum(line.startswith("客户2 ") for line in text.splitlines()) == 1


def test_every_chart_can_be_seen_alone() -> None:
    report = made_report()
    pages = {c.name: render_terminal(chart_alone(c, report.unit, SCREEN), SCREEN) for c in report.charts()}
    assert set(pages) == {"months", "pace", "customers", "pareto", "rfm", "causes"}
    assert [line.split() for line in pages["pareto"].splitlines()] == [
        ["帕累托"],
        ["累计占比"],
        ["25%", "█" * 14 + "▍", "60.0%"],
        ["50%", "█" * 19 + "▎", "80.0%"],
        ["75%", "█" * 22 + "▊", "95.0%"],
        ["100%", "█" * 24, "100.0%"],
    ]
    assert pages["months"].splitlines()[1] == "两个月里一个完成"
    assert "↵" not in pages["rfm"]


def test_many_points_are_small_bars_on_one_scale() -> None:
    report = made_report()
    (pace,) = [chart for chart in report.charts() if chart.name == "pace"]
    labels = tuple(f"{n:02}" for n in range(30))
    gap = [None] * 28
    values = ((Decimal(800_000), *gap, Decimal(400_000)), (Decimal(200_000), *gap, None))
    series = tuple(replace(s, values=v) for s, v in zip(pace.series, values, strict=True))
    text = render_terminal(chart_alone(replace(pace, labels=labels, series=series), report.unit, SCREEN), SCREEN)
    target, actual = (line.split() for line in text.splitlines()[-2:])
    assert target == ["目标", "80.0万", "█" + "·" * 28 + "▅", "40.0万"]
    assert actual == ["实际", "20.0万", "▃" + "·" * 29, "20.0万"]


def test_a_long_row_of_small_bars_is_thinned_and_ends_with_the_last() -> None:
    report = made_report()
    (pace,) = [chart for chart in report.charts() if chart.name == "pace"]
    last = (*[Decimal(0)] * 120, Decimal(900_000))
    series = (replace(pace.series[0], values=last),)
    chart = replace(pace, labels=tuple(map(str, range(121))), series=series)
    (line,) = render_terminal(chart_alone(chart, report.unit, SCREEN), SCREEN).splitlines()[-1:]
    assert line.split() == ["目标", "0", "▁" * 40 + "█", "90.0万"]


def test_a_numbered_list_with_a_sentence_is_one_of_sentences_with_figures_named() -> None:
    columns = (Column("no", "序号", "integer"), Column("what", "做什么", "text"), Column("cost", "费用", "amount"))
    rows = Table(
        tuple(ColumnSpec(c.key, c.kind) for c in columns),
        tuples=((1, "补人" * 40, Decimal(80_000)), (2, "回访", None), (3, "催款", None)),
    )
    part = ReportPart("p", "建议", (ReportTable("proposals", "建议", columns, rows),))
    for all_rows in (True, False):
        text = page(replace(made_report(), parts=(part,)), replace(SCREEN, all_rows=all_rows))
        assert "补人" * 40 in text.replace("\n", "")
        assert "（费用 8.0万）" in text
        assert "\n2. 回访\n3. 催款\n" in text


def test_a_bar_has_no_head_where_a_column_is_called_that() -> None:
    heads = [line for line in page(made_report()).splitlines() if "完成率" in line]
    assert [line.count("完成率") for line in heads if "实际" in line] == [1]


def test_a_curve_leaves_out_its_origin() -> None:
    pareto = next(chart for chart in made_report().charts() if chart.form == "curve")
    labels = tuple(f"{n} 家" for n in range(13))
    shares = tuple(Decimal(n) / 12 for n in range(13))
    series = replace(pareto.series[0], values=shares)
    chart = replace(pareto, labels=labels, at=shares, series=(series,))
    lines = render_terminal(chart_alone(chart, UNITS["万"], SCREEN), SCREEN).splitlines()
    assert not [line for line in lines if line.startswith("0 家")]
    assert any(line.startswith("12 家") for line in lines)
