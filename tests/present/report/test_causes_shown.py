"""Causes, service and the SWOT as the report shows them: waterfalls from cells, sentences of the pages, fields."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from itertools import pairwise
from typing import Any

from made_sections import A_YEAR, NOW, SCREEN, THEN, Sale, compared, complained, found_of, summary_of
from salesplan.compute.plan.swot.swot_show import SwotSummary, swot_show
from salesplan.compute.report import causes as causes_section
from salesplan.compute.report import service as service_section
from salesplan.compute.report import swot as swot_section
from salesplan.compute.report.found import Found
from salesplan.model.plan.plan import Plan
from salesplan.model.result import Result
from salesplan.present.blocks import Board, Line
from salesplan.present.report.chart import Chart
from salesplan.present.report.parts import Item, ReportTable
from salesplan.present.report.sections import causes, service, swot
from salesplan.present.views.swot_show import picture

LINES: tuple[Sale, ...] = (
    ("新客", NOW, "A", 20, 200_000),
    ("走了", THEN, "A", 12, 120_000),
    ("少买", THEN, "A", 20, 200_000),
    ("少买", NOW, "A", 15, 150_000),
    ("退货", THEN, "A", 1, 10_000),
    ("退货", NOW, "A", -2, -20_000),
)


def shown(made: tuple[Any, Any], found: Found) -> list[Item]:
    compute, present = made
    return list(present.items(compute.section(found), summary_of(found), SCREEN))


def of(*lines: Sale, only: tuple[str, ...] = ("pvm", "bridge"), bridged: str = A_YEAR) -> list[Item]:
    return shown((causes_section, causes), found_of(compared(*lines, only=only, bridged=bridged)))


def charts(items: Sequence[Item]) -> dict[str, Chart]:
    return {item.name: item for item in items if isinstance(item, Chart)}


def tables(items: Sequence[Item]) -> dict[str, ReportTable]:
    return {item.name: item for item in items if isinstance(item, ReportTable)}


def said(items: Sequence[Item]) -> list[str]:
    return [str(item.text) for item in items if isinstance(item, Line)]


def test_a_waterfall_is_the_rows_of_its_table() -> None:
    items = of(*LINES)
    for name, chart in charts(items).items():
        rows = list(tables(items)[name].rows.records())
        assert (chart.form, chart.table, chart.label_key) == ("waterfall", name, "step")
        assert chart.series[0].values == tuple(row["amount"] for row in rows)
        assert chart.levels == (0, len(rows) - 1)
        assert len(chart.labels) == len(rows) == len(chart.hues)
    assert list(charts(items)) == ["causes", "bridge"]


def test_steps_are_named_with_their_customers_and_coloured_by_where_they_go() -> None:
    chart = charts(of(*LINES))["bridge"]
    assert chart.labels == (*("去年同期", "新来 1 家", "少买 1 家", "流失 2 家", "退多于买", "本期"),)
    assert chart.hues == ("quiet", "up", "down", "down", "down", "main")
    moved = "走了 2 家、少买 1 家，合计 -18.0万；新来、挽回、多买合计 +20.0万"
    assert str(chart.told) == f"2025-07-01..2026-06-30：{moved}"


def test_in_a_month_nobody_is_called_lost_or_new() -> None:
    items = of(*LINES, bridged="2026-06")
    chart = charts(items)["bridge"]
    assert chart.labels == (*("去年同期", "同期没买 1 家", "少买 1 家", "本期没买 2 家", "退多于买", "本期"),)
    assert str(chart.told) == (
        "2026-06-01..2026-06-30：去年同期买、本期没买的 2 家，少买的 1 家，合计 -18.0万；"
        "去年同期没买、本期买了和多买的合计 +20.0万"
    )
    words = {column.key: column.words for column in tables(items)["losses"].columns}["move"]
    assert [str(words[str(row["move"])]) for row in tables(items)["losses"].rows.records()] == [
        *("去年同期买、本期没买", "去年同期买、本期没买", "老客户少买"),
    ]
    shown_ = " ".join([str(chart.title), *(str(table.title) for table in tables(items).values())])
    assert "走了" not in shown_ + str(chart.told)


def test_headings_say_the_days_of_each_waterfall() -> None:
    titles = [str(chart.title) for chart in charts(of(*LINES)).values()]
    assert titles == ["价格、数量、结构各影响多少（2026-06）", "客户带来的变动（2025-07-01..2026-06-30）"]


def test_customers_who_all_buy_as_much_as_before_are_a_sentence() -> None:
    items = of(("一样", THEN, "A", 2, 100_000), ("一样", NOW, "A", 2, 100_000))
    assert said(items)[-1] == "2025-07-01..2026-06-30 没有客户多买或少买"
    assert list(charts(items)) == ["causes"]


def test_what_did_most_of_the_change_is_what_the_chart_says() -> None:
    items = of(*LINES)
    assert str(charts(items)["causes"].told) == "2026-06 销售额比去年同期持平"
    items = of(*LINES[:4])
    assert str(charts(items)["causes"].told) == "2026-06 销售额比去年同期多了 3.0万（9.4%），主要因为数量（+3.0万）"
    assert said(items)[0] == "2026-06-01..2026-06-30 对比 去年同期 2025-06-01..2025-06-30"


def test_without_price_and_volume_a_line_says_what_changed() -> None:
    items = of(*LINES[:4], only=("bridge",))
    assert said(items)[0] == "2025-07-01..2026-06-30 销售额比去年同期多了 3.0万（9.4%）"
    assert list(charts(items)) == ["bridge"]


def test_lines_without_a_customer_have_a_name_of_their_own() -> None:
    items = of(*LINES[:4], (None, NOW, "A", 1, 5_000))
    who = tables(items)["contributors"]
    assert "（空白）" in [str(row["name"]) for row in who.rows.records()]
    assert any("有订单没写客户，变动 5,000.00 单列" in each for each in said(items))


def test_shares_are_left_out_where_ups_and_downs_nearly_cancel() -> None:
    near: tuple[Sale, ...] = (("走了", THEN, "A", 1, 100_000), ("新客", NOW, "A", 1, 112_000))
    far: tuple[Sale, ...] = (("走了", THEN, "A", 1, 100_000), ("新客", NOW, "A", 1, 111_000))
    limit: tuple[Sale, ...] = (("走了", THEN, "A", 1, 90_000), ("新客", NOW, "A", 1, 100_000))
    for lines, told in ((near, True), (far, False), (limit, False)):
        keys = [column.key for column in tables(of(*lines))["bridge"].columns]
        assert ("share_of_change" in keys) == told


def test_customers_to_call_come_with_amounts_then_and_now() -> None:
    table = tables(of(*LINES))["losses"]
    assert [column.key for column in table.columns] == ["move", "customer", "base", "now", "change", "last_order"]
    assert [row["customer"] for row in table.rows.records()] == ["走了", "退货", "少买"]


def test_small_sales_are_in_single_units_throughout() -> None:
    items = of(("a", THEN, "A", 1, 10), ("a", NOW, "A", 2, "20.5"))
    units = [item.unit for item in items if isinstance(item, Chart | ReportTable)]
    assert {unit.power for unit in units if unit is not None} == {0}
    assert None not in units


def test_nothing_is_shown_without_anything_to_compare() -> None:
    assert not shown((causes_section, causes), found_of())


RECEIVED: dict[str, Any] = {"received_at": "2026-06-01T10:00:00", "severity": "一般"}


def cases(*kinds: str | None) -> list[Item]:
    result = complained(*({**RECEIVED, **({"kind": kind} if kind else {})} for kind in kinds))
    return shown((service_section, service), found_of(complaints=result))


def test_types_of_complaints_most_first_the_vital_ones_stand_out() -> None:
    items = cases(*["交货"] * 8, "质量", "发票", None)
    chart = charts(items)["complaints"]
    assert (chart.table, chart.labels[0], "（没写）" in chart.labels) == ("complaint_types", "交货", True)
    assert list(chart.series[0].values) == [Decimal(8), Decimal(1), Decimal(1), Decimal(1)]
    assert (chart.hues, str(chart.told)) == (("main", "quiet", "quiet", "quiet"), "80% 的投诉是这 1 类：交货")
    assert all(before >= after for before, after in pairwise(each or 0 for each in chart.series[0].values))
    names = [str(row["kind"]) for row in tables(items)["complaint_types"].rows.records()]
    assert tuple(names) == chart.labels


def test_complaints_that_wait_are_said_first() -> None:
    items = cases("交货")
    assert said(items)[:2] == [
        "1 件投诉超时没处理，先处理下面这些",
        "2026-06-01 到 2026-06-30 投诉 1 件；没解决的 1 件，其中 1 件超时；时限算到 2026-06-30 24:00",
    ]
    assert any(each.startswith("按时率没到 90% 的：响应 0.0%") for each in said(items))


def register(items: list[dict[str, Any]], *strategies: dict[str, Any]) -> Result[SwotSummary]:
    goals = [{"id": "G1", "name": "销售额"}, {"id": "G2", "name": "毛利"}]
    return swot_show(Plan.model_validate({"swot": {"items": items, "strategies": strategies}, "goals": goals}))


def test_what_a_strategy_leads_to_stands_in_a_row() -> None:
    strategy = {"id": "SO1", "kind": "SO", "text": "攻", "uses": ["S1"], "goals": ["G1", "G2"], "actions": ["走", "看"]}
    result = register([{"id": "S1", "kind": "S", "text": "x", "weight": "1", "rating": 4}], strategy)
    made = shown((swot_section, swot), found_of(swot=result))
    (row,) = tables(made)["strategies"].rows.records()
    assert (row["goals"], row["actions"], row["uses"]) == ("G1 销售额、G2 毛利", "走；看", ("S1",))
    kinds = {column.key: column.kind for column in tables(made)["strategies"].columns}
    assert (kinds["goals"], kinds["uses"]) == ("text", "list")


def test_strategies_that_lead_nowhere_have_no_such_columns() -> None:
    strategy = {"id": "SO1", "kind": "SO", "text": "攻"}
    result = register([{"id": "S1", "kind": "S", "text": "x", "weight": "1", "rating": 4}], strategy)
    made = tables(shown((swot_section, swot), found_of(swot=result)))
    assert [column.key for column in made["strategies"].columns] == ["id", "kind", "text"]


def test_a_promise_kept_as_often_as_wanted_is_not_named() -> None:
    answered = {**RECEIVED, "responded_at": "2026-06-01T10:30:00"}
    result = complained(*[answered] * 9, RECEIVED)
    items = shown((service_section, service), found_of(complaints=result))
    assert not any("响应" in each for each in said(items))


def test_the_fields_of_a_swot_are_those_of_its_own_page() -> None:
    told = [("S1", "S", "0.6", 4), ("W1", "W", "0.4", 1), ("O1", "O", None, None), ("T1", "T", None, None)]
    keys = ("id", "kind", "weight", "rating")
    items = [{k: v for k, v in zip(keys, row, strict=True) if v is not None} for row in told]
    result = register([{**one, "text": "x"} for one in items])
    made = shown((swot_section, swot), found_of(swot=result))
    page = [item for item in picture(result) if isinstance(item, Board)]
    assert [item for item in made if isinstance(item, Board)] == page[:1]
    assert said(made)[0] == "内部 IFE 2.80（高于平均 2.5）   外部 EFE –（有条目缺权重或评分）"
    assert (tables(made)["swot"].folded, "strategies" in tables(made)) == (True, False)
    assert [row["score"] for row in tables(made)["swot"].rows.records()][:2] == [Decimal("2.4"), Decimal("0.4")]
