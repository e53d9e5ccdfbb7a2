"""Names that one list uses and another does not know: counted, with the known name that they may mean.

``GTXPro`` in the deals and ``GTX Pro`` in the products: offered, never joined silently.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from salesplan.model.near import Known, plain_name

_BETWEEN = re.compile(r"[\W_]+")


@dataclass(frozen=True)
class UnknownName:
    """A name that is not known, in how many rows it stands, and the known name that is meant perhaps."""

    name: str
    rows: int
    near: str | None


def unknown_names(used: Mapping[str, int], known: Iterable[str]) -> tuple[UnknownName, ...]:
    """The names of ``used`` (name to rows) that are none of ``known``, most rows first, then by name.

    Width, case and runs of blanks make no difference between names (they are the same name). Near is first the name
    that differs in blanks and marks only, else the one most alike.
    """
    names = tuple(dict.fromkeys(known))
    same = {plain_name(name) for name in names}
    return meant({name: rows for name, rows in used.items() if plain_name(name) not in same}, names)


def meant(strange: Mapping[str, int], known: Iterable[str]) -> tuple[UnknownName, ...]:
    """Names that are known to be nobody's (name to rows), in the same order, with the known one they may mean.

    For keys that are compared by case too: ``c1`` may mean ``C1`` and is not that customer. Names with other digits
    are other names: ``C0301`` does not mean ``C0300``.
    """
    names = tuple(dict.fromkeys(known))
    bare = {_bare(name): name for name in reversed(names)}
    unknown = sorted(strange.items(), key=lambda x: (-x[1], x[0]))
    alike = Known(names)
    return tuple(UnknownName(name, rows, bare.get(_bare(name)) or _alike(name, alike)) for name, rows in unknown)


def _alike(name: str, known: Known) -> str | None:
    """The known name most alike; none where its digits are not the same."""
    near = known.nearest(name)
    return near if near is not None and _digits(near) == _digits(name) else None


def _digits(name: str) -> list[str]:
    return [each for each in plain_name(name) if each.isdigit()]


def _bare(name: str) -> str:
    """A name without blanks and marks; one of marks only as it is."""
    return _BETWEEN.sub("", plain_name(name)) or plain_name(name)
