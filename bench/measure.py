"""Runs programs, and says what they took."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Run:
    """What one run of a program took: CPU seconds (user and system) and megabytes at the peak."""

    cpu: float
    memory: float


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
