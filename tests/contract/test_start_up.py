"""Help starts fast because it imports next to nothing: a few modules of ours, no library that Typer does not use."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

OURS = {
    *("salesplan", "salesplan.cli", "salesplan.cli.main", "salesplan.cli._index"),
    *("salesplan.text", "salesplan.errors"),
}
TWO_COMMANDS = """
import typer

app = typer.Typer()

@app.command()
def one(name: str) -> None: ...

@app.command()
def two(name: str) -> None: ...

app()
"""
SALESPLAN = """
from salesplan.cli.main import main

main()
"""
TOLD = """
import atexit, os, sys
from pathlib import Path
atexit.register(lambda: Path(os.environ["MODULES_FILE"]).write_text(" ".join(sys.modules), "utf-8"))
"""


def loaded(program: str, folder: Path) -> set[str]:
    """The modules a program, asked for its help, has loaded when it ends."""
    told = folder / "modules.txt"
    environment = {**os.environ, "MODULES_FILE": str(told)}
    ran = subprocess.run(
        [sys.executable, "-c", TOLD + program, "--help"], env=environment, check=True, capture_output=True
    )
    assert ran.stdout
    return set(told.read_text("utf-8").split())


def third_party(modules: set[str]) -> set[str]:
    """The libraries among the modules, by their top names."""
    return {name.partition(".")[0] for name in modules} - sys.stdlib_module_names - {"salesplan", "__main__"}


def test_help_loads_six_modules_of_ours_and_no_library_that_typer_does_not(tmp_path: Path) -> None:
    ours = loaded(SALESPLAN, tmp_path)
    typer = loaded(TWO_COMMANDS, tmp_path)
    assert {name for name in ours if name.partition(".")[0] == "salesplan"} == OURS
    assert "typer" in third_party(typer)
    assert third_party(ours) <= third_party(typer)


def test_changing_cells_of_a_workbook_loads_no_library(tmp_path: Path) -> None:
    modules = loaded("from salesplan.write.workbook_update import write_cells; print(write_cells)", tmp_path)
    assert third_party(modules) <= third_party(loaded("print()", tmp_path))
    assert "urllib.request" not in modules
