"""Results, pace and next period as people see them: sentences, charts over their tables, columns."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from types import SimpleNamespace

from made_tracks import JUNE, WHOLE, found, line, rows_of, track
from salesplan.compute.report import next_period as computed_next
from salesplan.compute.report import pace as computed_pace
from salesplan.compute.report import results as computed_results
from salesplan.compute.report.found import Found
from salesplan.compute.report.report import ReportSummary
from salesplan.present.blocks import Line, Screen
from salesplan.present.numbers import UNITS
from salesplan.present.report.chart import Chart
from salesplan.present.report.parts import Item, ReportTable
from salesplan.present.report.sections import next_period, pace, results

D = Decimal
SCREEN = Screen(100, UNITS["万"])
OWN = rows_of((), summary=SimpleNamespace(now=D(900_000), base=D(800_000), change=D(100_000), change_rate=D("0.125")))
PAST = [line(f"2026-{month:02}", 500_000, 400_000, light="red") for month in range(1, 6)]
COMING = [line(f"2026-{month:02}", 1_000_000) for month in range(7, 13)]
JUNES = line("2026-06", 900_000, 900_000, light="green")
YEAR = line("", 9_400_000, 2_900_000, 3_400_000, status="open", light="red")
MONTHS = track(
    YEAR,
    *(*PAST, JUNES, *COMING),
    by=("month",),
    landing="8017647.06",
    landing_recent="8500000",
    landing_low="8017647.06",
    landing_high="8500000",
    gap=D(-6_500_000),
    required_per_day=D("50387.6"),
)
REGIONS = track(
    YEAR,
    line("North", 5_000_000, 2_000_000, 1_600_000, status="open", light="green"),
    line("South", 4_400_000, 900_000, 1_800_000, status="open", light="red"),
    by=("region",),
    name="regions",
)


def _summary(have: Found) -> ReportSummary:
    span = have.period.span
    told = (have.period.name, have.period.kind, span.first, have.day, have.day < span.last)
    return ReportSummary(*told, None, None, (), {})


def _results(*tracks: object) -> list[Item]:
    have = found(*tracks, pvm=OWN)  # type: ignore[arg-type] # tracked targets
    return list(results.items(computed_results.section(have), _summary(have), SCREEN))


def _charts(items: Iterable[Item]) -> dict[str, Chart]:
    return {item.name: item for item in items if isinstance(item, Chart)}


def _tables(items: Iterable[Item]) -> dict[str, ReportTable]:
    return {item.name: item for item in items if isinstance(item, ReportTable)}


def _lines(items: Iterable[Item]) -> list[str]:
    return [str(item.text) for item in items if isinstance(item, Line)]


def test_the_period_is_told_first() -> None:
    assert _lines(_results(MONTHS))[0] == "2026-06 销售额 90.0万，目标 90.0万，完成 100.0%，同比 +12.5%"


def test_the_chart_of_the_year_to_date_has_all_rows_of_its_table_but_the_year() -> None:
    items = _results(MONTHS, REGIONS)
    chart, table = _charts(items)["attainment_to_date"], _tables(items)["attainment_to_date"]
    assert str(table.title) == "年累计完成情况"
    assert chart.labels == ("年累计", "South", "North")
    assert chart.series[0].values == tuple(row["pace"] for row in table.rows.records(0, 3))
    assert len(table.rows) == 4
    assert chart.hues == ("red", "red", "green")
    assert (str(chart.title), str(chart.told)) == (
        "年累计按进度的完成率",
        "年累计：South最低（50.0%），North最高（125.0%）",
    )


def test_the_chart_of_the_period_says_of_which_it_is() -> None:
    review = rows_of(("person", "sales_target", "sales_actual"), ("Ann", D(100), D(80)), ("Ben", D(100), D(120)))
    have = found(MONTHS, REGIONS, pvm=OWN, review=review)
    items = list(results.items(computed_results.section(have), _summary(have), SCREEN))
    chart = _charts(items)["attainment"]
    assert chart.labels == ("2026-06", "Ann", "Ben")
    assert str(chart.title) == "2026-06 按进度的完成率"
    assert str(chart.told) == "2026-06：Ann最低（80.0%），Ben最高（120.0%）"
    assert str(_tables(items)["attainment"].title) == "2026-06 完成情况"


def test_one_bar_alone_is_no_chart() -> None:
    assert "attainment" not in _charts(_results(MONTHS))


def test_orders_alone_are_told_beside_the_period_before() -> None:
    summary = SimpleNamespace(total=D(900_000), base_total=None, change=None, yoy=None)
    sold = rows_of(
        ("month", "amount", "base"), ("2026-05", D(800_000), None), ("2026-06", D(900_000), None), summary=summary
    )
    have = found(months=sold)
    items = list(results.items(computed_results.section(have), _summary(have), SCREEN))
    assert _lines(items)[0] == "2026-06 销售额 90.0万，比上期 +12.5%"


def test_a_year_under_way_is_told_with_its_pace() -> None:
    have = found(MONTHS, pvm=OWN, period=WHOLE)
    told = _lines(results.items(computed_results.section(have), _summary(have), SCREEN))[0]
    assert told == "2026 销售额 290.0万，目标 940.0万，完成 30.9%，进度 85.3%，同比 +12.5%"


def test_the_chart_of_the_months_is_over_their_table() -> None:
    items = _results(MONTHS)
    chart, table = _charts(items)["targets"], _tables(items)["months"]
    rows = list(table.rows.records())
    assert chart.table == "months"
    assert chart.labels == tuple(row["name"] for row in rows)
    assert [series.key for series in chart.series] == ["actual", "target"]
    assert chart.series[0].values == tuple(row["actual"] for row in rows)
    assert (chart.series[1].line, chart.series[1].dashed) == (True, True)
    assert str(chart.told) == "已过 6 个月，1 个完成目标"
    assert str(table.total) == "合计"


def test_without_targets_the_year_before_is_the_line_and_no_share_is_drawn() -> None:
    sold = rows_of(
        ("month", "amount", "base"),
        ("2026-06", D(900_000), D(800_000)),
        summary=SimpleNamespace(total=D(900_000), base_total=None, change=None, yoy=None),
    )
    have = found(pvm=OWN, months=sold)
    items = list(results.items(computed_results.section(have), _summary(have), SCREEN))
    charts = _charts(items)
    assert list(charts) == ["targets"]
    assert [series.key for series in charts["targets"].series] == ["actual", "before"]
    assert [column.key for column in _tables(items)["months"].columns] == ["name", "actual", "before", "status"]


def test_the_light_column_of_every_table_holds_lights() -> None:
    columns = [each for table in _tables(_results(MONTHS, REGIONS)).values() for each in table.columns]
    assert [each.lights for each in columns if each.key == "light"] == [True] * 4
    assert not any(each.lights for each in columns if each.key != "light")


def test_the_tree_says_how_deep_a_row_stands() -> None:
    assert _tables(_results(MONTHS))["targets"].level == "depth"


def test_goals_are_counted_by_their_lights() -> None:
    days = {"start": "2026-01-01", "end": "2026-12-31", "metric": "revenue", "target": {"value": "1000万"}}
    late = {"milestones": [{"date": "2026-06-30", "value": "500万"}]}
    plan = {"goals": [{"id": "1", "scope": "all", **days, **late}, {"id": "2", "scope": {"region": "West"}, **days}]}
    have = found(MONTHS, plan=plan)
    told = _lines(results.items(computed_results.section(have), _summary(have), SCREEN))
    assert "目标 2 个：红 1，1 个没有数" in told


def test_the_pace_is_told_by_every_way_and_what_a_day_must_bring() -> None:
    have = found(MONTHS)
    items = list(pace.items(computed_pace.section(have), _summary(have), SCREEN))
    assert _lines(items) == [
        "按现在的进度预计全年 801.8万，是目标的 85.3%",
        "按近期速度 850.0万",
        "还差 650.0万，余下 129 个工作日每天要 5.0万；到现在每天 2.4万",
    ]
    chart = _charts(items)["pace"]
    assert [(series.key, series.dashed) for series in chart.series] == [
        ("target_sum", False),
        ("actual_sum", False),
        ("landing_sum", True),
    ]
    assert str(chart.told) == "到 2026-06 为止，累计比目标少 50.0万"
    assert _tables(items)["pace"].folded


def test_the_next_period_is_told_with_what_must_be_made_up_for() -> None:
    have = found(MONTHS, period=JUNE)
    items = list(next_period.items(computed_next.section(have), _summary(have), SCREEN))
    assert _lines(items) == [
        "2026-07 目标 100.0万，23 个工作日，每天 4.3万",
        "年累计还差 50.0万，一起补上每天要 6.5万",
    ]
    assert [column.key for column in _tables(items)["next"].columns] == [
        *("name", "period", "target", "workdays", "per_day", "carried", "needed", "needed_per_day", "level"),
    ]


def test_rows_of_a_quarter_stand_under_its_name_beside_the_target_of_a_month() -> None:
    split = track(YEAR, line("North/2026-Q3", 900_000), by=("region", "quarter"), name="regions")
    have = found(MONTHS, split)
    items = list(next_period.items(computed_next.section(have), _summary(have), SCREEN))
    assert [str(table.title) for table in _tables(items).values()] == ["下期目标", "2026-Q3 目标，按区域、人员"]


def test_details_behind_charts_are_closed() -> None:
    folded = {name: table.folded for name, table in _tables(_results(MONTHS, REGIONS)).items()}
    assert folded == {"attainment": False, "attainment_to_date": True, "months": True, "targets": True}
    assert not _tables(_results(MONTHS))["attainment_to_date"].folded


def test_deals_of_the_next_period_are_closed_where_all_deals_stand_too() -> None:
    deals = rows_of(("close_date", "amount", "weighted"), (date(2026, 7, 1), D(50_000), D("20000.5")))
    have = found(MONTHS, deals=deals)
    shown = _tables(next_period.items(computed_next.section(have), _summary(have), SCREEN))
    assert {name: table.folded for name, table in shown.items()} == {"next": False, "next_deals": True}
