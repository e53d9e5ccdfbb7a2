"""The house: who may import whom, and what no room may do."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from imports import PACKAGE, imports_of

MAY_IMPORT: dict[str, set[str]] = {
    "text": set(),
    "errors": {"text"},
    "model": {"errors", "text"},
    "ooxml": {"errors", "text"},
    "engine": {"model", "errors"},
    "load": {"model", "engine", "ooxml", "errors", "text"},
    "compute": {"model", "errors", "text"},
    "present": {"compute", "model", "errors", "text", "__init__"},
    "write": {"load", "present", "ooxml", "model", "errors", "text"},
    "api": {"load", "engine", "compute", "model", "ooxml", "errors", "text"},
    "__init__": {"api"},
    "__main__": {"cli"},
    "cli": {"api", "load", "engine", "compute", "present", "write", "model", "ooxml", "errors", "text", "__init__"},
}
FRAMES = {"load", "ooxml", "engine", "write"}
PURE = ("compute", "model")
FORBIDDEN_IN_PURE = {"open", "print", "input"}


def room_of(file: Path) -> str:
    return file.relative_to(PACKAGE).parts[0].removesuffix(".py")


def room_named(module: str) -> str:
    """The room of ``salesplan.present.views.x``; names taken from the package itself are __init__."""
    part = module.partition(".")[2].partition(".")[0]
    return part if part in MAY_IMPORT else "__init__"


FILES = sorted(PACKAGE.rglob("*.py"))


@pytest.mark.parametrize("file", FILES, ids=lambda f: str(f.relative_to(PACKAGE)))
def test_rooms_import_only_what_they_may(file: Path) -> None:
    room = room_of(file)
    assert room in MAY_IMPORT, f"{file} stands in no known room"
    for line, module in imports_of(file):
        if module.split(".")[0] != "salesplan":
            continue
        other = room_named(module)
        assert other in MAY_IMPORT[room] | {room}, f"{file.name}:{line} imports {module}"


@pytest.mark.parametrize("file", FILES, ids=lambda f: str(f.relative_to(PACKAGE)))
def test_only_some_rooms_touch_polars_and_only_present_and_cli_touch_the_terminal(file: Path) -> None:
    room = room_of(file)
    for line, module in imports_of(file):
        top = module.split(".")[0]
        if top == "polars":
            assert room in FRAMES, f"{file.name}:{line} imports polars"
        if top == "typer":
            assert room == "cli", f"{file.name}:{line} imports typer"
        if top == "rich":
            assert room in ("present", "cli"), f"{file.name}:{line} imports rich"
        if top == "openpyxl":
            assert room == "write", f"{file.name}:{line} imports openpyxl"


@pytest.mark.parametrize("file", [f for f in FILES if room_of(f) in PURE], ids=lambda f: str(f.relative_to(PACKAGE)))
def test_pure_rooms_never_open_print_or_look_at_the_clock(file: Path) -> None:
    for node in ast.walk(ast.parse(file.read_text("utf-8"))):
        if isinstance(node, ast.Call):
            name = getattr(node.func, "id", getattr(node.func, "attr", ""))
            bare = isinstance(node.func, ast.Name)
            assert not (bare and name in FORBIDDEN_IN_PURE), f"{file.name}:{node.lineno} calls {name}"
            assert name not in ("today", "now", "utcnow", "time"), f"{file.name}:{node.lineno} looks at the clock"


def test_modules_and_functions_stay_short() -> None:
    long = [f"{f.name}: {n} lines" for f in FILES if (n := len(f.read_text("utf-8").splitlines())) > 400]
    for file in FILES:
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                length = (node.end_lineno or node.lineno) - node.lineno + 1
                if length > 60:
                    long.append(f"{file.name}:{node.lineno} {node.name}: {length} lines")
    assert not long


def test_every_public_name_has_a_docstring() -> None:
    bare = []
    for file in FILES:
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            if not isinstance(node, ast.FunctionDef | ast.ClassDef) or node.name.startswith("_"):
                continue
            if not ast.get_docstring(node) and not inside_function(file, node):
                bare.append(f"{file.name}:{node.lineno} {node.name}")
    assert not bare


def inside_function(file: Path, wanted: ast.FunctionDef | ast.ClassDef) -> bool:
    """Whether a definition stands inside a function, where it is no public name."""
    for node in ast.walk(ast.parse(file.read_text("utf-8"))):
        if isinstance(node, ast.FunctionDef) and node.lineno < wanted.lineno <= (node.end_lineno or 0):
            return True
    return False
