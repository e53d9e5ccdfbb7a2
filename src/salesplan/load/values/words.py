"""Texts as people type them made comparable: width, minus signs, blanks; the marks for "nothing here"."""

from __future__ import annotations

import re
import unicodedata

ERROR_TEXTS = [
    "#N/A", "#DIV/0!", "#REF!", "#VALUE!", "#NAME?", "#NUM!", "#NULL!", "#SPILL!", "#CALC!", "#FIELD!", "#GETTING_DATA",
    "#BLOCKED!", "#UNKNOWN!", "#CONNECT!", "#名称?", "#数值!",
]  # fmt: skip
"""Error values as a text file holds them."""

BLANK_MARKS = frozenset(
    [
        "-",
        "--",
        "---",
        "—",
        "——",
        "———",
        "_",
        "/",
        "//",
        "\\",
        ".",
        "…",
        "*",
        "无",
        "無",
        "暂无",
        "暫無",
        "暂缺",
        "空",
        "未知",
        "未填",
        "不详",
        "不詳",
        "待补",
        "n/a",
        "#n/a",
        "null",
        "(null)",
        "(空白)",
        "(blank)",
    ]
)
"""What stands in a cell of any kind for "there is no value"; compared in lower case."""
NUMBER_MARKS = BLANK_MARKS | {"na", "none", "nil", "nan"}
"""The same for numbers and days, where NA can be no name."""

_SIGNS = str.maketrans({
    "−": "-", "﹣": "-", "–": "-", "‐": "-", "‑": "-", "\u200b": None, "\ufeff": None, "\u200e": None, "\u200f": None,
    "‘": "'", "’": "'",
})  # fmt: skip
_QUOTED = re.compile(r'^="([^"]*)"$')


def trimmed(text: str) -> str:
    """A text without blanks, marks of direction and zero-width characters at its ends; ``="00123"`` is 00123."""
    bare = text.strip().strip("\u200b\ufeff\u200e\u200f").strip()
    quoted = _QUOTED.match(bare)
    return quoted[1] if quoted else bare


def plain(text: str) -> str:
    """A text for comparing: half width, one kind of minus and blank, nothing at its ends. Dashes alone stay dashes."""
    if text.isascii():
        return trimmed(text)
    return trimmed(" ".join(unicodedata.normalize("NFKC", text).translate(_SIGNS).split()))


def is_missing(text: str, *, names: bool = False) -> bool:
    """Whether a text (as ``plain`` gives it) only says that nothing is there. ``names``: NA could be a name here."""
    low = text.lower()
    return not low or low in (BLANK_MARKS if names else NUMBER_MARKS)
