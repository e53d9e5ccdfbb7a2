"""A list that was written is said to be, also when the page after it or the messages cannot be written anywhere."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from program import Run

FULL = Path("/dev/full")
WORDS = ("classify", "customers.xlsx", "--as-of", "2026-06-30", "--on-error", "skip", "--lang", "en")
full = pytest.mark.skipif(not FULL.exists(), reason="this system has no device that is always full")


def run_into(company: Path, *words: str, out: Path | None = None, err: Path | None = None) -> tuple[int, str, str]:
    """Exit code, stdout and stderr (each empty when it goes to a file)."""
    with (out or Path("/dev/null")).open("wb") as to_out, (err or Path("/dev/null")).open("wb") as to_err:
        done = subprocess.run(
            (sys.executable, "-m", "salesplan", *words),
            cwd=company,
            stdout=to_out if out else subprocess.PIPE,
            stderr=to_err if err else subprocess.PIPE,
            text=True,
            check=False,
        )
    return done.returncode, done.stdout or "", done.stderr or ""


@full
def test_a_list_that_was_written_is_told_of_when_the_page_cannot_be_printed(company: Path) -> None:
    before = (company / "customers.xlsx").read_bytes()
    code, _, told = run_into(company, *WORDS, "--write", out=FULL)
    assert code == 4
    assert "(WRITE-stdout)" in told
    assert "The list has been written: customers.xlsx (WRITE-done)" in told
    assert "salesplan undo customers.xlsx" in told.splitlines()[-1]
    assert (company / "customers.xlsx.bak").read_bytes() == before


@full
def test_for_programs_too(company: Path) -> None:
    _, _, told = run_into(company, *WORDS, "--write", "-q", "--format", "json", out=FULL)
    assert [problem["code"] for problem in json.loads(told)["problems"]] == ["WRITE-stdout", "WRITE-done"]


@full
@pytest.mark.parametrize("mode", [(), ("--dry-run",)])
def test_a_list_that_was_not_written_is_not_told_of(company: Path, mode: tuple[str, ...]) -> None:
    code, _, told = run_into(company, *WORDS, *mode, out=FULL)
    assert (code, "(WRITE-stdout)" in told, "WRITE-done" in told) == (4, True, False)
    run_into(company, *WORDS, "--write")
    code, _, told = run_into(company, *WORDS, "--write", out=FULL)  # no change
    assert (code, "(WRITE-stdout)" in told, "WRITE-done" in told) == (4, True, False)


@full
def test_a_full_stderr_changes_nothing(company: Path) -> None:
    before = (company / "customers.xlsx").read_bytes()
    code, page, _ = run_into(company, *WORDS, "--write", err=FULL)
    assert (code, (company / "customers.xlsx").read_bytes() == before) == (0, False)
    assert page.startswith("Customers graded")
    assert run_into(company, *WORDS, "--fail-on", "error", err=FULL)[0] == 1
    assert run_into(company, "classify", "nothere.xlsx", err=FULL)[0] == 3
    assert run_into(company, "undo", "customers.xlsx", err=FULL)[0] == 0


def test_nobody_who_reads_stderr_changes_nothing(company: Path) -> None:
    command = (sys.executable, "-m", "salesplan", "classify", "nothere.xlsx")
    with subprocess.Popen(command, cwd=company, stderr=subprocess.PIPE) as child:
        assert child.stderr is not None
        child.stderr.close()
        assert child.wait(60) == 3


@pytest.mark.parametrize(
    "words",
    [
        *(("--format", "nope"), ("--fail-on", "nope"), ("--show-unit", "nope")),
        *(("-o", "plan.yaml"), ("-o", "customers.xlsx"), ("-o", "mine.csv"), ("--rejects", "customers.xlsx")),
    ],
)
def test_a_wrong_output_is_refused_before_the_list_is_written(company: Path, run: Run, words: tuple[str, ...]) -> None:
    (company / "mine.csv").write_text("mine", "utf-8")
    before = (company / "customers.xlsx").read_bytes()
    done = run(*WORDS, "--write", *words)
    assert (done.code in (2, 4), "WRITE-done" in done.err) == (True, False)
    assert (company / "customers.xlsx").read_bytes() == before
