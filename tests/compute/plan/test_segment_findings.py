"""When a segmentation is too rough: the limits themselves are still allowed."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from salesplan.api.plan_rules import rule_findings
from salesplan.api.setting import setting

LIST = "客户编号,客户名称,行业\n" + "".join(
    f"{n},客户{n},{trade}\n" for n, trade in enumerate(["水务"] * 5 + ["化工"] * 3 + ["食品", ""])
)
PLAN = """\
sources: {customers: 客户.csv}
parameters: {segments: {min_size: LEAST, unmatched: LIMIT}}
market:
  segments:
  - {id: A, when: {行业: 水务}, size: 1, growth: 1, profit: 1, fit: 1, access: 1}
  - {id: B, when: {行业: [水务, 化工]}, size: 1, growth: 1, profit: 1, fit: 1, access: 1}
"""


def codes(folder: Path, plan: str) -> list[str]:
    (folder / "客户.csv").write_text(LIST, "utf-8")
    (folder / "plan.yaml").write_text(plan, "utf-8")
    where = setting(str(folder / "plan.yaml"), as_of=date(2026, 6, 30))
    return [problem.code for problem in rule_findings(where, ("SEG",))]


@pytest.mark.parametrize(
    ("least", "limit", "found"),
    [
        ("3", "20%", []),
        ("4", "20%", ["SEG-W06"]),
        ("3", "19.9%", ["SEG-W05"]),
        ("6", "0", ["SEG-W05", "SEG-W06", "SEG-W06"]),
    ],
)
def test_limits(tmp_path: Path, least: str, limit: str, found: list[str]) -> None:
    """Two of ten have no segment; B has three customers, those of A not counted again."""
    assert codes(tmp_path, PLAN.replace("LEAST", least).replace("LIMIT", limit)) == found


def test_counts_wait_for_rules_that_can_be_applied(tmp_path: Path) -> None:
    """With a fault in the rules only the fault is told."""
    plan = PLAN.replace("LEAST", "9").replace("LIMIT", "0")
    assert codes(tmp_path, plan.replace("行业: 水务}", "行业: 9..1}")) == ["SEG-F02"]
    assert codes(tmp_path, plan.replace("行业: 水务}", "身高: 水务}")) == ["SEG-F01"]


def test_a_measure_that_weighs_nothing_needs_no_score(tmp_path: Path) -> None:
    plan = PLAN.replace("LEAST", "1").replace("unmatched: LIMIT", "unmatched: 1, weights: {access: 0}")
    assert codes(tmp_path, plan.replace(", access: 1", "")) == []
    assert codes(tmp_path, plan.replace(", fit: 1", "")) == ["SEG-N07", "SEG-N07"]


def test_the_headers_offered_are_those_of_the_list(tmp_path: Path) -> None:
    plan = PLAN.replace("LEAST", "1").replace("LIMIT", "1").replace("行业: 水务}", "产业: 水务, 行叶: 水务}")
    (tmp_path / "客户.csv").write_text(LIST, "utf-8")
    (tmp_path / "plan.yaml").write_text(plan, "utf-8")
    where = setting(str(tmp_path / "plan.yaml"), as_of=date(2026, 6, 30))
    (told,) = rule_findings(where, ("SEG-F01",))
    assert (told.value, told.place.line) == ("行叶", 5)
    assert str(told.fix).startswith("是不是“行业”？")
    assert "客户编号、客户名称、行业" in str(told.fix)
