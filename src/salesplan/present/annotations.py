"""Findings as the lines by which GitHub marks the files of a pull request."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path, PurePath

from salesplan.errors import Place, Problem, Severity
from salesplan.present.problems import fix_said, what_said

COMMANDS: dict[Severity, str] = {"error": "error", "warning": "warning", "note": "notice"}


def render_annotations(findings: Sequence[Problem]) -> Iterator[str]:
    """``::error file=plan.yaml,line=12,title=SMART-S5::message``, a line each; nothing where nothing was found."""
    for problem in findings:
        place = problem.place
        told = {
            "file": found_at(place),
            "line": place.line,
            "col": place.column if place.line is not None else None,
            "title": problem.code,
        }
        properties = ",".join(f"{key}={_property(str(value))}" for key, value in told.items() if value is not None)
        cell = "!".join(part for part in (place.sheet, place.cell) if part)
        message = f"{cell} {told_whole(problem)}".lstrip()
        yield f"::{COMMANDS[problem.severity]} {properties}::{_data(message)}\n"


def told_whole(problem: Problem) -> str:
    """What is wrong and, on a line of its own, what to do about it, in the language of now; files from this folder."""
    said = f"{what_said(problem)}\n→ {fix_said(problem)}".replace(f"{Path.cwd()}/", "")
    folder = Path(problem.place.file or "").parent
    return said.replace(f"{folder}/", "") if folder.is_absolute() else said


def found_at(place: Place) -> str | None:
    """The file with forward slashes, from the current folder.

    Of one elsewhere only its name: that is no place in the repository, and tells of this machine.
    """
    if place.file is None:
        return None
    path = PurePath(place.file)
    if path.is_absolute():
        here = Path.cwd()
        path = path.relative_to(here) if path.is_relative_to(here) else PurePath(path.name)
    return path.as_posix()


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
