"""The nearest of the names that are known, for those who mistyped one."""

from __future__ import annotations

from collections.abc import Iterable


def nearest(word: str, known: Iterable[str], *, alike: float = 0.6) -> str | None:
    """The known name most like a word; None where none is alike enough (0 to 1, where 1 is the same)."""
    return next(iter(near_names(word, known, 1, alike=alike)), None)


def near_names(word: str, known: Iterable[str], most: int = 3, *, alike: float = 0.6) -> list[str]:
    """The known names most like a word, best first."""
    from difflib import get_close_matches  # only where something was mistyped: the program starts without it

    return get_close_matches(word, list(known), most, alike)
