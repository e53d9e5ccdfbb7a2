"""Short messages on stderr: what was written, what was put back."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

from salesplan.text import Text
from salesplan.write.backup import Undone


def say(text: Text | str) -> None:
    """One message for the user; stdout is kept for results."""
    print(text, file=sys.stderr)  # noqa: T201 - the message


def say_written(files: Sequence[Path], after: Text) -> None:
    """The files that were written, then what to do next."""
    for file in files:
        print(file)  # noqa: T201 - the answer
    say(after)


def say_undone(done: Undone) -> None:
    """Which backup was put back, and where the file as it was before is kept."""
    put_back = Text(
        "已恢复 {backup}；撤销前的文件留在 {former}", "{backup} was put back; the file as it was is kept as {former}"
    )
    say(put_back.format(backup=done.backup, former=done.former))
