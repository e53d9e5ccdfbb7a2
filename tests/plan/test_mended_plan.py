"""What is left of a plan whose values the model refuses, and where the rest of it stands."""

from __future__ import annotations

from pathlib import Path

import pytest

from salesplan.errors import BadInput, Problem
from salesplan.load.plan.loader import LoadedPlan, load_mended, load_plan


def mended_of(folder: Path, text: str, **files: str) -> tuple[LoadedPlan, list[str]]:
    for name, content in files.items():
        (folder / f"{name}.yaml").write_text(content, "utf-8")
    (folder / "plan.yaml").write_text(text, "utf-8")
    loaded = load_mended(str(folder / "plan.yaml"))
    return loaded, [told(p) for p in loaded.problems]


def told(p: Problem) -> str:
    return f"{Path(p.place.file or '').stem}:{p.place.line} {p.place.key or '-'} {p.code.removeprefix('PLAN-')}"


GOOD = "name: a\ngoals:\n- id: G1\n  owner: R01\n"


@pytest.mark.parametrize(
    ("text", "problems", "ids", "lines"),
    [
        pytest.param(GOOD, [], ["G1"], [3], id="nothing"),
        pytest.param("goals:\n- id: G1\n  ownr: a\n", ["plan:3 goals[0].ownr unknown-key"], ["G1"], [2], id="key"),
        pytest.param(
            "goals:\n- id: G1\n  start: 2026-02-30\n", ["plan:3 goals[0].start date"], ["G1"], [2], id="no such day"
        ),
        pytest.param(
            "goals:\n- owner: a\n- id: G2\n", ["plan:2 goals[0].id missing"], ["G2"], [3], id="an item without its id"
        ),
        pytest.param(
            "goals:\n- id: G1\n- id: G1\n  owner: a\n- id: G2\n",
            ["plan:3 goals[1].id same-id"],
            ["G1", "G2"],
            [2, 5],
            id="an id twice",
        ),
        pytest.param(
            "goals:\n- {id: G1}\n- {id: G1}\n- {id: G1}\n- {id: ''}\n- {id: G2}\n- {id: G2}\n- {id: G3}\n",
            [
                "plan:3 goals[1].id same-id",
                "plan:4 goals[2].id same-id",
                "plan:5 goals[3].id length",
                "plan:7 goals[5].id same-id",
            ],
            ["G1", "G2", "G3"],
            [2, 6, 8],
            id="several rounds",
        ),
        pytest.param("goals:\n", ["plan:1 goals no-value"], [], [], id="an empty section"),
        pytest.param("name: a\ngoals: 5\nswot:\n", ["plan:2 goals form", "plan:3 swot no-value"], [], [], id="words"),
        pytest.param("goals:\n- a\n-\n- id: G3\n", ["plan:2 goals[0] form", "plan:3 goals[1] no-value"], ["G3"], [4]),
        pytest.param(
            "goals:\n- id: G1\n  milestones:\n  - value: 1\n  - {date: 2026-01-01, value: 5}\n- id: G2\n",
            ["plan:4 goals[0].milestones[0].date missing"],
            ["G1", "G2"],
            [2, 6],
            id="an item of an item",
        ),
        pytest.param(
            "parameters: {smart: {stretch: [a, 1, 2]}}\n" + GOOD,
            ["plan:1 parameters.smart.stretch[0] value"],
            ["G1"],
            [4],
            id="a number among numbers goes with all of them",
        ),
        pytest.param(
            "year: {weeks: 4-4-5}\n" + GOOD, ["plan:1 year year-weeks"], ["G1"], [4], id="keys that need each other"
        ),
        pytest.param(
            "goals:\n- {id: G1, target: {value: 1,200,000}}\n- {id: G2}\n",
            ["plan:2 goals[0].target.value comma"],
            ["G1", "G2"],
            [2, 3],
            id="an amount cut by its commas",
        ),
        pytest.param(
            "goals:\n- {id: G1}\ngoals:\n- {id: G2}\nname: b\nname: c\n",
            ["plan:3 goals duplicate-key", "plan:6 name duplicate-key"],
            [],
            [],
            id="a part twice is left out, of a word the last counts",
        ),
        pytest.param(
            "team: {members: [{name: a}, {name: a}, {name: b}]}\n" + GOOD,
            ["plan:1 team.members[1].name same-name"],
            ["G1"],
            [4],
        ),
        pytest.param(
            "goals:\n- id: G1\n  target: &t {foo: 1, value: 5}\n- {id: G2, target: *t}\n",
            ["plan:3 goals[0].target.foo unknown-key", "plan:4 goals[1].target.foo unknown-key"],
            ["G1", "G2"],
            [2, 4],
            id="a reference",
        ),
    ],
)
def test_what_is_refused_is_left_out(
    tmp_path: Path, text: str, problems: list[str], ids: list[str], lines: list[int]
) -> None:
    loaded, found = mended_of(tmp_path, text)
    assert found == problems
    assert [goal.id for goal in loaded.plan.goals] == ids
    assert [loaded.place_of(("goals", at)).line for at in range(len(ids))] == lines


def test_included_files_are_mended_too(tmp_path: Path) -> None:
    loaded, found = mended_of(
        tmp_path,
        "include: [goals.yaml, team.yaml]\nnme: a\n",
        goals="goals:\n- {ownr: a}\n- {id: G2, start: x}\n",
        team="team:\ngoals: []\n",
    )
    assert found == [
        "plan:2 nme unknown-key",
        "goals:2 goals[0].id missing",
        "goals:2 goals[0].ownr unknown-key",
        "goals:3 goals[1].start date",
        "team:1 team no-value",
        "team:2 goals duplicate-key",
    ]
    assert [(goal.id, goal.start) for goal in loaded.plan.goals] == [("G2", None)]
    place = loaded.place_of(("goals", 0, "start"))
    assert (Path(place.file or "").name, place.line, place.key) == ("goals.yaml", 3, "goals[1].start")


@pytest.mark.parametrize(
    "text",
    [b"\xff\xfe", b"a: [", b"- a\n", b"", b"name: a\n\tb: c\n", b"name: !!python/x a\n", b"include: [none.yaml]\n"],
)
def test_what_cannot_be_read_is_refused(tmp_path: Path, text: bytes) -> None:
    (tmp_path / "plan.yaml").write_bytes(text)
    with pytest.raises(BadInput):
        load_mended(str(tmp_path / "plan.yaml"))


def test_a_sound_plan_is_the_same_both_ways(tmp_path: Path) -> None:
    loaded, found = mended_of(tmp_path, GOOD)
    assert (found, loaded) == ([], load_plan(str(tmp_path / "plan.yaml")))
