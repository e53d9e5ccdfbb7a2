"""Items added to lists of the plan by position: in the form the list has, and nothing else changes."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from salesplan.errors import CannotWrite
from salesplan.load.plan.reader import read_values
from salesplan.model.plan.edit import PlanEdit, PlanItem
from salesplan.write.plan_edit import NotEditable
from salesplan.write.plan_items import with_item
from salesplan.write.plan_update import PlanOptions, update_plan

NOW = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)
NEW: Mapping[str, str | tuple[str, ...]] = {"id": "S9", "text": "交货快，两天到", "uses": ("S1", "O1")}
FLOW = '{id: S9, text: "交货快，两天到", uses: [S1, O1]}'
ITEMS = ("swot", "items")


def added(
    text: str, path: tuple[str | int, ...] = ITEMS, value: str | Mapping[str, str | tuple[str, ...]] = NEW
) -> str:
    """The plan's text with the item; what was there still stands in its order."""
    return with_item(read_values(text.encode(), "plan.yaml"), PlanItem(path, value))


BLOCK = "swot:\n  items:\n    - id: S1   # 一\n      text: a\n    # 后面的说明\n  strategies: []\n"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        pytest.param(
            BLOCK,
            "swot:\n  items:\n    - id: S1   # 一\n      text: a\n"
            '    - id: S9\n      text: "交货快，两天到"\n      uses: [S1, O1]\n    # 后面的说明\n  strategies: []\n',
            id="block list, comment after it",
        ),
        pytest.param(
            "swot:\n  items:\n  - {id: S1}  # 一\n# 完\n",
            f"swot:\n  items:\n  - {{id: S1}}  # 一\n  - {FLOW}\n# 完\n",
            id="items in braces, dash below the key",
        ),
        pytest.param(
            "swot:\n    items:\n        -   id: S1\n            text: a",
            "swot:\n    items:\n        -   id: S1\n            text: a\n        -   id: S9\n            text: "
            '"交货快，两天到"\n            uses: [S1, O1]',
            id="wide indents, no last line end",
        ),
        pytest.param(
            "swot:\n  items:\n    -   # 一\n      id: S1\n",
            "swot:\n  items:\n    -   # 一\n      id: S1\n"
            '    - id: S9\n      text: "交货快，两天到"\n      uses: [S1, O1]\n',
            id="dash on a line of its own",
        ),
        pytest.param(
            "swot:\n  items:\n    - id: S1\n      text: |\n        长\n        文\n  normalise: no\n",
            "swot:\n  items:\n    - id: S1\n      text: |\n        长\n        文\n"
            '    - id: S9\n      text: "交货快，两天到"\n      uses: [S1, O1]\n  normalise: no\n',
            id="folded text at the end",
        ),
        pytest.param(
            "swot:\n  items:\n    - {id: S1,\n       text: a}\n",
            f"swot:\n  items:\n    - {{id: S1,\n       text: a}}\n    - {FLOW}\n",
            id="braces over two lines",
        ),
        pytest.param(
            "swot: {items: [{id: S1}], normalise: no}\n",
            f"swot: {{items: [{{id: S1}}, {FLOW}], normalise: no}}\n",
            id="list in brackets",
        ),
        pytest.param(
            "swot:\n  items: [{id: S1}, ]  # 一\n",
            f"swot:\n  items: [{{id: S1}}, {FLOW}, ]  # 一\n",
            id="comma at the end",
        ),
        pytest.param(
            "swot:\n  items: [\n    {id: S1},  # 一\n    {id: S2}   # 二\n  ]\n",
            f"swot:\n  items: [\n    {{id: S1}},  # 一\n    {{id: S2}},   # 二\n    {FLOW}\n  ]\n",
            id="brackets, an item a line",
        ),
        pytest.param(
            "swot:\n  items: [\n    {id: S1},  # 一\n  ]\n",
            f"swot:\n  items: [\n    {{id: S1}},  # 一\n    {FLOW},\n  ]\n",
            id="brackets, an item a line, comma at the end",
        ),
        pytest.param(
            "swot:\n  items: [\n    {id: S1}]\n",
            f"swot:\n  items: [\n    {{id: S1}},\n    {FLOW}]\n",
            id="bracket on the last line",
        ),
        pytest.param(
            "goals:\n- id: G1\nswot:\n  items: []  # 还没有\n",
            'goals:\n- id: G1\nswot:\n  items:  # 还没有\n  - id: S9\n    text: "交货快，两天到"\n    uses: [S1, O1]\n',
            id="empty list, dashes as the file has them",
        ),
        pytest.param(
            "swot:\n    items:   # 还没有\n    normalise: no\n",
            "swot:\n    items:   # 还没有\n"
            '        - id: S9\n          text: "交货快，两天到"\n          uses: [S1, O1]\n'
            "    normalise: no\n",
            id="nothing behind the key",
        ),
        pytest.param(
            "swot:\n  items: ~\n",
            'swot:\n  items:\n    - id: S9\n      text: "交货快，两天到"\n      uses: [S1, O1]\n',
            id="null",
        ),
        pytest.param("swot: {items: []}\n", f"swot: {{items: [{FLOW}]}}\n", id="empty in braces"),
        pytest.param(
            "swot: {items: , normalise: no}\n", f"swot: {{items:  [{FLOW}], normalise: no}}\n", id="null in braces"
        ),
        pytest.param("swot: {normalise: no}\n", f"swot: {{normalise: no, items: [{FLOW}]}}\n", id="no list in braces"),
        pytest.param(
            "swot:\n  normalise: no\n\n# 完\n",
            "swot:\n  normalise: no\n  items:\n"
            '    - id: S9\n      text: "交货快，两天到"\n      uses: [S1, O1]\n\n# 完\n',
            id="no list",
        ),
        pytest.param(
            "swot: {}   # 还没有\nname: x\n",
            'swot:   # 还没有\n  items:\n    - id: S9\n      text: "交货快，两天到"\n      uses: [S1, O1]\nname: x\n',
            id="empty braces",
        ),
        pytest.param(
            "name: x\nteam:\n    members:\n    - {name: 张三}\n",
            "name: x\nteam:\n    members:\n    - {name: 张三}\n\nswot:\n    items:\n    - id: S9\n"
            '      text: "交货快，两天到"\n      uses: [S1, O1]\n',
            id="no swot, indented as the file is",
        ),
    ],
)
@pytest.mark.parametrize("crlf", [False, True], ids=["lf", "crlf"])
def test_where_an_item_goes(before: str, after: str, *, crlf: bool) -> None:
    if crlf:
        before, after = before.replace("\n", "\r\n"), after.replace("\n", "\r\n")
    if crlf and "\r\n" not in before:
        return
    assert added(before) == after


