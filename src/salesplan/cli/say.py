"""Short messages on stderr: what was written, what was put back."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path

from salesplan.text import Text
from salesplan.write.backup import Undone, keep_backup


def say(text: Text | str) -> None:
    """One message for the user; stdout is kept for results."""
    print(text, file=sys.stderr)  # noqa: T201 - the message


def keeper() -> Callable[[Path], None]:
    """For files about to be replaced: keeps a copy of each beside it, and says so."""
    moment = datetime.now().astimezone()

    def keep(path: Path) -> None:
        kept = Text("{file} 原来的内容留在 {copy}", "{file}: its former content is kept as {copy}")
        say(kept.format(file=path, copy=keep_backup(path, moment)))

    return keep


def say_written(files: Sequence[Path], after: Text) -> None:
    """The files that were written, then what to do next."""
    for file in files:
        print(file)  # noqa: T201 - the answer
    say(after)


def say_undone(done: Undone) -> None:
    """Which backup was put back, where the file as it was before is kept, and what else is worth knowing."""
    from salesplan.present.problems import problem_lines

    for line in problem_lines(done.warnings):
        say(line)
    state = Text("第一次写回以前的样子", "the file as it was before the first write-back")
    if done.moment is not None:
        state = Text("{moment} 那次写回以前的样子", "the file as it was before the write-back of {moment}")
        state = state.format(moment=f"{done.moment:%Y-%m-%d %H:%M}")
    put_back = Text("已恢复 {backup}：{state}", "{backup} was put back: {state}")
    told = put_back.format(state=state, backup=done.backup)
    if done.former is None:
        say(told)
        return
    kept = Text("{told}；撤销前的文件留在 {former}", "{told}; what it was until now is kept as {former}")
    say(kept.format(told=told, former=done.former))
