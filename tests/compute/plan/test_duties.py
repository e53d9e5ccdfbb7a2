"""The RACI table by task and person, and the playbooks (methods.md 14)."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from salesplan.compute.plan.execution.duties import Load, letters_of, missing_tasks, raci
from salesplan.compute.plan.execution.people import known_names
from salesplan.model.plan.plan import Plan
from salesplan.model.plan.preparation import Duty
from salesplan.model.plan.preparation_words import TASKS, category_named, tasks_in, topic_named

DAY = date(2026, 6, 30)


def plan(**duties: Any) -> Plan:  # noqa: ANN401 - parts of the plan
    return Plan.model_validate({"team": duties.pop("team", {}), "duties": duties})


@pytest.mark.parametrize(
    ("duty", "complete"),
    [
        ({"A": "Ann", "R": "Bob"}, True),
        ({"A": ["Ann", "Ann"], "R": ["Ann", "Bob"]}, True),
        ({"A": ["Ann", "Bob"], "R": "Bob"}, False),
        ({"R": "Bob"}, False),
        ({"A": "Ann"}, False),
        ({"A": "Ann", "C": "Bob"}, False),
    ],
)
def test_a_task_has_one_who_answers_and_some_who_do_it(duty: dict[str, Any], *, complete: bool) -> None:
    result = raci(plan(raci=[{"task": "x", **duty}]), DAY)
    assert [row["complete"] for row in result.rows.records()] == [complete]
    assert result.summary.complete == int(complete)


def test_letters_are_gathered_by_person_and_counted() -> None:
    duty = Duty.model_validate({"task": "x", "R": ["Ann", "Bob"], "A": "Ann", "C": "Cy", "I": ["Bob", "Bob"]})
    assert letters_of(duty) == {"Ann": "A/R", "Bob": "R/I", "Cy": "C"}
    told = plan(raci=[duty.model_dump(), {"task": "y", "A": "Ann", "R": "Cy"}])
    assert raci(told, DAY).summary.people == (Load("Ann", 2, 1, 0, 0), Load("Bob", 0, 1, 0, 1), Load("Cy", 0, 1, 1, 0))


@pytest.mark.parametrize(
    ("task", "keys"),
    [
        ("制定销售计划", {"plan"}),
        ("合同与回款", {"contract", "collection"}),
        ("Customer data", {"data"}),
        ("allocating targets", {"allocation"}),
        ("客訴", {"complaints"}),
        ("投訴處理", {"complaints"}),
        ("团建", set()),
    ],
)
def test_standing_tasks_are_found_in_names(task: str, keys: set[str]) -> None:
    assert tasks_in(task) == keys


def test_ten_standing_tasks() -> None:
    assert len(TASKS) == 10
    assert missing_tasks(plan(raci=[{"task": key} for key in TASKS])) == ()
    assert missing_tasks(plan(raci=[{"task": word.label.zh} for word in TASKS.values()])) == ()
    assert missing_tasks(plan(raci=[{"task": word.label.en} for word in TASKS.values()])) == ()
    assert missing_tasks(plan()) == tuple(TASKS)


@pytest.mark.parametrize(
    ("word", "name"),
    [("主推产品", "main_product"), ("Main-Product", "main_product"), ("ＡＩＤＳ", "aids"), ("自己的", "自己的")],
)
def test_categories_have_several_names(word: str, name: str) -> None:
    assert category_named(word) == name


@pytest.mark.parametrize(("word", "name"), [("谈判技巧", "negotiation"), ("crm", "crm"), ("插花", "插花")])
def test_topics_have_several_names(word: str, name: str) -> None:
    assert topic_named(word) == name


def test_playbooks_of_roles_and_of_nobody() -> None:
    team = {"members": [{"name": "Ann", "role": "manager"}, {"name": "Bob", "role": "rep"}]}
    team["members"] += [{"name": "gone", "role": "rep", "left": "2026-06-29"}]
    books = [
        {"role": "rep", "duties": ["a", "b"], "steps": "c", "indicators": "d"},
        {"role": "clerk", "duties": "a", "steps": "c"},
        {"role": "rep"},
    ]
    found = raci(plan(team=team, playbooks=books), DAY).summary.playbooks
    assert [(b.role, b.people, b.written, b.duties, b.complete) for b in found] == [
        ("manager", 1, False, 0, False),
        ("rep", 1, True, 2, True),
        ("clerk", 0, True, 1, False),
    ]


def test_known_are_the_team_and_those_who_agreed() -> None:
    assert known_names(plan(playbooks=[{"role": "clerk"}])) == []
    told = Plan.model_validate(
        {
            "team": {"members": [{"name": "Ann", "role": "rep", "leader": "Bob", "team": "North"}]},
            "goals": [{"id": "G1", "agreed_by": ["Cy"]}],
            "targets": [
                {"id": "t", "total": "1", "commitments": [{"path": "region=x", "amount": 1, "agreed_by": "Di"}]}
            ],
            "duties": {"playbooks": [{"role": "clerk"}]},
        }
    )
    assert known_names(told) == ["Ann", "Bob", "rep", "North", "clerk", "Cy", "Di"]
