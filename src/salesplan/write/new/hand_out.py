"""A hand-out: one new workbook for each person, region or class, all of them in one folder or none."""

from __future__ import annotations

import os
import re
import secrets
import shutil
import stat
import unicodedata
import zipfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Any, Protocol

from salesplan.errors import CannotWrite, Place, Problem, Severity
from salesplan.model.result import Result
from salesplan.text import Text
from salesplan.write.atomic import TEMPORARY, os_errors, refuse_read_only, sync_folder
from salesplan.write.backup import backed_up
from salesplan.write.lock import locked
from salesplan.write.new.workbook_new import Look, Wording, write_workbook
from salesplan.write.open_marks import refuse_open
from salesplan.write.text_output import guard_output, made_by_us

CATEGORY = "salesplan hand-out"
"""Stands in the properties of each workbook of a hand-out, so that those of an earlier one are known again."""
ENDING = ".xlsx"
LONGEST, HEAVIEST = 60, 150
"""The most characters, and bytes in UTF-8, of a file's name: temporary files add to it."""
STAGE = ".hand-out."
_FORBIDDEN = re.compile(r'[<>:"/\\|?*]')
_DEVICE = re.compile(r"(?:con|prn|aux|nul|conin\$|conout\$|(?:com|lpt)[0-9¹²³])\s*(?:\.|$)", re.IGNORECASE)
"""What Windows takes for a device, with any ending."""
_BRACKETS = str.maketrans("[]", "()")
"""Excel opens no file with square brackets in its name."""


@dataclass(frozen=True)
class Book:
    """One workbook of a hand-out: its file's name in the folder, and what it holds."""

    file: str
    result: Result[Any]
    wording: Wording
    look: Look

    def write(self, path: Path) -> None:
        """Write the workbook, whole or not at all."""
        write_workbook(path, self.result, self.wording, self.look)


class HandedOut(Protocol):
    """Anything that a hand-out consists of: a file's name, and how it is written."""

    @property
    def file(self) -> str:
        """The file's name in the folder."""

    def write(self, path: Path) -> None:
        """Write the workbook, whole or not at all."""


def safe_name(text: str) -> str:
    """A text as the name of a file on Windows, macOS and Linux, without the ending.

    Forbidden signs become _, square brackets round ones; control, direction and zero-width signs go, blanks are one
    blank; no dot or blank at either end; a Windows device (CON, NUL, COM1) and a mark of open files (~$) get _ before.
    Cut to 60 characters and 150 bytes. Nothing left: _.
    """
    # Private and unassigned signs stay: rare characters of people's names are among them.
    composed = unicodedata.normalize("NFC", text)
    seen = "".join(sign for sign in composed if sign.isspace() or unicodedata.category(sign) not in _UNSEEN)
    name = " ".join(_FORBIDDEN.sub("_", seen.translate(_BRACKETS)).split()).strip(". ")
    if name.startswith("~") or _DEVICE.match(name):
        name = f"_{name}"
    return _cut(name, LONGEST) or "_"


_UNSEEN = ("Cc", "Cf", "Cs")


def file_names(texts: Sequence[str]) -> list[str]:
    """A file name with its ending for each text, no two the same where upper and lower case are one.

    The first of those that would be the same keeps the name, the next ones get -2, -3 ..., in the order given.
    """
    wanted = [safe_name(text) for text in texts]
    taken: set[str] = set()
    names: list[str | None] = []
    for name in wanted:
        names.append(None if _same(name) in taken else name)
        taken.add(_same(name))
    # Numbered only when all first ones have their names: "a-2" of the list is not pushed aside.
    for at, name in enumerate(wanted):
        if names[at] is None:
            numbered = next(n for n in _numbered(name) if _same(n) not in taken)
            taken.add(_same(numbered))
            names[at] = numbered
    return [f"{name}{ENDING}" for name in names]


def guard_hand_out(
    folder: Path,
    names: Sequence[str],
    inputs: Sequence[str | Path],
    *,
    force: bool = False,
    ignore_open: bool = False,
) -> tuple[Problem, ...]:
    """Raise before any file of a hand-out could replace something of the user's, with every problem at once.

    The rules are those of ``guard_output`` for each file; a file that is read-only or open elsewhere is refused, too
    (unless ``ignore_open``). A workbook of an earlier hand-out that another program saved since holds somebody's work:
    WRITE-handed-out. Returned are the warnings about such files with ``force``, and about marks of open files that are
    ignored or long out of date.
    """
    if folder.exists() and not folder.is_dir():
        what = Text("这是一个文件，不是文件夹", "this is a file, not a folder")
        fix = Text("换一个文件夹", "name another folder")
        raise CannotWrite(Problem("WRITE-folder", "error", what, fix, Place(str(folder))))
    problems: list[Problem] = []
    warnings: list[Problem] = []
    for name in names:
        path = folder / name
        try:
            guard_output(path, inputs, force=force or was_changed(path))
            warnings += _guard_changed(path, force=force)
            refuse_read_only(path, Path(os.path.realpath(path)))
            warnings += refuse_open(path, ignore=ignore_open)
        except CannotWrite as refused:
            problems += refused.problems
    if problems:
        raise CannotWrite(problems)
    return tuple(warnings)


def was_changed(path: Path) -> bool:
    """Whether a file is a workbook of an earlier hand-out that somebody has saved since.

    Spreadsheet programs write their own name over ours into the properties and leave the category as it is.
    """
    return path.is_file() and not made_by_us(path) and _is_hand_out(path)


