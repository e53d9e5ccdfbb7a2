"""Breaks a text into lines of a width: Latin words stay whole, Chinese breaks anywhere but before a closing sign."""

from __future__ import annotations

import re
from collections.abc import Iterator

from salesplan.present.safe import width_of

_CLOSING = "，。；：、！？）】》”’…%"
_OPENING = "（【《“‘"
_PIECES = re.compile(rf"[{_OPENING}]*(?:[!-~\u00a1-\u024f\u0400-\u04ff–—]+|\S)[{_CLOSING}]*|\s+")


def wrapped(text: str, width: int) -> list[str]:
    """The lines of a text; a word wider than the line is broken. At least one line, and none of them empty inside."""
    lines = [""]
    for piece in _pieces(text, max(width, 2)):
        if width_of(lines[-1] + piece.rstrip()) <= width:
            lines[-1] += piece
        elif piece.strip():
            lines[-1] = lines[-1].rstrip()
            lines.append(piece)
    return [line.rstrip() for line in lines if line.strip()] or [""]


def hanging(line: str, width: int) -> list[str]:
    """The same for an indented line: what follows stands two columns further in than its beginning."""
    plain = line.lstrip(" ")
    indent = len(line) - len(plain)
    if not indent:
        return wrapped(line, width)
    first, *rest = wrapped(plain, width - indent - 2) if width_of(line) > width else [plain]
    return [" " * indent + first, *(" " * (indent + 2) + each for each in rest)]


def _pieces(text: str, width: int) -> Iterator[str]:
    """What stays together, each at most so wide."""
    for piece in _PIECES.findall(text):
        rest = piece
        while width_of(rest) > width:
            taken = 1
            while width_of(rest[: taken + 1]) <= width:
                taken += 1
            yield rest[:taken]
            rest = rest[taken:]
        yield rest


def padded(text: str, width: int, align: str = "left") -> str:
    """The text with blanks up to a width, by the columns that it takes."""
    blanks = " " * (width - width_of(text))
    return blanks + text if align == "right" else text + blanks
