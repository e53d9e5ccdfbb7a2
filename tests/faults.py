"""Numbers every call that changes the disk, and stops the process or lets the call fail at one of them."""

from __future__ import annotations

import errno
import io
import os
import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal, Protocol
from warnings import catch_warnings, simplefilter

import pytest

from salesplan.write.atomic import TEMPORARY

BUFFER = 2048
"""A small buffer, so that small files are written in as many pieces as large ones are."""
WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND
BY_PATH = ("replace", "rename", "unlink", "remove", "rmdir", "mkdir", "chmod", "chown", "link", "symlink", "truncate")
BY_EITHER = ("fsync", "ftruncate", "fchmod", "fchown", "utime", "setxattr")
LASTING = ("open", "write")
"""What fails again and again on a full disk."""
Fault = Literal["none", "kill", "kill halfway", "full", "short, then full", "denied", "broken"]
ERRORS: dict[Fault, int] = {
    "full": errno.ENOSPC,
    "short, then full": errno.ENOSPC,
    "denied": errno.EACCES,
    "broken": errno.EIO,
}
LONGEST = 20
"""Seconds after which a child that is neither killed nor done is stopped."""


class Written(Protocol):
    """What a file is written with: how many bytes were taken."""

    def __call__(self, data: bytes, /) -> int: ...


@dataclass(frozen=True)
class Call:
    """One call that changes the disk: its name, and what kind of file it is about."""

    name: str
    about: str

    def __str__(self) -> str:
        return f"{self.name} {self.about}"


