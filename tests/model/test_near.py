"""The nearest known name: offered where one is alike, for a bounded number of names, among a bounded number of them."""

from __future__ import annotations

import difflib
from collections.abc import Sequence
from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from salesplan.compute.plan.catalogue import catalogue
from salesplan.compute.plan.rule import Facts
from salesplan.model.near import ASKED, COMPARED, Known, near_names, nearest
from salesplan.model.plan.plan import Plan


@pytest.fixture
def compared(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """How many known names each comparison looked at."""
    counts: list[int] = []
    real = difflib.get_close_matches

    def counted(word: str, known: Sequence[str], most: int, alike: float) -> list[str]:
        counts.append(len(known))
        return real(word, known, most, alike)

    monkeypatch.setattr(difflib, "get_close_matches", counted)
    return counts


def test_few_names_are_all_compared(compared: list[int]) -> None:
    known = [f"客户{n}" for n in range(COMPARED)]
    assert nearest("客户 77", known) == "客户77"
    assert nearest("Ann", known) is None
    assert compared == [COMPARED, COMPARED]


@pytest.mark.parametrize(
    ("word", "wanted"),
    [("0ann-4711", "Xann-4711"), ("Xanm-4711", "Xann-4711"), ("Xann-471", "Xann-4711"), ("王", None)],
)
def test_of_very_many_those_that_share_most(compared: list[int], word: str, wanted: str | None) -> None:
    known = [f"P{n:05}" for n in range(5000)] + ["Xann-4711", ""]
    assert nearest(word, known) == wanted
    assert len(compared) == 1
    assert compared[0] <= COMPARED


@given(st.lists(st.text("abc客户甲乙", max_size=6), min_size=COMPARED + 1, max_size=COMPARED + 60, unique=True))
@settings(max_examples=20)
def test_none_that_is_alike_is_lost_among_very_many(known: list[str]) -> None:
    found = nearest("客户甲ab", known)
    best = difflib.get_close_matches("客户甲ab", known, 1, 0.6)
    assert (found is None) == (not best)
    if found:
        assert _alike("客户甲ab", found) == _alike("客户甲ab", best[0])


def _alike(word: str, name: str) -> float:
    return difflib.SequenceMatcher(None, name, word).ratio()


def test_the_best_come_first() -> None:
    assert near_names("华东区", ["华中", "华东", "华东大区"]) == ["华东大区", "华东"]


def test_known_names() -> None:
    known = Known(iter(["华东", "华南", "华东"]), alike=0.5)
    assert (known.names, len(known), bool(Known([]))) == (("华东", "华南"), 2, False)
    assert "华东" in known
    assert "华北" not in known
    assert known.nearest("东华东") == "华东"
    assert Known(["张三"]).nearest("张五") is None
    assert Known(["张三"], alike=0.5).nearest("张五") == "张三"


def test_after_so_many_unknown_names_none_is_looked_for(compared: list[int]) -> None:
    known = Known(f"name{n}" for n in range(50))
    told = [known.nearest(f"xname{n}") for n in range(ASKED + 5)]
    assert told == [f"name{n}" for n in range(ASKED)] + [None] * 5
    assert known.nearest("xname3") == "name3"
    assert len(compared) == ASKED


def _duties(size: int) -> dict[str, Any]:
    return {"duties": {"raci": [{"task": f"t{n}", "A": f"Mx{n}", "R": f"My{n}"} for n in range(size)]}}


def _items(size: int) -> dict[str, Any]:
    return {"preparation": {"aids": [{"item": f"i{n}", "owner": f"Mi{n}"} for n in range(size)]}}


def _trained(size: int) -> dict[str, Any]:
    return {"duties": {"training": {"done": [{"person": f"Mt{n}", "topic": "产品"} for n in range(size)]}}}


def _goals(size: int) -> dict[str, Any]:
    return {"goals": [{"id": f"G{n}", "conflicts_with": f"Gx{n}", "parent": f"Gy{n}"} for n in range(size)]}


def _lines(size: int) -> dict[str, Any]:
    lines = [{"name": f"l{n}", "initiative": f"Tx{n}"} for n in range(size)]
    return {"strategy": {"tags": [f"T{n}" for n in range(size)], "budget": {"lines": lines}}}


def _strategies(size: int) -> dict[str, Any]:
    told = [{"id": f"X{n}", "kind": "SO", "goals": f"Gx{n}"} for n in range(size)]
    return {"goals": [{"id": f"G{n}"} for n in range(size)], "swot": {"strategies": told}}


@pytest.mark.parametrize(
    ("code", "part"),
    [
        ("RACI-W04", _duties),
        ("PREP-W04", _items),
        ("TRAIN-W01", _trained),
        ("GOAL-W06", _goals),
        ("SMART-R1", _goals),
        ("BUDGET-F05", _lines),
        ("SWOT-F11", _strategies),
    ],
)
def test_a_plan_in_which_every_name_is_unknown_takes_time_by_its_length(
    compared: list[int],
    code: str,
    part: Any,  # noqa: ANN401 - makes a part of a plan
) -> None:
    for size in (200, 800):
        compared.clear()
        plan = {"team": {"members": [{"name": f"M{n}"} for n in range(size)]}, **part(size)}
        found = list(catalogue()[code].find(Facts(Plan.model_validate(plan), date(2026, 6, 30))))
        assert len(found) >= size
        assert len(compared) <= ASKED
        assert max(compared) <= COMPARED
