"""The figures in a goal's sentence: percentages, amounts, spans of time, as people write them (methods.md 1.3)."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from salesplan.model.han_numbers import number_in_words

Measure = Literal["day", "week", "month", "quarter", "year"]
_LARGE = {"万": 10**4, "萬": 10**4, "亿": 10**8, "億": 10**8}
_WORDS = {
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6,
    "seven": 7, "eight": 8, "nine": 9, "ten": 10, "eleven": 11, "twelve": 12,
}  # fmt: skip
_HAN = "零〇一二两兩三四五六七八九十百千万萬亿億"
_PLAIN = r"(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?"
_ONE = rf"(?:{_PLAIN}|[{_HAN}]+)"
_PERCENT = re.compile(
    rf"({_PLAIN})\s*(?:%|percent|per cent)|百分之\s*({_ONE})|({_ONE})\s*成(?![本交立功为為员員长長果熟])",
    re.IGNORECASE,
)
_SPAN = re.compile(
    rf"(半|{_ONE}|{'|'.join(_WORDS)})\s*(?:个|個)?\s*(年|季度|季|月|周|週|星期|天|日|years?|quarters?|months?|weeks?|days?)"
    r"(?![底末初份度]|\d|年)",
    re.IGNORECASE,
)
_FOUR = r"(?<![\d.])(?<!\d,)(?:19|20)\d{2}"
_YEAR = (
    rf"{_FOUR}\s*(?:年度?|财年|財年|[前底内內](?!\d)|[QqHh][1-4]\b)"
    rf"|\b(?:in|during|FY|of)\s*{_FOUR}(?![,.]?\d|[万萬亿億%])"
    rf"|\b(?:by|until)\s*{_FOUR}(?![,.]?\d|[万萬亿億%]|\s*[a-z元家件单])"
)
_DAY = r"\d{4}\s*[-/.年]\s*\d{1,2}(?:\s*[-/.月]\s*\d{1,2})?\s*[月日号號]?"
_MONTH = r"(?<!\d)\d{1,2}\s*月(?:份|底|末|初|\s*\d{1,2}\s*[日号號])?|[QqHh][1-4]\b"
_DATES = re.compile(f"{_DAY}|{_YEAR}|{_MONTH}", re.IGNORECASE)
_AMOUNT = re.compile(
    rf"({_PLAIN})\s*([万萬亿億]|(?:million|billion|thousand|k|m|bn)(?![a-z]))?(?![\d%])", re.IGNORECASE
)
_REACHED = re.compile(r"(?:到|至|保持在|达|達|\b(?:to|at))\s*-?\s*$", re.IGNORECASE)
_QUOTED = re.compile(r"“[^“”]*”")
_BEFORE = re.compile(r"(?:从|從|\bfrom)[^\d，。,;；到至]*$", re.IGNORECASE)
_TIMES = {"million": 10**6, "m": 10**6, "billion": 10**9, "bn": 10**9, "thousand": 1000, "k": 1000}
_MEASURES: dict[str, Measure] = {
    "年": "year", "季度": "quarter", "季": "quarter", "月": "month", "周": "week", "週": "week", "星期": "week",
    "天": "day", "日": "day", "year": "year", "quarter": "quarter", "month": "month", "week": "week", "day": "day",
}  # fmt: skip
_HALF: dict[Measure, tuple[int, Measure]] = {
    "year": (6, "month"), "quarter": (45, "day"), "month": (15, "day"), "week": (3, "day"), "day": (1, "day"),
}  # fmt: skip


@dataclass(frozen=True)
class Span:
    """A length of time, such as three months."""

    count: int
    measure: Measure


@dataclass(frozen=True)
class Stated:
    """The figures of one sentence, in the order in which they stand. Percentages are shares.

    ``begins`` is the amount that the sentence starts from: the first after 从 or *from*; None where it has none.
    """

    shares: tuple[Decimal, ...] = ()
    amounts: tuple[Decimal, ...] = ()
    spans: tuple[Span, ...] = ()
    begins: Decimal | None = None


def stated(statement: str) -> Stated:
    """The figures of a sentence: ``20%``, ``百分之二十``, ``两成``; ``1,200万``, ``1.2亿``; ``三个月``, ``半年``.

    A year such as 2026年, a date, and 8月 or 月底 are no spans; the figures of a share or span are no amounts; a name
    “in quotation marks” has none.
    """
    text = without_names(statement)
    shares = [(found.span(), _share(found)) for found in _PERCENT.finditer(text)]
    text = _blanked(text, [place for place, _ in shares])
    text = _blanked(text, [found.span() for found in _DATES.finditer(text)])
    spans = [(found.span(), _span(found)) for found in _SPAN.finditer(text)]
    text = _blanked(text, [place for place, _ in spans])
    amounts = [(found.start(), _amount(found)) for found in _AMOUNT.finditer(text)]
    begins = next((amount for at, amount in amounts if _BEFORE.search(text, 0, at)), None)
    return Stated(
        tuple(share for _, share in shares),
        tuple(amount for _, amount in amounts),
        tuple(span for _, span in spans if span is not None),
        begins,
    )


def without_names(statement: str) -> str:
    """The sentence in plain characters, with blanks for what stands “in quotation marks”."""
    text = unicodedata.normalize("NFKC", statement)
    return _blanked(text, [found.span() for found in _QUOTED.finditer(text)])


def without_time(statement: str) -> str:
    """The sentence without its dates and spans of time, which say by when and not how much.

    A span that something is to reach, as in 提高到 60天, stays: it is a figure.
    """
    text = without_names(statement)
    text = _blanked(text, [found.span() for found in _DATES.finditer(text)])
    return _blanked(
        text, [found.span() for found in _SPAN.finditer(text) if not _REACHED.search(text, 0, found.start())]
    )


def _blanked(text: str, places: list[tuple[int, int]]) -> str:
    """The text with these stretches as blanks, so that their figures are not read again."""
    for start, end in places:
        text = text[:start] + " " * (end - start) + text[end:]
    return text


def _share(found: re.Match[str]) -> Decimal:
    if found[1] is not None:
        return _plain(found[1]) / 100
    if found[2] is not None:
        return _number(found[2]) / 100
    return _number(found[3]) / 10


def _span(found: re.Match[str]) -> Span | None:
    word = found[2].lower()
    measure = _MEASURES[word] if word in _MEASURES else _MEASURES[word.removesuffix("s")]
    if found[1] == "半":
        return Span(*_HALF[measure])
    count = _WORDS.get(found[1].lower()) or _number(found[1])
    return Span(int(count), measure) if count == int(count) else None


def _amount(found: re.Match[str]) -> Decimal:
    unit = (found[2] or "").lower()
    return _plain(found[1]) * (_LARGE.get(unit) or _TIMES.get(unit) or 1)


def _plain(digits: str) -> Decimal:
    return Decimal(digits.replace(",", ""))


def _number(text: str) -> Decimal:
    """``12``, ``1,200``, ``十二``, ``两百``; numerals that are no number count as 0."""
    return _plain(text) if text[0].isdecimal() else Decimal(number_in_words(text) or 0)
