"""Names as they compare: which are the same, which stand twice, which of those known is nearest to a mistyped one."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from functools import lru_cache

ASKED = 20
"""For how many unknown names of one list the nearest is looked for; beyond them it is no slip of the pen."""
COMPARED = 300
"""How many known names are compared letter by letter: those that have most in common with the mistyped one."""


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


class Known:
    """Names that are known, and for the first unknown ones (``ASKED``) which of those is nearest.

    So a list in which every name is unknown takes time by its length, and not by its length times that of the known.
    """

    def __init__(self, names: Iterable[str], *, alike: float = 0.6) -> None:
        self.names = tuple(dict.fromkeys(names))
        self._known, self._alike = frozenset(self.names), alike
        self._nearest: dict[str, str | None] = {}

    def __contains__(self, name: object) -> bool:
        """Whether it is one of the names, as it is written."""
        return name in self._known

    def __len__(self) -> int:
        """How many different names there are."""
        return len(self.names)

    def nearest(self, word: str) -> str | None:
        """The known name most like an unknown one; None where none is alike enough, or too many were asked for."""
        if word not in self._nearest and len(self._nearest) < ASKED:
            self._nearest[word] = nearest(word, self.names, alike=self._alike)
        return self._nearest.get(word)


@lru_cache(maxsize=512)
def _near(word: str, known: tuple[str, ...], most: int, alike: float) -> tuple[str, ...]:
    """The same; a word that is mistyped all over a long plan is compared once."""
    from difflib import get_close_matches  # only where something was mistyped: the program starts without it

    return tuple(get_close_matches(word, _likely(word, known, alike), most, alike))


def _likely(word: str, known: Sequence[str], alike: float) -> Sequence[str]:
    """Of very many known names those that have most letters in the order of a word; of few all."""
    if len(known) <= COMPARED:
        return known
    from rapidfuzz import process  # only for long lists: the program starts without it
    from rapidfuzz.distance import Indel

    # Letters in order are never fewer than difflib's matching pieces, so that no name that is alike is lost.
    best = process.extract(word, known, scorer=Indel.normalized_similarity, score_cutoff=alike, limit=COMPARED)
    return [name for name, *_ in best]
