"""What is left out of a plan: what stays and where it stood, and the findings that may come from what is gone."""

from __future__ import annotations

import pytest

from salesplan.load.plan.kept import Kept, without
from salesplan.load.plan.reader import read_values
from salesplan.model.plan.paths import Path

PLAN = """\
team: {members: [{name: 张三, level: 9}, {name: 李四}]}
goals:
- {id: G1, name: 销售额}
- {id: G2, target: {value: x}}
- {id: [7], name: {a: b}}
swot: {id: S0}
"""


def left(*paths: Path) -> tuple[object, Kept]:
    return without(read_values(PLAN.encode(), "plan.yaml"), paths)


@pytest.mark.parametrize(
    ("path", "names"),
    [
        (("goals", 0), {"G1", "销售额"}),
        (("goals", 1), {"G2"}),
        (("goals", 1, "target"), set()),
        (("goals", 2), set()),
        (("goals",), {"G1", "销售额", "G2"}),
        (("swot",), {"S0"}),
        (("team", "members"), {"张三", "李四"}),
        (("team",), set()),
        (("nowhere",), set()),
    ],
)
def test_ids_and_names_of_what_is_left_out(path: Path, names: set[str]) -> None:
    assert left(path)[1].names == names


def test_names_of_all_that_is_left_out_together() -> None:
    assert left(("goals", 0), ("team", "members", 1))[1].names == {"G1", "销售额", "李四"}


def test_the_rest_stays_and_is_found_where_it_stood() -> None:
    values, kept = left(("goals", 0), ("team", "members", 0, "level"))
    assert isinstance(values, dict)
    assert [goal["id"] for goal in values["goals"]] == ["G2", ["7"]]
    assert values["team"]["members"][0] == {"name": "张三"}
    assert kept.in_file(("goals", 0, "id")) == ("goals", 1, "id")
    assert kept.in_file(("goals", 5, "id")) == ("goals", 5, "id")
    assert kept.in_file(("team", "members", 1)) == ("team", "members", 1)
    assert Kept().in_file(("goals", 0)) == ("goals", 0)


@pytest.mark.parametrize(
    ("path", "value", "words", "hidden"),
    [
        (("goals", 1, "parent"), "G1", "", True),
        (("goals", 1, "parent"), "销售额", "", True),
        (("goals", 1, "parent"), "G9", "", False),
        (("goals", 1), None, "", False),
        (("goals", 0), None, "", True),
        (("goals", 0, "target", "value"), None, "", True),
        (("goals",), None, "", True),
        (("team", "members", 0), None, "has no level", True),
        (("team", "members", 0), None, "has no levels", False),
        (("team", "members", 1), None, "has no level", False),
        (("team",), None, "", True),
        (("swot",), None, "", False),
        ((), None, "", False),
    ],
)
def test_findings_that_may_come_from_what_is_gone(
    path: Path,
    value: str | None,
    words: str,
    hidden: bool,  # noqa: FBT001 - a case
) -> None:
    kept = left(("goals", 0), ("team", "members", 0, "level"))[1]
    assert kept.hides(path, value, words) is hidden
