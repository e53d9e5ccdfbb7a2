"""What all tests share: the example company, the program as a function, golden files."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import settings

from lists_once import read_once
from program import GOLDEN, ROOT, Done, Run
from salesplan.cli.main import run as run_program
from salesplan.load import lists
from salesplan.text import set_language

# The machine that tests run on is shared: how long one example takes says nothing.
settings.register_profile("shared", deadline=None)
# make fuzz looks longer.
settings.register_profile("long", deadline=None, max_examples=3000)
settings.load_profile("shared")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update-golden", action="store_true", help="write golden files anew instead of comparing")


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """What tests counted (record_property "counts") stands under their results, also when several processes run."""
    for report in terminalreporter.getreports("passed"):
        for name, value in report.user_properties:
            if name == "counts":
                terminalreporter.write_line(f"{report.nodeid.rpartition('::')[2]}: {value}")


@pytest.fixture(autouse=True)
def _plain_environment(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """No settings of the developer's own, and Chinese again after each test."""
    for name in ("LANG", "PLAN", "AS_OF", "FORMAT", "NO_COLOR", "DEBUG"):
        monkeypatch.delenv(f"SALESPLAN_{name}", raising=False)
    yield
    set_language("zh")


@pytest.fixture
def company(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the example company, as the current folder; a list with the same bytes as before is not read again."""
    folder = tmp_path / "company"
    shutil.copytree(ROOT / "examples", folder)
    monkeypatch.chdir(folder)
    monkeypatch.setattr(lists, "read_list", read_once)
    return folder


@pytest.fixture
def run(capfd: pytest.CaptureFixture[str]) -> Run:
    """The program as people run it: words in, exit code and both streams out."""

    def call(*words: str) -> Done:
        capfd.readouterr()
        code = run_program(words)
        out, err = capfd.readouterr()
        return Done(int(code), out, err)

    return call


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Callable[[str, str], None]:
    """Compares a text with tests/golden/NAME; with --update-golden it is written."""

    def compare(name: str, text: str) -> None:
        file = GOLDEN / name
        if request.config.getoption("--update-golden"):
            file.parent.mkdir(exist_ok=True)
            file.write_text(text, "utf-8")
        assert text == file.read_text("utf-8"), f"{name} differs; look, then run with --update-golden"

    return compare
