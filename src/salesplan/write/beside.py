"""The names of our own files beside a user's file, also where its name leaves no room for more."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path

LONGEST = 255
"""Bytes of the longest file name on nearly every system (those that count characters let us have more)."""
COPY_ROOM, HIDDEN_ROOM = 32, 64
"""Bytes kept for what is put to a name: date, number and ending of a copy; with the dots and the chance, of a hidden
file."""
_MARK = 8


def copy_stem(name: str) -> str:
    """What the names of a file's copies begin with: its own name, or when that is long its beginning and a hash."""
    return _fitted(name, COPY_ROOM)


def hidden(path: Path, ending: str) -> Path:
    """The hidden file of ours beside a file: ``.name`` and the ending (at most 63 bytes)."""
    return path.with_name(f".{hidden_stem(path.name)}{ending}")


def hidden_stem(name: str) -> str:
    """What stands for a file's name in those of hidden files: the name, or when long its beginning and a hash."""
    return _fitted(name, HIDDEN_ROOM)


def real_file(path: Path) -> Path:
    """The file behind links, named from the folder that the path is named from; a path that is no link is itself."""
    for _ in range(40):  # as many as systems follow; a circle of links is refused by whoever opens it
        if not path.is_symlink():
            break
        path = path.parent / path.readlink()
    return path


def _fitted(name: str, room: int) -> str:
    data = os.fsencode(name)
    if len(data) + room <= LONGEST:
        return name
    cut = data[: LONGEST - room - _MARK - 1].decode("utf-8", "ignore")
    return f"{cut}~{hashlib.sha256(data).hexdigest()[:_MARK]}"
