"""The days that a goal's sentence names: 三季度, 下半年, 2026年底, 6月30日前, by June 2026 (methods.md 1.3)."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from salesplan.model.han_numbers import number_in_words
from salesplan.model.period import Period

_YEAR = r"(?<![\d.,])(?:(?P<y>(?:19|20)\d{2})\s*(?:年度?|财年|財年)?|(?P<yy>\d{2})\s*年)"
_MAYBE = rf"(?:{_YEAR}\s*(?:的|[-/.])?\s*)?"
_N = r"(?:\d{1,2}|[一二三四五六七八九十]{1,3})"
_NAMES = "jan feb mar apr may jun jul aug sep oct nov dec".split()  # noqa: SIM905 - twelve short words
_MONTH = r"(?P<m>(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*)\b\.?"
_OF = r"(?:\s*(?:of\s+)?,?\s*(?P<z>(?:19|20)\d{2})(?![\d,.]\d|\s*[万萬亿億%]))?"
_ORDINAL = {"first": 1, "second": 2, "third": 3, "fourth": 4}
_FORMS = tuple(
    (kind, re.compile(form, re.IGNORECASE if kind not in ("en-day", "en-month") else 0))
    for kind, form in (
        (
            "day",
            r"(?<![\d.])(?P<y>(?:19|20)\d{2})\s*[-/.年]\s*(?P<m>\d{1,2})\s*[-/.月]\s*(?P<d>\d{1,2})(?!\d)\s*[日号號]?",
        ),
        ("day", rf"{_MAYBE}(?<!\d)(?P<m>{_N})\s*月\s*(?P<d>{_N})\s*[日号號]"),
        ("en-day", rf"{_MONTH}\s+(?P<d>\d{{1,2}})(?:st|nd|rd|th)?(?!\d){_OF}"),
        ("en-day", rf"(?<!\d)(?P<d>\d{{1,2}})(?:st|nd|rd|th)?\s+(?:of\s+)?{_MONTH}{_OF}"),
        ("en-month", rf"\b{_MONTH}{_OF}"),
        ("half", rf"{_MAYBE}(?P<h>[上下前后後])半年"),
        ("half", rf"{_MAYBE}\bH(?P<h>[12])\b{_OF}"),
        ("half", rf"\b(?P<h>first|second)\s+half\b(?:\s+of\s+the\s+year)?{_OF}"),
        ("quarter", rf"{_MAYBE}(?:第\s*)?(?P<q>[一二三四]|(?<!\d)[1-4])\s*季度?"),
        ("quarter", rf"{_MAYBE}(?<![A-Za-z])Q(?P<q>[1-4])(?!\d){_OF}"),
        ("quarter", rf"\b(?P<q>first|second|third|fourth)\s+quarter\b(?:\s+of\s+the\s+year)?{_OF}"),
        ("month", r"(?<![\d.])(?P<y>(?:19|20)\d{2})\s*[-/]\s*(?P<m>\d{1,2})(?![\d-])"),
        ("month", rf"{_MAYBE}(?<!\d)(?P<m>\d{{1,2}}|[一二三四五六七八九十]{{1,3}}(?!月[之以]?[内內]))\s*月(?:份)?"),
        ("year", rf"{_MAYBE}[全整]年"),
        ("year", r"(?<![\d.,])(?P<y>(?:19|20)\d{2})\s*(?:年度?|财年|財年|(?=[底内內前](?!\d)))"),
        ("year", r"(?<![\d半一二两兩三四五六七八九十几幾多每去明前后後])年(?=[底末终終])"),
        ("year", r"\b(?:in|during|FY|of|by|until)\s*(?P<y>(?:19|20)\d{2})(?![,.]?\d|\s*[万萬亿億%a-z元家件单])"),
        ("year", r"\b(?:the\s+)?year[-\s]?end\b|\bend\s+of\s+(?:the\s+)?year\b|\bwhole\s+year\b"),
    )
)
_UNTIL_BEFORE = re.compile(
    r"(?:到|至|截至|截止|直到|\bby|\buntil|\btill)\s*(?:the\s+)?(?:end\s+of\s+)?(?:the\s+)?$", re.IGNORECASE
)
_UNTIL_AFTER = re.compile(r"\s*(?:[底末终終]|之?前|以前|为止|為止)")
_BY_ITSELF = re.compile(r"\bby\s|\buntil\s|year[-\s]?end|end\s+of", re.IGNORECASE)
_BASE = re.compile(
    r"(?:[比较較同]|相比|从|從|由|去年|上年|自|\bfrom|\bthan|\bover|\bversus|\bvs\.?|\bagainst|\bsince|\bafter|\blast|\bbetween)"
    r"\s*(?:the\s+)?(?:于|於)?$",
    re.IGNORECASE,
)
_RANGE = re.compile(r"^\s*(?:起|到|至|[-~～—–]|\band\b|\bto\b)", re.IGNORECASE)
_BASE_AFTER = re.compile(r"^\s*(?:的?(?:基础|基礎|实际|實際|水平|同期))")
_HALVES = {"上": 1, "前": 1, "下": 2, "后": 2, "後": 2, "1": 1, "2": 2, "first": 1, "second": 2}
_YEAR_MONTHS = 12
_LENGTHS = {"quarter": 3, "half": 6}


@dataclass(frozen=True)
class NamedDays:
    """Days of a sentence as ``words`` name them: the months ``first`` to ``last`` of ``year``, or one ``day`` of them.

    ``until``: the sentence says until when, as 年底前. ``is_base``: they are what is compared with, or where a span
    begins, as 比2025年. ``may_end_before``: 9月前 and by 2027 can mean before they begin. ``year`` is None where the
    sentence leaves it to be understood. ``has_figure``: a figure follows at once, as in 二季度290万.
    """

    words: str
    place: tuple[int, int]
    year: int | None
    first: int
    last: int
    day: int | None = None
    until: bool = False
    is_base: bool = False
    may_end_before: bool = False
    has_figure: bool = False

    def periods(self, window: Period, start_month: int = 1) -> Iterator[Period]:
        """What the words can mean beside these days; quarters and halves of a fiscal year count as well."""
        years = (self.year,) if self.year else range(window.first.year, window.last.year + 1)
        whole = self.last - self.first != 0 and self.day is None
        for year in years:
            for ahead in {0, start_month - 1} if whole else {0}:
                for back in (0, -12) if ahead else (0,):
                    yield from _period(year, self.first + ahead + back, self.last + ahead + back, self.day)


def _period(year: int, first: int, last: int, day: int | None) -> Iterator[Period]:
    """Months of a year, which may run on into the next; nothing where there is no such day."""
    begins, ends = (divmod(month - 1 + year * 12, 12) for month in (first, last))
    try:
        end_day = monthrange(ends[0], ends[1] + 1)[1]
        if day is not None:
            yield Period(date(*_1(begins), day), date(*_1(begins), day))
        else:
            yield Period(date(*_1(begins), 1), date(*_1(ends), end_day))
    except (ValueError, OverflowError):
        return


def _1(month: tuple[int, int]) -> tuple[int, int]:
    return month[0], month[1] + 1


def named_days(text: str) -> list[NamedDays]:
    """The days that a sentence names, in their order. ``text`` is in plain characters, names in it left out."""
    found: list[NamedDays] = []
    rest = text
    for kind, form in _FORMS:
        for match in form.finditer(rest):
            one = _read(kind, match, text)
            if one is not None:
                found.append(one)
                rest = rest[: match.start()] + "\0" * (match.end() - match.start()) + rest[match.end() :]
    return sorted(found, key=lambda one: one.place)


def _read(kind: str, match: re.Match[str], text: str) -> NamedDays | None:
    months = _months(kind, match)
    if months is None:
        return None
    told = match.groupdict()
    day = _whole(told.get("d"))
    year = told.get("y") or told.get("z") or (told.get("yy") and f"20{told['yy']}")
    start, end = match.span()
    after = _UNTIL_AFTER.match(text, end)
    until = bool(_UNTIL_BEFORE.search(text, 0, start) or after or _BY_ITSELF.search(match[0]))
    base = _BASE.search(text, 0, start) or _BASE_AFTER.match(text[end:]) or _RANGE.match(text[end:])
    words = match[0].strip() + (after[0].strip() if after else "")
    before = day is None and bool((after and after[0].strip()[0] not in "底末终終") or re.match(r"by\s+\d", match[0]))
    is_base, has_figure = bool(base) and not after, re.match(r"\s*的?\s*\d", text[end:]) is not None
    return NamedDays(words, (start, end), int(year) if year else None, *months, day, until, is_base, before, has_figure)


def _months(kind: str, match: re.Match[str]) -> tuple[int, int] | None:
    """The first and the last month that a name means; None for one that there is not."""
    told = match.groupdict()
    if kind == "year":
        return 1, 12
    if kind in _LENGTHS:
        word = (told.get("q") or told.get("h") or "").lower()
        number = _HALVES[word] if kind == "half" else _ORDINAL.get(word) or _whole(word)
        return ((number or 1) - 1) * _LENGTHS[kind] + 1, (number or 1) * _LENGTHS[kind]
    name = told["m"]
    month = _NAMES.index(name[:3].lower()) + 1 if kind.startswith("en") else _whole(name)
    return (month, month) if month and 1 <= month <= _YEAR_MONTHS else None


def _whole(text: str | None) -> int | None:
    if not text:
        return None
    return int(text) if text.isdecimal() else number_in_words(text)
