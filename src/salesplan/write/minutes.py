"""Puts the minutes of a meeting beside the plan, ready to be filled in; minutes that are there are never touched."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import BinaryIO

from salesplan.errors import CannotWrite, Place, Problem
from salesplan.model.in_plan import yaml_text
from salesplan.model.minutes import Action, Minutes
from salesplan.text import Text
from salesplan.write.atomic import os_errors, write_atomic
from salesplan.write.lock import locked

_HEAD = Text(
    "# 会议纪要。谁到了写在 attended；行动写清做什么、谁做、什么时候前。",
    "# Minutes. Who came goes under attended; an action says what, who and by when.",
)
_INVITED = Text("# 应到：{names}", "# invited: {names}")
_READY = Text("纪要哪天发出，如 2026-07-01", "the day the minutes were sent, such as 2026-07-01")
_STATUS = Text("status: open 未完成、done 完成、dropped 取消", "status: open, done or dropped")
_EXAMPLE = Text(
    "{what: 给客户发报价, owner: 张三, due: 2026-07-03}", "{what: send the quote, owner: Ann, due: 2026-07-03}"
)


def minutes_name(minutes: Minutes) -> str:
    """The name of a meeting's file: day, kind, and with whom."""
    person = "".join(c if c.isalnum() else "_" for c in minutes.person or "")
    return "-".join(each for each in (str(minutes.day), minutes.meeting, person) if each) + ".yaml"


def write_minutes(folder: Path, minutes: Minutes, invited: Sequence[str] = (), wait_seconds: float = 10) -> Path:
    """Write new minutes into the folder and return the file. CannotWrite where there are minutes of that name.

    ``invited`` stand beside the empty line of those who came, to be taken over from there.
    """
    file = folder / minutes_name(minutes)
    with os_errors(file):
        folder.mkdir(parents=True, exist_ok=True)
    with locked(file, wait_seconds):
        if file.exists():
            what = Text("这次会的纪要已经有了，没有动它", "there are minutes of this meeting; they were left alone")
            fix = Text("直接改这个文件；要重新生成就先移走它", "edit that file; to make it anew move it away first")
            raise CannotWrite(Problem("MINUTES-there", "error", what, fix, Place(str(file))))
        text = "".join(f"{line}\n" for line in _lines(minutes, invited))
        write_atomic(file, lambda out: _produce(out, text), ignore_open=True)
    return file


def _produce(out: BinaryIO, text: str) -> None:
    out.write(text.encode())


def _lines(minutes: Minutes, invited: Sequence[str]) -> Iterator[str]:
    yield str(_HEAD)
    yield f"meeting: {minutes.meeting}"
    yield f"day: {minutes.day}"
    if minutes.person is not None:
        yield f"person: {yaml_text(minutes.person)}"
    if invited:
        yield str(_INVITED.format(names=", ".join(map(yaml_text, invited))))
    yield f"attended: [{', '.join(map(yaml_text, minutes.attended))}]"
    yield f"ready:   # {_READY}"
    yield "decisions:"
    yield f"actions:   # {_STATUS}"
    yield from (f"  - {_written(action)}" for action in minutes.actions)
    yield f"  # - {_EXAMPLE}"


def _written(action: Action) -> str:
    told = {"what": yaml_text(action.what), "owner": action.owner and yaml_text(action.owner)}
    days = {"due": action.due, "since": action.since}
    parts = {**told, "status": action.status, **{key: str(day) for key, day in days.items() if day}}
    return "{" + ", ".join(f"{key}: {value}" for key, value in parts.items() if value) + "}"
