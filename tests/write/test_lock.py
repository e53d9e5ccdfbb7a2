"""Two salesplan runs never change one file at the same time, and a dead one stands in nobody's way."""

from __future__ import annotations

import errno
import os
import socket
import subprocess
import sys
import time
from pathlib import Path
from threading import Thread

import pytest

from salesplan.errors import CannotWrite
from salesplan.write import lock
from salesplan.write.beside import hidden
from salesplan.write.lock import locked

HOLD = """
import sys, time
from pathlib import Path
from salesplan.write.lock import locked
with locked(Path(sys.argv[1])):
    print("held", flush=True)
    time.sleep(60)
"""


def holder(path: Path) -> subprocess.Popen[str]:
    process = subprocess.Popen([sys.executable, "-c", HOLD, str(path)], stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    assert process.stdout.readline().strip() == "held"
    return process


def test_the_lock_file_is_gone_afterwards(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    with locked(path):
        assert [p.name for p in tmp_path.iterdir()] == [".a.xlsx.salesplan-lock"]
    assert not list(tmp_path.iterdir())


def test_the_second_run_is_refused_with_the_name_of_the_first(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    with holder(path) as first:
        with pytest.raises(CannotWrite) as caught, locked(path, wait_seconds=0.1):
            pass
        assert caught.value.problems[0].code == "WRITE-locked"
        assert str(first.pid) in str(caught.value.problems[0].what)
        first.kill()


def test_a_killed_run_leaves_no_lock_and_its_leftovers_are_swept(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    with holder(path) as first:
        first.kill()
    leftover = tmp_path / ".a.xlsx.0a1b2c3d.salesplan-tmp"
    leftover.write_bytes(b"half")
    with locked(path, wait_seconds=0):
        assert not leftover.exists()
    assert not list(tmp_path.iterdir())


def test_the_second_run_waits_for_the_first(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    wait = (
        "import sys\nfrom pathlib import Path\nfrom salesplan.write.lock import locked\n"
        "with locked(Path(sys.argv[1]), 30):\n    print('second', flush=True)"
    )
    with locked(path):
        second = subprocess.Popen([sys.executable, "-c", wait, str(path)], stdout=subprocess.PIPE, text=True)
        with pytest.raises(subprocess.TimeoutExpired):
            second.wait(0.5)
    with second:
        assert second.communicate()[0].strip() == "second"
    assert not list(tmp_path.iterdir())


def test_a_lock_file_that_its_holder_removed_meanwhile_is_made_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    mark, tries = tmp_path / ".a.xlsx.salesplan-lock", list[bool | None]()
    real = lock.try_lock

    def racing(descriptor: int) -> bool | None:
        tries.append(real(descriptor))
        if len(tries) == 1:
            mark.unlink()
        return tries[-1]

    monkeypatch.setattr(lock, "try_lock", racing)
    with locked(tmp_path / "a.xlsx"):
        assert mark.exists()
    assert tries == [True, True]


@pytest.mark.parametrize("call", ["open", "try_lock"])
def test_ctrl_c_while_the_lock_is_taken_leaves_no_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, call: str
) -> None:
    module = os if call == "open" else lock
    real, calls = getattr(module, call), list[int]()

    def interrupted(*arguments: object) -> int:
        done: int = real(*arguments)
        calls.append(done)
        if len(calls) == 1:
            raise KeyboardInterrupt
        return done

    monkeypatch.setattr(module, call, interrupted)
    with pytest.raises(KeyboardInterrupt), locked(tmp_path / "a.xlsx"):
        raise AssertionError
    monkeypatch.undo()
    assert not list(tmp_path.iterdir())


ADD = """
import sys
from pathlib import Path
if "without" in sys.argv:
    import errno, fcntl
    def flock(descriptor, operation):
        raise OSError(errno.ENOLCK, "No locks available")
    fcntl.flock = flock
from salesplan.write.atomic import write_atomic
from salesplan.write.lock import locked
path = Path(sys.argv[1])
for _ in range(25):
    with locked(path, 60):
        number = int(path.read_text())
        write_atomic(path, lambda file: file.writelines([str(number + 1).encode()]))
"""


@pytest.mark.parametrize("locks", ["with", "without"])
def test_runs_at_once_take_turns_and_lose_nothing(tmp_path: Path, locks: str) -> None:
    """Three processes each add 1 to the number in a file 25 times, with the system's locks and with none."""
    if sys.platform == "win32" and locks == "without":
        return  # Windows always has locks
    path = tmp_path / "a.xlsx"
    path.write_text("0")
    command = [sys.executable, "-c", ADD, str(path), locks]
    runs = [subprocess.Popen(command) for _ in range(3)]
    assert [run.wait(120) for run in runs] == [0, 0, 0]
    assert (path.read_text(), [p.name for p in tmp_path.iterdir()]) == ("75", ["a.xlsx"])


def refused_in_another_thread(path: Path) -> CannotWrite:
    found: list[CannotWrite] = []

    def take() -> None:
        with pytest.raises(CannotWrite) as caught, locked(path, wait_seconds=0):
            raise AssertionError
        found.append(caught.value)

    thread = Thread(target=take)
    thread.start()
    thread.join()
    return found[0]


def test_the_holder_may_take_the_lock_once_more_and_nobody_else(tmp_path: Path) -> None:
    path, mark = tmp_path / "a.xlsx", tmp_path / ".a.xlsx.salesplan-lock"
    leftover = tmp_path / ".a.xlsx.0a1b2c3d.salesplan-tmp"
    with locked(path):
        leftover.write_bytes(b"in the making")
        with locked(tmp_path / ".." / tmp_path.name / "a.xlsx", wait_seconds=0), locked(path, wait_seconds=0):
            assert mark.exists()
        assert (mark.exists(), leftover.exists()) == (True, True)
        assert refused_in_another_thread(path).problems[0].code == "WRITE-locked"
        leftover.unlink()
    assert not list(tmp_path.iterdir())
    with locked(path, wait_seconds=0):
        assert mark.exists()


@pytest.mark.parametrize("characters", [70, 83])
def test_a_long_name_has_a_lock_and_is_swept(tmp_path: Path, characters: int) -> None:
    """Two files whose long names differ only at their ends have locks and leftovers of their own."""
    path, other = (tmp_path / f"{'客' * (characters - 1)}{last}.xlsx" for last in "甲乙")
    swept = [hidden(path, f"{copy}.0a1b2c3d4e5f6a7b.salesplan-tmp") for copy in ("", ".20261121-184500-12.bak")]
    others = hidden(other, ".0a1b2c3d4e5f6a7b.salesplan-tmp")
    for leftover in (*swept, others):
        leftover.write_bytes(b"half")
    with locked(path):
        assert refused_in_another_thread(path).problems[0].code == "WRITE-locked"
        with locked(other, wait_seconds=0):
            assert not any(leftover.exists() for leftover in (*swept, others))
    assert not list(tmp_path.iterdir())


def without_locks(monkeypatch: pytest.MonkeyPatch, number: int = errno.ENOLCK) -> None:
    """As on a network share whose server has no locks."""

    def flock(_descriptor: int, _operation: int) -> None:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr("fcntl.flock", flock)


def left(tmp_path: Path, text: str, age: float = 0) -> Path:
    mark = tmp_path / ".a.xlsx.salesplan-lock"
    mark.write_text(text)
    os.utime(mark, (time.time() - age, time.time() - age))
    return mark


def dead_process() -> int:
    with subprocess.Popen([sys.executable, "-c", ""]) as child:
        child.wait()
    return child.pid


HERE = socket.gethostname()
DAY = 24 * 60 * 60
unix = pytest.mark.skipif(sys.platform == "win32", reason="Windows locks otherwise")


@unix
@pytest.mark.parametrize("number", [errno.ENOLCK, errno.ENOTSUP, errno.EOPNOTSUPP, errno.ENOSYS, errno.EINVAL])
def test_where_there_are_no_locks_the_file_is_the_lock(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    without_locks(monkeypatch, number)
    path, mark = tmp_path / "a.xlsx", tmp_path / ".a.xlsx.salesplan-lock"
    with locked(path):
        assert mark.read_text() == f"{HERE} {os.getpid()}\n"
        refusal = refused_in_another_thread(path)
        assert mark.exists()
    assert str(os.getpid()) in str(refusal.problems[0].what)
    assert mark.name in str(refusal.problems[0].fix)
    assert not list(tmp_path.iterdir())


@unix
@pytest.mark.parametrize(
    ("text", "age", "is_dead"),
    [
        ("{here} {dead}\n", 0, True),
        ("{here} {dead}\n", 2 * DAY, True),
        ("{here} {alive}\n", 0, False),
        ("{here} {alive}\n", 2 * DAY, False),  # it has been waiting long, but it lives
        ("elsewhere {dead}\n", 0, False),
        ("elsewhere {dead}\n", DAY - 60, False),
        ("elsewhere {dead}\n", DAY + 60, True),
        ("elsewhere {alive}\n", DAY + 60, True),
        ("", 0, False),  # made, and not signed yet
        ("", DAY + 60, True),
        ("{here} 99999999999999999999\n", 0, False),
        ("nonsense", DAY + 60, True),
    ],
)
def test_a_dead_run_is_recognised_by_hand(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    text: str,
    age: float,
    is_dead: bool,  # noqa: FBT001 - a table of cases
) -> None:
    without_locks(monkeypatch)
    mark = left(tmp_path, text.format(here=HERE, dead=dead_process(), alive=os.getppid()), age)
    if is_dead:
        with locked(tmp_path / "a.xlsx", wait_seconds=0):
            assert mark.read_text() == f"{HERE} {os.getpid()}\n"
        assert not list(tmp_path.iterdir())
    else:
        before = mark.read_text()
        with pytest.raises(CannotWrite), locked(tmp_path / "a.xlsx", wait_seconds=0):
            raise AssertionError
        assert mark.read_text() == before


@unix
def test_of_two_that_take_over_a_dead_runs_lock_the_last_to_sign_has_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    without_locks(monkeypatch)
    mark = left(tmp_path, f"{HERE} {dead_process()}\n")
    monkeypatch.setattr(time, "sleep", lambda _: mark.write_text("elsewhere 7\n"))
    with pytest.raises(CannotWrite) as caught, locked(tmp_path / "a.xlsx", wait_seconds=0):
        raise AssertionError
    assert "elsewhere 7" in str(caught.value.problems[0].what)
    assert mark.read_text() == "elsewhere 7\n"


@unix
def test_a_lock_that_was_taken_over_is_not_removed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    without_locks(monkeypatch)
    mark = tmp_path / ".a.xlsx.salesplan-lock"
    with locked(tmp_path / "a.xlsx"):
        mark.write_text("elsewhere 7\n")
    assert mark.exists()


@unix
def test_ctrl_c_while_an_unlockable_file_is_taken_leaves_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    without_locks(monkeypatch)
    real = lock.try_lock
    tries: list[int] = []

    def interrupted(descriptor: int) -> bool | None:
        tries.append(descriptor)
        if len(tries) == 1:
            os.write(descriptor, f"{HERE} {os.getpid()}\n".encode())
            raise KeyboardInterrupt
        return real(descriptor)

    monkeypatch.setattr(lock, "try_lock", interrupted)
    with pytest.raises(KeyboardInterrupt), locked(tmp_path / "a.xlsx"):
        raise AssertionError
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("wait", [-1.0, float("nan"), 0.0])
def test_no_time_to_wait_is_one_try(tmp_path: Path, wait: float) -> None:
    with holder(tmp_path / "a.xlsx") as first:
        with pytest.raises(CannotWrite), locked(tmp_path / "a.xlsx", wait):
            raise AssertionError
        first.kill()
    with locked(tmp_path / "a.xlsx", wait):
        pass


def test_a_lock_in_a_folder_that_may_not_be_written_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def denied(*_: object) -> int:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(os, "open", denied)
    with pytest.raises(CannotWrite) as caught, locked(tmp_path / "a.xlsx"):
        raise AssertionError
    assert caught.value.problems[0].code == "WRITE-failed"
    assert str(tmp_path) in str(caught.value.problems[0].what)
