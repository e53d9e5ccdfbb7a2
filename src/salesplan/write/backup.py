"""Copies of a file from before salesplan changed it, and the way back."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from salesplan.errors import CannotWrite, Place, Problem
from salesplan.load.sniff import missing
from salesplan.text import Text
from salesplan.write.atomic import Written, copy_atomic, os_errors, sha256_of, write_atomic
from salesplan.write.beside import copy_stem, real_file
from salesplan.write.lock import locked

KEEP = 5
"""How many dated backups are kept unless the user says otherwise."""
BACKUP, UNDONE = ".bak", ".undone"
"""Endings of the copies from before a change, and from before an undo."""


@dataclass(frozen=True)
class Undone:
    """What an undo did: which backup was put back, and where the file as it stood is kept; None when there was none.

    ``moment`` is that of the change which the file is now as before, by the backup's name; None: the first one.
    ``warnings`` are what the user should know: marks of an open file that were passed over, hard links.
    """

    backup: Path
    former: Path | None
    moment: datetime | None = None
    warnings: tuple[Problem, ...] = ()


def first_backup(path: Path) -> Path:
    """``customers.xlsx.bak``: the file before salesplan's first change; beside the file itself when given a link."""
    return _first(real_file(path), BACKUP)


@contextmanager
def backed_up(path: Path, moment: datetime, keep: int = KEEP) -> Iterator[Path]:
    """A copy of the file as it is now, on disk before the file is replaced within; gives the copy.

    The first copy is ``name.bak`` and is never overwritten; later ones are ``name.YYYYMMDD-HHMMSS.bak`` by ``moment``
    (a second one within the same second gets ``-2``), of which the last ``keep`` stay, at least 1: older ones are
    dropped when the replacement is done. When the newest copy is the same as the file there is no further one. A copy
    is taken away again when the replacement was refused or failed. Given a link, the copies are those of the file it
    leads to. A name that leaves no room for the ending is shortened (``beside.copy_stem``).
    """
    with _kept(real_file(path), BACKUP, moment, keep) as copy:
        yield copy


def keep_backup(path: Path, moment: datetime, keep: int = KEEP) -> Path:
    """Copy the file as it is now, and return the copy; its name and how many stay as for ``backed_up``."""
    with backed_up(path, moment, keep) as copy:
        return copy


def dated_backups(path: Path) -> list[Path]:
    """The dated backups of a file, oldest first."""
    return _dated(real_file(path), BACKUP)


def undo(path: Path, moment: datetime, *, ignore_open: bool = False) -> Undone:
    """Put the newest backup that differs from the file back in its place, whole or not at all.

    The file as it stands is kept as ``name.undone``, later ones as ``name.YYYYMMDD-HHMMSS.undone`` by ``moment`` (the
    last 5), so that nothing typed since is lost however often one goes back. A dated backup is used up, so that a
    second undo goes one change further back; ``name.bak`` stays. Raises CannotWrite when the file is as it was before
    the first change (WRITE-already-first) or was never changed (WRITE-no-backup), BadInput when there is no such file.
    A folder (WRITE-folder) or a copy (WRITE-is-backup) typed in the file's place is answered with the file to type.
    """
    with os_errors(path):
        return _undone(path, real_file(path), moment, ignore_open=ignore_open)


def _undone(typed: Path, path: Path, moment: datetime, *, ignore_open: bool) -> Undone:
    _refuse_other_names(path)
    if not path.exists() and not _has_backup(path):
        raise missing(typed, str(typed))
    with locked(typed):
        now = sha256_of(path) if path.exists() else ""
        backup = next((b for b in _newest_first(path) if sha256_of(b) != now), None)
        if backup is None:
            raise CannotWrite(_already_first(path) if _has_backup(path) else _nothing_to_undo(path))
        written = _put_back(typed, backup, moment, now, ignore_open=ignore_open)
        if backup != _first(path, BACKUP):
            with suppress(OSError):  # one that stays is the same as the file, and the next undo passes it over
                backup.unlink(missing_ok=True)
    return Undone(backup, written.backup, _moment_of(backup), written.warnings)


def _put_back(path: Path, backup: Path, moment: datetime, now: str, *, ignore_open: bool) -> Written:
    """Replace the file (behind links) by the backup; the copy of it as it stood is in what comes back."""
    with backup.open("rb") as source:
        return write_atomic(
            path,
            lambda file: shutil.copyfileobj(source, file),
            expected_sha256=now or None,
            backup=_kept(real_file(path), UNDONE, moment, KEEP) if now else None,
            ignore_open=ignore_open,
            moment=moment,
        )


def _moment_of(backup: Path) -> datetime | None:
    """The moment in the name of a dated backup, as the clock on the wall showed it."""
    dated = _COPY.fullmatch(backup.name)
    if dated is None or dated["moment"] is None:
        return None
    with suppress(ValueError):  # digits that are no moment: somebody named the copy so
        return datetime.strptime(dated["moment"], "%Y%m%d-%H%M%S")  # noqa: DTZ007 - a name holds no zone
    return None


