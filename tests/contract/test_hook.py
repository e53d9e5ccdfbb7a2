"""The hook for pre-commit: what it declares is what the program understands."""

from __future__ import annotations

import re
import shlex
from pathlib import Path
from typing import Any

import pytest
import yaml

from program import ROOT, Run
from salesplan.cli._index import COMMANDS

FENCE = re.compile(r"^```yml\n(.*?)^```$", re.MULTILINE | re.DOTALL)
PAGES = ("README.md", "README.zh-CN.md", "docs/commands/check.md")


def hook() -> dict[str, Any]:
    (declared,) = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text("utf-8"))
    found: dict[str, Any] = declared
    return found


def test_the_hook_runs_a_command_there_is_in_an_environment_of_its_own() -> None:
    program, *path = shlex.split(hook()["entry"])
    assert program == "salesplan"
    assert " ".join(path) in COMMANDS
    assert hook()["language"] == "python"


@pytest.mark.parametrize(
    ("file", "starts"),
    [("plan.yaml", True), ("计划/plan.yml", True), ("goals.yaml", True), ("plan.yaml.bak", False), ("a.md", False)],
)
def test_any_part_of_a_plan_starts_it(file: str, starts: bool) -> None:  # noqa: FBT001 - a table
    assert bool(re.search(hook()["files"], file)) is starts


def test_it_is_given_no_files_so_that_it_checks_the_plan_once(company: Path, run: Run) -> None:
    """pre-commit runs entry, args and, only with pass_filenames, the files that changed."""
    assert hook()["pass_filenames"] is False
    words = shlex.split(hook()["entry"])[1:]
    assert run(*words, "--as-of", "2026-06-30").code == 0
    (company / "plans").mkdir()
    (company / "plans" / "plan.yaml").write_text("version: 1\ngoals: [{id: G1, statement: 提高}]\n", "utf-8")
    assert run(*words, "-p", "plans/plan.yaml", "--as-of", "2026-06-30").code == 1


@pytest.mark.parametrize("page", PAGES)
def test_the_pages_show_files_that_name_the_hook_and_commands_there_are(page: str) -> None:
    shown = [yaml.safe_load(body) for body in FENCE.findall((ROOT / page).read_text("utf-8"))]
    hooks = [each["id"] for one in shown for repo in one.get("repos", ()) for each in repo["hooks"]]
    assert hooks == [hook()["id"]]
    steps = [
        step["run"] for one in shown for job in one.get("jobs", {}).values() for step in job["steps"] if "run" in step
    ]
    typed = [line for step in steps for line in step.splitlines() if line.startswith("salesplan ")]
    assert typed
    assert all(line.split()[1] in COMMANDS for line in typed)