def test_a_text_is_added_to_a_list_of_texts() -> None:
    assert added("checks:\n  ignore: [A]\n", ("checks", "ignore"), "SWOT-W13") == "checks:\n  ignore: [A, SWOT-W13]\n"
    assert added("include:\n- a.yaml\n", ("include",), "b.yaml") == "include:\n- a.yaml\n- b.yaml\n"


def test_a_list_inside_an_item_of_a_list() -> None:
    text = "targets:\n- id: a\n  commitments:\n  - {path: x}\n- id: b\n"
    first = added(text, ("targets", 0, "commitments"), {"path": "y"})
    assert first == "targets:\n- id: a\n  commitments:\n  - {path: x}\n  - {path: y}\n- id: b\n"
    assert added(text, ("targets", 1, "commitments"), {"path": "y"}).endswith("- id: b\n  commitments:\n  - path: y\n")


@pytest.mark.parametrize(
    ("text", "path"),
    [
        ("swot:\n  items: &a\n  - {id: S1}\nother: *a\n", ITEMS),
        ("base: &a\n- {id: S1}\nswot:\n  items: *a\n", ITEMS),
        ("swot:\n  items: 什么\n", ITEMS),
        ("swot: 什么\n", ITEMS),
        ("swot: []\n", ITEMS),
        ("swot:\n  items: {a: 1}\n", ITEMS),
        ("targets:\n- id: a\n", ("targets", 3, "commitments")),
    ],
)
def test_what_cannot_have_an_item_is_refused(text: str, path: tuple[str | int, ...]) -> None:
    with pytest.raises(NotEditable):
        added(text, path)


