"""Values put into the plan where they stand: nothing else changes, and undo brings it all back."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from program import Run
from salesplan.errors import BadInput, CannotWrite
from salesplan.load.plan.loader import load_plan
from salesplan.load.plan.reader import read_values
from salesplan.write.plan_edit import NotEditable, edited
from salesplan.write.plan_stretches import value_at
from salesplan.write.plan_update import PlanEdit, PlanOptions, hashes_of, update_plan

NOW = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)
OPTIONS = PlanOptions(NOW)
PLAN = """# 计划
version: 1     # 版本
targets:
  - id: revenue                # 全年
    metric: revenue
    total: "3000万"   # t
    by: [quarter, month]
  - id: regions
    of: revenue
    basis: {region: history, quarter: seasonal}
    pins: {region=西南/quarter=2026-Q1: 60万}
    # 后面的说明
  - {id: x, total: 5, }
  - id: z
    total: 'it''s'
    pins:   # 还没有
    min: ~
    max: {}
    commitments:
      - path: region=华东
        amount: 3
        agreed_by: [a, b]
      - {path: region=华北, amount: 4}
    note: |
      你好
      there

# end
unit: &u 100
other: *u
base: &b
  a: 1
same: *b
"""
DRESSES = {
    "as it is": lambda text: text,
    "crlf": lambda text: text.replace("\n", "\r\n"),
    "no last line end": lambda text: text.rstrip("\n"),
}


def lines_changed(path: tuple[str | int, ...], value: str | tuple[str, ...], text: str = PLAN) -> list[str]:
    """The lines of the new text that the old one does not have."""
    new = edited(read_values(text.encode(), "plan.yaml"), [PlanEdit(path, value)])
    return [line for line in new.split("\n") if line not in text.split("\n")]


@pytest.mark.parametrize(
    ("path", "value", "expected"),
    [
        (("version",), "2", ["version: 2     # 版本"]),
        (("targets", 0, "total"), "3100万", ['    total: "3100万"   # t']),
        (("targets", 3, "total"), "o'clock", ["    total: 'o''clock'"]),
        (("targets", 3, "total"), "a\nb", ['    total: "a\\nb"']),
        (("targets", 0, "by"), ("月份",), ["    by: [月份]"]),
        (("targets", 0, "by", 1), "week", ["    by: [quarter, week]"]),
        (("targets", 0, "pins", "region=华东"), "300万", ["    pins:", "      region=华东: 300万"]),
        (
            ("targets", 1, "pins", "region=华东"),
            "1",
            ["    pins: {region=西南/quarter=2026-Q1: 60万, region=华东: 1}"],
        ),
        (("targets", 2, "pins", "a=b"), "1", ["  - {id: x, total: 5, pins: {a=b: 1}, }"]),
        (("targets", 3, "pins", "a=b"), "1", ["      a=b: 1"]),
        (("targets", 3, "min", "a=b"), "1", ["    min: {a=b: 1}"]),
        (("targets", 3, "max", "a=b"), "1", ["    max: {a=b: 1}"]),
        (("targets", 3, "pins"), "1", ["    pins: 1   # 还没有"]),
        (("targets", 3, "note"), "neu", ["    note: neu"]),
        (("targets", 3, "zz"), "null", ['    zz: "null"']),
        (("targets", 3, "commitments", 0, "agreed_on"), "2026-01-02", ["        agreed_on: 2026-01-02"]),
        (("targets", 3, "commitments", 1, "by"), "张: 三", ['      - {path: region=华北, amount: 4, by: "张: 三"}']),
        (("new",), "x", ["new: x"]),
        (("other",), "7", ["other: 7"]),
        (("goals", "a", "b"), "1", ["goals:", "  a:", "    b: 1"]),
    ],
)
def test_only_its_own_place_changes(
    path: tuple[str | int, ...], value: str | tuple[str, ...], expected: list[str]
) -> None:
    assert lines_changed(path, value) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a: 1\r\nb:\r\n  c: 1\r", "a: 1\r\nb:\r\n  c: 1\r\n  d: 2\r\nz: 9\r"),
        ("a: 1\r\nb: {c: 1}\r", "a: 1\r\nb: {c: 1, d: 2}\r\nz: 9\r"),
        ("a: 1\nb:\n  c: 1\r", "a: 1\nb:\n  c: 1\n  d: 2\nz: 9\r"),
        ("a: 1\rb:\r  c: 1\r", "a: 1\rb:\r  c: 1\r  d: 2\rz: 9\r"),
        ("a: 1\r\nb:\n  c: 1\n", "a: 1\r\nb:\n  c: 1\n  d: 2\nz: 9\n"),
        ("a: 1\nx: 1\r\nb:\r\n  c: 1", "a: 1\nx: 1\r\nb:\r\n  c: 1\r\n  d: 2\r\nz: 9"),
        ("{b: {c: 1}}", "{b: {c: 1, d: 2}, z: 9}"),
        ("b: {c: 1}", "b: {c: 1, d: 2}\nz: 9"),
    ],
)
def test_new_lines_end_as_the_file_does_whatever_its_last_line_has(text: str, expected: str) -> None:
    edits = [PlanEdit(("b", "d"), "2"), PlanEdit(("z",), "9")]
    assert edited(read_values(text.encode(), "plan.yaml"), edits) == expected


@pytest.mark.parametrize("dress", DRESSES)
def test_several_edits_at_once_in_any_dress(dress: str) -> None:
    """Where two mappings end in the same line, the inner one's key stands first; line ends are those of the file."""
    text = DRESSES[dress](PLAN + "last:\n  - deep:\n      a: 1\n")
    edits = [
        PlanEdit(("last", 0, "more"), "3"),
        PlanEdit(("last", 0, "deep", "b"), "2"),
        PlanEdit(("end",), "4"),
        PlanEdit(("unit2",), "x"),
        PlanEdit(("targets", 3, "note"), "neu"),
        PlanEdit(("targets", 3, "zz"), "k"),
    ]
    new = edited(read_values(text.encode(), "plan.yaml"), edits)
    assert ("\r\n" in new) == (new.count("\n") == new.count("\r\n")) == (dress == "crlf")
    assert new.endswith("\n") == (dress != "no last line end")
    plain = new.replace("\r\n", "\n")
    assert "    note: neu\n    zz: k\n\n# end\n" in plain
    assert plain.rstrip("\n").endswith("  - deep:\n      a: 1\n      b: 2\n    more: 3\nend: 4\nunit2: x")


