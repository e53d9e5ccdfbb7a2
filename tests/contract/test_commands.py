"""What every command must have: found by walking the list of commands, so that a new one is held to it unlisted."""

from __future__ import annotations

import inspect
import textwrap
from importlib import import_module
from pathlib import Path

import pytest

from salesplan.cli._index import COMMANDS
from salesplan.cli.command import commands_of, parameters_of
from salesplan.cli.runner import help_text, load_command
from salesplan.present.view import view_of

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "src" / "salesplan"
ONLY_WRITE = {"swot add"}
"""Commands outside the first area whose answer is what they wrote."""
WITH_RESULT = [
    path for path, entry in COMMANDS.items() if (entry[0] != "start" or path == "inspect") and path not in ONLY_WRITE
]


@pytest.mark.parametrize("path", COMMANDS)
def test_help_is_one_line_in_both_languages_and_every_option_says_what_it_does(path: str) -> None:
    _area, _module, zh, en = COMMANDS[path]
    assert zh
    assert en
    assert zh != en
    for parameter in parameters_of(load_command(path).function):
        assert parameter.help.zh != parameter.help.en
    assert path in help_text(path)


@pytest.mark.parametrize("path", COMMANDS)
def test_a_command_parses_calls_and_presents_and_nothing_else(path: str) -> None:
    function = load_command(path).function
    assert len(inspect.signature(function).parameters) <= 8
    lines = textwrap.dedent(inspect.getsource(function)).splitlines()
    start = next(i for i, line in enumerate(lines) if line.endswith(":") and ("->" in line or line.startswith(")")))
    assert len(lines) - start - 1 <= 20


@pytest.mark.parametrize("path", COMMANDS)
def test_each_command_has_its_page(path: str) -> None:
    page = ROOT / "docs" / "commands" / f"{path.replace(' ', '-')}.md"
    assert page.exists()


@pytest.mark.parametrize("path", WITH_RESULT)
def test_each_analysis_has_its_view(path: str) -> None:
    view = view_of(path)
    assert view.title.zh
    assert view.title.en


def test_the_index_lists_every_declared_command() -> None:
    modules = {entry[1] for entry in COMMANDS.values()}
    declared = {c.path for m in modules for c in commands_of(import_module(m))}
    assert declared == set(COMMANDS)
    for file in (PACKAGE / "cli").glob("*.py"):
        if "@command(" in file.read_text("utf-8") and file.name != "command.py":
            assert f"salesplan.cli.{file.stem}" in modules
