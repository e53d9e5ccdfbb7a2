"""Findings as SARIF 2.1.0, which code hosts show beside the lines of a plan kept in git."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any
from urllib.parse import quote

from salesplan import __version__
from salesplan.compute.plan.catalogue import catalogue
from salesplan.errors import Place, Problem
from salesplan.model.result import Result
from salesplan.model.slots import with_slots
from salesplan.present.annotations import found_at, told_whole
from salesplan.text import Lang, Text, language

SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
LANGUAGES: dict[Lang, str] = {"zh": "zh-CN", "zh-Hant": "zh-TW", "en": "en"}


def render_sarif(results: Sequence[Result[Any]]) -> str:
    """One log with a run for each result: the rules that found something, and what they found, in its order."""
    return sarif_log([result.findings for result in results])


def sarif_log(runs: Sequence[Sequence[Problem]]) -> str:
    """One log with a run for each row of findings, in their order."""
    log = {"$schema": SCHEMA, "version": "2.1.0", "runs": [_run(findings) for findings in runs]}
    return json.dumps(log, ensure_ascii=False, indent=1) + "\n"


def _run(findings: Sequence[Problem]) -> dict[str, Any]:
    codes = sorted({problem.code for problem in findings})
    driver = {"name": "salesplan", "version": __version__, "rules": [_rule(code) for code in codes]}
    return {
        "tool": {"driver": driver},
        "language": LANGUAGES[language()],
        "columnKind": "unicodeCodePoints",
        "results": [_result(problem, codes.index(problem.code)) for problem in findings],
    }


def _rule(code: str) -> dict[str, Any]:
    """What is told of a rule; of a code that is none its name and where to ask, as GitHub wants all three texts."""
    ask = {"text": f"salesplan explain {code}"}
    one = catalogue().get(code)
    if one is None:
        return {"id": code, "shortDescription": {"text": code}, "fullDescription": {"text": code}, "help": ask}
    return {
        "id": code,
        "shortDescription": {"text": _said(one.title)},
        "fullDescription": {"text": str(one.why)},
        "help": {"text": f"{_said(one.fix)}\n\n{ask['text']}"},
        "defaultConfiguration": {"level": one.severity},
        "properties": {"tags": [one.area]},
    }


def _said(text: Text) -> str:
    return str(with_slots(text, formatted=True))


def _result(problem: Problem, index: int) -> dict[str, Any]:
    found: dict[str, Any] = {
        "ruleId": problem.code,
        "ruleIndex": index,
        "level": problem.severity,
        "message": {"text": told_whole(problem)},
    }
    location = _location(problem.place)
    return found | ({"locations": [location]} if location else {})


def _location(place: Place) -> dict[str, Any]:
    """The line of the file; the key of the plan or the cell of the workbook as a logical place."""
    location: dict[str, Any] = {}
    file = found_at(place)
    if file is not None:
        location["physicalLocation"] = {"artifactLocation": {"uri": quote(file, safe="/"), "uriBaseId": "%SRCROOT%"}}
        if place.line is not None:
            region = {"startLine": place.line} | ({"startColumn": place.column} if place.column else {})
            location["physicalLocation"]["region"] = region
    name = place.key or "!".join(part for part in (place.sheet, place.cell) if part)
    return location | ({"logicalLocations": [{"fullyQualifiedName": name}]} if name else {})
