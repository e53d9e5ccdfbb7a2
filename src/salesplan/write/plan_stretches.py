"""Stretches of a plan's text: what lies under a key, where a line ends, how the file is indented."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from typing import Any, NamedTuple

from salesplan.load.plan.places import PlanText, Spot
from salesplan.model.plan.paths import Path

STEP = 2
"""Columns by which new keys of a new mapping are indented."""
BREAKS = "\r\n\x85\u2028\u2029"
_BREAK = re.compile(rf"\r\n|[{BREAKS}]")
_USUAL = ("\n", "\r\n")
_ANCHOR = re.compile(r"&[^\s,\[\]{}]+\s+")
_DASH_BEFORE = re.compile(r"-[ \t]*\Z")
_DASH_LINE = re.compile(r"((?:[ \t]|- +)*)-[ \t]*(?:#[^\r\n]*)?")
_EMPTY_LINE = re.compile(r"[ \t]*(?:#[^\r\n]*)?")


class Splice(NamedTuple):
    """A stretch of the text and what takes its place. Of two at the same position the deeper stands first."""

    start: int
    end: int
    depth: int
    new: str


class LineEnd(NamedTuple):
    """Where the content of a line ends and how the next one is to be begun."""

    position: int
    sign: str


def spliced(text: str, splices: list[Splice]) -> str:
    """The text with every stretch replaced."""
    for splice in sorted(splices, key=lambda s: (s.start, -s.depth), reverse=True):
        text = text[: splice.start] + splice.new + text[splice.end :]
    return text


def value_at(values: Any, path: Path) -> Any:  # noqa: ANN401 - the plan's values as they are
    """The value that a path leads to."""
    for step in path:
        values = values[step]
    return values


def under(spots: Mapping[Path, Spot], base: Path) -> list[Spot]:
    """The spots of everything inside a part of the plan."""
    depth = len(base)
    return [spot for path, spot in spots.items() if len(path) > depth and path[:depth] == base]


def end_of(plan: PlanText, base: Path) -> int:
    """Where the last content inside a part of the plan ends, by its texts, brackets and keys."""
    inside: list[Spot] = [*under(plan.spots, base), *under(plan.keys, base)]
    return max(spot.end for spot in inside if not spot.block)


def after_anchor(text: str, start: int) -> int:
    """Where a value begins behind its anchor."""
    found = _ANCHOR.match(text, start)
    return found.end() if found else start


def in_brackets(plan: PlanText, path: Path) -> bool:
    """Whether a value stands inside braces or brackets, where line ends and indents mean nothing."""
    outer = (plan.spots[path[:depth]] for depth in range(len(path)))
    return any(plan.text[after_anchor(plan.text, spot.start)] in "{[" for spot in outer)


def line_end(text: str, end: int) -> LineEnd:
    """The end of the line that ``end`` lies in (a folded text's: its last line), with that line's line end.

    Where that line has none, or an odd one such as a bare CR, it is the one that most lines of the file have.
    """
    found = _BREAK.search(text, len(text[:end].rstrip(BREAKS)))
    sign = found[0] if found and found[0] in _USUAL else _commonest_end(text)
    return LineEnd(found.start() if found else len(text), sign)


def _commonest_end(text: str) -> str:
    """The line end that most lines have, the first of several; a line feed in a text of one line."""
    counted = Counter(_BREAK.findall(text))
    return max(counted, key=counted.__getitem__, default="\n")


def line_start(text: str, position: int) -> int:
    """Where the line begins that a position lies in."""
    return max(text.rfind(sign, 0, position) for sign in BREAKS) + 1


def dash_of(plan: PlanText, item: Path) -> int | None:
    """The position of the ``-`` that an item of a list without brackets begins with; None where it is not found."""
    start = plan.spots[item].start
    begin = line_start(plan.text, start)
    if found := _DASH_BEFORE.search(plan.text[begin:start]):
        return begin + found.start()
    if plan.text[begin:start].strip():
        return None
    while begin:
        line = plan.text[line_start(plan.text, begin - 1) : begin].rstrip(BREAKS)
        begin -= len(plan.text[line_start(plan.text, begin - 1) : begin])
        if found := _DASH_LINE.fullmatch(line):
            return begin + len(found[1])
        if not _EMPTY_LINE.fullmatch(line):
            return None
    return None


class Indents(NamedTuple):
    """By how many columns keys inside a mapping, and dashes of a list, stand to the right of their key."""

    keys: int
    dashes: int


def indents_of(plan: PlanText) -> Indents:
    """How the file indents: by its first mapping and its first list without brackets; two columns where it has none."""
    inner = [(key, path) for path, key in plan.keys.items() if len(path) > 1 and path[:-1] in plan.keys]
    steps = [key.column - plan.keys[path[:-1]].column for key, path in inner if not in_brackets(plan, path)]
    lists = [path for path, spot in plan.spots.items() if path and path[-1] == 0 and plan.spots[path[:-1]].block]
    found = ((path, dash_of(plan, path)) for path in lists if path[:-1] in plan.keys)
    dashes = [_column(plan.text, dash) - plan.keys[path[:-1]].column for path, dash in found if dash is not None]
    step = next((step for step in steps if step > 0), STEP)
    return Indents(step, next((dash for dash in dashes if dash >= 0), step))


def _column(text: str, position: int) -> int:
    return position - line_start(text, position) + 1
