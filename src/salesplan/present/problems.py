"""Problems as lines for people and records for machines."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from salesplan.errors import Problem, Severity
from salesplan.present.blocks import Line, Style
from salesplan.present.safe import cut, shown
from salesplan.text import Lang, Text, language

LONGEST = 80
"""How wide a value quoted from a file may be in a sentence."""
LONGEST_LIST = 2_000
"""The same for what to do about it: its lists of choices stay whole, only a whole book is cut."""


SIGNS: dict[Severity, tuple[str, Style]] = {"error": ("✗", "bad"), "warning": ("!", "warn"), "note": ("·", "dim")}
"""What stands before a finding, and in which colour."""
MORE = Text("还有 {n} 条，加 --all-problems 全部列出", "{n} more; add --all-problems to see them all")


def marked_lines(problems: Sequence[Problem]) -> Iterator[Line]:
    """``  ✗ plan.yaml:12  what  CODE``, as editors and terminals open it, and what to do, for each."""
    for p in problems:
        mark, style = SIGNS[p.severity]
        place = f"{p.place.file}:{p.place.line}" if p.place.line else p.place.file or ""
        yield Line(f"  {mark} {shown(place)}  {what_said(p)}  {p.code}", style)
        yield Line(f"      → {fix_said(p)}")


def problem_lines(problems: Sequence[Problem], limit: int | None = None) -> Iterator[str]:
    """One line where and what, one line what to do, for each; then how many more there are."""
    for p in problems[:limit]:
        place = shown(str(p.place))
        yield f"{place + ' ' if place else ''}{what_said(p)} ({p.code})"
        yield f"  → {fix_said(p)}"
    if limit is not None and len(problems) > limit:
        yield str(MORE.format(n=len(problems) - limit))


def what_said(problem: Problem) -> str:
    """What is wrong, in the language of now."""
    return _said(problem.what, LONGEST)


def fix_said(problem: Problem) -> str:
    """What to do about it."""
    return _said(problem.fix, LONGEST_LIST)


def sentence(text: Text, lang: Lang) -> str:
    """The sentence; an English one begins with a capital, unless it begins with what it quotes."""
    said = text.in_(lang)
    return said[0].upper() + said[1:] if text.en[:1].islower() and said[:1] == text.en[0] else said


def _said(text: Text, longest: int) -> str:
    """The sentence with what it quotes from files cut to a readable length and made harmless."""
    if text.values is not None:
        values = {k: cut(shown(v), longest) if isinstance(v, str) and "\n" not in v else v for k, v in text.values}
        text = Text(text.zh, text.en).format(**values)
    return "\n    ".join(shown(line) for line in sentence(text, language()).split("\n"))


def problem_record(problem: Problem) -> dict[str, Any]:
    """A problem as JSON holds it. The sentences are English in every language, so that runs can be compared."""
    place = problem.place
    return {
        "code": problem.code,
        "severity": problem.severity,
        "place": {"file": place.file, "sheet": place.sheet, "cell": place.cell, "line": place.line, "key": place.key},
        "value": problem.value,
        "message": sentence(problem.what, "en"),
        "fix": sentence(problem.fix, "en"),
    }
