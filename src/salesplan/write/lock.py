"""Keeps a second salesplan from changing a file at the same time."""

from __future__ import annotations

import os
import socket
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from salesplan.errors import CannotWrite, Place, Problem
from salesplan.text import Text
from salesplan.write.atomic import os_errors, sweep

ENDING = ".salesplan-lock"
PAUSE = 0.05
"""Seconds between two tries."""


@contextmanager
def locked(path: Path, wait_seconds: float = 10) -> Iterator[None]:
    """Hold the lock of a file; what a killed run left behind for the file is cleaned up on entering.

    The lock is the operating system's, on a small file beside the user's that names host and process. It ends with the
    process that held it, so a lock file that a killed run left behind stands in nobody's way. Raises CannotWrite
    (WRITE-locked) when another run still holds it after ``wait_seconds``.
    """
    place = Path(os.path.realpath(path))
    mark = place.with_name(f".{place.name}{ENDING}")
    descriptor: int | None = None
    try:
        with os_errors(path):
            descriptor = _acquire(path, mark, wait_seconds)
        sweep(path)
        yield
    finally:
        if descriptor is None:
            _clear(mark)
        else:
            _release(descriptor, mark)


def _acquire(path: Path, mark: Path, wait_seconds: float) -> int:
    deadline = time.monotonic() + wait_seconds
    while True:
        descriptor = os.open(mark, os.O_RDWR | os.O_CREAT, 0o666)
        try:
            if try_lock(descriptor) and _still_there(descriptor, mark):
                # Only for people to read: without it the lock holds as well.
                with suppress(OSError):
                    os.ftruncate(descriptor, 0)
                    os.write(descriptor, f"{socket.gethostname()} {os.getpid()}\n".encode())
                return descriptor
            holder = _holder(mark)
        except BaseException:  # Ctrl-C too: a lock that nobody knows of would be held to the end
            os.close(descriptor)
            raise
        os.close(descriptor)
        if time.monotonic() >= deadline:
            raise CannotWrite(_busy(path, holder))
        time.sleep(PAUSE)


def _still_there(descriptor: int, mark: Path) -> bool:
    """Whether the locked file is still the one beside the user's: its former holder removes it when done."""
    try:
        return os.path.samestat(os.fstat(descriptor), mark.stat())
    except FileNotFoundError:
        return False


def _release(descriptor: int, mark: Path) -> None:
    if sys.platform == "win32":
        # Windows removes no file that is open.
        os.close(descriptor)
        with suppress(OSError):
            mark.unlink()
        return
    with suppress(OSError):
        mark.unlink()
    os.close(descriptor)


def _clear(mark: Path) -> None:
    """Remove the lock file of a run that was stopped while it took the lock; one that another run holds stays."""
    with suppress(OSError):
        descriptor = os.open(mark, os.O_RDWR)
        if try_lock(descriptor) and _still_there(descriptor, mark):
            _release(descriptor, mark)
        else:
            os.close(descriptor)


def try_lock(descriptor: int) -> bool:
    """Take the operating system's lock on an open file; False when another process holds it."""
    try:
        if sys.platform == "win32":
            import msvcrt

            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True


def _holder(mark: Path) -> str:
    """``host process`` of the run that holds the lock, as far as it can be read."""
    with suppress(OSError):
        return mark.read_text("utf-8").strip()
    return ""


def _busy(path: Path, holder: str) -> Problem:
    what = Text("另一个 salesplan 正在写这个文件（{holder}）", "another salesplan is writing this file ({holder})")
    fix = Text(
        "等它结束再运行，或用 --lock-wait 多等几秒", "run again when it is done, or wait longer with --lock-wait"
    )
    return Problem("WRITE-locked", "error", what.format(holder=holder or "?"), fix, Place(str(path)))
