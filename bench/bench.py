"""What salesplan costs: start, classify, targets, plan checks, writing back, commission, report; how near it forecasts.

    python bench/bench.py

Prints all and exits with 1 when one is above its bar. Only ratios are judged: they hold on any machine, times do not.
The program is measured as pip installs it, that is with its bytecode compiled. The forecast needs four public series,
which forecast.py says how to get.
"""

from __future__ import annotations

import compileall
import sys
import tempfile
from pathlib import Path
from statistics import median

from commission import commission
from duplicates import duplicates
from forecast import forecasts
from lists import write_customers
from measure import alternating, told, verdict
from plan_check import plan_checks
from report import report
from targets import targets
from update import update

ROOT = Path(__file__).resolve().parents[1]
SALESPLAN = (str(Path(sys.executable).with_name("salesplan")),)
HELP_RUNS, HELP_BAR = 15, 1.3
CLASSIFY_RUNS, CLASSIFY_BAR = 5, 2.5
MEMORY_BAR = 700
"""Megabytes at the peak of classify."""
TYPER_PROGRAM = '''import typer

app = typer.Typer()


@app.command()
def one(name: str) -> None:
    """The first command."""


@app.command()
def two(name: str) -> None:
    """The second command."""


app()
'''
READER = """import sys

from python_calamine import CalamineWorkbook

CalamineWorkbook.from_path(sys.argv[1]).get_sheet_by_index(0).to_python()
"""


def main() -> int:
    """Measure all, print them, and answer 1 when a bar is missed."""
    compileall.compile_dir(ROOT / "src" / "salesplan", quiet=1)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        kept = [
            start(folder),
            classify(folder),
            targets(),
            plan_checks(),
            duplicates(),
            update(folder),
            commission(folder),
            report(ROOT / "examples", folder),
            forecasts(),
        ]
    return 0 if all(kept) else 1


def start(folder: Path) -> bool:
    """``salesplan --help`` against the help of a program of two commands, the fastest of the runs of each."""
    other = folder / "two_commands.py"
    other.write_text(TYPER_PROGRAM, "utf-8")
    ours, theirs = alternating((*SALESPLAN, "--help"), (sys.executable, str(other), "--help"), HELP_RUNS)
    cpu, yardstick = min(run.cpu for run in ours), min(run.cpu for run in theirs)
    return told("salesplan --help", cpu, "--help of two Typer commands", yardstick, HELP_BAR)


def classify(folder: Path) -> bool:
    """Classify of 100,000 customers against a process that only reads the file, the median of the runs of each."""
    file = str(write_customers(folder))
    reader = folder / "reader.py"
    reader.write_text(READER, "utf-8")
    command = (*SALESPLAN, "classify", file, "--no-plan", "--as-of", "2026-06-30")
    ours, theirs = alternating(command, (sys.executable, str(reader), file), CLASSIFY_RUNS)
    cpu, yardstick = median(run.cpu for run in ours), median(run.cpu for run in theirs)
    kept = told("classify, 100,000 customers", cpu, "python-calamine to_python()", yardstick, CLASSIFY_BAR)
    memory = max(run.memory for run in ours)
    print(f"  memory at the peak {memory:.0f} MB, bar {MEMORY_BAR} MB: {verdict(kept=memory < MEMORY_BAR)}")
    return kept and memory < MEMORY_BAR


if __name__ == "__main__":
    sys.exit(main())
