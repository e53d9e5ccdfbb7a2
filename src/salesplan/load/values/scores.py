"""Columns of scores 1 to 5, of MAN factors in words, and of other scales that the plan declares."""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from functools import partial

import polars as pl

from salesplan.load.grid import DATE, ISO, TRUTH
from salesplan.load.values.amounts import decimals
from salesplan.load.values.cells import MISSING, Answer, CellColumn, Context, ReadColumn, read_each
from salesplan.load.values.figures import PLACES
from salesplan.load.values.wording import ROUNDED, SCALED
from salesplan.load.values.words import is_missing, plain
from salesplan.model.reading import ReadOptions

LOWEST, HIGHEST = 1, 5


def _table(rows: Mapping[int, str]) -> Mapping[str, int]:
    return {word: score for score, words in rows.items() for word in words.split("|")}


MAN_WORDS: Mapping[str, Mapping[str, int]] = {
    "purchasing_power": _table({
        5: "高|强|強|充足|充裕|high|strong",
        4: "较高|較高|较强|較強|有|有预算|有預算|已有预算|yes|budget confirmed",
        3: "中|中等|一般|普通|medium|middle|average|mid",
        2: "较低|較低|较弱|較弱|紧张|緊張|需赊销|需分期|needs credit",
        1: "低|弱|无|無|没有|沒有|无预算|無預算|low|weak|no|none|cannot pay",
    }),
    "authority": _table({
        5: "高|强|強|决策人|決策人|决策者|決策者|最终决策人|关键决策人|拍板人|是"
           "|high|strong|yes|decision maker|final decider|decider",
        4: "较高|較高|较强|較強|共同决策人|共同决策|有|有决策权|有決策權|co-decider",
        3: "中|中等|一般|影响者|影響者|影响人|medium|middle|mid|influencer",
        2: "较低|較低|较弱|較弱|使用者|使用人|用户|否|user|end user|no",
        1: "低|弱|无|無|没有|沒有|无决策权|無決策權|low|weak|none|no say",
    }),
    "need": _table({
        5: "高|强|強|紧急|緊急|迫切|急|high|strong|urgent",
        4: "较高|較高|较强|較強|正在选型|主动寻找|active search|active",
        3: "中|中等|一般|有|有需求|明确|明確|medium|middle|mid|yes|recognised|recognized",
        2: "较低|較低|较弱|較弱|模糊|潜在|潛在|vague",
        1: "低|弱|无|無|没有|沒有|无需求|無需求|low|weak|no|none",
    }),
}  # fmt: skip
"""What the words of a MAN factor are worth, along the anchors of methods.md 3.1 (A: user 2, influencer 3, co-decider 4,
final decider 5). 否 for authority is 2: not the deciding person, which does not say that he has no say. Very strong
words (很强) are not in it on purpose: the plan says what they mean (``parameters.man.words``)."""

SURVEY_WORDS = _table({
    5: "非常满意|非常滿意|很满意|很滿意|very satisfied",
    4: "满意|滿意|比较满意|比較滿意|satisfied",
    3: "一般|基本满意|基本滿意|neutral",
    2: "不满意|不滿意|不太满意|不太滿意|dissatisfied",
    1: "非常不满意|非常不滿意|很不满意|很不滿意|very dissatisfied",
})  # fmt: skip
"""What the answers of a survey in words are worth."""
_WORDS: Mapping[str, Mapping[str, int]] = {**MAN_WORDS, "score": SURVEY_WORDS}

UP_TO_TEN = frozenset(("nps",))
"""Fields whose own scale is 0 to 10: their figures are taken as they stand; bounds are checked with the row."""

_POINTS = re.compile(r"(-?[0-9]+(?:\.[0-9]+)?)\s*(?:分|星|级|級|points?|stars?)?")
_STARS = re.compile(r"([★⭐✭]{1,5})☆{0,4}")


def read_scores(cells: CellColumn, context: Context) -> ReadColumn:
    """Scores from 1 to 5, decimals allowed. Words are looked up, another declared scale is stretched onto 1 to 5.

    Nothing is guessed: 8 without a declared scale, or a word of no table, is a bad cell.
    """
    misfits = {TRUTH: "scale", DATE: "scale", ISO: "scale"}
    read = partial(score_of, field=context.field, options=context.options)
    found = read_each(cells, misfits, pl.Int64(), read)
    scale = decimals(found.values)
    notes = found.notes({"scaled": SCALED, "rounded": ROUNDED})
    return ReadColumn(found.values // 10 ** (PLACES - scale), scale, found.bad, notes)


def score_of(text: str, field: str, options: ReadOptions) -> Answer:
    """Millionths of the score that a text means for a field. The plan's words come before the built-in ones."""
    bare = plain(text)
    words = {**_WORDS.get(field, {}), **{plain(w).lower(): score for w, score in options.words.items()}}
    if (known := words.get(bare.lower())) is not None:
        return Answer(known * 10**PLACES)
    if is_missing(bare):
        return MISSING
    if stars := _STARS.fullmatch(bare):
        return Answer(len(stars[1]) * 10**PLACES)
    points = _POINTS.fullmatch(bare.lower())
    if points is None:
        return Answer(reason="scale")
    if field in UP_TO_TEN:
        return _rounded(Fraction(points[1]), None)
    return _placed(Decimal(points[1]), options.scales.get(field))


def _placed(points: Decimal, ends: tuple[Decimal, Decimal] | None) -> Answer:
    if ends is None:
        return _rounded(Fraction(points), None) if LOWEST <= points <= HIGHEST else Answer(reason="scale-number")
    low, high = ends
    if low == high or not min(ends) <= points <= max(ends):
        return Answer(reason="scale-range")
    return _rounded(LOWEST + Fraction(points - low) * (HIGHEST - LOWEST) / Fraction(high - low), "scaled")


def _rounded(score: Fraction, mark: str | None) -> Answer:
    exact = score * 10**PLACES
    whole = int((Decimal(exact.numerator) / Decimal(exact.denominator)).to_integral_value(ROUND_HALF_UP))
    return Answer(whole, mark=mark or (None if whole == exact else "rounded"))