def _guard_changed(path: Path, *, force: bool) -> list[Problem]:
    """Refuse to replace a workbook that was changed since it was handed out, or with ``force`` warn."""
    if not was_changed(path):
        return []
    what = Text("发出后有人改过、存过", "this was changed and saved since it was handed out")
    fix = Text(
        "先把他写的收回来（记到您的名单或计划里）；再加 --force 换掉，改过的那份留作 {name}.bak（已有就带日期）",
        "Take what was written there over into your list or plan; then add --force to replace it: the changed one is "
        "kept as {name}.bak (with the date where that is taken)",
    )
    severity: Severity = "error"
    if force:
        severity = "warning"
        fix = Text(
            "换下的那份留作旁边的 {name}.bak（已有就带日期），把他写的收回来（记到您的名单或计划里）",
            "the changed one is kept beside it as {name}.bak (with the date where that is taken); take what was "
            "written there over into your list or plan",
        )
    problem = Problem("WRITE-handed-out", severity, what, fix.format(name=path.name), Place(str(path)))
    if not force:
        raise CannotWrite(problem)
    return [problem]


def earlier_files(folder: Path, names: Iterable[str]) -> list[Path]:
    """The files of an earlier hand-out in the folder that are not among ``names``; the user's own are none."""
    now = {_same(name) for name in names}
    found = sorted(folder.glob(f"*{ENDING}")) if folder.is_dir() else []
    return [path for path in found if _same(path.name) not in now and _is_hand_out(path)]


@contextmanager
def prepared(
    folder: Path, books: Sequence[HandedOut], wait_seconds: float = 10
) -> Iterator[Callable[[], list[tuple[Path, Path]]]]:
    """Make every workbook, complete and on disk, in a folder of their own; calling what is given puts them in place.

    The folder is made when missing. Whatever fails while they are made (a full disk, Ctrl-C) leaves the folder's files
    as they were; the caller asks ``guard_hand_out`` first. One hand-out at a time writes to a folder.

    What is called returns each workbook that had been changed since it was handed out, and the copy that is kept of it.
    """
    is_new = not folder.exists()
    try:
        with os_errors(folder):
            folder.mkdir(parents=True, exist_ok=True)
        with locked(folder / "hand-out", wait_seconds), _staged(folder) as stage:
            for book in books:
                _make(stage, folder, book)
            yield lambda: _place(stage, folder, [book.file for book in books])
    finally:
        if is_new:
            with suppress(OSError):  # only an empty one goes: nothing came of the hand-out
                folder.rmdir()


@contextmanager
def _staged(folder: Path) -> Iterator[Path]:
    """A folder of our own in the user's, gone afterwards; what a killed run left there goes, too."""
    for left in folder.glob(f"{STAGE}*{TEMPORARY}"):
        shutil.rmtree(left, ignore_errors=True)
    stage = folder / f"{STAGE}{secrets.token_hex(8)}{TEMPORARY}"
    try:
        with os_errors(folder):
            stage.mkdir()
        yield stage
    finally:
        shutil.rmtree(stage, ignore_errors=True)


def _make(stage: Path, folder: Path, book: HandedOut) -> None:
    """Write one workbook; what goes wrong is told of the file it is to become."""
    try:
        book.write(stage / book.file)
    except CannotWrite as failed:
        place = Place(str(folder / book.file))
        raise CannotWrite(replace(problem, place=place) for problem in failed.problems) from failed


def _place(stage: Path, folder: Path, names: Sequence[str]) -> list[tuple[Path, Path]]:
    """Rename file after file; when one cannot be, say which ones are in place and which are not."""
    moment, kept = datetime.now().astimezone(), list[tuple[Path, Path]]()
    for at, name in enumerate(names):
        try:
            with os_errors(folder / name), _copied_if_changed(folder / name, moment) as copy:
                _replace(stage / name, Path(os.path.realpath(folder / name)))
            kept += [(folder / name, copy)] if copy else []
        except CannotWrite as failed:
            what = Text("已写好 {done} 份；还没写的：{left}", "{done} files are in place; not yet: {left}")
            fix = Text("照上一条处理后再运行一次，会全部重写", "mend that and run again: all of them will be written")
            left = ", ".join(names[at:])
            partly = Problem("WRITE-partly", "error", what.format(done=at, left=left), fix, Place(str(folder)))
            raise CannotWrite([*failed.problems, partly]) from failed
    sync_folder(folder)
    return kept


@contextmanager
def _copied_if_changed(path: Path, moment: datetime) -> Iterator[Path | None]:
    """A copy of a workbook that was changed since it was handed out, by the rules of backups; None of any other."""
    if not was_changed(path):
        yield None
        return
    with backed_up(path, moment) as copy:
        yield copy


def _replace(made: Path, target: Path) -> None:
    """A link stays a link, and a file that is there keeps its mode."""
    if target.exists():
        made.chmod(stat.S_IMODE(target.stat().st_mode))
    made.replace(target)


def _is_hand_out(path: Path) -> bool:
    with suppress(OSError, zipfile.BadZipFile, KeyError), zipfile.ZipFile(path) as archive:
        return f"category>{CATEGORY}</".encode() in archive.read("docProps/core.xml")
    return False


def _same(name: str) -> str:
    """What file systems that know no case, or decompose letters, compare."""
    return unicodedata.normalize("NFC", unicodedata.normalize("NFD", name).casefold())


def _numbered(name: str) -> Iterator[str]:
    number = 2
    while True:
        ending = f"-{number}"
        yield _cut(name, LONGEST - len(ending), HEAVIEST - len(ending)) + ending
        number += 1


def _cut(name: str, characters: int, weight: int = HEAVIEST) -> str:
    name = name[:characters]
    while len(name.encode()) > weight:
        name = name[:-1]
    return name.rstrip(". ")
