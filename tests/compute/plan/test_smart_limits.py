"""Each limit of SMART+C by its boundary: at it, and just beyond, and moved by the plan's own parameter."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from salesplan.compute.plan.catalogue import catalogue
from salesplan.compute.plan.rule import Facts
from salesplan.model.plan.plan import Plan

AS_OF = date(2026, 6, 30)


def severities(code: str, *goals: dict[str, Any], smart: dict[str, Any] | None = None, **plan: Any) -> list[str]:  # noqa: ANN401 - parts of a plan as YAML gives them
    """The severities of what a rule finds in a plan of these goals."""
    made = [{"id": f"G{at}", **goal} for at, goal in enumerate(goals)]
    told = Plan.model_validate({"goals": made, "parameters": {"smart": smart or {}}, **plan})
    one = catalogue()[code]
    return [hit.severity or one.severity for hit in one.find(Facts(told, AS_OF))]


def grown(target: Any, base: Any = 1000, **more: Any) -> dict[str, Any]:  # noqa: ANN401 - any figure
    return {"metric": "revenue", "baseline": {"value": base}, "target": {"value": target}, **more}


@pytest.mark.parametrize(
    ("goal", "found"),
    [
        (grown(999), ["warning"]),
        (grown(1000), []),
        (grown(1300), []),
        (grown("1300.01"), ["warning"]),
        (grown(1500), ["warning"]),
        (grown("1500.01"), ["error"]),
        (grown("1500.01", justification="新厂投产"), ["warning"]),
        (grown(1000, direction="decrease"), []),
        (grown(1001, direction="decrease"), []),
        (grown(60, 90, metric="账期"), ["warning"]),
        (grown(60, 91, metric="账期", direction="decrease"), ["error"]),
        (grown(91, 90, metric="账期"), ["warning"]),
        (grown(1000, 1300, direction="decrease"), []),
        (grown(1000, 1301, direction="decrease"), ["warning"]),
        (grown(1000, 1501, direction="decrease"), ["error"]),
        (grown(1000, 1300, metric="credit_days"), []),
        (grown(1300, metric="credit_days", direction="increase"), []),
        (grown(0), []),
        (grown(100, 0), []),
        ({"metric": "revenue", "target": {"value": 5}}, []),
        ({"metric": "revenue", "baseline": {"value": 100}, "target": {"change_pct": "31%"}}, ["warning"]),
        ({"metric": "revenue", "baseline": {"value": 100}, "target": {"change_abs": "30"}}, []),
    ],
)
def test_stretch(goal: dict[str, Any], found: list[str]) -> None:
    assert severities("SMART-A1", goal) == found


@pytest.mark.parametrize(
    ("goal", "zh", "en"),
    [
        (
            grown(1600),
            "目标 G0 够不着，也没写理由：是基线的 1.6 倍（1,600 对 1,000）",
            "goal G0 is out of reach, and no reason given: 1.6 times its baseline (1,600 to 1,000)",
        ),
        (
            grown(60, 90, metric="账期", direction="decrease"),
            "目标 G0 偏激进：基线是它的 1.5 倍（90 对 60）",
            "goal G0 is bold: its baseline is 1.5 times it (90 to 60)",
        ),
    ],
)
def test_what_a_goal_is_compared_with_is_named(goal: dict[str, Any], zh: str, en: str) -> None:
    one = catalogue()["SMART-A1"]
    (hit,) = one.find(Facts(Plan.model_validate({"goals": [{"id": "G0", **goal}]}), AS_OF))
    told = one.title.format(**hit.words)
    assert (told.in_("zh"), told.in_("en")) == (zh, en)


def test_stretch_by_the_plans_own_limits() -> None:
    limits = {"stretch": ["1.1", "1.2", "1.25"]}
    told = [severities("SMART-A1", grown(target), smart=limits) for target in (1099, 1100, 1200, 1201, 1250, 1251)]
    assert told == [["warning"], [], [], ["warning"], ["warning"], ["error"]]


@pytest.mark.parametrize(("target", "found"), [(1049, ["error"]), (1050, []), (1051, [])])
def test_challenging(target: int, found: list[str]) -> None:
    assert severities("SMART-C8", grown(target), smart={"c": "challenging"}) == found
    assert severities("SMART-C8", grown(target)) == []


def test_challenging_by_the_plans_own_limit() -> None:
    limit = {"c": ["challenging"], "challenging": "1.2"}
    assert severities("SMART-C8", grown(1199), smart=limit) == ["error"]
    assert severities("SMART-C8", grown(1200), smart=limit) == []


JULY = {"start": "2026-07-01", "end": "2026-07-31"}
TEAM = {
    "members": [{"name": "张三", "region": "华东"}, {"name": "李四", "region": "华南", "share": "0.5"}],
    "selling": {"calls_per_day": 10, "conversion": ["10%"], "order": 1000},
}


@pytest.mark.parametrize(
    ("goal", "found"),
    [
        ({"scope": "all", "target": {"value": 34500}}, []),
        ({"scope": "all", "target": {"value": 34501}}, ["warning"]),
        ({"scope": "all", "target": {"value": 37950}}, ["warning"]),
        ({"scope": "all", "target": {"value": 37951}}, ["error"]),
        ({"scope": {"region": "华南"}, "target": {"value": 11501}}, ["warning"]),
        ({"scope": {"rep": "李四"}, "target": {"value": 11500}}, []),
        ({"scope": {"product": "泵"}, "target": {"value": 99999}}, []),
        ({"scope": {"team": "一组"}, "target": {"value": 99999}}, []),
        ({"scope": {"region": "西北"}, "target": {"value": 99999}}, []),
        ({"target": {"value": 99999}}, []),
        ({"scope": "all", "metric": "orders", "target": {"value": 35}}, ["warning"]),
        ({"scope": "all", "metric": "毛利", "target": {"value": 99999}}, []),
        ({"scope": "all", "target": {"value": 99999}, "end": "2040-07-01"}, []),
    ],
)
def test_capacity(goal: dict[str, Any], found: list[str]) -> None:
    """23 working days of July, ten calls, one order in ten, 1,000 each: 23,000 full time, 11,500 half."""
    assert severities("SMART-A2", {**JULY, "metric": "revenue", **goal}, team=TEAM) == found


def test_capacity_by_the_plans_own_limits_and_without_data() -> None:
    goal = {**JULY, "metric": "revenue", "scope": "all", "target": {"value": 34500}}
    assert severities("SMART-A2", goal, team=TEAM, smart={"capacity": ["0.5", "0.9"]}) == ["error"]
    assert severities("SMART-A2", goal, team={"members": TEAM["members"]}) == []


@pytest.mark.parametrize(
    ("statement", "found"),
    [
        ("提高20.05%", []),
        ("提高20.06%", ["error"]),
        ("提高19.95%", []),
        ("提高19.94%", ["error"]),
        ("从1000提高到1200", []),
        ("从1001提高到1200", ["error"]),
        ("从1000提高到1201", ["error"]),
        ("提高200，达到1200", []),
        ("在92天内提高20%", []),
        ("在95天内提高20%", []),
        ("在89天内提高20%", []),
        ("在96天内提高20%", ["error"]),
        ("在88天内提高20%", ["error"]),
        ("在三个月内提高20%", []),
        ("在一季度内提高20%", ["error"]),
        ("在一个季度内提高20%", []),
        ("在半年内提高20%", ["error"]),
        ("服务3个大区，做到1200", []),
        ("毛利率保持30%，提高20%", []),
        ("从1001起步", ["error"]),
        ("提高25%，做到1300，半年内", ["error"] * 3),
    ],
)
def test_a_sentence_against_its_fields(statement: str, found: list[str]) -> None:
    goal = grown(1200, start="2026-07-01", end="2026-09-30", statement=statement)
    assert severities("SMART-S6", goal) == found


THIRD = {"start": "2026-07-01", "end": "2026-09-30"}
FIRST_HALF = {"start": "2026-01-01", "end": "2026-06-30"}
WHOLE_YEAR = {"start": "2026-01-01", "end": "2026-12-31"}


@pytest.mark.parametrize(
    ("statement", "days", "found"),
    [
        *((f"{named}销售额做到320万", THIRD, []) for named in ("三季度", "第三季度", "2026年三季度", "Q3", "第3季度")),
        *(
            (f"{named}销售额做到320万", THIRD, [])
            for named in ("26年三季度", "2026Q3", "下半年", "全年", "7月", "七月")
        ),
        *((f"{named}銷售額做到320萬", THIRD, []) for named in ("三季度", "第三季度", "下半年", "全年", "7月份")),
        *((f"{named} reach 3.2 million", THIRD, []) for named in ("in Q3", "in the third quarter", "in Q3 2026")),
        *(
            (f"{named}销售额做到320万", THIRD, ["error"])
            for named in ("四季度", "Q4", "上半年", "2027年三季度", "10月")
        ),
        *((f"{named}銷售額做到320萬", THIRD, ["error"]) for named in ("四季度", "第四季度", "上半年")),
        ("reach 3.2 million in the fourth quarter", THIRD, ["error"]),
        ("四季度320万", THIRD, ["error"]),
        ("二季度290万，三季度320万", THIRD, []),
        ("上半年销售额做到320万", FIRST_HALF, []),
        ("下半年销售额做到320万", FIRST_HALF, ["error"]),
        ("三个季度做到320万", WHOLE_YEAR, ["error"]),
        ("三个季度做到320万", {"start": "2026-01-01", "end": "2026-09-30"}, []),
        ("全年做到320万", WHOLE_YEAR, []),
        ("到2026年底做到320万", WHOLE_YEAR, []),
        ("到2027年底做到320万", WHOLE_YEAR, ["error"]),
        ("到2027年底做到320萬", WHOLE_YEAR, ["error"]),
        ("2026年6月底前做到320万", WHOLE_YEAR, ["error"]),
        ("6月30日前做到320万", WHOLE_YEAR, ["error"]),
        ("12月28日前做到320万", WHOLE_YEAR, []),
        ("12月27日前做到320万", WHOLE_YEAR, ["error"]),
        ("截至2026-06-30做到320万", WHOLE_YEAR, ["error"]),
        ("年底前做到320万", WHOLE_YEAR, []),
        ("年底前做到320万", THIRD, ["error"]),
        ("6月底做到150万，年底做到320万", WHOLE_YEAR, []),
        ("比2025年提高，年底做到320万", WHOLE_YEAR, []),
        ("2025年做到320万", WHOLE_YEAR, ["error"]),
        ("by June 2026 reach 3.2 million", WHOLE_YEAR, ["error"]),
        ("by 31 December 2026 reach 3.2 million", WHOLE_YEAR, []),
        ("by the end of 2026 reach 3.2 million", WHOLE_YEAR, []),
        ("by 2027 reach 3.2 million", WHOLE_YEAR, []),
        ("到2026年底做到320万", {"end": "2026-12-31"}, []),
        ("到2027年底做到320万", {"end": "2026-12-31"}, ["error"]),
        ("三季度做到320万", {}, []),
    ],
)
def test_the_days_that_a_sentence_names(statement: str, days: dict[str, str], found: list[str]) -> None:
    goal = {"metric": "revenue", "target": {"value": "320万"}, "statement": statement, **days}
    assert severities("SMART-S6", goal) == found


def test_a_quarter_may_be_one_of_the_plans_own_year() -> None:
    goal = {"metric": "revenue", "target": {"value": "320万"}, "statement": "二季度做到320万", **THIRD}
    assert severities("SMART-S6", goal, year={"start": "2026-04-01"}) == []
    assert severities("SMART-S6", goal) == ["error"]


@pytest.mark.parametrize(
    ("statement", "found"),
    [
        ("销售额做到320万，费用率不超过5%", []),
        ("銷售額做到320萬，費用率不超過5%", []),
        ("销售额做到320万，其中老客户占70%", []),
        ("销售额做到320万，其中华东提高50%", []),
        ("销售额做到320万，新客户30家", []),
        ("销售额做到320万，新客户增长30%", []),
        ("费用率下降5%，销售额做到320万", []),
        ("reach 3.2 million with a cost ratio of at most 5%", []),
        ("raise sales to 3.2 million, customers up 30%", []),
        ("销售额在三季度提高30万", []),
        ("銷售額在三季度提高30萬", []),
        ("raise sales by 300,000", []),
        ("销售额提高40万", ["error"]),
        ("raise sales by 400,000", ["error"]),
        ("销售额提高10%", ["error"]),
        ("销售额增长12%，费用率不超过5%", ["error"]),
        ("销售额提高到290万", ["error"]),
        ("销售额达到150万", ["error"]),
        ("完成销售额150万", ["error"]),
        ("raise sales to 2.9 million", ["error"]),
        ("6月底做到150万，9月底做到320万", []),
        ("2026完成销售额叁佰贰拾万", []),
        ("2026完成销售额叁佰叁拾万", ["error"]),
        ("完成销售额三百二十万元", []),
        ("销售额做到3百万", ["error"]),
        ("从290万做到320万", []),
        ("从320万做到320万", ["error"]),
    ],
)
def test_figures_of_something_else_are_not_the_target(statement: str, found: list[str]) -> None:
    steps = [{"date": "2026-08-31", "value": "150万"}, {"date": "2026-09-30", "value": "320万"}]
    goal = grown("320万", "290万", statement=statement, milestones=steps, **THIRD)
    assert severities("SMART-S6", goal) == found


def test_a_year_and_formal_numerals() -> None:
    goal = {"metric": "revenue", "target": {"value": "1200万"}, **WHOLE_YEAR}
    for words in (
        "2026全年完成销售额壹仟贰佰万",
        "2026全年完成銷售額壹仟貳佰萬",
        "2026年完成1200万",
        "2026完成1.2千万",
    ):
        assert severities("SMART-S6", {**goal, "statement": words}) == []
    assert severities("SMART-S6", {**goal, "statement": "2026全年完成销售额壹仟叁佰万"}) == ["error"]


def test_an_aim_in_words_is_the_target_even_where_a_milestone_has_it() -> None:
    steps = [{"date": "2026-06-30", "value": "2800万"}, {"date": "2026-12-31", "value": "2900万"}]
    goal = {"metric": "revenue", "statement": "销售额提高到 2800 万元", "target": {"value": "2900万"}, **WHOLE_YEAR}
    assert severities("SMART-S6", {**goal, "milestones": steps}) == ["error"]
    assert severities("SMART-S6", {**goal, "baseline": {"value": "2800万"}}) == ["error"]
    assert severities("SMART-S6", {**goal, "target": {"value": "2800万"}, "milestones": steps}) == []


def test_a_rate_told_as_a_value_or_a_change() -> None:
    rate = {"metric": "回款率", "unit": "%", "baseline": {"value": 80}, "target": {"value": 85}}
    words = (
        "回款率达到85%",
        "回款率提高5个百分点",
        "回款率提高6.25%",
        "回款率提高到80%",
        "回款率提高7个百分点",
        "回款率不低于80%",
    )
    told = [severities("SMART-S6", {**rate, "statement": one}) for one in words]
    assert told == [[], [], [], ["error"], ["error"], ["error"]]


@pytest.mark.parametrize(
    ("statement", "scope", "found"),
    [
        ("华东销售额做到320万", "all", ["warning"]),
        ("销售额做到320万", "all", []),
        ("华东销售额做到320万", {"region": "华东"}, []),
        ("华东、华南销售额做到320万", "all", []),
        ("全公司销售额做到320万，重点在华东", "all", []),
        ("销售额做到320万，负责人 华东王经理", "all", []),
    ],
)
def test_a_sentence_about_a_region_in_a_goal_for_all(statement: str, scope: Any, found: list[str]) -> None:  # noqa: ANN401 - as YAML gives it
    goal = {"metric": "revenue", "target": {"value": "320万"}, "statement": statement, "scope": scope}
    assert severities("SMART-S6", goal, team=TEAM) == found


def test_a_sentence_by_the_plans_own_tolerance() -> None:
    wide = {"tolerance": {"percent": 1, "duration": 10}}
    goal = grown(1200, start="2026-07-01", end="2026-09-30")
    told = [
        severities("SMART-S6", {**goal, "statement": words}, smart=wide)
        for words in ("提高21%", "提高21.1%", "102天提高20%", "103天提高20%")
    ]
    assert told == [[], ["error"], [], ["error"]]


def test_a_sentence_in_another_unit_or_of_a_rate() -> None:
    wan = grown(1200, unit="万元", statement="从1000万提高到1200万元")
    rate = {"metric": "转化率", "baseline": {"value": "0.2"}, "target": {"value": "0.25"}}
    wide = {**wan, "statement": "服务3个大区，从1000万提高到1200万元"}
    assert severities("SMART-S6", wide) == []
    assert severities("SMART-S6", wan, {**rate, "statement": "从20%提高到25%"}) == []
    assert severities("SMART-S6", {**rate, "statement": "提高到26%"}) == ["error"]
    assert severities("SMART-S6", grown(45, 60, metric="账期", statement="从60天降到45天")) == []


def test_further_vague_words_of_the_plan() -> None:
    words = {"vague": ["上台阶"]}
    assert severities("SMART-S5", {"statement": "销售上台阶"}, smart=words) == ["error"]
    assert severities("SMART-S5", {"statement": "销售上台阶，达到30家"}, smart=words) == ["warning"]
    assert severities("SMART-S5", {"statement": "销售上台阶"}) == []


@pytest.mark.parametrize(
    ("review", "end", "found"),
    [
        ("daily", "2026-07-02", []),
        ("daily", "2026-07-01", ["warning"]),
        ("weekly", "2026-07-14", []),
        ("weekly", "2026-07-13", ["warning"]),
        ("monthly", "2026-08-31", []),
        ("monthly", "2026-08-30", ["warning"]),
        ("monthly", None, []),
        (None, "2026-12-31", ["warning"]),
    ],
)
def test_review(review: str | None, end: str | None, found: list[str]) -> None:
    assert severities("SMART-M5", {"review": review, "start": "2026-07-01", "end": end}) == found


def test_baseline() -> None:
    assert severities("SMART-M3", {"target": {"change_pct": "5%"}, "baseline": {"value": 0}}) == ["error"]
    assert severities("SMART-M3", {"target": {"value": 5, "change_pct": "5%"}}) == ["warning"]
    assert severities("SMART-M3", {"target": {"value": 5}, "baseline": {"value": 0}}) == []


@pytest.mark.parametrize(("end", "found"), [("2026-06-30", []), ("2026-06-29", ["warning"])])
def test_over(end: str, found: list[str]) -> None:
    assert severities("SMART-T3", {"end": end}) == found


def test_milestones_due() -> None:
    goal = {"start": "2026-07-01", "end": "2026-08-01"}
    assert severities("SMART-T5", goal) == ["warning"]
    assert severities("SMART-T5", goal, smart={"milestone_days": 32}) == []
    assert severities("SMART-T5", {**goal, "milestones": [{"date": "2026-07-15", "value": 1}]}) == []


@pytest.mark.parametrize(
    ("steps", "count"),
    [
        ([("07-31", 4), ("08-31", 8), ("09-30", 12)], 0),
        ([("07-31", 4), ("07-31", 8), ("09-30", 12)], 1),
        ([("07-31", 8), ("08-31", 4), ("09-30", 12)], 1),
        ([("07-31", 4), ("08-31", 8)], 1),
        ([("08-31", 8), ("07-31", 4)], 2),
        ([("07-31", 20), ("08-31", 15), ("09-30", 12)], 0),
    ],
)
def test_milestones(steps: list[tuple[str, int]], count: int) -> None:
    made = [{"date": f"2026-{day}", "value": value} for day, value in steps]
    assert len(severities("SMART-T6", {"target": {"value": 12}, "milestones": made})) == count


@pytest.mark.parametrize(
    ("goal", "found"),
    [
        ({"metric": "revenue", "direction": "increase"}, ["error"]),
        ({"metric": "revenue", "baseline": {"value": 1000}}, ["error"]),
        ({"metric": "revenue", "baseline": {"value": 1400}}, []),
        ({"metric": "账期", "direction": "decrease"}, []),
        ({"metric": "revenue", "direction": "keep"}, []),
    ],
)
def test_milestones_go_the_way_of_the_goal(goal: dict[str, Any], found: list[str]) -> None:
    steps = [{"date": "2026-06-30", "value": 1300}, {"date": "2026-12-31", "value": 1200}]
    assert severities("SMART-T6", {**goal, "target": {"value": 1200}, "milestones": steps}) == found


def test_the_last_milestone_of_a_relative_target() -> None:
    goal = {"baseline": {"value": 10}, "target": {"change_pct": "20%"}}
    assert severities("SMART-T6", {**goal, "milestones": [{"date": "2026-09-30", "value": 12}]}) == []
    assert severities("SMART-T6", {**goal, "milestones": [{"date": "2026-09-30", "value": 11}]}) == ["error"]


def child(value: Any, **more: Any) -> dict[str, Any]:  # noqa: ANN401 - any figure
    return {"parent": "G0", "metric": "revenue", "target": {"value": value}, **more}


def test_two_ways_to_cut_a_whole_each_make_it() -> None:
    whole = {"metric": "revenue", "target": {"value": 100}, "scope": "all"}
    east, south = child(60, scope={"region": "华东"}), child(40, scope={"区域": "华南", "channel": "直销"})
    pumps = child(99, scope={"product": "泵"})
    assert severities("SMART-C1", whole, east, south) == []
    assert severities("SMART-C1", whole, east, south, pumps) == ["error"]
    assert severities("SMART-C1", whole, east, south, child(100, scope={"product": "泵"})) == []
    assert severities("SMART-C1", whole, east, child(40)) == []
    assert severities("SMART-C1", whole, east, child(40, metric="orders")) == ["error"]
    assert severities("SMART-C1", whole, child(None, scope={"region": "华东"})) == []


def test_the_margin_of_the_parts_is_the_plans() -> None:
    whole = {"metric": "revenue", "target": {"value": 100}}
    assert severities("SMART-C1", whole, child(105), smart={"over_assignment": "5%"}) == ["warning"]
    assert severities("SMART-C1", whole, child("105.01"), smart={"over_assignment": "5%"}) == ["error"]
    assert severities("SMART-C1", {**whole, "metric": "csat"}, child(1, metric="csat")) == []


def test_hours_by_the_plans_own_day_and_the_owners_part() -> None:
    goal = {**JULY, "owner": "李四", "hours": 93}
    assert severities("SMART-C3", goal, team=TEAM) == ["error"]
    assert severities("SMART-C3", {**goal, "hours": 92}, team=TEAM) == []
    assert severities("SMART-C3", {**goal, "owner": "王五"}, team=TEAM) == []
    assert severities("SMART-C3", {**goal, "hours": 92}, team=TEAM, smart={"hours_per_day": 7}) == ["error"]
    late = {"start": "2026-08-01", "end": "2026-08-31", "owner": "李四", "hours": 80}
    assert severities("SMART-C3", {**goal, "hours": 92}, late, team=TEAM) == []
    assert severities("SMART-C3", {**goal, "hours": 92}, {**goal, "hours": 1, "end": "2026-07-30"}, team=TEAM) == [
        "error"
    ]


def goes(metric: str, direction: str, **more: Any) -> dict[str, Any]:  # noqa: ANN401 - parts of a goal
    return {"metric": metric, "direction": direction, "target": {"value": 5}, **more}


def test_opposing_goals() -> None:
    more, less = goes("visits", "increase"), goes("差旅费", "decrease")
    assert severities("SMART-C4", more, less) == ["warning"]
    assert severities("SMART-C4", less, more) == ["warning"]
    assert severities("SMART-C4", more, goes("差旅费", "increase")) == []
    assert severities("SMART-C4", {**more, **JULY}, {**less, "start": "2026-08-01", "end": "2026-08-31"}) == []
    assert severities("SMART-C4", {**more, **JULY}, {**less, "start": "2026-07-31", "end": "2026-08-31"}) == ["warning"]
    assert severities("SMART-C4", {**more, "scope": {"region": "华东"}}, {**less, "scope": {"region": "华南"}}) == []
    assert severities("SMART-C4", {**more, "scope": {"region": "华东"}}, {**less, "scope": "all"}) == ["warning"]


def test_growth_and_collection_are_opposed_where_credit_days_rise() -> None:
    growth, collection = goes("revenue", "increase"), goes("回款率", "increase")
    assert severities("SMART-C4", growth, collection) == []
    assert severities("SMART-C4", growth, collection, goes("账期", "increase")) == ["warning"]


def test_opposing_pairs_are_the_plans() -> None:
    pair = {"opposing": [["客户数+", "csat-"]]}
    assert severities("SMART-C4", goes("customers", "increase"), goes("满意度", "decrease"), smart=pair) == ["warning"]
    assert severities("SMART-C4", goes("visits", "increase"), goes("差旅费", "decrease"), smart=pair) == []


@pytest.mark.parametrize(
    ("wins", "rate", "found"),
    [
        (100, "0.25", []),
        ("101.01", "0.25", []),
        ("101.02", "25", ["error"]),
        ("99.01", "25", []),
        (99, "0.25", ["error"]),
    ],
)
def test_wins_are_leads_times_conversion(wins: Any, rate: str, found: list[str]) -> None:  # noqa: ANN401 - any figure
    """400 leads and a quarter of them are 100; a gap of 1 % of the wins is allowed."""
    goals = ({"metric": "wins", "target": {"value": wins}}, {"metric": "线索数", "target": {"value": 400}})
    assert severities("SMART-C5", *goals, {"metric": "转化率", "target": {"value": rate}}) == found


def test_a_gap_of_just_one_percent_is_allowed() -> None:
    goals = [{"metric": name, "target": {"value": aim}} for name, aim in (("wins", 100), ("leads", 400))]
    assert severities("SMART-C5", *goals, {"metric": "转化率", "target": {"value": "0.2475"}}) == []
    assert severities("SMART-C5", *goals, {"metric": "转化率", "target": {"value": "0.2474"}}) == ["error"]


def test_identities_hold_within_one_scope_and_span_of_days() -> None:
    goals = [{"metric": "wins", "target": {"value": 1}}, {"metric": "线索数", "target": {"value": 400}}]
    rate = {"metric": "转化率", "target": {"value": "0.25"}}
    assert severities("SMART-C5", *goals, {**rate, "scope": "all"}) == []
    assert severities("SMART-C5", *goals, {**rate, "end": "2026-12-31"}) == []
    assert severities("SMART-C5", *goals, rate, smart={"identity_gap": 100}) == []


def test_rewards_need_a_scheme() -> None:
    assert severities("SMART-C6", {"metric": "revenue"}) == []
    scheme = {"indicators": [{"name": "新客户", "goals": ["G0"]}]}
    assert severities("SMART-C6", {"metric": "revenue"}, {"metric": "csat"}, strategy=scheme) == ["warning"]


def test_the_day_of_agreement() -> None:
    goal = {"owner": "张三", "agreed_by": ["张三"], "start": "2026-07-01"}
    told = [severities("SMART-C7", {**goal, "agreed_on": day}) for day in ("2026-07-01", "2026-07-02", None)]
    assert told == [[], ["warning"], ["warning"]]
    assert severities("SMART-C7", {**goal, "agreed_on": "2026-07-02"}, smart={"c": ["commitment"]}) == ["error"]


@pytest.mark.parametrize(
    "smart",
    [
        {"stretch": ["1.3", "1.0", "1.5"]},
        {"stretch": ["0", "1.0", "1.5"]},
        {"capacity": ["1.1", "1.0"]},
        {"opposing": [["revenue+"]]},
        {"opposing": [["revenue", "csat+"]]},
        {"c": "charming"},
        {"c": []},
    ],
)
def test_parameters_that_make_no_sense_are_refused(smart: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match="smart"):
        Plan.model_validate({"parameters": {"smart": smart}})


@pytest.mark.parametrize(
    ("statement", "found"),
    [
        ("从80%提高到85%", []),
        ("从79%提高到85%", ["error"]),
        ("回款率从90%提高到85%", ["error"]),
        ("raise the collection rate from 80% to 85%", []),
        ("raise the collection rate from 78% to 85%", ["error"]),
    ],
)
def test_a_rate_starts_from_its_baseline(statement: str, found: list[str]) -> None:
    rate = {"metric": "回款率", "unit": "%", "baseline": {"value": 80}, "target": {"value": 85}}
    assert severities("SMART-S6", {**rate, "statement": statement}) == found
