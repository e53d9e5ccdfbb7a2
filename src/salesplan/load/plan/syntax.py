"""What people mostly do wrong in YAML, where its own sentences are about tokens."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

import yaml

from salesplan.load.plan.places import PlanText, Spot

WIDE_COLON = re.compile(r"^\s*(?:- +)*[^\s:#\"'：]+：")
_BARE_SIGN = re.compile(r"(?:[:,\[-]\s+|\[)(>=?\s*[-+.\d])")
"""A comparison as a value (>10), where YAML takes the sign for one of its own."""
_WIDE_COMMA = re.compile(r"\{[^\"'}]*?(，)\s*\w+\s*[:：]")
_DASH = re.compile(r"^\s*(-)[^\s\-\d][^\s:]*\s*[:：]")
_TIGHT = re.compile(r"^\s*(?:- +)*([^\W\d]\w*)(:)([^\s:/][^:]*)$")
_OPEN_QUOTE = re.compile(r"(?:[:,\-]\s+|[\[{]\s*)(([\"'])(?:(?!\2).)*)$")
_AFTER_QUOTE = re.compile(r"(?:[:,\-]\s+|[\[{]\s*)(?:\"[^\"]*\"|'[^']*')\s*([^\s,\]}#:'\"])")
_ENDED = re.compile(r"\s*(?:$|[,\]}#:])")
_BLOCK = re.compile(r"(?:^|[:\-]\s+)[|>][-+\d]*\s*(?:#.*)?$")
_TYPED = ("tab", "wide-space", "wide-colon")
_CLOSING = {"[": "]", "{": "}"}
_BY_MESSAGE = (
    ("cannot start any token", "start-sign"),
    ("could not find expected ':'", "no-colon"),
    ("unknown escape", "escape"),
    ("mapping values are not allowed", "indent"),
    ("did not find expected key", "indent"),
    ("expected <block end>", "indent"),
    ("'-' indicator", "indent"),
)


class _Cause(NamedTuple):
    """What is wrong at a place of the file: the kind of its sentence, line and column from 1, and what fills it."""

    kind: str
    line: int
    column: int
    words: dict[str, str] = {}  # noqa: RUF012 - never changed


def report_syntax(plan: PlanText, bad: yaml.MarkedYAMLError) -> None:
    """Say what is wrong where reading stopped; what was typed in full width or with tabs, in all lines."""
    lines = plan.text.splitlines()
    cause = _cause(lines, bad)
    found = list(_typed(lines)) if cause.kind in _TYPED else []
    told = {problem.place.line for problem in plan.problems}
    for one in (one for one in found or [cause] if one.line not in told):
        plan.report(one.kind, Spot(one.line, one.column, 0, 0), (), None, english=bad.problem, **one.words)


def report_wide_colons(plan: PlanText) -> bool:
    """Report each line whose key has a full-width colon; whether there was one."""
    found = [one for one in _typed(plan.text.splitlines()) if one.kind == "wide-colon"]
    for one in found:
        plan.report(one.kind, Spot(one.line, one.column, 0, 0))
    return bool(found)


def wide_colons(plan: PlanText, spot: Spot) -> Iterator[Spot]:
    """The full-width colons after what were to be keys in a stretch of the file, one a line."""
    last = spot.line + plan.text.count("\n", spot.start, spot.end)
    for number, line in enumerate(plan.text.splitlines()[spot.line - 1 : last], spot.line):
        yield from (Spot(number, one.column, 0, 0) for one in _typed_in(number, line) if one.kind == "wide-colon")


def _cause(lines: Sequence[str], bad: yaml.MarkedYAMLError) -> _Cause:
    mark = bad.problem_mark or bad.context_mark
    line, column = (mark.line, mark.column) if mark else (0, 0)
    last = min(line + 1, len(lines))
    first = bad.context_mark.line + 1 if bad.context_mark else last
    near = range(max(min(first, last) - 1, 1), min(last + 1, len(lines)) + 1)
    for number in near:
        if found := next(_in_line(number, lines), None):
            return found
    return _by_message(lines, bad, _Cause("syntax", line + 1, column + 1))


def _in_line(number: int, lines: Sequence[str]) -> Iterator[_Cause]:
    """What is plainly wrong in a line."""
    line = lines[number - 1]
    yield from _typed_in(number, line)
    if comma := _WIDE_COMMA.search(line):
        yield _Cause("wide-comma", number, comma.start(1) + 1)
    if dash := _DASH.match(line):
        yield _Cause("dash", number, dash.start(1) + 1, {"line": f"- {line.strip()[1:]}"})
    if sign := _BARE_SIGN.search(line):
        yield _Cause("bare-sign", number, sign.start(1) + 1)
    if (quote := _OPEN_QUOTE.search(line)) and not _ends_later(quote[2], lines[number:]):
        yield _Cause("open-quote", number, quote.start(1) + 1, {"quote": quote[2]})
    if rest := _AFTER_QUOTE.search(line):
        yield _Cause("after-quote", number, rest.start(1) + 1)


def _ends_later(quote: str, lines: Sequence[str]) -> bool:
    """Whether a quote that is open at the end of a line is closed below as it should be."""
    for line in lines:
        at = line.find(quote)
        if at >= 0:
            return bool(_ENDED.match(line, at + 1))
    return False


def _typed(lines: Sequence[str]) -> Iterator[_Cause]:
    """What was typed in full width or with tabs, in all lines but those of texts and comments."""
    text: int | None = None
    for number, line in enumerate(lines, 1):
        indent = len(line) - len(line.lstrip())
        if text is not None and (not line.strip() or indent > text):
            continue
        text = indent if _BLOCK.search(line) else None
        if not line.lstrip().startswith("#"):
            yield from _typed_in(number, line)


def _typed_in(number: int, line: str) -> Iterator[_Cause]:
    indent = line[: len(line) - len(line.lstrip(" \t\u3000"))]
    columns = (indent.find("\t"), indent.find("\u3000"), line.find("：") if WIDE_COLON.match(line) else -1)
    yield from (_Cause(kind, number, at + 1) for kind, at in zip(_TYPED, columns, strict=True) if at >= 0)


def _open_bracket(lines: Sequence[str], line: int, column: int) -> _Cause | None:
    """The last bracket that opens at a place or before it; line and column from 0."""
    before = [*lines[:line], *(each[: column + 1] for each in lines[line : line + 1])]
    for number in range(len(before), 0, -1):
        at = max(before[number - 1].rfind(sign) for sign in _CLOSING)
        if at >= 0:
            sign = before[number - 1][at]
            return _Cause("open-bracket", number, at + 1, {"open": sign, "close": _CLOSING[sign]})
    return None


def _by_message(lines: Sequence[str], bad: yaml.MarkedYAMLError, there: _Cause) -> _Cause:
    """The cause by what YAML says of it."""
    said, begun = str(bad.problem), bad.context_mark
    if begun and "flow" in str(bad.context):
        return _open_bracket(lines, begun.line, begun.column) or there
    kind = next((kind for words, kind in _BY_MESSAGE if words in said), "syntax")
    if kind == "no-colon" and begun:
        there = there._replace(line=begun.line + 1, column=begun.column + 1)
    line = lines[there.line - 1] if there.line <= len(lines) else ""
    if kind in ("no-colon", "indent"):
        for number in (there.line, there.line - 1):
            tight = _TIGHT.match(lines[number - 1]) if 1 <= number <= len(lines) else None
            if tight:
                return _Cause("tight-colon", number, tight.start(2) + 1, {"line": f"{tight[1]}: {tight[3].strip()}"})
    if kind == "indent" and line.count(": ") > 1:
        kind = "two-colons"
    rest = line[there.column - 1 :].strip()
    return _Cause(kind, there.line, there.column, {"sign": rest[:1], "value": rest})
