"""Comments that silence rules: ``# salesplan: ignore=SMART-M4 reason``, each bound to what begins on its line."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

from salesplan.load.plan.places import PlanText, Spot
from salesplan.model.plan.paths import Path

_CODE = r"(?:[A-Z]+(?:-[A-Z]*\d*)?|[a-z]+-[a-z]*\d+)"
"""A code or its beginning; in small letters only a whole one, as a reason may follow that is words."""
_COMMA = " *[,，、] *"
_IGNORE = re.compile(rf"# *salesplan *[:：] *ignore *[=＝:：] *({_CODE}(?:{_COMMA}{_CODE})*)[ \t]*([^\r\n]*)")


@dataclass(frozen=True)
class Ignore:
    """A comment that silences ``codes`` (whole codes or their beginnings) for one part of the plan.

    ``path`` is None where nothing follows that it could be bound to. ``reason`` is what stands after the codes.
    """

    codes: tuple[str, ...]
    path: Path | None
    line: int
    reason: str

    def covers(self, path: Path, code: str) -> bool:
        """Whether it silences a code at a place: at its part of the plan, or inside it."""
        return self.path is not None and path[: len(self.path)] == self.path and code.startswith(self.codes)


def ignores(source: PlanText) -> list[Ignore]:
    """The ignore comments of one file, in its order.

    A comment belongs to the largest part that begins on its line: beside ``- id: G1`` to the whole goal, beside
    ``metric: x`` to that key. Alone on its line it belongs to the next line with content. A ``#`` inside a text is no
    comment.
    """
    return list(_found(source)) if "salesplan" in source.text else []


def _found(source: PlanText) -> Iterator[Ignore]:
    texts = sorted((spot.start, spot.end) for spot in source.spots.values() if _is_text(source, spot))
    first = _first_on_line(source)
    lines = sorted(first)
    line, counted = 1, 0
    for match in _IGNORE.finditer(source.text):
        line += source.text.count("\n", counted, match.start())
        counted = match.start()
        before = bisect_right(texts, (match.start(), len(source.text))) - 1
        if before >= 0 and match.start() < texts[before][1]:
            continue
        start = source.text.rfind("\n", 0, match.start()) + 1
        alone = not source.text[start : match.start()].strip()
        bound = next(iter(lines[bisect_right(lines, line) :][:1]), 0) if alone else line
        yield Ignore(tuple(re.split(_COMMA, match[1].upper())), first.get(bound), line, match[2].strip())


def _first_on_line(source: PlanText) -> dict[int, Path]:
    """The largest part of the plan that begins on each line."""
    first: dict[int, Path] = {}
    for path, spot in source.spots.items():
        line = source.keys.get(path, spot).line
        if path and (line not in first or len(path) < len(first[line])):
            first[line] = path
    return first


def _is_text(source: PlanText, spot: Spot) -> bool:
    return not spot.block and source.text[spot.start : spot.start + 1] not in {"{", "["}
