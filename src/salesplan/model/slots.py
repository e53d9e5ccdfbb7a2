"""Sentences as they stand in the source, shown to people: what varies in them becomes …."""

from __future__ import annotations

import re

from salesplan.text import Text

_SLOT = re.compile(r"\{\{|\}\}|\{([a-z_]\w*)(?::[^\s{}]*)?\}")
"""A slot such as {n} or {n:,}; {value: 1200万} with its blank is YAML and stays."""


class _Anything(str):
    """What stands in a slot, however a figure there would be written."""

    __slots__ = ()

    def __format__(self, _how: str) -> str:
        return "…"


def with_slots(text: Text, *, formatted: bool = False) -> Text:
    """The sentence with … in every slot.

    ``formatted``: it is one whose braces are filled, so that a doubled brace is a single one. Else that is so where a
    slot or a doubled brace is found and Python agrees; any other brace stands for itself.
    """
    names = {found[1] for half in (text.zh, text.en) for found in _SLOT.finditer(half) if found[1]}
    filled = text.format(**{name: _Anything("…") for name in names})
    if formatted or (_reads(text.zh) and _reads(text.en)):
        return filled
    return text


def _reads(half: str) -> bool:
    """Whether all braces of a sentence are slots or doubled."""
    return not re.search(r"[{}]", _SLOT.sub("", half))
