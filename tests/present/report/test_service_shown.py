"""Service as people see it: two figures of satisfaction are told apart."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from made_sections import SCREEN
from salesplan.compute.report.report import ReportSummary
from salesplan.compute.report.rows import Row, table_from
from salesplan.compute.report.section import Section
from salesplan.model.table import Kind
from salesplan.present.blocks import Line
from salesplan.present.report.sections import service

GOAL: dict[str, Kind] = {"measure": "code", "unit": "text"}
FACTS: dict[str, Kind] = {
    **dict.fromkeys(("csat", "csat_target", "csat_margin", "mean"), "share"),
    "answers": "integer",
}


@pytest.mark.parametrize(
    ("measure", "unit", "told"), [("csat", "分", True), ("csat", "%", False), ("nps", "分", False)]
)
def test_the_mean_score_of_a_goal_is_told_from_the_share_of_satisfied(measure: str, unit: str, told: bool) -> None:  # noqa: FBT001 - a column of the cases
    goals = Section("results", (table_from("goals_other", GOAL, [{"measure": measure, "unit": unit}]),))
    facts: Row = {"csat": Decimal("0.606"), "csat_target": Decimal("0.8"), "mean": Decimal("0.758"), "answers": 109}
    asked = Section("service", (table_from("service", FACTS, [facts]),))
    day = date(2026, 6, 30)
    summary = ReportSummary("2026-06", "month", day, day, False, None, None, (goals, asked), {})  # noqa: FBT003 - as it has them
    lines = [str(item.text) for item in service.items(asked, summary, SCREEN) if isinstance(item, Line)]
    assert any("平均分，两个数不能比" in line for line in lines) is told
    assert any("60.6%" in line for line in lines)
