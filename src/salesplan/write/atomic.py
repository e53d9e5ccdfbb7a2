"""Replaces a file as a whole or not at all: whatever happens, the user has the old file or the new one."""

from __future__ import annotations

import errno
import hashlib
import os
import secrets
import stat
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

from salesplan.errors import CannotWrite, Place, Problem
from salesplan.text import Text

TEMPORARY = ".salesplan-tmp"
"""Ending of the temporary files that stand beside a file while it is being replaced."""
STEP = 1 << 20


def write_atomic(
    path: Path,
    produce: Callable[[BinaryIO], None],
    *,
    expected_sha256: str | None = None,
    before_replace: Callable[[], None] | None = None,
    ignore_open: bool = False,
) -> None:
    """Write a file through a temporary one in its folder, which takes its place only when it is complete and on disk.

    An existing file keeps its mode and, where the system lets us, its owner. Refused (CannotWrite) are a read-only
    file, one that is open in Excel, WPS or LibreOffice (unless ``ignore_open``), and one whose bytes no longer have the
    hash ``expected_sha256``: it is compared last, just before the replacement. ``before_replace`` runs after these
    checks (the backup is made there). A link is followed, so that it stays a link.
    """
    target = Path(os.path.realpath(path))
    refuse_read_only(path, target)
    with os_errors(path), _temporary(target) as (file, temporary):
        produce(file)
        file.flush()
        _take_over(target, file.fileno())
        os.fsync(file.fileno())
        file.close()
        if not ignore_open:
            refuse_open(path)
        refuse_changed(path, expected_sha256)
        if before_replace is not None:
            before_replace()
        temporary.replace(target)
        _sync_folder(target.parent)


def sha256_of(path: Path) -> str:
    """The SHA-256 of a file's bytes, in hexadecimal."""
    with path.open("rb") as file:
        return sha256_of_open(file)


def sha256_of_open(file: BinaryIO) -> str:
    """The SHA-256 of all bytes of an open file, which is left at its end."""
    file.seek(0)
    digest = hashlib.sha256()
    while piece := file.read(STEP):
        digest.update(piece)
    return digest.hexdigest()


def refuse_changed(path: Path, expected_sha256: str | None) -> None:
    """Raise CannotWrite when the file's bytes are no longer those that were read; None compares nothing."""
    if expected_sha256 is not None and not (path.exists() and sha256_of(path) == expected_sha256):
        raise changed_meanwhile(path)


def changed_meanwhile(path: Path) -> CannotWrite:
    """The refusal of a file that is no longer the one that was read."""
    what = Text("文件在读取之后被别人改动了，没有写入", "the file was changed after it was read; nothing was written")
    fix = Text("再运行一次，就按新的内容计算", "run the command again: it will use the new content")
    return CannotWrite(Problem("WRITE-changed", "error", what, fix, Place(str(path))))


def refuse_open(path: Path) -> None:
    """Raise CannotWrite when a spreadsheet program has left its mark of an open file beside this one."""
    mark = open_mark(path)
    if mark is None:
        return
    what = Text("文件正在另一个程序里打开（{mark}）", "the file is open in another program ({mark})")
    fix = Text(
        "先关闭它；确认没有人打开，就删除这个标记文件，或加 --ignore-open",
        "close it first; if nobody has it open, delete that marker file or add --ignore-open",
    )
    raise CannotWrite(Problem("WRITE-open", "error", what.format(mark=mark.name), fix, Place(str(path))))


def open_mark(path: Path) -> Path | None:
    """The owner file that Excel (``~$name``), WPS (``.~name``) or LibreOffice (``.~lock.name#``) keeps beside it."""
    target = Path(os.path.realpath(path))
    marks = (f"~${target.name}", f".~{target.name}", f".~lock.{target.name}#")
    return next((target.with_name(name) for name in marks if target.with_name(name).exists()), None)


def sweep(path: Path) -> None:
    """Remove temporary files that a killed run left for this file. Only for the holder of the file's lock."""
    target = Path(os.path.realpath(path))
    prefix = f".{target.name}."
    with suppress(OSError):
        for entry in target.parent.iterdir():
            if entry.name.startswith(prefix) and entry.name.endswith(TEMPORARY):
                entry.unlink(missing_ok=True)


@contextmanager
def os_errors(path: Path) -> Iterator[None]:
    """Turn what the operating system refuses into a CannotWrite that names the file."""
    try:
        yield
    except OSError as error:
        raise CannotWrite(_failed(path, error)) from error


@contextmanager
def _temporary(target: Path) -> Iterator[tuple[BinaryIO, Path]]:
    """An open new file beside the target, gone afterwards unless it was renamed."""
    temporary = target.with_name(f".{target.name}.{secrets.token_hex(8)}{TEMPORARY}")
    try:
        # Opened by hand and not by tempfile: a new file then has the mode that the user's umask gives. Within the try:
        # Ctrl-C may come as soon as the file is there.
        descriptor = os.open(temporary, os.O_RDWR | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o666)
        with os.fdopen(descriptor, "w+b", buffering=STEP) as file:
            yield file, temporary
    finally:
        with suppress(OSError):
            temporary.unlink(missing_ok=True)


def _take_over(target: Path, descriptor: int) -> None:
    """Give the new file the mode and the owner of the one it replaces."""
    if not target.exists():
        return
    old = target.stat()
    if hasattr(os, "fchown"):
        with suppress(PermissionError):
            os.fchown(descriptor, old.st_uid, old.st_gid)
    if hasattr(os, "fchmod"):
        # After the owner: changing the owner may clear bits of the mode.
        os.fchmod(descriptor, stat.S_IMODE(old.st_mode))


def refuse_read_only(path: Path, target: Path) -> None:
    """Raise CannotWrite for a file without any write bit: it was protected on purpose, though it could be replaced."""
    if not target.exists() or target.stat().st_mode & 0o222:
        return
    what = Text("文件是只读的", "the file is read-only")
    fix = Text("去掉只读属性，或用 -o 写到另一个文件", "make it writable, or write to another file with -o")
    raise CannotWrite(Problem("WRITE-read-only", "error", what, fix, Place(str(path))))


def _sync_folder(folder: Path) -> None:
    """Make the renaming itself durable; some systems (Windows, some network drives) cannot and need not."""
    with suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def _failed(path: Path, error: OSError) -> Problem:
    what, fix = (
        Text("写不进去：{reason}", "cannot be written: {reason}"),
        Text("检查文件夹的权限，或用 -o 写到别处", "check the folder's permissions, or write elsewhere with -o"),
    )
    code = "WRITE-failed"
    if error.errno in (errno.ENOSPC, getattr(errno, "EDQUOT", errno.ENOSPC)):
        code, fix = "WRITE-no-space", Text("腾出磁盘空间再运行", "free some disk space and run again")
    elif getattr(error, "winerror", None) in (5, 32, 33):
        code, fix = "WRITE-open", Text("关闭打开它的程序再运行", "close the program that has it open and run again")
    return Problem(code, "error", what.format(reason=error.strerror or str(error)), fix, Place(str(path)))
