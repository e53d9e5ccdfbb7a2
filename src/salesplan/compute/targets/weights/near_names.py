"""Names that may be one name spelt in two ways: those of the orders, of the team, of the plan's weights."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from salesplan.compute.targets.grid.tree import key_of
from salesplan.model.near import nearest
from salesplan.text import Text

_SUFFIX = re.compile(r"(?:大区|区域|小组|团队|部门|区|组|部)$")
_SHORT = 3
"""Up to so many characters (Chinese names) one in two that agrees is near; longer names agree in six of ten."""
_ASKED = 10


def near_name(name: str, known: Iterable[str], free: Sequence[str]) -> str | None:
    """The known name that another is most like; None when none is near.

    First one that differs in blanks or in an ending such as 区, 大区, 组, 部 only, else the most similar one of
    ``free``, the known names that nobody else goes by.
    """
    same = next((other for other in known if _bare(other) == _bare(name) and key_of(other) != key_of(name)), None)
    alike = 0.5 if len(key_of(name)) <= _SHORT else 0.6
    return same or nearest(name, [other for other in free if other != name], alike=alike)


def spelt_differently(names: Sequence[str], known: Sequence[str], taken: Iterable[str]) -> Text:
    """A question that offers the near ones of some names, first of a fix; empty where none is near."""
    others = {key_of(name) for name in taken}
    free = [name for name in known if key_of(name) not in others]
    near = {name: near_name(name, known, free) for name in names[:_ASKED]}
    pairs = ", ".join(f"{name} → {found}" for name, found in near.items() if found)
    asked = Text("是不是写法不同：{pairs}？", "Spelt differently? {pairs}. ")
    return asked.format(pairs=pairs) if pairs else Text("", "")


def _bare(name: str) -> str:
    """A name without blanks and without an ending that says what it is a name of."""
    plain = re.sub(r"\s", "", key_of(name)).casefold()
    return _SUFFIX.sub("", plain) or plain
