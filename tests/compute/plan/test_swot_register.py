"""The register in figures, worked by hand: what a side scores and why not, what strategies use (methods.md 6.1)."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from salesplan.compute.plan.swot.swot_add import ItemWords, choices, fault, faults, free_id, item_of, side_sum
from salesplan.compute.plan.swot.swot_register import near_id, next_id, side_of, used_ids, weight_of
from salesplan.compute.plan.swot.swot_show import swot_show
from salesplan.model.plan.plan import Plan
from salesplan.model.plan.swot import Swot

THOUSANDTH = Decimal("0.001")
BY_HAND: tuple[tuple[str, str, str, int], ...] = (
    *(("S1", "S", "0.35", 4), ("S2", "S", "0.25", 3), ("W1", "W", "0.25", 1), ("W2", "W", "0.15", 2)),
    *(("O1", "O", "0.40", 3), ("O2", "O", "0.20", 2), ("T1", "T", "0.25", 2), ("T2", "T", "0.15", 3)),
)


def register(*items: tuple[Any, ...], **more: object) -> Swot:
    """A register of items: id, kind, weight, rating; what is None is left out."""
    keys = ("id", "kind", "weight", "rating")
    lines = [{key: value for key, value in zip(keys, item, strict=False) if value is not None} for item in items]
    return Swot.model_validate({"items": lines, **more})


def plan_of(swot: Swot) -> Plan:
    return Plan.model_validate({"swot": swot})


@pytest.mark.oracle("6.1-a")
def test_the_worked_register() -> None:
    s = swot_show(plan_of(register(*BY_HAND))).summary
    assert (s.inside.score, s.outside.score) == (Decimal("2.70"), Decimal("2.55"))
    assert (s.cell, s.course) == ("V", "hold")
    assert (s.inside.weights, s.average) == (Decimal(1), Decimal("2.5"))


@pytest.mark.parametrize(
    ("items", "weights", "score", "lacking"),
    [
        ([], 0, None, "no_items"),
        ([("O1", "O", "1", 3)], 0, None, "no_items"),
        ([("X", None, "1", 3)], 0, None, "no_items"),
        ([("S1", "S", "1", 4)], 1, 4, None),
        ([("S1", "S", "0.5", 4), ("W1", "W", "0.5", 1)], 1, Decimal("2.5"), None),
        ([("S1", "S", "1", None)], 1, None, "incomplete"),
        ([("S1", "S", "1", 4), ("W1", "W", None, 1)], 1, None, "incomplete"),
        ([("S1", "S", "0", 4)], 0, None, "weights_zero"),
        ([("S1", "S", "0.999", 4)], Decimal("0.999"), Decimal("3.996"), None),
        ([("S1", "S", "0.9989", 4)], Decimal("0.9989"), None, "weights_sum"),
        ([("S1", "S", "0.5", 4), ("S2", "S", "0.501", 4)], Decimal("1.001"), Decimal("4.004"), None),
        ([("S1", "S", "0.5", 4), ("S2", "S", "0.5011", 4)], Decimal("1.0011"), None, "weights_sum"),
    ],
)
def test_a_side(items: list[tuple[Any, ...]], weights: object, score: object, lacking: str | None) -> None:
    side = side_of(register(*items), "SW", THOUSANDTH)
    assert (side.weights, side.score, side.lacking) == (weights, score, lacking)


def test_weights_may_be_scaled() -> None:
    swot = register(("S1", "S", "0.3", 4), ("W1", "W", "0.1", 1), ("O1", "O", "0", 3), normalise="是")
    side = side_of(swot, "SW", THOUSANDTH)
    assert side.score == Decimal("3.25")
    assert [weight_of(item, swot) for item in swot.items] == [Decimal("0.75"), Decimal("0.25"), 0]
    assert side_of(swot, "OT", THOUSANDTH).lacking == "weights_zero"


@given(st.lists(st.tuples(st.integers(1, 999), st.integers(1, 4)), min_size=1, max_size=8))
def test_a_scaled_score_lies_between_1_and_4(drawn: list[tuple[int, int]]) -> None:
    items = [(f"O{at}", "O", str(Decimal(w) / 1000), r) for at, (w, r) in enumerate(drawn)]
    score = side_of(register(*items, normalise="yes"), "OT", THOUSANDTH).score
    assert score is not None
    assert min(r for _, r in drawn) <= score <= max(r for _, r in drawn)


def test_one_side_alone_has_a_score_and_no_field() -> None:
    s = swot_show(plan_of(register(("S1", "S", "1", 3)))).summary
    assert s.inside.score == 3
    assert (s.outside.score, s.cell, s.course) == (None, None, None)
    assert s.outside.lacking == "no_items"


def test_rows_stand_by_field_and_weight() -> None:
    items = [
        ("T1", "T", "0.1", 1),
        ("S1", "S", None, 3),
        ("X", None, "0.9", 3),
        ("S2", "S", "0.2", 3),
        ("S3", "S", "0.3", 4),
    ]
    strategies = [{"id": "SO1", "uses": ["S2"]}, {"id": "SO2", "uses": ["S2", "S3"]}]
    rows = list(swot_show(plan_of(register(*items, strategies=strategies))).rows.records())
    assert [row["id"] for row in rows] == ["S3", "S2", "S1", "T1", "X"]
    assert [row["score"] for row in rows[:3]] == [Decimal("1.2"), Decimal("0.6"), None]
    assert rows[1]["used_by"] == ("SO1", "SO2")


def test_heavy_items_that_nobody_uses() -> None:
    strategies = [{"id": "SO1", "uses": ["s1"]}]
    swot = register(("S1", "S", "0.5", 3), ("S2", "S", "0.15", 3), ("S3", "S", "0.1499", 3), strategies=strategies)
    assert used_ids(swot) == {"S1"}
    assert swot_show(plan_of(swot)).summary.unused == ("S2",)


def test_goals_of_a_strategy_have_their_names() -> None:
    goals = [{"id": "G1", "name": "销售额"}, {"id": "G2", "statement": "回款到 95%"}]
    swot = {"strategies": [{"id": "SO1", "goals": ["G1", "G2", "G9"]}]}
    (drawn,) = swot_show(Plan.model_validate({"goals": goals, "swot": swot})).summary.strategies
    assert [(goal.id, goal.name) for goal in drawn.goals] == [("G1", "销售额"), ("G2", "回款到 95%"), ("G9", "")]


@pytest.mark.parametrize(("name", "near"), [("s1", "S1"), ("S11", "S1"), ("O1 ", "O1"), ("Q", None)])
def test_the_id_that_was_meant(name: str, near: str | None) -> None:
    assert near_id(name, ["S1", "O1"]) == near


@pytest.mark.parametrize(
    ("like", "taken", "free"),
    [
        ("S", [], "S1"),
        ("S", ["S1", "S4", "SO9", "W7", "S1a"], "S5"),
        ("SO1", ["SO1", "SO2"], "SO3"),
        ("S", ["S09"], "S10"),
    ],
)
def test_the_next_free_id(like: str, taken: list[str], free: str) -> None:
    assert next_id(like, taken) == free


@pytest.mark.parametrize(
    ("field", "words", "wrong"),
    [
        ("kind", ItemWords(kind="强项"), True),
        ("kind", ItemWords(kind=" 优势 "), False),
        ("kind", ItemWords(), True),
        ("text", ItemWords(text="  "), True),
        ("weight", ItemWords(kind="S"), False),
        ("weight", ItemWords(kind="S", weight="0"), False),
        ("weight", ItemWords(kind="S", weight="100%"), False),
        ("weight", ItemWords(kind="S", weight="1.01"), True),
        ("weight", ItemWords(kind="S", weight="-0.1"), True),
        ("rating", ItemWords(kind="S", rating="2"), True),
        ("rating", ItemWords(kind="S", rating="3"), False),
        ("rating", ItemWords(kind="W", rating="2"), False),
        ("rating", ItemWords(kind="W", rating="3"), True),
        ("rating", ItemWords(kind="T", rating="4"), False),
        ("rating", ItemWords(kind="T", rating="0"), True),
        ("rating", ItemWords(kind="T", rating="高"), True),
        ("id", ItemWords(kind="S", id="S1"), True),
        ("id", ItemWords(kind="S", id="S2"), False),
        ("evidence", ItemWords(kind="S", evidence=""), False),
    ],
)
def test_what_is_wrong_with_a_field(field: str, words: ItemWords, *, wrong: bool) -> None:
    assert (fault(field, words, plan_of(register(("S1", "S", "1", 3)))) is not None) == wrong


def test_a_new_item() -> None:
    plan = plan_of(register(("S1", "S", "0.8", 3), ("O1", "O", "1", 3)))
    words = ItemWords(kind="优势", text=" 交货快 ", weight="25%", rating="4", evidence="")
    assert faults(words, plan) == []
    assert free_id(words, plan) == "S2"
    assert item_of(words, plan).value == {"id": "S2", "kind": "S", "text": "交货快", "weight": "25%", "rating": "4"}
    side = side_sum(words, plan)
    assert (side.kinds, side.weights, side.rest) == ("SW", Decimal("1.05"), Decimal("-0.05"))
    assert str(choices(range(3, 5))) == "3 或 4"
    assert str(choices(range(1, 5))) == "1 到 4"
