"""What an ignore comment covers."""

from __future__ import annotations

import pytest

from salesplan.load.plan.ignores import ignores
from salesplan.load.plan.reader import read_values


@pytest.mark.parametrize(
    ("text", "path", "reason"),
    [
        ("goals:\n- id: G1  # salesplan: ignore=SMART-S2 agreed\n  name: a\n", ("goals", 0), "agreed"),
        ("goals:\n- id: G1\n  name: a  # salesplan: ignore=SMART-S2\n", ("goals", 0, "name"), ""),
        ("goals:\n- id: G1\n  # salesplan: ignore=SMART-S2 later\n\n  name: a\n", ("goals", 0, "name"), "later"),
        ("goals:  # salesplan: ignore=SMART\n- id: G1\n", ("goals",), ""),
        ("# salesplan: ignore=SMART-S2\ngoals:\n- {id: G1}\n", ("goals",), ""),
        ("goals:\n- {id: G1}\n# salesplan: ignore=SMART-S2\n", None, ""),
        ("goals:\r\n- id: G1  # salesplan: ignore=SMART-S2, SMART-S5 both\r\n", ("goals", 0), "both"),
    ],
)
def test_a_comment_covers_what_begins_on_its_line(text: str, path: tuple[str | int, ...] | None, reason: str) -> None:
    (found,) = ignores(read_values(text.encode(), "plan.yaml"))
    assert (found.path, found.reason) == (path, reason)


@pytest.mark.parametrize(
    ("comment", "codes", "reason"),
    [
        ("# salesplan: ignore=SMART-S2", ("SMART-S2",), ""),
        ("#salesplan:ignore=SMART-S2,SWOT", ("SMART-S2", "SWOT"), ""),
        ("# salesplan：ignore = smart-s2，SWOT-W1、 fab-f01 已同意", ("SMART-S2", "SWOT-W1", "FAB-F01"), "已同意"),
        ("# salesplan: ignore=SMART-S2, agreed by all", ("SMART-S2",), ", agreed by all"),
    ],
)
def test_how_codes_may_be_written(comment: str, codes: tuple[str, ...], reason: str) -> None:
    (found,) = ignores(read_values(f"name: a  {comment}\n".encode(), "plan.yaml"))
    assert (found.codes, found.reason) == (codes, reason)


@pytest.mark.parametrize(
    "text",
    [
        'name: "a # salesplan: ignore=SMART-S2"\n',
        "name: >-\n  a\n  # salesplan: ignore=SMART-S2\n",
        "name: a # other\n",
    ],
)
def test_no_comment(text: str) -> None:
    assert ignores(read_values(text.encode(), "plan.yaml")) == []


@pytest.mark.parametrize(
    ("path", "code", "covered"),
    [
        (("goals", 0), "SMART-S2", True),
        (("goals", 0, "name"), "SMART-S2", True),
        (("goals", 1), "SMART-S2", False),
        (("goals",), "SMART-S2", False),
        (("goals", 0), "SWOT-W1", False),
    ],
)
def test_what_is_covered(path: tuple[str | int, ...], code: str, *, covered: bool) -> None:
    (found,) = ignores(read_values(b"goals:\n- id: G1  # salesplan: ignore=SMART\n", "plan.yaml"))
    assert found.covers(path, code) is covered
