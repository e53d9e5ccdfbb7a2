"""What differs between two plans by meaning, and what does not."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import yaml

from salesplan.compute.targets.versions.plan_changes import plan_changes
from salesplan.load.plan.loader import load_plan
from salesplan.model.plan.plan import Plan

OLD = """\
version: 1
unit: 100
year: {start: 2026-01-01}
parameters: {split: {history_years: 2}, season: {unstable: 50%}, pareto: {cuts: [70, 90]}}
goals:
  - {id: G1, statement: 全年 1200 万, target: {value: 1200万}, owner: 张三, end: 2026-12-31,
     milestones: [{date: 2026-06-30, value: 500万}]}
  - {id: G2, statement: 开拓西南}
factors:
  - {name: 新品, kind: internal, effect: +8%, confidence: 0.5}
  - {name: 降价, kind: external, effect: -4%}
targets:
  - {id: T, total: 1200万, by: [region, quarter], basis: {region: weights, quarter: even}, factors: 是,
     weights: {region: {华东: 60%, 华南: 40%}}, pins: {region=华东/quarter=2026-Q1: 100万}, max: {region=华南: 600万},
     commitments: [{path: region=华东, amount: 700万, by: 张三}]}
  - {id: R, of: T, by: [rep]}
scenarios: [{id: high, totals: {T: +10%}, factors: {新品: {effect: 12%}}}]
team:
  members:
    - {name: 张三, region: 华东}
    - {name: 李四, region: 华南, share: 0.5}
    - {name: 王五, region: 华南, moves: [{on: 2026-07-01, region: 华东}]}
  selling: {calls_per_day: 5, conversion: [30%, 20%], order: 5000}
"""
WRITTEN_OTHERWISE = """\
# the same plan, by another hand
team:
  selling: {order: '5,000', conversion: [0.3, .2], calls_per_day: 5.0}
  members:
    - region: 华南
      name: 王五
      moves:
        - region: 华东
          on: 2026年7月1日
    - {name: 李四, share: 50%, region: 华南, ramp: yes}
    - {name: 张三, region: 华东, vacancy: 否}
scenarios:
  - id: high
    factors: {新品: {effect: 0.12}}
    totals: {T: 10%}
targets:
  - id: R
    by: 业务员
    of: T
  - id: T
    metric: revenue
    total: 12,000,000
    by: 区域，季度
    factors: yes
    basis: {季度: 平均, 区域: 权重}
    weights: {region: {华南: 2, 华东: 3}}   # the same proportions
    max: {区域=华南: 6000000}
    pins:
      区域=华东/季度=2026-Q1: 1000000
    commitments:
      - by: 张三
        amount: 0.07亿
        path: 区域=华东
factors:
  - {name: 降价, effect: -0.04, kind: external, confidence: 1}
  - {name: 新品, kind: internal, effect: 8%, confidence: 50%}
goals:
  - {id: G2, statement: 开拓西南}
  - id: G1
    owner: 张三
    end: 2026/12/31
    target: {value: 12000000}
    statement: 全年 1200 万
    milestones: [{date: 2026年6月30日, value: 5000000}]
parameters:
  season: {unstable: 0.5, method: share}
  split:
    history_years: 2
