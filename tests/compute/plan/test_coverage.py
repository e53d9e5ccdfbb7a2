"""Which parts of a complete sales plan a plan has."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from salesplan.compute.plan.coverage import coverage, covered
from salesplan.compute.plan.plan_parts import PARTS
from salesplan.model.plan.plan import Plan

AS_OF = date(2026, 6, 30)
GOAL = {"id": "G1", "owner": "R01", "end": "2026-12-31"}


def plan(**parts: object) -> Plan:
    return Plan.model_validate(parts)


def state(part: str, of: Plan) -> tuple[str, tuple[str, ...]]:
    """The state of one part and the keys it lacks."""
    (found,) = (each for each in covered(of) if each.part.id == part)
    return found.state, tuple(key for key, _ in found.missing)


def test_an_empty_plan_has_nothing() -> None:
    s = coverage(plan(), AS_OF).summary
    assert (s.have, s.of, s.share, s.complete, s.next) == (0, sum(len(p.needs) for p in PARTS), Decimal(0), 0, "market")
    assert all(each.state == "missing" for each in covered(plan()))


@pytest.mark.parametrize(
    ("part", "given", "expected"),
    [
        ("goals", {"goals": [GOAL]}, ("complete", ())),
        ("goals", {"goals": [GOAL, {"id": "G2", "end": "2026-12-31"}]}, ("partly", ("goals[].owner",))),
        ("market", {"market": {"size": {"years": [{"year": 2025, "size": 1}]}}}, None),
        ("scenarios", {"scenarios": [{"id": "base"}]}, ("missing", ("scenarios",))),
        ("scenarios", {"scenarios": [{"id": "base"}, {"id": "low"}]}, ("complete", ())),
        ("swot", {"swot": {"items": [{"id": k, "kind": k} for k in "SWO"]}}, None),
        ("swot", {"swot": {"items": [{"id": k, "kind": k} for k in "SWOT"]}}, ("partly", ("swot.strategies",))),
        ("rivals", {"market": {"us": {"share": "0"}}}, ("partly", ("market.competitors", "market.us.features"))),
        ("indicators", {"strategy": {"indicators": [{"name": "x", "kind": "activity"}]}}, None),
        ("checklists", {"preparation": {"aids": []}}, ("missing", ("preparation", "preparation[].status"))),
        ("checklists", {"preparation": {"aids": [{"item": "x"}]}}, ("partly", ("preparation[].status",))),
        ("checklists", {"preparation": {"aids": [{"item": "x", "status": "na"}]}}, ("complete", ())),
        ("targets", {"targets": [{"id": "a", "total": 1, "by": ["month"]}]}, ("partly", ("targets[].by",))),
        ("targets", {"targets": [{"id": "a", "total": 1, "by": ["rep", "month"]}]}, ("complete", ())),
    ],
)
def test_a_part_has_what_it_has(part: str, given: dict[str, Any], expected: tuple[str, tuple[str, ...]] | None) -> None:
    found = state(part, plan(**given))
    if expected is None:
        assert found[0] == ("partly" if part == "indicators" else "missing")
    else:
        assert found == expected


def test_rows_and_stages_follow_the_order_of_planning() -> None:
    result = coverage(plan(goals=[GOAL], scenarios=[{"id": "a"}, {"id": "b"}]), AS_OF)
    rows = list(result.rows.records())
    assert [row["part"] for row in rows] == [part.id for part in PARTS]
    assert [stage.stage for stage in result.summary.stages] == [
        *("analysis", "goals", "strategy", "preparation", "execution", "evaluation")
    ]
    assert sum(stage.have for stage in result.summary.stages) == result.summary.have == 4
    assert result.summary.share == Decimal(4) / Decimal(result.summary.of)
    assert (result.summary.complete, result.summary.next) == (2, "market")


def test_each_thing_that_can_be_missing_has_one_name() -> None:
    names: dict[str, set[str]] = {}
    for need in (need for part in PARTS for need in part.needs):
        names.setdefault(need.key, set()).add(need.name.zh)
    assert all(len(told) == 1 for told in names.values())
