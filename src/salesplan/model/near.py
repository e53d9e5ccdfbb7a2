"""The nearest of the names that are known, for those who mistyped one."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache


def nearest(word: str, known: Iterable[str], *, alike: float = 0.6) -> str | None:
    """The known name most like a word; None where none is alike enough (0 to 1, where 1 is the same)."""
    return next(iter(near_names(word, known, 1, alike=alike)), None)


def near_names(word: str, known: Iterable[str], most: int = 3, *, alike: float = 0.6) -> list[str]:
    """The known names most like a word, best first."""
    return list(_near(word, tuple(known), most, alike))


@lru_cache(maxsize=512)
def _near(word: str, known: tuple[str, ...], most: int, alike: float) -> tuple[str, ...]:
    """The same; a word that is mistyped all over a long plan is compared once."""
    from difflib import get_close_matches  # only where something was mistyped: the program starts without it

    return tuple(get_close_matches(word, known, most, alike))
