"""Replaces a file as a whole or not at all: whatever happens, the user has the old file or the new one."""

from __future__ import annotations

import errno
import hashlib
import os
import re
import secrets
import shutil
import stat
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext, suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import BinaryIO

from salesplan.errors import CannotWrite, Place, Problem
from salesplan.text import Text
from salesplan.write.beside import copy_stem, hidden, hidden_stem
from salesplan.write.open_marks import STALE, refuse_open

TEMPORARY = ".salesplan-tmp"
"""Ending of the temporary files that stand beside a file while it is being replaced."""
STEP = 1 << 20


@dataclass(frozen=True)
class Written:
    """What came of writing a file: the backup made of the one before (None without), and what the user should know."""

    backup: Path | None = None
    warnings: tuple[Problem, ...] = ()


def write_atomic(
    path: Path,
    produce: Callable[[BinaryIO], None],
    *,
    expected_sha256: str | None = None,
    backup: AbstractContextManager[Path] | None = None,
    ignore_open: bool = False,
    moment: datetime | None = None,
) -> Written:
    """Write a file through a temporary one in its folder, which takes its place only when it is complete and on disk.

    An existing file keeps its mode, extended attributes and, where the system lets us, its owner. Refused (CannotWrite)
    are a read-only file, a folder or device, a file that is open in Excel, WPS or LibreOffice (unless ``ignore_open``;
    a mark older than a day at ``moment`` is only a warning), and one whose bytes no longer have the hash
    ``expected_sha256``. Whether it is open is asked before the work and after it; the hash is compared last, just
    before the replacement. ``backup`` (backup.backed_up) is entered before that, and left when the new file is in
    place and on disk. A link is followed, so that it stays a link; further hard links keep the old content (a warning).
    """
    with os_errors(path):
        target = _target(path)
        refuse_open(path, moment, ignore=ignore_open)
        sweep(path, STALE)
        with _temporary(target, hidden(target, _by_chance())) as (file, temporary):
            produce(file)
            _finish(file, target)
            with backup or nullcontext() as kept:
                warnings = refuse_open(path, moment, ignore=ignore_open) + _hard_links(path, target)
                refuse_changed(path, expected_sha256)
                temporary.replace(target)
                sync_folder(target.parent)
    return Written(kept, warnings)


def copy_atomic(source: Path, copy: Path) -> None:
    """A copy of a file, complete and on disk before it has its name; with mode, owner and times of the source."""
    # Named by the source where the copy is, so that whoever locks that one finds what a killed run left.
    stem, ending = copy_stem(source.name), _by_chance()
    is_near = copy.parent == source.parent and copy.name.startswith(stem)
    beside = hidden(source, copy.name.removeprefix(stem) + ending) if is_near else hidden(copy, ending)
    with os_errors(copy), source.open("rb") as old, _temporary(copy, beside, private=True) as (file, temporary):
        shutil.copyfileobj(old, file, STEP)
        _finish(file, source, with_times=True)
        temporary.replace(copy)
        sync_folder(copy.parent)


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


def sweep(path: Path, older_than: float = 0) -> None:
    """Remove temporary files that a killed run left for this file or its copies.

    Only the holder of the file's lock may remove all; others those older than some seconds, which no run still writes.
    """
    target = Path(os.path.realpath(path))
    for place in dict.fromkeys((target, Path(path).absolute())):
        ours = re.compile(rf"\.{re.escape(hidden_stem(place.name))}{_COPY}\.[0-9a-f]+{re.escape(TEMPORARY)}")
        with suppress(OSError):
            for entry in place.parent.iterdir():
                if ours.fullmatch(entry.name) and (not older_than or time.time() - entry.stat().st_mtime > older_than):
                    entry.unlink(missing_ok=True)


def refuse_read_only(path: Path, target: Path) -> None:
    """Raise CannotWrite for a file (``target``, typed as ``path``) that was kept from us on purpose.

    Replacing a file that has no write bit, or that we may not write to, would succeed all the same.
    """
    if not target.exists() or (target.stat().st_mode & 0o222 and os.access(target, os.W_OK)):
        return
    what = Text("文件是只读的", "the file is read-only")
    fix = Text("去掉只读属性，或用 -o 写到另一个文件", "make it writable, or write to another file with -o")
    raise CannotWrite(Problem("WRITE-read-only", "error", what, fix, Place(str(path))))


@contextmanager
def os_errors(path: Path) -> Iterator[None]:
    """Turn what the operating system refuses into a CannotWrite that names the file."""
    try:
        yield
    except OSError as error:
        raise CannotWrite(_failed(path, error)) from error


def _target(path: Path) -> Path:
    """The file that is to be replaced, behind any links. Refused is what no new file should take the place of."""
    target, place = Path(os.path.realpath(path)), Place(str(path))
    if target.is_symlink():
        raise OSError(errno.ELOOP, os.strerror(errno.ELOOP))
    if target.is_dir():
        what, fix = Text("这是一个文件夹", "this is a folder"), Text("写上文件名", "add a file name")
        raise CannotWrite(Problem("WRITE-folder", "error", what, fix, place))
    if target.exists() and not target.is_file():
        what = Text("这不是普通文件，而是设备或管道", "this is no ordinary file but a device or a pipe")
        fix = Text("换一个文件名", "choose another file name")
        raise CannotWrite(Problem("WRITE-not-a-file", "error", what, fix, place))
    refuse_read_only(path, target)
    return target


