"""Copies of a file from before salesplan changed it, and the way back."""

from __future__ import annotations

import re
import shutil
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from salesplan.errors import CannotWrite, Place, Problem
from salesplan.text import Text
from salesplan.write.atomic import os_errors, sha256_of, write_atomic
from salesplan.write.lock import locked

KEEP = 5
"""How many dated backups are kept unless the user says otherwise."""


@dataclass(frozen=True)
class Undone:
    """What an undo did: which backup was put back, and where the file as it stood before is kept."""

    backup: Path
    former: Path


def first_backup(path: Path) -> Path:
    """``customers.xlsx.bak``: the file before salesplan's first change."""
    return path.with_name(path.name + ".bak")


def keep_backup(path: Path, moment: datetime, keep: int = KEEP) -> Path:
    """Copy the file as it is now, and return the copy.

    The first copy is ``name.bak`` and is never overwritten; later ones are ``name.YYYYMMDD-HHMMSS.bak`` by ``moment``
    (a second one within the same second gets ``-2``), of which the last ``keep`` stay, at least 1.
    """
    copy = first_backup(path)
    if copy.exists():
        copy = _dated_name(path, moment)
    _copy(path, copy)
    for old in dated_backups(path)[: -max(keep, 1)]:
        with os_errors(old):
            old.unlink(missing_ok=True)
    return copy


def dated_backups(path: Path) -> list[Path]:
    """The dated backups of a file, oldest first."""
    shape = re.compile(re.escape(path.name) + r"\.(\d{8}-\d{6})(?:-(\d+))?\.bak")
    found = [(m[1], int(m[2] or 1), p) for p in path.parent.iterdir() if (m := shape.fullmatch(p.name))]
    return [backup for *_, backup in sorted(found)]


def undo(path: Path, *, ignore_open: bool = False) -> Undone:
    """Put the newest backup that differs from the file back in its place, whole or not at all.

    The file as it stands is kept as ``name.undone`` (one, the latest), so that nothing typed since is lost. A dated
    backup is used up, so that a second undo goes one change further back; ``name.bak`` stays. Raises CannotWrite
    (WRITE-no-backup) when there is none.
    """
    with os_errors(path), locked(path):
        now = sha256_of(path) if path.exists() else ""
        backup = next((b for b in _newest_first(path) if sha256_of(b) != now), None)
        if backup is None:
            raise CannotWrite(_nothing_to_undo(path))
        former = path.with_name(path.name + ".undone")
        _put_back(path, backup, former, ignore_open=ignore_open)
        if backup != first_backup(path):
            backup.unlink(missing_ok=True)
    return Undone(backup, former)


def _put_back(path: Path, backup: Path, former: Path, *, ignore_open: bool) -> None:
    def save_former() -> None:
        if path.exists():
            _copy(path, former)

    with backup.open("rb") as source:
        write_atomic(
            path, lambda file: shutil.copyfileobj(source, file), before_replace=save_former, ignore_open=ignore_open
        )


def _newest_first(path: Path) -> list[Path]:
    first = first_backup(path)
    return [*reversed(dated_backups(path)), *([first] if first.exists() else [])]


def _dated_name(path: Path, moment: datetime) -> Path:
    stem = f"{path.name}.{moment:%Y%m%d-%H%M%S}"
    copy, number = path.with_name(f"{stem}.bak"), 1
    while copy.exists():
        number += 1
        copy = path.with_name(f"{stem}-{number}.bak")
    return copy


def _copy(path: Path, copy: Path) -> None:
    with path.open("rb") as source:
        write_atomic(copy, lambda file: shutil.copyfileobj(source, file), ignore_open=True)
    shutil.copystat(path, copy)


def _nothing_to_undo(path: Path) -> Problem:
    what = Text("没有可以放回的备份", "there is no backup to put back")
    fix = Text(
        "备份是文件旁边的 {name}.bak 和 {name}.日期.bak;salesplan 没有改过的文件没有备份",
        "backups are {name}.bak and {name}.DATE.bak beside the file; a file that salesplan never changed has none",
    )
    return Problem("WRITE-no-backup", "error", what, fix.format(name=path.name), Place(str(path)))
