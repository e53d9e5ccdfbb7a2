"""Units of money and share as headers and cells write them: 万元, k RMB, 万美元, %."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from salesplan.load.values.words import plain

TIMES = {
    "十亿": 9, "十億": 9, "BILLION": 9, "亿": 8, "億": 8, "千万": 7, "千萬": 7, "仟万": 7, "百万": 6, "百萬": 6,
    "佰万": 6, "MILLION": 6, "MN": 6, "M": 6, "十万": 5, "十萬": 5, "万": 4, "萬": 4, "W": 4, "千": 3, "仟": 3,
    "THOUSAND": 3, "K": 3, "'000": 3,
}  # fmt: skip
"""Words that multiply, in capitals, and the power of ten they stand for."""

CURRENCIES = {
    "CNY": "¥ RMB CNY 人民币 人民幣 YUAN",
    "TWD": "NT$ NTD TWD 新台币 新臺幣 新台幣 台币 臺幣 台幣",
    "HKD": "HK$ HKD 港币 港幣 港元 港纸",
    "USD": "US$ $ USD 美元 美金 DOLLARS DOLLAR",
    "EUR": "€ EUR 欧元 歐元 EURO EUROS",
    "GBP": "£ GBP 英镑 英鎊",
    "JPY": "JP¥ JPY 日元 日圆 日圓 円",
    "KRW": "₩ KRW 韩元 韓元 韩币",
    "SGD": "S$ SGD 新加坡元 新币",
    "AUD": "A$ AU$ AUD 澳元",
    "CAD": "C$ CA$ CAD 加元",
    "CHF": "CHF 瑞士法郎",
    "MOP": "MOP$ MOP 澳门元 澳門元",
    "RUB": "₽ RUB 卢布 盧布",
    "INR": "₹ INR 卢比 盧比",
    "THB": "฿ THB 泰铢 泰銖",
    "VND": "₫ VND 越南盾",
    "MYR": "RM MYR 令吉 马币",
    "IDR": "RP IDR 印尼盾",
    "PHP": "₱ PHP 比索",
}
"""Currency code -> the signs and names that mean it, in capitals."""

_MARKS = {mark: code for code, marks in CURRENCIES.items() for mark in marks.split()}
_OWN = ("元整", "圆整", "圓整", "元", "圆", "圓", "块")
_SHARES = {"%": -2, "PERCENT": -2, "百分比": -2, "百分数": -2, "‰": -3}
_DOLLARS = frozenset(["USD", "TWD", "HKD", "SGD", "AUD", "CAD", "MOP"])


def _any_of(words: list[str]) -> str:
    return "|".join(re.escape(w) for w in sorted(words, key=len, reverse=True))


_MONEY = _any_of([*_MARKS, *_OWN])
_UNIT = re.compile(
    rf"(?P<before>{_MONEY})?[ /]?(?P<times>{_any_of(list(TIMES))})?[ /]?(?P<after>{_MONEY})?"
    r"(?:[/每](?:年|月|季度?|YEAR|YR|MONTH|A))?"
)
_PIECES = re.compile(rf"(?P<times>{_any_of([t for t in TIMES if not t.isascii()])})[个件台套只箱单吨條条次人家户]")


@dataclass(frozen=True)
class Unit:
    """What 1 in a column or after a number is worth: 10^``power`` of ``currency`` (None = the plan's own).

    ``sized`` tells a unit that says how much (万, 元, %) from a bare sign (¥, RMB): only the former replaces the
    unit of the header.
    """

    power: int = 0
    currency: str | None = None
    sized: bool = False

    @property
    def share(self) -> bool:
        """Whether it is a percent or per mille."""
        return self.power < 0


@cache
def unit_of(text: str, own: str = "CNY") -> Unit | None:
    """The unit a text such as 万元, k RMB, 万美元/年 or % names; None when it is none we know (台, kg).

    ``own`` is the plan's currency: its signs give ``currency`` None, and $ is its own where it is a dollar.
    """
    bare = plain(text).upper()
    if bare in _SHARES:
        return Unit(_SHARES[bare], sized=True)
    if pieces := _PIECES.fullmatch(bare):
        return Unit(TIMES[pieces["times"]], sized=True)
    found = _UNIT.fullmatch(bare)
    if found is None:
        return None
    marks = [m for m in (found["before"], found["after"]) if m]
    codes = {code for m in marks if (code := _code(m, own)) is not None}
    if len(codes) > 1:
        return None
    return Unit(TIMES.get(found["times"] or "", 0), next(iter(codes), None), bool(found["times"]) or _sized(marks))


def _sized(marks: list[str]) -> bool:
    return any(mark.endswith(("元", "圆", "圓", "块", "整")) for mark in marks)


def _code(mark: str, own: str) -> str | None:
    """The currency a sign means, None for the plan's own."""
    if mark in _OWN or (mark == "$" and own in _DOLLARS) or (mark == "¥" and own == "JPY"):
        return None
    code = _MARKS[mark]
    return None if code == own else code


_LATIN = [mark for mark in _MARKS if mark.isascii() and mark.isalpha()]
_ANY_MARK = re.compile(rf"(?<![A-Z])(?:{_any_of(_LATIN)})(?![A-Z])|{_any_of([m for m in _MARKS if m not in _LATIN])}")


def currency_in(text: str, own: str = "CNY") -> str | None:
    """The code of another currency than ``own`` that a text names, e.g. TWD for NT$12,000; None when none does."""
    codes = (_code(mark, own) for mark in _ANY_MARK.findall(plain(text).upper()))
    return next((code for code in codes if code), None)
