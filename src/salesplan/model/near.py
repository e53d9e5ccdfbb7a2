"""Names as they compare: which are the same, which stand twice, which of those known is nearest to a mistyped one."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from functools import lru_cache


def plain_name(name: str) -> str:
    """A name as it is compared: one width, one case, single blanks."""
    return " ".join(unicodedata.normalize("NFKC", name).split()).casefold()


def repeated(names: Sequence[str]) -> list[int]:
    """The positions of names that stood before, in whatever case or width."""
    seen: set[str] = set()
    found: list[int] = []
    for at, name in enumerate(map(plain_name, names)):
        found += [at] if name in seen else []
        seen.add(name)
    return found


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
