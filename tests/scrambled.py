"""Plans put out of order: a sound plan with values, keys and items replaced, left out, doubled or swapped."""

from __future__ import annotations

import json
from collections.abc import Iterator
from copy import deepcopy
from pathlib import Path
from typing import Any

from hypothesis import strategies as st

from salesplan.load.plan.loader import plan_texts

Way = tuple[str | int, ...]
ODD: list[Any] = [
    *(None, "", " ", "0", "-1", "1", "2", "100", "0.5", "-5%", "1000%", "1,200", "１２万", "9" * 24, "9" * 30, "1e9"),
    *("NaN", "inf", "2026-02-30", "9999-12-31", "0001-01-01", "2026-06-30", "all", "yes", "S", "increase", "{x}"),
    *("{0}", "%s", "<script>", "=1+1", "a\u202eb", "销售额", "G1", "revenue", "x" * 300, "a.b[0]", "C", "R/A"),
    *([], {}, [""], ["a", "a"], [[]], [{}], [None], {"a": "b"}, {"a": []}, {"id": "a"}, ["1", "2", "3"]),
]
"""Values that stand nowhere in a sound plan, or nowhere but where they are meant to."""


def whole_plan(file: Path) -> dict[str, Any]:
    """The values of a plan and the files it includes, as one mapping."""
    texts = plan_texts(str(file))
    values = {key: value for text in texts for key, value in text.values.items()}
    return {key: value for key, value in values.items() if key != "include"}


def ways(value: object, way: Way = ()) -> Iterator[Way]:
    """Every part of a plan."""
    if way:
        yield way
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from ways(inner, (*way, key))
    elif isinstance(value, list):
        for at, inner in enumerate(value):
            yield from ways(inner, (*way, at))


@st.composite
def scrambled(draw: st.DrawFn, plan: dict[str, Any]) -> str:
    """The plan with up to eight things done to it, as YAML."""
    made = deepcopy(plan)
    for _ in range(draw(st.integers(1, 8))):
        known = list(ways(made))
        if known:
            _spoil(made, draw(st.sampled_from(known)), draw)
    return json.dumps(made, ensure_ascii=False)


def _spoil(made: dict[str, Any], way: Way, draw: st.DrawFn) -> None:
    around: Any = made
    for part in way[:-1]:
        around = around[part]
    what = draw(st.sampled_from(["replace", "replace", "drop", "rename", "double", "swap"]))
    if what == "replace":
        around[way[-1]] = deepcopy(draw(st.sampled_from(ODD)))
    elif what == "drop":
        del around[way[-1]]
    elif what == "rename" and isinstance(around, dict):
        around[str(way[-1]) + draw(st.sampled_from(["x", " ", "：", ""]))] = around.pop(way[-1])
    elif what == "double" and isinstance(around, list):
        around.append(deepcopy(around[int(way[-1])]))
    elif what == "swap":
        other: Any = made
        for part in draw(st.sampled_from(list(ways(made)))):
            other = other[part]
        around[way[-1]] = deepcopy(other)
