"""Every hostile or broken list of shared/data/bad, each read in a process of its own within its limits."""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

BAD = Path(__file__).resolve().parents[2] / ".." / "shared" / "data" / "bad"
pytestmark = [
    pytest.mark.acceptance,
    pytest.mark.skipif(not BAD.is_dir(), reason="../shared/data is not here"),
]
ALL = json.loads((BAD / "expected.json").read_text("utf-8")) if BAD.is_dir() else {"files": {}, "limits": {}}
LISTS = {name: facts for name, facts in ALL["files"].items() if not name.endswith(".yaml")}
"""The plans (*.yaml) are compared by the tests of the plan."""

CHILD = """
import json, resource, sys
# far above the limit that is asserted: it only keeps a runaway child from taking the machine down
resource.setrlimit(resource.RLIMIT_AS, (6 << 30, 6 << 30))
from salesplan.compute.inspect import inspect
from salesplan.errors import SalesplanError
from salesplan.load.inspection import inspect_source
from salesplan.load.lists import read_list
from salesplan.model.reading import ReadOptions

def told(problems):
    return [{"code": p.code, "place": str(p.place), "line": p.place.line, "cell": p.place.cell,
             "what": str(p.what), "fix": str(p.fix)} for p in problems]

try:
    result = inspect(inspect_source(sys.argv[1], ReadOptions()))
    columns = list(result.rows.records())
    names = []
    if result.summary.table and not result.summary.header_assumed:
        records = read_list([sys.argv[1]], ReadOptions(), table=result.summary.table)
        names = records.frame["name"].to_list() if records.has("name") else []
    said = {"outcome": "read", "problems": told(result.findings), "rows": result.summary.rows, "names": names,
            "sheet": result.summary.sheet, "header_rows": list(result.summary.header_rows),
            "sums": {c["header"]: str(c["sum"]) for c in columns if c["sum"] is not None},
            "values": [str(v) for c in columns for v in c.values()]}
except SalesplanError as refused:
    said = {"outcome": "refuse", "exit": int(refused.exit_code), "problems": told(refused.problems)}
json.dump(said, sys.stdout)
"""
FAMILIES: dict[str, set[str]] = {
    "encrypted": {"READ-encrypted"},
    "not-a-workbook": {"READ-not-a-workbook"},
    "damaged": {"READ-damaged"},
    "empty": {"READ-empty"},
    "unsafe-xml": {"READ-unsafe-xml"},
    "too-large": {"READ-too-large"},
    "encoding": {"READ-encoding"},
}
"""The codes that a family of faults has in the product."""


@dataclass(frozen=True)
class Ended:
    """How the child ended: its exit status, what it said, and what it cost."""

    status: int
    said: Mapping[str, Any]
    stderr: str
    peak_mb: float

    def problems(self) -> list[dict[str, Any]]:
        return list(self.said["problems"])


def _run(file: Path, folder: Path) -> Ended:
    with (folder / "out").open("wb") as out, (folder / "err").open("wb") as err:
        command = [sys.executable, "-c", CHILD, str(file)]
        child = subprocess.Popen(command, stdout=out, stderr=err, cwd=folder / "empty")
        deadline = threading.Timer(ALL["limits"]["seconds"], child.kill)
        deadline.start()
        _, status, usage = os.wait4(child.pid, 0)
        deadline.cancel()
        child.returncode = os.waitstatus_to_exitcode(status)
    text = (folder / "out").read_text("utf-8")
    said = json.loads(text) if text else {}
    return Ended(child.returncode, said, (folder / "err").read_text("utf-8"), usage.ru_maxrss / 1024)


# --- what each key of expected.json says --------------------------------------------------------------------------


def _outcome(ended: Ended, wanted: str, _facts: Mapping[str, Any]) -> None:
    assert ended.said["outcome"] in wanted.split("-or-")


def _family(ended: Ended, wanted: str | None, _facts: Mapping[str, Any]) -> None:
    if ended.said["outcome"] == "refuse":
        assert wanted is not None
        codes = {problem["code"] for problem in ended.problems()}
        assert codes <= FAMILIES[wanted], codes


def _exit(ended: Ended, wanted: int, _facts: Mapping[str, Any]) -> None:
    assert ended.said["exit"] == wanted


def _read_only(key: str) -> Callable[[Ended, Any, Mapping[str, Any]], None]:
    def check(ended: Ended, wanted: Any, _facts: Mapping[str, Any]) -> None:  # noqa: ANN401 - whatever the key holds
        if ended.said["outcome"] == "read":
            assert ended.said[key] == wanted

    return check


def _sums(ended: Ended, wanted: Mapping[str, str], _facts: Mapping[str, Any]) -> None:
    if ended.said["outcome"] == "read":
        found = {header: Decimal(total) for header, total in ended.said["sums"].items()}
        assert found == {header: Decimal(total) for header, total in wanted.items()}


def _header_row(ended: Ended, wanted: int, _facts: Mapping[str, Any]) -> None:
    assert ended.said["header_rows"] == [wanted]


def _cells(ended: Ended, wanted: list[str], _facts: Mapping[str, Any]) -> None:
    assert {problem["cell"] for problem in ended.problems()} >= set(wanted)


def _cell(ended: Ended, wanted: str, facts: Mapping[str, Any]) -> None:
    assert any(wanted in problem["what"] + problem["place"] for problem in ended.problems()), facts


def _line(ended: Ended, wanted: int, _facts: Mapping[str, Any]) -> None:
    assert wanted in {problem["line"] for problem in ended.problems()}


KEYS: dict[str, Callable[[Ended, Any, Mapping[str, Any]], None]] = {
    "outcome": _outcome,
    "family": _family,
    "exit": _exit,
    "sheet": _read_only("sheet"),
    "rows": _read_only("rows"),
    "names": _read_only("names"),
    "header_row": _header_row,
    "sums": _sums,
    "cells": _cells,
    "cell": _cell,
    "line": _line,
}
ABOUT_THE_FILE = {"note", "bytes", "sha256"}
"""Keys that describe the input and not what comes out."""


@pytest.mark.parametrize("name", LISTS)
def test_ends_as_expected(name: str, tmp_path: Path) -> None:
    file, facts = BAD / name, LISTS[name]
    (tmp_path / "empty").mkdir()
    ended = _run(file, tmp_path)
    assert (ended.status, ended.stderr) == (0, "")
    assert ended.peak_mb < ALL["limits"]["memory_mb"]
    assert list((tmp_path / "empty").iterdir()) == []
    assert hashlib.sha256(file.read_bytes()).hexdigest() == facts["sha256"]
    assert not facts.keys() - KEYS.keys() - ABOUT_THE_FILE
    for key, wanted in facts.items():
        if key in KEYS:
            KEYS[key](ended, wanted, facts)
    if ended.said["outcome"] == "refuse":
        assert all(name in problem["place"] and problem["fix"] for problem in ended.problems())
