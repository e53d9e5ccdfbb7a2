"""Months in titles: 2026年1月, 1月目标, 2026-01, Jan 2026."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

_NAMES = "jan feb mar apr may jun jul aug sep oct nov dec".split()  # noqa: SIM905 - reads better than twelve quotes
_CHINESE = {word: number for number, word in enumerate("一 二 三 四 五 六 七 八 九 十 十一 十二".split(), 1)}  # noqa: SIM905
_YEAR_FIRST = re.compile(
    r"(?:(?P<year>(?:19|20)\d\d)年?)?(?P<month>1[0-2]|0?[1-9]|十[一二]?|[一二三四五六七八九])月份?(?P<rest>.*)"
)
_DIGITS = re.compile(r"(?P<year>(?:19|20)\d\d)年?(?P<month>1[0-2]|0[1-9])(?P<rest>\D.*|)")
_ENGLISH = re.compile(
    r"(?P<month>jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)(?:uary|ruary|ch|il|e|y|ust|t?ember|t|ober)?"
    r"(?P<year>(?:19|20)\d\d)?(?P<rest>target|actual|quota|goal|sales|)"
)


@dataclass(frozen=True)
class Month:
    """A month in a title, with the year where it is said, and the key of what follows it (1月目标: 目标)."""

    number: int
    year: int | None = None
    rest: str = ""

    def period(self, year: int | None) -> str:
        """``2026-01``; ``01`` when the year is nowhere."""
        known = self.year or year
        return f"{known}-{self.number:02d}" if known else f"{self.number:02d}"


@lru_cache(maxsize=1024)
def month_of(key: str) -> Month | None:
    """The month that the key of a title begins with; None when it names no month."""
    found = _YEAR_FIRST.fullmatch(key) or _DIGITS.fullmatch(key) or _ENGLISH.fullmatch(key)
    if not found:
        return None
    word = found["month"]
    number = int(word) if word.isdigit() else _CHINESE.get(word) or _NAMES.index(word) + 1
    return Month(number, int(found["year"]) if found["year"] else None, found["rest"])


def year_in(text: str) -> int | None:
    """The one year that a title row names (2026年1-4月); None when there is none or more than one."""
    years = set(re.findall(r"(?<!\d)((?:19|20)\d\d)(?=年|财年|度|[-/.]|\b)", text))
    return int(years.pop()) if len(years) == 1 else None
