"""A run that is stopped in the middle leaves the old file or the new one, and nothing of its own beside it."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
import zipfile
from pathlib import Path

import pytest

WORDS = ("classify", "customers.xlsx", "--as-of", "2026-06-30", "--write", "--on-error", "skip", "-q")
PROGRAM = (sys.executable, "-m", "salesplan")


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
@pytest.mark.parametrize("mark", [".salesplan-lock", ".salesplan-tmp", ".bak"])
def test_a_write_that_is_stopped_is_old_or_new(company: Path, number: signal.Signals, mark: str) -> None:
    path = company / "customers.xlsx"
    before = path.read_bytes()
    with subprocess.Popen((*PROGRAM, *WORDS), cwd=company, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as child:
        while child.poll() is None and not any(name.endswith(mark) for name in os.listdir(company)):  # noqa: PTH208 - fast
            time.sleep(0.0005)
        child.send_signal(number)
        _, told = child.communicate(timeout=30)
    assert child.returncode in (0, 128 + number), told.decode()
    assert b"Traceback" not in told
    assert path.read_bytes() == before or (company / "customers.xlsx.bak").read_bytes() == before
    with zipfile.ZipFile(path) as archive:
        assert archive.testzip() is None
    assert not [file.name for file in company.iterdir() if file.name.endswith(".salesplan-tmp")]


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such signal")
@pytest.mark.parametrize("mark", [".salesplan-lock", ".salesplan-tmp", ".bak"])
def test_after_a_run_that_was_killed_the_next_is_as_ever(company: Path, mark: str) -> None:
    """Nothing is cleaned up by a killed run: the next one does, and its result can be taken back."""
    path, names = company / "customers.xlsx", {file.name for file in company.iterdir()}
    before = path.read_bytes()
    with subprocess.Popen((*PROGRAM, *WORDS), cwd=company, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as child:
        while child.poll() is None and not any(name.endswith(mark) for name in os.listdir(company)):  # noqa: PTH208 - fast
            time.sleep(0.0005)
        child.kill()
    subprocess.run((*PROGRAM, *WORDS), cwd=company, check=True, capture_output=True)
    assert {file.name for file in company.iterdir()} - names == {"customers.xlsx.bak", ".salesplan"}
    assert path.read_bytes() != before
    subprocess.run((*PROGRAM, "undo", "customers.xlsx"), cwd=company, check=True, capture_output=True)
    assert path.read_bytes() == before


@pytest.mark.skipif(sys.platform == "win32", reason="no shell that closes a stream")
def test_a_closed_stdout_is_no_fault(company: Path) -> None:
    line = f"{sys.executable} -m salesplan classify customers.xlsx --as-of 2026-06-30 >&-"
    done = subprocess.run(line, shell=True, cwd=company, capture_output=True, check=False)  # noqa: S602 - a fixed line
    assert (done.returncode, done.stderr) == (0, b"")