@contextmanager
def _temporary(target: Path, temporary: Path, *, private: bool = False) -> Iterator[tuple[BinaryIO, Path]]:
    """An open new file, which stands beside the target, gone afterwards unless it was renamed.

    It has the mode that the user's umask gives; in place of a file (or when ``private``) nobody else may read it until
    it has that one's mode.
    """
    mode = 0o600 if private or target.exists() else 0o666
    try:
        # Opened by hand and not by tempfile, which knows no umask. Within the try: Ctrl-C may come as soon as the file
        # is there.
        descriptor = os.open(temporary, os.O_RDWR | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), mode)
        with os.fdopen(descriptor, "w+b", buffering=STEP) as file:
            yield file, temporary
    finally:
        with suppress(OSError):
            temporary.unlink(missing_ok=True)


def _by_chance() -> str:
    return f".{secrets.token_hex(8)}{TEMPORARY}"


def _finish(file: BinaryIO, like: Path, *, with_times: bool = False) -> None:
    """Bring a written file to the disk, with all that it takes over from the file it replaces or copies; close it."""
    file.flush()
    if like.exists():
        _take_over(like, file.fileno(), with_times=with_times)
    os.fsync(file.fileno())
    file.close()


def _take_over(old: Path, descriptor: int, *, with_times: bool) -> None:
    """Give an open file the owner, group, mode (without the bits that only programs need) and attributes of another."""
    status, own = old.stat(), os.fstat(descriptor)
    if hasattr(os, "fchown"):
        # One by one: who may not give files away may still give them to a group of his.
        for there, here, ids in (
            (status.st_gid, own.st_gid, (-1, status.st_gid)),
            (status.st_uid, own.st_uid, (status.st_uid, -1)),
        ):
            with suppress(PermissionError):
                if there != here:
                    os.fchown(descriptor, *ids)
    if hasattr(os, "fchmod") and (mode := stat.S_IMODE(status.st_mode) & 0o777) != stat.S_IMODE(own.st_mode):
        # After the owner: changing the owner may clear bits of the mode.
        os.fchmod(descriptor, mode)
    _copy_attributes(old, descriptor)
    if with_times and os.utime in os.supports_fd:
        with suppress(OSError):
            os.utime(descriptor, ns=(status.st_atime_ns, status.st_mtime_ns))


def _copy_attributes(old: Path, descriptor: int) -> None:
    """The user's extended attributes and the access list, as far as both the system and the file system know them."""
    if sys.platform != "linux":
        return
    with suppress(OSError):
        for name in os.listxattr(old):
            if name.startswith("user.") or name == "system.posix_acl_access":
                with suppress(OSError):
                    os.setxattr(descriptor, name, os.getxattr(old, name))


def _hard_links(path: Path, target: Path) -> tuple[Problem, ...]:
    """A warning when the file has further names, which the new one will not have."""
    if not target.exists() or target.stat().st_nlink == 1:
        return ()
    what = Text(
        "这个文件还有别的名字（硬链接），那边留着旧内容",
        "this file has further names (hard links), which keep the old content",
    )
    fix = Text("要两边一样，改用符号链接", "use symbolic links if they are to follow")
    return (Problem("WRITE-hard-link", "warning", what, fix, Place(str(path))),)


def sync_folder(folder: Path) -> None:
    """Make the renaming itself durable; some systems (Windows, some network drives) cannot and need not."""
    with suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def _failed(path: Path, error: OSError) -> Problem:
    place, folder = Place(str(path)), Path(os.path.realpath(path)).parent
    if error.errno in (errno.ENOSPC, getattr(errno, "EDQUOT", errno.ENOSPC)):
        what = Text("磁盘满了，没有写入", "the disk is full; nothing was written")
        return Problem("WRITE-no-space", "error", what, _MAKE_ROOM, place)
    if error.errno == errno.ENOENT and not folder.exists():
        what = Text("文件夹 {folder} 不存在", "the folder {folder} does not exist").format(folder=folder)
        fix = Text("先建好这个文件夹，或用 -o 写到别处", "make the folder first, or write elsewhere with -o")
        return Problem("WRITE-no-folder", "error", what, fix, place)
    if error.errno == errno.ENAMETOOLONG:
        what = Text("文件名或路径太长", "the name of the file or of its folders is too long")
        fix = Text("改个短一点的文件名，或移到层次少的文件夹", "shorten the file's name, or move it up some folders")
        return Problem("WRITE-name-too-long", "error", what, fix, place)
    if getattr(error, "winerror", None) in (5, 32, 33):
        # Windows: access denied (also to a file that is open), sharing violation, lock violation.
        what = Text(
            "另一个程序开着这个文件，或没有权限：{reason}", "another program has it open, or you may not: {reason}"
        )
        fix = Text("关闭打开它的程序再运行", "close the program that has it open and run again")
        return Problem("WRITE-open", "error", what.format(reason=_reason(error)), fix, place)
    what, fix = Text("写不进去：{reason}", "cannot be written: {reason}"), _ELSEWHERE
    if isinstance(error, PermissionError) or error.errno == errno.EROFS:
        what = Text(
            "文件夹 {folder} 里不能写文件（没有权限，或是只读的）",
            "files cannot be written in the folder {folder} (no right to, or read-only)",
        )
    return Problem("WRITE-failed", "error", what.format(reason=_reason(error), folder=folder), fix, place)


def _reason(error: OSError) -> str:
    return error.strerror or str(error)


_MAKE_ROOM = Text("腾出磁盘空间再运行", "free some disk space and run again")
_ELSEWHERE = Text("检查文件夹的权限，或用 -o 写到别处", "check the folder's permissions, or write elsewhere with -o")
_COPY = r"(?:(?:\.\d{8}-\d{6}(?:-\d+)?)?\.(?:bak|undone))?"
"""What the name of a copy of a file ends with (backup.py)."""
