"""Copies of a file from before salesplan changed it, and the way back."""

from __future__ import annotations

import re
import shutil
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from salesplan.errors import CannotWrite, Place, Problem
from salesplan.load.sniff import missing
from salesplan.text import Text
from salesplan.write.atomic import os_errors, sha256_of, write_atomic
from salesplan.write.lock import locked

KEEP = 5
"""How many dated backups are kept unless the user says otherwise."""
BACKUP, UNDONE = ".bak", ".undone"
"""Endings of the copies from before a change, and from before an undo."""


@dataclass(frozen=True)
class Undone:
    """What an undo did: which backup was put back, and where the file as it stood is kept; None when there was none."""

    backup: Path
    former: Path | None


def first_backup(path: Path) -> Path:
    """``customers.xlsx.bak``: the file before salesplan's first change."""
    return path.with_name(path.name + BACKUP)


def keep_backup(path: Path, moment: datetime, keep: int = KEEP) -> Path:
    """Copy the file as it is now, and return the copy.

    The first copy is ``name.bak`` and is never overwritten; later ones are ``name.YYYYMMDD-HHMMSS.bak`` by ``moment``
    (a second one within the same second gets ``-2``), of which the last ``keep`` stay, at least 1.
    """
    return _keep(path, BACKUP, moment, keep)


def dated_backups(path: Path) -> list[Path]:
    """The dated backups of a file, oldest first."""
    return _dated(path, BACKUP)


def undo(path: Path, moment: datetime, *, ignore_open: bool = False) -> Undone:
    """Put the newest backup that differs from the file back in its place, whole or not at all.

    The file as it stands is kept as ``name.undone``, later ones as ``name.YYYYMMDD-HHMMSS.undone`` by ``moment`` (the
    last 5), so that nothing typed since is lost however often one goes back. A dated backup is used up, so that a
    second undo goes one change further back; ``name.bak`` stays. Raises CannotWrite when the file is as it was before
    the first change (WRITE-already-first) or was never changed (WRITE-no-backup), BadInput when there is no such file.
    """
    if not path.exists() and not _has_backup(path):
        raise missing(path, str(path))
    with os_errors(path), locked(path):
        now = sha256_of(path) if path.exists() else ""
        backup = next((b for b in _newest_first(path) if sha256_of(b) != now), None)
        if backup is None:
            raise CannotWrite(_already_first(path) if _has_backup(path) else _nothing_to_undo(path))
        former = _put_back(path, backup, moment, ignore_open=ignore_open)
        if backup != first_backup(path):
            backup.unlink(missing_ok=True)
    return Undone(backup, former)


def _put_back(path: Path, backup: Path, moment: datetime, *, ignore_open: bool) -> Path | None:
    """Replace the file by the backup, and return the copy of it as it stood."""
    former: list[Path] = []

    def save_former() -> None:
        if path.exists():
            former.append(_keep(path, UNDONE, moment, KEEP))

    with backup.open("rb") as source:
        write_atomic(
            path, lambda file: shutil.copyfileobj(source, file), before_replace=save_former, ignore_open=ignore_open
        )
    return former[0] if former else None


def _has_backup(path: Path) -> bool:
    return path.parent.is_dir() and bool(_newest_first(path))


def _newest_first(path: Path) -> list[Path]:
    first = first_backup(path)
    return [*reversed(dated_backups(path)), *([first] if first.exists() else [])]


def _keep(path: Path, ending: str, moment: datetime, keep: int) -> Path:
    """Copy the file under its name with the ending, or with the moment too where that is taken; drop the oldest."""
    copy = path.with_name(path.name + ending)
    if copy.exists():
        copy = _dated_name(path, ending, moment)
    _copy(path, copy)
    for old in _dated(path, ending)[: -max(keep, 1)]:
        with os_errors(old):
            old.unlink(missing_ok=True)
    return copy


def _dated(path: Path, ending: str) -> list[Path]:
    shape = re.compile(re.escape(path.name) + r"\.(\d{8}-\d{6})(?:-(\d+))?" + re.escape(ending))
    found = [(m[1], int(m[2] or 1), p) for p in path.parent.iterdir() if (m := shape.fullmatch(p.name))]
    return [copy for *_, copy in sorted(found)]


def _dated_name(path: Path, ending: str, moment: datetime) -> Path:
    stem = f"{path.name}.{moment:%Y%m%d-%H%M%S}"
    copy, number = path.with_name(f"{stem}{ending}"), 1
    while copy.exists():
        number += 1
        copy = path.with_name(f"{stem}-{number}{ending}")
    return copy


def _copy(path: Path, copy: Path) -> None:
    with path.open("rb") as source:
        write_atomic(copy, lambda file: shutil.copyfileobj(source, file), ignore_open=True)
    shutil.copystat(path, copy)


def _nothing_to_undo(path: Path) -> Problem:
    what = Text("没有可以放回的备份", "there is no backup to put back")
    fix = Text(
        "备份是文件旁边的 {name}.bak 和 {name}.日期.bak；salesplan 没有改过的文件没有备份",
        "backups are {name}.bak and {name}.DATE.bak beside the file; a file that salesplan never changed has none",
    )
    return Problem("WRITE-no-backup", "error", what, fix.format(name=path.name), Place(str(path)))


def _already_first(path: Path) -> Problem:
    what = Text("已经是第一次写回前的样子，没有再早的了", "this is the file as it was before the first change")
    fix = Text(
        "撤销前的文件留在旁边的 {name}.undone 和 {name}.日期.undone",
        "the files from before each undo are {name}.undone and {name}.DATE.undone beside it",
    )
    return Problem("WRITE-already-first", "error", what, fix.format(name=path.name), Place(str(path)))
