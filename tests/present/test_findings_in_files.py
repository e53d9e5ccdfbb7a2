"""Findings as SARIF and as GitHub annotations: every field that code hosts need, and nothing that steers them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from salesplan.compute.plan.catalogue import catalogue
from salesplan.errors import Place, Problem, Severity
from salesplan.model.result import Result
from salesplan.model.table import Table
from salesplan.present.annotations import found_at, render_annotations
from salesplan.present.sarif import render_sarif
from salesplan.text import Lang, Text, set_language

SAID = Text("目标 {id} 没有负责人", "goal {id} has no owner")
FIX = Text("写上 owner: 姓名", "write owner: a name")
AT = Place(file="plan.yaml", line=12, column=3, key="goals[0].owner")


def found(code: str = "SMART-S4", severity: Severity = "error", id_: str = "G1", place: Place = AT) -> Problem:
    return Problem(code, severity, SAID.format(id=id_), FIX, place)


def result_of(*problems: Problem) -> Result[Any]:
    return Result("check", None, None, Table(()), findings=problems)


def log_of(*problems: Problem) -> Any:  # noqa: ANN401 - any JSON
    return json.loads(render_sarif([result_of(*problems)]))


def test_sarif_by_hand() -> None:
    set_language("en")
    log = log_of(found())
    assert (log["version"], log["$schema"]) == ("2.1.0", "https://json.schemastore.org/sarif-2.1.0.json")
    (run,) = log["runs"]
    driver = run["tool"]["driver"]
    assert (driver["name"], [rule["id"] for rule in driver["rules"]]) == ("salesplan", ["SMART-S4"])
    assert driver["rules"][0]["shortDescription"]["text"] == "goal … has no owner"
    assert driver["rules"][0]["help"]["text"].endswith("salesplan explain SMART-S4")
    assert driver["rules"][0]["defaultConfiguration"] == {"level": "error"}
    (one,) = run["results"]
    assert one == {
        "ruleId": "SMART-S4",
        "ruleIndex": 0,
        "level": "error",
        "message": {"text": "Goal G1 has no owner\n→ Write owner: a name"},
        "locations": [
            {
                "physicalLocation": {
                    "artifactLocation": {"uri": "plan.yaml", "uriBaseId": "%SRCROOT%"},
                    "region": {"startLine": 12, "startColumn": 3},
                },
                "logicalLocations": [{"fullyQualifiedName": "goals[0].owner"}],
            }
        ],
    }


def test_sarif_names_each_rule_once_and_points_to_it() -> None:
    log = log_of(found("SWOT-X"), found("SMART-S4", "warning"), found("SWOT-X", "note"))
    (run,) = log["runs"]
    ids = [rule["id"] for rule in run["tool"]["driver"]["rules"]]
    assert ids == ["SMART-S4", "SWOT-X"]
    assert [ids[one["ruleIndex"]] for one in run["results"]] == ["SWOT-X", "SMART-S4", "SWOT-X"]
    assert [one["level"] for one in run["results"]] == ["error", "warning", "note"]
    for rule in run["tool"]["driver"]["rules"]:
        assert all(rule[key]["text"] for key in ("shortDescription", "fullDescription", "help"))


def test_sarif_of_a_clean_plan_has_a_run_without_results() -> None:
    (run,) = log_of()["runs"]
    assert (run["results"], run["tool"]["driver"]["rules"]) == ([], [])


def test_sarif_names_a_file_as_a_uri_and_a_cell_as_a_logical_place() -> None:
    log = log_of(
        found(place=Place("计划 1.yaml", line=1)), found(place=Place("a.xlsx", "客户", "D3")), found(place=Place())
    )
    named, cell, nowhere = log["runs"][0]["results"]
    assert named["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] == "%E8%AE%A1%E5%88%92%201.yaml"
    assert "region" not in cell["locations"][0]["physicalLocation"]
    assert cell["locations"][0]["logicalLocations"] == [{"fullyQualifiedName": "客户!D3"}]
    assert "locations" not in nowhere


@pytest.mark.parametrize("lang", ["zh", "zh-Hant", "en"])
def test_every_rule_can_be_told_in_sarif(lang: Lang) -> None:
    set_language(lang)
    log = log_of(*(found(code) for code in catalogue()))
    for rule in log["runs"][0]["tool"]["driver"]["rules"]:
        assert rule["shortDescription"]["text"]
        assert "{" not in rule["shortDescription"]["text"]
        assert rule["fullDescription"]["text"]


def test_github_by_hand() -> None:
    set_language("en")
    lines = list(render_annotations([found(), found(severity="warning"), found(severity="note")]))
    said = "Goal G1 has no owner%0A→ Write owner: a name\n"
    at = "file=plan.yaml,line=12,col=3,title=SMART-S4"
    assert lines == [f"::error {at}::{said}", f"::warning {at}::{said}", f"::notice {at}::{said}"]


def test_github_escapes_what_would_end_a_property_or_a_line() -> None:
    set_language("en")
    (line,) = render_annotations([found(id_="50%\r\n::error::x", place=Place("a,b:c%.yaml", line=1))])
    assert line.startswith("::error file=a%2Cb%3Ac%25.yaml,line=1,title=SMART-S4::Goal 50%25")
    assert line.count("\n") == 1
    assert "\r" not in line


def test_github_names_the_cell_of_a_workbook_in_the_message() -> None:
    set_language("en")
    (line,) = render_annotations([found(place=Place("a.xlsx", "客户", "D3"))])
    assert line.startswith("::error file=a.xlsx,title=SMART-S4::客户!D3 Goal G1")


def test_nothing_found_says_nothing_to_github() -> None:
    assert list(render_annotations([])) == []


def test_files_are_named_from_here_and_those_elsewhere_by_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "here").mkdir()
    monkeypatch.chdir(tmp_path / "here")
    assert found_at(Place("plans/plan.yaml")) == "plans/plan.yaml"
    assert found_at(Place(str(tmp_path / "here" / "plans" / "plan.yaml"))) == "plans/plan.yaml"
    assert found_at(Place(str(tmp_path / "other" / "plan.yaml"))) == "plan.yaml"
    assert found_at(Place()) is None
