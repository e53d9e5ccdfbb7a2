"""What each module of the package imports, for tests of who may know whom."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

PACKAGE = Path(__file__).resolve().parents[1] / "src" / "salesplan"


def imports_of(file: Path) -> Iterator[tuple[int, str]]:
    """Every module a file imports, in any form and at any depth, relative ones resolved."""
    for node in ast.walk(ast.parse(file.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = node.module or ""
            if node.level:
                here = ("salesplan", *file.relative_to(PACKAGE).parts[:-1])
                base = ".".join((*here[: len(here) - node.level + 1], *([base] if base else [])))
            yield from ((node.lineno, f"{base}.{alias.name}") for alias in node.names)
        elif isinstance(node, ast.Call) and getattr(node.func, "id", getattr(node.func, "attr", "")) == "import_module":
            yield node.lineno, literal_start(node.args[0])


def literal_start(argument: ast.expr) -> str:
    """The literal beginning of a module name given to import_module."""
    if isinstance(argument, ast.JoinedStr) and isinstance(argument.values[0], ast.Constant):
        return str(argument.values[0].value)
    return str(argument.value) if isinstance(argument, ast.Constant) else "salesplan.cli._dynamic"
