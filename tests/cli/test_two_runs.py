"""Two runs on one list, a list that somebody has open, and what is said about it, through the program itself."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from program import Run

WORDS = ("classify", "customers.xlsx", "--as-of", "2026-06-30", "--write", "--on-error", "skip", "-q", "--lang", "en")
HOLD = """
import sys
from pathlib import Path
from salesplan.write.lock import locked
with locked(Path("customers.xlsx")):
    print("held", flush=True)
    sys.stdin.readline()
"""


@contextmanager
def first_run(company: Path) -> Iterator[subprocess.Popen[str]]:
    """Another salesplan in the middle of writing; it ends when it is told a line."""
    command = (sys.executable, "-c", HOLD)
    with subprocess.Popen(
        command, cwd=company, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "held\n"
        try:
            yield process
        finally:
            process.kill()


def second_run(company: Path, *words: str) -> subprocess.Popen[str]:
    command = (sys.executable, "-m", "salesplan", *WORDS, *words)
    return subprocess.Popen(command, cwd=company, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def names(company: Path) -> set[str]:
    return {path.name for path in company.iterdir()}


def test_the_second_run_waits_and_then_writes(company: Path) -> None:
    before = names(company)
    with first_run(company) as first, second_run(company, "--lock-wait", "60") as second:
        with pytest.raises(subprocess.TimeoutExpired):
            second.wait(3)
        first.communicate("done\n")
        _, told = second.communicate(timeout=60)
    assert (second.returncode, told) == (0, "")
    assert names(company) - before == {"customers.xlsx.bak", ".salesplan"}


@pytest.mark.parametrize("number", [2, 3])
def test_runs_at_once_all_end_well_with_one_set_of_columns(company: Path, number: int) -> None:
    """Each holds the list from before it reads it, so none finds it changed by another when it writes."""
    before = names(company)
    words = (sys.executable, "-m", "salesplan", *(word for word in WORDS if word != "-q"), "--lock-wait", "60")
    runs = [
        subprocess.Popen(words, cwd=company, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        for _ in range(number)
    ]
    told = sorted(run.communicate(timeout=120)[1].splitlines()[0] for run in runs)
    assert [run.returncode for run in runs] == [0] * number
    assert [line.startswith("customers.xlsx: 2687 cells written") for line in told] == [True] + [False] * (number - 1)
    assert told[1:] == ["customers.xlsx: no change, nothing written"] * (number - 1)
    assert names(company) - before == {"customers.xlsx.bak", ".salesplan"}


def test_the_list_of_the_plan_is_held_too(company: Path) -> None:
    words = [word for word in WORDS if word != "customers.xlsx"]
    command = (sys.executable, "-m", "salesplan", *words, "--lock-wait", "0")
    with first_run(company):
        done = subprocess.run(command, cwd=company, capture_output=True, text=True, check=False)
    assert (done.returncode, "(WRITE-locked)" in done.stderr) == (4, True)


def test_a_list_by_pattern_is_held_and_a_missing_one_is_for_the_reader(company: Path, run: Run) -> None:
    words = [word for word in WORDS if word != "customers.xlsx"]
    command = (sys.executable, "-m", "salesplan", *words, "cust*.xlsx", "--lock-wait", "0")
    with first_run(company):
        done = subprocess.run(command, cwd=company, capture_output=True, text=True, check=False)
    assert (done.returncode, "(WRITE-locked)" in done.stderr) == (4, True)
    for missing in ("nothere.xlsx", "nothere*.xlsx"):
        refused = run(*words, missing)
        assert (refused.code, "(READ-missing)" in refused.err) == (3, True)


def test_a_dry_run_and_a_page_wait_for_nobody(company: Path) -> None:
    words = [word for word in WORDS if word != "--write"]
    with first_run(company):
        for more in (("--dry-run",), ("--write", "--dry-run"), ()):
            command = (sys.executable, "-m", "salesplan", *words, *more, "--lock-wait", "0")
            assert subprocess.run(command, cwd=company, capture_output=True, check=False).returncode == 0


@pytest.mark.parametrize("number", ["0", "-1"])
@pytest.mark.parametrize("mode", ["--write", "--dry-run"])
def test_fewer_than_one_backup_is_wrong_usage(company: Path, run: Run, number: str, mode: str) -> None:
    before = names(company)
    done = run(*(word for word in WORDS if word != "--write"), mode, f"--backups={number}")
    assert (done.code, "(USAGE-count)" in done.err, names(company)) == (2, True, before)
    assert run(*WORDS, "--backups=1").code == 0


def test_the_second_run_gives_up_and_names_host_and_process(company: Path) -> None:
    before = (company / "customers.xlsx").read_bytes()
    with first_run(company) as first, second_run(company, "--lock-wait", "0.1") as second:
        _, told = second.communicate(timeout=60)
    assert second.returncode == 4
    assert f"({socket.gethostname()} {first.pid}) (WRITE-locked)" in told
    assert (company / "customers.xlsx").read_bytes() == before


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such signal")
def test_a_killed_run_frees_the_lock_at_once(company: Path) -> None:
    with first_run(company) as first, second_run(company, "--lock-wait", "600") as second:
        with pytest.raises(subprocess.TimeoutExpired):
            second.wait(3)
        first.send_signal(signal.SIGKILL)
        _, told = second.communicate(timeout=60)
    assert (second.returncode, told) == (0, "")
    assert not [name for name in names(company) if name.endswith(".salesplan-lock")]


@pytest.mark.parametrize("seconds", ["nan", "-1", "-inf"])
def test_what_is_no_time_to_wait_is_wrong_usage(company: Path, run: Run, seconds: str) -> None:
    before = (company / "customers.xlsx").read_bytes()
    done = run(*WORDS, f"--lock-wait={seconds}")
    assert (done.code, "(USAGE-seconds)" in done.err) == (2, True)
    assert (company / "customers.xlsx").read_bytes() == before


def mark(company: Path, days: float) -> None:
    """LibreOffice's mark of an open file, so many days old."""
    file = company / ".~lock.customers.xlsx#"
    file.write_text("王芳,wang,PC-07,21.11.2026 18:45,file:///C:/x;", "utf-8")
    moment = time.time() - days * 24 * 60 * 60
    os.utime(file, (moment, moment))


