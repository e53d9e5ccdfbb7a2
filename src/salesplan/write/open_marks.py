"""The marks that Excel, WPS and LibreOffice leave beside a file while somebody has it open."""

from __future__ import annotations

import os
import re
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from salesplan.errors import CannotWrite, Place, Problem
from salesplan.text import Text

STALE = 24 * 60 * 60
"""Seconds after which a mark is taken for one that a crashed program forgot."""
_WIDE = 55
"""Where Excel's mark holds the length of the name and then the name in UTF-16; before, it stands in a code page."""


@dataclass(frozen=True)
class OpenMark:
    """A mark beside a file: its own file, the program, who opened the file (empty when it does not say), since when.

    ``since`` is the mark's last change in seconds of the system's clock.
    """

    file: Path
    program: Text
    person: str
    since: float

    def is_stale(self, now: float) -> bool:
        """Whether it is older than a day. A mark from the future, by a clock that is wrong, is not."""
        return now - self.since > STALE

    @property
    def who(self) -> str:
        """The person, else the name of the mark."""
        return self.person or self.file.name


def open_marks(path: Path) -> list[OpenMark]:
    """The marks of Excel (``~$name``), WPS (``.~name``) and LibreOffice (``.~lock.name#``) beside a file.

    Excel and WPS put their two letters before the whole name, however long it is (Word, which cuts names, opens no
    workbooks). A link has marks beside itself or beside what it leads to.
    """
    target = Path(os.path.realpath(path))
    found = [mark for place in dict.fromkeys((target, Path(path).absolute())) for mark in _beside(place)]
    return list({mark.file.resolve(): mark for mark in found}.values())


def refuse_open(path: Path, moment: datetime | None = None, *, ignore: bool = False) -> tuple[Problem, ...]:
    """Raise CannotWrite (WRITE-open) when somebody has the file open in a spreadsheet program.

    A mark that is older than a day at ``moment`` (None: now) refuses nothing, nor does any with ``ignore``; they come
    back as warnings (WRITE-open-stale, WRITE-open-ignored) that name who is said to have the file open.
    """
    now = time.time() if moment is None else moment.timestamp()
    marks = open_marks(path)
    fresh = [mark for mark in marks if not mark.is_stale(now)]
    if fresh and not ignore:
        raise CannotWrite(_open(path, mark) for mark in fresh)
    return tuple(_ignored(path, mark) if mark in fresh else _stale(path, mark) for mark in marks)


def warn_open(path: Path, moment: datetime | None = None, *, ignore: bool = False) -> tuple[Problem, ...]:
    """The same for a run that writes nothing: what would be a refusal is a warning."""
    try:
        return refuse_open(path, moment, ignore=ignore)
    except CannotWrite as refusal:
        return tuple(replace(problem, severity="warning") for problem in refusal.problems)


def _beside(place: Path) -> Iterator[OpenMark]:
    for before, after, program, person in _KINDS if place.name else ():
        mark = place.with_name(f"{before}{place.name}{after}")
        with suppress(OSError):  # not there, or gone again
            since = mark.stat().st_mtime
            name = ""
            with suppress(OSError):  # Excel on Windows keeps others from reading it
                name = person(mark.read_bytes()[:4096])
            yield OpenMark(mark, program, " ".join(name.replace("\0", " ").split()), since)


def _excel_person(data: bytes) -> str:
    """Length and name in the code page of that computer, padded; at 55 the length again and the name in UTF-16."""
    wide = data[_WIDE + 2 :][: 2 * int.from_bytes(data[_WIDE : _WIDE + 2], "little")]
    if wide:
        return wide.decode("utf-16-le", "replace")
    narrow = data[1 : 1 + data[0]] if data else b""
    with suppress(UnicodeDecodeError):
        return narrow.decode("utf-8")
    return narrow.decode("gb18030", "replace")


def _libreoffice_person(data: bytes) -> str:
    r"""``full name,login,host,when,profile;`` with ``\`` before a comma that is part of a name; names may be empty."""
    fields = [re.sub(r"\\(.)", r"\1", field) for field in re.split(r"(?<!\\),", data.decode("utf-8", "replace"))]
    full, login, host = (*(field.strip() for field in fields), "", "", "")[:3]
    return ", ".join(part for part in (full or login, host) if part)


_KINDS: tuple[tuple[str, str, Text, Callable[[bytes], str]], ...] = (
    ("~$", "", Text("Excel 或 WPS", "Excel or WPS"), _excel_person),
    (".~", "", Text("WPS", "WPS"), _excel_person),
    (".~lock.", "#", Text("LibreOffice", "LibreOffice"), _libreoffice_person),
)


def _open(path: Path, mark: OpenMark) -> Problem:
    what = Text("文件正在 {program} 里打开（{who}）", "the file is open in {program} ({who})")
    fix = Text(
        "先关闭它；确认没有人打开，就删除标记文件 {mark}，写回时也可加 --ignore-open",
        "close it first; if nobody has it open, delete the mark {mark}, or add --ignore-open when writing back",
    )
    said = what.format(program=mark.program, who=mark.who)
    return Problem("WRITE-open", "error", said, fix.format(mark=mark.file.name), Place(str(path)))


def _ignored(path: Path, mark: OpenMark) -> Problem:
    what = Text(
        "按 --ignore-open 不理会标记：文件可能正在 {program} 里打开（{who}）",
        "because of --ignore-open nobody was waited for: the file may be open in {program} ({who})",
    )
    fix = Text(
        "那边若真的开着，不保存就关闭，再重新打开；一保存就会盖掉这次写的",
        "if it is open there, close it without saving and open it again: saving would undo what was written",
    )
    said = what.format(program=mark.program, who=mark.who)
    return Problem("WRITE-open-ignored", "warning", said, fix, Place(str(path)))


def _stale(path: Path, mark: OpenMark) -> Problem:
    what = Text(
        "{program} 的“已打开”标记（{who}）超过一天了，当作没有人打开",
        "the mark of {program} ({who}) that the file is open is over a day old; it was taken as closed",
    )
    fix = Text("确认没有人打开，就删除标记文件 {mark}", "if nobody has it open, delete the mark {mark}")
    said = what.format(program=mark.program, who=mark.who)
    return Problem("WRITE-open-stale", "warning", said, fix.format(mark=mark.file.name), Place(str(path)))