def _refuse_other_names(path: Path) -> None:
    """Raise CannotWrite for a folder, and for a copy without backups of its own: both with what to type instead."""
    place = Place(str(path))
    if path.is_dir():
        what = Text("这是文件夹，撤销要写明是哪个文件", "this is a folder; undo needs the file")
        changed = sorted({_file_of(found, _COPY.sub(r"\g<file>", found.name)).name for found in _backups_in(path)})
        fix = Text("例如 salesplan undo {file}", "for example salesplan undo {file}")
        if not changed:
            fix = Text("这个文件夹里没有一个文件有备份", "no file in this folder has a backup")
        first = path / changed[0] if changed else path
        raise CannotWrite(Problem("WRITE-folder", "error", what, fix.format(file=first), place))
    copy = _COPY.fullmatch(path.name)
    if copy is not None and not _has_backup(path):
        what = Text("这是备份，不是名单", "this is a copy, not the list")
        fix = Text("写名单的文件名：salesplan undo {file}", "type the list's own name: salesplan undo {file}")
        own = _file_of(path, copy["file"])
        raise CannotWrite(Problem("WRITE-is-backup", "error", what, fix.format(file=own), place))


def _backups_in(folder: Path) -> list[Path]:
    return [found for found in folder.iterdir() if found.name.endswith(BACKUP) and found.is_file()]


def _file_of(copy: Path, stem: str) -> Path:
    """The file whose copy it is, by what the copy's name begins with: the name itself unless it had to be shortened."""
    own = copy.with_name(stem)
    if own.exists() or not copy.parent.is_dir():
        return own
    return next((found for found in copy.parent.iterdir() if copy_stem(found.name) == stem), own)


_COPY = re.compile(r"(?P<file>.+?)(?:\.(?P<moment>\d{8}-\d{6})(?:-\d+)?)?\.(?:bak|undone)")
"""The name of a copy: that of its file, the moment of a dated one, the ending."""


def _has_backup(path: Path) -> bool:
    return path.parent.is_dir() and bool(_newest_first(path))


def _newest_first(path: Path, ending: str = BACKUP) -> list[Path]:
    first = _first(path, ending)
    return [*reversed(_dated(path, ending)), *([first] if first.exists() else [])]


@contextmanager
def _kept(path: Path, ending: str, moment: datetime, keep: int) -> Iterator[Path]:
    """A copy under the file's name with the ending, or with the moment too where that is taken."""
    newest = next(iter(_newest_first(path, ending)), None)
    is_kept = newest is not None and _same(newest, path)
    copy = newest if newest is not None and is_kept else _free_name(path, ending, moment)
    try:
        if not is_kept:
            copy_atomic(path, copy)
        yield copy
    except BaseException as failed:
        # Refused: the file is what it was, or somebody else's by now, and there was no change to go back behind. Any
        # other end may have come after the replacement: then the copy goes only when the file is still the same.
        with suppress(OSError):
            if not is_kept and (isinstance(failed, CannotWrite) or _same(copy, path)):
                copy.unlink()
        raise
    for old in _dated(path, ending)[: -max(keep, 1)]:
        with suppress(OSError):  # the file is written; what stays now is dropped after the next change
            old.unlink(missing_ok=True)


def _same(one: Path, other: Path) -> bool:
    return one.stat().st_size == other.stat().st_size and sha256_of(one) == sha256_of(other)


def _free_name(path: Path, ending: str, moment: datetime) -> Path:
    first = _first(path, ending)
    return _dated_name(path, ending, moment) if first.exists() else first


def _first(path: Path, ending: str) -> Path:
    return path.with_name(copy_stem(path.name) + ending)


def _dated(path: Path, ending: str) -> list[Path]:
    shape = re.compile(re.escape(copy_stem(path.name)) + r"\.(\d{8}-\d{6})(?:-(\d+))?" + re.escape(ending))
    found = [(m[1], int(m[2] or 1), p) for p in path.parent.iterdir() if (m := shape.fullmatch(p.name))]
    return [copy for *_, copy in sorted(found)]


def _dated_name(path: Path, ending: str, moment: datetime) -> Path:
    stem = f"{copy_stem(path.name)}.{moment:%Y%m%d-%H%M%S}"
    copy, number = path.with_name(f"{stem}{ending}"), 1
    while copy.exists():
        number += 1
        copy = path.with_name(f"{stem}-{number}{ending}")
    return copy


def _nothing_to_undo(path: Path) -> Problem:
    what = Text("没有可以放回的备份", "there is no backup to put back")
    fix = Text(
        "备份是文件旁边的 {name}.bak 和 {name}.日期.bak；salesplan 没有改过的文件没有备份",
        "backups are {name}.bak and {name}.DATE.bak beside the file; a file that salesplan never changed has none",
    )
    return Problem("WRITE-no-backup", "error", what, fix.format(name=copy_stem(path.name)), Place(str(path)))


def _already_first(path: Path) -> Problem:
    what = Text("已经是第一次写回前的样子，没有再早的了", "this is the file as it was before the first change")
    fix = Text(
        "撤销前的文件留在旁边的 {name}.undone 和 {name}.日期.undone",
        "the files from before each undo are {name}.undone and {name}.DATE.undone beside it",
    )
    return Problem("WRITE-already-first", "error", what, fix.format(name=copy_stem(path.name)), Place(str(path)))
