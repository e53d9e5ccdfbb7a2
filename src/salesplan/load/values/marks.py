"""Columns of yes and no, and of the user's own levels."""

from __future__ import annotations

import re

import polars as pl

from salesplan.load.grid import DATE, ISO, TEXT
from salesplan.load.values.cells import MISSING, Answer, CellColumn, Context, ReadColumn, read_each
from salesplan.load.values.codes import read_texts
from salesplan.load.values.words import is_missing, plain

YES = frozenset(
    ["是", "对", "對", "有", "已", "真", "yes", "y", "true", "t", "1", "1.0", "on", "√", "✓", "✔", "☑", "v", "是的"]
)
NO = frozenset(
    [
        "否",
        "不是",
        "错",
        "錯",
        "无",
        "無",
        "未",
        "没有",
        "沒有",
        "假",
        "no",
        "n",
        "false",
        "f",
        "0",
        "0.0",
        "off",
        "×",
        "x",
        "✗",
        "✘",
        "☐",
        "不",
    ]
)
"""Marks for yes and no, in lower case. 无 is a no here, though elsewhere it says that nothing was filled in."""

_LETTER = re.compile(
    r"(?:等级|等級|级别|級別|GRADE|LEVEL|CLASS)?\s?([A-Z])\s?(?:级|級|类|類|档|檔|等)?(?:客户|客戶)?(?:\s?[(\[-].+)?"
)
_FINER = re.compile(r"[A-Z](?:[+-]+|[A-Z]{1,2}|[0-9])")
"""Levels of a finer scale: A+, AAA, A1."""
_OWN_LEVELS = frozenset("ABCD")


def read_flags(cells: CellColumn, context: Context) -> ReadColumn:  # noqa: ARG001 - every reader is called alike
    """Yes or no: 是/否, yes/no, TRUE/FALSE, 1/0, √/×. Anything else is a bad cell."""
    found = read_each(cells, {DATE: "flag", ISO: "flag"}, pl.Boolean(), flag_of)
    return ReadColumn(found.values, 0, found.bad)


def flag_of(text: str) -> Answer:
    """What a mark means; dashes and blanks say nothing."""
    low = plain(text).lower()
    if low in YES or low in NO:
        return Answer(low in YES)
    return MISSING if is_missing(low) else Answer(reason="flag")


def read_grades(cells: CellColumn, context: Context) -> ReadColumn:
    """The user's own level, shown and never used as our class.

    The column decides what its levels are. When more than half of its filled cells say A, B, C or D (a, Ｂ, B级,
    A（重点客户）) and no cell another letter or a finer level (A+, AA), each becomes its letter and the others are bad
    cells. Any other set of levels (1 to 6, 重要/普通, S/A/B) stays as the text that it is.
    """
    if not _letters(cells):
        return read_texts(cells, context)
    found = read_each(cells, {DATE: "grade", ISO: "grade"}, pl.String(), grade_of)
    return ReadColumn(found.values, 0, found.bad)


def grade_of(text: str) -> Answer:
    """The letter A to D that a level means."""
    bare = plain(text)
    if is_missing(bare):
        return MISSING
    letter = _letter(bare)
    return Answer(letter) if letter in _OWN_LEVELS else Answer(reason="grade")


def _letter(text: str) -> str | None:
    found = _LETTER.fullmatch(plain(text).upper())
    return found[1] if found else None


def _letters(cells: CellColumn) -> bool:
    counts = cells.texts.filter(cells.kinds == TEXT).value_counts()
    filled = known = 0
    for text, count in counts.iter_rows():
        if is_missing(plain(text)):
            continue
        letter = _letter(text)
        if (letter is not None and letter not in _OWN_LEVELS) or _FINER.fullmatch(plain(text).upper()):
            return False
        filled += count
        known += count if letter else 0
    return 2 * known > filled
