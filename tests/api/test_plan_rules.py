"""What the api makes of the rules: where their findings stand, what silences them, what they lack."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from salesplan.api.plan_rules import RuleRun, rule_findings, rule_run
from salesplan.api.setting import setting
from salesplan.compute.plan.catalogue import catalogue, codes_like, unknown
from salesplan.compute.plan.rule import Facts, Hit

AS_OF = date(2026, 6, 30)


def run_of(folder: Path, text: str, select: tuple[str, ...] = ("SMART-S4",), **files: str) -> RuleRun:
    """What the rules make of a plan; each further file is included as ``name.yaml``."""
    for name, content in files.items():
        (folder / f"{name}.yaml").write_text(content, "utf-8")
    (folder / "plan.yaml").write_text(text, "utf-8")
    return rule_run(setting(str(folder / "plan.yaml"), as_of=AS_OF), select)


def lines(run: RuleRun) -> list[tuple[str, int | None, str | None]]:
    return [(Path(p.place.file or "").name, p.place.line, p.place.key) for p in run.findings]


def test_a_finding_stands_at_its_part_else_at_the_part_around(tmp_path: Path) -> None:
    run = run_of(tmp_path, "name: a\ngoals:\n- id: G1\n  owner:  ''\n- id: G2\n")
    assert lines(run) == [("plan.yaml", 4, "goals[0].owner"), ("plan.yaml", 5, "goals[1].owner")]


def test_a_finding_stands_in_the_included_file(tmp_path: Path) -> None:
    run = run_of(tmp_path, "include: [more.yaml]\n", more="\n\ngoals:\n- {id: G1}\n")
    assert lines(run) == [("more.yaml", 4, "goals[0].owner")]


@pytest.mark.parametrize(
    ("text", "left", "silenced"),
    [
        ("goals:\n- id: G1  # salesplan: ignore=SMART-S4 nobody yet\n- id: G2\n", [3], 1),
        ("goals:  # salesplan: ignore=SMART-S\n- id: G1\n- id: G2\n", [], 2),
        ("goals:\n- id: G1  # salesplan: ignore=SMART-S5\n- id: G2\n", [2, 3], 0),
        ("checks: {ignore: SMART-S4}\ngoals:\n- id: G1\n", [], 0),
        ("checks: {ignore: ['']}\ngoals:\n- id: G1\n", [3], 0),
    ],
)
def test_what_is_silenced(tmp_path: Path, text: str, left: list[int], silenced: int) -> None:
    run = run_of(tmp_path, text)
    assert [line for _, line, _ in lines(run)] == left
    assert sum(run.silenced.values()) == silenced


def test_comments_that_silence_nothing_are_known(tmp_path: Path) -> None:
    run = run_of(
        tmp_path,
        "goals:\n- id: G1  # salesplan: ignore=SMART-S4\n- {id: G2, owner: a}  # salesplan: ignore=SMART-S4\n"
        "# salesplan: ignore=SMART\n",
    )
    assert [comment.line for _, comment in run.idle] == [3, 4]


@pytest.fixture
def needy(monkeypatch: pytest.MonkeyPatch) -> None:
    """The only rule there is needs customers, and finds as many as there are."""

    def find(facts: Facts) -> Iterator[Hit]:
        yield from (Hit(("name",), {"id": n}) for n in range(len(facts.lists["customers"])))

    one = replace(catalogue()["SMART-S4"], code="TEST-W01", needs=("customers",), find=find)
    monkeypatch.setattr("salesplan.compute.plan.catalogue.catalogue", lambda: {"TEST-W01": one})


@pytest.mark.usefixtures("needy")
def test_a_list_that_the_plan_does_not_name(tmp_path: Path) -> None:
    run = run_of(tmp_path, "name: a\n", ())
    assert (run.applied, run.not_applied, run.findings) == ((), (("TEST-W01", "customers"),), ())


@pytest.mark.usefixtures("needy")
def test_a_list_that_is_read(tmp_path: Path) -> None:
    (tmp_path / "c.csv").write_text("客户编号,客户名称\nC1,甲\nC2,乙\n", "utf-8")
    run = run_of(tmp_path, "sources: {customers: c.csv}\nname: a\n", ())
    assert lines(run) == [("plan.yaml", 2, "name")] * 2
    assert [source.table for source in run.inputs] == ["customers"]


@pytest.mark.usefixtures("needy")
@pytest.mark.parametrize("content", [None, b"", b"PK\x03\x04", b"a,b\n1,2\n"])
def test_a_list_that_cannot_be_used(tmp_path: Path, content: bytes | None) -> None:
    if content is not None:
        (tmp_path / "c.csv").write_bytes(content)
    run = run_of(tmp_path, "name: a\nsources:\n  customers: c.csv\n", ())
    (found,) = run.findings
    assert (found.code, found.severity, found.place.line) == ("CHECK-list", "warning", 3)
    assert run.not_applied == (("TEST-W01", "customers"),)


@pytest.mark.usefixtures("needy")
def test_a_calendar_that_cannot_be_used(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def find(facts: Facts) -> Iterator[Hit]:
        assert facts.calendar is not None
        assert not facts.calendar({2026}).is_workday(date(2026, 10, 1))
        facts.calendar({2026})
        yield from ()

    one = replace(catalogue()["SMART-S4"], find=find)
    monkeypatch.setattr("salesplan.compute.plan.catalogue.catalogue", lambda: {"SMART-S4": one})
    run = run_of(tmp_path, "name: a\ncalendar:\n  file: none.csv\n", ())
    (found,) = run.findings
    assert (found.code, found.place.line, found.place.key) == ("CHECK-list", 3, "calendar.file")


def test_codes_that_no_rule_has() -> None:
    assert unknown(["SMART", "SMART-S4", "SMRT", ""]) == ["SMRT", ""]
    assert codes_like("SMRT")[0] == "SMART"
    assert codes_like("smart-s4")[0] == "SMART-S4"


def test_the_findings_of_a_part(tmp_path: Path) -> None:
    (tmp_path / "plan.yaml").write_text("goals:\n- {id: G1}\n", "utf-8")
    found = rule_findings(setting(str(tmp_path / "plan.yaml"), as_of=AS_OF), ("SMART-S",), ("SMART-S4",))
    assert {problem.code for problem in found} == {"SMART-S1", "SMART-S2", "SMART-S3"}
