"""Words that promise without saying how much or by when, in both Chinese scripts and English (methods.md 1.3, S5)."""

from __future__ import annotations

import re
from collections.abc import Sequence

from salesplan.compute.plan.goals.statement import without_names, without_time

VAGUE_VERBS = (
    *("提高", "提升", "加强", "增强", "改善", "优化", "扩大", "做好", "增加", "推进", "促进", "强化", "完善"),
    *("加強", "增強", "優化", "擴大", "推進", "促進", "強化"),
    *("improve", "increase", "boost", "strengthen", "enhance", "optimise", "optimize", "expand", "grow", "promote"),
)
"""Verbs that need a number beside them: without one the sentence is no goal."""
VAGUE_DEGREES = (
    *("尽快", "尽量", "争取", "大幅", "明显", "更好", "力争", "显著", "进一步", "若干", "适当", "及时"),
    *("盡快", "儘快", "盡量", "儘量", "爭取", "明顯", "力爭", "顯著", "進一步", "若干", "適當", "及時"),
    *("asap", "as soon as possible", "significantly", "considerably", "as much as possible", "better", "substantially"),
)
"""Words that blur a goal even where a number stands in it."""
_NUMBER = re.compile(
    r"\d|[一二三四五六七八九十百千万亿两兩半萬億壹贰貳叁參肆伍陆陸柒捌玖拾佰仟]\s*(?:[佰拾仟]|成|倍|个|個|家|万|萬|亿|億|千|百|分|名|人|单|單|元)|百分之|"
    r"\b(?:one|two|three|four|five|six|seven|eight|nine|ten|half|double|triple|twice)\b",
    re.IGNORECASE,
)


def _pattern(words: tuple[str, ...]) -> re.Pattern[str]:
    """Chinese words anywhere, English ones as whole words; the longest first."""
    ordered = sorted(set(words), key=lambda word: (-len(word), word))
    return re.compile("|".join(rf"\b{word}\b" if word.isascii() else word for word in ordered), re.IGNORECASE)


_VERB, _DEGREE = _pattern(VAGUE_VERBS), _pattern(VAGUE_DEGREES)
_ABOUT = re.compile(r"(?<=[\d万萬亿億%元家个個名单單台件成倍])\s*(?:以上|左右)")
"""What leaves a number open: 1200万以上, 30家左右."""


def has_number(statement: str) -> bool:
    """Whether a sentence says how much: digits, ``百分之二十``, ``三个``, ``两成``, ``three``, ``double``."""
    return _NUMBER.search(statement) is not None


def says_how_much(statement: str) -> bool:
    """Whether a sentence has a number besides its dates and spans of time."""
    return has_number(without_time(statement))


def vague_verbs(statement: str, more: Sequence[str] = ()) -> list[str]:
    """The verbs (and words of ``more``) that need a number, as they stand in a sentence that has none; else nothing.

    A date or a span of time is no such number: 在三个月内提高销售额 still does not say by how much.
    """
    return [] if says_how_much(statement) else _all((_VERB,), statement, more)


def vague_degrees(statement: str, more: Sequence[str] = ()) -> list[str]:
    """The words (and words of ``more``) that blur the sentence, in their order, whether it has a number or not."""
    return _all((_DEGREE, _ABOUT), statement, more)


def vague_words(statement: str, more: Sequence[str] = ()) -> list[str]:
    """Every vague word of a sentence, in the order in which they stand, each once."""
    verbs = () if says_how_much(statement) else (_VERB,)
    return _all((*verbs, _DEGREE, _ABOUT), statement, more)


def _all(patterns: Sequence[re.Pattern[str]], statement: str, more: Sequence[str]) -> list[str]:
    text = without_names(statement)
    own = (_pattern(tuple(map(re.escape, filter(None, more)))),) if any(more) else ()
    found = {one.start(): one[0].strip() for each in (*patterns, *own) for one in each.finditer(text)}
    return list(dict.fromkeys(found[at] for at in sorted(found)))
