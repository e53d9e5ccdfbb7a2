"""Training coverage, worked by hand (methods.md 14)."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest

from salesplan.compute.plan.execution.training import Suggestion, suggestion, trained, training_coverage
from salesplan.model.plan.plan import Plan

DAY = date(2026, 6, 30)


def plan(training: dict[str, Any], members: list[dict[str, Any]] | None = None) -> Plan:
    return Plan.model_validate({"team": {"members": members or []}, "duties": {"training": training}})


@pytest.mark.oracle("14-a")
def test_coverage_by_hand() -> None:
    """Five people, four topics, 13 done: 65.0 %; what nobody asked for does not count, nor does a pair twice."""
    required = [(f"p{n}", f"t{m}") for n in range(5) for m in range(4)]
    assert training_coverage(required, [*required[:13], ("p0", "other"), required[0]]) == Fraction(13, 20)
    assert training_coverage([], required) is None
    done = [{"person": who, "topic": topic} for who, topic in required[:13]]
    told = {"topics": ["t0", "t1", "t2", "t3"], "done": [*done, {"person": "p0", "topic": "other"}, done[0]]}
    s = trained(plan(told, [{"name": f"p{n}"} for n in range(5)]), DAY).summary
    assert (s.required, s.trained, s.coverage) == (20, 13, Decimal("0.65"))


MEMBERS: list[dict[str, Any]] = [
    {"name": "Ann", "role": "rep"},
    {"name": "Bob", "role": "manager"},
    {"name": "gone", "role": "rep", "left": "2026-06-29"},
    {"name": "last day", "role": "rep", "left": "2026-06-30"},
    {"name": "first day", "joined": "2026-06-30"},
    {"name": "to come", "joined": "2026-07-01"},
    {"name": "vacancy", "joined": "2026-01-01", "vacancy": "yes"},
]


def test_required_is_of_whom_is_there_by_role() -> None:
    s = trained(plan({"topics": "产品", "roles": {"rep": ["回款", "product"], "none": "CRM"}}, MEMBERS), DAY).summary
    assert [(p.person, p.role, p.required, p.missing) for p in s.people] == [
        ("Ann", "rep", 2, ("product", "collection")),
        ("Bob", "manager", 1, ("product",)),
        ("last day", "rep", 2, ("product", "collection")),
        ("first day", None, 1, ("product",)),
    ]
    assert [(t.topic, t.required, t.trained, t.score) for t in s.topics] == [
        ("product", 4, 0, None),
        ("collection", 2, 0, None),
    ]
    assert (s.required, s.trained, s.coverage) == (6, 0, Decimal(0))


def test_a_record_counts_up_to_the_day_under_any_name_of_the_topic() -> None:
    done = [
        {"person": "Ann", "topic": "Product", "date": "2026-06-30", "score": 80},
        {"person": "Bob", "topic": "产品知识", "date": "2026-07-01"},
        {"person": "first day", "topic": "产品", "score": 91},
        {"person": "Ann", "topic": "拼音"},
    ]
    result = trained(plan({"topics": "产品", "done": done}, MEMBERS), DAY)
    s = result.summary
    assert (s.trained, s.required, s.later) == (2, 4, 1)
    assert s.topics[0].score == Decimal("85.5")
    rows = {(row["person"], row["topic"]): row for row in result.rows.records()}
    assert (rows["Ann", "product"]["date"], rows["Ann", "product"]["score"]) == (DAY, Decimal(80))
    assert (rows["Bob", "product"]["required"], rows["Bob", "product"]["trained"]) == (True, False)
    assert (rows["Ann", "拼音"]["required"], rows["Ann", "拼音"]["trained"]) == (False, True)


@pytest.mark.parametrize(
    ("days", "score"),
    [
        (("2026-03-01", "2026-05-01"), 2),
        (("2026-05-01", "2026-03-01"), 1),
        ((None, "2026-03-01"), 2),
        ((None, None), 2),
    ],
)
def test_of_two_trainings_the_last_one_is_shown(days: tuple[str | None, ...], score: int) -> None:
    done = [
        {"person": "Ann", "topic": "产品", "score": n, **({"date": day} if day else {})}
        for n, day in enumerate(days, 1)
    ]
    (row,) = trained(plan({"topics": "产品", "done": done}, MEMBERS[:1]), DAY).rows.records()
    assert row["score"] == score


def test_without_a_team_it_is_of_those_who_have_records() -> None:
    done = [{"person": "Ann", "topic": "产品"}, {"person": "Bob", "topic": "谈判"}]
    s = trained(plan({"topics": ["产品", "谈判"], "done": done}), DAY).summary
    assert (s.required, s.trained, [p.person for p in s.people]) == (4, 2, ["Ann", "Bob"])


def test_nothing_required() -> None:
    s = trained(plan({"done": [{"person": "Ann", "topic": "产品"}]}, MEMBERS), DAY).summary
    assert (s.coverage, s.people, s.topics, s.suggested) == (None, (), (), None)


def test_before_and_after() -> None:
    effects = [
        {"topic": "谈判", "indicator": "转化率", "before": "20%", "after": "23%"},
        {"topic": "own", "indicator": "odd", "before": "310"},
    ]
    found = trained(plan({"effects": effects}), DAY).summary.effects
    assert [(e.topic, e.indicator, e.change) for e in found] == [
        ("negotiation", "conversion", Decimal("0.03")),
        ("own", "odd", None),
    ]


TOPICS = {"conversion": ("negotiation", "沟通"), "csat": ("service",), "nps": ()}


@pytest.mark.parametrize(
    ("attained", "indicator"),
    [
        ({"转化率": Decimal("0.8"), "csat": Decimal("0.9")}, "conversion"),
        ({"conversion": Decimal("0.9"), "满意度": Decimal("0.8")}, "csat"),
        ({"csat": Decimal("0.8"), "conversion": Decimal("0.8")}, "csat"),
        ({"visits": Decimal("0.1"), "nps": Decimal("0.1"), "csat": Decimal("0.8")}, "csat"),
        ({"visits": Decimal("0.1")}, None),
        ({}, None),
    ],
)
def test_topics_for_the_weakest_indicator_that_has_some(attained: dict[str, Decimal], indicator: str | None) -> None:
    found = suggestion(attained, TOPICS, [], {})
    assert (found.indicator if found else None) == indicator


def test_who_lacks_what_is_suggested() -> None:
    required = [("Ann", "product"), ("Bob", "negotiation")]
    found = suggestion({"conversion": Decimal("0.8")}, TOPICS, required, {("Bob", "negotiation")})
    lacking = {"negotiation": ("Ann",), "communication": ("Ann", "Bob")}
    assert found == Suggestion("conversion", Decimal("0.8"), ("negotiation", "communication"), lacking)


def test_the_figures_and_the_map_come_from_the_plan() -> None:
    told = Plan.model_validate(
        {
            "duties": {"training": {"attained": {"visits": "70%", "csat": "90%"}}},
            "parameters": {"training": {"topics": {"拜访数": ["CRM"]}}},
        }
    )
    result = trained(told, DAY)
    assert result.summary.suggested is not None
    assert (result.summary.suggested.indicator, result.summary.suggested.topics) == ("visits", ("crm",))
    assert [p.name for p in result.parameters] == ["parameters.training.topics"]
    assert trained(plan({}), DAY).parameters == ()