@pytest.mark.parametrize(
    "path",
    [
        ("unit",),  # shared through an anchor
        ("base", "a"),
        ("same", "a"),  # lies in the other place
        ("same", "c"),
        ("base", "c"),
        ("targets",),
        ("targets", 3),
        ("targets", 9, "total"),
        ("targets", "total"),
        ("version", "a"),
        ("targets", 3, "commitments"),
        ("targets", 0, "by", 5),
        ("targets", 3, "pins", 0),
    ],
)
def test_what_cannot_be_changed_alone_is_refused(path: tuple[str | int, ...]) -> None:
    plan = read_values(PLAN.encode(), "plan.yaml")
    with pytest.raises(NotEditable) as refused:
        edited(plan, [PlanEdit(("version",), "2"), PlanEdit(path, "9")])
    assert [edit.path for edit in refused.value.edits] == [path]


def test_a_list_with_a_comment_inside_stays() -> None:
    text = "a: [1, # one\n  2]\n"
    with pytest.raises(NotEditable):
        edited(read_values(text.encode(), "plan.yaml"), [PlanEdit(("a",), ("3",))])


SCALARS = [
    path
    for path, spot in read_values(PLAN.encode(), "plan.yaml").spots.items()
    if not isinstance(value_at(read_values(PLAN.encode(), "").values, path), dict | list)
    and path not in {("unit",), ("base", "a")}
    and not spot.block
]


@given(st.sampled_from(SCALARS), st.text(max_size=30), st.sampled_from(list(DRESSES)))
def test_any_text_into_any_scalar_leaves_the_rest_byte_for_byte(
    path: tuple[str | int, ...], value: str, dress: str
) -> None:
    text = DRESSES[dress](PLAN)
    plan = read_values(text.encode(), "plan.yaml")
    spot = plan.spots[path]
    new = edited(plan, [PlanEdit(path, value)])
    assert new.startswith(text[: spot.start])
    assert new.endswith(text[spot.end :])
    wanted = json.loads(json.dumps(plan.values))
    value_at(wanted, path[:-1])[path[-1]] = value
    assert read_values(new.encode(), "plan.yaml").values == wanted


@given(st.sampled_from([(), ("targets", 0), ("targets", 1, "pins"), ("targets", 2)]), st.text(max_size=20), st.text())
@example((), "-A", "")
def test_any_key_and_value_can_be_added(base: tuple[str | int, ...], key: str, value: str) -> None:
    plan = read_values(PLAN.encode(), "plan.yaml")
    try:
        new = edited(plan, [PlanEdit((*base, key), value)])
    except NotEditable:  # no key of a plan: empty, blanks around it, or one that is there with more below
        assert not key or key != key.strip() or (*base, key) in plan.keys
        return
    assert value_at(read_values(new.encode(), "").values, (*base, key)) == value
    gone = [line for line in PLAN.split("\n") if line not in new.split("\n")]
    assert len(gone) == (0 if base in ((), ("targets", 0)) else 1)


