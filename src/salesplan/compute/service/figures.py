"""Words as most rows have them, and months: what figures of surveys and complaints share."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from salesplan.model.near import plain_name
from salesplan.model.period import Period


def spellings(names: Iterable[str | None]) -> dict[str, str]:
    """How each name is written, by the name written plainly: the way most rows have it, the first by text of equals."""
    counted = Counter(name for name in names if name)
    found: dict[str, str] = {}
    for name, _ in sorted(counted.items(), key=lambda each: (-each[1], each[0])):
        found.setdefault(plain_name(name), name)
    return found


def months_of(period: Period) -> list[str]:
    """The calendar months that a period touches, in order."""
    first = period.first.year * 12 + period.first.month - 1
    last = period.last.year * 12 + period.last.month - 1
    return [f"{month // 12:04}-{month % 12 + 1:02}" for month in range(first, last + 1)]