@given(
    st.sampled_from([BLOCK, "swot:\n  items: [{id: S1}]\n", "swot:\n  items:\n  - {id: S1}\n", "name: x\n"]),
    st.text(st.characters(exclude_categories=["Cs"]), max_size=12),
    st.sampled_from(["\n", "\r\n"]),
)
def test_any_text_is_read_again_as_it_was_meant(plan: str, words: str, sign: str) -> None:
    text = plan.replace("\n", sign)
    new = added(text, value={"id": "S9", "text": words})
    wanted = json.loads(json.dumps(read_values(text.encode(), "plan.yaml").values))
    wanted.setdefault("swot", {}).setdefault("items", []).append({"id": "S9", "text": words})
    assert read_values(new.encode(), "plan.yaml").values == wanted
    kept = [line for line in new.split(sign) if line in text.split(sign)]
    assert [line for line in text.split(sign) if line] == [line for line in kept if line] or "[{id: S1}]" in plan


def test_items_and_values_go_into_the_included_file(tmp_path: Path) -> None:
    plan, part = tmp_path / "plan.yaml", tmp_path / "swot.yaml"
    plan.write_bytes(b"include: [swot.yaml]\nname: x\n")
    part.write_bytes("\ufeffswot:\r\n  items:\r\n  - {id: S1}  # 一\r\n".encode())
    edits: list[PlanEdit | PlanItem] = [
        PlanItem(ITEMS, {"id": "S2"}),
        PlanEdit(("name",), "y"),
        PlanItem(ITEMS, {"id": "S3"}),
    ]
    dry = update_plan(str(plan), edits, PlanOptions(NOW, dry_run=True))
    assert not dry.written
    assert [(c.place.line, c.place.key, c.old, c.new) for c in dry.changes] == [
        (2, "name", "x", "y"),
        (4, "swot.items[1]", None, "{id: S2}"),
        (5, "swot.items[2]", None, "{id: S3}"),
    ]
    assert plan.read_bytes() == b"include: [swot.yaml]\nname: x\n"
    done = update_plan(str(plan), edits, PlanOptions(NOW))
    assert plan.read_bytes() == b"include: [swot.yaml]\nname: y\n"
    new = "\ufeffswot:\r\n  items:\r\n  - {id: S1}  # 一\r\n  - {id: S2}\r\n  - {id: S3}\r\n"
    assert part.read_bytes() == new.encode()
    assert set(done.backups) == {str(plan), str(part)}


def test_a_plan_changed_meanwhile_is_refused(tmp_path: Path) -> None:
    plan = tmp_path / "plan.yaml"
    plan.write_text("swot: {}\n")
    options = PlanOptions(NOW, expected={str(plan): "0" * 64})
    with pytest.raises(CannotWrite, match="改动"):
        update_plan(str(plan), [PlanItem(ITEMS, {"id": "S1"})], options)
    assert plan.read_text() == "swot: {}\n"
    shared = "swot:\n  items: &a [{id: S1}]\nother: *a\n"
    plan.write_text(shared)
    with pytest.raises(CannotWrite) as refused:
        update_plan(str(plan), [PlanItem(ITEMS, {"id": "S2"})], replace(options, expected={}))
    (problem,) = refused.value.problems
    assert (problem.code, problem.place.line) == ("WRITE-plan", 2)
    assert "- {id: S2}" in problem.fix.in_("en")
    assert plan.read_text() == shared
