"""What rules say to write: a complete line, typed into the plan, ends what they found; a gap is plainly one."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest

from salesplan.api.plan_rules import need_plan
from salesplan.api.setting import setting
from salesplan.compute.plan.catalogue import chosen
from salesplan.compute.plan.rule import Facts, check
from salesplan.text import Lang

AS_OF = date(2026, 6, 30)
_LINE = re.compile(r"(?:写|：|write|Write|: )\s*((?:target|direction|unit|baseline|milestones|end|review|scope): .*)")


def fixes(folder: Path, text: str, code: str, lang: Lang = "zh") -> list[str]:
    """What a rule says to do about a plan."""
    file = folder / "plan.yaml"
    file.write_text(text, encoding="utf-8")
    plan = need_plan(setting(str(file), as_of=AS_OF), "check").plan
    return [problem.fix.in_(lang) for _, problem in check(Facts(plan, AS_OF), chosen((code,), ())).found]


def goal(fields: str) -> str:
    return f"goals:\n- id: G1\n  {fields}\n"


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize(
    ("code", "fields", "also"),
    [
        ("SMART-S2", "metric: 新客户\n  baseline: {value: 20}\n  statement: 新增30家", ()),
        ("SMART-S2", "metric: 账期\n  target: {value: 60}", ()),
        ("SMART-M1", "metric: 毛利率\n  statement: 毛利率做到40%", ()),
        ("SMART-M1", "metric: 毛利\n  statement: 从1000万提高到1200万", ()),
        ("SMART-M2", "metric: 走访率\n  target: {value: 60}", ()),
        ("SMART-M2", "metric: 走访天数\n  target: {value: 60}", ()),
        ("SMART-M2", "metric: 走访数\n  target: {value: 60}", ()),
        ("SMART-M2", "metric: 毛利率\n  statement: 毛利率做到40%", ()),
        ("SMART-M3", "metric: 毛利\n  statement: 从1000万提高到1200万", ()),
        ("SMART-T1", "metric: 毛利", ()),
        ("SMART-M5", "metric: 毛利", ()),
        ("SMART-M5", "start: 2026-07-01\n  end: 2026-07-14\n  review: monthly", ()),
        ("SMART-M5", "start: 2026-07-01\n  end: 2026-07-13\n  review: weekly", ()),
        ("SMART-S3", "metric: 毛利", ()),
        (
            "SMART-T5",
            "metric: 毛利\n  target: {value: 1000.5万}\n  start: 2026-07-01\n  end: 2026-12-31",
            ("SMART-T6", "GOAL-W05"),
        ),
        (
            "SMART-T5",
            "metric: 毛利率\n  baseline: {value: 35%}\n  target: {value: 40%}\n  start: 2026-07-01\n  end: 2026-12-31",
            ("SMART-T6", "GOAL-W05"),
        ),
        (
            "SMART-T5",
            "metric: 账期\n  baseline: {value: 61}\n  target: {value: 45}\n  start: 2026-07-01\n  end: 2026-08-01",
            ("SMART-T6", "GOAL-W05"),
        ),
        (
            "SMART-T5",
            "baseline: {value: 20}\n  target: {change_pct: 55%}\n  start: 2026-07-01\n  end: 2026-12-31",
            ("SMART-T6", "GOAL-W05"),
        ),
    ],
)  # fmt: skip
def test_a_line_that_is_typed_ends_the_finding(
    tmp_path: Path, code: str, fields: str, also: tuple[str, ...], lang: Lang
) -> None:
    (fix,) = fixes(tmp_path, goal(fields), code, lang)
    found = _LINE.search(fix)
    assert found, fix
    line = re.split(r"[，；（]|, or |; | or ", found[1])[0]
    key = line.partition(":")[0]
    mended = re.sub(rf"  {key}: .*\n", "", goal(fields)) + f"  {line}\n"
    for each in (code, *also):
        assert fixes(tmp_path, mended, each, lang) == []


@pytest.mark.parametrize(
    ("metric", "zh", "en"),
    [
        ("新客户", "写 target: {value: 〔多少家〕}", "write target: {value: [how many customers]}"),
        ("毛利率", "写 target: {value: 〔多少%〕}", "write target: {value: [how many %]}"),
        ("走访", "写 target: {value: 〔多少〕}", "write target: {value: [figure]}"),
    ],
)
def test_where_nothing_is_known_there_is_a_gap(tmp_path: Path, metric: str, zh: str, en: str) -> None:
    assert fixes(tmp_path, goal(f"metric: {metric}"), "SMART-S2") == [zh]
    assert fixes(tmp_path, goal(f"metric: {metric}"), "SMART-S2", "en") == [en]


def test_a_rate_without_a_baseline_has_a_gap_half_way(tmp_path: Path) -> None:
    fields = "metric: 毛利率\n  target: {value: 40%}\n  start: 2026-07-01\n  end: 2026-12-31"
    assert fixes(tmp_path, goal(fields), "SMART-T5") == [
        "写 milestones: [{date: 2026-09-30, value: 〔多少%〕}, {date: 2026-12-31, value: 40}]"
    ]


def test_the_unit_of_a_goal_in_wan_keeps_the_sentence_out(tmp_path: Path) -> None:
    fields = "metric: 毛利\n  unit: 万元\n  statement: 从1000万提高到1200万"
    assert fixes(tmp_path, goal(fields), "SMART-S2") == ["写 target: {value: 〔多少万元〕}"]


@pytest.mark.parametrize(
    ("metric", "near"),
    [
        ("销售颜", "销售额"),
        ("毛利绿", "毛利"),
        ("reveneu", "销售额"),
        ("走访率", None),
        ("客户黏度", None),
        ("家访数", None),
        ("拜访率", None),
        ("毛利额度率", None),
    ],
)
def test_the_nearest_measure_only_where_it_means_the_same_kind(tmp_path: Path, metric: str, near: str | None) -> None:
    (fix,) = fixes(tmp_path, goal(f"metric: {metric}"), "SMART-S1")
    guess = re.match(r"是不是(.+)？", fix)
    assert (guess[1] if guess else None) == near


def test_a_measure_that_is_declared_as_told_is_known(tmp_path: Path) -> None:
    for metric in ("走访率", "走访数", "家访 C", "a: b", "{x}", "it's"):
        quoted = '"' + metric + '"'
        (fix,) = fixes(tmp_path, goal(f"metric: {quoted}"), "SMART-S1")
        line = fix[fix.index("metrics: ") :]
        assert fixes(tmp_path, f"{line}\n" + goal(f"metric: {quoted}"), "SMART-S1") == []


def test_a_plan_with_measures_of_its_own_adds_to_them(tmp_path: Path) -> None:
    (fix,) = fixes(tmp_path, OWN + goal("metric: 走访率"), "SMART-S1")
    line = fix.partition("在 metrics 下面加一行 ")[2]
    assert line == '走访率: {unit: "%", better: up, additive: no}'
    assert fixes(tmp_path, f"{OWN}  {line}\n" + goal("metric: 走访率"), "SMART-S1") == []


def test_half_way_of_a_year_is_the_end_of_june(tmp_path: Path) -> None:
    fields = "metric: 新客户\n  target: {value: 30}\n  start: 2026-01-01\n  end: 2026-12-31"
    assert fixes(tmp_path, goal(fields), "SMART-T5") == [
        "写 milestones: [{date: 2026-06-30, value: 15}, {date: 2026-12-31, value: 30}]"
    ]


def test_the_measures_there_are_in_the_words_of_the_page(tmp_path: Path) -> None:
    (zh,) = fixes(tmp_path, goal("name: 无"), "SMART-S1")
    (en,) = fixes(tmp_path, "metrics: {samples: {unit: times}}\n" + goal("name: 无"), "SMART-S1", "en")
    assert zh.startswith("可以写：销售额、销量、订单量")
    assert "毛利率" in zh
    assert en.startswith("You can write: revenue, units sold")
    assert en.endswith("samples.")
    (rates,) = fixes(tmp_path, goal("metric: 走访率"), "SMART-S1")
    assert "续约率" in rates
    assert "销售额" not in rates


def test_the_last_day_is_none_that_is_over(tmp_path: Path) -> None:
    assert fixes(tmp_path, goal("metric: 毛利"), "SMART-T1") == ["写 end: 2026-12-31"]
    assert fixes(tmp_path, goal("metric: 毛利\n  start: 2027-03-01"), "SMART-T1") == ["写 end: 2027-12-31"]


def test_the_direction_that_the_figures_go(tmp_path: Path) -> None:
    text = goal("direction: increase\n  baseline: {value: 10}\n  target: {value: 9}")
    (fix,) = fixes(tmp_path, text, "GOAL-F03")
    assert fix.startswith("写 direction: decrease，")
    assert fixes(tmp_path, text.replace("increase", "decrease"), "GOAL-F03") == []


def test_the_scope_of_the_parent_as_it_is_typed(tmp_path: Path) -> None:
    text = "goals:\n- {id: G1, scope: {region: 华东}}\n- {id: G2, parent: G1, scope: all}\n"
    (fix,) = fixes(tmp_path, text, "SMART-R3")
    assert fix.startswith("写 scope: {region: 华东}，")
    assert fixes(tmp_path, text.replace("scope: all", "scope: {region: 华东}"), "SMART-R3") == []


def test_nobody_accountable_is_told_to_name_one(tmp_path: Path) -> None:
    assert fixes(tmp_path, "duties: {raci: [{task: 合同, R: 张三}]}", "RACI-F01") == ["写 A: 谁负责到底"]
    (two,) = fixes(tmp_path, "duties: {raci: [{task: 合同, R: 张三, A: [甲, 乙]}]}", "RACI-F01")
    assert two.startswith("A 只留一个人")


OWN = """\
metrics:
  样品数: {unit: 次, better: up, additive: yes, feeds: [赢单数], words: [送样数]}
  坏账率: {unit: "%", better: down}
