"""The figures in a goal's sentence: percentages, amounts, spans of time, as people write them (methods.md 1.3)."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from salesplan.compute.plan.goals.stated_days import NamedDays, named_days
from salesplan.model.han_numbers import number_in_words

Measure = Literal["day", "week", "month", "quarter", "year"]
_LARGE = {"十": 10, "百": 100, "千": 1000, "万": 10**4, "萬": 10**4, "亿": 10**8, "億": 10**8}
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
_NUMERALS = "一二两兩三四五六七八九十壹贰貳叁參肆伍陆陸柒捌玖拾"
_STEPS = "十百千万萬亿億拾佰仟"
_AMOUNT = re.compile(
    rf"({_PLAIN})\s*([十百千]?[万萬亿億]|[百千]|(?:million|billion|thousand|k|m|bn)(?![a-z]))?(?![\d%])"
    rf"|([{_NUMERALS}][{_NUMERALS}零〇]*[{_STEPS}][{_NUMERALS}零〇{_STEPS}]*)(?!分之|[强分])",
    re.IGNORECASE,
)
_BARE_YEAR = re.compile(r"(?<![\d.,])(?:19|20)\d{2}(?![\d.,]\d|\d)")
_REACHED = re.compile(r"(?:到|至|保持在|达|達|\b(?:to|at))\s*-?\s*$", re.IGNORECASE)
_RISES = (
    "提高|提升|增长|增長|增加|增|上升|上涨|上漲|涨|漲|加|多|扩大|擴大|"
    "下降|降低|减少|減少|降|减|減|下调|下調|下滑|少|缩短|縮短|压缩|壓縮"
)
_MONEY = r"(?:约|約|大约|近|超过|超過|人民币|人民幣|RMB|CNY|USD|[¥$€])?\s*"
_AIM_AT = re.compile(
    rf"(?:到|至|达|達|达成|達成|做到|完成|实现|實現|突破|保持在?|维持在?|維持在?|控制在|不超过|不超過|不高于|不低于|不少于"
    rf"|\b(?:to|at|reach|reaches|reaching|achieve|hit))\s*{_MONEY}-?\s*$"
    rf"|(?:完成|实现|實現|\b(?:reach|reaching|achieve)\b)[^\d，。,;；()]{{0,16}}$",
    re.IGNORECASE,
)
_CHANGE_BY = re.compile(
    rf"(?:{_RISES})[了约約近至少]*\s*{_MONEY}$|(?:\bby|\bgrow|\bgrows|\bincrease|\bup|\bdown)\s+$|[+-]\s*$",
    re.IGNORECASE,
)
_CHANGE_AFTER = re.compile(
    r"\s*(?:的\s*)?(?:增长|增長|增幅|涨幅|漲幅|提升|降幅|growth|increase|rise|more|less|decrease)", re.IGNORECASE
)
_CLAUSE = re.compile(r".*(?:，|。|；|;|、|,(?!\d{3}))", re.DOTALL)
_COUNTER = re.compile(r"\s*[a-z元家个個件单單台人名套次户戶笔筆分吨噸条條块塊]", re.IGNORECASE)
_AFTER = re.compile(r"\s*(%|[^\W\d_]{0,8})")
_QUOTED = re.compile(r"“[^“”]*”")
_MODEL = re.compile(
    r"(?<![A-Za-z0-9])(?!(?:Q[1-4]|H[12]|FY\d{4})(?!\d)|(?:RMB|CNY|USD|EUR|HKD|TWD|by|to|at|in|of)\d)"
    r"[A-Za-z]{1,8}-?\d[A-Za-z0-9-]*",
    re.IGNORECASE,
)
"""What a product, a norm or a short year is called: P-100, ISO9001, FY26."""
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


Role = Literal["start", "aim", "change", "plain"]


@dataclass(frozen=True)
class Figure:
    """A figure with what its sentence does with it: starts from it, aims at it, changes by it, or only names it.

    ``before`` is what its clause says in front of it, ``earlier`` the sentence up to there, ``after`` the word behind.
    """

    value: Decimal
    role: Role
    before: str
    earlier: str
    after: str


@dataclass(frozen=True)
class Stated:
    """The figures of one sentence, in the order in which they stand. Percentages are shares.

    ``begins`` is the amount that the sentence starts from: the first after 从 or *from*; None where it has none.
    ``days`` are the days it names. ``told_shares`` and ``told_amounts`` are the figures with their part in it.
    """

    shares: tuple[Decimal, ...] = ()
    amounts: tuple[Decimal, ...] = ()
    spans: tuple[Span, ...] = ()
    begins: Decimal | None = None
    days: tuple[NamedDays, ...] = ()
    told_shares: tuple[Figure, ...] = ()
    told_amounts: tuple[Figure, ...] = ()


def stated(statement: str) -> Stated:
    """The figures of a sentence: ``20%``, ``百分之二十``, ``两成``; ``1,200万``, ``1.2亿``; ``三个月``, ``半年``.

    A year such as 2026年, a date, and 8月 or 月底 are no spans; the figures of a share or span are no amounts; a name
    “in quotation marks” has none.
    """
    whole = without_names(statement)
    text, days = whole, tuple(named_days(whole))
    shares = [(found.span(), _share(found)) for found in _PERCENT.finditer(text)]
    text = _without_days(_blanked(text, [place for place, _ in shares]), days)
    spans = [(found.span(), _span(found)) for found in _SPAN.finditer(text)]
    text = _blanked(text, [place for place, _ in spans])
    amounts = [(found, _amount(found)) for found in _AMOUNT.finditer(text)]
    told = tuple(
        _figure(value, whole, found.span(), text)
        for found, value in amounts
        if value is not None and not (_is_year(found) and _role(text, *found.span()) == "plain")
    )
    return Stated(
        tuple(share for _, share in shares),
        tuple(figure.value for figure in told),
        tuple(span for _, span in spans if span is not None),
        next((figure.value for figure in told if figure.role == "start"), None),
        days,
        tuple(_figure(share, whole, place, whole) for place, share in shares),
        told,
    )


def _without_days(text: str, days: tuple[NamedDays, ...]) -> str:
    text = _blanked(text, [one.place for one in days])
    return _blanked(text, [found.span() for found in _DATES.finditer(text)])


def _figure(value: Decimal, whole: str, place: tuple[int, int], text: str) -> Figure:
    """The figure at a place of the whole sentence; ``text`` is the sentence in which other figures are blanks."""
    head = whole[: place[0]]
    clause = _CLAUSE.match(head)
    after = _AFTER.match(whole, place[1])
    before = head[clause.end() :] if clause else head
    return Figure(value, _role(text, *place), before, head, after[1] if after else "")


def _role(text: str, start: int, end: int) -> Role:
    if _BEFORE.search(text, 0, start):
        return "start"
    if _AIM_AT.search(text, 0, start):
        return "aim"
    return "change" if _CHANGE_BY.search(text, 0, start) or _CHANGE_AFTER.match(text, end) else "plain"


def _is_year(found: re.Match[str]) -> bool:
    """Whether a number without a unit is a year by its looks: 2026完成1200万."""
    is_bare = not found[2] and _BARE_YEAR.fullmatch(found[0].strip()) is not None
    return is_bare and _COUNTER.match(found.string, found.end()) is None


def without_names(statement: str) -> str:
    """The sentence in plain characters, with blanks for what stands “in quotation marks” and for names with digits."""
    text = unicodedata.normalize("NFKC", statement)
    text = _blanked(text, [found.span() for found in _QUOTED.finditer(text)])
    return _blanked(text, [found.span() for found in _MODEL.finditer(text)])


def without_time(statement: str) -> str:
    """The sentence without its dates and spans of time, which say by when and not how much.

    A span that something is to reach, as in 提高到 60天, stays: it is a figure.
    """
    text = without_names(statement)
    text = _without_days(text, tuple(named_days(text)))
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


def _amount(found: re.Match[str]) -> Decimal | None:
    if found[3] is not None:
        words = number_in_words(found[3])
        return None if words is None else Decimal(words)
    unit = (found[2] or "").lower()
    if unit in _TIMES or not unit:
        return _plain(found[1]) * _TIMES.get(unit, 1)
    times = 1
    for step in unit:
        times *= _LARGE[step]
    return _plain(found[1]) * times


def _plain(digits: str) -> Decimal:
    return Decimal(digits.replace(",", ""))


def _number(text: str) -> Decimal:
    """``12``, ``1,200``, ``十二``, ``两百``; numerals that are no number count as 0."""
    return _plain(text) if text[0].isdecimal() else Decimal(number_in_words(text) or 0)
