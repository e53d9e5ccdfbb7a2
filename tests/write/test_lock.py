"""Two salesplan runs never change one file at the same time, and a dead one stands in nobody's way."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from salesplan.errors import CannotWrite
from salesplan.write import lock
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
    mark, tries = tmp_path / ".a.xlsx.salesplan-lock", list[bool]()
    real = lock.try_lock

    def racing(descriptor: int) -> bool:
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