@dataclass
class Faults:
    """The calls so far; ``fault`` happens at call number ``at``, counted from 0."""

    fault: Fault = "none"
    at: int = -1
    calls: list[Call] = field(default_factory=list)
    names: dict[int, str] = field(default_factory=dict)
    is_full: bool = False

    def met(self, name: str, target: object) -> None:
        """Count a call; at the one meant, the process ends or the call fails."""
        call = Call(name, about(self.name_of(target)))
        self.calls.append(call)
        if self.is_full and name in LASTING:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        if len(self.calls) - 1 != self.at:
            return
        if self.fault == "kill":
            os.kill(os.getpid(), signal.SIGKILL)
        if self.fault in ("full", "denied", "broken"):
            self.is_full = self.fault == "full"
            raise OSError(ERRORS[self.fault], os.strerror(ERRORS[self.fault]))

    def write(self, descriptor: int, data: bytes, real: Written) -> int:
        """The same for a write, which may also stop in the middle."""
        self.met("write", descriptor)
        if len(self.calls) - 1 == self.at and self.fault in ("kill halfway", "short, then full"):
            half = real(bytes(data[: (len(data) + 1) // 2]))
            if self.fault == "kill halfway":
                os.kill(os.getpid(), signal.SIGKILL)
            self.is_full = True
            return half
        return real(data)

    def name_of(self, target: object) -> str:
        """The path of a file given by path or by descriptor."""
        return self.names.get(target, "?") if isinstance(target, int) else os.fspath(target)  # type: ignore[call-overload] # a path

    @contextmanager
    def watching(self) -> Iterator[None]:
        """All calls of this process go through here."""
        with pytest.MonkeyPatch.context() as patched:
            for name in (*BY_PATH, *BY_EITHER):
                patched.setattr(os, name, self._counted(name, getattr(os, name)))
            real_open, real_write = os.open, os.write

            def opened(path: Any, flags: int, mode: int = 0o777) -> int:  # noqa: ANN401 - any path
                if flags & WRITING:
                    self.met("open", path)
                descriptor = real_open(path, flags, mode)
                self.names[descriptor] = os.fspath(path)
                return descriptor

            def fdopen(descriptor: int, mode: str = "r", **_: Any) -> io.BufferedRandom:  # noqa: ANN401 - as it comes
                assert mode == "w+b", "only files opened like this are counted"
                return io.BufferedRandom(CountedFile(descriptor, self), BUFFER)

            def write(descriptor: int, data: bytes, /) -> int:
                return self.write(descriptor, data, lambda piece: real_write(descriptor, piece))

            patched.setattr(os, "open", opened)
            patched.setattr(os, "fdopen", fdopen)
            patched.setattr(os, "write", write)
            yield

    def _counted(self, name: str, real: Callable[..., Any]) -> Callable[..., Any]:
        def call(target: Any, *more: Any, **named: Any) -> Any:  # noqa: ANN401 - any call of the operating system
            self.met(name, target)
            return real(target, *more, **named)

        return SupportedAs(call, real) if name == "utime" else call


class SupportedAs:
    """A call that os.supports_fd knows as the one it stands for."""

    def __init__(self, call: Callable[..., Any], real: Callable[..., Any]) -> None:
        self.call, self.real = call, real

    def __call__(self, *args: Any, **named: Any) -> Any:  # noqa: ANN401 - passed on
        return self.call(*args, **named)

    def __hash__(self) -> int:
        return hash(self.real)

    def __eq__(self, other: object) -> bool:
        return other == self.real


class CountedFile(io.FileIO):
    """A file whose writes are counted one by one."""

    def __init__(self, descriptor: int, faults: Faults) -> None:
        super().__init__(descriptor, "r+b")
        self.faults = faults

    def write(self, data: Any, /) -> int:  # noqa: ANN401 - any buffer
        return self.faults.write(self.fileno(), bytes(data), super().write)


def about(path: str) -> str:
    """What kind of file stands in a case's folder under this name."""
    name = Path(path).name
    kinds = {".salesplan-lock": "lock", ".bak": "backup", ".undone": "backup"}
    if name.endswith(TEMPORARY):
        return "copy being made" if ".bak." in name or ".undone." in name else "file being made"
    return kinds.get(Path(name).suffix, "file" if Path(name).suffix else "folder")


def killed(run: Callable[[], object], faults: Faults) -> int:
    """Run in a child process; the signal that ended it, 0 when it came to its end."""
    with catch_warnings():
        simplefilter("ignore", DeprecationWarning)  # Python 3.12 warns of threads; the child needs none
        child = os.fork()
    if child == 0:
        try:
            signal.alarm(LONGEST)
            with faults.watching(), suppress(BaseException):
                run()
        finally:
            os._exit(0)
    _, status = os.waitpid(child, 0)
    return os.WTERMSIG(status) if os.WIFSIGNALED(status) else 0


EVENTS = {
    "open": "open",
    "os.rename": "rename",
    "os.remove": "unlink",
    "os.rmdir": "rmdir",
    "os.mkdir": "mkdir",
    "os.chmod": "chmod",
    "os.chown": "chown",
    "os.utime": "utime",
    "os.setxattr": "setxattr",
    "os.truncate": "truncate",
    "os.link": "link",
    "os.symlink": "link",
}
"""The changes to the disk that Python itself reports, by the call as it is counted here (no write and no fsync)."""
_SAME = {"replace": "rename", "remove": "unlink", "fchmod": "chmod", "fchown": "chown", "ftruncate": "truncate"}
_heard: list[str] | None = None


def _hear(event: str, args: tuple[Any, ...]) -> None:
    if _heard is None or event not in EVENTS:
        return
    # A file made of an open descriptor is not opened once more.
    if event != "open" or (not isinstance(args[0], int) and (args[2] or 0) & WRITING):
        _heard.append(EVENTS[event])


def heard(run: Callable[[], object]) -> list[str]:
    """What Python reports of a run: a witness that no call went past the counting."""
    global _heard  # noqa: PLW0603 - a hook cannot be taken out again, only be deaf
    if not _hooked:
        sys.addaudithook(_hear)
        _hooked.append(True)
    _heard = []
    try:
        run()
        return _heard
    finally:
        _heard = None


_hooked: list[bool] = []


def reported(calls: list[Call]) -> list[str]:
    """The counted calls as Python reports them."""
    return [_SAME.get(call.name, call.name) for call in calls if call.name not in ("write", "fsync")]
