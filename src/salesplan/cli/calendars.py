"""Calendars that are written again, and ``--per-rep FOLDER``: a calendar for each person."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from salesplan.cli.deliver import speak
from salesplan.cli.files import kept_files
from salesplan.cli.options import Output
from salesplan.cli.say import say
from salesplan.errors import BadUsage, Problem
from salesplan.model.result import Result
from salesplan.present.events import CalendarPage
from salesplan.present.view import view_for
from salesplan.present.words import listed
from salesplan.text import Text
from salesplan.write.atomic import os_errors
from salesplan.write.ics import write_calendar_file
from salesplan.write.new.hand_out import safe_name
from salesplan.write.text_output import guard_output, made_by_us

if TYPE_CHECKING:
    from salesplan.api.visits import VisitWish

ENDING = ".ics"
_NAMED = 5
"""How many files a message names."""


def calendars_there(output: str | None, folder: str | None) -> tuple[str, ...]:
    """The calendars of ours that stand where new ones are to be written, in order."""
    file = [Path(output)] if output is not None else []
    parts = sorted(Path(folder).glob(f"*{ENDING}")) if folder is not None else []
    ours = (path for path in (*file, *parts) if path.suffix.lower() == ENDING and path.is_file() and made_by_us(path))
    return tuple(map(str, dict.fromkeys(ours)))


def say_kept(result: Result[Any], wish: VisitWish, output: Output) -> None:
    """Tell that the plan goes on with the calendars that it replaces, and how to plan afresh."""
    if not wish.keep or output.quiet:
        return
    speak(result, output)
    names = listed(wish.keep, _NAMED)
    told = Text("按上次的日历排：{files}；要重新排就加 --afresh", "by the last calendar: {files}; --afresh plans anew")
    if wish.afresh:
        told = Text("重新排，接着用上次的日历编号：{files}", "planned afresh; events keep their names in {files}")
    say(told.format(files=names))


def write_calendars(result: Result[Any], folder: str, output: Output) -> None:
    """Write a calendar for each person with events, all of them checked before the first is written, and say so."""
    speak(result, output)
    events = view_for(result).events
    if events is None:
        return
    page = events(result)
    reps = sorted({event.owner for event in page.events})
    files = {rep: Path(folder) / f"{safe_name(rep or str(page.name))}.ics" for rep in reps}
    _refuse_same(files)
    for path in files.values():
        with os_errors(path):
            guard_output(path, kept_files([result]), force=output.force)
    with os_errors(Path(folder)):
        Path(folder).mkdir(parents=True, exist_ok=True)
    for rep, path in files.items():
        write_calendar_file(path, _of(page, rep))
    if not output.quiet:
        told = Text("{n} 份日历已写到 {folder}", "{n} calendars written to {folder}")
        say(told.format(n=len(files), folder=folder))


def say_next(output: Output, folder: str | None) -> None:
    """After calendars have been written: how they stay up to date, and how everybody gets his own."""
    one = (output.output or "").lower().endswith(ENDING)
    if output.quiet or not (one or folder):
        return
    told = Text(
        "名单改了就再运行这一条：日历接着更新，没变的不动",
        "once the lists change, run this again: the calendar goes on, and what is as before stays",
    )
    if folder is None:
        also = Text("{told}；每人一份：--per-rep 文件夹", "{told}; one for each person: --per-rep FOLDER")
        told = also.format(told=told)
    say(told)


def _of(page: CalendarPage, rep: str) -> CalendarPage:
    return replace(page, name=rep or page.name, events=tuple(event for event in page.events if event.owner == rep))


def _refuse_same(files: dict[str, Path]) -> None:
    """Two people whose names make the same file."""
    seen: dict[str, str] = {}
    for rep, path in files.items():
        if (other := seen.setdefault(path.name.casefold(), rep)) != rep:
            what = Text("“{one}”和“{other}”的文件名一样", "{one} and {other} would have the same file")
            fix = Text("改其中一个的姓名，或用 --rep 分开写", "change one of the names, or write them apart with --rep")
            told = what.format(one=other, other=rep)
            raise BadUsage(Problem("VISITS-same-file", "error", told, fix, value=str(path)))
