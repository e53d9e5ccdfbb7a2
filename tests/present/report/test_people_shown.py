"""The team and its commission as the report shows them: bars and tables of the same rows, no empty columns."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

import pytest

from made_sections import SCREEN, SECOND, found_of, paid, person, reviewed, summary_of
from salesplan.compute.report import commission as paid_section
from salesplan.compute.report import team as team_section
from salesplan.compute.report.found import Found
from salesplan.present.blocks import Line
from salesplan.present.numbers import UNITS
from salesplan.present.report.cells import totals_of
from salesplan.present.report.chart import Chart
from salesplan.present.report.parts import Item, ReportTable
from salesplan.present.report.sections import commission, team

TEAM = (
    person("Ann", "110.5", "S", exemplar=True, sales_actual=Decimal(120)),
    person("Ben", "95", "B"),
    person("Cem", "70", "C", gap="sales", lost_points=Decimal(12), bottom=1),
    person("Dan", "50", "D", gap="csat", lost_points=Decimal(9), bottom=2),
    person("Eve", None),
)


def team_items(*people: dict[str, Any]) -> list[Item]:
    found = found_of(review=reviewed(*people))
    return list(team.items(team_section.section(found), summary_of(found), SCREEN))


def paid_items(found: Found) -> list[Item]:
    return list(commission.items(paid_section.section(found), summary_of(found), SCREEN))


def charts(shown: Sequence[Item]) -> list[Chart]:
    return [item for item in shown if isinstance(item, Chart)]


def tables(shown: Sequence[Item]) -> list[ReportTable]:
    return [item for item in shown if isinstance(item, ReportTable)]


def said(shown: Sequence[Item]) -> list[str]:
    return [str(item.text) for item in shown if isinstance(item, Line)]


def keys(table: ReportTable) -> list[str]:
    return [column.key for column in table.columns]


def test_the_ranking_is_drawn_in_its_order_with_grades() -> None:
    (chart,) = charts(team_items(*TEAM))
    assert (chart.name, chart.table, chart.form, chart.label_key) == ("ranking", "ranking", "bars", "person")
    assert chart.labels == ("Ann · S", "Ben · B", "Cem · C", "Dan · D", "Eve · –")
    assert list(chart.series[0].values) == [Decimal("110.5"), Decimal(95), Decimal(70), Decimal(50), None]
    assert chart.hues == ("main", "main", "other", "other", "main")
    assert chart.limit is not None
    assert chart.limit[0] == Decimal("81.375")
    assert str(chart.told) == "Ann 110.5 分最高，Dan 50 分最低"


def test_whom_to_talk_to_who_is_an_example_and_that_people_decide() -> None:
    assert said(team_items(*TEAM)) == [
        "2026-06 考核 5 人：S 级 1 人、B 级 1 人、C 级 1 人、D 级 1 人，平均 81.4 分",
        "先谈：Dan（满意度少 9.0 分）、Cem（销售完成率少 12.0 分）",
        "优秀员工建议：Ann",
        "一直在后段：Dan（连续 2 期），先定改进计划",
        "排名只作建议：奖金、调岗、降级由人决定，处分前先核对劳动法",
    ]


def test_columns_that_nobody_has_anything_in_are_left_out() -> None:
    (table,) = tables(team_items(person("Ann", "90", "B", sales_target=Decimal(5)), person("Ben", "80", "B")))
    assert keys(table) == ["rank", "person", "score", "grade", "sales_target"]


def test_gaps_stand_in_a_table_of_their_own() -> None:
    feedback = tables(team_items(*TEAM))[1]
    assert (feedback.name, keys(feedback)) == ("feedback", ["person", "grade", "gap", "lost_points"])
    assert [row["person"] for row in feedback.rows.records()] == ["Cem", "Dan"]


def test_one_person_has_neither_mean_line_nor_two_ends() -> None:
    shown = team_items(person("Ann", "90", "B"))
    (chart,) = charts(shown)
    assert (chart.limit, str(chart.told)) == (None, "Ann 90 分")
    assert said(shown)[0] == "2026-06 考核 1 人：B 级 1 人，平均 90 分"


def test_two_people_have_a_mean() -> None:
    shown = team_items(person("Ann", "90", "B"), person("Ben", "81", "B"))
    assert said(shown)[0] == "2026-06 考核 2 人：B 级 2 人，平均 85.5 分"


def test_without_scores_there_is_a_table_and_no_chart() -> None:
    shown = team_items(person("Ann", None, new_customers=2), person("Ben", None))
    assert not charts(shown)
    assert [keys(table) for table in tables(shown)] == [["person", "new_customers"]]
    assert said(shown) == ["2026-06 没有人有得分：缺目标或名单"]


def test_many_people_are_all_in_the_table_and_the_first_in_the_chart() -> None:
    shown = team_items(*(person(f"P{at:03}", "80", "B") for at in range(team.SHOWN + 1)))
    assert (len(charts(shown)[0].labels), len(tables(shown)[0].rows)) == (team.SHOWN, team.SHOWN + 1)


PAID = (
    {"person": "Ann", "earned": "900.50", "deferred": "-800.00", "pay": "100.50", "open_deferred": "950.00"},
    {"person": "Ben", "earned": "300.00", "pay": "300.00"},
    {"person": "Cem"},
)


def test_pay_and_what_waits_stand_on_each_other() -> None:
    shown = paid_items(found_of(pay=paid(*PAID, budget="2000", year="2500")))
    (chart,) = charts(shown)
    assert (chart.stacked, chart.labels) == (True, ("Ben", "Ann", "Cem"))
    pay, waits = (list(map(str, each.values)) for each in chart.series)
    assert (pay, waits) == (["300.00", "100.50", "0"], ["0", "950.00", "0"])
    assert said(shown) == [
        "2026-06 发提成 2 人，合计 400.50",
        "等回款才发的还有 950.00，催款就是催提成",
        "本年累计实发 2,500.00，占全年预算 2,000 的 125.0%",
    ]
    (table,) = tables(shown)
    assert keys(table) == ["person", "earned", "deferred", "pay", "open_deferred"]
    assert (totals_of(table)["pay"], str(totals_of(table)["person"])) == (Decimal("400.50"), "合计")
    assert (table.unit, chart.unit) == (UNITS["1"], UNITS["1"])


def test_where_nothing_waits_there_is_one_bar_a_person() -> None:
    (chart,) = charts(paid_items(found_of(pay=paid({"person": "Ann", "earned": 5, "pay": 5}))))
    assert (chart.stacked, [each.key for each in chart.series]) == (False, ["pay"])


@pytest.mark.parametrize(("pay", "unit"), [("99999.99", UNITS["1"]), ("100000", None)])
def test_large_pay_is_in_the_unit_of_the_report(pay: str, unit: Any) -> None:  # noqa: ANN401 - a unit or none
    people = [{"person": name, "earned": pay, "pay": pay} for name in ("Ann", "Ben")]
    (table,) = tables(paid_items(found_of(pay=paid(*people))))
    assert table.unit == unit


def test_pay_of_nobody_has_no_chart() -> None:
    shown = paid_items(found_of(pay=paid({"person": "Ann"})))
    assert not charts(shown)
    assert keys(tables(shown)[0]) == ["person", "earned", "pay"]


def test_a_quarter_says_that_it_is_the_sum_of_its_months() -> None:
    shown = paid_items(found_of(period=SECOND, pay=paid(*PAID)))
    assert "本期是各月实发的合计" in said(shown)


def test_whoever_is_an_example_is_told_where_he_falls_short() -> None:
    best = person("Ann", "106", "A", exemplar=True, gap="collection", collection_rate=Decimal("0.573"))
    assert "回款率 57.3% 是Ann的短板，要一起改" in said(team_items(best))
    other = person("Ann", "106", "A", exemplar=True, gap="csat")
    assert "满意度是Ann的短板，要一起改" in said(team_items(other))
    assert not [line for line in said(team_items(*TEAM)) if "短板" in line]


def test_what_each_is_told_is_closed_and_so_is_pay_behind_its_chart() -> None:
    assert {table.name: table.folded for table in tables(team_items(*TEAM))} == {"ranking": False, "feedback": True}
    few, many = ([{"person": f"P{at}", "earned": "9", "pay": "9"} for at in range(count)] for count in (3, 4))
    for people, folded in ((few, False), (many, True)):
        (table,) = tables(paid_items(found_of(pay=paid(*people, budget="2000", year="2500"))))
        assert table.folded is folded