def test_the_file_changes_and_undo_brings_it_back(company: Path, run: Run) -> None:
    before = Path("plan.yaml").read_bytes()
    loaded = load_plan("plan.yaml")
    options = replace(OPTIONS, expected=hashes_of(loaded.inputs))
    edits = [
        PlanEdit(("targets", 1, "pins", "region=华东"), "900万"),
        PlanEdit(("targets", 1, "pins", "region=西南/quarter=2026-Q1"), "61万"),
        PlanEdit(("unit",), "100"),
    ]
    tried = update_plan("plan.yaml", edits, replace(options, dry_run=True))
    assert Path("plan.yaml").read_bytes() == before
    assert (tried.written, tried.backups) == (False, {})
    done = update_plan("plan.yaml", edits, options)
    assert done.written
    assert (done.changes, done.lines) == (tried.changes, tried.lines)
    assert [(c.old, c.new) for c in done.changes] == [(None, "900万"), ("60万", "61万")]
    assert [line.mark for line in done.lines] == ["-", "+"]
    pins = load_plan("plan.yaml").plan.targets[1].pins
    assert {path: int(amount) for path, amount in pins.items()} == {
        "region=西南/quarter=2026-Q1": 610000,
        "region=华东": 9000000,
    }
    assert run("undo", "plan.yaml").code == 0
    assert Path("plan.yaml").read_bytes() == before


def test_a_file_changed_since_it_was_read_is_refused(tmp_path: Path) -> None:
    plan = tmp_path / "plan.yaml"
    plan.write_text("version: 1\n", "utf-8")
    expected = hashes_of(load_plan(str(plan)).inputs)
    plan.write_text("version: 1\n# by hand\n", "utf-8")
    with pytest.raises(CannotWrite) as refused:
        update_plan(str(plan), [PlanEdit(("unit",), "10")], replace(OPTIONS, expected=expected))
    assert [p.code for p in refused.value.problems] == ["WRITE-changed"]
    assert plan.read_text("utf-8") == "version: 1\n# by hand\n"


def test_a_mark_at_the_beginning_and_what_says_the_same_stay(tmp_path: Path) -> None:
    plan = tmp_path / "plan.yaml"
    plan.write_bytes(b"\xef\xbb\xbfversion: 1\r\nunit: 1\r\n")
    nothing = update_plan(str(plan), [PlanEdit(("unit",), "1")], OPTIONS)
    assert (nothing.written, nothing.changes, list(tmp_path.iterdir())) == (False, (), [plan])
    assert update_plan(str(plan), [PlanEdit(("unit",), "9"), PlanEdit(("unit",), "10")], OPTIONS).written
    assert plan.read_bytes() == b"\xef\xbb\xbfversion: 1\r\nunit: 10\r\n"


def test_each_value_goes_into_the_file_its_key_stands_in(tmp_path: Path) -> None:
    plan, targets = tmp_path / "plan.yaml", tmp_path / "targets.yaml"
    plan.write_text("version: 1\ninclude: [targets.yaml]\n", "utf-8")
    targets.write_text("targets:\n  - {id: a, total: 100}   # ours\n", "utf-8")
    done = update_plan(str(plan), [PlanEdit(("targets", 0, "total"), "200"), PlanEdit(("unit",), "10")], OPTIONS)
    assert targets.read_text("utf-8") == "targets:\n  - {id: a, total: 200}   # ours\n"
    assert plan.read_text("utf-8") == "version: 1\ninclude: [targets.yaml]\nunit: 10\n"
    assert sorted(done.backups) == [str(plan), str(targets)]
    assert [str(change.place) for change in done.changes] == [f"{plan}:3:1 unit", f"{targets}:2:13 targets[0].total"]


def test_a_refusal_names_every_place_and_writes_nothing(tmp_path: Path) -> None:
    plan = tmp_path / "plan.yaml"
    text = "unit: &u 100\nname: *u\ncurrency: CNY\n"
    plan.write_text(text, "utf-8")
    with pytest.raises(CannotWrite) as refused:
        update_plan(str(plan), [PlanEdit(("unit",), "1"), PlanEdit(("currency",), "USD")], OPTIONS)
    problem = refused.value.problems[0]
    assert (problem.code, problem.place.line, problem.place.key) == ("WRITE-plan", 1, "unit")
    assert "unit: 1" in str(problem.fix)
    assert plan.read_text("utf-8") == text
    plan.write_text("unit: [\n", "utf-8")
    with pytest.raises(BadInput):
        update_plan(str(plan), [PlanEdit(("unit",), "1")], OPTIONS)
