"""The whole plan checked, however it was put out of order, and what that costs in long plans."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from types import FrameType

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from program import ROOT
from salesplan.api.plan_check import plan_check
from salesplan.api.setting import mended_setting, setting
from salesplan.compute.plan.check_report import PARTS, part_of
from salesplan.errors import BadInput, Place, Problem
from salesplan.model.plan.plan import Plan
from salesplan.model.plan.rule_areas import RULE_AREAS
from salesplan.text import Text
from scrambled import scrambled, whole_plan

AS_OF = date(2026, 6, 30)
EXAMPLE = {key: value for key, value in whole_plan(ROOT / "examples" / "plan.yaml").items() if key != "sources"}


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data())
def test_any_plan_is_checked_or_refused(tmp_path: Path, data: st.DataObject) -> None:
    """Whatever stands in a plan, a check finds something at a line or refuses with a reason, and never breaks."""
    file = tmp_path / "plan.yaml"
    file.write_text(data.draw(scrambled(EXAMPLE)), "utf-8")
    try:
        result = plan_check(where=mended_setting(str(file), as_of=AS_OF))
    except BadInput:
        return
    for problem in result.findings:
        assert problem.place.line is not None
        for text in (problem.what, problem.fix):
            assert text.in_("zh")
            assert text.in_("en")


def spoiled(goals: int) -> Iterator[str]:
    """A long plan in which nearly everything is wrong, each in its own way and all of it repeated."""
    yield "goals:"
    for n in range(goals):
        yield f"- id: G{n // 2}  # salesplan: ignore=SMART-S5 x\n  statement: 尽快提高销售额\n  metric: 销售颜"
        yield f"  ownr: a\n  start: 2026-02-30\n  parent: G{n // 2 + 1}\n  target: {{value: 1,200}}"
        yield "  conflicts_with: [G1, GG]\n  milestones: [{date: 2026-13-01, value: 5}, {date: 2026-10-01}]"
    yield "swot:\n  items:"
    yield from (f"  - {{id: S{n}, kind: S, text: a, weight: 0.5, rating: 9}}" for n in range(goals // 10))
    yield "  strategies:"
    yield from (f"  - {{id: X{n // 3}, kind: SO, text: t, uses: [S{n}, O7], goals: [Q]}}" for n in range(goals // 10))
    yield "team:\n  members:"
    yield from (f"  - {{name: m{n // 2}}}" for n in range(goals))


def calls_of(work: Callable[[], object]) -> int:
    """How many Python functions a piece of work calls: what it costs, on any machine."""
    count = 0

    def counted(_frame: FrameType, event: str, _argument: object) -> None:
        nonlocal count
        count += event == "call"

    sys.setprofile(counted)
    try:
        work()
    finally:
        sys.setprofile(None)
    return count


def test_a_plan_twice_as_long_costs_twice_as_much(tmp_path: Path) -> None:
    costs = []
    for goals in (60, 120, 240):
        file = tmp_path / f"plan{goals}.yaml"
        file.write_text("\n".join(spoiled(goals)) + "\n", "utf-8")
        costs.append(calls_of(lambda file=file: plan_check(where=mended_setting(str(file), as_of=AS_OF))))  # type: ignore[misc] # the file of now
    assert costs[2] - costs[1] < 2.3 * (costs[1] - costs[0])


def test_a_strict_setting_serves_as_well(tmp_path: Path) -> None:
    (tmp_path / "plan.yaml").write_text("goals: [{id: G1}]\n", "utf-8")
    result = plan_check(["SMART-S4"], where=setting(str(tmp_path / "plan.yaml"), as_of=AS_OF))
    assert [problem.code for problem in result.findings] == ["SMART-S4"]


@pytest.mark.parametrize("key", Plan.model_fields)
def test_every_key_of_the_plan_belongs_to_a_part(key: str) -> None:
    text = Text("", "")
    found = part_of(Problem("PLAN-form", "error", text, text, Place(key=f"{key}[0].x")))
    assert found in PARTS
    assert found == "plan" or key in PARTS[found][0]


@pytest.mark.parametrize("area", RULE_AREAS)
def test_every_area_belongs_to_a_part(area: str) -> None:
    text = Text("", "")
    assert area in PARTS[part_of(Problem(f"{area}-F01", "error", text, text))][1]
