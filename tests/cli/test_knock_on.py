"""What follows only from a value that is reported already is not told."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from program import Run

KIND = "market:\n  competitors:\n  - {name: 甲, kind: 同行}\n"
BUYING = "market: {size: {bottom_up: [{segment: a, customers: 100, buying: 140%, spend: 1万, source: x}]}}\n"
COVERAGE = "strategy:\n  channels:\n  - {name: c, coverage: 160%}\n"
OWNER = "goals:\n- id: G1\n  负责人: 张三\n"
TURNED = (
    "goals:\n- {id: G1, start: 2026-12-31, end: 2026-01-01, review: monthly,"
    " milestones: [{date: 2026-06-30, value: 1}]}\n"
)


@pytest.mark.parametrize(
    ("text", "there", "gone"),
    [
        pytest.param(KIND, "PLAN-choice", ["RIVAL-W02"], id="kind"),
        pytest.param(BUYING, "PLAN-bound", ["SIZE-W06"], id="buying"),
        pytest.param(COVERAGE, "PLAN-bound", ["CHAN-W04"], id="coverage"),
        pytest.param(OWNER, "PLAN-unknown-key", ["SMART-S4"], id="owner"),
        pytest.param("目标:\n- id: G1\n", "PLAN-unknown-key", ["GOAL-W01"], id="goals"),
        pytest.param(TURNED, "SMART-T2", ["SMART-T3", "SMART-M5", "GOAL-W05"], id="turned"),
    ],
)
def test_a_value_is_told_of_once(tmp_path: Path, run: Run, text: str, there: str, gone: list[str]) -> None:
    (tmp_path / "plan.yaml").write_text(text, "utf-8")
    done = run("check", "-p", str(tmp_path / "plan.yaml"), "--as-of", "2026-06-30", "--format", "json")
    codes = [finding["code"] for finding in json.loads(done.out)["findings"]]
    assert there in codes
    assert not set(codes) & set(gone)
