"""What customers keep saying, what was decided about it, and what came of it (methods.md 11.4)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from salesplan.compute.service.answers import Questionnaire
from salesplan.compute.service.figures import spellings
from salesplan.compute.service.low_answers import is_low
from salesplan.model.near import plain_name
from salesplan.model.plan.service import ThemeDecision

State = Literal["open", "decided", "overdue", "done"]
_BETWEEN = re.compile(r"[、，,;；/|]+")


@dataclass(frozen=True)
class ThemeLine:
    """One theme: how many questionnaires name it, how many of these are low, and what the plan says of it.

    ``state``: ``open`` without a decision, ``done`` with a result, ``overdue`` where its day is past, else ``decided``.
    """

    theme: str
    answers: int
    low: int
    decision: str | None
    owner: str | None
    due: date | None
    result: str | None
    state: State


def theme_lines(
    questionnaires: Sequence[Questionnaire], decisions: Sequence[ThemeDecision], as_of: date
) -> tuple[ThemeLine, ...]:
    """The themes, most low answers first, then most answers, then by name; those only the plan has are there too."""
    named = [(each, themes_in(each)) for each in questionnaires]
    spelled = spellings([*(theme for _, themes in named for theme in themes), *(one.theme for one in decisions)])
    decided = {plain_name(one.theme): one for one in reversed(decisions)}
    found: list[ThemeLine] = []
    for key, theme in spelled.items():
        own = [each for each, themes in named if key in {plain_name(word) for word in themes}]
        one = decided.get(key)
        told = (one.decision or None, one.owner or None, one.due, one.result or None) if one else (None,) * 4
        found.append(ThemeLine(theme, len(own), sum(map(is_low, own)), *told, state_of(one, as_of)))
    return tuple(sorted(found, key=lambda line: (-line.low, -line.answers, line.theme)))


def themes_in(each: Questionnaire) -> list[str]:
    """The themes of a questionnaire, each once; one cell may hold several."""
    words = (word.strip() for answer in each.answers for word in _BETWEEN.split(answer.theme or ""))
    return list(dict.fromkeys(word for word in words if word))


def state_of(one: ThemeDecision | None, as_of: date) -> State:
    """How far a theme is."""
    if one is None or not (one.decision or one.result):
        return "open"
    if one.result:
        return "done"
    return "overdue" if one.due is not None and one.due < as_of else "decided"
