"""What salesplan costs: CPU time of the start and of classify over 100,000 customers, each as a ratio to a yardstick.

    python bench/bench.py

Prints both and exits with 1 when one is above its bar. Only ratios are judged: they hold on any machine, times do not.
The program is measured as pip installs it, that is with its bytecode compiled.
"""

from __future__ import annotations

import compileall
import os
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from lists import write_customers

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


@dataclass(frozen=True)
class Run:
    """What one run of a program took: CPU seconds (user and system) and megabytes at the peak."""

    cpu: float
    memory: float


def main() -> int:
    """Measure both, print them, and answer 1 when a bar is missed."""
    compileall.compile_dir(ROOT / "src" / "salesplan", quiet=1)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        kept = [start(folder), classify(folder)]
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


def told(what: str, cpu: float, yardstick_name: str, yardstick: float, bar: float) -> bool:
    """Print one comparison; whether it is within its bar."""
    ratio = cpu / yardstick
    print(f"{what}: {cpu:.3f} s CPU; {yardstick_name}: {yardstick:.3f} s CPU")
    print(f"  ratio {ratio:.2f}, bar {bar}: {verdict(kept=ratio <= bar)}", flush=True)
    return ratio <= bar


def verdict(*, kept: bool) -> str:
    """How a comparison ended."""
    return "kept" if kept else "MISSED"


def alternating(ours: Sequence[str], theirs: Sequence[str], count: int) -> tuple[list[Run], list[Run]]:
    """Both programs in turn, so that a machine that slows down slows both; a first run of each is not counted."""
    runs = [(once(ours), once(theirs)) for _ in range(count + 1)][1:]
    return [mine for mine, _ in runs], [other for _, other in runs]


def once(command: Sequence[str]) -> Run:
    """Run a program to its end; a failure of it ends the benchmark."""
    with subprocess.Popen(command, stdout=subprocess.DEVNULL) as process:
        _, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(f"{' '.join(command)} ended with {process.returncode}")
    kilobyte = 1 if sys.platform == "darwin" else 1024  # macOS counts in bytes
    return Run(used.ru_utime + used.ru_stime, used.ru_maxrss * kilobyte / 2**20)


if __name__ == "__main__":
    sys.exit(main())