def test_an_open_list_is_refused_and_the_person_named(company: Path, run: Run) -> None:
    mark(company, 0.9)
    done = run(*WORDS)
    assert (done.code, done.out) == (4, "")
    assert done.err.startswith("customers.xlsx The file is open in LibreOffice (王芳, PC-07) (WRITE-open)\n")


@pytest.mark.parametrize(
    ("days", "words", "code"), [(1.1, (), "WRITE-open-stale"), (0.5, ("--ignore-open",), "WRITE-open-ignored")]
)
def test_a_stale_or_ignored_mark_is_told_and_the_list_is_written(
    company: Path, run: Run, days: float, words: tuple[str, ...], code: str
) -> None:
    mark(company, days)
    done = run(*WORDS, *words)
    assert (done.code, (company / "customers.xlsx.bak").exists()) == (0, True)
    assert (f"({code})" in done.err, done.err.count("王芳, PC-07"), done.err.count("→")) == (True, 1, 1)


def test_a_dry_run_says_that_the_list_is_open(company: Path, run: Run) -> None:
    mark(company, 0)
    done = run(*(word for word in WORDS if word != "--write"), "--dry-run")
    assert (done.code, "王芳, PC-07) (WRITE-open)" in done.err) == (0, True)


def test_undo_tells_of_a_stale_mark_too(company: Path, run: Run) -> None:
    before = (company / "customers.xlsx").read_bytes()
    run(*WORDS)
    mark(company, 2)
    done = run("undo", "customers.xlsx", "--lang", "en")
    assert (done.code, "(WRITE-open-stale)" in done.err) == (0, True)
    assert (company / "customers.xlsx").read_bytes() == before


@pytest.mark.skipif(sys.platform == "win32", reason="links need rights on Windows")
def test_a_list_behind_a_link_has_its_backup_beside_itself(company: Path, run: Run) -> None:
    (company / "d").mkdir()
    (company / "customers.xlsx").rename(company / "d" / "real.xlsx")
    (company / "link.xlsx").symlink_to("d/real.xlsx")
    before = (company / "d" / "real.xlsx").read_bytes()
    done = run("classify", "link.xlsx", *WORDS[2:-3], "--lang", "en")
    assert (done.code, "the file as it was: d/real.xlsx.bak (" in done.err) == (0, True)
    assert {path.name for path in (company / "d").iterdir()} == {"real.xlsx", "real.xlsx.bak"}
    assert run("undo", "d/real.xlsx").code == 0
    assert ((company / "link.xlsx").is_symlink(), (company / "link.xlsx").read_bytes()) == (True, before)


def test_a_list_with_a_long_name_is_written(company: Path, run: Run) -> None:
    """83 Chinese characters and the ending are what the file system has room for."""
    path = company / f"{'客' * 83}.xlsx"
    (company / "customers.xlsx").rename(path)
    before = path.read_bytes()
    done = run("classify", path.name, *WORDS[2:])
    assert (done.code, done.err, path.read_bytes() == before) == (0, "", False)
    assert run("undo", path.name).code == 0
    assert path.read_bytes() == before


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("undo", "{name}"), 4),
        (("classify", "{name}", "--write"), 3),
        (("classify", "customers.xlsx", "-o", "{name}"), 4),
        (("classify", "customers.xlsx", "--rejects", "{name}"), 4),
        (("classify", "customers.xlsx", "--write", "--on-error", "skip", "-o", "{name}"), 4),
    ],
)
def test_a_name_that_no_file_can_have(company: Path, run: Run, words: tuple[str, ...], code: int) -> None:
    before = (company / "customers.xlsx").read_bytes()
    done = run(*(word.format(name=f"{'客' * 90}.xlsx") for word in words), "--lang", "en")
    assert (done.code, "(WRITE-name-too-long)" in done.err) == (code, code == 4)
    assert (company / "customers.xlsx").read_bytes() == before


@pytest.mark.skipif(sys.platform == "win32", reason="a hard link needs a file system that has them")
def test_a_second_name_of_the_list_is_told_of(company: Path, run: Run) -> None:
    other = company / "second.xlsx"
    other.hardlink_to(company / "customers.xlsx")
    done = run(*WORDS)
    assert (done.code, "(WRITE-hard-link)" in done.err) == (0, True)
    assert other.read_bytes() == (company / "customers.xlsx.bak").read_bytes()
