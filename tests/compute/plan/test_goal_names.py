"""Names in goals: which levels are known, by what, and what is offered for a mistyped one."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from salesplan.compute.plan.catalogue import catalogue
from salesplan.compute.plan.rule import Facts
from salesplan.model.plan.plan import Plan

TEAM = {
    "members": [
        {"name": "Ann", "region": "Southwest", "role": "rep", "moves": [{"on": "2026-07-01", "region": "North"}]}
    ]
}


def hints(code: str, goal: dict[str, Any], **plan: Any) -> list[str]:  # noqa: ANN401 - parts of a plan as YAML gives them
    told = Plan.model_validate({"goals": [{"id": "G1", **goal}], **plan})
    return [str(hit.words["hint"].in_("en")) for hit in catalogue()[code].find(Facts(told, date(2026, 6, 30)))]  # type: ignore[attr-defined] # a Text


@pytest.mark.parametrize(
    ("scope", "offered"),
    [
        ({"region": "Soutwest"}, ["Did you mean “Southwest”?"]),
        ({"区域": "华东"}, ["There is: Southwest, North"]),
        ({"region": " Southwest "}, []),
        ({"region": "North"}, []),
        ({"rep": "Anne"}, ["Did you mean “Ann”?"]),
        ({"channel": "web"}, []),
        ({"product": "pump"}, []),
        ("all", []),
    ],
)
def test_scope(scope: Any, offered: list[str]) -> None:  # noqa: ANN401 - a scope as YAML gives it
    assert hints("GOAL-W07", {"scope": scope}, team=TEAM) == offered


def test_weights_of_targets_tell_names() -> None:
    targets = [{"id": "T1", "metric": "revenue", "total": 5, "by": ["region"], "weights": {"East": 1, "West": 2}}]
    assert hints("GOAL-W07", {"scope": {"region": "West"}}, targets=targets) == []
    assert hints("GOAL-W07", {"scope": {"region": "Wesst"}}, targets=targets) == ["Did you mean “West”?"]
    assert hints("GOAL-W07", {"scope": {"region": "Wesst"}}) == []


@pytest.mark.parametrize(
    ("owner", "offered"),
    [("Anne", ["Is it “Ann”? Else add it to team.members"]), ("rep", []), ("Bob", [])],
)
def test_owner(owner: str, offered: list[str]) -> None:
    assert hints("GOAL-W08", {"owner": owner, "agreed_by": ["Bob"]}, team=TEAM) == offered
    assert hints("GOAL-W08", {"owner": owner}) == []