year: {start: 2026/1/1}
unit: 100.0
version: 1
"""


def plan_of(text: str, folder: Path) -> Plan:
    (folder / "plan.yaml").write_text(text, "utf-8")
    return load_plan(str(folder / "plan.yaml")).plan


def changes(old: str, new: str, folder: Path) -> list[tuple[Any, ...]]:
    found = plan_changes(plan_of(old, folder), plan_of(new, folder))
    return [(c.kind, c.what, c.id, c.key, c.old, c.new) for c in found]


def test_spelling_order_and_comments_are_no_difference(tmp_path: Path) -> None:
    assert yaml.safe_load(OLD) != yaml.safe_load(WRITTEN_OTHERWISE)
    assert changes(OLD, WRITTEN_OTHERWISE, tmp_path) == []
    assert changes(WRITTEN_OTHERWISE, OLD, tmp_path) == []


M = Decimal(1_000_000)
REPLACED: list[tuple[str, str, tuple[Any, ...]]] = [
    ("total: 1200万", "total: 1300万", ("entry", "changed", "T", "total", 12 * M, 13 * M)),
    ("by: [region, quarter]", "by: [quarter, region]",
     ("entry", "changed", "T", "by", "region, quarter", "quarter, region")),
    ("quarter: even}", "quarter: workdays}", ("entry", "changed", "T", "basis.quarter", "even", "workdays")),
    ("=2026-Q1: 100万", "=2026-Q1: 120万",
     ("entry", "changed", "T", "pins.region=华东/quarter=2026-Q1", M, Decimal("1.2") * M)),
    (", max: {region=华南: 600万}", "", ("entry", "changed", "T", "max.region=华南", 6 * M, None)),
    ("max: {", "min: {region=华南: 0}, max: {", ("entry", "changed", "T", "min.region=华南", None, 0)),
    ("factors: 是", "factors: [新品]", ("entry", "changed", "T", "factors", "yes", "新品")),
    ("amount: 700万", "amount: 750万", ("entry", "changed", "T", "commitments.region=华东.amount", 7 * M, M * 15 / 2)),
    ("effect: +8%", "effect: +9%", ("factor", "changed", "新品", "effect", Decimal("0.08"), Decimal("0.09"))),
    ("  - {name: 降价, kind: external, effect: -4%}\n", "",
     ("factor", "removed", "降价", None, Decimal("-0.04"), None)),
    ("effect: 12%", "effect: 15%",
     ("scenario", "changed", "high", "factors.新品.effect", Decimal("0.12"), Decimal("0.15"))),
    ("T: +10%", "T: +12.5%", ("scenario", "changed", "high", "totals.T", "+10%", "+12.5%")),
    ("T: +10%", "T: 1500万", ("scenario", "changed", "high", "totals.T", "+10%", 15 * M)),
    ("owner: 张三", "owner: 李四", ("goal", "changed", "G1", "owner", "张三", "李四")),
    ("end: 2026-12-31", "end: 2026-11-30", ("goal", "changed", "G1", "end", "2026-12-31", "2026-11-30")),
    ("target: {value: 1200万}", "target: {change_pct: 8%, value: 1200万}",
     ("goal", "changed", "G1", "target.change_pct", None, Decimal("0.08"))),
    ("value: 500万", "value: 600万", ("goal", "changed", "G1", "milestones.2026-06-30.value", 5 * M, 6 * M)),
    ("  - {id: G2, statement: 开拓西南}\n", "", ("goal", "removed", "G2", None, "开拓西南", None)),
    ("factors:\n", "  - {id: G3, name: 人数}\nfactors:\n", ("goal", "added", "G3", None, None, "人数")),
    ("张三, region: 华东}", "张三, region: 华东, left: 2026-09-30}",
     ("team", "left", "张三", "left", None, "2026-09-30")),
    ("张三, region: 华东}", "张三, region: 华东, joined: 2026-02-01}",
     ("team", "joined", "张三", "joined", None, "2026-02-01")),
    ("张三, region: 华东}", "张三, region: 华南}", ("team", "moved", "张三", "region", "华东", "华南")),
    ("on: 2026-07-01, region: 华东", "on: 2026-07-01, region: 西南",
     ("team", "moved", "王五", "moves.2026-07-01.region", "华东", "西南")),
    ("share: 0.5", "share: 0.6", ("team", "changed", "李四", "share", Decimal("0.5"), Decimal("0.6"))),
    ("    - {name: 张三, region: 华东}\n", "", ("team", "removed", "张三", None, "华东", None)),
    ("  selling", "    - {name: 赵六}\n  selling", ("team", "added", "赵六", None, None, None)),
    ("[30%, 20%]", "[30%, 25%]", ("team", "changed", None, "selling.conversion", "0.3, 0.2", "0.3, 0.25")),
    ("unit: 100", "unit: 1000", ("key", "changed", None, "unit", 100, 1000)),
    ("unit: 100", "unit: 100\ncurrency: USD", ("key", "changed", None, "currency", "CNY", "USD")),
    ("start: 2026-01-01", "start: 2026-04-01", ("key", "changed", None, "year.start", "2026-01-01", "2026-04-01")),
    ("history_years: 2", "history_years: 3", ("key", "changed", None, "parameters.split.history_years", 2, 3)),
    ("unstable: 50%", "merge_spring: yes, unstable: 50%",
     ("key", "changed", None, "parameters.season.merge_spring", "no", "yes")),
]  # fmt: skip


@pytest.mark.parametrize(("was", "becomes", "expected"), REPLACED, ids=[f"{a[:25]}>{b[:25]}" for a, b, _ in REPLACED])
def test_each_change_is_one_row(was: str, becomes: str, expected: tuple[Any, ...], tmp_path: Path) -> None:
    assert OLD.count(was) == 1
    assert changes(OLD, OLD.replace(was, becomes), tmp_path) == [expected]


@pytest.mark.parametrize(
    ("was", "becomes"),
    [
        ("version: 1", "version: 1\nname: 别的名字\nlanguage: en\nsources: {orders: o.xlsx}"),
        ("pareto: {cuts: [70, 90]}", "pareto: {cuts: [80, 95]}"),
        ("unstable: 50%", "unstable: 50%, method: share"),
    ],
)
def test_what_does_not_bear_on_targets_is_no_difference(was: str, becomes: str, tmp_path: Path) -> None:
    assert changes(OLD, OLD.replace(was, becomes), tmp_path) == []


def test_weights_in_other_proportions_are_shown_as_they_are_written(tmp_path: Path) -> None:
    assert changes(OLD, OLD.replace("华南: 40%", "华南: 50%"), tmp_path) == [
        ("entry", "changed", "T", "weights.region.华南", Decimal("0.4"), Decimal("0.5"))
    ]
    added = changes(OLD, OLD.replace("华南: 40%", "华南: 40%, 西南: 0"), tmp_path)
    assert added == [("entry", "changed", "T", "weights.region.西南", None, 0)]
    flat = OLD.replace("{id: R, of: T, by: [rep]}", "{id: R, of: T, by: [rep], weights: {甲: 1, 乙: 0}}")
    nested = flat.replace("weights: {甲: 1, 乙: 0}", "weights: {rep: {甲: 5, 乙: 0}}")
    assert changes(flat, nested, tmp_path) == []


def test_an_id_that_was_renamed_is_one_gone_and_one_new(tmp_path: Path) -> None:
    assert changes(OLD, OLD.replace("id: R, of: T", "id: people, of: T"), tmp_path) == [
        ("entry", "added", "people", None, None, "T"),
        ("entry", "removed", "R", None, "T", None),
    ]


def test_a_zero_that_was_taken_away_is_a_difference(tmp_path: Path) -> None:
    zero = OLD.replace("=2026-Q1: 100万", "=2026-Q1: 0")
    none = OLD.replace(", pins: {region=华东/quarter=2026-Q1: 100万}", "")
    assert changes(zero, none, tmp_path) == [("entry", "changed", "T", "pins.region=华东/quarter=2026-Q1", 0, None)]


def test_a_last_day_that_moves_or_goes_is_no_leaving(tmp_path: Path) -> None:
    left = OLD.replace("张三, region: 华东}", "张三, region: 华东, left: 2026-09-30}")
    later = left.replace("09-30", "10-31")
    assert changes(left, later, tmp_path) == [("team", "changed", "张三", "left", "2026-09-30", "2026-10-31")]
    assert changes(left, OLD, tmp_path) == [("team", "changed", "张三", "left", "2026-09-30", None)]
