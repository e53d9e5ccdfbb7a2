"""Text out of people's files made safe to show: nothing in a name may steer the terminal or break a table."""

from __future__ import annotations

import re
import unicodedata

_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]")
_NAMED = {"\n": "⏎", "\r": "⏎", "\t": "⇥", "\x1b": "␛"}


def shown(text: str) -> str:
    """The text with control, direction and zero-width characters made visible instead of obeyed."""
    return _CONTROL.sub(lambda m: _NAMED.get(m[0], f"\\u{ord(m[0]):04x}"), text.replace("\r\n", "\n"))


def width_of(text: str) -> int:
    """Columns the text takes on a terminal: two for a Chinese character, none for a combining mark."""
    return sum(0 if unicodedata.combining(c) else 2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text)


def cut(text: str, width: int) -> str:
    """The text cut to a width, with … when something was cut off."""
    if width_of(text) <= width:
        return text
    kept = ""
    for c in text:
        if width_of(kept + c) > width - 1:
            break
        kept += c
    return kept + "…"
