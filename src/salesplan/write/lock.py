"""Keeps a second salesplan from changing a file at the same time."""

from __future__ import annotations

import errno
import os
import socket
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from threading import get_ident

from salesplan.errors import CannotWrite, Place, Problem
from salesplan.text import Text
from salesplan.write.atomic import os_errors, sweep
from salesplan.write.beside import hidden
from salesplan.write.open_marks import STALE

ENDING = ".salesplan-lock"
PAUSE = 0.05
"""Seconds between two tries."""
_HELD: set[tuple[Path, int]] = set()
"""The files whose locks are held, with the thread that holds each."""


@contextmanager
def locked(path: Path, wait_seconds: float = 10) -> Iterator[None]:
    """Hold the lock of a file; what a killed run left behind for the file is cleaned up on entering.

    The lock is the operating system's, on a small file beside the user's that names host and process. It ends with the
    process that held it, so a lock file that a killed run left behind stands in nobody's way.

    Some network shares have no such locks. There the small file is itself the lock: whoever makes it holds it. One
    that names a process of this host that runs no more is taken over at once; one of another host, or without a name,
    when it is older than a day. Taking over is to write one's name, wait a moment, and find it still there.

    Whoever holds a file's lock may take it once more within (the same thread): nothing happens then.

    Raises CannotWrite (WRITE-locked) when another run still holds it after ``wait_seconds``; at least one try is made.
    """
    place = Path(os.path.realpath(path))
    mark = hidden(place, ENDING)
    held = (place, get_ident())
    if held in _HELD:
        yield
        return
    hold: _Hold | None = None
    is_refused = False
    try:
        with os_errors(path):
            hold = _acquire(path, mark, wait_seconds)
        _HELD.add(held)
        sweep(path)
        yield
    except CannotWrite:
        is_refused = hold is None
        raise
    finally:
        _HELD.discard(held)
        if hold is not None:
            _release(hold, mark)
        elif not is_refused:  # Ctrl-C
            _clear(mark)


@dataclass(frozen=True)
class _Hold:
    """A lock that is held: the open file, and whether the file itself is the lock."""

    descriptor: int
    by_file: bool = False


def _acquire(path: Path, mark: Path, wait_seconds: float) -> _Hold:
    deadline = time.monotonic() + max(0.0, wait_seconds)
    while True:
        descriptor, is_new = _opened(mark)
        try:
            hold = _tried(descriptor, mark, is_new=is_new)
            holder = _read(descriptor)
        except BaseException:  # Ctrl-C too: a lock that nobody knows of would be held to the end
            os.close(descriptor)
            raise
        if hold is not None:
            return hold
        os.close(descriptor)
        if time.monotonic() >= deadline:
            raise CannotWrite(_busy(path, mark, holder))
        time.sleep(PAUSE)


def _opened(mark: Path) -> tuple[int, bool]:
    """The lock file, open, and whether it was made now."""
    while True:
        with suppress(FileExistsError):
            return os.open(mark, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o666), True
        with suppress(FileNotFoundError):  # its holder removed it meanwhile
            return os.open(mark, os.O_RDWR), False


def _tried(descriptor: int, mark: Path, *, is_new: bool) -> _Hold | None:
    got = try_lock(descriptor)
    if got is None:
        return _Hold(descriptor, by_file=True) if _taken_over(descriptor, mark, is_new=is_new) else None
    if got and _still_there(descriptor, mark):
        _sign(descriptor)
        return _Hold(descriptor)
    return None


def _taken_over(descriptor: int, mark: Path, *, is_new: bool) -> bool:
    """Whether the lock file, itself the lock, is ours: made by us, or left by a run that is dead."""
    if is_new:
        _sign(descriptor)
        return True
    if not _is_dead(_read(descriptor), os.fstat(descriptor).st_mtime):
        return False
    _sign(descriptor)
    time.sleep(PAUSE)
    return _read(descriptor) == _name() and _still_there(descriptor, mark)


def _is_dead(holder: str, since: float) -> bool:
    """Whether the run that signed a lock file is gone: its process on this host, or after a day."""
    host, _, number = holder.rpartition(" ")
    if host == socket.gethostname() and number.isdecimal() and sys.platform != "win32":
        return not _runs(int(number))
    return time.time() - since > STALE


def _runs(process: int) -> bool:
    """Whether a process of this host is alive; signal 0 asks and does nothing (but on Windows, where it ends it)."""
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except (OSError, OverflowError):
        return True
    return True


def _name() -> str:
    return f"{socket.gethostname()} {os.getpid()}"


def _sign(descriptor: int) -> None:
    """Write host and process into the lock file. A lock that could not be signed holds as well."""
    with suppress(OSError):
        os.ftruncate(descriptor, 0)
        os.lseek(descriptor, 0, os.SEEK_SET)
        os.write(descriptor, f"{_name()}\n".encode())


def _read(descriptor: int) -> str:
    """``host process`` of the run that signed the lock file, as far as it can be read."""
    with suppress(OSError):
        os.lseek(descriptor, 0, os.SEEK_SET)
        return os.read(descriptor, 1024).decode("utf-8", "replace").strip()
    return ""


def _still_there(descriptor: int, mark: Path) -> bool:
    """Whether the locked file is still the one beside the user's: its former holder removes it when done."""
    try:
        return os.path.samestat(os.fstat(descriptor), mark.stat())
    except FileNotFoundError:
        return False


def _release(hold: _Hold, mark: Path) -> None:
    # A lock without a system's lock may have been taken over: then the file is another's.
    is_ours = not hold.by_file or _read(hold.descriptor) in ("", _name())
    if sys.platform == "win32":
        os.close(hold.descriptor)  # Windows removes no file that is open
    if is_ours:
        with suppress(OSError):
            mark.unlink()
    if sys.platform != "win32":
        os.close(hold.descriptor)


def _clear(mark: Path) -> None:
    """Remove the lock file of a run that was stopped while it took the lock; one that another run holds stays."""
    with suppress(OSError):
        descriptor = os.open(mark, os.O_RDWR)
        got = try_lock(descriptor)
        if got is None and _read(descriptor) == _name():
            _release(_Hold(descriptor, by_file=True), mark)
        elif got and _still_there(descriptor, mark):
            _release(_Hold(descriptor), mark)
        else:
            os.close(descriptor)


def try_lock(descriptor: int) -> bool | None:
    """Take the operating system's lock on an open file; False when another process holds it, None when it has none."""
    try:
        if sys.platform == "win32":
            import msvcrt

            # Far behind the text: what is locked there can be read by nobody else, and others read who holds the lock.
            os.lseek(descriptor, _FAR, os.SEEK_SET)
            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        return None if error.errno in _NO_LOCKS else False
    return True


_FAR = 1 << 30
_NO_LOCKS = (errno.ENOLCK, errno.ENOSYS, errno.ENOTSUP, errno.EOPNOTSUPP, errno.EINVAL)
"""What the system answers where a file system has no locks, as on some network shares."""


def _busy(path: Path, mark: Path, holder: str) -> Problem:
    what = Text("另一个 salesplan 正在写这个文件（{holder}）", "another salesplan is writing this file ({holder})")
    fix = Text(
        "等它结束再运行，或用 --lock-wait 多等几秒；确认它已不在运行，就删除 {mark}",
        "run again when it is done, or wait longer with --lock-wait; if it runs no more, delete {mark}",
    )
    said = what.format(holder=holder or "?")
    return Problem("WRITE-locked", "error", said, fix.format(mark=mark.name), Place(str(path)))
