"""What the default checklist is made of: items and advice, each with the parts of a sales plan that it is about."""

from __future__ import annotations

from dataclasses import dataclass

from salesplan.text import Text


@dataclass(frozen=True)
class Entry:
    """One line: an item to get ready, or (``advice``) a word to the reader.

    ``rows`` are the rows of the table in methods.md 16 that it covers.
    """

    text: Text
    rows: tuple[str, ...]
    mandatory: bool = False
    advice: bool = False


def item(text: Text, *rows: str, must: bool = False) -> Entry:
    """An item to get ready; ``must`` where selling cannot start without it."""
    return Entry(text, rows, mandatory=must)


def advice(text: Text, *rows: str) -> Entry:
    """A word to the reader, which becomes a comment."""
    return Entry(text, rows, advice=True)


Sections = dict[str, tuple[Entry, ...]]
"""Entries by category, in the order of the registry's names."""
