"""The minutes of meetings that lie in a folder beside the plan; one that is wrong is never passed over."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from salesplan.errors import BadInput, Place, Problem
from salesplan.load.plan.checking import checked
from salesplan.load.plan.reader import read_values
from salesplan.model.minutes import Minutes
from salesplan.text import Text

ENDINGS = (".yaml", ".yml")


@dataclass(frozen=True)
class KeptMinutes:
    """The minutes with the file they stand in."""

    minutes: Minutes
    file: str


def load_minutes(folder: Path) -> tuple[list[KeptMinutes], list[Problem]]:
    """The minutes in a folder, by day, meeting, person and file, and what is wrong with those that are left out.

    Wrong are a key that is not known, a word that is no status, a day that is none. Without a folder there are none;
    BadInput where the folder cannot be read.
    """
    try:
        files = sorted(file for file in folder.iterdir() if file.suffix in ENDINGS) if folder.is_dir() else []
    except OSError as error:
        raise BadInput(_unreadable(folder, error)) from error
    problems: list[Problem] = []
    found: list[KeptMinutes] = []
    for file in files:
        try:
            found.append(_read(file))
        except BadInput as bad:
            problems += bad.problems
    order = sorted(found, key=lambda one: (one.minutes.day, one.minutes.meeting, one.minutes.person or "", one.file))
    return order, problems


def _read(file: Path) -> KeptMinutes:
    try:
        text = read_values(file.read_bytes(), str(file))
    except OSError as error:
        raise BadInput(_unreadable(file, error)) from error
    minutes = None if text.problems else checked(text, Minutes)
    if minutes is None:
        raise BadInput(text.problems)
    return KeptMinutes(minutes, str(file))


def _unreadable(file: Path, error: OSError) -> Problem:
    what = Text("会议纪要读不了：{why}", "the minutes cannot be read: {why}").format(why=error.strerror or str(error))
    fix = Text("检查文件和文件夹的权限", "check the permissions of file and folder")
    return Problem("MINUTES-unreadable", "error", what, fix, Place(str(file)))
