"""The rules of the SWOT at their boundaries: one row for each comparison they make (methods.md 6.1)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

import pytest

from salesplan.compute.plan.catalogue import catalogue
from salesplan.compute.plan.rule import Facts, check
from salesplan.model.plan.plan import Plan

FOUR: list[dict[str, object]] = [{"id": kind + "1", "kind": kind} for kind in "SWOT"]


def found(code: str, items: Sequence[Mapping[str, object]], strategies: object = (), **more: object) -> list[str]:
    """The sentences that one rule has for a register."""
    parameters = {"swot": more.pop("parameters", {})}
    values = {
        "goals": [{"id": "G1"}],
        "parameters": parameters,
        "swot": {"items": items, "strategies": strategies, **more},
    }
    plan = Plan.model_validate(values)
    return [str(problem.what) for _, problem in check(Facts(plan, date(2026, 6, 30)), [catalogue()[code]]).found]


def test_every_kind_is_missing_only_where_there_is_a_register() -> None:
    assert len(found("SWOT-F01", [])) == 4
    assert found("SWOT-F01", [*FOUR[:3], {"id": "X"}]) == []
    assert found("SWOT-F01", FOUR[:3]) == ["SWOT 里没有威胁（T）"]
    none = check(Facts(Plan(), date(2026, 6, 30)), [one for code, one in catalogue().items() if code[:4] == "SWOT"])
    assert none.found == ()


@pytest.mark.parametrize(
    ("weights", "normalise", "code", "hits"),
    [
        (["0.999"], "no", "SWOT-F04", 0),
        (["0.9989"], "no", "SWOT-F04", 1),
        (["1.0", "0.001"], "no", "SWOT-F04", 0),
        (["1.0", "0.0011"], "no", "SWOT-F04", 1),
        (["0.5"], "yes", "SWOT-F04", 0),
        (["0.5", None], "no", "SWOT-F04", 0),
        (["1", "0.2", None], "no", "SWOT-F04", 1),
        (["0"], "no", "SWOT-F04", 0),
        (["0", "0"], "no", "SWOT-F05", 1),
        (["0"], "yes", "SWOT-F05", 1),
        (["0", None], "no", "SWOT-F05", 0),
        (["0.1", "0"], "no", "SWOT-F05", 0),
        ([], "no", "SWOT-F05", 0),
    ],
)
def test_sums_of_weights(weights: list[str | None], normalise: str, code: str, hits: int) -> None:
    items: list[dict[str, object]] = [
        {"id": f"S{at}", "kind": "S", **({} if weight is None else {"weight": weight})}
        for at, weight in enumerate(weights)
    ]
    assert len(found(code, items, normalise=normalise)) == hits


def test_sums_wait_for_kinds_and_say_what_to_change() -> None:
    assert found("SWOT-F04", [{"id": "S1", "kind": "S", "weight": "0.4"}, {"id": "X", "weight": "0.6"}]) == []
    plan = Plan.model_validate(
        {"swot": {"items": [{"id": "O1", "kind": "O", "weight": "1"}, {"id": "T", "kind": "T", "weight": "0.25"}]}}
    )
    ((_, problem),) = check(Facts(plan, date(2026, 6, 30)), [catalogue()["SWOT-F04"]]).found
    assert problem.fix.in_("zh") == "一共减去 0.25；或写 normalise: 是，按比例折算"


@pytest.mark.parametrize(
    ("kind", "rating", "hits"),
    [
        *(("S", 2, 1), ("S", 3, 0), ("S", 4, 0), ("W", 1, 0), ("W", 2, 0), ("W", 3, 1)),
        *(("O", 1, 0), ("O", 4, 0), ("T", 1, 0), ("T", 4, 0)),
    ],
)
def test_ratings(kind: str, rating: int, hits: int) -> None:
    assert len(found("SWOT-F06", [{"id": "a", "kind": kind, "rating": rating}, {"id": "b", "rating": 1}])) == hits


@pytest.mark.parametrize(
    ("strengths", "kindless", "hits"), [(0, 0, 0), (1, 0, 1), (2, 0, 0), (3, 0, 0), (4, 0, 1), (1, 1, 0), (3, 1, 0)]
)
def test_how_many_of_a_kind(strengths: int, kindless: int, hits: int) -> None:
    items: list[dict[str, object]] = [{"id": f"S{at}", "kind": "S"} for at in range(strengths)]
    items += [{"id": f"X{at}"} for at in range(kindless)]
    assert len(found("SWOT-W12", items, parameters={"items": [2, 3]})) == hits


@pytest.mark.parametrize(
    ("kind", "uses", "told"),
    [
        ("SO", ["S1", "O1"], []),
        ("SO", ["S1", "O1", "W1", "T1"], []),
        ("SO", ["S1"], ["SO 策略 A 没有用到机会"]),
        ("SO", ["W1", "O1"], ["SO 策略 A 没有用到优势"]),
        ("WT", ["S1", "O1"], ["WT 策略 A 没有用到劣势和威胁"]),
        ("ST", [], ["ST 策略 A 没有用到优势和威胁"]),
        ("WO", ["W1", "O9"], []),
        (None, ["S1"], []),
    ],
)
def test_a_strategy_rests_on_both_its_kinds(kind: str | None, uses: list[str], told: list[str]) -> None:
    strategy = {"id": "A", "uses": uses, **({"kind": kind} if kind else {})}
    assert found("SWOT-F09", FOUR, [strategy]) == told


@pytest.mark.parametrize(
    ("weight", "uses", "normalise", "hits"),
    [
        ("0.15", [], "no", 1),
        ("0.1499", [], "no", 0),
        ("0.15", ["S1"], "no", 0),
        ("0.15", ["s1"], "no", 0),
        ("0.15", ["O1"], "no", 1),
        ("0.05", [], "yes", 1),
    ],
)
def test_heavy_items_are_used(weight: str, uses: list[str], normalise: str, hits: int) -> None:
    items = [{"id": "S1", "kind": "S", "weight": weight}, {"id": "O1", "kind": "O", "weight": "0"}]
    assert len(found("SWOT-W15", items, [{"id": "A", "uses": uses}], normalise=normalise)) == hits


def test_where_a_strategy_leads() -> None:
    strategies = [
        {"id": "A", "goals": ["G1"]},
        {"id": "B", "actions": ["x"]},
        {"id": "C"},
        {"id": "D", "goals": ["g1"]},
    ]
    assert found("SWOT-W16", [], strategies) == ["策略 C 没有落到目标或行动"]
    assert found("SWOT-F11", [], strategies) == ["策略 D 落到的目标 g1 不存在"]


def test_what_lacks_is_named_together() -> None:
    items: list[dict[str, object]] = [{"id": "S1"}, {"id": "S2", "weight": 0}, {"id": "S3", "weight": 0, "rating": 1}]
    assert found("SWOT-W14", items) == ["S1 没有权重和评分", "S2 没有评分"]