"""
PARTS = """\
goals:
- {id: G1, metric: 样品数, target: {value: 9}, scope: all}
- {id: G2, metric: 送样数, parent: G1, target: {value: 5}, scope: {region: 甲}}
- {id: G3, metric: 送样数, parent: G1, target: {value: 5}, scope: {region: 乙}}
"""


@pytest.mark.parametrize(
    ("code", "rest", "count"),
    [
        ("SMART-S1", "goals: [{id: G1, metric: 送样数}]", 0),
        ("SMART-M2", "goals: [{id: G1, metric: 送样数, target: {value: 3}}]", 0),
        ("SMART-R2", "goals: [{id: G1, metric: revenue}, {id: G2, metric: 送样数, parent: G1}]", 0),
        ("SMART-R2", "goals: [{id: G1, metric: revenue}, {id: G2, metric: 坏账率, parent: G1}]", 1),
        ("SMART-A1", "goals: [{id: G1, metric: 坏账率, baseline: {value: 10}, target: {value: 9}}]", 0),
        ("SMART-A1", "goals: [{id: G1, metric: 坏账率, baseline: {value: 9}, target: {value: 10}}]", 1),
        ("SMART-C6", "goals: [{id: G1, metric: 样品数}]\nstrategy: {indicators: [{name: 送样数}]}", 0),
        ("SMART-C6", "goals: [{id: G1, metric: 样品数}]\nstrategy: {indicators: [{name: 坏账率}]}", 1),
        ("INC-N02", "goals: [{id: G1, metric: 样品数}]\nstrategy: {incentives: [{name: 奖, metric: 送样数}]}", 0),
        ("INC-W04", "goals: [{id: G1, metric: 样品数}]\nstrategy: {incentives: [{name: 奖, metric: 送样数}]}", 0),
        ("KPI-F01", "goals: [{id: G1, metric: 样品数}]\nstrategy: {indicators: [{name: 甲, metric: 送样数}]}", 0),
        ("SMART-C1", PARTS, 1),
    ],
)  # fmt: skip
def test_rules_use_the_measures_of_the_plan(tmp_path: Path, code: str, rest: str, count: int) -> None:
    assert len(fixes(tmp_path, OWN + rest + "\n", code)) == count
